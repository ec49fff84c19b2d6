//! The card about a new story that was made from a file of another program: what is in it, and what it does not say.

use egui::{Frame, Label, RichText, ScrollArea, Ui};

use super::Context;
use crate::story::words::counted;
use crate::ui::host::read::Foreign;
use crate::ui::widgets::kit::main_button;

/// Shows what became of the file, and the notes in a list of at most so many points; returns whether the card is done.
pub(super) fn foreign_ui(ui: &mut Ui, cx: &Context<'_>, foreign: &Foreign, most_height: f32) -> bool {
    let (theme, story) = (cx.theme, cx.story);
    let events = counted(story.events.len(), "event", "events");
    let threads = counted(story.threads.len(), "thread", "threads");
    let people = [(story.characters.len(), "character", "characters"), (story.places.len(), "place", "places")];
    let with: Vec<String> = people
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| counted(count, one, many))
        .collect();
    let with = if with.is_empty() { String::new() } else { format!(", with {}", with.join(" and ")) };
    let made = format!("{} ({}) has {events} in {threads}{with}.", foreign.file, foreign.format);
    ui.add(Label::new(RichText::new(made).color(theme.text)).wrap());
    let saved = "The file itself stays as it is. The new story is in no file yet: Ctrl+S saves it.";
    ui.add(Label::new(RichText::new(saved).color(theme.muted)).wrap());
    if !foreign.notes.is_empty() {
        ui.add_space(4.0);
        let notes = "Not all of the file could be said as it is there:";
        ui.add(Label::new(RichText::new(notes).color(theme.text)).wrap());
        ScrollArea::vertical().max_height(most_height.max(80.0)).auto_shrink([false, true]).show(ui, |ui| {
            for note in &foreign.notes {
                Frame::new().fill(theme.raised).corner_radius(8).inner_margin(10).show(ui, |ui| {
                    ui.set_min_width(ui.available_width());
                    ui.add(Label::new(RichText::new(note).color(theme.muted)).wrap());
                });
            }
        });
    }
    let mut done = false;
    ui.horizontal(|ui| {
        done = main_button(ui, theme, "Close").clicked();
        let copy = "Copy the notes as text";
        if !foreign.notes.is_empty() && ui.button("Copy all").on_hover_text(copy).clicked() {
            ui.ctx().copy_text(foreign.notes.join("\n"));
        }
    });
    done
}
