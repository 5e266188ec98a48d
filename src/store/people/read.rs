//! The file of a person as people wrote it: what it says, each mistake in it with its line, and keys that are likely
//! misspelt.

use toml_edit::Document;

use crate::core::people::{Affiliation, Capacity, Fault, Login, Person, Right, Show, SigningKey, zone_name};
use crate::core::text::clean;
use crate::store::StoreError;
use crate::store::fields::{Fields, File};
use crate::store::gather::{self, Gather};

/// The keys of a person, of each table in it.
const KEYS: [&str; 14] = [
    "format",
    "login",
    "name",
    "aliases",
    "timezone",
    "consent",
    "show",
    "active-from",
    "active-until",
    "capacity",
    "interest",
    "signing-keys",
    "affiliation",
    "right",
];
/// The key of what never stands where everybody reads it.
const AWAY: &str = "away";
const RIGHT_KEYS: [&str; 5] = ["name", "project", "since", "sponsored-by", "mentored-by"];
const AFFILIATION_KEYS: [&str; 3] = ["organisation", "from", "until"];
const CAPACITY_KEYS: [&str; 2] = ["releases", "mentees"];

/// Returns the mistake of a file that says when the person is away: everybody reads it.
pub(super) fn away_mistake(path: &str, text: &str) -> Option<StoreError> {
    let file = File::read(path, text).ok()?;
    let top = file.top();
    let login = path.rsplit('/').next().and_then(|name| name.strip_suffix(".toml")).unwrap_or("LOGIN");
    let told =
        format!("stands where everybody reads it: `shepherd people away {login}` writes it where nobody else does");
    top.has(AWAY).then(|| top.wrong(AWAY, &told))
}

/// Says whether a file of a person tells when they are away.
pub(in crate::store) fn tells_away(text: &str) -> bool {
    text.parse::<toml::Table>().is_ok_and(|table| table.contains_key(AWAY))
}

/// Returns the person of a file, or the first mistake.
pub(super) fn read(path: &str, text: &str) -> Result<Option<Person>, StoreError> {
    reading(path, text).first()
}

/// Returns the line of a text in a list at the top of a file, for what two files say.
pub(super) fn line_of(text: &str, key: &str, is_meant: impl Fn(&str) -> bool) -> Option<usize> {
    let document = Document::parse(text).ok()?;
    let list = document.get(key)?.as_array()?;
    let span = list.iter().find(|value| value.as_str().is_some_and(&is_meant))?.span()?;
    Some(text.get(..span.start)?.matches('\n').count() + 1)
}

/// What a file of a person says.
pub(super) type Reading = gather::Reading<Person>;

/// Reads the file of a person as a whole.
#[expect(clippy::redundant_closure_for_method_calls, reason = "the method alone is of one lifetime only")]
pub(super) fn reading(path: &str, text: &str) -> Reading {
    Reading::of(path, text, |gather| gather.person(), doubts)
}

