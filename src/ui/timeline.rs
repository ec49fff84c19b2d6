//! The timeline: composes the scene, shows it, and turns pointing at it into commands. Every visible lane and event
//! is an accessible node that the keyboard can reach.

use std::rc::Rc;

use egui::{CursorIcon, EventFilter, Id, PointerButton, Pos2, Rect, Response, Sense, Ui};

use super::App;
use crate::layout::plan::LanePlan;
use crate::layout::scene::{Form, Run, Scene, Target};
use crate::layout::{compose, scroll_to};
use crate::paint::{self, FontMetrics};
use crate::state::command::Command;
use crate::state::{Selection, State};
use crate::story::{Story, words};
use crate::theme::{Theme, Weight};
use crate::time::window::Window;

/// The most marks that become accessible nodes by themselves; beyond it only what is labelled does.
const MOST_NODES: usize = 400;

/// How far the handle of the detail panel reaches into the timeline, in points.
const HANDLE: f32 = 4.0;

/// Everything that a scene follows from; the rest of it is in the cache's version.
#[derive(PartialEq)]
pub(super) struct SceneKey {
    version: u64,
    window: Window,
    scroll: f32,
    size: egui::Vec2,
    query: String,
}

impl SceneKey {
    fn new(app: &App, window: Window, size: egui::Vec2) -> Self {
        let query = app.state.search.query().to_owned();
        Self { version: app.cache.version, window, scroll: app.state.scroll, size, query }
    }
}

/// Shows the timeline in all of `ui`.
pub(super) fn timeline_ui(ui: &mut Ui, app: &mut App, window: Window, theme: &Theme, commands: &mut Vec<Command>) {
    let rect = ui.available_rect_before_wrap();
    // Not a stop for Tab: there is nothing to be done there by the keyboard.
    // Its right edge is left to the handle that resizes the detail panel.
    ui.advance_cursor_after_rect(rect);
    let ground = rect.with_max_x(rect.max.x - HANDLE);
    let background = ui.interact(ground, ui.scope_id().with("ground"), Sense::CLICK | Sense::DRAG);
    let (Some((_, plan)), Some((_, focus))) = (&app.cache.plan, &app.cache.focus) else { return };
    let story = app.opened.story.clone();
    if let Selection::Event(event) = app.state.selection {
        // What was in sight stays in sight while the window shrinks.
        let seen = app.cache.scene.as_ref().is_some_and(|(key, scene)| {
            key.size != rect.size() && scene.mark(event).is_some_and(|mark| scene.body.contains(mark.rect.center()))
        });
        if app.wants.reveal || seen {
            app.state.scroll = scroll_to(&story, plan, event, app.state.scroll, rect.height());
        }
    }
    app.wants.reveal = false;
    let shown = State { window, ..app.state.clone() };
    let painter = ui.painter_at(rect);
    let key = SceneKey::new(app, window, rect.size());
    let kept = app.cache.scene.as_ref().filter(|(made_for, _)| *made_for == key).map(|(_, scene)| scene.clone());
    let scene = kept.unwrap_or_else(|| {
        let scene = compose(&story, &shown, plan, focus, rect.size(), &FontMetrics(&painter));
        Rc::new(scene)
    });
    app.cache.scene = Some((key, scene.clone()));
    // Lanes that fit after all, in a larger window or folded, must not stay scrolled.
    app.state.scroll = scene.scroll;
    app.overflows = scene.overflow > 0.0;
    app.timeline_size = [rect.width().round() as u32, rect.height().round() as u32];

    let hover = ui
        .input(|input| input.pointer.hover_pos())
        .filter(|_| app.card.is_none() && ui.rect_contains_pointer(rect))
        .and_then(|at| scene.hit(at - rect.min.to_vec2()));
    paint::timeline(&scene, theme, &painter, rect.min, hover);
    nodes_ui(ui, app, &scene, rect.min, theme, commands);
    gestures(ui, app, &background, &scene, commands);
}

