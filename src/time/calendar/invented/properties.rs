//! Properties of any invented calendar, tried with the worked ones and with made ones.

use std::sync::Arc;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::description::{Count, DayOutside, Description, Era, Leap, Month};
use super::examples::{harptos, vell};
use super::{Calendar, Date, Moment, Precision};
use crate::time::calendar::Qualifier;
use crate::time::calendar::clock::Clock;
use crate::time::calendar::duration::{self, Duration};

const UNITS: [Precision; 4] = [Precision::Exact, Precision::Day, Precision::Month, Precision::Year];

/// Names without digits: `a`, `b`, …
fn name(kind: &str, at: usize) -> String {
    format!("{kind} {}", char::from(b'a' + at as u8))
}

fn made() -> impl Strategy<Value = Calendar> {
    let months = vec((1..40_u32, any::<bool>()), 1..6);
    let outside = vec((0..6_usize, any::<bool>(), any::<bool>()), 0..4);
    let leap = option::of((1..9_u32, vec(0..9_u32, 1..4), option::of(0..6_usize)));
    let eras = (any::<bool>(), vec(1..300_i64, 0..3));
    let clock = (1..30_i64, 1..150_i64).prop_map(|(hours, minutes)| Clock { hours, minutes });
    (months, outside, leap, 0..8_usize, eras, clock).prop_filter_map("it has faults", |parts| {
        let (months, outside, leap, week, (down, lengths), clock) = parts;
        let leap = leap.map(|(cycle, years, longer_month)| Leap { cycle, years, longer_month });
        let starts = lengths.iter().scan(1, |from, length| {
            let start = *from;
            *from += length;
            Some(Count::Up { from: start })
        });
        let counts: Vec<Count> = down.then_some(Count::Down).into_iter().chain(starts).collect();
        let description = Description {
            months: (months.into_iter().enumerate())
                .map(|(at, (days, short))| Month { name: name("M", at), short: short.then(|| name("s", at)), days })
                .collect(),
            days_outside: (outside.into_iter().enumerate())
                .map(|(at, (after, leap, outside_week))| DayOutside {
                    name: name("Day of", at),
                    after,
                    leap_years_only: leap,
                    outside_week,
                })
                .collect(),
            weekdays: (0..week).map(|at| name("w", at)).collect(),
            first_weekday: week / 2,
            months_start_weeks: false,
            eras: (counts.into_iter().enumerate())
                .map(|(at, years)| Era { name: name("Era", at), abbreviation: None, years })
                .collect(),
            leap,
            clock,
        };
        Calendar::new(description).ok()
    })
}

fn calendar() -> impl Strategy<Value = Arc<Calendar>> {
    let worked = [harptos(), vell()].map(Arc::new).to_vec();
    prop_oneof![2 => prop::sample::select(worked), 3 => made().prop_map(Arc::new)]
}

/// A moment of the years that a text can name, given days from the first one.
fn moment(calendar: &Calendar, days: i64, part: f64) -> Moment {
    let day = calendar.units().clock.day();
    let in_range = days.rem_euclid(calendar.year_start(900_000).0 / day);
    Moment((if days < 0 { -in_range } else { in_range }) * day + (part * day as f64) as i64)
}

fn days() -> impl Strategy<Value = i64> {
    prop_oneof![-5000..5000_i64, -1_000_000..1_000_000_i64, any::<i64>()]
}

proptest! {
    #[test]
    fn any_date_parses_back(of in calendar(), days in days(), part in 0.0..1.0, at in 0..4_usize, signs: (bool, bool)) {
        let date = of.unit_around(moment(&of, days, part), UNITS[at]);
        prop_assert_eq!(of.parse(&of.words(date)), Ok(date), "{}", of.words(date));
        let qualifier = Qualifier { approximate: signs.0, uncertain: signs.1 };
        let date = Date { qualifier, ..date };
        prop_assert_eq!(of.parse(&of.edtf(date)), Ok(date), "{}", of.edtf(date));
        // A month of one day is told as a month, a year of one month as a year.
        prop_assert!(of.unit_of(date.first, date.end).is_some_and(|unit| unit >= date.precision));
    }

    #[test]
    fn units_lie_side_by_side(of in calendar(), days in days(), part in 0.0..1.0, at in 1..4_usize) {
        let moment = moment(&of, days, part);
        let unit = of.unit_around(moment, UNITS[at]);
        prop_assert!(unit.first <= moment && moment < unit.end);
        prop_assert_eq!(of.unit_around(unit.first, UNITS[at]), unit);
        prop_assert_eq!(of.unit_around(Moment(unit.end.0 - 1), UNITS[at]), unit);
        prop_assert_eq!(of.unit_around(unit.end, UNITS[at]).first, unit.end);
    }

    #[test]
    fn days_and_weekdays_follow_each_other(of in calendar(), days in days()) {
        let midnight = moment(&of, days, 0.0);
        let (day, clock) = of.day(midnight);
        prop_assert_eq!((of.moment(day), clock), (Some(midnight), 0));
        let names = &of.description().weekdays;
        let at = |moment| of.weekday(moment).and_then(|name| names.iter().position(|other| other == name));
        let next = Moment(midnight.0 + of.units().clock.day());
        if let (Some(first), Some(second)) = (at(midnight), at(next)) {
            prop_assert_eq!((first + 1) % names.len(), second);
        }
    }

    #[test]
    fn durations_lie_within_their_bounds(
        of in calendar(), days in days(), part in 0.0..1.0, months in 0..200_i64, ticks in 0..1_000_000_000_i64,
    ) {
        let moment = moment(&of, days, part);
        let duration = Duration { months, ticks };
        let length = of.add(moment, duration).unwrap().0 - moment.0;
        prop_assert!(of.least_ticks(duration).unwrap() <= length);
        prop_assert!(length <= of.most_ticks(duration).unwrap());
        let text = duration.text(of.units());
        prop_assert_eq!(duration::parse(&text, of.units()), Ok(duration));
        let midnight = of.unit_around(moment, Precision::Day);
        let whole = Duration { months, ticks: 0 };
        prop_assert!(of.add(midnight.first, whole) <= of.add(midnight.end, whole), "a later day leads to no earlier one");
    }

    #[test]
    fn any_moment_is_a_date(of in calendar(), ticks in any::<i64>(), end in 0..4_i64, at in 0..4_usize) {
        for ticks in [ticks, i64::MIN + end, i64::MAX - end] {
            let moment = Moment(ticks);
            let unit = of.unit_around(moment, UNITS[at]);
            prop_assert!(unit.first <= moment && moment <= unit.end);
            let (day, clock) = of.day(moment);
            prop_assert!(of.moment(day).is_none_or(|midnight| midnight.0 + clock == ticks));
            let duration = Duration { months: ticks, ticks };
            let _ = (of.words(unit), of.edtf(unit), of.weekday(moment), of.label(moment, UNITS[at]));
            let _ = (of.add(moment, duration), of.subtract(moment, duration), of.most_ticks(duration));
            let _ = (of.year_words(ticks), of.year_start(ticks));
        }
    }

    #[test]
    fn any_text_is_a_date_or_has_a_reason(of in calendar(), text in "([-0-9.,:T~ é]|Aun|M a|Day of|AF|Era b| 1 | 20){0,6}") {
        match of.parse(&text) {
            Ok(date) => prop_assert_eq!(of.parse(&of.edtf(date)), Ok(date)),
            Err(reason) => prop_assert!(reason.starts_with("is ")),
        }
    }
}
