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
}

impl Ticks for i64 {}
impl Ticks for i128 {}