fn gestures(ui: &mut Ui, app: &mut App, background: &Response, scene: &Scene, commands: &mut Vec<Command>) {
    let ctx = ui.ctx().clone();
    let rect = background.rect;
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
    let target = background.interact_pointer_pos().and_then(|at| scene.hit(at - rect.min.to_vec2()));
    match target {
        Some(Target::Event(event)) if background.double_clicked() => {
            commands.extend([Command::Select(Selection::Event(event)), Command::FitSelection]);
        }
        Some(Target::Event(event)) if background.clicked() => {
            commands.push(Command::Select(Selection::Event(event)));
        }
        _ if background.double_clicked() => commands.push(Command::FitAll),
        _ if background.clicked() => commands.push(Command::Select(Selection::Nothing)),
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
            super::settings::Wheel::Auto => scene.overflow > 0.0,
            super::settings::Wheel::Zoom => false,
            super::settings::Wheel::Scroll => true,
        };
        commands.push(if scrolls {
            Command::ScrollLanes(-scroll.y)
        } else {
            Command::Zoom { factor: f64::from(scroll.y / 220.0).exp(), about }
        });
    }
}

/// Nodes for lanes, phases and marks: what a screen reader reads, Tab reaches and a click selects.
fn nodes_ui(ui: &mut Ui, app: &mut App, scene: &Scene, origin: Pos2, theme: &Theme, commands: &mut Vec<Command>) {
    let story = app.opened.story.clone();
    let at = |rect: Rect| rect.translate(origin.to_vec2());
    for lane in &scene.lanes {
        let rect = at(lane.rect.intersect(scene.heads));
        if rect.height() < 4.0 {
            continue;
        }
        let thread = story.thread(lane.thread);
        let selected = app.state.selection == Selection::Thread(lane.thread);
        let response = node(ui, "lane", u64::from(lane.thread.0), rect, selected, &lane_name(&story, lane.thread));
        let fold = at(lane.fold.expand(4.0)).intersect(rect);
        let verb = if lane.folded { "Unfold" } else { "Fold" };
        // A lane cut off by the window's edge may have lost its button.
        if fold.is_positive() {
            let button = node(ui, "fold", u64::from(lane.thread.0), fold, false, &format!("{verb} {}", thread.title));
            if button.clicked() {
                commands.push(Command::Fold(lane.thread));
            }
            ring(ui, &button, theme);
            button.on_hover_text(format!("{verb} this lane (L)"));
        }
        if response.double_clicked() {
            commands.push(Command::Fold(lane.thread));
        } else if response.clicked() {
            commands.push(Command::Select(Selection::Thread(lane.thread)));
        }
        ring(ui, &response, theme);
        let cut_off = lane.labels.iter().any(|label| label.elided) || lane.folded;
        if !thread.summary.is_empty() || cut_off {
            response.on_hover_ui(|ui| tip(ui, theme, &thread.title, &thread.group, &thread.summary));
        }
    }
    for phase in &scene.phases {
        let title = &story.phases[phase.index].title;
        let response = node(ui, "phase", phase.index as u64, at(phase.rect), false, &format!("Phase {title}"));
        if response.clicked() {
            commands.push(Command::ShowSpan(story.phases[phase.index].placed));
        }
        ring(ui, &response, theme);
        response.on_hover_text(format!("{title} — click to zoom to it"));
    }
    let labelled_only = scene.marks.len() > MOST_NODES;
    for mark in &scene.marks {
        let selected = matches!(mark.target, Target::Event(event) if app.state.selection == Selection::Event(event));
        if labelled_only && mark.label.is_none() && !selected && !matches!(mark.form, Form::Run(_)) {
            continue;
        }
        let label = mark.label.as_ref().map(crate::layout::scene::Label::rect);
        let rect = at(label.map_or(mark.rect.expand(2.0), |label| mark.rect.union(label)).intersect(scene.body));
        if rect.is_negative() {
            continue;
        }
        match mark.target {
            Target::Event(event) => {
                let told = story.event(event);
                let kind = if mark.form == Form::Echo { "echo" } else { "event" };
                let own = u64::from(event.0);
                let (salt, name) = if mark.form == Form::Echo {
                    let lane = scene.lanes.iter().find(|lane| lane.rect.y_range().contains(mark.rect.center().y));
                    let thread = lane.map_or(told.thread, |lane| lane.thread);
                    let name = format!("{}, also in {}", told.title, story.thread(thread).title);
                    (own | u64::from(thread.0 + 1) << 32, name)
                } else {
                    (own, words::spoken(&story, event))
                };
                let response = node(ui, kind, salt, rect, selected, &name);
                if app.wants.focus_selected && selected && mark.form != Form::Echo {
                    response.request_focus();
                    app.wants.focus_selected = false;
                }
                if response.double_clicked() {
                    commands.extend([Command::Select(Selection::Event(event)), Command::FitSelection]);
                } else if response.clicked() {
                    commands.push(Command::Select(Selection::Event(event)));
                }
                ring(ui, &response, theme);
                response.on_hover_ui_at_pointer(|ui| {
                    tip(ui, theme, &told.title, &story.thread(told.thread).title, &words::when_line(&story, event));
                });
            }
            Target::Run(run) => {
                let Some((_, plan)) = &app.cache.plan else { continue };
                let lane = &plan.lanes[run.lane];
                let events = &lane.rows[run.row][run.first..=run.last];
                let id = u64::from(events[0].event.0);
                let name = run_name(&story, lane, run);
                let response = node(ui, "run", id, rect, false, &name);
                let (command, does) = open_run(&app.state, lane, run);
                if response.clicked() {
                    commands.push(command);
                }
                ring(ui, &response, theme);
                response.on_hover_text_at_pointer(format!("{name} — click {does}"));
            }
            Target::Lane(_) | Target::Fold(_) | Target::Phase(_) => {}
        }
    }
}

