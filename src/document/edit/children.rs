//! Inserts and removes the children of a list or object, with the separators, lines and comments around them.
//!
//! ```text
//! [            ← lead
//!   1, // one  ← a comment on the same line belongs to 1, and moves or is removed with it
//!   // two     ← a comment on its own line belongs to no child, and stays
//!   2
//! ]
//! ```

use super::Edits;
use super::style::{Style, line_indent};
use crate::text::scan::{self, Span};

/// A list or object.
pub(super) struct Container<'a> {
    pub(super) text: &'a str,
    /// The offset of its opening bracket.
    pub(super) open: usize,
    /// The offset of its closing bracket.
    pub(super) close: usize,
    /// Items, or fields from their names to their values.
    pub(super) children: &'a [Span],
}

/// The kinds of text between two children.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Between {
    Space,
    /// A line break, with the carriage return before it.
    Break,
    LineComment,
    BlockComment,
    Comma,
}

/// A piece of the text between two children.
#[derive(Clone, Copy)]
struct Piece {
    what: Between,
    start: usize,
    end: usize,
}

impl Piece {
    fn is_comment(&self) -> bool {
        matches!(self.what, Between::LineComment | Between::BlockComment)
    }
}

/// The white space before and after a comma.
struct Separator {
    before: String,
    after: String,
}

/// The comments after a child, on its line.
#[derive(Default)]
pub(super) struct Comments(Vec<String>);

impl Comments {
    /// The comments as written at the end of a line.
    fn at_line_end(&self) -> String {
        self.0.iter().flat_map(|comment| [" ", comment]).collect()
    }

    /// The comments as written within a line: a line comment becomes a block comment, or is left out if it contains
    /// `*/`.
    fn within_line(&self) -> String {
        let blocks = self.0.iter().filter_map(|comment| match comment.strip_prefix("//") {
            None => Some(format!(" {comment}")),
            Some(line) => (!line.contains("*/")).then(|| format!(" /*{line} */")),
        });
        blocks.collect()
    }

    fn before(&self, line_break: bool) -> String {
        if line_break { self.at_line_end() } else { self.within_line() }
    }
}

impl<'a> Container<'a> {
    pub(super) fn new(text: &'a str, value: Span, children: &'a [Span]) -> Self {
        Self { text, open: value.start as usize, close: (value.end as usize).saturating_sub(1), children }
    }

    /// The pieces before the child at an index, from the end of the child before it or the opening bracket. For the
    /// index after the last child, the pieces up to the closing bracket.
    fn pieces(&self, at: usize) -> Vec<Piece> {
        let start = at.checked_sub(1).map_or(self.open + 1, |before| self.children[before].end as usize);
        let end = self.children.get(at).map_or(self.close, |child| child.start as usize);
        pieces(self.text, start, end)
    }

    /// The separator to use for a child inserted at an index, copied from the children around it. `None` if there are
    /// no children.
    fn separator(&self, at: usize, style: &Style) -> Option<Separator> {
        let count = self.children.len();
        if count == 0 {
            return None;
        }
        if count == 1 {
            let after = break_before(self.text, &self.pieces(0)).unwrap_or_else(|| style.comma.to_owned());
            return Some(Separator { before: String::new(), after });
        }
        let gap = at.clamp(1, count - 1);
        let pieces = self.pieces(gap);
        let comma = pieces.iter().position(|piece| piece.what == Between::Comma).unwrap_or(pieces.len());
        let before = break_before(self.text, &pieces[..comma]).unwrap_or_else(|| match &pieces[..comma] {
            [Piece { what: Between::Space, start, end }] => self.text[*start..*end].to_owned(),
            _ => String::new(),
        });
        let behind = pieces.get(comma + 1..).unwrap_or_default();
        let mut after = break_before(self.text, behind).unwrap_or_else(|| spaces(self.text, behind));
        // Blank lines between children are part of the style if two neighbouring gaps have them, or the only gap.
        let other = if gap > 1 { gap - 1 } else { (gap + 1).min(count - 1) };
        let free = breaks(behind).min(breaks(&self.pieces(other))).saturating_sub(1);
        after.insert_str(0, &style.newline.repeat(free));
        Some(Separator { before, after })
    }

    /// The indentation of a child inserted at an index. `lines` says whether the first child of an empty list or object
    /// gets its own line.
    pub(super) fn child_indent(&self, at: usize, style: &Style, lines: bool) -> String {
        match self.separator(at, style) {
            Some(Separator { before, after }) => {
                let separator = if after.contains('\n') { after } else { before };
                match separator.rsplit_once('\n') {
                    Some((_, indent)) => indent.to_owned(),
                    None => line_indent(self.text, self.open).to_owned(),
                }
            }
            None if lines => line_indent(self.text, self.open).to_owned() + &style.unit,
            None => line_indent(self.text, self.open).to_owned(),
        }
    }

