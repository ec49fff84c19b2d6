//! The kind of a story's times, and the calendar that it may describe, as written.
//!
//! Read by the table of the format rather than by code that serde derives: for so many kinds of objects that is three times
//! as much code on the page, and a story has one calendar.

use serde::de::Error;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::document::check::{Checker, Mistake};
use crate::document::fields::{Shape, TIME};
use crate::text::Text;
use crate::text::path::Path;
use crate::text::scan::{self, Member, Span};

/// The kind of a story's times.
#[derive(Debug, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Time<'a> {
    /// `order`: no clock, only the order of events. `number`: numbers of a unit. `date`: calendar dates. `calendar`: dates
    /// of a calendar that is described here.
    pub kind: Kind,
    /// The unit of the numbers, in the singular, such as minute or chapter; only with `number`.
    #[cfg_attr(test, schemars(default))]
    pub unit: Text<'a>,
    /// The unit in the plural, such as feet for foot. If left out, common English units get their plural, and other
    /// units stay unchanged.
    #[cfg_attr(test, schemars(default))]
    pub units: Text<'a>,
    /// The months in the order of the year. This and all fields below are only for `calendar`, which needs months.
    #[cfg_attr(test, schemars(default))]
    pub months: Vec<Month<'a>>,
    /// Days that belong to no month, such as festivals.
    #[cfg_attr(test, schemars(default))]
    pub days_outside: Vec<DayOutside<'a>>,
    /// The names of the days of a week, in their order.
    #[cfg_attr(test, schemars(default))]
    pub weekdays: Vec<Text<'a>>,
    /// A date that is the first of the weekdays, such as "3 Ash 1". If left out, it is the first day of year 1.
    #[cfg_attr(test, schemars(default))]
    pub week_from: Text<'a>,
    /// Whether every month starts with the first weekday.
    #[cfg_attr(test, schemars(default))]
    pub months_start_weeks: bool,
    /// The eras in which years are counted.
    #[cfg_attr(test, schemars(default))]
    pub eras: Vec<Era<'a>>,
    /// The leap years, if there are any.
    #[cfg_attr(test, schemars(default, with = "Leap"))]
    pub leap: Option<Leap<'a>>,
    /// The hours in a day; 24 if left out.
    #[cfg_attr(test, schemars(default, with = "f64"))]
    pub hours_in_day: Option<f64>,
    /// The minutes in an hour; 60 if left out. A minute has 60 seconds.
    #[cfg_attr(test, schemars(default, with = "f64"))]
    pub minutes_in_hour: Option<f64>,
}

/// A kind of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename_all = "lowercase"))]
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
#[derive(Debug, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Month<'a> {
    /// The name.
    #[cfg_attr(test, schemars(length(min = 1, max = 200)))]
    pub name: Text<'a>,
    /// A shorter name, for the axis.
    #[cfg_attr(test, schemars(default))]
    pub short: Text<'a>,
    /// The number of its days in a year that is no leap year.
    pub days: f64,
}

/// A day that belongs to no month. Those between the same two months come in the order of the list.
#[derive(Debug, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct DayOutside<'a> {
    /// The name.
    #[cfg_attr(test, schemars(length(min = 1, max = 200)))]
    pub name: Text<'a>,
    /// The month that it follows. It has either this or `before`.
    #[cfg_attr(test, schemars(default, with = "Text"))]
    pub after: Option<Text<'a>>,
    /// The month that it precedes.
    #[cfg_attr(test, schemars(default, with = "Text"))]
    pub before: Option<Text<'a>>,
    /// Whether only leap years have it.
    #[cfg_attr(test, schemars(default))]
    pub leap_years_only: bool,
    /// Whether it has a weekday. If not, the weekdays go on after it.
    #[cfg_attr(test, schemars(default))]
    pub has_weekday: bool,
}

/// An era in which years are counted.
#[derive(Debug, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Era<'a> {
    /// The name.
    #[cfg_attr(test, schemars(length(min = 1, max = 200)))]
    pub name: Text<'a>,
    /// The letters beside a year, such as DR; the name if left out.
    #[cfg_attr(test, schemars(default))]
    pub short: Text<'a>,
    /// The direction in which years are counted. An era that counts `down` ends where the first one that counts `up`
    /// begins: year 1 comes right before that one's year 1.
    #[cfg_attr(test, schemars(default))]
    pub counts: Counts,
    /// The year in which it begins with its own year 1, counted in the first era that counts up. Needed for every later
    /// era that counts up.
    #[cfg_attr(test, schemars(default, with = "f64"))]
    pub from: Option<f64>,
}

/// A direction in which an era counts its years.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename_all = "lowercase"))]
pub enum Counts {
    /// From year 1 on.
    #[default]
    Up,
    /// Towards year 1, its last one.
    Down,
}

