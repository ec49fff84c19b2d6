//! The events that are under way at a point of the axis, or during another event. Knows where events are and could be,
//! nothing of what is visible.
//!
//! Every function reads all events, so callers should keep the result from frame to frame.

use std::sync::Arc;

use crate::story::id::EventId;
use crate::story::order::Order;
use crate::story::place::{Around, Entailed};
use crate::story::{Event, Story, TimeKind};
use crate::time::Span;

/// The events that go on at the same time. All lists are sorted by thread, then by start, then by the file's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meanwhile {
    /// Events that must be under way.
    pub going_on: Vec<EventId>,
    /// Events that are drawn there and could be elsewhere. Empty beside an event, and in the telling.
    pub drawn: Vec<EventId>,
    /// Other events that could be under way then. Empty in the telling, where nothing is uncertain.
    pub could_be: Vec<EventId>,
}

/// The distance within which a moment counts, in ticks.
const NEAR: f64 = 0.5;
/// The most events drawn at a point that are compared with each other.
const MOST_COMPARED: usize = 256;

/// The events that go on at a point of the axis, in ticks. An event counts from its start up to but not including its
/// end, unless it ends with the axis; a moment counts within half a tick.
///
/// An event must be under way if it starts at the latest by then and ends at the earliest after that. Without a clock, a
/// point of the axis is only a place among the events that are drawn there: then those of them must be under way that
/// share some time with each of the others. The network is asked for only then. O(events).
pub fn at(story: &Story, order: Order, at: f64, entailed: impl FnOnce() -> Arc<Entailed>) -> Meanwhile {
    let end = order.extent(story).end();
    let holds = |span: Span, moment: bool| {
        let (from, to) = (span.start().0 as f64, span.end().0 as f64);
        let open = at < to || at <= to && span.end() == end;
        if moment { from - NEAR <= at && at <= to + NEAR } else { from <= at && open }
    };
    let is_drawn = |id| {
        let span = order.span(story, id);
        holds(span, span.is_moment())
    };
    if order == Order::Telling {
        return sorted(story, order, |id| if is_drawn(id) { Some(How::GoingOn) } else { None });
    }
    let how = |id: EventId| {
        let event = story.event(id);
        let is_moment = event.placed.is_moment();
        match is_drawn(id) {
            true if event.is_fixed() || must(&event, at) => Some(How::GoingOn),
            true => Some(How::Drawn),
            false => holds(story.events.freedom(id), is_moment).then_some(How::Could),
        }
    };
    let mut found = sorted(story, order, how);
    if story.time == TimeKind::Order && (1..=MOST_COMPARED).contains(&found.drawn.len()) {
        let here = [found.going_on.as_slice(), &found.drawn].concat();
        let together = if here.len() > 1 { entailed().beside_each_other(&here) } else { vec![true; here.len()] };
        let is_sure = |id: &EventId| here.iter().zip(&together).any(|(here, &is_sure)| here == id && is_sure);
        let (sure, drawn): (Vec<EventId>, Vec<EventId>) = found.drawn.into_iter().partition(is_sure);
        found = Meanwhile { going_on: by_thread(story, order, [found.going_on, sure].concat()), drawn, ..found };
    }
    found
}

/// Whether an event must be under way at a point, by its bounds.
fn must(event: &Event<'_>, at: f64) -> bool {
    let Event { earliest, latest, open, .. } = event;
    let (last_start, first_end) = (latest.start().0 as f64, earliest.end().0 as f64);
    !open.start.latest && last_start <= at && !open.end.earliest && at < first_end
}

/// The events that share some time with an event as they happen, without the event itself: those that must, and those
/// that may. `around` has the places of all relative to it. O(events).
pub fn beside(story: &Story, event: EventId, around: &Around) -> Meanwhile {
    let how = |id| match () {
        () if id == event => None,
        () if around.is_beside(id) => Some(How::GoingOn),
        () if around.is_after(id) || around.is_before(id) => None,
        () => Some(How::Could),
    };
    sorted(story, Order::Happening, how)
}

