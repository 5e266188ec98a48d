//! `shepherd upgrade-notes`

mod check;
mod draft;
mod place;

use std::path::PathBuf;

use clap::ValueEnum;

use crate::cli::changelog::{Putting, file_and_range, put};
use crate::cli::context::Context;
use crate::cli::json;
use crate::cli::range::{self, Reading, SourceArguments};
use crate::config::Overrides;
use crate::core::changelog::document::{Entry, Generated, SectionTitle};
use crate::core::text::plural;
use crate::core::upgrade::{Item, Kind as NoteKind, Notes};
use crate::failure::{Failure, Kind};
use crate::render::pages::{NotesFormat, upgrade_notes};

pub(in crate::cli) use draft::draft;

/// Draft the upgrade notes of a range: what people who upgrade must know and do
///
/// It gathers what changes say of themselves (the sections of what breaks and what goes, `BREAKING CHANGE:` footers,
/// the parts of pull request bodies under headings such as "Upgrade notes") and what the files of both ends show:
/// minimum versions of Python, Rust, Node.js and Go, raised lower bounds of dependencies, database migrations, and
/// options that went, where the configuration says how they look.
///
/// Every note names its source. Where a person wrote something, it is quoted; where nobody did, a TODO says whom to ask.
/// Nothing is claimed that the range does not show. Replace the TODOs in the page: your words stay when it is drafted
/// again.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "The table `[upgrade]` of `.shepherd.toml` says where migrations and options are;\n\
        the section \"Configuration\" of the README describes it.\n\n\
        Examples:\n  \
        shepherd upgrade-notes                        what upgrading to HEAD asks for\n  \
        shepherd upgrade-notes 4.1.6..5.0.0           from one release to another\n  \
        shepherd upgrade-notes --version 5.0.0 --write\n                                                \
        draft or update the page\n  \
        shepherd upgrade-notes --version 5.0.0 --check\n                                                \
        is there still a TODO in it?\n  \
        shepherd upgrade-notes --format list          one line each, for a changelog\n  \
        shepherd upgrade-notes --json                 for programs"
)]
#[expect(clippy::option_option, reason = "clap's form of a flag whose value may be left out")]
pub(super) struct UpgradeNotesArguments {
    /// A..B, A.. (to HEAD), ..B (from the first commit), or B (from the release before it) [default: HEAD]
    #[arg(value_name = "RANGE")]
    range: Option<String>,
    /// The version that the head is going to be, where it has no tag yet
    #[arg(long, value_name = "VERSION")]
    version: Option<String>,

    /// Write the notes into FILE, keeping what people wrote [default: upgrading-vN.md]
    #[arg(long, value_name = "FILE", num_args = 0..=1, conflicts_with_all = ["check", "format", "json"])]
    #[arg(help_heading = "The page")]
    write: Option<Option<PathBuf>>,
    /// Exit 1 while FILE lacks a note of the range, or a TODO stands in it
    #[arg(long, value_name = "FILE", num_args = 0..=1, help_heading = "The page")]
    check: Option<Option<PathBuf>>,
    /// With --write: add what is missing to a section that people wrote
    #[arg(long, overrides_with = "no_adopt", help_heading = "The page")]
    adopt: bool,
    /// With --write: only report what is missing from a section that people wrote
    #[arg(long, overrides_with = "adopt", help_heading = "The page")]
    no_adopt: bool,

    /// How to print it: a page, one line each for the changelog, or JSON
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Markdown, help_heading = "How it looks")]
    format: Format,
    /// Short for --format json
    #[arg(long, conflicts_with = "format", help_heading = "How it looks")]
    json: bool,

    #[command(flatten)]
    source: SourceArguments,
}

/// How notes are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A page of its own.
    #[value(help = None)]
    Markdown,
    /// One line each.
    #[value(help = None)]
    List,
    /// For programs.
    #[value(help = None)]
    Json,
}

/// Drafts, writes or checks the notes.
pub(super) fn run(context: &Context<'_>, arguments: &UpgradeNotesArguments) -> Result<(), Failure> {
    let file = arguments.write.iter().chain(&arguments.check).flatten().next();
    let (file, range) = file_and_range(file, arguments.range.as_deref());
    let (reading, ()) = Reading::open(context, &arguments.source, Overrides::default(), range, |_, _| Ok(()))?;
    let version = range::version(arguments.version.as_deref())?;
    reading.refuse_taken(version.as_ref())?;
    let gathered = reading.gather(version.as_ref())?;
    let notes = draft(context, &reading, &gathered)?;
    let is_json = arguments.json || arguments.format == Format::Json;
    if arguments.write.is_some() || arguments.check.is_some() {
        let path = place::path(context, &reading, file, gathered.version.as_ref())?;
        let generated = generated(&notes)?;
        if arguments.check.is_some() {
            check::run(context, &path, (&generated, notes.unread.is_empty()), is_json)?;
            return verdict(&notes);
        }
        if notes.items.is_empty() && !check::has_section(context, &path, &generated)? {
            say(context, &notes);
            return verdict(&notes);
        }
        let putting = Putting {
            title: &place::title(gathered.version.as_ref()),
            noun: "note",
            pre_releases: reading.config.rules.pre_releases,
            adopts: (arguments.adopt || arguments.no_adopt).then_some(arguments.adopt),
            of_tag: None,
        };
        put(context, &path, &generated, &putting)?;
        say(context, &notes);
        return verdict(&notes);
    }
    if is_json {
        context.ui.data(&json::pretty(&notes)?)?;
    } else if arguments.format == Format::List {
        context.ui.prose(&as_list(&notes)?)?;
    } else {
        let title = place::title(gathered.version.as_ref());
        context.ui.data(&format!("{title}\n{}", as_page(&notes)?))?;
    }
    say(context, &notes);
    verdict(&notes)
}

