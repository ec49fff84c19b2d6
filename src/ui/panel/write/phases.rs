//! What has no page of its own: phases and sources. They are written on the page about the story.

use std::sync::Arc;

use egui::{Id, Ui};

use super::add::opening_ui;
use super::context::{Things, Writing};
use super::lists::{add_chip, quoted};
use super::order::buttons_ui;
use super::remove::remove_ui;
use crate::document::fields::ItemKind;
use crate::document::write::{Outcome, Written};
use crate::story::{Event, Story};
use crate::ui::edit::chips::{Small, small_button, small_side};
use crate::ui::edit::picker::{Picked, Picker};
use crate::ui::edit::text::Text;
use crate::ui::panel::parts::{MOST_SMALL, list_ui};
use crate::ui::widgets::kit::{boxed, heading, target};

/// Every item of a kind, as it is written.
fn all(ui: &Ui, writing: &Writing<'_, '_>, kind: ItemKind) -> Arc<Vec<Written>> {
    let key = (writing.page.opened, writing.document.revision());
    writing.page.memo(ui.ctx(), kind.list(), key, || Written::all(writing.document, kind))
}

/// The id of a widget of an item by its place in its list: its title is its id, and changes with every letter.
fn by_place(writing: &Writing<'_, '_>, of: &Written, field: &str) -> Id {
    Id::unique(("phase", writing.page.opened, of.position)).with(field)
}

/// The phases.
pub(super) fn phases_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, story: &Written) {
    let phases = all(ui, writing, ItemKind::Phase);
    let events = &writing.page.story.events;
    if phases.is_empty() && events.is_empty() {
        return;
    }
    heading(ui, writing.page.theme, "Phases");
    list_ui(ui, writing.page, "phases", phases.len(), MOST_SMALL, |ui, rows| {
        for phase in &phases[rows] {
            phase_ui(ui, writing, phase, &phases);
        }
    });
    if events.is_empty() {
        return;
    }
    let picker = Picker {
        id: writing.id(story, "new phase"),
        name: "Title of the new phase",
        hint: "its title…",
        new: Some("New phase"),
        width: 200.0_f32.min(ui.available_width()),
    };
    let picked =
        opening_ui(ui, writing, &picker, Things::Words, false, |_| true, |ui| add_chip(ui, writing, "+ phase"));
    if let Picked::New(title) = picked {
        // What no phase has yet; the ends are chosen next.
        let [from, to] = rest_of(writing.page.story).unwrap_or_default();
        let outcome = writing.added(ItemKind::Phase, &title, &[("from", from), ("to", to)]);
        writing.make(ui, outcome);
    }
}

/// The first and the last event after all phases, by where they are drawn; of the whole story if there is none. `None` for a
/// story without events.
fn rest_of(story: &Story) -> Option<[&str; 2]> {
    let end = story.phases.iter().map(|phase| story.event(phase.to).placed.end()).max();
    let all = || story.events.iter();
    let is_after = |event: &Event<'_>| end.is_none_or(|end| event.placed.start() >= end);
    let first = all().filter(is_after).min_by_key(|event| event.placed.start());
    let first = first.or_else(|| all().min_by_key(|event| event.placed.start()))?;
    let last = all().max_by_key(|event| event.placed.end())?;
    Some([first.id, last.id])
}

/// A phase: its title, and the events that it starts and ends with.
fn phase_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written, all: &[Written]) {
    let theme = writing.page.theme;
    let mut outcome = None;
    boxed(ui, theme, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            let width = ui.available_width() - 3.0 * (small_side(ui) + 2.0);
            let name = format!("Title of the phase {}", of.title);
            let text = Text::line(by_place(writing, of, "title"), &name, &of.title);
            writing.text(ui, Text { width: Some(width), ..text }, |text| {
                if all.iter().any(|other| other.title == text && other.position != of.position) {
                    return Err("Another phase has this title".to_owned());
                }
                of.with_text("title", text)
            });
            let names = ["up", "down"].map(|way| format!("Move {} {way}", of.title));
            outcome = move_ui(ui, writing, of, all, &names);
            if small_button(ui, theme, Small::Remove, &format!("Remove the phase {}", of.title), true).clicked() {
                outcome = Some(of.removed());
            }
        });
        for (field, words) in [("from", "from"), ("to", "to")] {
            ui.horizontal(|ui| {
                ui.set_min_height(target(ui));
                let start = ui.cursor().min.x;
                let shown = writing.words(ui, words);
                // Both ends begin in one column.
                ui.add_space((start + 34.0 - shown.rect.max.x).max(0.0));
                end_ui(ui, writing, of, field);
            });
        }
    });
    if let Some(outcome) = outcome {
        writing.make(ui, outcome);
    }
}

