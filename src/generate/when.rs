//! The stated time and causes of an event: exact times if there is a clock, else relations derived from the true times.

use std::cmp::Ordering::{Equal, Greater, Less};
use std::collections::BTreeMap;

use serde::Serialize;

use super::Time;
use super::course::{Happening, Occurrence};
use super::past::{Past, PastEvent};
use super::random::Random;
use super::setting::event_id;
use crate::time::Moment;
use crate::time::calendar::{Civil, iso};

/// The value of a field of `when`.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum WhenValue {
    Whole(i64),
    Parts(f64),
    Text(String),
    Events(Vec<String>),
}

/// The fields of a `when`.
pub(super) type When = BTreeMap<&'static str, WhenValue>;

/// The stated time of an event, and its possible causes.
#[derive(Default)]
pub(super) struct TimeStatement {
    pub(super) when: When,
    /// Possible causes: none of them certainly starts after it.
    pub(super) causes: Vec<u32>,
    /// An event that certainly does not start after it.
    pub(super) since: Option<u32>,
}

/// A quarter of an hour, in milliseconds.
const QUARTER: i64 = 15 * 60 * 1000;
/// The year in which stories with dates begin.
const YEAR: i64 = 1187;

/// States when an event happens.
pub(super) fn say(time: Time, happening: &Happening, past: &Past, random: &mut Random) -> TimeStatement {
    if time == Time::Order { in_order(happening, past, random) } else { by_clock(time, happening.known, past, random) }
}

fn by_clock(time: Time, known: Occurrence, past: &Past, random: &mut Random) -> TimeStatement {
    let mut said = TimeStatement::default();
    let mut tell = |name, value| drop(said.when.insert(name, value));
    match known.end - known.start {
        0 => tell("at", moment(time, known.start)),
        // Some have a length instead of an end.
        length if random.percent(15) => {
            tell("from", moment(time, known.start));
            tell("lasts", if time == Time::Date { WhenValue::Text(duration(length)) } else { number(length) });
        }
        _ => {
            tell("from", moment(time, known.start));
            tell("to", moment(time, known.end));
        }
    }
    for _ in 0..how_many_causes(random) {
        let cause = if random.percent(80) {
            past.nearby(known.event, random).map(|told| told.known)
        } else {
            past.faraway(random)
        };
        said.causes.extend(cause.filter(|cause| cause.start <= known.start).map(|cause| cause.event));
    }
    said
}

fn how_many_causes(random: &mut Random) -> u64 {
    if random.percent(55) { 0 } else { 1 + random.low(3) }
}

fn moment(time: Time, quarters: i64) -> WhenValue {
    if time != Time::Date {
        return number(quarters);
    }
    WhenValue::Text(iso(Moment(Civil::midnight(YEAR, 3, 20).moment().0 + quarters * QUARTER)))
}

/// A number of hours.
fn number(quarters: i64) -> WhenValue {
    if quarters % 4 == 0 { WhenValue::Whole(quarters / 4) } else { WhenValue::Parts(quarters as f64 / 4.0) }
}

/// `P3DT1H30M`
fn duration(quarters: i64) -> String {
    let (days, hours, minutes) = (quarters / 96, quarters / 4 % 24, quarters % 4 * 15);
    let part = |count: i64, unit| if count == 0 { String::new() } else { format!("{count}{unit}") };
    let (day, clock) = (part(days, "D"), part(hours, "H") + &part(minutes, "M"));
    if clock.is_empty() { format!("P{day}") } else { format!("P{day}T{clock}") }
}

fn in_order(happening: &Happening, past: &Past, random: &mut Random) -> TimeStatement {
    let known = happening.known;
    let mut said = TimeStatement::default();
    if known.start == known.end {
        said.when.insert("lasts", WhenValue::Whole(0));
    }
    let before = past.last(happening.thread);
    let follows = before.is_none_or(|before| before.end < known.start);
    let mut others = others(happening, before, follows, past, random);
    others.extend(past.around(known, random).filter(|_| random.percent(60)));
    for _ in 0..how_many_causes(random) {
        // A distant event is a cause only if the story states that it came before.
        let far = past.faraway(random).filter(|far| far.end < known.start && random.percent(20));
        others.extend(far);
        said.causes.extend(far.map(|far| far.event));
    }
    // An event without relations follows the one before it in its thread; if that is not so, a relation must be stated.
    if others.is_empty() && !follows {
        others.extend(before);
    }
    others.sort_unstable_by_key(|other| other.event);
    others.dedup();
    let silent = others.is_empty();
    for &other in &others {
        let list = said.when.entry(relation(known, other)).or_insert_with(|| WhenValue::Events(Vec::new()));
        if let WhenValue::Events(list) = list {
            list.push(event_id(other.event));
        }
    }
    let earlier = |other: &&Occurrence| other.start <= known.start;
    said.since = others.iter().rev().find(earlier).or(before.as_ref().filter(|_| silent)).map(|other| other.event);
    // Walking back from event to event finds events that certainly began before.
    let mut at = said.since.and_then(|since| past.recent(since));
    for _ in 0..how_many_causes(random) {
        for _ in 0..random.low(4) {
            at = at.and_then(|told: &PastEvent| past.recent(told.since?)).or(at);
        }
        said.causes.extend(at.map(|told| told.known.event));
    }
    said
}

