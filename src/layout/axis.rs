//! The axis: phases in up to two rows of pills, ticks below.

use egui::emath::{Pos2, Rangef, Rect};

use super::Metrics;
use super::labels::elide;
use super::scene::{Label, PhaseMark, TextRole, TickMark};
use crate::story::{Story, TimeKind};
use crate::time::scale::Scale;
use crate::time::ticks;

/// The height of a phase's pill.
const PILL: f32 = 20.0;
/// The room before a phase's title.
const PAD: f32 = 8.0;
/// The height of the stretch that ticks and their numbers take.
pub const TICKS: f32 = 18.0;

/// The height of the axis: with a row for phases if the story has any, with two if some of them overlap.
pub fn height(story: &Story) -> f32 {
    8.0 + phase_rows(story).1 as f32 * (PILL + 3.0) + TICKS
}

/// For each phase its row, and how many rows there are, at most two.
fn phase_rows(story: &Story) -> (Vec<usize>, usize) {
    let mut order: Vec<usize> = (0..story.phases.len()).collect();
    order.sort_by_key(|&at| story.phases[at].placed.start());
    let mut rows = vec![0; story.phases.len()];
    let mut first_row_end = None;
    let mut count = usize::from(!story.phases.is_empty());
    for at in order {
        let placed = story.phases[at].placed;
        if first_row_end.is_some_and(|end| placed.start() < end) {
            rows[at] = 1;
            count = 2;
        } else {
            first_row_end = Some(placed.end());
        }
    }
    (rows, count)
}

/// The visible phases as pills below `top`.
pub fn phases(story: &Story, scale: Scale, top: f32, metrics: &dyn Metrics) -> Vec<PhaseMark> {
    let (rows, _) = phase_rows(story);
    let mut marks = Vec::new();
    for (index, phase) in story.phases.iter().enumerate() {
        let x = Rangef::new(scale.x_from_time(phase.placed.start()), scale.x_from_time(phase.placed.end()));
        let visible = x.intersection(scale.x);
        if visible.span() < 0.0 {
            continue;
        }
        // A hair's breadth between neighbours that touch; never nothing to point at.
        let visible = Rangef::new(visible.min, (visible.max - 2.0).max(visible.min + 2.0));
        let y = top + rows[index] as f32 * (PILL + 3.0);
        let rect = Rect::from_x_y_ranges(visible, Rangef::new(y, y + PILL));
        let label =
            elide(&phase.title, visible.span() - 2.0 * PAD, TextRole::Phase, metrics).map(|(text, width)| Label {
                at: Pos2::new(visible.min + PAD, rect.center().y),
                width,
                elided: text != phase.title,
                text,
                role: TextRole::Phase,
            });
        marks.push(PhaseMark { index, rect, label });
    }
    marks
}

/// The visible ticks, with numbers where the story has a clock, in the stretch above `bottom`.
pub fn ticks(story: &Story, scale: Scale, bottom: f32, metrics: &dyn Metrics) -> Vec<TickMark> {
    let mut free_from = scale.x.min;
    let ticks = match story.time {
        TimeKind::Order => ticks::steps(scale),
        TimeKind::Number { .. } => ticks::numbers(scale),
        TimeKind::Date => ticks::dates(scale),
    };
    ticks
        .into_iter()
        .map(|tick| {
            let x = scale.x_from_ticks(tick.at);
            let width = metrics.width(&tick.text, TextRole::Tick);
            let left = x + 4.0;
            let fits = !tick.text.is_empty() && left >= free_from && left + width <= scale.x.max;
            let label = fits.then(|| {
                free_from = left + width + 10.0;
                let at = Pos2::new(left, bottom - TICKS / 2.0);
                Label { at, width, text: tick.text, role: TextRole::Tick, elided: false }
            });
            TickMark { x, major: tick.major, label }
        })
        .collect()
}
