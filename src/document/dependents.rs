//! The items that refer to an item, and how: to be shown before it is removed.

use std::collections::HashSet;

use super::Document;
use super::edit::{FieldOwner, ItemId};
use super::fields::ItemKind;
use super::item::Item;
use super::reference::{Fate, Reference, changed_of_story, references};
use crate::text::Fault;
use crate::text::words::counted;

/// An item that refers to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependent {
    /// The item, or the story itself.
    pub owner: FieldOwner,
    /// The reference.
    pub reference: Reference,
}

/// The references to an item, in the order of the format and of the text.
///
/// Cost: reads every item that has the id in its text.
///
/// # Errors
/// The text is not JSON.
pub fn dependents(document: &Document, of: &ItemId) -> Result<Vec<Dependent>, Fault> {
    let is_it = |reference: &Reference| reference.kind == of.kind && reference.id == of.id;
    let mut found = Vec::new();
    changed_of_story(document, &mut |reference| {
        if is_it(reference) {
            found.push(Dependent { owner: FieldOwner::Story, reference: reference.clone() });
        }
        Fate::Keep
    })?;
    for kind in ItemKind::ALL {
        for item in document.items(kind)?.iter().filter(|item| may_refer(item, &of.id)) {
            let Some(id) = item.id() else { continue };
            let owner = FieldOwner::Item(ItemId { kind, id: id.into_owned() });
            let to_it = references(item)?.into_iter().filter(is_it);
            found.extend(to_it.map(|reference| Dependent { owner: owner.clone(), reference }));
        }
    }
    Ok(found)
}

/// Whether an item may refer to something with this id: only if the id stands in its text, or there is an escape that may
/// hide it. Spares reading most items.
pub(super) fn may_refer(item: &Item, id: &str) -> bool {
    item.json().contains('\\')
        || item
            .json()
            .match_indices(id)
            .any(|(at, _)| item.json()[..at].ends_with('"') && item.json()[at + id.len()..].starts_with('"'))
}

/// Whether an item may refer to something with one of these ids; see [`may_refer`].
pub(super) fn may_refer_to_any(item: &Item, ids: &HashSet<&str>) -> bool {
    // Without escapes, every second part between quotes is a text.
    item.json().contains('\\') || item.json().split('"').skip(1).step_by(2).any(|text| ids.contains(text))
}

/// The ways in which items refer to others: the kind and the field, and the words for one item and for several.
const WAYS: &[(ItemKind, &str, &str, &str)] = &[
    (ItemKind::Event, "thread", "has it as its thread", "have it as their thread"),
    (ItemKind::Event, "also", "also belongs to it", "also belong to it"),
    (ItemKind::Event, "place", "happens there", "happen there"),
    (ItemKind::Event, "cast", "has them in its cast", "have them in their cast"),
    (ItemKind::Event, "when", "is placed in time by it", "are placed in time by it"),
    (ItemKind::Event, "phase", "belongs to it", "belong to it"),
    (ItemKind::Event, "begins", "is their beginning", "are their beginnings"),
    (ItemKind::Event, "ends", "is their end", "are their ends"),
    (ItemKind::Event, "learns", "says what they learn", "say what they learn"),
    (ItemKind::Event, "knows", "says what they know", "say what they know"),
    (ItemKind::Event, "because", "has it as a cause", "have it as a cause"),
    (ItemKind::Event, "cites", "cites it", "cite it"),
    (ItemKind::Place, "within", "lies within it", "lie within it"),
    (ItemKind::Place, "travel", "has a way to it", "have a way to it"),
    (ItemKind::Phase, "from", "starts with it", "start with it"),
    (ItemKind::Phase, "to", "ends with it", "end with it"),
];

/// References in words, such as `3 events have it as their thread`: one sentence for each way to refer.
pub fn in_words(dependents: &[Dependent]) -> Vec<String> {
    let mut ways: Vec<(&FieldOwner, &str, Vec<&FieldOwner>)> = Vec::new();
    for Dependent { owner, reference } in dependents {
        let is_same = |other: &&FieldOwner| kind(owner) == kind(other);
        match ways.iter_mut().find(|(first, field, _)| is_same(first) && *field == reference.field) {
            Some((_, _, owners)) if owners.last() == Some(&owner) => {}
            Some((_, _, owners)) => owners.push(owner),
            None => ways.push((owner, reference.field, vec![owner])),
        }
    }
    let sentence = |(first, field, owners): (&FieldOwner, &str, Vec<&FieldOwner>)| {
        let Some(kind) = kind(first) else {
            return if field == "muted" {
                "muted findings are about it".to_owned()
            } else {
                format!("the story refers to it in its field “{field}”")
            };
        };
        let many = format!("{}s", kind.word());
        let count = counted(owners.len(), kind.word(), &many);
        let is_one = owners.len() == 1;
        match WAYS.iter().find(|way| way.0 == kind && way.1 == field) {
            Some((_, _, one, many)) => format!("{count} {}", if is_one { one } else { many }),
            None if is_one => format!("{count} refers to it in its field “{field}”"),
            None => format!("{count} refer to it in their field “{field}”"),
        }
    };
    ways.into_iter().map(sentence).collect()
}

fn kind(owner: &FieldOwner) -> Option<ItemKind> {
    match owner {
        FieldOwner::Story => None,
        FieldOwner::Item(item) => Some(item.kind),
    }
}

#[cfg(test)]
mod tests {
    use super::{Document, ItemId, ItemKind, dependents, in_words};

    #[test]
    fn what_refers_to_an_item_is_told_in_words() {
        let document = Document::from_text(
            r#"{ "muted": [{ "finding": "two-places", "events": ["x", "y"], "character": "k" }], "places": ["A", { "id": "b", "name": "B", "within": "a" }], "phases": [{ "title": "P", "from": "x", "to": "x" }],
            "events": [{ "id": "x", "thread": "t", "also": "u", "place": "a", "cast": ["k"] },
            { "id": "y", "thread": "t", "cast": "\u006b", "when": { "after": ["x"], "before": "x" }, "because": [{ "event": "x" }],
              "cites": [{ "source": "s" }, { "source": "s" }] },
            { "id": "z", "title": "x", "thread": "u", "when": { "during": "x" }, "phase": "P", "begins": "k", "ends": ["k"],
              "learns": { "fact": "f", "characters": "k" }, "knows": [{ "fact": "f", "characters": ["k"] }] }] }"#
                .to_owned(),
        );
        let check = |kind, id: &str, expect: &[&str]| {
            let found = dependents(&document, &ItemId { kind, id: id.to_owned() }).expect("JSON");
            assert_eq!(in_words(&found), expect, "{id}");
        };
        check(ItemKind::Thread, "t", &["2 events have it as their thread"]);
        check(ItemKind::Thread, "u", &["1 event also belongs to it", "1 event has it as its thread"]);
        check(ItemKind::Place, "a", &["1 place lies within it", "1 event happens there"]);
        check(
            ItemKind::Character,
            "k",
            &[
                "muted findings are about it",
                "2 events have them in their cast",
                "1 event is their beginning",
                "1 event is their end",
                "1 event says what they learn",
                "1 event says what they know",
            ],
        );
        check(ItemKind::Phase, "P", &["1 event belongs to it"]);
        check(ItemKind::Source, "s", &["1 event cites it"]);
        check(
            ItemKind::Event,
            "x",
            &[
                "muted findings are about it",
                "1 phase starts with it",
                "1 phase ends with it",
                "2 events are placed in time by it",
                "1 event has it as a cause",
            ],
        );
        check(ItemKind::Event, "z", &[]);
    }
}
