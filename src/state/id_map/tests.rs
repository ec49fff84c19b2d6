#![expect(clippy::float_cmp, reason = "a window that is kept is exactly that window")]

use super::{IdMap, Selection, State};
use crate::state::arrangement::LanesBy;
use crate::state::command::Command;
use crate::state::lanes::LaneKey;
use crate::state::view::View;
use crate::story::Story;
use crate::story::compile::compile;
use crate::time::window::Window;

fn story(text: &str) -> Story {
    match compile(text.as_bytes()).faultless() {
        Ok((story, _)) => story,
        Err(problems) => panic!("{problems:?}\n{text}"),
    }
}

/// Events one after the other in one thread, without a clock.
fn chain(ids: &[&str]) -> Story {
    let event = |id: &&str| format!(r#"{{ "id": "{id}", "title": "{id}", "thread": "t" }}"#);
    let events: Vec<String> = ids.iter().map(event).collect();
    story(&format!(
        r#"{{ "plotlanes": 1, "title": "T", "threads": [{{ "id": "t", "title": "T" }}], "events": [{}] }}"#,
        events.join(", ")
    ))
}

/// Events at their hours, in threads of their own names.
fn hours(events: &[(&str, i64)]) -> Story {
    let thread = |&(id, _): &(&str, i64)| format!(r#"{{ "id": "{id}", "title": "{id}" }}"#);
    let event = |&(id, at): &(&str, i64)| {
        format!(
            r#"{{ "id": "{id}", "title": "{id}", "thread": "{id}", "when": {{ "at": {at} }}, "cast": ["who-{id}"] }}"#
        )
    };
    let person = |&(id, _): &(&str, i64)| format!(r#"{{ "id": "who-{id}", "name": "Who {id}" }}"#);
    let list = |of: &dyn Fn(&(&str, i64)) -> String| events.iter().map(of).collect::<Vec<_>>().join(", ");
    story(&format!(
        r#"{{ "plotlanes": 1, "title": "T", "time": {{ "kind": "number", "unit": "hour" }}, "threads": [{}],
            "characters": [{}], "events": [{}] }}"#,
        list(&thread),
        list(&person),
        list(&event)
    ))
}

const HOUR: f64 = 1e6;

fn event(story: &Story, id: &str) -> Selection {
    let found = story.event_ids().find(|&event| story.event(event).id == id);
    Selection::Event(found.unwrap_or_else(|| panic!("no event {id}")))
}

fn moved(state: &State, old: &Story, new: &Story) -> State {
    let (ids, fresh) = (IdMap::new(old, new), State::new(new));
    let there = state.moved_to(fresh, old, new, &ids);
    // If they are there already, the lanes are reused.
    let again = state.moved_to(there.clone(), old, new, &ids);
    assert!(std::sync::Arc::ptr_eq(there.lineup(), again.lineup()));
    assert_eq!(View::of(new, &there), View::of(new, &again));
    there
}

#[test]
fn the_window_goes_with_its_events() {
    let check = |old: &Story, new: &Story, shown: [f64; 2], selected: Option<&str>, expect: [f64; 2]| {
        let mut state = State::new(old);
        if let Some(id) = selected {
            state.apply(old, Command::Select(event(old, id)));
        }
        state.window = Window::new(shown[0], shown[1] - shown[0]);
        let window = moved(&state, old, new).window;
        assert_eq!([window.start(), window.end()], expect, "{shown:?} with {selected:?}");
    };
    let old = chain(&["a", "b", "c", "d", "e", "f"]);
    let step = |id: &str, story: &Story| {
        let Selection::Event(event) = event(story, id) else { unreachable!() };
        story.event(event).placed.start().0 as f64
    };
    let longer = chain(&["x", "y", "a", "b", "c", "d", "e", "f"]);
    let by = step("c", &longer) - step("c", &old);
    assert!(by > 0.0);
    let (c, d) = (step("c", &old), step("d", &old));
    check(&old, &longer, [c - 0.5, d + 0.5], None, [c - 0.5 + by, d + 0.5 + by]);
    // Events added behind move nothing.
    check(&old, &chain(&["a", "b", "c", "d", "e", "f", "g"]), [c - 0.5, d + 0.5], None, [c - 0.5, d + 0.5]);
    // On a clock, moving one event moves no other; but the window follows a selected event.
    let old = hours(&[("a", 0), ("b", 10), ("c", 12), ("d", 14), ("e", 100)]);
    let new = hours(&[("a", 0), ("b", 10), ("c", 50), ("d", 14), ("e", 100)]);
    check(&old, &new, [9.0 * HOUR, 15.0 * HOUR], None, [9.0 * HOUR, 15.0 * HOUR]);
    check(&old, &new, [9.0 * HOUR, 15.0 * HOUR], Some("c"), [47.0 * HOUR, 53.0 * HOUR]);
}

#[test]
fn the_whole_story_stays_the_whole_story() {
    let (old, new) = (hours(&[("a", 0), ("b", 10)]), hours(&[("a", 0), ("b", 10), ("c", 500)]));
    let state = moved(&State::new(&old), &old, &new);
    assert_eq!(state.window, Window::fit(new.extent));
    let other = chain(&["a", "b", "c"]);
    let mut state = State::new(&old);
    state.window = Window::new(HOUR, HOUR);
    state.pin = Some(HOUR);
    let state = moved(&state, &old, &other);
    assert_eq!((state.window, state.pin), (Window::fit(other.extent), None), "hours are no steps");
}

#[test]
fn a_new_version_keeps_the_arrangement() {
    let old = hours(&[("a", 0), ("b", 10), ("c", 20), ("d", 30)]);
    let new = hours(&[("z", 5), ("d", 30), ("c", 20), ("b", 10), ("y", 7)]);
    let mut state = State::new(&old);
    let lane = |story: &Story, id: &str| match event(story, id) {
        Selection::Event(event) => LaneKey::Thread(story.event(event).thread),
        _ => unreachable!(),
    };
    for command in [
        Command::Select(event(&old, "a")),
        Command::Select(event(&old, "c")),
        Command::Fold(lane(&old, "b")),
        Command::Hide(lane(&old, "a")),
        Command::MoveLane { lane: lane(&old, "d"), before: Some(lane(&old, "b")) },
        Command::Filter("-d".to_owned()),
        Command::TogglePath(old.event(crate::story::id::EventId(3)).cast[0]),
        Command::Select(event(&old, "b")),
        Command::Compare(match event(&old, "d") {
            Selection::Event(event) => event,
            _ => unreachable!(),
        }),
        Command::Pin(Some(20.0 * HOUR)),
        Command::Search("b".to_owned()),
        Command::ScrollLanes(7.0),
    ] {
        state.apply(&old, command);
    }
    let before = View::of(&old, &state);
    let mut state = moved(&state, &old, &new);
    let after = View::of(&new, &state);
    // Only the lane of the removed thing is gone.
    let mut before = View { hidden: Vec::new(), window: after.window, ..before };
    before.dragged.retain(|lane| lane.id != "a");
    assert_eq!(after, before);
    assert_eq!(state.search.hits().len(), 1);
    assert!(state.filter().is_some_and(|filter| filter.hits().len() == 4));
    state.apply(&new, Command::Back);
    assert_eq!(state.selection, event(&new, "b"));
    state.apply(&new, Command::Back);
    assert_eq!(state.selection, event(&new, "c"));
    state.apply(&new, Command::Back);
    assert_eq!(state.selection, Selection::Nothing, "what has gone is no stop on the way");
    state.apply(&new, Command::Undo);
    assert!(state.arrangement().paths.is_empty() && state.arrangement().filter.is_active());
    state.apply(&new, Command::Redo);
    assert_eq!(state.paths().len(), 1);
}

#[test]
fn removed_things_are_left_out() {
    let old = hours(&[("a", 0), ("b", 10), ("c", 20)]);
    let new = hours(&[("c", 20), ("x", 30)]);
    let mut state = State::new(&old);
    state.apply(&old, Command::LanesBy(LanesBy::Character));
    state.apply(&old, Command::Select(event(&old, "c")));
    state.apply(&old, Command::Compare(crate::story::id::EventId(1)));
    let state = moved(&state, &old, &new);
    assert_eq!((state.selection, state.anchor), (Selection::Nothing, None));
    assert_eq!(state.arrangement().lanes, LanesBy::Character);
    assert_eq!(state.lineup().lanes.len(), 2);
}

#[test]
fn a_pin_stays_at_its_event() {
    let (old, new) = (chain(&["a", "b", "c", "d"]), chain(&["x", "a", "b", "c", "d"]));
    let start = |story: &Story, id: &str| match event(story, id) {
        Selection::Event(event) => story.event(event).placed.start().0 as f64,
        _ => unreachable!(),
    };
    let mut state = State::new(&old);
    for (at, expect) in [(start(&old, "c"), start(&new, "c")), (start(&old, "c") + 0.25, start(&new, "c") + 0.25)] {
        state.pin = Some(at);
        assert_eq!(moved(&state, &old, &new).pin, Some(expect));
    }
}

#[test]
fn what_has_another_name_in_the_same_place_is_the_same() {
    let check = |old: &[&str], new: &[&str], expect: Option<usize>| {
        let (old, new) = (chain(old), chain(new));
        let found = IdMap::new(&old, &new).event(crate::story::id::EventId(1)).map(crate::story::id::EventId::index);
        assert_eq!(found, expect);
    };
    check(&["a", "b", "c"], &["a", "x", "c"], Some(1));
    // Two names at once, and a place that another one has taken, say nothing.
    check(&["a", "b", "c"], &["a", "x", "y"], None);
    check(&["a", "b", "c"], &["a", "c", "x"], None);
    check(&["a", "b", "c"], &["a", "c"], None);
    check(&["a", "b", "c"], &["b", "x", "c"], Some(0));
}
