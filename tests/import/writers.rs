//! The projects of programs for writers become stories.

use plotlanes::import::{Options, format_of};
use proptest::prelude::*;

use crate::common::{check, check_any, check_cuts, read};

/// A project of Plottr with two books, acts around chapters, and a thing of each kind.
const PLOTTR: &str = r##"{
  "file": { "fileName": "Ignored", "version": "2023.5.9" },
  "series": { "name": "The Tides", "premise": "The sea comes back.", "genre": "Fantasy", "theme": "" },
  "books": { "allIds": [2, 1], "1": { "id": 1, "title": "Ebb" }, "2": { "id": 2, "title": "Flood", "premise": "It rises." } },
  "beats": {
    "1": { "children": { "null": [7] }, "heap": { "7": null },
      "index": { "7": { "id": 7, "bookId": 1, "position": 0, "title": "auto" } } },
    "2": { "children": { "null": [3], "3": [5, 4] }, "heap": { "3": null, "4": 3, "5": 3 },
      "index": {
        "3": { "id": 3, "bookId": 2, "position": 0, "title": "auto" },
        "4": { "id": 4, "bookId": 2, "position": 1, "title": "auto" },
        "5": { "id": 5, "bookId": 2, "position": 0, "title": "The storm" } } }
  },
  "hierarchyLevels": { "2": { "0": { "name": "Act", "level": 0 }, "1": { "name": "Chapter", "level": 1 } } },
  "lines": [
    { "id": 12, "bookId": 2, "position": 1, "title": "Love", "color": "#111" },
    { "id": 11, "bookId": 2, "position": 0, "title": "Main", "color": "#222", "Mood": "grim" },
    { "id": 13, "bookId": 1, "position": 0, "title": "Main" }
  ],
  "cards": [
    { "id": 1, "lineId": 11, "beatId": 4, "title": "The dam breaks", "positionWithinLine": 0, "description":
      [{ "type": "paragraph", "children": [{ "text": "Water " }, { "text": "everywhere", "bold": true }] }],
      "characters": [1, 9], "places": [1, 2], "tags": [1], "Weather": "rain", "books": [] },
    { "id": 2, "lineId": 11, "beatId": 5, "title": "Thunder", "positionWithinLine": 1, "description": [] },
    { "id": 3, "lineId": 11, "beatId": 5, "title": "Wind", "positionWithinLine": 0, "description": [],
      "templates": [{ "id": "sc1", "attributes": [{ "name": "Goal", "type": "text", "value": "To flee" }] }] },
    { "id": 4, "lineId": 12, "beatId": 5, "title": "A kiss", "positionWithinLine": 0, "characters": [2] },
    { "id": 5, "lineId": 13, "beatId": 7, "title": "", "description": [{ "children": [{ "text": "Mud." }] }] },
    { "id": 6, "lineId": 13, "beatId": 7, "title": "", "description": [{ "children": [{ "text": "" }] }] }
  ],
  "categories": { "characters": [{ "id": 1, "name": "Main characters" }] },
  "characters": [
    { "id": 1, "name": "Ada", "description": "A fisher", "categoryId": 1, "Role": "Hero", "tags": [1],
      "notes": [{ "children": [{ "text": "Fears nothing" }] }] },
    { "id": 2, "name": "Ben", "attributes": [{ "id": 4, "value": "Her brother" }, { "id": 5, "value": "17" }] }
  ],
  "attributes": { "characters": [{ "id": 4, "name": "shortDescription" }, { "id": 5, "name": "Age" }] },
  "places": [{ "id": 1, "name": "The dam", "description": "Old" }, { "id": 2, "name": "The valley" }],
  "tags": [{ "id": 1, "title": "water" }],
  "notes": [{ "id": 1, "title": "Idea", "content": [{ "children": [{ "text": "More fish" }] }] }],
  "images": { "1": { "id": 1, "data": "" } }
}"##;

