//! Why something happened, in sentences: the chain of causes behind an event, and how two events are connected. Knows the
//! because-links as the chain lists them, nothing of the lines that are drawn for them.

use std::cmp::Ordering;

use egui::emath::vec2;
use egui::{Align2, Label, RichText, Role, Sense, Ui};

use super::orders::COMPARING;
use super::page::Page;
use super::parts::{muted, select_link};
use crate::analysis::chain::{self, Between, Reason};
use crate::state::Selection;
use crate::state::command::Command;
use crate::story::Story;
use crate::story::id::EventId;
use crate::story::words::{counted, number};
use crate::text::words::titled;
use crate::theme::Weight;
use crate::ui::widgets::kit::{FINGER, boxed, chip, choice, disclosure, is_heading, is_touch, more_ui};

/// The most sentences shown at once.
const MOST_SENTENCES: usize = 40;
/// The depths a chain can be followed to, with a text and a full name for each.
const DEPTHS: [(Option<u32>, &str, &str); 4] = [
    (Some(1), "1", "Chain: direct links"),
    (Some(2), "2", "Chain: two links"),
    (Some(3), "3", "Chain: three links"),
    (None, "All", "Chain: all of it"),
];

/// One because-link as a sentence about the effect.
struct Sentence {
    effect: EventId,
    words: &'static str,
    cause: EventId,
    rest: String,
    depth: u32,
}

impl From<&Reason<'_>> for Sentence {
    fn from(reason: &Reason<'_>) -> Self {
        let Reason { effect, cause, depth, .. } = *reason;
        Self { effect, words: reason.words(), cause, rest: reason.rest(), depth }
    }
}

/// The whole chain behind an event, folded until it is asked for.
pub(super) fn why_ui(ui: &mut Ui, page: &Page<'_>, id: EventId, commands: &mut Vec<Command>) {
    let depth = page.state.arrangement().depth;
    let told = page.memo(ui.ctx(), "why", (id, depth), || {
        let reasons = chain::why(page.story, id, depth);
        (reasons.iter().take(MOST_SENTENCES).map(Sentence::from).collect::<Vec<_>>(), reasons.len())
    });
    let (sentences, count) = &*told;
    if !disclosure(ui, page.theme, "Why did this happen?", &counted(*count, "reason", "reasons")) {
        return;
    }
    for alike in sentences.chunk_by(|a, b| a.depth == b.depth) {
        let words = match alike[0].depth {
            1 => "Directly".to_owned(),
            depth => format!("{depth} links back"),
        };
        ui.add_space(2.0);
        let words = RichText::new(words).font(Weight::Medium.font(11.5)).color(page.theme.faint);
        ui.add(Label::new(words).selectable(false));
        for sentence in alike {
            sentence_ui(ui, page, "•", sentence, commands);
        }
    }
    more_ui(ui, page.theme, *count, sentences.len());
}

/// The choice of how many links the chain is followed, both to causes and to effects.
pub(super) fn depth_ui(ui: &mut Ui, page: &Page<'_>, commands: &mut Vec<Command>) {
    let depth = page.state.arrangement().depth;
    ui.add_space(4.0);
    // Made for fingers, the choices take a line of their own.
    ui.horizontal_wrapped(|ui| {
        ui.set_min_height(if is_touch(ui.ctx()) { FINGER } else { 28.0 });
        ui.spacing_mut().item_spacing.x = 4.0;
        let text = RichText::new("Links to follow").size(12.5).color(page.theme.muted);
        ui.add(Label::new(text).selectable(false));
        ui.add_space(4.0);
        // A link to a view may ask for a depth that is not among the choices.
        let other = depth.filter(|deep| *deep > 3).map(|deep| (deep.to_string(), format!("Chain: {deep} links")));
        let other = other.as_ref().map(|(text, name)| (depth, text.as_str(), name.as_str()));
        for (deep, text, name) in DEPTHS.into_iter().take(3).chain(other).chain(DEPTHS.into_iter().skip(3)) {
            let response = choice(ui, page.theme, text, deep == depth, Role::RadioButton, name);
            let tip = "How many links away causes and effects are highlighted and listed";
            if response.on_hover_text(tip).clicked() {
                commands.push(Command::ChainDepth(deep));
            }
        }
    });
}

/// How the selected event is connected to the one it is compared with, if it is compared with one.
pub(super) fn compare_ui(ui: &mut Ui, page: &Page<'_>, id: EventId, commands: &mut Vec<Command>) {
    let Some(anchor) = page.state.anchor.filter(|&anchor| anchor != id) else { return };
    let between = page.memo(ui.ctx(), "between", (anchor, id), || chain::between(page.story, anchor, id));
    boxed(ui, page.theme, |ui| {
        let text = format!("From {} to {}", quoted(page.story, anchor), quoted(page.story, id));
        let shown = RichText::new(&text).font(Weight::SemiBold.font(14.0)).color(page.theme.text);
        let response = ui.add(Label::new(shown).wrap());
        is_heading(&response, &text, 2);
        between_ui(ui, page, &between, [anchor, id], commands);
        ui.add_space(2.0);
        for words in firsts(ui, page, anchor, id) {
            ui.add(Label::new(RichText::new(words).size(12.5).color(page.theme.muted)).wrap());
        }
        ui.horizontal_wrapped(|ui| {
            if chip(ui, page.theme, "Swap").on_hover_text("Select the other event").clicked() {
                commands.push(Command::Compare(anchor));
            }
            if chip(ui, page.theme, "End the comparison").clicked() {
                // An event compared with itself is compared with nothing; Clear would clear a search first.
                commands.push(Command::Compare(id));
            }
        });
    });
    ui.add_space(6.0);
}

