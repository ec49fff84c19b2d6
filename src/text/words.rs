//! Counts and titles in sentences for people.

use crate::time::digits::grouped;

/// The most characters of a title in a sentence.
const SHORT: usize = 40;

/// A count as people read it: `999`, `1,000`, `1,000,000`.
pub fn number(count: usize) -> String {
    grouped(count)
}

/// `1 event`, `3 events`, `12,000 events`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{} {many}", number(count)) }
}

/// A title in quotation marks, cut if it is long.
pub fn titled(title: &str) -> String {
    match title.char_indices().nth(SHORT) {
        Some((end, _)) => format!("“{}…”", title[..end].trim_end()),
        None => format!("“{title}”"),
    }
}

#[cfg(test)]
mod tests {
    use super::{counted, titled};

    #[test]
    fn counts_and_titles_are_read_as_words() {
        assert_eq!(counted(1, "event", "events"), "1 event");
        assert_eq!(counted(0, "event", "events"), "0 events");
        assert_eq!(counted(12_000, "event", "events"), "12,000 events");
        assert_eq!(titled("The siege"), "“The siege”");
        assert_eq!(titled(&"é".repeat(40)), format!("“{}”", "é".repeat(40)));
        assert_eq!(titled(&format!("{} and more", "é".repeat(39))), format!("“{}…”", "é".repeat(39)));
    }
}
