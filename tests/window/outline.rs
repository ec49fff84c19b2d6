//! The elements that the page has for screen readers, made from the window's accessible tree.

use std::sync::{Arc, Mutex};

use egui::accesskit::TreeUpdate;
use egui::{Context, FullOutput, Plugin, vec2};
use plotlanes::web::outline::{Item, outline};

use crate::driver::Window;

/// Keeps the tree of the last frame, which the harness removes from the output.
#[derive(Clone, Default)]
struct Tap(Arc<Mutex<Option<TreeUpdate>>>);

impl Plugin for Tap {
    fn debug_name(&self) -> &'static str {
        "tap"
    }

    fn output_hook(&mut self, _: &Context, output: &mut FullOutput) {
        self.0.lock().expect("one thread").clone_from(&output.platform_output.accesskit_update);
    }
}

/// The elements, and the id of the one that has the keyboard.
fn outlined(window: &mut Window) -> (Vec<Item>, u64) {
    // A second plugin of the same type would be ignored.
    window.ctx().add_plugin(Tap::default());
    window.harness.step();
    let tap = window.ctx().with_plugin(|tap: &mut Tap| tap.0.clone()).expect("just added");
    let tree = tap.lock().expect("one thread");
    outline(tree.as_ref().expect("the harness has the tree made"))
}

fn items(window: &mut Window) -> Vec<Item> {
    outlined(window).0
}

fn inside<'a>(items: &'a [Item], parent: &'a Item) -> impl Iterator<Item = &'a Item> {
    items.iter().filter(|item| item.parent == Some(parent.id))
}

fn find<'a>(items: &'a [Item], tag: &str, name: &str) -> &'a Item {
    items.iter().find(|item| item.tag == tag && item.name == name).unwrap_or_else(|| panic!("no {tag} {name:?}"))
}

#[test]
fn every_lane_is_a_list_of_its_events_in_their_order() {
    let mut window = Window::episode();
    let items = items(&mut window);
    let story = window.story();
    let mut listed = 0;
    for id in story.threads_in_order() {
        let thread = story.thread(id);
        let list = find(&items, "ul", &format!("Events in {}", thread.title));
        let names: Vec<&str> = inside(&items, list).map(|item| item.name.as_str()).collect();
        assert!(names[0].starts_with(&format!("Lane {}", thread.title)), "{names:?}");
        let mut events = thread.events.clone();
        events.sort_by_key(|&event| (story.event(event).placed.start(), event));
        let found: Vec<_> = names
            .iter()
            .filter_map(|name| {
                events
                    .iter()
                    .find(|&&event| name.starts_with(&format!("{}, {}", story.event(event).title, thread.title)))
            })
            .copied()
            .collect();
        assert_eq!(found, events, "{names:?}");
        listed += found.len();
    }
    assert_eq!(listed, story.events.len());
}

#[test]
fn parents_come_first_and_lists_have_nothing_but_items() {
    for size in [vec2(1280.0, 800.0), vec2(390.0, 844.0)] {
        let mut window = Window::sized(size.x, size.y);
        window.key(egui::Key::ArrowRight);
        let items = items(&mut window);
        for (at, item) in items.iter().enumerate() {
            if let Some(parent) = item.parent {
                let before = items[..at].iter().find(|other| other.id == parent);
                let Some(before) = before else { panic!("{item:?} comes before what it lies in") };
                assert!(!matches!(before.tag, "button" | "span" | "input" | "textarea"), "{item:?} lies in {before:?}");
                assert_eq!(before.tag == "ul", item.wrapper == Some("li") || item.tag == "li", "{item:?}");
            }
            assert!(!item.name.is_empty() || matches!(item.tag, "div" | "ul" | "li"), "{item:?}");
            assert!(items[..at].iter().all(|other| other.id != item.id), "{item:?} is there twice");
        }
    }
}

