//! What a project needs at both ends: minimum versions and lower bounds of dependencies, compared.

use std::collections::{BTreeMap, BTreeSet};

use super::Kind;
use super::bound::{is_incompatible, is_narrower, is_raised};
use super::component::{Component, End, Said};
use super::fact::{Fact, Pair, Place, Probe, What, files};
use super::manifest::{Runtime, Subject};
use super::speaks::folder;
use crate::core::text::plural;

/// Returns the requirements that were raised.
pub(super) fn facts(before: &End, after: &End) -> Vec<Fact> {
    let mut found: Vec<Raised> = Vec::new();
    for ((runtime, folder), new) in &after.components {
        let Some(old) = before.counterpart(*runtime, folder, new.name.as_deref()) else { continue };
        if after.speaks_of_minimum(*runtime, folder) {
            found.extend(minimum(*runtime, folder, old, new));
        }
        if new.is_published || new.is_bundled {
            let is_own = |name: &str| before.names.contains(name) || after.names.contains(name);
            found.extend(dependencies(*runtime, folder, old, new, &is_own));
        }
    }
    grouped(found)
}

/// One requirement of one package that was raised.
struct Raised {
    runtime: Runtime,
    folder: String,
    subject: Subject,
    before: Option<Said>,
    after: Said,
    is_bundled: bool,
}

fn minimum(runtime: Runtime, folder: &str, old: &Component, new: &Component) -> Option<Raised> {
    let after = new.minimum.clone()?;
    // What is said in a way that cannot be read may be anything.
    if old.is_broken || (old.minimum.is_none() && old.has_unread_minimum) {
        return None;
    }
    let old_value = old.minimum.as_ref().and_then(|said| said.value.as_deref());
    let is_raised = is_narrower(runtime, old_value, after.value.as_deref()?)?;
    let subject = Subject::Minimum(runtime);
    is_raised.then(|| Raised {
        runtime,
        folder: folder.to_owned(),
        subject,
        before: old.minimum.clone(),
        after,
        is_bundled: new.is_bundled,
    })
}

fn dependencies(
    runtime: Runtime,
    folder: &str,
    old: &Component,
    new: &Component,
    is_own: &dyn Fn(&str) -> bool,
) -> Vec<Raised> {
    let mut found = Vec::new();
    for (subject, after) in &new.dependencies {
        let Subject::Dependency { name, .. } = subject else { continue };
        let of_name = |component: &'_ Component| -> Vec<Subject> {
            let subjects = component.dependencies.keys();
            subjects
                .filter(|one| matches!(one, Subject::Dependency { name: other, .. } if other == name))
                .cloned()
                .collect()
        };
        // Where there is one at both ends, it is the same, whenever it is needed.
        let only = match (of_name(old).as_slice(), of_name(new).len()) {
            ([one], 1) => old.dependencies.get(one),
            _ => None,
        };
        let Some(before) = old.dependencies.get(subject).or(only) else { continue };
        let Some(value) = after.value.as_deref().filter(|_| !is_own(name)) else { continue };
        let is_told = if new.is_bundled { is_incompatible } else { is_raised };
        if is_told(runtime, before.value.as_deref(), value) == Some(true) {
            found.push(Raised {
                runtime,
                folder: folder.to_owned(),
                subject: subject.clone(),
                before: Some(before.clone()),
                after: after.clone(),
                is_bundled: new.is_bundled,
            });
        }
    }
    found
}