    /// Inserts a child at an index, with comments after it. `lines` says whether the first child of an empty list or
    /// object gets its own line.
    pub(super) fn insert(&self, at: usize, child: &str, comments: &Comments, style: &Style, lines: bool) -> Edits {
        let Some(Separator { before, after }) = self.separator(at, style) else {
            return self.fill(child, style, lines);
        };
        let one = |at: usize, with: String| vec![(at..at, with)];
        let pieces = self.pieces(at);
        if at == 0 {
            let first = self.children[0].start as usize;
            if let Some(lead) = break_before(self.text, &pieces) {
                let place = line_end(&pieces, self.open + 1);
                return one(place, format!("{lead}{child}{before},{}", comments.at_line_end()));
            }
            let place = if pieces.iter().any(Piece::is_comment) { self.open + 1 } else { first };
            return one(place, format!("{child}{before},{}{after}", comments.within_line()));
        }
        let end = self.children[at - 1].end as usize;
        if let Some(comma) = pieces.iter().position(|piece| piece.what == Between::Comma) {
            let behind = &pieces[comma + 1..];
            let place = pieces[comma].end;
            if after.contains('\n') {
                let place = line_end(behind, place);
                let ends_line = behind.iter().any(|piece| piece.what == Between::Break);
                let comments = comments.before(ends_line);
                return one(place, format!("{after}{child}{before},{comments}"));
            }
            return one(place, format!("{after}{child}{}{before},", comments.within_line()));
        }
        let ends_line = pieces.iter().any(|piece| piece.what == Between::Break);
        if before.contains('\n') {
            let comments = comments.before(ends_line);
            return one(line_end(&pieces, end), format!("{before},{after}{child}{comments}"));
        }
        let place = if after.contains('\n') { line_end(&pieces, end) } else { end };
        let comments = comments.before(ends_line && after.contains('\n'));
        if place == end {
            return one(end, format!("{before},{after}{child}{comments}"));
        }
        vec![(end..end, format!("{before},")), (place..place, format!("{after}{child}{comments}"))]
    }

    /// Puts the first child into an empty list or object.
    fn fill(&self, child: &str, style: &Style, lines: bool) -> Edits {
        let pieces = self.pieces(0);
        let outer = line_indent(self.text, self.open);
        let line = format!("{}{outer}{}", style.newline, style.unit);
        if let Some(last) = pieces.iter().rfind(|piece| piece.is_comment()) {
            let closes_alone = pieces.iter().any(|piece| piece.start >= last.end && piece.what == Between::Break);
            let end = if closes_alone { String::new() } else { format!("{}{outer}", style.newline) };
            return vec![(last.end..last.end, format!("{line}{child}{end}"))];
        }
        let within = if lines {
            format!("{line}{child}{}{outer}", style.newline)
        } else {
            let pad = if self.text[self.open..].starts_with('{') { style.braces } else { style.brackets };
            format!("{pad}{child}{pad}")
        };
        vec![(self.open + 1..self.close, within)]
    }

    /// Removes the child at an index, with its comma, and with its line if it is alone there. Also returns the comments
    /// that are removed with it.
    pub(super) fn remove(&self, at: usize) -> (Edits, Comments) {
        let edits = self.cut_child(at);
        let right = self.pieces(at + 1).into_iter().filter(Piece::is_comment);
        let gone =
            right.filter(|piece| edits.iter().any(|(range, _)| range.start <= piece.start && piece.end <= range.end));
        let comments = gone.map(|piece| self.text[piece.start..piece.end].to_owned()).collect();
        (edits, Comments(comments))
    }

