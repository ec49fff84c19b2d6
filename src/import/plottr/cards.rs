//! The cards of a project of Plottr as events.

use serde_json::Value;

use super::Plot;
use super::beats::Beat;
use super::world::{Names, lines_of, list, number, rich, things};
use crate::import::chapters::{self, Chapter};
use crate::import::draft::{Draft, EventDraft};
use crate::import::json;

/// So many acts around a chapter are phases; Plottr has three levels.
const DEEPEST: usize = 8;

/// Adds the cards in the order of Plottr's outline: by chapter, plotline, and place in the stack. What shares a chapter
/// and a plotline follows from top to bottom.
pub(super) fn add(root: &Value, plot: &Plot, names: &Names, draft: &mut Draft) {
    let mut cards: Vec<Card<'_>> = things(root, "cards").map(|card| Card::of(card, plot)).collect();
    cards.sort_by(|a, b| {
        let place = |card: &Card<'_>| (card.beat.unwrap_or(usize::MAX), card.line.unwrap_or(usize::MAX));
        let depth = |at: usize| a.depth[at].total_cmp(&b.depth[at]);
        place(a).cmp(&place(b)).then(depth(0)).then(depth(1))
    });
    let chapter = |beat: &Beat| Chapter { title: beat.title.clone(), events: Vec::new() };
    let mut chapters: Vec<Chapter> = plot.beats.list.iter().map(chapter).collect();
    for card in &cards {
        let Some(event) = event(card, names, draft) else { continue };
        let around = std::iter::successors(card.beat, |at| plot.beats.list[*at].within);
        around.take(DEEPEST).for_each(|at| chapters[at].events.push((draft.events.len(), None)));
        draft.events.push(event);
    }
    chapters::add(&chapters, true, draft);
}

/// A card and its place on the timeline.
struct Card<'v> {
    written: &'v Value,
    beat: Option<usize>,
    line: Option<usize>,
    thread: Option<&'v str>,
    /// Its place in the stack of cards: of the two that files have, the first in which cards differ counts.
    depth: [f64; 2],
}

impl<'v> Card<'v> {
    fn of(card: &'v Value, plot: &'v Plot) -> Self {
        let beat = [json::member(card, "beatId"), json::member(card, "chapterId")];
        let line = plot.lines.get(&json::member(card, "lineId"));
        let first = |names: &[&str]| names.iter().map(|name| number(card, name)).fold(f64::MAX, f64::min);
        Self {
            written: card,
            beat: beat.iter().find_map(|key| plot.beats.at(key)),
            line: line.map(|(at, _)| *at),
            thread: line.map(|(_, id)| id.as_str()),
            depth: [first(&["positionWithinLine"]), first(&["positionInBeat", "positionInChapter", "position"])],
        }
    }
}

/// The event of a card; `None` if nothing is written on it.
fn event(card: &Card<'_>, names: &Names, draft: &mut Draft) -> Option<EventDraft> {
    let place = format!("card {}", json::member(card.written, "id"));
    let text = card.written.get("description").map(rich).unwrap_or_default();
    let own = json::member(card.written, "title");
    let title = if own.is_empty() { text.lines().next().unwrap_or_default().to_owned() } else { own };
    let lines = lines_of(card.written, &["id", "title", "description", "characters", "places", "bookId"]);
    if title.is_empty() && lines.is_empty() {
        draft.notes.of(place, "nothing is written on it; it is left out");
        return None;
    }
    let thread = card.thread.map_or_else(
        || {
            draft.notes.of(&*place, "its plotline is not in the file; it is in a thread “No plotline”");
            draft.thread_of("no plotline", "No plotline").id().to_owned()
        },
        str::to_owned,
    );
    let mut event = draft.event(&title, &thread);
    if text != title && text != event.summary {
        event.tell(&text);
    }
    if card.beat.is_none() {
        draft.notes.of(&*place, "its chapter is not in the file; it is told last");
    }
    for key in list(card.written.get("characters")).iter().map(json::text) {
        match names.characters.get(&key) {
            Some(id) if !event.cast.contains(id) => event.cast.push(id.clone()),
            Some(_) => {}
            None => draft.notes.of(&*place, format!("its character {key} is not in the file")),
        }
    }
    let mut further = Vec::new();
    for key in list(card.written.get("places")).iter().map(json::text) {
        match names.places.get(&key) {
            Some((id, _)) if event.place.is_empty() => event.place.clone_from(id),
            Some((_, name)) => further.push(name.as_str()),
            None => draft.notes.of(&*place, format!("its place {key} is not in the file")),
        }
    }
    if !further.is_empty() {
        event.tell(&format!("Also at: {}", further.join(", ")));
    }
    event.tags = names.tags_of(card.written);
    event.tell(&lines.join("\n"));
    Some(event)
}