impl Gather<'_> {
    fn person(&mut self) -> Option<Person> {
        let file = self.file;
        let top = file.top();
        let login = self.take(read_login(&file.path, &top));
        let mut person = Person {
            login,
            name: self.take(top.text("name")),
            aliases: self.take(top.texts("aliases")),
            rights: Vec::new(),
            keys: self.keys(&top),
            timezone: self.take(read_timezone(&top)),
            consent: self.take(top.date("consent")),
            show: self.show(&top),
            active_from: self.take(top.date("active-from")),
            active_until: self.take(top.date("active-until")),
            capacity: self.capacity(&top),
            interest: self.take(top.texts("interest")),
            affiliations: Vec::new(),
        };
        for fields in self.take(file.tables("right")) {
            person.rights.extend(self.take(read_right(&fields).map(Some)));
        }
        let affiliations = self.take(file.tables("affiliation"));
        for fields in &affiliations {
            // Also those with a mistake, so that the others keep their positions.
            person.affiliations.push(self.take(read_affiliation(fields)));
        }
        for fault in person.faults() {
            let error = match fault {
                Fault::ActiveBackwards => top.wrong("active-until", "is before `active-from`"),
                Fault::AffiliationBackwards(position) => match affiliations.get(position) {
                    Some(fields) => fields.wrong("until", "is before `from`"),
                    None => continue,
                },
                Fault::AffiliationsOverlap { first, second } => {
                    let (Some(fields), Some(other)) = (affiliations.get(second), person.affiliations.get(first)) else {
                        continue;
                    };
                    let mistaken = |position: usize| {
                        person.affiliations.get(position).is_none_or(|found| found.organisation.is_empty())
                    };
                    // What could not be read holds on no day.
                    if mistaken(first) || mistaken(second) {
                        continue;
                    }
                    fields.wrong("organisation", &format!("holds on days of `{other}`, and one holds at a time"))
                }
            };
            self.take(Err::<(), _>(error));
        }
        // Of a later version, what is understood.
        person.affiliations.retain(|found| !found.organisation.is_empty());
        (!person.login.is_empty()).then_some(person)
    }

    fn keys(&mut self, top: &Fields<'_>) -> Vec<SigningKey> {
        let mut keys = Vec::new();
        for text in self.take(top.texts("signing-keys")) {
            let key = text.parse::<SigningKey>();
            let key = key.map_err(|error| top.wrong("signing-keys", &format!("holds no key: {error}")));
            keys.extend(self.take(key.map(Some)));
        }
        keys
    }

    fn show(&mut self, top: &Fields<'_>) -> Vec<Show> {
        let mut shown = Vec::new();
        for word in self.take(top.texts("show")) {
            let show = word.parse::<Show>().map_err(|error| top.wrong("show", &format!("holds a wrong word: {error}")));
            shown.extend(self.take(show.map(Some)));
        }
        shown
    }

    fn capacity(&mut self, top: &Fields<'_>) -> Capacity {
        let Some(fields) = self.take(top.table("capacity")) else { return Capacity::default() };
        Capacity { releases: self.take(fields.number("releases")), mentees: self.take(fields.number("mentees")) }
    }
}

fn read_login(path: &str, top: &Fields<'_>) -> Result<String, StoreError> {
    let login = top.needed_text("login")?;
    let named = path.rsplit('/').next().and_then(|name| name.strip_suffix(".toml"));
    if named.is_none_or(|named| !named.eq_ignore_ascii_case(&login)) {
        return Err(top.wrong("login", "is not what the file is named after"));
    }
    if login.parse::<Login>().is_err() {
        return Err(top.wrong("login", "is not a login of GitHub"));
    }
    Ok(login)
}

fn read_right(fields: &Fields<'_>) -> Result<Right, StoreError> {
    Ok(Right {
        name: fields.needed_text("name")?,
        project: fields.needed_text("project")?,
        since: fields.date("since")?,
        sponsored_by: fields.logins("sponsored-by")?,
        mentored_by: fields.logins("mentored-by")?,
    })
}

fn read_affiliation(fields: &Fields<'_>) -> Result<Affiliation, StoreError> {
    Ok(Affiliation {
        organisation: fields.needed_text("organisation")?,
        from: fields.date("from")?,
        until: fields.date("until")?,
    })
}

fn read_timezone(top: &Fields<'_>) -> Result<String, StoreError> {
    let timezone = top.text("timezone")?;
    if timezone.is_empty() {
        return Ok(timezone);
    }
    zone_name(&timezone).map_err(|error| top.wrong("timezone", &format!("is no time zone: {}", error.remedy())))
}

/// Returns a sentence for each key that nobody knows and that looks like one that is known. Keys of other programs stay
/// unsaid.
fn doubts(file: &File) -> Vec<String> {
    let top = file.top();
    let mut found = top.misspelt(&KEYS);
    if top.has(AWAY) {
        let login = clean(&top.text("login").unwrap_or_default()).into_owned();
        found.push(format!(
            "{}, where everybody reads it: take it out with `shepherd people edit {login}`, and keep it with `shepherd \
             people away {login}`",
            top.place_of(AWAY, "`away` says when somebody is away")
        ));
    }
    for (name, known) in [("right", RIGHT_KEYS.as_slice()), ("affiliation", &AFFILIATION_KEYS)] {
        for fields in file.tables(name).unwrap_or_default() {
            found.extend(fields.misspelt(known));
        }
    }
    if let Ok(Some(fields)) = top.table("capacity") {
        found.extend(fields.misspelt(&CAPACITY_KEYS));
    }
    found
}
