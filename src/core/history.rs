//! Commits and the graph they form, as plain values.

use std::collections::HashMap;
use std::fmt;

/// A git object id (SHA-1, 20 bytes).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CommitId(pub [u8; 20]);

impl CommitId {
    /// Reads forty hexadecimal digits; `None` for anything else.
    ///
    /// ```
    /// use release_shepherd::core::history::CommitId;
    ///
    /// assert_eq!(CommitId::parse(&"0a".repeat(20)), Some(CommitId([10; 20])));
    /// assert_eq!(CommitId::parse("0a0a"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.chars().map(|digit| u8::try_from(digit.to_digit(16)?).ok()).collect::<Option<Vec<u8>>>()?;
        let bytes: Vec<u8> =
            digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect();
        (digits.len() == 40).then(|| bytes.try_into().ok())?.map(Self)
    }

    /// Returns the first twelve hexadecimal digits.
    pub fn short(&self) -> String {
        let mut text = self.to_string();
        text.truncate(12);
        text
    }

    /// Says whether the id begins with the hexadecimal `prefix` (lower case).
    pub fn starts_with(&self, prefix: &str) -> bool {
        self.to_string().starts_with(prefix)
    }
}

/// Writes all 40 hexadecimal digits.
impl fmt::Display for CommitId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for byte in self.0 {
            write!(formatter, "{byte:02x}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for CommitId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.short())
    }
}

impl serde::Serialize for CommitId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The place of a commit in a [`Graph`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Node(pub u32);

/// A name and an e-mail address as git has them, after `.mailmap`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Person {
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
}

/// A part of a history: each commit stands before its parents; parents that are not part of it are left out.
#[derive(Debug, Default)]
pub struct Graph {
    ids: Vec<CommitId>,
    places: HashMap<CommitId, Node>,
    /// The first two parents of each commit; more than two are in `more_parents`.
    parents: Vec<[Option<Node>; 2]>,
    more_parents: HashMap<Node, Vec<Node>>,
    /// How many parents the commit has in git, whether or not they are part of the graph.
    parent_counts: Vec<u8>,
}

impl Graph {
    /// Returns the graph of `commits`, which are ids in any order with all their parents.
    pub fn new(commits: Vec<(CommitId, Vec<CommitId>)>) -> Self {
        let mut graph = Self { places: HashMap::with_capacity(commits.len()), ..Self::default() };
        graph.extend(commits);
        graph
    }

    /// Adds commits; parents are found among the old and the new ones. The parents of commits that were there before
    /// stay as they were.
    pub fn extend(&mut self, commits: Vec<(CommitId, Vec<CommitId>)>) {
        let start = self.ids.len();
        for (id, _) in &commits {
            let node = Node(u32::try_from(self.ids.len()).unwrap_or(u32::MAX));
            if self.places.insert(*id, node).is_none() {
                self.ids.push(*id);
            }
        }
        self.parents.resize(self.ids.len(), [None, None]);
        self.parent_counts.resize(self.ids.len(), 0);
        for (offset, (_, parents)) in commits.into_iter().enumerate() {
            let place = start + offset;
            let found: Vec<Option<Node>> = parents.iter().map(|parent| self.places.get(parent).copied()).collect();
            if let Some(count) = self.parent_counts.get_mut(place) {
                *count = u8::try_from(found.len()).unwrap_or(u8::MAX);
            }
            if let Some(slot) = self.parents.get_mut(place) {
                *slot = [found.first().copied().flatten(), found.get(1).copied().flatten()];
            }
            let more: Vec<Node> = found.into_iter().skip(2).flatten().collect();
            if !more.is_empty() {
                self.more_parents.insert(Node(u32::try_from(place).unwrap_or(u32::MAX)), more);
            }
        }
    }

    /// Returns how many commits there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Says whether there is no commit.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Returns the place of a commit, if it is part of the graph.
    pub fn node(&self, id: &CommitId) -> Option<Node> {
        self.places.get(id).copied()
    }

    /// Returns the id of the commit at `node`.
    pub fn id(&self, node: Node) -> CommitId {
        self.ids.get(node.0 as usize).copied().unwrap_or(CommitId([0; 20]))
    }

    /// Returns the first parent, if it is part of the graph.
    pub fn first_parent(&self, node: Node) -> Option<Node> {
        self.parents.get(node.0 as usize).and_then(|parents| parents[0])
    }

    /// Returns the parents after the first that are part of the graph, in git's order.
    pub fn other_parents(&self, node: Node) -> impl DoubleEndedIterator<Item = Node> + '_ {
        let second = self.parents.get(node.0 as usize).and_then(|parents| parents[1]);
        second.into_iter().chain(self.more_parents.get(&node).into_iter().flatten().copied())
    }

    /// Says whether the commit has more than one parent in git.
    pub fn is_merge(&self, node: Node) -> bool {
        self.parent_counts.get(node.0 as usize).is_some_and(|count| *count > 1)
    }

    /// Returns all places, newest first as they were given.
    pub fn nodes(&self) -> impl Iterator<Item = Node> + use<> {
        (0..u32::try_from(self.ids.len()).unwrap_or(u32::MAX)).map(Node)
    }
}
