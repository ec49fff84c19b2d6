//! The page about an event, as it is written.

use egui::Ui;

use super::context::{Things, Writing};
use super::others::others_ui;
use super::remove::remove_ui;
use super::{buttons_ui, knowledge, links, when};
use crate::document::fields::ItemKind;
use crate::document::write::Written;
use crate::state::command::{Command, WriteCommand};
use crate::state::step::Direction;
use crate::story::id::EventId;
use crate::ui::edit::text::{Send, Text};
use crate::ui::panel::orders;
use crate::ui::panel::parts::muted;
use crate::ui::widgets::kit::{chip, heading, target};

/// Shows the page.
pub(super) fn page_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, id: EventId) {
    let (story, theme) = (writing.page.story, writing.page.theme);
    let Some(of) = writing.written(ui, ItemKind::Event, story.event(id).id) else {
        // It was renamed or removed, and the story follows in a moment.
        ui.horizontal(|ui| buttons_ui(ui, writing));
        muted(ui, writing.page, "One moment…");
        return;
    };
    let of = &*of;
    ui.horizontal(|ui| {
        ui.set_min_height(30.0);
        writing.thread(ui, of);
        buttons_ui(ui, writing);
    });
    writing.refused_ui(ui);
    writing.title(ui, of, "title", "Title");
    when::section_ui(ui, writing, of, Some(id));
    heading(ui, theme, "Where");
    writing.one(ui, of, "place", Things::Places, "Place", "nowhere in particular");
    heading(ui, theme, "Who");
    writing.chips(ui, of, "cast", Things::Characters, ["the cast", "+ name"]);
    heading(ui, theme, "What happens");
    writing.paragraph(ui, of, "summary", "What happens", "a sentence or a few…");
    links::because_ui(ui, writing, of);
    heading(ui, theme, "Tags");
    writing.chips(ui, of, "tags", Things::Tags, ["the tags", "+ tag"]);
    heading(ui, theme, "Also in");
    writing.chips(ui, of, "also", Things::Threads, ["its threads", "+ thread"]);
    links::cites_ui(ui, writing, of);
    knowledge::event_ui(ui, writing, of);
    others_ui(ui, writing, of);
    heading(ui, theme, "In the file");
    told_ui(ui, writing, of);
    writing.id_line(ui, of);
    ui.add_space(6.0);
    ui.horizontal_wrapped(|ui| {
        for (words, tip, command) in gestures() {
            if chip(ui, theme, words).on_hover_text(tip).clicked() {
                writing.commands.push(Command::Write(command));
            }
        }
    });
    remove_ui(ui, writing, of);
    ui.add_space(10.0);
    ui.add(egui::Separator::default().spacing(4.0));
    orders::event_ui(ui, writing.page, id);
}

/// What gestures and keys of the timeline do, for those who have neither.
fn gestures() -> [(&'static str, &'static str, WriteCommand); 5] {
    [
        ("Add one after it", "A new event, right after this one (A)", WriteCommand::AddEvent),
        ("Tie to another…", "Say what ties it to another event (R)", WriteCommand::Relate),
        (
            "Move earlier",
            "By one place in its lane, or by a step of the axis (Shift+←)",
            WriteCommand::Nudge(Direction::Previous),
        ),
        (
            "Move later",
            "By one place in its lane, or by a step of the axis (Shift+→)",
            WriteCommand::Nudge(Direction::Next),
        ),
        ("Duplicate", "A copy of it, right after it (Ctrl+D)", WriteCommand::Duplicate),
    ]
}

/// The place in the telling.
fn told_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written) {
    ui.horizontal(|ui| {
        ui.set_min_height(target(ui));
        writing.words(ui, "told as").on_hover_text("Its place in the telling; without one, its place in the file");
        let value = of.text("told");
        let hint = (of.position + 1).to_string();
        let text = Text::line(writing.id(of, "told"), "Place in the telling", &value);
        let text = Text { send: Send::WhenLeft, width: Some(90.0), hint: &hint, ..text };
        writing.text(ui, text, |text| of.with_number("told", text));
    });
}
