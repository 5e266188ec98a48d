//! Which run of a workflow made which release. A run knows only the commit that it was started on: the tagged one, or the
//! one before, where the run itself commits the new version.

use std::collections::{HashMap, HashSet};

use crate::core::ledger::Tagged;

/// Returns the position of the run that belongs to each tag, by the position of the tag. `tags` come oldest first, `runs`
/// newest first: the full hash of the commit that each was started on, and who started it. One run belongs to one tag, and
/// as many tags as possible have one; where a tag may have either, the one on its own commit is its.
pub fn belonging(tags: &[Tagged], runs: &[(&str, &str)]) -> HashMap<usize, usize> {
    let mut by_commit: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut seen = HashSet::new();
    // The oldest tag of a commit has its oldest run.
    for (place, (commit, who)) in runs.iter().enumerate().rev() {
        // Done again by the same person, it was one release all the same.
        if seen.insert((commit, who)) {
            by_commit.entry(commit).or_default().push(place);
        }
    }
    let mut matching = Matching { tags, by_commit, taken: HashMap::new() };
    for place in 0..tags.len() {
        matching.find(place, &mut HashSet::new());
    }
    matching.taken.into_iter().map(|(run, tag)| (tag, run)).collect()
}

struct Matching<'a> {
    tags: &'a [Tagged],
    by_commit: HashMap<&'a str, Vec<usize>>,
    /// The tag that each run belongs to.
    taken: HashMap<usize, usize>,
}

impl Matching<'_> {
    /// Finds a run for a tag, if need be by giving another one to who has it; `false` where there is none.
    fn find(&mut self, tag: usize, asked: &mut HashSet<usize>) -> bool {
        let near = self.tags.get(tag).into_iter().flat_map(|tag| &tag.near);
        let runs: Vec<usize> =
            near.filter_map(|commit| self.by_commit.get(commit.as_str())).flatten().copied().collect();
        if let Some(run) = runs.iter().find(|run| !self.taken.contains_key(run)) {
            self.taken.insert(*run, tag);
            return true;
        }
        for run in runs {
            if asked.insert(run)
                && let Some(holder) = self.taken.get(&run).copied()
                && self.find(holder, asked)
            {
                self.taken.insert(run, tag);
                return true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::version::Version;

    fn tagged(near: &[&str]) -> Tagged {
        Tagged {
            tag: "1.0".to_owned(),
            version: Version::parse("1.0").unwrap(),
            commit: near[0].to_owned(),
            date: None,
            tagger: None,
            trailers: Vec::new(),
            merger: None,
            bump: None,
            pull_request: None,
            near: near.iter().map(|commit| (*commit).to_owned()).collect(),
        }
    }

    /// Returns who started the run of each tag.
    fn told<'a>(tags: &[&[&str]], runs: &[(&str, &'a str)]) -> Vec<&'a str> {
        let tags: Vec<Tagged> = tags.iter().map(|near| tagged(near)).collect();
        let found = belonging(&tags, runs);
        (0..tags.len()).map(|tag| found.get(&tag).map_or("-", |run| runs[*run].1)).collect()
    }

    #[test]
    fn one_run_belongs_to_one_tag() {
        // `c` is the commit of the first tag and the one before that of the second.
        let neighbours: [&[&str]; 2] = [&["c", "b"], &["d", "c"]];
        assert_eq!(told(&neighbours, &[("c", "mona")]), ["mona", "-"]);
        assert_eq!(told(&neighbours, &[("d", "kim"), ("c", "mona")]), ["mona", "kim"]);
        // Where the run commits the version, each was started on the commit before.
        assert_eq!(told(&neighbours, &[("c", "kim"), ("b", "mona")]), ["mona", "kim"]);
        assert_eq!(told(&neighbours, &[("c", "mona"), ("c", "mona")]), ["mona", "-"]);
        assert_eq!(told(&neighbours, &[("e", "mona")]), ["-", "-"]);
        // A candidate and the release on one commit.
        assert_eq!(told(&[&["c", "b"], &["c", "b"]], &[("c", "kim"), ("c", "mona")]), ["mona", "kim"]);
    }
}
