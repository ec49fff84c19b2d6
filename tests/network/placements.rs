//! The placements of events in small stories.

use crate::story::{parse, placed, show};
use plotlanes::story::When;
use plotlanes::story::id::EventId;
use plotlanes::story::place::place;
use plotlanes::story::relation::Relation;
use plotlanes::time::network::Settled;
use plotlanes::time::{Moment, Span};

#[track_caller]
fn check(text: &str, expect: &str) {
    let (titles, _) = parse(text);
    let placed = placed(text).expect("no contradiction");
    assert_eq!(show(&titles, placed.iter().map(|placed| placed.placed)), expect, "of {text}");
}

#[test]
fn steps_without_a_clock() {
    check("A", "A 0..1");
    check("A; B", "A 0..1; B 0..1");
    check("A; B follows A; C follows B", "A 0..1; B 2..3; C 4..5");
    check("A after B; B", "A 2..3; B 0..1");
    check("A; B met_by A", "A 0..1; B 1..2");
    check("A meets B; B meets C; C", "A 0..1; B 1..2; C 2..3");
    check("A overlaps B; B", "A 0..2; B 1..3");
    check("A overlapped_by B; B", "A 1..3; B 0..2");
    check("A during B; B", "A 1..2; B 0..3");
    check("A contains B; B", "A 0..3; B 1..2");
    check("A starts B; B", "A 0..1; B 0..2");
    check("A started_by B; B", "A 0..2; B 0..1");
    check("A finishes B; B", "A 1..2; B 0..2");
    check("A finished_by B; B", "A 0..2; B 1..2");
    check("A equals B; B", "A 0..1; B 0..1");
    check("A meanwhile B; B", "A 0..1; B 0..1");
}

#[test]
fn spans_become_long_enough_for_the_events_in_them() {
    check("B; A during B; C during B, after A", "B 0..5; A 1..2; C 3..4");
    check("B; A during B; C during A", "B 0..5; A 1..4; C 2..3");
    check("B; A meanwhile B; C after A, meanwhile B", "B 0..3; A 0..1; C 2..3");
    check("B; C after B; D during C; E after C", "B 0..1; C 2..5; D 3..4; E 6..7");
}

#[test]
fn spans_stretch_no_further() {
    // B could start at 0 and still be over before E; but only A happens in it, late.
    check("P; Q after P; A after Q; B contains A; E after A, after B", "P 0..1; Q 2..3; A 4..5; B 3..6; E 7..8");
}

#[test]
fn related_events_are_close_together() {
    // S could be anywhere along the chain before Z, and moves up to Z.
    check("A; B after A; C after B; Z after C; S before Z", "A 0..1; B 2..3; C 4..5; Z 6..7; S 4..5");
    // An event between two others that it is related to stays early, near the one it follows.
    check("A; B after A; C after B; T after A", "A 0..1; B 2..3; C 4..5; T 2..3");
    // A side branch that forks and joins moves to where most of its relations are.
    check(
        "A; B after A; C after B; D after C; E after D; X before E; Y after X, before E; Z after X, before E",
        "A 0..1; B 2..3; C 4..5; D 6..7; E 8..9; X 4..5; Y 6..7; Z 6..7",
    );
    // Of all equally good places in the middle, the earliest.
    check("A; B after A; C after B; M after A, before C", "A 0..1; B 2..3; C 4..5; M 2..3");
    check("A; B after A; C after B; D after C; M after A, before D", "A 0..1; B 2..3; C 4..5; D 6..7; M 2..3");
}

#[test]
fn lengths_are_kept() {
    check("A lasts 4; B after A", "A 0..4; B 5..6");
    check("A lasts 0; B after A", "A 0; B 1..2");
    check("A lasts 5; B during A", "A 0..5; B 1..2");
    check("A lasts 5; B during A; C during A, after B", "A 0..5; B 1..2; C 3..4");
    check("A lasts 2; B meets A, lasts 3", "A 3..5; B 0..3");
    check("A lasts 2, meanwhile B; B lasts 7, starts C; C", "A 0..2; B 0..7; C 0..8");
}

#[test]
fn exact_times_are_kept_and_others_lie_around_them() {
    check("A at 10; B after A", "A 10; B 11..12");
    check("A at 10; B before A", "A 10; B 8..9");
    check("A at 10; B before A; C before B", "A 10; B 8..9; C 6..7");
    check("A at 10, lasts 5; B during A", "A 10..15; B 11..12");
    check("A from 3; B after A", "A 3..4; B 5..6");
    check("A to 3; B after A", "A 2..3; B 4..5");
    check("A from 3, to 3; B from 5, to 9; C met_by A, meets B", "A 3; B 5..9; C 3..5");
    check("A from 3, lasts 2; B to 12, lasts 2; C after A, before B", "A 3..5; B 10..12; C 6..7");
    check("A at 0; B at 100; C; D after C", "A 0; B 100; C 0..1; D 2..3");
    check("A at -5; B at 5; C during D; D contains B", "A -5; B 5; C 4..5; D 3..6");
    check("A at first; B after A", "A -9223372036854775808; B -9223372036854775807..-9223372036854775806");
    check(
        "A at last; B; C after B",
        "A 9223372036854775807; B 9223372036854775804..9223372036854775805; \
        C 9223372036854775806..9223372036854775807"
            .replace("        ", "")
            .as_str(),
    );
}

