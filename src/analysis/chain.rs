//! Causes, effects and reasons of events, near and far: walks along the because-links. Knows the links and the orders,
//! nothing of what is drawn.
//!
//! Every walk is breadth-first and visits each event once, so it ends even if causes form a cycle. It is linear in the
//! events and links that it reaches.

use std::collections::{HashMap, HashSet};

use crate::story::id::EventId;
use crate::story::order::Order;
use crate::story::{Because, Story};

/// An event on a walk to causes or effects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The event.
    pub event: EventId,
    /// The number of links from the start of the walk, on the shortest path; at least 1.
    pub depth: u32,
    /// Its neighbour on such a path, one link nearer to the start.
    pub by: EventId,
}

/// All causes of an event, at most `depth` links away if that is given: by depth, then in the order of happening, then
/// of the file. Without the event itself, even if it is in a cycle.
pub fn causes(story: &Story, event: EventId, depth: Option<u32>) -> Vec<Step> {
    walk(story, event, depth, |id| story.event(id).because.iter().map(|because| because.event))
}

/// All effects of an event, otherwise as [`causes`].
pub fn effects(story: &Story, event: EventId, depth: Option<u32>) -> Vec<Step> {
    walk(story, event, depth, |id| story.event(id).led_to.iter().copied())
}

/// All events reached from `from` by `next`, depth by depth.
fn walk<I: Iterator<Item = EventId>>(
    story: &Story,
    from: EventId,
    depth: Option<u32>,
    next: impl Fn(EventId) -> I,
) -> Vec<Step> {
    let mut seen = HashSet::from([from]);
    let mut steps: Vec<Step> = Vec::new();
    let (mut here, mut at) = (vec![from], 0);
    while !here.is_empty() && depth.is_none_or(|most| at < most) {
        at += 1;
        let first = steps.len();
        for &by in &here {
            let fresh = next(by).filter(|&there| seen.insert(there));
            steps.extend(fresh.map(|event| Step { event, depth: at, by }));
        }
        steps[first..].sort_by_key(|step| (story.event(step.event).placed.start(), step.event));
        here = steps[first..].iter().map(|step| step.event).collect();
    }
    steps
}

/// The shortest chain of effects from one event to another, both included; one event alone if they are the same, `None`
/// if there is no chain. Of several equally short chains, always the same one.
pub fn path(story: &Story, from: EventId, to: EventId) -> Option<Vec<EventId>> {
    let mut by: HashMap<EventId, EventId> = HashMap::new();
    let mut queue = vec![from];
    let mut at = 0;
    while from != to && !by.contains_key(&to) {
        let here = *queue.get(at)?;
        at += 1;
        for &there in story.event(here).led_to {
            if there != from && !by.contains_key(&there) {
                by.insert(there, here);
                queue.push(there);
            }
        }
    }
    let mut chain: Vec<EventId> = std::iter::successors(Some(to), |here| by.get(here).copied()).collect();
    chain.reverse();
    Some(chain)
}

/// How two events are linked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Between {
    /// The first led to the second: the chain from the first to the second.
    Forward(Vec<EventId>),
    /// The second led to the first: the chain from the second to the first.
    Backward(Vec<EventId>),
    /// Neither led to the other.
    None,
}

/// The shortest chain of causes and effects between two events. In a cycle, where both led to each other, the one that
/// starts with `a`.
pub fn between(story: &Story, a: EventId, b: EventId) -> Between {
    let forward = path(story, a, b).map(Between::Forward);
    forward.or_else(|| path(story, b, a).map(Between::Backward)).unwrap_or(Between::None)
}

/// The direct cause of an event that starts latest in this order without starting after it; if all start after it, the
/// one that starts nearest. Of two that start together, the first in the file.
pub fn nearest_cause(story: &Story, order: Order, event: EventId) -> Option<EventId> {
    nearest(story, order, event, story.event(event).because.iter().map(|because| because.event), |own, other| {
        own >= other
    })
}

/// The direct effect of an event that starts earliest without starting before it, otherwise as [`nearest_cause`].
pub fn nearest_effect(story: &Story, order: Order, event: EventId) -> Option<EventId> {
    nearest(story, order, event, story.event(event).led_to.iter().copied(), |own, other| own <= other)
}

/// The nearest of `others` for which `right` holds, else the nearest of the rest.
fn nearest(
    story: &Story,
    order: Order,
    event: EventId,
    others: impl Iterator<Item = EventId>,
    right: impl Fn(i64, i64) -> bool,
) -> Option<EventId> {
    let start = |id: EventId| order.span(story, id).start().0;
    let own = start(event);
    others.min_by_key(|&other| (!right(own, start(other)), own.abs_diff(start(other)), other))
}

/// Why something happened: one because-link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason<'a> {
    /// The effect.
    pub effect: EventId,
    /// Its cause.
    pub cause: EventId,
    /// The kind of link, in the file's word, such as `enables`; may be empty.
    pub relation: &'a str,
    /// The note on the link, in a few words; may be empty.
    pub note: &'a str,
    /// The number of links from the event in question to the cause, including this one; at least 1.
    pub depth: u32,
}

/// The reasons for an event: every link to a cause, at most `depth` links away if that is given. Each link once, sorted
/// by depth; those of one effect in the order of the file.
pub fn why(story: &Story, event: EventId, depth: Option<u32>) -> Vec<Reason<'_>> {
    // The causes of the events at the greatest depth would be one link too far.
    let inner = depth.map(|most| most.saturating_sub(1));
    let effects = causes(story, event, inner).into_iter().map(|step| (step.event, step.depth + 1));
    let effects = std::iter::once((event, 1)).chain(effects).filter(|_| depth != Some(0));
    effects
        .flat_map(|(effect, depth)| {
            let reason = move |because| Reason::new(effect, because, depth);
            story.event(effect).because.iter().map(reason)
        })
        .collect()
}

impl<'a> Reason<'a> {
    fn new(effect: EventId, because: Because<'a>, depth: u32) -> Self {
        Self { effect, cause: because.event, relation: because.relation.trim(), note: because.note.trim(), depth }
    }

    /// The words between the effect and the cause, such as `was caused by`.
    pub fn words(&self) -> &'static str {
        self.known().unwrap_or("came of")
    }

    /// The words after the cause: the relation in brackets if [`Reason::words`] does not say it, and the note.
    pub fn rest(&self) -> String {
        let mut rest = String::new();
        if self.known().is_none() && !self.relation.is_empty() {
            rest = format!(" ({})", self.relation);
        }
        if !self.note.is_empty() {
            rest += ": ";
            rest += self.note;
        }
        rest
    }

    /// The reason as a sentence without a full stop: `“The duel” was motivated by “The insult”: for honour`.
    pub fn sentence(&self, story: &Story) -> String {
        let title = |id| story.event(id).title;
        format!("“{}” {} “{}”{}", title(self.effect), self.words(), title(self.cause), self.rest())
    }

    /// The words for the most common relations, from the side of the effect.
    fn known(&self) -> Option<&'static str> {
        let words = match self.relation.to_lowercase().as_str() {
            "cause" | "causes" => "was caused by",
            "enable" | "enables" => "was made possible by",
            "motivate" | "motivates" => "was motivated by",
            "trigger" | "triggers" => "was triggered by",
            "provoke" | "provokes" => "was provoked by",
            _ => return None,
        };
        Some(words)
    }
}

#[cfg(test)]
mod tests;