#[test]
fn the_details_are_a_part_of_their_own_and_the_selection_is_said() {
    let mut window = Window::episode();
    assert!(items(&mut window).iter().all(|item| !item.name.starts_with("Selected")));
    window.click_event("Command center stormed");
    let items = items(&mut window);
    let details = find(&items, "aside", "Details");
    let texts: Vec<&str> = inside(&items, details).map(|item| item.name.as_str()).collect();
    assert!(texts.contains(&"Command center stormed"), "{texts:?}");
    let said: Vec<_> = items.iter().filter(|item| item.live && item.name.starts_with("Selected: ")).collect();
    assert!(matches!(said.as_slice(), [one] if one.name.contains("Command center stormed")), "{said:?}");
    let current: Vec<_> =
        items.iter().filter(|item| item.attributes.iter().any(|(key, _)| *key == "aria-current")).collect();
    assert!(matches!(current.as_slice(), [one] if one.name.starts_with("Command center stormed, ")), "{current:?}");
}

#[test]
fn the_order_of_reading_is_toolbar_timeline_details() {
    let mut window = Window::episode();
    let items = items(&mut window);
    let at = |name: &str| items.iter().position(|item| item.name == name).unwrap_or_else(|| panic!("no {name:?}"));
    let order = [
        "Toolbar",
        "Export",
        "Menu",
        "Timeline",
        "Phases",
        "Events in Life on the station",
        "Overview",
        "Details",
        "Status",
    ];
    assert!(order.windows(2).all(|pair| at(pair[0]) < at(pair[1])), "{:?}", order.map(at));
}

#[test]
fn a_card_is_a_dialog_with_a_name() {
    let mut window = Window::episode();
    window.key(egui::Key::Questionmark);
    let (items, focus) = outlined(&mut window);
    let card = items.iter().find(|item| item.role == Some("dialog")).expect("a dialog");
    assert_eq!(card.name, "Keys and gestures");
    let close = items.iter().find(|item| item.name == "Close (Esc)").expect("its button");
    assert_eq!(focus, close.id, "the card has the keyboard");
}

#[test]
fn a_menu_has_items_and_comes_after_its_button() {
    let mut window = Window::episode();
    window.click("Export");
    let items = items(&mut window);
    let at = |name: &str| items.iter().position(|item| item.name.starts_with(name)).unwrap_or_else(|| panic!("{name}"));
    assert!(at("Export") < at("Save a poster"));
    assert_eq!(items[at("Copy a link")].role, Some("menuitem"));
}

#[test]
fn the_search_field_is_a_field_and_has_the_keyboard_when_asked() {
    let mut window = Window::episode();
    window.key(egui::Key::Slash);
    let (items, focus) = outlined(&mut window);
    let field = find(&items, "input", "Search events, people, places");
    assert!(field.is_field && field.focusable);
    assert_eq!(focus, field.id, "the field has the keyboard");
}

#[test]
fn fields_have_their_text_and_several_lines_have_room() {
    let mut window = Window::episode();
    window.key(egui::Key::E);
    window.click_event("Dukat rises again");
    let items = items(&mut window);
    let summary = find(&items, "textarea", "What happens");
    assert!(
        summary.value.as_deref().is_some_and(|text| text.starts_with("The Pah Wraiths bring Dukat")),
        "{summary:?}"
    );
    assert!(summary.is_field && summary.focusable);
    assert_eq!(find(&items, "textarea", "Title").value.as_deref(), Some("Dukat rises again"));
    assert!(items.iter().all(|item| item.value.is_some() == matches!(item.tag, "input" | "textarea")));
}

#[test]
fn every_selected_event_says_so_and_their_number_is_said() {
    let mut window = Window::episode();
    window.key(egui::Key::E);
    window.click_event("Dukat rises again");
    window.chord(egui::Modifiers::COMMAND, egui::Key::ArrowRight);
    window.key(egui::Key::Space);
    let (items, focus) = outlined(&mut window);
    let current = items.iter().filter(|item| item.attributes.iter().any(|(key, _)| *key == "aria-current"));
    let current: Vec<&str> = current.filter_map(|item| item.name.split(',').next()).collect();
    assert_eq!(current.len(), 2, "{current:?}");
    assert!(items.iter().any(|item| item.live && item.name.starts_with("2 events selected")));
    let focused = items.iter().find(|item| item.id == focus).expect("the keyboard");
    assert!(current.iter().any(|title| focused.name.starts_with(&format!("{title}, "))), "{focused:?}");
}
