//! Comments between the things of a story, which belong to no thing: those that only we added, changed or removed are brought
//! into the merged text. Where both sides changed them, theirs are kept and those that we added are there as well.

use std::collections::HashMap;
use std::ops::Range;

use super::things::{Key, bare};
use crate::document::Document;
use crate::document::fields::ItemKind;
use crate::document::item::id_of;
use crate::text::patch::Patch;
use crate::text::scan::{self, Span};
use crate::text::syntax;

/// A place between things.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Place {
    /// Before the story and after it.
    Head,
    Tail,
    /// On the line on which a list begins; `None` is the story itself.
    Open(Option<ItemKind>),
    /// Behind the last item of a list.
    End(Option<ItemKind>),
    /// On the line on which a thing ends, behind it.
    After(Key),
    /// On the lines before a thing.
    Before(Key),
    /// Between the name and the value of a field of the story.
    Within(Key),
}

/// The comments at a place.
struct Found<'t> {
    comments: Vec<&'t str>,
    /// From the first to the last.
    range: Range<usize>,
}

/// The places of a text.
struct Places<'t> {
    text: &'t str,
    found: HashMap<Place, Found<'t>>,
    /// All places with the offsets at which comments could be inserted.
    offsets: HashMap<Place, usize>,
    /// In the order of the text.
    order: Vec<Place>,
}

/// The merged text with what we did to the comments of `base`.
pub(super) fn bring(base: &Document, ours: &Document, merged: Document) -> (Document, Option<String>) {
    let (Some(was), Some(mine), Some(there)) = (Places::of(base), Places::of(ours), Places::of(&merged)) else {
        return (merged, None);
    };
    let none = |places: &Places| places.found.is_empty();
    if none(&was) && none(&mine) {
        return (merged, None);
    }
    let gone = was.order.iter().filter(|place| !mine.found.contains_key(place));
    let edits: Vec<_> =
        mine.order.iter().chain(gone).filter_map(|place| there.edit(place, was.comments(place), &mine)).collect();
    let mut with_ours = merged.clone();
    let is_made = Patch::new(edits).is_some_and(|patch| with_ours.apply(&patch).is_some());
    let plain = |document: &Document| bare(&syntax::check_at_once(document.text()).text);
    if is_made && plain(&with_ours) == plain(&merged) {
        return (with_ours, None);
    }
    (merged, Some("Comments between the things of the story are as they are there.".to_owned()))
}

impl<'t> Places<'t> {
    fn of(document: &'t Document) -> Option<Self> {
        let (text, tree) = (document.text(), document.tree().ok()?);
        let mut places = Self { text, found: HashMap::new(), offsets: HashMap::new(), order: Vec::new() };
        let root = tree.root();
        let name = |key: Span| scan::string(text, key).unwrap_or_default().into_owned();
        for member in tree.members() {
            let within = member.key.end as usize..member.value.start as usize;
            places.add(within, None, Place::Within(Key::Field(name(member.key))));
        }
        let fields: Vec<(Key, Span)> = tree.members().map(|it| (Key::Field(name(it.key)), it.span())).collect();
        places.add(0..root.start as usize, None, Place::Head);
        places.container(root, None, &fields);
        for kind in ItemKind::ALL {
            let Some((list, Some(items))) = tree.field(text, kind.list()) else { continue };
            let mut seen: HashMap<String, usize> = HashMap::new();
            let keyed = items.iter().map(|&item| {
                let id = id_of(text, kind, item).map_or_else(|| bare(item.of(text)), String::from);
                let count = seen.entry(id.clone()).or_default();
                *count += 1;
                (Key::Item(kind, id, *count - 1), item)
            });
            let keyed: Vec<(Key, Span)> = keyed.collect();
            places.container(list.value, Some(kind), &keyed);
        }
        places.add(root.end as usize..text.len(), None, Place::Tail);
        Some(places)
    }

    fn container(&mut self, value: Span, kind: Option<ItemKind>, children: &[(Key, Span)]) {
        let (mut end, mut line) = (value.start as usize + 1, Place::Open(kind));
        for (key, child) in children {
            self.add(end..child.start as usize, Some(line), Place::Before(key.clone()));
            (end, line) = (child.end as usize, Place::After(key.clone()));
        }
        self.add(end..(value.end as usize).saturating_sub(1), Some(line), Place::End(kind));
    }

