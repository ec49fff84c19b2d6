//! Ticks for an axis, at round steps for each kind of time.

mod dates;

use super::digits::grouped;
use super::scale::Scale;

pub use dates::dates;

/// The least distance between two ticks, in points.
const MIN_GAP: f64 = 10.0;
/// The least distance between two numbered ticks, in points.
const NUMBERED_GAP: f64 = 84.0;
/// More ticks than any screen shows, as a guard against extreme scales.
const MAX_TICKS: usize = 2000;
/// The ticks of time in a unit of the `number` kind.
const MILLIONTHS: f64 = 1e6;

/// A tick on the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Its position, in ticks of time.
    pub at: f64,
    /// Whether it is one of the stronger ones.
    pub major: bool,
    /// Its label; may be empty.
    pub text: String,
}

/// Ticks for a story without a clock: at every step or every few steps, every fifth stronger. Without labels, since a
/// step has no length.
pub fn steps(scale: Scale) -> Vec<Tick> {
    let every = round_step(MIN_GAP * scale.ticks_per_point()).max(1.0);
    multiples(scale, every).map(|n| Tick { at: n * every, major: n % 5.0 == 0.0, text: String::new() }).collect()
}

/// Ticks for numbers, at 1, 2 or 5 times a power of ten. `in_groups` writes `12,500`, which is right for amounts and
/// wrong for years.
pub fn numbers(scale: Scale, in_groups: bool) -> Vec<Tick> {
    let every = round_step(NUMBERED_GAP * scale.ticks_per_point()).max(1.0);
    let decimals = (-(every / MILLIONTHS).log10().floor()).clamp(0.0, 6.0) as usize;
    let text = |number: f64| {
        // Adding 0 turns -0 into 0.
        let text = format!("{:.decimals$}", number + 0.0);
        if in_groups { grouped(text) } else { text }
    };
    multiples(scale, every).map(|n| Tick { at: n * every, major: true, text: text(n * every / MILLIONTHS) }).collect()
}

/// The least of 1, 2 and 5 times a power of ten that is not below `wanted`.
fn round_step(wanted: f64) -> f64 {
    let power = 10f64.powf(wanted.max(f64::MIN_POSITIVE).log10().floor());
    [1.0, 2.0, 5.0].map(|digit| digit * power).into_iter().find(|&step| step >= wanted).unwrap_or(10.0 * power)
}

fn multiples(scale: Scale, every: f64) -> impl Iterator<Item = f64> {
    multiples_from(scale, every, 0.0)
}

/// Every whole `n` for which `n * every + shift` is visible.
fn multiples_from(scale: Scale, every: f64, shift: f64) -> impl Iterator<Item = f64> {
    let first = ((scale.window.start() - shift) / every).ceil();
    let end = scale.window.end();
    (0..MAX_TICKS).map(move |n| first + n as f64).take_while(move |n| n * every + shift <= end)
}

#[cfg(test)]
mod tests {
    use egui::emath::Rangef;

    use super::{Scale, Tick, numbers, steps};
    use crate::time::window::Window;

    /// 800 points wide.
    fn scale(start: f64, length: f64) -> Scale {
        Scale { window: Window::new(start, length), x: Rangef::new(0.0, 800.0) }
    }

    fn texts(ticks: &[Tick]) -> Vec<&str> {
        ticks.iter().map(|tick| tick.text.as_str()).collect()
    }

    #[test]
    fn steps_are_whole_and_have_no_labels() {
        let ticks = steps(scale(-0.5, 41.0));
        assert_eq!(ticks.len(), 41);
        assert_eq!(ticks.iter().filter(|tick| tick.major).count(), 9);
        assert!(ticks.iter().all(|tick| tick.text.is_empty()));
        assert_eq!(steps(scale(0.0, 0.5)).len(), 1, "no half steps");
        assert!(steps(scale(0.0, 1e9)).len() <= 81);
    }

    #[test]
    fn numbers_are_round() {
        let check = |start, length, expect: &[&str]| assert_eq!(texts(&numbers(scale(start, length), true)), expect);
        check(0.0, 100e6, &["0", "20", "40", "60", "80", "100"]);
        check(-1e6, 3e6, &["-1.0", "-0.5", "0.0", "0.5", "1.0", "1.5", "2.0"]);
        check(-1100e6, 3100e6, &["-1,000", "-500", "0", "500", "1,000", "1,500", "2,000"]);
        assert_eq!(texts(&numbers(scale(0.0, 4.0), true))[1], "0.000001");
        assert_eq!(texts(&numbers(scale(1900e6, 90e6), false))[..2], ["1900", "1910"]);
    }

    #[test]
    fn any_scale_gives_few_ticks() {
        for length in [1.0, 1e3, 1e9, 1e15, 1.8e19] {
            for start in [-9.2e18, -1e12, 0.0, 1e17] {
                for ticks in [steps, |scale| numbers(scale, true)] {
                    let ticks = ticks(scale(start, length));
                    assert!(ticks.len() <= 200, "{} from {start} over {length}", ticks.len());
                }
            }
        }
    }
}
