//! Timelines of programs for the web become stories: `TimelineJS` and vis-timeline.

use plotlanes::import::{Options, format_named, format_of, import};
use proptest::prelude::*;

use crate::common::{check, check_any, check_cuts};

const TABLE: &str = "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Type,Group\n\
    ,,,,,,,,,A war,<p>All of it.</p>,,title,\n\
    1916,2,21,7:15,1916,12,18,,,Verdun,\"<p>Snow &amp; <a href=\"\"http://a.b\"\">mud</a></p>\",http://c.d,,Front\n\
    -44,3,15,,,,,,the Ides,Caesar,,,,\n\
    1914,,,,1918,,,,,The war years,,,era,\n\
    ,,,,,,,,,When?,,,,\n";

const JSON: &str = r#"{
  "title": { "text": { "headline": "A war", "text": "All of it." } },
  "events": [
    { "start_date": { "year": "1916", "month": 2, "day": "21", "hour": 7, "minute": 5 }, "end_date": { "year": 1917 },
      "text": { "headline": "Verdun <b>1916</b>" }, "group": "Front", "unique_id": "v", "media": { "url": "http://c.d", "caption": "" } },
    { "start_date": { "year": 1918 }, "end_date": { "year": 1914 }, "text": { "headline": "Turned" } },
    { "start_date": { "year": 1916, "month": 14 }, "text": { "headline": "No month" } }
  ],
  "eras": [{ "start_date": { "year": 1914 }, "end_date": { "year": 1918 }, "text": { "headline": "Years" } }]
}"#;

#[test]
fn the_spreadsheet_of_timelinejs() {
    let parts = [
        r#""title": "A war""#,
        r#""summary": "All of it.""#,
        r#"{ "id": "front", "title": "Front" }"#,
        r#""summary": "Snow & mud\nLink: http://a.b\n\nmedia: http://c.d", "thread": "front", "when": { "from": "1916-02-21T07:15", "to": "1916-12-18" }"#,
        r#""summary": "display date: the Ides", "thread": "a-war", "when": { "at": "-0043-03-15" }"#,
        r#""title": "The war years", "thread": "eras", "when": { "from": "1914", "to": "1918" }"#,
        r#""when": {}"#,
    ];
    check("timelinejs", TABLE, &parts, &["line 6: no date is given"]);
}

#[test]
fn the_json_of_timelinejs() {
    let parts = [
        r#"{ "id": "v", "title": "Verdun 1916", "summary": "media url: http://c.d", "thread": "front", "when": { "from": "1916-02-21T07:05", "to": "1917" } }"#,
        r#""title": "Turned", "summary": "end date: 1914 is before the start", "thread": "a-war", "when": { "at": "1918" }"#,
        r#""thread": "eras""#,
    ];
    check("timelinejs", JSON, &parts, &["event 2: end date: 1914 is before", "event 3: start date: 1916 14 is not"]);
    let universe = r#"{ "scale": "cosmological", "events": [{ "start_date": { "year": "-13800000000" }, "text": { "headline": "Bang" } }] }"#;
    check("timelinejs", universe, &[r#""unit": "year""#, r#""at": -13800000000"#], &[]);
}

const ITEMS: &str = r#"{
  "groups": [
    { "id": 1, "content": "<b>Inner</b>" },
    { "id": "o", "content": "Outer", "nestedGroups": [1, 9], "title": "All" }
  ],
  "items": [
    { "id": 7, "content": "A &amp; B", "start": "2014-04-16", "end": "2014-04-19", "group": 1, "className": "red big", "title": "More", "note": 3 },
    { "id": "x", "content": "C", "start": 1397908800000, "type": "point", "style": "color: red" },
    { "content": "D", "start": "whenever" },
    { "content": "E", "start": "2014-04-20", "end": "2014-04-10", "group": "new" },
    5
  ]
}"#;

#[test]
fn items_and_groups_of_vis() {
    let parts = [
        r#"{ "id": "inner", "title": "Inner", "group": "Outer" }"#,
        r#"{ "id": "outer", "title": "Outer", "summary": "All" }"#,
        r#"{ "id": "7", "title": "A & B", "summary": "More\n\nnote: 3", "thread": "inner", "when": { "from": "2014-04-16", "to": "2014-04-19" }, "tags": ["red", "big"] }"#,
        r#"{ "id": "x", "title": "C", "thread": "file", "when": { "at": "2014-04-19T12:00" } }"#,
        r#""summary": "start: whenever", "thread": "file", "when": {}"#,
        r#""summary": "end: 2014-04-10", "thread": "new", "when": { "at": "2014-04-20" }"#,
    ];
    let notes = [
        "group Outer: it nests a group “9”",
        "item 3: start: “whenever”",
        "item 4: the end is before",
        "item 5: it is no item",
        "how items look",
        "times that are numbers",
    ];
    check("vis", ITEMS, &parts, &notes);
}

#[test]
fn timelines_are_told_from_their_content() {
    let name = |file: &str, text: &str| format_of(file, text.as_bytes()).map(|format| format.name);
    assert_eq!(name("a.csv", TABLE), Some("timelinejs"));
    assert_eq!(name("a.json", JSON), Some("timelinejs"));
    assert_eq!(name("a.json", ITEMS), Some("vis"));
    assert_eq!(name("a.json", "[1, 2]"), None);
}

#[test]
fn broken_timelines_say_where() {
    let error = |name: &str, text: &str| {
        let format = format_named(name).expect("it is there");
        import(format, text.as_bytes(), &Options::default()).expect_err(text)
    };
    assert_eq!(error("vis", "[\n{ \"id\": }").line, Some(2));
    assert!(error("vis", "{}").message.contains("items"));
    assert!(error("timelinejs", "{\"events\": 3}").message.contains("events"));
    assert!(error("timelinejs", "Year,Text\n1916,x\n").message.contains("Headline"));
    for text in [TABLE, JSON] {
        check_cuts("timelinejs", text.as_bytes());
    }
    check_cuts("vis", ITEMS.as_bytes());
}

proptest! {
    #[test]
    fn values_of_wrong_types_are_no_trouble(values in prop::collection::vec("null|true|-3\\.5|1e99|\"\"|\"1916\"|\"x\u{1}\"|\\[1, \"a\"\\]|\\{\"year\": \\[\\], \"month\": \"x\"\\}|\\{\"year\": \"-44\", \"day\": 3\\}", 12)) {
        let value = |at: usize| &values[at];
        let item = format!(
            r#"{{ "id": {}, "content": {}, "start": {}, "end": {}, "group": {}, "text": {}, "start_date": {}, "end_date": {}, "unique_id": {} }}"#,
            value(0), value(1), value(2), value(3), value(4), value(5), value(6), value(7), value(8)
        );
        let vis = format!(r#"{{ "items": [{item}, {}], "groups": [{{ "id": {}, "nestedGroups": [{}] }}] }}"#, value(9), value(10), value(11));
        check_any("vis", vis.as_bytes());
        let timeline = format!(r#"{{ "events": [{item}, {}], "title": {item}, "eras": [{item}], "scale": {} }}"#, value(9), value(10));
        check_any("timelinejs", timeline.as_bytes());
    }
}
