//! Adding events.

use super::made::Made;
use crate::state::lane_key::{LaneKey, LanesBy};
use crate::state::proposal::{Place, added};
use crate::story::id::EventId;

#[track_caller]
fn check(made: &Made, lane: &str, place: Place, expect: &str) {
    let outcome = added(made.context(), made.lane(lane), place, "New");
    assert_eq!(made.told(outcome.clone()), expect);
    if let Ok(proposal) = outcome {
        assert!(made.tried(&proposal).is_sound());
    }
}

#[test]
fn an_event_is_added_between_two() {
    let made = Made::order(&[
        ("a", "t", ""),
        ("b", "t", ""),
        ("x", "u", r#""when": { "during": ["b"] }"#),
        ("c", "t", r#""when": { "after": ["x"] }"#),
        ("d", "t", ""),
    ]);
    let at = |after| Place::At { at: made.after(after), grain: 1 };
    check(&made, "T", at(""), "in T, before A | new/t | new a b x c d");
    check(&made, "T", at("a"), "in T, after A, before B | new/t | a new b x c d");
    check(&made, "T", at("b"), "in T, after B, before C | new/t when: { before: [c], after: [b] | a b new x c d");
    check(&made, "T", at("c"), "in T, after C, before D | new/t | a b x c new d");
    check(&made, "T", at("d"), "in T, after D | new/t | a b x c d new");
    check(&made, "U", Place::End, "in U, after X | new/u | a b x new c d");
    check(&made, "U", Place::After(made.event("x")), "in U, after X | new/u | a b x new c d");
    check(&made, "V", at("a"), "in V | new/v | a b x c d new");
}

#[test]
fn a_story_without_threads_gets_one_with_its_first_event() {
    for lists in [r#", "threads": [], "events": []"#, r#", "threads": []"#, ""] {
        let made = Made::of(&format!(r#"{{ "plotlanes": 1, "title": "T"{lists} }}"#));
        let add = |title| added(made.context(), LaneKey::Rest(LanesBy::Thread), Place::End, title);
        assert!(add(" ").is_err());
        let proposal = add("Rain").expect("an event");
        assert_eq!(made.lines(&proposal.says), "in Main plot");
        assert!(made.tried(&proposal).is_sound());
        let story = made.made(&proposal).story;
        let event = story.event(EventId(0));
        assert_eq!((event.title, &*story.thread(event.thread).title, story.events.len()), ("Rain", "Main plot", 1));
    }
}
