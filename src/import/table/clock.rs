//! The kind of time of a table, told from its cells: none, numbers or dates; and the time of each row.

use serde_json::Value;

use super::super::Options;
use super::super::dates::{self, Reading, words::folded};
use super::super::draft::{TimeDraft, WhenDraft};
use super::value;
use super::{Field, Table};

/// A table's kind of time.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Clock {
    /// It has no times: its rows are in order.
    Rows,
    /// Numbers of a unit, which may be empty.
    Numbers {
        /// The unit.
        unit: String,
    },
    /// Dates.
    Dates(Dates),
    /// Lengths of time by the calendar, and no dates: its rows are in order.
    Lengths,
}

/// How the dates of a table are read.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Dates {
    /// Whether `3/4/1916` is the third of April.
    pub(super) is_day_first: bool,
    /// How that is known.
    pub(super) order: Order,
    /// Whether numbers are years, however small.
    has_years: bool,
    /// Whether all its times of day are midnight, as programs write dates that have none.
    pub(super) is_midnight_nothing: bool,
}

/// How it is known whether the day comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    /// The table shows it, somebody has said so, or no date depends on it.
    #[default]
    Known,
    /// The table leaves it open, and nobody has said.
    Open,
    /// The table has it both ways.
    Mixed,
}

/// Names of columns of years.
const YEARS: &[&str] = &["year", "start year", "end year", "jahr", "annee", "ano", "anno", "jaar", "年份"];

impl Clock {
    /// The clock of a table.
    pub(super) fn of(table: &Table, options: &Options) -> Self {
        let dated = [Field::From, Field::To];
        let columns: Vec<usize> = dated.iter().filter_map(|field| table.columns.of_field(*field)).collect();
        let cells: Vec<&str> = table.rows().iter().flat_map(|row| columns.iter().map(|at| row.cell(*at))).collect();
        let cells: Vec<&str> = cells.into_iter().filter(|cell| !cell.is_empty()).collect();
        let name = columns.first().map_or(String::new(), |at| folded(&table.columns.list[*at].0));
        let has_years = YEARS.contains(&name.as_str());
        if cells.is_empty() {
            let lasts = table.columns.of_field(Field::Lasts);
            let column = lasts.map_or("", |at| table.columns.list[at].0.as_str());
            let has_lengths =
                lasts.is_some_and(|at| table.rows().iter().any(|row| value::duration(row.cell(at), column).is_some()));
            return if has_lengths { Self::Lengths } else { Self::Rows };
        }
        let numbers: Option<Vec<f64>> =
            cells.iter().map(|cell| value::number(cell, table.has_decimal_commas())).collect();
        if let Some(numbers) = numbers {
            let is_year = |number: &f64| number.fract() == 0.0 && (1000.0..3000.0).contains(number);
            if !has_years && !numbers.iter().all(is_year) {
                let unit = if name == "day" || name == "hour" { name } else { String::new() };
                return Self::Numbers { unit };
            }
        } else if let Some(unit) = common_unit(&cells, table.has_decimal_commas()) {
            return Self::Numbers { unit };
        }
        let mut found = Dates::of(&cells, options);
        found.has_years = has_years;
        if cells.iter().any(|cell| found.read(cell).is_ok()) { Self::Dates(found) } else { Self::Rows }
    }

    /// It as the story has it.
    pub(super) fn time(&self) -> TimeDraft {
        match self {
            Self::Rows => TimeDraft::Order,
            Self::Numbers { unit } => {
                let is_english = ["day", "week", "month", "year", "hour", "minute", "chapter"].contains(&unit.as_str());
                let units = if is_english { format!("{unit}s") } else { unit.clone() };
                TimeDraft::Number { unit: unit.clone(), units }
            }
            Self::Dates(_) | Self::Lengths => TimeDraft::Date,
        }
    }
}

/// The unit in cells such as `Day 3`, if all have the same.
fn common_unit(cells: &[&str], has_decimal_commas: bool) -> Option<String> {
    let unit = |cell: &&str| united(cell, has_decimal_commas).map(|(unit, _)| unit);
    let first = cells.first().and_then(unit)?;
    cells.iter().all(|cell| unit(cell).as_ref() == Some(&first)).then_some(first)
}

