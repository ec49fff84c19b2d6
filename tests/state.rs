//! The effect of each command on the view of a small story.
//!
//! ```text
//! war    a──b──c      one after the other
//! home   d     e      d beside a, e beside c
//! sea                 a lane without events
//! far    f            a moment, at the end of all
//! ```

mod applied;

use applied::after;
use plotlanes::state::arrangement::{LanesBy, Sort};
use plotlanes::state::command::{Command, WindowCommand};
use plotlanes::state::lanes::LaneKey;
use plotlanes::state::revisions::Revisions;
use plotlanes::state::step::Direction::{self, Down, Next, Previous, Up};
use plotlanes::state::view::View;
use plotlanes::state::{Selection, State};
use plotlanes::story::Story;
use plotlanes::story::compile::compile;
use plotlanes::story::id::{CharacterId, EventId, PlaceId, ThreadId};
use plotlanes::story::order::Order;
use plotlanes::time::window::Window;

const STORY: &str = r#"{
  "plotlanes": 1, "title": "Small",
  "threads": [{"id": "war", "title": "War"}, {"id": "home", "title": "Home"}, {"id": "sea", "title": "Sea"}, {"id": "far", "title": "Far"}],
  "characters": [{"id": "k", "name": "Kira Nerys", "aliases": ["the Colonel"]}],
  "places": [{"id": "ds9", "name": "Deep Space Nine"}, {"id": "vic", "name": "Vic’s Lounge", "within": "ds9"}],
  "events": [
    {"id": "a", "title": "Alarm", "thread": "war", "when": {"lasts": 2}, "cast": ["k"]},
    {"id": "b", "title": "Battle", "thread": "war", "when": {"after": ["a"]}, "because": ["a"]},
    {"id": "c", "title": "Ceasefire", "thread": "war", "when": {"after": ["b"]}, "tags": ["peace"]},
    {"id": "d", "title": "Dinner", "thread": "home", "when": {"equals": ["a"]}, "place": "vic"},
    {"id": "e", "title": "Evening", "thread": "home", "when": {"equals": ["c"]}, "summary": "Nobody speaks of the battle."},
    {"id": "f", "title": "Far away", "thread": "far", "when": {"after": ["c"], "lasts": 0}}
  ]
}"#;

fn story() -> Story {
    compile(STORY.as_bytes()).faultless().expect("the story loads").0
}

fn event(id: &str) -> Selection {
    let at = ["a", "b", "c", "d", "e", "f"].iter().position(|known| *known == id).expect("an event");
    Selection::Event(EventId(at as u32))
}

fn select(id: &str) -> Command {
    Command::Select(event(id))
}

#[test]
fn arrows_walk_along_lanes_and_across_them() {
    let story = story();
    let check = |from: Option<&str>, directions: &[Direction], to: Selection| {
        let start = from.map(select).into_iter();
        let commands: Vec<Command> = start.chain(directions.iter().map(|&way| Command::Step(way))).collect();
        assert_eq!(after(&story, &commands).selection, to, "{from:?} {directions:?}");
    };
    check(None, &[Next], event("a"));
    check(Some("a"), &[Next], event("b"));
    check(Some("a"), &[Next, Next, Next, Next], event("c"));
    check(Some("a"), &[Previous], event("a"));
    check(Some("a"), &[Down], event("d"));
    check(Some("c"), &[Down], event("e"));
    check(Some("e"), &[Down], event("f"));
    check(Some("f"), &[Up], event("e"));
    check(Some("f"), &[Down], event("f"));
    check(Some("d"), &[Up, Next], event("b"));
}

#[test]
fn selections_are_remembered_both_ways() {
    let story = story();
    let state = after(&story, &[select("a"), select("c"), select("c"), Command::Back]);
    assert_eq!(state.selection, event("a"), "selecting the same twice is one step");
    assert_eq!(after(&story, &[select("a"), select("c"), Command::Back, Command::Back]).selection, Selection::Nothing);
    let commands = [select("a"), select("c"), Command::Back, Command::Forward, Command::Forward];
    assert_eq!(after(&story, &commands).selection, event("c"));
}

