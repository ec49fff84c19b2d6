//! The pages about what has many events, as they are written: a thread, a character, a place, a group, a tag.

use std::cell::RefCell;

use egui::Ui;

use super::add::opening_ui;
use super::context::{Things, Writing};
use super::lists::{add_chip, quoted};
use super::order::order_ui;
use super::others::others_ui;
use super::remove::{merge_ui, remove_ui};
use super::travel::travel_ui;
use super::{knowledge, top_ui};
use crate::document::change::Change;
use crate::document::fields::ItemKind;
use crate::document::write::{Outcome, Written, new_item, remove_tag, rename_group, rename_tag};
use crate::state::Selection;
use crate::state::command::Command;
use crate::story::id::{CharacterId, GroupId, PlaceId, TagId, ThreadId};
use crate::ui::edit::chips::{Done, chip_ui};
use crate::ui::edit::picker::{Picked, Picker};
use crate::ui::edit::text::{Send, Text};
use crate::ui::panel::pages;
use crate::ui::panel::parts::muted;
use crate::ui::widgets::kit::{chip, heading};

/// The item that the page is about, as it is written; says so where the story is about to follow a change of its id.
fn written(ui: &mut Ui, writing: &mut Writing<'_, '_>, kind: ItemKind, id: &str) -> Option<std::sync::Arc<Written>> {
    top_ui(ui, writing);
    let of = writing.written(ui, kind, id);
    if of.is_none() {
        muted(ui, writing.page, "One moment…");
    }
    of
}

/// The page about a thread.
pub(super) fn thread_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, id: ThreadId) {
    let story = writing.page.story;
    let Some(of) = written(ui, writing, ItemKind::Thread, &story.thread(id).id) else { return };
    let of = &*of;
    writing.title(ui, of, "title", "Title");
    writing.paragraph(ui, of, "summary", "Summary", "what it is about…");
    heading(ui, writing.page.theme, "Group");
    writing.one(ui, of, "group", Things::Groups, "Group", "no group");
    others_ui(ui, writing, of);
    order_ui(ui, writing, of, Things::Threads);
    heading(ui, writing.page.theme, "In the file");
    writing.id_line(ui, of);
    ui.add_space(4.0);
    merge_ui(ui, writing, of, Things::Threads);
    remove_ui(ui, writing, of);
    pages::events_ui(ui, writing.page, Selection::Thread(id), writing.commands);
}

/// The page about a character.
pub(super) fn character_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, id: CharacterId) {
    let story = writing.page.story;
    let Some(of) = written(ui, writing, ItemKind::Character, &story.character(id).id) else { return };
    let of = &*of;
    writing.title(ui, of, "name", "Name");
    heading(ui, writing.page.theme, "Other names");
    writing.chips(ui, of, "aliases", Things::Words, ["the other names", "+ name"]);
    heading(ui, writing.page.theme, "Group");
    writing.one(ui, of, "group", Things::Groups, "Group", "no group");
    heading(ui, writing.page.theme, "About");
    writing.paragraph(ui, of, "summary", "Summary", "who they are…");
    knowledge::character_ui(ui, writing, of, id);
    others_ui(ui, writing, of);
    order_ui(ui, writing, of, Things::Characters);
    heading(ui, writing.page.theme, "In the file");
    writing.id_line(ui, of);
    ui.add_space(4.0);
    merge_ui(ui, writing, of, Things::Characters);
    remove_ui(ui, writing, of);
    pages::events_ui(ui, writing.page, Selection::Character(id), writing.commands);
}

/// The page about a place.
pub(super) fn place_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, id: PlaceId) {
    let story = writing.page.story;
    let Some(of) = written(ui, writing, ItemKind::Place, &story.place(id).id) else { return };
    let of = &*of;
    writing.title(ui, of, "name", "Name");
    heading(ui, writing.page.theme, "Lies in");
    writing.one(ui, of, "within", Things::Places, "Surroundings", "nothing larger");
    heading(ui, writing.page.theme, "Places in it");
    inside_ui(ui, writing, of, id);
    travel_ui(ui, writing, of, id);
    others_ui(ui, writing, of);
    order_ui(ui, writing, of, Things::Places);
    heading(ui, writing.page.theme, "In the file");
    writing.id_line(ui, of);
    ui.add_space(4.0);
    merge_ui(ui, writing, of, Things::Places);
    remove_ui(ui, writing, of);
    pages::events_ui(ui, writing.page, Selection::Place(id), writing.commands);
}

