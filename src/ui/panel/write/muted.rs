//! The findings of the checks that the story accepts, each with the reason, and a way to have it told again.

use egui::{Label, RichText, Ui};

use super::context::{Things, Writing};
use crate::document::change::Change;
use crate::document::format::FindingKind;
use crate::document::write::{Entry, Written};
use crate::state::command::Command;
use crate::theme::Weight;
use crate::ui::edit::chips::{Small, small_button, small_side};
use crate::ui::edit::text::{Rows, Text};
use crate::ui::panel::parts::{MOST_SMALL, list_ui};
use crate::ui::widgets::kit::{boxed, heading, link};

/// Shows the section, if anything is muted.
pub(super) fn muted_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written) {
    let entries = of.objects("muted");
    if entries.is_empty() {
        return;
    }
    heading(ui, writing.page.theme, "Muted checks");
    list_ui(ui, writing.page, "muted", entries.len(), MOST_SMALL, |ui, rows| {
        for at in rows {
            boxed(ui, writing.page.theme, |ui| entry_ui(ui, writing, of, at, &entries[at]));
        }
    });
}

/// A kind of finding in the words of the window.
fn kind_words(name: &str) -> &str {
    let kind = FindingKind::ALL.into_iter().find(|kind| kind.name() == name);
    match kind {
        Some(FindingKind::TwoPlaces) => "In two places at once",
        Some(FindingKind::AfterEnd) => "Takes part after their end",
        Some(FindingKind::BeforeBeginning) => "Takes part before their beginning",
        Some(FindingKind::EffectBeforeCause) => "An effect before its cause",
        Some(FindingKind::KnownBeforeLearned) => "Known before it is learned",
        Some(FindingKind::OutsidePhase) => "Outside its phase",
        None => name,
    }
}

/// ```text
/// | In two places at once      × |
/// | Anna  in The call, A letter  |
/// | the reason…                  |
/// | [ ] told again if certain    |
/// ```
fn entry_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written, at: usize, entry: &Entry) {
    let theme = writing.page.theme;
    let words = kind_words(&entry.text("finding")).to_owned();
    let fact = entry.text("fact");
    let mut outcome = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let width = ui.available_width() - small_side(ui) - 2.0;
        ui.scope(|ui| {
            ui.set_width(width);
            let words = RichText::new(&words).font(Weight::Medium.font(13.0)).color(theme.text);
            ui.add(Label::new(words).wrap());
        });
        let remove = small_button(ui, theme, Small::Remove, &format!("Unmute {}: {words}", at + 1), true);
        if remove.on_hover_text("The checks tell it again").clicked() {
            let name = format!("unmute “{words}”");
            outcome = Some(of.without_object("muted", at).map(|change| Change { name, ..change }));
        }
    });
    let (characters, events) = (entry.texts("character"), entry.texts("events"));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        for id in characters.iter().filter(|id| !id.is_empty()) {
            thing_ui(ui, writing, Things::Characters, id);
        }
        if !fact.is_empty() {
            ui.label(RichText::new(format!("“{fact}”")).color(theme.text));
        }
        if events.is_empty() {
            writing.words(ui, "in any event");
        } else {
            writing.words(ui, "in");
            for (nth, id) in events.iter().enumerate() {
                if nth > 0 {
                    writing.words(ui, "and");
                }
                thing_ui(ui, writing, Things::Events, id);
            }
        }
    });
    let (why, name) = (entry.text("why"), format!("Reason for muting {}: {words}", at + 1));
    let text = Text::line(writing.id(of, ("muted", at, "why")), &name, &why);
    writing.text(ui, Text { hint: "the reason…", rows: Rows::Wrapped, ..text }, |text| {
        of.with_object_text("muted", at, "why", text)
    });
    let mut is_possible = entry.json("possible") == Some("true");
    let told = ui.checkbox(&mut is_possible, "Tell it again once it is certain");
    if told.changed() {
        outcome = Some(of.with_object_json("muted", at, "possible", is_possible.then(|| "true".to_owned())));
    }
    if let Some(outcome) = outcome {
        writing.make(ui, outcome);
    }
}

/// A thing that a finding is about, as a link.
fn thing_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, things: Things, id: &str) {
    let (story, theme) = (writing.page.story, writing.page.theme);
    let position = writing.position(ui, things, id);
    let name = things.name(story, position, id);
    let Some(selection) = position.and_then(|at| things.selection(at)) else {
        ui.label(RichText::new(name).color(theme.error));
        return;
    };
    if link(ui, theme, name).clicked() {
        writing.commands.push(Command::Select(selection));
    }
}
