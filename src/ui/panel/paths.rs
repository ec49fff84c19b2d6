//! The paths of characters through the threads: the page about those that are drawn together, and the part of a
//! character's own page about their path.

use egui::emath::{Rect, pos2, vec2};
use egui::{Color32, Label, RichText, Role, Sense, Ui, UiBuilder};

use super::page::Page;
use super::parts::{muted, select_link};
use crate::analysis::people::{self, Absence, People, Person};
use crate::state::Selection;
use crate::state::command::Command;
use crate::story::Story;
use crate::story::amount::length_words;
use crate::story::id::CharacterId;
use crate::story::order::Order;
use crate::story::words::{counted, number};
use crate::ui::widgets::icons::Icon;
use crate::ui::widgets::kit::{card, card_with, chip, choice, heading, icon_button, more_ui, target, title, unspoken};

/// The most characters that are listed.
const MOST_PEOPLE: usize = 40;
/// The most meetings.
const MOST_MEETINGS: usize = 60;
/// The most pairs that never meet.
const MOST_PAIRS: usize = 12;
/// The most absences.
const MOST_ABSENCES: usize = 6;
/// The most threads of one character.
const MOST_THREADS: usize = 12;
/// The most characters that one of them meets.
const MOST_MET: usize = 8;

/// The facts about several paths together.
struct Paths {
    people: People,
    /// Pairs that never meet: as many as are listed and one more, if there are more.
    apart: Vec<(CharacterId, CharacterId)>,
    /// The character of the whole story who appears in the most threads, and in how many.
    widest: Option<(CharacterId, usize)>,
}

/// The page about the drawn paths, for when nothing is selected.
pub(super) fn page_ui(ui: &mut Ui, page: &Page<'_>, commands: &mut Vec<Command>) {
    match page.state.paths().as_slice() {
        [only] => title(ui, page.theme, &format!("The path of {}", page.story.character(*only).name)),
        paths => title(ui, page.theme, &format!("{} people’s paths", number(paths.len()))),
    }
    paths_ui(ui, page, commands);
}

/// The same on the page of one of several characters whose paths are drawn.
pub(super) fn section_ui(ui: &mut Ui, page: &Page<'_>, commands: &mut Vec<Command>) {
    let count = page.state.paths().len();
    if count > 1 {
        heading(ui, page.theme, &format!("{} people’s paths", number(count)));
        paths_ui(ui, page, commands);
    }
}

fn paths_ui(ui: &mut Ui, page: &Page<'_>, commands: &mut Vec<Command>) {
    let (story, order, shown) = (page.story, page.order(), page.state.paths());
    let paths = page.memo(ui.ctx(), "paths", (order, shown.clone()), || {
        let people = People::new(story, order, &shown);
        let apart = people.apart().take(MOST_PAIRS + 1).collect();
        Paths { people, apart, widest: *page.memo(ui.ctx(), "widest path", (), || people::widest_path(story)) }
    });
    let people = &paths.people.people;
    let colour = |who: CharacterId| page.theme.path(shown.iter().position(|&other| other == who).unwrap_or(0));
    for person in people.iter().take(MOST_PEOPLE) {
        person_card(ui, page, person, colour(person.who), commands);
    }
    more_ui(ui, page.theme, people.len(), MOST_PEOPLE);
    ui.horizontal(|ui| {
        let are_kept = !page.state.arrangement().paths.is_empty();
        if are_kept && chip(ui, page.theme, "Clear the paths (Shift+P)").clicked() {
            commands.push(Command::ClearPaths);
        }
    });
    if shown.len() > 1 {
        meetings_ui(ui, page, &paths.people, &colour, commands);
        apart_ui(ui, page, &paths.apart, &colour, commands);
    }
    widest_ui(ui, page, &paths, commands);
    absences_ui(ui, page, people, &colour, commands);
}

