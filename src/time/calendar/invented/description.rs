//! An invented calendar as its author describes it, and what can be wrong with a description.

use std::collections::HashMap;

use super::super::MAX_YEAR;
use super::super::clock::Clock;
use super::folded;

/// Months in the order of the year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// Its name, such as `Mirtul`.
    pub name: String,
    /// A shorter name, for an axis.
    pub short: Option<String>,
    /// Its days in a common year.
    pub days: u32,
}

/// A day that belongs to no month, such as a festival.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayOutside {
    /// Its name, such as `Midwinter`.
    pub name: String,
    /// How many months of the year lie before it; 0 is before the first. Days at one place come in the order of the list.
    pub after: usize,
    /// Whether only leap years have it.
    pub leap_years_only: bool,
    /// Whether it has no weekday: the day after it has the weekday that follows on the day before it.
    pub outside_week: bool,
}

/// An era that years are counted in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Era {
    /// Its name, such as `Dalereckoning`.
    pub name: String,
    /// The letters beside a year, such as `DR`; the name if there are none.
    pub abbreviation: Option<String>,
    /// How its years are counted.
    pub years: Count,
}

/// How an era counts its years. Beside that the calendar counts years through all eras: 1 is
/// the first year of the first era that counts up, 0 is the year before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Upwards from year 1, until the next such era begins.
    Up {
        /// Its year 1, counted through all eras: 1 for the first such era, then rising from era to era.
        from: i64,
    },
    /// Downwards: its year 1 is the last one before the first era that counts up. There is at most one.
    Down,
}

/// Which years are longer, by a cycle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leap {
    /// The years after which it repeats.
    pub cycle: u32,
    /// The years of the cycle that are leap years, from 0 to `cycle`: a year is one if it leaves this remainder when it
    /// is divided by `cycle`. The cycle itself is the same as 0.
    pub years: Vec<u32>,
    /// The index of the month that has one day more in a leap year; `None` if only [`DayOutside`] are added.
    pub longer_month: Option<usize>,
}

/// All that makes a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// The months; at least one.
    pub months: Vec<Month>,
    /// Days outside the months.
    pub days_outside: Vec<DayOutside>,
    /// The days of a week in their order; none if the calendar has no weeks.
    pub weekdays: Vec<String>,
    /// The index of the weekday of the first day of year 1 that has one.
    pub first_weekday: usize,
    /// Whether every month starts with weekday 0 instead; days outside the months then have none.
    pub months_start_weeks: bool,
    /// The eras; none if a year is a number alone.
    pub eras: Vec<Era>,
    /// Leap years, if there are any.
    pub leap: Option<Leap>,
    /// How a day is divided.
    pub clock: Clock,
}

impl Default for Description {
    /// Without months, so not valid yet; 24 hours a day.
    fn default() -> Self {
        Self {
            months: Vec::new(),
            days_outside: Vec::new(),
            weekdays: Vec::new(),
            first_weekday: 0,
            months_start_weeks: false,
            eras: Vec::new(),
            leap: None,
            clock: Clock::EARTH,
        }
    }
}

/// A mistake in a description, and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The field of [`Description`], or of its [`Leap`].
    pub field: &'static str,
    /// The item of the list in that field.
    pub at: Option<usize>,
    /// The mistake and its mend, as a sentence without a capital and full stop.
    pub message: String,
}

/// The longest lists and numbers that a description may have, far above any use.
const MAX_MONTHS: usize = 1000;
const MAX_DAYS: u32 = 100_000;
const MAX_CYCLE: u32 = 10_000;
const MAX_PARTS: usize = 200_000;
const MAX_CLOCK: i64 = 1000;
const MAX_NAME: usize = 200;

