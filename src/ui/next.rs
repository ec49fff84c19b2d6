//! The ways to leave the open story, which wait until its unsaved work is saved or given up.

use crate::state::view::View;
use crate::ui::host::source::Source;

/// What the user wants to do next.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::ui) enum Next {
    /// Open this story, at this view if one is given.
    Open(Source, Option<Box<View>>),
    /// Begin a new story.
    New,
    /// Close the window.
    Close,
}
