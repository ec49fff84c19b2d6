//! The thread that a new story has so that there is a lane to begin in. It gives way to the first thread with a name.

use super::Document;
use super::edit::{Edit, ItemId};
use super::fields::ItemKind;

/// Its title.
pub const TITLE: &str = "Main plot";
/// Its id.
pub(in crate::document) const ID: &str = "main";

/// The edit that removes the thread of a new story, if nothing but it has been written yet.
pub fn removal(document: &Document) -> Option<Edit> {
    let (Ok(threads), Ok(events)) = (document.items(ItemKind::Thread), document.items(ItemKind::Event)) else {
        return None;
    };
    let [thread] = threads.as_slice() else { return None };
    let is_untouched = ["summary", "group"].iter().all(|field| thread.field(field).is_none());
    let is_it = thread.id()? == ID && thread.title() == TITLE && is_untouched && events.is_empty();
    is_it.then(|| Edit::Remove(ItemId { kind: ItemKind::Thread, id: ID.to_owned() }))
}

#[cfg(test)]
mod tests {
    use super::removal;
    use crate::document::Document;

    #[test]
    fn only_an_untouched_thread_gives_way() {
        let of = |from: &str, to: &str| {
            let text = Document::new_story("A").text().replace(from, to);
            removal(&Document::from_text(text)).is_some()
        };
        assert!(of("", ""), "a new story");
        for (from, to) in [
            ("Main plot", "The siege"),
            ("\"Main plot\"", "\"Main plot\", \"summary\": \"All of it.\""),
            ("\"Main plot\" }", "\"Main plot\" }, { \"id\": \"court\" }"),
            ("\"events\": []", "\"events\": [{ \"id\": \"a\", \"thread\": \"main\" }]"),
        ] {
            assert!(!of(from, to), "{to}");
        }
    }
}
