//! Questions to a story: why something happened, how two events are connected, where characters meet, what happens
//! meanwhile.

use egui::Key;
use egui::accesskit::Toggled;
use egui_kittest::kittest::NodeT as _;
use plotlanes::state::Selection;

use crate::driver::{Role, Setup, Window, name};

/// A spark led to a fire, the fire to a flight and a song; the news have no cause, and are told before the fire.
const FIRE: &str = r#"{
    "plotlanes": 1, "title": "The fire", "time": { "kind": "number", "unit": "hour" },
    "threads": [{ "id": "town", "title": "The town", "group": "Land" }, { "id": "hills", "title": "The hills" }],
    "characters": [
        { "id": "ann", "name": "Ann", "group": "Land" }, { "id": "bob", "name": "Bob" }, { "id": "cat", "name": "Cat" }
    ],
    "phases": [{ "title": "Day one", "from": "spark", "to": "fire" }],
    "events": [
        { "id": "spark", "title": "A spark", "thread": "town", "when": { "from": 0, "to": 1 }, "told": 1, "cast": ["ann"] },
        { "id": "fire", "title": "The fire starts", "thread": "town", "when": { "from": 2, "to": 5 }, "told": 2,
          "cast": ["ann", "bob"], "because": [{ "event": "spark", "relation": "causes", "note": "in the hay" }] },
        { "id": "news", "title": "News of war", "thread": "hills", "when": { "from": 3, "to": 4 }, "told": 5, "cast": ["cat"] },
        { "id": "flight", "title": "The flight", "thread": "hills", "when": { "from": 6, "to": 7 }, "told": 3, "cast": ["bob"],
          "because": [{ "event": "fire", "relation": "drives" }] },
        { "id": "song", "title": "A song", "thread": "hills", "when": { "from": 9, "to": 10 }, "told": 4,
          "cast": ["ann", "bob", "cat"], "tags": ["music"], "because": ["flight"] }
    ]
}"#;

fn fire(link: &str) -> Window {
    let source = plotlanes::ui::StorySource::Bytes("a test".into(), FIRE.as_bytes().into());
    Window::open(Setup { source, link: Some(link.to_owned()), ..Setup::default() })
}

/// The texts of the panel from top to bottom.
fn panel(window: &Window) -> Vec<String> {
    let hide = window.button("Hide this panel (D)").rect();
    let spoken = [Role::Label, Role::Heading, Role::Link, Role::Button];
    let nodes = window.every_node();
    let inside = nodes.into_iter().filter(|node| {
        spoken.contains(&node.accesskit_node().role())
            && !node.accesskit_node().is_hidden()
            && node.rect().min.x > window.body().max
            && node.rect().min.y > hide.max.y
    });
    inside.map(|node| name(&node)).collect()
}

/// Checks that the panel has these texts directly one after the other.
#[track_caller]
fn check_says(window: &Window, expect: &[&str]) {
    let said = panel(window);
    assert!(said.windows(expect.len()).any(|part| part == expect), "{expect:?} is not in {said:#?}");
}

#[track_caller]
fn check_silent(window: &Window, text: &str) {
    assert!(!panel(window).iter().any(|said| said.contains(text)), "{text}: {:#?}", panel(window));
}

#[test]
fn the_chain_of_reasons_unfolds_and_stays_unfolded() {
    let mut window = fire("event=song");
    check_silent(&window, "was caused by");
    window.click("Why did this happen? 3 reasons");
    check_says(&window, &["Directly", "A song", "came of", "The flight", "2 links back"]);
    check_says(&window, &["The flight", "came of", "The fire starts", "(drives)", "3 links back"]);
    check_says(&window, &["The fire starts", "was caused by", "A spark", "– in the hay"]);
    window.follow("A spark");
    assert_eq!(window.selected(), Some("A spark"));
    assert!(!window.says("Why did this happen?"), "nothing is said of its causes");
    window.follow("The fire starts, causes · in the hay");
    check_says(&window, &["Why did this happen? 1 reason", "Directly", "The fire starts", "was caused by"]);
    window.click("Why did this happen? 1 reason");
    check_silent(&window, "was caused by");
}

