//! Trying changes: what is in the way, and what else moves.

use super::made::Made;
use crate::state::proposal::{Proposal, Target, Trial, moved};

fn dropped(made: &Made, event: &str, at: f64) -> Proposal {
    let id = made.event(event);
    let lane = made.state.lineup().lanes[made.state.lane_of(&made.story, id).expect("a lane")].key;
    moved(made.context(), &[id], id, Some(lane), Target::at(lane, at)).expect("a drop")
}

fn told(made: &Made, trial: &Trial) -> String {
    match (&trial.contradiction, &trial.error) {
        (None, None) => trial.moves_words(),
        (None, Some(error)) => error.clone(),
        (Some(found), _) => format!("{} ({})", found.words, made.lines(&found.in_the_way)),
    }
}

#[test]
fn others_move_if_they_change_places() {
    let made = Made::order(&[
        ("a", "t", ""),
        ("b", "t", ""),
        ("c", "t", ""),
        ("x", "u", r#""when": { "after": ["a"] }"#),
        ("y", "u", r#""when": { "after": ["x"] }"#),
        ("z", "v", r#""when": { "after": ["c"] }"#),
    ]);
    let check = |event, after, expect| {
        let proposal = dropped(&made, event, made.after(after));
        assert_eq!(told(&made, &made.tried(&proposal)), expect, "{event} after {after}");
    };
    check("b", "c", "Nothing else moves.");
    check("a", "c", "2 others move.");
    check("y", "", "Nothing else moves.");
    check("c", "", "1 other moves.");
}

#[test]
fn on_a_clock_others_move_if_they_cannot_stay() {
    let made = Made::story(
        r#"{ "kind": "number" }"#,
        &[
            ("a", "t", r#""when": { "from": 2, "to": 4 }"#),
            ("b", "u", r#""when": { "met_by": ["a"], "lasts": 1 }"#),
            ("c", "t", r#""when": { "at": 8, "after": ["a"] }"#),
            ("d", "u", r#""when": { "after": ["b"] }"#),
            ("e", "v", r#""when": { "during": ["a"] }"#),
        ],
    );
    let check = |event, at: f64, expect| {
        let proposal = dropped(&made, event, at * 1e6);
        assert_eq!(told(&made, &made.tried(&proposal)), expect, "{event} at {at}");
    };
    check("a", 2.1, "1 other moves.");
    check("a", 5.0, "3 others move.");
    check("a", 9.0, "not with “before C”: that one would have to go (before C)");
    check("c", 3.0, "not with “after A”: that one would have to go (after A)");
    check("c", 20.0, "Nothing else moves.");
    let without =
        made.tried(&dropped(&made, "c", 3e6)).contradiction.and_then(|found| found.without).expect("it can go");
    let after = made.made(&Proposal { change: without, ..dropped(&made, "c", 3e6) });
    assert!(after.story.contradictions.is_empty());
}

#[test]
fn a_story_that_contradicts_itself_may_go_on_doing_so() {
    let made = Made::order(&[
        ("a", "t", r#""when": { "after": ["x"] }"#),
        ("x", "u", r#""when": { "after": ["a"] }"#),
        ("b", "v", r#""when": { "after": ["a"] }"#),
        ("c", "v", r#""when": { "after": ["b"] }"#),
        ("y", "u", r#""when": { "after": ["b"] }"#),
        ("z", "v", r#""when": { "after": ["y"] }"#),
    ]);
    let check = |event, after, expect| {
        let proposal = dropped(&made, event, made.after(after));
        assert_eq!(told(&made, &made.tried(&proposal)), expect, "{event} after {after}");
    };
    check("c", "", "Nothing else moves.");
    check("b", "z", "not with “before Y”: that one would have to go (before Y)");
}

#[test]
fn a_text_that_has_changed_meanwhile_is_no_reason_to_panic() {
    let made = Made::order(&[("a", "t", ""), ("b", "t", ""), ("c", "t", "")]);
    let proposal = dropped(&made, "a", made.after("b"));
    let other = Made::order(&[("b", "t", "")]);
    assert_eq!(told(&other, &other.tried(&proposal)), "the text of the story has changed; try again");
    let story = Made { document: crate::document::Document::from_text("{".to_owned()), ..made };
    let id = story.event("a");
    let lane = story.lane("T");
    assert!(
        moved(story.context(), &[id], id, Some(lane), Target::at(lane, 3.5))
            .is_ok_and(|it| story.tried(&it).error.is_some())
    );
}
