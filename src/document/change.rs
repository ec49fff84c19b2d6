//! A change as the user makes it: edits under one name, made and taken back together.

use std::sync::Arc;

use super::Document;
use super::edit::{self, Edit, EditError, ItemId};
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
    /// Makes all edits or none; returns the patches that take them back, in the order to apply them.
    ///
    /// # Errors
    /// An edit cannot be made, with its position in the list; the document is unchanged.
    pub fn make(&mut self, edits: &[Edit]) -> Result<Vec<Patch>, (usize, EditError)> {
        let mut inverse = Vec::new();
        let mut rest = edits;
        while !rest.is_empty() {
            let (now, later) = rest.split_at(edit::sets_at_start(rest));
            let patch = match now {
                [one] => edit::patch(self, one).map_err(|error| (0, error)),
                sets => edit::patch_of_sets(self, sets),
            };
            match patch {
                // A patch of this text fits it. One that is its own inverse changes nothing.
                Ok(patch) => inverse.extend(self.apply(&patch).filter(|undo| *undo != patch)),
                Err((at, error)) => {
                    // Rather than by a copy of the text made beforehand, which may be long.
                    for undo in inverse.iter().rev() {
                        self.apply(undo);
                    }
                    return Err((edits.len() - rest.len() + at, error));
                }
            }
            rest = later;
        }
        inverse.reverse();
        Ok(inverse)
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
        assert!(document.text().contains("\"C\"") && undo.len() == 2);
        for patch in &undo {
            document.apply(patch).expect("it fits");
        }
        assert_eq!(document.text(), text);
        let (at, _) = document.make(&[titled("main", "B"), titled("other", "C")]).expect_err("there is no such thread");
        assert_eq!((at, document.text()), (1, &*text));
    }
}
