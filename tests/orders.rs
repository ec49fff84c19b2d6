//! The effects of commands about the two orders, causes, comparisons, the pin and filters.
//!
//! ```text
//! happens   a── b── c── d e──     of 0–100 hours
//! told      b c d a e
//! because   b of a; c of a and b; d of c; e of nothing
//! ```

mod applied;

use applied::after;
use plotlanes::state::arrangement::LanesBy;
use plotlanes::state::command::Command;
use plotlanes::state::lanes::LaneKey;
use plotlanes::state::{Selection, State};
use plotlanes::story::Story;
use plotlanes::story::compile::compile;
use plotlanes::story::id::{CharacterId, EventId, PhaseId, ThreadId};
use plotlanes::story::order::Order;
use plotlanes::time::window::Window;
use proptest::prelude::*;

const STORY: &str = r#"{
  "plotlanes": 1, "title": "Hours", "time": {"kind": "number", "unit": "hour"},
  "threads": [{"id": "t", "title": "T"}, {"id": "u", "title": "U"}],
  "characters": [{"id": "k", "name": "Kira"}, {"id": "o", "name": "Odo"}],
  "phases": [{"title": "Early", "from": "a", "to": "b"}],
  "events": [
    {"id": "a", "title": "Alarm", "thread": "t", "told": 4, "when": {"from": 0, "to": 10}, "cast": ["k"]},
    {"id": "b", "title": "Battle", "thread": "t", "told": 1, "when": {"from": 20, "to": 30}, "because": ["a"], "cast": ["k"]},
    {"id": "c", "title": "Ceasefire", "thread": "u", "told": 2, "when": {"from": 40, "to": 50}, "because": ["a", "b"]},
    {"id": "d", "title": "Dinner", "thread": "u", "told": 3, "when": {"at": 60}, "because": ["c"], "cast": ["o"]},
    {"id": "e", "title": "Evening", "thread": "t", "told": 5, "when": {"from": 70, "to": 100}}
  ]
}"#;

/// A tick is a millionth of an hour.
const HOUR: f64 = 1e6;

fn story() -> Story {
    compile(STORY.as_bytes()).faultless().expect("the story loads").0
}

fn event(letter: char) -> EventId {
    EventId("abcde".find(letter).expect("an event") as u32)
}

fn select(letter: char) -> Command {
    Command::Select(Selection::Event(event(letter)))
}

/// The letters of the selected event and of the event it is compared with.
fn selected(state: &State) -> String {
    let letter = |id: EventId| "abcde".chars().nth(id.index()).expect("an event");
    let selected = match state.selection {
        Selection::Event(id) => letter(id).to_string(),
        Selection::Nothing => String::new(),
        other => panic!("{other:?}"),
    };
    state.anchor.map_or(selected.clone(), |anchor| format!("{}–{selected}", letter(anchor)))
}

#[test]
fn causes_and_effects_are_walked_along_either_order() {
    use Command::{ToCause, ToEffect};
    use Order::{Happening, Telling};
    let story = story();
    let check = |order: Order, from: char, command: Command, to: &str| {
        let state = after(&story, &[Command::SetOrder(order), select(from), command.clone()]);
        assert_eq!(selected(&state), to, "{from} {command:?} {order:?}");
    };
    check(Happening, 'd', ToCause, "c");
    check(Happening, 'c', ToCause, "b");
    check(Happening, 'a', ToEffect, "b");
    check(Happening, 'a', ToCause, "a");
    check(Happening, 'e', ToCause, "e");
    check(Happening, 'd', ToEffect, "d");
    // In the telling, both effects of a come before it, c nearer; of c's causes only b does.
    check(Telling, 'a', ToEffect, "c");
    check(Telling, 'c', ToCause, "b");
    let back = [select('d'), Command::ToCause, Command::ToCause, Command::Back];
    assert_eq!(selected(&after(&story, &back)), "c");
    let lane = [Command::Select(Selection::Thread(ThreadId(0))), Command::ToCause];
    assert_eq!(after(&story, &lane).selection, Selection::Thread(ThreadId(0)));
}

#[test]
fn two_events_are_compared_until_one_of_them_is_left() {
    let story = story();
    let check = |commands: &[Command], expect: &str| {
        assert_eq!(selected(&after(&story, commands)), expect, "{commands:?}");
    };
    let compare = |letter| Command::Compare(event(letter));
    check(&[select('a'), compare('c')], "a–c");
    check(&[compare('c')], "c");
    check(&[select('a'), compare('a')], "a");
    check(&[select('a'), compare('c'), compare('d')], "c–d");
    check(&[select('a'), compare('c'), compare('a')], "c–a");
    check(&[select('a'), compare('c'), compare('c')], "c");
    check(&[select('a'), compare('c'), select('c')], "a–c");
    check(&[select('a'), compare('c'), select('d')], "d");
    for away in [Command::Back, Command::ToCause, Command::NextHit] {
        let commands = [Command::Search("ala".into()), select('a'), compare('c'), away.clone()];
        let state = after(&story, &commands);
        assert_eq!(state.anchor, None, "{away:?} leaves what was compared: {}", selected(&state));
    }
    check(&[select('a'), compare('c'), Command::Back, Command::Forward], "c");
    check(&[Command::Select(Selection::Thread(ThreadId(0))), compare('c')], "c");
}

