//! What the columns of a table hold, by their names in several languages, by what somebody has said, and by their content.

use super::super::Options;
use super::super::dates::{self, words::folded};
use super::super::grid::Row;
use super::names::{Field, recognised};
use super::value;

/// Who says what a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The column's name.
    Name,
    /// [`Options::columns`].
    Options,
    /// Its content.
    Content,
}

/// The columns of a table.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// Their names, and what they hold: at most one column for a field, but for summaries.
    pub(super) list: Vec<(String, Option<(Field, Basis)>)>,
    /// Whether the first row has their names.
    pub(super) has_names: bool,
    /// The pairs of [`Options::columns`] that name no field, or no column.
    pub(super) unknown: Vec<(String, String)>,
}

impl Columns {
    /// The columns of a table with these rows.
    pub(super) fn of(rows: &[Row], options: &Options) -> Self {
        let Some(first) = rows.first() else { return Self::default() };
        let asked = |name: &str| {
            let pair = options.columns.iter().find(|(_, column)| folded(column.trim()) == folded(name))?;
            Field::named(&pair.0)
        };
        let is_named = |cell: &String| recognised(cell).is_some() || asked(cell).is_some();
        let is_value = |cell: &String| value::number(cell, false).is_some() || dates::read(cell, true).is_ok();
        let has_names = first.cells.iter().any(is_named) || !first.cells.iter().any(is_value);
        let name = |(at, cell): (usize, &String)| {
            if has_names && !cell.is_empty() { cell.clone() } else { format!("Column {}", at + 1) }
        };
        let names: Vec<String> = first.cells.iter().enumerate().map(name).collect();
        let mut columns: Vec<(String, Option<(Field, Basis)>)> = Vec::new();
        for name in &names {
            let asked = asked(name).map(|field| (field, Basis::Options));
            columns.push((name.clone(), asked));
        }
        let mut columns = Self { list: columns, has_names, unknown: Vec::new() };
        for (at, name) in names.iter().enumerate() {
            if columns.list[at].1.is_none()
                && let Some(field) = recognised(name)
            {
                columns.give(at, field, Basis::Name);
            }
        }
        columns.guess(&rows[usize::from(has_names)..]);
        let is_unknown = |(field, column): &&(String, String)| {
            Field::named(field).is_none() || !names.iter().any(|name| folded(name) == folded(column.trim()))
        };
        columns.unknown = options.columns.iter().filter(is_unknown).cloned().collect();
        columns
    }

    /// The first column of a field.
    pub(super) fn of_field(&self, field: Field) -> Option<usize> {
        self.list.iter().position(|(_, holds)| holds.is_some_and(|(own, _)| own == field))
    }

    /// The names of the columns that were taken for something by their content.
    pub(super) fn guessed(&self) -> impl Iterator<Item = (&str, Field)> {
        self.list.iter().filter_map(|(name, holds)| match holds {
            Some((field, Basis::Content)) => Some((name.as_str(), *field)),
            _ => None,
        })
    }

    fn give(&mut self, at: usize, field: Field, basis: Basis) {
        // A table with groups and no threads means threads.
        if field == Field::Summary || self.of_field(field).is_none() {
            self.list[at].1 = Some((field, basis));
        }
    }

    /// Takes columns that no name tells for what their content is: the dates, and the titles.
    fn guess(&mut self, rows: &[Row]) {
        let share = |at: usize, is_it: &dyn Fn(&str) -> bool| {
            let cells = || rows.iter().map(|row| row.cell(at)).filter(|cell| !cell.is_empty());
            let count = cells().count();
            count > 0 && 2 * cells().filter(|cell| is_it(cell)).count() > count
        };
        let is_date = |cell: &str| dates::read(cell, true).is_ok();
        let is_words = |cell: &str| cell.chars().any(char::is_alphabetic) && !is_date(cell);
        let free = |columns: &Self| -> Vec<usize> {
            (0..columns.list.len()).filter(|at| columns.list[*at].1.is_none()).collect()
        };
        for (time, date) in [(Field::FromTime, Field::From), (Field::ToTime, Field::To)] {
            // A column of times without one of dates has the dates, or numbers.
            if self.of_field(date).is_none()
                && let Some(at) = self.of_field(time)
                && let Some((field, _)) = &mut self.list[at].1
            {
                *field = date;
            }
        }
        if self.of_field(Field::From).is_none()
            && let Some(at) = free(self).into_iter().find(|at| share(*at, &is_date))
        {
            self.give(at, Field::From, Basis::Content);
        }
        if self.of_field(Field::Title).is_none() {
            let words = free(self).into_iter().find(|at| share(*at, &is_words));
            if let Some(at) = words.or_else(|| self.of_field(Field::Summary)) {
                self.list[at].1 = Some((Field::Title, Basis::Content));
            }
        }
        if self.of_field(Field::Thread).is_none()
            && let Some(at) = self.of_field(Field::Group)
            && let Some((field, _)) = &mut self.list[at].1
        {
            *field = Field::Thread;
        }
    }
}
