//! Snapping a dragged place of the axis to what is near it.

use super::context::Context;
use crate::story::Story;
use crate::story::id::EventId;
use crate::story::relation::End;

/// A place of the axis after snapping.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Snap {
    /// The place.
    pub at: f64,
    /// The end of an event or the tick that it snapped to, to draw a line there; `None` if nothing was near enough.
    pub to: Option<f64>,
    /// Whether the place is meant to the tick: it is a tick, or an end that the story says exactly. Where an end is only drawn
    /// so, its place says no more than a pointer does.
    pub is_exact: bool,
}

impl Snap {
    /// A place that has snapped to nothing.
    pub fn none(at: f64) -> Self {
        Self { at, to: None, is_exact: false }
    }
}

/// Snaps a place to the nearest start or end of an event, or to one of `ticks`, at most `tolerance` ticks of time away. Of an
/// event and a tick that are equally near it takes the event. With `length` the place is the start of something so long,
/// and its end snaps as well. O(log events + ticks).
pub fn snapped(context: Context<'_>, at: f64, length: Option<f64>, tolerance: f64, ticks: &[f64]) -> Snap {
    let (story, order) = (context.story, context.state.order());
    let sequence = context.state.derived().sequence(story);
    let mut best: Option<(f64, f64, bool)> = None;
    let mut offer = |from: f64, to: f64, is_exact: bool| {
        let by = to - from;
        if by.abs() <= tolerance && best.is_none_or(|(known, ..)| by.abs() < known.abs()) {
            best = Some((by, to, is_exact));
        }
    };
    let ends = [Some(at), length.filter(|&length| length > 0.0).map(|length| at + length)];
    for from in ends.into_iter().flatten() {
        for later in [false, true] {
            // A border at the place itself lies on neither side of it.
            let here = if later { from.next_down() } else { from };
            if let Some((to, event, end)) = sequence.border_of(story, order, here, later) {
                offer(from, to, is_exact(story, event, end));
            }
        }
    }
    for from in ends.into_iter().flatten() {
        for &to in ticks {
            offer(from, to, true);
        }
    }
    match best {
        Some((by, to, is_exact)) => Snap { at: at + by, to: Some(to), is_exact },
        None => Snap::none(at),
    }
}

/// Whether the story leaves an end of an event only one place.
fn is_exact(story: &Story, event: EventId, end: End) -> bool {
    let event = story.event(event);
    let (open, bounds) = match end {
        End::Start => (event.open.start, [event.earliest.start(), event.latest.start()]),
        End::Finish => (event.open.end, [event.earliest.end(), event.latest.end()]),
    };
    !open.earliest && !open.latest && bounds[0] == bounds[1]
}
