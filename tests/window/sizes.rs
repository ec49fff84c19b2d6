//! Windows of every size: nothing is cut off, empty or covered.

use egui::{Rect, Vec2, vec2};
use egui_kittest::kittest::NodeT as _;

use crate::driver::{Role, Way, Window, name};

const SIZES: [[f32; 2]; 9] = [
    [480.0, 360.0],
    [480.0, 800.0],
    [640.0, 480.0],
    [761.0, 500.0],
    [1024.0, 420.0],
    [1280.0, 800.0],
    [1920.0, 1080.0],
    [3840.0, 2160.0],
    [1280.0, 360.0],
];

/// Whether a role is neither a text nor a control.
fn is_frame(role: Role) -> bool {
    matches!(role, Role::GenericContainer | Role::Pane | Role::Window | Role::TextRun | Role::Unknown | Role::ScrollBar)
}

/// Every text and control with its rectangle, without those that a panel has scrolled out of sight.
fn visible(window: &Window) -> Vec<(Role, String, Rect)> {
    let screen = Rect::from_min_size(egui::Pos2::ZERO, window.size());
    let nodes = window.every_node();
    let boxed = nodes.iter().filter(|node| node.accesskit_node().bounding_box().is_some());
    let all = boxed.map(|node| (node.accesskit_node().role(), name(node), node.rect()));
    all.filter(|(role, _, rect)| !is_frame(*role) && (screen.intersects(*rect) || !scrolls(window, *rect))).collect()
}

/// Whether a rectangle is in the detail panel, whose content scrolls.
fn scrolls(window: &Window, rect: Rect) -> bool {
    window.query("Hide this panel (D)").is_some_and(|hide| rect.min.y >= hide.min.y && rect.max.x > hide.min.x - 600.0)
}

fn check(window: &Window, what: &str) {
    let screen = Rect::from_min_size(egui::Pos2::ZERO, window.size());
    let panel = window.query("Hide this panel (D)");
    for (role, name, rect) in visible(window) {
        assert!(rect.width() > 0.0 && rect.height() > 0.0, "{what}: {role:?} {name:?} is empty: {rect:?}");
        let on_page = panel.is_some_and(|hide| rect.min.y > hide.max.y);
        if !on_page {
            assert!(screen.expand(0.5).contains_rect(rect), "{what}: {role:?} {name:?} is outside: {rect:?}");
        }
    }
    // The box of the search field has a magnifying glass to its left.
    let with_icon = |(role, name, rect): (Role, String, Rect)| {
        let icon = if role == Role::TextInput { 30.0 } else { 0.0 };
        (role, name, rect.with_min_x(rect.min.x - icon))
    };
    let bar: Vec<_> = visible(window)
        .into_iter()
        .filter(|(role, _, rect)| {
            rect.center().y < 52.0 && matches!(role, Role::Button | Role::TextInput | Role::Label)
        })
        .map(with_icon)
        .collect();
    assert!(bar.len() >= 3, "{what}: {bar:?}");
    for (nth, (_, one, a)) in bar.iter().enumerate() {
        for (_, other, b) in &bar[nth + 1..] {
            assert!(!a.shrink(0.5).intersects(b.shrink(0.5)), "{what}: {one:?} {a:?} is over {other:?} {b:?}");
        }
    }
}

#[test]
fn at_every_size_everything_is_inside_and_the_toolbar_does_not_overlap() {
    for size in SIZES {
        let mut window = Window::sized(size[0], size[1]);
        check(&window, &format!("{size:?}"));
        window.key(egui::Key::ArrowRight);
        window.key(egui::Key::ArrowRight);
        assert!(window.selected().is_some());
        check(&window, &format!("{size:?}, an event selected"));
    }
}

#[test]
fn at_every_size_an_event_and_its_page_can_be_seen() {
    for size in SIZES {
        let mut window = Window::sized(size[0], size[1]);
        window.key(egui::Key::ArrowRight);
        let screen = Rect::from_min_size(egui::Pos2::ZERO, window.size());
        let event = window.event("Morning of departure").rect();
        let hide = window.named("Hide this panel (D)").rect();
        assert!(screen.contains_rect(event) && event.height() > 6.0, "{size:?}: {event:?}");
        assert!(!event.intersects(hide), "{size:?}");
    }
}

#[test]
fn at_every_size_every_card_fits() {
    let cards: [Way; 4] = [
        ("open", |window| window.chord(egui::Modifiers::COMMAND, egui::Key::O)),
        ("export", |window| window.chord(egui::Modifiers::COMMAND, egui::Key::E)),
        ("help", |window| window.key(egui::Key::F1)),
        ("problems", |window| window.drop_file(std::path::Path::new("no such file.json"))),
    ];
    for size in SIZES {
        for (what, open) in cards {
            let mut window = Window::sized(size[0], size[1]);
            open(&mut window);
            let screen = Rect::from_min_size(egui::Pos2::ZERO, window.size());
            let close = window.named("Close (Esc)").rect();
            assert!(screen.contains_rect(close), "{what} at {size:?}: {close:?}");
            for button in ["Browse…", "Save", "Open", "Close", "Copy all"] {
                if let Some(rect) = window.query(button) {
                    assert!(screen.contains_rect(rect), "{what} at {size:?}: {button} {rect:?}");
                }
            }
        }
    }
}

#[test]
fn tiny_windows_do_not_panic() {
    for size in [[200.0, 120.0], [120.0, 60.0], [20.0, 20.0], [1.0, 1.0], [300.0, 4000.0], [4000.0, 90.0]] {
        let mut window = Window::sized(size[0], size[1]);
        for key in
            [egui::Key::ArrowRight, egui::Key::F, egui::Key::Plus, egui::Key::L, egui::Key::F1, egui::Key::Escape]
        {
            window.key(key);
        }
        window.chord(egui::Modifiers::COMMAND, egui::Key::E);
        window.key(egui::Key::Escape);
        window.chord(egui::Modifiers::COMMAND, egui::Key::O);
        assert_eq!(window.size(), Vec2::from(size));
        assert_eq!(window.selected(), Some("Morning of departure"));
    }
}

#[test]
fn resizing_back_gives_the_same_view() {
    let mut window = Window::episode();
    let places =
        |window: &Window| window.nodes(Role::ListItem).iter().map(egui_kittest::Node::rect).collect::<Vec<_>>();
    let before = places(&window);
    for size in SIZES {
        window.resize(size.into());
        assert!(!places(&window).is_empty(), "{size:?}");
    }
    window.resize(vec2(1280.0, 800.0));
    assert_eq!(places(&window), before);
}

#[test]
fn at_every_scale_nothing_is_outside() {
    for pixels_per_point in [1.25, 1.5, 2.0, 3.0] {
        let mut window = Window::episode();
        window.scale(pixels_per_point);
        check(&window, &format!("{pixels_per_point} pixels per point"));
    }
}

#[test]
fn the_selection_stays_in_sight_while_the_window_shrinks() {
    let mut window = Window::sized(1280.0, 800.0);
    window.click_event("A city is wiped out");
    window.resize(egui::vec2(480.0, 360.0));
    window.settle();
    assert!(window.find_event("A city is wiped out").is_some());
}
