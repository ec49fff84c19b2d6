//! What the tests of the panel share.

use egui::{Key, Modifiers, vec2};
use plotlanes::ui::StorySource;

use crate::driver::{Role, Setup, Window, name};

/// The page about a story, while it is written, in a window of this height.
pub(crate) fn writing(story: &str, height: f32) -> Window {
    let source = StorySource::Bytes("a test".into(), story.as_bytes().into());
    let size = vec2(1280.0, height);
    let mut window = Window::open(Setup { source, any_letters: true, size, ..Setup::default() });
    window.key(Key::E);
    window
}

/// The text of the open story.
pub(crate) fn text(window: &Window) -> String {
    window.app().text().expect("it can be edited").to_owned()
}

/// Puts the keyboard into a field, and types another text there.
#[track_caller]
pub(crate) fn retype(window: &mut Window, field: &str, typed: &str) {
    let inputs = [Role::TextInput, Role::MultilineTextInput];
    let mut nodes = inputs.into_iter().flat_map(|role| window.nodes(role));
    nodes.find(|node| name(node) == field).unwrap_or_else(|| panic!("no field {field}")).focus();
    window.settle();
    window.chord(Modifiers::COMMAND, Key::A);
    window.type_text(typed);
    window.key(Key::Enter);
}

/// Takes everything back, and sees that nothing is left of it; the number of steps.
#[track_caller]
pub(crate) fn undo_all(window: &mut Window, story: &str) -> usize {
    let mut steps = 0;
    while window.state().steps.undo.is_some() && steps < 100 {
        window.chord(Modifiers::COMMAND, Key::Z);
        steps += 1;
    }
    assert_eq!(text(window), story);
    steps
}

/// Whether the text of the story has this in it.
#[track_caller]
pub(crate) fn check(window: &Window, expect: &str) {
    assert!(text(window).contains(expect), "no {expect} in {}", text(window));
}
