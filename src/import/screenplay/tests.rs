use proptest::prelude::*;

use super::{FDX, FOUNTAIN};
use crate::import::format::Format;
use crate::import::{Options, format_of, import};

/// The story of a script and the notes.
fn story(format: &Format, text: &str) -> (String, Vec<String>) {
    let options = Options { name: "file".into(), ..Options::default() };
    let imported = import(format, text.as_bytes(), &options).unwrap();
    (imported.document.text().to_owned(), imported.notes.iter().map(ToString::to_string).collect())
}

const PLAY: &str = "Title:\n\t_**THE SIEGE**_\n    Part one\nAuthor: Ann Lee\nDraft date: 1/2/2012\n\n\
    FADE IN:\n\n# Act One\n\n= All goes well.\n\nINT. KITCHEN - NIGHT #1a#\n\nAnna *cooks*. [[Too long?]] Ben\nlooks on.\n\n\
    ANNA (V.O.)\nHello.\n  \nBEN ^ is not here.\n\nBEN ^\n(low)\nNo.\n\nANNA (CONT'D)\nWell!\n\nCUT TO:\n\n\
    # Act Two\n\n## The police\n\n= They search.\n\nEXT. STREET - CONTINUOUS\n\n[[cast: Carl, Anna]]\n\n@McCarl\nStop!\n\n\
    .THE ROOF\n\n/* INT. NOTHING - DAY\n\n*/\n> CENTRED <\nSlow\n\n> CUT\n\nI/E. Kitchen - FLASHBACK - DAY\n\nSnow.\n\n\
    INT. OFFICE - DAY\n\n[[thread: Home]]\n[[tags: slow]]\n[[title: At work]]\n";

#[test]
fn fountain_is_read() {
    let expect = r#"{
  "plotlanes": 1,
  "title": "THE SIEGE Part one",
  "summary": "Act One: All goes well.\n\nThe police: They search.",
  "work": { "author": "Ann Lee", "draft_date": "1/2/2012" },
  "threads": [
    { "id": "the-siege-part-one", "title": "THE SIEGE Part one" },
    { "id": "the-police", "title": "The police" },
    { "id": "home", "title": "Home" }
  ],
  "characters": [
    { "id": "anna", "name": "ANNA" },
    { "id": "ben", "name": "BEN" },
    { "id": "carl", "name": "Carl" },
    { "id": "mccarl", "name": "McCarl" }
  ],
  "places": [
    { "id": "kitchen", "name": "KITCHEN" },
    { "id": "street", "name": "STREET" },
    { "id": "the-roof", "name": "THE ROOF" },
    { "id": "office", "name": "OFFICE" }
  ],
  "phases": [
    { "title": "Act One", "from": "scene-1a", "to": "scene-1a" }
  ],
  "events": [
    { "id": "scene-1a", "title": "INT. KITCHEN - NIGHT", "summary": "Anna cooks. Ben\nlooks on.\n\nNote: Too long?", "thread": "the-siege-part-one", "place": "kitchen", "cast": ["anna", "ben"], "tags": ["night"] },
    { "id": "ext-street-continuous", "title": "EXT. STREET - CONTINUOUS", "thread": "the-police", "when": { "after": ["scene-1a"] }, "place": "street", "cast": ["carl", "anna", "mccarl"], "tags": ["continuous", "Act Two"] },
    { "id": "the-roof", "title": "THE ROOF", "summary": "CENTRED\nSlow", "thread": "the-police", "place": "the-roof", "tags": ["Act Two"] },
    { "id": "i-e-kitchen-flashback-day", "title": "I/E. Kitchen - FLASHBACK - DAY", "summary": "Snow.", "thread": "the-police", "when": {}, "place": "kitchen", "tags": ["day", "Act Two"] },
    { "id": "at-work", "title": "At work", "summary": "INT. OFFICE - DAY", "thread": "home", "place": "office", "tags": ["slow", "day", "Act Two"] }
  ]
}
"#;
    let (text, notes) = story(&FOUNTAIN, PLAY);
    assert_eq!(text, expect);
    let unix: Vec<&str> = notes.iter().map(String::as_str).collect();
    let expect = [
        "line 55: it happens at another time, which the script does not say: it follows nothing",
        "what is between /* and */ is left out",
        "the text before the first scene is kept in the summary of the story",
        "dialogue and transitions are not kept, and of long action only the first lines",
        "“Act Two”: the order of its scenes is not known across threads, so it is their tag and no phase",
    ];
    assert_eq!(unix, expect);
    assert_eq!(story(&FOUNTAIN, &PLAY.replace('\n', "\r\n")), story(&FOUNTAIN, PLAY));
}