#[test]
fn exact_times_and_relations_go_together() {
    let (titles, whens) = parse("A at 1000; B after A; C during B, lasts 70");
    let placed = place(&whens).expect("no contradiction");
    assert_eq!(show(&titles, placed.iter().map(|placed| placed.placed)), "A 1000; B 1001..1073; C 1002..1072");
}

#[test]
fn other_possible_times_stay_within_the_story() {
    #[track_caller]
    fn check(text: &str, earliest: &str, latest: &str) {
        let (titles, _) = parse(text);
        let placed = placed(text).expect("no contradiction");
        assert_eq!(show(&titles, placed.iter().map(|placed| placed.earliest)), earliest, "earliest of {text}");
        assert_eq!(show(&titles, placed.iter().map(|placed| placed.latest)), latest, "latest of {text}");
    }
    check("A; B after A; C before B", "A 0..1; B 2..3; C 0..1", "A 0..1; B 2..3; C 0..1");
    check(
        "A; B after A; C after B; S before C; T",
        "A 0..1; B 2..3; C 4..5; S 0..1; T 0..1",
        "A 0..1; B 2..3; C 4..5; S 2..3; T 4..5",
    );
    check("A at 0; B at 10; C after A", "A 0; B 10; C 1..2", "A 0; B 10; C 9..10");
    check("A at 0; B at 10; C during D; D", "A 0; B 10; C 1..2; D 0..3", "A 0; B 10; C 8..9; D 7..10");
}

#[test]
fn a_long_chain_is_placed_and_needs_no_stack() {
    let mut whens = vec![When::default(); 100_000];
    for (i, when) in (0..).zip(&mut whens).skip(1) {
        when.follows = Some(EventId(i - 1));
    }
    let placed = place(&whens).expect("no contradiction");
    assert_eq!(placed[99_999].placed.end().0, 199_999);

    whens[0].relations.push((Relation::After, EventId(99_999)));
    let cycle = place(&whens).expect_err("a contradiction").cycle;
    assert_eq!(cycle.len(), 100_000);

    whens[50_000].relations.push((Relation::During, EventId(50_010)));
    let cycle = place(&whens).expect_err("a contradiction").cycle;
    assert_eq!(cycle.len(), 11, "a shorter cycle among many events");
}

#[test]
fn among_very_many_events_related_ones_still_lie_close() {
    // Ten thousand stories of four events in a row, each of them with a source for its last and a span around its
    // third.
    let (_, unit) = parse("A; B after A; C after B; Z after C; S before Z; M contains C");
    let mut whens = Vec::new();
    for story in 0..10_000 {
        let moved = |&(relation, EventId(event))| (relation, EventId(event + 6 * story));
        whens.extend(
            unit.iter().map(|when| When { relations: when.relations.iter().map(moved).collect(), ..When::default() }),
        );
    }
    let placed = place(&whens).expect("no contradiction");
    let titles = ["A", "B", "C", "Z", "S", "M"].map(str::to_owned);
    for story in placed.chunks(6) {
        let found = show(&titles, story.iter().map(|placed| placed.placed));
        assert_eq!(found, "A 0..1; B 2..3; C 4..5; Z 6..7; S 4..5; M 3..6");
    }
}

#[test]
fn among_very_many_events_exact_times_are_kept() {
    for at in [-9, 0, 9] {
        let mut whens = vec![When { at: Some(Moment(at)), ..When::default() }];
        whens.resize(Settled::MOST, When::default());
        let placed = place(&whens).expect("no contradiction");
        assert_eq!(placed[0].placed, Span::at(Moment(at)));
        assert!(placed.iter().all(|other| placed[0].placed.hull(other.placed).length() <= 1), "at {at}");
    }
}

#[test]
fn nonsense_is_no_reason_to_panic() {
    assert_eq!(place(&[]), Ok(Vec::new()));
    let (_, mut whens) = parse("A; B after A");
    whens[0].relations.push((Relation::Before, EventId(u32::MAX)));
    whens[0].relations.push((Relation::Meets, EventId(2)));
    whens[1].lasts = Some(-3);
    let placed = place(&whens).expect("no contradiction");
    assert_eq!((placed[1].placed.start().0, placed[1].placed.end().0), (2, 2));
}
