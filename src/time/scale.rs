//! The conversion between time and the screen's x. No other code converts them.

use egui::emath::Rangef;

use super::Moment;
use super::window::Window;

/// Maps a window of time to a range of x.
///
/// ```text
/// window.start        window.end
///      |------------------|        ticks (f64)
///      x.min            x.max      points (f32)
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// The visible window.
    pub window: Window,
    /// The range of x it is mapped to, in points; not empty.
    pub x: Rangef,
}

/// An x beyond any screen. Values are clamped to it, so that painting stays exact and fast.
const FAR: f64 = 1e6;

impl Scale {
    /// The x of a moment.
    pub fn x_from_time(self, at: Moment) -> f32 {
        self.x_from_ticks(at.0 as f64)
    }

    /// The x of a time in ticks. Computed in `f64` until the last cast: an `f32` cannot tell neighbouring years of a
    /// long history apart.
    pub fn x_from_ticks(self, ticks: f64) -> f32 {
        let share = (ticks - self.window.start()) / self.window.length();
        let x = f64::from(self.x.min) + share * f64::from(self.x.span());
        x.clamp(-FAR, FAR) as f32
    }

    /// The time in ticks at an x.
    pub fn ticks_from_x(self, x: f32) -> f64 {
        let share = f64::from(x - self.x.min) / f64::from(self.x.span().max(1.0));
        self.window.start() + share * self.window.length()
    }

    /// The ticks in a point.
    pub fn ticks_per_point(self) -> f64 {
        self.window.length() / f64::from(self.x.span().max(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::{Rangef, Scale, Window};
    use crate::time::Moment;

    #[test]
    fn times_come_back() {
        for (start, length) in [(0.0, 40.0), (-1e15, 1e12), (9e17, 1e10), (12.5, 0.5)] {
            let scale = Scale { window: Window::new(start, length), x: Rangef::new(200.0, 1000.0) };
            for x in [200.0, 333.25, 999.0] {
                let back = scale.x_from_ticks(scale.ticks_from_x(x));
                assert!((back - x).abs() < 0.05, "{start} {length}: {x} came back as {back}");
            }
        }
    }

    #[test]
    fn far_times_stay_drawable() {
        let scale = Scale { window: Window::new(0.0, 1.0), x: Rangef::new(0.0, 800.0) };
        assert!(scale.x_from_time(Moment(i64::MAX)) <= 1e6);
        assert!(scale.x_from_time(Moment(i64::MIN)) >= -1e6);
    }
}
