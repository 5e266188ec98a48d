//! `shepherd ledger import`

use std::path::PathBuf;

use serde_json::json;

use crate::cli::context::Context;
use crate::cli::ledger::LedgerPlace;
use crate::cli::ledger::evidence::{Placed, Untold, identities, of_changelogs, of_flags, of_github, of_table};
use crate::cli::ledger::preview::{differences_json, people_json, tell, twins_json};
use crate::cli::ledger::report::{lines, write_json};
use crate::cli::ledger::until_right;
use crate::cli::records::Records;
use crate::cli::whereabouts::Where;
use crate::core::changelog::identity::Identities;
use crate::core::ledger::table::Named;
use crate::core::ledger::{Column, Import, Known, Release, Source, Sources, Tagged, import};
use crate::core::mailmap::Mailmap;
use crate::core::people::{Login, Roster};
use crate::core::text::{clean, plural};
use crate::failure::{Failure, Kind};
use crate::git::{self, Tags};
use crate::ui::{Form, Inquiry, Question};

/// Find out about the releases that were cut before, and record them
///
/// Who cut a release is looked for in the trailers of its tag, in a table that people keep, in the headings of the
/// changelog, in who made the tag, merged the release pull request, started the workflow, published it on GitHub, or
/// committed the new version: the first of these that names a person counts, and bots never do. What would be written is
/// shown first. Mentors and sponsors are in none of these places: say who they were. Done again, it writes only what is
/// new.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd ledger import --dry-run\n  \
    shepherd ledger import --yes --mentored-by 5.5.0=mona\n  \
    shepherd ledger import --table docs/releases.md --column released-by=Wrangler\n  \
    shepherd ledger import --person 'Kim Newcomer=kim' --dry-run --json"
)]
pub(super) struct ImportArguments {
    /// A Markdown file with a table: a release a row, and who cut it
    #[arg(long, value_name = "FILE")]
    table: Option<PathBuf>,
    /// What a column of the table is for: released-by, mentored-by, sponsored-by, shadowed-by, version, kind, security or
    /// notes, and its head; may be repeated
    #[arg(long, value_name = "COLUMN=HEAD", requires = "table")]
    column: Vec<String>,
    /// A changelog whose headings name people; may be repeated [default: those of the newest commit]
    #[arg(long, value_name = "FILE")]
    changelog: Vec<PathBuf>,
    /// Whose a name or an address is; may be repeated
    #[arg(long, value_name = "NAME-OR-ADDRESS=LOGIN")]
    person: Vec<String>,
    /// Who was the mentor of a release; may be repeated
    #[arg(long, value_name = "TAG=LOGIN")]
    mentored_by: Vec<String>,
    /// Who was the sponsor of a release; may be repeated
    #[arg(long, value_name = "TAG=LOGIN")]
    sponsored_by: Vec<String>,
    /// Who watched a release, to learn it; may be repeated
    #[arg(long, value_name = "TAG=LOGIN")]
    shadowed_by: Vec<String>,
    /// Show what would be written, and write nothing
    #[arg(long, conflicts_with = "yes")]
    dry_run: bool,
    /// Write it without a question
    #[arg(long)]
    yes: bool,
    /// Write what is shown as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: LedgerPlace,
}

/// What an import is made from.
struct Gathered {
    tags: Vec<Tagged>,
    facts: Placed,
    identities: Identities,
    roster: Roster,
    given: Vec<(String, Login)>,
    mailmap: Mailmap,
}

impl Gathered {
    fn import(&self, place: &Where, present: &[Release]) -> Import {
        let sources = Sources { project: &place.project, tags: &self.tags, facts: &self.facts, present };
        let (rules, history) = (&place.config.rules, &self.identities);
        import(&sources, Known { roster: &self.roster, rules, history, given: &self.given, mailmap: &self.mailmap })
    }
}

