//! Selecting by pointer, by screen reader and by keyboard; the page that appears; back and forward.

use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;
use plotlanes::state::Selection;

use crate::driver::{Role, Way, Window, name};

/// A story with one event that has every field of a page.
const RICH: &str = r#"{
    "plotlanes": 1, "title": "A rich story", "time": { "kind": "number", "unit": "hour" },
    "sources": [{ "id": "book", "title": "The book", "url": "file:///etc/passwd" }],
    "threads": [{ "id": "rise", "title": "The rise" }, { "id": "fall", "title": "The fall" }],
    "characters": [
        { "id": "ann", "name": "Ann", "aliases": ["Annie"], "group": "The town", "summary": "A baker." },
        { "id": "bob", "name": "Bob" }
    ],
    "places": [{ "id": "land", "name": "The land" }, { "id": "town", "name": "The town", "within": "land" }],
    "events": [
        { "id": "first", "title": "It begins", "thread": "rise", "when": { "from": 0, "to": 4 } },
        { "id": "middle", "title": "It turns", "summary": "Then it turned.", "thread": "rise", "also": ["fall"],
          "when": { "from": 5, "to": 7, "after": ["first"] }, "told": 3, "place": "town", "cast": ["ann", "bob"],
          "because": [{ "event": "first", "relation": "enables", "note": "as it must" }],
          "tags": ["turning point"], "cites": [{ "source": "book", "at": "1.6" }, { "source": "book", "at": "2.2" }] },
        { "id": "last", "title": "It ends", "thread": "fall", "when": { "from": 8, "to": 10 }, "told": 1, "because": ["middle"] }
    ]
}"#;

/// The texts, links and buttons of the page below its top line, from top to bottom.
fn page(window: &Window) -> Vec<String> {
    let hide = window.button("Hide this panel (D)").rect();
    let spoken = [Role::Label, Role::Heading, Role::Link, Role::Button];
    let nodes = window.every_node();
    let cards: Vec<_> = nodes.iter().filter(|node| node.accesskit_node().role() == Role::Button).map(name).collect();
    let inside = nodes.into_iter().filter(|node| {
        spoken.contains(&node.accesskit_node().role())
            && node.rect().min.x > window.body().max
            && node.rect().min.y > hide.max.y
    });
    // The texts within a card repeat its name.
    let texts = inside.map(|node| (node.accesskit_node().role(), name(&node)));
    let once = texts.filter(|(role, text)| {
        *role != Role::Label || !cards.iter().any(|card| card.split(", ").any(|part| part == text))
    });
    once.map(|(_, text)| text).collect()
}

#[test]
fn every_method_of_selecting_works() {
    let ways: [Way; 5] = [
        ("click", |window| window.click_event("Damar is killed")),
        ("screen reader", |window| window.event("Damar is killed").click_accesskit()),
        ("focus and Enter", |window| {
            window.event("Damar is killed").focus();
            window.settle();
            window.key(Key::Enter);
        }),
        ("focus and Space", |window| {
            window.event("Damar is killed").focus();
            window.settle();
            window.key(Key::Space);
        }),
        ("Tab and Enter", |window| {
            for _ in 0..300 {
                window.key(Key::Tab);
                if window.focused().is_some_and(|name| name.starts_with("Damar is killed, ")) {
                    break;
                }
            }
            window.key(Key::Enter);
        }),
    ];
    for (way, choose) in ways {
        let mut window = Window::episode();
        choose(&mut window);
        window.settle();
        assert_eq!(window.selected(), Some("Damar is killed"), "{way}");
        assert_eq!(window.event("Damar is killed").accesskit_node().is_selected(), Some(true), "{way}");
        assert_eq!(window.event("Odo’s promise").accesskit_node().is_selected(), Some(false), "{way}");
    }
}

#[test]
fn tab_reaches_every_event_and_lane_and_stops_at_nothing_without_a_name() {
    let mut window = Window::episode();
    let mut stops = Vec::new();
    for _ in 0..400 {
        window.key(Key::Tab);
        stops.push(window.focused().unwrap_or_default());
    }
    let unnamed = stops.iter().position(String::is_empty).map(|at| &stops[at.saturating_sub(1)]);
    assert_eq!(unnamed, None, "nothing is named after this stop");
    let names = window.nodes(Role::ListItem).iter().map(name).collect::<Vec<_>>();
    let lanes =
        window.nodes(Role::Button).iter().map(name).filter(|name| name.starts_with("Lane ")).collect::<Vec<_>>();
    assert_eq!(lanes.len(), 9);
    for name in names.iter().chain(&lanes) {
        assert!(stops.contains(name), "Tab never reaches {name}");
    }
}

