//! Who was to stand beside whoever releases, as the slots say.

use crate::core::rotation::Slot;

/// Returns the mentor of a version's slot that somebody has; `None` where no slot says one, and for a slot that they have
/// themselves and mentor somebody else in.
pub fn mentor_beside<'a>(slots: &'a [Slot], project: &str, version: &str, login: &str) -> Option<&'a str> {
    let is_theirs = |slot: &&Slot| {
        slot.is_for(project)
            && slot.is_taken()
            && slot.version.as_deref() == Some(version)
            && slot.shepherd.as_deref().is_some_and(|shepherd| shepherd.eq_ignore_ascii_case(login))
    };
    let mentor = slots.iter().find(is_theirs)?.mentor.as_deref()?;
    (!mentor.eq_ignore_ascii_case(login)).then_some(mentor)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::civil::date;

    use super::*;
    use crate::core::rotation::State;

    #[test]
    fn only_a_slot_that_they_have_says_who_mentors_them() {
        let day = date(2026, 4, 2);
        let slot = Slot {
            version: Some("1.1.0".to_owned()),
            shepherd: Some("Kim".to_owned()),
            mentor: Some("mona".to_owned()),
            state: State::Accepted,
            ..Slot::new("octo/hello", "1.1.0", (day, day), Timestamp::UNIX_EPOCH)
        };
        let beside = |slot: &Slot, project: &str, version: &str, login: &str| {
            mentor_beside(std::slice::from_ref(slot), project, version, login).map(str::to_owned)
        };
        assert_eq!(beside(&slot, "Octo/Hello", "1.1.0", "kim").as_deref(), Some("mona"));
        for (project, version, login) in
            [("octo/other", "1.1.0", "kim"), ("octo/hello", "1.1.1", "kim"), ("octo/hello", "1.1.0", "ann")]
        {
            assert_eq!(beside(&slot, project, version, login), None, "{project} {version} {login}");
        }
        for other in [
            Slot { state: State::Cancelled, ..slot.clone() },
            Slot { mentor: None, ..slot.clone() },
            Slot { mentor: Some("KIM".to_owned()), ..slot.clone() },
            Slot { version: None, ..slot },
        ] {
            assert_eq!(beside(&other, "octo/hello", "1.1.0", "kim"), None);
        }
    }
}
