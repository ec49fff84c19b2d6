//! The field in the lanes for the title of a new event, or of a new thread after `#`.

use std::sync::Arc;

use egui::emath::{Pos2, vec2};
use egui::{Area, Button, Frame, Id, Key, Label, Modifiers, Order, Response, RichText, Ui};

use serde_json::json;
use serde_json::value::RawValue;

use super::dragging::{grain, lane_at};
use super::words::clause_ui;
use crate::document::Document;
use crate::document::change::Change;
use crate::document::edit::{Edit, ItemId};
use crate::document::fields::ItemKind;
use crate::document::fresh_id::fresh_id;
use crate::document::placeholder;
use crate::layout::scene::HitTarget;
use crate::layout::scroll::{scroll_to, scroll_to_lane};
use crate::state::Selection;
use crate::state::command::{Command, WriteCommand};
use crate::state::lanes::LaneKey;
use crate::state::proposal::{self, Outcome, Place, Refused};
use crate::story::id::EventId;
use crate::theme::Weight;
use crate::ui::timeline::context::{Context, Text};
use crate::ui::widgets::field::text_field;
use crate::ui::widgets::kit::{is_touch, main_button, target};

/// The width of the field, in points.
const WIDTH: f32 = 300.0;

/// The field for something new.
#[derive(Clone, Debug)]
pub(in crate::ui) struct Adding {
    place: Where,
    title: String,
    /// Whether it is still to get the keyboard.
    wants_keys: bool,
    /// Whether the place of the event is still to be brought into sight.
    wants_sight: bool,
    /// The place of the axis where the event will stand, in ticks, if that is known.
    stands: Option<f64>,
}

/// Where something new is put.
#[derive(Clone, Debug)]
enum Where {
    /// After the selected event, or in the selected thread, or at the end of the story.
    AfterSelected,
    /// In a lane, at a place of the axis in ticks.
    At { lane: LaneKey, at: f64 },
}

impl Adding {
    /// A field for an event after the selected one.
    pub(in crate::ui) fn after_selected() -> Self {
        Self { wants_sight: true, ..Self::at(Where::AfterSelected) }
    }

    fn at(place: Where) -> Self {
        Self { place, title: String::new(), wants_keys: true, wants_sight: false, stands: None }
    }

    /// A field for a new thread.
    pub(in crate::ui) fn thread() -> Self {
        Self { title: "# ".to_owned(), ..Self::after_selected() }
    }
}

/// Opens the field after a double click, or a long press of a finger, in a lane where there is no mark.
pub(super) fn begin(ui: &Ui, context: &Context<'_>, ground: &Response, adding: &mut Option<Adding>) {
    let is_asked = ground.double_clicked() || is_touch(ui.ctx()) && ground.long_touched();
    let Some(at) = ground.interact_pointer_pos().filter(|_| is_asked) else { return };
    let at = at - context.origin.to_vec2();
    let scene = context.scene;
    if !scene.body.contains(at) || matches!(scene.hit(at), Some(HitTarget::Event(_) | HitTarget::Run(_))) {
        return;
    }
    let Some(lane) = lane_at(scene, at) else { return };
    let place = Where::At { lane: lane.key, at: scene.scale.ticks_from_x(at.x) };
    *adding = Some(Adding::at(place));
}