    fn cut_child(&self, at: usize) -> Edits {
        let child = self.children[at];
        let (start, end) = (child.start as usize, child.end as usize);
        let (left, right) = (self.pieces(at), self.pieces(at + 1));
        let cut = |start: usize, end: usize| (start..end, String::new());
        let comma_in = |pieces: &[Piece]| pieces.iter().find(|piece| piece.what == Between::Comma).copied();
        let (comma_left, comma_right) = (comma_in(&left), comma_in(&right));
        let has_comment = |pieces: &[Piece]| pieces.iter().any(Piece::is_comment);
        let has_break = |pieces: &[Piece]| pieces.iter().any(|piece| piece.what == Between::Break);
        if self.children.len() == 1 && !has_comment(&left) && !has_comment(&right) {
            return vec![cut(self.open + 1, self.close)];
        }
        // The child's own line: from the break before it, with only white space and a comma in between, to the break
        // after it.
        let line_start =
            left.iter().rev().take_while(|piece| !piece.is_comment()).find(|piece| piece.what == Between::Break);
        let line_end = right.iter().find(|piece| piece.what == Between::Break);
        if let (Some(line_start), Some(line_end)) = (line_start, line_end) {
            let own_left = comma_left.filter(|comma| comma.start > line_start.start);
            let own_right = comma_right.filter(|comma| comma.end <= line_end.start);
            // Blank lines on both sides become those of one side: before the end of the list those behind the child.
            let is_last = at + 1 == self.children.len();
            let first_break = blank_run(left.iter().rev().skip_while(|piece| piece.start > line_start.start));
            let last_break = blank_run(right.iter().skip_while(|piece| piece.start < line_end.start));
            let line = match (first_break, last_break) {
                (Some(first), _) if is_last => cut(first.start, line_end.start),
                (Some(first), Some(last)) if first.start < line_start.start => cut(line_start.start, last.start),
                _ => cut(line_start.start, line_end.start),
            };
            match (own_left, own_right) {
                (Some(_), Some(_)) => {}
                (Some(_), None) | (None, Some(_)) => return vec![line],
                (None, None) => {
                    // The comma is on another line: the one after the child, or for the last child the one before it.
                    let comma = comma_right.or(comma_left).map(|comma| cut(comma.start, comma.end));
                    return comma.into_iter().chain([line]).collect();
                }
            }
        }
        match (comma_left, comma_right) {
            (Some(before), Some(comma)) if !has_comment(&left) && !has_break(&left) && comma_ends(&right) => {
                vec![cut(before.end, comma.end)]
            }
            (_, Some(_)) if !has_comment(&right) && at + 1 < self.children.len() => {
                vec![cut(start, self.children[at + 1].start as usize)]
            }
            (_, Some(comma)) => {
                let space = right.iter().find(|piece| piece.start == comma.end && piece.what == Between::Space);
                vec![cut(start, space.map_or(comma.end, |space| space.end))]
            }
            (Some(_), None) if !has_comment(&left) => vec![cut(self.children[at - 1].end as usize, end)],
            (Some(before), None) => vec![cut(before.start, before.end), cut(start, end)],
            (None, None) => vec![cut(start, end)],
        }
    }
}

/// The furthest line break of those that come first among pieces, with nothing but white space between them.
fn blank_run<'p>(pieces: impl Iterator<Item = &'p Piece>) -> Option<&'p Piece> {
    let white = pieces.take_while(|piece| matches!(piece.what, Between::Space | Between::Break));
    white.filter(|piece| piece.what == Between::Break).last()
}

/// Whether a comma is followed by a line break or by nothing.
fn comma_ends(pieces: &[Piece]) -> bool {
    let behind = pieces.iter().skip_while(|piece| piece.what != Between::Comma).skip(1);
    let mut behind = behind.filter(|piece| piece.what != Between::Space);
    behind.next().is_none_or(|piece| piece.what == Between::Break)
}

/// The pieces of a text between two offsets.
fn pieces(text: &str, start: usize, end: usize) -> Vec<Piece> {
    let bytes = text.as_bytes();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = start;
    while at < end {
        let rest = &bytes[at..end];
        let (what, length) = match rest {
            [b'\r', b'\n', ..] => (Between::Break, 2),
            [b'\n', ..] => (Between::Break, 1),
            [b',', ..] => (Between::Comma, 1),
            [b'/', second, ..] => {
                let length = scan::comment(bytes, at).map_or(rest.len(), |end| end - at).min(rest.len());
                let line = *second == b'/';
                // A carriage return before the line break belongs to the break.
                let length = if line && rest[..length].ends_with(b"\r") { length - 1 } else { length };
                (if line { Between::LineComment } else { Between::BlockComment }, length)
            }
            _ => {
                let ends = |at: usize| match rest[at..] {
                    [b'\r', b'\n', ..] => true,
                    [b' ' | b'\t' | b'\r', ..] => false,
                    _ => true,
                };
                (Between::Space, (1..rest.len()).find(|&at| ends(at)).unwrap_or(rest.len()))
            }
        };
        pieces.push(Piece { what, start: at, end: at + length });
        at += length;
    }
    pieces
}

/// The last line break among pieces, with the indentation after it.
fn break_before(text: &str, pieces: &[Piece]) -> Option<String> {
    let last = pieces.iter().rposition(|piece| piece.what == Between::Break)?;
    let indent = pieces.get(last + 1).filter(|piece| piece.what == Between::Space);
    Some(text[pieces[last].start..indent.map_or(pieces[last].end, |indent| indent.end)].to_owned())
}

/// The white space in pieces without a line break; a single space if there are comments.
fn spaces(text: &str, pieces: &[Piece]) -> String {
    match pieces {
        [Piece { what: Between::Space, start, end }] => text[*start..*end].to_owned(),
        [] => String::new(),
        _ => " ".to_owned(),
    }
}

fn breaks(pieces: &[Piece]) -> usize {
    if pieces.iter().any(Piece::is_comment) {
        1
    } else {
        pieces.iter().filter(|piece| piece.what == Between::Break).count()
    }
}

/// The end of the last comment before the first line break; `start` if there is none.
fn line_end(pieces: &[Piece], start: usize) -> usize {
    let line = pieces.iter().take_while(|piece| piece.what != Between::Break);
    line.filter(|piece| piece.is_comment()).last().map_or(start, |piece| piece.end)
}
