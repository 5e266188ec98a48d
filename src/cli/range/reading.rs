//! A repository with its configuration, and one range of it: from what was typed to the changelog as values.

use std::cell::Cell;

use jiff::civil::Date;

use crate::cli::configuration;
use crate::cli::context::Context;
use crate::cli::range::gather::{Asked, changelog};
use crate::cli::range::{Connection, Gathered, SourceArguments, Wanted, gather};
use crate::config::{Config, Overrides};
use crate::core::changelog::history::Facts;
use crate::core::changelog::model::Changelog;
use crate::core::text::clean;
use crate::core::version::Version;
use crate::failure::{Failure, Kind};
use crate::git::{self, Ends, Repository, Tag, Tags};
use crate::system::clock::Deadline;

/// One range of a repository, about to be read.
pub(in crate::cli) struct Reading<'a> {
    context: &'a Context<'a>,
    source: &'a SourceArguments,
    /// When all requests to GitHub together have taken too long.
    deadline: Deadline,
    /// How many requests were sent to learn what was merged.
    requests: Cell<usize>,
    pub(in crate::cli) repository: Repository,
    pub(in crate::cli) config: Config,
    pub(in crate::cli) ends: Ends,
    pub(in crate::cli) tags: Tags,
    pub(in crate::cli) connection: Connection,
}

/// What a changelog says of itself besides its changes.
#[derive(Debug, Default)]
pub(in crate::cli) struct Says {
    /// The day of a version that has no tag yet; `None`: today.
    pub(in crate::cli) date: Option<Date>,
    /// Whether it shows who took part for the first time, which takes a walk through the whole history.
    pub(in crate::cli) newcomers: bool,
}

impl<'a> Reading<'a> {
    /// Opens the repository and reads its configuration, its tags and the ends of the range. `check` looks at the
    /// configuration before any work begins.
    pub(in crate::cli) fn open<Checked>(
        context: &'a Context<'a>,
        source: &'a SourceArguments,
        overrides: Overrides,
        range: Option<&str>,
        check: impl FnOnce(&Repository, &Config) -> Result<Checked, Failure>,
    ) -> Result<(Self, Checked), Failure> {
        let deadline = Deadline::after(source.patience());
        let repository = Repository::open(&context.folder)?;
        let config = configuration::load(context, &repository, source.overrides(overrides))?;
        let checked = check(&repository, &config)?;
        let ends = Ends::read(range)?;
        let progress = context.ui.progress("reading the tags");
        let tags = Tags::read(&repository, config.rules.tag_pattern.as_ref(), Some(&ends.head))?;
        drop(progress);
        if let Some(prefix) = &tags.unusual_prefix {
            context.ui.status(&format!("releases are the tags `{prefix}VERSION`; `--tag-pattern` names others"));
        }
        let connection = Connection::new(context, &repository, &config, source)?;
        let requests = Cell::new(0);
        Ok((Self { context, source, deadline, requests, repository, config, ends, tags, connection }, checked))
    }

    /// Lets the range begin at a tag of its head, if one is there, else at the newest release before it. A head that is
    /// released already has nothing after it, whatever came before.
    pub(in crate::cli) fn begin_at_newest(&mut self) -> Result<(), Failure> {
        if self.ends.base.is_none() {
            let progress = self.context.ui.progress("looking for the newest release");
            let found = git::resolve(&self.repository, &self.ends, &self.tags, false, None)?;
            drop(progress);
            let tag = found.head_tag.map(|tag| tag.name).or(found.base.map(|(name, _)| name));
            self.ends.base = tag.map(Some);
        }
        Ok(())
    }

    /// Reads the range and accounts for it. `version` is the one that its head is going to be.
    pub(in crate::cli) fn gather(&self, version: Option<&Version>) -> Result<Gathered, Failure> {
        self.read(version, false, Facts::default())
    }

    /// Reads the range as it is now, where another one of this repository was read before: GitHub is asked for what
    /// `known` has not.
    pub(in crate::cli) fn gather_again(&self, version: Option<&Version>, known: Facts) -> Result<Gathered, Failure> {
        self.read(version, false, known)
    }

    /// Reads the range, whose base is another line, and what that line has besides.
    pub(in crate::cli) fn gather_onto(&self) -> Result<Gathered, Failure> {
        self.read(None, true, Facts::default())
    }

    /// Refuses a version that the head is going to be where it is the tag of another commit: what was released is not
    /// released again. Whoever names both ends knows what they ask for.
    pub(in crate::cli) fn refuse_taken(&self, version: Option<&Version>) -> Result<(), Failure> {
        let Some(version) = version.filter(|_| self.ends.base.is_none()) else { return Ok(()) };
        let tags = || self.tags.all.iter().filter(|tag| tag.version == *version);
        let Some(tag) = tags().next() else { return Ok(()) };
        let head = git::resolve(&self.repository, &self.ends, &self.tags, false, Some(version))?.head;
        if tags().any(|tag| tag.commit == head) {
            return Ok(());
        }
        let name = clean(&tag.name);
        Err(Failure::new(Kind::Refused, format!("{version} exists: it is the tag `{name}`, on another commit"))
            .hint(format!("without `--version`, the range `{name}` is what is in that release")))
    }

    fn read(&self, version: Option<&Version>, is_onto: bool, known: Facts) -> Result<Gathered, Failure> {
        let (arguments, patience) = (self.source, self.patience());
        let wanted = Wanted { ends: &self.ends, version, is_onto, arguments, patience, known };
        let gathered = gather(self.context, &self.repository, &self.config, &self.connection, &self.tags, wanted)?;
        self.requests.update(|before| before + gathered.source.requests);
        Ok(gathered)
    }

    /// Returns how long all requests to GitHub may take from now on: those before took from the same time.
    pub(in crate::cli) fn patience(&self) -> std::time::Duration {
        self.deadline.remaining()
    }

    /// Returns the tag of the base of a range; `None` where it begins with another commit.
    pub(in crate::cli) fn base(&self, gathered: &Gathered) -> Option<&Tag> {
        gathered.range.base.as_ref().and_then(|(name, _)| self.tags.named(name))
    }

    /// Makes the changelog of a range that was accounted for.
    pub(in crate::cli) fn changelog(&self, gathered: &Gathered, says: &Says) -> Result<Changelog, Failure> {
        let tag_prefix = self.base(gathered).or(self.tags.all.last()).map(|tag| tag.prefix.clone());
        let today = || self.context.clock.now().to_zoned(jiff::tz::TimeZone::UTC).date();
        let date = gathered.version.as_ref().map(|_| says.date.unwrap_or_else(today).to_string());
        let newcomers = says.newcomers || self.config.first_time_contributors;
        let asked = Asked { date, tag_prefix: tag_prefix.unwrap_or_default(), newcomers };
        let progress = self.context.ui.progress("making the changelog");
        let mut made = changelog(&self.repository, &self.config, &self.connection, gathered, asked)?;
        drop(progress);
        made.source.requests = self.requests.get();
        Ok(made)
    }
}
