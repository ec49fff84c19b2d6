//! Stretching events.

use super::made::Made;
use crate::state::command::Command;
use crate::state::proposal::{Stretch, nudged_end, stretched};
use crate::story::order::Order;
use crate::story::relation::End::{self, Finish, Start};
use crate::time::calendar::DAY;

fn to(made: &Made, event: &str, end: End, at: f64, grain: i64, on: Option<&str>) -> String {
    let on = on.map(|id| made.event(id));
    made.told(stretched(made.context(), made.event(event), Stretch { end, at, on, grain }))
}

#[test]
fn exact_times_change_at_the_end_that_is_dragged() {
    let made = Made::story(
        r#"{ "kind": "number", "unit": "minute" }"#,
        &[
            ("a", "t", r#""when": { "at": 3 }"#),
            ("b", "t", r#""when": { "from": 4.25, "to": 6 }"#),
            ("c", "t", r#""when": { "at": 7, "lasts": 2.5 }"#),
            ("d", "t", r#""when": { "after": ["c"], "lasts": 1 }"#),
        ],
    );
    let check = |event, end, at: f64, expect| {
        assert_eq!(to(&made, event, end, at * 1e6, 1000, None), expect, "{event} {end:?} {at}");
    };
    check("a", Finish, 5.0, "from minute 3 to minute 5 | a/t when: { from: 3, to: 5");
    check("a", Start, 1.5, "from minute 1.5 to minute 3 | a/t when: { from: 1.5, to: 3");
    check("b", Finish, 8.0, "from minute 4.25 to minute 8 | b/t when: { from: 4.25, to: 8");
    check("b", Start, 5.0, "from minute 5 to minute 6 | b/t when: { from: 5, to: 6");
    check("b", Finish, 4.0, "at minute 4.25 | b/t when: { at: 4.25");
    check("b", Start, 7.0, "at minute 6 | b/t when: { at: 6");
    check("c", Finish, 8.25, "at minute 7, lasts 1.25 minutes | c/t when: { at: 7, lasts: 1.25");
    check("c", Start, 5.0, "at minute 5, lasts 4.5 minutes | c/t when: { at: 5, lasts: 4.5");
    check("c", Finish, 7.0, "at minute 7 | c/t when: { at: 7");
    check("d", Finish, 12.0, "lasts 1.429 minutes | d/t when: { after: [c], lasts: 1.429");
}

#[test]
fn dates_change_in_their_precision() {
    let made = Made::story(
        r#"{ "kind": "date" }"#,
        &[
            ("a", "t", r#""when": { "at": "1916~" }"#),
            ("b", "t", r#""when": { "from": "1914-07-28", "to": "1918-11~" }"#),
            ("c", "t", r#""when": { "at": "1914/1918" }"#),
            ("d", "t", r#""when": { "at": "1915-03-01", "lasts": "P1Y" }"#),
            ("e", "t", r#""when": { "at": "1920/.." }"#),
        ],
    );
    let check = |event, end, year: f64, expect| {
        let at = (year - 1970.0) * 365.2425 * DAY as f64;
        assert_eq!(to(&made, event, end, at, DAY, None), expect, "{event} {end:?} {year}");
    };
    check("a", Finish, 1918.5, "from about 1916 to 1918 | a/t when: { from: 1916~, to: 1918");
    check("a", Start, 1914.5, "from 1914 to about 1916 | a/t when: { from: 1914, to: 1916~");
    check("b", Finish, 1920.0, "from 28 July 1914 to about January 1920 | b/t when: { from: 1914-07-28, to: 1920-01~");
    check("b", Start, 1912.3, "from 20 April 1912 to about November 1918 | b/t when: { from: 1912-04-20, to: 1918-11~");
    check("b", Finish, 1900.0, "on 28 July 1914 | b/t when: { at: 1914-07-28");
    check("c", Finish, 1920.5, "from 1914 to 1920 | c/t when: { at: 1914/1920");
    check("c", Start, 1912.5, "from 1912 to 1918 | c/t when: { at: 1912/1918");
    check("c", Finish, 1900.0, "in 1914 | c/t when: { at: 1914");
    check("d", Finish, 1915.67, "on 1 March 1915, lasts 6 months | d/t when: { at: 1915-03-01, lasts: P6M");
    check("d", Start, 1915.9, "on 26 November 1915, lasts 3 months | d/t when: { at: 1915-11-26, lasts: P3M");
    check("e", Finish, 1930.5, "from 1920 to 1930 | e/t when: { at: 1920/1930");
}

#[test]
fn relations_say_where_an_end_is() {
    let made = Made::order(&[
        ("a", "t", ""),
        ("b", "t", r#""when": { "after": ["a"], "lasts": 0 }"#),
        ("c", "t", r#""when": { "after": ["b"] }"#),
        ("w", "u", r#""when": { "after": ["a"], "contains": ["c"] }"#),
        ("x", "u", ""),
        ("y", "u", ""),
    ]);
    let end = |id: &str| made.story.events.placed(made.event(id)).end().0 as f64;
    let start = |id: &str| made.story.events.placed(made.event(id)).start().0 as f64;
    assert_eq!(to(&made, "a", Finish, start("c"), 1, Some("c")), "right before C | a/t when: { meets: [c]");
    assert_eq!(to(&made, "a", Finish, end("c"), 1, Some("c")), "closed by C | a/t when: { finished_by: [c]");
    assert_eq!(
        to(&made, "b", Finish, end("w"), 1, Some("w")),
        "at the end of W | b/t when: { after: [a], finishes: [w]"
    );
    assert_eq!(to(&made, "x", Finish, end("y") + 0.2, 1, None), "under way throughout Y | y/u when: { during: [x]");
    assert_eq!(
        to(&made, "y", Start, start("x") - 0.2, 1, None),
        "under way throughout X | y/u when: { after: [w], contains: [x]"
    );
    assert_eq!(to(&made, "y", Start, end("x"), 1, Some("x")), "right after X | y/u when: { met_by: [x]");
    assert_eq!(
        to(&made, "w", Finish, start("c"), 1, None),
        " | no longer under way throughout C | w/u when: { after: [a]"
    );
    assert_eq!(
        to(&made, "w", Finish, start("w"), 1, None),
        "a moment | no longer under way throughout C | w/u when: { lasts: 0, after: [a]"
    );
    assert_eq!(to(&made, "x", Finish, start("x"), 1, None), "a moment | x/u when: { lasts: 0");
    assert_eq!(
        to(&made, "x", Finish, end("x") + 0.4, 1, None),
        "refused: without exact times, drag the end onto another event, or past some of its lane"
    );
}

#[test]
fn keys_move_ends() {
    let check = |made: &Made, event: &str, [end, later]: [&str; 2], grain, expect: &str| {
        let end = if end == "start" { Start } else { Finish };
        let outcome = nudged_end(made.context(), made.event(event), end, later == "later", grain);
        assert_eq!(made.told(outcome), expect, "{event} {end:?} {later}");
    };
    let (later, earlier) = (["end", "later"], ["end", "earlier"]);
    let clock = Made::story(
        r#"{ "kind": "number", "unit": "minute" }"#,
        &[
            ("a", "t", r#""when": { "at": 3 }"#),
            ("b", "t", r#""when": { "from": 4, "to": 6 }"#),
            ("c", "t", r#""when": { "at": 7, "lasts": 2 }"#),
        ],
    );
    let minute = 1_000_000;
    check(&clock, "a", later, minute, "from minute 3 to minute 4 | a/t when: { from: 3, to: 4");
    check(&clock, "b", later, minute, "from minute 4 to minute 7 | b/t when: { from: 4, to: 7");
    check(&clock, "b", earlier, minute, "from minute 4 to minute 5 | b/t when: { from: 4, to: 5");
    // Never to nothing by a step that is larger than it.
    check(&clock, "b", earlier, 10 * minute, "from minute 4 to minute 5 | b/t when: { from: 4, to: 5");
    check(&clock, "b", ["start", "earlier"], minute, "from minute 3 to minute 6 | b/t when: { from: 3, to: 6");
    check(&clock, "b", ["start", "later"], minute, "from minute 5 to minute 6 | b/t when: { from: 5, to: 6");
    check(&clock, "c", later, minute, "at minute 7, lasts 3 minutes | c/t when: { at: 7, lasts: 3");

    let order = Made::order(&[("a", "t", ""), ("b", "t", ""), ("c", "t", ""), ("x", "u", "")]);
    check(&order, "a", later, 1, "under way throughout B | b/t when: { during: [a]");
    check(&order, "c", later, 1, "nothing");
    check(&order, "c", ["start", "earlier"], 1, "under way throughout B | c/t when: { after: [a], contains: [b]");
    let wide = Made::order(&[("a", "t", r#""when": { "contains": ["b"] }"#), ("b", "t", ""), ("c", "t", "")]);
    check(&wide, "a", earlier, 1, " | no longer under way throughout B | a/t");

    let mut told = Made::order(&[("a", "t", ""), ("b", "t", "")]);
    told.apply(Command::SetOrder(Order::Telling));
    check(&told, "a", later, 1, "refused: how long it takes is said in the order of happening: press T");
}
