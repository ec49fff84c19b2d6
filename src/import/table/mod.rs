//! Tables of events, as spreadsheets and databases write them: CSV with whatever delimiter, and tabs.
//!
//! A row is an event. Columns are recognised by their names, or by what somebody has said; those that nothing recognises
//! stay in the summaries. A table with dates or numbers says what its rows say of time; one without is in the order of its
//! rows, thread by thread.

mod clock;
mod columns;
mod events;
mod names;
mod preview;
mod value;

use super::format::{Format, Likeness, Sample};
use super::grid::{self, Grid, Row};
use super::{Imported, Notes, Options, Unreadable, plain_text};
pub use columns::Basis;
use columns::Columns;
pub use names::Field;
pub use preview::{Column, Preview, preview};

pub(super) const FORMAT: Format =
    Format { name: "csv", title: "Table (CSV, TSV)", endings: &["csv", "tsv", "tab"], likeness, read };

fn likeness(sample: &Sample<'_>) -> Likeness {
    let Some(columns) = grid::columns(sample.text).filter(|_| !sample.is_json()) else {
        let is_table = FORMAT.endings.contains(&sample.ending.as_str()) && !sample.text.is_empty();
        return if is_table { Likeness::Possible } else { Likeness::No };
    };
    let first = sample.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let names =
        first.split([',', ';', '\t', '|']).filter(|name| names::recognised(name.trim().trim_matches('"')).is_some());
    match names.count() {
        _ if FORMAT.endings.contains(&sample.ending.as_str()) => Likeness::Likely,
        // Prose and markup have commas too.
        2.. if columns >= 2 => Likeness::Possible,
        _ => Likeness::No,
    }
}

fn read(bytes: &[u8], options: &Options) -> Result<Imported, Unreadable> {
    let mut notes = Notes::default();
    let table = Table::read(bytes, options, &mut notes)?;
    events::draft(&table, options, notes).map(|draft| draft.finish(&options.name))
}

/// A table, and what its columns hold.
struct Table {
    grid: Grid,
    columns: Columns,
}

impl Table {
    fn read(bytes: &[u8], options: &Options, notes: &mut Notes) -> Result<Self, Unreadable> {
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0") {
            return Err(Unreadable::new(
                "This is a spreadsheet program's own file. Save it there as CSV, and open that",
            ));
        }
        let text = plain_text(bytes, notes);
        if text.contains('\0') {
            return Err(Unreadable::new("This is no table: it is not text. Save the table as CSV, and open that"));
        }
        let grid = Grid::read(&text, notes);
        let columns = Columns::of(&grid.rows, options);
        let table = Self { grid, columns };
        if table.rows().is_empty() {
            return Err(Unreadable::at(
                1,
                "The table has no rows. It needs a row with the names of its columns, and one for each event",
            ));
        }
        Ok(table)
    }

    /// The rows of events.
    fn rows(&self) -> &[Row] {
        let names = usize::from(self.columns.has_names);
        self.grid.rows.get(names..).unwrap_or_default()
    }

    /// Whether `1,5` is a number: where cells are divided by semicolons, it is.
    fn has_decimal_commas(&self) -> bool {
        self.grid.delimiter == b';'
    }

    /// A cell of a row; empty if no column holds that.
    fn cell<'r>(&self, row: &'r Row, field: Field) -> &'r str {
        self.columns.of_field(field).map_or("", |at| row.cell(at))
    }

    /// The name of the column that holds this.
    fn column(&self, field: Field) -> &str {
        self.columns.of_field(field).map_or("", |at| self.columns.list[at].0.as_str())
    }
}
