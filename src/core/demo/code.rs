//! What the changes write into the code of the project: small functions that could be somebody's.

use super::files::Edit;

const fn code(more: &'static str) -> Edit {
    Edit::More("src/lantern/lights.py", more)
}

pub(super) const READ: Edit = code(
    r#"

def read(path):
    """Returns the names, colours and periods of a list."""
    with open(path) as lines:
        return [line.split() for line in lines]
"#,
);

pub(super) const NEXT: Edit = code(
    r#"

def until_lit(seconds, period):
    """Returns how many seconds it takes until a light is lit."""
    return -seconds % period
"#,
);

pub(super) const COLOUR: Edit = code(
    r#"

def colour(words):
    """Returns the colour of a light, which is white where none is said."""
    return words[1] if len(words) > 2 else "white"
"#,
);

pub(super) const TURN: Edit = code(
    r#"

def points_at(seconds, period):
    """Returns where a light that turns points, in degrees."""
    return 360 * (seconds % period) / period
"#,
);

pub(super) const SORT: Edit = code(
    r#"

def by_bearing(lights):
    """Returns the lights from north to west."""
    return sorted(lights, key=lambda light: light["bearing"])
"#,
);

pub(super) const MIDNIGHT: Edit = code(
    r#"

def flashes(first, last, period):
    """Counts the flashes from one second to another, also past midnight."""
    return (last % 86400 - first % 86400) % 86400 // period
"#,
);

pub(super) const TABLE: Edit = code(
    r#"

def as_table(lights):
    """Returns the lights as lines of equal width."""
    return [f"{name:<14} {colour}" for name, colour in lights]
"#,
);

pub(super) const NEAREST: Edit = code(
    r#"

def nearest(lights, distance):
    """Returns the light that is nearest."""
    return min(lights, key=distance)
"#,
);

pub(super) const NORTH: Edit = code(
    r#"

def as_bearing(degrees):
    """Returns a bearing below 360 degrees."""
    return degrees % 360
"#,
);

pub(super) const HARBOURS: Edit = code(
    r#"

def of_harbours(lists):
    """Returns the lights of several harbours."""
    return [light for harbour in lists for light in read(harbour)]
"#,
);

pub(super) const LAZY: Edit = code(
    r#"

def lazily(path):
    """Reads a list when its first light is asked for."""
    yield from read(path)
"#,
);

pub(super) const HEAD: Edit = code(
    r#"

def head(line):
    """Returns the harbour that a line begins, if it does."""
    return line[1:-2] if line.startswith("[") else None
"#,
);

pub(super) const ALL: Edit = code(
    r#"

def harbour(arguments):
    """Returns which harbour is meant."""
    return "ALL" if "--all" in arguments else arguments[-1]
"#,
);

pub(super) const SPACES: Edit = code(
    r#"

def trimmed(line):
    """Returns a line without the spaces around it."""
    return line.strip()
"#,
);

pub(super) const OUT: Edit = code(
    r#"

def is_out(light):
    """Says whether a light is out of order."""
    return light.endswith("!")
"#,
);

pub(super) const SECTORS: Edit = code(
    r#"

def sector(bearing, borders):
    """Returns the number of the sector that a bearing lies in."""
    return sum(bearing >= border for border in borders)
"#,
);

pub(super) const BEARING: Edit = code(
    r#"

def bearing(here, there):
    """Returns the bearing from one place to another."""
    return as_bearing(there - here)
"#,
);

pub(super) const NONE: Edit = code(
    r#"

def or_none(lights):
    """Returns what is said of a harbour that may have no lights."""
    return lights or ["no lights"]
"#,
);

pub(super) const ONE: Edit = code(
    r#"

def named(lights, name):
    """Returns the light of a name."""
    return next(light for light in lights if light[0] == name)
"#,
);

pub(super) const NARROW: Edit = code(
    r#"

def shortened(line, width):
    """Returns a line that is no wider."""
    return line if len(line) <= width else line[: width - 3] + "..."
"#,
);

pub(super) const ACCENT: Edit = code(
    r#"

def plain(name):
    """Returns a name without accents, for comparing."""
    return name.translate(str.maketrans("áéíóú", "aeiou"))
"#,
);

pub(super) const HOUR: Edit = code(
    r#"

def next_hour(seconds, period):
    """Returns the seconds of the next hour in which a light is lit."""
    return [s for s in range(seconds, seconds + 3600) if is_lit(s, period)]
"#,
);

pub(super) const CHANGED: Edit = code(
    r#"

def changed(path):
    """Returns when a list was last changed."""
    return os.path.getmtime(path)
"#,
);
