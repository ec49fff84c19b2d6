//! The paths of people: the page about those that are drawn together, and what a character's page says of theirs.

use egui::emath::{Rect, pos2, vec2};
use egui::{Color32, Label, RichText, Sense, Ui, UiBuilder};

use crate::analysis::people::{self, Absence, People, Person};
use crate::state::Selection;
use crate::state::command::Command;
use crate::story::Story;
use crate::story::amount::length_words;
use crate::story::id::{CharacterId, EventId};
use crate::story::order::Order;
use crate::story::words::{counted, number};
use crate::theme::Theme;
use crate::ui::app::App;
use crate::ui::widgets::icons::Icon;
use crate::ui::widgets::kit::{
    card, card_with, chip, heading, icon_button, kept, link, more_ui, target, title, unspoken,
};

/// The most people, meetings and pairs that are listed.
const MOST_PEOPLE: usize = 40;
const MOST_MEETINGS: usize = 60;
const MOST_PAIRS: usize = 12;
/// The most absences.
const MOST_ABSENCES: usize = 6;

/// What there is to say of some paths beside each other.
struct Paths {
    people: People,
    /// Pairs that never meet; one more than are listed, where there are more.
    apart: Vec<(CharacterId, CharacterId)>,
    /// Whose path touches the most threads in all of the story.
    widest: Option<(CharacterId, usize)>,
}

/// The page about the paths that are drawn, where nothing is selected.
pub(in crate::ui) fn page_ui(ui: &mut Ui, app: &App, theme: &Theme, commands: &mut Vec<Command>) {
    let story = &app.session.story;
    match app.state.paths().as_slice() {
        [only] => title(ui, theme, &format!("The path of {}", story.character(*only).name)),
        paths => title(ui, theme, &format!("{} people’s paths", paths.len())),
    }
    paths_ui(ui, app, theme, commands);
}

/// The same as a part of the page of one of several.
pub(in crate::ui) fn section_ui(ui: &mut Ui, app: &App, theme: &Theme, commands: &mut Vec<Command>) {
    let count = app.state.paths().len();
    if count > 1 {
        heading(ui, theme, &format!("{count} people’s paths"));
        paths_ui(ui, app, theme, commands);
    }
}

fn paths_ui(ui: &mut Ui, app: &App, theme: &Theme, commands: &mut Vec<Command>) {
    let (story, order, shown) = (&app.session.story, app.state.order(), app.state.paths());
    let paths = kept(ui.ctx(), "paths", (app.session.revision, order, shown.clone()), || {
        let people = People::new(story, order, &shown);
        let apart = people.apart().take(MOST_PAIRS + 1).collect();
        Paths {
            people,
            apart,
            widest: *kept(ui.ctx(), "widest path", app.session.revision, || people::widest_path(story)),
        }
    });
    let colour = |who: CharacterId| theme.path(shown.iter().position(|&other| other == who).unwrap_or(0));
    for person in paths.people.people.iter().take(MOST_PEOPLE) {
        person_card(ui, app, person, colour(person.who), theme, commands);
    }
    more_ui(ui, theme, paths.people.people.len(), MOST_PEOPLE);
    ui.horizontal(|ui| {
        if !app.state.arrangement().paths.is_empty() && chip(ui, theme, "Clear the paths (Shift+P)").clicked() {
            commands.push(Command::ClearPaths);
        }
    });
    if shown.len() > 1 {
        meetings_ui(ui, story, &paths.people, theme, &colour, commands);
        apart_ui(ui, story, &paths.apart, theme, &colour, commands);
    }
    widest_ui(ui, story, &paths, theme, commands);
    let mut absences: Vec<(CharacterId, Absence)> =
        paths.people.people.iter().filter_map(|person| Some((person.who, person.absence?))).collect();
    if !absences.is_empty() {
        // Who is away longest comes first.
        absences.sort_by_key(|(_, absence)| std::cmp::Reverse(absence.ticks));
        heading(ui, theme, "Longest absence")
            .on_hover_text("The longest time between two of their events, in the order that the axis follows");
        for &(who, absence) in absences.iter().take(MOST_ABSENCES) {
            ui.horizontal_wrapped(|ui| {
                dot(ui, colour(who));
                name_ui(ui, story, who, theme, commands);
                absence_ui(ui, story, order, absence, theme, commands);
            });
        }
    }
}

/// Somebody whose path is drawn, with a way to no longer draw it.
fn person_card(ui: &mut Ui, app: &App, person: &Person, hue: Color32, theme: &Theme, commands: &mut Vec<Command>) {
    let character = app.session.story.character(person.who);
    let is_kept = app.state.arrangement().paths.contains(&person.who);
    let facts = [
        character.group.clone(),
        counted(person.events.len(), "event", "events"),
        counted(person.threads.len(), "thread", "threads"),
    ];
    let small = facts.into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" · ");
    let room = ui.available_rect_before_wrap();
    let aside = if is_kept { target(ui) + 6.0 } else { 0.0 };
    let shown = ui.scope(|ui| {
        ui.set_max_width(room.width() - aside);
        card(ui, theme, hue, &character.name, &small)
    });
    if shown.inner.clicked() {
        commands.push(Command::Select(Selection::Character(person.who)));
    }
    if is_kept {
        let at = pos2(room.max.x - target(ui) / 2.0, shown.response.rect.center().y);
        let place = Rect::from_center_size(at, vec2(target(ui), target(ui)));
        let mut beside = ui.new_child(UiBuilder::new().max_rect(place).id_salt(person.who));
        let remove = format!("No longer draw the path of {}", character.name);
        if icon_button(&mut beside, theme, Icon::Close, &remove, true).clicked() {
            commands.push(Command::TogglePath(person.who));
        }
    }
}