/// Imports the releases.
pub(super) fn run(context: &Context<'_>, arguments: &ImportArguments) -> Result<(), Failure> {
    let columns = arguments.column.iter().map(|given| column(given)).collect::<Result<Vec<Named>, _>>()?;
    let given = arguments.person.iter().map(|given| person(given)).collect::<Result<Vec<_>, _>>()?;
    let mut place = arguments.place.find(context, true)?;
    let records = Records::open(context, &mut place)?;
    let roster = records.everybody(context)?;
    let tags = Tags::read(&place.repository, place.config.rules.tag_pattern.as_ref(), None)?;
    if let Some(tag) = tags.cut_short() {
        let what = format!("the tag pattern takes {} for the version of `{}`", tag.version, clean(&tag.name));
        return Err(Failure::new(Kind::Usage, what)
            .hint("match the whole version, as the group `version`: `--tag-pattern '^v?(?<version>[0-9].*)$'`"));
    }
    if let Some(prefix) = &tags.unusual_prefix {
        context
            .ui
            .status(&format!("the releases are those whose tags begin with `{prefix}`; `--tag-pattern` says others"));
    }
    let tagged = git::tagged(&place.repository, &tags, &place.config.rules)?;
    let mut facts = Placed::new();
    if let Some(file) = &arguments.table {
        facts.extend(of_table(context, file, &columns, &tagged)?);
    }
    facts.extend(of_changelogs(context, &place, &arguments.changelog, &tagged)?);
    let roles: [(&str, &[String]); 3] = [
        ("mentored-by", &arguments.mentored_by),
        ("sponsored-by", &arguments.sponsored_by),
        ("shadowed-by", &arguments.shadowed_by),
    ];
    facts.extend(of_flags(&roles, &tagged)?);
    let identities = identities(context, &place, &tags);
    let mailmap = place.repository.mailmap();
    let mut gathered = Gathered { tags: tagged, facts, identities, roster, given, mailmap };
    let present = records.store.releases(&place.project)?;
    // Of the others git and people say enough.
    let lacking = gathered.import(&place, &present).weaker_than(&Source::Merger, &gathered.tags, &present);
    let (from_github, untold) = of_github(context, &place, &gathered.tags, &lacking)?;
    gathered.facts.extend(from_github);
    let mut found = gathered.import(&place, &present);
    let asks =
        context.ui.can_ask() && !arguments.yes && !arguments.dry_run && roles.iter().all(|(_, given)| given.is_empty());
    if asks && found.written().next().is_some() {
        show(context, arguments, &found)?;
        let more = ask_roles(context, &gathered.tags)?;
        if more.is_empty() {
            write(context, arguments, &place, &records, &gathered, &found)?;
            return untold.ending(&found, &gathered.tags, &present);
        }
        gathered.facts.extend(more);
        found = gathered.import(&place, &present);
    }
    show(context, arguments, &found)?;
    write(context, arguments, &place, &records, &gathered, &found)?;
    untold.ending(&found, &gathered.tags, &present)
}

impl Untold {
    /// Returns an error where GitHub did not tell something that a release needs: what is known without it was written.
    fn ending(&self, found: &Import, tags: &[Tagged], present: &[Release]) -> Result<(), Failure> {
        let Self(Some(why)) = self else { return Ok(()) };
        let count = found.weaker_than(&Source::Workflow, tags, present).len();
        if count == 0 {
            return Ok(());
        }
        let what =
            format!("GitHub did not tell who started the workflows, which may be who cut {}", plural(count, "release"));
        Err(Failure::new(Kind::Outside, format!("{what}: {why}"))
            .hint("a token that may read the actions of the project can ask; done again, this adds what is new")
            .hint("`--offline` does without GitHub"))
    }
}

/// Shows what would be written, and what is to be known of it.
fn show(context: &Context<'_>, arguments: &ImportArguments, found: &Import) -> Result<(), Failure> {
    // They stand oldest first, as they are written.
    let mut releases: Vec<_> = found.written().collect();
    releases.reverse();
    releases.sort_by_key(|found| std::cmp::Reverse(found.release.date));
    if arguments.json {
        let releases = releases.iter().map(|found| (&found.release, Some(found.evidence.as_slice())));
        let bots: Vec<_> = found.bots.iter().map(|(name, count)| json!({"name": name, "facts": count})).collect();
        let more = [
            ("people", people_json(found)),
            ("bots", json!(bots)),
            ("differences", differences_json(found)),
            ("twins", twins_json(found)),
            ("same", json!(found.same)),
        ];
        write_json(context, releases, &more)?;
    } else if !releases.is_empty() {
        context.ui.prose(&lines(&releases.iter().map(|found| &found.release).collect::<Vec<_>>(), false))?;
    }
    tell(context, found, context.today());
    Ok(())
}

