//! Windows opened by a link: they show the link's view, and tell which parts of it the story lacks.

use egui::vec2;
use plotlanes::state::Selection;
use plotlanes::state::view::View;
use plotlanes::ui::StorySource;

use crate::driver::{Setup, Window};
use crate::keys::CLOCK;

/// The episode, opened by a link.
fn linked(link: &str) -> Window {
    Window::open(Setup { link: Some(link.to_owned()), ..Setup::default() })
}

/// The present view, as a link.
fn view(window: &Window) -> String {
    View::of(window.story(), window.state()).to_fragment()
}

#[test]
fn a_window_shows_the_view_of_its_link() {
    for link in ["order=happening", "event=city&window=2..12&folded=dominion&search=kira&order=happening"] {
        let window = linked(link);
        assert_eq!(view(&window), link);
        assert!(!window.says("Not all of the link"));
    }
}

#[test]
fn the_selected_event_is_in_sight_unless_the_link_is_scrolled() {
    // The window is so low that the last lane, with this event, is out of sight at first.
    let open =
        |link: &str| Window::open(Setup { size: vec2(800.0, 360.0), link: Some(link.into()), ..Setup::default() });
    assert!(open("event=treaty").state().scroll > 20.0);
    assert!((open("event=treaty&scroll=5").state().scroll - 5.0).abs() < 1e-3);
}

#[test]
fn a_link_takes_precedence_over_the_stored_view() {
    let mut old = Window::episode();
    old.click_event("Damar is killed");
    old.key(egui::Key::F);
    let settings = Some(old.settings());
    let window = Window::open(Setup { settings, link: Some("event=city".into()), ..Setup::default() });
    assert_eq!(view(&window), "event=city&order=happening");
    assert!(window.state().trail.has_back(), "to the event of last time");
}

#[test]
fn the_theme_of_a_link_is_not_stored() {
    let mut window = linked("theme=light");
    assert_eq!(window.ctx().theme(), egui::Theme::Light);
    assert!(window.settings().contains(r#""theme":"dark""#), "{}", window.settings());
}

#[test]
fn a_link_waits_for_its_story() {
    let source = || StorySource::Bytes("a test".into(), CLOCK.as_bytes().into());
    let open = |link: &str| Window::open(Setup { source: source(), link: Some(link.into()), ..Setup::default() });
    let window = open("event=a2&window=35e6..55e6");
    assert_eq!((window.selected(), window.shown()), (Some("A two"), [35.0, 55.0]));
    assert!(!window.says("Not all of the link"));
    assert!(open("event=city").says("Not all of the link is shown: this story has no event \"city\""));
}

#[test]
fn the_link_of_a_story_that_does_not_open_is_forgotten() {
    let source = StorySource::Bytes("a test".into(), b"{".as_slice().into());
    let mut window = Window::open(Setup { source, link: Some("event=a2".into()), ..Setup::default() });
    assert_eq!((view(&window).as_str(), window.story().title.as_str()), ("order=happening", "What You Leave Behind"));
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("clock.json");
    std::fs::write(&path, CLOCK).expect("a file");
    window.drop_file(&path);
    assert_eq!((view(&window).as_str(), window.story().events.len() > 2), ("order=happening", true));
}

#[test]
fn parts_of_a_link_that_are_not_understood_give_a_notice() {
    let window = linked("event=nobody&window=x&folded=dominion");
    assert_eq!(
        (window.state().selection, view(&window).as_str()),
        (Selection::Nothing, "folded=dominion&order=happening")
    );
    assert!(window.says("Not all of the link is shown: \"window\": not two numbers such as 3..12, and 1 more"));
}
