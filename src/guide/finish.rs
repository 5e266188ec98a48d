//! The record of a release, and the end of a run.

use crate::core::checklist::{BuiltIn, Check};
use crate::core::ledger::{Release, Source};
use crate::core::run::What;
use crate::core::text::plural;
use crate::failure::Failure;
use crate::guide::checks::Finding;
use crate::guide::walk::{Current, Guide, Left};
use crate::store::Store;

/// Why a release is to be recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    /// A step may have made it public.
    WhenPublic,
    /// A step of the document says so.
    ByTheDocument,
    /// Every step is settled.
    AtTheEnd,
}

impl Guide<'_> {
    /// Records the release once it is public: after the first step that pushed its tag or published it.
    pub(super) fn record_if_public(&mut self, current: &Current) -> Result<(), Failure> {
        if self.journal.run().recorded.is_some() {
            return Ok(());
        }
        let asked = current.step.annotation.run == Some(BuiltIn::Record);
        let commands = self.blocks(current).into_iter().map(|block| block.commands);
        let inline = current.step.inline.iter().cloned();
        let does = commands.chain(inline).any(|commands| {
            self.natures(&commands)
                .iter()
                .any(|nature| nature.is_publication || (nature.is_tagging && nature.is_irreversible))
        });
        if asked {
            self.record(Wanted::ByTheDocument)
        } else if does {
            self.record(Wanted::WhenPublic)
        } else {
            Ok(())
        }
    }

    /// Records the release, where its tag is there.
    fn record(&mut self, wanted: Wanted) -> Result<(), Failure> {
        let run = self.journal.run();
        let tag = self.place.tag(run);
        let Some(commit) = self.place.repository.tag_commit(&tag) else {
            if wanted != Wanted::WhenPublic {
                self.ui.warning(&format!("the release is not recorded yet: this clone has no tag `{tag}`"));
                self.ui.hint(&format!(
                    "where it was tagged elsewhere, fetch it (`git fetch --tags`); `shepherd guide {}` records it then",
                    self.journal.run().version
                ));
            }
            return Ok(());
        };
        if wanted != Wanted::ByTheDocument
            && let Some(remote) = run.start.line.remote.clone()
        {
            let why = match self.find_out(Check::TagPushed) {
                Finding::Holds { .. } => None,
                Finding::Fails { why, .. } | Finding::Unknown { why, .. } => Some(why),
            };
            if let Some(why) = why {
                if wanted == Wanted::AtTheEnd {
                    self.ui.warning(&format!("the release is not recorded: {why}"));
                    self.ui.hint(&format!(
                        "push the tag (`git push {remote} {tag}`); `shepherd guide {}` records it then",
                        self.journal.run().version
                    ));
                }
                return Ok(());
            }
        }
        let run = self.journal.run();
        let people = run.people.clone();
        let mut release = Release {
            project: self.place.project.clone(),
            tag: tag.clone(),
            version: run.version.clone(),
            kind: run.kind.name().to_owned(),
            security: run.start.security,
            commit: commit.to_string(),
            date: Some(self.place.clock.today()),
            released_by: run.released_by(),
            mentored_by: people.mentors,
            sponsored_by: people.sponsors,
            shadowed_by: people.shadows,
            source: Source::Guide,
            ..Release::default()
        };
        // The record keeps whom they were with at the time. What is wrong with somebody's file stands in no release's way.
        let (roster, unreadable) = Store::open(self.place.repository)?.people_as_far_as_readable()?;
        for error in unreadable {
            self.ui.warning(&format!("whom they were with is recorded without this: {}", Failure::from(error).message));
        }
        release.add_organisations(&roster.lookup());
        self.journal.record(&release)?;
        let released: Vec<String> = release.released_by.iter().map(|login| format!("@{login}")).collect();
        self.ui.status(&format!("recorded: {tag}, released by {}", released.join(", ")));
        if self.journal.run().start.private {
            let version = &self.journal.run().version;
            self.ui.hint(&format!("the record is in this clone alone; `shepherd store sync --disclose {version}` publishes it, and not how it went"));
        }
        Ok(())
    }

    /// Says that every step is settled, and what comes afterwards.
    pub(super) fn finish(&mut self) -> Result<Left, Failure> {
        if self.journal.run().recorded.is_none() {
            self.record(Wanted::AtTheEnd)?;
        }
        if !self.is_over() {
            self.journal.append(What::Finished)?;
        }
        let run = self.journal.run();
        let count = |is: fn(&crate::core::run::StepState) -> bool| {
            run.steps.values().filter(|record| is(&record.state)).count()
        };
        let done = count(|state| matches!(state, crate::core::run::StepState::Done { .. }));
        let skipped = count(|state| matches!(state, crate::core::run::StepState::Skipped { by_condition: false, .. }));
        let notes = run.notes.len() + run.steps.values().map(|record| record.notes.len()).sum::<usize>();
        self.ui.status("");
        self.ui.heading(&format!("{} is through: {} done, {skipped} skipped", run.version, plural(done, "step")));
        if notes > 0 || skipped > 0 {
            let notes = if notes > 0 { format!("{} and ", plural(notes, "note")) } else { String::new() };
            self.ui.hint(&format!(
                "`shepherd debrief {}{}` turns {notes}what was skipped, failed or slow into a patch of {}",
                run.version,
                if run.start.rehearsal { " --rehearsal" } else { "" },
                self.document.file
            ));
        }
        self.ui.hint(&format!("`shepherd status {} --timeline` shows when each step was done", run.version));
        Ok(Left::Finished)
    }
}