/// Writes what was shown, once that is confirmed.
fn write(
    context: &Context<'_>,
    arguments: &ImportArguments,
    place: &Where,
    records: &Records,
    gathered: &Gathered,
    found: &Import,
) -> Result<(), Failure> {
    let project = &place.project;
    let (new, better) = (found.new.len(), found.better.len());
    if new + better == 0 {
        if gathered.tags.is_empty() {
            context.ui.status("there are no release tags here, so there is nothing to import");
            context.ui.hint("`git fetch --tags` gets those that are not here; `--tag-pattern` says which are releases");
        } else {
            let differ = match found.differing() {
                0 => String::new(),
                count => format!(", and {count} otherwise"),
            };
            context
                .ui
                .status(&format!("nothing is new: {} recorded so already{differ}", plural(found.same, "release")));
        }
        return Ok(());
    }
    let what = match (new, better) {
        (new, 0) => plural(new, "release"),
        (0, better) => format!("more about {}", plural(better, "release")),
        (new, better) => format!("{}, and more about {better} that are recorded already", plural(new, "release")),
    };
    if arguments.dry_run {
        context.ui.status(&format!("{what} of {project} would be recorded; nothing was written"));
        return Ok(());
    }
    let text = format!("Record {what} of {project}?");
    let answer = arguments.yes.then_some(true);
    if !context.ui.confirm(&Question { text: &text, flag: "--yes / --dry-run", answer })? {
        context.ui.status("nothing was written");
        return Ok(());
    }
    let author = Records::author(context, place)?;
    let message = format!("{project}: {what} imported");
    records.store.put_releases(project, &message, &author, |present| {
        Ok::<_, Failure>(gathered.import(place, present).written().map(|found| found.release.clone()).collect())
    })?;
    records.share(context, &author)?;
    context.ui.status(&format!("recorded: {what} of {project}"));
    Ok(())
}

/// Asks for what is in none of the places.
fn ask_roles(context: &Context<'_>, tags: &[Tagged]) -> Result<Placed, Failure> {
    let mut found = Placed::new();
    for (flag, who) in [("mentored-by", "mentors"), ("sponsored-by", "sponsors")] {
        let text =
            format!("Who were the {who}? No tag tells: TAG=LOGIN, with spaces between; empty where nobody knows");
        let form = Form::Text { default: Some("") };
        found.extend(until_right(context, &Inquiry { key: flag, text: &text, form }, |answer| {
            let given: Vec<String> = answer.split_whitespace().map(str::to_owned).collect();
            of_flags(&[(flag, &given)], tags)
        })?);
    }
    Ok(found)
}

/// Returns a column that was given: `released-by=Wrangler`.
fn column(given: &str) -> Result<Named, Failure> {
    let usage = |message: String| {
        let words = Column::ALL.map(Column::word).join(", ");
        Failure::new(Kind::Usage, message).hint(format!("write it as COLUMN=HEAD; the columns are {words}"))
    };
    let (column, head) = given.split_once('=').ok_or_else(|| usage(format!("`--column {given}` has no `=`")))?;
    let column = column.trim().parse::<Column>().map_err(|error| usage(format!("`--column {given}`: {error}")))?;
    Ok((column, head.trim().to_owned()))
}

/// Returns whose a name or an address is: `Kim Newcomer=kim`.
fn person(given: &str) -> Result<(String, Login), Failure> {
    let (name, login) = given.rsplit_once('=').ok_or_else(|| {
        Failure::new(Kind::Usage, format!("`--person {given}` has no `=`"))
            .hint("write it as NAME-OR-ADDRESS=LOGIN, for example `--person 'Kim Newcomer=kim'`")
    })?;
    Ok((name.trim().to_owned(), login.trim().parse()?))
}
