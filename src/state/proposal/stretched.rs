//! Stretching an event: dragging its start or its end.

use super::context::Context;
use super::dates;
use super::file_order::FileOrder;
use super::outcome::{Outcome, Proposal, Refused, about, plain};
use super::related::goes_with;
use super::timed::said;
use super::written::{WhenText, Written};
use crate::document::change::Change;
use crate::document::edit::Edit;
use crate::state::lanes::Lane;
use crate::story::TimeKind;
use crate::story::id::EventId;
use crate::story::place::TimeField::{At, From, Lasts, To};
use crate::story::relation::{End, EndOrder, Relation};
use crate::story::words::Clause;
use crate::time::{Moment, Span};
use std::cmp::Ordering;

/// The place that an end of an event is dragged to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// The end that is dragged.
    pub end: End,
    /// The place on the axis, in ticks.
    pub at: f64,
    /// The event on whose mark the pointer is: without exact times, its nearer end is the place.
    pub on: Option<EventId>,
    /// The ticks that the pointer is known to within; 1 if the place is [snapped](super::snapped).
    pub grain: i64,
}

/// The proposal to drag an end of an event.
///
/// - Exact times change: `from`, `to` or `lasts`, whichever is written and says that end, in the precision that it has. A
///   moment becomes a span, and a span without length a moment.
/// - Without them, an end on the mark of another event says that they end together, or that one starts where the other
///   ends; an end past other events of the lane that it includes then says that they happen meanwhile. What the event says of
///   that end and is not true there goes. An event of no length becomes a moment.
///
/// # Errors
/// It would change nothing, or nothing can be said of that place.
pub fn stretched(context: Context<'_>, event: EventId, stretch: Stretch) -> Outcome {
    let story = context.story;
    let id = story.event(event).id;
    let old = Written::of(context.document, id, event.index()).ok_or(Refused::Nothing)?.when();
    let span = story.events.placed(event);
    let mut when = old.clone();
    let has_length = old.exact(Lasts).is_some() && story.event(event).when.lasts != Some(0.into());
    let is_exact = story.events.when(event).is_dated() || has_length;
    let mut edits = Vec::new();
    let (says, unsays) = if is_exact {
        exactly(&story.time, &mut when, span, stretch).ok_or(Refused::Nothing)?;
        (said(&story.time, &when), Vec::new())
    } else {
        Relating { context, event, span, stretch }.relate(&mut when, &mut edits)?
    };
    if when != old {
        edits.insert(0, when.edit(id).ok_or(Refused::Nothing)?);
    }
    if edits.is_empty() {
        return Err(Refused::Nothing);
    }
    let change = Change::new(format!("stretch {}", context.quoted(event)), edits);
    let mut proposal = Proposal::new(change, says, &[event]);
    proposal.unsays = unsays;
    proposal.span = Some(dragged(span, stretch));
    Ok(proposal)
}

/// The span with one end at the place; the other one is passed by neither.
fn dragged(span: Span, Stretch { end, at, .. }: Stretch) -> Span {
    let at = Moment(at.round() as i64);
    let (start, finish) = match end {
        End::Start => (at.min(span.end()), span.end()),
        End::Finish => (span.start(), at.max(span.start())),
    };
    Span::at(start).hull(Span::at(finish))
}

