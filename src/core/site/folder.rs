//! What becomes of the files of a folder when a site is written into it: what is not ours stays as it is.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::core::text::{clean, plural};
use crate::failure::{Failure, Kind};

/// The file that says which files are ours.
pub const LIST: &str = ".shepherd-site";

/// The version of that file. The first had no projects.
const FORMAT: u32 = 2;

/// So many foreign files are named.
const MOST_NAMED: usize = 5;

/// What we wrote into a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The projects that the site is about; none where an earlier version wrote it, which did not say.
    pub projects: BTreeSet<String>,
    /// The files, by path, each with the digests that its content may have: two while a site is being written.
    pub files: BTreeMap<String, BTreeSet<String>>,
}

/// What stands in the place of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Present {
    /// Nothing.
    Nothing,
    /// A file, with the digest of its content.
    File(String),
    /// Something else, with its article: `a folder`.
    Other(&'static str),
}

/// What is to be done with a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The files that are to be written, by their paths.
    pub write: Vec<String>,
    /// How many are as they should be.
    pub same: usize,
    /// Our files of before that are no longer part of the site.
    pub remove: Vec<String>,
    /// Those of them that somebody changed since, which stay.
    pub left: Vec<String>,
}

/// Why a site cannot be written into a folder.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FolderError {
    /// Files that we did not write stand where ours should.
    #[error("`{folder}` has {} that this command did not write, where one of the site should be: {}", plural(.files.len(), "file"), named(.files))]
    Foreign {
        /// The folder as it was given.
        folder: String,
        /// The files, each with what it is where it is none.
        files: Vec<String>,
    },
    /// The site of other projects stands there.
    #[error("`{folder}` holds the site of {}, and this is the one of {}", listed(.found), listed(.wanted))]
    OtherProject {
        /// The folder as it was given.
        folder: String,
        /// What its site is about.
        found: Vec<String>,
        /// What the site is about that is to be written.
        wanted: Vec<String>,
    },
    /// The list of our files cannot be read.
    #[error("`{folder}/{LIST}` is damaged: line {line} names neither a project nor a file of a site")]
    Damaged {
        /// The folder as it was given.
        folder: String,
        /// The line, from 1.
        line: usize,
    },
    /// A later version wrote it.
    #[error("`{0}/{LIST}` is of a later version of shepherd")]
    Newer(String),
}

fn named(files: &[String]) -> String {
    listed(&files.iter().map(|file| format!("`{file}`")).collect::<Vec<_>>())
}

fn listed(names: &[String]) -> String {
    let first: Vec<_> = names.iter().take(MOST_NAMED).map(|name| clean(name)).collect();
    let more = names.len().saturating_sub(first.len());
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", first.join(", "))
}

impl From<FolderError> for Failure {
    fn from(error: FolderError) -> Self {
        let kind = if matches!(error, FolderError::Damaged { .. }) { Kind::Input } else { Kind::Refused };
        let failure = Self::new(kind, error.to_string());
        match error {
            FolderError::Foreign { .. } => failure.hint(
                "nothing was written; move what is yours to another place, or name an empty folder with `--site`",
            ),
            FolderError::OtherProject { folder, .. } => failure.hint(format!(
                "nothing was written; name another folder with `--site`, or remove `{folder}` where nobody needs it any more"
            )),
            FolderError::Damaged { folder, .. } => failure.hint(format!(
                "nothing was written; remove `{folder}/{LIST}` and the site beside it, or name another folder"
            )),
            FolderError::Newer(_) => failure.hint("nothing was written; use that version, or name another folder"),
        }
    }
}

impl Written {
    /// Reads the list of a folder.
    ///
    /// # Errors
    ///
    /// Where it was damaged, or a later version wrote it.
    pub fn read(folder: &str, text: &str) -> Result<Self, FolderError> {
        let mut found = Self::default();
        for (number, line) in text.lines().enumerate() {
            let damaged = || FolderError::Damaged { folder: folder.to_owned(), line: number + 1 };
            if line.starts_with('#') || line.is_empty() {
                continue;
            }
            let (word, rest) = line.split_once(' ').ok_or_else(damaged)?;
            if word == "format" {
                let format: u32 = rest.parse().map_err(|_| damaged())?;
                if format > FORMAT {
                    return Err(FolderError::Newer(folder.to_owned()));
                }
                continue;
            }
            if word == "project" {
                found.projects.insert(rest.to_owned());
                continue;
            }
            let is_digest = word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
            if !is_digest || !is_ours(rest) {
                return Err(damaged());
            }
            found.files.entry(rest.to_owned()).or_default().insert(word.to_owned());
        }
        Ok(found)
    }

