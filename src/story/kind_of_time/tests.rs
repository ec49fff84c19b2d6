//! Stories of one kind of time turned into another, and compiled again.

use super::{Document, conversion};
use crate::document::fields::ItemKind;
use crate::story::compile::compile;

/// The `when` of each event after a conversion, with what is said. The new story must have no errors.
#[track_caller]
fn check(time: &str, events: &[(&str, &str)], to: &str, expect: &[&str], says: &[&str]) {
    let event = |(id, when): &(&str, &str)| {
        let when = if when.is_empty() { String::new() } else { format!(", \"when\": {when}") };
        format!("{{ \"id\": \"{id}\", \"title\": \"{}\", \"thread\": \"t\"{when} }}", id.to_uppercase())
    };
    let events: Vec<String> = events.iter().map(event).collect();
    let text = format!(
        "{{ \"plotlanes\": 1, \"title\": \"T\", \"time\": {time}, \"threads\": [{{ \"id\": \"t\", \"title\": \"T\" }}], \"events\": [{}] }}",
        events.join(", ")
    );
    let mut document = Document::from_text(text);
    let story = compile(document.text().as_bytes()).story.expect("it can be shown");
    let plan = conversion(&document, &story, to).expect("JSON");
    document.make(&plan.edits).expect("they can be made");
    let events = document.items(ItemKind::Event).expect("JSON");
    let whens: Vec<&str> = events.iter().map(|event| event.field("when").unwrap_or_default()).collect();
    assert_eq!(whens, expect);
    assert_eq!(plan.says, says);
    let problems = compile(document.text().as_bytes()).problems;
    assert!(problems.is_empty(), "{problems:?}");
}

const ORDER: &str = r#"{ "kind": "order" }"#;
const DATE: &str = r#"{ "kind": "date" }"#;
const NOTHING: &[&str] = &["No event has an exact time, so nothing is lost."];

