//! Which changes say in a footer that they break what worked.

use crate::core::changelog::entry::Entry;
use crate::core::changelog::history::{Facts, History};
use crate::core::changelog::model::Change;
use crate::core::changelog::rules::Rules;
use crate::core::changelog::walk::Walk;
use crate::core::history::Node;
use crate::core::upgrade::says_it_breaks;

/// Says whether the footer of a pull request, or of one of its commits, says that it breaks what worked. Of a batch of
/// ports that is shown as one `change` each, only what belongs to that one is read.
pub fn breaks(
    history: &History,
    facts: &Facts,
    walk: &Walk,
    rules: &Rules,
    entry: &Entry,
    change: Option<&Change>,
) -> bool {
    let (nodes, numbers): (Vec<Node>, Vec<u64>) = if let Some(change) = change.filter(|_| !entry.carried.is_empty()) {
        let own = entry.carried.iter().map(|(node, _)| *node);
        let own = own.filter(|node| history.graph.id(*node).to_string() == change.commit);
        (own.collect(), change.number.into_iter().collect())
    } else {
        let steps = entry.steps.iter().filter_map(|step| walk.steps.get(*step));
        let nodes = steps.flat_map(|step| std::iter::once(step.node).chain(step.side.iter().copied()));
        (nodes.collect(), entry.numbers().collect())
    };
    let is_told = |number: &u64| {
        let details = facts.pull_requests.get(number);
        // A bot's body quotes the notes of others.
        let of_person = details.filter(|details| {
            let author = details.author.as_ref();
            !author.is_some_and(|author| author.is_bot || rules.is_bot_login(&author.login))
        });
        of_person.is_some_and(|details| says_it_breaks(&details.body))
    };
    let says = |node: &Node| history.commit(*node).message.notes.as_deref().is_some_and(says_it_breaks);
    numbers.iter().any(is_told) || nodes.iter().any(says)
}
