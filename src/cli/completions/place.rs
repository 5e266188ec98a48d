//! What a clone knows, as far as it can be read: quick, without the network, and without a word.

use std::path::PathBuf;

use crate::cli::checklist::document;
use crate::cli::configuration;
use crate::cli::context::Context;
use crate::cli::whereabouts::project_at;
use crate::config::Overrides;
use crate::core::checklist::{Checklist, read};
use crate::core::text::clean;
use crate::core::version::Version;
use crate::git::{Repository, remotes};
use crate::store::Store;
use crate::system::environment;
use crate::ui::Ui;

/// A value and what it means.
pub(super) type Value = (String, Option<String>);

/// The clone that the line being typed is about.
pub(super) struct Place {
    repository: Repository,
    folder: PathBuf,
}

impl Place {
    /// Finds it: `--repo` of the line, else the current folder. `None` outside of a repository.
    pub(super) fn find() -> Option<Self> {
        let folder = environment::folder()?;
        let words = environment::completed_words();
        let given = words.iter().enumerate().find_map(|(at, word)| match word.strip_prefix("--repo") {
            Some("") => words.get(at + 1).filter(|next| *next != "=").or_else(|| words.get(at + 2)).cloned(),
            Some(rest) => rest.strip_prefix('=').map(str::to_owned),
            None => None,
        });
        let folder = given.map_or_else(|| folder.clone(), |given| folder.join(given));
        Some(Self { repository: Repository::open(&folder).ok()?, folder })
    }

    /// Returns the tags, newest version first, then those that name none.
    pub(super) fn tags(&self) -> Vec<Value> {
        let mut tags: Vec<(Option<Version>, String)> =
            self.repository.tag_names().into_iter().map(|name| (version_in(&name), name)).collect();
        tags.sort_by(|one, two| two.0.cmp(&one.0).then_with(|| one.1.cmp(&two.1)));
        tags.into_iter().map(|(_, name)| (name, None)).collect()
    }

    /// Returns the branches: those of this clone first, then those of remotes.
    pub(super) fn branches(&self) -> Vec<Value> {
        let [here, there] = self.repository.branch_names();
        here.into_iter().chain(there).map(plain).collect()
    }

    /// Returns the remotes.
    pub(super) fn remotes(&self) -> Vec<Value> {
        remotes(&self.repository).into_iter().map(plain).collect()
    }

    /// Returns the versions of the project's runs, newest first.
    pub(super) fn versions(&self) -> Vec<Value> {
        let stores = [Store::open(&self.repository), Store::open_private(&self.repository)];
        let runs = stores.into_iter().flatten().flat_map(|store| store.runs().unwrap_or_default());
        let mut runs: Vec<_> = runs.map(|run| (run.project, run.version)).collect();
        // A store may be that of several projects; this one's name is a guess, as a setting may say another.
        let address = ["upstream", "origin"].into_iter().find_map(|remote| self.repository.remote_address(remote));
        let project = address.and_then(|address| project_at(&address));
        let is_ours = |name: &str| project.as_deref().is_some_and(|project| project.eq_ignore_ascii_case(name));
        if runs.iter().any(|(name, _)| is_ours(name)) {
            runs.retain(|(name, _)| is_ours(name));
        }
        let mut versions: Vec<String> = runs.into_iter().map(|(_, version)| version).collect();
        versions.sort_by(|one, two| Version::parse(two).cmp(&Version::parse(one)).then_with(|| one.cmp(two)));
        versions.dedup();
        versions.into_iter().map(plain).collect()
    }

    /// Returns the logins of everybody in the roster, with their names.
    pub(super) fn people(&self) -> Vec<Value> {
        let Some((roster, _)) = self.store().and_then(|store| store.people_as_far_as_readable().ok()) else {
            return Vec::new();
        };
        let people = roster.0.into_iter();
        people.map(|person| (person.login, Some(meaning(&person.name)))).collect()
    }

    /// Returns the organisations that people belong or belonged to.
    pub(super) fn organisations(&self) -> Vec<Value> {
        let Some((roster, _)) = self.store().and_then(|store| store.people_as_far_as_readable().ok()) else {
            return Vec::new();
        };
        let all = roster.0.into_iter().flat_map(|person| person.affiliations);
        let mut names: Vec<String> = all.map(|affiliation| affiliation.organisation).collect();
        names.sort();
        names.dedup();
        names.into_iter().map(plain).collect()
    }

    /// Returns the slots of the rotation, the latest first, with their days.
    pub(super) fn slots(&self) -> Vec<Value> {
        let slots = self.store().and_then(|store| store.slots_as_far_as_readable().ok());
        let mut slots = slots.map(|(slots, _)| slots).unwrap_or_default();
        slots.sort_by(|one, two| two.from.cmp(&one.from).then_with(|| one.id.cmp(&two.id)));
        let whose = |shepherd: Option<String>, day| match shepherd {
            Some(login) => format!("{day}, {login}"),
            None => format!("{day}"),
        };
        slots.into_iter().map(|slot| (slot.id, Some(whose(slot.shepherd, slot.from)))).collect()
    }

    /// Returns the circles, with what they are for.
    pub(super) fn circles(&self) -> Vec<Value> {
        let circles = self.store().and_then(|store| store.circles_as_far_as_readable().ok());
        let circles = circles.map(|(circles, _)| circles).unwrap_or_default();
        circles.into_iter().map(|circle| (circle.name, Some(circle.kind.word().to_owned()))).collect()
    }

    /// Returns the steps of the release document, with their titles.
    pub(super) fn steps(&self) -> Vec<Value> {
        let checklist = self.checklist();
        let ticks = checklist.procedures.iter().flat_map(crate::core::checklist::Procedure::ticks);
        ticks.map(|tick| (tick.step.id.clone(), Some(meaning(&tick.step.title)))).collect()
    }

    /// Returns the titles of the document's procedures.
    pub(super) fn procedures(&self) -> Vec<Value> {
        self.checklist().procedures.into_iter().map(|procedure| plain(procedure.title)).collect()
    }

    fn checklist(&self) -> Checklist {
        let ui = Ui::silent();
        let Ok(context) = Context::new(&ui, Some(self.folder.clone()), None) else { return Checklist::default() };
        let config = configuration::load(&context, &self.repository, Overrides::default()).ok();
        let named = config.and_then(|config| config.document);
        let top = self.repository.work_tree().unwrap_or(&self.folder);
        let named = named.map(|name| top.join(name));
        document(&context, named.as_deref()).map(|found| read(&found.text)).unwrap_or_default()
    }

    fn store(&self) -> Option<Store> {
        Store::open(&self.repository).ok()
    }
}

/// Returns the version in the name of a tag.
fn version_in(name: &str) -> Option<Version> {
    let start = name.find(|letter: char| letter.is_ascii_digit())?;
    Version::parse(name.get(start..)?)
}

/// Returns what a shell shows beside a value: one line.
fn meaning(text: &str) -> String {
    clean(text).into_owned()
}

fn plain(value: String) -> Value {
    (value, None)
}
