//! The phases above the ticks of the axis, each a line with its title above it, on as many levels as they need. Knows no
//! lane and no event.
//!
//! ```text
//! The war
//! |==================================================|
//! The siege               The truce
//! |====================|  |=====|
//! ```

use std::cmp::Reverse;

use egui::emath::{Pos2, Rangef, Rect};

use super::Metrics;
use super::axis::TICKS;
use super::labels::shorten;
use super::scene::{Label, PhaseMark, TextRole};
use crate::story::Story;
use crate::story::id::PhaseId;
use crate::story::order::Order;
use crate::time::Span;
use crate::time::scale::Scale;

/// The height of a level.
const LEVEL: f32 = 25.0;
/// The distance from a level's top to the phase's line, and the thickness of that line.
const LINE: f32 = 19.0;
/// See [`LINE`].
const THICKNESS: f32 = 4.0;

/// The levels that phases take at most of the height of a timeline, as a share of it.
const MOST_OF_HEIGHT: f32 = 1.0 / 3.0;
/// The number of levels that they may take in any case, and the most that they ever take.
const LEVELS: [usize; 2] = [3, 30];
/// The levels that titles may take if the lines would do with fewer.
const TITLE_LEVELS: usize = 3;
/// The least distance between two titles on a level.
const APART: f32 = 6.0;
/// The room between a title and the end of the axis.
const EDGE: f32 = 2.0;
/// How far before its phase any title may begin.
const NEAR: f32 = 40.0;
/// The share of a title that must be visible for it to be readable, and the points that are enough of a long one.
const READABLE: f32 = 0.55;
/// See [`READABLE`].
const ENOUGH: f32 = 90.0;

/// The most pieces of phases; if the telling breaks them into more, only the longest are shown.
const MOST_PIECES: usize = 300;

/// A stretch of the axis that a phase takes; in the telling a phase may have several.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PhasePiece {
    /// The phase.
    pub phase: PhaseId,
    /// The stretch.
    pub span: Span,
    /// Its level, from 0 at the top.
    pub level: usize,
}

/// The most levels in a timeline of `height` points.
pub fn most_levels(height: f32) -> usize {
    let [least, most] = LEVELS;
    ((height * MOST_OF_HEIGHT / LEVEL) as usize).clamp(least, most)
}

/// The pieces of every phase, by start, on levels on which their lines do not overlap: as many as lie over each other
/// anywhere, and some more if titles have too little room beside each other at `scale`, which shows the whole story. If
/// that would be more than `most`, the shortest pieces are left out. O(events log events), plus the events in each phase.
pub fn pieces(
    story: &Story,
    order: Order,
    scale: Scale,
    most: usize,
    title_width: &dyn Fn(&str) -> f32,
) -> Vec<PhasePiece> {
    let all = order.all_stretches(story).into_iter();
    let mut pieces: Vec<PhasePiece> = all.map(|(phase, span)| PhasePiece { phase, span, level: 0 }).collect();
    pieces.sort_by_key(|piece| (Reverse(piece.span.length()), piece.span.start()));
    pieces.truncate(MOST_PIECES);
    keep_longest(&mut pieces, most);
    // Of pieces that start together, the longest is at the top.
    pieces.sort_by_key(|piece| (piece.span.start(), Reverse(piece.span.end())));
    let most = TITLE_LEVELS.max(depth(&pieces)).min(most);
    let mut levels: Vec<Level> = Vec::new();
    for piece in &mut pieces {
        let x = scale.x_from_time(piece.span.start());
        let is_free = |level: &Level| !overlap(level.last, piece.span);
        let least_cut = || {
            let free = levels.iter().enumerate().filter(|(_, level)| is_free(level));
            free.min_by(|a, b| a.1.title_to.total_cmp(&b.1.title_to)).map(|(at, _)| at)
        };
        let with_room = levels.iter().position(|level| is_free(level) && level.title_to <= x);
        let new = (levels.len() < most).then_some(levels.len());
        piece.level = with_room.or(new).or_else(least_cut).unwrap_or(0);
        if piece.level == levels.len() {
            levels.push(Level { last: piece.span, title_to: f32::NEG_INFINITY });
        }
        let title_to = x + title_width(&story.phase(piece.phase).title) + APART;
        levels[piece.level] = Level { last: piece.span, title_to };
    }
    pieces
}

/// The part of a level that is already taken.
struct Level {
    /// Its last line.
    last: Span,
    /// The least x at which another title leaves the last one whole.
    title_to: f32,
}

/// Leaves out pieces that do not fit into `most` levels; `pieces` are sorted, those to be kept first.
fn keep_longest(pieces: &mut Vec<PhasePiece>, most: usize) {
    if depth(pieces) <= most {
        return;
    }
    let mut levels: Vec<Vec<Span>> = vec![Vec::new(); most];
    pieces.retain(|piece| {
        let is_free = |level: &&mut Vec<Span>| level.iter().all(|other| !overlap(*other, piece.span));
        let level = levels.iter_mut().find(is_free);
        level.map(|level| level.push(piece.span)).is_some()
    });
}

/// Whether the lines of two pieces lie over each other. Those that touch do not.
fn overlap(a: Span, b: Span) -> bool {
    let (first, second) = if (a.start(), Reverse(a.end())) <= (b.start(), Reverse(b.end())) { (a, b) } else { (b, a) };
    first.end() > second.start() || first == second
}

/// The most pieces that lie over each other anywhere. O(pieces²)
fn depth(pieces: &[PhasePiece]) -> usize {
    let at_start = |piece: &PhasePiece| {
        let start = piece.span.start();
        let covers =
            |other: &&PhasePiece| other.span.start() <= start && (other.span.end() > start || other.span == piece.span);
        pieces.iter().filter(covers).count()
    };
    pieces.iter().map(at_start).max().unwrap_or(0)
}

