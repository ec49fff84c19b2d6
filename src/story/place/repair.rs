//! The fewest claims to leave out of a story that contradicts itself, so that all others can be true.
//!
//! A contradiction is a cycle of claims, and leaving out any one of them breaks it. A set of claims that breaks every
//! cycle is a hitting set of the cycles; a smallest one is sought by branching on the claims of one cycle after another,
//! first with one claim left out, then with two, and so on (R. Reiter, "A theory of diagnosis from first principles",
//! Artificial Intelligence 32, 1987). Every step places the story again, so the effort is bounded; past it the result
//! still makes the story sound, and says that fewer might have done. Knows nothing of files.

use std::collections::HashMap;
use std::convert::Infallible;

use super::{Claim, Clock, Contradiction, Gaps, Said, TimeField, calendar_of, clock};
use crate::story::id::EventId;
use crate::story::scheduler::block_on;
use crate::story::{Timing, When};

/// The effort to find a smallest set, in events placed.
const EFFORT: usize = 300_000;
/// The cost of one placing beside its events.
const LEAST_COST: usize = 200;
/// The placings that are always affordable, however many events there are.
const LEAST_PLACINGS: usize = 8;

/// The claims to leave out of a story so that the rest can be true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The claims, each with a contradiction that rests on it and on none of the others; ascending.
    pub left_out: Vec<(Claim, Contradiction)>,
    /// The effort of the search for it.
    pub thoroughness: Thoroughness,
}

/// The effort of the search for a [`Repair`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thoroughness {
    /// No smaller set would do.
    Least,
    /// The set is enough, but a smaller one might be as well.
    Enough,
    /// Contradictions are too many to look at one by one. `left_out` has some of them, and no relation counts.
    NoRelations,
}

/// The claims to leave out of some events, `whens[i]` being what is said of event `i`; `None` without a contradiction. Exact for
/// small stories; see [`Thoroughness`].
pub fn repair(whens: &[When], clock: Option<Clock<'_>>) -> Option<Repair> {
    match block_on(least_to_leave_out(whens.len(), |id| whens[id.index()].timing(), clock, &async |_| {
        Ok::<(), Infallible>(())
    })) {
        Ok(repair) => repair,
        Err(never) => match never {},
    }
}

/// The same for so many events, of each of which `when` tells what is said. `follows` is written by nobody and is not
/// looked at. Reports progress from 0 to 1; an error ends it.
pub(in crate::story) async fn least_to_leave_out<'w, E>(
    events: usize,
    when: impl Fn(EventId) -> Timing<'w>,
    clock: Option<Clock<'_>>,
    progress: &impl AsyncFn(f32) -> Result<(), E>,
) -> Result<Option<Repair>, E> {
    let most = (EFFORT / (events + LEAST_COST)).max(LEAST_PLACINGS);
    let mut trial = Trial { events, when, clock, left: most };
    let Some(first) = trial.contradiction(&[]) else { return Ok(None) };
    let mut thoroughness = Thoroughness::Least;
    let mut found = trial.least(first, progress).await?;
    if found.is_none() {
        thoroughness = Thoroughness::Enough;
        trial.left = most;
        found = trial.enough(progress).await?;
    }
    Ok(Some(match found {
        Some(claims) => Repair { left_out: trial.reasons(claims, progress).await?, thoroughness },
        None => Repair { left_out: Vec::new(), thoroughness: Thoroughness::NoRelations },
    }))
}

/// A story that is placed again and again with other claims left out.
struct Trial<'c, F> {
    events: usize,
    when: F,
    clock: Option<Clock<'c>>,
    /// The number of placings that are still affordable.
    left: usize,
}

