//! Which of a repository's releases is the draft of a line, and which may go.

use crate::core::draft::Marker;

/// A release as GitHub lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen<'a> {
    /// Its number, which grows.
    pub id: u64,
    /// Whether nobody published it.
    pub is_draft: bool,
    /// The tag that it has, or gets.
    pub tag: &'a str,
    /// The address of its page.
    pub url: &'a str,
    /// Its Markdown.
    pub body: &'a str,
}

impl Seen<'_> {
    /// Says whether it is of the line of a marker.
    fn is_of(&self, marker: &Marker) -> bool {
        Marker::find(self.body).is_some_and(|found| found.is_of_the_line_of(marker))
    }
}

/// What is to be done with the draft of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// This one is changed: the oldest of those that are there.
    Change {
        /// Its number.
        id: u64,
        /// The addresses of the others, which a person must remove: this job did not make them.
        others: Vec<String>,
    },
    /// There is none, so one is made.
    Make,
    /// The draft of another line was there first with this tag, and there can be one.
    Taken {
        /// The address of its page.
        url: String,
        /// The other line.
        line: String,
    },
    /// What stands under this tag is published, so nothing is changed.
    Published {
        /// The address of its page.
        url: String,
        /// Whether it was the draft of this line.
        was_draft: bool,
    },
}

/// Decides what becomes of the draft of a line, which is going to be released as `tag`.
pub fn choose(releases: &[Seen<'_>], marker: &Marker, tag: &str) -> Choice {
    if let Some(published) = releases.iter().find(|seen| !seen.is_draft && seen.tag == tag) {
        return Choice::Published { url: published.url.to_owned(), was_draft: published.is_of(marker) };
    }
    let mut drafts: Vec<&Seen<'_>> = releases.iter().filter(|seen| seen.is_draft && seen.is_of(marker)).collect();
    drafts.sort_by_key(|seen| seen.id);
    // Whoever was there first has the tag, so that one of two lines goes on.
    let other = releases
        .iter()
        .filter(|seen| seen.is_draft && seen.tag == tag && !seen.is_of(marker))
        .filter_map(|seen| Some((seen, Marker::find(seen.body)?)))
        .min_by_key(|(seen, _)| seen.id);
    if let Some((other, found)) = other
        && !drafts.first().is_some_and(|own| own.tag == tag && own.id < other.id)
    {
        return Choice::Taken { url: other.url.to_owned(), line: found.line };
    }
    match drafts.split_first() {
        None => Choice::Make,
        Some((first, others)) => {
            Choice::Change { id: first.id, others: others.iter().map(|other| other.url.to_owned()).collect() }
        }
    }
}

/// Says whether a job leaves the draft `id`, which it made, in the place: not where an older one of the line is there,
/// which another job made at the same time. `None`: the draft is not among the releases.
pub fn is_left(releases: &[Seen<'_>], marker: &Marker, id: u64) -> Option<bool> {
    releases.iter().find(|seen| seen.id == id)?;
    Some(!releases.iter().any(|seen| seen.is_draft && seen.id < id && seen.is_of(marker)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marker(line: &str, job: Option<&str>) -> Marker {
        Marker {
            project: "octo/hello".to_owned(),
            line: line.to_owned(),
            tags: String::new(),
            job: job.map(str::to_owned),
        }
    }

    #[test]
    fn the_oldest_draft_of_the_line_is_the_one() {
        let (main, other) = (marker("main", Some("1")).write(), marker("5.x", None).write());
        let seen = |id, is_draft, tag, body| Seen { id, is_draft, tag, url: "u", body };
        let main_line = marker("main", Some("2"));
        let cases: [(&[Seen<'_>], Choice); 5] = [
            (&[], Choice::Make),
            (&[seen(3, true, "1.0.1", &other), seen(4, true, "1.1.0", "a person's own")], Choice::Make),
            (
                &[seen(9, true, "1.1.0", &main), seen(7, true, "1.0.1", &main)],
                Choice::Change { id: 7, others: vec!["u".to_owned()] },
            ),
            (&[seen(7, false, "1.0.0", &main)], Choice::Make),
            (
                &[seen(7, false, "1.1.0", &main), seen(9, true, "1.1.0", &main)],
                Choice::Published { url: "u".to_owned(), was_draft: true },
            ),
        ];
        for (releases, expected) in cases {
            assert_eq!(choose(releases, &main_line, "1.1.0"), expected);
        }
    }

    #[test]
    fn a_tag_is_that_of_the_line_that_had_it_first() {
        let (main, other) = (marker("main", None).write(), marker("5.x", None).write());
        let seen = |id, tag, body| Seen { id, is_draft: true, tag, url: "u", body };
        let line = marker("main", None);
        let taken = Choice::Taken { url: "u".to_owned(), line: "5.x".to_owned() };
        let change = |id| Choice::Change { id, others: Vec::new() };
        let cases: [(&[Seen<'_>], Choice); 5] = [
            (&[seen(3, "1.1.0", &other)], taken.clone()),
            (&[seen(3, "1.1.0", &other), seen(2, "1.0.1", &main)], taken.clone()),
            (&[seen(3, "1.1.0", &other), seen(4, "1.1.0", &main)], taken),
            (&[seen(3, "1.1.0", &other), seen(2, "1.1.0", &main)], change(2)),
            (&[seen(3, "1.0.1", &other), seen(4, "1.0.1", &main)], change(4)),
        ];
        for (releases, expected) in cases {
            assert_eq!(choose(releases, &line, "1.1.0"), expected);
        }
    }

    #[test]
    fn who_came_second_takes_its_draft_away() {
        let (main, other) = (marker("main", Some("1")).write(), marker("5.x", None).write());
        let seen = |id, is_draft, body| Seen { id, is_draft, tag: "1.1.0", url: "u", body };
        let line = marker("main", Some("2"));
        let all =
            [seen(1, false, main.as_str()), seen(2, true, other.as_str()), seen(5, true, &main), seen(6, true, &main)];
        assert_eq!(is_left(&all, &line, 5), Some(true));
        assert_eq!(is_left(&all, &line, 6), Some(false));
        assert_eq!(is_left(&all, &line, 7), None);
    }
}
