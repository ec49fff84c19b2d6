//! The timeline: composes the scene, shows it, and turns pointing at it into commands.

pub(in crate::ui) mod charts;
pub(in crate::ui) mod fresh;
pub(in crate::ui) mod glide;
pub(in crate::ui) mod lanes;
pub(in crate::ui) mod nodes;
pub(in crate::ui) mod overview;
mod view;

use std::rc::Rc;

use egui::{CursorIcon, PointerButton, Pos2, Response, Sense, Ui};

use crate::layout::compose;
use crate::layout::scene::{Scene, Target};
use crate::layout::scroll::{scroll_to, scroll_to_anchor};
use crate::paint::{self, FontMetrics};
use crate::state::Selection;
use crate::state::arrangement::Filter;
use crate::state::command::Command;
use crate::state::lanes::LaneKey;
use crate::theme::Theme;
use crate::time::window::Window;
use crate::ui::app::App;
use crate::ui::widgets::kit::{FINGER, is_touch};
use fresh::Cache;
use nodes::{nodes_ui, small_mark_ui};
pub(in crate::ui) use view::TimelineView;

/// How far the handle of the detail panel reaches into the timeline, in points.
const HANDLE: f32 = 4.0;

/// Everything that a scene follows from; the rest of it is in the cache's version.
#[derive(PartialEq)]
pub(in crate::ui) struct SceneKey {
    version: u64,
    window: Window,
    scroll: f32,
    size: egui::Vec2,
    query: String,
    /// In bits: it may be no number to compare.
    pin: Option<u64>,
    filter: Filter,
    lane: Option<LaneKey>,
}

impl SceneKey {
    fn new(app: &App, window: Window, size: egui::Vec2) -> Self {
        let query = app.state.search.query().to_owned();
        let (pin, filter) = (app.state.pin.map(f64::to_bits), app.state.arrangement().filter.clone());
        Self {
            version: app.timeline.cache.version,
            window,
            scroll: app.state.scroll,
            size,
            query,
            pin,
            filter,
            lane: app.state.lane,
        }
    }
}

