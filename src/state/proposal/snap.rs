//! Snapping a dragged place of the axis to what is near it.

use super::context::Context;

/// A place of the axis after snapping.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Snap {
    /// The place.
    pub at: f64,
    /// The end of an event or the tick that it snapped to, to draw a line there; `None` if nothing was near enough.
    pub to: Option<f64>,
}

/// Snaps a place to the nearest start or end of an event, or to one of `ticks`, at most `tolerance` ticks of time away. Of an
/// event and a tick that are equally near it takes the event. With `length` the place is the start of something so long,
/// and its end snaps as well. O(log events + ticks).
pub fn snapped(context: Context<'_>, at: f64, length: Option<f64>, tolerance: f64, ticks: &[f64]) -> Snap {
    let (story, order) = (context.story, context.state.order());
    let sequence = context.state.derived().sequence(story);
    let mut best: Option<(f64, f64)> = None;
    let mut offer = |from: f64, to: f64| {
        let by = to - from;
        if by.abs() <= tolerance && best.is_none_or(|(known, _)| by.abs() < known.abs()) {
            best = Some((by, to));
        }
    };
    let ends = [Some(at), length.filter(|&length| length > 0.0).map(|length| at + length)];
    for from in ends.into_iter().flatten() {
        for later in [false, true] {
            // A border at the place itself lies on neither side of it.
            let here = if later { from.next_down() } else { from };
            if let Some(to) = sequence.border(story, order, here, later) {
                offer(from, to);
            }
        }
    }
    for from in ends.into_iter().flatten() {
        for &to in ticks {
            offer(from, to);
        }
    }
    match best {
        Some((by, to)) => Snap { at: at + by, to: Some(to) },
        None => Snap { at, to: None },
    }
}
