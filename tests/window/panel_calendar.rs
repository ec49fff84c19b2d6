//! A calendar of the story's own, written in a form.

use egui::{Key, Modifiers};

use crate::driver::{Role, name};
use crate::panel_common::{check, retype, text, undo_all, writing};

const STORY: &str = r#"{
  "plotlanes": 1,
  "title": "A trial",
  "time": {
    "kind": "calendar",
    "months": [
      { "name": "Ash", "days": 30 }, // the first
      { "name": "Elm", "short": "El", "days": 31 }
    ],
    "days_outside": [{ "name": "Feast", "after": "Ash" }],
    "eras": [{ "name": "First Era", "short": "FE" }]
  },
  "threads": [{ "id": "war", "title": "The war" }],
  "events": [
    { "id": "call", "title": "The call", "thread": "war", "when": { "at": "12 Ash 3 FE" } },
    { "id": "letter", "title": "A letter", "thread": "war", "when": { "at": "31 Elm 3 FE" } }
  ]
}
"#;

/// High enough for the whole page.
const HEIGHT: f32 = 2600.0;

#[test]
fn a_month_is_renamed_and_dates_follow() {
    let mut window = writing(STORY, HEIGHT);
    retype(&mut window, "Name of month 1", "Oak");
    assert!(window.says("1 event is dated by the new name: “The call”."));
    assert_eq!(text(&window), STORY, "what it changes is said before");
    window.click_button("Keep it as it is");
    assert!(!window.says("is dated by the new name"));
    retype(&mut window, "Name of month 1", "Oak");
    window.click_button("Change the calendar");
    check(&window, r#""at": "12 Oak 3 FE""#);
    check(&window, r#"{ "name": "Feast", "after": "Oak" }"#);
    assert_eq!(window.state().steps.undo.as_deref(), Some("change the calendar"));
    assert_eq!(undo_all(&mut window, STORY), 1);
}

#[test]
fn what_makes_no_calendar_is_refused_as_it_is_typed() {
    let mut window = writing(STORY, HEIGHT);
    retype(&mut window, "Days of Ash", "0");
    assert!(window.says("A month has 1 to 100000 days"));
    retype(&mut window, "Days of Ash", "many");
    assert!(window.says("Write a whole number, such as 30"));
    retype(&mut window, "Name of month 1", "Elm");
    assert!(window.says("Elm"));
    window.click_button("Remove Ash");
    assert!(window.says("“Feast” lies beside Ash; give that day another place first"));
    assert_eq!(text(&window), STORY);
    retype(&mut window, "Days of Elm", "30");
    assert!(window.says("“31 Elm 3 FE” of “A letter” is no date: Elm 3 FE has 30 days."));
    window.click_button("Change the calendar");
    check(
        &window,
        "      { \"name\": \"Ash\", \"days\": 30 }, // the first\n      { \"name\": \"Elm\", \"short\": \"El\", \"days\": 30 }",
    );
    undo_all(&mut window, STORY);
}

#[test]
fn all_that_a_calendar_has_is_written() {
    let mut window = writing(STORY, HEIGHT);
    window.click_button("+ month");
    window.type_text("Fir");
    window.key(Key::Enter);
    window.key(Key::Escape);
    if window.has("Change the calendar") {
        window.click_button("Change the calendar");
    }
    check(&window, r#"{ "name": "Fir", "days": 31 }"#);
    retype(&mut window, "Short name of Fir", "F");
    check(&window, r#"{ "name": "Fir", "short": "F", "days": 31 }"#);
    window.click_button("Side of Feast: after");
    window.click("before");
    window.click_button("Change the calendar");
    check(&window, r#"{ "name": "Feast", "before": "Ash" }"#);
    window.click_button("+ leap years");
    if window.has("Change the calendar") {
        window.click_button("Change the calendar");
    }
    check(&window, "\"leap\": {");
    window.click_button("Longer month of leap years: Fir");
    window.click("Elm");
    if window.has("Change the calendar") {
        window.click_button("Change the calendar");
    }
    check(&window, r#""longer_month": "Elm""#);
    retype(&mut window, "Leap years of the cycle", "2, 4");
    if window.has("Change the calendar") {
        window.click_button("Change the calendar");
    }
    check(&window, "\"years\": [");
    window.click_button("+ day of the week");
    for day in ["Sun", "Moon"] {
        window.type_text(day);
        window.key(Key::Enter);
    }
    window.key(Key::Escape);
    assert_eq!(
        window.nodes(Role::TextInput).iter().filter(|node| name(node).starts_with("Name of weekday")).count(),
        2
    );
    window.click_button("Move Moon up");
    retype(&mut window, "Date of the first weekday", "2 Ash 1");
    check(&window, "\"week_from\": \"2 Ash 1\"");
    window.click_button("+ era");
    window.type_text("Second Era");
    window.key(Key::Enter);
    window.key(Key::Escape);
    check(&window, "\"Second Era\"");
    retype(&mut window, "Letters for Second Era", "SE");
    retype(&mut window, "Year in which Second Era begins", "200");
    check(&window, "200");
    retype(&mut window, "Hours in a day", "20");
    if window.has("Change the calendar") {
        window.click_button("Change the calendar");
    }
    check(&window, "\"hours_in_day\": 20");
    assert!(window.story().threads.len() == 1 && !window.says("mistake"));
    undo_all(&mut window, STORY);
}

#[test]
fn a_calendar_can_be_pasted_as_text() {
    let mut window = writing(STORY, HEIGHT);
    assert!(!window.has("Description of the calendar"));
    window.click_button("The calendar as text…");
    assert!(window.has("Description of the calendar"));
    let field = window.nodes(Role::MultilineTextInput);
    field.iter().find(|node| name(node) == "Description of the calendar").expect("it is there").focus();
    window.settle();
    window.chord(Modifiers::COMMAND, Key::A);
    window.type_text(r#"{ "kind": "calendar", "months": [{ "name": "Ash", "days": 40 }] }"#);
    window.chord(Modifiers::COMMAND, Key::Enter);
    assert!(window.says("is no date"));
    window.click_button("Change the calendar");
    check(&window, "\"days\": 40");
    undo_all(&mut window, STORY);
}
