//! The axis: phases in up to three rows, each a title over a line, and ticks below. Knows no lane and no event.

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
use crate::time::ticks::{self, Tick};
use crate::time::{Moment, Span};

/// The height of a row of phases.
const ROW: f32 = 25.0;
/// The distance from a row's top to the phase's line, and the thickness of that line.
const LINE: f32 = 19.0;
/// See [`LINE`].
const THICKNESS: f32 = 4.0;
/// The height of the ticks and their numbers.
pub const TICKS: f32 = 18.0;
/// The distance from a tick to its label, and the least one between two labels.
const BESIDE_TICK: f32 = 4.0;
/// See [`BESIDE_TICK`].
const BETWEEN_TICKS: f32 = 10.0;

/// The most rows of phases. If more phases than this overlap, they share rows and lose titles.
const MOST_ROWS: usize = 3;
/// The most rows if no phases overlap, but their titles would.
const MOST_TITLE_ROWS: usize = 2;
/// The least distance between two titles in a row.
const APART: f32 = 6.0;
/// The room between a title and the end of the axis.
const EDGE: f32 = 2.0;
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
    /// Its row, from 0 at the top.
    pub row: usize,
}

/// Every piece of every phase, by start, in rows: as many rows as pieces overlap anywhere, and one more if titles have
/// too little room beside each other at `scale`, which shows the whole story. O(events log events), plus the events in
/// each phase.
pub fn pieces(story: &Story, order: Order, scale: Scale, title_width: &dyn Fn(&str) -> f32) -> Vec<PhasePiece> {
    let all = order.all_stretches(story).into_iter();
    let mut pieces: Vec<PhasePiece> = all.map(|(phase, span)| PhasePiece { phase, span, row: 0 }).collect();
    if pieces.len() > MOST_PIECES {
        pieces.sort_by_key(|piece| std::cmp::Reverse(piece.span.length()));
        pieces.truncate(MOST_PIECES);
    }
    pieces.sort_by_key(|piece| piece.span.start());
    let mut rows: Vec<PhaseRow> = Vec::new();
    for piece in &mut pieces {
        let x = scale.x_from_time(piece.span.start());
        let width = title_width(&story.phase(piece.phase).title);
        let is_free = |row: &&PhaseRow| row.end <= piece.span.start();
        let has_room = |row: &PhaseRow| row.end <= piece.span.start() && row.title_to <= x;
        let least_cut = || {
            let free = rows.iter().enumerate().filter(|(_, row)| is_free(row));
            free.min_by(|a, b| a.1.title_to.total_cmp(&b.1.title_to)).map(|(at, _)| at)
        };
        let most = if rows.iter().any(|row| is_free(&row)) { MOST_TITLE_ROWS } else { MOST_ROWS };
        piece.row = match rows.iter().position(has_room) {
            Some(row) => row,
            None if rows.len() < most => rows.len(),
            None => least_cut().unwrap_or(MOST_ROWS - 1),
        };
        if piece.row == rows.len() {
            rows.push(PhaseRow { end: piece.span.end(), title_to: f32::NEG_INFINITY });
        }
        let row = &mut rows[piece.row];
        row.end = row.end.max(piece.span.end());
        row.title_to = x + width + APART;
    }
    pieces
}

/// The part of a row that is already taken.
struct PhaseRow {
    /// The end of its last phase.
    end: Moment,
    /// The least x at which another title leaves the last one whole.
    title_to: f32,
}

/// The height of the axis with the rows of these phases.
pub fn height(pieces: &[PhasePiece]) -> f32 {
    let rows = pieces.iter().map(|piece| piece.row + 1).max().unwrap_or(0);
    (6.0 + rows as f32 * ROW + TICKS).max(40.0)
}

