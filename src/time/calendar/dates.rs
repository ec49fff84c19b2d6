//! The dates of one story: the calendar they are written in, and how fine the finest of them is. Nothing is named more
//! finely than that: where only years are written, nobody knows a day. Where no date is written at all but lengths are,
//! time is counted from the start of the story.

use super::duration::{self, Duration};
use super::{AnyCalendar, Date, MINUTE, Precision, SECOND};
use crate::time::{Moment, Span};

/// The dates of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dates {
    /// The calendar they are written in.
    pub calendar: AnyCalendar,
    /// The finest of them.
    pub finest: Finest,
    /// Whether there are none; then ticks count from the start of the story.
    pub is_empty: bool,
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
        Self { calendar, finest: Finest::TICK, is_empty: false }
    }

    /// The same where these stretches are all dates that are written, and these ticks all lengths. Clock times are
    /// stretches without a length.
    #[must_use]
    pub fn written_as(self, dates: impl Iterator<Item = Span>, lengths: impl Iterator<Item = i64>) -> Self {
        // A day is never longer than a month, nor a month than a year, so the shortest stretch is the finest date.
        let finest = dates.min_by_key(|date| (date.length(), clock_unit(date.start())));
        if let Some(date) = finest {
            return Self { finest: Finest::of(&self.calendar, date), ..self };
        }
        let clock = self.calendar.units().clock;
        let unit = |ticks: i64| [clock.day(), clock.hour(), MINUTE, SECOND].into_iter().find(|unit| ticks % unit == 0);
        let ticks = lengths.map(|ticks| unit(ticks).unwrap_or(1)).min().unwrap_or(clock.day());
        Self { finest: Finest { ticks, ..Finest::TICK }, is_empty: true, ..self }
    }

    /// Names a window of so many ticks around a moment if ticks of the axis do not: they are too far apart for it, or too
    /// close to show the day.
    pub fn caption(&self, middle: Moment, length: f64) -> Option<String> {
        let day = self.calendar.units().clock.day();
        let Finest { precision, ticks } = self.finest;
        let enough = if precision == Precision::Exact { 4 * day } else { ticks };
        let is_close = length < enough as f64 && !self.is_empty;
        is_close.then(|| self.calendar.words(self.around(middle, day)))
    }

    /// A moment for programs: a date, or as a duration what has passed since the start of the story.
    pub fn moment_text(&self, moment: Moment) -> String {
        if self.is_empty {
            return Duration::from(moment.0.max(0)).text(self.calendar.units());
        }
        self.calendar.moment_text(moment)
    }

    /// A moment for people: a date, or `2 days after the start`.
    pub fn moment_words(&self, moment: Moment) -> String {
        match moment.0 {
            _ if !self.is_empty => self.calendar.moment_words(moment),
            ..=0 => "the start".into(),
            ticks => format!("{} after the start", duration::ticks_words(ticks, self.calendar.units())),
        }
    }

    /// A moment for programs that is known to within so many ticks, and no more finely than the story's dates. If it is an
    /// `end`, it is that of the unit before it: what ends with 1918 ends in 1918.
    pub fn text_around(&self, moment: Moment, ticks: i64, is_end: bool) -> String {
        let mut date = self.around(moment, ticks);
        if is_end && !date.is_exact() && date.first == moment {
            date = self.around(Moment(moment.0.saturating_sub(1)), ticks);
        }
        if date.is_exact() { self.moment_text(date.first) } else { self.calendar.edtf(date) }
    }

    /// A moment for people that is known to within so many ticks, and no more finely than the story's dates.
    pub fn words_around(&self, moment: Moment, ticks: i64) -> String {
        let date = self.around(moment, ticks);
        if date.is_exact() { self.moment_words(date.first) } else { self.calendar.words(date) }
    }

    /// The date of a moment that is known to within so many ticks: no finer than that, and no finer than the story's
    /// dates.
    fn around(&self, moment: Moment, ticks: i64) -> Date {
        let clock = self.calendar.units().clock;
        let Finest { precision, ticks: finest } = self.finest;
        if !self.is_empty && (precision > Precision::Exact || ticks >= clock.day()) {
            return self.calendar.unit_around(moment, precision.max(Precision::Day));
        }
        let units = [clock.day(), clock.hour(), MINUTE, SECOND];
        let unit = units.into_iter().find(|&unit| unit <= ticks).unwrap_or(1).max(finest);
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
            let dates = Dates::new(calendar).written_as(spans.into_iter(), std::iter::empty());
            let at = parse("1916-03-04T05:06:07.089").unwrap();
            assert_eq!(dates.words_around(at, ticks), expect, "{written:?} {ticks}");
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
    }

    #[test]
    fn without_a_date_time_counts_from_the_start() {
        let check = |lengths: &[i64], at: i64, text: &str, words: &str| {
            let dates = Dates::new(AnyCalendar::Gregorian);
            let dates = dates.written_as(std::iter::empty(), lengths.iter().copied());
            let got = (dates.text_around(Moment(at), 0, false), dates.words_around(Moment(at), 0));
            assert_eq!((got.0.as_str(), got.1.as_str()), (text, words), "{lengths:?} {at}");
        };
        check(&[3 * DAY], 0, "P0D", "the start");
        check(&[3 * DAY], DAY + 7, "P1D", "1 day after the start");
        check(&[3 * DAY, 12 * HOUR], DAY + 2 * HOUR + 7, "P1DT2H", "1 day 2 hours after the start");
    }

    #[test]
    fn what_ends_with_a_year_ends_in_it() {
        let calendar = AnyCalendar::Gregorian;
        let span = calendar.parse("1914").unwrap().span();
        let dates = Dates::new(calendar).written_as([span].into_iter(), std::iter::empty());
        let at = parse("1919").unwrap();
        assert_eq!([true, false].map(|is_end| dates.text_around(at, 0, is_end)), ["1918", "1919"]);
    }
}
