//! A story as it is written in its file: its fields, its text, and edits of that text. Knows the names and kinds of
//! fields; their meaning, the resolution of names and the times of events belong to [`story`](crate::story).
//!
//! The text is the document: an [`Edit`](edit::Edit) becomes a [`Patch`] of it, undoing applies the inverse patch, and
//! saving writes the text, so everything that is not edited stays the same to the byte.

pub mod addition;
pub mod change;
pub(crate) mod check;
pub mod clipboard;
pub mod dependents;
pub mod edit;
pub mod fields;
pub mod format;
pub mod fresh_id;
pub mod history;
pub mod item;
pub mod made_id;
pub mod merge;
pub mod merge_items;
pub mod muting;
pub mod outline;
pub mod placeholder;
pub mod plan;
pub mod reference;
pub mod removal;
pub mod telling;
pub(crate) mod when_text;
pub mod write;

use std::sync::{Arc, OnceLock};

use crate::text::Fault;
use crate::text::decode::{self, Encoding, NotText};
use crate::text::patch::Patch;
use crate::text::tree::Tree;
use fresh_id::IdLists;

/// A story's text and the ranges of its parts. Cloning shares the text.
#[derive(Clone, Debug)]
pub struct Document {
    text: Arc<String>,
    encoding: Encoding,
    revision: u64,
    /// Built on first use, because opening a story does not need it.
    tree: OnceLock<Result<Arc<Tree>, Fault>>,
    /// The ids in use, read when new ones are made.
    ids: Arc<IdLists>,
}

impl Document {
    /// The document in the bytes of a file, which need not be a valid story.
    ///
    /// # Errors
    /// The bytes are not text.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, NotText> {
        let encoding = Encoding::of(&bytes);
        let text = if encoding == Encoding::default() {
            // The bytes are the text: no copy.
            String::from_utf8(bytes).or_else(|error| decode::decode(error.as_bytes()).map(String::from))?
        } else {
            decode::decode(&bytes)?.into_owned()
        };
        Ok(Self { encoding, ..Self::from_text(text) })
    }

    /// A document with this text, saved as UTF-8.
    pub fn from_text(text: String) -> Self {
        Self {
            text: Arc::new(text),
            encoding: Encoding::default(),
            revision: 0,
            tree: OnceLock::new(),
            ids: Arc::default(),
        }
    }

    /// A new story with this title, one thread and no events.
    pub fn new_story(title: &str) -> Self {
        let title = serde_json::Value::from(title);
        let (id, thread) = (placeholder::ID, placeholder::TITLE);
        Self::from_text(format!(
            "{{\n  \"plotlanes\": 1,\n  \"title\": {title},\n  \"threads\": [\n    \
             {{ \"id\": \"{id}\", \"title\": \"{thread}\" }}\n  ],\n  \"events\": []\n}}\n"
        ))
    }

    /// The text, without a byte-order mark.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The encoding of the file.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The number of patches applied so far, so two revisions have different texts.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The bytes to save: the bytes that were read, with the patches applied since.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.encoding.encode(&self.text)
    }

    /// The ranges of the document's parts.
    ///
    /// Cost: a pass over the text the first time, then none, also after patches.
    ///
    /// # Errors
    /// The text is not JSON, so its parts cannot be found.
    pub fn tree(&self) -> Result<&Tree, Fault> {
        let tree = self.tree.get_or_init(|| Tree::new(&self.text).map(Arc::new));
        tree.as_deref().map_err(Clone::clone)
    }

    /// Changes the text and returns the patch that undoes the change. `None`, with the document unchanged, if the patch
    /// does not fit.
    pub fn apply(&mut self, patch: &Patch) -> Option<Patch> {
        let inverse = patch.apply(Arc::make_mut(&mut self.text))?;
        self.revision += 1;
        self.ids = Arc::default();
        self.tree = match self.tree.take() {
            Some(Ok(mut tree)) => {
                let followed = Arc::make_mut(&mut tree).follow(&self.text, patch);
                OnceLock::from(followed.map(|()| tree))
            }
            _ => OnceLock::new(),
        };
        Some(inverse)
    }
}
