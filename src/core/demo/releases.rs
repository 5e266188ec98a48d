//! What was released in two years, by whom, and who was with them.

/// The branch that something is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Line {
    Main,
    /// The line of those who stay with version 1.
    Old,
}

impl Line {
    /// Returns what the branch is called.
    pub(super) fn branch(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Old => "1.x",
        }
    }
}

/// A release of the story.
#[derive(Clone, Copy, Debug)]
pub(super) struct Release {
    pub(super) version: &'static str,
    /// How many days ago.
    pub(super) days: i32,
    pub(super) line: Line,
    pub(super) by: &'static str,
    pub(super) mentor: Option<&'static str>,
    pub(super) sponsor: Option<&'static str>,
    pub(super) shadows: &'static [&'static str],
    /// Whether the tag says all of this: in the first year nobody thought of it.
    pub(super) is_told: bool,
}

/// The release after which the old line goes on by itself.
pub(super) const LAST_OF_OLD: &str = "1.3.0";

/// All of them, the oldest first.
pub(super) const RELEASES: [Release; 17] = [
    alone("1.0.0", 725, "nia").untold(),
    alone("1.0.1", 668, "nia").untold(),
    alone("1.1.0", 610, "nia").untold(),
    alone("1.1.1", 555, "nia").untold(),
    alone("1.2.0", 500, "tomas").with("nia", None).watched(&["yuki"]),
    alone("1.2.1", 445, "tomas"),
    alone("1.3.0", 390, "owen").with("nia", Some("tomas")).watched(&["ines"]),
    alone("2.0.0rc1", 352, "nia").watched(&["ines"]),
    alone("2.0.0", 335, "nia").watched(&["ines", "yuki"]),
    Release { line: Line::Old, ..alone("1.3.1", 300, "tomas") },
    alone("2.0.1", 280, "yuki").with("tomas", Some("nia")),
    alone("2.1.0", 225, "nia").watched(&["lena"]),
    alone("2.1.1", 170, "tomas").watched(&["lena"]),
    alone("2.2.0", 115, "lena").with("nia", Some("tomas")).watched(&["kofi"]),
    alone("2.2.1", 85, "yuki"),
    alone("2.3.0", 40, "ines").with("tomas", None).watched(&["kofi", "raj"]),
    Release { line: Line::Old, ..alone("1.3.2", 11, "tomas") },
];

const fn alone(version: &'static str, days: i32, by: &'static str) -> Release {
    Release { version, days, line: Line::Main, by, mentor: None, sponsor: None, shadows: &[], is_told: true }
}

impl Release {
    const fn untold(self) -> Self {
        Self { is_told: false, ..self }
    }

    const fn with(self, mentor: &'static str, sponsor: Option<&'static str>) -> Self {
        Self { mentor: Some(mentor), sponsor, ..self }
    }

    const fn watched(self, shadows: &'static [&'static str]) -> Self {
        Self { shadows, ..self }
    }

    /// Says whether it is a candidate of another one.
    pub(super) fn is_candidate(&self) -> bool {
        self.version.contains("rc")
    }

    /// Returns the message of its tag.
    pub(super) fn message(&self) -> String {
        let said = |key: &str, login: &str| format!("{key}: @{login}\n");
        let head = format!("lantern {}\n", self.version);
        if !self.is_told {
            return head;
        }
        let helpers = self.mentor.iter().map(|login| said("Mentored-by", login));
        let helpers = helpers.chain(self.sponsor.iter().map(|login| said("Sponsored-by", login)));
        let helpers = helpers.chain(self.shadows.iter().map(|login| said("Shadowed-by", login)));
        format!("{head}\n{}{}", said("Released-by", self.by), helpers.collect::<String>())
    }
}
