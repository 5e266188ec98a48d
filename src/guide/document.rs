//! The release document that a run follows, read anew before each step: people may edit it meanwhile.

use crate::core::checklist::{Checklist, Procedure, annotation_doubts, read};
use crate::core::excerpt::excerpt;
use crate::core::run::Run;
use crate::core::text::{clean, plural};
use crate::failure::{Failure, Kind};
use crate::git::Repository;
use crate::system::files;

/// The document as it is now.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its path from the top of the repository.
    pub file: String,
    /// What it is called in messages: its path, or `main:RELEASING.md` where the checked-out line has none.
    pub shown: String,
    /// Its text.
    pub text: String,
    /// What it says.
    pub checklist: Checklist,
}

impl Document {
    /// Reads a document of the work tree; a line that lacks it has it from the default branch.
    pub fn read(repository: &Repository, file: &str) -> Result<Self, Failure> {
        let in_tree = match repository.work_tree() {
            Some(folder) => files::read_text_if_there(&folder.join(file))?.map(|text| (file.to_owned(), text)),
            None => None,
        };
        let found = match in_tree {
            Some(found) => Some(found),
            None => match repository.file_on_default_branch(file) {
                Some((name, bytes)) => {
                    let text = files::decode(&name, bytes)?;
                    Some((name, text))
                }
                None => None,
            },
        };
        let Some((shown, text)) = found else {
            return Err(Failure::new(
                Kind::Input,
                format!("`{file}` is not in the work tree and not on the default branch"),
            )
            .hint("bring it back (`git checkout HEAD -- FILE`), or name another document with `--file FILE`")
            .hint("the run is as it was; `shepherd status --markdown` prints the steps that are left"));
        };
        let checklist = read(&text);
        Ok(Self { file: file.to_owned(), shown, text, checklist })
    }

    /// Returns an error where an annotation does not say what it means: without it a step would be followed that is
    /// guarded otherwise than its writer thinks.
    pub fn can_be_followed(&self) -> Result<(), Failure> {
        let doubts = annotation_doubts(&self.text, &self.checklist);
        let Some(first) = doubts.first() else { return Ok(()) };
        let place = excerpt(&self.shown, &self.text, first.span.clone(), &first.label);
        let mut failure = Failure::new(Kind::Input, format!("{}\n{place}", first.message)).hint(first.help.clone());
        if doubts.len() > 1 {
            let others = plural(doubts.len() - 1, "more annotation");
            let verb = if doubts.len() == 2 { "is" } else { "are" };
            failure = failure.hint(format!("{others} {verb} doubtful: `shepherd checklist lint` shows all"));
        }
        Err(failure)
    }

    /// Returns an error where the document says nothing to do.
    pub fn has_steps(&self) -> Result<(), Failure> {
        if self.checklist.procedures.iter().any(|procedure| !procedure.ticks().is_empty()) {
            return Ok(());
        }
        Err(Failure::new(Kind::Input, format!("no checklist found in `{}`", self.shown)).hint(
            "write its steps as a list, one thing to do each; `shepherd checklist show` shows how it was understood",
        ))
    }

    /// Returns the procedure that a run follows, whatever it is called by now.
    pub fn procedure(&self, run: &Run) -> Result<&Procedure, Failure> {
        self.find(run).ok_or_else(|| {
            let title = clean(&run.procedure);
            let failure = Failure::new(Kind::Input, format!("`{}` has no procedure \"{title}\" any more", self.shown));
            let titles = self.titles();
            let has =
                if titles.is_empty() { "it has none".to_owned() } else { format!("it has: {}", titles.join(", ")) };
            failure
                .hint(has)
                .hint("where another branch is checked out by now, go back to the one that is released from")
        })
    }

    /// Returns the procedure that has the title of the run's, or is the only one, or alone has most of its steps.
    pub(super) fn find(&self, run: &Run) -> Option<&Procedure> {
        let procedures = &self.checklist.procedures;
        if let Some(found) = procedures.iter().find(|procedure| procedure.title == run.procedure) {
            return Some(found);
        }
        if let [only] = procedures.as_slice() {
            return Some(only);
        }
        let common = |procedure: &Procedure| {
            let ticks = procedure.ticks();
            run.checklist.iter().filter(|known| ticks.iter().any(|tick| tick.step.id == known.id)).count()
        };
        let likely: Vec<&Procedure> =
            procedures.iter().filter(|procedure| common(procedure) * 2 > run.checklist.len()).collect();
        let most = likely.iter().map(|procedure| common(procedure)).max()?;
        let mut best = likely.into_iter().filter(|procedure| common(procedure) == most);
        best.next().filter(|_| best.next().is_none())
    }

    /// Returns the titles of all procedures, in quotation marks.
    pub fn titles(&self) -> Vec<String> {
        self.checklist.procedures.iter().map(|procedure| format!("\"{}\"", clean(&procedure.title))).collect()
    }
}
