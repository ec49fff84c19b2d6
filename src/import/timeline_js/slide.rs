//! A slide of a timeline, from a row or from JSON.

use serde_json::Value;

use super::super::dates;
use super::super::grid::Row;
use super::super::{json, markup};
use super::{WhenDraft, plain_with_links};

/// What a slide is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The first one, of the whole timeline.
    Title,
    /// Something that happens.
    Event,
    /// A stretch of time behind the events.
    Era,
}

/// How the dates of a timeline are said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clock {
    /// As dates.
    Dates,
    /// As numbers of years.
    Years,
}

/// The columns of the spreadsheet that a slide has fields for.
const KNOWN: [&str; 12] = [
    "year",
    "month",
    "day",
    "time",
    "end year",
    "end month",
    "end day",
    "end time",
    "headline",
    "text",
    "group",
    "type",
];

/// A slide.
#[derive(Debug)]
pub(super) struct Slide {
    pub(super) kind: Kind,
    /// Where it is in the file.
    pub(super) place: String,
    pub(super) id: String,
    pub(super) headline: String,
    pub(super) group: String,
    text: String,
    pub(super) start: Moment,
    end: Moment,
    /// What else it says, as lines.
    other: Vec<String>,
}

/// A date in parts, each perhaps empty.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Moment {
    year: String,
    month: String,
    day: String,
    /// As people write it.
    time: String,
}

impl Slide {
    /// A slide of JSON.
    pub(super) fn of_json(value: &Value, kind: Kind, place: String) -> Self {
        let date = |name: &str| value.get(name).map(Moment::of_json).unwrap_or_default();
        let text = value.get("text").unwrap_or(&Value::Null);
        let mut other = json::other_lines(value, &["text", "start_date", "end_date", "group", "unique_id", "autolink"]);
        other.extend(json::other_lines(text, &["headline", "text"]));
        for name in ["start_date", "end_date"] {
            let shown = value.get(name).map(|date| json::member(date, "display_date")).unwrap_or_default();
            other.extend(line("display date", &shown));
        }
        Self {
            kind,
            place,
            id: json::member(value, "unique_id"),
            headline: markup::plain(&json::member(text, "headline")),
            group: json::member(value, "group"),
            text: plain_with_links(&json::member(text, "text")),
            start: date("start_date"),
            end: date("end_date"),
            other,
        }
    }

    /// A slide of a row, by the folded names of the columns.
    pub(super) fn of_row(names: &[String], row: &Row) -> Self {
        let known = |name: &str| names.iter().position(|own| own == name).map_or("", |at| row.cell(at)).to_owned();
        let moment = |before: &str| Moment {
            year: known(&format!("{before}year")),
            month: known(&format!("{before}month")),
            day: known(&format!("{before}day")),
            time: known(&format!("{before}time")),
        };
        let kind = match known("type").to_lowercase().as_str() {
            "title" => Kind::Title,
            "era" => Kind::Era,
            _ => Kind::Event,
        };
        let others = names.iter().enumerate().filter(|(_, name)| !KNOWN.contains(&name.as_str()));
        let other = others.filter_map(|(at, name)| line(name, &markup::plain(row.cell(at))));
        let further = row.cells.iter().skip(names.len()).filter(|cell| !cell.is_empty()).cloned();
        Self {
            kind,
            place: format!("line {}", row.line),
            id: String::new(),
            headline: markup::plain(&known("headline")),
            group: known("group"),
            text: plain_with_links(&known("text")),
            start: moment(""),
            end: moment("end "),
            other: other.chain(further).collect(),
        }
    }

    /// What it tells.
    pub(super) fn summary(&self) -> String {
        let other = self.other.join("\n");
        if self.text.is_empty() || other.is_empty() {
            format!("{}{other}", self.text)
        } else {
            format!("{}\n\n{other}", self.text)
        }
    }

    /// Whether one of its years is past those that dates have.
    pub(super) fn has_large_year(&self) -> bool {
        let is_large = |moment: &Moment| moment.year_number().is_some_and(|year| year.abs() > 999_999.0);
        is_large(&self.start) || is_large(&self.end)
    }

