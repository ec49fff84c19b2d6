//! Edits together with the sentences that say what they do, to be shown before they are made.

use serde_json::value::RawValue;

use super::edit::{Edit, EditError, FieldOwner, ItemId};
use super::fields::ItemKind;
use super::{Document, item::Item};

/// Edits, and what they do besides what was asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// The edits, in the order to make them.
    pub edits: Vec<Edit>,
    /// What they do, in sentences.
    pub says: Vec<String>,
}

impl Plan {
    /// Adds an edit that sets a field of an item, or removes it if there is no value. `json` must be JSON.
    pub(crate) fn set(&mut self, kind: ItemKind, id: &str, field: &str, json: Option<String>) {
        self.set_of(FieldOwner::Item(ItemId { kind, id: id.to_owned() }), field, json);
    }

    /// The same for any owner.
    pub(crate) fn set_of(&mut self, owner: FieldOwner, field: &str, json: Option<String>) {
        let removes = json.is_none();
        let value = json.and_then(|json| RawValue::from_string(json).ok());
        // A value that is no JSON must not remove the field.
        if removes || value.is_some() {
            self.edits.push(Edit::Set { owner, field: field.to_owned(), value });
        }
    }
}

/// The item with this id.
pub(super) fn known<'d>(document: &'d Document, kind: ItemKind, id: &str) -> Result<Item<'d>, EditError> {
    document.item(kind, id).ok_or_else(|| EditError::UnknownItem { kind, id: id.to_owned(), nearest: None })
}
