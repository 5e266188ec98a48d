//! What a document leaves open is asked for once, checked, and written down.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::core::checklist::{
    BranchOrRemote, Dialect, Placeholder, Spelling, canonical_name, is_secret, named_branches_and_remotes, sets,
    substitute_in,
};
use crate::core::run::{Run, What};
use crate::core::text::clean;
use crate::failure::{Failure, Kind};
use crate::git::without_credentials;
use crate::guide::place::Place;
use crate::guide::start::NEXT;
use crate::guide::walk::{Current, Guide};
use crate::ui::Form;

/// Branches that documents name as the one that everything happens on.
const MAIN_BRANCHES: [&str; 5] = ["main", "master", "trunk", "develop", "devel"];

/// Values that are known when the version is.
const OF_THE_VERSION: [&str; 7] = ["MAJOR", "MINOR", "NEXT_VERSION", "PATCH", "SERIES", "TAG", "VERSION"];

/// A branch or remote that commands name.
struct Named {
    kind: BranchOrRemote,
    name: String,
    range: Range<usize>,
}

impl Guide<'_> {
    /// Returns commands with all that they leave open filled in; what is not known is asked for. `None` where a value
    /// cannot stand in them, which is said.
    ///
    /// A secret is not asked for: its variable stays, and the shell takes it from the person's own environment.
    pub(super) fn fill_in(&mut self, commands: &str, dialect: Dialect) -> Result<Option<String>, Failure> {
        let commands = self.settle_names(commands)?;
        self.take_given_values(&commands)?;
        // The shell itself puts the value of a variable in; in the place of `<token>` it would have to be written.
        let is_written =
            |(found, _): &(Placeholder, Range<usize>)| found.is_secret() && found.spelling != Spelling::Shell;
        if let Some((secret, _)) = Placeholder::in_commands(&commands).into_iter().find(is_written) {
            self.ui.warning(&format!("`{}` stands for a secret, which is never written into commands", secret.text));
            self.ui.hint(&format!(
                "do it by hand, or write `${{{}}}` there and set that variable in your shell",
                secret.name
            ));
            return Ok(None);
        }
        loop {
            let values = self.place.values_for(self.journal.run(), &commands);
            let found = substitute_in(dialect, &commands, &values).map(|mut found| {
                found.missing.retain(|name| !is_secret(name));
                found
            });
            match found {
                Err(error) => {
                    self.ui.warning(&format!("{error}, so these commands cannot run"));
                    let name = error.name().to_owned();
                    if !self.ui.can_ask() && !self.answers.has(&format!("value.{name}")) {
                        self.ui.hint(&format!("do it by hand, or give another value: `--set {name}=VALUE`"));
                        return Ok(None);
                    }
                    self.ask_value(&name)?;
                }
                Ok(found) if found.missing.is_empty() => return Ok(Some(found.commands)),
                Ok(found) => {
                    for name in found.missing {
                        self.ask_value(&name)?;
                    }
                }
            }
        }
    }

    /// Returns commands with what is known filled in, without asking, and the names that stay open.
    pub(super) fn fill_in_known(&self, commands: &str, dialect: Dialect) -> (String, Vec<String>) {
        self.place.fill_in_known(self.journal.run(), commands, dialect)
    }

    /// Takes the values that were given beforehand, also in the place of those that were given before.
    fn take_given_values(&mut self, commands: &str) -> Result<(), Failure> {
        for (placeholder, _) in Placeholder::in_commands(commands) {
            let key = format!("value.{}", placeholder.name);
            let is_known = self.place.values(self.journal.run()).contains_key(&placeholder.name);
            if is_known && let Some(value) = self.answers.take_exact(&key) {
                self.ui.status(&format!("{} is {value} from here on", placeholder.name));
                self.journal.append(What::Answered { name: placeholder.name, value })?;
            }
        }
        Ok(())
    }

    fn ask_value(&mut self, name: &str) -> Result<(), Failure> {
        if self.journal.run().version == NEXT && OF_THE_VERSION.contains(&name) {
            // The tag, the guards and the record follow from it, so it is settled for the whole run.
            let version = self.ask("version", "Which version is released?", Form::Text { default: None })?;
            return self.rename(version.strip_prefix('v').unwrap_or(&version));
        }
        let proposal = Place::proposal(self.journal.run(), name);
        let question = format!("What is {name}?");
        let form = Form::Text { default: proposal.as_deref() };
        let value = self.ask(&format!("value.{name}"), &question, form)?;
        if value.chars().any(char::is_control) {
            return Err(Failure::new(Kind::Usage, format!("the value of {name} holds a control character"))
                .hint("give a value of one line"));
        }
        self.journal.append(What::Answered { name: name.to_owned(), value })
    }

    /// Asks for the values that a step is to bring about for later ones, and that it did not set itself.
    pub(super) fn ask_inputs(&mut self, current: &Current) -> Result<(), Failure> {
        for name in &current.step.annotation.input {
            let name = canonical_name(name);
            if !is_secret(&name) && !self.place.values(self.journal.run()).contains_key(&name) {
                self.ask_value(&name)?;
            }
        }
        Ok(())
    }

    /// Asks for each branch and remote that commands name and that is not the run's.
    fn settle_names(&mut self, commands: &str) -> Result<String, Failure> {
        let differing = self.differing(commands);
        for named in &differing {
            let key = value_key(named);
            if self.journal.run().values.contains_key(&key) {
                continue;
            }
            let line = self.journal.run().start.line.clone();
            let (question, proposal, flag) = match named.kind {
                BranchOrRemote::Branch => (
                    format!(
                        "The document says the branch `{}`, and this run releases from `{}`. Which one?",
                        named.name, line.branch
                    ),
                    line.branch,
                    "branch",
                ),
                BranchOrRemote::Remote => {
                    let ours = line.remote.unwrap_or_default();
                    let address = |remote: &str| {
                        let address = self.place.repository.remote_address(remote);
                        address.map_or_else(
                            || "no such remote here".to_owned(),
                            |address| without_credentials(&address).into_owned(),
                        )
                    };
                    (
                        format!(
                            "The document says the remote `{}` ({}), and the project's own is `{ours}` ({}). Which one?",
                            named.name,
                            address(&named.name),
                            address(&ours)
                        ),
                        ours,
                        "remote",
                    )
                }
            };
            let form = Form::Text { default: Some(&proposal) };
            let value = self.ask(&format!("{flag}.{}", named.name), &question, form)?;
            let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "._/-".contains(letter);
            if value.starts_with('-') || !value.chars().all(is_plain) {
                return Err(Failure::new(Kind::Usage, format!("`{}` cannot be the name of a {flag}", clean(&value)))
                    .hint("give the name of one that is there; `git branch -a` and `git remote -v` list them"));
            }
            let line = &self.journal.run().start.line;
            if named.kind == BranchOrRemote::Branch && value != line.branch {
                self.ui.warning(&format!(
                    "these commands work on `{value}`, and this run releases from `{}`: what they commit or push there is not part of it, and nothing of it is tagged",
                    line.branch
                ));
            }
            self.journal.append(What::Answered { name: key, value })?;
        }
        Ok(renamed(commands, &differing, &self.journal.run().values))
    }

    fn differing(&self, commands: &str) -> Vec<Named> {
        self.place.differing(self.journal.run(), commands)
    }

    /// Keeps what commands set for those after them; secrets are not kept.
    pub(super) fn keep(&mut self, commands: &str, captured: &BTreeMap<String, String>) -> Result<(), Failure> {
        let set = sets(commands);
        // What the person's own environment holds was not set here.
        for (variable, value) in captured.iter().filter(|(name, _)| set.iter().any(|(set, _)| set == *name)) {
            let name = canonical_name(variable);
            if is_secret(&name) || value.is_empty() {
                continue;
            }
            let key = variable_key(variable);
            let run = self.journal.run();
            let known = run.values.get(&key).cloned().or_else(|| self.place.values(run).remove(&name));
            if known.as_ref() != Some(value) {
                self.journal.append(What::Answered { name: key, value: value.clone() })?;
            }
        }
        Ok(())
    }
}