#[test]
fn the_depth_of_the_chain_is_chosen_on_the_page() {
    let mut window = fire("event=song");
    for (choice, depth, title) in [
        ("Chain: direct links", Some(1), "Why did this happen? 1 reason"),
        ("Chain: two links", Some(2), "Why did this happen? 2 reasons"),
        ("Chain: three links", Some(3), "Why did this happen? 3 reasons"),
        ("Chain: all of it", None, "Why did this happen? 3 reasons"),
    ] {
        window.click(choice);
        assert_eq!(window.state().arrangement().depth, depth);
        assert!(window.has(title), "{title}");
        assert_eq!(taken(&window), [choice]);
    }
    let linked = fire("event=song&depth=7");
    assert_eq!(taken(&linked), ["Chain: 7 links"]);
}

/// The names of the chosen depths.
fn taken(window: &Window) -> Vec<String> {
    let choices = window.nodes(Role::RadioButton).into_iter().filter(|node| name(node).starts_with("Chain: "));
    choices.filter(|node| node.accesskit_node().toggled() == Some(Toggled::True)).map(|node| name(&node)).collect()
}

#[test]
fn two_events_are_compared_one_way_the_other_and_neither() {
    let mut window = fire("event=flight&with=spark");
    check_says(
        &window,
        &[
            "From “A spark” to “The flight”",
            "“A spark” led to “The flight” in 2 links.",
            "The fire starts",
            "was caused by",
            "A spark",
            "– in the hay",
            "The flight",
            "came of",
            "The fire starts",
            "(drives)",
            "“A spark” happens first (1 and 4 of 5)",
            "“A spark” is told first (1 and 3 of 5)",
        ],
    );
    window.click("Swap");
    check_says(&window, &["From “The flight” to “A spark”", "“A spark” led to “The flight” in 2 links."]);
    assert_eq!(window.selected(), Some("A spark"));
    window.click("End the comparison");
    assert_eq!((window.selected(), window.state().anchor), (Some("A spark"), None));
    check_silent(&window, "From “");

    let window = fire("event=news&with=flight");
    check_says(
        &window,
        &[
            "Neither led to the other.",
            "“News of war” happens first (3 and 4 of 5)",
            "“The flight” is told first (3 and 5 of 5)",
        ],
    );
    let window = fire("event=fire&with=spark");
    check_says(&window, &["“A spark” led directly to “The fire starts”."]);
}

#[test]
fn an_event_told_out_of_order_says_so() {
    let check = |event: &str, expect: Option<&str>| {
        let window = fire(&format!("event={event}"));
        let said: Vec<String> = panel(&window).into_iter().filter(|text| text.starts_with("Told ")).collect();
        assert_eq!(said.get(1).map(String::as_str), expect, "{event}");
    };
    check("news", Some("Told later than it happened (analepsis)"));
    check("spark", None);
    check("song", None);
    let window = fire("");
    check_says(&window, &["THE TELLING", "Told with nonlinearity 0.40", "·", "inversions 0.20"]);
    check_says(&window, &["1 event told later than it happens"]);
}

#[test]
fn several_paths_are_compared() {
    let mut window = fire("paths=ann,bob,cat");
    check_says(&window, &["3 people’s paths", "Ann, Land · 3 events · 2 threads"]);
    check_says(&window, &["2 MEETINGS", "The fire starts, Ann and Bob", "A song, Ann and Bob and Cat"]);
    check_says(&window, &["IN THE MOST THREADS", "Of these", "Ann", "2 of 2, and nobody is in more"]);
    check_says(&window, &["Cat", "5 hours between", "News of war", "and", "A song"]);
    check_silent(&window, "NEVER TOGETHER");
    window.click("Remove the path of Cat");
    check_says(&window, &["2 people’s paths"]);
    window.follow("Ann, Land · 3 events · 2 threads");
    check_says(&window, &["2 PEOPLE’S PATHS"]);
    window.key(Key::Escape);
    window.click("Clear the paths (Shift+P)");
    assert!(window.state().paths().is_empty());
    assert_eq!(panel(&window)[0], "The fire", "the story's own page is back");

    // In the telling the flight lies between the fire and the song, and absences are counted in events.
    let window = fire("paths=ann&order=telling");
    check_says(&window, &["The path of Ann"]);
    check_says(&window, &["Ann", "1 event told between", "The fire starts", "and", "A song"]);
}

