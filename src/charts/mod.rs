//! The charts below the timeline, drawn with `egui_plot`: pacing, on stage, story curve, presence. Window and pictures
//! share them.
//!
//! A chart draws into a given rectangle and returns the user's actions there. It counts nothing itself, keeps no state,
//! and knows no commands.

pub mod board;
pub mod curve;
mod frame;
pub mod pacing;
mod parts;
pub mod presence;
pub mod stage;

use crate::story::Story;
use crate::story::id::{CharacterId, EventId};
use crate::story::order::Order;
use crate::theme::Theme;
use crate::time::window::Window;

pub use board::{ChartData, chart_ui, height, height_in, height_on_poster, name_ui, picture_ui, split};
pub use curve::{Figure, Spotlight, curve_ui};
pub use pacing::pacing_ui;
pub use presence::presence_ui;
pub use stage::stage_ui;

/// The context that every chart is drawn in.
#[derive(Clone, Copy)]
pub struct ChartContext<'a> {
    /// The story.
    pub story: &'a Story,
    /// The order that the timeline shows.
    pub order: Order,
    /// The visible part of time, in ticks of that order.
    pub window: Window,
    /// The colours.
    pub theme: &'a Theme,
    /// The time under the pointer, on the timeline or in the chart, in ticks of that order.
    pub hover: Option<f64>,
}

/// The user's actions in a chart in this frame; none by default.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ChartResponse {
    /// The event under the pointer.
    pub hovered: Option<EventId>,
    /// The time under the pointer, in ticks of the order shown.
    pub hover_at: Option<f64>,
    /// The event that was clicked.
    pub clicked: Option<EventId>,
    /// The time that was clicked, if no event was, in ticks of the order shown.
    pub clicked_at: Option<f64>,
    /// The range of time to show, in ticks of the order shown.
    pub brushed: Option<[f64; 2]>,
    /// The cell that was clicked: a character and the position of a phase.
    pub cell: Option<(CharacterId, usize)>,
    /// How far to move the window, in ticks.
    pub pan: Option<f64>,
    /// The factor to zoom by, and the time that stays in place, in ticks.
    pub zoom: Option<(f64, f64)>,
}
