//! Loads the commits of a range, and what other lines have besides.

use std::collections::HashMap;

use git2::{Mailmap, Oid, Sort};
use regex::Regex;

use crate::core::changelog::assemble::Earlier;
use crate::core::changelog::history::{Commit, History, Release};
use crate::core::changelog::identity::login_of_email;
use crate::core::changelog::message::Message;
use crate::core::history::{CommitId, Person};
use crate::git::{GitError, Repository, Resolved, Tag, Tags};

/// From so many commits on, libgit2's cache of objects costs more memory than it saves time.
const CACHE_UP_TO: usize = 20_000;

/// More patches than this are not compared: what pairs them is most often a trailer or the author's date.
const MOST_PATCHES: usize = 12;

/// So many are where somebody asks for what was ported to a line.
const PATCHES_OF_A_LINE: usize = 400;

/// Loads the history of a range. `pattern` is the configured pattern of pull-request numbers.
pub fn load(
    repository: &Repository,
    range: &Resolved,
    tags: &Tags,
    pattern: Option<&Regex>,
) -> Result<History, GitError> {
    let mut loader = Loader::new(repository, pattern);
    let base = range.base.as_ref().map(|(_, base)| *base);
    let hidden: Vec<Oid> = base.into_iter().collect();
    loader.append(&[range.head], &hidden)?;
    loader.history.range = loader.history.graph.len();
    if repository.is_shallow() {
        loader.check_depth(repository)?;
    }
    let oldest = loader.history.commits.iter().map(|commit| commit.committed).min();
    if let Some(oldest) = oldest {
        loader.load_releases(range, tags, oldest)?;
        loader.load_security_fixes(repository, range, oldest)?;
        loader.pair_patches(MOST_PATCHES)?;
    }
    Ok(loader.history)
}

/// Loads the history of a range as [`load`] does, and what the line has besides that the range begins at.
pub fn load_onto(
    repository: &Repository,
    range: &Resolved,
    tags: &Tags,
    pattern: Option<&Regex>,
) -> Result<History, GitError> {
    let mut loader = Loader::new(repository, pattern);
    loader.history = load(repository, range, tags, pattern)?;
    if let Some((_, line)) = range.base.as_ref().filter(|_| loader.history.range > 0) {
        loader.people = loader.history.people.iter().cloned().zip(0..).collect();
        loader.append(&[*line], &[range.head])?;
        loader.pair_patches(PATCHES_OF_A_LINE)?;
    }
    Ok(loader.history)
}

/// Loads what the default branch has besides the head of a range; `None` where there is nothing.
pub fn load_default_branch(
    repository: &Repository,
    range: &Resolved,
    pattern: Option<&Regex>,
) -> Result<Option<History>, GitError> {
    let Some(branch) = repository.default_branch() else { return Ok(None) };
    let Ok(tip) = repository.inner.revparse_single(&branch).and_then(|found| found.peel_to_commit()) else {
        return Ok(None);
    };
    let mut loader = Loader::new(repository, pattern);
    loader.append(&[tip.id()], &[range.head])?;
    loader.history.range = loader.history.graph.len();
    Ok(Some(loader.history).filter(|history| history.range > 0))
}

pub(super) struct Loader<'a> {
    pub(super) repository: &'a git2::Repository,
    pub(super) mailmap: Option<Mailmap>,
    pattern: Option<&'a Regex>,
    pub(super) history: History,
    people: HashMap<Person, u32>,
}

impl<'a> Loader<'a> {
    fn new(repository: &'a Repository, pattern: Option<&'a Regex>) -> Self {
        Self {
            repository: &repository.inner,
            mailmap: repository.inner.mailmap().ok(),
            pattern,
            history: History::default(),
            people: HashMap::new(),
        }
    }

