//! The things of a story by their keys, as they are written.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use foldhash::fast::RandomState;

use crate::document::Document;
use crate::document::edit::ItemId;
use crate::document::fields::ItemKind;
use crate::document::item::Item;
use crate::text::Fault;
use crate::text::scan::{self, Span};

/// The key of a thing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// A field of the story that is no list of items, by its name.
    Field(String),
    /// The item with this id; the number counts those with the same id before it.
    Item(ItemKind, String, usize),
    /// An item without an id, by its text without white space.
    Nameless(ItemKind, String, usize),
}

impl Key {
    /// The kind of the item, if it is one.
    pub(super) fn kind(&self) -> Option<ItemKind> {
        match self {
            Self::Item(kind, ..) | Self::Nameless(kind, ..) => Some(*kind),
            Self::Field(_) => None,
        }
    }

    /// The item, if it is one that has an id.
    pub(super) fn item(&self) -> Option<ItemId> {
        match self {
            Self::Item(kind, id, _) => Some(ItemId { kind: *kind, id: id.clone() }),
            _ => None,
        }
    }
}

/// The things of a story.
pub(super) struct Things<'d> {
    text: &'d str,
    /// In the order of the text: first the fields, then the items of each list.
    order: Vec<Key>,
    spans: HashMap<Key, Span, RandomState>,
}

impl<'d> Things<'d> {
    /// # Errors
    /// The text is not JSON.
    pub(super) fn of(document: &'d Document) -> Result<Self, Fault> {
        let mut things = Self { text: document.text(), order: Vec::new(), spans: HashMap::default() };
        let tree = document.tree()?;
        for member in tree.members() {
            let name = scan::string(document.text(), member.key).unwrap_or_default();
            let is_list = ItemKind::ALL.into_iter().any(|kind| kind.list() == name)
                && tree.field(document.text(), &name).is_some_and(|(_, items)| items.is_some());
            if !is_list {
                things.add(Key::Field(name.into_owned()), member.value);
            }
        }
        for kind in ItemKind::ALL {
            let mut seen: HashMap<String, usize, RandomState> = HashMap::default();
            for item in document.items(kind)? {
                let id = item.id().filter(|id| !id.is_empty()).map(String::from);
                let name = id.clone().unwrap_or_else(|| bare(item.json()));
                let count = seen.entry(name.clone()).or_default();
                let key = if id.is_some() { Key::Item(kind, name, *count) } else { Key::Nameless(kind, name, *count) };
                *count += 1;
                things.add(key, item.span());
            }
        }
        Ok(things)
    }

    fn add(&mut self, key: Key, span: Span) {
        // Of a field that is repeated, the first one counts.
        if let Entry::Vacant(entry) = self.spans.entry(key.clone()) {
            entry.insert(span);
            self.order.push(key);
        }
    }

    /// All keys, in the order of the text.
    pub(super) fn keys(&self) -> impl Iterator<Item = &Key> {
        self.order.iter()
    }

    /// The keys of the items of a list, in their order.
    pub(super) fn list(&self, kind: ItemKind) -> Vec<Key> {
        self.keys().filter(|key| key.kind() == Some(kind)).cloned().collect()
    }

    /// A thing as it is written.
    pub(super) fn get(&self, key: &Key) -> Option<&'d str> {
        self.spans.get(key).map(|span| span.of(self.text))
    }

    /// The range of a thing.
    pub(super) fn span(&self, key: &Key) -> Option<Span> {
        self.spans.get(key).copied()
    }

    /// The title of an item.
    pub(super) fn title(&self, item: &ItemId) -> Option<String> {
        let span = self.span(&Key::Item(item.kind, item.id.clone(), 0))?;
        Some(Item::at(self.text, item.kind, span).title().into_owned())
    }
}

/// Whether two things are the same but for white space.
pub(super) fn is_same(a: &str, b: &str) -> bool {
    a == b || bare(a) == bare(b)
}

/// A text without the white space around its values.
pub(super) fn bare(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut in_text = false;
    let mut is_escaped = false;
    for c in json.chars() {
        if in_text {
            in_text = is_escaped || c != '"';
            is_escaped = c == '\\' && !is_escaped;
        } else if c.is_ascii_whitespace() {
            continue;
        } else {
            in_text = c == '"';
        }
        out.push(c);
    }
    out
}
