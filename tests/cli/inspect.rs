//! `plotlanes inspect`.

use serde_json::{Value, json};

use super::{BROKEN, DAY, run, run_unread, run_with_input};

#[test]
fn numbers_are_numbers() {
    let ran = run_with_input(&["inspect", "-", "--format", "json"], DAY);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let event = |id: &str, title: &str, place: (&str, u32), start: f64, end: f64, orders: (u32, u32, Option<&str>)| {
        json!({
            "id": id, "title": title, "thread": place.0, "lane": place.1, "row": 0,
            "told": orders.0, "happens": orders.1, "anachrony": orders.2,
            "start": start, "earliest_start": start, "latest_start": start,
            "end": end, "earliest_end": end, "latest_end": end,
        })
    };
    // Whole hours are written without a point, and serde_json tells 18 from 18.0, so the values are compared as
    // numbers.
    let mut got = ran.json();
    for event in got["events"].as_array_mut().unwrap() {
        for (key, value) in event.as_object_mut().unwrap() {
            if key.contains("start") || key.contains("end") {
                *value = json!(value.as_f64().unwrap());
            }
        }
    }
    let expect = json!({
        "plotlanes": env!("CARGO_PKG_VERSION"),
        "title": "A day",
        "time": { "kind": "number", "unit": "hour" },
        "analysis": {
            "nonlinearity": 2.0 / 3.0, "inversions": 1.0 / 3.0, "ties": 0, "analepses": 1, "prolepses": 0,
            "inversions_certain": 1.0 / 3.0, "inversions_possible": 1.0 / 3.0, "ordered": 1.0, "estimated": false,
        },
        "threads": [
            { "id": "sky", "title": "Sky", "group": "Above", "lane": 0, "rows": 1, "events": 2 },
            { "id": "sea", "title": "Sea", "group": "", "lane": 1, "rows": 1, "events": 1 },
        ],
        "events": [
            event("dusk", "Dusk", ("sky", 0), 18.0, 20.25, (2, 3, None)),
            event("dawn", "Dawn", ("sky", 0), 6.1, 6.1, (1, 1, None)),
            event("tide", "The tide turns", ("sea", 1), 7.0, 13.0, (3, 2, Some("analepsis"))),
        ],
    });
    assert_eq!(got, expect);
    assert!(ran.text().contains("\"start\": 6.1,") && ran.text().contains("\"end\": 20.25,"), "{}", ran.text());
}

