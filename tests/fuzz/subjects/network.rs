//! Any times of events, placed: every statement holds, or a contradiction is reported.

use std::cmp::Ordering;

use plotlanes::story::id::EventId;
use plotlanes::story::place::{Contradiction, Tie, place};
use plotlanes::story::relation::{End, Relation};
use plotlanes::story::{Given, Timing, When};
use plotlanes::time::calendar::AnyCalendar;
use plotlanes::time::network::Settled;
use plotlanes::time::{Moment, Span};

use super::input::Input;

pub(super) fn run(data: &[u8]) {
    check(&whens(&mut Input::new(data)));
}

/// The same among so many events that another algorithm places them.
pub(super) fn in_a_crowd(data: &[u8]) {
    let mut whens = whens(&mut Input::new(data));
    whens.resize(whens.len() + Settled::MOST / 2, When::default());
    check(&whens);
}

fn check(whens: &[When]) {
    match place(whens) {
        Ok(placed) => {
            assert_eq!(placed.len(), whens.len());
            let ends: Vec<Ends> = placed.iter().map(|placed| Ends::of(placed.placed)).collect();
            for (index, when) in whens.iter().enumerate() {
                check_when(index, when.timing(), &ends, false);
                let [earliest, latest] = [placed[index].earliest, placed[index].latest].map(Ends::of);
                let own = ends[index];
                assert!(earliest.start <= own.start && own.start <= latest.start, "event {index}: {:?}", placed[index]);
                assert!(earliest.end <= own.end && own.end <= latest.end, "event {index}: {:?}", placed[index]);
            }
        }
        Err(found) => check_contradiction(whens, &found),
    }
}

fn whens(input: &mut Input<'_>) -> Vec<When> {
    let events = 1 + input.below(24);
    let mut whens = vec![When::default(); events];
    for (index, when) in whens.iter_mut().enumerate() {
        match input.byte() % 10 {
            0 => when.at = Some(Moment(input.int()).into()),
            1 => (when.at, when.lasts) = (Some(Moment(input.int()).into()), Some(input.int().max(0).into())),
            2 => {
                let [a, b] = [input.int(), input.int()];
                (when.from, when.to) = (Some(Moment(a.min(b)).into()), Some(Moment(a.max(b)).into()));
            }
            3 => when.from = Some(Moment(input.int()).into()),
            4 => when.to = Some(Moment(input.int()).into()),
            5 => when.lasts = Some(input.int().max(0).into()),
            6 => (when.from, when.lasts) = (Some(Moment(input.int()).into()), Some(input.int().max(0).into())),
            7 => when.follows = index.checked_sub(1).map(|before| EventId(before as u32)),
            _ => {}
        }
    }
    while !input.is_empty() {
        let event = input.below(events);
        let relation = input.pick(&Relation::ALL);
        // Sometimes an event that does not exist.
        let other = EventId(input.below(events + 1) as u32);
        whens[event].relations.push((relation, other));
    }
    whens
}

/// The start and the end of an event.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ends {
    pub(super) start: i64,
    pub(super) end: i64,
}

impl Ends {
    pub(super) fn of(span: Span) -> Self {
        Self { start: span.start().0, end: span.end().0 }
    }

    fn at(self, end: End) -> i64 {
        if end == End::Start { self.start } else { self.end }
    }
}

/// Checks that an event's placement satisfies all statements about it.
pub(super) fn check_when(index: usize, when: Timing<'_>, ends: &[Ends], has_clock: bool) {
    let own = ends[index];
    assert!(own.start <= own.end, "event {index}: {own:?}");
    let length = i128::from(own.end) - i128::from(own.start);
    if let Some(Moment(at)) = when.at.and_then(Given::exact) {
        assert_eq!(own.start, at, "event {index}: {when:?}");
        assert!(when.lasts.is_some() || own.end == at, "event {index}: {when:?} {own:?}");
    }
    let lies = |given: Option<Given>, ticks: i64, range: fn(Given) -> Span| {
        given.is_none_or(|given| (range(given).start().0..=range(given).end().0).contains(&ticks))
    };
    assert!(lies(when.at, own.start, Given::as_start), "event {index}: {when:?} {own:?}");
    assert!(lies(when.from, own.start, Given::as_start), "event {index}: {when:?} {own:?}");
    assert!(lies(when.to, own.end, Given::as_end), "event {index}: {when:?} {own:?}");
    let lasts = |[least, most]: [i64; 2]| (i128::from(least)..=i128::from(most)).contains(&length);
    assert!(when.length(&AnyCalendar::Gregorian).is_none_or(lasts), "event {index}: {when:?} {own:?}");
    let fixed = when.at.is_some() || when.lasts.is_some() || when.from.is_some() && when.to.is_some();
    // On a clock, an event may be an instant.
    assert!(fixed || has_clock || length > 0, "event {index}: {when:?} {own:?}");
    let follows = when.follows.map(|other| (Relation::After, other));
    for (relation, other) in when.relations.iter().copied().chain(follows) {
        let Some(there) = ends.get(other.index()) else { continue };
        for ask in relation.asks() {
            let is: Ordering = own.at(ask.mine).cmp(&there.at(ask.other));
            let may_touch = relation.least_gap(has_clock) == 0 && is == Ordering::Equal;
            assert!(is == ask.is || may_touch, "event {index} is not {relation:?} {other:?}: {own:?} {there:?}");
        }
    }
}

/// Checks that the statements of the cycle contradict each other by themselves.
fn check_contradiction(whens: &[When], found: &Contradiction) {
    assert!(!found.cycle.is_empty());
    let mut said = vec![When::default(); whens.len()];
    for (statement, next) in found.cycle.iter().zip(found.cycle.iter().cycle().skip(1)) {
        assert_eq!(statement.other, next.event, "{found:?}");
        let (event, other) = (statement.event.index(), statement.other.index());
        match statement.tie {
            Tie::Relation(relation) | Tie::Order(relation) => said[event].relations.push((relation, statement.other)),
            Tie::Exact | Tie::Beyond => {
                for event in [event, other] {
                    let When { at, from, to, .. } = whens[event];
                    (said[event].at, said[event].from, said[event].to) = (at, from, to);
                }
            }
            Tie::Lasts => said[event].lasts = whens[event].lasts,
        }
    }
    // An `at` fixes the end only if no `lasts` does.
    for (said, when) in said.iter_mut().zip(whens) {
        if said.at.is_some() && said.lasts.is_none() && when.lasts.is_some() {
            said.from = said.at.take();
        }
    }
    let beyond = found.cycle.iter().any(|statement| statement.tie == Tie::Beyond);
    assert!(beyond || place(&said).is_err(), "{found:?} can be, in {whens:?}");
    assert!(!found.words(|_| "E").is_empty());
}