    /// Adds the commits reachable from `from` and not from `hidden` to the graph.
    fn append(&mut self, from: &[Oid], hidden: &[Oid]) -> Result<(), GitError> {
        let walking = || GitError::doing("walk the history");
        let mut walk = self.repository.revwalk().map_err(walking())?;
        walk.set_sorting(Sort::TOPOLOGICAL | Sort::TIME).map_err(walking())?;
        for id in from {
            walk.push(*id).map_err(walking())?;
        }
        for id in hidden {
            walk.hide(*id).map_err(walking())?;
        }
        let mut commits = Vec::new();
        for id in walk {
            let id = id.map_err(walking())?;
            if self.history.graph.node(&commit_id(id)).is_some() {
                continue;
            }
            commits.push(self.read(id)?);
            if commits.len() == CACHE_UP_TO {
                git2::opts::enable_caching(false);
            }
        }
        self.history.graph.extend(commits);
        Ok(())
    }

    fn read(&mut self, id: Oid) -> Result<(CommitId, Vec<CommitId>), GitError> {
        let commit = self.repository.find_commit(id).map_err(GitError::doing(format!("read commit {id}")))?;
        let encoding = commit.message_encoding().ok().flatten();
        let text = decode(commit.message_bytes(), encoding);
        let parents: Vec<CommitId> = commit.parent_ids().map(commit_id).collect();
        let message = Message::read(&text, parents.len() > 1, self.pattern);
        let mapped = self.mailmap.as_ref().and_then(|mailmap| commit.author_with_mailmap(mailmap).ok());
        let author = mapped.unwrap_or_else(|| commit.author().to_owned());
        let person =
            Person { name: decode(author.name_bytes(), encoding), email: decode(author.email_bytes(), encoding) };
        let raw = commit.author();
        if let (Some(login), true) =
            (raw.email().ok().and_then(login_of_email), raw.email_bytes() != author.email_bytes())
        {
            self.history.logins.insert(person.email.to_lowercase(), login.to_owned());
        }
        let facts = Commit {
            message,
            author: self.person(person),
            authored: commit.author().when().seconds(),
            committed: commit.time().seconds(),
        };
        self.history.commits.push(facts);
        Ok((commit_id(id), parents))
    }

    fn person(&mut self, person: Person) -> u32 {
        if let Some(place) = self.people.get(&person) {
            return *place;
        }
        let place = u32::try_from(self.history.people.len()).unwrap_or(u32::MAX);
        self.history.people.push(person.clone());
        self.people.insert(person, place);
        place
    }

    /// A shallow clone's last commits have no parents here, though git's history goes on.
    fn check_depth(&self, repository: &Repository) -> Result<(), GitError> {
        let text = crate::system::files::read_text(&repository.shallow_file()).unwrap_or_default();
        let end = text
            .lines()
            .filter_map(|line| Oid::from_str(line.trim()).ok())
            .find(|id| self.history.graph.node(&commit_id(*id)).is_some_and(|node| self.history.in_range(node)));
        end.map_or(Ok(()), |id| Err(GitError::Shallow(commit_id(id).short())))
    }

    /// Loads the final releases that may have had changes of the range before: those of other lines, cut since the
    /// range began and, where the head is a release itself, no later than it.
    fn load_releases(&mut self, range: &Resolved, tags: &Tags, oldest: i64) -> Result<(), GitError> {
        let until = range.head_tag.as_ref().filter(|tag| tag.commit == range.head).map(|tag| tag.time);
        let mut own_line: Vec<&Tag> = Vec::new();
        let mut others: Vec<(&Tag, i64)> = Vec::new();
        for tag in &tags.all {
            let committed = self.repository.find_commit(tag.commit).map_or(tag.time, |commit| commit.time().seconds());
            let late = until.is_some_and(|until| tag.time > until);
            if tag.version.is_pre_release() || committed < oldest || late || tag.commit == range.head {
                continue;
            }
            let node = self.history.graph.node(&commit_id(tag.commit));
            if node.is_some_and(|node| self.history.in_range(node)) {
                own_line.push(tag);
            } else {
                others.push((tag, committed));
            }
        }
        let comparing = || GitError::doing("compare a release with the head");
        let head_time = self.history.commits.first().map_or(i64::MIN, |commit| commit.committed);
        let mut beside = Vec::new();
        for (tag, committed) in others {
            // What contains the head came after it; asking costs a walk, so only where the dates leave it open.
            let may_contain = committed >= head_time;
            if may_contain && self.repository.graph_descendant_of(tag.commit, range.head).map_err(comparing())? {
                continue;
            }
            beside.push(tag);
        }
        let from: Vec<Oid> = beside.iter().map(|tag| tag.commit).collect();
        if !from.is_empty() {
            // Not the base: where it is a release of another line, its own ports count too.
            self.append(&from, &[range.head])?;
        }
        let release = |tag: &&Tag, on_this_line| Release {
            tag: tag.name.clone(),
            version: tag.version.clone(),
            commit: commit_id(tag.commit),
            time: tag.time,
            on_this_line,
        };
        let mut releases: Vec<Release> = own_line.iter().map(|tag| release(tag, true)).collect();
        // A tag that the head contains, by way of the base, was hidden with it.
        let known = beside.iter().filter(|tag| self.history.graph.node(&commit_id(tag.commit)).is_some());
        releases.extend(known.map(|tag| release(tag, false)));
        releases.sort_by(|one, two| one.time.cmp(&two.time).then_with(|| one.version.cmp(&two.version)));
        self.history.releases = releases;
        Ok(())
    }
}