impl Place<'_> {
    /// Returns commands with what is known filled in, without asking, and the names that stay open.
    pub fn fill_in_known(&self, run: &Run, commands: &str, dialect: Dialect) -> (String, Vec<String>) {
        let named = renamed(commands, &self.differing(run, commands), &run.values);
        match substitute_in(dialect, &named, &self.values_for(run, &named)) {
            Ok(found) => (found.commands, found.missing.into_iter().filter(|name| !is_secret(name)).collect()),
            Err(_) => (named, Vec::new()),
        }
    }

    /// Returns what is known for the placeholders of commands. A variable that an earlier block set has the value that it
    /// set, whatever else its name stands for: `RELEASE=v0.19.8` keeps its `v`.
    fn values_for(&self, run: &Run, commands: &str) -> BTreeMap<String, String> {
        let mut values = self.values(run);
        for (placeholder, _) in Placeholder::in_commands(commands) {
            let set = variable(&placeholder).and_then(|variable| run.values.get(&variable_key(&variable)));
            if let Some(value) = set {
                values.insert(placeholder.name, value.clone());
            }
        }
        values
    }

    /// Returns what is known for the placeholders of commands, by name; secrets are not among it.
    pub(super) fn variables_of(&self, run: &Run, commands: &str) -> BTreeMap<String, String> {
        let values = self.values_for(run, commands);
        let used = Placeholder::in_commands(commands).into_iter().map(|(placeholder, _)| placeholder.name);
        used.filter(|name| !is_secret(name))
            .filter_map(|name| Some((name.clone(), values.get(&name)?.clone())))
            .collect()
    }

    /// Returns the branches and remotes that commands name, that are not the run's, and that nobody has decided about.
    pub fn undecided(&self, run: &Run, commands: &str) -> Vec<String> {
        let differing = self.differing(run, commands).into_iter();
        differing.filter(|named| !run.values.contains_key(&value_key(named))).map(|named| named.name).collect()
    }

    /// Returns the branches and remotes that commands name and that are not the run's.
    fn differing(&self, run: &Run, commands: &str) -> Vec<Named> {
        let line = &run.start.line;
        let repository = self.repository;
        let default = repository.default_branch().map(|name| {
            let name = name.trim_start_matches("refs/heads/").trim_start_matches("refs/remotes/").to_owned();
            let remote = line.remote.as_deref().map(|remote| format!("{remote}/")).unwrap_or_default();
            name.strip_prefix(&remote).map_or(name.clone(), str::to_owned)
        });
        let differs = |named: &Named| match named.kind {
            BranchOrRemote::Branch => {
                let is_main = MAIN_BRANCHES.contains(&named.name.as_str()) || default.as_ref() == Some(&named.name);
                is_main && named.name != line.branch
            }
            BranchOrRemote::Remote => {
                line.remote.as_ref().is_some_and(|remote| *remote != named.name)
                    && ["origin", "upstream"].contains(&named.name.as_str())
            }
        };
        let named = named_branches_and_remotes(commands).into_iter();
        named.map(|(kind, name, range)| Named { kind, name, range }).filter(differs).collect()
    }
}

