//! Code in a line.

/// Returns a code span that holds exactly `text`, whatever backticks are in it.
///
/// The text is one line, as [`clean`](crate::core::text::clean) returns it.
///
/// ```
/// use release_shepherd::render::markdown::code;
///
/// assert_eq!(code("git log"), "`git log`");
/// assert_eq!(code("echo `date`"), "`` echo `date` ``");
/// ```
pub fn code(text: &str) -> String {
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    // A space at both ends is taken away again.
    let is_bare = !text.starts_with(['`', ' ']) && !text.ends_with(['`', ' ']);
    if is_bare { format!("{fence}{text}{fence}") } else { format!("{fence} {text} {fence}") }
}
