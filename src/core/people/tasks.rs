//! Work that helps the next release and teaches releasing, chosen for how far somebody is.

use crate::core::people::Rung;

/// How many pieces of evidence a task names.
const SHOWN: usize = 5;

/// A kind of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TaskKind {
    /// Label merged pull requests that no section of the changelog claims.
    Label,
    /// Write down what users have to do for a change.
    UpgradeNote,
    /// Try a pre-release that has no final release yet.
    TestCandidate,
    /// Review the open pull request of a newcomer.
    Review,
    /// Read what the changelog would say, and mend it.
    Changelog,
    /// Walk through the release in a throw-away copy.
    Rehearse,
    /// Ask somebody to be one's mentor.
    AskMentor,
    /// Invite somebody, and help them.
    Mentor,
}

/// Something that waits, as it is shown and as commands name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its name for commands: the number of a pull request, a tag, a login.
    pub name: String,
    /// What it is, in words.
    pub title: String,
}

/// What there is to do; each list with what matters most first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Material {
    /// Merged pull requests since the last release that no section claims.
    pub unlabelled: Vec<Item>,
    /// Merged pull requests since the last release that users have to know of.
    pub notable: Vec<Item>,
    /// Pre-releases without their final release.
    pub pre_releases: Vec<Item>,
    /// Open pull requests of newcomers.
    pub newcomers: Vec<Item>,
    /// All changes since the last release.
    pub changes: usize,
    /// Who could be asked to be a mentor; empty where there is one already.
    pub mentors: Vec<Item>,
}

/// Something to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// What.
    pub kind: TaskKind,
    /// What shows that it is needed, as far as it is shown.
    pub evidence: Vec<Item>,
    /// How many there are in all.
    pub count: usize,
    /// What to type.
    pub commands: Vec<String>,
}

impl TaskKind {
    /// Returns the word for it in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Label => "label",
            Self::UpgradeNote => "upgrade-note",
            Self::TestCandidate => "test-candidate",
            Self::Review => "review",
            Self::Changelog => "changelog",
            Self::Rehearse => "rehearse",
            Self::AskMentor => "ask-mentor",
            Self::Mentor => "mentor",
        }
    }

    /// Returns what there is to do.
    pub fn title(self) -> &'static str {
        match self {
            Self::Label => "label merged pull requests that no section of the changelog claims",
            Self::UpgradeNote => "write what users have to do for a change",
            Self::TestCandidate => "try a pre-release before it becomes final",
            Self::Review => "review a newcomer's pull request",
            Self::Changelog => "read what the changelog would say, and mend titles",
            Self::Rehearse => "walk through the release in a throw-away copy",
            Self::AskMentor => "ask somebody to be your mentor",
            Self::Mentor => "invite somebody who could release, and mentor them",
        }
    }

    /// Returns what it teaches, or whom it helps.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Label => "you see all that goes into the release, and what is what",
            Self::UpgradeNote => "you learn what breaks for whom, which decides the version",
            Self::TestCandidate => "you learn how a release reaches people, and find what tests do not",
            Self::Review => "who is answered soon comes back",
            Self::Changelog => "it is what most people read of a release",
            Self::Rehearse => "you meet each step before it counts",
            Self::AskMentor => "the first release is led with somebody at your side",
            Self::Mentor => "whoever can do it alone is one too few",
        }
    }

    /// Returns the kinds that fit somebody on a rung, the best first.
    fn fitting(rung: Rung) -> &'static [Self] {
        match rung {
            Rung::Observer => &[Self::Label, Self::TestCandidate, Self::UpgradeNote, Self::Rehearse, Self::AskMentor],
            Rung::Shadow => {
                &[Self::Rehearse, Self::UpgradeNote, Self::TestCandidate, Self::Label, Self::Changelog, Self::AskMentor]
            }
            Rung::Paired => &[Self::UpgradeNote, Self::Changelog, Self::Review, Self::TestCandidate, Self::Label],
            Rung::Solo => &[Self::Review, Self::Mentor, Self::UpgradeNote, Self::Changelog],
            Rung::Mentor => &[Self::Review, Self::Mentor, Self::UpgradeNote],
        }
    }
}