impl Description {
    /// All that is wrong with it; empty if a calendar can be made of it.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Faults::default();
        self.check_year(&mut faults);
        self.check_names(&mut faults);
        self.check_eras(&mut faults);
        self.check_leap(&mut faults);
        let Clock { hours, minutes } = self.clock;
        if !(1..=MAX_CLOCK).contains(&hours) || !(1..=MAX_CLOCK).contains(&minutes) {
            faults.add("clock", None, format!("a day has 1 to {MAX_CLOCK} hours, an hour 1 to {MAX_CLOCK} minutes"));
        } else if faults.0.is_empty() {
            let days = self.months.iter().map(|month| i128::from(month.days)).sum::<i128>() + 1;
            let year = (days + self.days_outside.len() as i128) * i128::from(self.clock.day());
            if year * i128::from(MAX_YEAR + 2) > i128::from(i64::MAX) {
                let message = format!("a year is too long: {MAX_YEAR} of them go past the end of all time");
                faults.add("months", None, message);
            }
        }
        faults.0
    }

    fn check_year(&self, faults: &mut Faults) {
        let months = self.months.len();
        if months == 0 {
            faults.add("months", None, "a calendar needs at least one month".into());
        }
        if months > MAX_MONTHS || self.days_outside.len() > MAX_MONTHS {
            faults.add("months", None, format!("a year has at most {MAX_MONTHS} months and as many days outside"));
        }
        for (at, month) in self.months.iter().enumerate() {
            if !(1..=MAX_DAYS).contains(&month.days) {
                faults.add("months", Some(at), format!("a month has 1 to {MAX_DAYS} days, this one {}", month.days));
            }
        }
        for (at, day) in self.days_outside.iter().enumerate() {
            if day.after > months {
                let message = format!("it follows month {} of {months}; 0 puts it before the first", day.after);
                faults.add("days_outside", Some(at), message);
            }
            if day.leap_years_only && self.leap.is_none() {
                faults.add("days_outside", Some(at), "only leap years have it, and there are none; give `leap`".into());
            }
        }
        for (at, day) in self.days_outside.iter().enumerate() {
            if self.months_start_weeks && !day.outside_week {
                let message = "every month starts a week, so a day outside the months has no weekday";
                faults.add("days_outside", Some(at), message.into());
            }
        }
        if self.months_start_weeks && self.weekdays.is_empty() {
            faults.add("weekdays", None, "months start weeks, but there are no weekdays; list them".into());
        }
        if self.weekdays.len() > MAX_MONTHS || self.eras.len() > MAX_MONTHS {
            let message = format!("a week has at most {MAX_MONTHS} days, and there are at most {MAX_MONTHS} eras");
            faults.add("weekdays", None, message);
        }
        if self.first_weekday > 0 && self.first_weekday >= self.weekdays.len() {
            let message = format!("there is no weekday {}: the first one is 0", self.first_weekday);
            faults.add("first_weekday", None, message);
        }
    }

    /// Names are what tells dates apart, so no name may stand for two things or look like a number or a sign.
    fn check_names(&self, faults: &mut Faults) {
        let mut used = HashMap::new();
        for (at, month) in self.months.iter().enumerate() {
            faults.name("months", at, &month.name, &mut used);
            // A name that is its own short form is no second name.
            if let Some(short) = month.short.as_ref().filter(|short| **short != month.name) {
                faults.name("months", at, short, &mut used);
            }
        }
        for (at, day) in self.days_outside.iter().enumerate() {
            faults.name("days_outside", at, &day.name, &mut used);
        }
        for (at, era) in self.eras.iter().enumerate() {
            faults.name("eras", at, &era.name, &mut used);
            if let Some(short) = era.abbreviation.as_ref().filter(|short| **short != era.name) {
                faults.name("eras", at, short, &mut used);
            }
        }
        let mut used = HashMap::new();
        for (at, name) in self.weekdays.iter().enumerate() {
            faults.name("weekdays", at, name, &mut used);
        }
    }

    fn check_eras(&self, faults: &mut Faults) {
        let (mut before, mut down) = (None, false);
        for (at, era) in self.eras.iter().enumerate() {
            match (era.years, before) {
                (Count::Down, _) if down => {
                    faults.add("eras", Some(at), "only one era can count down".into());
                }
                (Count::Down, _) => down = true,
                (Count::Up { from }, None) => {
                    if from != 1 {
                        faults.add("eras", Some(at), format!("the first era starts in year 1, not in {from}"));
                    }
                    before = Some(from);
                }
                (Count::Up { from }, Some(last)) => {
                    if from <= last || from > MAX_YEAR {
                        let message = format!("it starts in year {from}; write a year from {} to {MAX_YEAR}", last + 1);
                        faults.add("eras", Some(at), message);
                    }
                    before = Some(from.max(last));
                }
            }
        }
        if down && before.is_none() {
            faults.add(
                "eras",
                None,
                "an era that counts down ends where another begins; give one that counts up".into(),
            );
        }
    }

    fn check_leap(&self, faults: &mut Faults) {
        let Some(leap) = &self.leap else { return };
        if !(1..=MAX_CYCLE).contains(&leap.cycle) {
            faults.add("cycle", None, format!("a cycle has 1 to {MAX_CYCLE} years, this one {}", leap.cycle));
            return;
        }
        let parts = self.months.len() + self.days_outside.len();
        if parts * leap.cycle as usize > MAX_PARTS {
            let message = format!("a cycle has at most {MAX_PARTS} months and days outside; this one has more");
            faults.add("cycle", None, message);
        }
        if leap.years.is_empty() {
            faults.add("years", None, "no year of the cycle is a leap year; list them in `years`".into());
        }
        if let Some(year) = leap.years.iter().find(|year| **year > leap.cycle) {
            faults.add("years", None, format!("the cycle of {} years has no year {year}", leap.cycle));
        }
        match leap.longer_month {
            Some(month) if month >= self.months.len() => {
                faults.add("longer_month", None, format!("there is no month {month}: the first one is 0"));
            }
            None if !self.days_outside.iter().any(|day| day.leap_years_only) => {
                let message = "leap years are no longer than others; name a month or a day outside that they add";
                faults.add("leap", None, message.into());
            }
            _ => {}
        }
    }
}

#[derive(Default)]
struct Faults(Vec<Fault>);

impl Faults {
    fn add(&mut self, field: &'static str, at: Option<usize>, message: String) {
        self.0.push(Fault { field, at, message });
    }

    fn name(&mut self, field: &'static str, at: usize, name: &str, used: &mut HashMap<String, String>) {
        let mark = |c: char| c.is_numeric() || c.is_control() || "/,~?%".contains(c);
        if name.trim() != name || name.is_empty() {
            self.add(field, Some(at), "its name is empty or begins or ends with a space".into());
        } else if name.len() > MAX_NAME {
            self.add(field, Some(at), format!("its name is longer than {MAX_NAME} bytes"));
        } else if name.contains(mark) || name.starts_with('-') {
            self.add(
                field,
                Some(at),
                format!("\"{name}\" is no name: names have no digits and none of / , ~ ? %, and start with no -"),
            );
        } else if let Some(other) = used.insert(folded(name), name.to_owned()) {
            self.add(
                field,
                Some(at),
                format!("\"{name}\" is also the name of something else, \"{other}\"; give each its own"),
            );
        }
    }
}

#[cfg(test)]
mod tests;