/// Shows the field, and pushes the change of what was entered.
pub(super) fn adding_ui(
    ui: &Ui,
    context: &Context<'_>,
    text: Text<'_>,
    adding: &mut Option<Adding>,
    commands: &mut Vec<Command>,
) {
    let Some(field) = adding else { return };
    let theme = context.theme;
    let (lane, place) = place(context, &field.place);
    let ground = proposal::Context { story: context.story, state: context.state, document: text.document };
    let proposed = |title: &str| {
        let thread = title.trim_start().strip_prefix('#').map(|title| title.trim().to_owned());
        let outcome = thread.is_none().then(|| proposal::added(ground, lane, place, title));
        (thread, outcome)
    };
    let title = field.title.clone();
    let (mut thread, mut outcome) = proposed(&title);
    if std::mem::take(&mut field.wants_sight) {
        // The place does not depend on the title.
        let span = proposal::added(ground, lane, place, "…").ok().and_then(|proposal| proposal.span);
        field.stands = span.filter(|_| thread.is_none()).map(|span| span.start().0 as f64);
        into_sight(context, lane, field.stands, commands);
    }
    let at = position(context, lane, field);
    let screen = ui.ctx().content_rect();
    let width = WIDTH.min(screen.width() - 48.0);
    let id = Id::unique("new event");
    let area = Area::new(id).order(Order::Foreground).fixed_pos(at).constrain(true);
    let entered = area.show(ui.ctx(), |ui| {
        let frame = Frame::popup(ui.style()).inner_margin(12).fill(theme.raised);
        frame.show(ui, |ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
            let entered = field_ui(ui, id.with("title"), field);
            words_ui(ui, context, outcome.as_ref());
            entered.or(buttons_ui(ui, context, outcome.is_some()))
        })
    });
    let Some(entered) = entered.inner.inner else { return };
    if entered == Entered::Nothing {
        *adding = None;
        return;
    }
    if field.title != title {
        // The last letters came in the same frame as the key or the click.
        (thread, outcome) = proposed(&field.title);
    }
    let change = match (&thread, outcome) {
        (Some(title), _) => added_thread(text.document, title),
        (None, outcome) => outcome.and_then(Result::ok).map(|proposal| proposal.change),
    };
    let Some(change) = change else { return };
    commands.push(Command::Make(Arc::new(change)));
    // A new thread is for events: the next is the first of them.
    *adding = (entered == Entered::AndNext || thread.is_some()).then(Adding::after_selected);
    if entered == Entered::AndDetails {
        commands.push(Command::Write(WriteCommand::EditDetails));
    }
}

/// How the field was left.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Entered {
    Nothing,
    Once,
    AndNext,
    AndDetails,
}

/// The field itself; returns how it was left, if it was.
fn field_ui(ui: &mut Ui, id: Id, field: &mut Adding) -> Option<Entered> {
    let has_keys = ui.memory(|memory| memory.has_focus(id));
    let mut entered = None;
    if has_keys {
        let mut pressed = |modifiers: Modifiers, key: Key, how: Entered| {
            if ui.input_mut(|input| input.consume_key(modifiers, key)) {
                entered = Some(how);
            }
        };
        // With Shift first: it is not asked for without.
        pressed(Modifiers::SHIFT, Key::Enter, Entered::AndNext);
        pressed(Modifiers::NONE, Key::Enter, Entered::Once);
        pressed(Modifiers::NONE, Key::Tab, Entered::AndDetails);
        pressed(Modifiers::NONE, Key::Escape, Entered::Nothing);
    }
    let hint = if field.title.starts_with('#') { "Title of the thread" } else { "What happens? (# for a new thread)" };
    let response = text_field(ui, id, &mut field.title, |edit| {
        edit.desired_width(f32::INFINITY).hint_text(hint).font(Weight::Medium.font(14.0)).margin(vec2(8.0, 7.0))
    });
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label("Title of the new event"));
    if std::mem::take(&mut field.wants_keys) {
        response.request_focus();
        // At the end of what is there already.
        let end = egui::text::CCursor::new(field.title.chars().count());
        let mut state = egui::TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
        state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
        state.store(ui.ctx(), id);
    } else if !has_keys && entered.is_none() && response.lost_focus() && field.title.trim().is_empty() {
        entered = Some(Entered::Nothing);
    }
    entered
}

/// The same as the keys do, for fingers and screen readers.
fn buttons_ui(ui: &mut Ui, context: &Context<'_>, is_event: bool) -> Option<Entered> {
    let mut entered = None;
    ui.horizontal_wrapped(|ui| {
        let size = vec2(0.0, target(ui));
        if main_button(ui, context.theme, "Add").clicked() {
            entered = Some(Entered::Once);
        }
        if is_event && ui.add(Button::new("Add and go on").min_size(size)).clicked() {
            entered = Some(Entered::AndNext);
        }
        if ui.add(Button::new("Cancel").min_size(size)).clicked() {
            entered = Some(Entered::Nothing);
        }
    });
    entered
}

/// Brings the lane of a new event into sight, and the place where it will stand.
fn into_sight(context: &Context<'_>, lane: LaneKey, stands: Option<f64>, commands: &mut Vec<Command>) {
    let Context { story, state, plan, scene, .. } = *context;
    let height = scene.rect.height();
    let scroll = match state.selection {
        Selection::Event(event) => scroll_to(plan, event, Some(lane), state.scroll, height),
        _ => scroll_to_lane(plan, lane, state.scroll, height),
    };
    commands.push(Command::ScrollTo(scroll));
    let window = state.window;
    if let Some(at) = stands.filter(|at| !(window.start()..=window.end()).contains(at)) {
        let away = at - f64::midpoint(window.start(), window.end());
        commands.push(Command::Show(window.pan(away).within(state.extent(story))));
    }
}

