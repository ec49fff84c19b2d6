//! Calendars that somebody invented: months of any length, days outside the months, weeks, eras, leap years by a cycle.
//!
//! A tick is a millisecond of the calendar's own clock, tick 0 the first moment of year 1 of the first era that counts up.
//! Every `i64` is a moment of it; texts may name the years -999,999 to 999,999. Knows no moons, no leap months and no
//! other calendar.

mod arithmetic;
pub mod description;
mod parse;
mod wording;
mod years;

#[cfg(test)]
pub(in crate::time) mod examples;
#[cfg(test)]
mod properties;

use std::collections::HashMap;
use std::sync::Mutex;

use unicode_normalization::char::decompose_canonical;

use super::date::{Date, Precision};
use super::duration::Units;
use super::{MAX_YEAR, clock::Clock};
use crate::time::Moment;
use description::{Count, Description, Fault};
use years::{Years, count};

pub use years::{CalendarDay, Place};

/// Whether two names differ at most in case and accents; not if they are empty.
pub fn same_name(name: &str, other: &str) -> bool {
    !name.is_empty() && folded(name) == folded(other)
}

/// A name in lower case and without the accents of Latin, Greek and Cyrillic letters, which typists leave out.
fn folded(name: &str) -> String {
    let mut folded = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        decompose_canonical(c, |part| {
            if !('\u{300}'..='\u{36f}').contains(&part) {
                folded.push(part);
            }
        });
    }
    folded
}

/// A calendar without faults, ready to count.
#[derive(Debug)]
pub struct Calendar {
    description: Description,
    years: Years,
    /// Months and days outside by their names, folded.
    places: HashMap<String, Place>,
    /// Indices of eras by their names and abbreviations, folded.
    eras: HashMap<String, usize>,
    /// The least and the greatest length of numbers of months that were asked for.
    lengths: Mutex<HashMap<i64, Option<[i64; 2]>>>,
}

impl PartialEq for Calendar {
    fn eq(&self, other: &Self) -> bool {
        // The rest is made of it.
        self.description == other.description
    }
}

impl Eq for Calendar {}

impl Calendar {
    /// The calendar that is described.
    ///
    /// # Errors
    /// All that is wrong with the description.
    pub fn new(description: Description) -> Result<Self, Vec<Fault>> {
        let faults = description.faults();
        if !faults.is_empty() {
            return Err(faults);
        }
        let months = description.months.iter().enumerate().flat_map(|(at, month)| {
            [Some(&month.name), month.short.as_ref()].into_iter().flatten().map(move |name| (name, Place::Month(at)))
        });
        let days = description.days_outside.iter().enumerate().map(|(at, day)| (&day.name, Place::Outside(at)));
        let places = months.chain(days).map(|(name, place)| (folded(name), place)).collect();
        let eras = description.eras.iter().enumerate().flat_map(|(at, era)| {
            [Some(&era.name), era.abbreviation.as_ref()].into_iter().flatten().map(move |name| (name, at))
        });
        let eras = eras.map(|(name, at)| (folded(name), at)).collect();
        Ok(Self { years: Years::new(&description), description, places, eras, lengths: Mutex::default() })
    }

    /// What it was made from.
    pub fn description(&self) -> &Description {
        &self.description
    }

    /// How its units of time relate.
    pub fn units(&self) -> Units {
        Units {
            months: count(self.description.months.len()),
            week: count(self.description.weekdays.len()),
            clock: self.clock(),
        }
    }

    /// The day of a moment, and the ticks since its midnight.
    pub fn day(&self, moment: Moment) -> (CalendarDay, i64) {
        let day = self.clock().day();
        (self.years.day(moment.0.div_euclid(day)), moment.0.rem_euclid(day))
    }

    /// The first moment of a day; `None` if there is no such day, or past the ends of time.
    pub fn moment(&self, day: CalendarDay) -> Option<Moment> {
        let ticks = self.years.number(day)?.checked_mul(i128::from(self.clock().day()))?;
        i64::try_from(ticks).ok().map(Moment)
    }

    /// The weekday of a moment; `None` if the calendar has no weeks, or on a day outside them.
    pub fn weekday(&self, moment: Moment) -> Option<&str> {
        self.description.weekdays.get(self.weekday_number(moment)?).map(String::as_str)
    }

    /// The weekday of a moment, by its index.
    pub fn weekday_number(&self, moment: Moment) -> Option<usize> {
        let days = self.years.week_days(moment.0.div_euclid(self.clock().day()))?;
        let all = self.description.weekdays.len();
        let from_first = days.checked_rem_euclid(count(all))? + count(self.description.first_weekday);
        Some(from_first as usize % all)
    }

    /// The year of a moment, counted through all eras: 0 is the year before 1.
    pub fn year(&self, moment: Moment) -> i64 {
        self.day(moment).0.year
    }

