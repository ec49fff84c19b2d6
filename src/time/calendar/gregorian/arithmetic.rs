//! Adding durations of months to moments, and how short and long a number of months can be.

use std::sync::OnceLock;

use super::month_start;
use crate::time::Moment;
use crate::time::calendar::duration::Duration;
use crate::time::calendar::{Civil, DAY, days_in_month};

/// The months after which the calendar repeats: 400 years.
const CYCLE: usize = 4800;

/// The moment a duration later: first the months, then the rest. A day that the month does not have becomes its last one,
/// so that 31 January and a month is 28 or 29 February. `None` past the ends of time.
pub fn add(moment: Moment, duration: Duration) -> Option<Moment> {
    add_months(moment, duration.months)?.0.checked_add(duration.ticks).map(Moment)
}

/// The moment a duration earlier: first the rest, then the months, the reverse of [`add()`]. Where days were cut off,
/// adding does not come back: 31 March less a month is 28 February, and with a month again 28 March.
pub fn subtract(moment: Moment, duration: Duration) -> Option<Moment> {
    let before = moment.0.checked_sub(duration.ticks).map(Moment)?;
    add_months(before, duration.months.checked_neg()?)
}

/// The fewest ticks that a duration can be, whenever it starts: a month is at least 28 days. `None` if that is longer than
/// all time. Takes some ten microseconds.
pub fn least_ticks(duration: Duration) -> Option<i64> {
    extreme(duration, |cycle, months| (0..CYCLE).map(|month| cycle.length(month, months)).min())
}

/// The most ticks that a duration can be, whenever it starts: a month is at most 31 days. `None` if that is longer than
/// all time. Takes some ten microseconds.
pub fn most_ticks(duration: Duration) -> Option<i64> {
    extreme(duration, |cycle, months| (0..CYCLE).map(|month| cycle.length(month, months)).max())
}

fn add_months(moment: Moment, months: i64) -> Option<Moment> {
    if months == 0 {
        return Some(moment);
    }
    let civil = Civil::from_moment(moment);
    let total = (civil.year * 12 + i64::from(civil.month) - 1).checked_add(months)?;
    let (year, month) = (total.div_euclid(12), total.rem_euclid(12) as u8 + 1);
    let later = Civil { year, month, day: civil.day.min(days_in_month(year, month)), ..civil };
    let moment = later.moment();
    // Past the ends of time it is the first or last moment, which has other parts.
    (Civil::from_moment(moment) == later).then_some(moment)
}

fn extreme(duration: Duration, days: impl Fn(&Cycle, usize) -> Option<i64>) -> Option<i64> {
    static TABLE: OnceLock<Cycle> = OnceLock::new();
    let months = usize::try_from(duration.months).ok()?;
    let cycle = TABLE.get_or_init(Cycle::new);
    let whole = i64::try_from(months / CYCLE).ok()?.checked_mul(cycle.starts[CYCLE])?;
    let days = whole.checked_add(days(cycle, months % CYCLE)?)?;
    days.checked_mul(DAY)?.checked_add(duration.ticks)
}

/// The days before each month of 800 years: any number of months within a cycle lies side by side in it.
struct Cycle {
    starts: Vec<i64>,
}

impl Cycle {
    fn new() -> Self {
        let days = |year| (1..=12).map(move |month| (month_start(year, month).0 - month_start(2000, 1).0) / DAY);
        Self { starts: (2000..=2800).flat_map(days).collect() }
    }

    /// The days from the first of a month to the first of the month `months` later. That is enough for the extremes:
    /// from the last day of a longer month it is as long as from the first of the month after.
    fn length(&self, month: usize, months: usize) -> i64 {
        self.starts[month + months] - self.starts[month]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::time::calendar::{HOUR, iso};

    fn months(months: i64) -> Duration {
        Duration { months, ticks: 0 }
    }

    #[test]
    fn months_end_where_the_month_ends() {
        let check = |from: (i64, u8, u8), count: i64, expect: &str| {
            let moment = Civil::midnight(from.0, from.1, from.2).moment();
            let later = if count < 0 { subtract(moment, months(-count)) } else { add(moment, months(count)) };
            assert_eq!(later.map_or("none".into(), iso), expect, "{from:?} and {count} months");
        };
        check((2024, 1, 31), 1, "2024-02-29");
        check((2023, 1, 31), 1, "2023-02-28");
        check((2023, 1, 31), 2, "2023-03-31");
        check((2024, 2, 29), 12, "2025-02-28");
        check((2024, 2, 29), 48, "2028-02-29");
        check((2024, 1, 31), -2, "2023-11-30");
        check((2024, 3, 31), -1, "2024-02-29");
        check((0, 1, 15), -1, "-0001-12-15");
        check((2024, 1, 31), 0, "2024-01-31");
        check((2024, 1, 31), i64::MAX, "none");
        check((2024, 1, 31), i64::MAX / 1_000_000, "none");
        check((2024, 1, 31), -(i64::MAX / 1_000_000), "none");
    }

    #[test]
    fn months_first_and_then_the_rest() {
        let at = |text| crate::time::calendar::parse(text).unwrap();
        let duration = Duration { months: 18, ticks: 10 * DAY + 2 * HOUR };
        let later = add(at("2024-01-31T12:00"), duration).unwrap();
        assert_eq!(iso(later), "2025-08-10T14:00");
        assert_eq!(subtract(later, duration).map(iso).unwrap(), "2024-01-31T12:00");
        assert_eq!(subtract(Moment(i64::MIN), duration), None);
        assert_eq!(add(Moment(i64::MAX), duration), None);
    }

    #[test]
    fn how_short_and_how_long_months_can_be() {
        let check = |count, least, most| {
            let got = (least_ticks(months(count)), most_ticks(months(count)));
            assert_eq!(got, (Some(least * DAY), Some(most * DAY)), "{count} months");
        };
        check(0, 0, 0);
        check(1, 28, 31);
        check(2, 59, 62);
        check(3, 89, 92);
        check(12, 365, 366);
        // From 1897 on, eight years may have no leap day or have two.
        check(96, 8 * 365 + 1, 8 * 365 + 2);
        check(1200, 36_524, 36_525);
        check(4800, 146_097, 146_097);
        check(4801, 146_097 + 28, 146_097 + 31);
        assert_eq!(least_ticks(months(i64::MAX)), None);
        assert_eq!(most_ticks(Duration { months: 1, ticks: i64::MAX }), None);
        assert_eq!(least_ticks(Duration { months: 1, ticks: HOUR }), Some(28 * DAY + HOUR));
    }

    proptest! {
        #[test]
        fn months_agree_with_the_bounds_and_with_the_time_crate(days in -700_000..2_000_000_i64, count in 0..3000_i64) {
            let moment = Moment(days * DAY);
            let later = add(moment, months(count)).unwrap();
            let length = later.0 - moment.0;
            prop_assert!(least_ticks(months(count)).unwrap() <= length);
            prop_assert!(length <= most_ticks(months(count)).unwrap());
            let from = ::time::Date::from_julian_day((days + 2_440_588) as i32).unwrap();
            let total = i64::from(from.year()) * 12 + i64::from(u8::from(from.month())) - 1 + count;
            let (year, month) = (total.div_euclid(12) as i32, ::time::Month::try_from(total.rem_euclid(12) as u8 + 1).unwrap());
            let day = from.day().min(month.length(year));
            let expect = ::time::Date::from_calendar_date(year, month, day).unwrap();
            prop_assert_eq!(later.0 / DAY, i64::from(expect.to_julian_day()) - 2_440_588);
        }
    }
}