#[test]
fn clearing_removes_one_thing_at_a_time() {
    let story = story();
    let mut state = after(
        &story,
        &[select('a'), Command::Compare(event('c')), Command::Search("battle".into()), Command::Pin(Some(5.0 * HOUR))],
    );
    let mut left = || {
        state.apply(&story, Command::Clear);
        (state.search.is_active(), selected(&state), state.pin.is_some())
    };
    assert_eq!(left(), (false, "a–c".to_owned(), true));
    assert_eq!(left(), (false, "c".to_owned(), true));
    assert_eq!(left(), (false, String::new(), true));
    assert_eq!(left(), (false, String::new(), false));
    assert_eq!(left(), (false, String::new(), false));
}

#[test]
fn a_place_is_held_on_to_and_moved_from_end_to_end() {
    let story = story();
    let check = |commands: &[Command], expect: Option<f64>| {
        let pin = after(&story, commands).pin;
        assert_eq!(pin.map(|at| at / HOUR), expect, "{commands:?}");
    };
    let (earlier, later) = (Command::MovePin(false), Command::MovePin(true));
    check(&[Command::TogglePin], Some(50.0));
    check(&[select('b'), Command::TogglePin], Some(20.0));
    check(&[select('b'), Command::TogglePin, Command::TogglePin], None);
    check(&[Command::Pin(Some(-9e9)), Command::MovePin(false)], Some(0.0));
    check(&[Command::Pin(Some(9e9))], Some(100.0));
    check(&[Command::Pin(Some(9e9)), Command::Pin(None)], None);
    let at = |hours: f64, steps: &[Command]| [&[Command::Pin(Some(hours * HOUR))], steps].concat();
    check(&at(20.0, std::slice::from_ref(&later)), Some(30.0));
    check(&at(20.0, &[later.clone(), later.clone(), later.clone(), later.clone()]), Some(60.0));
    check(&at(25.0, std::slice::from_ref(&earlier)), Some(20.0));
    check(&at(25.0, &[earlier.clone(), later.clone()]), Some(30.0));
    check(&at(100.0, std::slice::from_ref(&later)), Some(100.0));
    // Without a pin, the command first sets one.
    check(&[select('c'), later.clone()], Some(40.0));
    // The telling has steps, and a position in one order means nothing in the other.
    check(&[Command::TogglePin, Command::ToggleOrder], None);
    let told = after(&story, &[Command::ToggleOrder, select('c'), Command::TogglePin, later.clone(), later]);
    assert_eq!(told.pin, Some(3.0));
}

#[test]
fn the_place_held_on_to_stays_in_sight() {
    let story = story();
    let start = [Command::Show(Window::new(0.0, 12.0 * HOUR)), Command::Pin(Some(10.0 * HOUR))];
    let state = after(&story, &[start.as_slice(), &[Command::MovePin(true)]].concat());
    let at = state.pin.expect("a place");
    assert!(state.window.start() < at && at < state.window.end(), "{at} {:?}", state.window);
    assert!((state.window.length() - 12.0 * HOUR).abs() < 1.0, "the zoom stays");
}

#[test]
fn the_whole_story_stays_whole_in_the_other_order() {
    let story = story();
    let fit = |order: Order| Window::fit(order.extent(&story));
    let told = after(&story, &[Command::ToggleOrder]);
    assert_eq!((told.order(), told.window), (Order::Telling, fit(Order::Telling)));
    let both = after(&story, &[select('d'), Command::ToggleOrder, Command::ToggleOrder]);
    assert_eq!((both.order(), both.window), (Order::Happening, fit(Order::Happening)));
    let undone = after(&story, &[Command::ToggleOrder, Command::Undo]);
    assert_eq!((undone.order(), undone.window), (Order::Happening, fit(Order::Happening)));
    assert!(!after(&story, &[Command::SetOrder(Order::Happening)]).history.has_back());
}

