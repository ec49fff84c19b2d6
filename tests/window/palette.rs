//! The command palette: opening, typing, choosing, leaving.

use egui::{Key, Modifiers};

use crate::driver::Window;

fn open(window: &mut Window) {
    window.chord(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
}

#[test]
fn matching_entries_are_offered_and_enter_takes_the_first() {
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

#[test]
fn an_action_is_found_by_its_words_and_a_name() {
    let mut window = Window::episode();
    open(&mut window);
    window.type_text("path of kira");
    assert!(window.has("Command, Draw the path of Kira Nerys"));
    window.key(Key::Enter);
    let paths = window.state().paths();
    let names: Vec<&str> = paths.iter().map(|&who| window.story().character(who).name.as_str()).collect();
    assert_eq!(names, ["Kira Nerys"]);
    // Now the palette offers the opposite.
    open(&mut window);
    window.type_text("kira path");
    window.key(Key::Enter);
    assert_eq!(window.state().paths(), []);
}

#[test]
fn a_setting_is_chosen_by_its_name() {
    let mut window = Window::episode();
    assert!(window.ctx().theme() == egui::Theme::Dark);
    open(&mut window);
    window.type_text("light theme");
    window.key(Key::Enter);
    assert!(window.ctx().theme() == egui::Theme::Light);
    open(&mut window);
    window.type_text("lanes by place");
    window.key(Key::Enter);
    assert_eq!(window.state().arrangement().lanes, plotlanes::state::arrangement::LanesBy::Place);
}

#[test]
fn without_a_match_the_palette_says_what_can_be_typed() {
    let mut window = Window::episode();
    let shown = window.shown();
    open(&mut window);
    window.type_text("xyzzyx");
    assert!(window.says("Nothing matches “xyzzyx”") && window.says("lanes by place"));
    // With no entry, Enter does nothing.
    window.key(Key::Enter);
    assert!(window.has("Close (Esc)"));
    window.key(Key::Escape);
    assert_eq!((window.shown(), window.selected()), (shown, None));
}

#[test]
fn before_anything_is_typed_the_selection_comes_first() {
    let mut window = Window::episode();
    window.click_event("Damar is killed");
    open(&mut window);
    assert!(window.has("Command, To the nearest cause") && !window.has("Command, Clear the filter"));
    window.key(Key::Escape);
}