/// A character whose path is drawn, with a button that removes the path.
fn person_card(ui: &mut Ui, page: &Page<'_>, person: &Person, hue: Color32, commands: &mut Vec<Command>) {
    let character = page.story.character(person.who);
    let is_kept = page.state.arrangement().paths.contains(&person.who);
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
        card(ui, page.theme, hue, &character.name, &small)
    });
    if shown.inner.clicked() {
        commands.push(Command::Select(Selection::Character(person.who)));
    }
    if is_kept {
        let at = pos2(room.max.x - target(ui) / 2.0, shown.response.rect.center().y);
        let place = Rect::from_center_size(at, vec2(target(ui), target(ui)));
        let mut beside = ui.new_child(UiBuilder::new().max_rect(place).id_salt(person.who));
        let remove = format!("Remove the path of {}", character.name);
        if icon_button(&mut beside, page.theme, Icon::Close, &remove, true).clicked() {
            commands.push(Command::TogglePath(person.who));
        }
    }
}

/// The events in which several of them meet, each with who meets.
fn meetings_ui(
    ui: &mut Ui,
    page: &Page<'_>,
    people: &People,
    colour: &dyn Fn(CharacterId) -> Color32,
    commands: &mut Vec<Command>,
) {
    let (story, theme) = (page.story, page.theme);
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
    page: &Page<'_>,
    apart: &[(CharacterId, CharacterId)],
    colour: &dyn Fn(CharacterId) -> Color32,
    commands: &mut Vec<Command>,
) {
    if apart.is_empty() {
        return;
    }
    heading(ui, page.theme, "Never together");
    for &(one, other) in apart.iter().take(MOST_PAIRS) {
        ui.horizontal_wrapped(|ui| {
            dot(ui, colour(one));
            select_link(ui, page, Selection::Character(one), commands);
            muted(ui, page, "and");
            dot(ui, colour(other));
            select_link(ui, page, Selection::Character(other), commands);
        });
    }
    if apart.len() > MOST_PAIRS {
        muted(ui, page, "and more");
    }
}

/// The character in the most threads: of those whose paths are drawn, and of the whole story.
fn widest_ui(ui: &mut Ui, page: &Page<'_>, paths: &Paths, commands: &mut Vec<Command>) {
    let threads = number(page.story.threads.len());
    let mut row = |ui: &mut Ui, before: &str, who: CharacterId, counts: &str| {
        ui.horizontal_wrapped(|ui| {
            if !before.is_empty() {
                muted(ui, page, before);
            }
            select_link(ui, page, Selection::Character(who), commands);
            muted(ui, page, counts);
        });
    };
    let among = paths.people.people.iter().map(|person| (person.who, person.threads.len()));
    // The first of equals, as for the whole story.
    let among = among.rev().max_by_key(|&(_, count)| count).filter(|&(_, count)| count > 0);
    heading(ui, page.theme, "In the most threads");
    let several = paths.people.people.len() > 1;
    let most = paths.widest.filter(|&(_, most)| among.is_none_or(|(_, count)| most > count));
    if let Some((who, count)) = among {
        let (count, rest) = (number(count), if most.is_none() { ", and nobody is in more" } else { "" });
        row(ui, if several { "Of these" } else { "" }, who, &format!("{count} of {threads}{rest}"));
    }
    if let Some((who, count)) = most {
        row(ui, "Of everybody", who, &format!("{} of {threads}", number(count)));
    }
}

/// The longest absence of each, the longest of all first.
fn absences_ui(
    ui: &mut Ui,
    page: &Page<'_>,
    people: &[Person],
    colour: &dyn Fn(CharacterId) -> Color32,
    commands: &mut Vec<Command>,
) {
    let mut absences: Vec<(CharacterId, Absence)> =
        people.iter().filter_map(|person| Some((person.who, person.absence?))).collect();
    if absences.is_empty() {
        return;
    }
    absences.sort_by_key(|(_, absence)| std::cmp::Reverse(absence.ticks));
    heading(ui, page.theme, "Longest absence")
        .on_hover_text("The longest time between two of their events, in the order that is shown");
    for &(who, absence) in absences.iter().take(MOST_ABSENCES) {
        ui.horizontal_wrapped(|ui| {
            dot(ui, colour(who));
            select_link(ui, page, Selection::Character(who), commands);
            absence_ui(ui, page, absence, commands);
        });
    }
}