#[test]
fn the_two_orders_are_compared() {
    let story = |told: [u32; 4]| {
        let at = [1, 1, 2, 3];
        let event = |i: usize| {
            let (at, told) = (at[i], told[i]);
            format!(r#"{{ "id": "e{i}", "title": "E", "thread": "t", "when": {{ "at": {at} }}, "told": {told} }}"#)
        };
        format!(
            r#"{{ "plotlanes": 1, "title": "T", "threads": [{{ "id": "t", "title": "T" }}], "events": [{}] }}"#,
            [0, 1, 2, 3].map(event).join(",")
        )
    };
    let check = |told: [u32; 4], analysis: Value, anachronies: [Option<&str>; 4], line: &str| {
        let placed = run_with_input(&["inspect", "-", "--format", "json"], &story(told)).json();
        assert_eq!(placed["analysis"], analysis);
        for (at, anachrony) in anachronies.into_iter().enumerate() {
            assert_eq!(placed["events"][at]["anachrony"], json!(anachrony), "{told:?} {at}");
            assert_eq!(placed["events"][at]["happens"], at + 1);
        }
        let table = run_with_input(&["inspect", "-"], &story(told));
        assert_eq!(table.text().lines().nth(2), Some(line));
    };
    let sums = |nonlinearity: f64, inversions: f64, analepses: u32, prolepses: u32| {
        json!({
            "nonlinearity": nonlinearity, "inversions": inversions, "ties": 2,
            "inversions_certain": inversions, "inversions_possible": inversions, "ordered": 1.0,
            "estimated": false, "analepses": analepses, "prolepses": prolepses,
        })
    };
    check([1, 2, 3, 4], sums(0.0, 0.0, 0, 0), [None; 4], "told with nonlinearity 0.00 and inversions 0.00");
    let ahead = Some("prolepsis");
    let backwards = "told with nonlinearity 1.33 and inversions 0.83";
    // The first two start together, so they are in order either way.
    check([4, 3, 2, 1], sums(8.0 / 6.0, 5.0 / 6.0, 0, 2), [None, None, ahead, ahead], backwards);
    let ends_first = "told with nonlinearity 1.00 and inversions 0.50";
    check([2, 3, 4, 1], sums(1.0, 0.5, 0, 1), [None, None, None, ahead], ends_first);
}

#[test]
fn only_what_the_story_orders_is_told_out_of_order() {
    let event = |id: &str| format!(r#"{{ "id": "{id}", "title": "E", "thread": "{}" }}"#, &id[..1]);
    let events = ["a1", "a2", "a3", "a4", "a5", "b1", "b2", "b3", "b4", "b5"].map(event).join(",");
    let story = format!(
        r#"{{ "plotlanes": 1, "title": "Two", "threads": [{{ "id": "a", "title": "A" }}, {{ "id": "b", "title": "B" }}],
        "events": [{events}] }}"#
    );
    let placed = run_with_input(&["inspect", "-", "--format", "json"], &story).json();
    let analysis = &placed["analysis"];
    assert_eq!([&analysis["analepses"], &analysis["prolepses"]], [0, 0]);
    // Ten pairs in each thread, of 45; nothing ties the threads.
    assert_eq!([&analysis["ordered"], &analysis["inversions_certain"]], [&json!(20.0 / 45.0), &json!(0.0)]);
    assert!((analysis["inversions_possible"].as_f64().unwrap() - 25.0 / 45.0).abs() < 1e-9);
    let table = run_with_input(&["inspect", "-"], &story);
    let said: Vec<&str> = table.text().lines().skip(2).take(2).collect();
    let drawn = analysis["nonlinearity"].as_f64().unwrap();
    assert_eq!(said[0], format!("told with nonlinearity {drawn:.2} as drawn and inversions 0.00 to 0.56"));
    assert_eq!(said[1], "the story orders 44 % of all pairs of events");
}

#[test]
fn steps_are_whole_and_open() {
    let story = r#"{ "plotlanes": 1, "title": "War", "time": { "kind": "order" }, "threads": [{ "id": "t", "title": "T" }],
        "events": [
            { "id": "battle", "title": "Battle", "thread": "t", "when": {} },
            { "id": "revolt", "title": "Revolt", "thread": "t", "when": { "during": ["battle"] } },
            { "id": "siege", "title": "Siege", "thread": "t", "when": { "during": ["battle"], "after": ["revolt"] } },
            { "id": "ride", "title": "Ride", "thread": "t", "when": { "before": ["siege"], "during": ["battle"] } },
            { "id": "song", "title": "Song", "thread": "t", "when": { "during": ["battle"] } }] }"#;
    let ran = run_with_input(&["inspect", "-", "--format", "json"], story);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let placed = ran.json();
    assert_eq!(placed["time"], json!({ "kind": "order" }));
    let times = |index: usize| {
        for key in ["earliest_start", "latest_start", "earliest_end", "latest_end"] {
            assert_eq!(placed["events"][index][key], Value::Null, "no exact time bounds anything");
        }
        ["start", "end"].map(|key| placed["events"][index][key].as_i64().unwrap())
    };
    assert_eq!([0, 1, 2, 3, 4].map(times), [[0, 5], [1, 2], [3, 4], [1, 2], [1, 2]]);
    let rows: Vec<u64> = (0..5).map(|index| placed["events"][index]["row"].as_u64().unwrap()).collect();
    assert!(rows[0] != rows[1] && rows[1] != rows[3], "what runs at one time shares no row: {rows:?}");
    assert_eq!(placed["threads"][0]["rows"], json!(rows.iter().max().unwrap() + 1));
}

