//! A table as text: which character divides its cells, and its rows with their lines. Knows nothing of what is in them.

use std::borrow::Cow;

use csv::{ReaderBuilder, StringRecord};

use super::Notes;

/// What may divide cells; of two that are as likely, the last.
const DELIMITERS: [u8; 4] = [b'|', b',', b'\t', b';'];
/// The delimiter is told from so many rows.
const ENOUGH: usize = 200;

/// A table.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// What divides its cells.
    pub(super) delimiter: u8,
    /// The rows that have something in them.
    pub(super) rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// The line where it begins, counted from 1.
    pub(super) line: u32,
    /// Its cells, without spaces around them.
    pub(super) cells: Vec<String>,
}

impl Row {
    /// A cell; empty past the end of the row.
    pub(super) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

impl Grid {
    /// The table in a text. A quote that nothing closes is noted.
    pub(super) fn read(text: &str, notes: &mut Notes) -> Self {
        let (text, delimiter) = match named_delimiter(text) {
            // The line stays as an empty one, so that lines keep their numbers.
            Some((delimiter, rest)) => (rest, delimiter),
            None => (text, delimiter(text).unwrap_or(b',')),
        };
        let mut lines = Lines { text: text.as_bytes(), at: 0, line: 1 };
        let records = records(text, delimiter).filter_map(Result::ok);
        let rows: Vec<Row> = records
            .map(|record| Row {
                line: lines.of(record.position().map_or(0, csv::Position::byte)),
                cells: record.iter().map(|cell| cell.trim().replace("\r\n", "\n")).collect(),
            })
            .filter(|row| row.cells.iter().any(|cell| !cell.is_empty()))
            .collect();
        if let Some(last) = rows.last().filter(|_| is_quote_open(text, delimiter)) {
            notes.at(last.line, "a quote (\") in this row is not closed, so the rest of the file was read as one cell");
        }
        Self { delimiter, rows }
    }
}

/// How many columns the rows of a text have, if most have as many as the first and that has several.
pub(super) fn columns(text: &str) -> Option<usize> {
    score(text, delimiter(text)?).map(|(_, columns)| columns)
}

/// The delimiter in `sep=;`, as Excel writes it in the first line, and the text after that.
fn named_delimiter(text: &str) -> Option<(u8, &str)> {
    let rest = text.strip_prefix("sep=")?;
    let delimiter = *rest.as_bytes().first().filter(|byte| byte.is_ascii())?;
    rest[1..].starts_with(['\r', '\n']).then_some((delimiter, &rest[1..]))
}

/// What divides the cells of a table; `None` if it has but one column.
fn delimiter(text: &str) -> Option<u8> {
    let scored = DELIMITERS.into_iter().filter_map(|delimiter| Some((score(text, delimiter)?, delimiter)));
    scored.max_by_key(|(score, _)| *score).map(|(_, delimiter)| delimiter)
}

/// How many of a thousand rows have as many cells as the first, if most have, and how many cells that has.
fn score(text: &str, delimiter: u8) -> Option<(usize, usize)> {
    let counts: Vec<usize> =
        records(text, delimiter).take(ENOUGH).filter_map(Result::ok).map(|record| record.len()).collect();
    let first = *counts.first().filter(|count| **count > 1)?;
    let same = counts.iter().filter(|count| **count == first).count();
    (2 * same > counts.len()).then_some((1000 * same / counts.len(), first))
}

fn records(text: &str, delimiter: u8) -> impl Iterator<Item = csv::Result<StringRecord>> {
    let reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    reader.into_records()
}

/// Whether the last quote of a text is open at its end: then a line after it is no row.
fn is_quote_open(text: &str, delimiter: u8) -> bool {
    const MARK: &str = "\u{1}end";
    let marked: Cow<'_, str> = Cow::Owned(format!("{text}\n{MARK}"));
    let last = records(&marked, delimiter).filter_map(Result::ok).last();
    last.is_none_or(|record| record.len() != 1 || record.get(0) != Some(MARK))
}

/// Counts lines up to growing places in a text.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: u32,
}

impl Lines<'_> {
    /// The line of the first character from this place on that ends no line.
    fn of(&mut self, byte: u64) -> u32 {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX);
        while let Some(c) = self.text.get(self.at) {
            if self.at >= byte && !matches!(c, b'\r' | b'\n') {
                break;
            }
            let ends = *c == b'\n' || (*c == b'\r' && self.text.get(self.at + 1) != Some(&b'\n'));
            self.line = self.line.saturating_add(u32::from(ends));
            self.at += 1;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::{Grid, Notes};

    #[test]
    fn cells_and_lines() {
        let check = |text: &str, expect: &[(u32, &[&str])]| {
            let grid = Grid::read(text, &mut Notes::default());
            let got: Vec<(u32, Vec<&str>)> =
                grid.rows.iter().map(|row| (row.line, row.cells.iter().map(String::as_str).collect())).collect();
            let expect: Vec<(u32, Vec<&str>)> = expect.iter().map(|(line, cells)| (*line, cells.to_vec())).collect();
            assert_eq!(got, expect, "{text:?}");
        };
        check("a,b\n1,2\n", &[(1, &["a", "b"]), (2, &["1", "2"])]);
        check("a;b\r\n1,5;2,5\r\n", &[(1, &["a", "b"]), (2, &["1,5", "2,5"])]);
        check("a\tb\n1, 2\t3", &[(1, &["a", "b"]), (2, &["1, 2", "3"])]);
        check("a,b\n\"one\ntwo\",x\n\n3,4", &[(1, &["a", "b"]), (2, &["one\ntwo", "x"]), (5, &["3", "4"])]);
        check("sep=;\na;b\n1;2", &[(2, &["a", "b"]), (3, &["1", "2"])]);
        check("a,b\r1,\"say \"\"x\"\"\"", &[(1, &["a", "b"]), (2, &["1", "say \"x\""])]);
        check("Only\none, and two\n", &[(1, &["Only"]), (2, &["one", "and two"])]);
        check("\n\n , \na,b\n", &[(4, &["a", "b"])]);
        check("", &[]);
    }

    #[test]
    fn an_open_quote_is_noted_with_its_line() {
        let notes = |text: &str| {
            let mut notes = Notes::default();
            Grid::read(text, &mut notes);
            notes.finish().into_iter().map(|note| note.line).collect::<Vec<_>>()
        };
        assert_eq!(notes("a,b\n1,\"two\n3,4\n"), [Some(2)]);
        assert_eq!(notes("a,b\n1,\"two\"\n3,4\n"), []);
    }
}
