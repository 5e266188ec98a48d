//! What was merged in two years, until the last release.

use super::files::{self, Edit};
use super::releases::Line;
use super::{code, news};

/// How something came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// By a merge commit of this person, from this branch.
    Merge(&'static str, &'static str),
    /// As one commit, by this person.
    Squash(&'static str),
    /// Without a pull request.
    Direct,
}

/// A change of the story.
#[derive(Clone, Copy, Debug)]
pub(super) struct Change {
    /// The number of its pull request; 0 where there was none.
    pub(super) number: u32,
    /// How many days ago.
    pub(super) days: i32,
    pub(super) line: Line,
    pub(super) by: &'static str,
    pub(super) form: Form,
    pub(super) title: &'static str,
    pub(super) edit: Edit,
}

/// What writes requests for newer versions of other programs.
pub(super) const BOT: &str = "dependabot[bot]";

const LIST: &str = "lights.txt";

/// All of it, the oldest first.
pub(super) const CHANGES: [Change; 41] = [
    squashed(2, 729, "owen", "nia", "NEW: read the lights of a harbour from a file", code::READ),
    merged(3, 727, "nia", "nia", "nia/print-when-lit", "NEW: print when each light is lit", code::NEXT),
    squashed(6, 690, "tomas", "nia", "FIX: a light without a colour is white", code::COLOUR),
    squashed(8, 682, "nia", "nia", "DOC: how a release is cut", DOCUMENT),
    merged(11, 650, "yuki", "nia", "yuki/turning", "NEW: lights that turn", code::TURN),
    squashed(13, 632, "owen", "nia", "ENH: sort the lights by their bearing", code::SORT),
    squashed(14, 625, BOT, "nia", "Bump setuptools from 77.0 to 78.1", bump("77.0", "78.1")),
    squashed(17, 580, "tomas", "nia", "FIX: count a flash that crosses midnight once", code::MIDNIGHT),
    squashed(18, 566, "yuki", "nia", "MAINT: check the list of lights in a test", light("breakwater green 7\n")),
    merged(21, 540, "ines", "nia", "ines/table", "NEW: print the lights as a table", code::TABLE),
    squashed(22, 525, "tomas", "nia", "ENH: say which light is nearest", code::NEAREST),
    squashed(
        24,
        510,
        "owen",
        "nia",
        "DOC: a page about colours",
        page("docs/colours.md", "# Colours\n\nRed to port.\n"),
    ),
    squashed(27, 470, "yuki", "tomas", "FIX: a bearing of 360 degrees is north", code::NORTH),
    merged(30, 425, "lena", "tomas", "lena/harbours", "NEW: lights of several harbours at once", code::HARBOURS),
    squashed(31, 415, "tomas", "nia", "ENH: start in half the time", code::LAZY),
    squashed(33, 400, "ines", "tomas", "CI: run the checks on each push", page(".ci/run", "sh tests/check.sh\n")),
    merged(36, 375, "nia", "tomas", "nia/header", "BREAK: each harbour of the list has a head", code::HEAD),
    squashed(37, 368, "yuki", "nia", "NEW: fog signals", light("fog-bell white 30\n")),
    squashed(38, 360, "tomas", "nia", "DEPRECATE: `--all`, for `--harbour ALL`", code::ALL),
    squashed(40, 345, "lena", "nia", "FIX: read a head with spaces", code::SPACES),
    squashed(43, 310, "yuki", "tomas", "FIX: a light that is out is not lit", code::OUT),
    Change {
        line: Line::Old,
        ..squashed(
            44,
            304,
            "tomas",
            "nia",
            "Backport PR #43 on branch 1.x (FIX: a light that is out is not lit)",
            code::OUT,
        )
    },
    squashed(46, 290, "ines", "yuki", "DOC: how to go from 1 to 2", page("docs/from-1-to-2.md", "# From 1 to 2\n")),
    merged(49, 255, "kofi", "nia", "kofi/first-page", "DOC: a page for those who never saw a lighthouse", FIRST_PAGE),
    squashed(50, 245, "yuki", "tomas", "NEW: sectors of a light", code::SECTORS),
    squashed(52, 236, "tomas", "nia", "MAINT: one place for all bearings", code::BEARING),
    squashed(54, 195, "kofi", "tomas", "FIX: a harbour without lights is no error", code::NONE),
    squashed(
        55,
        180,
        "mara",
        "nia",
        "DOC: the words in Spanish",
        page("docs/es.md", "# Faros\n\nUn faro por línea.\n"),
    ),
    merged(57, 145, "mara", "tomas", "mara/one-light", "NEW: ask for one light by its name", code::ONE),
    squashed(58, 135, "raj", "yuki", "ENH: shorter lines on narrow terminals", code::NARROW),
    squashed(60, 128, BOT, "tomas", "Bump setuptools from 78.1 to 80.9", bump("78.1", "80.9")),
    squashed(61, 121, "kofi", "lena", "CI: check the links of the pages", page(".ci/run", "sh tests/links.sh\n")),
    squashed(63, 98, "lena", "yuki", "FIX: a name with an accent is found", code::ACCENT),
    merged(66, 70, "kofi", "nia", "kofi/next-hour", "NEW: the next hour, light by light", code::HOUR),
    squashed(67, 60, "yuki", "tomas", "ENH: say when the list was last changed", code::CHANGED),
    squashed(
        69,
        50,
        "raj",
        "yuki",
        "DOC: a map of the harbour in letters",
        page("docs/map.md", "    N\n  W-+-E\n    S\n"),
    ),
    news::direct(41, "nia", "Say how shepherd understands the project", CONFIGURATION),
    // The rest is not released yet, but for what the old line got.
    merged(71, 33, "kofi", "nia", "kofi/tide", "NEW: the tide beside each light", news::TIDE),
    squashed(74, 28, "raj", "ines", "DOC: how to add a light", news::HOW_TO),
    squashed(75, 26, BOT, "yuki", "Bump setuptools from 80.9 to 80.10", bump("80.9", "80.10")),
    merged(76, 24, "mara", "ines", "mara/colours", "ENH: colours that all can tell apart", news::COLOURS),
];

pub(super) const fn squashed(
    number: u32,
    days: i32,
    by: &'static str,
    merged_by: &'static str,
    title: &'static str,
    edit: Edit,
) -> Change {
    Change { number, days, line: Line::Main, by, form: Form::Squash(merged_by), title, edit }
}

pub(super) const fn merged(
    number: u32,
    days: i32,
    by: &'static str,
    merged_by: &'static str,
    branch: &'static str,
    title: &'static str,
    edit: Edit,
) -> Change {
    Change { number, days, line: Line::Main, by, form: Form::Merge(merged_by, branch), title, edit }
}

const fn light(more: &'static str) -> Edit {
    Edit::More(LIST, more)
}

const fn page(path: &'static str, more: &'static str) -> Edit {
    Edit::More(path, more)
}

const fn bump(old: &'static str, new: &'static str) -> Edit {
    Edit::Instead("pyproject.toml", old, new)
}

const DOCUMENT: Edit = page(files::DOCUMENT, files::DOCUMENT_TEXT);
const FIRST_PAGE: Edit =
    page("docs/first.md", "# Your first lighthouse\n\nA light that comes and goes tells you where you are.\n");
const CONFIGURATION: Edit = page(files::CONFIGURATION, files::CONFIGURATION_TEXT);
