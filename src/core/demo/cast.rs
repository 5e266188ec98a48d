//! Who works on the project: nine people of four organisations, none of whom exists.

/// A person of the story.
#[derive(Clone, Copy, Debug)]
pub struct Person {
    /// What they are called on GitHub.
    pub login: &'static str,
    /// What they are called.
    pub name: &'static str,
    /// Whom they are with.
    pub organisation: &'static str,
    /// Where their clock is.
    pub timezone: &'static str,
    /// How many days ago they came.
    pub came: i32,
    /// How many days ago they became a maintainer, and whom they have to thank for it.
    pub maintainer: Option<(i32, &'static [&'static str])>,
    /// How many days ago they left.
    pub left: Option<i32>,
}

impl Person {
    /// Returns the address of their commits, which GitHub knows as theirs without showing a real one.
    pub fn address(&self) -> String {
        address(self.login)
    }
}

/// Returns the address that GitHub keeps for a login.
pub(super) fn address(login: &str) -> String {
    format!("{login}@users.noreply.github.com")
}

/// Whose clone the demo is: a newcomer, who is up next.
pub const YOU: &str = "kofi";
/// Who is at their side, with a clone of their own.
pub const MENTOR: &str = "nia";

const TRUST: &str = "Harbour Trust";
const PIER: &str = "North Pier Labs";
const MARSH: &str = "Saltmarsh University";
const BEACON: &str = "Beacon Cooperative";

/// Everybody, in the order in which they came.
pub const CAST: [Person; 9] = [
    person("nia", "Nia Okafor", TRUST, "Europe/Lisbon", 731, Some((731, &[]))),
    person("tomas", "Tomáš Novák", PIER, "Europe/Prague", 722, Some((490, &["nia"]))),
    Person { left: Some(210), ..person("owen", "Owen Price", TRUST, "Europe/London", 730, None) },
    person("yuki", "山田 幸", MARSH, "Asia/Tokyo", 680, Some((270, &["tomas"]))),
    person("ines", "Inês Duarte", TRUST, "Europe/Lisbon", 560, None),
    person("lena", "Lena Fischer", PIER, "Europe/Berlin", 440, Some((100, &["nia"]))),
    person(YOU, "Kofi Mensah", BEACON, "Africa/Accra", 260, None),
    person("mara", "Mara Rossi", BEACON, "America/Montevideo", 200, None),
    person("raj", "Raj Patel", MARSH, "Asia/Kolkata", 150, None),
];

const fn person(
    login: &'static str,
    name: &'static str,
    organisation: &'static str,
    timezone: &'static str,
    came: i32,
    maintainer: Option<(i32, &'static [&'static str])>,
) -> Person {
    Person { login, name, organisation, timezone, came, maintainer, left: None }
}

/// Returns the name of a login; that of a bot is its login.
pub(super) fn name(login: &str) -> &str {
    CAST.iter().find(|person| person.login == login).map_or(login, |person| person.name)
}
