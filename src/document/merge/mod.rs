//! Two changed texts of one story made one: what only we changed is brought into their text. Things are fields of the
//! story and items of its lists, known by their ids. A thing that both changed is a conflict, for people to decide.

mod apply;
mod comments;
mod order;
mod outside;
mod things;
mod words;

use super::Document;
use super::dependents::{dependents, in_words};
use super::edit::ItemId;
use super::fields::ItemKind;
use crate::text::Fault;
use crate::text::patch::Patch;
use apply::Changes;
pub use outside::outside_patch;
use things::{Key, Things, is_same};

/// What came of merging.
#[derive(Clone, Debug, PartialEq)]
pub enum Merge {
    /// No thing was changed by both.
    Clean(Merged),
    /// The things that both changed.
    Conflicts(Vec<Conflict>),
}

/// Two texts made one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// The patch of their text that brings our changes into it.
    pub patch: Patch,
    /// What is to be looked at, in sentences.
    pub notes: Vec<String>,
}

/// A thing of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A field of the story itself.
    Field(String),
    /// An item of one of its lists.
    Item(ItemId),
}

/// A thing that both sides changed, each in another way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The thing.
    pub thing: Thing,
    /// Its title, or the name of the field.
    pub title: String,
    /// What we did with it, such as `changed title and summary` or `removed it`.
    pub ours: String,
    /// What they did with it.
    pub theirs: String,
}

/// One of two changed texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The text that is open.
    Ours,
    /// The text that it is merged with, such as the file's.
    Theirs,
}

/// Merges our text and theirs, both of which come of `base`. White space does not count as a change.
///
/// # Errors
/// One of the texts is not JSON.
pub fn merge(base: &Document, ours: &Document, theirs: &Document) -> Result<Merge, Fault> {
    let mut conflicts = Vec::new();
    let merged = combine(base, ours, theirs, &mut |conflict| {
        conflicts.push(conflict);
        Side::Theirs
    })?;
    Ok(if conflicts.is_empty() { Merge::Clean(merged) } else { Merge::Conflicts(conflicts) })
}

/// The same with conflicts decided: `choose` is asked of each which side it is taken from.
///
/// # Errors
/// One of the texts is not JSON.
pub fn take(
    base: &Document,
    ours: &Document,
    theirs: &Document,
    choose: &dyn Fn(&Conflict) -> Side,
) -> Result<Merged, Fault> {
    combine(base, ours, theirs, &mut |conflict| choose(&conflict))
}

fn combine(
    base: &Document,
    ours: &Document,
    theirs: &Document,
    choose: &mut dyn FnMut(Conflict) -> Side,
) -> Result<Merged, Fault> {
    let [base_things, our_things, their_things] = [Things::of(base)?, Things::of(ours)?, Things::of(theirs)?];
    let mut changes = Changes::default();
    let mut gone: Vec<ItemId> = Vec::new();
    let mut decide = |key: &Key| {
        let [was, mine, other] = [&base_things, &our_things, &their_things].map(|things| things.get(key));
        let same = |a: Option<&str>, b: Option<&str>| match (a, b) {
            (Some(a), Some(b)) => is_same(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        if was.is_some() && (mine.is_none() || other.is_none()) {
            gone.extend(key.item());
        }
        if same(was, mine) || same(mine, other) {
            return;
        }
        let is_ours = same(was, other)
            || choose(words::conflict(key, [was, mine, other], [&base_things, &our_things, &their_things]))
                == Side::Ours;
        if is_ours {
            changes.add(key, mine, other);
        }
    };
    for key in our_things.keys() {
        decide(key);
    }
    for key in base_things.keys().filter(|key| our_things.get(key).is_none()) {
        decide(key);
    }
    let (merged, mut notes) = changes.make([&base_things, &our_things, &their_things], theirs);
    merged.tree()?;
    let (merged, note) = comments::bring(base, ours, merged);
    notes.extend(note);
    for item in gone.iter().filter(|item| merged.item(item.kind, &item.id).is_none()) {
        // One side has removed it while the other has not, or has come to refer to it.
        let title = [&our_things, &their_things, &base_things].into_iter().find_map(|things| things.title(item));
        for words in in_words(&dependents(&merged, item)?) {
            let title = title.as_deref().unwrap_or(&item.id);
            notes.push(format!("The {} “{title}” is gone, but {words}.", item.kind.word()));
        }
    }
    Ok(Merged { patch: outside_patch(theirs, &merged), notes })
}

/// The lists of a story, in the order of the format.
const LISTS: [ItemKind; 6] = ItemKind::ALL;

#[cfg(test)]
mod tests;