/// The events that bring some of them together, with who.
fn meetings_ui(
    ui: &mut Ui,
    story: &Story,
    people: &People,
    theme: &Theme,
    colour: &dyn Fn(CharacterId) -> Color32,
    commands: &mut Vec<Command>,
) {
    heading(ui, theme, &counted(people.meetings.len(), "meeting", "meetings"));
    for meeting in people.meetings.iter().take(MOST_MEETINGS) {
        let event = story.event(meeting.event);
        let names: Vec<&str> = meeting.who.iter().map(|&who| story.character(who).name.as_str()).collect();
        let with = |ui: &mut Ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(4.0, 2.0);
                for (&who, &name) in meeting.who.iter().zip(&names) {
                    dot(ui, colour(who));
                    let text = RichText::new(name).size(12.0).color(theme.muted);
                    unspoken(&ui.add(Label::new(text).selectable(false)));
                    ui.add_space(4.0);
                }
            });
        };
        let spoken = names.join(" and ");
        if card_with(ui, theme, theme.hue(event.thread.index()), event.title, &spoken, with).clicked() {
            commands.push(Command::Select(Selection::Event(meeting.event)));
        }
    }
    more_ui(ui, theme, people.meetings.len(), MOST_MEETINGS);
}

/// The pairs that never meet.
fn apart_ui(
    ui: &mut Ui,
    story: &Story,
    apart: &[(CharacterId, CharacterId)],
    theme: &Theme,
    colour: &dyn Fn(CharacterId) -> Color32,
    commands: &mut Vec<Command>,
) {
    if apart.is_empty() {
        return;
    }
    heading(ui, theme, "Never together");
    for &(one, other) in apart.iter().take(MOST_PAIRS) {
        ui.horizontal_wrapped(|ui| {
            dot(ui, colour(one));
            name_ui(ui, story, one, theme, commands);
            ui.label(RichText::new("and").color(theme.muted));
            dot(ui, colour(other));
            name_ui(ui, story, other, theme, commands);
        });
    }
    if apart.len() > MOST_PAIRS {
        ui.label(RichText::new("and more").color(theme.muted));
    }
}

/// Whose path touches the most threads: of those that are drawn, and of everybody.
fn widest_ui(ui: &mut Ui, story: &Story, paths: &Paths, theme: &Theme, commands: &mut Vec<Command>) {
    let threads = story.threads.len();
    let mut row = |ui: &mut Ui, before: &str, who: CharacterId, counts: &str| {
        ui.horizontal_wrapped(|ui| {
            if !before.is_empty() {
                ui.label(RichText::new(before).color(theme.muted));
            }
            name_ui(ui, story, who, theme, commands);
            ui.label(RichText::new(counts).color(theme.muted));
        });
    };
    let among = paths.people.people.iter().map(|person| (person.who, person.threads.len()));
    // Of equals the first, as in all of the story.
    let among = among.rev().max_by_key(|&(_, count)| count).filter(|&(_, count)| count > 0);
    heading(ui, theme, "Across the most threads");
    let several = paths.people.people.len() > 1;
    let most = paths.widest.filter(|&(_, most)| among.is_none_or(|(_, count)| most > count));
    if let Some((who, count)) = among {
        let (count, rest) = (number(count), if most.is_none() { ", and nobody across more" } else { "" });
        row(ui, if several { "Of these" } else { "" }, who, &format!("{count} of {threads}{rest}"));
    }
    if let Some((who, count)) = most {
        row(ui, "Of everybody", who, &format!("{} of {threads}", number(count)));
    }
}

/// How long somebody is away, and between what.
pub(in crate::ui) fn absence_ui(
    ui: &mut Ui,
    story: &Story,
    order: Order,
    absence: Absence,
    theme: &Theme,
    commands: &mut Vec<Command>,
) {
    let words = match order {
        Order::Telling => counted(usize::try_from(absence.ticks).unwrap_or(usize::MAX), "event told", "events told"),
        Order::Happening => length_words(&story.time, i64::try_from(absence.ticks).unwrap_or(i64::MAX)),
    };
    let muted = |ui: &mut Ui, text: &str| ui.label(RichText::new(text).color(theme.muted));
    let mut event = |ui: &mut Ui, id: EventId| {
        if link(ui, theme, story.event(id).title).clicked() {
            commands.push(Command::Select(Selection::Event(id)));
        }
    };
    muted(ui, &format!("{words} between"));
    event(ui, absence.after);
    muted(ui, "and");
    event(ui, absence.before);
}

fn name_ui(ui: &mut Ui, story: &Story, who: CharacterId, theme: &Theme, commands: &mut Vec<Command>) {
    if link(ui, theme, &story.character(who).name).clicked() {
        commands.push(Command::Select(Selection::Character(who)));
    }
}

/// A path's colour.
fn dot(ui: &mut Ui, colour: Color32) {
    let (rect, _) = ui.allocate_exact_size(vec2(9.0, 14.0), Sense::hover());
    ui.painter().circle_filled(rect.center(), 4.5, colour);
}
