//! Names that have no item of their own: tags and groups. They are renamed, merged and removed wherever they are used.

use super::{Outcome, Written};
use crate::document::Document;
use crate::document::change::Change;
use crate::document::edit::Edit;
use crate::document::fields::ItemKind;

/// Gives a tag another name in every event; where that is a tag already, the two become one.
///
/// Cost: an edit for every event that has the tag.
///
/// # Errors
/// The name is empty.
pub fn rename_tag(document: &Document, tag: &str, to: &str) -> Outcome {
    let to = to.trim();
    if to.is_empty() {
        return Err("A tag needs a name".to_owned());
    }
    let edits = each_tagged(document, tag, |event| event.with_entry_replaced("tags", tag, to))?;
    Ok(Change::new(format!("rename the tag “{tag}”"), edits))
}

/// Removes a tag from every event.
///
/// Cost: an edit for every event that has the tag.
///
/// # Errors
/// None in a story that can be read.
pub fn remove_tag(document: &Document, tag: &str) -> Outcome {
    let edits = each_tagged(document, tag, |event| event.without_entry("tags", tag))?;
    Ok(Change::new(format!("remove the tag “{tag}”"), edits))
}

fn each_tagged(document: &Document, tag: &str, change: impl Fn(&Written) -> Outcome) -> Result<Vec<Edit>, String> {
    let items = document.items(ItemKind::Event).map_err(|fault| fault.message)?;
    let tagged = items.iter().enumerate().filter(|(_, item)| item.texts("tags").iter().any(|known| known == tag));
    let events = tagged.filter_map(|(at, item)| Written::of(item, at));
    let mut edits = Vec::new();
    for event in events {
        edits.extend(change(&event)?.edits);
    }
    Ok(edits)
}

/// Gives a group another name in every thread and character; an empty name takes them out of it.
///
/// # Errors
/// None in a story that can be read.
pub fn rename_group(document: &Document, group: &str, to: &str) -> Outcome {
    let mut edits = Vec::new();
    for kind in [ItemKind::Thread, ItemKind::Character] {
        for item in Written::all(document, kind).iter().filter(|item| item.text("group") == group) {
            edits.extend(item.with_text("group", to.trim())?.edits);
        }
    }
    let verb = if to.trim().is_empty() { "remove" } else { "rename" };
    Ok(Change::new(format!("{verb} the group “{group}”"), edits))
}

#[cfg(test)]
mod tests {
    use super::{Document, Outcome, remove_tag, rename_group, rename_tag};

    const TEXT: &str = r#"{ "threads": [{ "id": "t", "title": "T", "group": "g" }], "characters": ["A", { "id": "b", "name": "B", "group": "g" }],
  "events": [{ "id": "1", "tags": "x" }, { "id": "2", "tags": ["x", "y"] }, { "id": "3", "tags": ["z"] }] }"#;

    #[test]
    fn tags_and_groups_change_wherever_they_are() {
        let check = |change: fn(&Document) -> Outcome, expect: &[(&str, &str)]| {
            let mut document = Document::from_text(TEXT.to_owned());
            let change = change(&document).expect("it can be written");
            document.make(&change.edits).expect("it can be made");
            let expect = expect.iter().fold(TEXT.to_owned(), |text, (from, to)| text.replace(from, to));
            assert_eq!(document.text(), expect);
        };
        check(|it| rename_tag(it, "x", "new"), &[("\"x\"", "\"new\"")]);
        check(|it| rename_tag(it, "x", "y"), &[("\"tags\": \"x\"", "\"tags\": \"y\""), ("[\"x\", \"y\"]", "[\"y\"]")]);
        check(|it| remove_tag(it, "x"), &[(", \"tags\": \"x\"", ""), ("[\"x\", \"y\"]", "[\"y\"]")]);
        check(|it| rename_group(it, "g", "h"), &[("\"g\"", "\"h\"")]);
        check(|it| rename_group(it, "g", ""), &[(", \"group\": \"g\"", "")]);
        let many = |tag: &str| {
            let events: Vec<String> =
                (0..1000).map(|at| format!("{{ \"id\": \"{at}\", \"tags\": [\"{tag}\"] }}")).collect();
            format!("{{ \"events\": [{}] }}", events.join(", "))
        };
        let mut document = Document::from_text(many("x"));
        let change = rename_tag(&document, "x", "y").expect("it can be written");
        let undo = document.make(&change.edits).expect("it can be made");
        assert_eq!(document.text(), many("y"));
        document.apply(&undo).expect("it fits");
        assert_eq!(document.text(), many("x"));
        assert!(rename_tag(&Document::from_text(TEXT.to_owned()), "x", " ").is_err());
    }
}
