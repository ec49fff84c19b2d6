//! The order of telling, and moving by keys.

use super::made::Made;
use crate::state::command::Command;
use crate::state::proposal::{Nudge, Outcome, Place, Target, added, moved, nudged, retold};
use crate::story::order::Order;

fn told(made: &Made, events: &[&str], at: usize) -> String {
    let events: Vec<_> = events.iter().map(|id| made.event(id)).collect();
    made.told(retold(made.context(), &events, at))
}

#[test]
fn events_are_told_elsewhere() {
    let made = Made::order(&[("a", "t", ""), ("x", "u", ""), ("b", "t", ""), ("y", "u", ""), ("c", "t", "")]);
    assert_eq!(told(&made, &["x"], 0), "told before A | x a b y c");
    assert_eq!(told(&made, &["x"], 1), "nothing");
    assert_eq!(told(&made, &["x"], 3), "told after Y, told before C | x/u told: 4.5");
    assert_eq!(told(&made, &["c"], 0), "told before A | c/t told: 0");
    assert_eq!(told(&made, &["a", "b"], 3), "told after C | a/t told: 6; b/t told: 7");
    let numbered = Made::order(&[
        ("a", "t", r#""told": 2"#),
        ("b", "t", r#""told": 1"#),
        ("c", "t", r#""told": 2.5"#),
        ("d", "t", r#""told": 2.5"#),
        ("e", "t", ""),
    ]);
    assert_eq!(told(&numbered, &["e"], 0), "told before B | e/t told: 0");
    assert_eq!(told(&numbered, &["e"], 1), "told after B, told before A | e/t told: 1.5");
    assert_eq!(told(&numbered, &["e"], 2), "told after A, told before C | e/t told: 2.2");
    assert_eq!(told(&numbered, &["e"], 3), "told after C, told before D | d/t told: 4; e/t told: 3");
    assert_eq!(told(&numbered, &["b"], 4), "told after E | b/t told: 6");
    assert_eq!(told(&numbered, &["a", "b"], 2), "told after D, told before E | a/t told: 4; b/t told: 3");
}

#[test]
fn the_axis_of_the_telling_changes_the_telling() {
    let mut made = Made::order(&[("a", "t", ""), ("x", "u", ""), ("b", "t", ""), ("y", "u", ""), ("c", "t", "")]);
    made.apply(Command::SetOrder(Order::Telling));
    let drag = |event, lane, at| -> Outcome {
        let id = made.event(event);
        let own = made.state.lane_of(&made.story, id).map(|at| made.state.lineup().lanes[at].key);
        moved(made.context(), &[id], id, own, Target::at(made.lane(lane), at))
    };
    assert_eq!(made.told(drag("x", "U", 1.4)), "nothing");
    assert_eq!(made.told(drag("x", "U", 2.6)), "told after Y, told before C | x/u told: 4.5");
    assert_eq!(made.told(drag("x", "T", 1.0)), "in T | x/t");
    assert_eq!(
        made.told(added(made.context(), made.lane("U"), Place::At { at: 2.2, grain: 1 }, "New")),
        "in U, told after X, told before B | new/u | a x new b y c"
    );
    assert_eq!(
        made.told(added(made.context(), made.lane("U"), Place::After(made.event("x")), "New")),
        "in U, told after X, told before B | new/u | a x new b y c"
    );
}

#[test]
fn keys_move_events() {
    let mut made = Made::order(&[("a", "t", ""), ("b", "t", ""), ("c", "t", ""), ("d", "t", ""), ("x", "u", "")]);
    let nudge = |made: &Made, events: &[&str], nudge| {
        let ids: Vec<_> = events.iter().map(|id| made.event(id)).collect();
        made.told(nudged(made.context(), &ids, made.lane("T"), nudge, 1))
    };
    assert_eq!(nudge(&made, &["b"], Nudge::Later), "after C, before D, told there too | a c b d x");
    assert_eq!(nudge(&made, &["b"], Nudge::Earlier), "before A, told there too | b a c d x");
    assert_eq!(nudge(&made, &["a"], Nudge::Earlier), "nothing");
    assert_eq!(nudge(&made, &["b", "c"], Nudge::Later), "after D, told there too | a d b c x");
    assert_eq!(nudge(&made, &["b", "c"], Nudge::Earlier), "before A, told there too | b c a d x");
    assert_eq!(nudge(&made, &["b"], Nudge::Down), "in U, after X, told there too | b/u | a c d x b");
    assert_eq!(nudge(&made, &["b"], Nudge::Up), "nothing");
    made.apply(Command::SetOrder(Order::Telling));
    assert_eq!(nudge(&made, &["b"], Nudge::Later), "told after C, told before D | b/t told: 3.5");
    assert_eq!(nudge(&made, &["b", "c"], Nudge::Later), "told after D, told before X | b/t told: 4.3; c/t told: 4.7");
    assert_eq!(nudge(&made, &["b"], Nudge::Earlier), "told before A | b/t told: 0");
}
