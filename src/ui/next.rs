//! The ways to leave the open story, which wait until its unsaved work is saved or given up; and the ways to decide between
//! two versions of it.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::document::Document;
use crate::document::merge::Side;
use crate::state::view::View;
use crate::ui::host::source::Source;

/// What the user wants to do next.
#[derive(Clone, Debug)]
pub(in crate::ui) enum Next {
    /// Open this story, at this view if one is given.
    Open(Source, Option<Box<View>>),
    /// Begin a new story.
    New,
    /// Begin a new story with this text and name.
    Create(Box<Document>, String),
    /// Close the window.
    Close,
}

/// An answer to the card about two versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Resolution {
    /// Make one of both, with these sides of what both have changed, in the order of the conflicts.
    Merge(Vec<Side>),
    /// Drop what was written here.
    TakeTheirs,
    /// Save what was written here elsewhere.
    SaveMineAs,
}

/// A save that waits until two versions of the story are one, and what comes after it.
#[derive(Clone, Debug, Default)]
pub(in crate::ui) struct SaveWanted {
    pub(in crate::ui) then: Option<Next>,
}

/// How the window comes to close.
#[derive(Debug, Default)]
pub(in crate::ui) struct Closing {
    /// The user has decided to.
    pub(in crate::ui) is_decided: bool,
    /// The system has asked the program to end: there is nobody to answer a question.
    pub(in crate::ui) is_ending: Arc<AtomicBool>,
}
