//! How long the ways from a place to others take at least.

use egui::{Align, Id, Layout, RichText, Ui};

use super::add::opening_ui;
use super::context::{Things, Writing};
use super::lists::{add_chip, quoted};
use crate::document::change::Change;
use crate::document::fields::ItemKind;
use crate::document::write::{Outcome, Written, new_item};
use crate::state::Selection;
use crate::state::command::Command;
use crate::story::TimeKind;
use crate::story::id::PlaceId;
use crate::story::typed_time::length_json;
use crate::ui::edit::chips::{Small, small_button};
use crate::ui::edit::picker::{Picked, Picker};
use crate::ui::edit::text::{Send, Text, reason_ui, refused};
use crate::ui::widgets::kit::{heading, link};

/// Shows the section.
pub(super) fn travel_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written, id: PlaceId) {
    let (story, theme) = (writing.page.story, writing.page.theme);
    let ways = of.objects("travel");
    heading(ui, theme, "Travel times");
    if story.time == TimeKind::Order {
        writing.words(ui, "Steps have no length, so only a story with numbers or dates has travel times.");
        if ways.is_empty() {
            return;
        }
    }
    let mut outcome = None;
    for (at, way) in ways.iter().enumerate() {
        let (to, lasts) = (way.text("to"), way.text("lasts"));
        let field = writing.id(of, ("travel", at));
        outcome = way_ui(ui, writing, field, &to, &lasts, |typed| {
            if typed.trim().is_empty() {
                return Err("Write how long it takes, or remove the way".to_owned());
            }
            of.with_object_json("travel", at, "lasts", Some(length_json(&story.time, typed)?))
        })
        .then(|| of.without_object("travel", at))
        .or(outcome);
    }
    // A way is written once it is said how long it takes.
    let begun = writing.id(of, "a way that is begun");
    let to: Option<String> = ui.data(|data| data.get_temp(begun));
    let to = to.filter(|to| !ways.iter().any(|way| way.text("to") == *to));
    if let Some(to) = &to
        && way_ui(ui, writing, begun.with("lasts"), to, "", |typed| with_way(of, to, &story.time, typed))
    {
        ui.data_mut(|data| data.remove::<String>(begun));
    }
    if story.time != TimeKind::Order {
        let is_free = |at: usize| at != id.index() && !ways.iter().any(|way| way.text("to") == story.places[at].id);
        new_way_ui(ui, writing, of, begun, is_free);
    }
    back_ui(ui, writing, id);
    if let Some(outcome) = outcome {
        writing.make(ui, outcome);
    }
}

/// The change that adds a way.
fn with_way(of: &Written, to: &str, time: &TimeKind, typed: &str) -> Outcome {
    let lasts = length_json(time, typed)?;
    of.with_object_of_json("travel", &[("to", quoted(to)), ("lasts", lasts)])
}

/// The button that begins a way to a place.
fn new_way_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written, begun: Id, is_free: impl Fn(usize) -> bool) {
    let picker = Picker {
        id: writing.id(of, "new way"),
        name: "Find a place that one travels to",
        hint: "a place…",
        new: Things::Places.new_words(),
        width: 200.0_f32.min(ui.available_width()),
    };
    let picked = opening_ui(ui, writing, &picker, Things::Places, false, is_free, |ui| {
        add_chip(ui, writing, "+ way to a place")
    });
    let to = match &picked {
        Picked::Thing(at) => Some(Things::Places.id(writing.page.story, *at).to_owned()),
        Picked::New(name) => {
            // The place comes first; the way to it is begun once the story has it.
            let new = new_item(writing.document, ItemKind::Place, name, &[]);
            let id = new.as_ref().ok().map(|new| new.item.id.clone());
            let name = format!("add “{}”", name.trim());
            writing.make(ui, new.map(|new| Change::new(name, vec![new.edit])));
            id
        }
        Picked::Nothing | Picked::Left => None,
    };
    if let Some(to) = to {
        ui.data_mut(|data| data.insert_temp(begun, to));
        ui.memory_mut(|memory| memory.request_focus(begun.with("lasts")));
    }
}

/// ```text
/// | Deep Space Nine   [ 3 days ] hours × |
/// ```
///
/// Whether it is to be removed.
fn way_ui(
    ui: &mut Ui,
    writing: &mut Writing<'_, '_>,
    field: Id,
    to: &str,
    lasts: &str,
    make: impl Fn(&str) -> Outcome,
) -> bool {
    let (story, theme) = (writing.page.story, writing.page.theme);
    let position = writing.position(ui, Things::Places, to);
    let name = Things::Places.name(story, position, to);
    let units = match &story.time {
        TimeKind::Number { units, .. } => units,
        TimeKind::Order | TimeKind::Date(_) => "",
    };
    let mut is_removed = false;
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            is_removed = small_button(ui, theme, Small::Remove, &format!("Remove the way to {name}"), true).clicked();
            if !units.is_empty() {
                writing.words(ui, units);
            }
            let hint = if units.is_empty() { "3 days…" } else { "how many" };
            let said = format!("How long it takes to {name}");
            let text = Text::line(field, &said, lasts);
            let width = Some(if units.is_empty() { 96.0 } else { 72.0 });
            writing.text(ui, Text { hint, width, send: Send::WhenLeft, tells: false, ..text }, make);
            ui.with_layout(Layout::left_to_right(Align::Center).with_main_wrap(true), |ui| {
                writing.words(ui, "to");
                if position.is_none() {
                    ui.label(RichText::new(name).color(theme.error));
                } else if link(ui, theme, name).clicked() {
                    let selection = position.and_then(|at| Things::Places.selection(at));
                    writing.commands.extend(selection.map(Command::Select));
                }
            });
        });
    });
    if let Some(reason) = refused(ui, field) {
        reason_ui(ui, theme, &reason);
    }
    is_removed
}

/// The places from which a way here is given on their own pages, where the way back is not.
fn back_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, id: PlaceId) {
    let (page, story) = (writing.page, writing.page.story);
    let from = page.memo(ui.ctx(), "ways to a place", id, || {
        let travel = &story.continuity.travel;
        let is_said = |from| travel.iter().any(|way| way.from == id && way.to == from);
        travel.iter().filter(|way| way.to == id && !is_said(way.from)).map(|way| way.from).collect::<Vec<_>>()
    });
    if from.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        writing.words(ui, "The way back takes as long as the way from");
        for &from in from.iter() {
            if link(ui, page.theme, &story.place(from).name).clicked() {
                writing.commands.push(Command::Select(Selection::Place(from)));
            }
        }
    });
}
