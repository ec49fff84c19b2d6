//! Moving events that stand in an order, within a lane and between lanes.

use super::made::Made;
use crate::state::proposal::{Outcome, Target, moved};

/// The proposal to drag events to a lane: at a place, or where the first of them is.
fn put(made: &Made, events: &[&str], lane: &str, at: Option<f64>, on: Option<&str>, adds: bool) -> Outcome {
    let ids: Vec<_> = events.iter().map(|id| made.event(id)).collect();
    let from = made.state.lane_of(&made.story, ids[0]).map(|lane| made.state.lineup().lanes[lane].key);
    let on = on.map(|id| made.event(id));
    let target = Target { at, on, adds, ..Target::lane(made.lane(lane)) };
    moved(made.context(), &ids, ids[0], from, target)
}

/// The proposal to drag an event in its thread's lane to just after another.
fn dragged(made: &Made, event: &str, after: &str) -> Outcome {
    let own = made.story.thread(made.story.events.thread(made.event(event))).title.clone();
    put(made, &[event], &own, Some(made.after(after)), None, false)
}

#[track_caller]
fn check(made: &Made, outcome: Outcome, expect: &str) {
    assert_eq!(made.told(outcome.clone()), expect);
    if let Ok(proposal) = outcome {
        let trial = made.tried(&proposal);
        assert!(trial.is_sound(), "{trial:?}");
        assert!(!made.made(&proposal).problems.iter().any(|it| it.code == "default-order-dropped"));
    }
}

#[test]
fn a_plain_thread_is_ordered_by_the_file() {
    let made = Made::order(&[("a", "t", ""), ("b", "t", ""), ("x", "u", ""), ("c", "t", ""), ("d", "t", "")]);
    let check = |event, after, expect| check(&made, dragged(&made, event, after), expect);
    check("b", "a", "nothing");
    check("b", "c", "after C, before D, told there too | a x c b d");
    check("b", "d", "after D, told there too | a x c d b");
    check("d", "", "before A, told there too | d a b x c");
    check("a", "b", "after B, before C, told there too | b x a c d");
    check("a", "d", "after D, told there too | b x c d a");
    check("x", "a", "nothing");
}