#[test]
fn dates_are_texts() {
    let story = r#"{ "plotlanes": 1, "title": "Rome", "time": { "kind": "date" }, "threads": [{ "id": "t", "title": "T" }],
        "events": [
            { "id": "ides", "title": "The Ides", "thread": "t", "when": { "at": "-0043-03-15" } },
            { "id": "noon", "title": "Noon", "thread": "t",
                "when": { "from": "1999-06-02T12:00", "to": "1999-06-02T13:30" } },
            { "id": "year", "title": "Year", "thread": "t", "when": { "from": "2001" } },
            { "id": "month", "title": "Month", "thread": "t", "when": { "from": "2004-01-31", "lasts": "P1M" } }] }"#;
    let ran = run_with_input(&["inspect", "-", "--format", "json"], story);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let placed = ran.json();
    assert_eq!(placed["time"], json!({ "kind": "date" }));
    assert_eq!(placed["events"][0]["start"], "-0043-03-15");
    assert_eq!(placed["events"][1]["start"], "1999-06-02T12:00");
    assert_eq!(placed["events"][1]["latest_end"], "1999-06-02T13:30");
    assert_eq!(placed["events"][0]["latest_end"], "-0043-03-16");
    assert_eq!(placed["events"][2]["start"], "2001");
    assert_eq!(placed["events"][2]["earliest_start"], "2001-01-01");
    assert_eq!(placed["events"][2]["latest_start"], "2002-01-01");
    assert_eq!(placed["events"][2]["latest_end"], Value::Null);
    assert_eq!(placed["events"][3]["end"], "2004-02-29");
    assert_eq!(placed["events"][3]["latest_end"], "2004-03-01");
}

#[test]
fn dates_of_an_own_calendar_are_texts_of_it() {
    let story = r#"{ "plotlanes": 1, "title": "T", "time": { "kind": "calendar", "hours_in_day": 20,
        "months": [{ "name": "Thaw", "days": 40 }, { "name": "Frost", "days": 41 }],
        "days_outside": [{ "name": "Longnight", "after": "Thaw" }] },
        "threads": [{ "id": "t", "title": "T" }], "events": [
        { "id": "a", "title": "A", "thread": "t", "when": { "at": "Frost 7" } },
        { "id": "b", "title": "B", "thread": "t", "when": { "from": "Longnight 8, 08:30", "lasts": "P1DT11H30M" } }] }"#;
    let ran = run_with_input(&["inspect", "-", "--format", "json"], story);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let got = ran.json();
    assert_eq!(got["time"], json!({ "kind": "calendar" }));
    let said = |at: usize| ["start", "end", "earliest_start", "latest_end"].map(|key| got["events"][at][key].clone());
    assert_eq!(said(0), ["7-02", "7-02", "7-02-01", "8-01-01"]);
    let [start, end] = ["Longnight 8, 08:30", "8-02-02"];
    assert_eq!(said(1), [start, end, start, end]);
    let ran = run_with_input(&["inspect", "-"], story);
    let table = String::from_utf8_lossy(&ran.out);
    assert!(table.contains("times are dates of the story's own calendar"), "{table}");
}

#[test]
fn the_table_reads_in_the_order_of_happening() {
    let ran = run_with_input(&["inspect", "-"], DAY);
    let expect = "\
A day
3 events in 2 threads; times are numbers of one hour
told with nonlinearity 0.67 and inversions 0.33

start  end    could be  lane  row  told  thread  event  title
6.1    6.1              0     0    1     sky     dawn   Dawn
7      13               1     0    3     sea     tide   The tide turns
18     20.25            0     0    2     sky     dusk   Dusk
";
    assert_eq!((ran.code, ran.text(), ran.err.as_str()), (Some(0), expect, ""));
}

