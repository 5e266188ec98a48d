//! What is known of a release before it is recorded: what git has of its tag, and who is named where.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use crate::core::history::Person;
use crate::core::ledger::Source;
use crate::core::mailmap::Mailmap;
use crate::core::version::Version;

/// What git has of the tag of a release.
#[derive(Clone, Debug)]
pub struct Tagged {
    /// The tag.
    pub tag: String,
    /// The version that it names.
    pub version: Version,
    /// The full hash of the tagged commit.
    pub commit: String,
    /// The day in the tagger's own time zone; of a tag without a tagger, the day of the commit.
    pub date: Option<Date>,
    /// Who made the tag; `None` for a tag that is no object of its own.
    pub tagger: Option<Someone>,
    /// The trailers of the tag's message, in their order.
    pub trailers: Vec<(String, String)>,
    /// Who made the merge of the release pull request.
    pub merger: Option<Someone>,
    /// Who wrote the commit that set the version.
    pub bump: Option<Someone>,
    /// The number of the release pull request, where the history names it.
    pub pull_request: Option<u64>,
    /// The tagged commit and the one before it, in full: a workflow that releases was started on one of them.
    pub near: Vec<String>,
}

/// The tags of a project, by their names and by their versions.
pub struct Places<'a> {
    by_name: HashMap<&'a str, usize>,
    by_version: BTreeMap<&'a Version, usize>,
}

impl<'a> Places<'a> {
    /// Returns the places of these tags; of several of one version, the first counts.
    pub fn of(tags: &'a [Tagged]) -> Self {
        let mut places = Self { by_name: HashMap::with_capacity(tags.len()), by_version: BTreeMap::new() };
        for (place, tag) in tags.iter().enumerate() {
            places.by_name.entry(tag.tag.as_str()).or_insert(place);
            places.by_version.entry(&tag.version).or_insert(place);
        }
        places
    }

    /// Returns the position of the tag that people mean by a word: its name, else its version, with or without `v`.
    pub fn find(&self, word: &str) -> Option<usize> {
        let by_version = || {
            let version = Version::parse(word.trim_start_matches(['v', 'V']))?;
            self.by_version.get(&version)
        };
        self.by_name.get(word).or_else(by_version).copied()
    }
}

/// Somebody, as they are named somewhere.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Someone {
    /// By a login.
    Login(String),
    /// By a name alone, or by a word that may be a login.
    Name(String),
    /// By a commit or a tag.
    Signed {
        /// The name and the address after `.mailmap`.
        person: Person,
        /// The same as they are written.
        written: Person,
    },
}

/// What one place says of a release.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fact {
    /// What sort of place it is.
    pub source: Source,
    /// Where it stands, in words: `CHANGELOG.md:12`; may be empty.
    pub place: String,
    /// Who cut it.
    pub released_by: Vec<Someone>,
    /// Who was the mentor.
    pub mentored_by: Vec<Someone>,
    /// Who was the sponsor.
    pub sponsored_by: Vec<Someone>,
    /// Who watched.
    pub shadowed_by: Vec<Someone>,
    /// The kind, where it says one; else empty.
    pub kind: String,
    /// Whether it mends something that can be exploited.
    pub security: bool,
    /// What else it says; may be empty.
    pub notes: String,
}

impl Someone {
    /// Returns who wrote so; `Fact::join` says who that is.
    pub fn signed(written: Person) -> Self {
        Self::Signed { person: written.clone(), written }
    }
}

impl Tagged {
    /// Returns what git itself says of who cut the release.
    pub fn facts(&self) -> Vec<Fact> {
        let one = |source: Source, who: &Option<Someone>| {
            who.clone().map(|who| Fact { source, released_by: vec![who], ..Fact::default() })
        };
        let trailers = super::trailers::fact(&self.trailers).into_iter();
        let others = [(Source::Tagger, &self.tagger), (Source::Merger, &self.merger), (Source::Bump, &self.bump)];
        trailers.chain(others.into_iter().filter_map(|(source, who)| one(source, who))).collect()
    }
}

impl Fact {
    /// Returns everybody whom it names.
    pub fn people(&self) -> impl Iterator<Item = &Someone> {
        [&self.released_by, &self.mentored_by, &self.sponsored_by, &self.shadowed_by].into_iter().flatten()
    }