/// Whether one of two events led to the other, and by which links.
fn between_ui(ui: &mut Ui, page: &Page<'_>, between: &Between, [a, b]: [EventId; 2], commands: &mut Vec<Command>) {
    let (from, to, way) = match between {
        Between::Forward(way) => (a, b, way.as_slice()),
        Between::Backward(way) => (b, a, way.as_slice()),
        Between::None => (a, b, [].as_slice()),
    };
    let (from, to) = (quoted(page.story, from), quoted(page.story, to));
    let links = way.len().saturating_sub(1);
    let verdict = match links {
        0 => "Neither led to the other.".to_owned(),
        1 => format!("{from} led directly to {to}."),
        links => format!("{from} led to {to} in {} links.", number(links)),
    };
    ui.add(Label::new(RichText::new(verdict).color(page.theme.text)).wrap());
    for (pair, number) in way.windows(2).take(MOST_SENTENCES).zip(1..) {
        if let Some(sentence) = sentence(page.story, pair[0], pair[1]) {
            sentence_ui(ui, page, &format!("{number}."), &sentence, commands);
        }
    }
    more_ui(ui, page.theme, links, MOST_SENTENCES);
}

/// An event's title in quotation marks.
fn quoted(story: &Story, id: EventId) -> String {
    titled(story.events.title(id))
}

/// The sentence for the link from a cause to its effect.
fn sentence(story: &Story, cause: EventId, effect: EventId) -> Option<Sentence> {
    let because = story.event(effect).because.iter().find(|because| because.event == cause)?;
    let (relation, note) = (because.relation.trim(), because.note.trim());
    Some(Sentence::from(&Reason { effect, cause, relation, note, depth: 1 }))
}

/// What the story says of the order of two events.
enum Said {
    First,
    Second,
    Together,
    Nothing,
}

/// Which of two events comes first in each order.
fn firsts(ui: &Ui, page: &Page<'_>, a: EventId, b: EventId) -> Vec<String> {
    let story = page.story;
    let Some(telling) = page.telling() else { return vec![COMPARING.to_owned()] };
    let count = story.events.len();
    let of = |ranks: [usize; 2]| format!("{} and {} of {}", number(ranks[0] + 1), number(ranks[1] + 1), number(count));
    let ranks = [a, b].map(|id| telling.rank(id));
    let drawn = if telling.ordered.is_whole { "" } else { "drawn as " };
    let happens = |first: EventId, ranks| format!("{} happens first ({drawn}{})", quoted(story, first), of(ranks));
    let start = |id: EventId| story.event(id).placed.start();
    let said = page.later(ui.ctx(), "first", (a, b), move |story, derived| {
        let around = derived.entailed(story).around(a);
        match () {
            () if around.starts_before(b) => Said::First,
            () if around.starts_after(b) => Said::Second,
            () if around.starts_with(b) => Said::Together,
            () => Said::Nothing,
        }
    });
    let happens = said.map(|said| match *said {
        Said::First => happens(a, ranks),
        Said::Second => happens(b, [ranks[1], ranks[0]]),
        Said::Together => "They start at the same time".to_owned(),
        Said::Nothing => {
            let drawn = match start(a).cmp(&start(b)) {
                Ordering::Less => format!("{} is drawn first", quoted(story, a)),
                Ordering::Greater => format!("{} is drawn first", quoted(story, b)),
                Ordering::Equal => "they are drawn as starting together".to_owned(),
            };
            format!("The story does not say which happens first; {drawn}")
        }
    });
    let told = [a, b].map(|id| story.event(id).told as usize);
    let (first, told) = if told[0] <= told[1] { (a, told) } else { (b, [told[1], told[0]]) };
    let is_told = format!("{} is told first ({})", quoted(story, first), of(told));
    happens.into_iter().chain([is_told]).collect()
}

/// A sentence whose events are links, behind a bullet or number.
fn sentence_ui(ui: &mut Ui, page: &Page<'_>, mark: &str, told: &Sentence, commands: &mut Vec<Command>) {
    let theme = page.theme;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let width = if mark.chars().count() > 1 { 20.0 } else { 13.0 };
        let (rect, _) = ui.allocate_exact_size(vec2(width, 17.0), Sense::hover());
        ui.painter().text(rect.left_center(), Align2::LEFT_CENTER, mark, Weight::Regular.font(12.5), theme.faint);
        ui.vertical(|ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(4.0, 2.0);
                select_link(ui, page, Selection::Event(told.effect), commands);
                ui.label(RichText::new(told.words).color(theme.text));
                select_link(ui, page, Selection::Event(told.cause), commands);
                // A colon would stand alone at the start of a line before a note that has one of its own.
                let rest = told.rest.strip_prefix(':').map_or(told.rest.trim().to_owned(), |note| format!("–{note}"));
                if !rest.is_empty() {
                    muted(ui, page, &rest);
                }
            });
        });
    });
}
