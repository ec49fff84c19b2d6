//! Moving and stretching events that have exact times.

use super::made::Made;
use crate::state::proposal::{Outcome, Target, moved, snapped};
use crate::time::calendar::DAY;

const UNIT: f64 = 1_000_000.0;

fn by(made: &Made, event: &str, by: f64, grain: i64) -> Outcome {
    let id = made.event(event);
    let lane = made.lane("T");
    let at = made.story.events.placed(id).start().0 as f64 + by;
    moved(made.context(), &[id], id, Some(lane), Target { grain, ..Target::at(lane, at) })
}

#[test]
fn numbers_move() {
    let made = Made::story(
        r#"{ "kind": "number", "unit": "minute" }"#,
        &[
            ("a", "t", r#""when": { "at": 3 }"#),
            ("b", "t", r#""when": { "from": 4.25, "to": 6, "after": ["a"] }"#),
            ("c", "t", r#""when": { "at": 7, "lasts": 2.5 }"#),
            ("d", "t", r#""when": { "after": ["c"] }"#),
        ],
    );
    let check = |event, ticks, grain, expect| assert_eq!(made.told(by(&made, event, ticks, grain)), expect, "{event}");
    check("a", 0.75 * UNIT, 1, "at minute 3.75 | a/t when: { at: 3.75");
    check("a", 0.75 * UNIT, 500_000, "at minute 3.8 | a/t when: { at: 3.8");
    check("a", 0.0, 1, "nothing");
    check("b", 1.1 * UNIT, 100_000, "from minute 5.35 to minute 7.1 | b/t when: { from: 5.35, to: 7.1, after: [a]");
    check("c", -UNIT, 1, "at minute 6, lasts 2.5 minutes | c/t when: { at: 6, lasts: 2.5");
    check("d", -4.0 * UNIT, 1, "after B, before C | d/t when: { before: [c], after: [b]");
    let id = made.event("d");
    let exact = Target { exact: true, grain: 500_000, ..Target::at(made.lane("T"), 12.3 * UNIT) };
    assert_eq!(
        made.told(moved(made.context(), &[id], id, Some(made.lane("T")), exact)),
        "at minute 12.3 | d/t when: { at: 12.3, after: [c]"
    );
}

#[test]
fn dates_keep_their_precision() {
    let made = Made::story(
        r#"{ "kind": "date" }"#,
        &[
            ("a", "t", r#""when": { "at": "1916" }"#),
            ("b", "t", r#""when": { "from": "1914-07-28", "to": "1918-11~" }"#),
            ("c", "t", r#""when": { "at": "1914-06-28T10:50" }"#),
            ("d", "t", r#""when": { "at": "1914/1918" }"#),
            ("e", "t", r#""when": { "at": "1915?", "lasts": "P1Y6M" }"#),
            ("f", "t", r#""when": { "from": "191X" }"#),
            ("g", "t", r#""when": { "at": "1914-06-28T12:50+02:00" }"#),
            ("h", "t", r#""when": { "after": ["b"] }"#),
        ],
    );
    let day = DAY as f64;
    let check = |event, days: f64, grain, expect| {
        assert_eq!(made.told(by(&made, event, days * day, grain)), expect, "{event} {days}");
    };
    check("a", 100.0, DAY, "nothing");
    check("a", 200.0, DAY, "in 1917 | a/t when: { at: 1917");
    check("a", -800.0, DAY, "in 1914 | a/t when: { at: 1914");
    check("b", 10.0, DAY, "from 7 August 1914 to about November 1918 | b/t when: { from: 1914-08-07, to: 1918-11~");
    check("b", 31.0, DAY, "from 28 August 1914 to about December 1918 | b/t when: { from: 1914-08-28, to: 1918-12~");
    check("c", 1.3, DAY, "at 10:50 on 29 June 1914 | c/t when: { at: 1914-06-29T10:50");
    check("c", 0.26, 3_600_000, "at 16:50 on 28 June 1914 | c/t when: { at: 1914-06-28T16:50");
    check("d", 366.0, DAY, "from 1915 to 1919 | d/t when: { at: 1915/1919");
    check("e", 366.0, DAY, "in 1916 (uncertain), lasts 1 year 6 months | e/t when: { at: 1916?, lasts: P1Y6M");
    check("f", 3660.0, DAY, "from the 1920s | f/t when: { from: 192X");
    check("g", 1.0, DAY, "at 10:50 UTC on 29 June 1914 | g/t when: { at: 1914-06-29T10:50Z");
    check("h", -2000.0, DAY, "after G, before D | h/t when: { before: [d], after: [g]");
    let id = made.event("h");
    let exact = |grain| Target { exact: true, grain, ..Target::at(made.lane("T"), -50.4 * 365.25 * day) };
    let exactly = |grain| made.told(moved(made.context(), &[id], id, Some(made.lane("T")), exact(grain)));
    assert_eq!(exactly(DAY), "on 8 August 1919 | h/t when: { at: 1919-08-08, after: [b]");
    assert_eq!(exactly(30 * DAY), "in August 1919 | h/t when: { at: 1919-08, after: [b]");
    assert_eq!(exactly(366 * DAY), "in 1919 | h/t when: { at: 1919, after: [b]");
    assert_eq!(exactly(3_600_000), "at 10:00 on 8 August 1919 | h/t when: { at: 1919-08-08T10:00, after: [b]");
}

#[test]
fn invented_dates_move() {
    let made = Made::story(
        r#"{ "kind": "calendar", "months": [{ "name": "Ash", "days": 40 }, { "name": "Birch", "days": 30 }],
            "days_outside": [{ "name": "Longnight", "after": "Birch" }], "eras": [{ "name": "Fall", "short": "AF" }] }"#,
        &[
            ("a", "t", r#""when": { "at": "12 Birch 3 AF" }"#),
            ("b", "t", r#""when": { "from": "3-01-12", "to": "3-02~" }"#),
            ("c", "t", r#""when": { "at": "Longnight 3 AF" }"#),
            ("d", "t", r#""when": { "at": "3 AF?" }"#),
            ("e", "t", r#""when": { "at": "12 Birch 3 AF, 14:00" }"#),
        ],
    );
    let day = DAY as f64;
    let check = |event, days: f64, expect| {
        assert_eq!(made.told(by(&made, event, days * day, DAY)), expect, "{event} {days}");
    };
    check("a", 10.0, "on 22 Birch 3 AF | a/t when: { at: 22 Birch 3 AF");
    check("a", 20.0, "on 1 Ash 4 AF | a/t when: { at: 1 Ash 4 AF");
    check("b", 40.0, "from 12 Birch 3 AF to about Ash 4 AF | b/t when: { from: 3-02-12, to: 4-01~");
    check("c", 1.0, "on 1 Ash 4 AF | c/t when: { at: 1 Ash 4 AF");
    check("d", 71.0, "in 4 AF (uncertain) | d/t when: { at: 4 AF?");
    check("e", 1.0, "at 14:00 on 13 Birch 3 AF | e/t when: { at: 13 Birch 3 AF, 14:00");
}

#[test]
fn steps_with_numbers_move() {
    let made = Made::order(&[("a", "t", r#""when": { "at": 3 }"#), ("b", "t", r#""when": { "from": 5, "lasts": 2 }"#)]);
    assert_eq!(made.told(by(&made, "a", 1.3, 1)), "at step 4 | a/t when: { at: 4");
    assert_eq!(made.told(by(&made, "b", -1.0, 1)), "from step 4, lasts 2 steps | b/t when: { from: 4, lasts: 2");
}

#[test]
fn places_snap_to_ends_before_ticks() {
    let made = Made::story(
        r#"{ "kind": "number" }"#,
        &[("a", "t", r#""when": { "from": 2, "to": 4 }"#), ("b", "t", r#""when": { "at": 8 }"#)],
    );
    let check = |at: f64, length: Option<f64>, ticks: &[f64], expect: Option<(f64, f64)>| {
        let ticks: Vec<f64> = ticks.iter().map(|tick| tick * UNIT).collect();
        let snap = snapped(made.context(), at * UNIT, length.map(|length| length * UNIT), 0.5 * UNIT, &ticks);
        assert_eq!(snap.to.map(|to| (snap.at / UNIT, to / UNIT)), expect, "{at}");
    };
    check(2.25, None, &[], Some((2.0, 2.0)));
    check(4.25, None, &[], Some((4.0, 4.0)));
    check(4.0, None, &[], Some((4.0, 4.0)));
    check(5.0, None, &[], None);
    check(5.0, None, &[5.25], Some((5.25, 5.25)));
    check(4.25, None, &[4.5], Some((4.0, 4.0)));
    check(6.75, Some(1.0), &[], Some((7.0, 8.0)));
}

#[test]
fn only_what_the_story_says_is_exact() {
    let dates = Made::story(
        r#"{ "kind": "date" }"#,
        &[
            ("a", "t", r#""when": { "from": "1914-04-10", "to": "1914-06-20T12:00" }"#),
            ("b", "t", r#""when": { "at": "1915-01-01T10:30" }"#),
            ("c", "t", r#""when": { "after": ["b"] }"#),
        ],
    );
    let check = |event: &str, is_end: bool, is_exact: bool| {
        let span = dates.story.events.placed(dates.event(event));
        let at = if is_end { span.end() } else { span.start() }.0 as f64;
        let snap = snapped(dates.context(), at + 1000.0, None, 2000.0, &[]);
        assert_eq!((snap.at, snap.to, snap.is_exact), (at, Some(at), is_exact), "{event}");
    };
    check("a", false, false);
    check("a", true, true);
    check("b", false, true);
    check("c", true, false);
    let tick = snapped(dates.context(), 500.0, None, 2000.0, &[0.0]);
    assert_eq!((tick.at, tick.is_exact), (0.0, true));
    assert!(!snapped(dates.context(), 500.0, None, 2000.0, &[]).is_exact);
}
