//! The axis: phases in up to three rows, each a title over a line, and ticks below.

use egui::emath::{Pos2, Rangef, Rect};

use super::Metrics;
use super::labels::elide;
use super::scene::{Label, PhaseMark, TextRole, TickMark};
use crate::story::{Story, TimeKind};
use crate::time::scale::Scale;
use crate::time::ticks;

/// The height of a row of phases.
const ROW: f32 = 25.0;
/// How far below the row's top its line is, and how thick.
const LINE: f32 = 19.0;
/// See [`LINE`].
const THICKNESS: f32 = 4.0;
/// The height of the stretch that ticks and their numbers take.
pub const TICKS: f32 = 18.0;

/// The most rows of phases; where more than so many overlap, titles give way.
const MOST_ROWS: usize = 3;

/// The height of the axis: with as many rows for phases as overlap anywhere, up to three.
pub fn height(story: &Story) -> f32 {
    (6.0 + phase_rows(story).1 as f32 * ROW + TICKS).max(40.0)
}

/// For each phase its row, first-fit by where they start, and how many rows there are.
fn phase_rows(story: &Story) -> (Vec<usize>, usize) {
    let mut order: Vec<usize> = (0..story.phases.len()).collect();
    order.sort_by_key(|&at| story.phases[at].placed.start());
    let mut rows = vec![0; story.phases.len()];
    let mut ends = Vec::new();
    for at in order {
        let placed = story.phases[at].placed;
        let free = ends.iter().position(|&end| end <= placed.start());
        let row = free.unwrap_or(ends.len().min(MOST_ROWS - 1));
        if row == ends.len() {
            ends.push(placed.end());
        }
        ends[row] = ends[row].max(placed.end());
        rows[at] = row;
    }
    (rows, ends.len())
}

/// The visible phases below `top`. A title may run on past its line as far as the next phase in its row starts.
pub fn phases(story: &Story, scale: Scale, top: f32, metrics: &dyn Metrics) -> Vec<PhaseMark> {
    let (rows, _) = phase_rows(story);
    let x_of = |at: usize| {
        let placed = story.phases[at].placed;
        Rangef::new(scale.x_from_time(placed.start()), scale.x_from_time(placed.end()))
    };
    let mut marks = Vec::new();
    for (index, phase) in story.phases.iter().enumerate() {
        let x = x_of(index);
        let visible = x.intersection(scale.x);
        if visible.span() <= 0.0 {
            continue;
        }
        // A hair's breadth between neighbours that touch; never nothing to point at.
        let visible = Rangef::new(visible.min, (visible.max - 2.0).max(visible.min + 3.0));
        let y = top + rows[index] as f32 * ROW;
        let next = (0..story.phases.len())
            .filter(|&other| rows[other] == rows[index])
            .filter(|&other| (x_of(other).min, other) > (x.min, index))
            .map(|other| x_of(other).min)
            .fold(scale.x.max, f32::min);
        let label =
            elide(&phase.title, next - visible.min - 6.0, TextRole::Phase, metrics).map(|(text, width)| Label {
                at: Pos2::new(visible.min, y + LINE / 2.0),
                width,
                elided: text != phase.title,
                crossed: false,
                text,
                role: TextRole::Phase,
            });
        let line = Rect::from_x_y_ranges(visible, Rangef::new(y + LINE, y + LINE + THICKNESS));
        let end = label.as_ref().map_or(visible.max, |label| visible.max.max(label.at.x + label.width));
        let rect = Rect::from_x_y_ranges(Rangef::new(visible.min, end), Rangef::new(y, y + ROW));
        marks.push(PhaseMark { index, rect, line, label });
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
                Label { at, width, text: tick.text, role: TextRole::Tick, elided: false, crossed: false }
            });
            TickMark { x, major: tick.major, label }
        })
        .collect()
}