#[test]
fn clearing_takes_the_search_first() {
    let story = story();
    let searching = [select("a"), Command::Search("battle".into())];
    let mut state = after(&story, &searching);
    state.apply(&story, Command::Clear);
    assert_eq!((state.search.is_active(), state.selection), (false, event("a")));
    state.apply(&story, Command::Clear);
    assert_eq!(state.selection, Selection::Nothing);
}

#[test]
fn a_search_finds_words_in_every_field() {
    let story = story();
    let check = |query: &str, expect: &[&str]| {
        let state = after(&story, &[Command::Search(query.into())]);
        let hits: Vec<&str> = state.search.hits().iter().map(|&id| story.event(id).id).collect();
        assert_eq!(hits, expect, "{query:?}");
    };
    check("BATTLE", &["b", "e"]);
    check("battle nobody", &["e"]);
    check("colonel", &["a"]);
    check("vic's", &["d"]);
    check("deep space", &["d"]);
    check("peace", &["c"]);
    check("war", &["a", "b", "c"]);
    check("nothing like it", &[]);
    check("   ", &[]);
}

#[test]
fn hits_are_stepped_through_around_the_end() {
    let story = story();
    let check = |steps: &[Command], to: Selection| {
        let commands: Vec<Command> =
            std::iter::once(Command::Search("war".into())).chain(steps.iter().cloned()).collect();
        assert_eq!(after(&story, &commands).selection, to, "{steps:?}");
    };
    let (next, previous) = (Command::NextHit, Command::PreviousHit);
    check(std::slice::from_ref(&next), event("a"));
    check(std::slice::from_ref(&previous), event("c"));
    check(&[next.clone(), next.clone()], event("b"));
    check(&[next.clone(), next.clone(), next.clone(), next.clone()], event("a"));
    check(&[next, previous], event("c"));
}

#[test]
fn lanes_fold_by_name_and_by_selection() {
    let story = story();
    let lane = |at| LaneKey::Thread(ThreadId(at));
    let folded =
        |commands: &[Command]| after(&story, commands).arrangement().folded.iter().copied().collect::<Vec<_>>();
    assert_eq!(folded(&[Command::Fold(lane(1))]), [lane(1)]);
    assert!(folded(&[Command::Fold(lane(1)), Command::Fold(lane(1))]).is_empty());
    assert_eq!(folded(&[select("e"), Command::FoldSelected]), [lane(1)]);
    assert_eq!(folded(&[Command::Select(Selection::Thread(ThreadId(3))), Command::FoldSelected]), [lane(3)]);
    assert!(folded(&[Command::FoldSelected]).is_empty());
    assert!(folded(&[Command::Fold(lane(0)), Command::UnfoldAll]).is_empty());
}

#[test]
fn the_window_stays_within_the_story() {
    let story = story();
    let all = Window::fit(story.extent);
    let window = |commands: &[Command]| after(&story, commands).window;
    let same = |a: Window, b: Window| (a.start() - b.start()).abs() < 1e-9 && (a.length() - b.length()).abs() < 1e-9;
    assert!(same(window(&[Command::Pan(5.0)]), all));
    assert!(same(window(&[Command::ZoomOut]), all));
    let near = [Command::ZoomIn, Command::ZoomIn, Command::ZoomIn];
    let zoomed = window(&near);
    assert!(zoomed.length() < all.length() / 3.0);
    let at = |extra: Command| window(&[near.as_slice(), &[extra]].concat());
    assert!((at(Command::GoToStart).start() - all.start()).abs() < 1e-9);
    assert!((at(Command::GoToEnd).end() - all.end()).abs() < 1e-9);
    assert!((at(Command::GoToEnd).length() - zoomed.length()).abs() < 1e-9);
    assert!((at(Command::Pan(-100.0)).start() - all.start()).abs() < 1e-9);
    assert_eq!(at(Command::FitAll), all);
}

