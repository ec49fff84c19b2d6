//! Stories in a calendar of their own: what their dates mean, from the file to words.

use plotlanes::story::Story;
use plotlanes::story::amount::{given_text, lasts_words, point_words};
use plotlanes::story::compile::compile;
use plotlanes::story::id::EventId;
use plotlanes::story::words::when_line;

const SEASONS: &str = r#""months": [{ "name": "Thaw", "days": 40 }, { "name": "High Sun", "short": "Sun", "days": 41 },
    { "name": "Été", "days": 39 }], "days_outside": [{ "name": "Longnight", "before": "Thaw" },
    { "name": "Leapfire", "after": "high sun", "leap_years_only": true, "has_weekday": true }],
    "weekdays": ["One", "Two", "Three"], "leap": { "cycle": 3 },
    "eras": [{ "name": "Old Reckoning", "short": "OR", "counts": "down" }, { "name": "New Reckoning", "short": "NR" }]"#;

/// A story in the calendar of these fields, with an event of each `when`.
fn story(calendar: &str, whens: &[&str]) -> Story {
    let event =
        |(at, when): (usize, &&str)| format!(r#"{{ "id": "{at}", "title": "{at}", "thread": "t", "when": {when} }}"#);
    let events: Vec<String> = whens.iter().enumerate().map(event).collect();
    let text = format!(
        r#"{{ "plotlanes": 1, "title": "T", "time": {{ "kind": "calendar", {calendar} }},
        "threads": [{{ "id": "t", "title": "T" }}], "events": [{}] }}"#,
        events.join(",\n")
    );
    let (story, notes) =
        compile(text.as_bytes()).faultless().unwrap_or_else(|problems| panic!("{problems:#?}\n{text}"));
    assert!(notes.is_empty(), "{notes:#?}");
    story
}

/// The words for a `when`, and the days of the longest stretch that it allows, counted from the first of year 1.
fn said(calendar: &str, when: &str) -> String {
    let story = story(calendar, &[when]);
    let event = story.event(EventId(0));
    let day = story.time.clock().expect("a clock").unit;
    let [first, last] = [event.earliest.start(), event.latest.end()].map(|at| at.0.div_euclid(day));
    format!("{}: {first}..{last}", when_line(&story, EventId(0)))
}

