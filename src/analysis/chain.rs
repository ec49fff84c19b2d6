//! What an event came of and what it led to, near and far, and why: walks along the because-links. Knows the links and
//! the orders, nothing of what is drawn.
//!
//! Every walk goes breadth first, takes each event once and so ends in a ring of causes too. It costs what it reaches:
//! the events and the links between them.

use std::collections::{HashMap, HashSet};

use crate::story::id::EventId;
use crate::story::order::Order;
use crate::story::{Because, Story};

/// An event on the way back to causes or on to effects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The event.
    pub event: EventId,
    /// How many links lie between it and the event that was asked for, on the shortest way; from 1.
    pub depth: u32,
    /// Its neighbour on such a way, one link nearer to the event that was asked for.
    pub by: EventId,
}

/// Everything that an event came of, at most `depth` links away where that is given: by depth, then in the order of
/// happening, then of the file. The event itself is not of it, even where it is in a ring.
pub fn causes(story: &Story, event: EventId, depth: Option<u32>) -> Vec<Step> {
    walk(story, event, depth, |id| story.event(id).because.iter().map(|because| because.event))
}

/// Everything that an event led to, as [`causes`] the other way.
pub fn effects(story: &Story, event: EventId, depth: Option<u32>) -> Vec<Step> {
    walk(story, event, depth, |id| story.event(id).led_to.iter().copied())
}

/// Everything reached from an event by `next`, depth by depth.
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

/// The shortest chain of causes and effects from one event to another, both included; the event alone from itself to
/// itself, `None` where the one did not lead to the other. Among equally short ones always the same.
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

/// What ties two events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Between {
    /// The first led to the second: the chain from the first to the second.
    Forward(Vec<EventId>),
    /// The second led to the first: the chain from the second to the first.
    Backward(Vec<EventId>),
    /// Neither led to the other.
    None,
}

/// The shortest chain of causes and effects between two events. In a ring, where both led to each other, the one that
/// starts with `a`.
pub fn between(story: &Story, a: EventId, b: EventId) -> Between {
    let forward = path(story, a, b).map(Between::Forward);
    forward.or_else(|| path(story, b, a).map(Between::Backward)).unwrap_or(Between::None)
}

/// The direct cause of an event that starts latest, but not after it, on an order's axis; where all start after it, the
/// one that starts nearest to it. Of two that start together the one first in the file.
pub fn nearest_cause(story: &Story, order: Order, event: EventId) -> Option<EventId> {
    nearest(story, order, event, story.event(event).because.iter().map(|because| because.event), |own, other| {
        own >= other
    })
}

/// The direct effect of an event that starts earliest, but not before it, as [`nearest_cause`] the other way.
pub fn nearest_effect(story: &Story, order: Order, event: EventId) -> Option<EventId> {
    nearest(story, order, event, story.event(event).led_to.iter().copied(), |own, other| own <= other)
}

/// The nearest of `others` on the right side of an event, else the nearest on the other.
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
    /// What happened.
    pub effect: EventId,
    /// What it came of.
    pub cause: EventId,
    /// The kind of link, in the file's word, such as `enables`; may be empty.
    pub relation: &'a str,
    /// What ties the two, in a few words; may be empty.
    pub note: &'a str,
    /// How many links the cause is away from the event that was asked for, counted over this one; from 1.
    pub depth: u32,
}

/// Why an event happened: every link to what it came of, at most `depth` links away where that is given. Each link
/// once, by depth; those of one effect as the file has them.
pub fn why(story: &Story, event: EventId, depth: Option<u32>) -> Vec<Reason<'_>> {
    // The causes of the causes at the greatest depth are one too far.
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

    /// The words after the cause: the relation in brackets where [`Reason::words`] does not say it, and the note.
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

    /// All of it in one sentence, without a full stop, such as `“The duel” was motivated by “The insult”: for honour`.
    pub fn sentence(&self, story: &Story) -> String {
        let title = |id| story.event(id).title;
        format!("“{}” {} “{}”{}", title(self.effect), self.words(), title(self.cause), self.rest())
    }

    /// How the kinds of link that are most in use are said of the effect; any other word is left as the file has it.
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
