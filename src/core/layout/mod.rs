//! Text on lines and in columns, as a terminal shows it: wide characters take two columns, combining ones none.

#[cfg(test)]
mod tests;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::core::tone::{self, Tone, is_mark};

/// What stands between two columns of a table.
const GAP: usize = 2;

/// A word of a table longer than this may be broken.
const LONGEST_WORD: usize = 20;

/// In how many rows at most it is looked which widths make the fewest lines.
const WEIGHED_ROWS: usize = 500;

/// How far the further lines of something are set in.
const HANG: usize = 2;

/// The first word of a line in a list is at most so long.
const LONGEST_MARK: usize = 8;

/// Returns how many columns a text takes, its marks not counted.
pub fn columns(text: &str) -> usize {
    UnicodeWidthStr::width(tone::plain(text).as_ref())
}

/// Returns a text with spaces behind it, so that it takes as many columns.
pub fn padded(text: &str, room: usize) -> String {
    format!("{text}{}", " ".repeat(room.saturating_sub(columns(text))))
}

/// Returns a text none of whose lines is wider than `room`: longer ones are broken between words where that can be, and
/// go on a little further in than they began, those of a list below their first word, others below the place that is marked
/// with [`tone::HANG`]. Addresses that are longer stay whole, so that they can be followed.
pub fn folded(text: &str, room: usize) -> String {
    folded_unless_shaped(text, room, room)
}

/// Returns the same with lines of at most `most` columns, which are easier to read, but for those that have their shape
/// already: they take all the room.
pub fn folded_unless_shaped(text: &str, room: usize, most: usize) -> String {
    let room = |line: &str| if line.starts_with(tone::SHAPED) { room } else { room.min(most) };
    let lines: Vec<String> = text.split('\n').map(|line| folded_line(line, room(line)).join("\n")).collect();
    lines.join("\n")
}

/// Returns a paragraph in lines that are no wider than `room` where that can be, all of which begin at the edge.
pub fn paragraph(text: &str, room: usize) -> String {
    pieces(text, room, room, true).join("\n")
}

/// Returns words beside a name, which is set in and stays on one line; below it where half of the line would be empty.
pub fn beside(name: &str, longest: usize, words: &str, room: usize) -> String {
    let column = HANG + longest + GAP;
    if 2 * column > room {
        let indent = " ".repeat(3 * HANG);
        let lines = paragraph(words, room.saturating_sub(indent.len())).replace('\n', &format!("\n{indent}"));
        return format!("{}{name}\n{indent}{lines}", " ".repeat(HANG));
    }
    let line = format!("{}{}{}{}{words}", " ".repeat(HANG), padded(name, longest), " ".repeat(GAP), tone::HANG);
    tone::plain(&folded(&line, room)).into_owned()
}

fn folded_line(line: &str, room: usize) -> Vec<String> {
    if columns(line) <= room {
        return vec![line.to_owned()];
    }
    let body = line.trim_start_matches(' ');
    let indent = line.len() - body.len();
    let marked = line.split_once(tone::HANG);
    let (head, words) = marked.unwrap_or_else(|| line.split_at(indent + mark(body)));
    let hang = if columns(head) == indent { indent + HANG } else { columns(head) };
    // Where there is hardly any room, nothing is gained by setting it in.
    let (head, words, hang) = match marked {
        _ if hang * 2 <= room => (head.to_owned(), words.to_owned(), hang),
        Some(_) => return folded_line(&line.replace(tone::HANG, ""), room),
        None => (String::new(), body.to_owned(), 0),
    };
    let pieces = pieces(&words, room.saturating_sub(columns(&head)), room - hang, true);
    let set_in = |(place, piece): (usize, String)| match place {
        0 => format!("{head}{piece}"),
        _ => format!("{}{piece}", " ".repeat(hang)),
    };
    pieces.into_iter().enumerate().map(set_in).collect()
}

/// Returns how long the mark of a list is at the beginning of a line, with the spaces behind it: that of `2.1.  ` and `- `.
fn mark(body: &str) -> usize {
    let Some((word, rest)) = body.split_once(' ') else { return 0 };
    let is_number = word.starts_with(|letter: char| letter.is_ascii_digit())
        && word.ends_with('.')
        && word.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    let spaces = 1 + rest.len() - rest.trim_start_matches(' ').len();
    if (is_number || ["-", "*"].contains(&word)) && word.len() <= LONGEST_MARK { word.len() + spaces } else { 0 }
}

