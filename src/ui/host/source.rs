//! The source of a story, and the ways to ask for one. Knows nothing of how it is read.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError};

use crate::story::Story;
use crate::story::compile::compile;

/// The name of the embedded story in menus.
pub(in crate::ui) const BUILT_IN: &str = "What You Leave Behind (built in)";

/// The story that the program opens with.
pub const EPISODE: &[u8] = include_bytes!("../../../data/what_you_leave_behind.json");

/// The embedded story.
///
/// # Panics
/// Never in a build that passes its tests: one of them loads it.
pub fn episode() -> Story {
    let (story, _) = compile(EPISODE).faultless().expect("a test holds that the embedded story loads");
    story
}

/// The place that a story comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// The one embedded in the program.
    Episode,
    /// None yet: a story that is in no file so far, and a name for its file.
    New(String),
    /// A file.
    File(PathBuf),
    /// An address on the web; only a browser reads those.
    Address(String),
    /// Bytes that came by standard input or from a browser, and their name.
    Bytes(String, Arc<[u8]>),
    /// A file that the browser has handed over, to be read and written: its name, and its number among those.
    Picked(String, u64),
    /// A file that the browser could not read: its name, and the reason.
    Unread(String, String),
}

impl Source {
    /// The same with a path that means the same file from any folder.
    pub(in crate::ui) fn absolute(self) -> Self {
        match self {
            Self::File(path) => Self::File(std::path::absolute(&path).unwrap_or(path)),
            other => other,
        }
    }

    /// Its name, which tells stories apart.
    pub(in crate::ui) fn name(&self) -> String {
        match self {
            Self::Episode => "the episode".to_owned(),
            Self::File(path) => path.display().to_string(),
            Self::New(name)
            | Self::Address(name)
            | Self::Bytes(name, _)
            | Self::Picked(name, _)
            | Self::Unread(name, _) => name.clone(),
        }
    }

    /// Its name in a sentence: that of the file without its folder.
    pub(in crate::ui) fn short_name(&self) -> String {
        let name = self.name();
        match self {
            Self::File(path) => path.file_name().map_or(name, |name| name.display().to_string()),
            Self::Address(_) => name.rsplit('/').find(|part| !part.is_empty()).unwrap_or(&name).to_owned(),
            _ => name,
        }
    }

    /// How an entry of the browser's history names it: by its address, or by the name of the file that it was read from.
    pub(in crate::ui) fn entry(&self) -> (Option<&str>, Option<&str>) {
        match self {
            Self::Address(address) => (Some(address), None),
            Self::Bytes(name, _) | Self::Picked(name, _) | Self::Unread(name, _) => (None, Some(name)),
            Self::Episode | Self::New(_) | Self::File(_) => (None, None),
        }
    }
}

/// A file that was asked for: the chosen one, or `None` if none was.
pub(in crate::ui) type Dialog = Receiver<Option<Source>>;

/// The answer of a dialog, once it is there and not empty.
pub(in crate::ui) fn chosen(dialog: &mut Option<Dialog>) -> Option<Source> {
    let answer = dialog.as_ref()?.try_recv();
    match answer {
        Ok(source) => {
            *dialog = None;
            source
        }
        Err(TryRecvError::Empty) => None,
        Err(TryRecvError::Disconnected) => {
            *dialog = None;
            None
        }
    }
}

/// Where the browser has gone.
#[derive(Clone, Debug)]
pub(in crate::ui) struct Arrival {
    /// How many entries of the history back (below 0) or forward.
    pub(in crate::ui) steps: i32,
    /// The address of that entry's story, if it has one.
    pub(in crate::ui) story: Option<String>,
    /// The name of the file that the entry's story was in, if it was in one.
    pub(in crate::ui) file: Option<String>,
    /// The view of that entry.
    pub(in crate::ui) fragment: String,
}