/// How an event is there.
enum How {
    GoingOn,
    Drawn,
    Could,
}

/// The events that are there, sorted.
fn sorted(story: &Story, order: Order, how: impl Fn(EventId) -> Option<How>) -> Meanwhile {
    let mut found = Meanwhile::default();
    for id in story.event_ids() {
        let list = match how(id) {
            None => continue,
            Some(How::GoingOn) => &mut found.going_on,
            Some(How::Drawn) => &mut found.drawn,
            Some(How::Could) => &mut found.could_be,
        };
        list.push(id);
    }
    let Meanwhile { going_on, drawn, could_be } = found;
    let [going_on, drawn, could_be] = [going_on, drawn, could_be].map(|list| by_thread(story, order, list));
    Meanwhile { going_on, drawn, could_be }
}

fn by_thread(story: &Story, order: Order, list: Vec<EventId>) -> Vec<EventId> {
    let key = |id: EventId| (story.events.thread(id), order.span(story, id).start(), id);
    let mut keys: Vec<_> = list.into_iter().map(key).collect();
    keys.sort_unstable();
    keys.into_iter().map(|(.., id)| id).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Meanwhile, beside};
    use crate::story::Story;
    use crate::story::compile::compile;
    use crate::story::id::EventId;
    use crate::story::order::Order;
    use crate::story::place::Entailed;

    fn at(story: &Story, order: Order, at: f64) -> Meanwhile {
        super::at(story, order, at, || Arc::new(Entailed::of(story)))
    }

    /// ```text
    ///           0    2    4    6    8   10
    /// y         |======battle=========|        (0)
    /// x    shot |                              (1) a moment at 0
    /// x              |==raid==|                (2)
    /// x                       |=flight=|       (3)
    /// x                 song                   (4) one step, anywhere during the battle
    /// x                               | end    (5) a moment at 10
    /// ```
    fn story() -> Story {
        let json = r#"{ "plotlanes": 1, "title": "T", "threads": [{ "id": "x", "title": "X" }, { "id": "y", "title": "Y" }],
            "events": [
                { "id": "battle", "title": "B", "thread": "y", "when": { "from": 0, "to": 10 } },
                { "id": "shot", "title": "S", "thread": "x", "when": { "at": 0 } },
                { "id": "raid", "title": "R", "thread": "x", "when": { "from": 2, "to": 5 } },
                { "id": "flight", "title": "F", "thread": "x", "when": { "from": 5, "to": 8 } },
                { "id": "song", "title": "G", "thread": "x", "when": { "during": ["battle"], "lasts": 1 }, "told": 9 },
                { "id": "end", "title": "E", "thread": "x", "when": { "at": 10 }, "told": 8 }] }"#;
        compile(json.as_bytes()).faultless().unwrap_or_else(|problems| panic!("{problems:#?}")).0
    }

    fn found(of: &Meanwhile) -> (Vec<u32>, Vec<u32>) {
        let ids = |list: &[EventId]| list.iter().map(|id| id.0).collect();
        (ids(&of.going_on), ids(&of.could_be))
    }

    #[test]
    fn at_a_place() {
        let story = story();
        let song = story.event(EventId(4));
        assert_eq!([song.placed.start().0, song.earliest.start().0, song.latest.end().0], [1, 1, 9]);
        let check = |order: Order, place: f64, going_on: &[u32], could_be: &[u32]| {
            assert_eq!(found(&at(&story, order, place)), (going_on.to_vec(), could_be.to_vec()), "{place}");
        };
        check(Order::Happening, -1.0, &[], &[]);
        check(Order::Happening, 0.0, &[1, 0], &[]);
        check(Order::Happening, 0.6, &[0], &[]);
        // The song is drawn there, and must lie within the battle wherever it is.
        check(Order::Happening, 1.5, &[4, 0], &[]);
        check(Order::Happening, 3.0, &[2, 0], &[4]);
        // An event that ends there is over, one that starts there goes on.
        check(Order::Happening, 5.0, &[3, 0], &[4]);
        check(Order::Happening, 9.0, &[0], &[]);
        // The last events still go on at the very end of the axis.
        check(Order::Happening, 10.0, &[5, 0], &[]);
        check(Order::Happening, 11.0, &[], &[]);
        check(Order::Happening, f64::NAN, &[], &[]);
        check(Order::Telling, 0.0, &[0], &[]);
        check(Order::Telling, 1.0, &[1], &[]);
        check(Order::Telling, 4.5, &[5], &[]);
        check(Order::Telling, 6.0, &[4], &[]);
        check(Order::Telling, 6.5, &[], &[]);
    }

    #[test]
    fn beside_an_event() {
        let story = story();
        let check = |id: u32, going_on: &[u32], could_be: &[u32]| {
            let around = Entailed::of(&story).around(EventId(id));
            let beside = beside(&story, EventId(id), &around);
            assert_eq!(found(&beside), (going_on.to_vec(), could_be.to_vec()), "{id}");
        };
        check(0, &[1, 4, 2, 3, 5], &[]);
        check(1, &[0], &[]);
        check(2, &[0], &[4]);
        check(3, &[0], &[4]);
        check(4, &[0], &[2, 3]);
        check(5, &[0], &[]);
    }

    #[test]
    fn without_a_clock_a_point_is_a_place_among_what_is_drawn_there() {
        let json = r#"{ "plotlanes": 1, "title": "T", "threads": [{ "id": "x", "title": "X" }, { "id": "y", "title": "Y" }],
            "events": [
                { "id": "siege", "title": "S", "thread": "x", "when": { "contains": ["raid", "dance"] } },
                { "id": "raid", "title": "R", "thread": "x", "when": { "lasts": 2 } },
                { "id": "dance", "title": "D", "thread": "y", "when": { "lasts": 2 } },
                { "id": "peace", "title": "P", "thread": "y", "when": { "after": "siege" } }] }"#;
        let (story, _) = compile(json.as_bytes()).faultless().unwrap_or_else(|problems| panic!("{problems:#?}"));
        let check = |place: f64, going_on: &[u32], drawn: &[u32], could_be: &[u32]| {
            let found = at(&story, Order::Happening, place);
            let ids = |list: &[EventId]| list.iter().map(|id| id.0).collect::<Vec<_>>();
            assert_eq!([ids(&found.going_on), ids(&found.drawn), ids(&found.could_be)], [going_on, drawn, could_be]);
        };
        // The raid and the dance are drawn at once, but nothing says that they are.
        check(1.5, &[0], &[1, 2], &[]);
        check(0.5, &[0], &[], &[]);
        check(5.5, &[3], &[], &[]);
    }

    #[test]
    fn on_a_clock_bounds_say_what_must_be_under_way() {
        let json = r#"{ "plotlanes": 1, "title": "T", "time": { "kind": "date" }, "threads": [{ "id": "x", "title": "X" }],
            "events": [
                { "id": "war", "title": "W", "thread": "x", "when": { "from": "1914", "to": "1918" } },
                { "id": "song", "title": "S", "thread": "x", "when": { "during": "war", "lasts": "P1Y" } }] }"#;
        let (story, _) = compile(json.as_bytes()).faultless().unwrap_or_else(|problems| panic!("{problems:#?}"));
        let check = |year: i64, going_on: &[u32], drawn: &[u32], could_be: &[u32]| {
            let found = at(&story, Order::Happening, ((year - 1970) * 365 * 86_400_000) as f64);
            let ids = |list: &[EventId]| list.iter().map(|id| id.0).collect::<Vec<_>>();
            assert_eq!(
                [ids(&found.going_on), ids(&found.drawn), ids(&found.could_be)],
                [going_on, drawn, could_be],
                "{year}"
            );
        };
        check(1913, &[], &[], &[]);
        check(1917, &[0], &[], &[1]);
        check(1920, &[], &[], &[]);
    }
}
