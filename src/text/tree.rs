//! The ranges of a document's parts in its text. Keeps its fields and the items of its lists; finds the parts of an
//! item when asked.
//!
//! An item takes eight bytes, so the tree of a million events (240 MB of text) takes 8 MB. Alternatives were measured
//! on a file of 15.3 MB (65,000 events): `jsonc-parser` 0.34 takes 1.6–4.8 s and 520–680 MB for its lossless tree
//! (feature `cst`) and 0.4–0.5 s and 140 MB for its plain tree, `serde_json::Value` 0.26–0.57 s and 160 MB. This tree
//! takes 0.04–0.07 s and 0.5 MB.

use std::ops::Range;

use super::Fault;
use super::patch::Patch;
use super::path::OwnedStep;
use super::scan::{self, Member, Span, Walk, fault};

/// The ranges of a document's fields, and of the items of fields that are lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    root: Span,
    branches: Vec<Branch>,
}

/// A field of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Branch {
    member: Member,
    /// The items, if the value is a list.
    items: Option<Vec<Span>>,
}

impl Tree {
    /// The tree of a text.
    ///
    /// Cost: one pass over the text, at about 1,000 MB/s.
    ///
    /// # Errors
    /// The text is not an object, or the ends of its fields or items cannot be found. Faults within an item go
    /// unnoticed.
    pub fn new(text: &str) -> Result<Self, Fault> {
        let bytes = text.as_bytes();
        let start = scan::skip_trivia(bytes, 0);
        if bytes.get(start) != Some(&b'{') {
            return Err(fault(start, "a story is an object: it starts with {"));
        }
        if u32::try_from(text.len()).is_err() {
            return Err(fault(0, "this is too large for a story"));
        }
        let mut branches = Vec::new();
        let Some(mut walk) = Walk::new(text, start) else { return Err(fault(start, "expected an object")) };
        while let Some(key) = walk.child()? {
            let start = walk.at;
            let items = if bytes.get(start) == Some(&b'[') {
                let (items, end) = scan::items_to_end(text, start)?;
                walk.at = end;
                Some(items)
            } else {
                walk.at = scan::skip_value(bytes, start)?;
                None
            };
            branches.push(Branch { member: Member { key, value: Span::new(start, walk.at) }, items });
        }
        let rest = scan::skip_trivia(bytes, walk.at);
        if rest < bytes.len() {
            return Err(fault(rest, "the story ends before this; remove what follows it"));
        }
        Ok(Self { root: Span::new(start, walk.at), branches })
    }

    /// The whole object.
    pub fn root(&self) -> Span {
        self.root
    }

    /// The document's fields, in the order of the text.
    pub fn members(&self) -> impl Iterator<Item = Member> {
        self.branches.iter().map(|branch| branch.member)
    }

    /// The first field of the document with this name, and its items if it is a list.
    pub fn field(&self, text: &str, name: &str) -> Option<(Member, Option<&[Span]>)> {
        let branch = self.branches.iter().find(|branch| scan::is(text, branch.member.key, name))?;
        Some((branch.member, branch.items.as_deref()))
    }

    /// The range of the value that steps from the root lead to; `None` if there is none.
    pub fn range(&self, text: &str, steps: &[OwnedStep]) -> Option<Range<usize>> {
        let (value, left) = self.innermost(text, steps);
        left.is_empty().then(|| value.range())
    }

    /// Follows steps from the root as far as they lead. Returns the innermost value reached, and the steps left over.
    pub(crate) fn innermost<'s>(&self, text: &str, steps: &'s [OwnedStep]) -> (Span, &'s [OwnedStep]) {
        let [OwnedStep::Field(name), rest @ ..] = steps else { return (self.root, steps) };
        let Some((Member { value, .. }, items)) = self.field(text, name) else { return (self.root, steps) };
        match (items, rest) {
            (Some(items), [OwnedStep::Index(index), inner @ ..]) => match items.get(*index) {
                Some(&item) => scan::innermost(text, item, inner),
                None => (value, rest),
            },
            _ => scan::innermost(text, value, rest),
        }
    }

    /// The steps from the root to the innermost value or field around an offset.
    pub fn path(&self, text: &str, offset: usize) -> Vec<OwnedStep> {
        let holds = |span: Span| span.range().contains(&offset);
        let mut steps = Vec::new();
        let Some(branch) = self.branches.iter().find(|branch| holds(branch.member.span())) else { return steps };
        let name = |key| OwnedStep::Field(scan::string(text, key).unwrap_or_default().into_owned());
        steps.push(name(branch.member.key));
        let mut value = branch.member.value;
        if let Some(items) = &branch.items {
            let at = items.partition_point(|item| item.end as usize <= offset);
            match items.get(at) {
                Some(&item) if holds(item) => {
                    steps.push(OwnedStep::Index(at));
                    value = item;
                }
                _ => return steps,
            }
        }
        loop {
            let members = scan::members(text, value).unwrap_or_default();
            let items = scan::items(text, value).unwrap_or_default();
            if let Some(member) = members.iter().find(|member| holds(member.span())) {
                steps.push(name(member.key));
                value = member.value;
            } else if let Some(index) = items.iter().position(|&item| holds(item)) {
                steps.push(OwnedStep::Index(index));
                value = items[index];
            } else {
                return steps;
            }
        }
    }

    /// Updates the tree after a patch; `text` is the patched text. Items before and behind the changes only move, so an
    /// edit of one item costs no pass over the text.
    ///
    /// # Errors
    /// As for [`new`](Self::new); the tree must then not be used any more.
    pub fn follow(&mut self, text: &str, patch: &Patch) -> Result<(), Fault> {
        if self.moved(text, patch).is_none() {
            *self = Self::new(text)?;
        }
        Ok(())
    }

    /// Updates the tree if every change of the patch lies in the value of a field. `None` if the tree must be built
    /// again.
    fn moved(&mut self, text: &str, patch: &Patch) -> Option<()> {
        let mut edits = patch.edits();
        // Wraps below zero when the text shrinks; adding it wraps back.
        let mut shift = 0_u32;
        for Branch { member, items } in &mut self.branches {
            let old = member.value;
            let (start, end) = (old.start as usize, old.end as usize);
            let inside = edits.partition_point(|(range, _)| range.start < end);
            let (mine, rest) = edits.split_at(inside);
            edits = rest;
            // Changes to a list must lie between its brackets; any other value is simply scanned again.
            let least = if items.is_some() { start + 1 } else { start };
            let most = if items.is_some() { end - 1 } else { end };
            if mine.iter().any(|(range, _)| range.start < least || range.end > most) {
                return None;
            }
            let growth = |by: u32, (range, with): &(Range<usize>, String)| {
                by.wrapping_add(with.len() as u32).wrapping_sub(range.len() as u32)
            };
            let behind = mine.iter().fold(shift, growth);
            member.key = moved(member.key, shift);
            member.value = Span { start: moved(old, shift).start, end: moved(old, behind).end };
            match (items, mine) {
                (Some(items), [first, ..]) => {
                    let last = mine.last().map_or(first.0.end, |(range, _)| range.end);
                    follow_list(text, items, first.0.start..last, member.value, (shift, behind))?;
                }
                (Some(items), []) if shift != 0 => items.iter_mut().for_each(|item| *item = moved(*item, shift)),
                (None, [_, ..]) => {
                    let start = member.value.start as usize;
                    let end = scan::skip_value(text.as_bytes(), start).ok()?;
                    if text.as_bytes().get(start) == Some(&b'[') || end != member.value.end as usize {
                        return None;
                    }
                }
                _ => {}
            }
            shift = behind;
        }
        if !edits.is_empty() {
            return None;
        }
        self.root.end = moved(self.root, shift).end;
        Some(())
    }
}

