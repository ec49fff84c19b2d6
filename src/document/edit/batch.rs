//! Many fields set at once: edits that set fields of different items are made as one patch, since none of them changes what
//! another one reads but for the style of the text around it.

use std::collections::HashMap;

use super::{Edit, EditError, Editor, Edits, FieldOwner, ItemId, overlap};
use crate::document::Document;
use crate::document::fields::ItemKind;
use crate::text::patch::Patch;

/// How many edits at the start of a list can be made as one patch by [`patch_of_sets`]; at least one if there are any.
pub(crate) fn sets_at_start(edits: &[Edit]) -> usize {
    let mut seen: Vec<&ItemId> = Vec::new();
    let mut known: HashMap<&str, Vec<ItemKind>> = HashMap::new();
    for edit in edits {
        let Some((item, _)) = set_of_item(edit) else { break };
        let kinds = known.entry(&item.id).or_default();
        if kinds.contains(&item.kind) {
            break;
        }
        kinds.push(item.kind);
        seen.push(item);
    }
    seen.len().max(edits.len().min(1))
}

/// The item and the name of its field that an edit sets; `None` if it does something else, or also changes references.
fn set_of_item(edit: &Edit) -> Option<(&ItemId, &str)> {
    match edit {
        Edit::Set { owner: FieldOwner::Item(item), field, .. } if field != item.kind.naming_field() => {
            Some((item, field))
        }
        _ => None,
    }
}

/// The patch that sets fields of different items.
///
/// Cost: reads every id of their lists once, where one patch an edit reads them once an edit: a tag of 10,000 events is
/// renamed in 0.1 s instead of minutes.
///
/// # Errors
/// An edit cannot be made, with its position in the list.
pub(crate) fn patch_of_sets(document: &Document, sets: &[Edit]) -> Result<Patch, (usize, EditError)> {
    let first = |error: EditError| (0, error);
    let editor = Editor { text: document.text(), tree: document.tree().map_err(|fault| first(fault.into()))? };
    let mut positions: Vec<Option<usize>> = vec![None; sets.len()];
    for kind in ItemKind::ALL {
        let of_kind = sets.iter().enumerate().filter_map(|(at, edit)| {
            let (item, _) = set_of_item(edit).filter(|(item, _)| item.kind == kind)?;
            Some((&*item.id, at))
        });
        let wanted: HashMap<&str, usize> = of_kind.collect();
        if wanted.is_empty() {
            continue;
        }
        for (position, &item) in editor.items(kind).map_err(first)?.iter().enumerate() {
            let Some(id) = editor.id_of(kind, item) else { continue };
            if let Some(&at) = wanted.get(&*id) {
                // Of two items with one id, the first counts.
                positions[at].get_or_insert(position);
            }
        }
    }
    let mut edits = Edits::new();
    for (at, edit) in sets.iter().enumerate() {
        let Edit::Set { owner: FieldOwner::Item(item), field, value } = edit else { continue };
        let set = match positions[at] {
            Some(position) => editor.set_at(item, position, field, value.as_deref()),
            // There is none, which is told in the same words as for a single edit.
            None => editor.set(item, field, value.as_deref()),
        };
        edits.extend(set.map_err(|error| (at, error))?);
    }
    Patch::new(edits).ok_or_else(|| first(overlap()))
}

#[cfg(test)]
mod tests {
    use super::{Document, patch_of_sets, sets_at_start};
    use crate::document::edit::edits_from_json;

    const TEXT: &str = r#"{ "threads": [{ "id": "a", "title": "A" }], "characters": ["Kira", { "id": "a", "name": "A" }],
  "phases": [{ "title": "P", "from": "a", "to": "a" }],
  "events": [{ "id": "a", "title": "A" }, { "id": "b", "title": "B" /* b */, "tags": ["x"] }, { "id": "a", "title": "again" }] }"#;

    #[test]
    fn what_can_be_set_at_once_is_found() {
        let check = |edits: &str, expect: usize| {
            assert_eq!(sets_at_start(&edits_from_json(&format!("[{edits}]")).expect("edits")), expect, "{edits}");
        };
        let set = |item: &str, field: &str| format!(r#"{{"do": "set", {item}, "field": "{field}", "value": "v"}}"#);
        let [a, b, thread] = [r#""event": "a""#, r#""event": "b""#, r#""thread": "a""#];
        check(&set(a, "title"), 1);
        check(&[set(a, "title"), set(b, "title"), set(thread, "title")].join(","), 3);
        check(&[set(a, "title"), set(b, "title"), set(a, "summary")].join(","), 2);
        check(&[set(r#""phase": "P""#, "title"), set(a, "title")].join(","), 1);
        check(&[set(a, "title"), r#"{"do": "remove", "event": "b"}"#.to_owned()].join(","), 1);
        check("", 0);
    }

    #[test]
    fn one_patch_does_what_many_do() {
        let edits = r#"[
            {"do": "set", "event": "b", "field": "tags", "value": ["y"]},
            {"do": "set", "event": "a", "field": "summary", "value": "S"},
            {"do": "set", "character": "kira", "field": "name", "value": "Kira Nerys"},
            {"do": "set", "character": "a", "field": "group", "value": "G"},
            {"do": "set", "thread": "a", "field": "title", "value": "T"}
        ]"#;
        let edits = edits_from_json(edits).expect("edits");
        assert_eq!(sets_at_start(&edits), edits.len());
        let mut one_by_one = Document::from_text(TEXT.to_owned());
        for edit in &edits {
            let patch = crate::document::edit::patch(&one_by_one, edit).expect("it can be made");
            one_by_one.apply(&patch).expect("it fits");
        }
        let mut at_once = Document::from_text(TEXT.to_owned());
        let undo = at_once.make(&edits).expect("they can be made");
        assert_eq!(at_once.text(), one_by_one.text());
        assert_eq!(undo.len(), 1);
        at_once.apply(&undo[0]).expect("it fits");
        assert_eq!(at_once.text(), TEXT);
    }

    #[test]
    fn what_cannot_be_set_is_told_with_its_position() {
        let check = |second: &str, expect: &str| {
            let first = r#"{"do": "set", "event": "b", "field": "title", "value": "T"}"#;
            let edits = edits_from_json(&format!("[{first}, {second}]")).expect("edits");
            let document = Document::from_text(TEXT.to_owned());
            let (at, error) = patch_of_sets(&document, &edits).expect_err(expect);
            assert!(at == 1 && error.to_string().contains(expect), "{at} {error}");
        };
        check(r#"{"do": "set", "event": "c", "field": "title", "value": "T"}"#, "c");
        check(r#"{"do": "set", "event": "a", "field": "titel", "value": "T"}"#, "titel");
        check(r#"{"do": "set", "event": "a", "field": "title", "value": 1}"#, "expected a text");
    }
}
