//! The height of a lane by its rows, and how many rows each lane gets of the height that there is. Knows no plan and no
//! events.

use super::Titles;
use super::rows::MOST_ROWS;

/// The least height of a row, in points.
pub(super) const LEAST_ROW: f32 = 15.5;
/// The greatest height of a row.
pub(super) const GREATEST_ROW: f32 = 26.0;
/// The height of a row if the lanes must be scrolled anyway.
pub(super) const SCROLLED_ROW: f32 = 18.0;
/// The room above the first and below the last row of a lane together.
const PADDING: f32 = 11.0;
/// The least height of a lane: its head holds a title and a line of small print.
pub(super) const LEAST_LANE: f32 = 40.0;
/// The height of a folded lane, whose head holds only a title.
const FOLDED_LANE: f32 = 26.0;
/// The height of a title line above a lane.
pub(super) const TITLE_LINE: f32 = 26.0;
/// The height of a folded lane below that line.
const FOLDED_ROW: f32 = 16.0;

/// The height of a lane with this number of rows of `row` points.
pub(super) fn height_of(titles: Titles, folded: bool, rows: usize, row: f32) -> f32 {
    let rows = rows as f32 * row + PADDING;
    match (titles, folded) {
        (Titles::Beside, true) => FOLDED_LANE,
        (Titles::Beside, false) => rows.max(LEAST_LANE),
        (Titles::Above, true) => TITLE_LINE + FOLDED_ROW,
        (Titles::Above, false) => TITLE_LINE + rows,
    }
}

/// The rows that a lane needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RowNeed {
    /// Whether it is folded to one row.
    pub folded: bool,
    /// Enough for all its labels, or more than it could ever have.
    pub whole: usize,
    /// The fewest that it gets.
    pub least: usize,
}

/// The most rows of each lane within `height` points: enough for every label if all lanes have room then. Otherwise the
/// height that is left when every lane has its fewest rows goes to those that need more, in equal parts.
pub(super) fn share_rows(needs: &[RowNeed], titles: Titles, height: f32) -> Vec<usize> {
    let least: f32 = needs.iter().map(|need| height_of(titles, need.folded, need.least, LEAST_ROW)).sum();
    let mut rows: Vec<usize> = needs.iter().map(|need| need.least).collect();
    let mut left = ((height - least) / LEAST_ROW).max(0.0) as usize;
    loop {
        let wanting: Vec<usize> = (0..needs.len()).filter(|&at| rows[at] < needs[at].whole.min(MOST_ROWS)).collect();
        if wanting.is_empty() || left == 0 {
            return rows;
        }
        let each = (left / wanting.len()).max(1);
        for at in wanting {
            let more = (needs[at].whole.min(MOST_ROWS) - rows[at]).min(each).min(left);
            rows[at] += more;
            left -= more;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{RowNeed, Titles, share_rows};

    #[test]
    fn the_height_goes_to_the_lanes_that_need_it() {
        // (rows for all labels, fewest rows) of each lane, in this height → the rows of each.
        let check = |lanes: &[(usize, usize)], height: f32, expect: &[usize]| {
            let needs: Vec<RowNeed> =
                lanes.iter().map(|&(whole, least)| RowNeed { folded: false, whole, least }).collect();
            assert_eq!(share_rows(&needs, Titles::Beside, height), expect, "{lanes:?} {height}");
        };
        // A row takes at least 15.5 points, and a lane 11 more.
        check(&[(30, 8)], 11.0 + 30.0 * 15.5, &[30]);
        check(&[(30, 8)], 11.0 + 20.0 * 15.5, &[20]);
        check(&[(30, 8)], 50.0, &[8]);
        check(&[(30, 8), (1, 1)], 2000.0, &[30, 1]);
        check(&[(40, 5), (12, 5), (2, 2)], 22.0 + 42.0 + 34.0 * 15.5, &[22, 12, 2]);
        // No story has more rows than a picture can show.
        check(&[(9000, 12)], f32::INFINITY, &[250]);
        check(&[], 100.0, &[]);
    }
}
