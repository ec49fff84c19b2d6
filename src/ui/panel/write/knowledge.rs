//! What is learned and known: on an event's page by those who do, on a character's page by event, on the story's page by fact.

use egui::{Align, Id, Layout, RichText, Role, Ui, WidgetInfo};

use super::add::opening_ui;
use super::context::{Things, Writing};
use super::lists::{add_chip, box_button};
use crate::document::fields::ItemKind;
use crate::document::write::{Entry, Outcome, Written, field_words, remove_fact, rename_fact};
use crate::state::Selection;
use crate::state::command::Command;
use crate::story::continuity::Knowledge;
use crate::story::id::CharacterId;
use crate::story::words::counted;
use crate::ui::edit::chips::{Done, Small, chip_ui, small_button, small_side};
use crate::ui::edit::menu::arrow;
use crate::ui::edit::picker::{Picked, Picker};
use crate::ui::edit::text::{Rows, Send, Text};
use crate::ui::panel::parts::{MOST_SMALL, list_ui};
use crate::ui::widgets::kit::{boxed, heading, link};

/// The fields with facts, and the verbs for them.
const FIELDS: [(&str, &str); 2] = [("learns", "learns"), ("knows", "knows")];

fn capitalized(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The facts that are learned or known in an event, each with those who do.
pub(super) fn event_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written) {
    for (field, verb) in FIELDS {
        let words = capitalized(&field_words(field));
        heading(ui, writing.page.theme, &words);
        let entries = of.objects(field);
        let mut outcome = None;
        for (at, entry) in entries.iter().enumerate() {
            outcome =
                boxed(ui, writing.page.theme, |ui| fact_ui(ui, writing, of, (field, verb, at), entry)).or(outcome);
        }
        let name = format!("{words}: find or name a fact");
        let picker = Picker {
            id: writing.id(of, (field, "add")),
            name: &name,
            hint: "such as who the killer is…",
            new: Things::Facts.new_words(),
            width: ui.available_width(),
        };
        let story = writing.page.story;
        let is_new = |at: usize| !entries.iter().any(|entry| entry.text("fact") == Things::Facts.id(story, at));
        let picked = opening_ui(ui, writing, &picker, Things::Facts, false, is_new, |ui| {
            named(add_chip(ui, writing, "+ fact"), &format!("{words}: + fact"))
        });
        outcome = writing.named(&picked, Things::Facts, |fact| of.with_object(field, &[("fact", fact)])).or(outcome);
        if let Some(outcome) = outcome {
            writing.make(ui, outcome);
        }
    }
}

/// A button with another name for screen readers.
fn named(button: egui::Response, name: &str) -> egui::Response {
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    button
}

