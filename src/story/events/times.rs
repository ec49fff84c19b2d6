//! The times of events as a list of numbers each, because most events have few or none: a byte says which there are.
//!
//! ```text
//! bit 0 at   1 from   2 to   3 lasts   4 to 6 the first three lie within a unit   7 more is said
//! numbers    at [its end] from [its end] to [its end] lasts [months, and marks]
//! ```

use crate::story::id::EventId;
use crate::story::pool::Lists;
use crate::story::relation::Relation;
use crate::story::{Given, Marks, Timing};
use crate::time::Moment;
use crate::time::calendar::Duration;

const LASTS: u8 = 1 << 3;
const MORE: u8 = 1 << 7;
/// The bits of the marks, three for each of three times, below the months.
const MARK_BITS: u32 = 9;

/// Reads the times of an event from the byte and the numbers.
pub(super) fn read<'e>(
    given: u8,
    times: &[i64],
    relations: &'e [(Relation, EventId)],
    follows: Option<EventId>,
) -> Timing<'e> {
    let more = if given & MORE == 0 { 0 } else { times.last().copied().unwrap_or_default() };
    let mut times = times.iter().copied();
    let mut time = |field: u8| {
        let first = if given & (1 << field) == 0 { None } else { times.next() }?;
        let end = if given & (1 << (field + 4)) == 0 { Some(first) } else { times.next() };
        Some(Given::within(Moment(first), Moment(end.unwrap_or(first)), marks(more >> (3 * field))))
    };
    let [at, from, to] = [0, 1, 2].map(&mut time);
    let lasts = if given & LASTS == 0 { None } else { times.next() };
    let lasts = lasts.map(|ticks| Duration { months: more >> MARK_BITS, ticks });
    Timing { at, from, to, lasts, relations, follows }
}

/// Notes what is said of a time of event `at`.
pub(super) fn put(
    at: usize,
    said: Timing,
    given: &mut Vec<u8>,
    times: &mut Lists<i64>,
    relations: &mut Lists<(Relation, EventId)>,
) {
    let fields = [said.at, said.from, said.to];
    let (mut bits, mut more) = (0, said.lasts.map_or(0, |lasts| lasts.months) << MARK_BITS);
    for (field, it) in (0..).zip(fields) {
        let Some(it) = it else { continue };
        bits |= 1 << field | if it.exact().is_some() { 0 } else { 1 << (field + 4) };
        more |= bits_of(it.marks) << (3 * field);
    }
    bits |= if said.lasts.is_some() { LASTS } else { 0 } | if more == 0 { 0 } else { MORE };
    let ends = fields.into_iter().flatten().flat_map(|it| {
        let (first, end) = (it.span().start().0, it.span().end().0);
        [Some(first), it.exact().is_none().then_some(end)]
    });
    let lasts = [said.lasts.map(|lasts| lasts.ticks), (more != 0).then_some(more)];
    given.push(bits);
    times.put(at, ends.chain(lasts).flatten());
    relations.put(at, said.relations.iter().copied());
}

fn marks(bits: i64) -> Marks {
    Marks { approximate: bits & 1 != 0, uncertain: bits & 2 != 0, converted: bits & 4 != 0 }
}

fn bits_of(marks: Marks) -> i64 {
    i64::from(marks.approximate) | i64::from(marks.uncertain) << 1 | i64::from(marks.converted) << 2
}

#[cfg(test)]
mod tests {
    use super::{put, read};
    use crate::story::pool::Lists;
    use crate::story::{Given, Marks, Timing};
    use crate::time::Moment;
    use crate::time::calendar::Duration;

    #[test]
    fn times_come_back_as_they_were() {
        let exact = Given::from(Moment(-3));
        let unit = |approximate, converted| {
            Given::within(Moment(10), Moment(20), Marks { approximate, uncertain: false, converted })
        };
        let lasts = |months, ticks| Some(Duration { months, ticks });
        let check = |said: Timing| {
            let (mut given, mut times, mut relations) = (Vec::new(), Lists::default(), Lists::default());
            put(0, said, &mut given, &mut times, &mut relations);
            assert_eq!(read(given[0], times.get(0), relations.get(0), None), said);
        };
        check(Timing::default());
        check(Timing { at: Some(exact), ..Timing::default() });
        check(Timing { at: Some(unit(true, false)), lasts: lasts(0, 5), ..Timing::default() });
        check(Timing { from: Some(exact), to: Some(unit(false, true)), ..Timing::default() });
        check(Timing { from: Some(unit(false, false)), to: Some(exact), lasts: lasts(18, 7), ..Timing::default() });
        check(Timing { lasts: lasts(3, 0), ..Timing::default() });
    }
}
