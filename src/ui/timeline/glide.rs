//! Motion: the window between where it was and where it is to be, and marks on their way to another arrangement.

use std::rc::Rc;

use egui::Context;

use super::view::TimelineView;
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
    /// Where the window is now.
    pub(in crate::ui) fn at(&self, goal: Window, ctx: &Context) -> Window {
        let share = ((ctx.input(|input| input.time) - self.start) / GLIDE_SECONDS).clamp(0.0, 1.0);
        // Slowing down towards the goal.
        self.from.towards(goal, 1.0 - (1.0 - share).powi(3))
    }
}

/// Marks on their way to where another arrangement has them.
pub(in crate::ui) struct Morph {
    /// Where they come from.
    from: Rc<Scene>,
    /// When they started, in egui's seconds.
    start: f64,
}

/// How long marks are on their way, in seconds.
const MORPH_SECONDS: f64 = 0.26;

impl TimelineView {
    /// Lets the window glide to where it is to be, from where it is seen now or else from `from`.
    pub(in crate::ui) fn start_glide(&mut self, ctx: &Context, from: Window) {
        let from = self.glide.as_ref().map_or(from, |glide| glide.at(from, ctx));
        self.glide = Some(Glide { from, start: ctx.input(|input| input.time) });
    }

    /// The window as it is now on its way to `goal`.
    pub(in crate::ui) fn shown_window(&mut self, ctx: &Context, goal: Window) -> Window {
        let Some(glide) = &self.glide else { return goal };
        if ctx.input(|input| input.time) - glide.start >= GLIDE_SECONDS {
            self.glide = None;
            return goal;
        }
        ctx.request_repaint();
        glide.at(goal, ctx)
    }

    /// Lets the marks go on from where they are seen now to where another arrangement has them.
    pub(in crate::ui) fn start_morph(&mut self, ctx: &Context) {
        let from = self.cache.scene.get().cloned().map(|scene| self.shown_scene(ctx, &scene));
        self.morph = from.map(|from| Morph { from, start: ctx.input(|input| input.time) });
    }

    /// The scene to paint for `goal`: itself, or where its marks are on their way to it.
    pub(super) fn shown_scene(&mut self, ctx: &Context, goal: &Rc<Scene>) -> Rc<Scene> {
        let Some(morph) = &self.morph else { return goal.clone() };
        let share = (ctx.input(|input| input.time) - morph.start) / MORPH_SECONDS;
        if share >= 1.0 || morph.from.rect != goal.rect {
            self.morph = None;
            return goal.clone();
        }
        ctx.request_repaint();
        // Slowly off and slowly there.
        let t = share.clamp(0.0, 1.0) as f32;
        Rc::new(morph::between(&morph.from, goal, t * t * (3.0 - 2.0 * t)))
    }
}
