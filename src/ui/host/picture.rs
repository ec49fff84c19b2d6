//! A picture to write: everything that it shows, kept as it was when it was asked for.

use std::sync::Arc;

use crate::export::PictureSize;
use crate::export::picture::{PictureKind, Subject};
use crate::state::State;
use crate::story::Story;
use crate::theme::{Fonts, Theme};

/// A picture to write.
pub(in crate::ui) struct Picture {
    pub(in crate::ui) story: Arc<Story>,
    pub(in crate::ui) state: State,
    pub(in crate::ui) kind: PictureKind,
    pub(in crate::ui) size: PictureSize,
    pub(in crate::ui) theme: Theme,
    pub(in crate::ui) fonts: Fonts,
}

impl Picture {
    /// The picture to draw.
    pub(in crate::ui) fn subject(&self) -> Subject<'_> {
        let Self { story, state, kind, size, theme, fonts } = self;
        Subject { story, state, kind: *kind, size: *size, theme, fonts }
    }
}
