//! Whether what an event says of its time can be true: of what is said, and of a relation that is about to be said.

use std::sync::Arc;

use egui::emath::vec2;
use egui::{Color32, Frame, Label, RichText, Ui};

use super::context::Writing;
use crate::document::change::Change;
use crate::document::write::Written;
use crate::state::proposal::{Trial, tried};
use crate::story::id::EventId;
use crate::story::problem::Severity;
use crate::story::words;
use crate::theme::mix;
use crate::ui::widgets::kit::link;

/// The most reasons at once.
const MOST: usize = 4;

/// A relation that Enter would say, with the change that says it.
pub(super) struct Considered {
    pub(super) relation: &'static str,
    /// The id of the other event.
    pub(super) other: String,
    pub(super) change: Change,
}

/// Says where the event stands, or why it cannot; with a relation that is being chosen, as if it were said.
pub(super) fn fits_ui(
    ui: &mut Ui,
    writing: &mut Writing<'_, '_>,
    of: &Written,
    event: Option<EventId>,
    considered: Option<Considered>,
) {
    ui.add_space(3.0);
    if let Some(considered) = considered
        && let Some(trial) = trial(ui, writing, of, considered)
    {
        trial_ui(ui, writing, of, &trial);
        return;
    }
    let (page, theme) = (writing.page, writing.page.theme);
    let path = format!("events[{}]", of.position);
    let is_here = |other: &str| other.strip_prefix(&path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    let errors = page.problems.iter().filter(|problem| problem.severity == Severity::Error && is_here(&problem.path));
    let wrong: Vec<&str> = errors.map(|problem| problem.message.as_str()).take(MOST).collect();
    if !wrong.is_empty() {
        note_ui(ui, theme.error, theme.panel, |ui| say(ui, theme.error, &wrong.join("\n")));
    } else if let Some(event) = event {
        let words = format!("Fits: {}", words::place_words(page.story, event));
        note_ui(ui, theme.right, theme.panel, |ui| say(ui, theme.right, &words));
    }
}

/// What a relation would do if it were said. Of a large story it is not there at first.
fn trial(ui: &Ui, writing: &Writing<'_, '_>, of: &Written, considered: Considered) -> Option<Arc<Trial>> {
    let Considered { relation, other, change } = considered;
    let key = (writing.document.revision(), of.id().to_owned(), relation, other);
    let (document, problems) = (writing.document.clone(), writing.page.problems.to_vec());
    writing
        .page
        .later(ui.ctx(), "a relation on trial", key, move |story, _| tried(&document, story, &problems, &change))
}

fn trial_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written, trial: &Trial) {
    let theme = writing.page.theme;
    if let Some(contradiction) = &trial.contradiction {
        note_ui(ui, theme.error, theme.panel, |ui| {
            say(ui, theme.error, &contradiction.words);
            if let Some(change) = &contradiction.without
                && link(ui, theme, "Drop it too")
                    .on_hover_text("Says this, and takes back what is in the way")
                    .clicked()
            {
                writing.push(change.clone());
            }
        });
        return;
    }
    if let Some(error) = &trial.error {
        note_ui(ui, theme.error, theme.panel, |ui| say(ui, theme.error, error));
        return;
    }
    let stands = trial.stands.iter().find(|(id, _)| id == of.id());
    let place = stands.map(|(_, span)| format!("{}. ", words::span_words(writing.page.story, *span)));
    let words = format!("Fits: {}{}", place.unwrap_or_default(), trial.moves_words());
    note_ui(ui, theme.right, theme.panel, |ui| say(ui, theme.right, &words));
}

fn say(ui: &mut Ui, colour: Color32, words: &str) {
    ui.add(Label::new(RichText::new(words).size(12.5).color(colour)).wrap());
}

/// Lines on a ground of their own hue.
fn note_ui(ui: &mut Ui, hue: Color32, ground: Color32, show: impl FnOnce(&mut Ui)) {
    let frame = Frame::new().fill(mix(ground, hue, 0.16)).corner_radius(6).inner_margin(vec2(9.0, 6.0));
    frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 3.0;
        show(ui);
    });
}
