//! The facts about the work, as they are written: named, changed, moved, added and removed.

use egui::{Role, Ui, WidgetInfo};

use super::add::opening_ui;
use super::context::{Things, Writing};
use super::lists::add_chip;
use crate::document::write::{Outcome, Written, fact_text};
use crate::theme::Weight;
use crate::ui::edit::chips::{Small, small_button, small_side};
use crate::ui::edit::picker::{Picked, Picker};
use crate::ui::edit::text::{Rows, Send, Text};
use crate::ui::widgets::kit::heading;

/// Shows the section.
pub(super) fn work_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written) {
    heading(ui, writing.page.theme, "The work");
    let facts = of.facts();
    let mut outcome = None;
    for (at, (name, json)) in facts.iter().enumerate() {
        outcome = outcome.or(fact_ui(ui, writing, of, (at, facts.len()), name, json));
    }
    let picker = Picker {
        id: writing.id(of, "new fact"),
        name: "Name of the new fact",
        hint: "such as author or season…",
        new: Some("New fact"),
        width: 220.0_f32.min(ui.available_width()),
    };
    let picked = opening_ui(ui, writing, &picker, Things::Words, false, |_| true, |ui| add_chip(ui, writing, "+ fact"));
    if let Picked::New(name) = picked {
        outcome = Some(of.with_fact(&name, ""));
        // What it says is typed next.
        let field = writing.id(of, ("fact", facts.len()));
        ui.memory_mut(|memory| memory.request_focus(field));
    }
    if let Some(outcome) = outcome {
        writing.make(ui, outcome);
    }
}

/// ```text
/// | season            ↑ ↓ × |
/// | 7                       |
/// ```
fn fact_ui(
    ui: &mut Ui,
    writing: &mut Writing<'_, '_>,
    of: &Written,
    (at, count): (usize, usize),
    name: &str,
    json: &str,
) -> Option<Outcome> {
    let theme = writing.page.theme;
    let mut outcome = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let room = ui.available_width() - 3.0 * (small_side(ui) + 2.0);
        let said = format!("Name of the fact {name}");
        let text = Text::line(writing.id(of, ("fact name", at)), &said, name);
        let font = Weight::Medium.font(12.5);
        writing.text(ui, Text { send: Send::WhenLeft, width: Some(room), font, ..text }, |text| {
            of.with_fact_name(at, text)
        });
        if small_button(ui, theme, Small::Up, &format!("Move {name} up"), at > 0).clicked() {
            outcome = Some(of.with_fact_moved(at, at - 1));
        }
        if small_button(ui, theme, Small::Down, &format!("Move {name} down"), at + 1 < count).clicked() {
            outcome = Some(of.with_fact_moved(at, at + 1));
        }
        if small_button(ui, theme, Small::Remove, &format!("Remove {name}"), true).clicked() {
            outcome = Some(of.without_fact(at));
        }
    });
    let value = fact_text(json);
    let said = format!("Fact {name}");
    let hint = if json.starts_with('[') { "one, another…" } else { "what it says…" };
    let text = Text { hint, rows: Rows::Wrapped, ..Text::line(writing.id(of, ("fact", at)), &said, &value) };
    writing.text(ui, text, |text| of.with_fact_text(at, text));
    let mut is_list = json.starts_with('[');
    // Only where there is something to tell apart.
    if is_list || value.contains(',') {
        let toggle = ui.checkbox(&mut is_list, "Commas part one from another");
        toggle.widget_info(|| {
            WidgetInfo::selected(Role::CheckBox, true, is_list, format!("{name}: several, with commas"))
        });
        if toggle.changed() {
            outcome = Some(of.with_fact_as_list(at, is_list));
        }
    }
    ui.add_space(5.0);
    outcome
}