    /// Says who each is whom it names by an address, as `.mailmap` has them.
    pub(super) fn join(&mut self, mailmap: &Mailmap) {
        let roles = [&mut self.released_by, &mut self.mentored_by, &mut self.sponsored_by, &mut self.shadowed_by];
        for someone in roles.into_iter().flatten() {
            if let Someone::Signed { person, written } = someone {
                *person = mailmap.resolve(written);
            }
        }
    }
}

/// Returns the people in a text that people wrote: `@mona, @kim`, `Mona Lisa and Kim`, `[@mona](https://…)`, `Mona (@mona)`.
/// `Name <address>` is one person, whatever is in the name or the address. Words for nobody, such as `-` and `n/a`, are
/// nobody.
pub fn people_in(text: &str) -> Vec<Someone> {
    let mut found: Vec<Someone> = Vec::new();
    for part in parts(text).into_iter().filter_map(one_in) {
        if !found.contains(&part) {
            found.push(part);
        }
    }
    found
}

/// What stands between two people. A plus within a name belongs to it.
const BETWEEN: [&str; 7] = [",", ";", " and ", " & ", " / ", " + ", "+@"];

/// Returns the parts of a text that are about one person each.
fn parts(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    let (mut start, mut at) = (0, 0);
    // `Doe, Jane <jane@example.org>`: what has neither login nor address belongs to the address behind it.
    let mut begun: Option<usize> = None;
    let mut take = |start: usize, end: usize, is_comma: bool| {
        let part = text.get(start..end).unwrap_or_default();
        let is_name = !part.trim().is_empty() && mentions_in(part).is_empty() && !part.contains(['<', '>']);
        match begun.take() {
            Some(first) if part.trim_end().ends_with('>') && mentions_in(part).is_empty() => {
                found.pop();
                found.push(text.get(first..end).unwrap_or_default());
            }
            _ => found.push(part),
        }
        if is_comma && is_name {
            begun = Some(start);
        }
    };
    let mut is_inside = false;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let between = BETWEEN.iter().find(|between| !is_inside && rest.starts_with(**between));
        if let Some(between) = between {
            take(start, at, *between == ",");
            at += between.trim_end_matches('@').len();
            start = at;
            continue;
        }
        let letter = rest.chars().next().unwrap_or_default();
        is_inside = match letter {
            '<' => rest.contains('>'),
            '>' => false,
            _ => is_inside,
        };
        at += letter.len_utf8();
    }
    take(start, text.len(), false);
    found
}

/// Words that stand in a table where nobody is named.
const NOBODY: [&str; 9] = ["", "-", "--", "n/a", "na", "none", "nobody", "tbd", "?"];

fn one_in(part: &str) -> Option<Someone> {
    if let Some(login) = mentions_in(part).into_iter().next() {
        return Some(Someone::Login(login));
    }
    if let Some(login) = part.split_whitespace().find_map(login_of_profile) {
        return Some(Someone::Login(login));
    }
    let name = part.trim_matches(|letter: char| letter.is_whitespace() || "*_`.:".contains(letter));
    let is_nobody =
        NOBODY.contains(&name.to_lowercase().as_str()) || name.chars().all(|letter| "–—-?".contains(letter));
    if is_nobody {
        return None;
    }
    // `Mona Lisa <mona@example.org>`, `Mona Lisa (mona@example.org)`, and an address alone.
    if let Some(address) = name.split_whitespace().find(|word| is_address(bare(word))) {
        let (name, email) = (name.replacen(address, "", 1), bare(address).to_owned());
        let name = name.trim_matches(|letter: char| letter.is_whitespace() || ",\"'".contains(letter)).to_owned();
        return Some(Someone::signed(Person { name, email }));
    }
    Some(Someone::Name(name.to_owned()))
}

/// Returns the login whose page on GitHub an address is: `https://github.com/mona`.
pub(super) fn login_of_profile(word: &str) -> Option<String> {
    let word = word.trim_matches(|letter: char| "<>()[],;.".contains(letter));
    let path = word.strip_prefix("https://").or_else(|| word.strip_prefix("http://"))?;
    let path = path.strip_prefix("www.").unwrap_or(path);
    let login = path.strip_prefix("github.com/")?.trim_end_matches('/');
    login.parse::<crate::core::people::Login>().ok().map(Into::into)
}

