//! Whether a repository is a fork, of what, and who may push.

use release_shepherd::github::{parent, repository};

use super::{Mirror, PROJECT, hello};
use crate::support::{FakeGithub, Repository};

fn told(repositories: impl IntoIterator<Item = Repository>) -> String {
    let mirror = Mirror::with(FakeGithub::start(repositories), std::time::Duration::from_secs(20));
    let place = mirror.runtime.block_on(repository(&mirror.client, PROJECT)).expect("an answer");
    assert_eq!(mirror.runtime.block_on(parent(&mirror.client, PROJECT)).expect("an answer"), place.parent);
    assert_eq!(mirror.counts(), (2, 0));
    let is_fork = if place.is_fork { "a fork" } else { "no fork" };
    format!("{} is {is_fork} of {:?}; may push: {:?}", place.name, place.parent, place.may_push)
}

#[test]
fn a_fork_names_its_parent() {
    let fork = || hello().fork_of("octocat/hello");
    assert_eq!(told([hello()]), "octo/hello is no fork of None; may push: Some(true)");
    assert_eq!(
        told([fork(), Repository::new("octocat/hello")]),
        r#"octo/hello is a fork of Some("octocat/hello"); may push: Some(true)"#
    );
    // A parent that is hidden or gone.
    assert_eq!(told([fork()]), "octo/hello is a fork of None; may push: Some(true)");
    let renamed = Repository::new("octo/greetings").renamed_from(PROJECT);
    assert_eq!(told([renamed]), "octo/greetings is no fork of None; may push: Some(true)");
}

#[test]
fn the_right_to_push_is_told_where_github_tells_it() {
    for (permission, expected) in [
        (Some("ADMIN"), "Some(true)"),
        (Some("MAINTAIN"), "Some(true)"),
        (Some("TRIAGE"), "Some(false)"),
        (Some("READ"), "Some(false)"),
        (None, "None"),
    ] {
        let told = told([hello().permission(permission)]);
        assert_eq!(told, format!("octo/hello is no fork of None; may push: {expected}"));
    }
}