#[test]
fn the_page_of_an_event_shows_every_field() {
    let mut window = Window::story_text(RICH);
    window.click_event("It turns");
    assert_eq!(
        page(&window),
        [
            "It turns",
            "also in",
            "The fall",
            "from hour 5 to hour 7",
            "after",
            "It begins",
            "The town",
            "in",
            "The land",
            "Ann",
            "Bob",
            "Then it turned.",
            "BECAUSE OF",
            "It begins, enables · as it must",
            "Why did this happen? 1 reason",
            "LED TO",
            "It ends",
            "Links to follow",
            "Happens as 2 of 3",
            "Told as 3 of 3",
            "Tags",
            "turning point",
            "Source",
            "The book",
            "1.6, 2.2",
            "Shift+click another event to see how the two are connected",
        ]
    );
}

#[test]
fn links_in_the_panel_select_their_things() {
    for (name, expect) in [
        ("It begins, enables · as it must", "It begins"),
        ("It ends", "It ends"),
        ("It begins", "It begins"),
        ("Ann", "Ann"),
        ("The town", "The town"),
        ("The land", "The land"),
        ("The fall", "The fall"),
    ] {
        let mut window = Window::story_text(RICH);
        window.click_event("It turns");
        window.follow(name);
        let story = window.story();
        let selected = window.state().selection.name(story);
        assert_eq!(selected, expect, "{name}");
        assert_eq!(page(&window)[0], expect);
    }
}

#[test]
fn pages_of_people_places_and_threads_list_their_events() {
    for (name, expect) in [
        (
            "Ann",
            &[
                "Ann",
                "The town",
                "Annie",
                "A baker.",
                "MEETS MOST",
                "Bob · 1",
                "IN 1 THREAD",
                "The rise",
                "1 EVENT",
                "It turns, The rise",
            ][..],
        ),
        ("The land", &["The land", "PLACES IN IT", "The town", "1 EVENT", "It turns, The rise"]),
        ("The fall", &["The fall", "2 EVENTS", "It turns, The rise", "It ends"]),
    ] {
        let mut window = Window::story_text(RICH);
        window.click_event("It turns");
        window.click(name);
        assert_eq!(page(&window), expect);
        window.click("It turns, The rise");
        assert_eq!(window.selected(), Some("It turns"));
    }
}

#[test]
fn a_tag_searches_and_a_source_that_is_no_web_address_is_text() {
    let mut window = Window::story_text(RICH);
    window.click_event("It turns");
    assert!(window.nodes(Role::Link).iter().all(|node| name(node) != "The book"));
    window.click("turning point");
    assert_eq!(window.state().search.query(), "turning point");
    assert_eq!(window.state().search.hits().len(), 1);
}

#[test]
fn back_and_forward_by_keys_and_buttons() {
    type Act = fn(&mut Window);
    let by_keys: [Act; 2] =
        [|window| window.chord(Modifiers::ALT, Key::ArrowLeft), |window| window.chord(Modifiers::ALT, Key::ArrowRight)];
    let by_buttons: [Act; 2] =
        [|window| window.click_button("Back (Alt+←)"), |window| window.click_button("Forward (Alt+→)")];
    for [back, forward] in [by_keys, by_buttons] {
        let mut window = Window::episode();
        window.click_event("Damar is killed");
        window.click_event("Odo’s promise");
        for (act, expect) in [
            (back, Some("Damar is killed")),
            (back, None),
            (back, None),
            (forward, Some("Damar is killed")),
            (forward, Some("Odo’s promise")),
            (forward, Some("Odo’s promise")),
        ] {
            act(&mut window);
            assert_eq!(window.selected(), expect);
        }
    }
}

#[test]
fn escape_and_the_ground_clear_the_selection() {
    let mut window = Window::episode();
    window.click_event("Damar is killed");
    window.key(Key::Escape);
    assert_eq!(window.state().selection, Selection::Nothing);
    window.click_event("Damar is killed");
    window.click_at(window.ground());
    assert_eq!(window.state().selection, Selection::Nothing);
    assert!(window.says("The war against the Dominion ends"));
}

#[test]
fn a_lane_head_selects_its_thread() {
    let mut window = Window::episode();
    window.click("Lane The fleet battle, Space, 5 events");
    assert!(matches!(window.state().selection, Selection::Thread(_)));
    assert_eq!(page(&window)[0], "The fleet battle");
}