#[test]
fn a_project_of_plottr() {
    check(
        "plottr",
        PLOTTR,
        &[
            r#""title": "The Tides""#,
            r#""summary": "The sea comes back.\n\nGenre: Fantasy\n\nFlood, premise: It rises.\n\nThe dam: Old\n\nNote “Idea”: More fish""#,
            "\"threads\": [\n    { \"id\": \"main\", \"title\": \"Main\", \"summary\": \"Mood: grim\", \"group\": \"Flood\" },\n    \
             { \"id\": \"love\", \"title\": \"Love\", \"group\": \"Flood\" },\n    \
             { \"id\": \"main-2\", \"title\": \"Main\", \"group\": \"Ebb\" }\n  ]",
            r#"{ "id": "ada", "name": "Ada", "group": "Main characters", "summary": "A fisher\nFears nothing\nRole: Hero\nTags: water" }"#,
            r#"{ "id": "ben", "name": "Ben", "summary": "Her brother\nAge: 17" }"#,
            r#"{ "title": "Flood: Act 1", "from": "wind", "to": "the-dam-breaks" }"#,
            r#"{ "title": "Flood: The storm", "from": "wind", "to": "thunder" }"#,
            r#"{ "title": "Ebb: Chapter 1", "from": "mud", "to": "mud" }"#,
            "\"events\": [\n    { \"id\": \"wind\", \"title\": \"Wind\", \"summary\": \"Goal: To flee\", \"thread\": \"main\", \"phase\": \"Flood: The storm\" },\n    \
             { \"id\": \"thunder\"",
            r#"{ "id": "a-kiss", "title": "A kiss", "thread": "love", "phase": "Flood: The storm", "cast": ["ben"] }"#,
            r#"{ "id": "the-dam-breaks", "title": "The dam breaks", "summary": "Water everywhere\n\nAlso at: The valley\n\nWeather: rain", "thread": "main", "phase": "Flood: Chapter 2", "place": "the-dam", "cast": ["ada"], "tags": ["water"] }"#,
        ],
        &[
            "card 1: its character 9",
            "card 6: nothing is written on it",
            "images: pictures are no part of a story; 1 left out",
            "cards of one plotline",
        ],
    );
}

#[test]
fn an_old_or_odd_project_of_plottr() {
    // Before 2021, chapters were a list, and a project without books had one.
    let old = r#"{ "series": { "name": "" }, "chapters": [{ "id": 2, "title": "B", "position": 1 }, { "id": 1, "title": "A", "position": 0 }, { "id": 3, "title": "A", "position": 2 }],
        "lines": [{ "id": 1, "title": "" }],
        "cards": [{ "id": 1, "lineId": 1, "chapterId": 2, "title": "Later", "positionWithinLine": 0, "position": 0 },
            { "id": 2, "lineId": 1, "chapterId": 1, "title": "Second", "positionWithinLine": 0, "position": 1 },
            { "id": 3, "lineId": 1, "chapterId": 1, "title": "First", "positionWithinLine": 0, "position": 0, "description": "Plain" },
            { "id": 4, "lineId": 8, "chapterId": 8, "title": "Lost" }, 7] }"#;
    check(
        "plottr",
        old,
        &[
            r#""title": "File""#,
            r#"{ "title": "A", "from": "first", "to": "second" },"#,
            r#"{ "id": "first", "title": "First", "summary": "Plain", "thread": "untitled", "phase": "A" },"#,
            r#"{ "id": "later", "title": "Later", "thread": "untitled", "phase": "B" },"#,
            r#"{ "id": "lost", "title": "Lost", "thread": "no-plotline" }"#,
        ],
        &["card 4: its plotline", "card 4: its chapter", "chapter “A”: none of its scenes"],
    );
    // A tree whose beats are within each other.
    let looped = r#"{ "lines": [{ "id": 1, "bookId": 1, "title": "L" }], "cards": [{ "id": 1, "lineId": 1, "beatId": 5, "title": "C" }],
        "beats": { "1": { "heap": { "5": 6, "6": 5 }, "index": { "5": { "id": 5 }, "6": { "id": 6 } } } } }"#;
    check(
        "plottr",
        looped,
        &[r#"{ "id": "c", "title": "C", "thread": "l" }"#],
        &["beats: 2 chapters", "card 1: its chapter"],
    );
}

#[test]
fn long_summaries_are_cut_with_a_note() {
    let long = "word ".repeat(5_000);
    let text = format!(
        r#"{{ "series": {{ "name": "S", "premise": "{long}" }}, "lines": [{{ "id": 1, "title": "L", "Aim": "{long}" }}],
            "characters": [{{ "id": 1, "name": "Ada", "description": "{long}" }}],
            "cards": [{{ "id": 1, "lineId": 1, "title": "C", "description": "{long}" }}] }}"#
    );
    let cut = ["C: the", "S: the", "L: the", "Ada: the"].map(|name| format!("{name} summary is longer than 20,000"));
    let mut notes = vec!["card 1: its chapter"];
    notes.extend(cut.iter().map(String::as_str));
    check("plottr", &text, &["word…\""], &notes);
}

