//! Unsaved work as it is kept while the program runs, so that a crash loses no more than its last second, and as it is
//! offered at the next start.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};

use crate::document::Document;
use crate::story::words::counted;

/// The version of the form in which drafts are kept.
const VERSION: u64 = 1;

/// A story with changes that are not saved. A copy shares its texts, so that a draft costs a frame nothing.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The file that it is a changed version of; `None` for a story that was never saved.
    pub file: Option<PathBuf>,
    /// Its name for people, such as `novel.json`.
    pub name: String,
    /// Its text.
    pub document: Document,
    /// The text of the file when it was last read or saved; `None` if it has none.
    pub saved: Option<Document>,
}

impl Draft {
    /// The draft as the bytes of a file: a line that tells of it, and the bytes of its text.
    pub fn to_bytes(&self) -> Vec<u8> {
        let base = self.saved.as_ref().map(|saved| format!("{:016x}", hash(&saved.to_bytes())));
        // JSON is text; of a path that is not, only the name is kept.
        let file = self.file.as_ref().and_then(|file| file.to_str());
        let about = json!({ "draft": VERSION, "file": file, "name": self.name, "base": base });
        let mut bytes = about.to_string().into_bytes();
        bytes.push(b'\n');
        bytes.extend(self.document.to_bytes());
        bytes
    }
}

/// A draft that was left when the program ended, and what has become of its file.
#[derive(Clone, Debug)]
pub struct LeftDraft {
    /// The file that it is a changed version of; `None` for a story that was never saved.
    pub file: Option<PathBuf>,
    /// Its name for people.
    pub name: String,
    /// Its text.
    pub document: Document,
    /// A hash of the file that it was made of; `None` if there was none.
    base: Option<u64>,
    /// The time since it was last kept, if that is known.
    pub age: Option<Duration>,
    /// What has become of its file.
    pub since: FileSince,
}

/// What has become of the file of a draft since the draft was made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileSince {
    /// It is as it was, or there was none: saving the draft overwrites nothing else.
    Same,
    /// It has other contents now.
    Changed,
    /// It is not there any more, or cannot be read.
    Gone,
}

impl LeftDraft {
    /// The draft in the bytes of [`Draft::to_bytes`], which was last kept so long ago. `read` reads its file. `None` if the
    /// bytes are no draft, or that of a later version of the program.
    pub fn new(bytes: &[u8], age: Option<Duration>, read: impl FnOnce(&Path) -> Option<Vec<u8>>) -> Option<Self> {
        let end = bytes.iter().position(|byte| *byte == b'\n')?;
        let about: Value = serde_json::from_slice(&bytes[..end]).ok()?;
        let text = |name: &str| about.get(name).and_then(Value::as_str);
        if about.get("draft")?.as_u64()? != VERSION {
            return None;
        }
        let mut left = Self {
            file: text("file").map(PathBuf::from),
            name: text("name")?.to_owned(),
            document: Document::from_bytes(bytes[end + 1..].to_vec()).ok()?,
            base: text("base").and_then(|base| u64::from_str_radix(base, 16).ok()),
            age,
            since: FileSince::Same,
        };
        if let Some(file) = &left.file {
            left.since = match read(file) {
                Some(bytes) if left.is_made_of(&bytes) => FileSince::Same,
                Some(_) => FileSince::Changed,
                None => FileSince::Gone,
            };
        }
        Some(left)
    }

    /// Whether it was made of a file with these bytes.
    pub fn is_made_of(&self, bytes: &[u8]) -> bool {
        self.base == Some(hash(bytes))
    }

    /// What a person is asked, such as `Go on with the unsaved changes of novel.json from 5 minutes ago?`
    pub fn question(&self) -> String {
        let name = &self.name;
        let what = if self.file.is_some() { format!("changes of {name}") } else { format!("story {name}") };
        let from = self.age.map_or_else(String::new, |age| format!(" from {}", ago(age)));
        let since = match self.since {
            FileSince::Same => "",
            FileSince::Changed => " The file has changed since.",
            FileSince::Gone => " The file is not there any more.",
        };
        format!("Go on with the unsaved {what}{from}?{since}")
    }
}

/// A hash that is the same on every machine and in every version of the program (FNV-1a, 64 bits).
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01B3))
}

/// A time that has passed, roughly.
fn ago(age: Duration) -> String {
    let minutes = age.as_secs() / 60;
    let (number, unit) = match minutes {
        0 => return "a moment ago".to_owned(),
        1..60 => (minutes, "minute"),
        60..1440 => (minutes / 60, "hour"),
        _ => (minutes / 1440, "day"),
    };
    format!("{} ago", counted(number as usize, unit, &format!("{unit}s")))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Draft, FileSince, LeftDraft, hash};
    use crate::document::Document;

    fn draft(bytes: &[u8], file: Option<&str>) -> Draft {
        let document = Document::from_bytes(bytes.to_vec()).expect("a text");
        let saved = file.map(|_| Document::from_text("saved".to_owned()));
        Draft { file: file.map(Into::into), name: "é.json".to_owned(), document, saved }
    }

    #[test]
    fn drafts_come_back_as_they_were() {
        let utf16: Vec<u8> = "\u{FEFF}{\r\n}".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [&b""[..], b"{}", b"\n{\r\n\t\"title\": \"not json", "\u{FEFF}{ }\n".as_bytes(), &utf16] {
            for file in [Some("/stories/é.json"), None] {
                let there = draft(bytes, file);
                let back = LeftDraft::new(&there.to_bytes(), None, |_| Some(b"saved".to_vec())).expect("a draft");
                assert_eq!((&back.file, &back.name, back.since), (&there.file, &there.name, FileSince::Same));
                assert_eq!((back.document.to_bytes(), back.is_made_of(b"saved")), (bytes.to_vec(), file.is_some()));
            }
        }
    }

    #[test]
    fn anything_else_is_no_draft() {
        for bytes in [
            &b""[..],
            b"\n",
            b"{}\n{}",
            b"{\"draft\":2,\"name\":\"later\"}\n{}",
            b"{\"draft\":1}\n{}",
            b"{\"draft\":1,\"name\":\"cut",
            b"{\"draft\":1,\"name\":\"no text\"}\n\xFF",
        ] {
            assert!(LeftDraft::new(bytes, None, |_| None).is_none(), "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn the_hash_is_that_of_the_standard() {
        // From the test vectors of its authors.
        assert_eq!(hash(b""), 0xCBF2_9CE4_8422_2325);
        assert_eq!(hash(b"a"), 0xAF63_DC4C_8601_EC8C);
        assert_eq!(hash(b"foobar"), 0x8594_4171_F739_67E8);
    }

    #[test]
    fn the_question_says_which_and_when() {
        let check = |file: Option<&str>, age: Option<u64>, now: Option<&[u8]>, expect: &str| {
            let bytes = draft(b"{}", file).to_bytes();
            let left = LeftDraft::new(&bytes, age.map(Duration::from_secs), |_| now.map(Into::into));
            assert_eq!(left.expect("a draft").question(), format!("Go on with the unsaved {expect}"));
        };
        let file = Some("/stories/é.json");
        check(file, None, Some(b"saved"), "changes of é.json?");
        check(file, Some(30), Some(b"saved"), "changes of é.json from a moment ago?");
        check(file, Some(61), Some(b"other"), "changes of é.json from 1 minute ago? The file has changed since.");
        check(file, Some(3 * 3600), None, "changes of é.json from 3 hours ago? The file is not there any more.");
        check(None, Some(80 * 3600), None, "story é.json from 3 days ago?");
    }
}
