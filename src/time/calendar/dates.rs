//! The dates of one story: the calendar they are written in, and how fine the finest of them is. Nothing is named more
//! finely than that: where only years are written, nobody knows a day.

use super::{AnyCalendar, Date, MINUTE, Precision, SECOND};
use crate::time::{Moment, Span};

/// The dates of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dates {
    /// The calendar they are written in.
    pub calendar: AnyCalendar,
    /// The finest of them.
    pub finest: Finest,
}

/// The precision of a story's finest date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finest {
    /// Its precision.
    pub precision: Precision,
    /// The ticks that it lasts; of a clock time, those of the unit it is written in: a minute, a second or one tick.
    pub ticks: i64,
}

impl Finest {
    /// Clock times to the tick.
    const TICK: Self = Self { precision: Precision::Exact, ticks: 1 };

    /// Of a stretch that is a date, or of a clock time, which has no length.
    fn of(calendar: &AnyCalendar, date: Span) -> Self {
        let length = i64::try_from(date.length()).unwrap_or(i64::MAX);
        if length > 0 {
            let precision = calendar.unit_of(date.start(), date.end()).unwrap_or(Precision::Exact);
            return Self { precision, ticks: length };
        }
        Self { ticks: clock_unit(date.start()), ..Self::TICK }
    }
}

impl Dates {
    /// Dates of this calendar, of any precision.
    pub fn new(calendar: AnyCalendar) -> Self {
        Self { calendar, finest: Finest::TICK }
    }

    /// The same, no finer than these stretches, each of which is a date; clock times have no length.
    #[must_use]
    pub fn no_finer_than(self, dates: impl Iterator<Item = Span>) -> Self {
        // A day is never longer than a month, nor a month than a year, so the shortest stretch is the finest date.
        let finest = dates.min_by_key(|date| (date.length(), clock_unit(date.start())));
        let finest = finest.map_or(self.finest, |date| Finest::of(&self.calendar, date));
        Self { finest, ..self }
    }

    /// Names a window of so many ticks around a moment if ticks of the axis do not: they are too far apart for it, or too
    /// close to show the day.
    pub fn caption(&self, middle: Moment, length: f64) -> Option<String> {
        let day = self.calendar.units().clock.day();
        let Finest { precision, ticks } = self.finest;
        let enough = if precision == Precision::Exact { 4 * day } else { ticks };
        (length < enough as f64).then(|| self.calendar.words(self.around(middle, day)))
    }

    /// The date to name a moment by that is known to within so many ticks: no finer than that, and no finer than the
    /// story's dates.
    pub fn around(&self, moment: Moment, ticks: i64) -> Date {
        let clock = self.calendar.units().clock;
        let Finest { precision, ticks: finest } = self.finest;
        if precision > Precision::Exact || ticks >= clock.day() {
            return self.calendar.unit_around(moment, precision.max(Precision::Day));
        }
        let unit = [clock.hour(), MINUTE, SECOND].into_iter().find(|&unit| unit <= ticks).unwrap_or(1).max(finest);
        Date::exact(Moment(moment.0.div_euclid(unit).saturating_mul(unit)))
    }
}

/// The unit that a clock time is written in.
fn clock_unit(at: Moment) -> i64 {
    [MINUTE, SECOND].into_iter().find(|unit| at.0 % unit == 0).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::calendar::{DAY, HOUR, parse};

    #[test]
    fn nothing_is_named_more_finely_than_the_finest_date() {
        let check = |written: &[&str], ticks, expect: &str| {
            let calendar = AnyCalendar::Gregorian;
            let spans: Vec<Span> = written.iter().map(|text| calendar.parse(text).unwrap().span()).collect();
            let dates = Dates::new(calendar).no_finer_than(spans.into_iter());
            let at = parse("1916-03-04T05:06:07.089").unwrap();
            assert_eq!(dates.calendar.words(dates.around(at, ticks)), expect, "{written:?} {ticks}");
        };
        check(&["1914", "1918"], 0, "1916");
        check(&["1914", "1918-11"], 0, "March 1916");
        check(&["1914", "1918-11", "1918-11-11"], 0, "4 March 1916");
        check(&["191X"], 0, "the 1910s");
        check(&["1914", "1918-11-11T11:00"], 0, "4 March 1916, 05:06");
        check(&["1914", "1918-11-11T11:00", "1918-11-11T11:00:01"], 0, "4 March 1916, 05:06:07");
        check(&["1918-11-11T11:00:01", "1918-11-11T11:00:01.5", "1914"], 0, "4 March 1916, 05:06:07.089");
        check(&["1918-11-11T11:00"], 2 * HOUR, "4 March 1916, 05:00");
        check(&["1918-11-11T11:00"], DAY, "4 March 1916");
        check(&["1918"], DAY, "1916");
        check(&[], 0, "4 March 1916, 05:06:07.089");
    }
}
