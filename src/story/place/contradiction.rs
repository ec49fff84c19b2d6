//! A story that contradicts itself: the shortest cycle of what it says that cannot all be true, and its words.

use super::{By, event};
use crate::story::id::EventId;
use crate::story::relation::Relation;
use crate::time::network::{Basis, CycleStep, ORIGIN};
use std::fmt::Write;

/// A shortest cycle of statements that cannot all be true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// Each statement's `other` is the next one's `event`, and the last one's `other` the first one's `event`.
    /// A statement on exact times comes last; there is at most one.
    pub cycle: Vec<Statement>,
    /// Everything written in the file that the cycle rests on, each once. Without any one of them the cycle is no more.
    pub claims: Vec<Claim>,
}

/// One thing that a file says of an event's time, which can be left out by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Claim {
    /// The first event is in this relation to the second, as written at the first.
    Relation(EventId, Relation, EventId),
    /// This exact time, or the length, of the event.
    Time(EventId, TimeField),
}

/// A field of `when` that holds an exact time or a length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeField {
    /// The moment it happens at; with `lasts`, the moment it starts.
    At,
    /// When it starts.
    From,
    /// When it ends.
    To,
    /// Its length.
    Lasts,
}

impl TimeField {
    /// Its name in a story file.
    pub fn name(self) -> &'static str {
        match self {
            Self::At => "at",
            Self::From => "from",
            Self::To => "to",
            Self::Lasts => "lasts",
        }
    }
}

impl Claim {
    /// The event at which it is written.
    pub fn event(self) -> EventId {
        match self {
            Self::Relation(event, ..) | Self::Time(event, _) => event,
        }
    }
}

/// One thing a story says of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The event it is said of.
    pub event: EventId,
    /// The tie to `other`.
    pub tie: Tie,
    /// The event it is tied to.
    pub other: EventId,
}

/// The tie between two events in a contradiction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie {
    /// `event` is in this relation to `other` (perhaps written at `other` as the converse).
    Relation(Relation),
    /// `event` follows `other` in its thread, or is followed by it, because one of them says nothing of its time.
    Order(Relation),
    /// Both have exact times that say so; `event` and `other` may be the same one.
    Exact,
    /// The length of `event` is given; `other` is the same event.
    Lasts,
    /// From one to the other, more time passes than can be told.
    Beyond,
}

/// The number of statements that the words tell at the start of a longer cycle …
const TOLD_FIRST: usize = 12;
/// … and this many at its end.
const TOLD_LAST: usize = 6;

impl Contradiction {
    /// The statements of a cycle's steps, turned so that most of them read as they were written.
    pub(super) fn new(steps: impl Iterator<Item = (CycleStep, Option<By>)>) -> Self {
        let mut steps: Vec<_> = steps.collect();
        // Two steps by way of the origin are one statement; they must not be the last and the first.
        let start = steps.iter().position(|(step, _)| step.from != ORIGIN).unwrap_or(0);
        steps.rotate_left(start);
        let mut claims: Vec<Claim> = Vec::new();
        for claim in steps.iter().filter_map(|&(_, by)| by?.claim()) {
            if !claims.contains(&claim) {
                claims.push(claim);
            }
        }
        let mut cycle = Vec::new();
        let (mut as_written, mut turned) = (0, 0);
        for (i, &(step, by)) in steps.iter().enumerate() {
            let this = event(step.from);
            let (tie, other) = match by {
                _ if step.from == ORIGIN => continue,
                _ if step.to == ORIGIN => {
                    let onward = steps.get(i + 1).map_or(step, |&(onward, _)| onward);
                    let beyond = [step.basis, onward.basis].contains(&Basis::Horizon);
                    (if beyond { Tie::Beyond } else { Tie::Exact }, event(onward.to))
                }
                Some(By::Relation(of, relation, to)) => {
                    *(if of == this { &mut as_written } else { &mut turned }) += 1;
                    if of == this { (Tie::Relation(relation), to) } else { (Tie::Relation(relation.converse()), of) }
                }
                Some(By::Follows(of, to)) => {
                    if of == this {
                        (Tie::Order(Relation::After), to)
                    } else {
                        (Tie::Order(Relation::Before), of)
                    }
                }
                Some(By::Time(_, TimeField::Lasts)) => (Tie::Lasts, this),
                Some(By::Time(..)) | None => continue,
            };
            cycle.push(Statement { event: this, tie, other });
        }
        if turned > as_written {
            cycle.reverse();
            for statement in &mut cycle {
                *statement = statement.turned();
            }
        }
        let exact = cycle.iter().position(|said| matches!(said.tie, Tie::Exact | Tie::Beyond)).map(|last| last + 1);
        let first = || (0..cycle.len()).min_by_key(|&i| (cycle[i].event, cycle[i].tie == Tie::Lasts));
        if let Some(start) = exact.or_else(first) {
            cycle.rotate_left(start);
        }
        Self { cycle, claims }
    }

