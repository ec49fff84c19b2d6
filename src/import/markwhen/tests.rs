use proptest::prelude::*;

use super::{FORMAT, read};
use crate::import::{Options, format_of};

/// The lines of the events, and the notes.
fn story(text: &str) -> (Vec<String>, Vec<String>, String) {
    let options = Options { name: "file".into(), ..Options::default() };
    let imported = read(text.as_bytes(), &options).unwrap();
    let text = imported.document.text().to_owned();
    let lines = text.lines().map(str::trim).filter(|line| line.contains("\"thread\":"));
    let events = lines.map(|line| line.trim_end_matches(',').to_owned()).collect();
    (events, imported.notes.iter().map(ToString::to_string).collect(), text)
}

/// The `when` of the last event.
fn when(text: &str) -> String {
    let (events, ..) = story(text);
    let event = events.last().unwrap();
    let when = event.split_once("\"when\": ").map_or("none", |(_, when)| when);
    when.split_once(" }").map_or_else(|| "{}".to_owned(), |(when, _)| format!("{when} }}"))
}

#[test]
fn sections_are_threads_and_their_outer_sections_groups() {
    let text = "title: A war\nauthor: Ann\ndescription: Short.\n#war: red\ndateFormat: d/M/y\nview: public\n\n\
        3/4/1916: Before all\n\
        section France #west\n1916: In France @Anna\ngroup Verdun\n\n1916-02-21/1916-12-18: The siege #siege !siege\n\
        Snow and mud.\n\n[Verdun](location)\n// not this\n- [ ] a box\nend group\n1917: Later\nendSection\n\
        # Home\n## Street\n2 May 1916 every week for 3 times: A letter\n# Sea\nNothing here.\n";
    let (_, notes, text) = story(text);
    let expect = r#"{
  "plotlanes": 1,
  "title": "A war",
  "summary": "Short.\n“Sea”: Nothing here.",
  "work": { "author": "Ann" },
  "time": { "kind": "date" },
  "threads": [
    { "id": "a-war", "title": "A war" },
    { "id": "france", "title": "France", "group": "France" },
    { "id": "verdun", "title": "Verdun", "group": "France" },
    { "id": "street", "title": "Street", "group": "Home" }
  ],
  "characters": [
    { "id": "anna", "name": "Anna" }
  ],
  "places": [
    { "id": "verdun", "name": "Verdun" }
  ],
  "events": [
    { "id": "before-all", "title": "Before all", "thread": "a-war", "when": { "at": "1916-04-03" } },
    { "id": "in-france", "title": "In France", "thread": "france", "when": { "at": "1916" }, "cast": ["anna"], "tags": ["west"] },
    { "id": "siege", "title": "The siege", "summary": "Snow and mud.\n\n- [ ] a box", "thread": "verdun", "when": { "from": "1916-02-21", "to": "1916-12-18" }, "place": "verdun", "tags": ["siege", "west"] },
    { "id": "later", "title": "Later", "thread": "france", "when": { "at": "1917" }, "tags": ["west"] },
    { "id": "a-letter", "title": "A letter", "summary": "Recurs every week for 3 times.", "thread": "street", "when": { "at": "1916-05-02" } }
  ]
}
"#;
    assert_eq!(text, expect);
    let expect = [
        "line 4: the colour of #war is not kept",
        "line 6: “view: public” in the header is not kept",
        "line 24: recurs every week for 3 times: only the first time is an event",
        "line 25: no event is in “Sea”, so it is no thread",
        "line 26: belongs to no event: it is kept in the summary of the story",
        "1 line of comment is left out",
    ];
    assert_eq!(notes, expect);
}

