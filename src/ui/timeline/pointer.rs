//! Drags, clicks beside the nodes, the wheel and two fingers on the timeline, as commands.

use egui::{CursorIcon, InputState, PointerButton, Pos2, Response, Ui};

use super::context::Context;
use super::marks::small_mark_ui;
use super::view::Interaction;
use crate::layout::scene::{HitTarget, Scene};
use crate::state::command::Command;
use crate::state::{Mode, Selection};
use crate::time::scale::Scale;
use crate::ui::settings::Wheel;
use crate::ui::widgets::kit::{FINGER, is_touch};

/// How much the wheel turns for everything to become e times as large, in points.
const WHEEL_ZOOM: f32 = 220.0;

/// Pushes the commands of the pointer on the `ground` of the timeline. A drag that writes moves nothing else.
pub(super) fn pointer_ui(
    ui: &Ui,
    context: &Context<'_>,
    interaction: &mut Interaction,
    ground: &Response,
    wheel: Wheel,
    is_writing: bool,
    commands: &mut Vec<Command>,
) {
    if fingers(ui, context, interaction, ground, commands) {
        return;
    }
    if !is_writing {
        drag(ui, context.scene, ground, commands);
    }
    if !interaction.writing.is_busy() {
        click(ui, context, ground, commands);
    }
    turn(ui, context.scene, ground, wheel, commands);
}

/// By how much of the window's length a distance on the screen moves it.
fn share(scene: &Scene, points: f32) -> f64 {
    -f64::from(points) / f64::from(scene.body.width().max(1.0))
}

/// Two fingers: the part of the story between them stays between them. Returns whether nothing else may be made of the
/// touches: neither the first finger nor the last drags by itself.
fn fingers(
    ui: &Ui,
    context: &Context<'_>,
    interaction: &mut Interaction,
    ground: &Response,
    commands: &mut Vec<Command>,
) -> bool {
    let scene = context.scene;
    let Some(fingers) = ui.input(InputState::multi_touch) else {
        let was_two = interaction.two_fingers;
        // Until all are lifted, and in that frame too.
        interaction.two_fingers &= ui.input(|input| input.any_touches() || input.pointer.any_down());
        return was_two;
    };
    interaction.two_fingers = true;
    if ground.rect.contains(fingers.center_pos) {
        let delta = fingers.translation_delta;
        let share = share(scene, delta.x);
        commands.push(Command::Drag { share, points: -delta.y });
        let x = (fingers.center_pos - ground.rect.min.to_vec2()).x.max(scene.body.min.x);
        // About the place between the fingers as it is after the drag.
        let window = scene.scale.window;
        let window = window.pan(share * window.length()).within(context.state.extent(context.story));
        let scale = Scale { window, x: scene.body.x_range() };
        commands.push(Command::Zoom { factor: f64::from(fingers.zoom_delta), about: scale.ticks_from_x(x) });
    }
    true
}

fn drag(ui: &Ui, scene: &Scene, ground: &Response, commands: &mut Vec<Command>) {
    if !ground.dragged_by(PointerButton::Primary) && !ground.dragged_by(PointerButton::Middle) {
        return;
    }
    // The distance before the movement counted as a drag is made up for, so that the story stays under the pointer.
    let since_press = ui.input(|input| input.pointer.total_drag_delta());
    let delta = since_press.filter(|_| ground.drag_started()).unwrap_or(ground.drag_delta());
    commands.push(Command::Drag { share: share(scene, delta.x), points: -delta.y });
    ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
}

/// Clicks on the ground, which also takes those on marks that are no nodes.
fn click(ui: &Ui, context: &Context<'_>, ground: &Response, commands: &mut Vec<Command>) {
    let Context { scene, state, .. } = *context;
    let reach = if is_touch(ui.ctx()) { FINGER / 2.0 } else { 0.0 };
    let pointer = ground.interact_pointer_pos().or(ground.hover_pos()).map(|at| at - ground.rect.min.to_vec2());
    let target = pointer.and_then(|at| scene.near(at, reach));
    let lane = pointer.and_then(|at| scene.lanes.iter().find(|lane| lane.rect.y_range().contains(at.y)));
    let is_on_axis = pointer.is_some_and(|at| scene.axis.contains(at));
    match (target, lane) {
        (Some(target @ (HitTarget::Event(_) | HitTarget::Run(_))), Some(lane)) => {
            small_mark_ui(ui, context, ground, lane, target, commands);
        }
        (Some(HitTarget::Path(who)), _) if ground.clicked() => {
            commands.push(Command::Select(Selection::Character(who)));
        }
        // While writing, it adds an event.
        _ if ground.double_clicked() && state.mode == Mode::Explore => commands.push(Command::FitAll),
        _ if ground.double_clicked() => {}
        _ if ground.clicked() && is_on_axis => commands.push(Command::Pin(pin_at(context, pointer))),
        // A click that misses must not clear the pending comparison.
        _ if ground.clicked() && !ui.input(|input| input.modifiers.any()) => {
            commands.push(Command::Select(Selection::Nothing));
        }
        _ => {}
    }
}

/// The place on the axis that a click pins; none if it is pinned already.
fn pin_at(context: &Context<'_>, at: Option<Pos2>) -> Option<f64> {
    let Context { story, state, scene, .. } = *context;
    let x = at?.x;
    let is_again = state.pin.is_some_and(|pin| (scene.scale.x_from_ticks(pin) - x).abs() < 6.0);
    if is_again {
        return None;
    }
    // The start or the end of an event, if one is near: no hand hits a moment to the pixel.
    let order = state.order();
    let ends = scene.marks.iter().filter_map(|mark| match mark.target {
        HitTarget::Event(event) => Some(order.span(story, event)),
        _ => None,
    });
    let ends = ends.flat_map(|span| [span.start(), span.end()]).map(|end| (scene.scale.x_from_time(end), end));
    let nearest = ends.min_by(|a, b| (a.0 - x).abs().total_cmp(&(b.0 - x).abs()));
    let near = nearest.filter(|(at, _)| (at - x).abs() <= 4.0).map(|(_, end)| end.0 as f64);
    Some(near.unwrap_or_else(|| scene.scale.ticks_from_x(x)))
}

/// The wheel, and pinching on a trackpad.
fn turn(ui: &Ui, scene: &Scene, ground: &Response, wheel: Wheel, commands: &mut Vec<Command>) {
    if !ui.rect_contains_pointer(ground.rect) {
        return;
    }
    let Some(pointer) = ui.input(|input| input.pointer.hover_pos()) else { return };
    let about = scene.scale.ticks_from_x((pointer - ground.rect.min.to_vec2()).x.max(scene.body.min.x));
    let (zoom, scroll) = ui.input(|input| (input.zoom_delta(), input.smooth_scroll_delta()));
    if (zoom - 1.0).abs() > f32::EPSILON {
        commands.push(Command::Zoom { factor: f64::from(zoom), about });
        return;
    }
    if scroll.x.abs() > 0.0 {
        commands.push(Command::Drag { share: share(scene, scroll.x), points: 0.0 });
    }
    if scroll.y.abs() > 0.0 {
        let is_scrolling = match wheel {
            Wheel::Auto => scene.overflow > 0.0,
            Wheel::Zoom => false,
            Wheel::Scroll => true,
        };
        commands.push(if is_scrolling {
            Command::ScrollLanes(-scroll.y)
        } else {
            Command::Zoom { factor: f64::from(scroll.y / WHEEL_ZOOM).exp(), about }
        });
    }
}
