//! When the scenes of a project of yWriter are: at a date, or on a numbered day.

use serde_json::Value;

use crate::import::draft::{TimeDraft, WhenDraft};
use crate::import::ywriter::tree::Element;
use crate::time::calendar;

/// The date that yWriter and its companions write where there is none.
const NO_DATE: &str = "0001-01-01";
const DAY: i64 = 24 * 60;
/// Days past this are no days of a story.
const MOST: i64 = 1_000_000_000;

/// What a scene says of its time, in minutes where it is no date.
#[derive(Debug, Default, PartialEq)]
pub(super) struct SceneTime {
    /// The date, and for sorting its number.
    date: Option<(String, i64)>,
    /// The minutes from the start of day 0.
    day: Option<i64>,
    /// How many minutes it lasts; 0 where the file does not say.
    lasts: i64,
    /// What is not understood.
    pub(super) odd: Option<String>,
}

impl SceneTime {
    /// The time of a scene. Day 0 at 0:00 is what yWriter writes of a scene whose time nobody entered.
    pub(super) fn of(scene: &Element) -> Self {
        let number = |name: &str| scene.text_of(name).parse::<i64>().unwrap_or_default().clamp(-MOST, MOST);
        let minutes = |days: &str, hours: &str, minutes: &str| {
            number(days).saturating_mul(DAY) + number(hours).saturating_mul(60) + number(minutes)
        };
        let mut time = Self { lasts: minutes("LastsDays", "LastsHours", "LastsMinutes").max(0), ..Self::default() };
        let specific = match (scene.text_of("SpecificDateTime"), scene.text_of("SpecificDate")) {
            ("", date) => format!("{date} {}", scene.text_of("SpecificTime")),
            (both, _) => both.replace('T', " "),
        };
        let is_specific = scene.text_of("SpecificDateMode") != "0";
        let specific = specific.trim();
        if is_specific && !specific.is_empty() {
            let (date, clock) = specific.split_once(' ').unwrap_or((specific, ""));
            if date != NO_DATE {
                let text = date_text(date, clock);
                match calendar::parse(&text) {
                    Ok(moment) => time.date = Some((text, moment.0)),
                    Err(_) => time.odd = Some(specific.to_owned()),
                }
            } else if !is_midnight(clock) {
                time.odd = Some(clock.to_owned());
            }
        }
        if time.date.is_none() {
            time.day = Some(minutes("Day", "Hour", "Minute")).filter(|minutes| *minutes != 0);
        }
        time
    }

    /// Its place among those of the other scenes, if the scenes have that kind of time.
    pub(super) fn key(&self, clock: &Clock) -> Option<i64> {
        match clock {
            Clock::None => None,
            Clock::Date => self.date.as_ref().map(|(_, key)| *key),
            Clock::Number(_) => self.day,
        }
    }

    /// It as our format says it, and what that cannot say.
    pub(super) fn when(&self, clock: &Clock) -> (Option<WhenDraft>, String) {
        let lasts = (self.lasts > 0).then_some(self.lasts);
        let start = match clock {
            Clock::None => {
                return (None, lasts.map(|lasts| format!("Lasts: {}", words(lasts))).unwrap_or_default());
            }
            Clock::Date => self.date.as_ref().map(|(text, _)| Value::from(text.as_str())),
            Clock::Number(unit) => self.day.map(|minutes| Value::from(minutes / unit)),
        };
        let lasts = lasts.map(|lasts| match clock {
            Clock::Number(unit) => Value::from(lasts / unit),
            _ => Value::from(duration(lasts)),
        });
        let rest = match (clock, self.day) {
            (Clock::Date, Some(minutes)) => format!("Day {}, {}", minutes.div_euclid(DAY), clock_words(minutes)),
            _ => String::new(),
        };
        let when = match (start, lasts) {
            (Some(start), None) => WhenDraft::at(start),
            (start, lasts) => WhenDraft { from: start, lasts, ..WhenDraft::default() },
        };
        (Some(when), rest)
    }
}

/// The kind of time of all scenes.
#[derive(Debug, PartialEq)]
pub(super) enum Clock {
    /// No scene says when it is.
    None,
    /// Some have dates.
    Date,
    /// Some have days; the minutes of the unit.
    Number(i64),
}

impl Clock {
    /// The kind of time of scenes: the unit of days is the coarsest that says all of them.
    pub(super) fn of<'t>(times: impl Iterator<Item = &'t SceneTime> + Clone) -> Self {
        if times.clone().any(|time| time.date.is_some()) {
            return Self::Date;
        }
        if times.clone().all(|time| time.day.is_none()) {
            return Self::None;
        }
        let mut said = times.flat_map(|time| [time.day.unwrap_or_default(), time.lasts]);
        let unit = |unit: i64, minutes: i64| {
            if minutes % unit == 0 {
                unit
            } else if minutes % 60 == 0 {
                60
            } else {
                1
            }
        };
        Self::Number(said.try_fold(DAY, |all, minutes| Some(unit(all, minutes).min(all))).unwrap_or(1))
    }

    /// It as our format says it.
    pub(super) fn draft(&self) -> TimeDraft {
        let number = |unit: &str| TimeDraft::Number { unit: unit.to_owned(), units: format!("{unit}s") };
        match self {
            Self::None => TimeDraft::Order,
            Self::Date => TimeDraft::Date,
            Self::Number(DAY) => number("day"),
            Self::Number(60) => number("hour"),
            Self::Number(_) => number("minute"),
        }
    }
}

/// A date and a time of day. Midnight is also what is written where no time was entered, and then says nothing.
fn date_text(date: &str, clock: &str) -> String {
    if is_midnight(clock) {
        return date.to_owned();
    }
    let whole = clock.strip_suffix(":00").filter(|minutes| minutes.contains(':'));
    format!("{date}T{}", whole.unwrap_or(clock))
}

fn is_midnight(clock: &str) -> bool {
    clock.chars().all(|c| c == '0' || c == ':')
}

/// A length in ISO 8601.
fn duration(minutes: i64) -> String {
    let part = |number: i64, unit: &str| if number > 0 { format!("{number}{unit}") } else { String::new() };
    let clock = part(minutes % DAY / 60, "H") + &part(minutes % 60, "M");
    let clock = if clock.is_empty() { clock } else { format!("T{clock}") };
    format!("P{}{clock}", part(minutes / DAY, "D"))
}

/// A length for people.
fn words(minutes: i64) -> String {
    let part = |number: i64, unit: &str| match number {
        0 => None,
        1 => Some(format!("1 {unit}")),
        _ => Some(format!("{number} {unit}s")),
    };
    let parts = [part(minutes / DAY, "day"), part(minutes % DAY / 60, "hour"), part(minutes % 60, "minute")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The time of day at so many minutes from the start of a day.
fn clock_words(minutes: i64) -> String {
    let minutes = minutes.rem_euclid(DAY);
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