/// What a run is called: how many events, in which lane, and from which one on.
fn run_name(story: &Story, lane: &LanePlan, run: Run) -> String {
    let first = &story.event(lane.rows[run.row][run.first].event).title;
    let thread = &story.thread(lane.thread).title;
    match (run.count, run.carried) {
        (1, _) => format!("“{first}” in {thread} while another event goes on"),
        (count, true) => format!("{count} events in {thread} from “{first}” on, while another one goes on"),
        (count, false) => format!("{count} events close together in {thread} from “{first}” on"),
    }
}

/// What a click on a run does, and what to say of it: zoom in while that tells its events apart, then unfold its
/// lane, then go through its events one by one.
fn open_run(state: &State, lane: &LanePlan, run: Run) -> (Command, &'static str) {
    let events = &lane.rows[run.row][run.first..=run.last];
    if run.hull.length() as f64 * 2.0 < state.window.length() && !run.hull.is_moment() {
        return (Command::ShowSpan(run.hull), "to zoom to them");
    }
    if lane.folded {
        return (Command::Fold(lane.thread), "to unfold the lane");
    }
    let at = events.iter().position(|place| state.selection == Selection::Event(place.event));
    let next = at.map_or(0, |at| (at + 1) % events.len());
    (Command::Select(Selection::Event(events[next].event)), "to go through them")
}

fn lane_name(story: &Story, thread: crate::story::id::ThreadId) -> String {
    let thread = story.thread(thread);
    let group = if thread.group.is_empty() { String::new() } else { format!("{}, ", thread.group) };
    format!("Lane {}, {group}{} events", thread.title, thread.events.len())
}

/// An accessible node. It takes clicks and the keyboard but leaves drags to the background.
fn node(ui: &Ui, kind: &'static str, salt: u64, rect: Rect, selected: bool, name: &str) -> Response {
    let id: Id = ui.scope_id().with((kind, salt));
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, selected, name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(if kind == "event" || kind == "echo" {
            egui::accesskit::Role::ListItem
        } else {
            egui::accesskit::Role::Button
        });
        node.set_selected(selected);
    });
    if response.has_focus() {
        // Arrows move the selection, not egui's focus.
        let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.ctx().memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    }
    if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    }
    response
}

fn ring(ui: &Ui, response: &Response, theme: &Theme) {
    if response.has_focus() {
        ui.painter().rect_stroke(response.rect.expand(2.0), 4.0, (1.5, theme.accent), egui::StrokeKind::Outside);
    }
}

fn tip(ui: &mut Ui, theme: &Theme, title: &str, small: &str, text: &str) {
    ui.set_max_width(300.0);
    ui.spacing_mut().item_spacing.y = 3.0;
    ui.label(egui::RichText::new(title).font(Weight::SemiBold.font(13.0)).color(theme.text));
    if !small.is_empty() {
        ui.label(egui::RichText::new(small).size(12.0).color(theme.muted));
    }
    if !text.is_empty() {
        ui.label(egui::RichText::new(text).size(12.5).color(theme.text));
    }
}
