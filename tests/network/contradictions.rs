//! Contradictions, in words.

use crate::story::{parse, placed};

#[track_caller]
fn check(text: &str, expect: &str) {
    let (titles, _) = parse(text);
    let found = placed(text).expect_err("a contradiction");
    assert_eq!(found.words(|event| &titles[event.index()]), expect, "of {text}");
}

#[test]
fn cycles_of_relations() {
    check("A after B; B after A", r#""A" is after "B", which is after "A""#);
    check("A after B; B during C; C after A", r#""A" is after "B", which is during "C", which is after "A""#);
    check("A before B; B meets C; C before A", r#""A" is before "B", which is right before "C", which is before "A""#);
    check("A during B; B during A", r#""A" is during "B", which is during "A""#);
    check("A equals B; B overlaps A", r#""A" is at exactly the same time as "B", which is across the start of "A""#);
    check("A meanwhile B; B before A", r#""A" is partly at the same time as "B", which is before "A""#);
    check("A before A", r#""A" is before "A""#);
    check("A meets A", r#""A" is right before "A""#);
    check("A during A", r#""A" is during "A""#);
}

#[test]
fn thread_order_is_named_as_the_reason() {
    check(
        "A after C; B follows A; C follows B",
        r#""A" is after "C", which is (in thread order) after "B", which is (in thread order) after "A""#,
    );
}

#[test]
fn most_of_a_cycle_reads_as_written() {
    check(
        "A contains B; B; C before B, after A",
        r#""A" is under way throughout "B", which is after "C", which is after "A""#,
    );
    check(
        "A contains B; B; C before B; D after A, before C",
        r#""A" is before "D", which is before "C", which is before "B", which is during "A""#,
    );
}

#[test]
fn the_shortest_cycle_is_reported() {
    check(
        "A after D, after C; B after A; C after B; D after C; E; F after E",
        r#""A" is after "C", which is after "B", which is after "A""#,
    );
    check(
        "A at 1; B at 9, before C; C before D; D before A; E before F; F before E",
        r#""E" is before "F", which is before "E""#,
    );
}

#[test]
fn exact_times_and_lengths() {
    check("A at 5; B at 3, after A", r#""B" is after "A", but the exact times of "A" and "B" do not allow that"#);
    check(
        "A at 5; B at 3; C after A, before B",
        r#""A" is before "C", which is before "B", but the exact times of "A" and "B" do not allow that"#,
    );
    check(
        "A lasts 5, during B; B lasts 3",
        r#""A" is during "B", but the given lengths of "A" and "B" do not allow that"#,
    );
    check(
        "A lasts 9, before B, during C; B during C; C lasts 12",
        r#""A" is before "B", which is during "C", which is under way throughout "A", but the given lengths of "A" and "C" do not allow that"#,
    );
    check("A from 5, to 3", r#"the exact times of "A" contradict each other"#);
    check("A from 1, to 5, lasts 3", r#"the exact times and the given length of "A" contradict each other"#);
}

#[test]
fn times_out_of_range() {
    check("A at last; B after A", r#""B" is after "A", but that takes more time than can be told"#);
    check(
        "A lasts last; B lasts last, after A",
        r#""B" is after "A", but with the given lengths of "A" and "B" that takes more time than can be told"#,
    );
    check("A at last, lasts 2", r#""A" reaches beyond the times that can be told"#);
    check("A to first, lasts 2", r#""A" reaches beyond the times that can be told"#);
}

#[test]
fn long_cycles_are_cut_short() {
    let chain = (1..30).map(|event| format!("E{event} follows E{}", event - 1));
    let text = std::iter::once("E0 after E29".to_owned()).chain(chain).collect::<Vec<_>>().join("; ");
    let (titles, _) = parse(&text);
    let words = placed(&text).expect_err("a contradiction").words(|event| &titles[event.index()]);
    assert!(words.starts_with(r#""E0" is after "E29", which is (in thread order) after "E28""#), "{words}");
    assert!(words.contains(r#"after "E18", and so on by way of 12 more statements, and "E6" is (in "#), "{words}");
    assert!(words.ends_with(r#"after "E0""#), "{words}");
}