/// Shows the timeline in all of `ui`.
pub(in crate::ui) fn timeline_ui(
    ui: &mut Ui,
    app: &mut App,
    window: Window,
    theme: &Theme,
    commands: &mut Vec<Command>,
) {
    let rect = ui.available_rect_before_wrap();
    // Not a stop for Tab: there is nothing to be done there by the keyboard.
    // Its right edge is left to the handle that resizes the detail panel.
    ui.advance_cursor_after_rect(rect);
    let ground = rect.with_max_x(rect.max.x - HANDLE);
    let background = ui.interact(ground, ui.scope_id().with("ground"), Sense::CLICK | Sense::DRAG);
    let Cache { plan: Some((_, plan)), focus: Some((_, focus)), standing: Some((_, standing)), .. } =
        &app.timeline.cache
    else {
        return;
    };
    let story = app.session.story.clone();
    if let Some(scroll) = app.timeline.wants.hold.take().and_then(|hold| scroll_to_anchor(plan, hold, rect.height())) {
        app.state.scroll = scroll;
    }
    if let Selection::Event(event) = app.state.selection {
        // What was in sight stays in sight while the window shrinks.
        let seen = app.timeline.cache.scene.as_ref().is_some_and(|(key, scene)| {
            key.size != rect.size() && scene.mark(event).is_some_and(|mark| scene.body.contains(mark.rect.center()))
        });
        if app.timeline.wants.reveal || seen {
            app.state.scroll = scroll_to(plan, event, app.state.lane, app.state.scroll, rect.height());
        }
    }
    app.timeline.wants.reveal = false;
    let painter = ui.painter_at(rect);
    let key = SceneKey::new(app, window, rect.size());
    let kept =
        app.timeline.cache.scene.as_ref().filter(|(made_for, _)| *made_for == key).map(|(_, scene)| scene.clone());
    let scene = kept.unwrap_or_else(|| {
        let mut shown = app.state.clone();
        shown.window = window;
        let scene = compose(&story, &shown, plan, focus, standing, rect.size(), &FontMetrics(&painter));
        Rc::new(scene)
    });
    app.timeline.cache.scene = Some((key, scene.clone()));
    // Lanes that fit after all, in a larger window or folded, must not stay scrolled.
    app.state.scroll = scene.scroll;
    app.timeline.overflows = scene.overflow > 0.0;
    // A picture has the open chart in it.
    let chart = crate::charts::height(app.state.arrangement().chart);
    app.timeline.size = [rect.width().round() as u32, (rect.height() + chart).round() as u32];

    let pointer = ui
        .input(|input| input.pointer.hover_pos())
        .filter(|_| app.overlays.card.is_none() && ui.rect_contains_pointer(rect))
        .map(|at| at - rect.min.to_vec2());
    let target = pointer.and_then(|at| scene.hit(at));
    if let Some(Target::Event(event)) = target {
        app.timeline.pointing.event = Some(event);
    }
    let on_axis =
        |at: &Pos2| scene.body.x_range().contains(at.x) && (scene.body.contains(*at) || scene.axis.contains(*at));
    app.timeline.pointing.at = pointer.filter(on_axis).map(|at| scene.scale.ticks_from_x(at.x));
    let shown = app.on_its_way(ui.ctx(), &scene);
    paint::timeline(&shown, theme, &painter, rect.min, target.or(app.timeline.pointed.event.map(Target::Event)));
    if let Some(at) = app.timeline.pointing.at.or(app.timeline.pointed.at).filter(|_| !is_touch(ui.ctx())) {
        paint::hairline(&scene, theme, &painter, rect.min, scene.scale.x_from_ticks(at));
    }
    let before = commands.len();
    nodes_ui(ui, app, &scene, rect.min, theme, commands);
    if app.timeline.two_fingers {
        // What the first of two fingers hit, it did not mean.
        commands.truncate(before);
    }
    if let Some(Target::Path(who)) = target {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        background.clone().on_hover_text_at_pointer(format!("{} — click selects them", story.character(who).name));
    }
    if scene.lanes.is_empty() {
        lanes::none_ui(ui, app, scene.body.translate(rect.min.to_vec2()), theme, commands);
    }
    lanes::move_ui(ui, app, &scene, rect.min, theme, commands);
    gestures(ui, app, &background, &scene, theme, commands);
}

/// The place on the axis that a click holds on to: none where it is the one held on to already.
fn pin_at(scene: &Scene, app: &App, at: Option<Pos2>) -> Option<f64> {
    let x = at?.x;
    let again = app.state.pin.is_some_and(|pin| (scene.scale.x_from_ticks(pin) - x).abs() < 6.0);
    if again {
        return None;
    }
    // Where an event starts or ends, if it is near: a moment is not met by a hair's breadth beside it.
    let order = app.state.order();
    let ends = scene.marks.iter().filter_map(|mark| match mark.target {
        Target::Event(event) => Some(order.span(&app.session.story, event)),
        _ => None,
    });
    let ends = ends.flat_map(|span| [span.start(), span.end()]).map(|end| (scene.scale.x_from_time(end), end));
    let nearest = ends.min_by(|a, b| (a.0 - x).abs().total_cmp(&(b.0 - x).abs()));
    let near = nearest.filter(|(at, _)| (at - x).abs() <= 4.0).map(|(_, end)| end.0 as f64);
    Some(near.unwrap_or_else(|| scene.scale.ticks_from_x(x)))
}