/// The name under which the answer for a branch or remote is kept. It holds a space, so no placeholder is called so.
fn value_key(named: &Named) -> String {
    match named.kind {
        BranchOrRemote::Branch => format!("BRANCH {}", named.name),
        BranchOrRemote::Remote => format!("REMOTE {}", named.name),
    }
}

/// The name under which the value of a variable of the shell is kept.
fn variable_key(variable: &str) -> String {
    format!("VARIABLE {variable}")
}

/// Returns the variable of the shell that a placeholder is written as.
pub(super) fn variable(placeholder: &Placeholder) -> Option<String> {
    let is_name = |letter: &char| letter.is_ascii_alphanumeric() || *letter == '_';
    let text = placeholder.text.trim_start_matches(['$', '{']);
    let name: String = text.chars().take_while(is_name).collect();
    (placeholder.spelling == Spelling::Shell && !name.is_empty()).then_some(name)
}

/// Returns commands with the answers for branches and remotes in their places.
fn renamed(commands: &str, differing: &[Named], values: &BTreeMap<String, String>) -> String {
    let mut text = commands.to_owned();
    // From the end, so that the places of those before stay right.
    for named in differing.iter().rev() {
        if let Some(value) = values.get(&value_key(named)) {
            text.replace_range(named.range.clone(), value);
        }
    }
    text
}
