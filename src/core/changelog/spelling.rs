//! The spellings by which commit messages and titles name backports, reverts and other commits.

/// What a title or message says about the change that it ports from another line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BackportMention {
    /// The number of the original pull request, where it is named.
    pub number: Option<u64>,
    /// The original's title, where it can be told from the backport's.
    pub title: Option<String>,
    /// The form it was recognised by, in words for `explain`.
    pub form: &'static str,
}

/// What a title or message says about the change that it takes back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RevertMention {
    /// The number of the pull request that is reverted.
    pub number: Option<u64>,
    /// The ids that `This reverts commit …` names, full or abbreviated.
    pub commits: Vec<String>,
    /// The title that stands in `Revert "…"`.
    pub title: Option<String>,
}

/// Returns the number that `text` begins with and what follows it.
pub fn digits(text: &str) -> Option<(u64, &str)> {
    let end = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    Some((number.parse().ok().filter(|number| *number > 0)?, rest))
}

/// Returns the hexadecimal id (7 to 40 digits, lower case) that `text` begins with.
pub fn hash_in(text: &str) -> Option<String> {
    let end = text.find(|character: char| !character.is_ascii_hexdigit()).unwrap_or(text.len());
    let hash = text.get(..end)?;
    (7..=40).contains(&hash.len()).then(|| hash.to_ascii_lowercase())
}

/// Returns what follows `phrase` (given in lower case) at the start of `line`, in any case, trimmed.
pub fn after_phrase<'a>(line: &'a str, phrase: &str) -> Option<&'a str> {
    let head = line.get(..phrase.len())?;
    head.eq_ignore_ascii_case(phrase).then(|| line.get(phrase.len()..).unwrap_or_default().trim_start())
}

/// Returns the number of the last `(#N)` of a subject and the subject without it.
///
/// What stands inside the quotes of `Revert "…"` is another change's number.
pub fn last_parenthesised_number(subject: &str) -> Option<(u64, String)> {
    let floor = if starts_like_revert(subject) { subject.rfind('"').unwrap_or(0) } else { 0 };
    let mut end = subject.len();
    while let Some(start) = subject.get(..end)?.rfind("(#") {
        if start < floor {
            return None;
        }
        if let Some((number, rest)) = digits(subject.get(start + 2..)?)
            && let Some(after) = rest.strip_prefix(')')
        {
            let before = subject.get(..start)?.trim_end();
            let after = after.trim();
            let title = if after.is_empty() { before.to_owned() } else { format!("{before} {after}") };
            return Some((number, title.trim().to_owned()));
        }
        end = start;
    }
    None
}

fn starts_like_revert(title: &str) -> bool {
    ["revert \"", "reapply \"", "revert: \"", "reland \""].iter().any(|phrase| after_phrase(title, phrase).is_some())
        || title.find("Revert \"").is_some_and(|at| at < 24)
}

/// Returns what a change ports back, by its title, its body and the name of its branch.
pub fn backport_mention(title: &str, body: &str, branch: Option<&str>) -> Option<BackportMention> {
    meeseeks(title)
        .or_else(|| kubernetes(title))
        .or_else(|| bracketed(title, body))
        .or_else(|| suffixed(title))
        .or_else(|| branch.and_then(|name| backport_branch(name, title)))
}

/// `Backport PR #12 on branch 5.x (title)`, `Backport PR #12: title`, `Backport #12 …`, `Backport of #12 …`.
fn meeseeks(title: &str) -> Option<BackportMention> {
    let rest = after_phrase(title, "backport")?;
    let rest = rest.strip_prefix("of ").unwrap_or(rest);
    let rest = after_phrase(rest, "pr").or_else(|| after_phrase(rest, "pull request")).unwrap_or(rest);
    let (number, rest) = digits(rest.trim_start().strip_prefix('#')?)?;
    let rest = rest.trim_start();
    let original = if let Some(named) = rest.strip_prefix(':') {
        Some(named.trim().to_owned())
    } else {
        rest.split_once('(').map(|(_, inner)| {
            let inner = inner.trim();
            inner.strip_suffix(')').unwrap_or(inner).trim().to_owned()
        })
    };
    Some(BackportMention {
        number: Some(number),
        title: original.filter(|text| !text.is_empty()),
        form: "backport title",
    })
}

/// `Automated cherry pick of #12: title`, and several numbers, of which the first is the change.
fn kubernetes(title: &str) -> Option<BackportMention> {
    let at = title
        .to_ascii_lowercase()
        .find("cherry pick of #")
        .or_else(|| title.to_ascii_lowercase().find("cherry-pick of #"))?;
    let (number, rest) = digits(title.get(at + "cherry pick of #".len()..)?)?;
    let named = rest.split_once(':').map(|(_, named)| named.trim().to_owned());
    Some(BackportMention {
        number: Some(number),
        title: named.filter(|text| !text.is_empty()),
        form: "cherry-pick title",
    })
}

/// `[Backport 5.x] title`, `[backport to 5.x] title`, `[5.x backport] title`, with the number in `(#12)` or the body.
fn bracketed(title: &str, body: &str) -> Option<BackportMention> {
    let inner = title.trim_start().strip_prefix('[')?;
    let (tag, rest) = inner.split_once(']')?;
    if !tag.to_ascii_lowercase().contains("backport") {
        return None;
    }
    let rest = rest.trim_start().trim_start_matches(':').trim_start();
    let (number, original) = last_parenthesised_number(rest)
        .map_or_else(|| (number_in_body(body), rest.to_owned()), |(number, original)| (Some(number), original));
    Some(BackportMention {
        number,
        title: Some(original).filter(|text| !text.is_empty()),
        form: "bracketed backport title",
    })
}

