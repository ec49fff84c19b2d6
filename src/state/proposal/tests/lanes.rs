//! Putting events into lanes of other kinds than threads.

use super::made::Made;
use crate::state::arrangement::LanesBy;
use crate::state::command::Command;
use crate::state::lanes::LaneKey;
use crate::state::proposal::{Place, Target, added, moved, put_into};
use crate::story::id::{PlaceId, ThreadId};

fn made() -> Made {
    Made::order(&[
        ("a", "t", r#""place": "p", "cast": ["k"], "tags": ["x", "y"]"#),
        ("b", "t", r#""place": "q", "cast": ["k", "l"]"#),
        ("c", "u", r#""tags": "x", "also": ["t"]"#),
        ("d", "v", r#""cast": "l""#),
    ])
}

fn put(made: &mut Made, by: LanesBy, event: &str, from: &str, to: &str, adds: bool) -> String {
    made.apply(Command::LanesBy(by));
    let id = made.event(event);
    let target = Target { adds, ..Target::lane(made.lane(to)) };
    made.told(moved(made.context(), &[id], id, Some(made.lane(from)), target))
}

#[test]
fn a_lane_is_a_place_a_character_or_a_tag() {
    let made = &mut made();
    assert_eq!(put(made, LanesBy::Place, "a", "P", "Q", false), "in Q | a/t place: q, cast: [k], tags: [x, y]");
    assert_eq!(
        put(made, LanesBy::Place, "a", "P", "Place not told", false),
        "in no place | a/t cast: [k], tags: [x, y]"
    );
    assert_eq!(put(made, LanesBy::Place, "c", "Place not told", "Q", false), "in Q | c/u tags: x, also: [t], place: q");
    assert_eq!(
        put(made, LanesBy::Character, "a", "Kira", "Leeta", false),
        "with Leeta | a/t place: p, cast: [l], tags: [x, y]"
    );
    assert_eq!(
        put(made, LanesBy::Character, "a", "Kira", "Leeta", true),
        "with Leeta | a/t place: p, cast: [k, l], tags: [x, y]"
    );
    assert_eq!(put(made, LanesBy::Character, "b", "Kira", "Leeta", false), "with Leeta | b/t place: q, cast: [l]");
    assert_eq!(put(made, LanesBy::Character, "d", "Leeta", "Nobody named", false), "without Leeta | d/v");
    assert_eq!(
        put(made, LanesBy::Tag, "a", "x", "Without a tag", false),
        "not tagged x | a/t place: p, cast: [k], tags: [y]"
    );
    assert_eq!(put(made, LanesBy::Tag, "c", "x", "y", false), "tagged y | c/u tags: [y], also: [t]");
    assert_eq!(put(made, LanesBy::Tag, "d", "Without a tag", "y", false), "tagged y | d/v cast: l, tags: [y]");
    assert_eq!(
        put(made, LanesBy::Group, "a", "In no group", "G", false),
        "in V, before D | a/v when: { before: [d] }, place: p, cast: [k], tags: [x, y]"
    );
    assert_eq!(
        put(made, LanesBy::Group, "d", "G", "In no group", false),
        "refused: an event leaves its group by changing its thread or its characters"
    );
    assert_eq!(put(made, LanesBy::Thread, "c", "T", "V", false), "in V | c/u tags: x, also: [v]");
    assert_eq!(put(made, LanesBy::Thread, "c", "T", "U", false), "in U | c/u tags: x");
}

#[test]
fn a_lane_need_not_be_shown() {
    let made = made();
    let ids = [made.event("a"), made.event("b")];
    let told = |lane, adds| made.told(put_into(made.context(), &ids, None, lane, adds));
    assert_eq!(told(LaneKey::Place(PlaceId(1)), false), "in Q | a/t place: q, cast: [k], tags: [x, y]");
    assert_eq!(
        told(LaneKey::Thread(ThreadId(1)), true),
        "also in U | a/t also: [u], place: p, cast: [k], tags: [x, y]; b/t also: [u], place: q, cast: [k, l]"
    );
}

#[test]
fn an_event_is_added_to_what_the_lane_stands_for() {
    let mut made = made();
    let mut told = |by, lane: &str| {
        made.apply(Command::LanesBy(by));
        made.told(added(made.context(), made.lane(lane), Place::End, "New"))
    };
    assert_eq!(told(LanesBy::Place, "Q"), "in Q, after B | new/t place: q | a b new c d");
    assert_eq!(told(LanesBy::Character, "Leeta"), "in Leeta, after B | new/t cast: [l] | a b new c d");
    assert_eq!(told(LanesBy::Tag, "y"), "in y, after A | new/t when: { after: [a] }, tags: [y] | a b new c d");
    assert_eq!(told(LanesBy::Group, "G"), "in G, after D | new/v | a b c d new");
    assert_eq!(told(LanesBy::Tag, "Without a tag"), "in Without a tag, after B | new/t | a b new c d");
}
