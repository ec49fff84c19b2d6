//! The card for a new story from an outline: one line is an event, a line with `#` a thread.

use egui::{Id, Label, RichText, ScrollArea, Ui};

use super::give_keyboard;
use crate::document::outline::{Outline, outline};
use crate::story::words::counted;
use crate::theme::Theme;
use crate::ui::request::Request;
use crate::ui::widgets::field::text_area;
use crate::ui::widgets::kit::{field_ui, main_button};

/// The most notes that are shown at once.
const MOST_NOTES: usize = 20;
/// The height of everything but the outline itself, in points.
const AROUND: f32 = 300.0;
/// The height of a line, in points.
const LINE: f32 = 18.0;

/// The fields of the card.
#[derive(Default)]
pub(in crate::ui) struct OutlineCard {
    /// The title of the story; where it is empty, that of the outline is taken.
    title: String,
    /// The outline as typed.
    text: String,
    /// The outline as it was read last, and of which text.
    read: Option<(String, Outline)>,
}

impl OutlineCard {
    /// The outline as it is read now.
    fn outline(&mut self) -> &Outline {
        let known = self.read.take().filter(|(of, _)| *of == self.text);
        let read = known.unwrap_or_else(|| (self.text.clone(), outline(&self.text)));
        &self.read.insert(read).1
    }
}

/// Shows the card; returns whether it is done. `focus`: whether its field is still to get the keyboard.
pub(super) fn outline_ui(
    ui: &mut Ui,
    theme: &Theme,
    card: &mut OutlineCard,
    height: f32,
    focus: &mut bool,
    requests: &mut Vec<Request>,
) -> bool {
    let text = "Type or paste one event a line. A line that begins with # names a thread; indented lines say more.";
    ui.add(Label::new(RichText::new(text).color(theme.muted)).wrap());
    let title = field_ui(ui, theme, &mut card.title, "Title of the story", ui.available_width() + 16.0);
    ui.ctx().accesskit_node_builder(title.id, |node| node.set_label("Title of the story"));
    let rows_height = (height - AROUND).clamp(60.0, 380.0);
    let area = ScrollArea::vertical().id_salt("outline").max_height(rows_height).min_scrolled_height(rows_height);
    let rows = (rows_height / LINE) as usize;
    area.auto_shrink([false, false]).show(ui, |ui| {
        let id = Id::unique("outline of a new story");
        let hint = RichText::new("# The siege\nThe gates are shut\n    Nobody gets out.\nThe well runs dry\n# The court\nThe king hears of it");
        let field = text_area(ui, id, &mut card.text, |edit| {
            edit.hint_text(hint.color(theme.faint)).desired_width(f32::INFINITY).desired_rows(rows)
        });
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("Outline"));
        give_keyboard(ui, &field, focus);
    });
    let read = card.outline();
    let threads = read.threads.len().max(usize::from(read.event_count() > 0));
    let (events, named) = (read.event_count(), read.title.clone());
    let counts = format!("{}, {}", counted(threads, "thread", "threads"), counted(events, "event", "events"));
    notes_ui(ui, theme, read);
    let row = ui.horizontal_wrapped(|ui| {
        let create =
            ui.add_enabled_ui(events > 0 || threads > 0, |ui| main_button(ui, theme, "Create").clicked()).inner;
        let cancel = ui.button("Cancel").clicked();
        if events > 0 {
            let label = ui.label(RichText::new(counts).color(theme.text));
            ui.ctx().accesskit_node_builder(label.id, |node| node.set_live(egui::accesskit::Live::Polite));
        }
        if create {
            let typed = Some(card.title.trim().to_owned()).filter(|title| !title.is_empty());
            let title = typed.or(named).unwrap_or_else(|| "Untitled".to_owned());
            requests.push(Request::Outline { title, text: card.text.clone() });
        }
        create || cancel
    });
    row.inner
}

/// The lines that were not understood, or are read in another way than they look.
fn notes_ui(ui: &mut Ui, theme: &Theme, read: &Outline) {
    if read.notes.is_empty() {
        return;
    }
    ScrollArea::vertical().id_salt("notes").max_height(64.0).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for note in read.notes.iter().take(MOST_NOTES) {
            ui.add(Label::new(RichText::new(note.to_string()).size(12.0).color(theme.muted)).wrap());
        }
        if read.notes.len() > MOST_NOTES {
            let more = format!("and {} more", read.notes.len() - MOST_NOTES);
            ui.label(RichText::new(more).size(12.0).color(theme.muted));
        }
    });
}