/// Returns everybody who wrote or merged something that is reachable from `base`.
pub fn earlier(repository: &Repository, range: &Resolved) -> Result<Earlier, GitError> {
    let mut earlier = Earlier::default();
    if repository.is_shallow() {
        // Whoever came before the cut would look new.
        return Err(GitError::Shallow("a commit before the base".to_owned()));
    }
    let Some((_, base)) = &range.base else { return Ok(earlier) };
    let walking = || GitError::doing("walk the history before the range");
    let inner = &repository.inner;
    let mailmap = inner.mailmap().ok();
    let mut walk = inner.revwalk().map_err(walking())?;
    walk.push(*base).map_err(walking())?;
    for id in walk {
        let commit = inner.find_commit(id.map_err(walking())?).map_err(walking())?;
        let mapped = mailmap.as_ref().and_then(|mailmap| commit.author_with_mailmap(mailmap).ok());
        let author = mapped.unwrap_or_else(|| commit.author().to_owned());
        earlier
            .people
            .insert(Person { name: decode(author.name_bytes(), None), email: decode(author.email_bytes(), None) });
        if commit.parent_count() > 1 {
            let message = Message::read(&decode(commit.message_bytes(), None), true, None);
            earlier.branch_owners.extend(message.branch.map(|(owner, _)| owner.to_lowercase()));
        }
    }
    Ok(earlier)
}

pub(super) fn commit_id(id: Oid) -> CommitId {
    let mut bytes = [0; 20];
    for (to, from) in bytes.iter_mut().zip(id.as_bytes()) {
        *to = *from;
    }
    CommitId(bytes)
}

/// Decodes text of a commit: UTF-8 where it is, else by the name in the commit's `encoding` header, else Windows-1252,
/// which is what old clients wrote without saying so.
pub(super) fn decode(bytes: &[u8], encoding: Option<&str>) -> String {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let encoding = encoding
        .and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()))
        .filter(|encoding| *encoding != encoding_rs::UTF_8)
        .unwrap_or(encoding_rs::WINDOWS_1252);
    encoding.decode(bytes).0.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::history::{Graph, Node};

    #[test]
    fn decodes_old_encodings() {
        assert_eq!(decode("schön".as_bytes(), None), "schön");
        assert_eq!(decode(b"sch\xf6n", Some("ISO-8859-1")), "schön");
        assert_eq!(decode(b"sch\xf6n", None), "schön");
        assert_eq!(decode(&[0xbb, 0xe5], Some("KOI8-R")), "╩Е");
        assert_eq!(decode(b"caf\xe9", Some("no-such-encoding")), "café");
    }

    #[test]
    fn graph_leaves_out_unknown_parents() {
        let id = |byte| CommitId([byte; 20]);
        let graph = Graph::new(vec![(id(2), vec![id(1), id(9)]), (id(1), vec![id(8)])]);
        assert_eq!(graph.first_parent(Node(0)), Some(Node(1)));
        assert!(graph.is_merge(Node(0)));
        assert_eq!(graph.other_parents(Node(0)).count(), 0);
    }
}
