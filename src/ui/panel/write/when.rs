//! When an event happens, as sentences: a relation and another event, or an exact time; a line to add one; how long it
//! takes; and whether it all fits.

use egui::{Align, Label, Layout, RichText, Ui};

use super::context::{Things, Writing};
use super::fits::{Considered, fits_ui};
use super::time;
use crate::document::write::Written;
use crate::state::Selection;
use crate::state::command::Command;
use crate::story::id::EventId;
use crate::story::relation::Relation;
use crate::ui::edit::chips::{Small, small_button, small_side};
use crate::ui::edit::menu::{Word, word_menu};
use crate::ui::edit::picker::{Picked, Picker};
use crate::ui::edit::text::Text;
use crate::ui::widgets::kit::{heading, link};

/// What a line says of the time: a relation to another event, or an exact time by the name of its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Saying {
    Relation(Relation),
    Exact(&'static str),
}

impl Saying {
    /// What a new line may say, the most usual first.
    fn all(has_clock: bool) -> Vec<Self> {
        let exact = ["at", "from", "to"].map(Self::Exact);
        let usual = [Relation::After, Relation::Before, Relation::During, Relation::Meanwhile].map(Self::Relation);
        let rest = Relation::ALL.map(Self::Relation).into_iter().filter(|it| !usual.contains(it));
        let first = usual.into_iter().chain(rest);
        if has_clock { exact.into_iter().chain(first).collect() } else { first.chain(exact).collect() }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Relation(relation) => relation.words(),
            Self::Exact("to") => "until",
            Self::Exact(name) => name,
        }
    }

    /// The same in more words, for those that are easily mistaken.
    fn more(self) -> &'static str {
        match self {
            Self::Exact("at") => "Happens at this time",
            Self::Exact("from") => "Starts at this time",
            Self::Exact(_) => "Ends at this time",
            Self::Relation(Relation::Before) => "Ends before the other starts",
            Self::Relation(Relation::After) => "Starts after the other has ended",
            Self::Relation(Relation::Meets) => "Ends when the other starts",
            Self::Relation(Relation::MetBy) => "Starts when the other ends",
            Self::Relation(Relation::Overlaps) => "Starts before the other, and ends during it",
            Self::Relation(Relation::OverlappedBy) => "Starts during the other, and ends after it",
            Self::Relation(Relation::During) => "Starts after the other starts, and ends before it ends",
            Self::Relation(Relation::Contains) => "Starts before the other starts, and ends after it ends",
            Self::Relation(Relation::Starts) => "Starts with the other, and ends before it",
            Self::Relation(Relation::StartedBy) => "Starts with the other, and ends after it",
            Self::Relation(Relation::Finishes) => "Ends with the other, and starts after it",
            Self::Relation(Relation::FinishedBy) => "Ends with the other, and starts before it",
            Self::Relation(Relation::Equals) => "Starts and ends with the other",
            Self::Relation(Relation::Meanwhile) => "At least a part of both happens at the same time",
        }
    }
}

/// The word of a line, with the menu of all; gives the one that was chosen.
fn saying_menu(ui: &mut Ui, writing: &Writing<'_, '_>, name: &str, now: Saying, all: &[Saying]) -> Option<Saying> {
    let words: Vec<Word<'_>> = all.iter().map(|it| Word { word: it.words(), more: it.more() }).collect();
    let chosen = word_menu(ui, writing.page.theme, name, now.words(), &words, 150.0)?;
    all.get(chosen).copied().filter(|&chosen| chosen != now)
}

/// The section about its time.
pub(super) fn section_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written, event: Option<EventId>) {
    heading(ui, writing.page.theme, "When");
    ui.spacing_mut().item_spacing.y = 4.0;
    let has_clock = writing.page.story.time.clock().is_some();
    for name in time::EXACT {
        if of.exact(name).is_some() {
            exact_ui(ui, writing, of, name);
        }
    }
    for (relation, other) in of.relations() {
        relation_ui(ui, writing, of, &relation, &other);
    }
    let considered = add_ui(ui, writing, of, has_clock);
    if let Some(event) = event {
        default_ui(ui, writing, of, event);
    }
    time::lasts_ui(ui, writing, of);
    fits_ui(ui, writing, of, event, considered);
    ui.spacing_mut().item_spacing.y = 7.0;
}

/// `after ▾  Title of another event  ×`
fn relation_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written, relation: &str, other: &str) {
    let (story, theme) = (writing.page.story, writing.page.theme);
    let at = writing.position(ui, Things::Events, other);
    let title = Things::Events.name(story, at, other);
    let mut outcome = None;
    ui.horizontal(|ui| {
        let now = Relation::from_name(relation);
        if let Some(now) = now {
            let all = Relation::ALL.map(Saying::Relation);
            let name = format!("Relation to {title}");
            if let Some(Saying::Relation(new)) = saying_menu(ui, writing, &name, Saying::Relation(now), &all) {
                outcome = Some(of.with_relation_replaced([relation, other], [new.name(), other]));
            }
        } else {
            writing.words(ui, relation);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let said = now.map_or_else(|| relation.to_owned(), |now| now.words().to_owned());
            if small_button(ui, theme, Small::Remove, &format!("Remove: {said} {title}"), true).clicked() {
                outcome = Some(of.without_relation(relation, other));
            }
            ui.with_layout(Layout::left_to_right(Align::Center).with_main_wrap(true), |ui| {
                if at.is_none() {
                    ui.add(Label::new(RichText::new(title).color(theme.error)).wrap());
                } else if link(ui, theme, title).clicked() {
                    writing.commands.extend(at.map(|at| Command::Select(Selection::Event(EventId(at as u32)))));
                }
            });
        });
    });
    if let Some(outcome) = outcome {
        writing.make(ui, outcome);
    }
}

