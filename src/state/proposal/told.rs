//! Numbers for places in the telling, between those that other events have: `told` in the file, or else the position in
//! its list, counted from 1.

use super::context::Context;
use super::written::{Written, count};
use crate::document::edit::Edit;
use crate::story::id::EventId;
use crate::story::order::Order;

/// The most digits after the point before the events that follow get other numbers.
const MOST_DIGITS: usize = 6;

/// Events and the numbers that they get, as JSON.
pub(super) type Numbers = Vec<(EventId, String)>;

/// The events that are told right before and right after a place in the telling; the `moved` events, which ascend, are
/// not there. `at` counts the events before it.
pub(super) fn neighbours(context: Context<'_>, moved: &[EventId], at: usize) -> [Option<EventId>; 2] {
    let told = context.state.derived().sequence(context.story).of(Order::Telling);
    let mut others = told.iter().copied().filter(|id| moved.binary_search(id).is_err());
    let before = at.checked_sub(1).and_then(|at| others.nth(at));
    [before, others.next()]
}

/// New numbers so that `new` events are told between two that follow each other in the telling, as JSON. If there is no
/// room between the two, the ones that follow get other numbers too.
pub(super) fn numbers(
    context: Context<'_>,
    moved: &[EventId],
    [after, before]: [Option<EventId>; 2],
    new: usize,
) -> (Vec<String>, Numbers) {
    let number = |event: EventId| number(context, event);
    let (low, high) = (after.map(number), before.map(number));
    let mut given = Vec::with_capacity(new);
    let mut last = low;
    for rest in (0..new).rev() {
        let next = match (last, high) {
            (None, None) => Some("1".to_owned()),
            (None, Some(high)) => Some(format!("{}", (high - 1.0 - rest as f64).floor())),
            (Some(low), None) => Some(format!("{}", low.floor() + 1.0)),
            (Some(low), Some(high)) => between(low, high, rest),
        };
        let Some(next) = next else { break };
        last = next.parse().ok();
        given.push(next);
    }
    if given.len() == new {
        return (given, Vec::new());
    }
    let start = low.unwrap_or(0.0).floor();
    let given: Vec<String> = (1..=new).map(|at| format!("{}", start + at as f64)).collect();
    let mut last = start + new as f64;
    let mut others = Vec::new();
    let told = context.state.derived().sequence(context.story).of(Order::Telling);
    let from = before.map_or(told.len(), |before| context.story.events.told(before) as usize);
    for &event in told[from..].iter().filter(|id| moved.binary_search(id).is_err()) {
        if number(event) > last {
            break;
        }
        last += 1.0;
        others.push((event, format!("{last}")));
    }
    (given, others)
}

/// The edits that give events these numbers.
pub(super) fn edits(context: Context<'_>, numbers: Numbers) -> Option<Vec<Edit>> {
    numbers.into_iter().map(|(event, number)| context.set(event, "told", Some(number))).collect()
}

/// The number of an event, as the telling is sorted by.
fn number(context: Context<'_>, event: EventId) -> f64 {
    let written = Written::of(context.document, context.story.event(event).id, event.index());
    let told = written.and_then(|written| written.field("told")).and_then(|told| told.parse().ok());
    told.unwrap_or_else(|| written.map_or(count(context.document), |written| written.at) as f64 + 1.0)
}

/// The shortest number between two: a whole one, or else the one nearest to the middle. `rest` more are to come after it.
fn between(low: f64, high: f64, rest: usize) -> Option<String> {
    let whole = low.floor() + 1.0;
    if whole + (rest as f64) < high {
        return Some(format!("{whole}"));
    }
    let middle = low + (high - low) / (rest as f64 + 2.0);
    (1..=MOST_DIGITS)
        .map(|digits| format!("{middle:.digits$}"))
        .find(|text| text.parse().is_ok_and(|number: f64| low < number && number < high))
}

#[cfg(test)]
mod tests {
    use super::between;

    #[test]
    fn the_shortest_number_between_two() {
        let check = |low, high, expect: Option<&str>| assert_eq!(between(low, high, 0).as_deref(), expect);
        check(6.0, 8.0, Some("7"));
        check(6.0, 7.0, Some("6.5"));
        check(6.5, 7.0, Some("6.8"));
        check(6.5, 6.6, Some("6.55"));
        check(3.0, 10.0, Some("4"));
        check(-1.0, 0.5, Some("0"));
        check(6.0, 6.0, None);
        check(6.0, 6.000_000_1, None);
    }
}
