//! The context that the cards read.

use crate::state::State;
use crate::story::Story;
use crate::theme::{Fonts, Theme};
use crate::ui::host::source::Source;
use crate::ui::settings::Settings;

/// Everything that the cards read.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Context<'a> {
    pub(in crate::ui) story: &'a Story,
    pub(in crate::ui) source: &'a Source,
    pub(in crate::ui) state: &'a State,
    pub(in crate::ui) settings: &'a Settings,
    pub(in crate::ui) theme: &'a Theme,
    pub(in crate::ui) fonts: &'a Fonts,
    /// The size of the timeline with its chart, in points: that of a picture of the view.
    pub(in crate::ui) timeline_size: [u32; 2],
    /// Whether a picture is being written.
    pub(in crate::ui) is_writing: bool,
}
