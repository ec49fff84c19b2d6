//! Ids for new items: readable, made from their names, and in use for no other item of their kind.

use std::collections::HashSet;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::{Arc, OnceLock};

use super::Document;
use super::fields::ItemKind;
use super::made_id::id_from_name;
use crate::text::Fault;

/// The most characters of a made id, not counting a number at its end.
const LONGEST: usize = 40;

/// An id for a new item with this name or title. A phase is identified by its title, so for a phase it is a title.
///
/// Cost: reads every id of the list once for each version of the document, so it may be asked in every frame.
///
/// # Errors
/// The text is not JSON, so the ids in use cannot be found.
pub fn fresh_id(document: &Document, kind: ItemKind, name: &str) -> Result<String, Fault> {
    Ok(FreshIds::new(document, kind)?.for_name(name))
}

/// Makes ids for several new items of one kind: none of them is in use, and no two are the same.
#[derive(Clone, Debug)]
pub struct FreshIds {
    kind: ItemKind,
    known: Arc<KnownIds>,
    made: HashSet<String>,
}

/// The ids of the lists of a document, each read when asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct IdLists([OnceLock<Arc<KnownIds>>; ItemKind::ALL.len()]);

/// The ids of a list by their hashes, which take a third of the time and space. Two ids with one hash, once in a hundred
/// million stories, only make one seem taken that is not.
#[derive(Debug)]
struct KnownIds {
    hashes: HashSet<u64>,
    hasher: RandomState,
}

impl KnownIds {
    fn new(document: &Document, kind: ItemKind) -> Result<Self, Fault> {
        let hasher = RandomState::new();
        let ids = document.items(kind)?.into_iter().filter_map(|item| item.id());
        Ok(Self { hashes: ids.map(|id| hasher.hash_one(&*id)).collect(), hasher })
    }
}

impl FreshIds {
    /// Ids that are in use in no list of this kind.
    ///
    /// # Errors
    /// The text is not JSON, so the ids in use cannot be found.
    pub fn new(document: &Document, kind: ItemKind) -> Result<Self, Fault> {
        let list = &document.ids.0[kind as usize];
        let known = if let Some(known) = list.get() {
            known.clone()
        } else {
            let known = Arc::new(KnownIds::new(document, kind)?);
            list.get_or_init(|| known).clone()
        };
        Ok(Self { kind, known, made: HashSet::new() })
    }

    /// An id for an item with this name or title: `the-siege`, or if that is taken `the-siege-2`.
    pub fn for_name(&mut self, name: &str) -> String {
        let name = name.trim();
        let base = match self.kind {
            _ if name.is_empty() => self.kind.word().to_owned(),
            ItemKind::Phase => name.to_owned(),
            _ => shortened(&id_from_name(name)),
        };
        self.like(&base)
    }

    /// This id, or if it is taken the same with a number: `siege`, `siege-2`, `siege-3`.
    pub fn like(&mut self, id: &str) -> String {
        if !self.is_taken(id) {
            self.made.insert(id.to_owned());
            return id.to_owned();
        }
        let between = if self.kind == ItemKind::Phase { ' ' } else { '-' };
        // A number at the end counts on. One with leading zeros, or of a year's size, is part of the name.
        let numbered = id.rsplit_once(between).filter(|(base, number)| {
            !base.is_empty()
                && (1..=3).contains(&number.len())
                && number.bytes().all(|digit| digit.is_ascii_digit())
                && !number.starts_with('0')
                && self.is_taken(base)
        });
        let base = numbered.map_or(id, |(base, _)| base);
        let mut number = 2_u64;
        loop {
            let next = format!("{base}{between}{number}");
            if !self.is_taken(&next) {
                self.made.insert(next.clone());
                return next;
            }
            number += 1;
        }
    }

    /// Whether an item has this id.
    pub fn is_taken(&self, id: &str) -> bool {
        self.known.hashes.contains(&self.known.hasher.hash_one(id)) || self.made.contains(id)
    }
}

/// An id without the words beyond the [`LONGEST`] that it may be; a single long word is cut.
fn shortened(id: &str) -> String {
    let Some((end, _)) = id.char_indices().nth(LONGEST) else { return id.to_owned() };
    let cut = &id[..end];
    let whole = if id[end..].starts_with('-') { Some(cut) } else { cut.rsplit_once('-').map(|(words, _)| words) };
    whole.filter(|words| !words.is_empty()).unwrap_or(cut).to_owned()
}

#[cfg(test)]
mod tests {
    use super::{FreshIds, fresh_id};
    use crate::document::Document;
    use crate::document::edit::edits_from_json;
    use crate::document::fields::ItemKind;

    #[test]
    fn ids_are_made_of_names_and_are_new() {
        let text = r#"{ "events": [{ "id": "siege" }, { "id": "siege-2" }, { "id": "may-1945" }, { "id": "act-1" }],
            "characters": ["Kira Nerys"], "phases": [{ "title": "The war" }] }"#;
        let document = Document::from_text(text.to_owned());
        let check = |kind, name: &str, expect: &str| {
            assert_eq!(fresh_id(&document, kind, name).expect("JSON"), expect, "{name}");
        };
        check(ItemKind::Event, "The siege!", "the-siege");
        check(ItemKind::Event, "Siege", "siege-3");
        check(ItemKind::Event, "May 1945", "may-1945-2");
        check(ItemKind::Event, "Act 1", "act-1-2");
        check(ItemKind::Thread, "Siege", "siege");
        check(ItemKind::Character, "Kira Nerys", "kira-nerys-2");
        check(ItemKind::Phase, "The war", "The war 2");
        check(ItemKind::Event, " ", "event");
        check(ItemKind::Event, "戦争と平和", "戦争と平和");
        check(ItemKind::Event, "?!", "?!");
        check(
            ItemKind::Event,
            "The night on which nobody in the whole town slept at all",
            "the-night-on-which-nobody-in-the-whole",
        );
        check(ItemKind::Event, &"x".repeat(50), &"x".repeat(40));
    }

    #[test]
    fn ids_are_read_again_when_the_text_has_changed() {
        let mut document = Document::new_story("A");
        let fresh = |document: &Document| fresh_id(document, ItemKind::Thread, "Main").expect("JSON");
        assert_eq!(fresh(&document), "main-2");
        let edit = r#"[{ "do": "rename", "thread": "main", "to": "first" }]"#;
        let undo = document.make(&edits_from_json(edit).expect("an edit")).expect("it can be made");
        assert_eq!(fresh(&document), "main");
        let renamed = document.clone();
        document.apply(&undo).expect("it fits");
        assert_eq!((fresh(&document), fresh(&renamed)), ("main-2".to_owned(), "main".to_owned()));
    }

    #[test]
    fn ids_made_together_differ() {
        let mut ids = FreshIds::new(&Document::new_story("A"), ItemKind::Event).expect("JSON");
        let made: Vec<String> = ["Siege", "Siege", "Siege 2", "siege"].map(|name| ids.for_name(name)).into();
        assert_eq!(made, ["siege", "siege-2", "siege-3", "siege-4"]);
        assert_eq!(ids.like("siege-2"), "siege-5");
    }
}