#[test]
fn dates_are_units_of_the_calendar() {
    let check = |when: &str, expect: &str| assert_eq!(said(SEASONS, when), expect, "{when}");
    // A year has 121 days, a third one 122. Longnight is its first, Thaw is 1 to 40, High Sun 41 to 81.
    check(r#"{ "at": "1 NR" }"#, "in 1 NR: 0..121");
    check(r#"{ "at": "3" }"#, "in 3 NR: 242..364");
    check(r#"{ "at": "1 OR" }"#, "in 1 OR: -122..0");
    check(r#"{ "at": "-1" }"#, "in 2 OR: -243..-122");
    check(r#"{ "at": "Thaw 1" }"#, "in Thaw 1 NR: 1..41");
    check(r#"{ "at": "1-02" }"#, "in High Sun 1 NR: 41..82");
    check(r#"{ "at": "SUN 1 nr" }"#, "in High Sun 1 NR: 41..82");
    check(r#"{ "at": "ete 1 NR" }"#, "in Été 1 NR: 82..121");
    check(r#"{ "at": "2 E\u0301te\u0301 1 NR" }"#, "on Two, 2 Été 1 NR: 83..84");
    check(r#"{ "at": "High Sun 3, 1 New Reckoning" }"#, "on One, 3 High Sun 1 NR: 43..44");
    check(r#"{ "at": "Longnight 1 NR" }"#, "on Longnight 1 NR: 0..1");
    // The first day that has a weekday is 1 Thaw of year 1, and Longnight of the next years has none.
    check(r#"{ "at": "1 Thaw 1 NR" }"#, "on One, 1 Thaw 1 NR: 1..2");
    check(r#"{ "at": "1 Thaw 2 NR" }"#, "on One, 1 Thaw 2 NR: 122..123");
    check(r#"{ "at": "Leapfire 3 NR" }"#, "on One, Leapfire 3 NR: 324..325");
    check(r#"{ "at": "1 Thaw 1 NR, 14:05" }"#, "at 14:05 on One, 1 Thaw 1 NR: 1..1");
    check(r#"{ "at": "Thaw 1~" }"#, "in about Thaw 1 NR: 1..41");
    check(r#"{ "at": "1 OR/Thaw 1" }"#, "from 1 OR to Thaw 1 NR: -122..41");
    check(r#"{ "from": "Thaw 1", "to": "Thaw 1" }"#, "all of Thaw 1 NR: 1..41");
    check(r#"{ "from": "1 NR", "to": "1 NR" }"#, "all of 1 NR: 0..121");
}

#[test]
fn lengths_are_counted_by_the_calendar() {
    let check = |when: &str, expect: &str| assert_eq!(said(SEASONS, when), expect, "{when}");
    check(r#"{ "from": "1 Thaw 1 NR, 00:00", "lasts": "P2W" }"#, "from 1 Thaw 1 NR, 00:00, lasts 6 days: 1..7");
    check(r#"{ "from": "1 Thaw 1 NR, 00:00", "lasts": "P1M" }"#, "from 1 Thaw 1 NR, 00:00, lasts 1 month: 1..41");
    check(
        r#"{ "from": "1 Thaw 3 NR, 00:00", "lasts": "P4M" }"#,
        "from 1 Thaw 3 NR, 00:00, lasts 1 year 1 month: 243..405",
    );
    check(r#"{ "to": "Longnight 2 NR, 00:00", "lasts": "P1Y" }"#, "until Longnight 2 NR, 00:00, lasts 1 year: 0..121");
}

#[test]
fn any_calendar_will_do() {
    let check = |calendar: &str, when: &str, expect: &str| assert_eq!(said(calendar, when), expect, "{when}");
    let endless = r#""months": [{ "name": "Day", "days": 400 }]"#;
    check(endless, r#"{ "at": "400 Day 1" }"#, "on 400 Day 1: 399..400");
    check(endless, r#"{ "at": "2" }"#, "in 2: 400..800");
    check(endless, r#"{ "at": "Day 2" }"#, "in 2: 400..800");
    check(endless, r#"{ "at": "999999" }"#, "in 999999: 399999200..399999600");
    check(endless, r#"{ "at": "-999999" }"#, "in -999999: -400000000..-399999600");
    let hours = r#""months": [{ "name": "M", "days": 9 }], "hours_in_day": 1, "minutes_in_hour": 10"#;
    check(hours, r#"{ "from": "1 M 1, 00:05", "lasts": "P1DT5M" }"#, "from 1 M 1, 00:05, lasts 1 day 5 minutes: 0..2");
    let scripts = r#""months": [{ "name": "正月", "days": 29 }, { "name": "Май", "days": 30 },
        { "name": "شهر رمضان", "days": 30 }], "eras": [{ "name": "神" }]"#;
    check(scripts, r#"{ "at": "3 正月 7 神" }"#, "on 3 正月 7 神: 536..537");
    check(scripts, r#"{ "at": "3 маи 神 7" }"#, "on 3 Май 7 神: 565..566");
    check(scripts, r#"{ "at": "30 شهر رمضان 1" }"#, "on 30 شهر رمضان 1 神: 88..89");
    let weeks = r#""months": [{ "name": "A", "days": 5 }, { "name": "B", "days": 5 }], "weekdays": ["X", "Y", "Z"],
        "months_start_weeks": true"#;
    check(weeks, r#"{ "at": "5 A 1" }"#, "on Y, 5 A 1: 4..5");
    check(weeks, r#"{ "at": "1 B 1" }"#, "on X, 1 B 1: 5..6");
    let counted = r#""months": [{ "name": "A", "days": 5 }], "weekdays": ["X", "Y", "Z"], "week_from": "2 A 7""#;
    check(counted, r#"{ "at": "2 A 7" }"#, "on X, 2 A 7: 31..32");
    check(counted, r#"{ "at": "1 A 7" }"#, "on Z, 1 A 7: 30..31");
}

#[test]
fn what_is_written_comes_back() {
    let story = story(SEASONS, &[r#"{ "from": "3 Été 2 OR?", "lasts": "P1Y1D" }"#, r#"{ "at": "Longnight 4 NR" }"#]);
    let when = |at| story.event(EventId(at)).when;
    assert_eq!(given_text(&story.time, when(0).from.expect("a start")), "-1-03-03?");
    assert_eq!(lasts_words(&story.time, when(0).lasts.expect("a length")), "1 year 1 day");
    assert_eq!(given_text(&story.time, when(1).at.expect("a moment")), "Longnight 4");
}

#[test]
fn points_between_dates_are_no_finer_than_the_dates() {
    let check = |whens: &[&str], expect: &str| {
        let story = story(SEASONS, whens);
        let at = story.time.calendar().parse("7 Thaw 2 NR, 03:04:05.006").expect("a date").first;
        assert_eq!(point_words(&story.time, at.0 as f64, 1), expect, "{whens:?}");
    };
    check(&[r#"{ "at": "1 NR" }"#, r#"{ "at": "5 NR" }"#], "2 NR");
    check(&[r#"{ "at": "1 NR" }"#, r#"{ "at": "Thaw 5 NR" }"#], "Thaw 2 NR");
    check(&[r#"{ "at": "1 NR" }"#, r#"{ "at": "Longnight 5 NR" }"#], "7 Thaw 2 NR");
    check(&[r#"{ "at": "1 NR" }"#, r#"{ "at": "1 Thaw 5 NR, 08:00" }"#], "7 Thaw 2 NR, 03:04");
}
