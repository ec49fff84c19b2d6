//! Suspects: what is drawn as a mistake, or would be one. What is found out of the order of their events tells whether
//! they are findings.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Certainty, Finding, words};
use crate::story::Story;
use crate::story::continuity::{Edge, FindingKind};
use crate::story::id::{CharacterId, EventId, PhaseId};
use crate::story::place::{Entailed, Pair};
use crate::story::relation::Relation;

/// The most steps along constraints that are taken to find out what is entailed, or more if that answers for few events:
/// some tenths of a second, for stories of 20,000 events as well as for a million.
const STEPS: usize = 8_000_000;
/// The most suspects of a kind.
pub(super) const MOST_SUSPECTS: usize = 20_000;
/// The most steps along constraints that are taken to find out whether there is time for a way between two places.
const MOST_WAYS: usize = 2_000_000;

/// Something that may be a mistake.
#[derive(Debug)]
pub(super) enum Suspect {
    /// A character is in events at two places; the times that the ways from the first to the second and back take.
    Places { who: CharacterId, events: [EventId; 2], ways: [i64; 2] },
    /// Acts of a character that are drawn after their end, or before their beginning, with all their opposite bounds.
    Bound { who: CharacterId, edge: Edge, bound: EventId, how: String, acts: Vec<EventId>, others: Vec<EventId> },
    /// An event and one that it came of.
    Effect { effect: EventId, cause: EventId },
    /// A character acts on a fact; the events in which they learn it.
    Known { who: CharacterId, fact: u32, event: EventId, learned: Vec<EventId>, is_all: bool },
    /// An event is drawn before or after a phase that it belongs to.
    Phase { event: EventId, phase: PhaseId, is_before: bool },
}

/// Events that start before one that they came of.
pub(super) fn effects(story: &Story) -> Vec<Suspect> {
    let start = |event| story.events.placed(event).start();
    let suspects = story.event_ids().flat_map(|effect| {
        let causes = story.events.causes(effect).filter(move |&cause| start(effect) < start(cause));
        causes.map(move |cause| Suspect::Effect { effect, cause })
    });
    suspects.take(MOST_SUSPECTS).collect()
}

/// Events that are drawn outside the phase that they belong to.
pub(super) fn phases(story: &Story) -> Vec<Suspect> {
    let suspect = |&(event, phase): &(EventId, PhaseId)| {
        let (from, to) = (story.phase(phase).from, story.phase(phase).to);
        let is_over = |a, b| drawn(story, a, b).0[0].is_over;
        let is_before = is_over(event, from);
        let is_outside = event != from && event != to && (is_before || is_over(to, event));
        is_outside.then_some(Suspect::Phase { event, phase, is_before })
    };
    story.continuity.phases.iter().filter_map(suspect).take(MOST_SUSPECTS).collect()
}

/// How two events are drawn.
pub(super) fn drawn(story: &Story, a: EventId, b: EventId) -> Pair {
    Pair::of_spans(story.events.placed(a), story.events.placed(b))
}

/// Whether the story says that two events share time without saying that they share more than an instant: they have the
/// same exact instant, or one goes on meanwhile.
pub(super) fn is_brought_together(story: &Story, a: EventId, b: EventId) -> bool {
    let (first, second) = (story.event(a), story.event(b));
    let is_one = first.placed.is_moment() && first.placed == second.placed && first.is_fixed() && second.is_fixed();
    let says = |event: EventId, other| story.events.relations(event).contains(&(Relation::Meanwhile, other));
    is_one || says(a, b) || says(b, a)
}

/// What is entailed of the events of suspects.
pub(super) struct Answers {
    pairs: HashMap<(EventId, EventId), Pair>,
    /// The pairs of which the second must start too soon after the first for the way between their places.
    too_soon: HashMap<(EventId, EventId), bool>,
    /// Whether everything was found out.
    pub(super) is_whole: bool,
}

