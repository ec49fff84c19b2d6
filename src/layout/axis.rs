//! The axis: phases in up to three rows, each a title over a line, and ticks below.

use egui::emath::{Pos2, Rangef, Rect};

use super::Metrics;
use super::labels::shorten;
use super::scene::{Label, PhaseMark, TextRole, TickMark};
use crate::story::amount::names_dates;
use crate::story::id::PhaseId;
use crate::story::order::Order;
use crate::story::words::number;
use crate::story::{Story, TimeKind};
use crate::time::scale::Scale;
use crate::time::{Moment, Span, ticks};

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

/// The most pieces of phases; where the telling breaks them into more, the longest are shown.
const MOST_PIECES: usize = 300;

/// A stretch that a phase takes of the axis; in the telling a phase may have several.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PhasePiece {
    /// The phase.
    pub phase: PhaseId,
    /// The stretch.
    pub span: Span,
    /// Its row, from 0 at the top.
    pub row: usize,
}

/// Every piece of every phase, by where it starts, in rows first-fit. O(events log events), and the events in each phase.
pub fn pieces(story: &Story, order: Order) -> Vec<PhasePiece> {
    let all = order.all_stretches(story).into_iter();
    let mut pieces: Vec<PhasePiece> = all.map(|(phase, span)| PhasePiece { phase, span, row: 0 }).collect();
    if pieces.len() > MOST_PIECES {
        pieces.sort_by_key(|piece| std::cmp::Reverse(piece.span.length()));
        pieces.truncate(MOST_PIECES);
    }
    pieces.sort_by_key(|piece| piece.span.start());
    let mut ends: Vec<Moment> = Vec::new();
    for piece in &mut pieces {
        let free = ends.iter().position(|&end| end <= piece.span.start());
        piece.row = free.unwrap_or(ends.len().min(MOST_ROWS - 1));
        if piece.row == ends.len() {
            ends.push(piece.span.end());
        }
        ends[piece.row] = ends[piece.row].max(piece.span.end());
    }
    pieces
}

/// The height of the axis: with as many rows for phases as overlap anywhere, up to three.
pub fn height(pieces: &[PhasePiece]) -> f32 {
    let rows = pieces.iter().map(|piece| piece.row + 1).max().unwrap_or(0);
    (6.0 + rows as f32 * ROW + TICKS).max(40.0)
}

/// The visible phases below `top`. A title may run on past its line as far as the next one in its row starts.
pub fn phases(story: &Story, pieces: &[PhasePiece], scale: Scale, top: f32, metrics: &dyn Metrics) -> Vec<PhaseMark> {
    let x_of =
        |piece: &PhasePiece| Rangef::new(scale.x_from_time(piece.span.start()), scale.x_from_time(piece.span.end()));
    let mut marks = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let (x, title) = (x_of(piece), &story.phase(piece.phase).title);
        let visible = x.intersection(scale.x);
        if visible.span() <= 0.0 {
            continue;
        }
        // A hair's breadth between neighbours that touch; never nothing to point at.
        let visible = Rangef::new(visible.min, (visible.max - 2.0).max(visible.min + 3.0));
        let y = top + piece.row as f32 * ROW;
        let next = pieces[at + 1..].iter().find(|next| next.row == piece.row);
        let next = next.map_or(scale.x.max, |next| x_of(next).min.min(scale.x.max));
        let label =
            shorten(title, metrics.width(title, TextRole::Phase), next - visible.min - 6.0, TextRole::Phase, metrics);
        let label = label.map(|(text, width)| Label {
            at: Pos2::new(visible.min, y + LINE / 2.0),
            width,
            elided: text != *title,
            crossed: false,
            text,
            role: TextRole::Phase,
        });
        let line = Rect::from_x_y_ranges(visible, Rangef::new(y + LINE, y + LINE + THICKNESS));
        let end = label.as_ref().map_or(visible.max, |label| visible.max.max(label.at.x + label.width));
        let rect = Rect::from_x_y_ranges(Rangef::new(visible.min, end), Rangef::new(y, y + ROW));
        marks.push(PhaseMark { phase: piece.phase, span: piece.span, rect, line, label });
    }
    marks
}

/// The visible ticks, with numbers where the story has a clock, in the stretch above `bottom`.
pub fn ticks(story: &Story, order: Order, scale: Scale, bottom: f32, metrics: &dyn Metrics) -> Vec<TickMark> {
    let mut free_from = scale.x.min;
    let ticks = match (order, &story.time) {
        (Order::Telling, _) | (_, TimeKind::Order) => ticks::steps(scale),
        (_, TimeKind::Number { unit, .. }) => ticks::numbers(scale, !names_dates(unit)),
        (_, TimeKind::Date) => ticks::dates(scale),
    };
    ticks
        .into_iter()
        .map(|mut tick| {
            // In the telling the place of an event is what there is to count.
            let told = (tick.at.round() as i64).saturating_add(1);
            if order == Order::Telling
                && tick.major
                && let Some(told) = usize::try_from(told).ok().filter(|told| (1..=story.events.len()).contains(told))
            {
                tick.text = number(told);
            }
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