    /// The first moment of a year; past the ends of time it is the first or last moment.
    pub fn year_start(&self, year: i64) -> Moment {
        self.saturating(self.years.start(year))
    }

    /// The unit that a moment lies in, without a qualifier. Each unit ends where the next one begins; at the ends of time
    /// it is cut. A day outside the months is a unit of its own among them, with the precision of a day. There are
    /// moments, days, months and years: for any other precision it is the longest of these that is not longer.
    pub fn unit_around(&self, moment: Moment, precision: Precision) -> Date {
        use Precision::{Century, Day, Decade, Exact, Month, Season, Week, Year};
        let number = moment.0.div_euclid(self.clock().day());
        let (year, part, _) = self.years.find(number);
        let start = self.years.start(year);
        let days = |first: i128, count: i64| (self.saturating(first), self.saturating(first + i128::from(count)));
        let ((first, end), precision) = match (precision, part.place) {
            (Exact, _) => ((moment, moment), Exact),
            (Month | Season, Place::Month(_)) => (days(start + i128::from(part.start), part.days), Month),
            (Day | Week, _) | (Month | Season, Place::Outside(_)) => (days(i128::from(number), 1), Day),
            (Year | Decade | Century, _) => (days(start, self.years.layout(year).days), Year),
        };
        Date::new(first, end, precision)
    }

    /// The unit that goes exactly from one moment to the other; `None` if there is none. Of several the longest: where a
    /// year is a single month, its name is the year's.
    pub fn unit_of(&self, first: Moment, end: Moment) -> Option<Precision> {
        let units = [Precision::Year, Precision::Month, Precision::Day, Precision::Exact];
        let around = units.map(|precision| self.unit_around(first, precision));
        around.into_iter().find(|unit| (unit.first, unit.end) == (first, end)).map(|unit| unit.precision)
    }

    /// The ticks of a year, on average.
    pub fn year_ticks(&self) -> f64 {
        let cycle = self.years.cycle_length();
        let days = self.years.start(cycle + 1) - self.years.start(1);
        days as f64 / cycle as f64 * self.clock().day() as f64
    }

    /// The first years of the eras, ascending, but for the one that the calendar begins with.
    pub fn era_starts(&self) -> Vec<i64> {
        let eras = &self.description.eras;
        let has_down = eras.iter().any(|era| era.years == Count::Down);
        let starts = eras.iter().filter_map(|era| if let Count::Up { from } = era.years { Some(from) } else { None });
        starts.skip(usize::from(!has_down)).collect()
    }

    /// The number of a year in its era, and whether that era counts up.
    pub fn year_of_era(&self, year: i64) -> (i64, bool) {
        self.era(year).map_or((year, true), |(era, number)| (number, self.description.eras[era].years != Count::Down))
    }

    /// The month of a moment, from 0 in its year; `None` on a day outside the months.
    pub fn month(&self, moment: Moment) -> Option<i64> {
        if let Place::Month(at) = self.day(moment).0.place { Some(count(at)) } else { None }
    }

    /// The first day from a moment on that starts a week; `None` without weeks or past the end of time.
    pub fn week_from(&self, moment: Moment) -> Option<Moment> {
        let day = self.clock().day();
        let today = moment.0.div_euclid(day) + i64::from(moment.0.rem_euclid(day) > 0);
        // A week passes over days outside it, of which a year has no more than days.
        let days = 0..=count(self.description.weekdays.len() + self.description.days_outside.len());
        let moments = days.map_while(|later| today.checked_add(later)?.checked_mul(day)).map(Moment);
        moments.into_iter().find(|&at| self.weekday_number(at) == Some(0))
    }

    fn clock(&self) -> Clock {
        self.description.clock
    }

    /// The era of a year and the year's number in it; `None` if there are no eras. Years before the first one are in the
    /// era that counts down, or else have numbers of the first one, from 0 downwards.
    fn era(&self, year: i64) -> Option<(usize, i64)> {
        let eras = || self.description.eras.iter().enumerate();
        let ups = || {
            eras().filter_map(|(at, era)| match era.years {
                Count::Up { from } => Some((at, from)),
                Count::Down => None,
            })
        };
        let up = ups().take_while(|&(_, from)| from <= year).last();
        let down = || eras().find(|(_, era)| era.years == Count::Down).map(|(at, _)| (at, 1_i64.saturating_sub(year)));
        let before = || ups().next().map(|(at, _)| (at, year));
        up.map(|(at, from)| (at, year.saturating_sub(from - 1))).or_else(down).or_else(before)
    }

    fn saturating(&self, day: i128) -> Moment {
        let ticks = day.saturating_mul(i128::from(self.clock().day()));
        Moment(i64::try_from(ticks).unwrap_or(if ticks < 0 { i64::MIN } else { i64::MAX }))
    }
}