/// `Day 3` as its unit and its number.
fn united(cell: &str, has_decimal_commas: bool) -> Option<(String, f64)> {
    let (unit, number) = cell.split_once(' ')?;
    let number = value::number(number, has_decimal_commas)?;
    let is_word = unit.chars().all(char::is_alphabetic) && dates::read(cell, true).is_err();
    is_word.then(|| (unit.to_lowercase(), number))
}

impl Dates {
    /// How dates in these cells are read.
    fn of(cells: &[&str], options: &Options) -> Self {
        let orders: Vec<(u32, u32)> = cells.iter().filter_map(|cell| dates::order_of_numbers(cell)).collect();
        let shows_day_first = orders.iter().any(|(first, second)| *first > 12 && *second <= 12);
        let shows_month_first = orders.iter().any(|(first, second)| *first <= 12 && *second > 12);
        let is_ambiguous = orders.iter().any(|(first, second)| *first <= 12 && *second <= 12 && first != second);
        let shown = match (shows_day_first, shows_month_first) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        };
        let said = options.is_day_first.or(shown);
        let clocks = cells.iter().filter_map(|cell| dates::read(cell, true).ok());
        let mut clocks = clocks.filter(|reading| reading.first.contains('T')).peekable();
        let is_midnight = |reading: Reading| reading.first.split_once('T').is_some_and(|(_, clock)| is_midnight(clock));
        Self {
            is_day_first: said.unwrap_or(true),
            order: match said {
                None if is_ambiguous && shows_day_first && shows_month_first => Order::Mixed,
                None if is_ambiguous => Order::Open,
                _ => Order::Known,
            },
            has_years: false,
            is_midnight_nothing: clocks.peek().is_some() && clocks.all(is_midnight),
        }
    }

    /// The date in a cell.
    ///
    /// # Errors
    /// Why it is none, as a clause that follows the text.
    pub(super) fn read(&self, cell: &str) -> Result<Reading, String> {
        let digits = cell.strip_prefix(['-', '−']).unwrap_or(cell);
        let is_year = (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        if is_year && (self.has_years || digits.len() < cell.len()) {
            // Whoever writes -44 means 44 BC, for which our format has -0043.
            let era = if digits.len() < cell.len() { "bc" } else { "ad" };
            return dates::read(&format!("{digits} {era}"), true);
        }
        let mut reading = dates::read(cell, self.is_day_first)?;
        if self.is_midnight_nothing {
            for date in std::iter::once(&mut reading.first).chain(&mut reading.last) {
                if let Some((day, clock)) = date.split_once('T')
                    && is_midnight(clock)
                {
                    *date = day.to_owned();
                }
            }
        }
        Ok(reading)
    }
}

fn is_midnight(clock: &str) -> bool {
    clock.strip_prefix("00:00").is_some_and(|rest| rest.chars().all(|c| matches!(c, ':' | '0' | '.' | 'Z')))
}

/// The cells of a row that say when.
pub(super) struct Cells<'a> {
    /// The start, its time of day, the end, its time of day, the length.
    pub(super) from: &'a str,
    pub(super) from_time: &'a str,
    pub(super) to: &'a str,
    pub(super) to_time: &'a str,
    pub(super) lasts: &'a str,
    /// The name of the column of lengths.
    pub(super) lasts_column: &'a str,
}

/// The time of a row, and what of its cells is not in it: the field, and why, if a note should say so.
pub(super) type Told = (Option<WhenDraft>, Vec<(Field, Option<String>)>);

impl Clock {
    /// The time of a row. Rows that say nothing follow the one before only where no row has a time.
    pub(super) fn when(&self, cells: &Cells<'_>, has_decimal_commas: bool) -> Told {
        match self {
            Self::Rows => (None, Cells::FIELDS.map(|field| (field, None)).into()),
            Self::Numbers { .. } => cells.numbers(has_decimal_commas),
            Self::Dates(dates) => cells.dates(dates, true),
            // A length alone lets an event follow the one before.
            Self::Lengths => cells.dates(&Dates::default(), false),
        }
    }
}

