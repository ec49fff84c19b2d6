//! The cards for opening stories and saving pictures: their fields, their messages, and the files they write.

use std::fs;
use std::path::{Path, PathBuf};

use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;

use crate::driver::{Role, Setup, Window};
use crate::keys::CLOCK;

const BROKEN: &str = "{ \"plotlanes\": 1, \"title\": \"Broken\",\n  \"threads\": [{ \"id\": \"uprising\", \"title\": \"U\" }],\n  \"events\": [{ \"id\": \"a\", \"title\": \"A\", \"thread\": \"uprsing\" },\n    { \"id\": \"b\", \"title\": \"B\", \"thread\": \"uprising\", \"when\": { \"after\": [\"z\"] } }] }";

fn file(folder: &tempfile::TempDir, name: &str, text: &str) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, text).expect("a file to open");
    path
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

/// Opens a file by typing its path into the card.
fn open_by_path(window: &mut Window, path: &Path) {
    window.chord(Modifiers::COMMAND, Key::O);
    window.paste(&path.display().to_string());
    window.key(Key::Enter);
    window.wait_for_jobs();
}

/// A method of opening a file, with its name.
type Way = (&'static str, fn(&Path) -> Window);

#[test]
fn every_method_of_opening_works() {
    let folder = folder();
    let path = file(&folder, "clock.json", CLOCK);
    let ways: [Way; 4] = [
        ("path and Enter", |path| {
            let mut window = Window::episode();
            open_by_path(&mut window, path);
            window
        }),
        ("path and button, with the keyboard at an event", |path| {
            let mut window = Window::episode();
            window.key(Key::ArrowRight);
            window.chord(Modifiers::COMMAND, Key::O);
            window.paste(&path.display().to_string());
            window.click_button("Open");
            window.wait_for_jobs();
            window
        }),
        ("drop", |path| {
            let mut window = Window::episode();
            window.drop_file(path);
            window
        }),
        ("command line", |path| {
            Window::open(Setup { source: plotlanes::ui::StorySource::File(path.to_owned()), ..Setup::default() })
        }),
    ];
    for (way, open) in ways {
        let mut window = open(&path);
        assert_eq!(window.story().title, "By the clock", "{way}");
        assert!(!window.has("Close (Esc)"), "{way}: the card is closed");
        assert!(window.find_event("A two").is_some() && window.find_event("Damar is killed").is_none(), "{way}");
        assert_eq!((window.selected(), window.shown()), (None, [-2.0, 102.0]), "{way}");
        assert!(window.settings().contains("clock.json"), "{way}: a recent file");
    }
}

#[test]
fn a_story_with_mistakes_opens_without_them_and_a_bar_lists_them() {
    let folder = folder();
    let path = file(&folder, "broken.json", BROKEN);
    let mut window = Window::episode();
    window.drop_file(&path);
    assert_eq!(window.story().title, "Broken");
    assert!(window.find_event("B").is_some() && window.find_event("A").is_none(), "A has no thread to stand in");
    assert!(window.says("broken.json has 2 mistakes; everything else is shown."));
    assert!(!window.says("did you mean"), "the list waits until it is asked for");
    assert!(window.settings().contains("broken.json"), "a recent file");
    window.click_button("Show all 2");
    assert!(window.has("Mistakes in this story"));
    assert!(window.says("broken.json has 2 mistakes. Everything else is shown."));
    assert!(window.says("did you mean \"uprising\"?"));
    assert!(window.says("line 3, column") && window.says("events[0].thread"));
    assert!(window.says("line 4, column") && window.says("events[1].when.after"));
    let copied = window.copied_by("Copy all");
    assert_eq!(copied.lines().count(), 2);
    assert!(copied.starts_with("3:") && copied.contains("uprsing"), "{copied}");
    window.click_button("Close");
    assert!(!window.has("Mistakes in this story"));
    window.click_button("Close until the next save");
    assert!(!window.says("2 mistakes"));
}

#[test]
fn a_file_of_which_nothing_can_be_read_lists_why_and_the_open_story_stays() {
    let folder = folder();
    let path = file(&folder, "broken.json", &BROKEN[..BROKEN.len() / 2]);
    let mut window = Window::episode();
    window.click_event("Damar is killed");
    window.drop_file(&path);
    assert!(window.has("This story cannot be opened"));
    assert!(window.says("broken.json has one mistake. What was open stays open."));
    assert!(!window.settings().contains("broken.json"), "not among the recent ones");
    window.click_button("Close");
    assert!(!window.has("This story cannot be opened"));
    assert_eq!((window.story().title.as_str(), window.selected()), ("What You Leave Behind", Some("Damar is killed")));
}

#[test]
fn a_story_without_events_says_so() {
    for threads in ["", r#"{ "id": "t", "title": "Waiting" }"#] {
        let text = format!(r#"{{ "plotlanes": 1, "title": "Blank", "threads": [{threads}], "events": [] }}"#);
        let source = plotlanes::ui::StorySource::Bytes("blank.json".into(), text.as_bytes().into());
        let mut window = Window::open(Setup { source, ..Setup::default() });
        assert_eq!(window.story().title, "Blank");
        assert!(window.has("This story has no events yet."), "{text}");
        // Nothing done to it has an effect.
        for key in [Key::C, Key::T, Key::M, Key::F, Key::B, Key::ArrowRight, Key::Num0, Key::Plus] {
            window.key(key);
        }
        window.chord(Modifiers::SHIFT, Key::C);
        window.click_button("Write in it (E)");
        assert_eq!(window.state().mode, plotlanes::state::Mode::Write);
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let folder = folder();
    let missing = folder.path().join("missing.json");
    for what in [missing.as_path(), folder.path()] {
        let mut window = Window::episode();
        open_by_path(&mut window, what);
        assert!(window.has("This story cannot be opened"), "{}", what.display());
        assert!(window.says("has one mistake. What was open stays open."));
        assert!(window.says(&what.display().to_string()));
        window.key(Key::Escape);
        assert!(!window.has("This story cannot be opened"));
        assert_eq!(window.story().title, "What You Leave Behind");
    }
}

#[test]
fn recent_files_and_the_episode_open_with_one_click() {
    let folder = folder();
    let path = file(&folder, "clock.json", CLOCK);
    let mut window = Window::episode();
    open_by_path(&mut window, &path);
    window.chord(Modifiers::COMMAND, Key::O);
    window.click_button("What You Leave Behind (built in)");
    window.wait_for_jobs();
    assert_eq!(window.story().title, "What You Leave Behind");
    window.chord(Modifiers::COMMAND, Key::O);
    let name = path.display().to_string();
    window.click_button(&name);
    window.wait_for_jobs();
    assert_eq!(window.story().title, "By the clock");
}

#[test]
fn the_view_of_a_story_comes_back_with_it() {
    let folder = folder();
    let path = file(&folder, "clock.json", CLOCK);
    let mut window = Window::episode();
    window.click_event("Damar is killed");
    window.key(Key::F);
    let shown = window.shown();
    window.drop_file(&path);
    assert_eq!(window.selected(), None);
    window.chord(Modifiers::COMMAND, Key::O);
    window.click_button("What You Leave Behind (built in)");
    window.wait_for_jobs();
    assert_eq!((window.selected(), window.shown()), (Some("Damar is killed"), shown));
}

/// The export card with its path in `folder`.
fn exporting(folder: &tempfile::TempDir, name: &str) -> (Window, PathBuf) {
    let mut window = Window::episode();
    window.chord(Modifiers::COMMAND, Key::E);
    let path = folder.path().join(name);
    window.set_export_path(&path);
    (window, path)
}

#[test]
fn a_picture_is_written_and_the_window_says_where() {
    let folder = folder();
    let (mut window, path) = exporting(&folder, "view.png");
    window.click_button("1×");
    assert!(window.says("974 × 662 pixels"), "the timeline's own size");
    window.click_button("Save");
    window.wait_for_jobs();
    assert!(window.says(&format!("Saved {}, 974 × 662 pixels", path.display())));
    assert!(!window.has("Save a picture"));
    let image = crate::common::decoded(&fs::read(&path).expect("a picture"));
    assert_eq!((image.width, image.height), (974, 662));
}

#[test]
fn enter_saves_in_the_path_field_and_nowhere_else() {
    let folder = folder();
    let (mut window, path) = exporting(&folder, "view.png");
    for elsewhere in ["1×", "Light", "Poster", "View"] {
        window.button(elsewhere).focus();
        window.settle();
        window.key(Key::Enter);
        window.wait_for_jobs();
        assert!(!path.exists() && window.has("Save a picture"), "{elsewhere}");
    }
    window.named("Where to save the picture").focus();
    window.settle();
    window.key(Key::Enter);
    window.wait_for_jobs();
    assert!(path.exists() && !window.has("Save a picture"));
}

#[test]
fn the_keyboard_stays_in_the_card() {
    let (mut window, _) = exporting(&folder(), "view.png");
    let mut stops = Vec::new();
    for _ in 0..24 {
        window.key(Key::Tab);
        stops.push(window.focused().unwrap_or_default());
    }
    for stop in ["Width in points", "Where to save the picture", "Save", "Close (Esc)"] {
        assert!(stops.iter().any(|name| name == stop), "Tab never reaches {stop}: {stops:?}");
    }
    for behind in ["Menu", "Fit", "Search events, people, places"] {
        assert!(!stops.iter().any(|name| name == behind), "Tab leaves the card: {stops:?}");
    }
}

#[test]
fn nothing_is_replaced_without_saying_so() {
    let folder = folder();
    let (mut window, path) = exporting(&folder, "view.png");
    assert!(window.has("Save") && !window.has("Replace"));
    fs::write(&path, "precious").expect("a file in the way");
    window.settle();
    assert!(window.has("Replace") && !window.has("Save"));
    assert!(window.says("A file with this name already exists."));
    assert_eq!(fs::read(&path).expect("still there"), b"precious");
    window.click_button("1×");
    window.click_button("Replace");
    window.wait_for_jobs();
    assert!(fs::read(&path).expect("a picture").starts_with(b"\x89PNG"));
}

#[test]
fn a_picture_past_the_limit_is_refused_with_a_reason() {
    let folder = folder();
    let (mut window, path) = exporting(&folder, "view.png");
    window.set_export_width("16384");
    window.click_button("3×");
    assert!(window.says("is too large: at most 16,384 pixels a side"));
    assert!(window.button("Save").accesskit_node().is_disabled());
    window.click_button("Save");
    window.wait_for_jobs();
    assert!(!path.exists());
}

#[test]
fn a_picture_being_written_shows_its_progress_and_can_be_cancelled() {
    let folder = folder();
    let (mut window, path) = exporting(&folder, "view.png");
    window.set_export_width("5000");
    window.click_button("3×");
    window.click_button("Save");
    assert!(window.says("Writing view.png… "));
    // Esc does not cancel it.
    window.key(Key::Escape);
    assert!(window.is_busy());
    window.click_button("Cancel");
    window.wait_for_jobs();
    assert!(window.says("Cancelled: view.png was not saved"));
    assert!(!path.exists() && fs::read_dir(folder.path()).expect("a folder").next().is_none());
}

#[test]
fn a_picture_that_cannot_be_written_gives_a_notice() {
    let folder = folder();
    let (mut window, path) = exporting(&folder, "no/such/folder/view.png");
    window.click_button("1×");
    window.click_button("Save");
    window.wait_for_jobs();
    assert!(window.says("Not saved: "));
    assert!(!path.exists() && fs::read_dir(folder.path()).expect("a folder").next().is_none());
}

#[test]
fn a_poster_has_a_size_of_its_own() {
    let folder = folder();
    let mut window = Window::episode();
    window.chord(Modifiers { shift: true, ..Modifiers::COMMAND }, Key::E);
    window.set_export_path(&folder.path().join("poster.png"));
    window.click_button("1×");
    assert!(!window.says("974 × 662 pixels"));
    window.click_button("Light");
    window.click_button("Save");
    window.wait_for_jobs();
    let image = crate::common::decoded(&fs::read(folder.path().join("poster.png")).expect("a poster"));
    assert!(image.rgba[0] > 200, "light ground");
}

#[test]
fn the_card_says_what_a_picture_leaves_out() {
    let folder = folder();
    let (mut window, _) = exporting(&folder, "view.png");
    assert!(!window.says("The picture will have only"));
    window.set_export_height("300");
    assert!(window.says("The picture will have only 3 of 9 lanes, "));
    assert!(window.says("points has all lanes, a poster the whole story."));
    window.click_button("Poster");
    assert!(!window.says("The picture will have only"));
    window.set_export_height("300");
    assert!(window.says("points high to hold all lanes, not 300"));
    assert!(window.button("Save").accesskit_node().is_disabled());
}

#[test]
fn the_export_card_can_be_closed() {
    let folder = folder();
    let (mut window, path) = exporting(&folder, "view.png");
    window.key(Key::Escape);
    assert!(!window.has("Save a picture"));
    assert!(!path.exists());
    assert_eq!(window.nodes(Role::TextInput).len(), 1, "the search field alone");
}

#[test]
fn a_card_takes_the_keyboard_and_gives_it_back() {
    let mut window = Window::episode();
    window.key(egui::Key::ArrowRight);
    let before = window.focused();
    assert!(before.as_ref().is_some_and(|name| name.starts_with("Morning of departure")), "{before:?}");
    for close in
        [|window: &mut Window| window.key(egui::Key::Escape), |window: &mut Window| window.click("Close (Esc)")]
    {
        window.key(egui::Key::Questionmark);
        assert_eq!(window.focused().as_deref(), Some("Close (Esc)"));
        close(&mut window);
        assert_eq!(window.focused(), before);
    }
}
