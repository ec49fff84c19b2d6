//! Reads the calendar that a story describes, and says what is wrong with it.

use super::report::Report;
use super::texts::{Role, checked};
use crate::document::format::{Counts, DayOutside, Time};
use crate::story::problem::quoted;
use crate::text::nearest::Budget;
use crate::text::path::Path;
use crate::time::calendar::Precision;
use crate::time::calendar::clock::Clock;
use crate::time::calendar::invented::description::{self, Count, Description};
use crate::time::calendar::invented::{Calendar, same_name};

/// The code of these problems.
const CODE: &str = "bad-calendar";

/// The calendar of a story's `time`; `None` if it has an error, which is reported.
pub(super) fn calendar(written: &Time, at: &Path, report: &mut Report) -> Option<Calendar> {
    let mut reading = Reading { written, at, report };
    let described = reading.description();
    let calendar = match Calendar::new(described) {
        Ok(calendar) => Some(calendar),
        Err(faults) => {
            for description::Fault { field, at: index, message } in faults {
                let leap = at.field("leap");
                let field = match field {
                    "clock" => at.field("hours_in_day"),
                    "cycle" | "years" | "longer_month" => leap.field(field),
                    _ => at.field(field),
                };
                let path = index.map_or(field, |index| field.index(index));
                // What is wrong within it is reported already.
                if !report.is_faulty(&path) {
                    report.error(&path, CODE, || message);
                }
            }
            None
        }
    };
    let mut reading = Reading { written, at, report };
    let calendar = calendar.and_then(|calendar| reading.with_week(calendar));
    calendar.filter(|_| !report.is_faulty(at))
}

struct Reading<'w, 'r> {
    written: &'w Time<'w>,
    at: &'w Path<'w>,
    report: &'r mut Report,
}

impl Reading<'_, '_> {
    fn description(&mut self) -> Description {
        let (written, at) = (self.written, self.at);
        let list = at.field("months");
        let months = (written.months.iter().enumerate()).map(|(index, month)| {
            let at = list.index(index);
            let days = self.whole(month.days, &at.field("days"));
            description::Month { name: self.name(&month.name, &at), short: self.short(&month.short, &at), days }
        });
        let months = months.collect();
        let list = at.field("days_outside");
        let days_outside = (written.days_outside.iter().enumerate()).map(|(index, day)| {
            let at = list.index(index);
            description::DayOutside {
                name: self.name(&day.name, &at),
                after: self.months_before(day, &at),
                leap_years_only: day.leap_years_only,
                outside_week: !day.has_weekday,
            }
        });
        let days_outside = days_outside.collect();
        let list = at.field("weekdays");
        let weekdays = written.weekdays.iter().enumerate();
        let weekdays =
            weekdays.map(|(index, name)| checked(name, &list.index(index), self.report, Role::Name).trim().to_owned());
        let weekdays = weekdays.collect();
        Description {
            months,
            days_outside,
            weekdays,
            first_weekday: 0,
            months_start_weeks: written.months_start_weeks,
            eras: self.eras(),
            leap: self.leap(),
            clock: Clock {
                hours: self.units_in(written.hours_in_day, "hours_in_day", Clock::EARTH.hours),
                minutes: self.units_in(written.minutes_in_hour, "minutes_in_hour", Clock::EARTH.minutes),
            },
        }
    }

    fn eras(&mut self) -> Vec<description::Era> {
        let list = self.at.field("eras");
        let mut has_up = false;
        let eras = (self.written.eras.iter().enumerate()).map(|(index, era)| {
            let at = list.index(index);
            let years = match (era.counts, era.from) {
                (Counts::Down, from) => {
                    if from.is_some() {
                        let message = "an era that counts down begins in no year; remove `from`";
                        self.report.error(&at.field("from"), CODE, || message.into());
                    }
                    Count::Down
                }
                (Counts::Up, Some(from)) => Count::Up { from: self.whole(from, &at.field("from")).into() },
                (Counts::Up, None) => {
                    if has_up {
                        let message = "say in which year of the first era it begins: `from`";
                        self.report.error(&at, "missing-field", || message.into());
                    }
                    Count::Up { from: 1 }
                }
            };
            has_up |= era.counts == Counts::Up;
            description::Era { name: self.name(&era.name, &at), abbreviation: self.short(&era.short, &at), years }
        });
        eras.collect()
    }

