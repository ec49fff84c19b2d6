//! Taking an item away, after saying what depends on it; and making one of two.

use egui::{Id, Ui};

use super::add::opening_ui;
use super::context::{Things, Writing};
use crate::document::change::Change;
use crate::document::dependents::{dependents, in_words};
use crate::document::edit::{FieldOwner, ItemId};
use crate::document::fields::ItemKind;
use crate::document::merge_items::merge_items;
use crate::document::removal::{How, remove_with};
use crate::document::write::{Outcome, Written};
use crate::state::command::{Command, WriteCommand};
use crate::ui::edit::menu::{Word, word_menu};
use crate::ui::edit::picker::{Picked, Picker};
use crate::ui::widgets::kit::{boxed, chip, focus_ring};

/// The button that removes an item; where something depends on it, that is told first.
pub(super) fn remove_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written) {
    let FieldOwner::Item(item) = &of.owner else { return };
    let theme = writing.page.theme;
    let asked = writing.id(of, "remove");
    let mut is_asked = ui.data(|data| data.get_temp::<bool>(asked)).unwrap_or(false);
    // The same that the Delete key does: with it go all that are selected.
    let selected = if item.kind == ItemKind::Event { writing.page.state.selected_events().len() } else { 1 };
    if selected > 1 {
        if chip(ui, theme, &format!("Delete the {selected} selected events")).clicked() {
            writing.commands.push(Command::Write(WriteCommand::Delete));
        }
        return;
    }
    if !is_asked {
        if chip(ui, theme, &format!("Delete this {}…", item.kind.word())).clicked() {
            is_asked = true;
            ui.data_mut(|data| data.insert_temp(asked, true));
        }
        if !is_asked {
            return;
        }
    }
    let key = (writing.page.opened, writing.document.revision(), item.kind, item.id.clone());
    let says = writing.page.memo(ui.ctx(), "dependents", key, || {
        dependents(writing.document, item).map_or_else(|fault| vec![fault.message], |all| in_words(&all))
    });
    boxed(ui, theme, |ui| {
        let words = if says.is_empty() { "Nothing depends on it.".to_owned() } else { format!("{}.", says.join("; ")) };
        ui.label(words);
        let move_to = if item.kind == ItemKind::Thread { move_ui(ui, writing, of, asked) } else { None };
        ui.horizontal_wrapped(|ui| {
            let remove = chip(ui, theme, "Delete").on_hover_text("It can be undone");
            focus_ring(ui, &remove, theme);
            if remove.clicked() {
                if item.kind == ItemKind::Event {
                    writing.commands.push(Command::Write(WriteCommand::Delete));
                } else {
                    let outcome = removed(writing, item, &of.title, move_to.as_deref());
                    writing.make(ui, outcome);
                }
                ui.data_mut(|data| data.insert_temp(asked, false));
            }
            if chip(ui, theme, "Keep it").clicked() {
                ui.data_mut(|data| data.insert_temp(asked, false));
            }
        });
    });
}

/// What becomes of the events of a thread; gives the id of the thread that they move to, if they are kept.
fn move_ui(ui: &mut Ui, writing: &Writing<'_, '_>, of: &Written, asked: Id) -> Option<String> {
    let story = writing.page.story;
    let own = story.threads.iter().find(|thread| thread.id == of.id())?;
    let others: Vec<_> = story.threads.iter().filter(|thread| thread.id != of.id()).collect();
    if own.events.is_empty() || others.is_empty() {
        return None;
    }
    let kept = asked.with("move to");
    let chosen: Option<String> = ui.data(|data| data.get_temp(kept));
    let at = chosen.and_then(|id| others.iter().position(|thread| thread.id == id));
    let words: Vec<String> = others.iter().map(|thread| format!("move to {}", thread.title)).collect();
    let now = at.map_or("are deleted too", |at| words[at].as_str());
    let all: Vec<Word<'_>> = std::iter::once("are deleted too")
        .chain(words.iter().map(String::as_str))
        .map(|word| Word { word, more: "" })
        .collect();
    let picked = ui.horizontal_wrapped(|ui| {
        writing.words(ui, "Its events");
        word_menu(ui, writing.page.theme, "Its events", now, &all, 220.0)
    });
    if let Some(picked) = picked.inner {
        let id = picked.checked_sub(1).and_then(|at| others.get(at)).map(|thread| thread.id.clone());
        ui.data_mut(|data| data.insert_temp(kept, id.unwrap_or_default()));
    }
    at.map(|at| others[at].id.clone())
}

fn removed(writing: &Writing<'_, '_>, item: &ItemId, title: &str, move_to: Option<&str>) -> Outcome {
    let how = How { move_to, ..How::default() };
    let plan = remove_with(writing.document, std::slice::from_ref(item), &how).map_err(|error| error.to_string())?;
    Ok(Change::new(format!("delete “{title}”"), plan.edits))
}

/// The button that makes one of this item and another.
pub(super) fn merge_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written, things: Things) {
    let FieldOwner::Item(item) = &of.owner else { return };
    let (story, theme) = (writing.page.story, writing.page.theme);
    let picker = Picker {
        id: writing.id(of, "merge"),
        name: "Merge into",
        hint: "merge into…",
        new: None,
        width: 220.0_f32.min(ui.available_width()),
    };
    let is_other = |at: usize| things.id(story, at) != item.id;
    let picked = opening_ui(ui, writing, &picker, things, false, is_other, |ui| {
        chip(ui, theme, "Merge into…").on_hover_text("Makes one of this and another; every event follows")
    });
    if let Picked::Thing(at) = picked {
        let into = things.id(story, at).to_owned();
        let plan = merge_items(writing.document, item.kind, &item.id, &into).map_err(|error| error.to_string());
        let outcome = plan.map(|plan| {
            let into = ItemId { kind: item.kind, id: into };
            Change::new(format!("merge “{}”", of.title), plan.edits).selecting(into)
        });
        writing.make(ui, outcome);
    }
}