#[test]
fn fitting_shows_the_selection() {
    let story = story();
    for (selection, seen) in [
        (event("b"), vec!["b"]),
        (event("f"), vec!["f"]),
        (Selection::Thread(ThreadId(1)), vec!["d", "e"]),
        (Selection::Character(CharacterId(0)), vec!["a"]),
        (Selection::Place(PlaceId(0)), vec!["d"]),
    ] {
        let window = after(&story, &[Command::Select(selection), Command::FitSelection]).window;
        for id in seen {
            let Selection::Event(id) = event(id) else { unreachable!() };
            let placed = story.event(id).placed;
            let inside = window.start() <= placed.start().0 as f64 && placed.end().0 as f64 <= window.end();
            assert!(inside, "{selection:?} shows {window:?}, not {placed:?}");
        }
    }
    let empty = [Command::ZoomIn, Command::Select(Selection::Thread(ThreadId(2)))];
    let before = after(&story, &empty).window;
    assert_eq!(after(&story, &[empty.as_slice(), &[Command::FitSelection]].concat()).window, before);
}

#[test]
fn selecting_an_event_brings_it_into_sight() {
    let story = story();
    let near_the_start = Command::Show(Window::new(0.0, 1.0));
    let state = after(&story, &[near_the_start, select("f")]);
    let at = story.event(EventId(5)).placed.start().0 as f64;
    assert!(state.window.start() <= at && at <= state.window.end(), "{:?}", state.window);
    assert!((state.window.length() - 1.0).abs() < 1e-9, "the zoom stays");
}

/// Shows the view of a link.
fn link(text: &str) -> Command {
    Command::ShowView(Box::new(View::from_fragment(text)))
}

#[test]
fn a_link_replaces_the_whole_view() {
    let story = story();
    let before =
        [select("d"), link("window=0..1"), Command::Fold(LaneKey::Thread(ThreadId(1))), Command::Search("war".into())];
    let check = |text: &str, expect: &str| {
        for start in [&[][..], &before] {
            let state = after(&story, &[start, &[link(text)]].concat());
            assert_eq!(View::of(&story, &state).to_fragment(), expect, "{text}");
        }
    };
    check("", "order=happening");
    let all = "event=b&window=0.5..2&scroll=12.5&folded=war,sea&search=battle&order=happening";
    check(all, all);
    // Lanes are folded in their order, each once; the state ignores a link's theme.
    check("folded=sea,war,sea&theme=light", "folded=war,sea&order=happening");
    // A selection alone leaves the whole story visible, and a window that does not show it stays where it is.
    check("event=f", "event=f&order=happening");
    check("event=f&window=0..1", "event=f&window=0..1&order=happening");
    for what in ["event=a", "thread=sea", "character=k", "place=vic"] {
        check(what, &format!("{what}&order=happening"));
    }
    // Things that the story lacks are left out, and windows are kept within it.
    check("event=x&folded=y,sea&window=-1e9..1e9", "folded=sea&order=happening");
    check("search=%20", "order=happening");
}

#[test]
fn a_link_reports_things_that_the_story_lacks() {
    let story = story();
    let check = |text: &str, expect: &[&str]| assert_eq!(View::from_fragment(text).missing(&story), expect, "{text}");
    check("event=a&folded=war,sea", &[]);
    check("event=x", &["this story has no event \"x\""]);
    check("place=war", &["this story has no place \"war\""]);
    check(
        "character=&folded=x,a,x",
        &["this story has no character \"\"", "this story has no thread \"x\"", "this story has no thread \"a\""],
    );
    check("thread=x&folded=x", &["this story has no thread \"x\""]);
}

#[test]
fn before_a_link_is_one_step_back() {
    let story = story();
    assert_eq!(after(&story, &[select("a"), link("event=c"), Command::Back]).selection, event("a"));
    assert!(!after(&story, &[link("window=0..1")]).trail.has_back(), "nothing was selected before or after");
}

