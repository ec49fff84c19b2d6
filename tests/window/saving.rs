//! The story is saved: to its file, elsewhere, and not at all where that is not possible; and asked about before it is left.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use egui::{Key, Modifiers, ViewportEvent, ViewportId};
use plotlanes::ui::StorySource;

use crate::driver::{Setup, Window};
use crate::keys::CLOCK;

/// A window on a file, in a folder that is deleted when the test ends.
pub(crate) struct Written {
    pub(crate) window: Window,
    pub(crate) path: PathBuf,
    pub(crate) folder: tempfile::TempDir,
}

impl Written {
    pub(crate) fn open() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("clock.json");
        fs::write(&path, CLOCK).expect("a file");
        let window = Window::open(Setup { source: StorySource::File(path.clone()), ..Setup::default() });
        Self { window, path, folder }
    }

    pub(crate) fn text(&self) -> String {
        fs::read_to_string(&self.path).expect("a file")
    }

    #[track_caller]
    pub(crate) fn wait_for(&mut self, text: &str) {
        self.window.wait(text, |window| window.says(text));
    }
}

/// Gives the story another title, as the panel does.
pub(crate) fn retitle(window: &mut Window, title: &str) {
    window.make("retitle the story", &format!(r#"[{{ "do": "set", "story": "title", "value": {title:?} }}]"#));
}

fn save(window: &mut Window) {
    window.chord(Modifiers::COMMAND, Key::S);
}

/// Types into the field of the card that asks where to save.
pub(crate) fn save_to(window: &mut Window, path: &std::path::Path) {
    assert!(window.focused().is_some_and(|name| name == "Path of the file"), "{:?}", window.focused());
    window.chord(Modifiers::COMMAND, Key::A);
    window.type_text(&path.display().to_string());
    window.key(Key::Enter);
}

/// Whether the window goes on after its button for closing was clicked.
fn stays_open(window: &mut Window) -> bool {
    window.harness.input_mut().viewports.entry(ViewportId::ROOT).or_default().events.push(ViewportEvent::Close);
    window.harness.step();
    let stays = window.commands().contains(&egui::ViewportCommand::CancelClose);
    window.harness.input_mut().viewports.entry(ViewportId::ROOT).or_default().events.clear();
    window.settle();
    stays
}

#[test]
fn what_was_written_is_saved_and_nothing_else_changes() {
    let mut open = Written::open();
    retitle(&mut open.window, "Written");
    assert!(open.window.says("not saved yet"));
    save(&mut open.window);
    open.wait_for("Saved clock.json");
    assert_eq!(open.text(), CLOCK.replace("By the clock", "Written"));
    assert!(!open.window.says("not saved yet"));
    // Our own save is no change from outside.
    for _ in 0..20 {
        open.window.settle();
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert!(open.window.says("Saved clock.json"));
    save(&mut open.window);
    assert!(open.window.says("clock.json has everything already"));
    // Undo leads back over the save.
    open.window.chord(Modifiers::COMMAND, Key::Z);
    assert!(open.window.says("not saved yet"));
    save(&mut open.window);
    open.wait_for("Saved clock.json");
    assert_eq!(open.text(), CLOCK);
}

#[test]
fn a_new_story_is_saved_where_one_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = Window::episode();
    window.chord(Modifiers::COMMAND, Key::N);
    retitle(&mut window, "The Long Way Home");
    save(&mut window);
    assert!(window.has("Save the story as"));
    save_to(&mut window, &folder.path().join("home"));
    window.wait("the save", |window| window.says("Saved home.json"));
    let text = fs::read_to_string(folder.path().join("home.json")).expect("a file");
    assert!(text.contains("The Long Way Home"));
    assert!(window.settings().contains("home.json"), "it is among the recent files");
    // From now on it has a file.
    retitle(&mut window, "Home");
    save(&mut window);
    window.wait("the second save", |window| !window.says("not saved yet"));
    assert!(fs::read_to_string(folder.path().join("home.json")).expect("a file").contains("\"Home\""));
}

#[test]
fn another_file_is_replaced_only_after_a_click_on_replace() {
    let mut open = Written::open();
    let other = open.folder.path().join("other.json");
    fs::write(&other, "precious").expect("a file");
    open.window.chord(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::S);
    save_to(&mut open.window, &other);
    assert!(open.window.says("already exists"), "Enter is not enough");
    assert_eq!(fs::read_to_string(&other).expect("a file"), "precious");
    open.window.click_button("Replace");
    open.wait_for("Saved other.json");
    assert_eq!(fs::read_to_string(&other).expect("a file"), CLOCK);
    assert_eq!(open.text(), CLOCK);
}

#[test]
fn a_save_that_fails_tells_why_and_asks_where_else() {
    let mut open = Written::open();
    retitle(&mut open.window, "Written");
    fs::remove_dir_all(open.folder.path()).expect("removed");
    save(&mut open.window);
    open.wait_for("There is no folder");
    assert!(open.window.has("The story was not saved") && open.window.says("Nothing is lost"));
    let elsewhere = tempfile::tempdir().expect("a folder");
    save_to(&mut open.window, &elsewhere.path().join("clock.json"));
    open.wait_for("Saved clock.json");
    assert!(fs::read_to_string(elsewhere.path().join("clock.json")).expect("a file").contains("Written"));
}

#[test]
fn unsaved_work_is_asked_about_before_another_story_opens() {
    let mut open = Written::open();
    let other = open.folder.path().join("other.json");
    fs::write(&other, CLOCK.replace("By the clock", "Another")).expect("a file");
    retitle(&mut open.window, "Written");
    open.window.drop_file(&other);
    assert!(open.window.has("Save what you wrote?") && open.window.says("clock.json is not saved yet"));
    open.window.click_button("Cancel");
    assert_eq!(open.window.story().title, "Written");
    // The keyboard's default is to save.
    open.window.drop_file(&other);
    open.window.key(Key::Enter);
    open.window.wait("the other story", |window| window.story().title == "Another");
    assert_eq!(open.text(), CLOCK.replace("By the clock", "Written"));
    retitle(&mut open.window, "Given up");
    open.window.chord(Modifiers::COMMAND, Key::N);
    open.window.click_button("Don’t save");
    assert_eq!(open.window.story().title, "Untitled");
    assert!(fs::read_to_string(&other).expect("a file").contains("Another"));
    // An untouched new story is nothing to ask about.
    open.window.drop_file(&other);
    assert_eq!(open.window.story().title, "Another");
}

#[test]
fn a_window_with_unsaved_work_does_not_close_by_itself() {
    let mut open = Written::open();
    assert!(!stays_open(&mut open.window));
    retitle(&mut open.window, "Written");
    assert!(stays_open(&mut open.window));
    assert!(open.window.has("Save what you wrote?"));
    open.window.key(Key::Escape);
    assert!(stays_open(&mut open.window));
    open.window.click_button("Save");
    open.wait_for("Saved clock.json");
    assert!(!stays_open(&mut open.window), "it closes once it is saved");
    assert_eq!(open.text(), CLOCK.replace("By the clock", "Written"));
}

#[test]
fn a_new_story_is_saved_before_the_window_closes() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = Window::episode();
    window.chord(Modifiers::COMMAND, Key::N);
    assert!(!stays_open(&mut window), "nothing is written yet");
    retitle(&mut window, "Written");
    assert!(stays_open(&mut window));
    window.click_button("Save");
    save_to(&mut window, &folder.path().join("a.json"));
    window.wait("the save", |window| window.says("Saved a.json"));
    assert!(!stays_open(&mut window));
}

#[cfg(unix)]
#[test]
fn a_program_that_is_ended_by_the_system_asks_nothing() {
    let mut open = Written::open();
    let is_ending = Arc::new(std::sync::atomic::AtomicBool::new(false));
    open.window.end_when(is_ending.clone());
    retitle(&mut open.window, "Written");
    is_ending.store(true, std::sync::atomic::Ordering::Relaxed);
    assert!(!stays_open(&mut open.window));
}

#[test]
fn an_outline_becomes_a_story() {
    let mut window = Window::episode();
    window.chord(Modifiers::COMMAND, Key::N);
    assert!(window.says("A new story. Type what happens first"));
    window.click_button("Paste an outline…");
    assert!(window.focused().is_some_and(|name| name == "Outline"), "{:?}", window.focused());
    window.paste(
        "# The siege\nThe gates are shut\n    Nobody gets out.\nThe well runs dry\n# The court\nThe king hears of it\n",
    );
    assert!(window.says("2 threads, 3 events"));
    window.click_button("Create");
    assert_eq!((window.story().threads.len(), window.story().events.len()), (2, 3));
    assert!(window.says("not saved yet"));
    assert!(stays_open(&mut window), "it would be lost");
}