/// Returns what somebody on a rung can do now, the best first; only what there is something to do for.
pub fn tasks(rung: Rung, material: &Material) -> Vec<Task> {
    TaskKind::fitting(rung).iter().filter_map(|kind| task(*kind, material)).collect()
}

fn task(kind: TaskKind, material: &Material) -> Option<Task> {
    let of = |items: &[Item], command: &dyn Fn(&str) -> String| {
        let evidence: Vec<Item> = items.iter().take(SHOWN).cloned().collect();
        let commands = evidence.iter().map(|item| command(&word(&item.name))).collect();
        (!items.is_empty()).then_some(Task { kind, count: items.len(), evidence, commands })
    };
    let always = |commands: &[&str]| {
        let commands = commands.iter().map(|command| (*command).to_owned()).collect();
        Some(Task { kind, evidence: Vec::new(), count: 0, commands })
    };
    match kind {
        TaskKind::Label => of(&material.unlabelled, &|number| format!("gh pr edit {number} --add-label LABEL")),
        TaskKind::UpgradeNote => of(&material.notable, &|number| format!("gh pr view {number} --comments")),
        TaskKind::TestCandidate => of(&material.pre_releases, &|tag| format!("git switch --detach {tag}")),
        TaskKind::Review => of(&material.newcomers, &|number| format!("gh pr checkout {number}")),
        TaskKind::Changelog if material.changes > 0 => {
            Some(Task { count: material.changes, ..always(&["shepherd changelog"])? })
        }
        TaskKind::Changelog => None,
        TaskKind::Rehearse => always(&["shepherd guide next --rehearse"]),
        TaskKind::AskMentor => of(&material.mentors, &|login| format!("shepherd people pair {login} --ask")),
        TaskKind::Mentor => always(&["shepherd people candidates"]),
    }
}

/// Returns a name as one word of a command: tags may hold what a shell takes for its own.
fn word(name: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "._/+@-".contains(letter);
    if name.chars().all(is_plain) { name.to_owned() } else { format!("'{}'", name.replace('\'', "'\\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(names: &[&str]) -> Vec<Item> {
        names.iter().map(|name| Item { name: (*name).to_owned(), title: String::new() }).collect()
    }

    #[test]
    fn each_rung_has_work_of_its_own() {
        let material = Material {
            unlabelled: items(&["1", "2", "3", "4", "5", "6"]),
            notable: items(&["7"]),
            pre_releases: items(&["2.0rc1"]),
            newcomers: items(&["8"]),
            changes: 7,
            mentors: items(&["mona"]),
        };
        let told =
            |rung: Rung| tasks(rung, &material).iter().map(|task| task.kind.word()).collect::<Vec<_>>().join(" ");
        assert_eq!(told(Rung::Observer), "label test-candidate upgrade-note rehearse ask-mentor");
        assert_eq!(told(Rung::Shadow), "rehearse upgrade-note test-candidate label changelog ask-mentor");
        assert_eq!(told(Rung::Paired), "upgrade-note changelog review test-candidate label");
        assert_eq!(told(Rung::Solo), "review mentor upgrade-note changelog");
        assert_eq!(told(Rung::Mentor), "review mentor upgrade-note");
        let label = tasks(Rung::Observer, &material).remove(0);
        assert_eq!((label.count, label.evidence.len(), label.commands.len()), (6, 5, 5));
        assert_eq!(label.commands[0], "gh pr edit 1 --add-label LABEL");
    }

    #[test]
    fn a_tag_is_one_word() {
        let material = Material { pre_releases: items(&["1.0rc1;reboot", "it's"]), ..Material::default() };
        let task = tasks(Rung::Observer, &material).remove(0);
        assert_eq!(task.commands, ["git switch --detach '1.0rc1;reboot'", "git switch --detach 'it'\\''s'"]);
    }

    #[test]
    fn what_nobody_needs_is_not_told() {
        let told = tasks(Rung::Paired, &Material::default());
        assert_eq!(told, []);
        assert_eq!(tasks(Rung::Shadow, &Material::default()).len(), 1);
    }
}