/// Makes one fact of what several packages of the repository raised to the same.
fn grouped(found: Vec<Raised>) -> Vec<Fact> {
    let mut groups: BTreeMap<(Subject, String), Vec<Raised>> = BTreeMap::new();
    for mut raised in found {
        // What a whole workspace needs is said at its root; each dependency is only that of some of its members.
        if raised.after.is_shared && matches!(raised.subject, Subject::Minimum(_)) {
            folder(&raised.after.file).clone_into(&mut raised.folder);
        }
        let value: String = raised.after.value.iter().flat_map(|value| value.split_whitespace()).collect();
        groups.entry((raised.subject.clone(), value)).or_default().push(raised);
    }
    let mut groups: Vec<Vec<Raised>> = groups.into_values().collect();
    for group in &mut groups {
        // Where one package said something before, that is what was raised.
        if group.iter().any(|raised| raised.before.is_some()) {
            group.retain(|raised| raised.before.is_some());
        }
        group.sort_by_key(|raised| (raised.is_bundled, depth(&raised.folder), raised.folder.clone()));
    }
    groups.sort_by_key(|group| {
        group.first().map(|first| (first.subject.clone(), depth(&first.folder), first.folder.clone()))
    });
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut facts = Vec::new();
    for group in groups {
        let Some(first) = group.first() else { continue };
        let plain = key(&first.subject, first.runtime);
        let is_first = taken.insert(plain.clone());
        let key = if is_first { plain } else { format!("{plain}:{}", first.folder) };
        let mut title = title(first);
        if !is_first || group.iter().all(|raised| !raised.folder.is_empty()) {
            title = format!("{title} (in {})", places(&group));
        }
        let kind = match first.subject {
            Subject::Minimum(_) => Kind::MinimumVersion,
            Subject::Dependency { .. } => Kind::Dependency,
        };
        let mut pairs: Vec<Pair> = Vec::new();
        for raised in &group {
            let pair = pair(raised);
            if !pairs.contains(&pair) {
                pairs.push(pair);
            }
        }
        facts.push(Fact { key, kind, title, pairs });
    }
    facts
}

/// Returns the folders of a group: `a`, or `a` and how many others.
fn places(group: &[Raised]) -> String {
    let folders: BTreeSet<&str> = group.iter().map(|raised| raised.folder.as_str()).collect();
    let first = group.first().map(|raised| raised.folder.as_str()).unwrap_or_default();
    let first = if first.is_empty() { "the root".to_owned() } else { format!("`{first}`") };
    if folders.len() > 1 { format!("{first} and {}", plural(folders.len() - 1, "other")) } else { first }
}

fn depth(folder: &str) -> usize {
    if folder.is_empty() { 0 } else { folder.matches('/').count() + 1 }
}

fn key(subject: &Subject, runtime: Runtime) -> String {
    match subject {
        Subject::Minimum(runtime) => runtime.key().to_owned(),
        Subject::Dependency { name, marker } if marker.is_empty() => format!("dependency:{}:{name}", runtime.key()),
        Subject::Dependency { name, marker } => {
            let marker: String = marker.split_whitespace().collect();
            format!("dependency:{}:{name};{marker}", runtime.key())
        }
    }
}

fn title(raised: &Raised) -> String {
    let plain = |text: &str| text.replace('`', "");
    let value = |said: Option<&Said>| said.and_then(|said| said.value.as_deref()).map(plain);
    let after = value(Some(&raised.after)).unwrap_or_default();
    let before = value(raised.before.as_ref());
    let was = match &before {
        Some(before) => format!("it was `{before}`"),
        None => "nothing was said before".to_owned(),
    };
    match &raised.subject {
        Subject::Minimum(runtime @ (Runtime::Go | Runtime::Rust)) => {
            let was = before.map_or_else(|| was.clone(), |before| format!("it was {before}"));
            format!("{runtime} {after} or newer is required, {was}")
        }
        Subject::Minimum(runtime) if raised.is_bundled => format!("Building it takes {runtime} `{after}`, {was}"),
        Subject::Minimum(runtime) => format!("{runtime} `{after}` is required, {was}"),
        Subject::Dependency { name, marker } => {
            let name = plain(name);
            let when = match marker.as_str() {
                "" => String::new(),
                "peer" => " as a peer".to_owned(),
                marker => format!(" where `{}`", plain(marker)),
            };
            if raised.is_bundled {
                return format!("Its pages come with `{name}` `{after}`, {was}");
            }
            format!("`{name}` `{after}` is required{when}, {was}")
        }
    }
}

fn pair(raised: &Raised) -> Pair {
    let place = |said: &Said| Place { file: said.file.clone(), line: said.line, value: said.value.clone() };
    let (before, after) = (raised.before.as_ref().map(place), place(&raised.after));
    let files = files([Some(&after), before.as_ref()]);
    let what = What::Statement { subject: raised.subject.clone(), is_shared: raised.after.is_shared };
    Pair { before, after: Some(after), probe: Probe { what, files } }
}
