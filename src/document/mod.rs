//! A story as it is written in its file: its fields, its text, and edits of that text. Knows which fields there are and
//! of what kind; what they mean, whether names in them are known and where events lie in time, the story says.
//!
//! The text is the document: an [`Edit`](edit::Edit) becomes a [`Patch`] of it, undoing applies the inverse patch, and
//! saving writes the text, so everything that is not edited stays as it is to the byte.

pub(crate) mod check;
pub mod edit;
pub mod fields;
pub mod format;
pub mod made_id;

use std::sync::{Arc, OnceLock};

use crate::text::Fault;
use crate::text::decode::{self, Encoding, NotText};
use crate::text::patch::Patch;
use crate::text::tree::Tree;

/// A story's text and where its parts stand in it. Cloning shares the text.
#[derive(Clone, Debug)]
pub struct Document {
    text: Arc<String>,
    encoding: Encoding,
    revision: u64,
    /// Made when it is first asked for, because opening a story needs none.
    tree: OnceLock<Result<Arc<Tree>, Fault>>,
}

impl Document {
    /// The document in the bytes of a file, which need not be a sound story.
    ///
    /// # Errors
    /// The bytes are no text.
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

    /// The document of a text, to be written as UTF-8.
    pub fn from_text(text: String) -> Self {
        Self { text: Arc::new(text), encoding: Encoding::default(), revision: 0, tree: OnceLock::new() }
    }

    /// A new story of this title: one thread and no events.
    pub fn new_story(title: &str) -> Self {
        let title = serde_json::Value::from(title);
        Self::from_text(format!(
            "{{\n  \"plotlanes\": 1,\n  \"title\": {title},\n  \"threads\": [\n    \
             {{ \"id\": \"main\", \"title\": \"Main plot\" }}\n  ],\n  \"events\": []\n}}\n"
        ))
    }

    /// The text, without a byte-order mark.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How the text is written in its file.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Counts the patches applied so far: another revision is another text.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The bytes to save: those it was read from, but for what was patched since.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.encoding.encode(&self.text)
    }

    /// Where the parts of the document stand.
    ///
    /// Cost: a pass over the text the first time, then none, also after patches.
    ///
    /// # Errors
    /// The text is no JSON, so its parts cannot be told apart.
    pub fn tree(&self) -> Result<&Tree, Fault> {
        let tree = self.tree.get_or_init(|| Tree::new(&self.text).map(Arc::new));
        tree.as_deref().map_err(Clone::clone)
    }

    /// Changes the text and gives the patch that changes it back; `None`, and the document as it was, if the patch
    /// does not fit.
    pub fn apply(&mut self, patch: &Patch) -> Option<Patch> {
        let inverse = patch.apply(Arc::make_mut(&mut self.text))?;
        self.revision += 1;
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
