//! `shepherd changelog`

mod check;
mod of_tag;
mod page;
mod place;
mod porting;
mod pull_request;
mod write;

use std::path::{Path, PathBuf};

use of_tag::OfTag;

pub(super) use check::{at, key};
pub(super) use page::Page;
pub(super) use place::{in_another_language, usual as usual_changelog};
pub(super) use write::{Putting, generated, put, shown};

use crate::cli::context::Context;
use crate::cli::perform::Agreement;
use crate::cli::range::{self, Reading, Says, SourceArguments};
use crate::cli::values;
use crate::config::{Config, Format, Overrides};
use crate::core::changelog::model::Changelog;
use crate::core::changelog::rules::{AlreadyReleased, BackportNumber, DirectCommits, Order, PreReleases};
use crate::failure::Failure;
use crate::git::{Repository, Tag};
use crate::render;

/// What is said while it takes long.
const WRITING: &str = "writing the changelog";

/// Show the changelog of a range, or write it into a file
///
/// Finds the merged pull requests between two revisions by ancestry, accounts for every one of them, and prints what a
/// reader of the changelog should see. It works from git alone; with a token in `GITHUB_TOKEN` it also knows labels,
/// reviewers, and the pull requests of commits that name none.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "The configuration is `.shepherd.toml`; the section \"Configuration\" of the README describes it.\n\n\
        Examples:\n  \
        shepherd changelog                          what a release of HEAD would say\n  \
        shepherd changelog 5.3.0..5.4.0             what 5.4.0 brought\n  \
        shepherd changelog --version 5.5.0 --write  add or update its section in the file\n  \
        shepherd changelog --version 5.5.0 --write --pr\n                                              \
        the same as a pull request\n  \
        shepherd changelog 5.4.3 --write            the section of a maintenance release\n  \
        shepherd changelog --onto 5.x               what is mended here and 5.x still lacks\n  \
        shepherd changelog 5.4.0 --check            does the file list all of it?\n  \
        shepherd changelog --json | jq .accounting  where each pull request ended\n  \
        shepherd changelog --show-template jupyter > my.md.hbs\n                                              \
        a template to change; use it with --template my.md.hbs"
)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
#[expect(clippy::option_option, reason = "clap's form of a flag whose value may be left out")]
pub(super) struct ChangelogArguments {
    /// A..B, A.. (to HEAD), ..B (from the first commit), or B (from the release before it) [default: HEAD]
    #[arg(value_name = "RANGE")]
    range: Option<String>,
    /// The version that the head is going to be, where it has no tag yet
    #[arg(long, value_name = "VERSION")]
    version: Option<String>,
    /// The day of the release, for a version without a tag [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", requires = "version")]
    date: Option<jiff::civil::Date>,

    /// Insert or update the version's section in FILE, keeping what people wrote [default: the changelog of the project]
    #[arg(long, value_name = "FILE", num_args = 0..=1, conflicts_with = "check")]
    #[arg(help_heading = "The changelog file")]
    write: Option<Option<PathBuf>>,
    /// Compare FILE with the range and exit 1 where they differ: missing, foreign, twice
    #[arg(long, value_name = "FILE", num_args = 0..=1, help_heading = "The changelog file")]
    check: Option<Option<PathBuf>>,
    /// With --write: add what is missing to a section that people wrote
    #[arg(long, overrides_with = "no_adopt", help_heading = "The changelog file")]
    adopt: bool,
    /// With --write: only report what is missing from a section that people wrote
    #[arg(long, overrides_with = "adopt", help_heading = "The changelog file")]
    no_adopt: bool,

    /// With --write: commit it onto the branch shepherd/changelog-VERSION, push that, and open or update a pull request
    #[arg(long, requires = "write", help_heading = "A pull request")]
    pr: bool,
    /// The branch that the pull request goes into [default: the one that is checked out]
    #[arg(long, value_name = "BRANCH", requires = "pr", help_heading = "A pull request")]
    base: Option<String>,
    /// Push and open without asking
    #[arg(long, short = 'y', requires = "pr", help_heading = "A pull request")]
    yes: bool,
    /// Only say what would be pushed and opened
    #[arg(long, requires = "pr", help_heading = "A pull request")]
    dry_run: bool,
    /// Show what is mended here and the line LINE still lacks
    #[arg(long, value_name = "LINE", conflicts_with_all = ["write", "check", "version"])]
    onto: Option<String>,