#[test]
fn relations_stay_in_every_kind() {
    let events = [("a", ""), ("b", r#"{ "after": "a" }"#), ("c", r#"{ "lasts": 0, "after": "b" }"#)];
    check(ORDER, &events, DATE, &["", r#"{ "after": "a" }"#, r#"{ "lasts": "PT0S", "after": "b" }"#], NOTHING);
    check(ORDER, &events, r#"{ "kind": "number", "unit": "hour" }"#, &["", events[1].1, events[2].1], NOTHING);
    let dated = [("a", ""), ("b", r#"{ "lasts": "P0D", "after": "a" }"#)];
    check(DATE, &dated, ORDER, &["", r#"{ "lasts": 0, "after": "a" }"#], NOTHING);
}

#[test]
fn numbers_stay_numbers() {
    let [minutes, hours] = [r#"{ "kind": "number", "unit": "minute" }"#, r#"{ "kind": "number", "unit": "hour" }"#];
    let events = [("a", r#"{ "at": 1 }"#), ("b", r#"{ "from": 2, "to": 3 }"#)];
    check(ORDER, &events, hours, &[events[0].1, events[1].1], &["2 events keep their exact times: 1 step is 1 hour."]);
    check(
        minutes,
        &events,
        hours,
        &[events[0].1, events[1].1],
        &["2 events keep their exact times: 1 minute is 1 hour."],
    );
    let parts = [("a", r#"{ "at": 1 }"#), ("b", r#"{ "at": 2.5, "lasts": 0.5 }"#), ("c", r#"{ "at": 4 }"#)];
    check(
        minutes,
        &parts,
        ORDER,
        &[parts[0].1, r#"{ "after": ["a"] }"#, r#"{ "at": 4, "after": ["b"] }"#],
        &[
            "2 events keep their exact times: 1 minute is 1 step.",
            "1 event loses its exact time, which cannot be said in the new kind: “B”. The order stays.",
            "1 event loses its length: “B”.",
        ],
    );
}

#[test]
fn dates_become_an_order() {
    let events = [
        ("later", r#"{ "at": "1918-11-11" }"#),
        ("war", r#"{ "from": "1914", "to": "1918" }"#),
        ("during", r#"{ "at": "1916" }"#),
        ("first", r#"{ "at": "1900" }"#),
        ("last", r#"{ "at": "1920-05-01", "lasts": "P3D" }"#),
    ];
    check(
        DATE,
        &events,
        ORDER,
        &[
            r#"{ "after": ["during"] }"#,
            r#"{ "after": ["first"] }"#,
            r#"{ "after": ["first"] }"#,
            r#"{ "before": ["war"] }"#,
            r#"{ "after": ["war", "later"] }"#,
        ],
        &[
            "5 events lose their exact times, which cannot be said in the new kind: “LATER”, “WAR”, “DURING” and 2 more. The order stays.",
            "How events with a start and an end overlap does not stay.",
            "1 event loses its length: “LAST”.",
        ],
    );
}

#[test]
fn open_and_equal_times_keep_what_is_known() {
    let minutes = r#"{ "kind": "number", "unit": "minute" }"#;
    let events = [
        ("a", r#"{ "at": 5 }"#),
        ("b", r#"{ "at": 5 }"#),
        ("c", r#"{ "from": 7 }"#),
        ("d", r#"{ "to": 9, "after": "b" }"#),
    ];
    check(
        minutes,
        &events,
        DATE,
        &[r#"{ "before": ["c"] }"#, r#"{ "equals": ["a"] }"#, r#"{ "after": ["b", "a"] }"#, r#"{ "after": "b" }"#],
        &[
            "4 events lose their exact times, which cannot be said in the new kind: “A”, “B”, “C” and 1 more. The order stays.",
        ],
    );
    let ids: Vec<String> = (0..10).map(|n| format!("e{n}")).collect();
    let mut crowd: Vec<(&str, &str)> = ids.iter().map(|id| (&**id, r#"{ "at": 1.5 }"#)).collect();
    crowd.push(("z", r#"{ "at": 2 }"#));
    let mut expect: Vec<String> = ids.iter().map(|id| format!("{{ \"equals\": [\"{id}\"] }}")).collect();
    expect.insert(0, r#"{ "before": ["z"] }"#.to_owned());
    expect[10] = r#"{ "at": 2, "after": ["e9", "e8", "e7", "e6", "e5", "e4", "e3", "e2"] }"#.to_owned();
    check(
        minutes,
        &crowd,
        ORDER,
        &expect.iter().map(String::as_str).collect::<Vec<_>>(),
        &[
            "1 event keeps its exact time: 1 minute is 1 step.",
            "10 events lose their exact times, which cannot be said in the new kind: “E0”, “E1”, “E2” and 7 more. The order stays.",
            "Where more than 8 events come before another at once, only the last are named.",
        ],
    );
}

#[test]
fn ways_between_places_take_as_long() {
    let story = |kind: &str, lasts: [&str; 2]| {
        let [one, other] = lasts.map(|lasts| format!("{{ \"to\": \"b\", \"lasts\": {lasts} }}"));
        Document::from_text(format!(
            "{{ \"plotlanes\": 1, \"title\": \"T\", \"time\": {kind}, \"threads\": [], \"events\": [], \"places\": \
             [{{ \"id\": \"a\", \"name\": \"A\", \"travel\": [{one}, {other}] }}, {{ \"id\": \"b\", \"name\": \"B\" }}] }}"
        ))
    };
    let mut document = story(DATE, ["\"P2D\"", "\"PT3H\""]);
    let compiled = compile(document.text().as_bytes()).story.expect("it can be shown");
    let plan = conversion(&document, &compiled, r#"{ "kind": "number", "unit": "day" }"#).expect("JSON");
    document.make(&plan.edits).expect("they can be made");
    let place = document.item(ItemKind::Place, "a").expect("it is there");
    assert_eq!(place.field("travel"), Some(r#"[{ "to": "b", "lasts": 2 }]"#));
    assert_eq!(plan.says, ["1 way between places is left out: how long it takes cannot be said in the new kind."]);
}

#[test]
fn years_and_lengths_are_said_in_both() {
    let years = r#"{ "kind": "number", "unit": "year" }"#;
    let counted = [("a", r#"{ "at": 1916 }"#), ("b", r#"{ "at": 1918, "lasts": 2 }"#), ("c", r#"{ "at": -5 }"#)];
    check(
        years,
        &counted,
        DATE,
        &[r#"{ "at": "1916", "after": ["c"] }"#, r#"{ "at": "1918", "lasts": "P2Y" }"#, r#"{ "before": ["a"] }"#],
        &[
            "2 events keep their exact times: a year is some time in that year.",
            "1 event loses its exact time, which cannot be said in the new kind: “C”. The order stays.",
        ],
    );
    let dates = [("a", r#"{ "at": "1916" }"#), ("b", r#"{ "at": "1918-02", "lasts": "P2Y" }"#)];
    check(
        DATE,
        &dates,
        years,
        &[r#"{ "at": 1916 }"#, r#"{ "lasts": 2, "after": ["a"] }"#],
        &[
            "1 event keeps its exact time: a year is its number, at an exact moment.",
            "1 event loses its exact time, which cannot be said in the new kind: “B”. The order stays.",
        ],
    );
}
