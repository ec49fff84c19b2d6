//! The first view: everything is there, and has a name for screen readers.

use egui_kittest::kittest::NodeT as _;
use plotlanes::state::Selection;
use plotlanes::story::words;

use crate::driver::{Role, Setup, Window, name};

#[test]
fn the_story_is_named_and_its_page_is_shown() {
    let window = Window::episode();
    let texts = [
        "The story",
        "The war against the Dominion ends",
        "Star Trek: Deep Space Nine · season 7, episodes 25 and 26",
        "THREADS",
        "Allan Kroeker",
        "CC BY-SA 4.0",
        "60 events · 9 threads",
    ];
    for text in texts {
        assert!(window.says(text), "{text}");
    }
    let texts = window.nodes(Role::Label).into_iter().chain(window.nodes(Role::Heading));
    let titled = texts.filter(|node| name(node) == "What You Leave Behind").count();
    assert_eq!(titled, 2, "in the toolbar and on the page");
}

#[test]
fn every_lane_phase_and_event_can_be_read_aloud() {
    let window = Window::episode();
    let story = window.story();
    assert_eq!((story.threads.len(), story.events.len(), story.phases.len()), (9, 60, 6));
    for thread in &story.threads {
        let lane = format!("Lane {}, {}, {} events", thread.title, thread.group, thread.events.len());
        let button = format!("Fold {}", thread.title);
        assert!(window.button(&lane).rect().contains_rect(window.button(&button).rect()), "{button} in {lane}");
    }
    for phase in &story.phases {
        window.button(&format!("Phase {}", phase.title));
    }
    let items = window.nodes(Role::ListItem);
    for id in story.event_ids() {
        let spoken = words::spoken(story, id);
        let found: Vec<_> = items.iter().filter(|node| name(node) == spoken).collect();
        assert_eq!(found.len(), 1, "{spoken}");
        assert_eq!(found[0].accesskit_node().is_selected(), Some(false), "{spoken}");
    }
}

#[test]
fn an_event_is_read_with_its_thread_and_its_time_in_words() {
    let window = Window::episode();
    for (title, expect) in [
        ("Damar is killed", "The Cardassian uprising, a moment, during “Command center stormed”"),
        ("Odo’s promise", "Odo and the Link, after “The order to surrender”"),
        ("Montages of their bonds", "Peace and partings, placed by its order in the thread, after “Worf to Qo’noS”"),
    ] {
        assert_eq!(name(&window.event(title)), format!("{title}, {expect}"));
    }
}

#[test]
fn an_event_that_belongs_to_two_threads_is_read_differently_in_the_other_lane() {
    let window = Window::episode();
    let mut names: Vec<_> = window.nodes(Role::ListItem).iter().map(name).collect();
    let all = names.len();
    assert!(all > window.story().events.len(), "no event is shown in a second lane");
    names.sort();
    names.dedup();
    assert_eq!(names.len(), all, "two nodes cannot be told apart");
}

#[test]
fn nothing_is_selected_and_nothing_to_go_back_to() {
    let mut window = Window::episode();
    assert_eq!(window.state().selection, Selection::Nothing);
    for name in ["Back (Alt+←)", "Forward (Alt+→)"] {
        assert!(window.button(name).accesskit_node().is_disabled(), "{name}");
        window.click_button(name);
    }
    assert_eq!(window.state().selection, Selection::Nothing);
}

#[test]
fn a_jump_glides_unless_motion_is_reduced() {
    for (still, frames) in [("false", 8..=20), ("true", 1..=4)] {
        let settings = Some(format!(r#"{{"still":{still}}}"#));
        let mut window = Window::open(Setup { settings, frame_seconds: 1.0 / 60.0, ..Setup::default() });
        window.click("Phase The battle");
        let frames_taken = window.frames_of_a_key(egui::Key::Num0);
        assert!(frames.contains(&frames_taken), "still: {still}: {frames_taken} frames");
    }
}

#[test]
fn a_settled_window_requests_no_frame() {
    let mut window = Window::episode();
    for (what, act) in [
        ("at rest", (|_| ()) as fn(&mut Window)),
        ("an event selected", |window| window.click_event("Damar is killed")),
        ("zoomed", |window| window.key(egui::Key::Plus)),
        ("help", |window| window.key(egui::Key::F1)),
        ("after help", |window| window.key(egui::Key::Escape)),
    ] {
        act(&mut window);
        let steps = window.settle();
        assert!(steps <= 2, "{what}: {steps} frames");
        let delay = window.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay;
        assert!(delay > std::time::Duration::from_secs(1), "{what}: a frame after {delay:?}");
    }
}
