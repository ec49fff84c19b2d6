//! The layout of a text, derived from samples: line ends, indentation, and the spaces within lines.

use crate::text::scan::{self, Span};
use crate::text::tree::Tree;

/// The layout of values, lists and objects.
#[derive(Clone, Debug)]
pub(super) struct Style {
    pub(super) newline: &'static str,
    /// One step of indentation.
    pub(super) unit: String,
    /// The space after a colon.
    pub(super) colon: &'static str,
    /// The space after a comma within a line.
    pub(super) comma: &'static str,
    /// The space inside braces and inside brackets on one line.
    pub(super) braces: &'static str,
    pub(super) brackets: &'static str,
    /// Whether each field of the document has its own line.
    pub(super) document_lines: bool,
    /// Whether each field of an item has its own line; `None` if the samples do not show it.
    pub(super) item_lines: Option<bool>,
    /// Whether each part of a list or object within an item has its own line.
    pub(super) nested_lines: bool,
}

/// The parts of the style that the samples have shown so far.
#[derive(Default)]
struct Seen {
    colon: Option<bool>,
    comma: Option<bool>,
    braces: Option<bool>,
    brackets: Option<bool>,
    item_lines: Option<bool>,
    nested_lines: Option<bool>,
}

impl Style {
    /// The style of some items. `own` says whether they are from the list that is edited.
    pub(super) fn new(text: &str, tree: &Tree, samples: &[Span], own: bool) -> Self {
        let mut seen = Seen::default();
        // The last sample comes first; earlier ones only supply the parts of the style that it does not show.
        for sample in samples.iter().rev() {
            seen.look(text, *sample, 0);
        }
        let root = tree.root();
        let first = tree.members().next();
        let lead = first.map_or("", |first| &text[root.start as usize + 1..first.key.start as usize]);
        if let Some(first) = first {
            seen.colon.get_or_insert_with(|| spaced_end(&text[first.key.end as usize..first.value.start as usize]));
        }
        let document_lines = lead.contains('\n');
        let unit = lead.rsplit('\n').next().filter(|unit| document_lines && unit.trim().is_empty() && !unit.is_empty());
        let space = |spaced: bool| if spaced { " " } else { "" };
        let colon = seen.colon.unwrap_or(true);
        Self {
            newline: if text.find('\n').is_some_and(|at| text[..at].ends_with('\r')) { "\r\n" } else { "\n" },
            unit: unit.unwrap_or("  ").to_owned(),
            colon: space(colon),
            comma: space(seen.comma.unwrap_or(colon)),
            braces: space(seen.braces.unwrap_or(colon && document_lines)),
            brackets: space(seen.brackets.unwrap_or(false)),
            document_lines,
            item_lines: seen.item_lines.filter(|_| own).or((!document_lines).then_some(false)),
            nested_lines: seen.nested_lines.unwrap_or(false),
        }
    }
}

impl Seen {
    fn look(&mut self, text: &str, value: Span, depth: usize) {
        let (start, end) = (value.start as usize, value.end as usize);
        let members = scan::members(text, value).unwrap_or_default();
        let items = scan::items(text, value).unwrap_or_default();
        let children: Vec<Span> =
            if members.is_empty() { items } else { members.iter().map(|member| member.span()).collect() };
        let Some(first) = children.first() else { return };
        let lead = &text[start + 1..first.start as usize];
        let lines = lead.contains('\n');
        if depth == 0 {
            self.item_lines.get_or_insert(lines);
        } else {
            self.nested_lines.get_or_insert(lines);
        }
        if !lines {
            let padded = !lead.is_empty() && text[..end - 1].ends_with(' ');
            if members.is_empty() { &mut self.brackets } else { &mut self.braces }.get_or_insert(padded);
        }
        for pair in children.windows(2) {
            let gap = &text[pair[0].end as usize..pair[1].start as usize];
            if !gap.contains('\n') {
                self.comma.get_or_insert(spaced_end(gap));
            }
        }
        if let Some(member) = members.first() {
            self.colon.get_or_insert(spaced_end(&text[member.key.end as usize..member.value.start as usize]));
        }
        if depth < 2 {
            let values =
                if members.is_empty() { children } else { members.iter().map(|member| member.value).collect() };
            for value in values {
                self.look(text, value, depth + 1);
            }
        }
    }
}

fn spaced_end(gap: &str) -> bool {
    gap.ends_with([' ', '\t', '\n'])
}

/// The white space at the start of the line with an offset.
pub(super) fn line_indent(text: &str, offset: usize) -> &str {
    let line = &text[text[..offset].rfind('\n').map_or(0, |end| end + 1)..offset];
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}
