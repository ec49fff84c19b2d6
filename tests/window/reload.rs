//! The open file is saved by another program: the window reads it again, and a bar tells if it is broken or gone.

use std::fs;
use std::path::{Path, PathBuf};

use egui::{Key, Modifiers};
use plotlanes::ui::StorySource;

use crate::driver::{Role, Setup, Window};
use crate::keys::CLOCK;

/// A window on a file, in a folder that is deleted when the test ends.
struct Open {
    window: Window,
    path: PathBuf,
    _folder: tempfile::TempDir,
}

impl Open {
    fn new() -> Self {
        Self::sized(egui::vec2(1280.0, 800.0))
    }

    fn sized(size: egui::Vec2) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("clock.json");
        fs::write(&path, CLOCK).expect("a file");
        let window = Window::open(Setup { size, source: StorySource::File(path.clone()), ..Setup::default() });
        Self { window, path, _folder: folder }
    }

    fn save(&self, text: &str) {
        fs::write(&self.path, text).expect("a file");
    }

    #[track_caller]
    fn wait_for(&mut self, text: &str) {
        self.window.wait(text, |window| window.says(text));
    }
}

/// The clock with one more event before all others in the file, and another title.
fn longer() -> String {
    let start = r#""events": ["#;
    let event = r#"{ "id": "new", "title": "New", "thread": "a", "when": { "at": 98 } },"#;
    assert!(CLOCK.contains(start) && CLOCK.contains("By the clock"));
    CLOCK.replacen(start, &format!("{start}{event}"), 1).replace("By the clock", "By another clock")
}

