//! Templates: values become documents.
//!
//! A template is one file of [handlebars](https://handlebarsjs.com/guide/). It is read and checked once
//! ([`Template::parse`]): syntax, helpers and each name, so that a mistake is an error with its place, and never a hole
//! in the text. What it may use is the table below, and these helpers besides `if`, `unless`, `each`, `with`, `lookup`,
//! `eq`, `ne`, `gt`, `gte`, `lt`, `lte`, `and`, `or`, `not` and `len`:
//!
//! | helper | what it prints |
//! |---|---|
//! | `{{link text url}}` | the text as a link, or alone where there is no address; a number with `#` before it |
//! | `{{links people}}` | the people with links to their pages, with commas between them |
//! | `{{mentions people}}` | the people as `@login`, who are told of it where the text is published |
//! | `{{list texts}}` | the texts with commas between them |
//!
//! A file whose name ends in `.txt` or `.txt.hbs` writes text; any other writes Markdown: `{{name}}` is escaped, so
//! that a title shows as it is (code spans stay code spans, nobody is mentioned), and `{{{name}}}` is not. Either way a
//! value is one line without control characters, marks of direction and invisible characters. Addresses can be put
//! between parentheses. What is not known prints as nothing and counts as false.
//!
//! The names of a changelog template; `[]` stands for each item of a list ([`NAMES`], and [`table`] prints it):
//!
//! | name | what it is |
//! |---|---|
//! | `schema` | the version of the JSON form |
//! | `project` | `owner/name`, where it is known |
//! | `server_url` | the address of the server, where it is known |
//! | `project_url` | the address of the project, where it is known |
//! | `version` | the version; nothing while it is unreleased |
//! | `date` | the day of the release as `YYYY-MM-DD`; nothing while it is unreleased |
//! | `range` | both ends of the range |
//! | `range.base` | the name of the base; nothing where the range begins with the history |
//! | `range.head` | the name of the head |
//! | `range.tag` | the tag of the head, present or to come; nothing while it is unreleased |
//! | `range.base_commit` | the commit of the base |
//! | `range.head_commit` | the commit of the head |
//! | `compare_url` | the address of the page with all changes of the range, where it is known |
//! | `sections[]` | the sections that have changes |
//! | `sections[].key` | the stable name, e.g. `bug` |
//! | `sections[].title` | the heading, e.g. `Bugs fixed` |
//! | `sections[].changes[]` | the changes |
//! | `sections[].changes[].number` | the number of the pull request; nothing for a direct commit |
//! | `sections[].changes[].title` | the title |
//! | `sections[].changes[].url` | the address of the pull request or commit, where it is known |
//! | `sections[].changes[].author` | the author's login, where it is known |
//! | `sections[].changes[].author_name` | the author's name from git, where no login is known |
//! | `sections[].changes[].people[]` | everybody who took part, the author first, each once |
//! | `sections[].changes[].people[].login` | the login, where it is known |
//! | `sections[].changes[].people[].name` | the name from git, where it is known |
//! | `sections[].changes[].people[].url` | the address of the person's page, where it is known |
//! | `sections[].changes[].people[].role` | `author`, `co-authored`, `reviewed`, `merged` or `commented` |
//! | `sections[].changes[].by[]` | the author and the co-authors; named as in `sections[].changes[].people[]` |
//! | `sections[].changes[].reviewed_by[]` | who reviewed it; named as in `sections[].changes[].people[]` |
//! | `sections[].changes[].merged_by[]` | who merged it; named as in `sections[].changes[].people[]` |
//! | `sections[].changes[].commented_by[]` | who took part in the discussion; named as in `sections[].changes[].people[]` |
//! | `sections[].changes[].credits[]` | what each person besides the author did |
//! | `sections[].changes[].credits[].login` | the login |
//! | `sections[].changes[].credits[].role` | `co-authored`, `reviewed`, `merged` or `commented` |
//! | `sections[].changes[].labels[]` | the labels, sorted |
//! | `sections[].changes[].commit` | the commit that brought the change into the range |
//! | `sections[].changes[].short_commit` | its first seven characters |
//! | `sections[].changes[].merged_at` | when it was merged, in UTC, where it is known |
//! | `sections[].changes[].backport` | the backport's own number, where `number` is the original's |
//! | `sections[].changes[].backport_url` | the address of the backport, where it is known |
//! | `sections[].changes[].also_in[]` | the versions of other lines that had this change before |
//! | `sections[].changes[].breaking` | whether it stands in the section `breaking` |
//! | `kinds[]` | the same changes as Added, Changed, Deprecated, Removed, Fixed, Security; named as in `sections[]` |
//! | `contributors[]` | everybody who is credited |
//! | `contributors[].login` | the login, where it is known |
//! | `contributors[].name` | the name, where no login is known |
//! | `contributors[].url` | the address of the person's page, where it is known |
//! | `contributors[].activity_url` | a search for what they did in the range, where it is known |
//! | `contributors[].number` | the number of their first change, for first-time contributors |
//! | `contributors[].change_url` | the address of their first change, where it is known |
//! | `contributors_line` | the contributors in one line, with links; print it with three braces |
//! | `first_time_contributors[]` | those whose first change this is; named as in `contributors[]` |
//! | `accounting` | where each pull request and commit of the range ended |
//! | `accounting.all_commits` | the commits of the range |
//! | `accounting.walked_commits` | the commits that were looked at |
//! | `accounting.pull_requests` | the pull requests of the range |
//! | `accounting.direct_commits` | the commits without a pull request |
//! | `accounting.buckets` | each number or commit in one of them |
//! | `accounting.buckets.listed[]` | shown under their own number |
//! | `accounting.buckets.bot[]` | opened by a bot |
//! | `accounting.buckets.housekeeping[]` | changelog, version files, release pull requests |
//! | `accounting.buckets.reverted[]` | taken back within the range |
//! | `accounting.buckets.already_released[]` | in a release of another line before |
//! | `accounting.buckets.backport[]` | shown under the original's number |
//! | `accounting.buckets.part_of[]` | merged into another change of the range |
//! | `accounting.buckets.excluded[]` | left out by a rule of the configuration |
//! | `accounting.buckets.direct[]` | commits without a pull request |
//! | `accounting.reasons` | why an entry is where it is, by number or commit |
//! | `accounting.walked` | the entry of each walked commit |
//! | `source` | where the details came from |
//! | `source.github` | whether GitHub was asked |
//! | `source.requests` | how many requests were sent |
//! | `source.missing[]` | what could not be known |

pub mod calendar;
pub mod changelog;
pub mod chart;
pub mod markdown;
pub mod pages;
pub mod site;

mod address;
mod blocks;
mod check;
mod error;
mod format;
mod helpers;
mod names;
mod scope;
mod template;
#[cfg(test)]
mod tests;

pub use changelog::{NAMES, Site, changelog, printed_title};
pub use error::{Place, RenderError};
pub use format::{Format, FormatError};
pub use names::{Name, Value, table};
pub use template::Template;