/// Updates the items of a list after changes within the range `changed` of the old text: items around the changes move,
/// and the range between them is scanned again. `list` is the list's span in the new text; `before` and `behind` are
/// the shifts of items before and behind the changes.
fn follow_list(
    text: &str,
    items: &mut Vec<Span>,
    changed: Range<usize>,
    list: Span,
    (before, behind): (u32, u32),
) -> Option<()> {
    let head = items.partition_point(|item| (item.end as usize) < changed.start);
    let tail = items.partition_point(|item| item.start as usize <= changed.end);
    for item in &mut items[..head] {
        *item = moved(*item, before);
    }
    for item in &mut items[tail..] {
        *item = moved(*item, behind);
    }
    let bytes = text.as_bytes();
    let stop = items.get(tail).map_or(list.end - 1, |item| item.start) as usize;
    let mut at = head.checked_sub(1).map_or(list.start as usize + 1, |last| items[last].end as usize);
    let mut after_item = head > 0;
    let mut between = Vec::new();
    loop {
        at = scan::skip_trivia(bytes, at);
        if after_item && at < stop && bytes.get(at) == Some(&b',') {
            at = scan::skip_trivia(bytes, at + 1);
        } else if after_item && tail < items.len() {
            return None;
        }
        if at >= stop {
            break;
        }
        let end = scan::skip_value(bytes, at).ok()?;
        between.push(Span::new(at, end));
        (at, after_item) = (end, true);
    }
    if at != stop {
        return None;
    }
    items.splice(head..tail, between);
    Some(())
}

fn moved(span: Span, by: u32) -> Span {
    Span { start: span.start.wrapping_add(by), end: span.end.wrapping_add(by) }
}

#[cfg(test)]
mod tests {
    use super::{OwnedStep, Patch, Tree};

    const TEXT: &str = r#"// a story
{ "a": [ {"b": [1, {"c": 2}]}, 3, ], /* no */ "d": {"e": "f"} }"#;

    #[test]
    fn paths_and_ranges_lead_to_each_other() {
        let tree = Tree::new(TEXT).expect("JSONC");
        let field = |name: &str| OwnedStep::Field(name.into());
        let check = |steps: &[OwnedStep], expect: &str| {
            let range = tree.range(TEXT, steps).expect(expect);
            assert_eq!((&TEXT[range.clone()], &tree.path(TEXT, range.start)[..]), (expect, steps));
        };
        check(&[field("a"), OwnedStep::Index(1)], "3");
        check(&[field("a"), OwnedStep::Index(0), field("b"), OwnedStep::Index(1), field("c")], "2");
        check(&[field("d"), field("e")], "\"f\"");
        assert_eq!(tree.range(TEXT, &[field("a"), OwnedStep::Index(2)]), None);
        assert_eq!(tree.path(TEXT, 0), []);
    }

    #[test]
    fn a_tree_is_updated_after_every_small_patch() {
        let tree = Tree::new(TEXT).expect("JSONC");
        let mut kept = 0;
        for with in ["", "4", "4,", ", 4", "[5]", "\"", "//", " ", "}", "\n"] {
            for start in 0..=TEXT.len() {
                for end in [start, start + 1, start + 3, start + 9] {
                    let Some(patch) = Patch::new(vec![(start..end, with.to_owned())]) else { continue };
                    let mut text = TEXT.to_owned();
                    if patch.apply(&mut text).is_none() {
                        continue;
                    }
                    let mut followed = tree.clone();
                    if let Ok(expect) = Tree::new(&text) {
                        followed.follow(&text, &patch).expect("a tree that can be built can be updated");
                        assert_eq!(followed, expect, "{text}");
                        kept += 1;
                    }
                }
            }
        }
        assert!(kept > 500, "{kept}");
    }
}