/// The visible phases below `top`.
///
/// A title may extend beyond its phase, up to the next phase in the row. If phases are too short for even the beginning
/// of their titles, the longest of them get titles that extend over neighbours without one.
pub fn phases(story: &Story, pieces: &[PhasePiece], scale: Scale, top: f32, metrics: &dyn Metrics) -> Vec<PhaseMark> {
    let x_of =
        |piece: &PhasePiece| Rangef::new(scale.x_from_time(piece.span.start()), scale.x_from_time(piece.span.end()));
    let visible = |piece: &PhasePiece| {
        let visible = x_of(piece).intersection(scale.x);
        // Phases that touch keep a gap between them, and a short one stays wide enough to be pointed at.
        let x = Rangef::new(visible.min, (visible.max - 2.0).max(visible.min + 3.0));
        (visible.span() > 0.0).then_some(VisiblePhase { piece: *piece, x, title: None })
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
        let y = top + phase.piece.row as f32 * ROW;
        let line = Rect::from_x_y_ranges(phase.x, Rangef::new(y + LINE, y + LINE + THICKNESS));
        let label = phase.title.as_ref().map(|title| Label {
            at: Pos2::new(title.x.min, y + LINE / 2.0),
            width: title.x.span(),
            elided: title.elided,
            crossed: false,
            text: title.text.clone(),
            role: TextRole::Phase,
        });
        let is_same_row = |other: &&VisiblePhase| other.piece.row == phase.piece.row;
        let is_covered = shown[..at].iter().filter(is_same_row).any(|before| before.end() > phase.x.min);
        // Below the title of another phase, only the line can be pointed at.
        let upper = if is_covered { y + LINE - 3.0 } else { y };
        let start = phase.title.as_ref().map_or(phase.x.min, |title| title.x.min.min(phase.x.min));
        let rect = Rect::from_x_y_ranges(Rangef::new(start, phase.end()), Rangef::new(upper, y + ROW));
        PhaseMark { phase: phase.piece.phase, span: phase.piece.span, rect, line, label }
    };
    shown.iter().enumerate().map(mark).collect()
}