    /// The cycle in words, naming events by title:
    /// `"Power cut" is after "Workers revolt", which is during "Executions", which is before "Power cut"`.
    /// Of a cycle of many events only the start and the end are told.
    pub fn words<'a>(&self, title: impl Fn(EventId) -> &'a str) -> String {
        let chain = self.chain();
        let mut words = String::new();
        let mut last = None;
        for (i, said) in chain.iter().enumerate() {
            let left_out = chain.len().saturating_sub(TOLD_FIRST + TOLD_LAST);
            if left_out > 1 && (TOLD_FIRST..TOLD_FIRST + left_out).contains(&i) {
                if i == TOLD_FIRST {
                    _ = write!(words, ", and so on by way of {left_out} more statements");
                }
                last = None;
                continue;
            }
            _ = match last {
                Some(event) if event == said.event => write!(words, ", which is "),
                _ if words.is_empty() => write!(words, "\"{}\" is ", title(said.event)),
                _ => write!(words, ", and \"{}\" is ", title(said.event)),
            };
            _ = match said.tie {
                Tie::Order(relation) => write!(words, "(in thread order) {}", relation.words()),
                Tie::Relation(relation) => write!(words, "{}", relation.words()),
                Tie::Exact | Tie::Lasts | Tie::Beyond => Ok(()),
            };
            _ = write!(words, " \"{}\"", title(said.other));
            last = Some(said.other);
        }
        let given = self.given(&title);
        let one = given.starts_with("the given length ");
        let beyond = self.cycle.iter().find(|said| said.tie == Tie::Beyond);
        match (beyond, words.is_empty(), given.is_empty()) {
            (None, false, true) => words,
            (None, false, false) => format!("{words}, but {given} {} not allow that", if one { "does" } else { "do" }),
            (None, true, _) => format!("{given} contradict each other"),
            (Some(_), false, true) => format!("{words}, but that takes more time than can be told"),
            (Some(_), false, false) => format!("{words}, but with {given} that takes more time than can be told"),
            (Some(said), true, _) => format!("\"{}\" reaches beyond the times that can be told", title(said.event)),
        }
    }

    /// The statements that relate two events, each once.
    fn chain(&self) -> Vec<Statement> {
        let mut seen = std::collections::HashSet::new();
        let relates = self.cycle.iter().filter(|said| matches!(said.tie, Tie::Relation(_) | Tie::Order(_)));
        let key = |said: &Statement| {
            let turned = said.turned();
            let (one, other) = (said.key(), turned.key());
            one.min(other)
        };
        relates.filter(|said| seen.insert(key(said))).copied().collect()
    }

    /// The exact times and the lengths in the cycle: `the exact times of "A" and "B" and the given length of "C"`.
    fn given<'a>(&self, title: &impl Fn(EventId) -> &'a str) -> String {
        let list = |mut events: Vec<EventId>| {
            events.sort_unstable();
            events.dedup();
            let titles: Vec<_> = events.iter().map(|&event| format!("\"{}\"", title(event))).collect();
            let words = match titles.split_last() {
                Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
                _ => titles.concat(),
            };
            (events.len(), words)
        };
        let tied = |tie| self.cycle.iter().filter(move |said| said.tie == tie);
        let (times, timed) = list(tied(Tie::Exact).flat_map(|said| [said.event, said.other]).collect());
        let (lengths, lasting) = list(tied(Tie::Lasts).map(|said| said.event).collect());
        let what = if lengths == 1 { "the given length" } else { "the given lengths" };
        match (times, lengths) {
            (0, 0) => String::new(),
            (_, 0) => format!("the exact times of {timed}"),
            (0, _) => format!("{what} of {lasting}"),
            _ if timed == lasting => format!("the exact times and {what} of {timed}"),
            _ => format!("the exact times of {timed} and {what} of {lasting}"),
        }
    }
}

impl By {
    fn claim(self) -> Option<Claim> {
        match self {
            Self::Relation(event, relation, other) => Some(Claim::Relation(event, relation, other)),
            Self::Time(event, field) => Some(Claim::Time(event, field)),
            Self::Follows(..) => None,
        }
    }
}

impl Statement {
    /// The same said of the other event.
    fn turned(self) -> Self {
        let tie = match self.tie {
            Tie::Relation(relation) => Tie::Relation(relation.converse()),
            Tie::Order(relation) => Tie::Order(relation.converse()),
            same @ (Tie::Exact | Tie::Lasts | Tie::Beyond) => same,
        };
        Self { event: self.other, tie, other: self.event }
    }

    fn key(self) -> (EventId, Option<Relation>, bool, EventId) {
        let (relation, order) = match self.tie {
            Tie::Relation(relation) => (Some(relation), false),
            Tie::Order(relation) => (Some(relation), true),
            Tie::Exact | Tie::Lasts | Tie::Beyond => (None, false),
        };
        (self.event, relation, order, self.other)
    }
}
