//! The card that asks where to save the story; also after a save that failed, with the reason.

use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{Key, Label, Response, RichText, Ui};

use super::context::Context;
use super::give_keyboard;
use crate::ui::host;
use crate::ui::host::source::{Dialog, Source, chosen};
use crate::ui::next::Next;
use crate::ui::request::Request;
use crate::ui::widgets::kit::{field_ui, main_button};

/// The fields of the card.
pub(in crate::ui) struct SaveAs {
    /// The path to save to, as typed.
    path: String,
    /// Whether the path has been filled in.
    is_ready: bool,
    /// Whether the name in the field has been selected, so that typing replaces it.
    is_selected: bool,
    dialog: Option<Dialog>,
    /// What comes after saving.
    then: Option<Next>,
    /// The reason that the last save failed.
    why: Option<String>,
    /// Whether the story's own file is another version now.
    is_changed: bool,
}

impl SaveAs {
    /// Asks where to save the story; `then` comes after it.
    pub(in crate::ui) fn new(then: Option<Next>) -> Self {
        let path = String::new();
        Self { path, is_ready: false, is_selected: false, dialog: None, then, why: None, is_changed: false }
    }

    /// Asks once more after a save to `to` that failed.
    pub(in crate::ui) fn failed(to: &Source, why: &str, then: Option<Next>) -> Self {
        let path = if let Source::File(path) = to { path.display().to_string() } else { String::new() };
        let mut letters = why.chars();
        let sentence = letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>());
        let why = sentence.map(|words| format!("{}.", words.trim_end_matches('.')));
        Self { is_ready: !path.is_empty(), path, why, ..Self::new(then) }
    }

    /// Asks because another program has saved the story's file.
    pub(in crate::ui) fn changed(why: String, then: Option<Next>) -> Self {
        Self { why: Some(why), is_changed: true, ..Self::new(then) }
    }

    /// Whether it is shown because a save failed.
    pub(super) fn is_failure(&self) -> bool {
        self.why.is_some()
    }
}

/// Shows the card; returns whether it is done. `focus`: whether its field is still to get the keyboard.
pub(super) fn save_ui(
    ui: &mut Ui,
    cx: &Context<'_>,
    card: &mut SaveAs,
    focus: &mut bool,
    requests: &mut Vec<Request>,
) -> bool {
    if !card.is_ready {
        card.is_ready = true;
        card.path = host::save_path(cx.source, &cx.story.title, cx.settings.recent.first().map(|path| &**path));
    }
    if let Some(Source::File(path)) = chosen(&mut card.dialog) {
        card.path = path.display().to_string();
    }
    if let Some(why) = &card.why {
        ui.add(Label::new(RichText::new(why).color(cx.theme.error)).wrap());
        let rest = "Nothing is lost: the story stays open as it is.";
        ui.add(Label::new(RichText::new(rest).color(cx.theme.muted)).wrap());
    } else if !host::HAS_PATHS {
        let text = "The browser puts the file where it puts downloads.";
        ui.add(Label::new(RichText::new(text).color(cx.theme.muted)).wrap());
    }
    ui.add_space(2.0);
    let is_entered = path_ui(ui, cx, card, focus);
    let to = host::save_target(&card.path);
    let is_own = to.as_ref() == Some(cx.source) && !card.is_changed;
    let replaces = !is_own && matches!(&to, Some(Source::File(path)) if path.exists());
    let mut is_done = false;
    ui.horizontal_wrapped(|ui| {
        let name = if replaces { "Replace" } else { "Save" };
        ui.add_enabled_ui(to.is_some(), |ui| is_done = main_button(ui, cx.theme, name).clicked());
        is_done |= is_entered && !replaces && to.is_some();
        if let (true, Some(to)) = (is_done, to) {
            requests.push(Request::SaveTo { to, overwrites: replaces, then: card.then.clone() });
        }
        is_done |= ui.button("Cancel").clicked();
        if replaces {
            ui.label(RichText::new("A file with this name already exists.").color(cx.theme.muted));
        }
    });
    is_done
}

/// The field for the path, with a dialog if the host has one; returns whether Enter was pressed in it.
fn path_ui(ui: &mut Ui, cx: &Context<'_>, card: &mut SaveAs, focus: &mut bool) -> bool {
    let row = ui.horizontal(|ui| {
        let hint = if host::HAS_PATHS { "Path of the file" } else { "Name of the file" };
        let room = ui.available_width() - if host::HAS_PATHS { 96.0 } else { 0.0 };
        let field = field_ui(ui, cx.theme, &mut card.path, hint, room.max(80.0));
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(hint));
        if field.has_focus() && !card.is_selected {
            card.is_selected = select_name(ui, &field, &card.path);
        }
        let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        give_keyboard(ui, &field, focus);
        if host::HAS_PATHS && ui.button("Browse…").clicked() {
            card.dialog = Some(host::ask_save(ui.ctx(), &card.path));
        }
        is_entered
    });
    row.inner
}

/// Selects the name of the file, without folder and ending; returns whether the field was ready for it.
fn select_name(ui: &Ui, field: &Response, path: &str) -> bool {
    let Some(mut state) = TextEditState::load(ui.ctx(), field.id) else { return false };
    let start = path.rfind(std::path::is_separator).map_or(0, |at| at + 1);
    let end = path.rfind('.').filter(|dot| *dot > start).unwrap_or(path.len());
    let letters = |bytes: usize| path.get(..bytes).map_or(0, |part| part.chars().count());
    let [start, end] = [start, end.max(start)].map(letters);
    state.cursor.set_char_range(Some(CCursorRange::two(CCursor::new(start), CCursor::new(end))));
    state.store(ui.ctx(), field.id);
    true
}
