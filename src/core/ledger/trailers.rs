//! Who cut, mentored, sponsored and watched a release, by the trailers of its tag. `core::run` writes them.

use crate::core::ledger::fact::people_in;
use crate::core::ledger::{Fact, Source};

/// Returns what trailers say, `None` where none of them is about a release.
pub(super) fn fact(trailers: &[(String, String)]) -> Option<Fact> {
    let mut fact = Fact { source: Source::Trailer, ..Fact::default() };
    let mut is_about = false;
    for (key, value) in trailers {
        let role = match key.to_lowercase().as_str() {
            "released-by" => &mut fact.released_by,
            "mentored-by" => &mut fact.mentored_by,
            "sponsored-by" => &mut fact.sponsored_by,
            "shadowed-by" => &mut fact.shadowed_by,
            _ => continue,
        };
        is_about = true;
        for someone in people_in(value) {
            if !role.contains(&someone) {
                role.push(someone);
            }
        }
    }
    is_about.then_some(fact)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::ledger::Someone;

    #[test]
    fn what_the_guide_writes_is_read() {
        let people = crate::core::run::People {
            mentors: vec!["mona".to_owned()],
            sponsors: vec!["ann".to_owned()],
            shadows: vec!["zoe".to_owned()],
        };
        let written = crate::core::run::trailers(&["kim".to_owned()], &people);
        let trailers: Vec<(String, String)> = written
            .iter()
            .filter_map(|line| line.split_once(": "))
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect();
        let login = |login: &str| vec![Someone::Login(login.to_owned())];
        let fact = fact(&trailers).unwrap();
        assert_eq!((fact.released_by, fact.mentored_by), (login("kim"), login("mona")));
        assert_eq!((fact.sponsored_by, fact.shadowed_by), (login("ann"), login("zoe")));
    }

    #[test]
    fn other_trailers_say_nothing() {
        assert_eq!(fact(&[("Signed-off-by".to_owned(), "Mona <mona@example.org>".to_owned())]), None);
    }
}
