//! Counts days: which day of which year is the n-th, and back.
//!
//! ```text
//! day 0 = the first day of year 1
//! cycle |-- year 1 --|-- year 2 --|-- year 3 --|-- year 4, longer ---| and again
//! year  |-- month --|day outside|-- month --| …
//! ```

use super::description::Description;

/// A month or a day outside the months, by its index in the description.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// A month.
    Month(usize),
    /// A day outside the months.
    Outside(usize),
}

/// A day by the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CalendarDay {
    /// The year, counted through all eras: 0 is the year before 1.
    pub year: i64,
    /// The month, or the day outside the months.
    pub place: Place,
    /// The day of the month, from 1; 1 outside the months.
    pub day: i64,
}

/// A month or day outside within a year.
#[derive(Debug)]
pub(super) struct Part {
    pub place: Place,
    /// The days of the year before it.
    pub start: i64,
    pub days: i64,
    /// The days of the year before it that have a weekday.
    week_start: i64,
    in_week: bool,
}

/// The parts of a year, common or leap.
#[derive(Debug)]
pub(super) struct Layout {
    pub parts: Vec<Part>,
    pub days: i64,
    week_days: i64,
}

impl Layout {
    fn new(description: &Description, leap: bool) -> Self {
        let mut layout = Self { parts: Vec::new(), days: 0, week_days: 0 };
        layout.add_outside(description, 0, leap);
        for (at, month) in description.months.iter().enumerate() {
            let longer = leap && description.leap.as_ref().is_some_and(|leap| leap.longer_month == Some(at));
            layout.add(Place::Month(at), i64::from(month.days) + i64::from(longer), true);
            layout.add_outside(description, at + 1, leap);
        }
        layout
    }

    fn add_outside(&mut self, description: &Description, after: usize, leap: bool) {
        for (at, day) in description.days_outside.iter().enumerate() {
            if day.after == after && (leap || !day.leap_years_only) {
                self.add(Place::Outside(at), 1, !day.outside_week);
            }
        }
    }

    fn add(&mut self, place: Place, days: i64, in_week: bool) {
        self.parts.push(Part { place, start: self.days, days, week_start: self.week_days, in_week });
        self.days += days;
        self.week_days += if in_week { days } else { 0 };
    }

    /// The part of this place; `None` for a day of leap years in a common one.
    pub(super) fn part(&self, place: Place) -> Option<&Part> {
        self.parts.iter().find(|part| part.place == place)
    }
}

/// Counts the years of a cycle, and so all years.
#[derive(Debug)]
pub(super) struct Years {
    common: Layout,
    leap: Layout,
    cycle: Vec<YearOfCycle>,
    cycle_days: i64,
    cycle_week_days: i64,
    /// Whether weekdays are counted anew in every month.
    months_start_weeks: bool,
}

/// A year of the cycle.
#[derive(Debug)]
struct YearOfCycle {
    /// The days of the cycle before it.
    start: i64,
    /// Those of them that have a weekday.
    week_start: i64,
    leap: bool,
}

impl Years {
    /// Of a description without faults.
    pub(super) fn new(description: &Description) -> Self {
        let (common, leap) = (Layout::new(description, false), Layout::new(description, true));
        let length = description.leap.as_ref().map_or(1, |leap| leap.cycle);
        let months_start_weeks = description.months_start_weeks;
        let mut years = Self { common, leap, cycle: Vec::new(), cycle_days: 0, cycle_week_days: 0, months_start_weeks };
        for year in 1..=length {
            let is_leap = |leap: &super::description::Leap| leap.years.iter().any(|of| of % length == year % length);
            let leap = description.leap.as_ref().is_some_and(is_leap);
            years.cycle.push(YearOfCycle { start: years.cycle_days, week_start: years.cycle_week_days, leap });
            let layout = if leap { &years.leap } else { &years.common };
            years.cycle_days += layout.days;
            years.cycle_week_days += layout.week_days;
        }
        years
    }

    /// The years after which the calendar repeats.
    pub(super) fn cycle_length(&self) -> i64 {
        count(self.cycle.len())
    }

    /// The parts of a year.
    pub(super) fn layout(&self, year: i64) -> &Layout {
        self.of_cycle(self.split(year).1)
    }

    /// The first day of a year; may lie past the days that have a moment.
    pub(super) fn start(&self, year: i64) -> i128 {
        let (cycles, at) = self.split(year);
        i128::from(cycles) * i128::from(self.cycle_days) + i128::from(self.cycle[at].start)
    }

    /// The number of a day; `None` if that year has no such day.
    pub(super) fn number(&self, day: CalendarDay) -> Option<i128> {
        let part = self.layout(day.year).part(day.place)?;
        (1..=part.days).contains(&day.day).then(|| self.start(day.year) + i128::from(part.start + day.day - 1))
    }

    /// The day of a number that comes of a moment.
    pub(super) fn day(&self, number: i64) -> CalendarDay {
        let (year, part, day) = self.find(number);
        CalendarDay { year, place: part.place, day }
    }

    /// How many days that have a weekday lie between day 0, or the first of the month if that starts a week, and this one;
    /// `None` if it has no weekday itself.
    pub(super) fn week_days(&self, number: i64) -> Option<i64> {
        let (year, part, day) = self.find(number);
        if self.months_start_weeks {
            return matches!(part.place, Place::Month(_)).then_some(day - 1);
        }
        let (cycles, at) = self.split(year);
        let before = cycles * self.cycle_week_days + self.cycle[at].week_start + part.week_start;
        part.in_week.then_some(before + day - 1)
    }

    /// The year, the part of it and the day of that part.
    pub(super) fn find(&self, number: i64) -> (i64, &Part, i64) {
        let (cycles, of_cycle) = (number.div_euclid(self.cycle_days), number.rem_euclid(self.cycle_days));
        let at = self.cycle.partition_point(|year| year.start <= of_cycle) - 1;
        let of_year = of_cycle - self.cycle[at].start;
        let parts = &self.of_cycle(at).parts;
        let part = &parts[parts.partition_point(|part| part.start <= of_year) - 1];
        (cycles * self.cycle_length() + count(at) + 1, part, of_year - part.start + 1)
    }

    fn of_cycle(&self, at: usize) -> &Layout {
        if self.cycle[at].leap { &self.leap } else { &self.common }
    }

    /// The cycles before a year's own, and its place in that one.
    fn split(&self, year: i64) -> (i64, usize) {
        let before = year.saturating_sub(1);
        (before.div_euclid(self.cycle_length()), before.rem_euclid(self.cycle_length()) as usize)
    }
}

/// A length or index as the number it is added to.
pub(super) fn count(of: usize) -> i64 {
    i64::try_from(of).unwrap_or(i64::MAX)
}
