//! Packing the events of a lane into rows: first fit on the extent of mark plus label.
//!
//! Done once for a story and a width, at the scale that shows all of it. Zooming in only makes room, so rows
//! never jump and what was readable stays readable.

use egui::emath::Rangef;

/// The least room between one event's extent and the next mark; an arrow's head fits in.
pub const GAP: f32 = 14.0;
/// The room between a mark and its label.
pub const LABEL_GAP: f32 = 6.0;
/// The room between a bar's left end and the label inside it.
pub const INSIDE_PAD: f32 = 8.0;
/// The most rows of a lane whose labels are packed; a busier lane is packed by its marks alone.
pub const MOST_LABELLED_ROWS: usize = 24;
/// The most rows of any lane; beyond it events share rows and merge into runs.
pub const MOST_ROWS: usize = 12;

/// Where an event's label goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Right of the mark.
    Right,
    /// Left of the mark.
    Left,
    /// Within the bar.
    Inside,
}

/// What is to be packed: a mark at the scale that shows the whole story, and how wide its label is.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    /// The mark, in points.
    pub mark: Rangef,
    /// The label's width; 0 for none.
    pub label: f32,
}

/// Where a piece went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Its row, from 0 at the top.
    pub row: usize,
    /// Where its label goes.
    pub side: Side,
}

/// Packs `pieces`, which must be sorted by where their marks start, into rows within `room`.
///
/// O(pieces × rows). A piece whose label fits nowhere in `room` goes where its mark fits.
pub fn pack(pieces: &[Piece], room: Rangef) -> (Vec<Slot>, usize) {
    let labelled = pack_within(pieces, room, MOST_LABELLED_ROWS);
    labelled.unwrap_or_else(|| pack_marks(pieces))
}

fn pack_within(pieces: &[Piece], room: Rangef, most: usize) -> Option<(Vec<Slot>, usize)> {
    let mut ends: Vec<f32> = Vec::new();
    let mut slots = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let (row, side, end) = place(piece, room, &ends);
        if row == ends.len() {
            if row == most {
                return None;
            }
            ends.push(end);
        } else {
            ends[row] = ends[row].max(end);
        }
        slots.push(Slot { row, side });
    }
    Some((slots, ends.len()))
}

/// The first row and side that take the piece, and where it then ends.
fn place(piece: &Piece, room: Rangef, ends: &[f32]) -> (usize, Side, f32) {
    let fits = |row: usize, start: f32| ends.get(row).is_none_or(|&end| start >= end + GAP);
    let rows = 0..=ends.len();
    let first = |start: f32| rows.clone().find(|&row| fits(row, start)).unwrap_or(ends.len());
    if piece.label <= 0.0 {
        return (first(piece.mark.min), Side::Right, piece.mark.max);
    }
    if piece.mark.span() >= piece.label + 2.0 * INSIDE_PAD {
        return (first(piece.mark.min), Side::Inside, piece.mark.max);
    }
    let right_end = piece.mark.max + LABEL_GAP + piece.label;
    let left_start = piece.mark.min - LABEL_GAP - piece.label;
    let right = (right_end <= room.max).then(|| (first(piece.mark.min), Side::Right, right_end));
    let left = (left_start >= room.min).then(|| (first(left_start), Side::Left, piece.mark.max));
    match (right, left) {
        // Right is where one looks first; left only where it saves a row.
        (Some(right), Some(left)) => {
            if left.0 < right.0 && right.0 == ends.len() {
                left
            } else {
                right
            }
        }
        (Some(only), None) | (None, Some(only)) => only,
        // Too wide for either: it will be shortened on the side that has more room.
        (None, None) => {
            let to_right = room.max - piece.mark.max >= piece.mark.min - room.min;
            let side = if to_right { Side::Right } else { Side::Left };
            let (start, end) = if to_right { (piece.mark.min, room.max) } else { (room.min, piece.mark.max) };
            (first(start), side, end)
        }
    }
}

