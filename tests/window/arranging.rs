//! Arranging the view: the two orders, the kinds of lanes, moving and hiding them, filters, charts, the pin.

use egui::{Key, Modifiers, Pos2, vec2};
use plotlanes::state::arrangement::LanesBy;
use plotlanes::state::chart::Chart;
use plotlanes::story::order::Order;

use crate::driver::{Window, name};

/// The titles of the lanes, from top to bottom.
fn lanes(window: &Window) -> Vec<String> {
    window.state().lineup().lanes.iter().map(|lane| lane.key.title(window.story()).to_owned()).collect()
}

/// The middle of the first widget whose name starts with this.
#[track_caller]
fn middle(window: &Window, start: &str) -> Pos2 {
    let nodes = window.every_node();
    let node = nodes.iter().find(|node| name(node).starts_with(start)).unwrap_or_else(|| panic!("no {start}"));
    node.rect().center()
}

#[test]
fn the_switch_and_its_key_change_the_order() {
    let mut window = Window::sized(1500.0, 900.0);
    window.click("Order of telling");
    assert_eq!(window.state().order(), Order::Telling);
    window.key(Key::T);
    assert_eq!(window.state().order(), Order::Happening);
    window.click_event("Dukat rises again");
    window.key(Key::T);
    assert!(
        window.says("Dukat rises again, The fire caves, ") && window.says("told later than it happened (analepsis)")
    );
}

#[test]
fn the_menu_chooses_the_kind_of_lanes() {
    let mut window = Window::sized(1500.0, 900.0);
    window.click("By thread");
    window.click("Character");
    assert_eq!(window.state().arrangement().lanes, LanesBy::Character);
    assert!(window.has("Events in Kira Nerys") && window.has("By character"));
    window.chord(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.state().arrangement().lanes, LanesBy::Thread);
    window.key(Key::B);
    assert_eq!(window.state().arrangement().lanes, LanesBy::Place);
}

#[test]
fn a_dragged_lane_moves_and_undo_moves_it_back() {
    let mut window = Window::episode();
    let before = lanes(&window);
    let from = middle(&window, "Lane Life on the station");
    let to = middle(&window, "Lane The price for Cardassia") + vec2(0.0, 12.0);
    window.drag(from, to - from);
    let mut moved = before.clone();
    let first = moved.remove(0);
    moved.insert(3, first);
    assert_eq!(lanes(&window), moved);
    window.chord(Modifiers::COMMAND, Key::Z);
    assert_eq!(lanes(&window), before);
}

#[test]
fn hidden_lanes_are_counted_and_can_be_shown_again() {
    let mut window = Window::episode();
    let all = lanes(&window);
    for title in &all {
        let at = middle(&window, &format!("Lane {title}"));
        window.click_at(at);
        window.key(Key::H);
    }
    assert!(lanes(&window).is_empty());
    assert!(window.has("Every lane is hidden.") && window.has("9 lanes hidden  ×"));
    window.click("Show every lane (Shift+H)");
    assert_eq!(lanes(&window), all);
    assert!(!window.says("hidden  ×"));
}

#[test]
fn a_bracket_folds_a_group_and_its_lane_unfolds_it() {
    let mut window = Window::episode();
    let all = lanes(&window);
    window.click("Fold all of Cardassia Prime");
    assert_eq!(lanes(&window).len(), all.len() - 2);
    assert!(window.has("Events in Cardassia Prime"));
    window.click("Unfold Cardassia Prime");
    assert_eq!(lanes(&window), all);
}

#[test]
fn a_filter_is_a_row_of_chips() {
    let mut window = Window::episode();
    window.type_text("/");
    window.type_text("cast:garak kira");
    window.chord(Modifiers::COMMAND, Key::Enter);
    assert_eq!(window.state().arrangement().filter.query, "cast:garak kira");
    assert!(!window.state().search.is_active());
    // The search field no longer has the keyboard.
    window.chord(Modifiers::SHIFT, Key::X);
    assert!(window.state().arrangement().filter.hides);
    window.click("Remove from the filter: kira");
    assert_eq!(window.state().arrangement().filter.query, "cast:garak");
    assert!(window.has("6 of 60 events"));
    window.key(Key::X);
    assert!(!window.has("6 of 60 events"));
}

#[test]
fn charts_open_change_and_close() {
    let mut window = Window::episode();
    window.key(Key::C);
    assert!(window.says("Pacing: at most"));
    window.click("Story curve");
    assert_eq!(window.state().arrangement().chart, Some(Chart::Curve));
    window.click("Presence");
    window.click("Kira Nerys · What they leave behind: 7 events");
    assert!(window.has("7 EVENTS"));
    window.click("Fold the charts away (C)");
    assert_eq!(window.state().arrangement().chart, None);
}

#[test]
fn a_click_on_the_axis_pins_a_point_and_a_second_one_removes_the_pin() {
    let mut window = Window::episode();
    // Between the phases' titles and the ticks.
    let at = Pos2::new(window.body().center(), 94.0);
    window.click_at(at);
    assert!(window.state().pin.is_some() && window.has("Meanwhile"));
    window.click_at(at);
    assert_eq!(window.state().pin, None);
    window.key(Key::M);
    let first = window.state().pin;
    window.key(Key::Period);
    assert!(window.state().pin > first);
}

#[test]
fn two_events_are_compared_by_keys_alone() {
    let mut window = Window::episode();
    window.click_event("Damar is killed");
    window.click_event("Workers revolt, power fails");
    window.key(Key::V);
    let anchor = window.state().anchor.map(|id| window.story().event(id).title.to_owned());
    assert_eq!(anchor.as_deref(), Some("Damar is killed"));
    assert!(window.says("From “Damar is killed” to “Workers revolt, power fails”"));
}