/// Returns a text in pieces: the first at most `first` columns wide, the others at most `others`. A character that is
/// wider than that stands alone; so does an address where those are kept. What stands out does so in each piece.
fn pieces(text: &str, first: usize, others: usize, keeps_addresses: bool) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let mut room = first;
    while let Some((piece, behind)) = cut(rest, room.max(1), keeps_addresses) {
        pieces.push(piece.trim_end_matches(' '));
        rest = behind.trim_start_matches(' ');
        room = others;
    }
    // Spaces at the end need no line of their own.
    pieces.push(if columns(rest) > room { rest.trim_end_matches(' ') } else { rest });
    let mut open = None;
    pieces.into_iter().map(|piece| closed(piece, &mut open)).collect()
}

/// Returns a piece that begins as the one before it ended, `open`, and ends what stands out in it.
fn closed(piece: &str, open: &mut Option<char>) -> String {
    let begin = open.take().map(String::from).unwrap_or_default();
    let last = piece.chars().rfind(|letter| *letter == tone::END || Tone::begun_by(*letter).is_some());
    *open = last.or_else(|| begin.chars().next()).filter(|mark| *mark != tone::END);
    let end = if open.is_some() { String::from(tone::END) } else { String::new() };
    format!("{begin}{piece}{end}")
}

/// Returns what fits into the room and what does not; `None` where all of it does.
fn cut(text: &str, room: usize, keeps_addresses: bool) -> Option<(&str, &str)> {
    let mut used = 0;
    let mut end = None;
    for (place, letter) in text.char_indices() {
        let width = if is_mark(letter) { 0 } else { UnicodeWidthChar::width(letter).unwrap_or(0) };
        if used + width > room && place > 0 {
            end = Some(place);
            break;
        }
        used += width;
    }
    let end = end?;
    let (head, tail) = text.split_at_checked(end)?;
    if tail.trim_start_matches(' ').is_empty() {
        return None;
    }
    if tail.starts_with(' ') {
        return Some((head, tail));
    }
    let before = |place: usize| head.get(..place).unwrap_or_default();
    let spaces = || head.rmatch_indices(' ').map(|(place, _)| place).filter(|place| !before(*place).trim().is_empty());
    // A command between backticks is copied: it stays on one line where that can be.
    let space = spaces().find(|place| before(*place).matches('`').count() % 2 == 0).or_else(|| spaces().next());
    match space {
        Some(place) => text.split_at_checked(place),
        None if keeps_addresses
            && text.split(' ').find(|word| !word.is_empty()).is_some_and(|word| word.contains("://")) =>
        {
            let end = end + tail.find(' ')?;
            text.split_at_checked(end)
        }
        None => Some((head, tail)),
    }
}

/// Returns rows as lines, their columns below each other. With `room` none is wider: the widest columns are made
/// narrower, down to their longest words, and their text goes on below; where even that is too wide, each row takes
/// several lines, the further ones set in.
pub fn table<const COUNT: usize>(rows: &[[String; COUNT]], room: Option<usize>) -> Vec<String> {
    let stacks = |room: usize| rows.iter().flat_map(|row| stacked(row, room)).collect();
    in_columns(rows, room).unwrap_or_else(stacks)
}

/// Returns rows as [`table`] does, the first of which names the columns. Where they are too wide, each of the others takes
/// several lines: what its first cell says, then every other cell behind the name of its column.
pub fn named_table<const COUNT: usize>(rows: &[[String; COUNT]], room: Option<usize>) -> Vec<String> {
    let cards = |room: usize| {
        let Some((names, rows)) = rows.split_first() else { return Vec::new() };
        let card = |row: &[String; COUNT]| -> Vec<String> {
            // What has no name leads to the first cell that has one.
            let nameless = names.iter().take_while(|name| name.is_empty()).count() + 1;
            let cells = names.iter().zip(row).skip(nameless).filter(|(_, cell)| !cell.is_empty());
            let cells: Vec<_> =
                cells.map(|(name, cell)| [format!("{}{name}", " ".repeat(HANG)), cell.clone()]).collect();
            let title: Vec<_> = row.iter().take(nameless).filter(|cell| !cell.is_empty()).cloned().collect();
            let title = title.join(&" ".repeat(GAP));
            let title = folded_line(&title, room);
            title.into_iter().chain(table(&cells, Some(room))).collect()
        };
        rows.iter().flat_map(card).collect()
    };
    in_columns(rows, room).unwrap_or_else(cards)
}

