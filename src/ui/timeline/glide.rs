//! Motion: the window between where it was and where it is to be, and marks on their way to another arrangement.

use std::rc::Rc;

use egui::Context;

use crate::layout::morph;
use crate::layout::scene::Scene;
use crate::time::window::Window;

/// A window on its way.
pub(in crate::ui) struct Glide {
    pub(in crate::ui) from: Window,
    /// When it started, in egui's seconds.
    pub(in crate::ui) start: f64,
}

/// How long a window is on its way, in seconds.
const GLIDE_SECONDS: f64 = 0.18;

impl Glide {
    /// A glide that starts now, from this window.
    pub(super) fn start(ctx: &Context, from: Window) -> Self {
        Self { from, start: now(ctx) }
    }

    /// The window as it is now.
    pub(in crate::ui) fn at(&self, goal: Window, ctx: &Context) -> Window {
        let share = ((now(ctx) - self.start) / GLIDE_SECONDS).clamp(0.0, 1.0);
        // Slowing down towards the goal.
        self.from.towards(goal, 1.0 - (1.0 - share).powi(3))
    }

    /// Whether the window has arrived.
    pub(super) fn is_over(&self, ctx: &Context) -> bool {
        now(ctx) - self.start >= GLIDE_SECONDS
    }
}

/// Marks on their way to their places in another arrangement.
pub(in crate::ui) struct Morph {
    /// Their places at the start.
    from: Rc<Scene>,
    /// When they started, in egui's seconds.
    start: f64,
}

/// How long marks are on their way, in seconds.
const MORPH_SECONDS: f64 = 0.26;

impl Morph {
    /// A morph that starts now, from this scene.
    pub(super) fn start(ctx: &Context, from: Rc<Scene>) -> Self {
        Self { from, start: now(ctx) }
    }

    /// The scene as it is now on its way to `goal`; `None` once it has arrived, or if the timeline has another size.
    pub(super) fn at(&self, goal: &Scene, ctx: &Context) -> Option<Scene> {
        let share = (now(ctx) - self.start) / MORPH_SECONDS;
        if share >= 1.0 || self.from.rect != goal.rect {
            return None;
        }
        // Slowly off and slowly there.
        let t = share.clamp(0.0, 1.0) as f32;
        Some(morph::between(&self.from, goal, t * t * (3.0 - 2.0 * t)))
    }
}

/// The time in egui's seconds.
fn now(ctx: &Context) -> f64 {
    ctx.input(|input| input.time)
}
