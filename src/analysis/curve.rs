//! The points of a story curve (Kim et al. 2017): every event's position in the telling against its position in the
//! happening. Knows the two orders, but not how a curve is drawn.

use std::sync::Arc;

use super::telling::Telling;
use crate::story::Story;
use crate::story::id::EventId;
use crate::story::order::Order;
use crate::time::window::Window;

/// The most columns of a curve: more could not be told apart on any screen.
const MOST_COLUMNS: usize = 1500;

/// A story's events in both of its orders. Positions are counted from 0.
#[derive(Clone, Debug)]
pub struct Curve {
    telling: Arc<Telling>,
    columns: Vec<Column>,
}

/// A few neighbours in the telling, as one column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The position of the first of them in the telling.
    pub told: usize,
    /// The first of them.
    pub event: EventId,
    /// The least and the greatest position in the happening.
    pub ranks: [usize; 2],
}

impl Curve {
    /// The curve of a telling. O(n).
    pub fn new(telling: impl Into<Arc<Telling>>) -> Self {
        let telling = telling.into();
        let in_column = telling.told.len().div_ceil(MOST_COLUMNS).max(1);
        let column = |(at, events): (usize, &[EventId])| {
            let ranks = events.iter().map(|&id| telling.rank(id));
            let (least, greatest) = ranks.fold((usize::MAX, 0), |(a, b), rank| (a.min(rank), b.max(rank)));
            Column { told: at * in_column, event: events[0], ranks: [least, greatest] }
        };
        let columns = telling.told.chunks(in_column).enumerate().map(column).collect();
        Self { telling, columns }
    }

    /// The telling that it is the curve of.
    pub fn telling(&self) -> &Telling {
        &self.telling
    }

    /// The events in the order of the telling.
    pub fn told(&self) -> &[EventId] {
        &self.telling.told
    }

    /// The position of an event in the happening.
    pub fn rank(&self, id: EventId) -> usize {
        self.telling.rank(id)
    }

    /// The curve in columns: one for each event, or for each few neighbours in the telling of a long story.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The positions in `order` of the events that start in `window`, as a half-open range. In the telling, whose steps
    /// are even, they may be fractions.
    pub fn places(&self, story: &Story, order: Order, window: Window) -> [f64; 2] {
        match order {
            Order::Telling => [window.start(), window.end()],
            Order::Happening => {
                let start = |id: &EventId| story.event(*id).placed.start().0 as f64;
                let from = self.telling.happening.partition_point(|id| start(id) < window.start());
                let to = self.telling.happening.partition_point(|id| start(id) <= window.end());
                [from as f64, to.max(from) as f64]
            }
        }
    }

    /// The inverse of [`places`](Self::places): the time, in ticks of `order`, from the start of the first of these
    /// positions to the end of the last.
    pub fn ticks(&self, story: &Story, order: Order, [from, to]: [f64; 2]) -> [f64; 2] {
        match order {
            Order::Telling => [from, to],
            Order::Happening => {
                let last = self.telling.happening.len().saturating_sub(1);
                let first = (from.max(0.0).round() as usize).min(last);
                let after = (to.max(0.0).round() as usize).clamp(first + 1, last + 1);
                let placed =
                    |at: usize| self.telling.happening.get(at).map_or(story.extent, |&id| story.events.placed(id));
                let (start, end) = (placed(first).start().0 as f64, placed(after - 1).end().0 as f64);
                [start, end.max(start)]
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Curve, Telling};
    use crate::story::Story;
    use crate::story::compile::compile;
    use crate::story::id::EventId;
    use crate::story::order::Order;
    use crate::time::window::Window;

    fn story(times: &[(i64, usize)]) -> Story {
        let one = |(at, (from, told)): (usize, &(i64, usize))| {
            format!(
                r#"{{"id": "e{at}", "title": "E", "thread": "t", "told": {told}, "when": {{"from": {from}, "lasts": 2}}}}"#
            )
        };
        let events: Vec<String> = times.iter().enumerate().map(one).collect();
        let text = format!(
            r#"{{"plotlanes": 1, "title": "T", "time": {{"kind": "number", "unit": "day"}},
            "threads": [{{"id": "t", "title": "T"}}], "events": [{}]}}"#,
            events.join(",")
        );
        compile(text.as_bytes()).faultless().unwrap_or_else(|problems| panic!("{problems:#?}")).0
    }

    #[track_caller]
    fn same(found: [f64; 2], expect: [f64; 2]) {
        assert!(found.iter().zip(expect).all(|(a, b)| (a - b).abs() < 1e-9), "{found:?} is not {expect:?}");
    }

    #[test]
    fn every_event_has_a_place_in_both_orders() {
        let curve = Curve::new(Telling::new(&story(&[(0, 2), (20, 1), (10, 3), (10, 4)])));
        let ids = |list: [u32; 4]| list.map(EventId);
        assert_eq!(curve.told(), ids([1, 0, 2, 3]));
        assert_eq!(ids([0, 1, 2, 3]).map(|id| curve.rank(id)), [0, 3, 1, 2]);
        assert_eq!(curve.columns().len(), 4);
    }

    #[test]
    fn a_window_and_its_places() {
        let story = story(&[(0, 4), (10, 3), (20, 2), (30, 1)]);
        let curve = Curve::new(Telling::new(&story));
        let check = |start: f64, end: f64, places: [f64; 2], ticks: [f64; 2]| {
            let window = Window::new(start * 1e6, (end - start) * 1e6);
            same(curve.places(&story, Order::Happening, window), places);
            same(curve.ticks(&story, Order::Happening, places), ticks.map(|days| days * 1e6));
        };
        check(-5.0, 50.0, [0.0, 4.0], [0.0, 32.0]);
        check(5.0, 25.0, [1.0, 3.0], [10.0, 22.0]);
        // If nothing starts in the window, the position of the next event counts.
        check(11.0, 19.0, [2.0, 2.0], [20.0, 22.0]);
        check(40.0, 50.0, [4.0, 4.0], [30.0, 32.0]);
        let told = Window::new(1.0, 2.5);
        same(curve.places(&story, Order::Telling, told), [1.0, 3.5]);
        same(curve.ticks(&story, Order::Telling, [1.0, 3.5]), [1.0, 3.5]);
    }

    #[test]
    fn a_long_story_is_summed_up() {
        let count: u32 = 4000;
        let times: Vec<(i64, usize)> = (0..i64::from(count)).rev().zip(1..).collect();
        let curve = Curve::new(Telling::new(&story(&times)));
        assert!(curve.columns().len() <= super::MOST_COLUMNS);
        let covered: usize = curve.columns().iter().map(|column| column.ranks[1] - column.ranks[0] + 1).sum();
        assert_eq!(covered, count as usize);
        assert_eq!(curve.columns()[0].ranks[1], count as usize - 1);
    }
}
