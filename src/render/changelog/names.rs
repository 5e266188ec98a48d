//! The names that a changelog template may use.

use crate::render::names::{Name, Value};

/// A text list.
const TEXTS: Value = Value::List(&Value::Text);

/// A list of pull-request numbers.
const NUMBERS: Value = Value::List(&Value::Number);

/// The names of a changelog, and below them those of its parts.
pub const NAMES: &[Name] = &[
    Name::new("schema", Value::Number, "the version of the JSON form"),
    Name::new("project", Value::Text, "`owner/name`, where it is known"),
    Name::new("server_url", Value::Text, "the address of the server, where it is known"),
    Name::new("project_url", Value::Text, "the address of the project, where it is known"),
    Name::new("version", Value::Text, "the version; nothing while it is unreleased"),
    Name::new("date", Value::Text, "the day of the release as `YYYY-MM-DD`; nothing while it is unreleased"),
    Name::new("range", Value::Object(RANGE), "both ends of the range"),
    Name::new("compare_url", Value::Text, "the address of the page with all changes of the range, where it is known"),
    Name::new("sections", Value::List(&Value::Object(GROUP)), "the sections that have changes"),
    Name::new(
        "kinds",
        Value::List(&Value::Object(GROUP)),
        "the same changes as Added, Changed, Deprecated, Removed, Fixed, Security",
    ),
    Name::new("contributors", Value::List(&Value::Object(CONTRIBUTOR)), "everybody who is credited"),
    Name::new(
        "contributors_line",
        Value::Markdown,
        "the contributors in one line, with links; print it with three braces",
    ),
    Name::new("first_time_contributors", Value::List(&Value::Object(CONTRIBUTOR)), "those whose first change this is"),
    Name::new("accounting", Value::Object(ACCOUNTING), "where each pull request and commit of the range ended"),
    Name::new("source", Value::Object(SOURCE), "where the details came from"),
];

const RANGE: &[Name] = &[
    Name::new("base", Value::Text, "the name of the base; nothing where the range begins with the history"),
    Name::new("head", Value::Text, "the name of the head"),
    Name::new("tag", Value::Text, "the tag of the head, present or to come; nothing while it is unreleased"),
    Name::new("base_commit", Value::Text, "the commit of the base"),
    Name::new("head_commit", Value::Text, "the commit of the head"),
];

const GROUP: &[Name] = &[
    Name::new("key", Value::Text, "the stable name, e.g. `bug`"),
    Name::new("title", Value::Text, "the heading, e.g. `Bugs fixed`"),
    Name::new("changes", Value::List(&Value::Object(CHANGE)), "the changes"),
];

const CHANGE: &[Name] = &[
    Name::new("number", Value::Number, "the number of the pull request; nothing for a direct commit"),
    Name::new("title", Value::Text, "the title"),
    Name::new("url", Value::Text, "the address of the pull request or commit, where it is known"),
    Name::new("author", Value::Text, "the author's login, where it is known"),
    Name::new("author_name", Value::Text, "the author's name from git, where no login is known"),
    Name::new("people", Value::List(&Value::Object(PERSON)), "everybody who took part, the author first, each once"),
    Name::new("by", Value::List(&Value::Object(PERSON)), "the author and the co-authors"),
    Name::new("reviewed_by", Value::List(&Value::Object(PERSON)), "who reviewed it"),
    Name::new("merged_by", Value::List(&Value::Object(PERSON)), "who merged it"),
    Name::new("commented_by", Value::List(&Value::Object(PERSON)), "who took part in the discussion"),
    Name::new("credits", Value::List(&Value::Object(CREDIT)), "what each person besides the author did"),
    Name::new("labels", TEXTS, "the labels, sorted"),
    Name::new("commit", Value::Text, "the commit that brought the change into the range"),
    Name::new("short_commit", Value::Text, "its first seven characters"),
    Name::new("merged_at", Value::Text, "when it was merged, in UTC, where it is known"),
    Name::new("backport", Value::Number, "the backport's own number, where `number` is the original's"),
    Name::new("backport_url", Value::Text, "the address of the backport, where it is known"),
    Name::new("also_in", TEXTS, "the versions of other lines that had this change before"),
    Name::new("breaking", Value::Flag, "whether it stands in the section `breaking`"),
];

const PERSON: &[Name] = &[
    Name::new("login", Value::Text, "the login, where it is known"),
    Name::new("name", Value::Text, "the name from git, where it is known"),
    Name::new("url", Value::Text, "the address of the person's page, where it is known"),
    Name::new("role", Value::Text, "`author`, `co-authored`, `reviewed`, `merged` or `commented`"),
];

const CREDIT: &[Name] = &[
    Name::new("login", Value::Text, "the login"),
    Name::new("role", Value::Text, "`co-authored`, `reviewed`, `merged` or `commented`"),
];

const CONTRIBUTOR: &[Name] = &[
    Name::new("login", Value::Text, "the login, where it is known"),
    Name::new("name", Value::Text, "the name, where no login is known"),
    Name::new("url", Value::Text, "the address of the person's page, where it is known"),
    Name::new("activity_url", Value::Text, "a search for what they did in the range, where it is known"),
    Name::new("number", Value::Number, "the number of their first change, for first-time contributors"),
    Name::new("change_url", Value::Text, "the address of their first change, where it is known"),
];

const ACCOUNTING: &[Name] = &[
    Name::new("all_commits", Value::Number, "the commits of the range"),
    Name::new("walked_commits", Value::Number, "the commits that were looked at"),
    Name::new("pull_requests", Value::Number, "the pull requests of the range"),
    Name::new("direct_commits", Value::Number, "the commits without a pull request"),
    Name::new("buckets", Value::Object(BUCKETS), "each number or commit in one of them"),
    Name::new("reasons", Value::Any, "why an entry is where it is, by number or commit"),
    Name::new("walked", Value::Any, "the entry of each walked commit"),
];

const BUCKETS: &[Name] = &[
    Name::new("listed", NUMBERS, "shown under their own number"),
    Name::new("bot", NUMBERS, "opened by a bot"),
    Name::new("housekeeping", NUMBERS, "changelog, version files, release pull requests"),
    Name::new("reverted", NUMBERS, "taken back within the range"),
    Name::new("already_released", NUMBERS, "in a release of another line before"),
    Name::new("backport", NUMBERS, "shown under the original's number"),
    Name::new("part_of", NUMBERS, "merged into another change of the range"),
    Name::new("excluded", NUMBERS, "left out by a rule of the configuration"),
    Name::new("direct", TEXTS, "commits without a pull request"),
];

const SOURCE: &[Name] = &[
    Name::new("github", Value::Flag, "whether GitHub was asked"),
    Name::new("requests", Value::Number, "how many requests were sent"),
    Name::new("missing", TEXTS, "what could not be known"),
];
