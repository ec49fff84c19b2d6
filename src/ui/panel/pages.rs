//! The pages of the detail panel that are about more than one event: the story, a thread, a character, a place.

use egui::emath::vec2;
use egui::{Label, RichText, Sense, Ui};

use super::listing::listing_ui;
use super::{meanwhile, orders, people, person};
use crate::state::Selection;
use crate::state::command::Command;
use crate::story::id::{CharacterId, EventId, GroupId, PhaseId, PlaceId, TagId, ThreadId};
use crate::story::words::{counted, number};
use crate::story::{Source, Story, words};
use crate::theme::{Theme, Weight};
use crate::time::Span;
use crate::ui::app::App;
use crate::ui::widgets::kit::{
    FINGER, chip, event_card, focus_ring, heading, is_touch, kept, link, paragraph, title, where_ui,
};

/// The most events that a page lists at once, and the most of what takes less room: threads, names.
const MOST_LISTED: usize = 60;
/// See [`MOST_LISTED`].
const MOST_SMALL: usize = 120;
/// The most paths that are shown at once: as many as have colours of their own.
const MOST_PATHS: usize = 8;

/// The page about the whole story.
pub(in crate::ui) fn story_ui(ui: &mut Ui, app: &App, theme: &Theme, commands: &mut Vec<Command>) {
    let story = &app.session.story;
    title(ui, theme, &story.title);
    let subtitle = words::subtitle(story);
    if !subtitle.is_empty() {
        ui.label(RichText::new(subtitle).color(theme.muted));
    }
    if !story.summary.is_empty() {
        paragraph(ui, theme, &story.summary);
    }
    heading(ui, theme, "Threads");
    listing_ui(ui, theme, ("threads", app.session.revision), story.threads.len(), MOST_SMALL, |ui, rows| {
        for at in rows {
            thread_row(ui, story, ThreadId(at as u32), theme, commands);
        }
    });
    orders::story_ui(ui, app, theme);
    if !story.work.is_empty() {
        heading(ui, theme, "The work");
        for (label, text) in &story.work {
            fact_ui(ui, theme, label, text);
        }
    }
    if !story.characters.is_empty() {
        heading(ui, theme, "Who");
        let everybody = |at: usize| CharacterId(at as u32);
        people_ui(ui, app, "everybody", story.characters.len(), &everybody, theme, commands);
    }
    if !story.sources.is_empty() {
        heading(ui, theme, "Sources");
        listing_ui(ui, theme, ("sources", app.session.revision), story.sources.len(), MOST_SMALL, |ui, rows| {
            for source in &story.sources[rows] {
                ui.horizontal_wrapped(|ui| {
                    source_ui(ui, theme, source);
                    if !source.licence.is_empty() {
                        ui.label(RichText::new(&source.licence).size(12.0).color(theme.muted));
                    }
                });
            }
        });
    }
}

/// A fact about the work: its name in a column of its own, its text wrapped beside it.
fn fact_ui(ui: &mut Ui, theme: &Theme, label: &str, text: &str) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        let column = (ui.available_width() * 0.4).min(130.0);
        ui.allocate_ui_with_layout(vec2(column, 0.0), egui::Layout::top_down(egui::Align::Min), |ui| {
            ui.set_width(column);
            ui.add(Label::new(RichText::new(label).size(12.5).color(theme.muted)).wrap());
        });
        ui.vertical(|ui| ui.add(Label::new(RichText::new(text).size(12.5).color(theme.text)).wrap()));
    });
}

/// A source's name, as a link where it has an address on the web.
pub(in crate::ui) fn source_ui(ui: &mut Ui, theme: &Theme, source: &Source) {
    // Anything but a web address stays text: a story file must not start programs.
    if source.url.starts_with("https://") || source.url.starts_with("http://") {
        if link(ui, theme, &source.title).on_hover_text(&source.url).clicked() {
            crate::ui::host::open_url(ui.ctx(), &source.url);
        }
    } else {
        ui.label(RichText::new(&source.title).color(theme.text));
    }
}

fn row_height(ui: &Ui) -> f32 {
    if is_touch(ui.ctx()) { FINGER } else { 24.0 }
}