#[test]
fn relative_dates_are_relations_and_dates_where_those_follow() {
    let check = |text: &str, expect: &str| assert_eq!(when(text), expect, "{text}");
    let day = "2012-05-01: A !a\n1900: B !b\n";
    check(&format!("{day}after !a 3 weeks: C"), r#"{ "from": "2012-05-02", "to": "2012-05-22", "after": ["a"] }"#);
    check(&format!("{day}after !b 3 weeks: C"), r#"{ "lasts": "P21D", "met_by": ["b"] }"#);
    check(&format!("{day}before !a 1 month: C"), r#"{ "from": "2012-04-01", "to": "2012-04-30", "before": ["a"] }"#);
    check(&format!("{day}by !b 1 month: C"), r#"{ "lasts": "P1M", "meets": ["b"] }"#);
    check(&format!("{day}after !b: C"), r#"{ "after": ["b"] }"#);
    check(&format!("{day}before !b: C"), r#"{ "before": ["b"] }"#);
    check(
        &format!("{day}after !a 2 days / 3 days: C"),
        r#"{ "from": "2012-05-04", "to": "2012-05-06", "after": ["a"] }"#,
    );
    check(&format!("{day}after !b 2 days / 3 days: C"), r#"{ "lasts": "P3D", "after": ["b"] }"#);
    check(&format!("{day}!a.start + 1 day / 1 day: C"), r#"{ "from": "2012-05-02", "to": "2012-05-02" }"#);
    check("2012-05-01: A\n5 days: C", r#"{ "from": "2012-05-02", "to": "2012-05-06", "after": ["a"] }"#);
    check("2012-05-01: A\n5 days - 1 week: C", r#"{ "from": "2012-05-07", "to": "2012-05-13", "after": ["a"] }"#);
    check(
        "2012-05-01T10:00Z: A\n90 minutes: C",
        r#"{ "from": "2012-05-01T10:00", "to": "2012-05-01T11:30", "after": ["a"] }"#,
    );
    check("2012-05-01 10am: A\n2pm - 3:30pm: C", r#"{ "from": "2012-05-01T14:00", "to": "2012-05-01T15:30" }"#);
    check("after !z: A\n2012: Z !z\nafter !z 1 day: C", r#"{ "lasts": "P1D", "met_by": ["z"] }"#);
    check("1982-now: C", r#"{ "from": "1982" }"#);
    check("1982/3 years: C", r#"{ "from": "1982", "lasts": "P3Y" }"#);
    check(&format!("{day}1890 - before !b: C"), r#"{ "from": "1890", "meets": ["b"] }"#);
    for text in ["now: C", "after !c 2 days: C !c", "after !nope 2 days: C", "Dec 1: C", "8am: C", "3 days: C"] {
        let (events, notes, _) = story(text);
        assert!(events[0].contains(r#""when": {}"#) && notes.len() == 1, "{text}: {events:?} {notes:?}");
        assert!(events[0].contains("Date in the file: "), "{events:?}");
    }
    let (events, notes, _) =
        story(&format!("{day}after !b 2 days / 3 days: C\n1950 - 1940: D\n1950-now every 2 years: E"));
    assert_eq!((events.len(), notes.len()), (5, 4), "{notes:?}");
}

#[test]
fn a_file_of_nothing_says_so() {
    let read = |text: &str| read(text.as_bytes(), &Options::default());
    let error = read("Once upon a time\n").unwrap_err();
    assert!(error.message.contains("date and a colon") && error.line == Some(1), "{error:?}");
    assert!(read("").is_err());
    assert_eq!(read("title: Hello\n").unwrap().notes.len(), 1);
}

#[test]
fn files_are_told_by_their_dated_lines() {
    let name = |name: &str, text: &str| format_of(name, text.as_bytes()).map(|format| format.name);
    assert_eq!(name("a.mw", "title: x"), Some(FORMAT.name));
    assert_eq!(name("a.txt", "title: x\n1916: a\n1917: b\n"), Some(FORMAT.name));
    assert_eq!(name("a.txt", "Once upon a time: 1916"), None);
}

proptest! {
    #[test]
    fn no_file_stops_it(text in "(1916|12/3/|Dec |now|[0-9]{1,3} (day|w)|after|!a|[-/:#@ \n]|every|group|end group|# |é|\\PC){0,40}") {
        let _ = read(text.as_bytes(), &Options::default());
    }

    #[test]
    fn no_bytes_stop_it(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes, &Options::default());
    }
}