    fn leap(&mut self) -> Option<description::Leap> {
        let leap = self.written.leap.as_ref()?;
        let at = self.at.field("leap");
        let cycle = self.whole(leap.cycle, &at.field("cycle"));
        let list = at.field("years");
        let years = leap.years.iter().enumerate().map(|(index, &year)| self.whole(year, &list.index(index)));
        let years: Vec<u32> = if leap.years.is_empty() { vec![cycle] } else { years.collect() };
        let longer_month = leap.longer_month.as_ref().and_then(|name| self.month(name, &at.field("longer_month")));
        Some(description::Leap { cycle, years, longer_month })
    }

    /// The calendar with the weekdays counted from the date that the story gives.
    fn with_week(&mut self, calendar: Calendar) -> Option<Calendar> {
        let (text, at) = (&*self.written.week_from, self.at.field("week_from"));
        if text.is_empty() {
            return Some(calendar);
        }
        let weekdays = calendar.description().weekdays.len();
        let why_not = if weekdays == 0 {
            Some("there are no weeks without `weekdays`; list them, or remove this".to_owned())
        } else if self.written.months_start_weeks {
            Some("with `months_start_weeks` every month starts a week; remove one of the two".to_owned())
        } else {
            None
        };
        let day = match (why_not, calendar.parse(text)) {
            (Some(why_not), _) => Err(why_not),
            (_, Err(reason)) => Err(format!("{} {reason}", quoted(text))),
            (_, Ok(date)) if date.precision != Precision::Day => Err(format!("{} is no single day", quoted(text))),
            (_, Ok(date)) => calendar
                .weekday_number(date.first)
                .ok_or_else(|| format!("{} has no weekday; name another day", quoted(text))),
        };
        match day {
            Ok(day) => {
                let first_weekday = (weekdays - day) % weekdays;
                Calendar::new(Description { first_weekday, ..calendar.description().clone() }).ok()
            }
            Err(message) => {
                self.report.error(&at, CODE, || message);
                None
            }
        }
    }

    fn name(&mut self, name: &str, at: &Path) -> String {
        checked(name, &at.field("name"), self.report, Role::Name).trim().to_owned()
    }

    fn short(&mut self, short: &str, at: &Path) -> Option<String> {
        let short = checked(short, &at.field("short"), self.report, Role::Label).trim();
        (!short.is_empty()).then(|| short.to_owned())
    }

    /// The number of months before a day outside.
    fn months_before(&mut self, day: &DayOutside, at: &Path) -> usize {
        let found = match (&day.after, &day.before) {
            (Some(month), None) => self.month(month, &at.field("after")).map(|month| month + 1),
            (None, Some(month)) => self.month(month, &at.field("before")),
            (Some(_), Some(_)) => {
                let message = "`after` and `before` say the same; keep one of the two";
                self.report.error(&at.field("before"), "contradictory-fields", || message.into());
                None
            }
            (None, None) => {
                let message = "say which month it follows or precedes: `after` or `before`";
                self.report.error(at, "missing-field", || message.into());
                None
            }
        };
        found.unwrap_or(0)
    }

    /// The index of a month.
    fn month(&mut self, name: &str, at: &Path) -> Option<usize> {
        let months = &self.written.months;
        let found = months.iter().position(|month| same_name(&month.name, name) || same_name(&month.short, name));
        if found.is_none() {
            let nearest = Budget::new(1).nearest(name, months.iter().map(|month| &*month.name));
            let mend = nearest.map_or("name one of `months`".into(), |name| format!("did you mean {}?", quoted(name)));
            self.report.error(at, "unknown-month", || format!("unknown month {}; {mend}", quoted(name)));
        }
        found
    }

    fn units_in(&mut self, written: Option<f64>, field: &'static str, usual: i64) -> i64 {
        written.map_or(usual, |number| self.whole(number, &self.at.field(field)).into())
    }

    /// A whole number from 0 on. Reports any other, and then returns 0.
    fn whole(&mut self, number: f64, at: &Path) -> u32 {
        if number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number) {
            return number as u32;
        }
        self.report.error(at, "bad-number", || format!("expected a whole number from 0 on, found {number}"));
        0
    }
}
