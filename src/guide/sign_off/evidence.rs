//! Whose word an agreement is: the signature of its commit, GitHub's word on its comment, else an address.

use std::cell::OnceCell;
use std::path::PathBuf;

use crate::core::people::Roster;
use crate::core::run::{
    Agreement, Asked, Comment, CommentFacts, CommentNow, Given, Need, Run, Seal, Verdict, approvals, judge,
};
use crate::failure::Failure;
use crate::git::{Repository, verify_commit};
use crate::github::{Client, comments, on_network};
use crate::guide::place::Github;
use crate::store::{Origin, RunName, Store};

/// How long looking at the comments of an issue may take.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(30);

/// Where it is looked.
pub(super) struct Evidence<'a> {
    /// The repository that the store lies in.
    pub(super) repository: &'a Repository,
    /// The store.
    pub(super) store: &'a Store,
    /// The run.
    pub(super) name: &'a RunName,
    /// Everybody in the records.
    pub(super) roster: &'a Roster,
    /// GitHub.
    pub(super) github: &'a Github,
}

/// What an agreement is needed for.
pub(super) struct Wanted<'a> {
    pub(super) digest: &'a str,
    pub(super) step: &'a str,
    pub(super) does: &'a str,
    pub(super) may_agree: &'a [String],
    pub(super) verified: bool,
}

/// Returns each agreement to a step with what it is worth, the newest last.
pub(super) fn judged(
    evidence: &Evidence<'_>,
    run: &Run,
    wanted: &Wanted<'_>,
) -> Result<Vec<(Agreement, Verdict)>, Failure> {
    let Some(record) = run.steps.get(wanted.step) else { return Ok(Vec::new()) };
    if record.agreements.is_empty() {
        return Ok(Vec::new());
    }
    // Where two people have one key, a signature says nothing.
    evidence.roster.check()?;
    let earlier: Vec<(String, String)> = run
        .steps
        .iter()
        .flat_map(|(step, record)| record.asked.iter().map(move |asked| (step.clone(), asked.digest.clone())))
        .collect();
    let need = Need {
        digest: wanted.digest,
        step: wanted.step,
        does: wanted.does,
        may_agree: wanted.may_agree,
        verified: wanted.verified,
        earlier: &earlier,
    };
    let asked = OnceCell::new();
    let judge = |agreement: &Agreement| {
        let comment = agreement.comment.as_ref().map(|url| evidence.comment(url, run, &asked));
        evidence.judge(agreement, &need, comment)
    };
    record.agreements.iter().map(|agreement| Ok((agreement.clone(), judge(agreement)?))).collect()
}

/// Says whether somebody agreed to what is asked for of a step, so that nobody else has to, as far as it can be told here:
/// GitHub is not asked, and what cannot be checked does not count.
pub fn is_agreed(
    repository: &Repository,
    store: &Store,
    (name, run): (&RunName, &Run),
    (step, asked): (&str, &Asked),
    verified: bool,
) -> bool {
    let agreements = run.steps.get(step).map(|record| record.agreements.as_slice()).unwrap_or_default();
    if !agreements.iter().any(|agreement| agreement.digest == asked.digest) {
        return false;
    }
    let Ok(roster) = store.people() else { return false };
    let github = Github::Unreachable(String::new());
    let evidence = Evidence { repository, store, name, roster: &roster, github: &github };
    let wanted = Wanted { digest: &asked.digest, step, does: &asked.who, may_agree: &asked.of, verified };
    // A comment is GitHub's word, which the guide asks for.
    let counts = |(agreement, verdict): &(Agreement, Verdict)| {
        verdict.counts() || (*verdict == Verdict::Unsigned && agreement.comment.is_some())
    };
    judged(&evidence, run, &wanted).is_ok_and(|judged| judged.iter().any(counts))
}

impl Evidence<'_> {
    fn judge(&self, agreement: &Agreement, need: &Need<'_>, comment: Option<CommentNow>) -> Result<Verdict, Failure> {
        let (seal, email) = match self.store.origin_of(self.name, &agreement.event)? {
            Origin::Commit { commit, email } => (self.seal(commit)?, email),
            // Whoever signed it, signed something else.
            Origin::Rewritten => (Seal::Broken, String::new()),
            Origin::Unknown => (Seal::None, String::new()),
        };
        let given = Given { by: &agreement.by, digest: &agreement.digest, email: &email, seal, comment };
        Ok(judge(&given, need, self.roster))
    }

    /// Returns whose signature a commit has.
    fn seal(&self, commit: crate::core::history::CommitId) -> Result<Seal, Failure> {
        let directory = self.repository.common_directory();
        let scratch: PathBuf = directory.join("shepherd");
        let signature = verify_commit(directory, commit, &self.roster.allowed_signers(), &scratch)?;
        Ok(signature.seal(self.roster))
    }

    /// Returns what GitHub says now of the comment at an address. It is asked once for all that are in `asked` then.
    fn comment(&self, url: &str, run: &Run, asked: &OnceCell<Option<Vec<Comment>>>) -> CommentNow {
        let (Github::Reachable { site, token, project }, Some((issue, _))) = (self.github, &run.issue) else {
            return CommentNow::Unknown;
        };
        let found = asked.get_or_init(|| {
            let found = on_network(async {
                let client = Client::new(site, token.clone(), PATIENCE)?;
                comments(&client, project, *issue).await
            });
            found.ok()
        });
        let Some(found) = found else { return CommentNow::Unknown };
        let Some(comment) = found.iter().find(|comment| comment.url == url) else { return CommentNow::Gone };
        let says = approvals(std::slice::from_ref(comment));
        CommentNow::Found(CommentFacts {
            author: comment.author.clone().unwrap_or_default(),
            // Whoever edited it and is gone is somebody else, too.
            edited_by: says.first().map_or_else(|| comment.edited_by.clone(), |approval| approval.edited_by.clone()),
            says: says.into_iter().map(|approval| (approval.step, approval.digest)).collect(),
        })
    }
}
