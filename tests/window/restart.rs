//! Settings and views survive a restart.

use std::path::Path;

use egui::{Key, vec2};
use plotlanes::state::Selection;
use plotlanes::ui::StorySource;

use crate::driver::{Setup, Window};
use crate::keys::CLOCK;

#[test]
fn a_new_window_looks_like_the_old_one() {
    let mut old = Window::episode();
    old.click_event("Damar is killed");
    old.key(Key::F);
    old.click("Fold The fleet battle");
    old.click("Theme: dark");
    old.click("Theme: same as the system");
    let edge = old.named("Resize panel").rect().center();
    old.drag(edge + vec2(2.0, 0.0), vec2(-100.0, 0.0));
    assert!(old.body().max < 900.0, "the panel is wider");
    let kept = old.settings();
    let mut new = Window::with_settings(&kept);
    assert_eq!(new.selected(), Some("Damar is killed"));
    assert!((0..2).all(|end| (new.shown()[end] - old.shown()[end]).abs() < 1e-9), "{:?}", new.shown());
    assert_eq!(new.state().arrangement().folded, old.state().arrangement().folded);
    assert!(!new.state().trail.has_back(), "the trail of selections is not kept");
    assert!(new.has("Unfold The fleet battle") && new.has("Theme: light"));
    assert_eq!(new.ctx().theme(), egui::Theme::Light);
    assert_eq!(new.body(), old.body(), "the panel is as wide");
    new.key(Key::D);
    let without = Window::with_settings(&new.settings());
    assert!(!without.has("Hide this panel (D)"));
}

#[test]
fn every_kind_of_selection_comes_back() {
    for (name, expect) in [("Julian Bashir", "character"), ("Life on the station, 9 events", "thread")] {
        let mut old = Window::episode();
        old.named(name).click_accesskit();
        old.settle();
        let new = Window::with_settings(&old.settings());
        assert_ne!(new.state().selection, Selection::Nothing, "{expect}");
        assert_eq!(new.state().selection, old.state().selection, "{expect}");
    }
    let mut old = Window::episode();
    old.click_event("Counting 800 million dead");
    old.click("Cardassia Prime");
    let new = Window::with_settings(&old.settings());
    assert!(matches!(new.state().selection, Selection::Place(_)));
    assert_eq!(new.state().selection, old.state().selection);
}

#[test]
fn lanes_stay_scrolled() {
    let mut old = Window::sized(480.0, 360.0);
    old.drag(egui::pos2(300.0, 280.0), vec2(0.0, -40.0));
    let setup = Setup { size: vec2(480.0, 360.0), settings: Some(old.settings()), ..Setup::default() };
    assert_eq!(Window::open(setup).state().scroll, old.state().scroll);
}

fn open_file(path: &Path, settings: Option<String>) -> Window {
    Window::open(Setup { settings, source: StorySource::File(path.to_owned()), ..Setup::default() })
}

#[test]
fn a_story_from_a_file_has_its_own_view() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("clock.json");
    std::fs::write(&path, CLOCK).expect("a file");
    let open = |settings| open_file(&path, settings);
    let mut old = open(Setup::default().settings);
    old.click_event("A two");
    old.key(Key::F);
    let kept = old.settings();
    let new = open(Some(kept.clone()));
    assert_eq!((new.selected(), new.shown()), (Some("A two"), [35.0, 55.0]));
    let mut episode = Window::with_settings(&kept);
    assert_eq!(episode.selected(), None);
    episode.chord(egui::Modifiers::COMMAND, Key::O);
    assert!(episode.has(&path.display().to_string()), "a recent file");
}

#[test]
fn the_view_of_an_edited_story_is_restored_as_far_as_possible() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("clock.json");
    std::fs::write(&path, CLOCK).expect("a file");
    let open = |settings| open_file(&path, settings);
    let mut old = open(Setup::default().settings);
    old.click_event("A three");
    old.key(Key::F);
    let edited =
        CLOCK.replace("\"a3\"", "\"renamed\"").replace("\"from\": 90, \"to\": 100", "\"from\": 70, \"to\": 75");
    std::fs::write(&path, edited).expect("a file");
    let new = open(Some(old.settings()));
    assert_eq!(new.selected(), None);
    let [start, end] = new.shown();
    assert!(start >= -2.0 && end <= 77.0 && start < end, "{start} {end}");
}

#[test]
fn the_window_opens_with_any_stored_settings() {
    for kept in [
        "",
        "{",
        "[]",
        "null",
        r#"{"theme":"plaid"}"#,
        r#"{"views":[{"story":"the episode","view":"window=1e308..2e308&scroll=1e30&event=none"}]}"#,
        r#"{"views":[{"story":"the episode","view":"window=-9e18..-8e18&scroll=-5&x=none&folded=none"}]}"#,
        r#"{"views":[{"story":"the episode","start":0,"length":5,"kind":"event"}]}"#,
        r#"{"views":[{"story":"the episode","view":7}]}"#,
        r#"{"detail_width":1e30}"#,
    ] {
        let window = Window::with_settings(kept);
        assert_eq!(window.story().title, "What You Leave Behind", "{kept}");
        let [start, end] = window.shown();
        assert!(start.is_finite() && end > start && window.state().scroll >= 0.0, "{kept}: {start} {end}");
    }
}