/// Changes exact times so that one end is at the place.
fn exactly(time: &TimeKind, when: &mut WhenText, span: Span, stretch: Stretch) -> Option<()> {
    let Stretch { end, at, grain, .. } = stretch;
    let new = dragged(span, stretch);
    let text = |when: &WhenText, field| when.exact(field).map(str::to_owned);
    let to = |own: &str| dates::moved_to(time, own, at, grain, end);
    let like = |other: &str| to(&dates::unqualified(time, other)?);
    let (start, finish) = (text(when, From).or_else(|| text(when, At)), text(when, To));
    // The other end keeps what it says.
    if new.is_moment() {
        to_moment(time, when, end);
        return Some(());
    }
    if let Some(interval) = text(when, At).and_then(|text| dates::interval_to(time, &text, at, grain, end)) {
        when.set_exact(At, Some(interval));
        return Some(());
    }
    if let Some(lasts) = text(when, Lasts) {
        // The length follows the end that is dragged; a start that is dragged is written too, and the end stays.
        if end == End::Start
            && let Some(start) = &start
        {
            let field = if when.exact(From).is_some() { From } else { At };
            when.set_exact(field, Some(to(start)?));
        } else if end == End::Finish
            && let Some(finish) = &finish
        {
            when.set_exact(To, Some(to(finish)?));
        }
        let ticks = i64::try_from(new.length()).ok()?;
        when.set_exact(Lasts, Some(dates::length(time, &lasts, new.start(), ticks, grain)));
        return Some(());
    }
    match end {
        End::Start => {
            let finish = finish.or_else(|| text(when, At));
            let from = text(when, From).map_or_else(|| like(finish.as_deref()?), |from| to(&from))?;
            when.set_exact(From, Some(from));
            if when.exact(At).is_some() {
                when.set_exact(To, finish);
            }
        }
        End::Finish => {
            let finish = finish.map_or_else(|| like(start.as_deref()?), |finish| to(&finish))?;
            when.set_exact(To, Some(finish));
            if when.exact(At).is_some() {
                when.set_exact(From, start);
            }
        }
    }
    when.set_exact(At, None);
    Some(())
}

/// Makes the event a moment at the end that is not dragged.
fn to_moment(time: &TimeKind, when: &mut WhenText, dragged: End) {
    let text = |when: &WhenText, field| when.exact(field).map(str::to_owned);
    let ends = text(when, At).and_then(|at| dates::ends(time, &at));
    let [start, finish] = ends.unwrap_or_else(|| [text(when, From).or_else(|| text(when, At)), text(when, To)]);
    let at = if dragged == End::Start { finish.or(start) } else { start.or(finish) };
    for field in [From, To, Lasts] {
        when.set_exact(field, None);
    }
    if at.is_some() {
        when.set_exact(At, at);
    } else {
        when.set_exact(Lasts, Some(if matches!(time, TimeKind::Date(_)) { "\"P0D\"" } else { "0" }.to_owned()));
    }
}

/// An event whose end is said by relations.
struct Relating<'a> {
    context: Context<'a>,
    event: EventId,
    span: Span,
    stretch: Stretch,
}

