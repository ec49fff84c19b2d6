//! The charts below the timeline, drawn with `egui_plot`: pacing, who is on stage, the story curve, presence. The window
//! and the pictures share them.
//!
//! A chart draws into the rectangle that it is given and says what the user did there. It counts nothing itself, moves
//! nothing, and looks the same whenever it is given the same; it knows no command.

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

pub use board::{ChartData, chart_ui, height, height_in, height_on_poster, name_ui, picture_ui};
pub use curve::{Figure, Spotlight, curve_ui};
pub use pacing::pacing_ui;
pub use presence::presence_ui;
pub use stage::stage_ui;

/// What every chart is drawn of and with.
#[derive(Clone, Copy)]
pub struct ChartContext<'a> {
    /// The story.
    pub story: &'a Story,
    /// The order that the timeline shows.
    pub order: Order,
    /// What is visible there, in ticks of that order.
    pub window: Window,
    /// The colours.
    pub theme: &'a Theme,
    /// Where the pointer is on the timeline or in a chart beside it, in ticks of that order.
    pub hover: Option<f64>,
}

/// What the user did in a chart in this frame; nothing by default.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ChartResponse {
    /// The event under the pointer.
    pub hovered: Option<EventId>,
    /// The time under the pointer, in ticks of the order shown.
    pub hover_at: Option<f64>,
    /// The event that was clicked.
    pub clicked: Option<EventId>,
    /// The time that was clicked, in ticks of the order shown, where no event was.
    pub clicked_at: Option<f64>,
    /// The stretch that is to be visible, in ticks of the order shown.
    pub brushed: Option<[f64; 2]>,
    /// The cell that was clicked: a character and the position of a phase.
    pub cell: Option<(CharacterId, usize)>,
    /// By how many ticks the window is to move.
    pub pan: Option<f64>,
    /// How much larger everything is to get, and the time in ticks that is to stay where it is.
    pub zoom: Option<(f64, f64)>,
}
