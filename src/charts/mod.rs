//! The charts below the timeline, drawn with egui_plot: pacing, who is on stage, the story curve, presence. The window
//! and the pictures share them.

use egui::Ui;
use egui::emath::Rect;

use crate::layout::focus::Focus;
use crate::state::State;
use crate::story::Story;
use crate::theme::Theme;

/// How high the open chart is, in points; 0 where none is open.
pub fn height(state: &State) -> f32 {
    if state.arrangement().chart.is_some() { 150.0 } else { 0.0 }
}

/// The open chart in a picture.
pub fn picture_ui(_ui: &mut Ui, _rect: Rect, _story: &Story, _state: &State, _focus: &Focus, _theme: &Theme) {}