/// The events that it states a relation to, if it does not simply follow the one before it in its thread.
fn others(
    happening: &Happening,
    before: Option<Occurrence>,
    follows: bool,
    past: &Past,
    random: &mut Random,
) -> Vec<Occurrence> {
    let known = happening.known;
    let latest = past.latest(happening.thread);
    let mut others = Vec::new();
    if happening.looks_back {
        if happening.opens {
            others.extend(past.between(known));
        } else if !follows || before == latest || random.percent(50) {
            others.extend(past.scene());
        }
        return others;
    }
    let nearby = |random: &mut Random| past.nearby(known.event, random).map(|told| told.known);
    if happening.edge {
        others.extend(past.edge());
        others.extend(nearby(random));
    } else if before.is_none() || happening.opens && random.percent(70) {
        others.extend(if random.percent(40) { past.edge() } else { past.scene() });
    } else if !follows || random.percent(35) {
        let other = match random.below(10) {
            0..3 => past.scene(),
            3..7 => nearby(random),
            _ => before,
        };
        others.extend(other);
    }
    // Most also state their relation to the last event of their thread.
    others.extend(before.filter(|_| !others.is_empty() && random.percent(75)));
    // After a flashback, a thread continues where it was.
    others.extend(latest.filter(|_| before != latest));
    others
}

/// The true relation of an event to another, by its name in the format.
fn relation(a: Occurrence, b: Occurrence) -> &'static str {
    match (a.start.cmp(&b.start), a.end.cmp(&b.end)) {
        (Equal, Equal) => "equals",
        _ if a.end < b.start => "before",
        _ if a.start > b.end => "after",
        _ if a.end == b.start => "meets",
        _ if a.start == b.end => "met_by",
        (Equal, Less) => "starts",
        (Equal, Greater) => "started_by",
        (Greater, Equal) => "finishes",
        (Less, Equal) => "finished_by",
        (Greater, Less) => "during",
        (Less, Greater) => "contains",
        (Less, Less) => "overlaps",
        (Greater, Greater) => "overlapped_by",
    }
}

#[cfg(test)]
mod tests {
    use super::{Occurrence, Time, WhenValue, duration, moment, number, relation};

    #[test]
    fn relations_are_read_off() {
        let check = |a: [i64; 2], b: [i64; 2], expect: &str| {
            let [a, b] = [a, b].map(|[start, end]| Occurrence { event: 0, start, end });
            assert_eq!(relation(a, b), expect);
        };
        check([0, 1], [2, 3], "before");
        check([2, 3], [0, 1], "after");
        check([0, 1], [1, 2], "meets");
        check([1, 2], [0, 1], "met_by");
        check([0, 2], [1, 3], "overlaps");
        check([1, 3], [0, 2], "overlapped_by");
        check([1, 2], [0, 3], "during");
        check([0, 3], [1, 2], "contains");
        check([0, 1], [0, 2], "starts");
        check([0, 2], [0, 1], "started_by");
        check([1, 2], [0, 2], "finishes");
        check([0, 2], [1, 2], "finished_by");
        check([1, 1], [1, 1], "equals");
        check([1, 1], [0, 2], "during");
        check([0, 0], [0, 2], "meets");
        check([2, 2], [0, 2], "met_by");
    }

    #[test]
    fn times_are_written_as_stories_have_them() {
        let check = |value: WhenValue, expect: &str| assert_eq!(serde_json::to_string(&value).unwrap(), expect);
        check(number(8), "2");
        check(number(-3), "-0.75");
        check(moment(Time::Number, 1), "0.25");
        check(moment(Time::Date, 0), "\"1187-03-20\"");
        check(moment(Time::Date, 96 + 1), "\"1187-03-21T00:15\"");
        assert_eq!([1, 4, 96, 96 + 5].map(duration), ["PT15M", "PT1H", "P1D", "P1DT1H15M"]);
    }
}