impl Cells<'_> {
    const FIELDS: [Field; 5] = [Field::From, Field::FromTime, Field::To, Field::ToTime, Field::Lasts];

    fn numbers(&self, has_decimal_commas: bool) -> Told {
        let mut left = vec![(Field::FromTime, None), (Field::ToTime, None)];
        let mut number = |cell: &str, field: Field| {
            let united = || united(cell, has_decimal_commas).map(|(_, number)| number);
            let number = value::number(cell, has_decimal_commas).or_else(united);
            if number.is_none() && !cell.is_empty() {
                left.push((field, Some(format!("“{cell}” is no number"))));
            }
            number
        };
        let [from, to, lasts] = [(self.from, Field::From), (self.to, Field::To), (self.lasts, Field::Lasts)]
            .map(|(cell, field)| number(cell, field));
        let json = |number: Option<f64>| number.map(value::json);
        let mut when = WhenDraft::default();
        match (from, to) {
            (Some(from), Some(to)) if to < from => {
                left.push((Field::To, Some("the end is before the start".to_owned())));
                when.at = json(Some(from));
            }
            (Some(_), None) if lasts.is_none_or(|lasts| lasts < 0.0) => when.at = json(from),
            _ => (when.from, when.to) = (json(from), json(to)),
        }
        match lasts {
            Some(lasts)
                if lasts >= 0.0
                    && !(when.from.is_some() && when.to.is_some())
                    && (when.from.is_some() || when.to.is_some()) =>
            {
                when.lasts = json(Some(lasts));
            }
            Some(_) => left.push((Field::Lasts, None)),
            None => {}
        }
        (Some(when), left)
    }

    fn dates(&self, dates: &Dates, has_dates: bool) -> Told {
        let mut left = Vec::new();
        let mut date = |cell: &str, time: &str, field: Field, time_field: Field| {
            let with_time = if time.is_empty() { None } else { dates.read(&format!("{cell} {time}")).ok() };
            if with_time.is_none() && !time.is_empty() {
                left.push((time_field, Some(format!("“{time}” is no time of a day that is known"))));
            }
            match with_time.map_or_else(|| dates.read(cell), Ok) {
                Ok(reading) => Some(reading),
                Err(_) if cell.is_empty() => None,
                Err(reason) => {
                    left.push((field, Some(format!("“{cell}” {reason}"))));
                    None
                }
            }
        };
        let from = date(self.from, self.from_time, Field::From, Field::FromTime);
        let to_day = if self.to.is_empty() && !self.to_time.is_empty() { self.from } else { self.to };
        let to = date(to_day, self.to_time, Field::To, Field::ToTime);
        let mut when = from.as_ref().map(Reading::when).unwrap_or_default();
        if let Some(to) = to {
            let end = to.last.unwrap_or(to.first);
            let is_plain = |text: &str| dates::date(text).is_some();
            match from.as_ref().map(|from| from.first.as_str()) {
                Some(start) if dates::is_before(&end, start) => {
                    left.push((Field::To, Some("the end is before the start".to_owned())));
                }
                // A moment, not a stretch of no length.
                Some(start) if start == end && start.contains('T') => {}
                Some(start) if is_plain(start) && is_plain(&end) => when = WhenDraft::between(start, end),
                None if is_plain(&end) => when.to = Some(Value::from(end)),
                _ => left.push((Field::To, None)),
            }
        }
        let is_start = when.at.as_ref().and_then(Value::as_str).is_some_and(|at| dates::date(at).is_some());
        match value::duration(self.lasts, self.lasts_column) {
            Some(lasts) if is_start => {
                when.from = when.at.take();
                when.lasts = Some(Value::from(lasts));
            }
            Some(lasts) if !has_dates => when.lasts = Some(Value::from(lasts)),
            Some(_) => left.push((Field::Lasts, None)),
            None if !self.lasts.is_empty() => {
                left.push((Field::Lasts, Some(format!("“{}” is no length of time that is understood", self.lasts))));
            }
            None => {}
        }
        (Some(when), left)
    }
}