#[test]
fn visible_events_stay_visible_in_the_other_order() {
    let story = story();
    // With nothing selected, the event nearest to the middle of the window stays.
    for (letter, hours) in [('a', 5.0), ('b', 25.0), ('d', 60.0), ('e', 90.0)] {
        let zoom = Command::Zoom { factor: 3.0, about: hours * HOUR };
        let show = Command::Show(Window::new((hours - 10.0) * HOUR, 20.0 * HOUR));
        let state = after(&story, &[zoom, show, Command::ToggleOrder]);
        let span = Order::Telling.span(&story, event(letter));
        let middle = f64::midpoint(span.start().0 as f64, span.end().0 as f64);
        assert!(state.window.start() <= middle && middle <= state.window.end(), "{letter}: {:?}", state.window);
    }
}

#[test]
fn somebody_during_a_phase_is_a_selection() {
    let story = story();
    let selection = Selection::Presence(CharacterId(0), PhaseId(0));
    assert_eq!(selection.name(&story), "Kira in Early");
    let state = after(&story, &[Command::LanesBy(LanesBy::Character), Command::Select(selection)]);
    assert_eq!(state.paths(), [CharacterId(0)]);
    assert_eq!(state.selected_lane(&story), Some(LaneKey::Character(CharacterId(0))));
    let span = state.selected_span(&story).expect("events");
    assert_eq!([span.start().0, span.end().0], [0, 30_000_000]);
}

#[test]
fn paths_are_drawn_of_kept_and_selected_characters() {
    let story = story();
    let [kira, odo] = [CharacterId(0), CharacterId(1)];
    let of = |who| Command::Select(Selection::Character(who));
    let check = |commands: &[Command], expect: &[CharacterId]| {
        assert_eq!(after(&story, commands).paths(), expect, "{commands:?}");
    };
    check(&[], &[]);
    check(&[of(odo)], &[odo]);
    check(&[of(odo), Command::TogglePathOfSelected, select('a')], &[odo]);
    check(&[of(odo), Command::TogglePathOfSelected, Command::TogglePathOfSelected, select('a')], &[]);
    check(&[select('a'), Command::TogglePathOfSelected], &[]);
    check(&[Command::TogglePath(kira), of(odo)], &[kira, odo]);
    check(&[Command::TogglePath(odo), Command::TogglePath(kira), of(odo)], &[odo, kira]);
    check(&[Command::ShowPaths(vec![odo, kira]), Command::TogglePath(odo)], &[kira]);
    check(&[Command::ShowPaths(vec![odo, kira]), Command::ClearPaths], &[]);
}

#[test]
fn filters_dim_or_hide_and_the_search_becomes_one() {
    let story = story();
    let passing = |state: &State| {
        let ids = story.event_ids().filter(|&id| state.passes(id));
        ids.map(|id| story.event(id).id).collect::<String>()
    };
    let check = |commands: &[Command], query: &str, expect: &str| {
        let state = after(&story, commands);
        assert_eq!((state.arrangement().filter.query.as_str(), passing(&state).as_str()), (query, expect));
    };
    let search = |query: &str| [Command::Search(query.into()), Command::FilterBySearch];
    check(&[], "", "abcde");
    check(&search("kira"), "kira", "ab");
    check(&search("  "), "", "abcde");
    check(&[search("kira"), search("battle")].concat(), "kira battle", "b");
    check(&[search("kira").as_slice(), &[Command::ClearFilter]].concat(), "", "abcde");
    check(&[search("kira").as_slice(), &[Command::Undo]].concat(), "", "abcde");
    check(&[search("kira").as_slice(), &[Command::Undo, Command::Redo]].concat(), "kira", "ab");
    let hiding = after(&story, &[search("kira").as_slice(), &[Command::ToggleFilterHides]].concat());
    assert_eq!(hiding.lineup().lanes.iter().map(|lane| lane.events.len()).sum::<usize>(), 2);
    assert!(!hiding.search.is_active(), "what is kept back is not marked as found too");
}

proptest! {
    /// At any zoom and position, a selected event stays in sight as the order changes, and the whole story stays the
    /// whole story.
    #[test]
    fn a_selected_event_is_seen_in_both_orders(at in 0..5_u32, factor in 0.5..1e4_f64, about in 0.0..1.0_f64, pan in -2.0..2.0_f64) {
        let story = story();
        let commands = [
            Command::Zoom { factor, about: about * 100.0 * HOUR },
            Command::Pan(pan),
            Command::Select(Selection::Event(EventId(at))),
        ];
        let mut state = after(&story, &commands);
        for _ in 0..3 {
            state.apply(&story, Command::ToggleOrder);
            let span = state.order().span(&story, EventId(at));
            let middle = f64::midpoint(span.start().0 as f64, span.end().0 as f64);
            let (window, all) = (state.window, Window::fit(state.extent(&story)));
            prop_assert!(window.start() <= middle && middle <= window.end(), "{window:?} {middle}");
            let slack = 1e-9 * all.length();
            prop_assert!(window.start() >= all.start() - slack && window.end() <= all.end() + slack, "{window:?} {all:?}");
            prop_assert!(factor > 1.0 || window == all);
        }
    }
}
