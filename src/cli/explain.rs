//! `shepherd explain`

use serde::Serialize;

use crate::cli::configuration;
use crate::cli::context::Context;
use crate::cli::json::pretty;
use crate::cli::range::{Connection, Gathered, SourceArguments, Wanted, gather};
use crate::config::{Config, Overrides};
use crate::core::changelog::entry::Entry;
use crate::core::changelog::history::Facts;
use crate::core::history::CommitId;
use crate::core::text::clean;
use crate::failure::{Failure, Kind};
use crate::git::{Ends, GitError, Mention, Repository, Tags, mentions};
use crate::system::clock::Deadline;

/// Say where a pull request or commit ended in the changelog, by which rule, in which release
///
/// Looks for it in every release tag and in HEAD, so that a change that was ported to several lines is explained in
/// each of them.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:\n  \
    shepherd explain 5147          a pull request\n  \
    shepherd explain 9c1185ba      a commit\n  \
    shepherd explain 5147 --range 5.3.0..5.4.0")]
pub(super) struct ExplainArguments {
    /// The number or address of a pull request (12, #12, OWNER/NAME#12), or a commit
    #[arg(value_name = "PR|COMMIT")]
    what: String,
    /// Look in this range only
    #[arg(long, value_name = "RANGE")]
    range: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    source: SourceArguments,
}

/// Where a change ended in one release.
#[derive(Debug, Serialize)]
struct Explanation {
    /// The version or name of the head; `None` while unreleased.
    release: Option<String>,
    base: Option<String>,
    head: String,
    number: Option<u64>,
    commit: CommitId,
    title: String,
    bucket: &'static str,
    /// Whether the changelog prints it.
    shown: bool,
    /// Why it is in that bucket; how it was recognised where it is simply listed.
    rule: String,
    /// The number it is shown under, for a backport.
    shown_as: Vec<u64>,
    also_in: Vec<String>,
}

/// What is asked for.
enum Question {
    Number(u64),
    Commit(CommitId),
}

/// Explains one pull request or commit.
pub(super) fn run(context: &Context<'_>, arguments: &ExplainArguments) -> Result<(), Failure> {
    let repository = Repository::open(&context.folder)?;
    let overrides = arguments.source.overrides(Overrides::default());
    let config = configuration::load(context, &repository, overrides)?;
    let connection = Connection::new(context, &repository, &config, &arguments.source)?;
    let tags = Tags::read(&repository, config.rules.tag_pattern.as_ref(), None)?;
    if let Some(branch) = repository.unborn_branch().filter(|_| tags.all.is_empty()) {
        return Err(GitError::Unborn(branch).into());
    }
    let Some(question) = question(context, &repository, &connection, &arguments.what)? else {
        return Err(nowhere(arguments, &repository));
    };
    let ranges = if let Some(range) = &arguments.range {
        vec![Ends::read(Some(range))?]
    } else {
        let _progress = context.ui.progress("looking for it in all releases");
        ranges(&repository, &config, &tags, &question)?
    };
    let mut explanations = Vec::new();
    let deadline = Deadline::after(arguments.source.patience());
    for ends in &ranges {
        let (arguments, patience, known) = (&arguments.source, deadline.remaining(), Facts::default());
        let wanted = Wanted { ends, version: None, is_onto: false, arguments, patience, known };
        let gathered = gather(context, &repository, &config, &connection, &tags, wanted)?;
        explanations.extend(explain(&gathered, &question));
    }
    if explanations.is_empty() {
        return Err(nowhere(arguments, &repository));
    }
    if arguments.json {
        let value = serde_json::json!({"schema": 1, "explanations": explanations});
        return context.ui.data(&pretty(&value)?);
    }
    let text: Vec<String> = explanations.iter().map(as_text).collect();
    context.ui.prose(&text.join("\n"))
}

fn nowhere(arguments: &ExplainArguments, repository: &Repository) -> Failure {
    let what = arguments.what.trim();
    if let Some(range) = &arguments.range {
        return Failure::new(Kind::Usage, format!("`{what}` is not in the range `{range}`"))
            .hint("without `--range` it is looked for in every release and in HEAD");
    }
    let failure = Failure::new(Kind::Usage, format!("`{what}` is in no release and not in HEAD"));
    if repository.is_shallow() {
        return failure.hint("this clone is shallow; fetch the rest with `git fetch --unshallow --tags`");
    }
    failure
        .hint("it may not be merged yet, or be on a branch that is not here: `git fetch --all --tags`")
        .hint("`--range A..B` looks in a range of your own")
}