fn gestures(
    ui: &mut Ui,
    app: &mut App,
    background: &Response,
    scene: &Scene,
    theme: &Theme,
    commands: &mut Vec<Command>,
) {
    let ctx = ui.ctx().clone();
    let rect = background.rect;
    // Two fingers: what is between them stays between them. What the first of them does by itself is no drag then.
    if let Some(fingers) = ui.input(egui::InputState::multi_touch) {
        app.timeline.two_fingers = true;
        if rect.contains(fingers.center_pos) {
            let delta = fingers.translation_delta;
            app.drag(&ctx, -f64::from(delta.x) / f64::from(scene.body.width().max(1.0)), -delta.y);
            let x = (fingers.center_pos - rect.min.to_vec2()).x.max(scene.body.min.x);
            // The window may have moved by a frame since the scene was made.
            let scale = crate::time::scale::Scale { window: app.state.window, x: scene.body.x_range() };
            commands.push(Command::Zoom { factor: f64::from(fingers.zoom_delta), about: scale.ticks_from_x(x) });
        }
        return;
    }
    if app.timeline.two_fingers {
        // Until all are lifted, and in the frame in which they are.
        app.timeline.two_fingers = ui.input(|input| input.any_touches() || input.pointer.any_down());
        return;
    }
    let dragging = background.dragged_by(PointerButton::Primary) || background.dragged_by(PointerButton::Middle);
    if dragging {
        // What the pointer went before it counted as a drag is made up for, so that the story stays under it.
        let since_press = ui.input(|input| input.pointer.total_drag_delta());
        let delta = since_press.filter(|_| background.drag_started()).unwrap_or(background.drag_delta());
        let share = -f64::from(delta.x) / f64::from(scene.body.width().max(1.0));
        app.drag(&ctx, share, -delta.y);
        ctx.set_cursor_icon(CursorIcon::Grabbing);
    }
    // Where there are too many marks for each to be a node, the ground takes their clicks.
    let reach = if is_touch(&ctx) { FINGER / 2.0 } else { 0.0 };
    let pointer_at = background.interact_pointer_pos().or(background.hover_pos()).map(|at| at - rect.min.to_vec2());
    let target = pointer_at.and_then(|at| scene.near(at, reach));
    let lane = pointer_at.and_then(|at| scene.lanes.iter().find(|lane| lane.rect.y_range().contains(at.y)));
    let on_axis = pointer_at.is_some_and(|at| scene.axis.contains(at));
    match (target, lane) {
        (Some(target @ (Target::Event(_) | Target::Run(_))), Some(lane)) => {
            small_mark_ui(ui, app, background, lane, target, theme, commands);
        }
        (Some(Target::Path(who)), _) if background.clicked() => {
            commands.push(Command::Select(Selection::Character(who)));
        }
        _ if background.double_clicked() => commands.push(Command::FitAll),
        _ if background.clicked() && on_axis => commands.push(Command::Pin(pin_at(scene, app, pointer_at))),
        // Who missed the second of two events has not done with the first.
        _ if background.clicked() && !ui.input(|input| input.modifiers.any()) => {
            commands.push(Command::Select(Selection::Nothing));
        }
        _ => {}
    }
    if !ui.rect_contains_pointer(rect) {
        return;
    }
    let Some(pointer) = ui.input(|input| input.pointer.hover_pos()) else { return };
    let about = scene.scale.ticks_from_x((pointer - rect.min.to_vec2()).x.max(scene.body.min.x));
    let (zoom, scroll) = ui.input(|input| (input.zoom_delta(), input.smooth_scroll_delta()));
    if (zoom - 1.0).abs() > f32::EPSILON {
        commands.push(Command::Zoom { factor: f64::from(zoom), about });
        return;
    }
    if scroll.x.abs() > 0.0 {
        app.drag(&ctx, -f64::from(scroll.x) / f64::from(scene.body.width().max(1.0)), 0.0);
    }
    if scroll.y.abs() > 0.0 {
        let scrolls = match app.settings.wheel {
            crate::ui::settings::Wheel::Auto => scene.overflow > 0.0,
            crate::ui::settings::Wheel::Zoom => false,
            crate::ui::settings::Wheel::Scroll => true,
        };
        commands.push(if scrolls {
            Command::ScrollLanes(-scroll.y)
        } else {
            Command::Zoom { factor: f64::from(scroll.y / 220.0).exp(), about }
        });
    }
}
