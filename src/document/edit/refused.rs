//! The place in a list of edits of the reason that one of them cannot be made.

use super::{Edit, EditError, EditsError, FieldOwner, known_field};
use crate::document::fields::STORY;

impl EditsError {
    /// The error of the edit at this index of a list, which cannot be made.
    pub fn refused(index: usize, edit: &Edit, error: &EditError) -> Self {
        let inner = error.path();
        let dot = if inner.is_empty() || inner.starts_with('[') { "" } else { "." };
        let said = error.to_string();
        let message = said.strip_prefix(inner).and_then(|rest| rest.strip_prefix(": "));
        Self {
            path: format!("[{index}]{}{dot}{inner}", part(edit, error)),
            message: message.filter(|_| !inner.is_empty()).unwrap_or(&said).to_owned(),
        }
    }
}

/// The part of an edit that an error is about, such as `.field`; empty for an error of the story.
fn part(edit: &Edit, error: &EditError) -> String {
    let of_kind = |kind: super::ItemKind| format!(".{}", kind.word());
    let names = |other: &Option<String>| match (error, other) {
        (EditError::UnknownItem { id, .. }, Some(other)) => id == other,
        _ => false,
    };
    if matches!(error, EditError::Broken(_) | EditError::NoList { .. }) {
        return String::new();
    }
    match edit {
        Edit::Add { before, .. } if names(before) => ".before".to_owned(),
        Edit::Move { item, before } if names(before) && before.as_ref() != Some(&item.id) => ".before".to_owned(),
        Edit::Add { kind, .. } => of_kind(*kind),
        Edit::Remove(item) | Edit::Move { item, .. } => of_kind(item.kind),
        Edit::Rename { item, .. } if matches!(error, EditError::UnknownItem { .. }) => of_kind(item.kind),
        Edit::Rename { .. } => ".to".to_owned(),
        Edit::Set { owner: FieldOwner::Story, field, .. } if known_field(STORY.fields, field).is_err() => {
            ".story".to_owned()
        }
        Edit::Set { owner: FieldOwner::Item(item), .. } if matches!(error, EditError::UnknownItem { .. }) => {
            of_kind(item.kind)
        }
        Edit::Set { owner: FieldOwner::Item(item), field, .. }
            if known_field(item.kind.fields(), field).is_err() || *error == EditError::IdIsRenamed =>
        {
            ".field".to_owned()
        }
        Edit::Set { .. } => ".value".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::EditsError;
    use crate::document::Document;
    use crate::document::edit::edits_from_json;

    #[test]
    fn errors_name_their_place_in_the_list() {
        let check = |edit: &str, expect: &str| {
            let story = r#"{"threads": [{"id": "t"}], "events": [{"id": "a"}, {"id": "b"}], "places": 3}"#;
            let list = format!(r#"[{{"do": "set", "story": "title", "value": "x"}}, {edit}]"#);
            let edits = edits_from_json(&list).expect("a list of edits");
            let (at, error) = Document::from_text(story.to_owned()).make(&edits).expect_err("it is refused");
            assert_eq!(EditsError::refused(at, &edits[at], &error).to_string(), expect, "{edit}");
        };
        check(r#"{"do": "remove", "event": "c"}"#, r#"[1].event: unknown event "c""#);
        check(r#"{"do": "remove", "place": "x"}"#, "[1]: places: expected a list, found a number");
        check(r#"{"do": "move", "event": "x2", "before": "x2"}"#, r#"[1].event: unknown event "x2""#);
        check(r#"{"do": "move", "event": "a", "before": "x2"}"#, r#"[1].before: unknown event "x2""#);
        let event = r#""event": {"id": "c", "title": "C", "thread": "t""#;
        check(&format!(r#"{{"do": "add", {event}}}, "before": "x2"}}"#), r#"[1].before: unknown event "x2""#);
        check(
            &format!(r#"{{"do": "add", {event}, "when": {{"after": [3]}}}}}}"#),
            "[1].event.when.after[0]: expected a text, found a number",
        );
        check(
            r#"{"do": "add", "event": {"id": "a", "title": "A", "thread": "t"}}"#,
            r#"[1].event: another event has the id "a" already; choose a different one"#,
        );
        check(
            r#"{"do": "rename", "event": "a", "to": "b"}"#,
            r#"[1].to: another event has the id "b" already; choose a different one"#,
        );
        check(r#"{"do": "rename", "event": "x2", "to": "b"}"#, r#"[1].event: unknown event "x2""#);
        check(
            r#"{"do": "set", "story": "titel", "value": "b"}"#,
            r#"[1].story: unknown field "titel"; did you mean "title"?"#,
        );
        let set = |field: &str, value: &str| {
            format!(r#"{{"do": "set", "event": "a", "field": "{field}", "value": {value}}}"#)
        };
        check(&set("titel", "3"), r#"[1].field: unknown field "titel"; did you mean "title"?"#);
        check(&set("id", "\"c\""), r#"[1].field: an id is changed with "rename", so that every reference follows"#);
        check(&set("title", "3"), "[1].value: expected a text, found a number");
        check(&set("title", "null"), r#"[1].value: every event has a field "title"; give it a value"#);
        check(&set("when", r#"{"afer": 3}"#), r#"[1].value: unknown field "afer"; did you mean "after"?"#);
        check(
            &set("because", r#"["a", {"event": "a", "nope": "x", "note": 1}]"#),
            r#"[1].value[1]: unknown field "nope"; did you mean "note"?"#,
        );
        check(
            &set("because", r#"[{"event": "a", "note": "x", "note": "y"}]"#),
            r#"[1].value[0]: field "note" is given twice; keep one of the two"#,
        );
    }
}
