//! Checks of a commit: rolled up, and by suite.

use super::super::check::{Check, Kind};
use super::super::node::Node;

/// Returns how all checks stand together, nothing where none ran.
pub(super) fn rollup(checks: &[Check]) -> Option<Node<'_>> {
    let ran = move || checks.iter().filter(|check| check.kind != Kind::IdleApp);
    let states: Vec<_> = ran().map(Check::state).collect();
    let worst = ["FAILURE", "PENDING", "SUCCESS"].into_iter().find(|state| states.contains(state))?;
    let node = Node::new("StatusCheckRollup").leaf("state", worst);
    Some(node.connection("contexts", move || ran().map(context).collect()))
}

fn context(check: &Check) -> Node<'_> {
    if check.kind == Kind::Status {
        return Node::new("StatusContext").leaf("context", check.name.as_str()).leaf("state", check.state());
    }
    run(check)
}

fn run(check: &Check) -> Node<'_> {
    let node = Node::new("CheckRun").leaf("name", check.name.as_str());
    node.leaf("status", check.status).leaf("conclusion", check.conclusion)
}

/// Returns a suite for each check that is no status.
pub(super) fn check_suites(checks: &[Check]) -> Vec<Node<'_>> {
    checks.iter().filter(|check| check.kind != Kind::Status).map(suite).collect()
}

fn suite(check: &Check) -> Node<'_> {
    let app = if matches!(check.kind, Kind::Workflow(_)) { "GitHub Actions" } else { &check.name };
    Node::new("CheckSuite")
        .leaf("status", check.status)
        .leaf("conclusion", check.conclusion)
        .node("app", move || Some(Node::new("App").leaf("name", app)))
        .node("branch", move || {
            let name = check.reference.as_deref()?;
            let short = name.splitn(3, '/').last()?;
            let prefix = name.strip_suffix(short)?;
            Some(Node::new("Ref").leaf("prefix", prefix).leaf("name", short))
        })
        .node("workflowRun", move || match &check.kind {
            Kind::Workflow(event) => {
                let workflow = move || Some(Node::new("Workflow").leaf("name", check.name.as_str()));
                Some(Node::new("WorkflowRun").leaf("event", event.as_str()).node("workflow", workflow))
            }
            _ => None,
        })
        .connection("checkRuns", move || if check.kind == Kind::IdleApp { Vec::new() } else { vec![run(check)] })
}