#[test]
fn the_panel_keeps_the_path_of_its_character_and_lists_meetings() {
    let mut window = fire("character=ann");
    check_says(&window, &["MEETS MOST", "Bob · 2", "Cat · 1", "IN 2 THREADS", "The town", "The hills"]);
    check_says(&window, &["LONGEST ABSENCE", "4 hours between", "The fire starts", "and", "A song"]);
    for kept in [true, false] {
        window.click("Keep this path (P)");
        assert_eq!(!window.state().arrangement().paths.is_empty(), kept);
    }
    window.click("Bob · 2");
    assert_eq!(panel(&window)[0], "Bob");
}

#[test]
fn meanwhile_is_a_page_or_a_part_of_one() {
    let mut window = fire("pin=3500000");
    check_says(&window, &["Meanwhile"]);
    check_says(&window, &["Day one · hour 3.5", "GOING ON", "The fire starts, The town", "News of war, The hills"]);
    window.click("A step later (.)");
    check_says(&window, &["Day one · hour 4", "GOING ON", "The fire starts, The town"]);
    check_silent(&window, "News of war");
    window.click("A step earlier (,)");
    check_says(&window, &["Day one · hour 3", "GOING ON", "The fire starts, The town", "News of war, The hills"]);
    window.follow("News of war, The hills");
    assert_eq!(panel(&window)[0], "News of war");
    check_says(&window, &["GOING ON", "The fire starts, The town", "News of war, The hills"]);
    window.click("Remove this mark (M)");
    assert_eq!(window.state().pin, None);
    check_silent(&window, "Meanwhile");
    let window = fire("pin=2.5&order=telling");
    check_says(&window, &["Event 3 of 5, as they are told", "GOING ON", "The flight, The hills"]);
}

#[test]
fn events_that_could_be_going_on_are_listed_apart() {
    let mut window = Window::story_text(
        r#"{ "plotlanes": 1, "title": "T", "threads": [{ "id": "t", "title": "T" }, { "id": "u", "title": "U" }],
        "events": [{ "id": "a", "title": "The start", "thread": "t" }, { "id": "b", "title": "The middle", "thread": "t" },
            { "id": "c", "title": "The end", "thread": "t" },
            { "id": "free", "title": "A rumour", "thread": "u", "when": { "before": ["c"] } }] }"#,
    );
    window.click_event("The start");
    window.key(Key::M);
    check_says(
        &window,
        &["GOING ON", "The start, T", "COULD BE GOING ON", "A rumour, drawn later; the story does not say when"],
    );
    window.click_event("The end");
    window.key(Key::M);
    window.key(Key::M);
    check_says(&window, &["GOING ON", "The end, T"]);
    check_silent(&window, "COULD BE");
}

#[test]
fn groups_tags_and_presences_have_pages() {
    let window = fire("tag=music");
    check_says(&window, &["music", "1 EVENT", "A song, The hills"]);

    let mut window = fire("presence=ann/Day one");
    assert!(matches!(window.state().selection, Selection::Presence(..)));
    check_says(&window, &["Ann in Day one", "Ann", "in", "Day one", "2 EVENTS"]);
    let all = window.length();
    window.follow("Day one");
    assert!(window.length() < all, "the phase is shown");
    window.follow("Ann");
    check_says(&window, &["Ann", "Land"]);
    window.follow("Land");
    assert!(matches!(window.state().selection, Selection::Group(_)));
    check_says(&window, &["Land", "THREADS", "The town, 2 events", "CHARACTERS", "Ann", "Show their paths"]);
    window.click("Show their paths");
    assert_eq!(window.state().arrangement().paths.len(), 1);
}

#[test]
fn the_page_of_an_event_tells_what_happens_meanwhile() {
    let mut window = Window::episode();
    window.click_event("Battle of the fleets");
    assert!(!window.has("GOING ON"));
    let title = window.nodes(Role::Button).iter().map(name).find(|name| name.starts_with("What happens meanwhile?"));
    window.click(&title.expect("the line that unfolds"));
    assert!(window.says("Workers revolt, power fails"), "in the battle on Cardassia Prime");
    assert!(window.has("GOING ON"));
}
