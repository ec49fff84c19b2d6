//! Moving a mark and stretching it: a ghost where it would stand, the words of what that would say, and the drop.

use std::sync::Arc;

use egui::emath::{Pos2, Rect, pos2, vec2};
use egui::{Button, CursorIcon, Key, RichText, Shape, Stroke, StrokeKind, Ui};

use super::Writing;
use super::gesture::Drag;
use super::trying::Trying;
use super::words::{card_ui, outcome_ui};
use crate::document::change::Change;
use crate::document::edit::ItemId;
use crate::document::fields::ItemKind;
use crate::layout::scene::{HitTarget, LaneMark, MarkForm, Scene};
use crate::state::command::Command;
use crate::state::proposal::{self, Outcome, Snap, Stretch, Target};
use crate::story::id::EventId;
use crate::story::order::Order;
use crate::story::relation::End;
use crate::ui::timeline::context::{Context, Text};
use crate::ui::widgets::kit::main_button;

/// A drag that goes less far along the axis only changes the lane, in points.
const STRAIGHT: f32 = 8.0;
/// How near to the timeline's edge the pointer pans it, in points.
const EDGE: f32 = 28.0;
/// How near to an end of another event, or to a tick, a place snaps to it, in points.
const NEAR: f64 = 6.0;
/// How exactly a pointer means a place, in points.
const POINTED: f64 = 4.0;
/// How much of its length the window pans in a frame at the edge.
const PAN: f64 = 0.012;

/// A drop that contradicts the story.
pub(super) struct Asked {
    at: Pos2,
    words: String,
    /// The change as it was dropped, and the one that drops what is in the way as well.
    changes: [Option<Change>; 2],
    is_new: bool,
}

impl Writing {
    /// Shows a drag, and makes its change once it is let go.
    pub(super) fn drag_ui(
        &mut self,
        ui: &Ui,
        context: &Context<'_>,
        text: Text<'_>,
        drag: &Drag,
        commands: &mut Vec<Command>,
    ) {
        let (pointer, is_held) = ui.input(|input| (input.pointer.latest_pos(), input.pointer.primary_down()));
        let Some(screen) = pointer else {
            self.gesture = None;
            return;
        };
        let at = screen - context.origin.to_vec2();
        let (outcome, snapped) = proposed(ui, context, text, drag, at);
        let trial = outcome
            .as_ref()
            .ok()
            .and_then(|proposal| Trying::of(&mut self.trying, ui.ctx(), context.story, text, &proposal.change));
        if is_held {
            ui.ctx().set_cursor_icon(if drag.end.is_some() {
                CursorIcon::ResizeHorizontal
            } else {
                CursorIcon::Grabbing
            });
            let is_in_the_way = trial.is_some_and(|trial| !trial.is_sound());
            ghost(ui, context, drag, at, &outcome, is_in_the_way);
            if let Some(to) = snapped {
                let (scene, theme) = (context.scene, context.theme);
                let body = scene.body.translate(context.origin.to_vec2());
                let x = scene.scale.x_from_ticks(to) + context.origin.x;
                ui.painter_at(body).vline(x, body.y_range(), (1.0, theme.accent));
            }
            card_ui(ui, context, screen, false, |ui| outcome_ui(ui, context, &outcome, trial));
            pan(ui, context.scene, at, commands);
            return;
        }
        self.gesture = None;
        let Ok(mut proposal) = outcome else { return };
        if context.state.marked.is_empty() {
            let id = context.story.event(drag.event).id.to_owned();
            proposal.change.select.get_or_insert(ItemId { kind: ItemKind::Event, id });
        }
        let contradiction = trial.and_then(|trial| trial.contradiction.clone());
        match contradiction {
            Some(contradiction) => {
                let select = proposal.change.select.clone();
                let without = contradiction.without.map(|without| Change { select, ..without });
                let changes = [Some(proposal.change), without];
                self.asked = Some(Asked { at: screen, words: contradiction.words, changes, is_new: true });
            }
            None => commands.push(Command::Make(Arc::new(proposal.change))),
        }
        self.trying = None;
    }

    /// Asks what to do with a drop that contradicts the story.
    pub(super) fn asked_ui(&mut self, ui: &mut Ui, context: &Context<'_>, commands: &mut Vec<Command>) {
        let Some(asked) = &mut self.asked else { return };
        let theme = context.theme;
        let is_new = std::mem::take(&mut asked.is_new);
        let mut answer = None;
        card_ui(ui, context, asked.at, true, |ui| {
            ui.add(egui::Label::new(RichText::new(&asked.words).size(12.5).color(theme.error)).wrap());
            ui.horizontal_wrapped(|ui| {
                if asked.changes[1].is_some() {
                    let button = main_button(ui, theme, "Drop it too");
                    if is_new {
                        button.request_focus();
                    }
                    if button.clicked() {
                        answer = Some(asked.changes[1].take());
                    }
                }
                let all_the_same = ui.add(Button::new("Say it all the same"));
                let tip = "The story contradicts itself then; the list of checks says where";
                if all_the_same.on_hover_text(tip).clicked() {
                    answer = Some(asked.changes[0].take());
                }
                if ui.button("Cancel").clicked() || ui.input(|input| input.key_pressed(Key::Escape)) {
                    answer = Some(None);
                }
            });
        });
        if let Some(change) = answer {
            self.asked = None;
            commands.extend(change.map(|change| Command::Make(Arc::new(change))));
        }
    }
}