/// A thread as a line of a list: its hue, its name, how many events.
fn thread_row(ui: &mut Ui, story: &Story, id: ThreadId, theme: &Theme, commands: &mut Vec<Command>) {
    let thread = story.thread(id);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), row_height(ui)), Sense::click());
    let name = format!("{}, {}", thread.title, counted(thread.events.len(), "event", "events"));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
    if response.hovered() {
        ui.painter().rect_filled(rect.expand2(vec2(6.0, 0.0)), 6.0, theme.hovered(theme.panel));
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    focus_ring(ui, &response, theme);
    let square = egui::Rect::from_center_size(rect.left_center() + vec2(5.0, 0.0), vec2(10.0, 10.0));
    ui.painter().rect_filled(square, 2.5, theme.hue(id.index()));
    let count = number(thread.events.len());
    let right = ui.painter().text(
        rect.right_center(),
        egui::Align2::RIGHT_CENTER,
        count,
        Weight::Regular.font(12.5),
        theme.muted,
    );
    let mut job =
        egui::text::LayoutJob::simple_singleline(thread.title.clone(), Weight::Regular.font(13.5), theme.text);
    job.wrap = egui::text::TextWrapping::truncate_at_width(right.min.x - rect.min.x - 28.0);
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(rect.left_center() + vec2(18.0, -galley.size().y / 2.0), galley, theme.text);
    if response.clicked() {
        commands.push(Command::Select(Selection::Thread(id)));
    }
}

/// The page about a thread.
pub(in crate::ui) fn thread_ui(ui: &mut Ui, app: &App, id: ThreadId, theme: &Theme, commands: &mut Vec<Command>) {
    let story = &app.session.story;
    let thread = story.thread(id);
    title(ui, theme, &thread.title);
    group_link(ui, story, &thread.group, theme, commands);
    if !thread.summary.is_empty() {
        paragraph(ui, theme, &thread.summary);
    }
    events_ui(ui, app, Selection::Thread(id), theme, commands);
}

/// The page about a character.
pub(in crate::ui) fn character_ui(ui: &mut Ui, app: &App, id: CharacterId, theme: &Theme, commands: &mut Vec<Command>) {
    let story = &app.session.story;
    let character = story.character(id);
    title(ui, theme, &character.name);
    group_link(ui, story, &character.group, theme, commands);
    if !character.aliases.is_empty() {
        ui.add(Label::new(RichText::new(character.aliases.join(", ")).color(theme.muted)).wrap());
    }
    if !character.summary.is_empty() {
        paragraph(ui, theme, &character.summary);
    }
    person::person_ui(ui, app, id, theme, commands);
    people::section_ui(ui, app, theme, commands);
    events_ui(ui, app, Selection::Character(id), theme, commands);
}

/// The page about a place.
pub(in crate::ui) fn place_ui(ui: &mut Ui, app: &App, id: PlaceId, theme: &Theme, commands: &mut Vec<Command>) {
    let story = &app.session.story;
    title(ui, theme, &story.place(id).name);
    if let Some(around) = story.place(id).within {
        ui.label(RichText::new("lies in").color(theme.muted));
        where_ui(ui, story, theme, around, commands);
    }
    let inside = kept(ui.ctx(), "places inside", (app.session.revision, id), || {
        let places = (0..story.places.len() as u32).map(PlaceId);
        places.filter(|&at| story.place(at).within == Some(id)).collect::<Vec<_>>()
    });
    if !inside.is_empty() {
        heading(ui, theme, "Places in it");
        listing_ui(ui, theme, ("places", (app.session.revision, id)), inside.len(), MOST_SMALL, |ui, rows| {
            ui.horizontal_wrapped(|ui| {
                for &at in &inside[rows] {
                    if chip(ui, theme, &story.place(at).name).clicked() {
                        commands.push(Command::Select(Selection::Place(at)));
                    }
                }
            });
        });
    }
    events_ui(ui, app, Selection::Place(id), theme, commands);
}

/// A group's name under the name of one of its own, leading to its page.
fn group_link(ui: &mut Ui, story: &Story, name: &str, theme: &Theme, commands: &mut Vec<Command>) {
    if let Some(group) = story.group(name).filter(|_| !name.is_empty())
        && link(ui, theme, name).on_hover_text("Select this group").clicked()
    {
        commands.push(Command::Select(Selection::Group(group)));
    }
}