/// Reads what is asked for. All digits are a number, unless there are so many that a commit can be meant and one is
/// there; `None` is a number that no pull request can have.
fn question(
    context: &Context<'_>,
    repository: &Repository,
    connection: &Connection,
    text: &str,
) -> Result<Option<Question>, Failure> {
    let text = text.trim();
    let (project, bare) = project_and_number(text).unwrap_or((None, text));
    if bare.is_empty() || !bare.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(Some(Question::Commit(repository.commit(text)?)));
    }
    if let (Some(named), Some(known)) = (project, connection.project())
        && !named.eq_ignore_ascii_case(known)
    {
        context.ui.warning(&format!("`{text}` is of {named}, and this is {known}; the number is looked for here"));
    }
    if bare == text
        && bare.len() >= 8
        && let Ok(commit) = repository.commit(text)
    {
        return Ok(Some(Question::Commit(commit)));
    }
    Ok(bare.parse().ok().map(Question::Number))
}

/// Splits `#12`, `OWNER/NAME#12` or the address of a pull request's page into the project and the number.
fn project_and_number(text: &str) -> Option<(Option<&str>, &str)> {
    let digits = |number: &str| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((_, address)) = text.split_once("://") {
        let (_, path) = address.split_once('/')?;
        let (project, rest) = path.split_once("/pull/").or_else(|| path.split_once("/issues/"))?;
        let number = rest.split(['/', '#', '?']).next().filter(|number| digits(number))?;
        return Some((Some(project), number));
    }
    let (project, number) = text.rsplit_once('#').filter(|(_, number)| digits(number))?;
    let is_project = project.is_empty() || project.split('/').filter(|part| !part.is_empty()).count() == 2;
    is_project.then_some((Some(project).filter(|project| !project.is_empty()), number))
}

/// The ranges of the releases that first had the change, oldest first; that of HEAD where none has it yet.
fn ranges(repository: &Repository, config: &Config, tags: &Tags, question: &Question) -> Result<Vec<Ends>, Failure> {
    let mention = match question {
        Question::Number(number) => Mention::Number(*number),
        Question::Commit(commit) => Mention::Commit(*commit),
    };
    let found = mentions(repository, tags, &mention, config.rules.pull_request_pattern.as_ref())?;
    Ok(found.into_iter().map(|head| Ends { base: None, head }).collect())
}

/// The entries of a range that answer the question. The commit that merged a part of another pull request is that part;
/// every other commit is what brought it into the range.
fn explain(gathered: &Gathered, question: &Question) -> Vec<Explanation> {
    let entries = || gathered.decided.entries.iter();
    let found: Vec<&Entry> = match question {
        Question::Number(number) => entries().filter(|entry| entry.numbers().any(|known| known == *number)).collect(),
        Question::Commit(commit) => {
            let node = gathered.history.graph.node(commit).filter(|node| gathered.history.in_range(*node));
            let itself = entries().find(|entry| Some(entry.node) == node);
            let step = node.and_then(|node| gathered.walk.owner(node));
            let owner = || entries().find(|entry| step.is_some_and(|step| entry.steps.contains(&step)));
            itself.or_else(owner).into_iter().collect()
        }
    };
    found.into_iter().map(|entry| explanation(gathered, entry)).collect()
}

fn explanation(gathered: &Gathered, entry: &Entry) -> Explanation {
    let own = entry.number();
    let rule = if entry.reason.is_empty() { format!("recognised by its {}", entry.form) } else { entry.reason.clone() };
    Explanation {
        release: gathered.range.head_tag.as_ref().map(|tag| tag.version.to_string()),
        base: gathered.range.base.as_ref().map(|(name, _)| name.clone()),
        head: gathered.range.head_name.clone(),
        number: own,
        commit: gathered.history.graph.id(entry.node),
        title: entry.title.clone(),
        bucket: entry.bucket.name(),
        shown: entry.is_shown,
        rule,
        shown_as: entry.numbers().filter(|number| entry.is_shown && own != Some(*number)).collect(),
        also_in: entry.also_in.clone(),
    }
}

/// The bucket's name as people write it; programs get it as it stands in the accounting.
fn in_words(bucket: &'static str) -> &'static str {
    match bucket {
        "already_released" => "already released",
        "part_of" => "part of another",
        "direct" => "direct commit",
        other => other,
    }
}

fn as_text(explanation: &Explanation) -> String {
    let name = explanation.number.map_or_else(|| explanation.commit.short(), |number| format!("#{number}"));
    let release = match &explanation.release {
        Some(version) => version.clone(),
        None => format!("not released yet (in {})", explanation.head),
    };
    let base = explanation.base.as_deref().unwrap_or("the first commit");
    let shown = if explanation.shown { "printed" } else { "not printed" };
    let mut text = format!(
        "{name} {}\n  release  {release}  ({base}..{})\n  bucket   {}, {shown}\n  rule     {}\n  commit   {}\n",
        clean(&explanation.title),
        explanation.head,
        in_words(explanation.bucket),
        clean(&explanation.rule),
        explanation.commit
    );
    let numbers: Vec<String> = explanation.shown_as.iter().map(|number| format!("#{number}")).collect();
    if !numbers.is_empty() {
        text += &["  shown as ", &numbers.join(", "), "\n"].concat();
    }
    if !explanation.also_in.is_empty() {
        text += &["  also in  ", &explanation.also_in.join(", "), "\n"].concat();
    }
    text
}