/// What a drag would do, if it ended at a point of the scene; and the place of the axis that it has snapped to.
fn proposed(ui: &Ui, context: &Context<'_>, text: Text<'_>, drag: &Drag, at: Pos2) -> (Outcome, Option<f64>) {
    let Context { story, state, scene, .. } = *context;
    let ground = proposal::Context { story, state, document: text.document };
    let held = ui.input(|input| input.modifiers);
    let has_clock = story.time.clock().is_some() && state.order() == Order::Happening;
    // Where the grabbed start or end is, with the pointer as far from it as it was at first.
    let place = |x: f32| scene.scale.ticks_from_x(x + at.x - drag.from.x);
    let snapped = |at: f64, length: Option<f64>| {
        if !has_clock || held.command {
            return Snap::none(at);
        }
        let ticks: Vec<f64> = scene.ticks.iter().map(|tick| tick.at).collect();
        proposal::snapped(ground, at, length, scene.scale.ticks_per_point() * NEAR, &ticks)
    };
    let grain = |snap: Snap| if snap.is_exact { 1 } else { grain(scene) };
    let on = under(scene, drag.event, at);
    if let Some(end) = drag.end {
        let snap = snapped(place(if end == End::Start { drag.mark.min.x } else { drag.mark.max.x }), None);
        let stretch = Stretch { end, at: snap.at, on, grain: grain(snap) };
        return (proposal::stretched(ground, drag.event, stretch), snap.to);
    }
    let lane = lane_at(scene, at).map_or(drag.lane, |lane| lane.key);
    let is_straight = lane != drag.lane && (at.x - drag.from.x).abs() < STRAIGHT;
    let span = state.order().span(story, drag.event);
    let start = place(scene.scale.x_from_time(span.start()));
    let snap = if is_straight { Snap::none(start) } else { snapped(start, Some(span.length() as f64)) };
    let target = Target {
        lane,
        at: (!is_straight).then_some(snap.at),
        on,
        adds: held.alt,
        grain: grain(snap),
        exact: held.command,
    };
    let events = state.selected_events();
    (proposal::moved(ground, &events, drag.event, Some(drag.lane), target), snap.to)
}

/// How exactly a pointer means a place, in ticks.
pub(super) fn grain(scene: &Scene) -> i64 {
    (scene.scale.ticks_per_point() * POINTED).max(1.0) as i64
}

/// The lane at a point of the scene.
pub(super) fn lane_at(scene: &Scene, at: Pos2) -> Option<&LaneMark> {
    scene.lanes.iter().find(|lane| lane.rect.y_range().contains(at.y))
}

/// The other event whose bar a point is in the middle of.
fn under(scene: &Scene, event: EventId, at: Pos2) -> Option<EventId> {
    let is_inside = |rect: Rect| rect.shrink2(vec2((rect.width() * 0.25).min(12.0), 0.0)).contains(at);
    scene.marks.iter().filter(|mark| mark.form == MarkForm::Bar && is_inside(mark.rect)).find_map(|mark| {
        match mark.target {
            HitTarget::Event(other) if other != event => Some(other),
            _ => None,
        }
    })
}

/// Paints the mark where it would stand.
fn ghost(ui: &Ui, context: &Context<'_>, drag: &Drag, at: Pos2, outcome: &Outcome, is_in_the_way: bool) {
    let Context { scene, theme, origin, .. } = *context;
    let painter = ui.painter_at(scene.body.translate(origin.to_vec2()));
    let colour = if is_in_the_way || outcome.is_err() { theme.error } else { theme.accent };
    // The mark as it is carried by the pointer.
    let by = at - drag.from;
    let carried = match drag.end {
        None => drag.mark.translate(by),
        Some(End::Start) => drag.mark.with_min_x((drag.mark.min.x + by.x).min(drag.mark.max.x)),
        Some(End::Finish) => drag.mark.with_max_x((drag.mark.max.x + by.x).max(drag.mark.min.x)),
    };
    let shown = carried.expand(1.0).translate(origin.to_vec2());
    painter.rect_filled(shown, 3.0, colour.gamma_multiply(0.18));
    let corners = [shown.left_top(), shown.right_top(), shown.right_bottom(), shown.left_bottom(), shown.left_top()];
    painter.extend(Shape::dashed_line(&corners, Stroke::new(1.5, colour), 4.0, 3.0));
    let Ok(proposal) = outcome else { return };
    // The gap that it would go to.
    if let Some(span) = proposal.span
        && drag.end.is_none()
    {
        let lane = lane_at(scene, at).map_or(drag.mark.y_range(), |lane| lane.rect.y_range());
        let [min, max] = [span.start(), span.end()].map(|end| scene.scale.x_from_time(end));
        let gap = Rect::from_min_max(pos2(min, lane.min), pos2(max.max(min + 1.0), lane.max));
        let gap = gap.translate(origin.to_vec2());
        painter.rect_filled(gap, 0.0, colour.gamma_multiply(0.08));
        for x in [gap.min.x, gap.max.x] {
            painter.vline(x, gap.y_range(), (1.0, colour.gamma_multiply(0.6)));
        }
        painter.rect_stroke(gap, 0.0, (0.0, colour), StrokeKind::Inside);
    }
}

/// Pans the window while the pointer is near its edge.
fn pan(ui: &Ui, scene: &Scene, at: Pos2, commands: &mut Vec<Command>) {
    let body = scene.body;
    let share = match () {
        () if at.x < body.min.x + EDGE && at.x > body.min.x - 60.0 => -PAN,
        () if at.x > body.max.x - EDGE => PAN,
        () => return,
    };
    commands.push(Command::Drag { share, points: 0.0 });
    ui.ctx().request_repaint();
}
