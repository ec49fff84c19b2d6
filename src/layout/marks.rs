//! The marks of a lane: its rows folded to what can be told apart, each with its label where there is room, and the
//! echoes at its foot.

use std::borrow::Cow;

use egui::emath::{Rangef, Rect, Vec2};

use super::fold::{Piece, RUN};
use super::labels::{self, LEAST_ROOM, Wish};
use super::plan::{LanePlan, Row};
use super::scene::{Form, Label, Mark, Run, Target, TextRole};
use super::standing::Judge;
use super::{Composer, DIAMOND, MARK, mark_extent};
use crate::state::lanes::LaneKey;
use crate::story::words::number;
use crate::time::Span;

/// The most echoes of a lane that are marks of their own.
const MOST_ECHOES: usize = 200;
/// The room that a label has on both sides, in points.
const APART: f32 = 12.0;
/// The most events of a run that are looked at one by one.
const FEW: usize = 16;

impl Composer<'_> {
    pub(super) fn marks(&self, at: usize, lane: &LanePlan, marks: &mut Vec<Mark>) {
        let height = self.mark_height(at);
        let view = self.body.x_range();
        for (nth, row) in lane.rows.iter().enumerate() {
            let y = self.top + self.heights.middle(self.plan, at, nth);
            if y + height < self.body.min.y || y - height > self.body.max.y {
                continue;
            }
            let pieces = row.track.fold(self.scale, view, MARK);
            let labels = labels::place(&self.wishes(row, &pieces), y, view, self.metrics);
            let y = Rangef::new(y - height / 2.0, y + height / 2.0);
            marks.extend(
                pieces.into_iter().zip(labels).map(|(piece, label)| self.mark([at, nth], row, piece, y, label)),
            );
        }
    }

    /// What the pieces of a row are to say.
    fn wishes<'a>(&'a self, row: &Row, pieces: &[Piece]) -> Vec<Wish<'a>> {
        let view = self.body.x_range();
        let wish = |(at, piece): (usize, &Piece)| {
            let run = piece.count() > 1 || piece.carried;
            let (side, known) = row.label(piece.first);
            let before = at.checked_sub(1).map_or(view.min, |before| pieces[before].x.max);
            let after = pieces.get(at + 1).map_or(view.max, |after| after.x.min);
            // Where there is no room anyway, nothing needs to be measured.
            let room = (after - piece.x.max).max(piece.x.min - before).max(piece.x.span());
            let text = match run {
                _ if room < LEAST_ROOM => Cow::from(""),
                false => Cow::from(self.story.events.title(row.events[piece.first])),
                // A wide run carries its count inside.
                true if piece.x.span() > RUN => Cow::from(""),
                true => Cow::from(format!("{} events", number(piece.count()))),
            };
            let width = match known {
                Some(width) if !run => width,
                _ if text.is_empty() => 0.0,
                _ => self.metrics.width(&text, TextRole::Event),
            };
            // Half a number is a wrong one.
            let text = if run && width + APART > room { Cow::from("") } else { text };
            Wish { mark: piece.x, text, width, side }
        };
        pieces.iter().enumerate().map(wish).collect()
    }

    /// The events of other threads that belong to this lane too, as thin lines at its foot.
    pub(super) fn echoes(&self, at: usize, lane: &LanePlan, marks: &mut Vec<Mark>) {
        let bottom = self.top + self.heights.tops[at + 1];
        let y = Rangef::new(bottom - 4.5, bottom - 1.5);
        let (row, view) = (&lane.echoes, self.body.x_range());
        if row.events.len() > MOST_ECHOES {
            let nth = lane.rows.len();
            let pieces = row.track.fold(self.scale, view, MARK).into_iter();
            let mark = |piece| Mark { form: Form::Echo, found: false, ..self.mark([at, nth], row, piece, y, None) };
            marks.extend(pieces.map(mark));
            return;
        }
        let judge = Judge::new(self.state, self.focus);
        for &id in &row.events {
            let x = mark_extent(self.scale, self.span(id));
            if x.intersects(view) {
                marks.push(Mark {
                    rect: Rect::from_x_y_ranges(x, y),
                    form: Form::Echo,
                    hue: self.story.events.thread(id).index(),
                    emphasis: judge.of(id),
                    found: false,
                    anachrony: None,
                    label: None,
                    target: Target::Event(id),
                });
            }
        }
    }

    fn mark(&self, [lane, nth]: [usize; 2], row: &Row, piece: Piece, y: Rangef, label: Option<Label>) -> Mark {
        let Piece { first, last, carried, x } = piece;
        let event = row.events[first];
        let rect = Rect::from_x_y_ranges(x, y);
        let alone = first == last && !carried;
        // Of a run in a thread's own lane nothing needs to be looked up in a story that memory is slow to give away.
        let own = matches!(self.plan.lanes[lane].key, LaneKey::Thread(_)) && nth < self.plan.lanes[lane].rows.len();
        let hue = if own { self.plan.lanes[lane].hue } else { self.story.events.thread(event).index() };
        let (form, target, rect) = if alone && self.span(event).is_moment() {
            let side = (2.0 * DIAMOND).min(y.span() + 2.0);
            let rect = Rect::from_center_size(rect.center(), Vec2::splat(side));
            (Form::Diamond, Target::Event(event), rect)
        } else if alone {
            (Form::Bar, Target::Event(event), rect)
        } else {
            let (count, hull) = (piece.count(), self.hull(row, piece));
            (Form::Run(count), Target::Run(Run { hull, count, carried, lane, row: nth, first, last }), rect)
        };
        let stand = self.standing.of(row, first, last);
        Mark {
            rect,
            form,
            hue,
            emphasis: stand.emphasis,
            found: stand.found,
            anachrony: if alone { self.state.anachrony(self.story, event) } else { None },
            label,
            target,
        }
    }

    /// The stretch that the events of a piece take together; of many behind something long, from start to start.
    fn hull(&self, row: &Row, piece: Piece) -> Span {
        let Piece { first, last, carried, .. } = piece;
        if carried && last - first < FEW {
            let spans = row.events[first..=last].iter().map(|&id| self.span(id));
            return spans.reduce(Span::hull).unwrap_or_default();
        }
        row.track.hull(first, last)
    }
}
