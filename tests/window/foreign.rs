//! Files of other programs are opened as new stories, with a card about what they are.

use std::fs;

use egui::Key;
use plotlanes::ui::StorySource;

use crate::driver::{Setup, Window};

const WAR: &str = "title: A war\n#north: red\n\nsection The siege\n2020-01: It begins #north\nend section\n";

#[test]
fn a_file_of_another_program_becomes_a_new_story() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("war.mw");
    fs::write(&path, WAR).expect("a file");
    let mut window = Window::open(Setup { source: StorySource::File(path.clone()), ..Setup::default() });
    window.wait("the card", |window| window.has("A new story, made from a file"));
    assert!(window.says("has 1 event in 1 thread") && window.says("the colour of #north is not kept"));
    window.key(Key::Escape);
    assert_eq!(window.story().title, "A war");
    assert!(window.find_event("It begins").is_some() && window.says("in no file yet"));
    assert_eq!(fs::read_to_string(&path).expect("the file"), WAR);
}