impl Answers {
    /// Finds out how the events of suspects lie: by exact times where those tell, else from the network.
    pub(super) fn find(story: &Story, suspects: &[Suspect], entailed: impl FnOnce() -> Arc<Entailed>) -> Self {
        let mut pairs: Vec<(EventId, EventId)> = Vec::new();
        for suspect in suspects {
            suspect.pairs(story, &mut |a, b| pairs.push((a.min(b), a.max(b))));
        }
        pairs.sort_unstable();
        pairs.dedup();
        let is_fixed = |event: EventId| story.event(event).is_fixed();
        let of_bounds = |&(a, b): &(EventId, EventId)| ((a, b), Pair::of_bounds(story, a, b));
        let known = pairs.iter().map(of_bounds).collect();
        let mut answers = Self { pairs: known, too_soon: HashMap::new(), is_whole: true };
        pairs.retain(|&(a, b)| !is_fixed(a) || !is_fixed(b));
        if pairs.is_empty() {
            return answers;
        }
        let entailed = entailed();
        let (found, is_whole) = entailed.pairs(&pairs, STEPS.max(8 * entailed.constraints()));
        answers.is_whole = is_whole;
        for (pair, found) in pairs.iter().zip(found) {
            let known = answers.pairs.entry(*pair).or_default();
            *known = known.or(found);
        }
        let mut left = MOST_WAYS / entailed.constraints().max(story.events.len()).max(1);
        for suspect in suspects {
            let Suspect::Places { events: [a, b], ways, .. } = *suspect else { continue };
            let is_known = is_fixed(a) && is_fixed(b) || answers.pair(a, b).is_together();
            if is_known || ways == [0, 0] {
                continue;
            }
            let Some(fewer) = left.checked_sub(1) else {
                answers.is_whole = false;
                break;
            };
            left = fewer;
            for (first, second, way) in [(a, b, ways[0]), (b, a, ways[1])] {
                answers.too_soon.insert((first, second), entailed.is_less_between(first, second, way));
            }
        }
        answers
    }

    /// How two events must lie.
    pub(super) fn pair(&self, a: EventId, b: EventId) -> Pair {
        let known = self.pairs.get(&(a.min(b), a.max(b))).copied().unwrap_or_default();
        if a <= b { known } else { known.turned() }
    }

    /// Whether the second of two events must start too soon after the first for a way that takes so long.
    fn is_too_soon(&self, story: &Story, first: EventId, second: EventId, way: i64) -> bool {
        let (start, end) = (story.event(second), story.event(first));
        let by_bounds = !start.open.start.latest
            && !end.open.end.earliest
            && i128::from(start.latest.start().0) - i128::from(end.earliest.end().0) < i128::from(way);
        by_bounds || self.pair(second, first).0[0].is_before_end || self.too_soon.get(&(first, second)) == Some(&true)
    }
}

impl Suspect {
    /// Calls `ask` with the pairs of events whose order decides.
    fn pairs(&self, story: &Story, ask: &mut dyn FnMut(EventId, EventId)) {
        match self {
            Self::Places { events: [a, b], .. } => ask(*a, *b),
            Self::Bound { bound, acts, others, .. } => {
                for &act in acts {
                    ask(*bound, act);
                    for &other in others {
                        ask(other, act);
                    }
                }
                for &other in others {
                    ask(*bound, other);
                }
            }
            Self::Effect { effect, cause } => ask(*effect, *cause),
            Self::Known { event, learned, .. } => learned.iter().for_each(|&other| ask(*event, other)),
            Self::Phase { event, phase, is_before } => {
                let phase = story.phase(*phase);
                ask(*event, if *is_before { phase.from } else { phase.to });
            }
        }
    }

    /// The findings that it comes to.
    pub(super) fn judge(&self, story: &Story, answers: &Answers) -> Vec<Finding> {
        match self {
            Self::Places { who, events, ways } => places(story, answers, *who, *events, *ways).into_iter().collect(),
            Self::Bound { .. } => self.bound(story, answers),
            Self::Effect { effect, cause } => effect_first(story, answers, *effect, *cause).into_iter().collect(),
            Self::Known { .. } => self.known(story, answers).into_iter().collect(),
            Self::Phase { event, phase, is_before } => {
                outside(story, answers, *event, *phase, *is_before).into_iter().collect()
            }
        }
    }

    fn bound(&self, story: &Story, answers: &Answers) -> Vec<Finding> {
        let Self::Bound { who, edge, bound, how, acts, others } = self else { return Vec::new() };
        let (who, edge, bound) = (*who, *edge, *bound);
        // After an end, a beginning between the two makes it right; before a beginning, an end before that.
        let is_wrong = |act: EventId, pair: &dyn Fn(EventId, EventId) -> Pair| match edge {
            Edge::Ends => {
                let is_apart = |&other: &EventId| pair(other, bound).0[0].is_not_later || pair(act, other).0[0].is_over;
                pair(bound, act).is_before() && others.iter().all(is_apart)
            }
            Edge::Begins => {
                pair(act, bound).is_before() && others.iter().all(|&other| pair(bound, other).0[0].is_not_later)
            }
        };
        let kind = if edge == Edge::Ends { FindingKind::AfterEnd } else { FindingKind::BeforeBeginning };
        let finding = |certainty, acts: &[EventId], muted_by: &[EventId]| Finding {
            character: Some(who),
            words: words::bound(story, (who, edge, how), bound, acts, certainty),
            ..finding(kind, certainty, &[acts, &[bound]].concat(), muted_by)
        };
        let is_certain = |act: &EventId| is_wrong(*act, &|a, b| answers.pair(a, b));
        let (certain, rest): (Vec<EventId>, Vec<EventId>) = acts.iter().copied().partition(is_certain);
        let open: Vec<EventId> = rest.into_iter().filter(|&act| is_wrong(act, &|a, b| drawn(story, a, b))).collect();
        let certain = certain.iter().map(|&act| finding(Certainty::Certain, &[act], &[act, bound]));
        let possible = (!open.is_empty()).then(|| finding(Certainty::Possible, &open, &[bound]));
        certain.chain(possible).collect()
    }

