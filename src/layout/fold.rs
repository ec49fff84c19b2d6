//! Level of detail: neighbours in a row that are too narrow to tell apart become one run with a count.

use egui::emath::Rangef;

/// Marks up to this width may merge.
pub const NARROW: f32 = 12.0;

/// One thing to draw in a row: the pieces `first..=last` of it, over a stretch of x.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Piece {
    /// Position of the first of them in the row.
    pub first: usize,
    /// Position of the last of them.
    pub last: usize,
    /// From the start of the first to the farthest end.
    pub x: Rangef,
}

impl Piece {
    /// How many they are.
    pub fn count(self) -> usize {
        self.last - self.first + 1
    }
}

/// Merges marks, sorted by their start, that overlap what is before them, as far as both are at most `narrow` wide.
pub fn fold(marks: impl Iterator<Item = (usize, Rangef)>, narrow: f32) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (at, x) in marks {
        match pieces.last_mut() {
            Some(last) if x.min < last.x.max && x.span() <= narrow && (last.count() > 1 || last.x.span() <= narrow) => {
                last.last = at;
                last.x.max = last.x.max.max(x.max);
            }
            _ => pieces.push(Piece { first: at, last: at, x }),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::{NARROW, Rangef, fold};

    fn check(marks: &[(f32, f32)], expect: &[(usize, f32, f32)]) {
        let ranges = marks.iter().enumerate().map(|(at, &(start, end))| (at, Rangef::new(start, end)));
        let got: Vec<_> = fold(ranges, NARROW).iter().map(|piece| (piece.count(), piece.x.min, piece.x.max)).collect();
        assert_eq!(got, expect, "{marks:?}");
    }

    #[test]
    fn only_narrow_neighbours_that_touch_merge() {
        check(&[], &[]);
        check(&[(0.0, 4.0), (10.0, 14.0)], &[(1, 0.0, 4.0), (1, 10.0, 14.0)]);
        check(&[(0.0, 4.0), (3.0, 7.0), (6.0, 10.0)], &[(3, 0.0, 10.0)]);
        check(&[(0.0, 90.0), (50.0, 95.0)], &[(1, 0.0, 90.0), (1, 50.0, 95.0)]);
        let wide = [(0, Rangef::new(0.0, 90.0)), (1, Rangef::new(50.0, 95.0))];
        assert_eq!(fold(wide.into_iter(), f32::INFINITY).len(), 1);
    }
}
