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
mod examples;
#[cfg(test)]
mod properties;

use std::collections::HashMap;

use super::date::{Date, Precision};
use super::duration::Units;
use super::{MAX_YEAR, clock::Clock};
use crate::time::Moment;
use description::{Count, Description, Fault};
use years::{Years, count};

pub use years::{CalendarDay, Place};

/// A calendar without faults, ready to count.
#[derive(Debug)]
pub struct Calendar {
    description: Description,
    years: Years,
    /// Months and days outside by their names in lower case.
    places: HashMap<String, Place>,
    /// Indices of eras by their names and abbreviations in lower case.
    eras: HashMap<String, usize>,
}

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
        let places = months.chain(days).map(|(name, place)| (name.to_lowercase(), place)).collect();
        let eras = description.eras.iter().enumerate().flat_map(|(at, era)| {
            [Some(&era.name), era.abbreviation.as_ref()].into_iter().flatten().map(move |name| (name, at))
        });
        let eras = eras.map(|(name, at)| (name.to_lowercase(), at)).collect();
        Ok(Self { years: Years::new(&description), description, places, eras })
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
        let days = self.years.week_days(moment.0.div_euclid(self.clock().day()))?;
        let names = &self.description.weekdays;
        let from_first = days.checked_rem_euclid(count(names.len()))? + count(self.description.first_weekday);
        names.get(from_first as usize % names.len()).map(String::as_str)
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

    /// The unit that goes exactly from one moment to the other; `None` if there is none.
    pub fn unit_of(&self, first: Moment, end: Moment) -> Option<Precision> {
        let units = [Precision::Exact, Precision::Day, Precision::Month, Precision::Year];
        let around = units.map(|precision| self.unit_around(first, precision));
        around.into_iter().find(|unit| (unit.first, unit.end) == (first, end)).map(|unit| unit.precision)
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
