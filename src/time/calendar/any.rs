//! One interface for the Gregorian calendar and invented ones.

use std::sync::Arc;

use super::date::{Date, Precision};
use super::duration::{self, Duration, Units};
use super::interval::{self, Interval, Written};
use super::{Civil, DAY, MONTHS, gregorian, invented, year_words};
use crate::time::Moment;

/// A story's calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnyCalendar {
    /// The proleptic Gregorian calendar.
    Gregorian,
    /// A calendar that the story describes.
    Invented(Arc<invented::Calendar>),
}

impl AnyCalendar {
    /// The date that a text names: see [`gregorian::parse()`] and [`invented::Calendar::parse`].
    ///
    /// # Errors
    /// The mistake, as a clause that follows the text itself.
    pub fn parse(&self, text: &str) -> Result<Date, String> {
        match self {
            Self::Gregorian => gregorian::parse(text),
            Self::Invented(calendar) => calendar.parse(text),
        }
    }

    /// The date or interval that a text names: `1914/1918`, `1490 DR/..`.
    ///
    /// # Errors
    /// The mistake, as a clause that follows the text itself.
    pub fn parse_written(&self, text: &str) -> Result<Written, String> {
        interval::parse(text, |date| self.parse(date))
    }

    /// The duration that a text names: `P1Y6M`, `P2W`, `PT1H30M`.
    ///
    /// # Errors
    /// The mistake, as a clause that follows the text itself.
    pub fn parse_duration(&self, text: &str) -> Result<Duration, String> {
        duration::parse(text, self.units())
    }

    /// A day as a story would write it.
    pub fn example(&self) -> String {
        match self {
            Self::Gregorian => "1999-06-02".into(),
            Self::Invented(calendar) => calendar.example(),
        }
    }

    /// How its units of time relate.
    pub fn units(&self) -> Units {
        match self {
            Self::Gregorian => Units::GREGORIAN,
            Self::Invented(calendar) => calendar.units(),
        }
    }

    /// The shortest text that parses back to a date.
    pub fn edtf(&self, date: Date) -> String {
        match self {
            Self::Gregorian => gregorian::edtf(date),
            Self::Invented(calendar) => calendar.edtf(date),
        }
    }

    /// A date in words: `June 1915`, `2 June 1915, 14:05`, `about 1492 DR`.
    pub fn words(&self, date: Date) -> String {
        match self {
            Self::Gregorian => gregorian::words(date),
            Self::Invented(calendar) => calendar.words(date),
        }
    }

    /// A date in words with its preposition: `in June 1915`, `at 14:05 on 2 June 1915`.
    pub fn phrase(&self, date: Date) -> String {
        match self {
            Self::Gregorian => gregorian::phrase(date),
            Self::Invented(calendar) => calendar.phrase(date),
        }
    }

    /// A moment for programs, a day if it is midnight: `1915-06-02`, `1915-06-02T14:05`. For times that are exact by
    /// themselves, such as where an event is drawn.
    pub fn moment_text(&self, moment: Moment) -> String {
        self.edtf(self.day_from(moment).unwrap_or(Date::exact(moment)))
    }

    /// A moment for people, a day if it is midnight: `2 June 1915`, `2 June 1915, 14:05`.
    pub fn moment_words(&self, moment: Moment) -> String {
        self.words(self.day_from(moment).unwrap_or(Date::exact(moment)))
    }

    /// An interval in words: `from 1914 to 1918`.
    pub fn interval_words(&self, interval: Interval) -> String {
        interval.words(|date| self.words(date))
    }

    /// A bound that something cannot lie before, in words that claim no more precision than the moment shows:
    /// `the start of 1916`, `the start of June 1915`, `2 June 1915`, `2 June 1915, 14:05`.
    pub fn words_of_start(&self, moment: Moment) -> String {
        match self.longest_from(moment) {
            Some(unit) if unit.precision != Precision::Day => format!("the start of {}", self.words(unit)),
            _ => self.moment_words(moment),
        }
    }

    /// A bound that something cannot lie after, where the moment is the first one past it: 1 January 1917, 00:00 is
    /// `the end of 1916`; further `the end of June 1915`, `the end of 2 June 1915`, `2 June 1915, 14:05`.
    pub fn words_of_end(&self, moment: Moment) -> String {
        let last = Moment(moment.0.saturating_sub(1));
        match self.longest_from(moment) {
            Some(unit) => format!("the end of {}", self.words(self.unit_around(last, unit.precision))),
            None => self.moment_words(moment),
        }
    }

    /// The unit that a moment lies in; see [`gregorian::unit_around()`] and [`invented::Calendar::unit_around`], which has
    /// fewer units. The next unit begins at its end.
    pub fn unit_around(&self, moment: Moment, precision: Precision) -> Date {
        match self {
            Self::Gregorian => gregorian::unit_around(moment, precision),
            Self::Invented(calendar) => calendar.unit_around(moment, precision),
        }
    }

