//! Touch: the window's reactions to the events from browsers and touch screens.

use egui::{Event, Modifiers, PointerButton, Pos2, TouchDeviceId, TouchId, TouchPhase, vec2};

use plotlanes::state::Selection;

use crate::driver::{Role, Setup, Window, name};
use crate::keys::CLOCK;

const PHONE: egui::Vec2 = vec2(390.0, 844.0);

impl Window {
    /// One touch of the finger `id`. The first finger is the pointer too, as eframe has it.
    fn touch(&mut self, id: u64, phase: TouchPhase, pos: Pos2) {
        let event = |event| self.harness.event(event);
        event(Event::Touch { device_id: TouchDeviceId(0), id: TouchId(id), phase, pos, force: None });
        if id > 0 {
            return;
        }
        let button =
            |pressed| Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE };
        match phase {
            TouchPhase::Start => {
                event(Event::PointerMoved(pos));
                event(button(true));
            }
            TouchPhase::Move => event(Event::PointerMoved(pos)),
            TouchPhase::End | TouchPhase::Cancel => {
                event(button(false));
                event(Event::PointerGone);
            }
        }
    }

    fn tap(&mut self, at: Pos2) {
        self.touch(0, TouchPhase::Start, at);
        self.harness.step();
        self.touch(0, TouchPhase::End, at);
        self.settle();
    }

    fn swipe(&mut self, from: Pos2, by: egui::Vec2) {
        self.touch(0, TouchPhase::Start, from);
        for step in 1..=10 {
            self.harness.step();
            self.touch(0, TouchPhase::Move, from + by * (step as f32 / 10.0));
        }
        self.harness.step();
        self.touch(0, TouchPhase::End, from + by);
        self.settle();
    }

    /// Two fingers, each from one point to another.
    fn pinch(&mut self, from: [Pos2; 2], to: [Pos2; 2]) {
        for (id, at) in from.into_iter().enumerate() {
            self.touch(id as u64, TouchPhase::Start, at);
        }
        for step in 1..=10 {
            self.harness.step();
            for id in 0..2 {
                let at = from[id] + (to[id] - from[id]) * (step as f32 / 10.0);
                self.touch(id as u64, TouchPhase::Move, at);
            }
        }
        self.harness.step();
        for (id, at) in to.into_iter().enumerate().rev() {
            self.touch(id as u64, TouchPhase::End, at);
        }
        self.settle();
    }
}

#[test]
fn one_finger_pans_and_two_zoom_about_their_middle() {
    let mut window = Window::story_text(CLOCK);
    window.key(egui::Key::Plus);
    let (start, length, body) = (window.shown()[0], window.length(), window.body());
    let at = window.ground();
    window.swipe(at, vec2(-80.0, 0.0));
    let moved = (window.shown()[0] - start) / length * f64::from(body.span());
    assert!((moved - 80.0).abs() < 2.0, "{moved} points");

    let middle = Pos2::new(body.center() - 40.0, at.y);
    let time = window.time_at(middle.x);
    let apart = |by: f32| [middle - vec2(by, 0.0), middle + vec2(by, 0.0)];
    window.pinch(apart(40.0), apart(80.0));
    let (zoomed, point) = (length / window.length(), window.length() / f64::from(body.span()));
    assert!((1.8..2.2).contains(&zoomed), "twice as large, not {zoomed} times");
    let strayed = (window.time_at(middle.x) - time).abs() / point;
    assert!(strayed < 6.0, "the time between the fingers strayed by {strayed} points");
    window.pinch(apart(80.0), apart(40.0));
    assert!((window.length() / length - 1.0).abs() < 0.1);
}