/// The page about a group: its threads, its people.
pub(in crate::ui) fn group_ui(ui: &mut Ui, app: &App, id: GroupId, theme: &Theme, commands: &mut Vec<Command>) {
    let story = &app.session.story;
    let name = &story.groups[id.index()];
    title(ui, theme, name);
    let own = kept(ui.ctx(), "group", (app.session.revision, id), || {
        let threads = story.threads_in_order().filter(|&id| story.thread(id).group == *name);
        let everybody = (0..story.characters.len() as u32).map(CharacterId);
        let people = everybody.filter(|&who| story.character(who).group == *name);
        (threads.collect::<Vec<_>>(), people.collect::<Vec<_>>())
    });
    let (threads, people) = &*own;
    if !threads.is_empty() {
        heading(ui, theme, "Threads");
        listing_ui(ui, theme, ("threads", (app.session.revision, id)), threads.len(), MOST_SMALL, |ui, rows| {
            for &thread in &threads[rows] {
                thread_row(ui, story, thread, theme, commands);
            }
        });
    }
    if !people.is_empty() {
        heading(ui, theme, "Who");
        people_ui(ui, app, "group", people.len(), &|at| people[at], theme, commands);
        let shown = people.len().min(MOST_PATHS);
        let words =
            if shown == people.len() { "Show their paths".into() } else { format!("Show {shown} of their paths") };
        if chip(ui, theme, &words).clicked() {
            commands.push(Command::ShowPaths(people[..shown].to_vec()));
        }
    }
    events_ui(ui, app, Selection::Group(id), theme, commands);
}

/// The page about a tag.
pub(in crate::ui) fn tag_ui(ui: &mut Ui, app: &App, id: TagId, theme: &Theme, commands: &mut Vec<Command>) {
    title(ui, theme, &app.session.story.tags[id.index()]);
    events_ui(ui, app, Selection::Tag(id), theme, commands);
}

/// The page about a character during a phase.
pub(in crate::ui) fn presence_ui(
    ui: &mut Ui,
    app: &App,
    who: CharacterId,
    phase: PhaseId,
    theme: &Theme,
    commands: &mut Vec<Command>,
) {
    let story = &app.session.story;
    let selection = Selection::Presence(who, phase);
    title(ui, theme, &selection.name(story));
    ui.horizontal_wrapped(|ui| {
        if link(ui, theme, &story.character(who).name).on_hover_text("Select them").clicked() {
            commands.push(Command::Select(Selection::Character(who)));
        }
        ui.label(RichText::new("in").color(theme.muted));
        if link(ui, theme, &story.phase(phase).title).on_hover_text("Show all of this phase").clicked()
            && let Some(span) = app.state.order().stretches(story, phase).into_iter().reduce(Span::hull)
        {
            commands.push(Command::ShowSpan(span));
        }
    });
    events_ui(ui, app, selection, theme, commands);
}

/// People by name, one after the other.
fn people_ui(
    ui: &mut Ui,
    app: &App,
    what: &str,
    count: usize,
    who: &dyn Fn(usize) -> CharacterId,
    theme: &Theme,
    commands: &mut Vec<Command>,
) {
    let key = (what, (app.session.revision, app.state.selection));
    listing_ui(ui, theme, key, count, MOST_SMALL, |ui, rows| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
            for who in rows.map(who) {
                if chip(ui, theme, &app.session.story.character(who).name).clicked() {
                    commands.push(Command::Select(Selection::Character(who)));
                }
            }
        });
    });
}

/// What a selection is about, event by event, in the order that the axis follows.
fn events_ui(ui: &mut Ui, app: &App, selection: Selection, theme: &Theme, commands: &mut Vec<Command>) {
    meanwhile::section_ui(ui, app, theme, commands);
    let (story, order) = (&app.session.story, app.state.order());
    let events = kept(ui.ctx(), "events", (app.session.revision, order, selection), || {
        let mut events: Vec<EventId> = app.state.lit(story).to_vec();
        events.sort_by_key(|&id| (order.span(story, id).start(), id));
        events
    });
    heading(ui, theme, &counted(events.len(), "event", "events"));
    events_list_ui(ui, app, "events", &events, theme, commands, |id| {
        let thread = story.event(id).thread;
        if selection == Selection::Thread(thread) { String::new() } else { story.thread(thread).title.clone() }
    });
}

/// Events as cards, so many at once, with what `small` says of each under its title.
pub(in crate::ui) fn events_list_ui(
    ui: &mut Ui,
    app: &App,
    what: &str,
    events: &[EventId],
    theme: &Theme,
    commands: &mut Vec<Command>,
    small: impl Fn(EventId) -> String,
) {
    let key = (what, (app.session.revision, app.state.selection));
    listing_ui(ui, theme, key, events.len(), MOST_LISTED, |ui, rows| {
        for &id in &events[rows] {
            event_card(ui, theme, &app.session.story, id, &small(id), commands);
        }
    });
}
