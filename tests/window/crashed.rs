//! After a crash: the window offers to restore what was open, and opens nothing by itself.

use std::fs;

use plotlanes::ui::{Offer, StorySource};

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
