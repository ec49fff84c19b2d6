//! What contradicts itself, in words.

use crate::story::{parse, placed};

#[track_caller]
fn check(text: &str, expect: &str) {
    let (titles, _) = parse(text);
    let found = placed(text).expect_err("a contradiction");
    assert_eq!(found.words(|event| &titles[event.index()]), expect, "of {text}");
}

#[test]
fn rings_of_relations() {
    check("A after B; B after A", r#""A" is after "B", which is after "A""#);
    check("A after B; B during C; C after A", r#""A" is after "B", which is during "C", which is after "A""#);
    check("A before B; B meets C; C before A", r#""A" is before "B", which is right before "C", which is before "A""#);
    check("A after C; B follows A; C follows B", "");
    check("A during B; B during A", "");
    check("A equals B; B overlaps A", "");
    check("A before A", r#""A" is before "A""#);
    check("A meets A", r#""A" is right before "A""#);
}

#[test]
fn the_shortest_ring_is_told() {
    check("A after D, after C; B after A; C after B; D after C; E; F after E", "");
}

#[test]
fn exact_times_and_lengths() {
    check("A at 5; B at 3; A2 after A, before B", "");
    check("A at 5; B at 3, after A", "");
    check("A lasts 5, during B; B lasts 3", "");
    check("A lasts 5, starts B; B lasts 5", "");
    check("A from 5, to 3", "");
    check("A from 1, to 5, lasts 3", "");
    check("A at 1; B at 9, before C; C before D; D before A", "");
    check("A at last; B after A", "");
    check("A lasts last; B lasts last, after A", "");
    check("A at last, lasts 2", "");
}

#[test]
fn long_rings_are_cut_short() {
    let mut text = "E0 after E29".to_owned();
    for event in 1..30 {
        text += &format!("; E{event} follows E{}", event - 1);
    }
    check(&text, "");
}