/// The height of the axis with the levels of these phases.
pub fn height(pieces: &[PhasePiece]) -> f32 {
    let levels = pieces.iter().map(|piece| piece.level + 1).max().unwrap_or(0);
    (6.0 + levels as f32 * LEVEL + TICKS).max(40.0)
}

/// The visible phases below `top`.
///
/// A title may extend beyond its phase, up to the next phase on its level. If phases are too short for even the beginning
/// of their titles, the longest of them get titles that extend over neighbours without one.
pub fn phases(story: &Story, pieces: &[PhasePiece], scale: Scale, top: f32, metrics: &dyn Metrics) -> Vec<PhaseMark> {
    let x_of =
        |piece: &PhasePiece| Rangef::new(scale.x_from_time(piece.span.start()), scale.x_from_time(piece.span.end()));
    let visible = |piece: &PhasePiece| {
        let visible = x_of(piece).intersection(scale.x);
        // Phases that touch keep a gap between them, and a short one stays wide enough to be pointed at.
        let x = Rangef::new(visible.min, (visible.max - 2.0).max(visible.min + 3.0));
        let whole = x_of(piece);
        let ends = [whole.min >= scale.x.min, whole.max <= scale.x.max];
        let is_visible = if piece.span.is_moment() { visible.span() >= 0.0 } else { visible.span() > 0.0 };
        is_visible.then_some(VisiblePhase { piece: *piece, x, ends, title: None })
    };
    let mut shown: Vec<VisiblePhase> = pieces.iter().filter_map(visible).collect();
    let starved: Vec<usize> =
        (0..shown.len()).filter(|&at| !place_title(story, &mut shown, at, false, scale, metrics)).collect();
    let mut by_length = starved.clone();
    by_length.sort_by_key(|&at| std::cmp::Reverse(shown[at].piece.span.length()));
    for at in by_length {
        place_title(story, &mut shown, at, true, scale, metrics);
    }
    let mark = |(at, phase): (usize, &VisiblePhase)| {
        let y = top + phase.piece.level as f32 * LEVEL;
        let line = Rect::from_x_y_ranges(phase.x, Rangef::new(y + LINE, y + LINE + THICKNESS));
        let label = phase.title.as_ref().map(|title| Label {
            at: Pos2::new(title.x.min, y + LINE / 2.0),
            width: title.x.span(),
            elided: title.elided,
            crossed: false,
            text: title.text.clone(),
            role: TextRole::Phase,
        });
        let is_same_level = |other: &&VisiblePhase| other.piece.level == phase.piece.level;
        let is_covered = shown[..at].iter().filter(is_same_level).any(|before| before.end() > phase.x.min);
        // Below the title of another phase, only the line can be pointed at.
        let upper = if is_covered { y + LINE - 3.0 } else { y };
        let start = phase.title.as_ref().map_or(phase.x.min, |title| title.x.min.min(phase.x.min));
        let rect = Rect::from_x_y_ranges(Rangef::new(start, phase.end()), Rangef::new(upper, y + LEVEL));
        PhaseMark { phase: phase.piece.phase, span: phase.piece.span, rect, line, ends: phase.ends, label }
    };
    shown.iter().enumerate().map(mark).collect()
}

/// A phase of which something is visible.
struct VisiblePhase {
    piece: PhasePiece,
    /// The x of its line.
    x: Rangef,
    /// Whether its start and its end are visible.
    ends: [bool; 2],
    title: Option<PlacedTitle>,
}

impl VisiblePhase {
    /// The end of its line and its title.
    fn end(&self) -> f32 {
        self.title.as_ref().map_or(self.x.max, |title| title.x.max.max(self.x.max))
    }
}

/// The part of a phase's title that is shown, and its place.
struct PlacedTitle {
    x: Rangef,
    text: String,
    elided: bool,
}

/// Gives a phase as much of its title as there is room for, if that is readable; `true` if it got any. With `over`, the
/// title may extend over phases that have none.
fn place_title(
    story: &Story,
    shown: &mut [VisiblePhase],
    at: usize,
    over: bool,
    scale: Scale,
    metrics: &dyn Metrics,
) -> bool {
    let VisiblePhase { piece, x, .. } = shown[at];
    let on_level = |other: &&VisiblePhase| other.piece.level == piece.level;
    let before = shown[..at].iter().filter(on_level).filter_map(|other| other.title.as_ref());
    let free_from = before.map(|title| title.x.max + APART).fold(scale.x.min, f32::max);
    let next = shown[at + 1..].iter().filter(on_level).find(|other| !over || other.title.is_some());
    let next =
        next.map(|other| other.x.min.min(other.title.as_ref().map_or(f32::INFINITY, |title| title.x.min)) - APART);
    let free_to = next.unwrap_or(scale.x.max - EDGE).min(scale.x.max - EDGE);
    let title = &story.phase(piece.phase).title;
    let width = metrics.width(title, TextRole::Phase);
    let mut start = x.min;
    if next.is_none() {
        // At the end of the axis a title may begin before its phase, as long as it is clear which one that is.
        let earlier = start.min(free_to - width).max(free_from.min(x.min));
        if x.span() >= width / 3.0 || x.min - earlier <= NEAR {
            start = earlier;
        }
    }
    let room = free_to - start;
    let readable = (width * READABLE).min(ENOUGH);
    if start < free_from || room < readable {
        return false;
    }
    let shortened = shorten(title, width, room, TextRole::Phase, metrics);
    let Some((text, width)) = shortened.filter(|(_, width)| *width >= readable) else { return false };
    shown[at].title = Some(PlacedTitle { x: Rangef::new(start, start + width), elided: text != *title, text });
    true
}

#[cfg(test)]
mod tests;