    /// Returns the text of the list.
    pub fn text(&self) -> String {
        let mut text = format!(
            "# What `shepherd report --site` wrote into this folder: it replaces and removes these files, and no others.\n\
             # The site is about these projects, and that of others is not written over it. Remove the folder to make room.\n\
             format {FORMAT}\n"
        );
        for project in &self.projects {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "project {}", clean(project));
        }
        for (path, digests) in &self.files {
            for digest in digests {
                let _ = writeln!(text, "{digest} {path}");
            }
        }
        text
    }

    /// Says whether a site about these projects may take the place of the one that is there: the site of a project may
    /// become that of several, and the other way round. `today` tells what a project is called today.
    ///
    /// # Errors
    ///
    /// Where it is about other projects.
    pub fn check<'a>(
        &'a self,
        folder: &str,
        projects: &[String],
        today: impl Fn(&'a str) -> &'a str,
    ) -> Result<(), FolderError> {
        let wanted: BTreeSet<_> = projects.iter().map(|project| clean(project)).collect();
        let is_wanted = |project: &'a String| wanted.contains(today(project)) || wanted.contains(project.as_str());
        if self.projects.is_empty() || self.projects.iter().any(is_wanted) {
            return Ok(());
        }
        let found = self.projects.iter().cloned().collect();
        Err(FolderError::OtherProject { folder: folder.to_owned(), found, wanted: projects.to_vec() })
    }

    /// Adds what another list has.
    pub fn extend(&mut self, other: &Self) {
        self.projects.extend(other.projects.iter().cloned());
        for (path, digests) in &other.files {
            self.files.entry(path.clone()).or_default().extend(digests.iter().cloned());
        }
    }
}

/// Says whether a path can be one of a site: no other is ever removed.
fn is_ours(path: &str) -> bool {
    let is_sign = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-/".contains(&byte);
    !path.is_empty()
        && path.bytes().all(is_sign)
        && path.split('/').all(|part| !part.is_empty() && !part.starts_with('.'))
        && [".html", ".css", ".xml"].iter().any(|ending| path.ends_with(ending))
}