#[test]
fn a_view_of_the_episode_comes_back_from_its_link() {
    let story = plotlanes::ui::episode();
    let hit = [Command::Search("Damar".into()), Command::NextHit, Command::FitSelection, Command::ZoomIn];
    for commands in [
        &[][..],
        &[Command::ZoomOut, Command::Pan(1.0)],
        &hit,
        &[Command::Fold(LaneKey::Thread(ThreadId(2))), Command::ScrollLanes(7.5)],
    ] {
        let state = after(&story, commands);
        let view = View::of(&story, &state);
        let back = after(&story, &[link(&view.to_fragment())]);
        assert_eq!(View::of(&story, &back), view);
        assert_eq!(
            (back.selection, back.arrangement(), back.scroll),
            (state.selection, state.arrangement(), state.scroll)
        );
        assert_eq!(back.search.hits(), state.search.hits());
        let near = |a: f64, b: f64| (a - b).abs() < 1e-9;
        assert!(near(back.window.start(), state.window.start()) && near(back.window.length(), state.window.length()));
    }
}

#[test]
fn commands_for_the_window_are_handed_back() {
    let story = story();
    let mut state = State::new(&story);
    for command in [
        WindowCommand::Open,
        WindowCommand::ExportView,
        WindowCommand::NextTheme,
        WindowCommand::ToggleHelp,
        WindowCommand::FocusSearch,
    ] {
        assert_eq!(state.apply(&story, Command::Window(command)), Some(command));
    }
}

/// The names of the revisions that `after` has raised by one since `before`.
fn raised(before: Revisions, after: Revisions) -> String {
    let counts = |of: Revisions| [of.window, of.focus, of.pin, of.search, of.lineup, of.arrangement];
    let names = ["window", "focus", "pin", "search", "lineup", "arrangement"];
    let pairs = names.into_iter().zip(counts(before).into_iter().zip(counts(after)));
    let raised = pairs.filter(|(_, (before, after))| before != after);
    let words = raised.map(|(name, (before, after))| {
        assert_eq!(after, before + 1, "{name} was raised more than once");
        name
    });
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_command_raises_exactly_the_revisions_of_its_changes() {
    let story = story();
    let mut state = State::new(&story);
    let mut wrong = Vec::new();
    let mut check = |command: Command, expect: &str| {
        let (before, words) = (state.revisions(), format!("{command:?}"));
        state.apply(&story, command);
        let raised = raised(before, state.revisions());
        if raised != expect {
            wrong.push(format!("{words}: raised {raised:?}, not {expect:?}"));
        }
    };
    check(Command::FitAll, "");
    check(Command::ZoomIn, "window");
    check(Command::Pan(0.1), "window");
    check(Command::ScrollLanes(7.0), "window");
    check(Command::ScrollTo(7.0), "");
    check(Command::Pin(Some(0.0)), "pin");
    check(Command::Pin(Some(0.0)), "");
    check(Command::FitAll, "window");
    check(Command::Select(Selection::Event(EventId(1))), "focus");
    check(Command::Select(Selection::Event(EventId(1))), "");
    check(Command::FitSelection, "window");
    check(Command::FitAll, "window");
    check(Command::ChainDepth(Some(1)), "focus arrangement");
    check(Command::TogglePath(CharacterId(0)), "focus arrangement");
    check(Command::ShowChart(Some(plotlanes::state::chart::Chart::Pacing)), "arrangement");
    check(Command::Search("battle".to_owned()), "search");
    check(Command::Search("battle".to_owned()), "");
    check(Command::Filter("battle".to_owned()), "search arrangement");
    check(Command::ToggleFilterHides, "search lineup arrangement");
    check(Command::ClearFilter, "search lineup arrangement");
    check(Command::Fold(LaneKey::Thread(ThreadId(1))), "lineup arrangement");
    check(Command::SortLanes(Sort::Name), "lineup arrangement");
    check(Command::LanesBy(LanesBy::Thread), "");
    check(Command::Undo, "lineup arrangement");
    check(Command::SetOrder(Order::Telling), "window pin lineup arrangement");
    check(Command::Window(WindowCommand::ToggleHelp), "");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
