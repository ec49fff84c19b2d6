//! Adding events.

use super::made::Made;
use crate::state::proposal::{Place, added};

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
