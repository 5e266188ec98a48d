//! Agreeing to a step, exactly as it is shown.

use crate::cli::approve::ApproveArguments;
use crate::cli::approve::pending::{Pending, of_run};
use crate::cli::context::Context;
use crate::cli::runs;
use crate::cli::runs::run_name;
use crate::cli::sharing::{self, SharedPlace};
use crate::cli::status::Local;
use crate::cli::store::Desk;
use crate::core::checklist::natures_with;
use crate::core::history::CommitId;
use crate::core::people::Roster;
use crate::core::run::{FEWEST_DIGITS, Request, Run, What};
use crate::core::text::clean;
use crate::core::version::Version;
use crate::failure::{Failure, Kind};
use crate::git::{Repository, signing_setup};
use crate::guide::{Journal, NEXT, no_version};
use crate::ui::Question;

/// Shows what is asked for, asks, writes the agreement down and shares it.
pub(super) fn run(
    context: &Context<'_>,
    arguments: &ApproveArguments,
    desk: &Desk,
    shared: Option<&SharedPlace>,
    version: &str,
) -> Result<(), Failure> {
    let version = version.strip_prefix('v').unwrap_or(version);
    if version != NEXT && Version::parse(version).is_none() {
        return Err(no_version(version));
    }
    let name = run_name(&desk.place.project, version);
    let store = runs::store_of(&desk.place.repository, &name)?;
    let sharing = runs::sharing(context, &desk.place, &store, shared)?;
    let roster = store.people()?;
    roster.check()?;
    let Some(mut journal) = Journal::open_beside(store, name, desk.me.clone(), context.clock)? else {
        let failure = Failure::new(Kind::Usage, format!("there is no run of {version} of {}", desk.place.project))
            .hint("`shepherd approve` lists what waits for you; another project is named with `--project OWNER/NAME`");
        return Err(sharing::or_elsewhere(failure, shared));
    };
    let pending = choose(
        journal.run(),
        of_run(
            &desk.place.repository,
            desk.place.config.requires_verified,
            journal.store(),
            (journal.name(), journal.run()),
        ),
        arguments.step.as_deref(),
    )?;
    let request = read(&pending, journal.run())?;
    may_agree(&pending, &desk.me.login, &roster)?;
    if let Some(digest) = &arguments.digest {
        is_same(&pending, digest)?;
    }
    let signs = signs(context, arguments, desk, &roster)?;
    let can_ask = context.ui.can_ask();
    if arguments.yes && arguments.digest.is_none() && !can_ask {
        // Nobody sees then what is agreed to, so it must have been seen before.
        return Err(unseen(&pending, version));
    }
    show(context, &desk.place.repository, &pending, &request);
    if !arguments.yes && !can_ask {
        return Err(only_shown(&pending, version));
    }
    let question =
        Question { text: "Do you agree to exactly this?", flag: "--yes", answer: arguments.yes.then_some(true) };
    if !context.ui.confirm(&question)? {
        return Err(Failure::new(Kind::Findings, "you did not agree, and nothing was written down")
            .hint(format!("tell @{} what is to change", clean(&pending.asked.who))));
    }
    if let Some(sharing) = sharing {
        journal.share_with(&desk.place.repository, sharing);
    }
    let agreed = What::SignedOff {
        step: pending.step.clone(),
        digest: pending.asked.digest.clone(),
        by: desk.me.login.clone(),
        comment: None,
    };
    if signs {
        journal.append_signed(&agreed)?;
    } else {
        journal.append(agreed)?;
    }
    runs::share_and_wait(context, &mut journal, "your agreement is written down in this clone")?;
    sharing::tell_notices(context, journal.store());
    let word = if signs { "signed" } else { "claimed: it is not signed, so it guards against mistakes only" };
    context.ui.status(&format!("agreed: `{}` of {version} ({word})", pending.step));
    if !journal.is_shared() {
        context.ui.hint("the store is in this clone alone; `shepherd store init` shares it");
    }
    Ok(())
}