/// For lanes too busy for labels: by marks alone, and where even those are too many, into the row that ends first.
fn pack_marks(pieces: &[Piece]) -> (Vec<Slot>, usize) {
    let mut ends: Vec<f32> = Vec::new();
    let mut slots = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let free = ends.iter().position(|&end| piece.mark.min >= end + 2.0);
        let row = match free {
            Some(row) => row,
            None if ends.len() < MOST_ROWS => {
                ends.push(f32::NEG_INFINITY);
                ends.len() - 1
            }
            None => {
                let earliest = ends.iter().enumerate().min_by(|a, b| a.1.total_cmp(b.1));
                earliest.map_or(0, |(row, _)| row)
            }
        };
        ends[row] = ends[row].max(piece.mark.max);
        slots.push(Slot { row, side: Side::Right });
    }
    (slots, ends.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{GAP, LABEL_GAP, Piece, Rangef, Side, pack};

    /// `start..end/label`, as points.
    fn check(pieces: &[(f32, f32, f32)], expect: &[(usize, Side)]) {
        let pieces: Vec<Piece> =
            pieces.iter().map(|&(start, end, label)| Piece { mark: Rangef::new(start, end), label }).collect();
        let (slots, _) = pack(&pieces, Rangef::new(0.0, 500.0));
        let got: Vec<_> = slots.iter().map(|slot| (slot.row, slot.side)).collect();
        assert_eq!(got, expect, "{pieces:?}");
    }

    #[test]
    fn first_fit() {
        use Side::{Inside, Left, Right};
        check(&[(0.0, 10.0, 50.0), (100.0, 110.0, 50.0)], &[(0, Right), (0, Right)]);
        check(&[(0.0, 10.0, 50.0), (60.0, 70.0, 50.0)], &[(0, Right), (1, Right)]);
        check(&[(0.0, 200.0, 50.0), (60.0, 70.0, 50.0)], &[(0, Inside), (1, Right)]);
        // No room to the right of the last one.
        check(&[(460.0, 470.0, 80.0)], &[(0, Left)]);
        // Left saves a row.
        check(&[(0.0, 10.0, 50.0), (90.0, 300.0, 400.0), (200.0, 210.0, 60.0)], &[(0, Right), (1, Right), (0, Right)]);
        // A mark without a label takes only its own room.
        check(&[(0.0, 10.0, 0.0), (24.0, 30.0, 0.0)], &[(0, Right), (0, Right)]);
    }

    proptest! {
        #[test]
        fn rows_are_disjoint(mut raw in prop::collection::vec((0.0f32..480.0, 1.0f32..60.0, 0.0f32..150.0), 0..30)) {
            raw.sort_by(|a, b| a.0.total_cmp(&b.0));
            let pieces: Vec<Piece> = raw.iter()
                .map(|&(start, length, label)| Piece { mark: Rangef::new(start, (start + length).min(500.0)), label })
                .collect();
            let room = Rangef::new(0.0, 500.0);
            let Some((slots, _)) = super::pack_within(&pieces, room, 1000) else {
                return Err(TestCaseError::fail("too many rows"));
            };
            let extent = |at: usize| {
                let Piece { mark, label } = pieces[at];
                match slots[at].side {
                    _ if label <= 0.0 => mark,
                    Side::Inside => mark,
                    Side::Right => Rangef::new(mark.min, (mark.max + LABEL_GAP + label).min(room.max)),
                    Side::Left => Rangef::new((mark.min - LABEL_GAP - label).max(room.min), mark.max),
                }
            };
            for a in 0..pieces.len() {
                for b in 0..a {
                    if slots[a].row == slots[b].row {
                        let (a, b) = (extent(a), extent(b));
                        prop_assert!(a.min >= b.max + GAP - 0.01, "{a:?} {b:?}");
                    }
                }
            }
        }
    }
}