#[test]
fn order_is_what_the_script_says_and_no_more() {
    let check = |text: &str, expect: &str| {
        let (text, _) = story(&FOUNTAIN, text);
        let event = text.lines().rfind(|line| line.contains("\"thread\":")).unwrap();
        let when = event.split_once("\"when\": ").map_or("none", |(_, when)| when);
        let when = if when.starts_with("{}") { "{}" } else { when.split_once(" }").map_or(when, |(when, _)| when) };
        assert_eq!(when, expect, "{text}");
    };
    check("INT. A - DAY\n\nINT. B - DAY\n", "none");
    check("INT. A - DAY\n\nINT. B - CONTINUOUS\n", "none");
    check("INT. A - DAY\n\nINT. B - SAME\n", "{ \"meanwhile\": [\"int-a-day\"]");
    check("INT. A - DAY\n\nINT. F - FLASHBACK\n\nINT. B - DAY\n", "{ \"after\": [\"int-a-day\"]");
    check("INT. F - FLASHBACK\n\nINT. B - DAY\n", "{}");
    check("INT. F - FLASHBACK\n\nINT. B - CONTINUOUS\n", "none");
    check("INT. A - DAY\n\nINT. F - FLASHBACK\n\nINT. B - SAME TIME\n\nINT. A - NIGHT", "{ \"after\": [\"int-a-day\"]");
    check("# A\n\nINT. A - DAY\n\n# B\n\nINT. B - MOMENTS LATER\n", "{ \"after\": [\"int-a-day\"]");
    check("# A\n\nINT. A - DAY\n\n# B\n\nINT. B - DAY\n", "none");
    check("INT. A - DAY\n\n[[when: 1916-02-21]]\n\nINT. B - DAY\n", "{}");
    check("INT. A - DAY\n\n[[when: 1916 / 1918-02]]\n", "{ \"from\": \"1916\", \"to\": \"1918-02\"");
    check("INT. A - DAY\n\n[[when: long ago]]\n", "none");
}

const SCRIPT: &str = r##"<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<FinalDraft DocumentType="Script" Version="5"><Content>
<Paragraph Type="New Act"><Text>ACT ONE</Text></Paragraph>
<Paragraph Number="1" Type="Scene Heading">
  <SceneProperties Color="#FF0000" Length="3/8" Page="1" Title="Breakfast &amp; news">
    <Summary><Paragraph><Text>They eat.</Text></Paragraph></Summary>
    <SceneArcBeats><CharacterArcBeat Name="DAVE"><Paragraph/></CharacterArcBeat></SceneArcBeats>
  </SceneProperties>
  <ScriptNote><Paragraph><Text>Cut it?</Text></Paragraph></ScriptNote>
  <Text>INT. CAF</Text><Text Style="Bold">&#201; - DAY</Text>
</Paragraph>
<Paragraph Type="Character"><Text>JIM (O.S.)</Text></Paragraph>
<Paragraph Type="Dialogue"><Text>So.</Text></Paragraph>
<Paragraph><DualDialogue><Paragraph Type="Character"><Text>KAY</Text></Paragraph>
<Paragraph Type="Dialogue"><Text>What?</Text></Paragraph></DualDialogue></Paragraph>
<Paragraph Type="End of Act"><Text>END OF ACT ONE</Text></Paragraph>
<Paragraph Number="2" Type="Scene Heading"><Text>EXT. SEA</Text></Paragraph>
<Paragraph Type="Action"><Text>Waves.</Text></Paragraph>
</Content>
<TitlePage><Content><Paragraph><Text>THE SEA</Text></Paragraph><Paragraph><Text>by</Text></Paragraph>
<Paragraph><Text>Ann Lee</Text></Paragraph></Content></TitlePage></FinalDraft>
"##;