#[test]
fn a_tap_near_an_event_selects_it_and_a_long_press_only_tells_of_it() {
    let mut window = Window::episode();
    let mark = window.event("Battle of the fleets").rect();
    window.tap(mark.center());
    assert_eq!(window.selected(), Some("Battle of the fleets"));
    // Less than half a fingertip beside a mark with nothing else near it.
    let alone = window.event("Sarah’s warning").rect();
    window.tap(alone.right_center() + vec2(11.0, 0.0));
    assert_eq!(window.selected(), Some("Sarah’s warning"));

    let other = window.event("The Defiant heads out").rect().center();
    window.touch(0, TouchPhase::Start, other);
    for _ in 0..8 {
        window.harness.step();
    }
    let tips = window.nodes(Role::Tooltip).len();
    assert!(tips > 0 && window.says("after “Morning of departure”"), "{tips} tooltips");
    window.touch(0, TouchPhase::End, other);
    window.settle();
    assert_eq!(window.selected(), Some("Sarah’s warning"));
}

#[test]
fn after_a_touch_every_button_is_as_large_as_a_fingertip() {
    for size in [PHONE, vec2(820.0, 1180.0), vec2(1440.0, 900.0)] {
        let mut window = Window::sized(size.x, size.y);
        window.tap(window.event("Morning of departure").rect().center());
        let bar = 60.0;
        let nodes = window.nodes(Role::Button);
        let small: Vec<_> = nodes
            .iter()
            .filter(|node| node.rect().center().y < bar || name(node).starts_with("Hide this panel"))
            .filter(|node| node.rect().width() < 44.0 || node.rect().height() < 44.0)
            .map(|node| (name(node), node.rect()))
            .collect();
        assert!(small.is_empty(), "{size}: {small:?}");
        assert!(nodes.iter().filter(|node| node.rect().center().y < bar).count() > 0);
    }
}

#[test]
fn on_a_phone_the_details_are_a_drawer_that_is_dragged_up_and_closed() {
    let mut window = Window::sized(PHONE.x, PHONE.y);
    let details = |window: &Window| window.has("Details").then(|| window.named("Details").rect());
    assert_eq!(details(&window), None);
    window.tap(window.event("Morning of departure").rect().center());
    let drawer = details(&window).expect("a drawer");
    assert!(drawer.width() > 340.0 && drawer.min.y > 400.0, "{drawer}");
    let handle = Pos2::new(195.0, drawer.min.y - 10.0);
    window.swipe(handle, vec2(0.0, -150.0));
    let higher = details(&window).expect("still there");
    assert!((drawer.min.y - higher.min.y - 150.0).abs() < 4.0, "{drawer} {higher}");
    window.swipe(Pos2::new(195.0, higher.min.y - 10.0), vec2(0.0, 520.0));
    assert_eq!((details(&window), window.selected()), (None, None));
    // The story's own page is shown on request.
    window.key(egui::Key::D);
    assert!(details(&window).is_some() && window.has("THREADS"));
    window.key(egui::Key::D);
    assert_eq!(details(&window), None);
}

#[test]
fn two_fingers_that_only_touch_select_nothing() {
    // So short that a single finger would have tapped.
    let mut window = Window::open(Setup { frame_seconds: 0.02, ..Setup::default() });
    let at = window.event("Battle of the fleets").rect().center();
    let beside = at + vec2(70.0, 0.0);
    window.touch(0, TouchPhase::Start, at);
    window.touch(1, TouchPhase::Start, beside);
    window.harness.step();
    window.touch(1, TouchPhase::End, beside);
    window.harness.step();
    window.touch(0, TouchPhase::End, at);
    window.settle();
    assert_eq!(window.selected(), None);
    window.tap(at);
    assert_eq!(window.selected(), Some("Battle of the fleets"), "one finger alone does again");
}

#[test]
fn on_a_phone_the_title_above_a_lane_is_its_head() {
    let mut window = Window::sized(PHONE.x, PHONE.y);
    assert_eq!((window.body().min, window.body().max), (0.0, PHONE.x));
    let head = window.named("Lane The fleet battle, Space, 5 events").rect();
    assert!(head.width() > 380.0 && head.height() < 30.0, "{head}");
    window.tap(head.center());
    let story = window.story();
    let thread = story.threads_in_order().find(|&id| story.thread(id).title == "The fleet battle");
    assert_eq!(Some(window.state().selection), thread.map(Selection::Thread));
    window.tap(window.named("Fold The fleet battle").rect().center());
    assert_eq!(window.state().arrangement().folded.len(), 1);
    window.tap(window.named("Unfold The fleet battle").rect().center());
    assert_eq!(window.state().arrangement().folded.len(), 0);
    // The group's name in the first of its lanes is its bracket.
    window.key(egui::Key::Escape);
    window.tap(window.named("Fold all of Cardassia Prime").rect().center());
    assert!(window.has("Unfold Cardassia Prime"));
}