    /// The unit that goes exactly from one moment to the other; `None` if there is none.
    pub fn unit_of(&self, first: Moment, end: Moment) -> Option<Precision> {
        match self {
            Self::Gregorian => gregorian::unit_of(first, end),
            Self::Invented(calendar) => calendar.unit_of(first, end),
        }
    }

    /// The year of a moment; 0 is the year before 1.
    pub fn year(&self, moment: Moment) -> i64 {
        match self {
            Self::Gregorian => Civil::from_moment(moment).year,
            Self::Invented(calendar) => calendar.year(moment),
        }
    }

    /// The first moment of a year; past the ends of time it is the first or last moment.
    pub fn year_start(&self, year: i64) -> Moment {
        match self {
            Self::Gregorian => Civil::midnight(year, 1, 1).moment(),
            Self::Invented(calendar) => calendar.year_start(year),
        }
    }

    /// The ticks of a year, on average.
    pub fn year_ticks(&self) -> f64 {
        match self {
            Self::Gregorian => 365.2425 * DAY as f64,
            Self::Invented(calendar) => calendar.year_ticks(),
        }
    }

    /// The first years of the eras, ascending, but for the one that the calendar begins with.
    pub fn era_starts(&self) -> Vec<i64> {
        match self {
            Self::Gregorian => vec![1],
            Self::Invented(calendar) => calendar.era_starts(),
        }
    }

    /// The number of a year in its era, and whether that era counts up.
    pub fn year_of_era(&self, year: i64) -> (i64, bool) {
        match self {
            Self::Gregorian if year > 0 => (year, true),
            Self::Gregorian => (1_i64.saturating_sub(year), false),
            Self::Invented(calendar) => calendar.year_of_era(year),
        }
    }

    /// The month of a moment, from 0 in its year; `None` on a day outside the months.
    pub fn month(&self, moment: Moment) -> Option<i64> {
        match self {
            Self::Gregorian => Some(i64::from(Civil::from_moment(moment).month) - 1),
            Self::Invented(calendar) => calendar.month(moment),
        }
    }

    /// The first day from a moment on that starts a week; `None` without weeks or past the end of time.
    pub fn week_from(&self, moment: Moment) -> Option<Moment> {
        match self {
            Self::Gregorian => {
                let week = gregorian::unit_around(moment, Precision::Week);
                Some(if week.first == moment { moment } else { week.end })
            }
            Self::Invented(calendar) => calendar.week_from(moment),
        }
    }

    /// A label for an axis where a tick of this precision stands: `1916`, `Jun 1916`, `2 Jun 1916`, `14:05`.
    pub fn label(&self, moment: Moment, precision: Precision) -> String {
        let Self::Invented(calendar) = self else {
            let civil = Civil::from_moment(moment);
            let month = &MONTHS[usize::from(civil.month) - 1][..3];
            let year = year_words(civil.year);
            return match precision {
                Precision::Exact => civil.clock(),
                Precision::Day | Precision::Week => format!("{} {month} {year}", civil.day),
                Precision::Month | Precision::Season => format!("{month} {year}"),
                Precision::Year | Precision::Decade | Precision::Century => year,
            };
        };
        calendar.label(moment, precision)
    }

    /// The letters that the longest label of this precision has around a moment.
    pub fn label_letters(&self, moment: Moment, precision: Precision) -> usize {
        match self {
            Self::Gregorian => self.label(moment, precision).chars().count(),
            Self::Invented(calendar) => calendar.label_letters(moment, precision),
        }
    }

    /// The weekday of a moment, if it has one.
    pub fn weekday(&self, moment: Moment) -> Option<&str> {
        match self {
            Self::Gregorian => Some(gregorian::weekday(moment)),
            Self::Invented(calendar) => calendar.weekday(moment),
        }
    }

    /// The moment a duration later; `None` past the ends of time.
    pub fn add(&self, moment: Moment, duration: Duration) -> Option<Moment> {
        match self {
            Self::Gregorian => gregorian::add(moment, duration),
            Self::Invented(calendar) => calendar.add(moment, duration),
        }
    }

    /// The moment a duration earlier; `None` past the ends of time.
    pub fn subtract(&self, moment: Moment, duration: Duration) -> Option<Moment> {
        match self {
            Self::Gregorian => gregorian::subtract(moment, duration),
            Self::Invented(calendar) => calendar.subtract(moment, duration),
        }
    }

    /// The fewest ticks that a duration can be, whenever it starts.
    pub fn least_ticks(&self, duration: Duration) -> Option<i64> {
        match self {
            Self::Gregorian => gregorian::least_ticks(duration),
            Self::Invented(calendar) => calendar.least_ticks(duration),
        }
    }

    /// The most ticks that a duration can be, whenever it starts.
    pub fn most_ticks(&self, duration: Duration) -> Option<i64> {
        match self {
            Self::Gregorian => gregorian::most_ticks(duration),
            Self::Invented(calendar) => calendar.most_ticks(duration),
        }
    }