/// Returns the sign-off that is meant.
fn choose(run: &Run, pending: Vec<Pending>, step: Option<&str>) -> Result<Pending, Failure> {
    let version = &run.version;
    let steps: Vec<String> = pending.iter().map(|pending| format!("`{}`", clean(&pending.step))).collect();
    let waiting = || match steps.as_slice() {
        [] => format!("nothing of {version} waits for a sign-off now"),
        steps => format!("of {version} this waits for a sign-off: {}", steps.join(", ")),
    };
    if let Some(step) = step {
        return pending.into_iter().find(|pending| pending.step == step).ok_or_else(|| {
            let record = run.steps.get(step);
            let what = match record {
                Some(record) if record.state.is_settled() => {
                    format!("`{}` is {} already", clean(step), record.state.name())
                }
                Some(record) if !record.agreements.is_empty() => {
                    format!("somebody agreed to `{}` already", clean(step))
                }
                _ => format!("nobody asked for a sign-off of `{}`", clean(step)),
            };
            let kind = if record.is_some() { Kind::Refused } else { Kind::Usage };
            Failure::new(kind, what).hint(waiting())
        });
    }
    let count = pending.len();
    let mut all = pending.into_iter();
    match (all.next(), count) {
        (Some(only), 1) => Ok(only),
        (None, _) => Err(Failure::new(Kind::Usage, waiting())
            .hint("a sign-off is asked for when its step is next; `shepherd status` shows where the run stands")),
        _ => Err(Failure::new(Kind::Usage, waiting()).hint(format!("name one: `shepherd approve {version} STEP`"))),
    }
}

/// Returns what is asked for, where it is what its digest says and what the run is about.
fn read(pending: &Pending, run: &Run) -> Result<Request, Failure> {
    let request = Request::read(&pending.asked.request)?;
    let is_whole = request.digest() == pending.asked.digest;
    if is_whole
        && request.step == pending.step
        && request.version == run.version
        && request.project == pending.name.project
    {
        return Ok(request);
    }
    Err(Failure::new(
        Kind::Refused,
        format!("what is asked for `{}` is not what its digest says", clean(&pending.step)),
    )
    .hint(format!("it was not written by the guide, or was changed: ask @{} in person", clean(&pending.asked.who)))
    .hint("nothing was approved"))
}

fn may_agree(pending: &Pending, me: &str, roster: &Roster) -> Result<(), Failure> {
    if roster.is_same_person(&pending.asked.who, me) {
        return Err(Failure::new(
            Kind::Refused,
            format!("@{me} cannot agree to their own step `{}`", clean(&pending.step)),
        )
        .hint("ask somebody else to look, on a machine of their own; nothing was approved"));
    }
    if pending.waits_for(me, roster) {
        return Ok(());
    }
    let of: Vec<String> = pending.asked.of.iter().map(|login| format!("@{}", clean(login))).collect();
    Err(Failure::new(
        Kind::Refused,
        format!("`{}` waits for {}, and you are @{me}", clean(&pending.step), of.join(" or ")),
    )
    .hint("who holds the run names another mentor with `shepherd guide --mentor LOGIN`; nothing was approved"))
}

/// Returns what is said to whoever would agree to what nobody looked at.
fn unseen(pending: &Pending, version: &str) -> Failure {
    let step = clean(&pending.step);
    Failure::new(Kind::Usage, format!("`--yes` without `--digest` agrees to `{step}` unseen, and this is no terminal"))
        .hint(format!("look first: `shepherd approve {version} {step}` shows it, and its digest; nothing was approved"))
}

/// Returns what is said after it was shown to somebody who cannot be asked.
fn only_shown(pending: &Pending, version: &str) -> Failure {
    let (step, digest) = (clean(&pending.step), &pending.asked.digest);
    let digest = digest.get(..FEWEST_DIGITS).unwrap_or(digest);
    Failure::new(Kind::Findings, "shown, and not agreed to: this is no terminal, so nobody can be asked")
        .hint(format!("to agree to exactly this: `shepherd approve {version} {step} --yes --digest {digest}`"))
}

