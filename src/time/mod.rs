//! Time as pure numbers: moments, spans, the visible window, the scale, ticks, dates and the order network.
//!
//! Knows nothing of stories, screens or colours. A tick is the smallest step of a story's kind of time:
//! one step (`order`), a millionth of a unit (`number`), a millisecond (`date`).

pub mod calendar;
pub mod digits;
pub mod network;
pub mod scale;
pub mod ticks;
pub mod window;

/// A point in time, in ticks. The story's kind of time defines what a tick is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub i64);

/// A span of time that never ends before it starts; a moment is a span of length 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    start: Moment,
    end: Moment,
}

impl Span {
    /// The span from `start` to `end`, or `None` if it would end before it starts.
    pub fn new(start: Moment, end: Moment) -> Option<Self> {
        (start <= end).then_some(Self { start, end })
    }

    /// The span of length zero at `at`.
    pub fn at(at: Moment) -> Self {
        Self { start: at, end: at }
    }

    /// The shortest span that contains both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Its start.
    pub fn start(self) -> Moment {
        self.start
    }

    /// Its end; never before its start.
    pub fn end(self) -> Moment {
        self.end
    }

    /// Its length in ticks; 0 for a moment. As `i128`, since both ends of `i64` may lie in one story.
    pub fn length(self) -> i128 {
        i128::from(self.end.0) - i128::from(self.start.0)
    }

    /// Whether it has no length.
    pub fn is_moment(self) -> bool {
        self.start == self.end
    }
}

#[cfg(test)]
mod tests {
    use super::{Moment, Span};

    #[test]
    fn spans_never_end_before_they_start() {
        assert_eq!(Span::new(Moment(2), Moment(1)), None);
        let whole = Span::new(Moment(i64::MIN), Moment(i64::MAX)).map(Span::length);
        assert_eq!(whole, Some(i128::from(u64::MAX)));
    }

    #[test]
    fn a_hull_contains_both() {
        let hull = Span::at(Moment(5)).hull(Span::at(Moment(-3)));
        assert_eq!((hull.start(), hull.end()), (Moment(-3), Moment(5)));
    }
}
