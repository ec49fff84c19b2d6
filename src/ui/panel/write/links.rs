//! Fields that are lists of objects: the causes of an event, each with its kind and a note, and the passages that it cites.

use std::collections::HashMap;

use egui::{Align, Layout, Popup, PopupCloseBehavior, RichText, Ui};

use super::add::opening_ui;
use super::context::{Things, Writing};
use super::lists::add_chip;
use crate::document::write::{Entry, Outcome, Written};
use crate::state::Selection;
use crate::state::command::Command;
use crate::story::Story;
use crate::story::id::EventId;
use crate::theme::Weight;
use crate::ui::edit::chips::{Small, small_button};
use crate::ui::edit::menu::menu_button;
use crate::ui::edit::picker::Picker;
use crate::ui::edit::text::Text;
use crate::ui::widgets::kit::{heading, link, scrolled};

/// The kinds of links that a story offers before it has any.
const USUAL_KINDS: [&str; 4] = ["causes", "enables", "motivates", "prevents"];
/// The most kinds that are offered.
const MOST_KINDS: usize = 12;

/// The causes of an event.
pub(super) fn because_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written) {
    heading(ui, writing.page.theme, "Because of");
    let mut outcome = None;
    for (at, cause) in of.objects("because").iter().enumerate() {
        outcome = outcome.or(cause_ui(ui, writing, of, at, cause));
    }
    let picker = Picker {
        id: writing.id(of, "new cause"),
        name: "Find the cause of this event",
        hint: "an event…",
        new: None,
        width: ui.available_width(),
    };
    let story = writing.page.story;
    let known: Vec<String> = of.objects("because").iter().map(|cause| cause.text("event")).collect();
    let is_new = |at: usize| {
        let id = Things::Events.id(story, at);
        id != of.id() && !known.iter().any(|known| known == id)
    };
    let picked = opening_ui(ui, writing, &picker, Things::Events, false, is_new, |ui| add_chip(ui, writing, "+ cause"));
    outcome = outcome.or(writing.named(&picked, Things::Events, |id| of.with_object("because", &[("event", id)])));
    if let Some(outcome) = outcome {
        writing.make(ui, outcome);
    }
}

/// `motivates ▾  Title of the cause  ×`, and a note below.
fn cause_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written, at: usize, cause: &Entry) -> Option<Outcome> {
    let (story, theme) = (writing.page.story, writing.page.theme);
    let id = cause.text("event");
    let position = writing.position(ui, Things::Events, &id);
    let title = Things::Events.name(story, position, &id);
    let mut outcome = None;
    ui.horizontal(|ui| {
        kind_ui(ui, writing, of, at, cause, title);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if small_button(ui, theme, Small::Remove, &format!("Remove the cause {title}"), true).clicked() {
                outcome = Some(of.without_object("because", at));
            }
            ui.with_layout(Layout::left_to_right(Align::Center).with_main_wrap(true), |ui| {
                if position.is_none() {
                    ui.label(RichText::new(title).color(theme.error));
                } else if link(ui, theme, title).clicked() {
                    writing.commands.extend(position.map(|at| Command::Select(Selection::Event(EventId(at as u32)))));
                }
            });
        });
    });
    let note = cause.text("note");
    let name = format!("Note on the cause {title}");
    let text = Text::line(writing.id(of, ("because", at, "note")), &name, &note);
    writing.text(ui, Text { hint: "in which way…", font: Weight::Regular.font(12.5), ..text }, |text| {
        of.with_object_text("because", at, "note", text)
    });
    outcome
}

/// The kind of a link: a word to type, or one that the story uses already.
fn kind_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written, at: usize, cause: &Entry, title: &str) {
    let (story, theme) = (writing.page.story, writing.page.theme);
    let kind = cause.text("relation");
    let shown = if kind.is_empty() { "because" } else { &kind };
    let button = menu_button(ui, theme, shown, &format!("Kind of the link from {title}: {shown}"), 130.0);
    let mut outcome = None;
    let behaviour = PopupCloseBehavior::CloseOnClickOutside;
    Popup::menu(&button).close_behavior(behaviour).width(200.0).show(|ui| {
        let text = Text::line(writing.id(of, ("because", at, "relation")), "Kind of the link", &kind);
        let field = writing.text(ui, Text { hint: "a word of your own", width: Some(190.0), ..text }, |text| {
            of.with_object_text("because", at, "relation", text)
        });
        if field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter)) {
            ui.close();
        }
        scrolled(ui, 160.0, |ui| {
            let kinds = writing.page.memo(ui.ctx(), "kinds of links", (), || kinds_of_links(story));
            for offered in kinds.iter() {
                if ui.selectable_label(*offered == kind, offered).clicked() {
                    outcome = Some(of.with_object_text("because", at, "relation", offered));
                    ui.close();
                }
            }
            if !kind.is_empty() && ui.selectable_label(false, "no kind").clicked() {
                outcome = Some(of.with_object_text("because", at, "relation", ""));
                ui.close();
            }
        });
    });
    if let Some(outcome) = outcome {
        writing.make(ui, outcome);
    }
}

/// The kinds of links in a story, the most frequent first, and some usual ones.
fn kinds_of_links(story: &Story) -> Vec<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for event in story.events.iter() {
        for link in event.because.iter().filter(|link| !link.relation.is_empty()) {
            *counts.entry(link.relation).or_default() += 1;
        }
    }
    let mut kinds: Vec<(&str, usize)> = counts.into_iter().collect();
    kinds.sort_unstable_by_key(|&(kind, count)| (std::cmp::Reverse(count), kind));
    let mut kinds: Vec<String> = kinds.into_iter().map(|(kind, _)| kind.to_owned()).take(MOST_KINDS).collect();
    for usual in USUAL_KINDS {
        if !kinds.iter().any(|kind| kind == usual) {
            kinds.push(usual.to_owned());
        }
    }
    kinds
}

/// The passages that an event cites.
pub(super) fn cites_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written) {
    let (story, theme) = (writing.page.story, writing.page.theme);
    heading(ui, theme, "Sources");
    let mut outcome = None;
    for (at, cite) in of.objects("cites").iter().enumerate() {
        let id = cite.text("source");
        let position = writing.position(ui, Things::Sources, &id);
        let title = Things::Sources.name(story, position, &id);
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if small_button(ui, theme, Small::Remove, &format!("Remove the source {title}"), true).clicked() {
                    outcome = Some(of.without_object("cites", at));
                }
                let value = cite.text("at");
                let name = format!("Place in {title}");
                let text = Text::line(writing.id(of, ("cites", at, "at")), &name, &value);
                writing.text(ui, Text { hint: "page…", width: Some(84.0), ..text }, |text| {
                    of.with_object_text("cites", at, "at", text)
                });
                ui.with_layout(Layout::left_to_right(Align::Center).with_main_wrap(true), |ui| {
                    let colour = if position.is_some() { theme.text } else { theme.error };
                    ui.add(egui::Label::new(RichText::new(title).color(colour)).truncate());
                });
            });
        });
    }
    let picker = Picker {
        id: writing.id(of, "new source"),
        name: "Find a source",
        hint: "a source…",
        new: Things::Sources.new_words(),
        width: ui.available_width(),
    };
    let picked =
        opening_ui(ui, writing, &picker, Things::Sources, false, |_| true, |ui| add_chip(ui, writing, "+ source"));
    outcome = outcome.or(writing.named(&picked, Things::Sources, |id| of.with_object("cites", &[("source", id)])));
    if let Some(outcome) = outcome {
        writing.make(ui, outcome);
    }
}