#[test]
fn the_episode_is_placed_whole() {
    let placed = run(&["inspect", "--format", "json"]).json();
    let (events, threads) = (placed["events"].as_array().unwrap(), placed["threads"].as_array().unwrap());
    assert!(events.len() >= 50 && threads.len() >= 8);
    let mut told: Vec<u64> = events.iter().map(|event| event["told"].as_u64().unwrap()).collect();
    told.sort_unstable();
    assert!(told.iter().copied().eq(1..=events.len() as u64), "{told:?}");
    let mut happens: Vec<u64> = events.iter().map(|event| event["happens"].as_u64().unwrap()).collect();
    happens.sort_unstable();
    assert_eq!(happens, told);
    let analysis = &placed["analysis"];
    for (count, name) in [("analepses", "analepsis"), ("prolepses", "prolepsis")] {
        let found = events.iter().filter(|event| event["anachrony"] == name).count();
        assert_eq!(analysis[count], found, "{name}");
    }
    for index in ["nonlinearity", "inversions"] {
        assert!((0.0..1.0).contains(&analysis[index].as_f64().unwrap()), "{analysis}");
    }
    for event in events {
        assert!(event["start"].as_i64().unwrap() <= event["end"].as_i64().unwrap(), "{event}");
        let lane = &threads[event["lane"].as_u64().unwrap() as usize];
        assert_eq!(event["thread"], lane["id"]);
        assert!(event["row"].as_u64() < lane["rows"].as_u64(), "{event}");
    }
}

#[test]
fn mistakes_go_to_standard_error() {
    for format in ["text", "json"] {
        let ran = run_with_input(&["inspect", "-", "--format", format], BROKEN);
        assert_eq!(ran.code, Some(1));
        assert!(ran.err.starts_with("standard input:4:46 events[0].thread: unknown thread"), "{}", ran.err);
        assert!(ran.err.ends_with("\nstandard input: 2 errors\n"), "{}", ran.err);
        // The event in an unknown thread is left out, the other one is there.
        if format == "json" {
            assert_eq!(ran.json()["events"].as_array().unwrap().len(), 1);
            assert_eq!(ran.json()["events"][0]["id"], "b");
        } else {
            assert!(ran.text().contains("\n1 event in 1 thread; "), "{}", ran.text());
        }
        let ran = run_with_input(&["inspect", "-", "--format", format], "{");
        assert_eq!((ran.code, ran.text()), (Some(2), ""));
        assert!(ran.err.ends_with("\nstandard input: 1 error\n"), "{}", ran.err);
    }
    run(&["inspect", "nowhere/at/all"]).said(2, "plotlanes: there is no file \"nowhere/at/all\"\n");
}

#[test]
fn empty_stories_have_no_events() {
    for threads in ["", r#"{ "id": "t", "title": "Alone" }"#] {
        let story = format!(r#"{{ "plotlanes": 1, "title": "Nothing yet", "threads": [{threads}], "events": [] }}"#);
        let ran = run_with_input(&["inspect", "-"], &story);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
        assert!(ran.text().starts_with("Nothing yet\n0 events in "), "{}", ran.text());
        let ran = run_with_input(&["inspect", "-", "--format", "json"], &story);
        assert_eq!((ran.code, &ran.json()["events"]), (Some(0), &json!([])));
        let told = run_with_input(&["check", "-"], &story);
        assert_eq!(told.code, Some(0), "{}", told.text());
    }
}

#[test]
fn a_closed_pipe_is_quiet() {
    run_unread(&["inspect"]).said(0, "");
    run_unread(&["inspect", "--format", "json"]).said(0, "");
}

#[test]
fn what_is_only_drawn_stands_in_brackets() {
    let story = r#"{ "plotlanes": 1, "title": "T", "time": { "kind": "number" }, "threads": [{ "id": "t", "title": "T" }],
        "events": [
            { "id": "a", "title": "A", "thread": "t", "when": { "from": 0, "to": 4 } },
            { "id": "b", "title": "B", "thread": "t", "when": { "after": "a", "before": "c" } },
            { "id": "c", "title": "C", "thread": "t", "when": { "from": 10 } }] }"#;
    let ran = run_with_input(&["inspect", "-"], story);
    let rows: Vec<Vec<&str>> =
        ran.text().lines().skip(5).map(|line| line.split_whitespace().take(2).collect()).collect();
    let is_bracketed = |cell: &str| cell.starts_with('(') && cell.ends_with(')');
    let found: Vec<[bool; 2]> = rows.iter().map(|row| [is_bracketed(row[0]), is_bracketed(row[1])]).collect();
    assert_eq!(found, [[false, false], [true, true], [false, true]], "{rows:?}");
}
