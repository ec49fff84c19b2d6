//! A window on its way: where it is between where it was and where it is to be.

use egui::Context;

use super::App;
use crate::time::window::Window;

/// A window on its way.
pub(super) struct Glide {
    pub(super) from: Window,
    /// When it started, in egui's seconds.
    pub(super) start: f64,
}

/// How long a window is on its way, in seconds.
const GLIDE_SECONDS: f64 = 0.18;

impl Glide {
    /// Where the window is now.
    pub(super) fn at(&self, goal: Window, ctx: &Context) -> Window {
        let share = ((ctx.input(|input| input.time) - self.start) / GLIDE_SECONDS).clamp(0.0, 1.0);
        // Slowing down towards the goal.
        self.from.towards(goal, 1.0 - (1.0 - share).powi(3))
    }
}

impl App {
    /// The window as it is now on its way to where it should be.
    pub(super) fn shown_window(&mut self, ctx: &Context) -> Window {
        let goal = self.state.window;
        let Some(glide) = &self.glide else { return goal };
        if ctx.input(|input| input.time) - glide.start >= GLIDE_SECONDS {
            self.glide = None;
            return goal;
        }
        ctx.request_repaint();
        glide.at(goal, ctx)
    }
}
