//! The integers that gaps, places and weights are summed in.

use std::ops::{Add, AddAssign, Mul, Neg, Sub, SubAssign};

/// `i128`, which never overflows, or `i64`, half as large, for small numbers.
pub(super) trait Ticks:
    Copy
    + Ord
    + Default
    + From<i64>
    + Into<i128>
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Neg<Output = Self>
    + AddAssign
    + SubAssign
{
    /// The label of a class that no path leads to: so low that no sum of gaps comes near the others.
    const UNREACHED: Self;

    /// Whether a label is that of a path.
    fn is_reached(self) -> bool;
}

impl Ticks for i64 {
    const UNREACHED: Self = Self::MIN / 4;

    fn is_reached(self) -> bool {
        self > Self::UNREACHED / 2
    }
}

impl Ticks for i128 {
    const UNREACHED: Self = Self::MIN / 4;

    fn is_reached(self) -> bool {
        self > Self::UNREACHED / 2
    }
}