/// The leap years of a calendar, by a cycle of years that repeats.
#[derive(Debug, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Leap<'a> {
    /// The years after which the rule repeats. The first cycle starts with year 1.
    pub cycle: f64,
    /// The years of the cycle that are leap years, counted from 1; the last one if left out.
    #[cfg_attr(test, schemars(default))]
    pub years: Vec<f64>,
    /// The month that has a day more in a leap year. If left out, only `days_outside` are added.
    #[cfg_attr(test, schemars(default, with = "Text"))]
    pub longer_month: Option<Text<'a>>,
}

impl<'de: 'a, 'a> Deserialize<'de> for Time<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <&RawValue>::deserialize(deserializer)?.get();
        let mut mistakes = 0;
        let mut report = |_: Mistake<'_>, _: &Path<'_>, _: usize| mistakes += 1;
        let whole = Span::new(0, text.len());
        Checker::new(text, &mut report).value(whole, Shape::Object(TIME), &Path::ROOT);
        let object = Object::new(text, whole);
        match Self::of(&object) {
            Ok(time) if mistakes == 0 => Ok(time),
            _ => Err(D::Error::custom("it is no kind of time")),
        }
    }
}

impl<'a> Time<'a> {
    fn of(object: &Object<'a>) -> Result<Self, HalfCharacter> {
        let kind = match &*object.text("kind")? {
            "number" => Kind::Number,
            "date" => Kind::Date,
            "calendar" => Kind::Calendar,
            _ => Kind::Order,
        };
        let month = |month: Object<'a>| {
            let days = month.number("days").unwrap_or_default();
            Ok(Month { name: month.text("name")?, short: month.text("short")?, days })
        };
        let day_outside = |day: Object<'a>| {
            Ok(DayOutside {
                name: day.text("name")?,
                after: day.optional_text("after")?,
                before: day.optional_text("before")?,
                leap_years_only: day.flag("leap_years_only"),
                has_weekday: day.flag("has_weekday"),
            })
        };
        let era = |era: Object<'a>| {
            let counts = if &*era.text("counts")? == "down" { Counts::Down } else { Counts::Up };
            Ok(Era { name: era.text("name")?, short: era.text("short")?, counts, from: era.number("from") })
        };
        let leap = |leap: Object<'a>| {
            Ok(Leap {
                cycle: leap.number("cycle").unwrap_or_default(),
                years: leap.items("years").into_iter().filter_map(|year| number(leap.text, year)).collect(),
                longer_month: leap.optional_text("longer_month")?,
            })
        };
        let inner = |at| Object::new(object.text, at);
        let text = |at| scan::string(object.text, at).map(Text).ok_or(HalfCharacter);
        Ok(Self {
            kind,
            unit: object.text("unit")?,
            units: object.text("units")?,
            months: object.items("months").into_iter().map(|at| month(inner(at))).collect::<Result<_, _>>()?,
            days_outside: object
                .items("days_outside")
                .into_iter()
                .map(|at| day_outside(inner(at)))
                .collect::<Result<_, _>>()?,
            weekdays: object.items("weekdays").into_iter().map(text).collect::<Result<_, _>>()?,
            week_from: object.text("week_from")?,
            months_start_weeks: object.flag("months_start_weeks"),
            eras: object.items("eras").into_iter().map(|at| era(inner(at))).collect::<Result<_, _>>()?,
            leap: match object.value("leap") {
                Some(at) => Some(leap(inner(at))?),
                None => None,
            },
            hours_in_day: object.number("hours_in_day"),
            minutes_in_hour: object.number("minutes_in_hour"),
        })
    }
}

/// A text with half of a character that needs two escapes.
struct HalfCharacter;

/// An object that fits the table of the format.
struct Object<'a> {
    text: &'a str,
    members: Vec<Member>,
}

impl<'a> Object<'a> {
    fn new(text: &'a str, at: Span) -> Self {
        Self { text, members: scan::members(text, at).unwrap_or_default() }
    }

    fn value(&self, name: &str) -> Option<Span> {
        let is_it = |member: &&Member| scan::is(self.text, member.key, name);
        self.members.iter().find(is_it).map(|member| member.value)
    }

    fn optional_text(&self, name: &str) -> Result<Option<Text<'a>>, HalfCharacter> {
        match self.value(name) {
            Some(value) => scan::string(self.text, value).map(Text).map(Some).ok_or(HalfCharacter),
            None => Ok(None),
        }
    }

    fn text(&self, name: &str) -> Result<Text<'a>, HalfCharacter> {
        self.optional_text(name).map(Option::unwrap_or_default)
    }

    fn number(&self, name: &str) -> Option<f64> {
        number(self.text, self.value(name)?)
    }

    fn flag(&self, name: &str) -> bool {
        self.value(name).is_some_and(|value| value.of(self.text) == "true")
    }

    fn items(&self, name: &str) -> Vec<Span> {
        self.value(name).and_then(|list| scan::items(self.text, list).ok()).unwrap_or_default()
    }
}

fn number(of: &str, value: Span) -> Option<f64> {
    serde_json::from_str(value.of(of)).ok()
}
