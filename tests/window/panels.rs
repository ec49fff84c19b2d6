//! Lanes that fold, the theme, the detail panel, the menu and the help card.

use egui::{Key, Modifiers, vec2};
use plotlanes::state::command::listed;

use crate::driver::{Role, Way, Window, name};

const FLEET: &str = "Lane The fleet battle, Space, 5 events";

#[test]
fn a_lane_folds_by_button_key_and_double_click() {
    let ways: [Way; 4] = [
        ("button", |window| {
            let open = window.has("Fold The fleet battle");
            window.click(if open { "Fold The fleet battle" } else { "Unfold The fleet battle" });
        }),
        ("key", |window| {
            window.click(FLEET);
            window.key(Key::L);
        }),
        ("focus and Enter", |window| {
            let open = window.has("Fold The fleet battle");
            window.named(if open { "Fold The fleet battle" } else { "Unfold The fleet battle" }).focus();
            window.settle();
            window.key(Key::Enter);
        }),
        ("double-click", |window| {
            let rect = window.named(FLEET).rect();
            window.double_click_at(rect.left_center() + vec2(30.0, 0.0));
        }),
    ];
    for (way, toggle) in ways {
        let mut window = Window::episode();
        let height = window.named(FLEET).rect().height();
        toggle(&mut window);
        assert!(window.has("Unfold The fleet battle"), "{way}");
        assert!(window.named(FLEET).rect().height() < height, "{way}");
        toggle(&mut window);
        assert!(window.has("Fold The fleet battle"), "{way}");
        assert_eq!(window.named(FLEET).rect().height(), height, "{way}");
    }
}

#[test]
fn a_folded_lane_still_has_all_its_events() {
    let mut window = Window::episode();
    window.click("Fold The fleet battle");
    let lane = window.named(FLEET).rect().y_range();
    let nodes = window.nodes(Role::ListItem).into_iter();
    let inside =
        nodes.filter(|node| lane.contains(node.rect().center().y) && window.body().contains(node.rect().center().x));
    let mut inside: Vec<String> = inside.map(|node| name(&node)).collect();
    inside.retain(|name| !name.contains(", also in "));
    let titles: Vec<_> = inside.iter().map(|name| name.split(", ").next().unwrap_or_default()).collect();
    assert_eq!(
        titles,
        [
            "The Defiant heads out",
            "Battle of the fleets",
            // The ships switch sides during the battle.
            "“Cardassian ships switch sides” in The fleet battle (drawn within another event)",
            "Retreat to the perimeter",
            "Sisko readies an assault",
        ]
    );
}

#[test]
fn shift_l_unfolds_every_lane() {
    let mut window = Window::episode();
    for lane in ["The fleet battle", "The fire caves", "Odo and the Link"] {
        window.click(&format!("Fold {lane}"));
    }
    assert_eq!(window.state().arrangement().folded.len(), 3);
    window.chord(Modifiers::SHIFT, Key::L);
    assert!(window.state().arrangement().folded.is_empty());
}

#[test]
fn the_theme_goes_round() {
    let mut window = Window::with_settings("{}");
    for (now, dark) in [
        ("Theme: same as the system", None),
        ("Theme: light", Some(false)),
        ("Theme: dark", Some(true)),
        ("Theme: same as the system", None),
    ] {
        assert!(window.has(now), "{now}");
        if let Some(dark) = dark {
            assert_eq!(window.ctx().theme() == egui::Theme::Dark, dark, "{now}");
        }
        window.click(now);
    }
}

#[test]
fn the_system_decides_the_theme_until_one_is_chosen() {
    let mut window = Window::with_settings("{}");
    for system in [egui::Theme::Light, egui::Theme::Dark] {
        window.system_theme(system);
        assert_eq!(window.ctx().theme(), system);
    }
}

#[test]
fn d_and_the_button_hide_the_detail_panel() {
    let mut window = Window::episode();
    let narrow = window.body().span();
    window.key(Key::D);
    assert!(!window.has("Hide this panel (D)"));
    assert!(window.body().span() > narrow + 200.0, "the timeline takes its room");
    window.key(Key::D);
    assert_eq!(window.body().span(), narrow);
    window.click("Hide this panel (D)");
    assert!(!window.has("Hide this panel (D)"));
}

#[test]
fn the_detail_panel_can_be_resized_within_bounds() {
    let mut window = Window::episode();
    for (by, least, most) in [(-120.0, 420.0, 430.0), (900.0, 235.0, 245.0), (-900.0, 555.0, 565.0)] {
        // Wherever the pointer shows that the edge can be dragged, it can.
        for aside in [-2.0, 0.0, 2.0] {
            let edge = window.named("Resize panel").rect().center();
            window.drag(edge + vec2(aside, 0.0), vec2(by, 0.0));
            let width = window.size().x - window.body().max;
            assert!((least..=most).contains(&width), "{aside} {by}: {width}");
            window.drag(window.named("Resize panel").rect().center() + vec2(2.0, 0.0), vec2(width - 308.0, 0.0));
        }
    }
}

