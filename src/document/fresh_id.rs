//! Ids for new items: readable, made from their names, and in use for no other item of their kind.

use std::collections::HashSet;

use super::Document;
use super::fields::ItemKind;
use super::made_id::id_from_name;
use crate::text::Fault;

/// The most characters of a made id, not counting a number at its end.
const LONGEST: usize = 40;

/// An id for a new item with this name or title. A phase is identified by its title, so for a phase it is a title.
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
    taken: HashSet<String>,
}

impl FreshIds {
    /// Ids that are in use in no list of this kind.
    ///
    /// # Errors
    /// The text is not JSON, so the ids in use cannot be found.
    pub fn new(document: &Document, kind: ItemKind) -> Result<Self, Fault> {
        let ids = document.items(kind)?.into_iter().filter_map(|item| item.id());
        Ok(Self { kind, taken: ids.map(std::borrow::Cow::into_owned).collect() })
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
        if self.taken.insert(id.to_owned()) {
            return id.to_owned();
        }
        let between = if self.kind == ItemKind::Phase { ' ' } else { '-' };
        // A number at the end counts on. One with leading zeros, or of a year's size, is part of the name.
        let numbered = id.rsplit_once(between).filter(|(base, number)| {
            !base.is_empty()
                && (1..=3).contains(&number.len())
                && number.bytes().all(|digit| digit.is_ascii_digit())
                && !number.starts_with('0')
                && self.taken.contains(*base)
        });
        let base = numbered.map_or(id, |(base, _)| base);
        let mut number = 2_u64;
        loop {
            let next = format!("{base}{between}{number}");
            if self.taken.insert(next.clone()) {
                return next;
            }
            number += 1;
        }
    }

    /// Whether an item has this id.
    pub fn is_taken(&self, id: &str) -> bool {
        self.taken.contains(id)
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
    fn ids_made_together_differ() {
        let mut ids = FreshIds::new(&Document::new_story("A"), ItemKind::Event).expect("JSON");
        let made: Vec<String> = ["Siege", "Siege", "Siege 2", "siege"].map(|name| ids.for_name(name)).into();
        assert_eq!(made, ["siege", "siege-2", "siege-3", "siege-4"]);
        assert_eq!(ids.like("siege-2"), "siege-5");
    }
}