/// A phase of which something is visible.
struct VisiblePhase {
    piece: PhasePiece,
    /// The x of its line.
    x: Rangef,
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
    let in_row = |other: &&VisiblePhase| other.piece.row == piece.row;
    let before = shown[..at].iter().filter(in_row).filter_map(|other| other.title.as_ref());
    let free_from = before.map(|title| title.x.max + APART).fold(scale.x.min, f32::max);
    let next = shown[at + 1..].iter().filter(in_row).find(|other| !over || other.title.is_some());
    let next =
        next.map(|other| other.x.min.min(other.title.as_ref().map_or(f32::INFINITY, |title| title.x.min)) - APART);
    let free_to = next.unwrap_or(scale.x.max - EDGE).min(scale.x.max - EDGE);
    let title = &story.phase(piece.phase).title;
    let width = metrics.width(title, TextRole::Phase);
    let mut start = x.min;
    if next.is_none() && x.span() >= width / 3.0 {
        // At the end of the axis a title may begin before its phase, as long as it overlaps the phase.
        start = start.min(free_to - width).max(free_from.min(x.min));
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

/// The visible ticks above `bottom`, with numbers if the story has a clock.
pub fn ticks(story: &Story, order: Order, scale: Scale, bottom: f32, metrics: &dyn Metrics) -> Vec<TickMark> {
    let mut ticks = match (order, &story.time) {
        (Order::Telling, _) | (_, TimeKind::Order) => ticks::steps(scale),
        (_, TimeKind::Number { unit, .. }) => ticks::numbers(scale, !names_dates(unit)),
        (_, TimeKind::Date(dates)) => ticks::dates(scale, dates),
    };
    if order == Order::Telling {
        for tick in ticks.iter_mut().filter(|tick| tick.major) {
            // In the telling, ticks count events, from 1.
            let told = usize::try_from((tick.at.round() as i64).saturating_add(1)).ok();
            tick.text = told.filter(|told| (1..=story.events.len()).contains(told)).map(number).unwrap_or_default();
        }
    }
    let labels = tick_labels(&ticks, scale, bottom - TICKS / 2.0, metrics);
    let mark = |(tick, label): (&Tick, _)| TickMark { x: scale.x_from_ticks(tick.at), major: tick.major, label };
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
    use super::{PhasePiece, Scale, Tick, height, phases, pieces, tick_labels};
    use crate::story::Story;
    use crate::story::compile::compile;
    use crate::story::order::Order;
    use crate::time::window::Window;

    /// A story of consecutive phases of these lengths.
    fn story(phases: &[(&str, i64)]) -> Story {
        let (mut events, mut named, mut from) = (Vec::new(), Vec::new(), 0);
        for (at, (title, length)) in phases.iter().enumerate() {
            let to = from + length;
            events.push(serde_json::json!({ "id": format!("e{at}"), "title": "E", "thread": "t", "when": { "from": from, "to": to } }));
            named.push(serde_json::json!({ "title": title, "from": format!("e{at}"), "to": format!("e{at}") }));
            from = to;
        }
        let json = serde_json::json!({ "plotlanes": 1, "title": "T", "time": { "kind": "number", "unit": "day" },
            "threads": [{ "id": "t", "title": "T" }], "phases": named, "events": events });
        compile(json.to_string().as_bytes()).faultless().unwrap().0
    }

    /// The rows and titles of phases in a body of `width` points, at six points a letter.
    fn shown(story: &Story, width: f32, window: Option<Window>) -> Vec<(usize, String)> {
        let all = Window::fit(Order::Happening.extent(story));
        let scale = |window| Scale { window, x: egui::Rangef::new(0.0, width) };
        let pieces = pieces(story, Order::Happening, scale(all), &|title| title.chars().count() as f32 * 6.0);
        let rows = |piece: &PhasePiece| piece.row;
        let marks = phases(story, &pieces, scale(window.unwrap_or(all)), 0.0, &FixedWidth(6.0));
        let labels: Vec<_> = marks.iter().filter_map(|mark| mark.label.as_ref()).collect();
        for (at, label) in labels.iter().enumerate() {
            let other = labels[at + 1..].iter().find(|other| other.rect().intersects(label.rect()));
            assert!(other.is_none() && label.at.x + label.width <= width, "{label:?} {other:?}");
        }
        // Each phase can be pointed at on its line.
        for (at, mark) in marks.iter().enumerate() {
            let hit = marks.iter().rposition(|other| other.rect.contains(mark.line.center()));
            assert_eq!(hit, Some(at), "{width}");
        }
        let row_of = |mark: &super::PhaseMark| pieces.iter().find(|piece| piece.phase == mark.phase).map_or(0, rows);
        marks
            .iter()
            .map(|mark| (row_of(mark), mark.label.as_ref().map_or("", |label| &label.text).to_owned()))
            .collect()
    }

    #[test]
    fn titles_that_lack_room_get_a_second_row() {
        let check = |phases: &[(&str, i64)], width: f32, expect: &[(usize, &str)]| {
            let shown = shown(&story(phases), width, None);
            let shown: Vec<_> = shown.iter().map(|(row, text)| (*row, text.as_str())).collect();
            assert_eq!(shown, expect, "{width}");
        };
        let three = [("Departure", 10), ("War", 10), ("Peace", 10)];
        check(&three, 300.0, &[(0, "Departure"), (0, "War"), (0, "Peace")]);
        check(&three, 150.0, &[(0, "Departure"), (1, "War"), (0, "Peace")]);
        // A title that would be cut off at the end begins before its line.
        check(&[("War", 20), ("After the war", 10)], 150.0, &[(0, "War"), (0, "After the war")]);
    }

    #[test]
    fn of_many_short_phases_some_keep_whole_titles() {
        let titles: Vec<String> = (1..=20).map(|at| format!("Chapter {at}")).collect();
        let phases: Vec<(&str, i64)> = titles.iter().map(|title| (title.as_str(), 5)).collect();
        let story = story(&phases);
        let narrow = shown(&story, 300.0, None);
        let named: Vec<&str> = narrow.iter().map(|(_, text)| text.as_str()).filter(|text| !text.is_empty()).collect();
        assert!(named.len() >= 6 && named.iter().all(|text| !text.ends_with('…')), "{named:?}");
        // Zoomed in, there is room for all.
        let all = Window::fit(Order::Happening.extent(&story));
        let close = shown(&story, 300.0, Some(Window::new(all.start(), all.length() / 8.0)));
        assert!(close.iter().all(|(_, text)| text.starts_with("Chapter")), "{close:?}");
    }

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

    #[test]
    fn the_height_follows_the_rows() {
        assert!(height(&[]) < 41.0);
        let story = story(&[("A", 1)]);
        let piece = |row| PhasePiece { phase: crate::story::id::PhaseId(0), span: story.phases[0].placed, row };
        assert!((height(&[piece(1)]) - height(&[piece(0)]) - super::ROW).abs() < 0.01);
    }
}
