//! Another program saves the open file while there is unsaved work: nothing of either is dropped without being asked.

use std::fs;

use egui::{Key, Modifiers};

use crate::keys::CLOCK;
use crate::saving::{Written, retitle};

impl Written {
    fn saved_elsewhere(&self, text: &str) {
        fs::write(&self.path, text).expect("a file");
    }
}

#[test]
fn what_both_have_written_is_merged_where_it_does_not_touch() {
    let mut open = Written::open();
    retitle(&mut open.window, "Mine");
    open.saved_elsewhere(&CLOCK.replace("A two", "A second"));
    open.wait_for("Merged with what another program saved: 1 event changed");
    assert_eq!(open.window.story().title, "Mine");
    assert!(open.window.find_event("A second").is_some() && open.window.says("not saved yet"));
    open.window.chord(Modifiers::COMMAND, Key::S);
    open.wait_for("Saved clock.json");
    assert_eq!(open.text(), CLOCK.replace("A two", "A second").replace("By the clock", "Mine"));
    // The own change can still be undone; the other stays.
    open.window.chord(Modifiers::COMMAND, Key::Z);
    assert_eq!(open.window.story().title, "By the clock");
    assert!(open.window.find_event("A second").is_some());
}

#[test]
fn a_save_that_comes_too_late_merges_first() {
    let mut open = Written::open();
    open.window.click("Menu");
    open.window.named("Read a file again when it is saved").click_accesskit();
    open.window.settle();
    open.window.key(Key::Escape);
    retitle(&mut open.window, "Mine");
    open.saved_elsewhere(&CLOCK.replace("A two", "A second"));
    open.window.chord(Modifiers::COMMAND, Key::S);
    open.wait_for("Saved clock.json");
    assert_eq!(open.text(), CLOCK.replace("A two", "A second").replace("By the clock", "Mine"));
}

#[test]
fn what_both_have_changed_is_asked_about() {
    let mut open = Written::open();
    retitle(&mut open.window, "Mine");
    let theirs = CLOCK.replace("By the clock", "Theirs").replace("A two", "A second");
    open.saved_elsewhere(&theirs);
    open.window.wait("the card", |window| window.has("Two versions of this story"));
    assert_eq!((open.window.story().title.as_str(), open.text()), ("Mine", theirs.clone()));
    // Until it is decided, nothing is written.
    open.window.key(Key::Escape);
    assert!(open.window.says("was saved by another program"));
    open.window.chord(Modifiers::COMMAND, Key::S);
    assert!(open.window.has("Two versions of this story"));
    assert_eq!(open.text(), theirs);
    open.window.click_button("Make one of both");
    open.wait_for("Saved clock.json");
    assert_eq!(open.text(), theirs.replace("Theirs", "Mine"));
    assert!(!open.window.says("was saved by another program"));
}

#[test]
fn the_other_version_can_be_taken() {
    let mut open = Written::open();
    retitle(&mut open.window, "Mine");
    open.saved_elsewhere(&CLOCK.replace("By the clock", "Theirs"));
    open.window.wait("the card", |window| window.has("Two versions of this story"));
    open.window.click_button("Drop mine");
    assert_eq!(open.window.story().title, "Theirs");
    assert!(!open.window.says("not saved yet"));
}

#[test]
fn the_own_version_can_be_saved_elsewhere() {
    let mut open = Written::open();
    retitle(&mut open.window, "Mine");
    let theirs = CLOCK.replace("By the clock", "Theirs");
    open.saved_elsewhere(&theirs);
    open.window.wait("the card", |window| window.has("Two versions of this story"));
    open.window.click_button("Save mine as…");
    let mine = open.folder.path().join("mine.json");
    crate::saving::save_to(&mut open.window, &mine);
    open.wait_for("Saved mine.json");
    assert_eq!(fs::read_to_string(mine).expect("a file"), CLOCK.replace("By the clock", "Mine"));
    assert_eq!(open.text(), theirs);
}

#[test]
fn an_unreadable_version_is_not_overwritten_without_a_question() {
    let mut open = Written::open();
    retitle(&mut open.window, "Mine");
    open.saved_elsewhere("{");
    open.wait_for("cannot be read as it was saved");
    assert_eq!(open.window.story().title, "Mine");
    open.window.chord(Modifiers::COMMAND, Key::S);
    open.wait_for("Nothing was overwritten");
    assert_eq!(open.text(), "{");
    open.window.click_button("Replace");
    open.wait_for("Saved clock.json");
    assert_eq!(open.text(), CLOCK.replace("By the clock", "Mine"));
}

#[test]
fn reading_the_file_again_drops_nothing() {
    let mut open = Written::open();
    retitle(&mut open.window, "Mine");
    open.window.key(Key::F5);
    open.wait_for("clock.json is as it was; what you wrote is still here");
    assert_eq!(open.window.story().title, "Mine");
}

#[test]
fn undo_survives_a_reload() {
    let mut open = Written::open();
    retitle(&mut open.window, "Mine");
    open.window.chord(Modifiers::COMMAND, Key::S);
    open.wait_for("Saved clock.json");
    open.saved_elsewhere(&CLOCK.replace("By the clock", "Mine").replace("A two", "A second"));
    open.wait_for("Reloaded: 1 event changed");
    open.window.chord(Modifiers::COMMAND, Key::Z);
    assert_eq!(open.window.story().title, "By the clock");
    open.window.chord(Modifiers::COMMAND, Key::S);
    open.window.wait("the save", |window| !window.says("not saved yet"));
    assert_eq!(open.text(), CLOCK.replace("A two", "A second"));
}