fn is_same(pending: &Pending, digest: &str) -> Result<(), Failure> {
    let digest = digest.to_lowercase();
    if digest.len() < FEWEST_DIGITS || !digest.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return Err(Failure::new(
            Kind::Usage,
            format!("`{}` is no digest: at least {FEWEST_DIGITS} hexadecimal digits are needed", clean(&digest)),
        )
        .hint("`shepherd approve VERSION STEP` shows it"));
    }
    if pending.asked.digest.starts_with(&digest) {
        return Ok(());
    }
    let now = pending.asked.digest.get(..12).unwrap_or(&pending.asked.digest);
    Err(Failure::new(
        Kind::Refused,
        format!("`{}` has changed since: what is asked for now is {now}", clean(&pending.step)),
    )
    .hint("look at it again: `shepherd approve VERSION STEP`; nothing was approved"))
}

/// Says whether the agreement is signed.
fn signs(context: &Context<'_>, arguments: &ApproveArguments, desk: &Desk, roster: &Roster) -> Result<bool, Failure> {
    let can = signing_setup(desk.place.repository.common_directory()).is_some();
    if desk.place.config.requires_verified && (!can || arguments.no_sign) {
        return Err(Failure::new(
            Kind::Refused,
            "this project takes verified sign-offs only, and yours would not be signed",
        )
        .hint("set a key: `git config gpg.format ssh` and `git config user.signingkey ~/.ssh/id_ed25519.pub`")
        .hint("it has to be in the records: `shepherd people set LOGIN --key FILE`")
        .hint("or comment `/shepherd approve STEP DIGEST` in the tracking issue, where there is one"));
    }
    if !can && !arguments.no_sign {
        context.ui.hint("you have no signing key set, so your agreement is only claimed; `git config user.signingkey KEY` changes that");
    }
    let signs = can && !arguments.no_sign;
    let me = &desk.me.login;
    if signs && roster.known_as(me).is_none_or(|person| person.keys.is_empty()) {
        context.ui.warning("the records have no key of yours, so nobody can tell that you signed it");
        context.ui.hint(&format!("`shepherd people set {me} --key FILE` puts it there"));
    }
    Ok(signs)
}

/// Shows all that is agreed to.
fn show(context: &Context<'_>, repository: &Repository, pending: &Pending, request: &Request) {
    let ui = context.ui;
    let step = clean(&request.title);
    ui.heading(&format!("{} {}: {step}", clean(&request.project), clean(&request.version)));
    ui.status(&format!("step      {}", clean(&request.step)));
    let (who, when) = (clean(&pending.asked.who), Local::here(context.clock.now()).full(pending.asked.when));
    ui.status(&format!("asked     by @{who} at {when}"));
    if let Some(target) = &request.target {
        let subject = CommitId::parse(target).and_then(|commit| repository.subject(commit));
        let words = subject.as_ref().map(|subject| format!(" \"{}\"", clean(subject))).unwrap_or_default();
        ui.status(&format!("releases  {}{words}", clean(target)));
        if subject.is_none() {
            ui.warning(&format!("this clone does not have that commit, so you cannot look at it here: `git fetch`, or ask @{who} to push it where you can see it"));
        }
    }
    for (place, commands) in request.commands.iter().enumerate() {
        let which = if request.commands.len() > 1 {
            format!("block {} of {}", place + 1, request.commands.len())
        } else {
            "the commands".to_owned()
        };
        ui.status(&format!("runs      ({which}):"));
        for line in commands.lines() {
            ui.status(format!("    {}", clean(line)).trim_end());
        }
        for nature in natures_with(commands, &|_| None) {
            if nature.is_irreversible {
                ui.warning(&format!("cannot be taken back: {} (`{}`)", nature.what, clean(&nature.command)));
            }
        }
    }
    if request.commands.is_empty() {
        ui.status("runs      nothing: a person does it by hand, as the document says");
    }
    for (name, value) in &request.variables {
        ui.status(&format!("with      {} = {}", clean(name), clean(value)));
    }
    ui.status(&format!("digest    {}", pending.asked.digest));
}
