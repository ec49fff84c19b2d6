//! The timeline, the chart and the overview below it. They read a [`Shown`] and push commands, and keep a [`TimelineView`]
//! from one frame to the next.
//!
//! | file | what is in it |
//! |---|---|
//! | `context` | what all of them read |
//! | `view`, `cache` | what is kept between frames, and when it is made anew |
//! | `nodes`, `node`, `marks` | what screen readers read and Tab reaches, and the clicks on it |
//! | `lanes` | the menus and the dragging of lanes |
//! | `pointer` | drags, clicks, the wheel and fingers, as commands |
//! | `glide` | windows and marks on their way |
//! | `writing` | gestures that change the story |
//! | `overview`, `charts` | the strips below the lanes |

pub(in crate::ui) mod cache;
pub(in crate::ui) mod charts;
mod context;
pub(in crate::ui) mod glide;
pub(in crate::ui) mod lanes;
mod marks;
mod node;
mod nodes;
pub(in crate::ui) mod overview;
mod pointer;
mod view;
pub(in crate::ui) mod writing;

use std::rc::Rc;

use egui::{CursorIcon, Pos2, Sense, Ui};

use crate::layout::scene::{HitTarget, Scene};
use crate::paint::{self, Medium};
use crate::state::command::Command;
use crate::theme::Theme;
use crate::ui::widgets::kit::is_touch;
use context::Context;
pub(in crate::ui) use context::{Shown, Text};
pub(in crate::ui) use view::{Interaction, TimelineView};

/// How far the handle of the detail panel reaches into the timeline, in points.
const HANDLE: f32 = 4.0;

/// Shows `scene` in all of `ui`.
pub(in crate::ui) fn timeline_ui(
    ui: &mut Ui,
    shown: &Shown<'_>,
    view: &mut TimelineView,
    scene: &Rc<Scene>,
    commands: &mut Vec<Command>,
) {
    let rect = ui.available_rect_before_wrap();
    ui.advance_cursor_after_rect(rect);
    // Its right edge is left to the handle that resizes the detail panel. It is no stop for Tab: the keyboard can do
    // nothing there.
    let ground = rect.with_max_x(rect.max.x - HANDLE);
    let ground = ui.interact(ground, ui.scope_id().with("ground"), Sense::CLICK | Sense::DRAG);
    let pointer = ui
        .input(|input| input.pointer.hover_pos())
        .filter(|_| !shown.is_covered && ui.rect_contains_pointer(rect))
        .map(|at| at - rect.min.to_vec2());
    let target = pointer.and_then(|at| scene.hit(at));
    view.interaction.point_at(scene, pointer, target);
    let moving = view.shown_scene(ui.ctx(), scene);
    let TimelineView { cache, interaction, .. } = view;
    paint_scene(ui, shown.theme, scene, &moving, rect.min, target, interaction);
    let Some(plan) = cache.plan.get() else { return };
    let Shown { story, state, theme, .. } = *shown;
    let context = Context { story, state, theme, plan, scene, origin: rect.min };
    let before = commands.len();
    nodes::nodes_ui(ui, &context, interaction, commands);
    if interaction.two_fingers {
        // The first of two fingers did not mean the mark that it hit.
        commands.truncate(before);
    }
    if let Some(HitTarget::Path(who)) = target {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        ground.clone().on_hover_text_at_pointer(format!("{} — click selects them", story.character(who).name));
    }
    if (scene.lanes.is_empty() || story.events.is_empty()) && interaction.writing.adding.is_none() {
        lanes::empty_ui(ui, &context, commands);
    }
    lanes::move_ui(ui, &context, interaction, commands);
    let is_writing = interaction.writing.ui(ui, &context, shown.text, &ground, commands);
    interaction.focus_selected |= interaction.writing.gives_back();
    pointer::pointer_ui(ui, &context, interaction, &ground, shown.wheel, is_writing, commands);
}

impl Interaction {
    /// Notes that the pointer is at `target`, at this point of the scene.
    fn point_at(&mut self, scene: &Scene, pointer: Option<Pos2>, target: Option<HitTarget>) {
        if let Some(HitTarget::Event(event)) = target {
            self.pointing.event = Some(event);
        }
        let is_on_axis =
            |at: &Pos2| scene.body.x_range().contains(at.x) && (scene.body.contains(*at) || scene.axis.contains(*at));
        self.pointing.at = pointer.filter(is_on_axis).map(|at| scene.scale.ticks_from_x(at.x));
    }
}

/// Paints the scene on its way (`moving`), with the thing that is pointed at, here or in a chart.
fn paint_scene(
    ui: &Ui,
    theme: &Theme,
    scene: &Scene,
    moving: &Scene,
    origin: Pos2,
    target: Option<HitTarget>,
    interaction: &Interaction,
) {
    let painter = ui.painter_at(scene.rect.translate(origin.to_vec2()));
    let Interaction { pointed, pointing, .. } = interaction;
    let hover = target.or(pointed.event.map(HitTarget::Event));
    paint::timeline(moving, theme, &painter, origin, Medium::Window(hover));
    let is_empty = scene.lanes.is_empty();
    if let Some(at) = pointing.at.or(pointed.at).filter(|_| !is_empty && !is_touch(ui.ctx())) {
        paint::hairline(scene, theme, &painter, origin, scene.scale.x_from_ticks(at));
    }
}