#[test]
fn help_lists_every_key_and_escape_closes_it() {
    let ways: [fn(&mut Window); 3] = [
        |window| window.chord(Modifiers::SHIFT, Key::Questionmark),
        |window| window.key(Key::F1),
        |window| window.click("Keys and gestures (?)"),
    ];
    for open in ways {
        let mut window = Window::episode();
        open(&mut window);
        for row in listed().iter().filter(|row| !row.keys.is_empty()) {
            assert!(window.has(row.title.trim_end_matches('…')), "{}", row.title);
        }
        for keys in ["Ctrl+O", "Alt+←", "F3 or N", "+ or =", "0", "Ctrl+F or /", "? or F1", "Ctrl+Shift+S"] {
            assert!(window.has(keys), "{keys}");
        }
        for gesture in ["Ctrl+wheel, pinch", "Shift+wheel", "Drop a file", "Double-click"] {
            assert!(window.has(gesture), "{gesture}");
        }
        window.key(Key::Escape);
        assert!(!window.has("Close (Esc)"));
    }
}

#[test]
fn the_key_that_opens_help_closes_it() {
    let mut window = Window::episode();
    for open in [true, false, true] {
        window.chord(Modifiers::SHIFT, Key::Questionmark);
        assert_eq!(window.has("Close (Esc)"), open);
    }
    window.click("Close (Esc)");
    assert!(!window.has("Close (Esc)"));
}

#[test]
fn behind_a_card_no_key_moves_the_story() {
    let mut window = Window::episode();
    window.click_event("Damar is killed");
    window.key(Key::F1);
    let shown = window.shown();
    for key in [Key::ArrowRight, Key::Plus, Key::L, Key::D, Key::F, Key::End] {
        window.key(key);
    }
    assert_eq!((window.selected(), window.shown()), (Some("Damar is killed"), shown));
    window.key(Key::Escape);
    assert!(window.state().arrangement().folded.is_empty() && window.has("Hide this panel (D)"));
    assert_eq!(window.selected(), Some("Damar is killed"), "Esc closed the card and nothing else");
}

#[test]
fn the_entries_of_the_menu_work() {
    for (item, card) in [
        ("Open a story…", Some("Open a story")),
        ("Save the view as PNG…", Some("Save a picture")),
        ("Save a poster as PNG…", Some("Save a picture")),
        ("Keys and gestures", Some("Keys and gestures")),
        ("Hide the detail panel", None),
        ("Order of telling", None),
    ] {
        let mut window = Window::episode();
        window.click("Fold The fleet battle");
        window.click("Menu");
        let items = window.nodes(Role::Button);
        let node = items.iter().find(|node| name(node).starts_with(item)).unwrap_or_else(|| panic!("no {item}"));
        // The menu may be higher than the window.
        node.click_accesskit();
        window.settle();
        match card {
            Some(title) => assert!(window.has("Close (Esc)") && window.has(title), "{item}"),
            None if item.starts_with("Hide") => assert!(!window.has("Hide this panel (D)")),
            None => assert_eq!(window.state().order(), plotlanes::story::order::Order::Telling, "{item}"),
        }
    }
}

#[test]
fn the_menu_changes_the_settings() {
    let choose = |window: &mut Window, start: &str| {
        let nodes = window.every_node();
        let node = nodes.iter().find(|node| name(node).starts_with(start)).unwrap_or_else(|| panic!("no {start}"));
        // The menu may be higher than the window.
        node.click_accesskit();
        window.settle();
    };
    let mut window = Window::episode();
    for (path, expect) in [
        (&["Mouse wheel", "Always zooms"][..], r#""wheel":"zoom""#),
        (&["Size of everything", "125 %"], r#""size":1.25"#),
        (&["Reduce motion"], r#""still":false"#),
        (&["Read a file again"], r#""follow":false"#),
    ] {
        assert!(!window.settings().contains(expect), "{path:?}");
        window.click("Menu");
        for start in path {
            choose(&mut window, start);
        }
        assert!(window.settings().contains(expect), "{path:?}: {}", window.settings());
        window.key(Key::Escape);
    }
}

#[test]
fn the_toolbar_zooms_and_fits() {
    let mut window = Window::episode();
    let all = window.shown();
    window.click("Zoom in (+)");
    let near = window.shown();
    assert!(near[0] > all[0] && near[1] < all[1]);
    window.click("Zoom in (+)");
    window.click("Zoom out (−)");
    assert!((window.shown()[0] - near[0]).abs() < 1e-6);
    window.click("Fit");
    assert_eq!(window.shown(), all);
}
