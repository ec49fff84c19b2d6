//! The ticks of the axis and their labels. Knows no lane, no event and no phase.

use egui::emath::Pos2;

use super::Metrics;
use super::scene::{Label, TextRole, TickMark};
use crate::story::amount::names_dates;
use crate::story::order::Order;
use crate::story::words::number;
use crate::story::{Story, TimeKind};
use crate::time::scale::Scale;
use crate::time::ticks::{self, Tick};

/// The height of the ticks and their numbers.
pub const TICKS: f32 = 18.0;
/// The distance from a tick to its label, and the least one between two labels.
const BESIDE_TICK: f32 = 4.0;
/// See [`BESIDE_TICK`].
const BETWEEN_TICKS: f32 = 10.0;

/// The visible ticks above `bottom`, with numbers if the story has a clock.
pub fn ticks(story: &Story, order: Order, scale: Scale, bottom: f32, metrics: &dyn Metrics) -> Vec<TickMark> {
    let mut ticks = match (order, &story.time) {
        (Order::Telling, _) | (_, TimeKind::Order) => ticks::steps(scale),
        (_, TimeKind::Number { unit, .. }) => ticks::numbers(scale, !names_dates(unit)),
        (_, TimeKind::Date(dates)) => ticks::dates(scale, dates),
    };
    if order == Order::Telling {
        // In the telling, ticks count events, from 1.
        let told = |tick: &Tick| {
            let told = usize::try_from((tick.at.round() as i64).saturating_add(1)).ok();
            told.filter(|told| (1..=story.events.len()).contains(told))
        };
        let last = ticks.iter().rposition(|tick| told(tick).is_some() && tick.at <= scale.window.end());
        for (at, tick) in ticks.iter_mut().enumerate() {
            let is_named = tick.major || Some(at) == last;
            tick.text = told(tick).filter(|_| is_named).map(number).unwrap_or_default();
        }
    }
    let labels = tick_labels(&ticks, scale, bottom - TICKS / 2.0, metrics);
    let mark =
        |(tick, label): (&Tick, _)| TickMark { at: tick.at, x: scale.x_from_ticks(tick.at), major: tick.major, label };
    ticks.iter().zip(labels).map(mark).collect()
}

/// The labels of ticks, each to the right of its tick if that is free. The last one always has its label, on its left if
/// there is no room on the right, so that the end of the axis can be read.
fn tick_labels(ticks: &[Tick], scale: Scale, y: f32, metrics: &dyn Metrics) -> Vec<Option<Label>> {
    let label = |tick: &Tick| {
        let width = metrics.width(&tick.text, TextRole::Tick);
        let at = Pos2::new(scale.x_from_ticks(tick.at) + BESIDE_TICK, y);
        Label { at, width, text: tick.text.clone(), role: TextRole::Tick, elided: false, crossed: false }
    };
    let last_at = ticks.iter().rposition(|tick| !tick.text.is_empty());
    let last = last_at.map(|at| {
        let mut last = label(&ticks[at]);
        if last.at.x + last.width > scale.x.max {
            last.at.x -= last.width + 2.0 * BESIDE_TICK;
        }
        last
    });
    let last = last.filter(|last| last.at.x >= scale.x.min);
    let free_to = last.as_ref().map_or(scale.x.max, |last| last.at.x - BETWEEN_TICKS);
    let mut free_from = scale.x.min;
    let place = |(at, tick): (usize, &Tick)| {
        if Some(at) == last_at {
            return last.clone();
        }
        let label = (!tick.text.is_empty()).then(|| label(tick))?;
        let end = label.at.x + label.width;
        if label.at.x < free_from || end > free_to {
            return None;
        }
        free_from = end + BETWEEN_TICKS;
        Some(label)
    };
    ticks.iter().enumerate().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::super::FixedWidth;
    use super::{Scale, Tick, tick_labels};
    use crate::time::window::Window;

    #[test]
    fn the_last_tick_has_its_label() {
        // Ticks with their texts at six points a letter, on an axis of 0–300 → the start of each label.
        let check = |ticks: &[(f64, &str)], expect: &[Option<f32>]| {
            let scale = Scale { window: Window::new(0.0, 300.0), x: egui::Rangef::new(0.0, 300.0) };
            let tick = |&(at, text): &(f64, &str)| Tick { at, major: true, text: text.to_owned() };
            let ticks: Vec<Tick> = ticks.iter().map(tick).collect();
            let labels = tick_labels(&ticks, scale, 0.0, &FixedWidth(6.0));
            let got: Vec<_> = labels.iter().map(|label| label.as_ref().map(|label| label.at.x)).collect();
            assert_eq!(got, expect, "{ticks:?}");
        };
        check(&[(0.0, "0"), (100.0, "100"), (200.0, "200")], &[Some(4.0), Some(104.0), Some(204.0)]);
        // Without room on the right, the last label is on the left.
        check(&[(0.0, "0"), (290.0, "290")], &[Some(4.0), Some(268.0)]);
        check(&[(0.0, "0"), (300.0, "300")], &[Some(4.0), Some(278.0)]);
        // It takes precedence over the one before it.
        check(&[(0.0, "0"), (240.0, "May 1918"), (290.0, "June 1918")], &[Some(4.0), None, Some(232.0)]);
        // A tick without a text is not the last one.
        check(&[(0.0, "0"), (290.0, "290"), (295.0, "")], &[Some(4.0), Some(268.0), None]);
        check(&[(10.0, &"x".repeat(60))], &[None]);
        check(&[], &[]);
    }
}