/// Returns an address without what stands around it.
fn bare(address: &str) -> &str {
    let address = address.trim_matches(|letter: char| "<>()[],;".contains(letter));
    address.strip_prefix("mailto:").unwrap_or(address)
}

/// Says whether a word is an e-mail address.
pub(super) fn is_address(word: &str) -> bool {
    let parts = word.split_once('@').filter(|(local, host)| !local.is_empty() && !host.is_empty());
    parts.is_some_and(|(_, host)| !host.contains('@')) && !word.contains(char::is_whitespace)
}

/// Returns the logins that a text mentions, in their order: `@mona`. Neither an address nor a scope such as
/// `@scope/package` is one.
pub(super) fn mentions_in(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('@') {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + 1..).unwrap_or_default();
        let end = after.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-').unwrap_or(after.len());
        let (login, rest) = after.split_at(end);
        let bot = if rest.starts_with("[bot]") { "[bot]" } else { "" };
        let login = login.trim_end_matches('-');
        let is_scope =
            rest.starts_with(['/', '@', '_']) || (rest.starts_with('.') && rest.len() > 1 && !rest.starts_with(". "));
        let is_inside = before.is_some_and(|letter| letter.is_alphanumeric() || ".@/-_".contains(letter));
        if !is_inside && !is_scope && login.parse::<crate::core::people::Login>().is_ok() {
            found.push(format!("{login}{bot}"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let one = |someone: Someone| match someone {
            Someone::Login(login) => format!("@{login}"),
            Someone::Name(name) => name,
            Someone::Signed { person, .. } => format!("{} <{}>", person.name, person.email),
        };
        people_in(text).into_iter().map(one).collect()
    }

    #[test]
    fn people_are_found_as_people_write_them() {
        let cases: [(&str, &[&str]); 29] = [
            ("@mona", &["@mona"]),
            ("@mona, @kim and Ann Other", &["@mona", "@kim", "Ann Other"]),
            ("Mona Lisa (@mona)", &["@mona"]),
            ("Mona Lisa", &["Mona Lisa"]),
            ("**Mona** / Kim", &["Mona", "Kim"]),
            ("Mona <mona@example.org>", &["Mona <mona@example.org>"]),
            ("—", &[]),
            ("TBD", &[]),
            (" n/a ", &[]),
            ("@dependabot[bot]", &["@dependabot[bot]"]),
            ("@mona, @mona", &["@mona"]),
            ("Kim <2+kim@users.noreply.github.com>", &["Kim <2+kim@users.noreply.github.com>"]),
            ("<kim+release@example.org>", &[" <kim+release@example.org>"]),
            ("kim+release@example.org", &[" <kim+release@example.org>"]),
            ("C++ Team", &["C++ Team"]),
            ("@mona + @kim", &["@mona", "@kim"]),
            ("@mona+@kim", &["@mona", "@kim"]),
            ("Doe, Jane <jane@example.org>", &["Doe, Jane <jane@example.org>"]),
            ("\"Doe, Jane\" <jane@example.org>, @kim", &["Doe, Jane <jane@example.org>", "@kim"]),
            ("@mona, Kim <kim@example.org>", &["@mona", "Kim <kim@example.org>"]),
            ("A <a@b.org>, C <c@d.org>", &["A <a@b.org>", "C <c@d.org>"]),
            ("Mona and Kim <kim@example.org>", &["Mona", "Kim <kim@example.org>"]),
            ("Jo <a,b+c@example.org>", &["Jo <a,b+c@example.org>"]),
            ("Kim (kim@example.org)", &["Kim <kim@example.org>"]),
            ("Kim kim@example.org", &["Kim <kim@example.org>"]),
            ("a < b, c", &["a < b", "c"]),
            ("https://github.com/kim", &["@kim"]),
            ("Kim Newcomer (https://github.com/kim/), @mona", &["@kim", "@mona"]),
            ("https://github.com/kim/hello", &["https://github.com/kim/hello"]),
        ];
        for (text, expected) in cases {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn neither_addresses_nor_packages_are_mentions() {
        for text in ["mona@example.org", "@scope/package 1.0", "package@1.0.0", "a/@b", "@", "@-x", "@babel/core@7.0.0"]
        {
            assert_eq!(mentions_in(text), [""; 0], "{text}");
        }
        assert_eq!(mentions_in("(@a, @b-c. @d)"), ["a", "b-c", "d"]);
    }
}