/// `from ▾  1916-07-01  ×`
fn exact_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written, name: &'static str) {
    let theme = writing.page.theme;
    let mut outcome = None;
    ui.horizontal(|ui| {
        let free = ["at", "from", "to"].into_iter().filter(|&it| it == name || of.exact(it).is_none());
        let all: Vec<Saying> = free.map(Saying::Exact).collect();
        let now = Saying::Exact(name);
        if let Some(Saying::Exact(new)) = saying_menu(ui, writing, "Kind of time", now, &all) {
            outcome = Some(of.with_exact(&[(name, None), (new, of.exact_json(name))]));
        }
        let width = ui.available_width() - small_side(ui) - 8.0;
        time_field(ui, writing, of, name, width);
        if small_button(ui, theme, Small::Remove, &format!("Remove this time: {}", now.words()), true).clicked() {
            outcome = Some(of.with_exact(&[(name, None)]));
        }
    });
    if let Some(outcome) = outcome {
        writing.make(ui, outcome);
    }
}

/// The field of an exact time.
fn time_field(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written, name: &'static str, width: f32) {
    let value = of.exact(name).unwrap_or_default();
    let hint = time::example(writing.page.story);
    let said = format!("Time: {}", Saying::Exact(name).words());
    let text = Text { width: Some(width), hint: &hint, ..Text::line(writing.id(of, ("when", name)), &said, &value) };
    time::field_ui(ui, writing, of, name, text);
}

/// The line in which another relation or time is added by typing; gives the relation that Enter would add.
fn add_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written, has_clock: bool) -> Option<Considered> {
    let kept = writing.id(of, "new saying");
    let is_free = |saying: &Saying| !matches!(saying, Saying::Exact(name) if of.exact(name).is_some());
    let all: Vec<Saying> = Saying::all(has_clock).into_iter().filter(is_free).collect();
    let exact = ["at", "from", "to"].iter().any(|name| of.exact(name).is_some());
    let usual = if has_clock && !exact { Saying::Exact("at") } else { Saying::Relation(Relation::After) };
    // By its place among all, as that is the same in every frame.
    let every = Saying::all(has_clock);
    let chosen: Option<usize> = ui.data(|data| data.get_temp(kept));
    let now = chosen.and_then(|at| every.get(at)).copied().filter(is_free).unwrap_or(usual);
    let (mut outcome, mut considered) = (None, None);
    ui.horizontal(|ui| {
        if let Some(new) = saying_menu(ui, writing, "What to add", now, &all) {
            let at = every.iter().position(|it| *it == new).unwrap_or_default();
            ui.data_mut(|data| data.insert_temp(kept, at));
        }
        let width = ui.available_width();
        let relation = match now {
            Saying::Exact(name) => return time_field(ui, writing, of, name, width),
            Saying::Relation(relation) => relation,
        };
        let name = format!("Find an event: {} …", now.words());
        let picker = Picker { id: writing.id(of, "new relation"), name: &name, hint: "an event…", new: None, width };
        let story = writing.page.story;
        let is_other = |at: usize| Things::Events.id(story, at) != of.id();
        let (picked, now) = writing.pick(ui, &picker, Things::Events, is_other);
        let saying = |at: usize| of.with_relation(relation.name(), Things::Events.id(story, at));
        if let Picked::Thing(at) = picked {
            outcome = Some(saying(at));
        } else if let Some(at) = now
            && let Ok(change) = saying(at)
        {
            let other = Things::Events.id(story, at).to_owned();
            considered = Some(Considered { relation: relation.name(), other, change });
        }
    });
    Picker::make_room(ui, writing.id(of, "new relation"));
    if let Some(outcome) = outcome {
        writing.make(ui, outcome);
    }
    considered
}

/// Where an event stands that says nothing of its time.
fn default_ui(ui: &mut Ui, writing: &Writing<'_, '_>, of: &Written, event: EventId) {
    let story = writing.page.story;
    let says_nothing = of.relations().is_empty() && time::EXACT.iter().all(|name| of.exact(name).is_none());
    if !says_nothing {
        return;
    }
    let words = match story.event(event).when.follows {
        Some(before) => {
            format!("Follows “{}” in its thread, as long as nothing is said here", story.event(before).title)
        }
        None if story.thread(story.event(event).thread).events.first() == Some(&event) => {
            "Opens its thread, as long as nothing is said here".to_owned()
        }
        None => return,
    };
    let shown = RichText::new(words).size(12.5).color(writing.page.theme.muted);
    ui.add(Label::new(shown).wrap());
}
