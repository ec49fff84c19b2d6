//! Ticks for an axis, at round steps for each kind of time.

use super::Moment;
use super::calendar::{Civil, DAY, HOUR, MINUTE, MONTHS, SECOND, year_words};
use super::digits::grouped;
use super::scale::Scale;

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

/// Ticks for dates, at round times of the calendar.
pub fn dates(scale: Scale) -> Vec<Tick> {
    let wanted = NUMBERED_GAP * scale.ticks_per_point();
    let even = [1, 2, 5, 10, 20, 50, 100, 200, 500]
        .into_iter()
        .chain([1, 2, 5, 10, 15, 30].map(|n| n * SECOND))
        .chain([1, 2, 5, 10, 15, 30].map(|n| n * MINUTE))
        .chain([1, 2, 3, 6, 12].map(|n| n * HOUR))
        .chain([1, 2, 7].map(|n| n * DAY))
        .find(|&every| every as f64 >= wanted);
    if let Some(every) = even {
        // Weeks start on Mondays; tick 0 was a Thursday.
        let shift = if every == 7 * DAY { 4.0 * DAY as f64 } else { 0.0 };
        let every = every as f64;
        return multiples_from(scale, every, shift).map(|n| date_tick(n * every + shift, every)).collect();
    }
    let month = 30.44 * DAY as f64;
    let months = [1.0, 3.0, 6.0].into_iter().find(|&months| months * month >= wanted);
    let months = months.unwrap_or_else(|| (round_step(wanted / (12.0 * month)).max(1.0)) * 12.0);
    by_months(scale, months)
}

fn by_months(scale: Scale, every: f64) -> Vec<Tick> {
    let first = Civil::from_moment(Moment(scale.window.start() as i64));
    let index = |civil: Civil| civil.year as f64 * 12.0 + f64::from(civil.month - 1);
    let start = (index(first) / every).floor();
    let mut ticks: Vec<Tick> = (0..MAX_TICKS)
        .map(|n| {
            let months = (start + n as f64) * every;
            // There was no year 0: 100 BCE is the astronomical year -99, so round years before 1 CE are shifted by one.
            let months = if every >= 60.0 && months <= 0.0 { months + 12.0 } else { months };
            let (year, month) = ((months / 12.0).floor(), months.rem_euclid(12.0) as u8 + 1);
            let civil = Civil::midnight(year as i64, month, 1);
            let text = if every >= 12.0 { year_words(civil.year) } else { month_text(civil) };
            Tick { at: civil.moment().0 as f64, major: true, text }
        })
        .take_while(|tick| tick.at <= scale.window.end())
        .filter(|tick| tick.at >= scale.window.start())
        .collect();
    // Beyond the end of time, every date is the last one.
    ticks.dedup_by(|a, b| a.at <= b.at);
    ticks
}

fn date_tick(at: f64, every: f64) -> Tick {
    let civil = Civil::from_moment(Moment(at as i64));
    let text = if every >= DAY as f64 || civil.is_midnight() {
        format!("{} {}", civil.day, month_text(civil))
    } else {
        civil.clock()
    };
    Tick { at, major: true, text }
}

fn month_text(civil: Civil) -> String {
    let name = MONTHS[usize::from(civil.month.clamp(1, 12)) - 1];
    format!("{} {}", &name[..3], year_words(civil.year))
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

    use super::{Scale, Tick, dates, numbers, steps};
    use crate::time::calendar::{Civil, DAY, HOUR, SECOND};
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
    fn dates_follow_the_calendar() {
        let at = |year, month, day| Civil::midnight(year, month, day).moment().0 as f64;
        let years = |n: f64| n * 365.2425 * DAY as f64;
        let centuries = dates(scale(at(-100, 1, 1), years(400.0)));
        assert_eq!(
            texts(&centuries),
            ["100 BCE", "50 BCE", "1 CE", "50 CE", "100 CE", "150 CE", "200 CE", "250 CE", "300 CE"]
        );
        assert_eq!(texts(&dates(scale(at(1914, 6, 1), years(0.5))))[..2], ["Jun 1914", "Jul 1914"]);
        let day = dates(scale(at(1914, 6, 28), DAY as f64));
        assert_eq!(texts(&day)[..3], ["28 Jun 1914", "03:00", "06:00"]);
        assert_eq!(day.len(), (DAY / (3 * HOUR)) as usize + 1);
        let weeks = dates(scale(at(2026, 11, 1), 60.0 * DAY as f64));
        assert_eq!(texts(&weeks)[0], "2 Nov 2026", "a Monday");
        assert_eq!(texts(&dates(scale(at(2026, 11, 1), SECOND as f64)))[1], "00:00:00.200");
    }

    #[test]
    fn any_scale_gives_few_ticks() {
        for length in [1.0, 1e3, 1e9, 1e15, 1.8e19] {
            for start in [-9.2e18, -1e12, 0.0, 1e17] {
                for ticks in [steps, |scale| numbers(scale, true), dates] {
                    let ticks = ticks(scale(start, length));
                    assert!(ticks.len() <= 200, "{} from {start} over {length}", ticks.len());
                }
            }
        }
    }
}