/// ```text
/// | who the killer is      v  × |
/// | (Anna ×) (Ben ×)  + name    |
/// ```
fn fact_ui(
    ui: &mut Ui,
    writing: &mut Writing<'_, '_>,
    of: &Written,
    (field, verb, at): (&'static str, &str, usize),
    entry: &Entry,
) -> Option<Outcome> {
    let (story, theme) = (writing.page.story, writing.page.theme);
    let (fact, known) = (entry.text("fact"), entry.texts("characters"));
    let mut outcome = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let width = ui.available_width() - small_side(ui) - 2.0;
        let said = format!("Fact that one {verb}: {fact}");
        let new = Things::Facts.new_words();
        let picker = Picker { id: writing.id(of, (field, at, "fact")), name: &said, hint: &fact, new, width };
        let is_other = |other: usize| Things::Facts.id(story, other) != fact;
        let picked = opening_ui(ui, writing, &picker, Things::Facts, false, is_other, |ui| {
            let response = box_button(ui, writing, &fact, &said, false, width);
            arrow(ui, response.rect.right_center() - egui::vec2(14.0, 0.0), theme.muted);
            response
        });
        outcome = writing.named(&picked, Things::Facts, |fact| of.with_object_text(field, at, "fact", fact));
        if small_button(ui, theme, Small::Remove, &format!("Remove: {verb} {fact}"), true).clicked() {
            outcome = Some(of.without_object(field, at));
        }
    });
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 6.0);
        if known.is_empty() {
            writing.words(ui, "everyone in the cast");
        }
        for id in &known {
            let position = writing.position(ui, Things::Characters, id);
            match chip_ui(ui, theme, Things::Characters.name(story, position, id), &fact, None) {
                Done::Nothing => {}
                Done::Chosen => {
                    let selection = position.and_then(|at| Things::Characters.selection(at));
                    writing.commands.extend(selection.map(Command::Select));
                }
                Done::Removed => outcome = Some(of.without_knower(field, &fact, id)),
            }
        }
        let name = format!("Who {verb} {fact}");
        let picker = Picker {
            id: writing.id(of, (field, at, "who")),
            name: &name,
            hint: "its name…",
            new: Things::Characters.new_words(),
            width: 150.0_f32.min(ui.max_rect().width()),
        };
        let is_new = |at: usize| !known.iter().any(|id| id == Things::Characters.id(story, at));
        let words = if known.is_empty() { "only…" } else { "+ name" };
        let picked = opening_ui(ui, writing, &picker, Things::Characters, true, is_new, |ui| {
            named(add_chip(ui, writing, words), &name)
        });
        let with = |id: &str| {
            let all: Vec<String> = known.iter().cloned().chain([id.to_owned()]).collect();
            of.with_object_texts(field, at, "characters", &all)
        };
        outcome = writing.named(&picked, Things::Characters, with).or(outcome.take());
        if !known.is_empty() && named(add_chip(ui, writing, "everyone"), &format!("Everyone {verb} {fact}")).clicked() {
            outcome = Some(of.with_object_texts(field, at, "characters", &[]));
        }
    });
    outcome
}

/// What a character learns and knows, event by event.
pub(super) fn character_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written, id: CharacterId) {
    let (page, story) = (writing.page, writing.page.story);
    heading(ui, page.theme, "What they learn and know");
    let known = page.memo(ui.ctx(), "what a character knows", id, || {
        story.continuity.knowledge.iter().filter(|known| known.character == id).copied().collect::<Vec<_>>()
    });
    list_ui(ui, page, "knowledge", known.len(), MOST_SMALL, |ui, rows| {
        for known in &known[rows] {
            known_ui(ui, writing, of, known);
        }
    });
    // First the fact is chosen, then the event.
    let asked = writing.id(of, "a fact for an event");
    let chosen: Option<(usize, String)> = ui.data(|data| data.get_temp(asked));
    if let Some((field, fact)) = chosen {
        in_event_ui(ui, writing, of, asked, FIELDS[field], &fact);
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 6.0);
        for (at, (field, verb)) in FIELDS.into_iter().enumerate() {
            let name = format!("Fact that they {}", verb.trim_end_matches('s'));
            let picker = Picker {
                id: writing.id(of, (field, "add")),
                name: &name,
                hint: "such as who the killer is…",
                new: Things::Facts.new_words(),
                width: 240.0_f32.min(ui.max_rect().width()),
            };
            let picked = opening_ui(
                ui,
                writing,
                &picker,
                Things::Facts,
                false,
                |_| true,
                |ui| add_chip(ui, writing, &format!("+ {verb}")),
            );
            let fact = match picked {
                Picked::Thing(fact) => Things::Facts.id(story, fact).to_owned(),
                Picked::New(fact) => fact,
                Picked::Nothing | Picked::Left => continue,
            };
            ui.data_mut(|data| data.insert_temp(asked, (at, fact)));
            ui.memory_mut(|memory| memory.request_focus(asked.with("event")));
        }
    });
}

