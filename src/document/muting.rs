//! Edits of the list of findings that a story accepts.

use serde_json::value::RawValue;

use super::Document;
use super::edit::{Edit, FieldOwner};
use crate::text::scan;
use crate::text::syntax;

/// The field of the story that has the list.
const FIELD: &str = "muted";

/// The edit that adds an entry, which is JSON; `None` if the text or the entry cannot be read.
pub fn mute(document: &Document, entry: &str) -> Option<Edit> {
    let mut entries = entries(document)?;
    entries.push(entry.to_owned());
    set(&entries)
}

/// The edit that removes the entry at this index; `None` if there is none, or the text cannot be read.
pub fn unmute(document: &Document, index: usize) -> Option<Edit> {
    let mut entries = entries(document)?;
    (index < entries.len()).then(|| entries.remove(index))?;
    set(&entries)
}

/// The entries, without comments.
fn entries(document: &Document) -> Option<Vec<String>> {
    let text = document.text();
    let Some((member, _)) = document.tree().ok()?.field(text, FIELD) else { return Some(Vec::new()) };
    let items = scan::items(text, member.value).ok()?;
    Some(items.into_iter().map(|item| syntax::check_at_once(item.of(text)).text.into_owned()).collect())
}

fn set(entries: &[String]) -> Option<Edit> {
    let value =
        if entries.is_empty() { None } else { Some(RawValue::from_string(format!("[{}]", entries.join(", "))).ok()?) };
    Some(Edit::Set { owner: FieldOwner::Story, field: FIELD.to_owned(), value })
}

#[cfg(test)]
mod tests {
    use super::{Document, Edit, mute, unmute};
    use crate::document::edit::patch;

    const ENTRY: &str = r#"{"why": "So", "finding": "two-places"}"#;

    #[track_caller]
    fn check(before: &str, edit: impl Fn(&Document) -> Option<Edit>, expect: Option<&str>) {
        let mut document = Document::from_text(before.to_owned());
        let patch = edit(&document).map(|edit| patch(&document, &edit).expect("it can be made"));
        if let Some(patch) = &patch {
            document.apply(patch).expect("it fits");
        }
        assert_eq!(patch.map(|_| document.text()), expect);
    }

    #[test]
    fn entries_come_and_go() {
        let add = |document: &Document| mute(document, ENTRY);
        let written = r#"{"finding": "two-places", "why": "So"}"#;
        check("{\"events\": []}", add, Some(&format!("{{\"muted\": [{written}], \"events\": []}}")));
        check(
            "{\"muted\": [{\"finding\": \"after-end\" /* all */}]}",
            add,
            Some(&format!("{{\"muted\": [{{\"finding\": \"after-end\" /* all */}}, {written}]}}")),
        );
        check("{\"muted\": [", add, None);
        check("{}", |document| mute(document, "{"), None);
        let two = r#"{"muted": [{"finding": "after-end"}, {"finding": "two-places"}]}"#;
        check(two, |document| unmute(document, 0), Some(r#"{"muted": [{"finding": "two-places"}]}"#));
        check(two, |document| unmute(document, 2), None);
        check(
            r#"{"muted": [{"finding": "after-end"}], "title": "T"}"#,
            |document| unmute(document, 0),
            Some(r#"{"title": "T"}"#),
        );
    }
}