/// Where it would be put, in words, and the keys. `outcome` is that of an event.
fn words_ui(ui: &mut Ui, context: &Context<'_>, outcome: Option<&Outcome>) {
    let theme = context.theme;
    ui.spacing_mut().interact_size.y = 17.0;
    match outcome {
        Some(Ok(proposal)) => {
            for clause in &proposal.says {
                clause_ui(ui, context, clause, false);
            }
        }
        Some(Err(Refused::Because(why))) => {
            ui.add(Label::new(RichText::new(why).size(12.5).color(theme.error)).wrap());
        }
        Some(Err(Refused::Nothing)) if context.state.lineup().lanes.is_empty() && !context.story.threads.is_empty() => {
            let why = "No lane is shown that it could be put into; Shift+H shows every lane";
            ui.add(Label::new(RichText::new(why).size(12.5).color(theme.error)).wrap());
        }
        Some(Err(Refused::Nothing)) | None => {}
    }
    let keys = match outcome {
        _ if is_touch(ui.ctx()) => "Enter adds it",
        Some(_) => "Enter adds it · Shift+Enter adds and goes on · Tab to details · Esc leaves",
        None => "Enter adds the thread · Esc leaves",
    };
    ui.add(Label::new(RichText::new(keys).size(12.0).color(theme.faint)).wrap());
}

/// The lane and the place in it for the new event.
fn place(context: &Context<'_>, place: &Where) -> (LaneKey, Place) {
    let Context { story, state, scene, .. } = *context;
    match *place {
        Where::At { lane, at } => (lane, Place::At { at, grain: grain(scene) }),
        Where::AfterSelected => match (state.selection, state.selected_lane(story)) {
            (Selection::Event(event), Some(lane)) => (lane, Place::After(event)),
            (_, lane) => (lane.unwrap_or_else(|| last_lane(context)), Place::End),
        },
    }
}

/// The change that adds a thread, once it has a title.
fn added_thread(document: &Document, title: &str) -> Option<Change> {
    if title.is_empty() {
        return None;
    }
    let id = fresh_id(document, ItemKind::Thread, title).ok()?;
    let value = json!({ "id": id, "title": title });
    let value = RawValue::from_string(value.to_string()).ok()?;
    let add = Edit::Add { kind: ItemKind::Thread, value, before: None };
    let edits = std::iter::once(add).chain(placeholder::removal(document)).collect();
    Some(Change::new(format!("add thread “{title}”"), edits).selecting(ItemId { kind: ItemKind::Thread, id }))
}

/// The lane of the last event, or the first lane.
fn last_lane(context: &Context<'_>) -> LaneKey {
    let (story, state) = (context.story, context.state);
    let last = story.events.len().checked_sub(1).map(|last| EventId(last as u32));
    let lanes = &state.lineup().lanes;
    let of_last = last.and_then(|last| state.lineup().lane_of(last)).and_then(|at| lanes.get(at));
    of_last.or(lanes.first()).map_or(LaneKey::Rest(state.arrangement().lanes), |lane| lane.key)
}

/// The place of the field on the screen: below the event that the new one comes after, else in its lane.
fn position(context: &Context<'_>, lane: LaneKey, field: &Adding) -> Pos2 {
    let Context { state, scene, .. } = *context;
    let event = match (&field.place, state.selection) {
        (Where::AfterSelected, Selection::Event(event)) => scene.mark(event).map(|mark| mark.rect),
        _ => None,
    };
    let stands = match field.place {
        Where::At { at, .. } => Some(at),
        Where::AfterSelected => field.stands,
    };
    let stands = stands.map(|at| scene.scale.x_from_ticks(at));
    let x = stands.or(event.map(|mark| mark.max.x)).unwrap_or(scene.body.min.x + scene.body.width() * 0.3);
    let of_lane = || scene.lanes.iter().find(|it| it.key == lane).map(|lane| lane.rect.center().y);
    let y = event.map(|mark| mark.max.y + 4.0).or_else(of_lane).unwrap_or(scene.body.center().y);
    let at = Pos2::new(if event.is_some() { x + 6.0 } else { x }, y);
    at.clamp(scene.body.min, scene.body.max - vec2(60.0, 40.0)) + context.origin.to_vec2()
}
