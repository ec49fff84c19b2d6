//! The events that a selection highlights, kept until the selection changes.

use std::sync::{Arc, Mutex, PoisonError};

use super::Selection;
use crate::story::Story;
use crate::story::id::{CharacterId, EventId, PlaceId, ThreadId};
use crate::story::order::Order;
use crate::time::Span;

/// The last result, with the selection it belongs to. Copies share it.
#[derive(Clone, Debug, Default)]
pub(super) struct HighlightCache {
    last: Arc<Mutex<Last>>,
}

#[derive(Debug, Default)]
struct Last {
    events: Option<(Selection, Arc<[EventId]>)>,
    span: Option<(Selection, Order, Option<Span>)>,
}

impl HighlightCache {
    /// The events that `selection` highlights, in the file's order.
    pub(super) fn events(&self, story: &Story, selection: Selection) -> Arc<[EventId]> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).events(story, selection)
    }

    /// The span of these events on the axis in this order.
    pub(super) fn span(&self, story: &Story, selection: Selection, order: Order) -> Option<Span> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, _, span)) = last.span.filter(|&(of, along, _)| (of, along) == (selection, order)) {
            return span;
        }
        let events = last.events(story, selection);
        let span = events.iter().map(|&id| order.span(story, id)).reduce(Span::hull);
        last.span = Some((selection, order, span));
        span
    }
}

impl Last {
    fn events(&mut self, story: &Story, selection: Selection) -> Arc<[EventId]> {
        if let Some((_, events)) = self.events.as_ref().filter(|(of, _)| *of == selection) {
            return events.clone();
        }
        let events: Arc<[EventId]> = highlighted_by(story, selection).into();
        self.events = Some((selection, events.clone()));
        events
    }
}

/// The events that `selection` highlights, in the file's order, without the causes and effects of an event. O(events);
/// a [`State`](super::State) keeps the result for its selection.
pub fn highlighted_by(story: &Story, selection: Selection) -> Vec<EventId> {
    let all = |is_highlighted: &dyn Fn(EventId) -> bool| story.event_ids().filter(|&id| is_highlighted(id)).collect();
    match selection {
        Selection::Nothing => Vec::new(),
        Selection::Event(event) => vec![event],
        Selection::Thread(thread) => {
            let mut events = story.thread(thread).events.clone();
            events.extend(story.events.also_in(thread));
            events.sort_unstable();
            events.dedup();
            events
        }
        Selection::Character(who) => story.events.with_cast(who).collect(),
        Selection::Place(place) => {
            let is_inside: Vec<bool> = inside(story, place.index());
            all(&|id| story.events.place_of(id).is_some_and(|at| is_inside[at.index()]))
        }
        Selection::Group(group) => {
            let name = &story.groups[group.index()];
            let threads: Vec<bool> = story.threads.iter().map(|thread| thread.group == *name).collect();
            let people: Vec<bool> = story.characters.iter().map(|who| who.group == *name).collect();
            let in_threads = |id: &ThreadId| threads[id.index()];
            let has = |who: &CharacterId| people[who.index()];
            let events = &story.events;
            all(&|id| {
                in_threads(&events.thread(id))
                    || events.also(id).iter().any(in_threads)
                    || events.cast(id).iter().any(has)
            })
        }
        Selection::Tag(tag) => story.events.with_tag(tag).collect(),
        Selection::Presence(who, phase) => {
            story.events.with_cast(who).filter(|&id| story.is_during(id, phase)).collect()
        }
    }
}

/// For each place, whether it is `place` or lies in it. O(places), at any depth of nesting.
fn inside(story: &Story, place: usize) -> Vec<bool> {
    let mut known: Vec<Option<bool>> = vec![None; story.places.len()];
    known[place] = Some(true);
    let mut pending = Vec::new();
    for at in 0..story.places.len() {
        // Walks up to the first place whose answer is known, then back down.
        let mut here = Some(at);
        let is_inside = loop {
            match here {
                None => break false,
                Some(at) if known[at].is_some() => break known[at] == Some(true),
                Some(at) => {
                    pending.push(at);
                    here = story.places[at].within.map(PlaceId::index);
                }
            }
        };
        pending.drain(..).for_each(|at| known[at] = Some(is_inside));
    }
    known.into_iter().map(|known| known == Some(true)).collect()
}