/// The places within a place: each can be taken out of it, and others come in.
fn inside_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written, id: PlaceId) {
    let (story, theme) = (writing.page.story, writing.page.theme);
    let inside = pages::places_inside(ui, writing.page, id);
    let mut outcome = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 6.0);
        for &at in inside.iter() {
            let place = story.place(at);
            match chip_ui(ui, theme, &place.name, &story.place(id).name, None) {
                Done::Nothing => {}
                Done::Chosen => writing.commands.push(Command::Select(Selection::Place(at))),
                Done::Removed => {
                    let inner = Written::item(writing.document, ItemKind::Place, &place.id);
                    outcome = inner.map(|inner| inner.with_json("within", None));
                }
            }
        }
        let width = 160.0_f32.min(ui.max_rect().width());
        let new = Things::Places.new_words();
        let picker = Picker { id: writing.id(of, "inside"), name: "Find a place", hint: "a place…", new, width };
        // A place around this one cannot lie in it.
        let is_around = |at: usize| story.places_around(id).any(|around| around.index() == at);
        let is_free = |at: usize| !is_around(at) && !inside.iter().any(|inner| inner.index() == at);
        let picked =
            opening_ui(ui, writing, &picker, Things::Places, true, is_free, |ui| add_chip(ui, writing, "+ place"));
        outcome = match picked {
            Picked::New(name) => {
                let new = new_item(writing.document, ItemKind::Place, &name, &[("within", of.id())]);
                Some(new.map(|new| Change::new(format!("add “{name}”"), vec![new.edit])))
            }
            Picked::Thing(at) => {
                let inner = Written::item(writing.document, ItemKind::Place, &story.places[at].id);
                inner.map(|inner| inner.with_json("within", Some(quoted(of.id()))))
            }
            _ => outcome.take(),
        };
    });
    if let Some(outcome) = outcome {
        writing.make(ui, outcome);
    }
}

/// The page about a group: its name, everywhere at once.
pub(super) fn group_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, id: GroupId) {
    let (story, document) = (writing.page.story, writing.document);
    top_ui(ui, writing);
    let name = &story.groups[id.index()];
    let field = egui::Id::unique(("group", writing.page.opened, name));
    let text = Text { send: Send::WhenLeft, ..Text::title(field, "Name of the group", name) };
    renamed_ui(ui, writing, text, Things::Groups, |text| match text {
        "" => Err("Write a name, or take the group away below".to_owned()),
        text => rename_group(document, name, text),
    });
    writing.words(ui, "The name of another group makes the two one.");
    ui.horizontal_wrapped(|ui| {
        let remove = chip(ui, writing.page.theme, "Remove the group");
        if remove.on_hover_text("Its threads and characters stay, without a group").clicked() {
            writing.make(ui, rename_group(document, name, ""));
        }
    });
    pages::group_members_ui(ui, writing.page, id, writing.commands);
    pages::events_ui(ui, writing.page, Selection::Group(id), writing.commands);
}

/// The name of what has no item of its own. Where it is given the name of another one, that is selected, since it stays.
fn renamed_ui(
    ui: &mut Ui,
    writing: &mut Writing<'_, '_>,
    text: Text<'_>,
    things: Things,
    make: impl Fn(&str) -> Outcome,
) {
    let (before, typed) = (writing.commands.len(), RefCell::new(String::new()));
    writing.text(ui, text, |text| {
        text.trim().clone_into(&mut typed.borrow_mut());
        make(text.trim())
    });
    if writing.commands.len() == before {
        return;
    }
    if let Some(other) = writing.position(ui, things, &typed.borrow()).and_then(|at| things.selection(at)) {
        writing.commands.insert(before, Command::Select(other));
    }
}

/// The page about a tag: its name, everywhere at once. The name of another tag makes the two one.
pub(super) fn tag_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, id: TagId) {
    let (story, document) = (writing.page.story, writing.document);
    top_ui(ui, writing);
    let tag = &story.tags[id.index()];
    let field = egui::Id::unique(("tag", writing.page.opened, tag));
    let text = Text { send: Send::WhenLeft, ..Text::title(field, "Name of the tag", tag) };
    renamed_ui(ui, writing, text, Things::Tags, |text| rename_tag(document, tag, text));
    writing.words(ui, "The name of another tag makes the two one.");
    ui.horizontal_wrapped(|ui| {
        if chip(ui, writing.page.theme, "Remove the tag").on_hover_text("From every event").clicked() {
            writing.make(ui, remove_tag(document, tag));
        }
    });
    pages::events_ui(ui, writing.page, Selection::Tag(id), writing.commands);
}