    /// The day that starts at a moment.
    fn day_from(&self, moment: Moment) -> Option<Date> {
        Some(self.unit_around(moment, Precision::Day)).filter(|day| day.first == moment)
    }

    /// The longest of year, month and day that starts at a moment.
    fn longest_from(&self, moment: Moment) -> Option<Date> {
        let units = [Precision::Year, Precision::Month, Precision::Day];
        units.into_iter().map(|unit| self.unit_around(moment, unit)).find(|unit| unit.first == moment)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{AnyCalendar, Moment, Precision, Written, invented};
    use crate::time::calendar::invented::description::{Description, Month};
    use crate::time::calendar::{iso, parse, words};

    #[test]
    fn bounds_claim_no_precision() {
        let check = |text: &str, start, end| {
            let moment = parse(text).unwrap();
            assert_eq!(
                (
                    AnyCalendar::Gregorian.words_of_start(moment).as_str(),
                    AnyCalendar::Gregorian.words_of_end(moment).as_str()
                ),
                (start, end),
                "{text}"
            );
        };
        check("1916", "the start of 1916", "the end of 1915");
        check("1915-06", "the start of June 1915", "the end of May 1915");
        check("1915-06-02", "2 June 1915", "the end of 1 June 1915");
        check("1915-06-02T14:05", "2 June 1915, 14:05", "2 June 1915, 14:05");
        check("0001", "the start of 1 CE", "the end of 1 BCE");
        assert!(
            !AnyCalendar::Gregorian.words_of_start(Moment(i64::MIN)).is_empty()
                && !AnyCalendar::Gregorian.words_of_end(Moment(i64::MIN)).is_empty()
        );
    }

    #[test]
    fn exact_moments() {
        for text in ["1915-06-02", "1915-06-02T14:05", "-0043-03-15T00:00:00.001"] {
            let (calendar, moment) = (AnyCalendar::Gregorian, parse(text).unwrap());
            assert_eq!(calendar.moment_text(moment), text);
            assert_eq!((calendar.moment_text(moment), calendar.moment_words(moment)), (iso(moment), words(moment)));
        }
    }

    #[test]
    fn labels_and_weekdays() {
        let check = |text: &str, expect: [&str; 5]| {
            let (calendar, moment) = (AnyCalendar::Gregorian, parse(text).unwrap());
            let label = |precision| calendar.label(moment, precision);
            let got = [Precision::Year, Precision::Month, Precision::Day, Precision::Exact].map(label);
            let weekday = calendar.weekday(moment).unwrap_or_default();
            assert_eq!([&got[0], &got[1], &got[2], &got[3], weekday], expect, "{text}");
        };
        check("1915-06-02T14:05", ["1915", "Jun 1915", "2 Jun 1915", "14:05", "Wednesday"]);
        check("-0043-03-15", ["44 BCE", "Mar 44 BCE", "15 Mar 44 BCE", "00:00", "Friday"]);
        check("1970", ["1970", "Jan 1970", "1 Jan 1970", "00:00", "Thursday"]);
    }

    #[test]
    fn an_invented_calendar_has_bounds_and_intervals_too() {
        let month = |name: &str| Month { name: name.into(), short: None, days: 30 };
        let description = Description { months: vec![month("Ash"), month("Birch")], ..Description::default() };
        let calendar = AnyCalendar::Invented(Arc::new(invented::Calendar::new(description).unwrap()));
        let check = |text: &str, start, end| {
            let moment = calendar.parse(text).unwrap().first;
            let got = (calendar.words_of_start(moment), calendar.words_of_end(moment));
            assert_eq!((got.0.as_str(), got.1.as_str()), (start, end), "{text}");
        };
        check("7", "the start of 7", "the end of 6");
        check("Birch 7", "the start of Birch 7", "the end of Ash 7");
        check("2 Birch 7", "2 Birch 7", "the end of 1 Birch 7");
        check("2 Birch 7, 14:05", "2 Birch 7, 14:05", "2 Birch 7, 14:05");
        let moment = |text| calendar.parse(text).unwrap().first;
        assert_eq!(calendar.moment_text(moment("Birch 7")), "7-02-01");
        assert_eq!(calendar.moment_words(moment("7-02-01T14:05")), "1 Birch 7, 14:05");
        let Ok(Written::Interval(interval)) = calendar.parse_written("Ash 7~/9?") else { panic!("no interval") };
        assert_eq!(calendar.interval_words(interval), "from about Ash 7 to 9 (uncertain)");
        assert_eq!(interval.edtf(|date| calendar.edtf(date)), "7-01~/9?");
        let wrong = "ends with \"Brich 9\", which is no date: did you mean \"Birch\"?";
        assert_eq!(calendar.parse_written("7/Brich 9"), Err(wrong.into()));
        assert_eq!(calendar.parse_duration("P1Y").unwrap().months, 2);
    }
}
