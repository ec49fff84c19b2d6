//! Level of detail: where the events of a row are too many to be drawn one by one, neighbours become runs with a
//! count, so that nothing in a row ever lies over anything else.

use egui::emath::Rangef;

/// The longest stretch, in points, over which starts that overlap are gathered into one run.
pub const RUN: f32 = 36.0;

/// One thing to draw in a row: the pieces `first..=last` of it, over a stretch of x.
///
/// ```text
/// ▭▭▭▭▭▭▭▭▭▭▭▭▭▭▭▭        a long event
///        ▭▭▭  ▭▭          and two others in the same row become
/// [─ 1 ─][──── 2 ────]    the long one up to the next start, and a run that is as long as it
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Piece {
    /// Position of the first of them in the row.
    pub first: usize,
    /// Position of the last of them.
    pub last: usize,
    /// From the start of the first to the farthest end, or to the next piece.
    pub x: Rangef,
    /// Whether it is as long as it is because something that started before goes on.
    pub carried: bool,
}

impl Piece {
    /// How many start in it.
    pub fn count(self) -> usize {
        self.last - self.first + 1
    }
}

/// Gathers marks, sorted by their start, into pieces that do not overlap. O(marks).
pub fn fold(marks: impl Iterator<Item = (usize, Rangef)>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (at, x) in marks {
        let alone = Piece { first: at, last: at, x, carried: false };
        match pieces.last_mut() {
            Some(last) if x.min < last.x.max && x.min - last.x.min <= RUN => {
                last.last = at;
                last.x.max = last.x.max.max(x.max);
            }
            Some(last) if x.min < last.x.max => {
                let carried = last.x.max;
                last.x.max = x.min - 1.0;
                pieces.push(Piece { x: Rangef::new(x.min, x.max.max(carried)), carried: carried > x.max, ..alone });
            }
            _ => pieces.push(alone),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Rangef, fold};

    /// Marks → how many, from where, to where.
    fn check(marks: &[(f32, f32)], expect: &[(usize, f32, f32)]) {
        let ranges = marks.iter().enumerate().map(|(at, &(start, end))| (at, Rangef::new(start, end)));
        let got: Vec<_> = fold(ranges).iter().map(|piece| (piece.count(), piece.x.min, piece.x.max)).collect();
        assert_eq!(got, expect, "{marks:?}");
    }

    #[test]
    fn what_overlaps_becomes_runs() {
        check(&[], &[]);
        check(&[(0.0, 4.0), (10.0, 14.0)], &[(1, 0.0, 4.0), (1, 10.0, 14.0)]);
        check(&[(0.0, 4.0), (3.0, 7.0), (6.0, 10.0)], &[(3, 0.0, 10.0)]);
        check(&[(0.0, 90.0), (50.0, 60.0), (55.0, 58.0)], &[(1, 0.0, 49.0), (2, 50.0, 90.0)]);
        check(&[(0.0, 90.0), (50.0, 95.0)], &[(1, 0.0, 49.0), (1, 50.0, 95.0)]);
    }

    proptest! {
        #[test]
        fn pieces_are_disjoint_and_cover_every_mark(mut raw in prop::collection::vec((0.0f32..900.0, 1.0f32..400.0), 0..60)) {
            raw.sort_by(|a, b| a.0.total_cmp(&b.0));
            let marks: Vec<Rangef> = raw.iter().map(|&(start, length)| Rangef::new(start, start + length)).collect();
            let pieces = fold(marks.iter().copied().enumerate());
            for pair in pieces.windows(2) {
                prop_assert!(pair[0].x.max <= pair[1].x.min, "{pair:?}");
                prop_assert_eq!(pair[0].last + 1, pair[1].first);
            }
            let covered = |x: f32| pieces.iter().any(|piece| piece.x.min - 1.1 <= x && x <= piece.x.max + 1.1);
            for mark in &marks {
                prop_assert!(covered(mark.min) && covered(mark.max) && covered(mark.center()), "{mark:?}");
            }
            prop_assert_eq!(pieces.last().map_or(0, |piece| piece.last + 1), marks.len());
        }
    }
}