    /// Its time, and what of it our format cannot say.
    pub(super) fn when(&self, clock: Clock) -> (WhenDraft, Vec<String>) {
        let mut left = Vec::new();
        let mut value = |moment: &Moment, name: &str| {
            if *moment == Moment::default() {
                return None;
            }
            let value = match clock {
                Clock::Dates => moment.date().map(Value::from),
                Clock::Years => moment.years(),
            };
            if value.is_none() || (clock == Clock::Years && !moment.is_year()) {
                left.push(format!("{name} date: {} is not understood, or not all of it", moment.words()));
            }
            value
        };
        let (from, to) = (value(&self.start, "start"), value(&self.end, "end"));
        let is_turned = match (&from, &to) {
            (Some(Value::String(from)), Some(Value::String(to))) => dates::is_before(to, from),
            (Some(from), Some(to)) => to.as_f64() < from.as_f64(),
            _ => false,
        };
        if is_turned {
            left.push(format!("end date: {} is before the start", self.end.words()));
            return (WhenDraft { at: from, ..WhenDraft::default() }, left);
        }
        let when = match (from, to) {
            (Some(from), Some(to)) if from == to => WhenDraft::at(from),
            (from, None) => WhenDraft { at: from, ..WhenDraft::default() },
            (from, to) => WhenDraft { from, to, ..WhenDraft::default() },
        };
        if when == WhenDraft::default() && left.is_empty() {
            left.push("no date is given".to_owned());
        }
        (when, left)
    }
}

impl Moment {
    fn of_json(value: &Value) -> Self {
        let part = |name: &str| json::member(value, name);
        let two = |text: String| if text.is_empty() { "00".to_owned() } else { format!("{text:0>2}") };
        let hour = part("hour");
        let time = if hour.is_empty() {
            String::new()
        } else {
            let seconds = part("second");
            let seconds = if seconds.is_empty() { seconds } else { format!(":{}", two(seconds)) };
            format!("{}:{}{seconds}", two(hour), two(part("minute")))
        };
        Self { year: part("year"), month: part("month"), day: part("day"), time }
    }

    fn year_number(&self) -> Option<f64> {
        self.year.replace(',', "").parse::<f64>().ok().filter(|year| year.abs() <= 9e12)
    }

    /// Whether it is a year and nothing finer.
    fn is_year(&self) -> bool {
        self.month.is_empty() && self.day.is_empty() && self.time.is_empty()
    }

    /// A number of years.
    fn years(&self) -> Option<Value> {
        let year = self.year_number()?;
        Some(if year.fract() == 0.0 { Value::from(year as i64) } else { Value::from(year) })
    }

    /// The date as our format writes it; a year below zero is as many before the common era.
    fn date(&self) -> Option<String> {
        let year = self.year_number().filter(|year| year.fract() == 0.0)? as i64;
        let era = if year < 0 { "bc" } else { "ad" };
        let year = year.abs();
        let month = match self.month.parse::<u32>() {
            Ok(month) => format!("{month:02}"),
            Err(_) => self.month.clone(),
        };
        let text = match (month.as_str(), self.day.as_str()) {
            ("", "") => format!("{year} {era}"),
            (month, "") if month.parse::<u32>().is_ok() => format!("{month}/{year:04} {era}"),
            (month, "") => format!("{month} {year} {era}"),
            ("", _) => return None,
            (month, day) if month.parse::<u32>().is_ok() => format!("{}.{month}.{year:04} {} {era}", day, self.time),
            (month, day) => format!("{day} {month} {year} {} {era}", self.time),
        };
        if self.day.is_empty() && !self.time.is_empty() {
            return None;
        }
        dates::read(&text, true).ok().filter(|reading| reading.last.is_none()).map(|reading| reading.first)
    }

    /// It as the file has it.
    fn words(&self) -> String {
        let parts = [&self.year, &self.month, &self.day, &self.time];
        parts.into_iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
    }
}

/// A line `name: value`; `None` if there is no value.
fn line(name: &str, value: &str) -> Option<String> {
    (!value.is_empty()).then(|| format!("{name}: {value}"))
}