#[test]
fn a_save_is_shown_in_place() {
    let mut open = Open::new();
    open.window.click_event("A one");
    open.window.click_event("A two");
    open.window.key(Key::F);
    open.window.key(Key::M);
    let (shown, pin) = (open.window.shown(), open.window.state().pin);
    open.save(&longer());
    open.wait_for("Reloaded: 1 event added");
    let window = &mut open.window;
    assert_eq!(window.story().title, "By another clock");
    assert_eq!((window.selected(), window.shown(), window.state().pin), (Some("A two"), shown, pin));
    window.key(Key::Num0);
    assert!(window.find_event("New").is_some());
    window.chord(Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(window.selected(), Some("A one"), "the way back is the same");
}

/// Ten threads of three simultaneous events each, and `more` in one of them.
fn high(more: usize, thread: usize) -> String {
    let event = |thread: usize, at: usize| {
        format!(
            r#"{{ "id": "{thread}-{at}", "title": "{thread} {at}", "thread": "t{thread}", "when": {{ "from": 0, "to": 9 }} }}"#
        )
    };
    let threads: Vec<String> = (0..10).map(|at| format!(r#"{{ "id": "t{at}", "title": "T{at}" }}"#)).collect();
    let mut events: Vec<String> = (0..10).flat_map(|thread| (0..3).map(move |at| event(thread, at))).collect();
    events.extend((0..more).map(|at| event(thread, 3 + at)));
    let (threads, events) = (threads.join(","), events.join(","));
    format!(
        r#"{{ "plotlanes": 1, "title": "High", "time": {{ "kind": "number" }}, "threads": [{threads}], "events": [{events}] }}"#
    )
}

#[test]
fn visible_lanes_stay_in_place() {
    let mut open = Open::sized(egui::vec2(1280.0, 600.0));
    open.save(&high(0, 0));
    open.wait_for("Reloaded");
    let y = |open: &Open, title: &str| open.window.event(title).rect().center().y;
    // Nothing is selected: the first lane in sight stays.
    open.window.key(Key::End);
    open.window.key(Key::Escape);
    let wheel = egui::vec2(0.0, -120.0);
    open.window.wheel(open.window.ground(), wheel, Modifiers::NONE);
    let before = y(&open, "5 1");
    open.save(&high(5, 0));
    open.wait_for("Reloaded: 5 events added");
    assert!((y(&open, "5 1") - before).abs() < 1.0, "{} and {before}", y(&open, "5 1"));
    // The selected event stays in place, even if visible lanes above it grow.
    open.window.click_event("5 1");
    open.save(&high(5, 4));
    open.wait_for("Reloaded: 5 events added, 5 removed");
    assert!((y(&open, "5 1") - before).abs() < 1.0, "{} and {before}", y(&open, "5 1"));
}

#[test]
fn the_keyboard_stays_where_it_was() {
    let mut open = Open::new();
    open.window.key(Key::ArrowRight);
    open.window.key(Key::ArrowRight);
    let before = open.window.focused();
    assert!(before.as_ref().is_some_and(|name| name.starts_with("A two")), "{before:?}");
    open.save(&longer());
    open.wait_for("Reloaded");
    assert_eq!(open.window.focused(), before);
    open.window.key(Key::ArrowLeft);
    assert_eq!(open.window.selected(), Some("A one"));
    // A field keeps the keyboard while the file changes.
    open.window.key(Key::Slash);
    open.window.type_text("tw");
    open.save("{");
    open.wait_for("cannot be read as it was saved");
    open.window.type_text("o");
    assert_eq!(open.window.state().search.query(), "two");
    open.save(CLOCK);
    open.wait_for("Reloaded");
    assert_eq!(open.window.state().search.query(), "two");
    assert_eq!(open.window.state().search.hits().len(), 2);
}

#[test]
fn a_save_with_a_mistake_is_shown_without_it_and_a_good_one_removes_the_bar() {
    let mut open = Open::new();
    open.window.click_event("A two");
    open.save(&CLOCK.replacen(r#""thread": "a""#, r#""thread": "aa""#, 1));
    open.wait_for("clock.json has one mistake; everything else is shown. Line ");
    assert!(open.window.says("unknown thread") && open.window.says("Reloaded: 1 event removed"));
    assert_eq!((open.window.story().title.as_str(), open.window.selected()), ("By the clock", Some("A two")));
    open.window.click_button("Show it");
    assert!(open.window.has("Mistakes in this story"));
    open.save(&longer());
    open.wait_for("Reloaded: 2 events added");
    assert!(!open.window.says("one mistake") && !open.window.has("Mistakes in this story"));
    assert_eq!(open.window.selected(), Some("A two"));
}

/// The clock in which the first two events of a thread each come after the other, with another title.
fn contradictory() -> String {
    let event = |id: &str, after: &str| {
        format!(r#"{{ "id": "{id}", "title": "{id}", "thread": "a", "when": {{ "after": ["{after}"] }} }},"#)
    };
    let start = r#""events": ["#;
    let pair = [event("hen", "egg"), event("egg", "hen")].concat();
    CLOCK.replacen(start, &format!("{start}{pair}"), 1).replace("By the clock", "By no clock")
}

#[test]
fn a_save_that_contradicts_itself_leaves_the_last_sound_version() {
    let mut open = Open::new();
    open.window.click_event("A two");
    open.save(&contradictory());
    open.wait_for("clock.json contradicts itself as it was saved: ");
    assert_eq!((open.window.story().title.as_str(), open.window.selected()), ("By the clock", Some("A two")));
    open.save(&longer());
    open.wait_for("Reloaded: 1 event added");
    assert!(!open.window.says("contradicts itself"));
}

#[test]
fn a_story_that_contradicts_itself_opens_as_far_as_it_can_be_true() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("clock.json");
    fs::write(&path, contradictory()).expect("a file");
    let mut window = Window::episode();
    window.drop_file(&path);
    assert_eq!(window.story().title, "By no clock");
    assert!(window.find_event("hen").is_some() && window.find_event("egg").is_some());
    assert!(window.says("clock.json has one mistake; everything else is shown."));
    // There is no sound version to keep, so the next version is shown in any case.
    fs::write(&path, contradictory().replace("By no clock", "By no clock either")).expect("a file");
    window.wait("the next version", |window| window.story().title == "By no clock either");
    fs::write(&path, CLOCK).expect("a file");
    window.wait("the mended story", |window| window.story().title == "By the clock");
    assert!(!window.says("one mistake"));
}

#[test]
fn a_story_that_could_not_be_opened_opens_once_it_is_mended() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("clock.json");
    fs::write(&path, &CLOCK[..CLOCK.len() / 2]).expect("a file");
    let mut window = Window::episode();
    window.drop_file(&path);
    assert!(window.has("This story cannot be opened"));
    fs::write(&path, CLOCK.replacen(r#""thread": "a""#, r#""thread": "aa""#, 1)).expect("a file");
    window.wait("the next mistake", |window| window.says("unknown thread"));
    fs::write(&path, CLOCK).expect("a file");
    window.wait("the story", |window| window.story().title == "By the clock" && !window.says("unknown thread"));
    assert!(!window.has("This story cannot be opened"));
}

#[test]
fn a_mended_save_without_changes_gives_a_notice() {
    let mut open = Open::new();
    open.save(&CLOCK[..CLOCK.len() / 2]);
    open.wait_for("cannot be read as it was saved");
    open.window.click_button("Close until the next save");
    assert!(!open.window.says("cannot be read"));
    open.save("");
    open.wait_for("cannot be read as it was saved");
    open.save(CLOCK);
    open.wait_for("Reloaded: nothing has changed");
}

#[test]
fn a_file_that_is_gone_is_missed_and_found_again() {
    let mut open = Open::new();
    open.window.click_event("A two");
    let aside = open.path.with_extension("aside");
    fs::rename(&open.path, &aside).expect("moved away");
    open.wait_for("clock.json is gone or out of reach");
    assert_eq!(open.window.selected(), Some("A two"));
    fs::rename(&aside, &open.path).expect("moved back");
    open.window.wait("the file", |window| !window.says("is gone or out of reach"));
    fs::remove_file(&open.path).expect("deleted");
    open.wait_for("clock.json is gone or out of reach");
    open.save(&longer());
    open.wait_for("Reloaded: 1 event added");
    assert!(!open.window.says("is gone or out of reach"));
}

#[test]
fn the_last_of_many_saves_counts() {
    let mut open = Open::new();
    let replace = |path: &Path, text: &str| {
        let new = path.with_extension("new");
        fs::write(&new, text).expect("a file");
        fs::rename(&new, path).expect("put in its place");
    };
    for nth in 1..=20 {
        let text = CLOCK.replace("By the clock", &format!("Save {nth}"));
        match nth % 3 {
            0 => replace(&open.path, &text),
            1 => open.save(&text[..text.len() / 2]),
            _ => open.save(&text),
        }
        open.window.harness.step();
    }
    open.window.wait("the last save", |window| window.story().title == "Save 20");
    open.window.settle();
    assert!(!open.window.says("cannot be read"));
}

#[test]
fn reading_again_by_hand() {
    let mut open = Open::new();
    open.window.key(Key::F5);
    open.wait_for("Reloaded: nothing has changed");
    // With following switched off, F5 still reads the file.
    open.window.click("Menu");
    // The menu may be higher than the window.
    open.window.named("Read a file again when it is saved").click_accesskit();
    open.window.settle();
    open.window.key(Key::Escape);
    open.save(&longer());
    for _ in 0..100 {
        open.window.settle();
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert_eq!(open.window.story().title, "By the clock");
    open.window.key(Key::F5);
    open.wait_for("Reloaded: 1 event added");
    assert!(open.window.settings().contains("\"follow\":false"));
    let mut episode = Window::episode();
    episode.key(Key::F5);
    assert!(episode.says("The built-in story does not change"));
}

#[test]
fn an_idle_window_is_not_woken() {
    let mut open = Open::new();
    open.window.settle();
    let (sender, woken) = std::sync::mpsc::channel();
    open.window.ctx().set_request_repaint_callback(move |_| sender.send(()).unwrap_or_default());
    assert!(woken.recv_timeout(std::time::Duration::from_millis(1500)).is_err(), "woken for nothing");
    open.save(&longer());
    assert!(woken.recv_timeout(std::time::Duration::from_mins(1)).is_ok(), "not woken for a save");
}

#[test]
fn a_field_that_waits_for_letters_lets_the_window_rest() {
    let mut window = crate::driver::Window::episode();
    window.key(Key::Slash);
    let waits = |window: &crate::driver::Window| window.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay;
    assert!(waits(&window) < std::time::Duration::from_secs(1), "its cursor blinks");
    let time = |window: &crate::driver::Window| window.ctx().input(|input| input.time);
    let start = time(&window);
    while time(&window) < start + 11.0 {
        window.settle();
    }
    assert_eq!(waits(&window), std::time::Duration::MAX);
    window.type_text("k");
    assert!(waits(&window) < std::time::Duration::from_secs(1), "it blinks again");
}

#[test]
fn the_bar_fits_a_narrow_window() {
    let mut open = Open::sized(egui::vec2(480.0, 600.0));
    open.save("{");
    open.wait_for("cannot be read as it was saved");
    let close = open.window.button("Close until the next save").rect();
    assert!(close.max.x <= 480.0 && close.is_positive(), "{close:?}");
    assert!(open.window.nodes(Role::Region).iter().any(|node| crate::driver::name(node) == "The open file"));
}