#[test]
fn a_project_of_plottr_is_known_by_its_content() {
    let format = |name: &str, text: &str| format_of(name, text.as_bytes()).map(|format| format.name);
    assert_eq!(format("story.pltr", PLOTTR), Some("plottr"));
    assert_eq!(format("story.json", PLOTTR), Some("plottr"));
    assert_ne!(format("story.json", r#"{ "cards": [], "lines": [] }"#), Some("plottr"));
}

#[test]
fn broken_projects_of_plottr_are_refused_or_read() {
    check_cuts("plottr", PLOTTR.as_bytes());
    // Each value is of a wrong kind once.
    let mut at = 0;
    while let Some(found) = PLOTTR[at..].find(": ") {
        at += found + 2;
        for wrong in ["null", "7", "\"x\"", "[[]]", "{ \"a\": [1] }", "true"] {
            let end = PLOTTR[at..].find([',', '}', ']']).map_or(PLOTTR.len(), |end| at + end);
            check_any("plottr", format!("{}{wrong}{}", &PLOTTR[..at], &PLOTTR[end..]).as_bytes());
        }
    }
    read("plottr", br#"{ "lines": [], "cards": [] }"#, &Options::default());
}

/// A project of yWriter with dates, arcs, unused scenes and a thing of each kind.
const YWRITER: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<YWRITER7>\n\
    <PROJECT><Title><![CDATA[The <Tides>]]></Title><AuthorName>A. &amp; B.</AuthorName><Desc>The sea.</Desc></PROJECT>\n\
    <LOCATIONS><LOCATION><ID>1</ID><Title>The dam</Title><Desc>Old</Desc></LOCATION><LOCATION><ID>2</ID><Title>The valley</Title></LOCATION></LOCATIONS>\n\
    <ITEMS><ITEM><ID>1</ID><Title>A boat</Title></ITEM></ITEMS>\n\
    <CHARACTERS><CHARACTER><ID>1</ID><Title>Ada</Title><FullName>Ada Poe</FullName><AKA>The Fisher; Ada</AKA><Desc>Brave</Desc><Goals>Land</Goals></CHARACTER></CHARACTERS>\n\
    <SCENES>\n\
    <SCENE><ID>1</ID><Title>The flood</Title><Desc><![CDATA[Water <everywhere>]]></Desc><SceneContent>Text</SceneContent>\
    <SpecificDateTime>2016-12-26 14:11:00</SpecificDateTime><SpecificDateMode>-1</SpecificDateMode><LastsDays>1</LastsDays><LastsMinutes>30</LastsMinutes>\
    <Characters><CharID>1</CharID><CharID>9</CharID></Characters><Locations><LocID>1</LocID><LocID>2</LocID></Locations><Items><ItemID>1</ItemID></Items>\
    <Tags>water;night</Tags><Goal>To flee</Goal><Fields><Field_SceneArcs>A;B</Field_SceneArcs></Fields></SCENE>\n\
    <SCENE><ID>2</ID><Title>Before</Title><SpecificDateTime>2016-12-24 00:00:00</SpecificDateTime><SpecificDateMode>-1</SpecificDateMode><Field_SceneArcs>B</Field_SceneArcs></SCENE>\n\
    <SCENE><ID>3</ID><Title>Undated</Title><SpecificDateTime>0001-01-01 00:00:00</SpecificDateTime><Day>2</Day><Hour>8</Hour></SCENE>\n\
    <SCENE><ID>4</ID><Title>Odd</Title><SpecificDateTime>2016-13-45 00:00:00</SpecificDateTime></SCENE>\n\
    <SCENE><ID>5</ID><Title>Cut</Title><Unused>-1</Unused></SCENE>\n\
    <SCENE><ID>6</ID><Title>Idea</Title><Unused>-1</Unused><Fields><Field_SceneType>1</Field_SceneType></Fields></SCENE>\n\
    <SCENE><ID>7</ID><Title>Alone</Title></SCENE>\n\
    </SCENES>\n\
    <CHAPTERS>\n\
    <CHAPTER><ID>1</ID><SectionStart>-1</SectionStart><Title>Part one</Title></CHAPTER>\n\
    <CHAPTER><ID>2</ID><Title>One</Title><Desc>Wet.</Desc><Scenes><ScID>1</ScID><ScID>2</ScID><ScID>5</ScID></Scenes></CHAPTER>\n\
    <CHAPTER><ID>3</ID><Title>One</Title><Scenes><ScID>3</ScID><ScID>4</ScID><ScID>6</ScID><ScID>8</ScID></Scenes></CHAPTER>\n\
    <CHAPTER><ID>4</ID><Title>The love</Title><Desc>Of two.</Desc><Unused>-1</Unused><Fields><Field_ArcDefinition>B</Field_ArcDefinition></Fields></CHAPTER>\n\
    </CHAPTERS>\n<PROJECTNOTES><PROJECTNOTE><Title>Idea</Title><Desc>Fish</Desc></PROJECTNOTE></PROJECTNOTES></YWRITER7>";

#[test]
fn a_project_of_ywriter() {
    check(
        "ywriter",
        YWRITER,
        &[
            r#""title": "The <Tides>""#,
            r#""summary": "The sea.\n\nThe dam: Old\n\nNote “Idea”: Fish""#,
            r#""work": { "author": "A. & B." }"#,
            r#""time": { "kind": "date" }"#,
            r#"{ "id": "the-love", "title": "The love", "summary": "Of two." }"#,
            r#"{ "id": "ada", "name": "Ada", "aliases": ["The Fisher", "Ada Poe"], "summary": "Brave\nGoals: Land" }"#,
            r#"{ "title": "One", "from": "before", "to": "the-flood" }"#,
            r#"{ "title": "One (2)", "from": "undated", "to": "undated" }"#,
            r#"{ "id": "the-flood", "title": "The flood", "summary": "Water <everywhere>\n\nAlso at: The valley\n\nItems: A boat\n\nGoal: To flee", "thread": "a", "also": ["the-love"], "when": { "from": "2016-12-26T14:11", "lasts": "P1DT30M" }, "phase": "One", "place": "the-dam", "cast": ["ada"], "tags": ["water", "night"] }"#,
            r#"{ "id": "before", "title": "Before", "thread": "the-love", "when": { "at": "2016-12-24" }, "phase": "One" }"#,
            r#"{ "id": "undated", "title": "Undated", "summary": "Day 2, 08:00", "thread": "without-an-arc", "when": {}, "phase": "One (2)" }"#,
            r#"{ "id": "odd", "title": "Odd", "summary": "When: 2016-13-45 00:00:00", "thread": "without-an-arc", "when": {}, "phase": "One (2)" }"#,
            r#"{ "id": "alone", "title": "Alone", "thread": "without-an-arc", "when": {} }"#,
        ],
        &[
            "chapter “Part one”: it has no scenes",
            "chapter “One”: a phase has no summary; left out: Wet.",
            "scene 5: “Cut” is unused",
            "scene 6: “Idea” is a note",
            "scene 7: it is in no chapter",
            "scene 1: its character 9",
            "scene 4: “2016-13-45 00:00:00” is no date",
            "the text of the scenes",
        ],
    );
}

#[test]
fn days_and_orders_of_ywriter() {
    let project = |scenes: &str| {
        format!(
            "<YWRITER7><SCENES>{scenes}</SCENES><CHAPTERS><CHAPTER><Title>C</Title><Scenes>\
             <ScID>1</ScID><ScID>2</ScID></Scenes></CHAPTER></CHAPTERS></YWRITER7>"
        )
    };
    let scene = |id: &str, rest: &str| format!("<SCENE><ID>{id}</ID><Title>S{id}</Title>{rest}</SCENE>");
    let days = |first: &str, second: &str, parts: &[&str]| {
        let text = project(&(scene("1", first) + &scene("2", second)));
        check("ywriter", &text, parts, &["day 0 at 0:00"]);
    };
    let no_time = "<Day>0</Day><Hour>00</Hour><Minute>00</Minute>";
    days("<Day>3</Day>", no_time, &[r#""unit": "day""#, r#""when": { "at": 3 }"#, r#""when": {}"#]);
    days(
        "<Day>-1</Day><Hour>2</Hour>",
        "<LastsHours>5</LastsHours>",
        &[r#""unit": "hour""#, r#""at": -22"#, r#""lasts": 5"#],
    );
    days(
        "<Day>1</Day><Minute>7</Minute>",
        "<Day>1</Day>",
        &[r#""unit": "minute""#, r#""at": 1447"#, r#""from": "s2", "to": "s1""#],
    );
    let text = project(&(scene("1", no_time) + &scene("2", "<LastsHours>25</LastsHours>")));
    let parts = [
        r#"{ "title": "C", "from": "s1", "to": "s2" }"#,
        r#""summary": "Lasts: 1 day, 1 hour", "thread": "file", "phase": "C" }"#,
    ];
    check("ywriter", &text, &parts, &["no scene says when it is"]);
}

#[test]
fn broken_projects_of_ywriter_are_refused_or_read() {
    check_cuts("ywriter", YWRITER.as_bytes());
    check("ywriter", "<YWRITER7><SCENES/></YWRITER7>", &[r#""events": []"#], &[]);
    let format = format_of("a.xml", YWRITER.as_bytes()).map(|format| format.name);
    assert_eq!(format, Some("ywriter"));
}

proptest! {
    #[test]
    fn any_bytes_are_no_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), at in 0..PLOTTR.len(), format in prop_oneof![Just("plottr"), Just("ywriter")]) {
        check_any(format, &bytes);
        let text = if format == "plottr" { PLOTTR } else { YWRITER };
        let at = at.min(text.len());
        let mut broken = text.as_bytes().to_vec();
        broken.splice(at..(at + bytes.len() / 10).min(text.len()), bytes.iter().copied().take(3));
        check_any(format, &broken);
    }
}