    /// How to write it
    #[arg(long, value_name = "FORMAT", value_parser = values::choice::<Format>(), help_heading = "How it looks")]
    format: Option<Format>,
    /// Short for --format json
    #[arg(long, conflicts_with_all = ["format", "template"], help_heading = "How it looks")]
    json: bool,
    /// Write it with this handlebars template
    #[arg(long, value_name = "FILE", conflicts_with = "format", help_heading = "How it looks")]
    template: Option<String>,
    /// Print the built-in template of FORMAT, for copying, and exit
    #[arg(long, value_name = "FORMAT", help_heading = "How it looks")]
    show_template: Option<render::Format>,
    /// Which number is shown for a backport
    #[arg(long, value_name = "WHICH", value_parser = values::choice::<BackportNumber>(), help_heading = "How it looks")]
    backport_number: Option<BackportNumber>,
    /// What becomes of changes that another line released before
    #[arg(long, value_name = "HOW", value_parser = values::choice::<AlreadyReleased>(), help_heading = "How it looks")]
    already_released: Option<AlreadyReleased>,
    /// What becomes of commits without a pull request
    #[arg(long, value_name = "HOW", value_parser = values::choice::<DirectCommits>(), help_heading = "How it looks")]
    direct_commits: Option<DirectCommits>,
    /// The order within a section: newest number first, or last merged first
    #[arg(long, value_name = "ORDER", value_parser = values::choice::<Order>(), help_heading = "How it looks")]
    order: Option<Order>,
    /// Where the changes of release candidates stand once the final is out
    #[arg(long, value_name = "HOW", value_parser = values::choice::<PreReleases>(), help_heading = "How it looks")]
    pre_releases: Option<PreReleases>,
    /// Leave out who took part
    #[arg(long, help_heading = "How it looks")]
    no_contributors: bool,
    /// Find out who took part for the first time (reads the whole history)
    #[arg(long, help_heading = "How it looks")]
    first_time_contributors: bool,

    #[command(flatten)]
    source: SourceArguments,
}

impl ChangelogArguments {
    fn overrides(&self) -> Overrides {
        Overrides {
            format: if self.json { Some(Format::Json) } else { self.format },
            template: self.template.clone(),
            backport_number: self.backport_number,
            already_released: self.already_released,
            direct_commits: self.direct_commits,
            order: self.order,
            pre_releases: self.pre_releases,
            contributors: self.no_contributors.then_some(false),
            first_time_contributors: self.first_time_contributors.then_some(true),
            ..Overrides::default()
        }
    }

    /// The answer to whether a section that people wrote is completed, where a flag gives it.
    pub(super) fn adopts(&self) -> Option<bool> {
        (self.adopt || self.no_adopt).then_some(self.adopt)
    }
}

/// Returns the file and the range that were named: `--write 5.3.0..5.4.0` means the range, not a file of that name.
pub(super) fn file_and_range<'a>(
    file: Option<&'a PathBuf>,
    range: Option<&'a str>,
) -> (Option<&'a Path>, Option<&'a str>) {
    let text = file.and_then(|file| file.to_str()).filter(|text| text.contains("..") && !text.contains("../"));
    if range.is_none() && text.is_some() { (None, text) } else { (file.map(PathBuf::as_path), range) }
}

/// Shows, writes or checks the changelog.
pub(super) fn run(context: &Context<'_>, arguments: &ChangelogArguments) -> Result<(), Failure> {
    if let Some(format) = arguments.show_template {
        return context.ui.data(format.source());
    }
    if let Some(onto) = &arguments.onto {
        return porting::run(context, arguments, onto);
    }
    let file = arguments.write.iter().chain(&arguments.check).flatten().next();
    let (file, range) = file_and_range(file, arguments.range.as_deref());
    let check = |repository: &Repository, config: &Config| Page::new(context, repository, config);
    let (reading, page) = Reading::open(context, &arguments.source, arguments.overrides(), range, check)?;
    let version = range::version(arguments.version.as_deref())?;
    reading.refuse_taken(version.as_ref())?;
    let gathered = reading.gather(version.as_ref())?;
    let base_date = reading.base(&gathered).and_then(Tag::date);
    let says = Says { date: arguments.date, newcomers: page.shows_newcomers() };
    let changelog = reading.changelog(&gathered, &says)?;
    let Reading { repository, config, connection, .. } = &reading;
    report(context, &changelog);
    if arguments.write.is_some() || arguments.check.is_some() {
        let page = page.for_file()?;
        let progress = context.ui.progress(WRITING);
        let text = page.render(&changelog, config, connection, base_date.as_deref())?;
        drop(progress);
        let generated = generated(text, &changelog, config, page.template());
        let path = place::path(context, repository, config, file)?;
        if arguments.check.is_some() {
            return check::run(context, &path, repository.work_tree(), &generated, config.format);
        }
        let file = repository.work_tree().and_then(|top| check::from_top(&path, top));
        let of_tag = file.map(|file| OfTag::read(&reading, &gathered, &file)).transpose()?.flatten();
        if arguments.pr {
            let agreement = Agreement { is_dry: arguments.dry_run, is_given: arguments.yes };
            let adopts = arguments.adopts().unwrap_or(false);
            let asked = pull_request::Asked { base: arguments.base.as_deref(), adopts, agreement };
            let material =
                pull_request::Material { changelog: &changelog, generated: &generated, of_tag: of_tag.as_ref() };
            return pull_request::run(context, &reading, &path, &material, &asked);
        }
        return write::run(context, &path, (&generated, of_tag.as_ref()), config, arguments.adopts());
    }
    let progress = context.ui.progress(WRITING);
    let text = page.render(&changelog, config, connection, base_date.as_deref())?;
    drop(progress);
    context.ui.data(&text)
}

/// Says what was read: the range, the totals, and what a reader should know before trusting it.
fn report(context: &Context<'_>, changelog: &Changelog) {
    let range = &changelog.range;
    let base = range.base.as_deref().unwrap_or("the first commit");
    if changelog.accounting.all_commits == 0 {
        context.ui.status(&format!("nothing was committed between {base} and {}", range.head));
    }
    context.ui.verbose(&format!("range: {base} to {}", range.head));
    context.ui.verbose(&changelog.accounting.summary());
}