    /// Adds what stands between two things: on the line of the first, and on the lines after that.
    fn add(&mut self, range: Range<usize>, line: Option<Place>, rest: Place) {
        let bytes = self.text.as_bytes();
        let (mut at, mut on_line, mut after) = (range.start, line.is_some(), range.start);
        let mut comments: [Vec<Range<usize>>; 2] = [Vec::new(), Vec::new()];
        while at < range.end {
            match bytes[at] {
                b'/' => {
                    let end = scan::comment(bytes, at).unwrap_or(range.end).min(range.end);
                    let written = self.text.get(at..end).unwrap_or_default().trim_end_matches('\r');
                    comments[usize::from(!on_line)].push(at..at + written.len());
                    on_line &= !written.contains('\n');
                    at = end;
                    continue;
                }
                b'\n' => on_line = false,
                b',' if on_line && comments[0].is_empty() => after = at + 1,
                _ => {}
            }
            at += 1;
        }
        let [first, second] = comments;
        // Without a line break, what stands before a thing is before it and not behind the one before.
        if let Some(line) = line {
            self.note(line, after, &first);
        }
        self.note(rest, range.end, &second);
    }

    fn note(&mut self, place: Place, offset: usize, comments: &[Range<usize>]) {
        if let (Some(first), Some(last)) = (comments.first(), comments.last()) {
            let range = first.start..last.end;
            let comments = comments.iter().map(|range| &self.text[range.clone()]).collect();
            self.found.insert(place.clone(), Found { comments, range });
            self.order.push(place.clone());
        }
        self.offsets.insert(place, offset);
    }

    fn comments(&self, place: &Place) -> &[&'t str] {
        self.found.get(place).map_or(&[], |found| &found.comments)
    }

    /// The replacement that does to the comments at a place what we did to those of the base.
    fn edit(&self, place: &Place, was: &[&str], mine: &Places) -> Option<(Range<usize>, String)> {
        let ours = mine.comments(place);
        let offset = *self.offsets.get(place)?;
        if ours == was || ours == self.comments(place) {
            return None;
        }
        let written = mine.found.get(place).map(|found| &mine.text[found.range.clone()]);
        let there = self.found.get(place);
        match (there, written) {
            (Some(there), Some(written)) if there.comments == was => {
                Some((there.range.clone(), self.fitted(written, there.range.end)))
            }
            (Some(there), None) if there.comments == was => Some((self.with_space(&there.range), String::new())),
            (Some(there), _) => {
                let new = ours.iter().filter(|it| !was.contains(it) && !there.comments.contains(it));
                let new: Vec<String> = new.map(|comment| as_block(comment)).collect();
                let before = there.range.start;
                (!new.is_empty()).then(|| (before..before, format!("{} ", new.join(" "))))
            }
            (None, Some(written)) if was.is_empty() => Some((offset..offset, self.inserted(place, offset, written))),
            // They have removed it.
            (None, _) => None,
        }
    }

    /// A comment that is inserted at a place without any.
    fn inserted(&self, place: &Place, offset: usize, written: &str) -> String {
        let line_start = self.text[..offset].rfind('\n').map_or(0, |end| end + 1);
        let indent = &self.text[line_start..offset];
        let line_break = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
        match place {
            Place::Open(_) | Place::After(_) => format!(" {}", self.fitted(written, offset)),
            Place::Head => format!("{written}{line_break}"),
            Place::Tail if indent.trim().is_empty() => format!("{written}{line_break}"),
            Place::Tail => format!("{line_break}{written}"),
            Place::End(_) if indent.trim().is_empty() => format!("  {written}{line_break}{indent}"),
            Place::Before(_) if indent.trim().is_empty() => format!("{written}{line_break}{indent}"),
            Place::End(_) | Place::Before(_) | Place::Within(_) => format!("{} ", self.fitted(written, offset)),
        }
    }

    /// Comments as they may stand before an offset: as blocks, if more stands on the line.
    fn fitted(&self, written: &str, offset: usize) -> String {
        let rest = self.text[offset..].lines().next().unwrap_or_default();
        if rest.trim().is_empty() || rest.trim_start().starts_with("//") {
            written.to_owned()
        } else {
            as_block(written)
        }
    }

    /// The range of comments with their lines, if nothing else stands on these, or with the space before them.
    fn with_space(&self, range: &Range<usize>) -> Range<usize> {
        let before = &self.text[..range.start];
        let space = before.len() - before.trim_end_matches([' ', '\t']).len();
        let start = range.start - space;
        let behind = &self.text[range.end..];
        let rest = behind.trim_start_matches([' ', '\t', '\r']);
        match (self.text[..start].ends_with('\n') || start == 0, rest.starts_with('\n')) {
            (true, true) => start..self.text.len() - rest.len() + 1,
            (true, false) => range.start..self.text.len() - behind.trim_start_matches([' ', '\t']).len(),
            _ => start..range.end,
        }
    }
}

/// Line comments as block comments.
fn as_block(written: &str) -> String {
    if !written.contains("//") || written.starts_with("/*") && !written.contains('\n') {
        return written.to_owned();
    }
    let lines = written.lines().map(str::trim).map(|line| match line.strip_prefix("//") {
        Some(inner) => format!("/*{} */", inner.replace("*/", "* /")),
        None => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join(" ")
}
