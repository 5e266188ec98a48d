//! The part of the sandbox that makes history: commits, tags, branches and what GitHub's merge button leaves.

use std::cell::{Cell, RefCell};
use std::fmt::Write as _;

use super::sandbox::Sandbox;

/// The first commit's time, 2026-03-01T09:00:00Z; each further commit is a minute younger.
const START: i64 = 1_772_355_600;

/// Who commits what a person merges or squashes on GitHub's pages.
const GITHUB: (&str, &str) = ("GitHub", "noreply@github.com");

/// Who presses the merge button, and makes the commits for which a test names nobody.
const MAINTAINER: (&str, &str) = ("Mona Maintainer", "mona@example.org");

/// The story so far that git has not been told yet.
///
/// Starting git is what costs time in these tests, so commits are gathered and imported in one go as soon as somebody
/// looks at the repository.
pub(super) struct Pending {
    author: (String, String),
    time: Cell<i64>,
    number: Cell<u32>,
    mark: Cell<u32>,
    /// The newest commit of `stream`, as git's import names it.
    tip: RefCell<Option<String>>,
    stream: RefCell<Vec<u8>>,
    /// Files of `stream` that the work tree does not have yet.
    files: RefCell<Vec<(String, Vec<u8>)>>,
}

/// One commit to be imported; `parents` is empty for the first of a repository.
struct Commit<'a> {
    author: (&'a str, &'a str),
    committer: (&'a str, &'a str),
    message: &'a [u8],
    parents: &'a [String],
    files: &'a [(&'a str, &'a [u8])],
}

impl Default for Pending {
    fn default() -> Self {
        Self {
            author: (MAINTAINER.0.to_owned(), MAINTAINER.1.to_owned()),
            time: Cell::new(START),
            number: Cell::new(0),
            mark: Cell::new(0),
            tip: RefCell::default(),
            stream: RefCell::default(),
            files: RefCell::default(),
        }
    }
}

impl Pending {
    /// Returns the time in a form that git takes from its environment.
    pub(super) fn clock(&self) -> String {
        format!("{} +0000", self.time.get())
    }

    /// Appends a commit and returns the name that the rest of the stream knows it by.
    fn push(&self, commit: &Commit<'_>) -> String {
        self.mark.set(self.mark.get() + 1);
        let mark = format!(":{}", self.mark.get());
        let mut head = format!("commit HEAD\nmark {mark}\n");
        for (role, (name, email)) in [("author", commit.author), ("committer", commit.committer)] {
            let _ = writeln!(head, "{role} {name} <{email}> {}", self.clock());
        }
        self.tick();
        let mut message = commit.message.to_vec();
        if !message.ends_with(b"\n") {
            message.push(b'\n');
        }
        let mut stream = self.stream.borrow_mut();
        stream.extend(head.bytes());
        push_data(&mut stream, &message);
        for (word, parent) in ["from", "merge"].iter().zip(commit.parents) {
            stream.extend(format!("{word} {parent}\n").bytes());
        }
        for (path, content) in commit.files {
            stream.extend(format!("M 100644 inline {path}\n").bytes());
            push_data(&mut stream, content);
            self.files.borrow_mut().push(((*path).to_owned(), content.to_vec()));
        }
        mark
    }

    fn tick(&self) {
        self.time.set(self.time.get() + 60);
    }
}

fn push_data(stream: &mut Vec<u8>, data: &[u8]) {
    stream.extend(format!("data {}\n", data.len()).bytes());
    stream.extend(data);
    stream.push(b'\n');
}

impl Sandbox {
    /// Sets who makes the following commits.
    pub(crate) fn author(mut self, name: &str, email: &str) -> Self {
        self.pending.author = (name.to_owned(), email.to_owned());
        self
    }

    /// Moves the clock of the following commits.
    pub(crate) fn at(self, timestamp: &str) -> Self {
        let timestamp: jiff::Timestamp = timestamp.parse().expect("a time such as 2026-03-05T10:00:00Z");
        self.pending.time.set(timestamp.as_second());
        self
    }

    /// Commits a new file. The message is taken as it is, so it may be in any encoding.
    pub(crate) fn commit(self, message: impl AsRef<[u8]>) -> Self {
        let (path, content) = self.unique_file();
        self.commit_files(message, &[(&path, &content)])
    }

    /// Commits files with the content given, and nothing else that lies in the work tree.
    pub(crate) fn commit_files(self, message: impl AsRef<[u8]>, files: &[(&str, &str)]) -> Self {
        let author = self.author_now();
        self.push(author, author, message.as_ref(), files);
        self
    }

    /// Commits the way GitHub squashes pull request `number`.
    pub(crate) fn squash(self, number: u64, title: &str) -> Self {
        let (path, content) = self.unique_file();
        let message = format!("{title} (#{number})");
        self.push(self.author_now(), GITHUB, message.as_bytes(), &[(&path, &content)]);
        self
    }

    /// Merges pull request `number` of one commit, from the branch `head` (`owner/branch`), the way GitHub does.
    pub(crate) fn pull_request(self, number: u64, head: &str, title: &str) -> Self {
        let (path, content) = self.unique_file();
        self.pull_request_files(number, head, title, &[(&path, &content)])
    }

