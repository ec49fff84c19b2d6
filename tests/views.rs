//! Views of a story whose names are easily confused with parts of links: commas, colons, slashes, percent signs,
//! keywords.

use plotlanes::state::arrangement::{LanesBy, Sort};
use plotlanes::state::chart::Chart;
use plotlanes::state::command::Command;
use plotlanes::state::lanes::LaneKey;
use plotlanes::state::view::View;
use plotlanes::state::{Selection, State};
use plotlanes::story::Story;
use plotlanes::story::compile::compile;
use plotlanes::story::id::{CharacterId, EventId, GroupId, PhaseId, PlaceId, TagId, ThreadId};
use plotlanes::story::order::Order;
use proptest::prelude::*;

const STORY: &str = r##"{
  "plotlanes": 1, "title": "Names",
  "threads": [
    {"id": "a,b", "title": "One", "group": "x:y"}, {"id": "place:c", "title": "Two", "group": "x,y/%z"},
    {"id": "%2C", "title": "Three"}, {"id": "a", "title": "Four"}
  ],
  "characters": [{"id": "k/l", "name": "K", "group": "x:y"}, {"id": "m,n", "name": "M"}, {"id": "ß&=#", "name": "S"}],
  "places": [{"id": "c", "name": "C"}, {"id": "rest:place", "name": "R", "within": "c"}, {"id": "#", "name": "E"}],
  "phases": [{"title": "1/2, %", "from": "e1", "to": "e,2"}, {"title": "l/1/2, %", "from": "e1", "to": "e1"}],
  "events": [
    {"id": "e1", "title": "E", "thread": "a,b", "cast": ["k/l", "ß&=#"], "place": "c", "tags": ["a:b", "a,b"]},
    {"id": "e,2", "title": "E", "thread": "place:c", "cast": ["m,n"], "place": "rest:place", "because": ["e1"]},
    {"id": "e/3%", "title": "E", "thread": "%2C", "place": "#", "tags": ["%"], "because": ["e,2"]}
  ]
}"##;

fn story() -> Story {
    compile(STORY.as_bytes()).faultless().expect("the story loads").0
}

/// Shows the view of a link after some commands.
fn shown(story: &Story, before: &[Command], link: &str) -> State {
    let mut state = State::new(story);
    for command in before {
        state.apply(story, command.clone());
    }
    state.apply(story, Command::ShowView(Box::new(View::from_fragment(link))));
    state
}

#[test]
fn links_of_arrangements_are_shown_and_said_again() {
    let story = story();
    let before = [
        Command::LanesBy(LanesBy::Tag),
        Command::ToggleOrder,
        Command::Hide(LaneKey::Tag(TagId(0))),
        Command::Select(Selection::Event(EventId(0))),
        Command::Compare(EventId(1)),
        Command::TogglePin,
        Command::Filter("k".into()),
        Command::TogglePath(CharacterId(1)),
    ];
    let check = |link: &str, expect: &str| {
        for before in [&[][..], &before] {
            let state = shown(&story, before, link);
            assert_eq!(View::of(&story, &state).to_fragment(), expect, "{link}");
            assert!(View::of(&story, &state).missing(&story).is_empty());
        }
    };
    let same = |link: &str| check(link, link);
    same("order=telling");
    same("lanes=character&order=happening");
    same("sort=crossings&order=happening");
    same("chart=curve&order=happening");
    same("depth=3&order=happening");
    same("pin=1&order=happening");
    same("filter=k%2Fl&filtered=hidden&order=happening");
    same("event=e1&with=e%2C2&order=happening");
    same("presence=k%2Fl%2F1%2F2%2C%20%25&order=happening");
    same("group=x%2Cy%2F%25z&order=happening");
    same("tag=a%3Ab&order=happening");
    same("place=%23&order=happening");
    same("folded=a%2Cb,place%3Ac,place:c,group:x%3Ay&order=happening");
    same("dragged=%252C,place:rest%3Aplace,rest:place,a%2Cb&order=happening");
    same("hidden=place:%23,rest:tag&order=happening");
    same("solo=group:x%2Cy%2F%25z,tag:%25&order=happening");
    same("paths=m%2Cn,%C3%9F%26%3D%23&order=happening");
    // Repeats are dropped, a pin is kept on the axis, and an event is not compared with itself.
    check("paths=k%2Fl,k%2Fl&order=happening", "paths=k%2Fl&order=happening");
    check("hidden=a,a&order=happening", "hidden=a&order=happening");
    check("pin=1e18&order=telling", "pin=3&order=telling");
    check("event=e1&with=e1", "event=e1&order=happening");
    check("with=e1", "order=happening");
}

