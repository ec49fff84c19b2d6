//! What a selection lights: the causal chain of an event, the events of a thread, a character or a place.

use std::collections::{HashMap, HashSet};

use super::scene::Emphasis;
use crate::state::{Selection, lit_by};
use crate::story::Story;
use crate::story::id::{EventId, ThreadId};

/// The most links drawn at a time; more of them show nothing any more.
const MOST_LINKS: usize = 300;

/// What stands out and what stands back. Follows from the story and the selection alone.
#[derive(Clone, Debug, Default)]
pub struct Focus {
    selection: Selection,
    lit: HashMap<EventId, Emphasis>,
    threads: HashSet<ThreadId>,
    links: Vec<(EventId, EventId)>,
}

impl Focus {
    /// What `selection` lights in `story`.
    pub fn new(story: &Story, selection: Selection) -> Self {
        let mut focus = Self { selection, ..Self::default() };
        match selection {
            Selection::Nothing => {}
            Selection::Event(event) => focus.light_chain(story, event),
            _ => focus.lit = lit_by(story, selection).into_iter().map(|id| (id, Emphasis::Lit)).collect(),
        }
        focus.threads = focus.lit.keys().map(|&id| story.event(id).thread).collect();
        focus
    }

    /// How an event stands out.
    pub fn of_event(&self, event: EventId) -> Emphasis {
        match self.selection {
            Selection::Nothing => Emphasis::Plain,
            _ => self.lit.get(&event).copied().unwrap_or(Emphasis::Dim),
        }
    }

    /// How a lane stands out.
    pub fn of_thread(&self, thread: ThreadId) -> Emphasis {
        match self.selection {
            Selection::Nothing => Emphasis::Plain,
            Selection::Thread(selected) if selected == thread => Emphasis::Selected,
            _ if self.threads.contains(&thread) => Emphasis::Lit,
            _ => Emphasis::Dim,
        }
    }

    /// The because-links to draw, from cause to effect.
    pub fn links(&self) -> &[(EventId, EventId)] {
        &self.links
    }

    /// How a link stands out: those of the selected event itself more than those farther along its chain.
    pub fn of_link(&self, cause: EventId, effect: EventId) -> Emphasis {
        let own = Selection::Event(cause) == self.selection || Selection::Event(effect) == self.selection;
        if own { Emphasis::Selected } else { Emphasis::Lit }
    }

    /// How many events are lit.
    pub fn count(&self) -> usize {
        self.lit.len()
    }

    /// Everything that `event` came of and everything it led to, and the links between them.
    fn light_chain(&mut self, story: &Story, event: EventId) {
        let causes = |id: EventId| story.event(id).because.iter().map(|because| because.event).collect::<Vec<_>>();
        let effects = |id: EventId| story.event(id).led_to.clone();
        for before in reached(event, causes) {
            self.links.extend(story.event(before).because.iter().map(|because| (because.event, before)));
            self.lit.insert(before, Emphasis::Lit);
        }
        for after in reached(event, effects) {
            self.links.extend(story.event(after).led_to.iter().map(|&effect| (after, effect)));
            self.lit.insert(after, Emphasis::Lit);
        }
        self.lit.insert(event, Emphasis::Selected);
        self.links.sort_unstable();
        self.links.dedup();
        if self.links.len() > MOST_LINKS {
            // The event's own links first, then those of what is told near it.
            let distance = |&(cause, effect): &(EventId, EventId)| {
                if cause == event || effect == event {
                    0
                } else {
                    1 + cause.0.abs_diff(event.0).min(effect.0.abs_diff(event.0))
                }
            };
            self.links.sort_by_key(distance);
            self.links.truncate(MOST_LINKS);
        }
    }
}

/// Everything that `next` leads to from `start`, `start` included; ends in a ring too.
fn reached(start: EventId, next: impl Fn(EventId) -> Vec<EventId>) -> Vec<EventId> {
    let mut seen = HashSet::from([start]);
    let mut order = vec![start];
    let mut at = 0;
    while let Some(&here) = order.get(at) {
        order.extend(next(here).into_iter().filter(|&there| seen.insert(there)));
        at += 1;
    }
    order
}
