//! The pages about what has many events: a thread, a character, a place, a group, a tag, a character during a phase.

use std::sync::Arc;

use egui::{Label, RichText, Ui};

use super::page::Page;
use super::parts::{
    MOST_SMALL, chips_ui, event_cards, list_ui, muted, place_ui as place_line, select_link, thread_row,
};
use super::{meanwhile, paths};
use crate::state::Selection;
use crate::state::command::Command;
use crate::story::id::{CharacterId, EventId, GroupId, PhaseId, PlaceId, TagId, ThreadId};
use crate::story::words::counted;
use crate::time::Span;
use crate::ui::widgets::kit::{chip, heading, link, paragraph, title};

/// The most paths that a group's page offers to draw at once: as many as have colours of their own.
const MOST_PATHS: usize = 8;

/// The page about a thread.
pub(super) fn thread_ui(ui: &mut Ui, page: &Page<'_>, id: ThreadId, commands: &mut Vec<Command>) {
    let thread = page.story.thread(id);
    title(ui, page.theme, &thread.title);
    group_link(ui, page, &thread.group, commands);
    if !thread.summary.is_empty() {
        paragraph(ui, page.theme, &thread.summary);
    }
    events_ui(ui, page, Selection::Thread(id), commands);
}

/// The page about a character.
pub(super) fn character_ui(ui: &mut Ui, page: &Page<'_>, id: CharacterId, commands: &mut Vec<Command>) {
    let (character, theme) = (page.story.character(id), page.theme);
    title(ui, theme, &character.name);
    group_link(ui, page, &character.group, commands);
    if !character.aliases.is_empty() {
        ui.add(Label::new(RichText::new(character.aliases.join(", ")).color(theme.muted)).wrap());
    }
    if !character.summary.is_empty() {
        paragraph(ui, theme, &character.summary);
    }
    paths::character_ui(ui, page, id, commands);
    paths::section_ui(ui, page, commands);
    events_ui(ui, page, Selection::Character(id), commands);
}

/// The page about a place.
pub(super) fn place_ui(ui: &mut Ui, page: &Page<'_>, id: PlaceId, commands: &mut Vec<Command>) {
    let story = page.story;
    title(ui, page.theme, &story.place(id).name);
    if let Some(around) = story.place(id).within {
        muted(ui, page, "lies in");
        place_line(ui, page, around, commands);
    }
    let inside = places_inside(ui, page, id);
    if !inside.is_empty() {
        heading(ui, page.theme, "Places in it");
        chips_ui(ui, page, "places", inside.len(), &|at| Selection::Place(inside[at]), commands);
    }
    events_ui(ui, page, Selection::Place(id), commands);
}

/// The places that lie within a place, found once for a version of the story.
pub(super) fn places_inside(ui: &Ui, page: &Page<'_>, id: PlaceId) -> Arc<Vec<PlaceId>> {
    let story = page.story;
    page.memo(ui.ctx(), "places inside", id, || {
        let places = (0..story.places.len() as u32).map(PlaceId);
        places.filter(|&at| story.place(at).within == Some(id)).collect()
    })
}

/// The page about a group: its threads, its characters.
pub(super) fn group_ui(ui: &mut Ui, page: &Page<'_>, id: GroupId, commands: &mut Vec<Command>) {
    title(ui, page.theme, &page.story.groups[id.index()]);
    group_members_ui(ui, page, id, commands);
    events_ui(ui, page, Selection::Group(id), commands);
}

/// The threads and characters of a group.
pub(super) fn group_members_ui(ui: &mut Ui, page: &Page<'_>, id: GroupId, commands: &mut Vec<Command>) {
    let (story, theme) = (page.story, page.theme);
    let name = &story.groups[id.index()];
    let members = page.memo(ui.ctx(), "group", id, || {
        let threads = story.threads_in_order().filter(|&id| story.thread(id).group == *name);
        let characters = (0..story.characters.len() as u32).map(CharacterId);
        let characters = characters.filter(|&id| story.character(id).group == *name);
        (threads.collect::<Vec<_>>(), characters.collect::<Vec<_>>())
    });
    let (threads, characters) = &*members;
    if !threads.is_empty() {
        heading(ui, theme, "Threads");
        list_ui(ui, page, "threads", threads.len(), MOST_SMALL, |ui, rows| {
            for &thread in &threads[rows] {
                thread_row(ui, page, thread, commands);
            }
        });
    }
    if !characters.is_empty() {
        heading(ui, theme, "Characters");
        chips_ui(ui, page, "characters", characters.len(), &|at| Selection::Character(characters[at]), commands);
        let shown = characters.len().min(MOST_PATHS);
        let words =
            if shown == characters.len() { "Show their paths".into() } else { format!("Show {shown} of their paths") };
        if chip(ui, theme, &words).clicked() {
            commands.push(Command::ShowPaths(characters[..shown].to_vec()));
        }
    }
}

/// The page about a tag.
pub(super) fn tag_ui(ui: &mut Ui, page: &Page<'_>, id: TagId, commands: &mut Vec<Command>) {
    title(ui, page.theme, &page.story.tags[id.index()]);
    events_ui(ui, page, Selection::Tag(id), commands);
}

/// The page about a character during a phase.
pub(super) fn presence_ui(ui: &mut Ui, page: &Page<'_>, who: CharacterId, phase: PhaseId, commands: &mut Vec<Command>) {
    let (story, theme) = (page.story, page.theme);
    let selection = Selection::Presence(who, phase);
    title(ui, theme, &selection.name(story));
    ui.horizontal_wrapped(|ui| {
        select_link(ui, page, Selection::Character(who), commands).on_hover_text("Select this character");
        muted(ui, page, "in");
        if link(ui, theme, &story.phase(phase).title).on_hover_text("Show all of this phase").clicked()
            && let Some(span) = page.order().stretches(story, phase).into_iter().reduce(Span::hull)
        {
            commands.push(Command::ShowSpan(span));
        }
    });
    events_ui(ui, page, selection, commands);
}

/// The link to a group's page, under the title of one of its threads or characters.
fn group_link(ui: &mut Ui, page: &Page<'_>, name: &str, commands: &mut Vec<Command>) {
    if let Some(group) = page.story.group(name).filter(|_| !name.is_empty()) {
        select_link(ui, page, Selection::Group(group), commands).on_hover_text("Select this group");
    }
}

/// The selection's events, in the order that the axis follows.
pub(super) fn events_ui(ui: &mut Ui, page: &Page<'_>, selection: Selection, commands: &mut Vec<Command>) {
    meanwhile::section_ui(ui, page, commands);
    let (story, order) = (page.story, page.order());
    let events = page.memo(ui.ctx(), "events", (order, selection), || {
        let mut events: Vec<EventId> = page.state.highlighted(story).to_vec();
        events.sort_by_key(|&id| (order.span(story, id).start(), id));
        events
    });
    heading(ui, page.theme, &counted(events.len(), "event", "events"));
    event_cards(ui, page, "events", &events, commands, |id| {
        let thread = story.event(id).thread;
        if selection == Selection::Thread(thread) { String::new() } else { story.thread(thread).title.clone() }
    });
}