/// Says whether a file of this name is what a run left half written that was killed: `.index.html.4711.new`.
pub fn is_left_over(name: &str) -> bool {
    let parts =
        name.strip_prefix('.').and_then(|name| name.strip_suffix(".new")).and_then(|name| name.rsplit_once('.'));
    parts.is_some_and(|(name, process)| {
        (name == LIST || is_ours(name)) && !process.is_empty() && process.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// Returns what is to be done so that a folder has the wanted files, each with its digest. `present` says what stands in a
/// place.
///
/// # Errors
///
/// Where something that is not ours stands in the place of one, or what is ours was changed by somebody.
pub fn plan(
    folder: &str,
    wanted: &[(String, String)],
    before: &Written,
    mut present: impl FnMut(&str) -> Present,
) -> Result<Plan, FolderError> {
    let mut plan = Plan::default();
    let mut foreign = Vec::new();
    for (path, digest) in wanted {
        let known = before.files.get(path);
        match present(path) {
            Present::File(found) if found == *digest => plan.same += 1,
            Present::File(found) if known.is_some_and(|known| known.contains(&found)) => plan.write.push(path.clone()),
            Present::Nothing => plan.write.push(path.clone()),
            Present::File(_) => {
                foreign.push(if known.is_some() { format!("{path} (changed since)") } else { path.clone() });
            }
            Present::Other(what) => foreign.push(format!("{path} ({what})")),
        }
    }
    if !foreign.is_empty() {
        return Err(FolderError::Foreign { folder: folder.to_owned(), files: foreign });
    }
    let wanted: BTreeSet<&str> = wanted.iter().map(|(path, _)| path.as_str()).collect();
    for (path, digests) in before.files.iter().filter(|(path, _)| !wanted.contains(path.as_str())) {
        match present(path) {
            Present::File(found) if digests.contains(&found) => plan.remove.push(path.clone()),
            Present::Nothing => {}
            _ => plan.left.push(path.clone()),
        }
    }
    Ok(plan)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::digest::sha256;

    fn written(files: &[(&str, &str)]) -> Written {
        let mut found = Written::default();
        for (path, content) in files {
            found.files.entry((*path).to_owned()).or_default().insert(sha256(content));
        }
        found
    }

    fn planned(wanted: &[(&str, &str)], before: &Written, present: &[(&str, &str)]) -> Result<Plan, FolderError> {
        let wanted: Vec<_> = wanted.iter().map(|(path, content)| ((*path).to_owned(), sha256(content))).collect();
        plan("site", &wanted, before, |path| match present.iter().find(|(known, _)| *known == path) {
            None => Present::Nothing,
            Some((_, "/")) => Present::Other("a folder"),
            Some((_, content)) => Present::File(sha256(content)),
        })
    }

    #[test]
    fn only_what_is_ours_is_replaced_and_removed() {
        let before =
            written(&[("index.html", "old"), ("people/kim.html", "kim"), ("people/ann.html", "ann"), ("a.html", "a")]);
        let present = [
            ("index.html", "old"),
            ("people/kim.html", "kim"),
            ("people/ann.html", "ann, by hand"),
            ("notes.html", "x"),
        ];
        let found = planned(&[("index.html", "new"), ("style.css", "s")], &before, &present).unwrap();
        assert_eq!(found.write, ["index.html", "style.css"]);
        assert_eq!(
            (found.remove, found.left),
            (vec!["people/kim.html".to_owned()], vec!["people/ann.html".to_owned()])
        );
        let same = planned(&[("index.html", "old")], &before, &present[..1]).unwrap();
        assert_eq!((same.write.len(), same.same), (0, 1));
    }

    #[test]
    fn what_a_killed_run_left_is_known_by_its_name() {
        for name in [".index.html.4711.new", ".1.0.0.html.1.new", "..shepherd-site.4711.new"] {
            assert!(is_left_over(name), "{name}");
        }
        for name in
            ["index.html", ".index.html.new", ".index.html.x.new", ".notes.txt.4711.new", "index.html.4711.new", ""]
        {
            assert!(!is_left_over(name), "{name}");
        }
    }

    #[test]
    fn what_is_not_ours_stops_it() {
        let before = written(&[("load.html", "ours")]);
        let wanted = [("index.html", "a"), ("load.html", "b"), ("people.html", "c")];
        let present = [("index.html", "theirs"), ("load.html", "ours, by hand"), ("people.html", "/")];
        let error = Failure::from(planned(&wanted, &before, &present).unwrap_err());
        insta::assert_snapshot!(error, @"
        error: `site` has 3 files that this command did not write, where one of the site should be: `index.html`, `load.html (changed since)`, `people.html (a folder)`
        help: nothing was written; move what is yours to another place, or name an empty folder with `--site`
        ");
    }

    #[test]
    fn the_list_is_read_as_it_is_written() {
        let mut list = written(&[("index.html", "a"), ("people/kim.html", "b")]);
        list.projects.insert("octo/hello".to_owned());
        list.extend(&written(&[("index.html", "c")]));
        assert_eq!(Written::read("site", &list.text()), Ok(list.clone()));
        let digest = sha256("a");
        for path in ["../index.html", "/etc/a.html", ".git/a.html", "a//b.html", "config", "A.html", ""] {
            let text = format!("format 1\n{digest} {path}\n");
            assert_eq!(Written::read("site", &text), Err(FolderError::Damaged { folder: "site".to_owned(), line: 2 }));
        }
        assert_eq!(Written::read("site", "format 3\nx"), Err(FolderError::Newer("site".to_owned())));
        let told = Failure::from(Written::read("site", "<html>").unwrap_err()).to_string();
        insta::assert_snapshot!(told, @"
        error: `site/.shepherd-site` is damaged: line 1 names neither a project nor a file of a site
        help: nothing was written; remove `site/.shepherd-site` and the site beside it, or name another folder
        ");
    }

    #[test]
    fn the_site_of_others_is_theirs() {
        fn today(project: &str) -> &str {
            if project == "octo/old" { "octo/hello" } else { project }
        }

        let of = |projects: &[&str]| projects.iter().map(|project| (*project).to_owned()).collect::<Vec<_>>();
        let site = |projects: &[&str]| Written { projects: of(projects).into_iter().collect(), ..Written::default() };
        for (there, wanted) in [
            (vec![], vec!["octo/hello"]),
            (vec!["octo/hello"], vec!["octo/hello"]),
            (vec!["octo/hello"], vec!["octo/hello", "octo/other"]),
            (vec!["octo/hello", "octo/other"], vec!["octo/other"]),
        ] {
            let there = site(&there);
            assert_eq!(there.check("site", &of(&wanted), |project| project), Ok(()));
        }
        assert_eq!(site(&["octo/old"]).check("site", &of(&["octo/hello"]), today), Ok(()));
        let others = site(&["octo/one", "octo/two"]);
        let error = others.check("site", &of(&["octo/hello"]), |project| project).unwrap_err();
        insta::assert_snapshot!(Failure::from(error), @"
        error: `site` holds the site of octo/one, octo/two, and this is the one of octo/hello
        help: nothing was written; name another folder with `--site`, or remove `site` where nobody needs it any more
        ");
    }
}
