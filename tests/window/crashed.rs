//! After a crash: the window offers to restore what was open, and opens nothing by itself.

use std::fs;
use std::path::Path;
use std::time::Duration;

use plotlanes::document::Document;
use plotlanes::state::command::Command;
use plotlanes::ui::{Draft, LeftDraft, Offer, StorySource};

use crate::driver::{Setup, Window};
use crate::keys::CLOCK;

const REPORT: &str = "Plotlanes 0.1.0 crashed. This is a mistake in the program.";

fn offered(session: Option<&str>, report: bool) -> Window {
    let report = report.then(|| ("/somewhere/report-1.txt".into(), REPORT.to_owned()));
    Window::open(Setup { offer: Offer::new(session, report), ..Setup::default() })
}

#[test]
fn restoring_is_one_click() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("clock.json");
    fs::write(&path, CLOCK).expect("a file");
    let session = format!(r#"{{"file":{:?},"view":"event=a2&window=35000000..55000000"}}"#, path.display().to_string());
    let mut window = offered(Some(&session), false);
    assert!(window.says("Plotlanes ended unexpectedly. Go on where you were in clock.json?"));
    assert!(!window.has("Show report"));
    assert_eq!(window.story().title, "What You Leave Behind", "not by itself");
    window.click_button("Go on");
    window.wait_for_jobs();
    assert_eq!((window.selected(), window.shown()), (Some("A two"), [35.0, 55.0]));
    assert!(!window.says("ended unexpectedly"));
}

#[test]
fn the_built_in_story_goes_on_too() {
    let mut window = offered(Some(r#"{"episode":true,"view":"event=city"}"#), true);
    window.click_button("Go on");
    assert_eq!(window.selected(), Some("A city is wiped out"));
}

#[test]
fn starting_fresh_is_one_click() {
    let mut window = offered(Some(r#"{"episode":true,"view":"event=city"}"#), false);
    window.click_button("Start fresh");
    assert!(!window.says("ended unexpectedly"));
    assert_eq!(window.selected(), None);
}

#[test]
fn a_file_that_is_gone_gives_an_error() {
    let mut window = offered(Some(r#"{"file":"/no/such/file.json","view":"event=a"}"#), false);
    window.click_button("Go on");
    window.wait_for_jobs();
    assert!(window.has("This story cannot be opened") && window.says("/no/such/file.json"));
    assert_eq!(window.story().title, "What You Leave Behind");
}

#[test]
fn the_report_can_be_read_and_copied() {
    let mut window = offered(None, true);
    assert!(window.says("Plotlanes ended unexpectedly.") && !window.says("Go on where you were?"));
    window.click_button("Show report");
    assert!(window.has("Crash report") && window.says(REPORT) && window.says("/somewhere/report-1.txt"));
    assert_eq!(window.copied_by("Copy the report"), REPORT);
    window.settle();
    window.key(egui::Key::Escape);
    assert!(window.says("ended unexpectedly"), "the bar is still there");
    window.click_button("Close");
    assert!(!window.says("ended unexpectedly"));
}

#[test]
fn another_story_can_be_opened_meanwhile() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("clock.json");
    fs::write(&path, CLOCK).expect("a file");
    let offer = Offer::new(Some(r#"{"episode":true,"view":"event=city"}"#), None);
    let mut window = Window::open(Setup { offer, source: StorySource::File(path), ..Setup::default() });
    assert_eq!(window.story().title, "By the clock");
    window.click_button("Go on");
    window.wait_for_jobs();
    assert_eq!(window.selected(), Some("A city is wiped out"));
}

/// A window that is offered unsaved work: [`CLOCK`] under the title "Written on", of a file with `made_of` in it.
fn with_draft(file: Option<&Path>, made_of: &str) -> Window {
    let document = Document::from_text(CLOCK.replace("By the clock", "Written on"));
    let saved = file.map(|_| Document::from_text(made_of.to_owned()));
    let draft = Draft { file: file.map(Path::to_owned), name: "clock.json".to_owned(), document, saved };
    let age = Some(Duration::from_mins(5));
    let left = LeftDraft::new(&draft.to_bytes(), age, |file| fs::read(file).ok()).expect("a draft");
    let session = file.map(|file| {
        format!(r#"{{"file":{:?},"view":"event=a2&window=35000000..55000000"}}"#, file.display().to_string())
    });
    let offer = Some(Offer::of_draft(left, session.as_deref(), None));
    Window::open(Setup { offer, ..Setup::default() })
}

#[test]
fn unsaved_changes_are_gone_on_with() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("clock.json");
    fs::write(&path, CLOCK).expect("a file");
    let mut window = with_draft(Some(&path), CLOCK);
    assert!(window.says("Go on with the unsaved changes of clock.json from 5 minutes ago?"));
    assert_eq!(window.story().title, "What You Leave Behind", "not by itself");
    window.click_button("Go on");
    window.wait_for_jobs();
    assert_eq!(window.story().title, "Written on");
    assert_eq!((window.selected(), window.shown()), (Some("A two"), [35.0, 55.0]));
    assert!(!window.says("unsaved changes of"));
    assert_eq!(fs::read_to_string(&path).expect("the file"), CLOCK, "only saving writes");
    window.run(Command::Undo);
    assert!(window.says("Undone: restore unsaved work"));
    assert_eq!(window.story().title, "By the clock");
    assert_eq!(window.app().text(), Some(CLOCK));
    window.run(Command::Redo);
    assert_eq!(window.story().title, "Written on");
}

#[test]
fn a_file_that_has_changed_since_stays_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("clock.json");
    fs::write(&path, CLOCK).expect("a file");
    let mut window = with_draft(Some(&path), "something else");
    assert!(window.says("from 5 minutes ago? The file has changed since."));
    window.click_button("Go on");
    window.wait_for_jobs();
    assert_eq!(window.story().title, "Written on");
    assert_eq!((window.selected(), window.shown()), (Some("A two"), [35.0, 55.0]));
    assert!(window.says("This is a copy with your changes; save it under another name"));
    // Changed only between the offer and the answer.
    let mut window = with_draft(Some(&path), CLOCK);
    fs::write(&path, CLOCK.replace("By the clock", "Theirs")).expect("a file");
    window.click_button("Go on");
    window.wait_for_jobs();
    assert_eq!(window.story().title, "Written on");
    assert!(window.says("This is a copy with your changes"));
    // Gone only then.
    let mut window = with_draft(Some(&path), &fs::read_to_string(&path).expect("the file"));
    fs::remove_file(&path).expect("it is there");
    window.click_button("Go on");
    window.wait_for_jobs();
    assert_eq!(window.story().title, "Written on");
    assert!(!window.has("This story cannot be opened"));
}

#[test]
fn a_story_that_was_never_saved_is_gone_on_with() {
    let mut window = with_draft(None, "");
    assert!(window.says("Go on with the unsaved story clock.json from 5 minutes ago?"));
    window.click_button("Go on");
    window.settle();
    assert_eq!(window.story().title, "Written on");
}

#[test]
fn unsaved_work_is_discarded_only_after_a_second_question() {
    let mut window = with_draft(None, "");
    window.click_button("Discard…");
    assert!(window.says("Discard the unsaved work on clock.json for good?"));
    window.click_button("Keep it");
    assert!(window.says("Go on with the unsaved story"));
    window.click_button("Discard…");
    window.click_button("Discard");
    assert!(!window.says("clock.json"));
    let mut window = with_draft(None, "");
    window.click_button("Later");
    assert!(!window.says("clock.json"));
}
