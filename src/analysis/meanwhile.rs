//! The events that are under way at a point of the axis, or during another event. Knows where events are and could be,
//! nothing of what is visible.
//!
//! Every function reads all events, so callers should keep the result from frame to frame.

use crate::story::Story;
use crate::story::id::EventId;
use crate::story::order::Order;
use crate::story::place::Entailed;
use crate::time::Span;

/// The events that go on at the same time. Both lists are sorted by thread, then by start, then by the file's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meanwhile {
    /// Events that must be under way, or at a point of the axis those that are placed there.
    pub going_on: Vec<EventId>,
    /// Other events that could be under way then. Empty in the telling, where nothing is uncertain.
    pub could_be: Vec<EventId>,
}

/// The distance within which a moment counts, in ticks.
const NEAR: f64 = 0.5;

/// The events that go on at a point of the axis, in ticks. An event counts from its start up to but not including its
/// end, unless it ends with the axis; a moment counts within half a tick. O(events).
pub fn at(story: &Story, order: Order, at: f64) -> Meanwhile {
    let end = order.extent(story).end();
    let holds = |span: Span, moment: bool| {
        let (from, to) = (span.start().0 as f64, span.end().0 as f64);
        let open = at < to || at <= to && span.end() == end;
        if moment { from - NEAR <= at && at <= to + NEAR } else { from <= at && open }
    };
    sorted(
        story,
        order,
        |id| {
            let span = order.span(story, id);
            holds(span, span.is_moment())
        },
        |id| holds(story.events.freedom(id), story.events.placed(id).is_moment()),
    )
}

/// The events that share some time with an event, without the event itself: in the happening those that must, and those
/// that may; in the telling those that do. Linear, see [`Entailed`].
pub fn beside(story: &Story, order: Order, event: EventId) -> Meanwhile {
    if order == Order::Happening {
        let around = Entailed::of(story).around(event);
        let is_other = |id| id != event;
        return sorted(
            story,
            order,
            |id| is_other(id) && around.is_beside(id, story.events.placed(id).is_moment()),
            |id| is_other(id) && !around.is_after(id) && !around.is_before(id),
        );
    }
    let end = order.extent(story).end();
    // A moment counts as one tick long, and so does the end of the axis: then one rule decides what shares time.
    let stretch = |id| {
        let span = order.span(story, id);
        let more = i128::from(span.is_moment() || span.end() == end);
        (i128::from(span.start().0), i128::from(span.end().0) + more)
    };
    let own = stretch(event);
    let is_shared = |other: (i128, i128)| other.0.max(own.0) < other.1.min(own.1);
    sorted(story, order, |id| id != event && is_shared(stretch(id)), |_| false)
}

/// The events for which `goes_on` holds, and of the others those for which `could` holds, both sorted.
fn sorted(
    story: &Story,
    order: Order,
    goes_on: impl Fn(EventId) -> bool,
    could: impl Fn(EventId) -> bool,
) -> Meanwhile {
    let mut found = Meanwhile::default();
    for id in story.event_ids() {
        if goes_on(id) {
            found.going_on.push(id);
        } else if order == Order::Happening && could(id) {
            found.could_be.push(id);
        }
    }
    for list in [&mut found.going_on, &mut found.could_be] {
        let key = |&id: &EventId| (story.events.thread(id), order.span(story, id).start(), id);
        let mut keys: Vec<_> = list.iter().map(key).collect();
        keys.sort_unstable();
        *list = keys.into_iter().map(|(.., id)| id).collect();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Meanwhile, at, beside};
    use crate::story::Story;
    use crate::story::compile::compile;
    use crate::story::id::EventId;
    use crate::story::order::Order;

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
        let check = |order: Order, id: u32, going_on: &[u32], could_be: &[u32]| {
            assert_eq!(found(&beside(&story, order, EventId(id))), (going_on.to_vec(), could_be.to_vec()), "{id}");
        };
        check(Order::Happening, 0, &[1, 4, 2, 3, 5], &[]);
        check(Order::Happening, 1, &[0], &[]);
        check(Order::Happening, 2, &[0], &[4]);
        check(Order::Happening, 3, &[0], &[4]);
        check(Order::Happening, 4, &[0], &[2, 3]);
        check(Order::Happening, 5, &[0], &[]);
        check(Order::Telling, 2, &[], &[]);
    }
}
