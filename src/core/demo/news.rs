//! What was merged since the last release: what the next one would say.

use super::changes::{Change, Form, squashed};
use super::files::Edit;
use super::releases::Line;

/// The newest of it, the oldest first.
pub(super) const NEWS: [Change; 8] = [
    squashed(77, 22, "lena", "tomas", "Read the list twice as fast", FAST),
    squashed(78, 20, "tomas", "lena", "Revert \"Read the list twice as fast\" (#77)", SLOW),
    squashed(72, 19, "yuki", "tomas", MENDED, CONTROL),
    Change {
        line: Line::Old,
        ..squashed(
            73,
            14,
            "tomas",
            "yuki",
            "Backport PR #72 on branch 1.x (SECURITY: names of lights hold no control characters)",
            CONTROL,
        )
    },
    squashed(80, 9, "yuki", "lena", "MAINT: Python 3.10 is the oldest that is tested", PYTHON),
    squashed(81, 6, "ines", "tomas", "DEPRECATE: `--plain`, for `--no-colour`", PLAIN),
    direct(5, "nia", "Mention the tide in the README", README),
    squashed(83, 3, "lena", "ines", "FIX: the tide of a leap day", LEAP),
];

const MENDED: &str = "SECURITY: names of lights hold no control characters";

pub(super) const fn direct(days: i32, by: &'static str, title: &'static str, edit: Edit) -> Change {
    Change { form: Form::Direct, ..squashed(0, days, by, by, title, edit) }
}

const fn code(more: &'static str) -> Edit {
    Edit::More("src/lantern/lights.py", more)
}

/// #71
pub(super) const TIDE: Edit = Edit::More(
    "src/lantern/tide.py",
    "\"\"\"The tide, which a light has beside it.\"\"\"\n\n\ndef height(hours):\n    \
     \"\"\"Returns how high the water stands, in parts of the whole.\"\"\"\n    \
     return abs(hours % 12.4 - 6.2) / 6.2\n",
);
/// #74
pub(super) const HOW_TO: Edit = Edit::More(
    "docs/lights.md",
    "# How to add a light\n\nWrite its name, its colour and its period into `lights.txt`.\n",
);
/// #76
pub(super) const COLOURS: Edit = Edit::More(
    "src/lantern/colours.py",
    "\"\"\"Colours that all can tell apart.\"\"\"\n\nRED, GREEN = \"#d55e00\", \"#0072b2\"\n",
);

const QUICK: &str =
    "\n\ndef quickly(path):\n    \"\"\"Reads a list at once.\"\"\"\n    return open(path).read().split()\n";
const FAST: Edit = code(QUICK);
const SLOW: Edit = Edit::Instead("src/lantern/lights.py", QUICK, "");
const CONTROL: Edit = code(
    "\n\ndef clean(name):\n    \"\"\"Returns a name without control characters.\"\"\"\n    \
     return \"\".join(letter for letter in name if letter.isprintable())\n",
);
const PYTHON: Edit = Edit::Instead("pyproject.toml", "requires-python = \">=3.8\"", "requires-python = \">=3.10\"");
const PLAIN: Edit = code(
    "\n\ndef has_colour(arguments):\n    \"\"\"Says whether colours are wanted.\"\"\"\n    \
     return not {\"--plain\", \"--no-colour\"} & set(arguments)\n",
);
const README: Edit = Edit::More("README.md", "\nBeside each light stands the tide.\n");
const LEAP: Edit = Edit::More(
    "src/lantern/tide.py",
    "\n\ndef days(year):\n    \"\"\"Returns the days of a year.\"\"\"\n    return 365 + (year % 4 == 0)\n",
);
