use super::{CauseDraft, Draft, PhaseDraft, TimeDraft, WhenDraft};
use crate::import::Imported;

#[test]
fn a_story_is_written_a_line_for_each_thing() {
    let mut draft = Draft::new("A war");
    draft.time = TimeDraft::Date;
    let thread = draft.thread("The siege");
    let mut first = draft.event("It begins", &thread);
    first.when = Some(WhenDraft::between("1916-02-21", "1916-12-18"));
    first.place = draft.place("Verdun");
    first.cast = vec![draft.character("Anna"), draft.character("Ben"), draft.character("Anna")];
    first.tell("Snow.");
    let mut then = draft.event_with_id("17", "It ends", &thread);
    then.when = Some(WhenDraft::default());
    then.because.push(CauseDraft::new(first.id()));
    draft.phases.push(PhaseDraft { title: "All".into(), from: first.id().into(), to: then.id().into() });
    draft.events = vec![first, then];
    draft.notes.of_all("nothing else");
    let Imported { document, notes } = draft.finish("war");
    let expect = r#"{
  "plotlanes": 1,
  "title": "A war",
  "time": { "kind": "date" },
  "threads": [
    { "id": "the-siege", "title": "The siege" }
  ],
  "characters": [
    { "id": "anna", "name": "Anna" },
    { "id": "ben", "name": "Ben" }
  ],
  "places": [
    { "id": "verdun", "name": "Verdun" }
  ],
  "phases": [
    { "title": "All", "from": "it-begins", "to": "17" }
  ],
  "events": [
    { "id": "it-begins", "title": "It begins", "summary": "Snow.", "thread": "the-siege", "when": { "from": "1916-02-21", "to": "1916-12-18" }, "place": "verdun", "cast": ["anna", "ben", "anna"] },
    { "id": "17", "title": "It ends", "thread": "the-siege", "when": {}, "because": [{ "event": "it-begins" }] }
  ]
}
"#;
    assert_eq!(document.text(), expect);
    assert_eq!(notes.len(), 1);
}

#[test]
fn things_are_told_apart_by_the_keys_of_the_file() {
    let mut draft = Draft::default();
    let ids = [("1", "Ben"), ("2", "Ben"), ("1", "Benjamin"), ("3", "")]
        .map(|(key, name)| draft.character_of(key, name).id().to_owned());
    assert_eq!(ids, ["ben", "ben-2", "ben", "untitled"]);
    let ids = ["Siege!", "siege", "?!", "?!"].map(|title| draft.event(title, "t").id().to_owned());
    assert_eq!(ids, ["siege", "siege-2", "event", "event-2"]);
    assert_eq!(draft.event_with_id("siege", "Another", "t").id(), "another");
    let named = Draft::default().finish("My story").document;
    assert!(named.text().contains(r#""title": "My story""#), "{}", named.text());
}

#[test]
fn long_titles_are_whole_in_the_summary() {
    let mut draft = Draft::default();
    let long = format!("She leaves. {}", "And then nothing happens. ".repeat(20));
    let event = draft.event(&long, "t");
    assert_eq!((event.title(), event.summary.as_str()), ("She leaves", long.trim()));
    let event = draft.event(&"word ".repeat(100), "t");
    assert!(event.title().ends_with("word…") && event.title().chars().count() <= 161, "{}", event.title());
    let event = draft.event("Two\nlines", "t");
    assert_eq!((event.title(), event.summary.as_str()), ("Two lines", ""));
}
