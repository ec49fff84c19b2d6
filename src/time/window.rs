//! The visible part of time, as a value: pan and zoom return new windows. Knows no pixels.

use super::Span;

/// The share of a story's length that stays free at each end when all of it is shown.
const MARGIN: f64 = 0.02;

/// The visible part of time, in ticks. Always finite and of positive length.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    start: f64,
    length: f64,
}

impl Window {
    /// The window of `length` ticks from `start`; a length that is not positive and finite becomes the least possible.
    pub fn new(start: f64, length: f64) -> Self {
        let start = if start.is_finite() { start } else { 0.0 };
        let length = if length.is_finite() { length } else { 1.0 };
        Self { start, length: length.max(least_length(start)) }
    }

    /// The window that shows all of `extent` with a margin at both ends.
    pub fn fit(extent: Span) -> Self {
        let start = extent.start().0 as f64;
        let length = (extent.length() as f64).max(4.0);
        // A story without length is shown in the middle rather than at the left edge.
        let slack = (length - extent.length() as f64) / 2.0;
        Self::new(start - slack - length * MARGIN, length * (1.0 + 2.0 * MARGIN))
    }

    /// The window that shows `span` in its middle, taking up `share` (0–1) of the width.
    pub fn around(span: Span, share: f64) -> Self {
        let length = (span.length() as f64).max(1.0) / share.clamp(0.05, 1.0);
        let middle = f64::midpoint(span.start().0 as f64, span.end().0 as f64);
        Self::new(middle - length / 2.0, length)
    }

    /// Its start, in ticks.
    pub fn start(self) -> f64 {
        self.start
    }

    /// Its end, in ticks.
    pub fn end(self) -> f64 {
        self.start + self.length
    }

    /// Its length, in ticks; positive.
    pub fn length(self) -> f64 {
        self.length
    }

    /// Moved by `ticks`.
    #[must_use]
    pub fn pan(self, ticks: f64) -> Self {
        Self::new(self.start + ticks, self.length)
    }

    /// Enlarged by `factor` (above 1 shows less) with the time `about` staying where it is.
    #[must_use]
    pub fn zoom(self, factor: f64, about: f64) -> Self {
        let wanted = self.length / factor;
        let length = if wanted.is_finite() { wanted.max(least_length(self.start)) } else { self.length };
        let share = (about - self.start) / self.length;
        Self::new(about - share * length, length)
    }

    /// Moved and shortened as little as needed to lie within the fit of `extent`.
    #[must_use]
    pub fn within(self, extent: Span) -> Self {
        let all = Self::fit(extent);
        let length = self.length.min(all.length);
        let start = self.start.clamp(all.start, (all.end() - length).max(all.start));
        Self::new(start, length)
    }

    /// The window at share `t` (0–1) of the way to `goal`, zooming at a constant rate.
    #[must_use]
    pub fn towards(self, goal: Self, t: f64) -> Self {
        let length = self.length * (goal.length / self.length).powf(t);
        // A point with the same position in both windows keeps it, so a zoom about the pointer does not drift.
        let change = goal.length - self.length;
        let share = if change.abs() > f64::EPSILON * self.length { (length - self.length) / change } else { t };
        Self::new(self.start + (goal.start - self.start) * share, length)
    }
}

/// The least length at which neighbouring pixels have different times in `f64`.
fn least_length(start: f64) -> f64 {
    (start.abs() * 1e-11).max(0.5)
}

#[cfg(test)]
mod tests {
    use super::Window;
    use crate::time::{Moment, Span};

    fn span(start: i64, end: i64) -> Span {
        Span::new(Moment(start), Moment(end)).unwrap()
    }

    #[test]
    fn zooming_keeps_the_time_under_the_pointer() {
        for (factor, about) in [(2.0, 30.0), (0.5, 0.0), (1.1, 99.0), (7.0, 50.0)] {
            let before = Window::new(0.0, 100.0);
            let after = before.zoom(factor, about);
            let share = |w: Window| (about - w.start()) / w.length();
            assert!((share(before) - share(after)).abs() < 1e-9, "{factor} about {about}");
            assert!((after.length() - 100.0 / factor).abs() < 1e-9);
        }
    }

    #[test]
    fn panning_stops_at_the_ends() {
        let extent = span(0, 100);
        let all = Window::fit(extent);
        let near = |a: f64, b: f64| (a - b).abs() < 1e-9;
        assert!(near(Window::new(-500.0, 10.0).within(extent).start(), all.start()));
        assert!(near(Window::new(500.0, 10.0).within(extent).end(), all.end()));
        assert_eq!(Window::new(-500.0, 5000.0).within(extent), all);
        let inside = Window::new(20.0, 10.0);
        assert_eq!(inside.within(extent), inside);
    }

    #[test]
    fn any_numbers_make_a_window() {
        for start in [f64::NAN, f64::INFINITY, -1e300, 0.0] {
            for length in [f64::NAN, f64::NEG_INFINITY, 0.0, -3.0] {
                let window = Window::new(start, length);
                assert!(window.start().is_finite() && window.length() > 0.0 && window.end() > window.start());
            }
        }
        let window = Window::new(0.0, 1.0).zoom(f64::INFINITY, 3.0).zoom(0.0, 3.0);
        assert!(window.length().is_finite() && window.length() > 0.0);
    }

    #[test]
    fn both_ends_of_time_fit() {
        let extent = span(i64::MIN, i64::MAX);
        let all = Window::fit(extent);
        assert!(all.start() <= i64::MIN as f64 && all.end() >= i64::MAX as f64);
        assert_eq!(all.within(extent), all);
    }

    #[test]
    fn moving_towards_a_goal_arrives() {
        let (from, goal) = (Window::new(0.0, 100.0), Window::new(40.0, 5.0));
        assert_eq!(from.towards(goal, 0.0), from);
        let arrived = from.towards(goal, 1.0);
        assert!((arrived.start() - 40.0).abs() < 1e-9 && (arrived.length() - 5.0).abs() < 1e-9);
        let aside = from.towards(Window::new(50.0, 100.0), 0.5);
        assert!((aside.start() - 25.0).abs() < 1e-9);
    }
}
