//! The kind of a story's times, and the calendar that it may describe, as written.

use serde::Deserialize;

use super::{given, named};
use crate::text::Text;

/// The kind of a story's times.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Time<'a> {
    /// `order`: no clock, only the order of events. `number`: numbers of a unit. `date`: calendar dates. `calendar`: dates
    /// of a calendar that is described here.
    pub kind: Kind,
    /// The unit of the numbers, in the singular, such as minute or chapter; only with `number`.
    #[serde(borrow, default)]
    pub unit: Text<'a>,
    /// The unit in the plural, such as feet for foot. If left out, common English units get their plural, and other
    /// units stay unchanged.
    #[serde(default)]
    pub units: Text<'a>,
    /// The months in the order of the year. This and all fields below are only for `calendar`, which needs months.
    #[serde(default, deserialize_with = "named::objects")]
    pub months: Vec<Month<'a>>,
    /// Days that belong to no month, such as festivals.
    #[serde(default, deserialize_with = "named::objects")]
    pub days_outside: Vec<DayOutside<'a>>,
    /// The names of the days of a week, in their order.
    #[serde(default)]
    pub weekdays: Vec<Text<'a>>,
    /// A date that is the first of the weekdays, such as "3 Ash 1". If left out, it is the first day of year 1.
    #[serde(default)]
    pub week_from: Text<'a>,
    /// Whether every month starts with the first weekday.
    #[serde(default)]
    pub months_start_weeks: bool,
    /// The eras in which years are counted.
    #[serde(default, deserialize_with = "named::objects")]
    pub eras: Vec<Era<'a>>,
    /// The leap years, if there are any.
    #[serde(default, deserialize_with = "named::given")]
    #[cfg_attr(test, schemars(with = "Leap"))]
    pub leap: Option<Leap<'a>>,
    /// The hours in a day; 24 if left out.
    #[serde(default, deserialize_with = "given")]
    #[cfg_attr(test, schemars(with = "f64"))]
    pub hours_in_day: Option<f64>,
    /// The minutes in an hour; 60 if left out. A minute has 60 seconds.
    #[serde(default, deserialize_with = "given")]
    #[cfg_attr(test, schemars(with = "f64"))]
    pub minutes_in_hour: Option<f64>,
}

/// A kind of time.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Kind {
    /// No clock: exact times, if any, are whole steps.
    #[default]
    Order,
    /// Numbers, rounded to a millionth.
    Number,
    /// ISO 8601 dates in the proleptic Gregorian calendar.
    Date,
    /// Dates of a calendar that the story describes, such as "12 Mirtul 1492 DR" or "1492-05-12".
    Calendar,
}

/// A month of a calendar.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Month<'a> {
    /// The name.
    #[serde(borrow)]
    #[cfg_attr(test, schemars(length(min = 1, max = 200)))]
    pub name: Text<'a>,
    /// A shorter name, for the axis.
    #[serde(default)]
    pub short: Text<'a>,
    /// The number of its days in a year that is no leap year.
    pub days: f64,
}

/// A day that belongs to no month. Those between the same two months come in the order of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DayOutside<'a> {
    /// The name.
    #[serde(borrow)]
    #[cfg_attr(test, schemars(length(min = 1, max = 200)))]
    pub name: Text<'a>,
    /// The month that it follows. It has either this or `before`.
    #[serde(default, deserialize_with = "given")]
    #[cfg_attr(test, schemars(with = "Text"))]
    pub after: Option<Text<'a>>,
    /// The month that it precedes.
    #[serde(default, deserialize_with = "given")]
    #[cfg_attr(test, schemars(with = "Text"))]
    pub before: Option<Text<'a>>,
    /// Whether only leap years have it.
    #[serde(default)]
    pub leap_years_only: bool,
    /// Whether it has a weekday. If not, the weekdays go on after it.
    #[serde(default)]
    pub has_weekday: bool,
}

/// An era in which years are counted.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Era<'a> {
    /// The name.
    #[serde(borrow)]
    #[cfg_attr(test, schemars(length(min = 1, max = 200)))]
    pub name: Text<'a>,
    /// The letters beside a year, such as DR; the name if left out.
    #[serde(default)]
    pub short: Text<'a>,
    /// The direction in which years are counted. An era that counts `down` ends where the first one that counts `up`
    /// begins: year 1 comes right before that one's year 1.
    #[serde(default)]
    pub counts: Counts,
    /// The year in which it begins with its own year 1, counted in the first era that counts up. Needed for every later
    /// era that counts up.
    #[serde(default, deserialize_with = "given")]
    #[cfg_attr(test, schemars(with = "f64"))]
    pub from: Option<f64>,
}

/// A direction in which an era counts its years.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Counts {
    /// From year 1 on.
    #[default]
    Up,
    /// Towards year 1, its last one.
    Down,
}

/// The leap years of a calendar, by a cycle of years that repeats.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Leap<'a> {
    /// The years after which the rule repeats. The first cycle starts with year 1.
    pub cycle: f64,
    /// The years of the cycle that are leap years, counted from 1; the last one if left out.
    #[serde(default)]
    pub years: Vec<f64>,
    /// The month that has a day more in a leap year. If left out, only `days_outside` are added.
    #[serde(borrow, default, deserialize_with = "given")]
    #[cfg_attr(test, schemars(with = "Text"))]
    pub longer_month: Option<Text<'a>>,
}
