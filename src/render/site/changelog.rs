//! The sections of a changelog for pages: what a person wrote there, without what could ask another host for something, run,
//! or tell an address.

use std::collections::{BTreeMap, HashMap};

use comrak::nodes::{AstNode, NodeLink, NodeValue};
use comrak::{Arena, Options, format_html, parse_document};

use crate::core::site::masked;
use crate::render::address::address;
use crate::render::site::plain;

/// Sections are shown below a heading of this level.
const ABOVE: u8 = 2;

/// Returns the section of each release in a changelog, by its position: as HTML what is Markdown by the file's name, and as
/// it was written what is not. `releases` are the spellings of the versions, each with that position. `place` is the address
/// of the folder that the file lies in, for links that begin there.
pub fn sections(
    path: &str,
    text: &str,
    releases: &BTreeMap<String, usize>,
    place: Option<&str>,
) -> HashMap<usize, String> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_lowercase());
    match ending.as_str() {
        "" | "md" | "markdown" => markdown(text, releases, place),
        _ => plain::sections(text, releases),
    }
}

fn markdown(text: &str, releases: &BTreeMap<String, usize>, place: Option<&str>) -> HashMap<usize, String> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    let arena = Arena::new();
    let root = parse_document(&arena, text, &options);
    let mut found: HashMap<usize, Vec<&AstNode<'_>>> = HashMap::new();
    let mut open: Option<(usize, u8)> = None;
    for node in root.children() {
        let heading = match &node.data().value {
            NodeValue::Heading(heading) => Some(heading.level),
            _ => None,
        };
        if let Some(level) = heading
            && open.is_none_or(|(_, of_section)| level <= of_section)
        {
            let release = version(&title(node), releases).filter(|place| !found.contains_key(place));
            open = release.map(|release| (release, level));
            if let Some(release) = release {
                found.insert(release, Vec::new());
            }
            continue;
        }
        if let Some((release, _)) = open {
            found.entry(release).or_default().push(node);
        }
    }
    let written =
        found.into_iter().filter_map(|(release, nodes)| Some((release, html(&arena, &nodes, place, &options)?)));
    written.filter(|(_, html)| !html.is_empty()).collect()
}

/// Returns the release that a heading names: the first word that is a version or tag.
pub(super) fn version(title: &str, releases: &BTreeMap<String, usize>) -> Option<usize> {
    let words = title.split(|letter: char| letter.is_whitespace() || "()[],:".contains(letter));
    let bare = |word: &str| word.trim_matches(['*', '_', '`', '–', '—', '|']).trim_end_matches('.').to_lowercase();
    words.map(bare).find_map(|word| releases.get(&word).or_else(|| releases.get(word.trim_start_matches('v'))).copied())
}

/// Returns the text of a node as people see it.
fn title<'a>(node: &'a AstNode<'a>) -> String {
    let mut text = String::new();
    for below in node.descendants() {
        match &below.data().value {
            NodeValue::Text(part) => text.push_str(part),
            NodeValue::Code(code) => text.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
            _ => {}
        }
    }
    text
}

/// Returns nodes as HTML.
fn html<'a>(
    arena: &'a Arena<'a>,
    nodes: &[&'a AstNode<'a>],
    place: Option<&str>,
    options: &Options<'_>,
) -> Option<String> {
    let section = arena.alloc(NodeValue::Document.into());
    for node in nodes {
        section.append(node);
    }
    let all: Vec<&AstNode<'_>> = section.descendants().collect();
    let mut last = ABOVE;
    let base = nodes.iter().filter_map(|node| level(node)).min().unwrap_or(ABOVE + 1);
    for node in all {
        if let Some(level) = level(node) {
            // None is left out on the way down.
            last = (level - base + ABOVE + 1).clamp(ABOVE + 1, last + 1).min(6);
            if let NodeValue::Heading(heading) = &mut node.data_mut().value {
                heading.level = last;
            }
        }
        tame(node, place);
    }
    let mut html = String::new();
    format_html(section, options, &mut html).ok()?;
    Some(masked(&html).trim().to_owned())
}

