//! What a terminal showed: prompts, commands, and output between them.

use std::sync::LazyLock;

use regex::Regex;

use crate::core::checklist::block::likeness::is_command;
use crate::core::checklist::script::Contexts;
use crate::core::pattern::pattern;

/// A block, read as what was typed into a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Session {
    /// The commands without prompts and without output; `None` where no line has a prompt.
    pub(super) commands: Option<String>,
}

/// A sign that commands follow on the line.
static PROMPT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:(?:\([\w.-]+\)\s*)?(?:[$%]",
        r"|[\w.-]+@[\w.-]+(?::\S*| \S+)?\s?[$%#]",
        r"|\[[\w.-]+@[\w.-]+ [^\]\n]*\][$%#]",
        r"|(?:~|\.\.?/|/)\S*\s?[$%])\s+",
        r"|\([\w.-]+\)\s*>\s+",
        r"|PS(?: [A-Za-z]:\\[^>\n]*| /[^>\n]*|)>\s*",
        r"|[A-Za-z]:\\[^>\n]*>\s*)",
    ))
});

/// A root prompt or the mark of a quotation, which are a comment or a redirection elsewhere.
static WEAK_PROMPT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[#>❯➜λ]\s+"));

impl Session {
    /// Reads a block. `is_session` says that its label promises a terminal, where `# ` is the prompt of root.
    pub(super) fn read(code: &str, is_session: bool) -> Self {
        let strong = |line: &str| PROMPT.find(line).map(|found| found.end());
        if code.lines().any(|line| strong(line.trim_start()).is_some()) {
            return Self { commands: Some(typed(code, strong)) };
        }
        let weak = |line: &str| {
            let length = WEAK_PROMPT.find(line).map(|found| found.end());
            length.filter(|_| is_session || !line.starts_with('#'))
        };
        let first = code.lines().map(str::trim_start).find(|line| !line.is_empty()).unwrap_or_default();
        let typed_first = weak(first).and_then(|length| first.get(length..)).filter(|rest| is_command(rest, false));
        Self { commands: typed_first.map(|_| typed(code, weak)) }
    }
}

/// Returns what was typed: the lines with a prompt, with the lines on which their commands go on, and comments.
fn typed(code: &str, prompt: impl Fn(&str) -> Option<usize>) -> String {
    let mut all: Vec<String> = Vec::new();
    let mut lines = code.lines().peekable();
    while let Some(line) = lines.next() {
        let bare = line.trim_start();
        let Some(length) = prompt(bare) else {
            // Comments and empty lines order what is typed; everything else was printed.
            if bare.is_empty() || bare.starts_with("# ") {
                all.push(bare.to_owned());
            }
            continue;
        };
        let indent = line.len() - bare.len();
        let mut command = bare.get(length..).unwrap_or_default().to_owned();
        while is_open(&command) {
            let Some(next) = lines.next_if(|next| prompt(next.trim_start()).is_none_or(|_| next.starts_with("> ")))
            else {
                break;
            };
            let next = next.get(indent..).filter(|_| next.is_char_boundary(indent)).unwrap_or(next);
            command.push('\n');
            command.push_str(next.strip_prefix("> ").unwrap_or(next));
        }
        all.push(command);
    }
    while all.last().is_some_and(String::is_empty) {
        all.pop();
    }
    let first = all.iter().position(|line| !line.is_empty()).unwrap_or(0);
    let mut text = all.split_off(first).join("\n");
    text.push('\n');
    text
}

/// Says whether a shell would wait for another line.
fn is_open(command: &str) -> bool {
    let with_end = format!("{command}\n");
    let contexts = Contexts::read(&with_end);
    let last = command.lines().last().unwrap_or_default().trim_end();
    let operator = ["&&", "||", "|"].iter().any(|operator| last.ends_with(operator));
    let is_count = |words: &[&str]| {
        command
            .split(|letter: char| letter.is_whitespace() || letter == ';')
            .filter(|word| words.contains(word))
            .count()
    };
    let is_compound = is_count(&["for", "while", "until", "if", "case"]) > 0
        && is_count(&["do", "then", "case"]) > is_count(&["done", "fi", "elif", "esac"]);
    contexts.goes_on(command.len()) || operator || is_compound
}