#[test]
fn on_a_phone_a_title_stays_in_sight_and_its_lane_scrolls_below_it() {
    let mut window = Window::sized(PHONE.x, 560.0);
    let name = "Lane Life on the station, Deep Space Nine, 9 events";
    // The first touch makes the toolbar higher.
    let at = window.ground();
    window.tap(at);
    let before = window.named(name).rect();
    let at = window.ground();
    window.swipe(at, vec2(0.0, -60.0));
    assert!(window.state().scroll > 40.0);
    assert_eq!(window.named(name).rect(), before);
    // Marks behind the title line cannot be hit through it.
    for node in window.nodes(Role::ListItem) {
        assert!(node.rect().min.y >= before.max.y - 0.5, "{} {}", crate::driver::name(&node), node.rect());
    }
    window.tap(before.center());
    assert!(matches!(window.state().selection, Selection::Thread(_)));
}

#[test]
fn the_handles_of_the_selected_event_are_as_large_as_a_fingertip() {
    let mut window = Window::open(Setup {
        size: PHONE,
        source: plotlanes::ui::StorySource::Bytes("a test".into(), CLOCK.as_bytes().into()),
        ..Setup::default()
    });
    window.key(egui::Key::E);
    let span = |window: &Window, title: &str| {
        let event = window.story().events.iter().find(|event| event.title == title).expect("an event");
        [event.placed.start(), event.placed.end()].map(|at| at.0 as f64 / 1e6)
    };
    window.tap(window.event("A two").rect().left_center() + vec2(4.0, 0.0));
    assert_eq!(window.selected(), Some("A two"));
    let body = window.body();
    let x = |window: &Window, time: f64| {
        body.min + ((time - window.shown()[0]) / window.length() * f64::from(body.span())) as f32
    };
    let y = window.event("A two").rect().center().y;
    // Beside the end of the bar, by less than half a fingertip.
    let end = Pos2::new(x(&window, 50.0) + 15.0, window.event("A two").rect().min.y + 10.0);
    window.swipe(end, vec2(40.0, 0.0));
    let now = span(&window, "A two");
    assert!(now[0] == 40.0 && now[1] > 55.0, "{now:?}");
    window.run(plotlanes::state::command::Command::Undo);
    // A drag elsewhere moves the story.
    let before = window.shown();
    window.swipe(Pos2::new(body.center(), y + 120.0), vec2(0.0, -30.0));
    assert_eq!((span(&window, "A two"), window.app().text()), ([40.0, 50.0], Some(CLOCK)));
    assert_eq!(window.shown(), before);
}

#[test]
fn a_long_press_in_a_lane_asks_for_an_event_there() {
    let mut window = Window::sized(PHONE.x, PHONE.y);
    window.key(egui::Key::E);
    let at = window.ground();
    window.touch(0, TouchPhase::Start, at);
    for _ in 0..8 {
        window.harness.step();
    }
    window.touch(0, TouchPhase::End, at);
    window.settle();
    assert!(window.has("Title of the new event"));
    for name in ["Add", "Add and go on", "Cancel"] {
        let button = window.button(name).rect();
        assert!(button.height() >= 44.0, "{name}: {button}");
    }
    let card = window.named("Title of the new event").rect();
    assert!(card.min.x >= 0.0 && card.max.x <= PHONE.x, "{card}");
    window.type_text("A storm");
    let add = window.button("Add").rect().center();
    window.tap(add);
    assert_eq!(window.selected(), Some("A storm"));
}
