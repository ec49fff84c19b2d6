//! The contexts that the parts of the timeline read.

use egui::Pos2;

use crate::document::Document;
use crate::layout::plan::Plan;
use crate::layout::scene::Scene;
use crate::state::State;
use crate::story::Story;
use crate::story::problem::Problem;
use crate::theme::Theme;
use crate::time::window::Window;
use crate::ui::settings::Wheel;

/// Everything that timeline, chart and overview read.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Shown<'a> {
    pub(in crate::ui) story: &'a Story,
    pub(in crate::ui) state: &'a State,
    /// The text of the story; `None` where it cannot be edited.
    pub(in crate::ui) text: Option<Text<'a>>,
    pub(in crate::ui) theme: &'a Theme,
    /// The visible stretch of the axis, which may be on its way to the state's.
    pub(in crate::ui) window: Window,
    /// The effect of the wheel.
    pub(in crate::ui) wheel: Wheel,
    /// Whether a card lies over all of it.
    pub(in crate::ui) is_covered: bool,
}

/// The text of the story, and the mistakes that it has already.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Text<'a> {
    pub(in crate::ui) document: &'a Document,
    pub(in crate::ui) problems: &'a [Problem],
}

/// Everything that the parts of the timeline read.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) story: &'a Story,
    pub(super) state: &'a State,
    pub(super) theme: &'a Theme,
    pub(super) plan: &'a Plan,
    pub(super) scene: &'a Scene,
    /// The scene's corner on the screen.
    pub(super) origin: Pos2,
}