    /// Merges a pull request as [`Sandbox::pull_request`] does, one that changes these files.
    pub(crate) fn pull_request_files(self, number: u64, head: &str, title: &str, files: &[(&str, &str)]) -> Self {
        let base = self.tip();
        let author = self.author_now();
        let side = self.push(author, author, title.as_bytes(), files);
        let message = format!("Merge pull request #{number} from {head}\n\n{title}");
        let files: Vec<_> = files.iter().map(|(path, content)| (*path, content.as_bytes())).collect();
        let commit = Commit {
            author: MAINTAINER,
            committer: GITHUB,
            message: message.as_bytes(),
            parents: &[base.expect("a pull request needs a commit to be merged into"), side],
            files: &files,
        };
        self.pending.tip.replace(Some(self.pending.push(&commit)));
        self
    }

    /// Sets a lightweight tag on the newest commit.
    pub(crate) fn tag(self, name: &str) -> Self {
        let tip = self.tip().expect("a tag needs a commit");
        self.pending.stream.borrow_mut().extend(format!("reset refs/tags/{name}\nfrom {tip}\n\n").bytes());
        self
    }

    /// Sets an annotated tag on the newest commit.
    pub(crate) fn annotated_tag(self, name: &str, message: &str) -> Self {
        self.tag_object(name, message, MAINTAINER)
    }

    /// Sets an annotated tag on the newest commit, made by who makes the commits.
    pub(crate) fn tag_by_author(self, name: &str, message: &str) -> Self {
        let (tagger, email) = self.pending.author.clone();
        self.tag_object(name, message, (&tagger, &email))
    }

    fn tag_object(self, name: &str, message: &str, (tagger, email): (&str, &str)) -> Self {
        let tip = self.tip().expect("a tag needs a commit");
        let head = format!("tag {name}\nfrom {tip}\ntagger {tagger} <{email}> {}\n", self.pending.clock());
        {
            let mut stream = self.pending.stream.borrow_mut();
            stream.extend(head.bytes());
            push_data(&mut stream, format!("{message}\n").as_bytes());
        }
        self
    }

    /// Makes a branch here and goes to it.
    pub(crate) fn branch(self, name: &str) -> Self {
        self.git(["checkout", "--quiet", "-b", name])
    }

    /// Goes to a branch or commit.
    pub(crate) fn checkout(self, revision: &str) -> Self {
        self.git(["checkout", "--quiet", revision])
    }

    /// Merges another branch into the present one, with a merge commit even where none is needed.
    pub(crate) fn merge(self, branch: &str, message: &str) -> Self {
        let sandbox = self.git(["merge", "--quiet", "--no-ff", "--cleanup=verbatim", "-m", message, branch]);
        sandbox.pending.tick();
        sandbox
    }

    /// Reverts a commit with git's own message.
    pub(crate) fn revert(self, revision: &str) -> Self {
        let sandbox = self.git(["revert", "--no-edit", revision]);
        sandbox.pending.tick();
        sandbox
    }

    /// Picks a commit of another branch, with a `cherry picked from` line as `-x` writes it.
    pub(crate) fn cherry_pick(self, revision: &str) -> Self {
        let sandbox = self.git(["cherry-pick", "-x", revision]);
        sandbox.pending.tick();
        sandbox
    }

    /// Names a remote; nothing is fetched from it.
    pub(crate) fn remote(self, name: &str, url: &str) -> Self {
        self.git(["remote", "add", name, url])
    }

    /// Tells git what is pending. Called before anybody else looks at the repository.
    pub(super) fn settle(&self) {
        self.pending.tip.replace(None);
        let stream = self.pending.stream.take();
        if stream.is_empty() {
            return;
        }
        let top = self.run_git(&["rev-parse", "--show-toplevel"], None);
        for (path, content) in self.pending.files.take() {
            self.write_file(&format!("{}/{path}", top.trim_end()), &content);
        }
        self.run_git(&["fast-import", "--quiet"], Some(&stream));
        // The files are written already; only the index lags behind. What a test wrote besides stays as it is.
        self.run_git(&["reset", "--quiet"], None);
    }

    fn author_now(&self) -> (&str, &str) {
        (&self.pending.author.0, &self.pending.author.1)
    }

    /// Appends a commit after the newest one.
    fn push(&self, author: (&str, &str), committer: (&str, &str), message: &[u8], files: &[(&str, &str)]) -> String {
        let parents: Vec<String> = self.tip().into_iter().collect();
        let files: Vec<_> = files.iter().map(|(path, content)| (*path, content.as_bytes())).collect();
        let tip = self.pending.push(&Commit { author, committer, message, parents: &parents, files: &files });
        self.pending.tip.replace(Some(tip.clone()));
        tip
    }

    /// Returns the newest commit as the stream names it, or `None` on an unborn branch.
    fn tip(&self) -> Option<String> {
        if self.pending.tip.borrow().is_none() && self.pending.stream.borrow().is_empty() {
            let born = self.try_git(&["rev-parse", "--quiet", "--verify", "HEAD^0"], None).status.success();
            self.pending.tip.replace(born.then(|| "HEAD^0".to_owned()));
        }
        self.pending.tip.borrow().clone()
    }

    /// Returns a file that no other commit of this sandbox touches, so that no merge meets a conflict.
    fn unique_file(&self) -> (String, String) {
        let number = self.pending.number.get() + 1;
        self.pending.number.set(number);
        (format!("change-{number:04}.txt"), format!("change {number}\n"))
    }
}
