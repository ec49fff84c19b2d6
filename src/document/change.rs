//! A change as the user makes it: edits under one name, made and taken back together.

use std::sync::Arc;

use super::Document;
use super::edit::{Edit, EditError, ItemId, batch};
use crate::text::patch::Patch;

/// Edits that are one step of undo.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Its name in the words of a command, such as `move “Damar is killed”`.
    pub name: String,
    /// The edits, each of the text that those before it leave.
    pub edits: Vec<Edit>,
    /// The item that is selected once they are made; `None` leaves the selection as it is.
    pub select: Option<ItemId>,
    /// The key of a series: changes of one series in a row are one step of undo, as letters typed into a field are.
    pub series: Option<Arc<str>>,
}

impl Change {
    /// A change by itself that leaves the selection as it is.
    pub fn new(name: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { name: name.into(), edits, select: None, series: None }
    }

    /// The same, with this item selected afterwards.
    #[must_use]
    pub fn selecting(self, item: ItemId) -> Self {
        Self { select: Some(item), ..self }
    }

    /// The same, as one of a series.
    #[must_use]
    pub fn in_series(self, key: &str) -> Self {
        Self { series: Some(key.into()), ..self }
    }
}

impl Document {
    /// Makes all edits or none; returns the patch that takes them back, which is empty if they change nothing.
    ///
    /// Cost: for more than a few edits, about one pass over the text, and some microseconds for each.
    ///
    /// # Errors
    /// An edit cannot be made, with its position in the list; the document is unchanged.
    pub fn make(&mut self, edits: &[Edit]) -> Result<Patch, (usize, EditError)> {
        batch::make(self, edits)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::value::RawValue;

    use super::{Document, Edit};
    use crate::document::edit::{FieldOwner, ItemId};
    use crate::document::fields::ItemKind;

    fn titled(id: &str, title: &str) -> Edit {
        let owner = FieldOwner::Item(ItemId { kind: ItemKind::Thread, id: id.to_owned() });
        let value = RawValue::from_string(serde_json::Value::from(title).to_string()).ok();
        Edit::Set { owner, field: "title".to_owned(), value }
    }

    #[test]
    fn all_edits_are_made_or_none() {
        let mut document = Document::new_story("A");
        let text = document.text().to_owned();
        let undo = document.make(&[titled("main", "B"), titled("main", "C")]).expect("both can be made");
        assert!(document.text().contains("\"C\""));
        document.apply(&undo).expect("it fits");
        assert_eq!(document.text(), text);
        let (at, _) = document.make(&[titled("main", "B"), titled("other", "C")]).expect_err("there is no such thread");
        assert_eq!((at, document.text()), (1, &*text));
    }
}