#[test]
fn final_draft_is_read() {
    let expect = r#"{
  "plotlanes": 1,
  "title": "THE SEA",
  "work": { "author": "Ann Lee", "title_page": "by\nAnn Lee" },
  "threads": [
    { "id": "the-sea", "title": "THE SEA" }
  ],
  "characters": [
    { "id": "dave", "name": "DAVE" },
    { "id": "jim", "name": "JIM" },
    { "id": "kay", "name": "KAY" }
  ],
  "places": [
    { "id": "café", "name": "CAFÉ" },
    { "id": "sea", "name": "SEA" }
  ],
  "phases": [
    { "title": "ACT ONE", "from": "scene-1", "to": "scene-1" }
  ],
  "events": [
    { "id": "scene-1", "title": "Breakfast & news", "summary": "INT. CAFÉ - DAY\n\nThey eat.\n\nNote: Cut it?", "thread": "the-sea", "place": "café", "cast": ["dave", "jim", "kay"], "tags": ["day"] },
    { "id": "scene-2", "title": "EXT. SEA", "summary": "Waves.", "thread": "the-sea", "place": "sea" }
  ]
}
"#;
    let (text, notes) = story(&FDX, SCRIPT);
    assert_eq!(text, expect);
    let expect = [
        "the colours of scenes are not kept",
        "dialogue and transitions are not kept, and of long action only the first lines",
    ];
    assert_eq!(notes, expect);
}

#[test]
fn a_file_that_is_cut_off_gives_its_scenes_or_says_why_not() {
    let whole = SCRIPT.trim_end().len() - 1;
    for end in 0..SCRIPT.len() {
        match import(&FDX, &SCRIPT.as_bytes()[..end], &Options::default()) {
            Ok(it) => assert!(it.notes.iter().any(|note| note.message.contains("not whole")) || end > whole, "{end}"),
            Err(error) => assert!(!error.message.is_empty()),
        }
    }
    for end in 0..PLAY.len() {
        let _ = import(&FOUNTAIN, &PLAY.as_bytes()[..end], &Options::default());
    }
    let error = import(&FOUNTAIN, b"Once upon a time.", &Options::default()).unwrap_err();
    assert!(error.message.contains("INT. KITCHEN"), "{error}");
    let error = import(&FDX, b"<FinalDraft><Content></Wrong>", &Options::default()).unwrap_err();
    assert!(error.message.contains("not whole") && error.line == Some(1), "{error}");
}

#[test]
fn scripts_are_told_by_their_headings() {
    let name = |name: &str, text: &str| format_of(name, text.as_bytes()).map(|format| format.name);
    assert_eq!(name("a.fountain", "x"), Some("fountain"));
    assert_eq!(name("a.txt", PLAY), Some("fountain"));
    assert_eq!(name("a.xml", SCRIPT), Some("fdx"));
    assert_eq!(name("a.txt", "Int. is short for interior."), None);
    assert_eq!(name("a.xml", "<Other/>"), None);
}

proptest! {
    #[test]
    fn no_fountain_stops_it(text in "(INT\\. |A - DAY|\n|\n\n|#|=|\\[\\[|\\]\\]|/\\*|\\*/|when: |@a|>|<|Title: |FLASHBACK|é|\\PC){0,60}") {
        let _ = import(&FOUNTAIN, text.as_bytes(), &Options::default());
    }

    #[test]
    fn no_xml_stops_it(text in "(<FinalDraft>|<Content>|<Paragraph Type=\"Scene Heading\">|<Paragraph|Type=\"|\"|>|/>|<Text>|</Text>|</Paragraph>|&amp;|&#0;|&#xFFFFFF;|&x;|<!\\[CDATA\\[|\\]\\]>|INT. A|\\PC){0,40}") {
        let _ = import(&FDX, text.as_bytes(), &Options::default());
    }

    #[test]
    fn no_bytes_stop_it(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = import(&FDX, &bytes, &Options::default());
        let _ = import(&FOUNTAIN, &bytes, &Options::default());
    }
}