impl Relating<'_> {
    fn relate(&self, when: &mut WhenText, edits: &mut Vec<Edit>) -> Result<(Vec<Clause>, Vec<Clause>), Refused> {
        let Self { context, event, span, stretch } = *self;
        let story = context.story;
        let id = |event: EventId| story.event(event).id;
        let new = dragged(span, stretch);
        let said = if new.is_moment() { None } else { self.said(new) };
        let mut unsays = Vec::new();
        for &(relation, other) in story.events.relations(event) {
            let holds = said.is_none_or(|(_, related)| related != other) && self.holds(relation, other);
            if !holds && Some((relation, other)) != said {
                when.remove(relation, id(other));
                unsays.push(about(relation.words(), other));
            }
        }
        if new.is_moment() {
            to_moment(&story.time, when, stretch.end);
            return Ok((vec![plain("a moment")], unsays));
        }
        let Some((relation, other)) = said else {
            if unsays.is_empty() {
                return Err(Refused::Because(
                    "without exact times, drag the end onto another event, or past some of its lane".to_owned(),
                ));
            }
            return Ok((Vec::new(), unsays));
        };
        when.set_exact(Lasts, None);
        let included = self.includes_next(new, relation, other, edits);
        if included != Some(other) {
            when.add(relation, id(other));
            self.follow(when, new, relation, other);
        }
        Ok((vec![about(relation.words(), other)], unsays))
    }

    /// The next event of the thread that only follows this one, if the new span includes it: it says so itself, because it
    /// can't follow any more what it happens during.
    fn includes_next(&self, new: Span, relation: Relation, other: EventId, edits: &mut Vec<Edit>) -> Option<EventId> {
        let Self { context, event, .. } = *self;
        let story = context.story;
        let next = FileOrder { story, moved: &[], thread: None, before: None }.unmoved_after(event)?;
        let is_included = matches!(relation, Relation::Contains | Relation::FinishedBy)
            && story.events.when(next).follows == Some(event)
            && story.events.placed(next).end() <= new.end();
        if !is_included {
            return None;
        }
        let relation = if next == other { relation.converse() } else { Relation::During };
        let mut when = Written::of(context.document, story.event(next).id, next.index())?.when();
        when.add(relation, story.event(event).id);
        edits.push(when.edit(story.event(next).id)?);
        Some(next)
    }

    /// Keeps an event in its place in its thread that had it because it said nothing: after the nearest before it that it
    /// does not include.
    fn follow(&self, when: &mut WhenText, new: Span, relation: Relation, other: EventId) {
        let story = self.context.story;
        let follows = |&event: &EventId| story.events.when(event).follows;
        let ahead = std::iter::successors(follows(&self.event), follows);
        let ahead = ahead.into_iter().find(|&ahead| story.events.placed(ahead).end() <= new.start());
        if let Some(ahead) = ahead.filter(|&ahead| goes_with(self.context, ahead, other, relation)) {
            when.add(Relation::After, story.event(ahead).id);
        }
    }

    /// Whether a relation can still hold: whether what it asks of the dragged end is true at the place.
    fn holds(&self, relation: Relation, other: EventId) -> bool {
        let span = self.context.story.events.placed(other);
        let asked = relation.asks().iter().filter(|ask| ask.mine == self.stretch.end);
        let is_true = |ask: &EndOrder| {
            let its = if ask.other == End::Start { span.start() } else { span.end() };
            let apart = self.stretch.at - its.0 as f64;
            let order = if apart.abs() < 0.5 { Ordering::Equal } else { apart.total_cmp(&0.0) };
            order == ask.is
        };
        asked.into_iter().all(is_true)
    }

    /// What is to be said of the dragged end.
    fn said(&self, new: Span) -> Option<(Relation, EventId)> {
        let story = self.context.story;
        let placed = |event: EventId| story.events.placed(event);
        if let Some(on) = self.stretch.on.filter(|&on| on != self.event) {
            let its = placed(on);
            let (start, finish) = (its.start().0 as f64, its.end().0 as f64);
            let is_at_start = (self.stretch.at - start).abs() <= (self.stretch.at - finish).abs();
            let relation = match (self.stretch.end, is_at_start) {
                (End::Finish, true) if !its.is_moment() || its.start() > new.start() => Relation::Meets,
                (End::Finish, _) if its.start() > new.start() => Relation::FinishedBy,
                (End::Finish, _) => Relation::Finishes,
                (End::Start, false) => Relation::MetBy,
                (End::Start, true) if its.end() < new.end() => Relation::StartedBy,
                (End::Start, true) => Relation::Starts,
            };
            return Some((relation, on));
        }
        // The last one of its lane that it has come to include.
        let lane = self.lane()?;
        let is_within = |outer: Span, inner: Span| outer.start() <= inner.start() && inner.end() <= outer.end();
        let included = lane.events.iter().copied().filter(|&other| {
            other != self.event && is_within(new, placed(other)) && !is_within(self.span, placed(other))
        });
        let last = match self.stretch.end {
            End::Finish => included.max_by_key(|&other| (placed(other).end(), other)),
            End::Start => included.min_by_key(|&other| (placed(other).start(), other)),
        };
        last.map(|last| (Relation::Contains, last))
    }

    fn lane(&self) -> Option<&Lane> {
        let state = self.context.state;
        state.lane_of(self.context.story, self.event).map(|at| &state.lineup().lanes[at])
    }
}