/// The buttons that move an item of a list up and down.
fn move_ui(
    ui: &mut Ui,
    writing: &Writing<'_, '_>,
    of: &Written,
    all: &[Written],
    [up, down]: &[String; 2],
) -> Option<Outcome> {
    buttons_ui(ui, writing, of, (of.position, all.len()), [up, down], |at| all.get(at).map(Written::id))
}

/// The event that a phase starts or ends with.
fn end_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written, field: &str) {
    let story = writing.page.story;
    let id = of.text(field);
    let at = writing.position(ui, Things::Events, &id);
    let title = Things::Events.name(story, at, &id);
    let verb = if field == "from" { "starts" } else { "ends" };
    let name = format!("{} {verb} with", of.title);
    let said = format!("{name}: {title}");
    let width = ui.available_width();
    let picker = Picker { id: by_place(writing, of, field), name: &name, hint: title, new: None, width };
    let picked = opening_ui(
        ui,
        writing,
        &picker,
        Things::Events,
        false,
        |_| true,
        |ui| super::lists::box_button(ui, writing, title, &said, false, width),
    );
    if let Picked::Thing(at) = picked {
        let outcome = of.with_json(field, Some(quoted(Things::Events.id(story, at))));
        writing.make(ui, outcome);
    }
}

/// The sources.
pub(super) fn sources_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, story: &Written) {
    heading(ui, writing.page.theme, "Sources");
    let sources = all(ui, writing, ItemKind::Source);
    let mut moved = None;
    list_ui(ui, writing.page, "sources", sources.len(), MOST_SMALL, |ui, rows| {
        for source in &sources[rows] {
            boxed(ui, writing.page.theme, |ui| {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 2.0;
                    let width = Some(ui.available_width() - 2.0 * (small_side(ui) + 2.0));
                    let id = writing.id(source, "title");
                    let text =
                        Text { hint: "its title…", width, ..Text::line(id, "Title of the source", &source.title) };
                    writing.text(ui, text, |text| source.with_text("title", text));
                    let names = ["up", "down"].map(|way| format!("Move the source {} {way}", source.title));
                    moved = move_ui(ui, writing, source, &sources, &names).or(moved.take());
                });
                writing.line(ui, source, "url", "Address of the source", "an address on the web…");
                writing.line(ui, source, "licence", "Licence of the source", "its licence…");
                writing.id_line(ui, source);
                remove_ui(ui, writing, source);
            });
        }
    });
    if let Some(moved) = moved {
        writing.make(ui, moved);
    }
    let picker = Picker {
        id: writing.id(story, "new source"),
        name: "Title of the new source",
        hint: "its title…",
        new: Some("New source"),
        width: 200.0_f32.min(ui.available_width()),
    };
    let picked =
        opening_ui(ui, writing, &picker, Things::Words, false, |_| true, |ui| add_chip(ui, writing, "+ source"));
    if let Picked::New(title) = picked {
        let outcome = writing.added(ItemKind::Source, &title, &[]);
        writing.make(ui, outcome);
    }
}

#[cfg(test)]
mod tests {
    use super::rest_of;
    use crate::story::compile::compile;

    #[test]
    fn a_new_phase_has_what_no_phase_has_yet() {
        let check = |phases: &str, expect: Option<[&str; 2]>| {
            let event = |id: &str| format!(r#"{{ "id": "{id}", "title": "{id}", "thread": "t" }}"#);
            let events = if expect.is_some() { ["a", "b", "c", "d"].map(event).join(", ") } else { String::new() };
            let text = format!(
                r#"{{ "plotlanes": 1, "title": "T", "threads": [{{ "id": "t", "title": "T" }}], "phases": [{phases}],
                "events": [{events}] }}"#
            );
            let story = compile(text.as_bytes()).story.expect("a story");
            assert_eq!(rest_of(&story), expect, "{phases}");
        };
        check("", Some(["a", "d"]));
        check(r#"{ "title": "P", "from": "a", "to": "b" }"#, Some(["c", "d"]));
        check(r#"{ "title": "P", "from": "c", "to": "d" }"#, Some(["a", "d"]));
        check("", None);
    }
}
