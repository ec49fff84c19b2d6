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
/// The most rows that titles alone may ask for, where phases are too short to stand in one.
const MOST_TITLE_ROWS: usize = 2;
/// The least room between a title and the next one in its row.
const APART: f32 = 6.0;
/// The room between a title and the end of the axis.
const EDGE: f32 = 2.0;
/// The part of a title that must be there for it to be read, and how many points are enough of a long one.
const READABLE: f32 = 0.55;
/// See [`READABLE`].
const ENOUGH: f32 = 90.0;

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

/// Every piece of every phase, by where it starts, in rows: as many as overlap anywhere, and one more where titles have
/// too little room beside each other at `scale`, which shows all of the story. O(events log events), and the events in
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

/// The part of a row that is taken already.
struct PhaseRow {
    /// Where the last of its phases ends.
    end: Moment,
    /// Where the next title may start without cutting the last one short.
    title_to: f32,
}

/// The height of the axis: with as many rows for phases as overlap anywhere, up to three.
pub fn height(pieces: &[PhasePiece]) -> f32 {
    let rows = pieces.iter().map(|piece| piece.row + 1).max().unwrap_or(0);
    (6.0 + rows as f32 * ROW + TICKS).max(40.0)
}

/// The visible phases below `top`.
///
/// A title may run on past its line as far as the next one in its row starts. Of phases that are too short for even the
/// beginning of a title, the longest keep theirs, which then run on over those that have none.
pub fn phases(story: &Story, pieces: &[PhasePiece], scale: Scale, top: f32, metrics: &dyn Metrics) -> Vec<PhaseMark> {
    let x_of =
        |piece: &PhasePiece| Rangef::new(scale.x_from_time(piece.span.start()), scale.x_from_time(piece.span.end()));
    let visible = |piece: &PhasePiece| {
        let visible = x_of(piece).intersection(scale.x);
        // A hair's breadth between neighbours that touch; never nothing to point at.
        let x = Rangef::new(visible.min, (visible.max - 2.0).max(visible.min + 3.0));
        (visible.span() > 0.0).then_some(Shown { piece: *piece, x, title: None })
    };
    let mut shown: Vec<Shown> = pieces.iter().filter_map(visible).collect();
    let starved: Vec<usize> =
        (0..shown.len()).filter(|&at| !place_title(story, &mut shown, at, false, scale, metrics)).collect();
    let mut by_length = starved.clone();
    by_length.sort_by_key(|&at| std::cmp::Reverse(shown[at].piece.span.length()));
    for at in by_length {
        place_title(story, &mut shown, at, true, scale, metrics);
    }
    let mark = |(at, phase): (usize, &Shown)| {
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
        let is_same_row = |other: &&Shown| other.piece.row == phase.piece.row;
        let is_covered = shown[..at].iter().filter(is_same_row).any(|before| before.end() > phase.x.min);
        // Below the title of another one only the line is its own.
        let upper = if is_covered { y + LINE - 3.0 } else { y };
        let start = phase.title.as_ref().map_or(phase.x.min, |title| title.x.min.min(phase.x.min));
        let rect = Rect::from_x_y_ranges(Rangef::new(start, phase.end()), Rangef::new(upper, y + ROW));
        PhaseMark { phase: phase.piece.phase, span: phase.piece.span, rect, line, label }
    };
    shown.iter().enumerate().map(mark).collect()
}

/// A phase of which something is visible.
struct Shown {
    piece: PhasePiece,
    /// Where its line is.
    x: Rangef,
    title: Option<Title>,
}

impl Shown {
    /// Where its line and its title end.
    fn end(&self) -> f32 {
        self.title.as_ref().map_or(self.x.max, |title| title.x.max.max(self.x.max))
    }
}

/// A phase's title where it stands.
struct Title {
    x: Rangef,
    text: String,
    elided: bool,
}

/// Gives a phase as much of its title as there is room for, if that can be read; whether it has one now. `over` lets it
/// run on over phases that have none.
fn place_title(story: &Story, shown: &mut [Shown], at: usize, over: bool, scale: Scale, metrics: &dyn Metrics) -> bool {
    let Shown { piece, x, .. } = shown[at];
    let in_row = |other: &&Shown| other.piece.row == piece.row;
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
        // At the end of the axis a title may begin before its phase does, as long as it stands over it.
        start = start.min(free_to - width).max(free_from.min(x.min));
    }
    let room = free_to - start;
    let readable = (width * READABLE).min(ENOUGH);
    if start < free_from || room < readable {
        return false;
    }
    let shortened = shorten(title, width, room, TextRole::Phase, metrics);
    let Some((text, width)) = shortened.filter(|(_, width)| *width >= readable) else { return false };
    shown[at].title = Some(Title { x: Rangef::new(start, start + width), elided: text != *title, text });
    true
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

#[cfg(test)]
mod tests {
    use super::super::FixedWidth;
    use super::{PhasePiece, Scale, height, phases, pieces};
    use crate::story::Story;
    use crate::story::compile::compile;
    use crate::story::order::Order;
    use crate::time::window::Window;

    /// A story of phases beside each other, each as long as it says.
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
        // Each can be pointed at where its line is.
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
        // One that would be cut off at the end begins before its line does.
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
        // Zoomed in there is room for each.
        let all = Window::fit(Order::Happening.extent(&story));
        let close = shown(&story, 300.0, Some(Window::new(all.start(), all.length() / 8.0)));
        assert!(close.iter().all(|(_, text)| text.starts_with("Chapter")), "{close:?}");
    }

    #[test]
    fn the_height_follows_the_rows() {
        assert!(height(&[]) < 41.0);
        let story = story(&[("A", 1)]);
        let piece = |row| PhasePiece { phase: crate::story::id::PhaseId(0), span: story.phases[0].placed, row };
        assert!((height(&[piece(1)]) - height(&[piece(0)]) - super::ROW).abs() < 0.01);
    }
}