#[test]
fn relations_say_the_order_where_the_file_does_not() {
    let made = Made::order(&[("a", "t", r#""told": 9"#), ("b", "t", ""), ("c", "t", ""), ("d", "t", "")]);
    let check = |event, after, expect| check(&made, dragged(&made, event, after), expect);
    check("b", "c", "after C, before D | b/t when: { before: [d], after: [c]; c/t when: { after: [a]");
    check("b", "d", "after D | b/t when: { after: [d]; c/t when: { after: [a]");
    check("a", "b", "after B, before C | a/t when: { before: [c], after: [b] }, told: 9; b/t when: { before: [a]");
    check("d", "", "before A | d/t when: { before: [a]");
    check("d", "a", "after A, before B | d/t when: { before: [b], after: [a]");
}

#[test]
fn earlier_relations_go_if_they_are_untrue_or_needless() {
    let made = Made::order(&[
        ("a", "t", ""),
        ("b", "t", r#""when": { "after": ["a"] }"#),
        ("c", "t", r#""when": { "after": "b", "before": "d", "lasts": 0 }"#),
        ("d", "t", r#""when": { "after": ["b"] }"#),
        ("x", "u", r#""when": { "after": ["d"] }"#),
        ("e", "t", r#""when": { "after": ["x"] }"#),
        ("y", "u", r#""when": { "during": ["e"] }"#),
    ]);
    let check = |event, after, expect| check(&made, dragged(&made, event, after), expect);
    check("c", "d", "after D, before E | c/t when: { lasts: 0, before: e, after: d");
    check("c", "e", "after E | c/t when: { lasts: 0, after: e");
    check("c", "a", "after A, before B | c/t when: { lasts: 0, before: b, after: a");
    check("e", "b", "after B, before C | no longer after X | e/t when: { before: [c], after: [b]");
    check("y", "a", "before X | no longer during E | y/u when: { before: [x]");
}

#[test]
fn on_a_bar_means_during_it() {
    let made = Made::order(&[
        ("war", "t", ""),
        ("a", "u", r#""when": { "during": ["war"] }"#),
        ("b", "u", r#""when": { "during": ["war"], "after": ["a"] }"#),
        ("c", "u", r#""when": { "after": ["war"] }"#),
        ("p", "v", ""),
    ]);
    let on = |event, lane, after| put(&made, &[event], lane, Some(made.after(after)), Some("war"), false);
    check(
        &made,
        on("c", "U", "a"),
        "during WAR, after A, before B | no longer after WAR | c/u when: { before: [b], after: [a], during: [war]",
    );
    check(&made, on("p", "T", "a"), "in T, during WAR | p/t when: { during: [war]");
}

#[test]
fn several_events_keep_their_order() {
    let made = Made::order(&[
        ("a", "t", ""),
        ("b", "t", ""),
        ("c", "t", ""),
        ("d", "t", ""),
        ("x", "u", ""),
        ("y", "u", r#""when": { "after": ["b"] }"#),
    ]);
    check(
        &made,
        put(&made, &["a", "b"], "T", Some(made.after("c")), None, false),
        "after C, before D, told there too | c a b d x y",
    );
    check(
        &made,
        put(&made, &["b", "y"], "T", Some(made.after("c")), None, false),
        "after C, before D, told there too | a c b d x y",
    );
    check(&made, put(&made, &["a", "b"], "U", None, None, false), "in U, before X | a/u; b/u");
}

#[test]
fn another_lane_is_another_thread() {
    let made = Made::order(&[
        ("a", "t", ""),
        ("b", "t", r#""also": ["u"]"#),
        ("c", "t", ""),
        ("d", "u", ""),
        ("e", "u", ""),
        ("f", "u", r#""when": { "after": ["c"] }"#),
    ]);
    let check = |event, lane, after: Option<&str>, adds, expect| {
        check(&made, put(&made, &[event], lane, after.map(|after| made.after(after)), None, adds), expect);
    };
    check("b", "U", None, false, "in U, after D, before E, told there too | b/u | a c d b e f");
    check("b", "U", None, true, "nothing");
    check("a", "U", None, true, "also in U | a/t also: [u]");
    check("b", "V", None, false, "in V | b/v also: [u]");
    check("c", "U", Some("d"), false, "in U, after D, before E, told there too | c/u | a b d c e f");
    check("f", "T", None, false, "in T | f/t when: { after: [c]");
    check("f", "T", Some("a"), false, "in T, after A, before B | f/t when: { before: [b], after: [a]");
    check("d", "T", Some("b"), false, "in T, after B, before C, told there too | d/t | a b d c e f");
}

#[test]
fn what_stands_in_the_way_is_told_and_can_go() {
    let made = Made::of(include_str!("../../../../data/what_you_leave_behind.json"));
    let proposal =
        put(&made, &["switch"], "The fleet battle", Some(made.after("retreat")), None, false).expect("a drop");
    assert_eq!(made.lines(&proposal.says), "after Retreat to the perimeter, before Sisko readies an assault");
    assert_eq!(made.lines(&proposal.unsays), "during Battle of the fleets");
    assert_eq!(proposal.change.name, "move “Cardassian ships switch sides”");
    let found = made.tried(&proposal).contradiction.expect("it contradicts");
    assert_eq!(found.words, "not with “before Weyoun learns of the switch”: that one would have to go");
    let without =
        made.made(&crate::state::proposal::Proposal { change: found.without.expect("it can go"), ..proposal });
    assert!(without.story.contradictions.is_empty() && without.story.given_way.is_empty());
}

#[test]
fn a_chain_closes_behind_an_event_that_leaves_it() {
    let made = Made::order(&[
        ("a", "t", ""),
        ("b", "t", r#""when": { "after": ["a"] }"#),
        ("c", "t", r#""when": { "after": ["b"] }"#),
        ("d", "t", r#""when": { "after": ["c"] }"#),
        ("x", "u", r#""when": { "after": ["b"] }"#),
        ("e", "t", r#""when": { "after": ["d", "x"] }"#),
    ]);
    check(
        &made,
        dragged(&made, "b", "c"),
        "after C, before D | b/t when: { before: [d], after: [c]; c/t when: { after: [a]",
    );
    check(
        &made,
        dragged(&made, "a", "c"),
        "after C, before D | a/t when: { before: [d], after: [c]; b/t when: { before: [a]",
    );
    check(
        &made,
        dragged(&made, "d", "a"),
        "after A, before B | d/t when: { before: [b], after: [a]; e/t when: { after: [x, c]",
    );
    check(
        &made,
        put(&made, &["b", "c"], "T", Some(made.after("d")), None, false),
        "after D, before E | b/t when: { after: [d]; c/t when: { before: [e], after: [b]; d/t when: { after: [a]",
    );
    // Across threads it is a contradiction.
    let proposal = put(&made, &["b"], "U", Some(made.after("x")), None, false).expect("a drop");
    assert_eq!(made.told(Ok(proposal.clone())), "in U, after X | b/u when: { after: [a, x]; c/t when: { after: [a]");
    let found = made.tried(&proposal).contradiction.expect("it contradicts");
    assert_eq!(found.words, "not with “before X”: that one would have to go");
}