impl<'w, F: Fn(EventId) -> Timing<'w>> Trial<'_, F> {
    /// A contradiction among all claims but these, if there is one.
    fn contradiction(&mut self, left_out: &[Claim]) -> Option<Contradiction> {
        self.left = self.left.saturating_sub(1);
        let mut changed: HashMap<EventId, When> = HashMap::new();
        for event in left_out.iter().map(|claim| claim.event()) {
            changed.entry(event).or_insert_with(|| without((self.when)(event).to_owned(), event, left_out));
        }
        let said = |event| Timing { follows: None, ..(self.when)(event) };
        let said = |event| changed.get(&event).map_or_else(|| said(event), When::timing);
        let network = Said::of(self.events, said, Gaps::of(self.clock), calendar_of(self.clock));
        let mut found = network.contradicts()?;
        if let Some(clock) = self.clock {
            found = clock::said(self.events, &said, clock).contradicts()?;
        }
        for claim in &mut found.claims {
            // Without its length an event at a moment starts there: see `without`.
            if let Claim::Time(event, field @ TimeField::From) = claim
                && (self.when)(*event).from.is_none()
            {
                *field = TimeField::At;
            }
        }
        Some(found)
    }

    /// A smallest set of claims, where it can be afforded; `first` is a contradiction among all.
    async fn least<E>(
        &mut self,
        first: Contradiction,
        progress: &impl AsyncFn(f32) -> Result<(), E>,
    ) -> Result<Option<Vec<Claim>>, E> {
        let all = self.left;
        // Contradictions that share no claim need one each: fewer are not worth trying. Without its exact times an event
        // would be at least a tick long, which may contradict something that was true before, so only relations count.
        let (mut apart, mut theirs) = (1, first.claims);
        while self.left > all / 2
            && theirs.iter().all(|claim| matches!(claim, Claim::Relation(..)))
            && let Some(next) = self.contradiction(&theirs)
        {
            apart += 1;
            theirs.extend(next.claims);
            progress(0.25 * (all - self.left) as f32 / all as f32).await?;
        }
        for most in apart..=all {
            // The claims of each contradiction on the way down, and which of them is left out now.
            let mut way: Vec<(Vec<Claim>, usize)> = Vec::new();
            loop {
                if self.left == 0 {
                    return Ok(None);
                }
                progress(0.5 * (all - self.left) as f32 / all as f32).await?;
                let left_out: Vec<Claim> = way.iter().map(|(claims, at)| claims[*at]).collect();
                match self.contradiction(&left_out) {
                    None => return Ok(Some(left_out)),
                    Some(found) if way.len() < most && !found.claims.is_empty() => way.push((found.claims, 0)),
                    Some(_) => {
                        while let Some((claims, at)) = way.last_mut() {
                            *at += 1;
                            if *at < claims.len() {
                                break;
                            }
                            way.pop();
                        }
                        if way.is_empty() {
                            break;
                        }
                    }
                }
            }
        }
        Ok(None)
    }

    /// A set of claims that is enough, where contradictions are not too many to look at one by one.
    async fn enough<E>(&mut self, progress: &impl AsyncFn(f32) -> Result<(), E>) -> Result<Option<Vec<Claim>>, E> {
        let all = self.left;
        let mut left_out = Vec::new();
        while self.left > 0 {
            let Some(found) = self.contradiction(&left_out) else { return Ok(Some(left_out)) };
            // Rather a relation than an exact time, and rather one written late than early.
            let Some(claim) =
                found.claims.into_iter().max_by_key(|&claim| (matches!(claim, Claim::Relation(..)), claim.event()))
            else {
                return Ok(None);
            };
            left_out.push(claim);
            progress(0.5 + 0.25 * (all - self.left) as f32 / all as f32).await?;
        }
        Ok(None)
    }

    /// Why each of some claims is left out; those without which the others are enough are left out no more.
    async fn reasons<E>(
        &mut self,
        mut claims: Vec<Claim>,
        progress: &impl AsyncFn(f32) -> Result<(), E>,
    ) -> Result<Vec<(Claim, Contradiction)>, E> {
        claims.sort_unstable();
        let mut reasons = Vec::with_capacity(claims.len());
        while let Some(&claim) = claims.get(reasons.len()) {
            let others: Vec<Claim> = claims.iter().copied().filter(|&other| other != claim).collect();
            match self.contradiction(&others) {
                Some(why) => reasons.push((claim, why)),
                None => claims = others,
            }
            progress(0.75 + 0.25 * reasons.len() as f32 / claims.len().max(1) as f32).await?;
        }
        Ok(reasons)
    }
}

/// The `when` without some of what it says. An event keeps what else is known of it and nothing new: what lasted from a
/// moment on is no moment once its length is left out.
pub(in crate::story) fn without(mut when: When, event: EventId, claims: &[Claim]) -> When {
    when.relations.retain(|&(relation, other)| !claims.contains(&Claim::Relation(event, relation, other)));
    let gone = |field| claims.contains(&Claim::Time(event, field));
    when.at = when.at.filter(|_| !gone(TimeField::At));
    when.from = when.from.filter(|_| !gone(TimeField::From));
    when.to = when.to.filter(|_| !gone(TimeField::To));
    if when.lasts.is_some() && gone(TimeField::Lasts) {
        when.lasts = None;
        when.from = when.from.or(when.at.take());
    }
    when
}