/// Returns the page of notes: the section of one version, whose heading is of the second level.
pub(in crate::cli) fn as_page(notes: &Notes) -> Result<String, Failure> {
    Ok(upgrade_notes(notes, NotesFormat::Page)?)
}

/// Returns the notes with one line each, for the changelog; empty where there are none.
pub(in crate::cli) fn as_list(notes: &Notes) -> Result<String, Failure> {
    if notes.items.is_empty() {
        return Ok(String::new());
    }
    Ok(upgrade_notes(notes, NotesFormat::List)?)
}

/// Returns the first notes, one line each under a heading, in the form that the merge wants.
pub(in crate::cli) fn listed(notes: &Notes, count: usize) -> Result<Generated, Failure> {
    let first = Notes { items: notes.items.iter().take(count).cloned().collect(), ..notes.clone() };
    let title = "Upgrade notes";
    let text = if first.items.is_empty() { String::new() } else { upgrade_notes(&first, NotesFormat::MarkedList)? };
    let heading = if first.items.is_empty() { String::new() } else { format!("## {title}\n\n") };
    let entries = entries(&first, |_| "notes");
    Ok(Generated {
        text: format!("# Unreleased\n\n{heading}{}\n", text.trim()),
        sections: vec![SectionTitle { key: "notes".to_owned(), title: title.to_owned() }],
        known: entries.iter().map(|entry| entry.key.clone()).collect(),
        entries,
        ..Generated::default()
    })
}

fn entries(notes: &Notes, section: impl Fn(&Item) -> &'static str) -> Vec<Entry> {
    let entry = |item: &Item| Entry {
        key: format!("note:{}", item.mark()),
        section: section(item).to_owned(),
        aliases: Vec::new(),
    };
    notes.items.iter().map(entry).collect()
}

/// Returns the page in the form that the merge wants.
pub(in crate::cli) fn generated(notes: &Notes) -> Result<Generated, Failure> {
    if notes.range.to.is_none() {
        return Err(Failure::new(
            Kind::Usage,
            "a page of upgrade notes is one for a version, and the head has none yet",
        )
        .hint("say which one it is going to be: `--version VERSION`"));
    }
    let sections =
        NoteKind::ALL.map(|kind| SectionTitle { key: kind.key().to_owned(), title: kind.title().to_owned() });
    let entries = entries(notes, |item| item.kind.key());
    Ok(Generated {
        text: as_page(notes)?,
        version: notes.range.to.clone(),
        date: None,
        compare: None,
        sections: sections.to_vec(),
        known: entries.iter().map(|entry| entry.key.clone()).collect(),
        entries,
    })
}

/// Says how much there is, and how much of it a person still has to write.
fn say(context: &Context<'_>, notes: &Notes) {
    if notes.items.is_empty() && !notes.unread.is_empty() {
        return;
    }
    if notes.items.is_empty() {
        let base = notes.range.base.as_deref().unwrap_or("the first commit");
        context.ui.status(&format!("nothing between {base} and {} asks for an upgrade note", notes.range.head));
        return;
    }
    let open = notes.items.iter().filter(|item| item.todo.is_some()).count();
    let todo = if open == 0 { "all of them are settled".to_owned() } else { format!("{open} to be written") };
    context.ui.status(&format!("{}: {todo}", plural(notes.items.len(), "upgrade note")));
}

/// Fails where a file could be read at one end alone: what it asks for is missing from the notes.
pub(in crate::cli) fn verdict(notes: &Notes) -> Result<(), Failure> {
    if notes.unread.is_empty() {
        return Ok(());
    }
    let places: Vec<String> = notes.unread.iter().map(|file| format!("{}: {}", file.place(), file.reason)).collect();
    let message = format!("the notes are not whole, as a file can be read at one end alone: {}", places.join("; "));
    Err(Failure::new(Kind::Input, message)
        .hint("mend the file and commit it, or look for yourself what changed in it between both ends"))
}
