//! The outcome of saving a story, the same on every host. Knows nothing of how it is done.

use super::progress::Fingerprint;
use super::source::Source;

/// A story that was saved.
#[derive(Clone, Debug)]
pub(in crate::ui) struct Saved {
    /// Where it is now.
    pub(in crate::ui) source: Source,
    /// The state of its file, where that can be looked at again.
    pub(in crate::ui) print: Option<Fingerprint>,
}

/// The reason that a story was not saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Refusal {
    /// The file is not as it was when it was read: another program has saved it.
    Changed,
    /// A sentence that says what is wrong, and what to do.
    Failed(String),
}

/// A name for the file of a story: the one that it has, or one made of its title.
pub(in crate::ui) fn file_name(source: &Source, title: &str) -> String {
    match source {
        Source::File(_) | Source::Picked(..) | Source::Bytes(..) => {
            with_ending(&source.short_name()).unwrap_or_else(|| format!("{}.json", slug(title)))
        }
        _ => format!("{}.json", slug(title)),
    }
}

/// A path with `.json` at its end; `None` if it names no file.
pub(in crate::ui) fn with_ending(path: &str) -> Option<String> {
    let path = path.trim();
    let is_named = !path.is_empty() && !path.ends_with(std::path::is_separator);
    let has_ending = path.len() > 5 && path.to_ascii_lowercase().ends_with(".json");
    is_named.then(|| if has_ending { path.to_owned() } else { format!("{path}.json") })
}

/// A title as the name of a file, in small letters and without signs, of at most 80 bytes.
pub(in crate::ui) fn slug(title: &str) -> String {
    let words: String = title.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let words: Vec<String> = words.split_whitespace().take(8).map(str::to_lowercase).collect();
    let name = if words.is_empty() { "story".to_owned() } else { words.join("-") };
    // File systems limit names to about 255 bytes.
    name.char_indices().take_while(|(at, _)| *at < 80).map(|(_, letter)| letter).collect()
}

#[cfg(test)]
mod tests {
    use super::{Source, file_name, slug, with_ending};

    #[test]
    fn files_are_named_after_stories_and_end_in_json() {
        let named = |source: Source, title| file_name(&source, title);
        assert_eq!(named(Source::New("x".into()), "The Long Way Home!"), "the-long-way-home.json");
        assert_eq!(named(Source::File("/stories/Home.json".into()), "Another"), "Home.json");
        assert_eq!(named(Source::Bytes("standard input".into(), [].into()), "Another"), "standard input.json");
        for (title, expect) in [("", "story"), ("…", "story"), ("Ä b", "ä-b"), ("a/b\\c", "a-b-c")] {
            assert_eq!(slug(title), expect);
        }
        assert!(slug(&"ab".repeat(99)).len() <= 80);
        for (path, expect) in
            [("", None), ("  ", None), ("a/", None), ("a", Some("a.json")), (" a.JSON ", Some("a.JSON"))]
        {
            assert_eq!(with_ending(path).as_deref(), expect, "{path:?}");
        }
        assert_eq!(with_ending(".json").as_deref(), Some(".json.json"), "it would be a hidden file without a name");
    }
}
