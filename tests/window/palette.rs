//! The command palette: opening, typing, choosing, leaving.

use egui::{Key, Modifiers};

use crate::driver::Window;

fn open(window: &mut Window) {
    window.chord(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
}

#[test]
fn what_is_typed_is_offered_and_enter_goes_there() {
    let mut window = Window::episode();
    open(&mut window);
    window.type_text("damar killed");
    window.key(Key::Enter);
    assert_eq!(window.selected(), Some("Damar is killed"));
    assert!(!window.has("Close (Esc)"), "the palette is gone");
}

#[test]
fn commands_run_and_arrows_move() {
    let mut window = Window::episode();
    open(&mut window);
    window.type_text("keys and gestures");
    window.key(Key::ArrowDown);
    window.key(Key::ArrowUp);
    window.key(Key::Enter);
    assert!(window.has("Close (Esc)") && window.says("Double-click"), "the help sheet is there");
}

#[test]
fn escape_leaves_everything_as_it_was() {
    let mut window = Window::episode();
    let shown = window.shown();
    open(&mut window);
    window.type_text("zoom");
    window.key(Key::Escape);
    assert_eq!((window.shown(), window.selected()), (shown, None));
    assert!(!window.has("Close (Esc)"));
}