    fn known(&self, story: &Story, answers: &Answers) -> Option<Finding> {
        let Self::Known { who, fact, event, learned, is_all } = self else { return None };
        let pairs = || learned.iter().map(|&other| answers.pair(*event, other));
        let is_known_by_then = |pair: Pair| pair.0[1].is_not_later || pair.0[1].is_before_end;
        if pairs().any(is_known_by_then) {
            return None;
        }
        let is_certain = *is_all && !learned.is_empty() && pairs().all(Pair::is_before);
        let certainty = if is_certain { Certainty::Certain } else { Certainty::Possible };
        let events = [&[*event], learned.as_slice()].concat();
        Some(Finding {
            character: Some(*who),
            fact: Some(*fact),
            words: words::known(story, *who, *fact, (*event, learned), certainty),
            ..finding(FindingKind::KnownBeforeLearned, certainty, &events, &[*event])
        })
    }
}

fn places(story: &Story, answers: &Answers, who: CharacterId, [a, b]: [EventId; 2], ways: [i64; 2]) -> Option<Finding> {
    let pair = answers.pair(a, b);
    let is_certain = answers.is_too_soon(story, a, b, ways[0]) && answers.is_too_soon(story, b, a, ways[1]);
    let certainty = if is_certain { Certainty::Certain } else { Certainty::Possible };
    if !is_certain && !is_brought_together(story, a, b) {
        return None;
    }
    let places: Vec<_> = [a, b].into_iter().filter_map(|event| story.events.place_of(event)).collect();
    Some(Finding {
        character: Some(who),
        places,
        words: words::places(story, who, [a, b], ways, (certainty, pair.is_together())),
        ..finding(FindingKind::TwoPlaces, certainty, &[a, b], &[a, b])
    })
}

fn effect_first(story: &Story, answers: &Answers, effect: EventId, cause: EventId) -> Option<Finding> {
    let pair = answers.pair(effect, cause);
    let certainty = if pair.is_before() { Certainty::Certain } else { Certainty::Possible };
    let is_first = pair.0[0].is_earlier;
    let may_be_over = drawn(story, effect, cause).is_before() && !pair.0[1].is_not_later;
    (certainty == Certainty::Certain || is_first || may_be_over).then(|| Finding {
        words: words::effect(story, effect, cause, (certainty, is_first)),
        ..finding(FindingKind::EffectBeforeCause, certainty, &[effect, cause], &[effect, cause])
    })
}

fn outside(story: &Story, answers: &Answers, event: EventId, phase: PhaseId, is_before: bool) -> Option<Finding> {
    let (from, to) = (story.phase(phase).from, story.phase(phase).to);
    let [first, last] = if is_before { [event, from] } else { [to, event] };
    let certainty = if answers.pair(first, last).is_before() { Certainty::Certain } else { Certainty::Possible };
    let is_finding = certainty == Certainty::Certain || drawn(story, first, last).is_before();
    is_finding.then(|| Finding {
        phase: Some(phase),
        words: words::phase(story, event, phase, is_before, certainty),
        ..finding(FindingKind::OutsidePhase, certainty, &[event, if is_before { from } else { to }], &[event])
    })
}

/// A finding about these events, without words.
fn finding(kind: FindingKind, certainty: Certainty, events: &[EventId], muted_by: &[EventId]) -> Finding {
    let mut muted_by = muted_by.to_vec();
    muted_by.sort_unstable();
    muted_by.dedup();
    Finding {
        kind,
        certainty,
        events: events.to_vec(),
        character: None,
        places: Vec::new(),
        phase: None,
        fact: None,
        words: String::new(),
        muted_by,
        is_muted: false,
    }
}
