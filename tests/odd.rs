//! Unusual valid stories: times as far apart as possible, all at one moment, one a trillion times longer than the rest,
//! thousands of one thing and none of another. Each loads, is laid out and becomes a picture.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use egui::vec2;
use plotlanes::export::PictureSize;
use plotlanes::export::picture::{PictureKind, png};
use plotlanes::layout::emphasis::EmphasisMap;
use plotlanes::layout::focus::{Focus, FocusKey};
use plotlanes::layout::plan::Plan;
use plotlanes::layout::scene::Scene;
use plotlanes::layout::{FixedWidth, body_size, compose};
use plotlanes::state::arrangement::LanesBy;
use plotlanes::state::command::Command;
use plotlanes::state::{Selection, State};
use plotlanes::story::Story;
use plotlanes::story::compile::compile;
use plotlanes::story::id::{CharacterId, EventId};
use plotlanes::story::order::Order;
use plotlanes::theme::Theme;

/// A story of one thread with events `a`, `b`, … and these values of `when`.
fn timed(kind: &str, whens: &[&str]) -> String {
    let event = |(index, when): (usize, &&str)| {
        let when = if when.is_empty() { String::new() } else { format!(r#","when":{when}"#) };
        let id = char::from(b'a' + u8::try_from(index).unwrap());
        format!(r#"{{"id":"{id}","title":"Event {id}","thread":"t","tags":["x"]{when}}}"#)
    };
    story(kind, &whens.iter().enumerate().map(event).collect::<Vec<_>>())
}

fn story(kind: &str, events: &[String]) -> String {
    format!(
        r#"{{"plotlanes":1,"title":"Odd","time":{{"kind":"{kind}"}},"threads":[{{"id":"t","title":"T"}}],"events":[{}]}}"#,
        events.join(",")
    )
}

fn scene(story: &Story, state: &State, [width, height]: [f32; 2]) -> Scene {
    let metrics = FixedWidth(6.0);
    let plan = Plan::new(story, state.lineup(), state.order(), body_size(vec2(width, height)), &metrics);
    let focus = Focus::new(story, state.lineup(), &FocusKey::of(state));
    compose(story, state, &plan, &focus, &EmphasisMap::new(state, &plan, &focus), vec2(width, height), &metrics)
}

/// Checks that a story loads without a problem, and can be shown in every way.
#[track_caller]
fn check(json: &str) {
    let (story, notes) =
        compile(json.as_bytes()).faultless().unwrap_or_else(|problems| panic!("{problems:#?} {json:.300}"));
    assert!(notes.is_empty(), "{notes:#?} {json:.300}");
    let last = EventId(story.events.len() as u32 - 1);
    for order in Order::ALL {
        let mut state = State::new(&story);
        state.apply(&story, Command::SetOrder(order));
        let whole = scene(&story, &state, [900.0, 500.0]);
        assert!(!whole.lanes.is_empty() && !whole.marks.is_empty(), "{order:?} {json:.300}");
        for mark in &whole.marks {
            let seen = whole.body.x_range().intersection(mark.rect.x_range());
            assert!(seen.min <= seen.max, "{:?} is out of sight {json:.300}", mark.rect);
        }
        let commands = [
            Command::Select(Selection::Event(last)),
            Command::FitSelection,
            Command::Zoom { factor: 1e9, about: 0.0 },
            Command::MovePin(true),
            Command::GoToEnd,
            Command::Pan(-1e300),
            Command::Step(plotlanes::state::step::Direction::Previous),
            Command::ShowPaths((0..story.characters.len().min(4) as u32).map(CharacterId).collect()),
            Command::LanesBy(LanesBy::Character),
            Command::Search("event".into()),
            Command::FitAll,
        ];
        for command in commands {
            state.apply(&story, command);
            for size in [[900.0, 500.0], [60.0, 30.0], [0.0, 0.0]] {
                let scene = scene(&story, &state, size);
                assert!(
                    scene.marks.iter().all(|mark| mark.rect.is_finite()) && scene.ticks.len() < 1000,
                    "{json:.300}"
                );
            }
        }
    }
    let size = PictureSize::new(480, 300, 1.0).unwrap();
    for kind in [PictureKind::View, PictureKind::Poster] {
        let picture = png(&story, &State::new(&story), kind, size, &Theme::dark()).unwrap();
        assert!(picture.starts_with(b"\x89PNG") && picture.len() > 1000, "{} bytes {json:.300}", picture.len());
    }
}

#[test]
fn times_at_both_ends_and_none_between() {
    check(&timed("order", &[r#"{"at":-9007199254740991}"#, r#"{"at":9007199254740991}"#]));
    check(&timed("number", &[r#"{"at":-9e12}"#, r#"{"at":9e12}"#]));
    check(&timed("number", &[r#"{"from":-9e12,"to":9e12}"#, r#"{"at":0}"#]));
    check(&timed("number", &[r#"{"from":-9e12,"lasts":9e12}"#, r#"{"at":0.000001}"#]));
    check(&timed("date", &[r#"{"at":"-999999"}"#, r#"{"at":"+999999-12-31T23:59:59.999"}"#]));
    check(&timed("date", &[r#"{"from":"-999999","to":"+999999"}"#, r#"{"at":"1999-06-02T14:05:00.001Z"}"#]));
    check(&timed("number", &[r#"{"at":1e-400}"#, r#"{"at":-0.0}"#, r#"{"at":-1e-400}"#]));
}

#[test]
fn all_at_one_moment() {
    for (kind, at) in [("order", "7"), ("number", "9e12"), ("number", "-9e12"), ("date", "\"+999999\"")] {
        let when = format!(r#"{{"at":{at}}}"#);
        check(&timed(kind, &[&when]));
        check(&timed(kind, &[when.as_str(); 26]));
    }
    check(&timed("order", &["", r#"{"equals":["a"]}"#, r#"{"equals":["b"]}"#]));
    check(&timed("order", &[r#"{"lasts":0}"#]));
    let many: Vec<String> =
        (0..1500).map(|i| format!(r#"{{"id":"e{i}","title":"Event {i}","thread":"t","when":{{"at":3}}}}"#)).collect();
    check(&story("number", &many));
}

#[test]
fn one_a_trillion_times_longer_than_the_rest() {
    check(&timed("number", &[r#"{"from":0,"to":1e12}"#, r#"{"from":3,"to":4}"#, r#"{"at":5}"#]));
    check(&timed("number", &[r#"{"from":-4e12,"to":4e12}"#, r#"{"from":0,"lasts":0.000001}"#]));
    check(&timed("order", &[r#"{"from":0,"lasts":1000000000000}"#, r#"{"during":["a"]}"#, r#"{"after":["b"]}"#]));
    check(&timed("date", &[r#"{"from":"-9999","to":"+31000"}"#, r#"{"at":"2000","lasts":"PT0.001S"}"#]));
}

#[test]
fn thousands_of_one_thing() {
    let list = |count: usize, item: &dyn Fn(usize) -> String| (0..count).map(item).collect::<Vec<_>>().join(",");
    let head = r#"{"plotlanes":1,"title":"Odd""#;
    // As many threads as events, with names too long for any lane and in scripts of both directions.
    let wide = "wide 永遠 עולם e\u{301}\u{200B} ".repeat(16);
    let threads = list(800, &|i| format!(r#"{{"id":"t{i}","title":"{wide}{i}","group":"{}"}}"#, i / 3));
    let events = list(800, &|i| format!(r#"{{"id":"e{i}","title":"E","thread":"t{i}"}}"#));
    check(&format!(r#"{head},"threads":[{threads}],"events":[{events}]}}"#));
    // All characters in one event, which belongs to every thread; and phases that all cover it.
    let people = list(300, &|i| format!(r#"{{"id":"c{i}","name":"C{i}"}}"#));
    let threads = list(300, &|i| format!(r#"{{"id":"t{i}","title":"T{i}"}}"#));
    let (cast, also) = (list(300, &|i| format!("\"c{i}\"")), list(299, &|i| format!("\"t{}\"", i + 1)));
    let phases = list(300, &|i| format!(r#"{{"title":"Phase {i}","from":"e","to":"e"}}"#));
    check(&format!(
        r#"{head},"threads":[{threads}],"characters":[{people}],"phases":[{phases}],
        "events":[{{"id":"e","title":"E","thread":"t0","also":[{also}],"cast":[{cast}]}}]}}"#
    ));
    // A chain of causes, and one cause of everything.
    let because = |i: usize| {
        if i == 0 { String::new() } else { format!("\"e{}\",\"e0\"", i - 1).replace("\"e0\",\"e0\"", "\"e0\"") }
    };
    let events = list(1200, &|i| format!(r#"{{"id":"e{i}","title":"E","thread":"t","because":[{}]}}"#, because(i)));
    check(&format!(r#"{head},"threads":[{{"id":"t","title":"T"}}],"events":[{events}]}}"#));
}
