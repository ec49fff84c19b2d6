//! The page about the whole story, as it is written: its title and summary, its threads, characters and places, the work, its
//! phases, sources and kind of time, what characters learn, and what the checks do not tell.

use egui::Ui;
use egui::emath::vec2;

use super::add::opening_ui;
use super::context::{Things, Writing};
use super::lists::add_chip;
use super::{kind, knowledge, muted, phases, top_ui, work};
use crate::document::fields::ItemKind;
use crate::document::write::Written;
use crate::state::Selection;
use crate::story::id::{CharacterId, PlaceId, ThreadId};
use crate::ui::edit::picker::{Picked, Picker};
use crate::ui::panel::orders;
use crate::ui::panel::parts::{MOST_SMALL, chips_ui, list_ui, thread_row};
use crate::ui::widgets::kit::heading;

/// Shows the page.
pub(super) fn page_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>) {
    let (story, page) = (writing.page.story, writing.page);
    top_ui(ui, writing);
    let key = (page.opened, writing.document.revision());
    let of = page.memo(ui.ctx(), "the story as written", key, || Written::story(writing.document));
    let Some(of) = of.as_ref() else { return };
    writing.title(ui, of, "title", "Title of the story");
    writing.paragraph(ui, of, "summary", "Summary of the story", "what it is about…");
    heading(ui, page.theme, "Threads");
    list_ui(ui, page, "threads", story.threads.len(), MOST_SMALL, |ui, rows| {
        for at in rows {
            thread_row(ui, page, ThreadId(at as u32), writing.commands);
        }
    });
    new_ui(ui, writing, of, ItemKind::Thread, "+ thread");
    heading(ui, page.theme, "Characters");
    ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
    let character = |at: usize| Selection::Character(CharacterId(at as u32));
    chips_ui(ui, page, "characters", story.characters.len(), &character, writing.commands);
    new_ui(ui, writing, of, ItemKind::Character, "+ character");
    heading(ui, page.theme, "Places");
    let place = |at: usize| Selection::Place(PlaceId(at as u32));
    chips_ui(ui, page, "places", story.places.len(), &place, writing.commands);
    new_ui(ui, writing, of, ItemKind::Place, "+ place");
    ui.spacing_mut().item_spacing = vec2(6.0, 7.0);
    phases::phases_ui(ui, writing, of);
    phases::sources_ui(ui, writing, of);
    work::work_ui(ui, writing, of);
    kind::kind_ui(ui, writing, of);
    knowledge::story_ui(ui, writing, of);
    muted::muted_ui(ui, writing, of);
    orders::story_ui(ui, page);
}

/// The button that adds an item by its name.
fn new_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written, kind: ItemKind, words: &str) {
    let name = format!("Name of the new {}", kind.word());
    let new = format!("New {}", kind.word());
    let picker = Picker {
        id: writing.id(of, ("new", kind.word())),
        name: &name,
        hint: "its name…",
        new: Some(&new),
        width: 200.0_f32.min(ui.available_width()),
    };
    let picked = opening_ui(ui, writing, &picker, Things::Words, true, |_| true, |ui| add_chip(ui, writing, words));
    if let Picked::New(name) = picked {
        let outcome = writing.added(kind, &name, &[]);
        writing.make(ui, outcome);
    }
}