#[test]
fn missing_things_are_reported_and_left_out() {
    let story = story();
    let check = |link: &str, expect: &[&str], rest: &str| {
        let view = View::from_fragment(link);
        assert_eq!(
            (view.missing(&story), &view.ignored),
            (expect.iter().map(|it| (*it).to_owned()).collect(), &vec![])
        );
        assert_eq!(View::of(&story, &shown(&story, &[], link)).to_fragment(), format!("{rest}order=happening"));
    };
    check("group=x&order=happening", &["this story has no group \"x\""], "");
    check("tag=b", &["this story has no tag \"b\""], "");
    check("event=e1&with=e9", &["this story has no event \"e9\""], "event=e1&");
    check("paths=z,m%2Cn", &["this story has no character \"z\""], "paths=m%2Cn&");
    check("folded=b,a", &["this story has no thread \"b\""], "folded=a&");
    check("hidden=place:z,group:a", &["this story has no place \"z\"", "this story has no group \"a\""], "");
    check("solo=z&dragged=z&folded=z", &["this story has no thread \"z\""], "");
    check("presence=k%2Fl%2Fnever", &["this story has no presence \"k/l/never\""], "");
    check("presence=k", &["this story has no presence \"k\""], "");
    check("dragged=rest:event,rest:place", &["this story has no rest \"event\""], "dragged=rest:place&");
}

fn key() -> impl Strategy<Value = LaneKey> {
    prop_oneof![
        (0..4_u32).prop_map(|at| LaneKey::Thread(ThreadId(at))),
        (0..3_u32).prop_map(|at| LaneKey::Character(CharacterId(at))),
        (0..3_u32).prop_map(|at| LaneKey::Place(PlaceId(at))),
        (0..2_u32).prop_map(|at| LaneKey::Group(GroupId(at))),
        (0..3_u32).prop_map(|at| LaneKey::Tag(TagId(at))),
        prop::sample::select(LanesBy::ALL.to_vec()).prop_map(LaneKey::Rest),
    ]
}

fn command() -> impl Strategy<Value = Command> {
    let event = || (0..3_u32).prop_map(EventId);
    let who = || (0..3_u32).prop_map(CharacterId);
    let arranging = prop_oneof![
        prop::sample::select(Order::ALL.to_vec()).prop_map(Command::SetOrder),
        prop::sample::select(LanesBy::ALL.to_vec()).prop_map(Command::LanesBy),
        prop::sample::select(Sort::ALL.to_vec()).prop_map(Command::SortLanes),
        (key(), prop::option::of(key())).prop_map(|(lane, before)| Command::MoveLane { lane, before }),
        key().prop_map(Command::Fold),
        key().prop_map(Command::Hide),
        key().prop_map(Command::Solo),
        "[k-n ,%]{0,3}".prop_map(Command::Filter),
        Just(Command::ToggleFilterHides),
        who().prop_map(Command::TogglePath),
        prop::option::of(1..5_u32).prop_map(Command::ChainDepth),
        prop::option::of(prop::sample::select(Chart::ALL.to_vec())).prop_map(Command::ShowChart),
    ];
    let seeing = prop_oneof![
        event().prop_map(|id| Command::Select(Selection::Event(id))),
        key().prop_map(|key| Command::Select(key.selection())),
        (who(), 0..2_u32).prop_map(|(who, at)| Command::Select(Selection::Presence(who, PhaseId(at)))),
        event().prop_map(Command::Compare),
        prop::option::of(-1.0..9.0_f64).prop_map(Command::Pin),
        "[k-n ,%]{0,3}".prop_map(Command::Search),
        (0.1..9.0_f64, 0.0..3.0_f64).prop_map(|(factor, about)| Command::Zoom { factor, about }),
        (-1.0..1.0_f64).prop_map(Command::Pan),
        Just(Command::Back),
        Just(Command::Undo),
    ];
    prop_oneof![arranging, seeing]
}

proptest! {
    /// After any commands, the link to the view shows the same view, from any other view.
    #[test]
    fn a_link_shows_the_view_it_was_made_of(
        commands in prop::collection::vec(command(), 0..12),
        before in prop::collection::vec(command(), 0..6),
    ) {
        let story = story();
        let mut state = State::new(&story);
        for command in commands {
            state.apply(&story, command);
        }
        let view = View::of(&story, &state);
        let link = view.to_fragment();
        prop_assert_eq!(View::from_fragment(&link).missing(&story), Vec::<String>::new());
        let back = shown(&story, &before, &link);
        prop_assert_eq!(back.arrangement(), state.arrangement(), "{}", link);
        prop_assert_eq!((back.selection, back.anchor, back.pin), (state.selection, state.anchor, state.pin), "{}", link);
        prop_assert_eq!(back.search.hits(), state.search.hits());
        let length = state.window.length();
        prop_assert!((back.window.start() - state.window.start()).abs() <= 1e-6 * length, "{}", link);
        prop_assert!((back.window.length() - length).abs() <= 1e-6 * length, "{}", link);
        let keys = |state: &State| state.lineup().lanes.iter().map(|lane| lane.key).collect::<Vec<_>>();
        prop_assert_eq!(keys(&back), keys(&state), "{}", link);
        prop_assert_eq!(View::of(&story, &back).to_fragment(), link);
    }
}