/// `title (backport #12)`, as Mergify writes it.
fn suffixed(title: &str) -> Option<BackportMention> {
    let (original, inner) = title.trim_end().strip_suffix(')')?.rsplit_once('(')?;
    let rest = after_phrase(inner, "backport")?;
    let rest = after_phrase(rest, "of ").unwrap_or(rest);
    let (number, rest) = digits(rest.strip_prefix('#')?)?;
    let original = Some(original.trim().to_owned()).filter(|text| !text.is_empty());
    rest.is_empty().then_some(BackportMention { number: Some(number), title: original, form: "backport title" })
}

/// `Backport of #12`, `Backports #12`, `Backport: #12` somewhere in the body.
fn number_in_body(body: &str) -> Option<u64> {
    let lower = body.to_ascii_lowercase();
    let at = ["backport of", "backports", "backport:", "backport"]
        .iter()
        .find_map(|phrase| lower.find(phrase).map(|at| at + phrase.len()))?;
    let line = body.get(at..)?.lines().next()?;
    if let Some((_, number)) = line.split_once("/pull/") {
        return digits(number).map(|(number, _)| number);
    }
    line.split_once('#').and_then(|(_, number)| digits(number)).map(|(number, _)| number)
}

/// `auto-backport-of-pr-12-on-5.x`, `backport-12-to-5.x`, `backport/12/to/5.x`, `mergify/bp/5.x/pr-12`.
fn backport_branch(name: &str, title: &str) -> Option<BackportMention> {
    let lower = name.to_ascii_lowercase();
    let last = lower.rsplit('/').next().unwrap_or(&lower);
    let number = if let Some(rest) = last.strip_prefix("auto-backport-of-pr-") {
        digits(rest)
    } else if let Some(rest) = lower.strip_prefix("mergify/bp/") {
        rest.rsplit_once("pr-").and_then(|(_, number)| digits(number))
    } else {
        lower
            .strip_prefix("backport")
            .map(|rest| rest.trim_start_matches(['-', '/', '_']))
            .map(|rest| rest.strip_prefix("pr-").unwrap_or(rest))
            .and_then(digits)
            .filter(|(_, rest)| rest.trim_start_matches(['-', '/', '_']).starts_with("to"))
    };
    let (number, _) = number?;
    Some(BackportMention { number: Some(number), title: Some(title.to_owned()), form: "backport branch" })
}

/// Returns what a change takes back, by its title, its body and the name of its branch.
pub fn revert_mention(title: &str, body: &str, branch: Option<&str>) -> Option<RevertMention> {
    let commits = reverted_commits(body);
    let quoted = quoted_revert(title);
    let named = number_after(body, "Reverts ");
    // GitHub's button names the branch `revert-12-branch`.
    let by_branch = branch
        .and_then(|name| name.strip_prefix("revert-"))
        .and_then(digits)
        .filter(|(_, rest)| rest.starts_with('-'))
        .map(|(number, _)| number);
    let reverts = quoted.is_some()
        || after_phrase(title, "revert").is_some_and(|rest| rest.starts_with('#') || rest.starts_with("PR #"))
        || by_branch.is_some()
        || (!commits.is_empty() && title.to_ascii_lowercase().contains("revert"));
    if !reverts {
        return None;
    }
    let in_title = quoted.as_deref().and_then(last_parenthesised_number).map(|(number, _)| number).or_else(|| {
        let rest = after_phrase(title, "revert")?;
        let rest = rest.strip_prefix("PR ").unwrap_or(rest);
        digits(rest.strip_prefix('#')?).map(|(number, _)| number)
    });
    let title = quoted.map(|text| last_parenthesised_number(&text).map_or(text, |(_, title)| title));
    Some(RevertMention { number: in_title.or(named).or(by_branch), commits, title })
}

/// The text between the outer quotes of `Revert "…"`; `Reapply "…"` takes back a `Revert "…"`.
fn quoted_revert(title: &str) -> Option<String> {
    let at = title.find("Revert \"").or_else(|| title.find("revert \"")).filter(|at| *at < 24);
    let (start, reapplied) = match at {
        Some(at) => (at + "Revert \"".len(), false),
        None => (title.find("Reapply \"").filter(|at| *at < 24)? + "Reapply \"".len(), true),
    };
    let inner = title.get(start..)?;
    let end = inner.rfind('"')?;
    let inner = inner.get(..end)?;
    Some(if reapplied { format!("Revert \"{inner}\"") } else { inner.to_owned() })
}

fn reverted_commits(body: &str) -> Vec<String> {
    let mut commits = Vec::new();
    let mut rest = body;
    while let Some(at) = rest.find("reverts commit ") {
        rest = rest.get(at + "reverts commit ".len()..).unwrap_or_default();
        commits.extend(hash_in(rest));
    }
    commits
}

/// `Reverts owner/name#12` or `Reverts #12`.
fn number_after(body: &str, phrase: &str) -> Option<u64> {
    let line = body.lines().map(str::trim).find_map(|line| line.strip_prefix(phrase))?;
    let word = line.split_whitespace().next()?;
    word.split_once('#').and_then(|(_, number)| digits(number)).map(|(number, _)| number)
}
