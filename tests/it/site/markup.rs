//! Pages as browsers read them: each tag is closed, each identity is there once, and each link leads somewhere.

use std::collections::{BTreeMap, BTreeSet};

/// Elements that have no end.
const VOID: [&str; 8] = ["br", "hr", "img", "input", "link", "meta", "source", "wbr"];

/// What a page has in it.
#[derive(Default)]
pub(super) struct Markup {
    pub(super) ids: BTreeSet<String>,
    /// `href` and `src`.
    pub(super) links: Vec<String>,
    pub(super) headings: Vec<u32>,
    /// What `aria-labelledby` names.
    labels: Vec<String>,
}

/// Reads a page, and fails where it is not well formed.
pub(super) fn read(path: &str, html: &str) -> Markup {
    let mut found = Markup::default();
    let mut open: Vec<String> = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        check_text(path, &rest[..start]);
        rest = &rest[start..];
        if rest.starts_with("<!") || rest.starts_with("<?") {
            rest = &rest[rest.find('>').expect("it ends") + 1..];
            continue;
        }
        let end = end_of_tag(rest).unwrap_or_else(|| panic!("{path}: a tag does not end: {rest:.80}"));
        let tag = &rest[1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            let last = open.pop();
            assert_eq!(last.as_deref(), Some(name.trim()), "{path}: `</{name}>` closes nothing");
            continue;
        }
        let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect();
        assert!(!name.is_empty(), "{path}: `<{tag}>` is no tag");
        found.attributes(path, &tag[name.len()..]);
        if let Some(level) = name.strip_prefix('h').and_then(|level| level.parse().ok()) {
            found.headings.push(level);
        }
        if !VOID.contains(&name.as_str()) && !tag.ends_with('/') {
            open.push(name);
        }
    }
    check_text(path, rest);
    assert!(open.is_empty(), "{path}: {open:?} is not closed");
    for label in &found.labels {
        assert!(found.ids.contains(label), "{path}: nothing is called {label}");
    }
    found
}

fn check_text(path: &str, text: &str) {
    assert!(!text.contains('>'), "{path}: a `>` stands alone: {text:?}");
    for (at, _) in text.match_indices('&') {
        let end = text[at..].find(';').unwrap_or_else(|| panic!("{path}: a `&` stands alone: {text:?}"));
        assert!(end <= 8, "{path}: a `&` stands alone: {text:?}");
    }
}

/// Returns where a tag ends, quotation marks not counted.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quoted = false;
    for (at, letter) in text.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            '>' if !quoted => return Some(at),
            _ => {}
        }
    }
    None
}

impl Markup {
    fn attributes(&mut self, path: &str, text: &str) {
        let mut rest = text;
        let mut seen = BTreeSet::new();
        while let Some((name, after)) = rest.split_once("=\"") {
            let name = name.trim();
            let name = name.rsplit(char::is_whitespace).next().unwrap_or(name);
            let (value, after) = after.split_once('"').unwrap_or_else(|| panic!("{path}: {name} has no end"));
            assert!(seen.insert(name), "{path}: {name} stands there twice");
            assert!(!value.contains('<'), "{path}: {name} has a tag in it");
            assert!(!name.starts_with("on") && name != "style", "{path}: {name} runs");
            match name {
                "id" => assert!(self.ids.insert(value.to_owned()), "{path}: {value} is there twice"),
                "href" | "src" => self.links.push(value.to_owned()),
                "aria-labelledby" => self.labels.extend(value.split_whitespace().map(str::to_owned)),
                _ => {}
            }
            rest = after;
        }
    }
}

/// Fails unless all pages are well formed, all links within the site lead somewhere, and headings follow each other.
pub(super) fn check(files: &[(String, String)]) {
    let pages: BTreeMap<&str, Markup> = files
        .iter()
        .filter(|(path, _)| !path.starts_with('.') && ending(path) != "css")
        .map(|(path, html)| (path.as_str(), read(path, html)))
        .collect();
    let paths: BTreeSet<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    for (path, page) in &pages {
        if ending(path) == "html" {
            let mut last = 0;
            for level in &page.headings {
                assert!(*level <= last + 1, "{path}: a heading of level {level} follows one of {last}");
                last = *level;
            }
            assert_eq!(page.headings.iter().filter(|level| **level == 1).count(), 1, "{path}");
        }
        for link in page.links.iter().filter(|link| !link.contains(':')) {
            let (target, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if target.is_empty() { (*path).to_owned() } else { resolve(path, target) };
            assert!(paths.contains(target.as_str()), "{path}: {link} leads nowhere");
            if !anchor.is_empty() {
                assert!(pages[target.as_str()].ids.contains(anchor), "{path}: {link} leads to nothing on the page");
            }
        }
    }
}

fn resolve(page: &str, target: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{page}: {target} leads out of the site"),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Returns what a name ends in.
pub(super) fn ending(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or_default()
}