fn level<'a>(node: &'a AstNode<'a>) -> Option<u8> {
    match &node.data().value {
        NodeValue::Heading(heading) => Some(heading.level),
        _ => None,
    }
}

/// Takes away what asks another host for something or what cannot be followed: HTML goes, images become links, and links
/// that lead nowhere become their text.
fn tame<'a>(node: &'a AstNode<'a>, place: Option<&str>) {
    let value = node.data().value.clone();
    match value {
        NodeValue::HtmlBlock(_) | NodeValue::HtmlInline(_) => node.detach(),
        NodeValue::Link(link) | NodeValue::Image(link) => {
            let Some(url) = target(&link.url, place) else {
                for child in node.children().collect::<Vec<_>>() {
                    node.insert_before(child);
                }
                return node.detach();
            };
            // A link without a text is one that nobody hears of.
            let is_silent = node.first_child().is_none();
            let link = |url| NodeValue::Link(Box::new(NodeLink { url, title: String::new() }));
            node.data_mut().value = if is_silent { NodeValue::Text(url.into()) } else { link(url) };
        }
        _ => {}
    }
}

/// Returns the address that a link leads to; `None` where it leads to none that is known here.
fn target(url: &str, place: Option<&str>) -> Option<String> {
    if masked(url) != url {
        return None;
    }
    if url.contains(':') || url.starts_with("//") {
        return address(url).map(std::borrow::Cow::into_owned);
    }
    let (place, path) = (place?, url.trim_start_matches("./"));
    let is_plain = !path.is_empty() && !path.starts_with(['#', '/', '?']) && !path.contains("..");
    is_plain.then(|| address(&format!("{place}{path}")).map(std::borrow::Cow::into_owned)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(text: &str) -> String {
        let releases = BTreeMap::from([("1.0".to_owned(), 0), ("0.9".to_owned(), 1)]);
        let place = Some("https://github.com/octo/hello/blob/HEAD/");
        sections("CHANGELOG.md", text, &releases, place).remove(&0).unwrap_or_default()
    }

    #[test]
    fn a_section_is_what_stands_below_its_version() {
        let text = "# Changes\n\n## [v1.0] - 2026-03-28\n\nHello *you*.\n\n### Added\n\n- one ([#1])\n\n##### Deep\n\n\
                    ## 0.9\n\nOld.\n\n## 1.0\n\nTwice.\n\n[#1]: https://github.com/octo/hello/pull/1\n\
                    [v1.0]: https://github.com/octo/hello\n";
        insta::assert_snapshot!(section(text), @r#"
        <p>Hello <em>you</em>.</p>
        <h3>Added</h3>
        <ul>
        <li>one (<a href="https://github.com/octo/hello/pull/1">#1</a>)</li>
        </ul>
        <h4>Deep</h4>
        "#);
    }

    #[test]
    fn nothing_is_asked_for_and_nothing_runs() {
        let text = "## 1.0\n\n<script>alert(1)</script>\n\n![badge](https://img.example.org/x.svg) and \
                    ![](https://img.example.org/y.svg) <img src=x onerror=alert(1)> [x](javascript:alert(1)) \
                    [docs](docs/a.md) [up](../../x) [here](#there) [mail](mailto:mona@example.org) <kim@example.org> \
                    zoe@example.org `ann@example.org` [a](https://kim@example.org/x) \"<b>&amp;\n\n<!-- comment -->\n\n\
                    | a | b |\n|---|---|\n| 1 | kim&#64;example.org |\n";
        insta::assert_snapshot!(section(text), @r#"
        <p><a href="https://img.example.org/x.svg">badge</a> and https://img.example.org/y.svg  x <a href="https://github.com/octo/hello/blob/HEAD/docs/a.md">docs</a> up here mail [address hidden] [address hidden] <code>[address hidden]</code> a &quot;&amp;</p>
        <table>
        <thead>
        <tr>
        <th>a</th>
        <th>b</th>
        </tr>
        </thead>
        <tbody>
        <tr>
        <td>1</td>
        <td>[address hidden]</td>
        </tr>
        </tbody>
        </table>
        "#);
    }
}