/// In which event a character learns or knows a fact.
fn in_event_ui(
    ui: &mut Ui,
    writing: &mut Writing<'_, '_>,
    of: &Written,
    asked: Id,
    (field, verb): (&str, &str),
    fact: &str,
) {
    writing.words(ui, &format!("{verb} “{fact}” in"));
    let name = format!("Event in which {} {verb} {fact}", of.title);
    let width = ui.available_width();
    let picker = Picker { id: asked.with("event"), name: &name, hint: "an event…", new: None, width };
    let (picked, _) = writing.pick(ui, &picker, Things::Events, |_| true);
    Picker::make_room(ui, picker.id);
    if let Picked::Thing(at) = picked {
        let event = Written::item(writing.document, ItemKind::Event, Things::Events.id(writing.page.story, at));
        if let Some(event) = event {
            writing.make(ui, event.with_knower(field, fact, of.id()));
        }
    }
    if picked != Picked::Nothing {
        ui.memory_mut(|memory| memory.surrender_focus(picker.id));
        ui.data_mut(|data| data.remove::<(usize, String)>(asked));
        ui.ctx().request_repaint();
    }
}

/// A fact that a character learns or knows in an event, which can be taken from them.
fn known_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written, known: &Knowledge) {
    let (story, theme) = (writing.page.story, writing.page.theme);
    let (field, verb) = FIELDS[usize::from(!known.is_learned)];
    let (fact, event) = (story.continuity.fact(known.fact), story.event(known.event));
    let mut outcome = None;
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let name = format!("No longer {verb} {fact} in {}", event.title);
            if small_button(ui, theme, Small::Remove, &name, true).clicked() {
                let event = Written::item(writing.document, ItemKind::Event, event.id);
                outcome = event.map(|event| event.without_knower(field, fact, of.id()));
            }
            ui.with_layout(Layout::left_to_right(Align::Center).with_main_wrap(true), |ui| {
                ui.spacing_mut().item_spacing.x = 5.0;
                writing.words(ui, verb);
                ui.label(RichText::new(fact).color(theme.text));
                writing.words(ui, "in");
                if link(ui, theme, event.title).clicked() {
                    writing.commands.push(Command::Select(Selection::Event(known.event)));
                }
            });
        });
    });
    if let Some(outcome) = outcome {
        writing.make(ui, outcome);
    }
}

/// The facts of the story: their words, everywhere at once.
pub(super) fn story_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written) {
    let (page, story, document) = (writing.page, writing.page.story, writing.document);
    let facts = &story.continuity.facts;
    if facts.is_empty() {
        return;
    }
    heading(ui, page.theme, "What characters learn and know");
    let counts = page.memo(ui.ctx(), "events of facts", (), || counts(&story.continuity.knowledge, facts.len()));
    let mut outcome = None;
    list_ui(ui, page, "facts", facts.len(), MOST_SMALL, |ui, rows| {
        for at in rows {
            let fact = &facts[at];
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                let width = ui.available_width() - small_side(ui) - 2.0;
                let name = format!("Words of the fact {fact}");
                let text = Text::line(writing.id(of, ("words of a fact", at)), &name, fact);
                let text = Text { send: Send::WhenLeft, rows: Rows::Wrapped, width: Some(width), ..text };
                writing.text(ui, text, |text| rename_fact(document, fact, text));
                let name = format!("Remove the fact {fact}");
                let remove = small_button(ui, page.theme, Small::Remove, &name, true);
                if remove.on_hover_text("From every event").clicked() {
                    outcome = Some(remove_fact(document, fact));
                }
            });
            let [learned, known] = counts[at].map(|count| match count {
                0 => "no event".to_owned(),
                count => counted(count, "event", "events"),
            });
            writing.words(ui, &format!("learned in {learned}, known in {known}"));
        }
    });
    writing.words(ui, "The words of another fact make the two one.");
    if let Some(outcome) = outcome {
        writing.make(ui, outcome);
    }
}

/// In how many events each fact is learned and known.
fn counts(knowledge: &[Knowledge], facts: usize) -> Vec<[usize; 2]> {
    let mut counts = vec![[0; 2]; facts];
    let mut last = vec![[None; 2]; facts];
    for known in knowledge {
        let (fact, which) = (known.fact as usize, usize::from(!known.is_learned));
        // The list is in the order of the events.
        if last[fact][which] != Some(known.event) {
            last[fact][which] = Some(known.event);
            counts[fact][which] += 1;
        }
    }
    counts
}