/// Returns rows as lines, their columns below each other, but for those in which nothing stands; the room where they are
/// too wide for it.
fn in_columns<const COUNT: usize>(rows: &[[String; COUNT]], room: Option<usize>) -> Result<Vec<String>, usize> {
    let widest = |width: &dyn Fn(&str) -> usize| -> Vec<usize> {
        let column = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max();
        (0..COUNT).map(|place| column(place).unwrap_or(0)).collect()
    };
    let natural = widest(&columns);
    let Some(room) = room else { return Ok(lines(rows, &natural)) };
    let longest = widest(&|cell| cell.split(' ').map(columns).max().unwrap_or(0).min(LONGEST_WORD));
    let shown = natural.iter().filter(|width| **width > 0).count();
    let inner = room.saturating_sub(GAP * shown.saturating_sub(1));
    if natural.iter().sum::<usize>() <= inner {
        return Ok(lines(rows, &natural));
    }
    // What many of the rows say may need the room that another column takes for a few long words.
    let weighed = if rows.len() > WEIGHED_ROWS { 0 } else { COUNT };
    let favoured = (0..weighed).filter(|column| natural.get(*column) > longest.get(*column)).map(Some);
    let ways = std::iter::once(None).chain(favoured).filter_map(|column| fitted(&natural, &longest, inner, column));
    ways.map(|widths| lines(rows, &widths)).min_by_key(Vec::len).ok_or(room)
}

/// Returns the widths of columns that take `room` together, the widest made narrower first, and the favoured one only where
/// no other can be; `None` where they cannot.
fn fitted(natural: &[usize], least: &[usize], room: usize, favoured: Option<usize>) -> Option<Vec<usize>> {
    let mut widths = natural.to_vec();
    while widths.iter().sum::<usize>() > room {
        let columns = widths.iter_mut().zip(least).enumerate();
        let can_give = columns.filter(|(_, (width, least))| **width > **least);
        let widest = can_give.max_by_key(|(column, (width, _))| (favoured != Some(*column), **width));
        let (_, (widest, _)) = widest?;
        *widest -= 1;
    }
    Some(widths)
}

fn lines<const COUNT: usize>(rows: &[[String; COUNT]], widths: &[usize]) -> Vec<String> {
    let row_lines = |row: &[String; COUNT]| -> Vec<String> {
        let cells: Vec<Vec<String>> =
            row.iter().zip(widths).map(|(cell, width)| pieces(cell, (*width).max(1), *width, false)).collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        let line = |at: usize| {
            let shown = cells.iter().zip(widths).filter(|(_, width)| **width > 0);
            let parts = shown.map(|(cell, width)| padded(cell.get(at).map_or("", String::as_str), *width));
            parts.collect::<Vec<_>>().join(&" ".repeat(GAP)).trim_end().to_owned()
        };
        (0..height).map(line).collect()
    };
    rows.iter().flat_map(row_lines).collect()
}

/// Returns the cells of a row one behind the other, on as many lines as it takes.
fn stacked<const COUNT: usize>(row: &[String; COUNT], room: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for cell in row.iter().filter(|cell| !cell.is_empty()) {
        match lines.last_mut() {
            Some(line) if columns(line) + GAP + columns(cell) <= room => {
                line.push_str(&" ".repeat(GAP));
                line.push_str(cell);
            }
            Some(_) => lines.extend(folded_line(&format!("{}{cell}", " ".repeat(HANG)), room)),
            None => lines.extend(folded_line(cell, room)),
        }
    }
    if lines.is_empty() { vec![String::new()] } else { lines }
}
