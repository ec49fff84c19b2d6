//! Where the parts of a document stand in its text: its fields and the items of its lists, kept; whatever is within an
//! item, found when it is asked for.
//!
//! Eight bytes an item, so the tree of a million events (240 MB of text) takes 8 MB. `jsonc-parser`'s lossless tree
//! (version 0.34, feature `cst`) was measured for this on a file of 15.3 MB (65,000 events): 1.6–4.8 s and 520–680 MB,
//! its plain tree 0.4–0.5 s and 140 MB, `serde_json::Value` 0.26–0.57 s and 160 MB; this tree takes 0.04–0.07 s and 0.5 MB.

use std::ops::Range;

use super::Fault;
use super::patch::Patch;
use super::path::OwnedStep;
use super::scan::{self, Member, Span, Walk, fault};

/// The fields of an object that is a whole text, and the items of those that are lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    root: Span,
    branches: Vec<Branch>,
}

/// A field of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Branch {
    member: Member,
    /// If the value is a list.
    items: Option<Vec<Span>>,
}

impl Tree {
    /// The tree of a text.
    ///
    /// Cost: one pass over the text, at some 1,000 MB a second.
    ///
    /// # Errors
    /// The text is no object, or its fields or the items of its lists cannot be told apart. Faults within an item stay
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

    /// A field of the document with the items of its list, if it is one; the first field of that name.
    pub fn field(&self, text: &str, name: &str) -> Option<(Member, Option<&[Span]>)> {
        let branch = self.branches.iter().find(|branch| scan::is(text, branch.member.key, name))?;
        Some((branch.member, branch.items.as_deref()))
    }

    /// The range of the value at the end of some steps from the root; `None` if there is none.
    pub fn range(&self, text: &str, steps: &[OwnedStep]) -> Option<Range<usize>> {
        let (value, left) = self.innermost(text, steps);
        left.is_empty().then(|| value.range())
    }

    /// The value at the end of some steps from the root, or the innermost one on the way that there is, with the steps
    /// that lead nowhere.
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

    /// The steps from the root to the innermost value, or the field, around an offset.
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

    /// Follows a patch; `text` is what the patch made. Items before and behind its changes only move, so an edit of one
    /// item costs no pass over the text.
    ///
    /// # Errors
    /// As of [`new`](Self::new); the tree is then of no text.
    pub fn follow(&mut self, text: &str, patch: &Patch) -> Result<(), Fault> {
        if self.moved(text, patch).is_none() {
            *self = Self::new(text)?;
        }
        Ok(())
    }

    /// Moves everything along with a patch, as far as each of its changes lies in the value of a field; `None` if the
    /// tree must be made again.
    fn moved(&mut self, text: &str, patch: &Patch) -> Option<()> {
        let mut edits = patch.edits();
        // Counts round past zero where the text shrinks.
        let mut shift = 0_u32;
        for Branch { member, items } in &mut self.branches {
            let old = member.value;
            let (start, end) = (old.start as usize, old.end as usize);
            let inside = edits.partition_point(|(range, _)| range.start < end);
            let (mine, rest) = edits.split_at(inside);
            edits = rest;
            // A list keeps its brackets; another value is only looked at again.
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

/// Follows changes within a list, all in `changed` of the text before: items behind them move, and what lies between is
/// read again. `list` is of the text after; `shifts` are those before and behind the changes.
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
    fn a_tree_follows_every_small_patch() {
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
                        followed.follow(&text, &patch).expect("what can be made can be followed");
                        assert_eq!(followed, expect, "{text}");
                        kept += 1;
                    }
                }
            }
        }
        assert!(kept > 500, "{kept}");
    }
}
