//! What a table looks like before it is read: its columns, what each is taken for, and its first rows.

use super::clock::{Clock, Order};
use super::columns::Basis;
use super::names::Field;
use super::{Notes, Options, Table, Unreadable};

/// A table before it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// Its columns.
    pub columns: Vec<Column>,
    /// The first rows, a cell for each column.
    pub rows: Vec<Vec<String>>,
    /// How many rows it has, without the names of the columns.
    pub rows_in_all: usize,
    /// Whether it has dates such as `3/4/1916` and shows nowhere whether the day or the month is first, so that somebody
    /// should be asked: [`Options::is_day_first`].
    pub asks_day_first: bool,
    /// Whether it cannot be read until somebody says which column holds the titles: [`Options::columns`].
    pub asks_title: bool,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name, by which [`Options::columns`] knows it: `Column 3` if the table does not name it.
    pub name: String,
    /// What it is taken for, and who says so; `None` for one that is kept in the summaries.
    pub holds: Option<(Field, Basis)>,
}

/// The columns and the first rows of a table, with what is said of it so far.
///
/// # Errors
/// It is no table, or an empty one.
pub fn preview(bytes: &[u8], options: &Options, most_rows: usize) -> Result<Preview, Unreadable> {
    let table = Table::read(bytes, options, &mut Notes::default())?;
    let columns = table.columns.list.iter().map(|(name, holds)| Column { name: name.clone(), holds: *holds });
    let width = table.columns.list.len();
    let cells = |row: &super::Row| (0..width).map(|at| row.cell(at).to_owned()).collect();
    Ok(Preview {
        columns: columns.collect(),
        rows: table.rows().iter().take(most_rows).map(cells).collect(),
        rows_in_all: table.rows().len(),
        asks_day_first: matches!(Clock::of(&table, options), Clock::Dates(dates) if dates.order == Order::Open),
        asks_title: table.columns.of_field(Field::Title).is_none(),
    })
}