/// How long an absence is, and between which events.
fn absence_ui(ui: &mut Ui, page: &Page<'_>, absence: Absence, commands: &mut Vec<Command>) {
    let words = match page.order() {
        Order::Telling => counted(usize::try_from(absence.ticks).unwrap_or(usize::MAX), "event told", "events told"),
        Order::Happening => length_words(&page.story.time, i64::try_from(absence.ticks).unwrap_or(i64::MAX)),
    };
    // Between two events that could be elsewhere, it is only the distance in the picture.
    let [after, before] = [absence.after, absence.before].map(|id| page.story.event(id));
    let is_known = page.order() == Order::Telling || after.is_fixed() && before.is_fixed();
    let drawn = if is_known { "" } else { " as drawn" };
    muted(ui, page, &format!("{words}{drawn} between"));
    select_link(ui, page, Selection::Event(absence.after), commands);
    muted(ui, page, "and");
    select_link(ui, page, Selection::Event(absence.before), commands);
}

/// The facts about one character's path.
struct Facts {
    person: Option<Person>,
    /// The characters met most often, and how often.
    met: Vec<(CharacterId, usize)>,
}

/// The part of a character's page about their path: whether it is kept, whom they meet, which threads it crosses.
pub(super) fn character_ui(ui: &mut Ui, page: &Page<'_>, who: CharacterId, commands: &mut Vec<Command>) {
    let (story, theme, order) = (page.story, page.theme, page.order());
    let is_kept = page.state.arrangement().paths.contains(&who);
    let keep = choice(ui, theme, "Keep this path (P)", is_kept, Role::CheckBox, "Keep this path (P)");
    let tip = "Keep it drawn when something else is selected, beside the paths of others";
    if keep.on_hover_text(tip).clicked() {
        commands.push(Command::TogglePathOfSelected);
    }
    let facts = page.memo(ui.ctx(), "person", (order, who), || Facts::new(story, order, who));
    if !facts.met.is_empty() {
        heading(ui, theme, "Meets most");
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
            for &(other, count) in &facts.met {
                let response = chip(ui, theme, &format!("{} · {}", story.character(other).name, number(count)));
                if response.on_hover_text(counted(count, "event together", "events together")).clicked() {
                    commands.push(Command::Select(Selection::Character(other)));
                }
            }
        });
    }
    let Some(person) = &facts.person else { return };
    if !person.threads.is_empty() {
        heading(ui, theme, &format!("In {}", counted(person.threads.len(), "thread", "threads")));
        for &thread in person.threads.iter().take(MOST_THREADS) {
            ui.horizontal_top(|ui| {
                square(ui, theme.hue(thread.index()));
                select_link(ui, page, Selection::Thread(thread), commands);
            });
        }
        more_ui(ui, theme, person.threads.len(), MOST_THREADS);
    }
    // With several paths drawn it is listed among theirs.
    if let (Some(absence), 1) = (person.absence, page.state.paths().len()) {
        heading(ui, theme, "Longest absence");
        ui.horizontal_wrapped(|ui| absence_ui(ui, page, absence, commands));
    }
}

impl Facts {
    fn new(story: &Story, order: Order, who: CharacterId) -> Self {
        let person = People::new(story, order, &[who]).people.pop();
        let mut counts = vec![0_usize; story.characters.len()];
        for &event in person.iter().flat_map(|person| &person.events) {
            for &other in story.event(event).cast.iter().filter(|&&other| other != who) {
                counts[other.index()] += 1;
            }
        }
        let mut met: Vec<(CharacterId, usize)> =
            (0..).map(CharacterId).zip(counts).filter(|&(_, count)| count > 0).collect();
        // The sort is stable: equals stay in the order of the file.
        met.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        met.truncate(MOST_MET);
        Self { person, met }
    }
}

/// The colour of a path.
fn dot(ui: &mut Ui, colour: Color32) {
    let (rect, _) = ui.allocate_exact_size(vec2(9.0, 14.0), Sense::hover());
    ui.painter().circle_filled(rect.center(), 4.5, colour);
}

/// The hue of a thread.
fn square(ui: &mut Ui, hue: Color32) {
    let (rect, _) = ui.allocate_exact_size(vec2(10.0, 16.0), Sense::hover());
    ui.painter().rect_filled(Rect::from_center_size(rect.center(), vec2(10.0, 10.0)), 2.5, hue);
}
