//! Scenes as text: where lanes, marks, labels, phases and links of a small story end up, at six points a letter.
//!
//! With `UPDATE=1` in the environment a snapshot is rewritten; read the difference before keeping it.

use std::fmt::Write;
use std::path::Path;

use egui::emath::vec2;
use plotlanes::layout::emphasis::EmphasisMap;
use plotlanes::layout::focus::{Focus, FocusKey};
use plotlanes::layout::plan::Plan;
use plotlanes::layout::scene::{Certainty, HitTarget, Mark, Scene};
use plotlanes::layout::{FixedWidth, body_size, compose};
use plotlanes::state::command::Command;
use plotlanes::state::lanes::LaneKey;
use plotlanes::state::{Selection, State};
use plotlanes::story::Story;
use plotlanes::story::compile::compile;
use plotlanes::story::id::{EventId, ThreadId};
use plotlanes::time::calendar::{DAY, parse};
use plotlanes::time::window::Window;

const STORY: &str = r#"{
  "plotlanes": 1, "title": "Siege",
  "threads": [
    {"id": "wall", "title": "On the wall", "group": "City"}, {"id": "court", "title": "At court", "group": "City"},
    {"id": "camp", "title": "In the camp"}
  ],
  "phases": [{"title": "The siege", "from": "siege", "to": "siege"}, {"title": "After", "from": "feast", "to": "feast"}],
  "events": [
    {"id": "siege", "title": "The siege", "thread": "camp"},
    {"id": "watch", "title": "A long watch", "thread": "wall", "when": {"during": ["siege"]}},
    {"id": "breach", "title": "The wall is breached", "thread": "wall", "also": ["camp"], "when": {"after": ["watch"], "finishes": ["siege"]}, "because": ["mine"]},
    {"id": "mine", "title": "A mine is dug", "thread": "camp", "when": {"during": ["siege"], "before": ["breach"], "meanwhile": ["watch"]}},
    {"id": "council", "title": "Council", "thread": "court", "when": {"during": ["siege"], "lasts": 0}},
    {"id": "feast", "title": "The victors feast", "thread": "court", "when": {"after": ["siege"]}, "because": [{"event": "breach", "relation": "enables"}]}
  ]
}"#;

fn story() -> Story {
    compile(STORY.as_bytes()).faultless().expect("the story loads").0
}

fn scene(story: &Story, commands: &[Command], width: f32, height: f32) -> Scene {
    let mut state = State::new(story);
    for command in commands {
        state.apply(story, command.clone());
    }
    let metrics = FixedWidth(6.0);
    let plan = Plan::new(story, state.lineup(), state.order(), body_size(vec2(width, height)), &metrics);
    let focus = Focus::new(story, state.lineup(), &FocusKey::of(&state));
    compose(story, &state, &plan, &focus, &EmphasisMap::new(&state, &plan, &focus), vec2(width, height), &metrics)
}

/// The scene in whole points.
fn text(story: &Story, scene: &Scene) -> String {
    let mut text = String::new();
    let range = |range: egui::Rangef| format!("{:.0}–{:.0}", range.min, range.max);
    for lane in &scene.lanes {
        let words: Vec<&str> = lane.labels.iter().map(|label| label.text.as_str()).collect();
        let _ = writeln!(text, "lane {} {:?}: {}", range(lane.rect.y_range()), lane.emphasis, words.join(" / "));
    }
    for phase in &scene.phases {
        let label = phase.label.as_ref().map_or("", |label| &label.text);
        let _ = writeln!(text, "phase {}: {label}", range(phase.line.x_range()));
    }
    for mark in &scene.marks {
        let what = match mark.target {
            HitTarget::Event(id) => story.event(id).id,
            _ => "run",
        };
        let label =
            mark.label.as_ref().map_or(String::new(), |label| format!(", at {:.0} {:?}", label.at.x, label.text));
        let (x, y) = (range(mark.rect.x_range()), mark.rect.center().y);
        let _ = writeln!(text, "{what} {:?} {:?} {x} y {y:.0}{label}", mark.form, mark.emphasis);
    }
    for link in &scene.links {
        let ends = [link.points.first(), link.points.last()]
            .map(|end| end.map_or(String::new(), |end| format!("{:.0},{:.0}", end.x, end.y)));
        let (cause, effect) = (story.event(link.cause).id, story.event(link.effect).id);
        let _ = writeln!(text, "link {cause} → {effect} {:?} {} to {}", link.emphasis, ends[0], ends[1]);
    }
    if let Some(reach) = scene.reach {
        let _ = writeln!(text, "reach {}", range(reach.x_range()));
    }
    let _ = writeln!(text, "overflow {:.0}", scene.overflow);
    text
}

#[track_caller]
fn check(name: &str, got: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/snapshots/scene/{name}.txt"));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(&path, got).expect("writable");
    }
    let expect = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(got == expect, "{name}\n--- expected\n{expect}--- got\n{got}");
}

#[test]
fn the_whole_story() {
    let story = story();
    check("whole", &text(&story, &scene(&story, &[], 800.0, 400.0)));
}

#[test]
fn an_event_lights_its_chain() {
    let story = story();
    let commands = [Command::Select(Selection::Event(EventId(2)))];
    check("selected", &text(&story, &scene(&story, &commands, 800.0, 400.0)));
}

#[test]
fn zoomed_in_folded_and_searched() {
    let story = story();
    let commands = [
        Command::Show(Window::new(2.0, 3.0)),
        Command::Fold(LaneKey::Thread(ThreadId(2))),
        Command::Search("wall".into()),
    ];
    check("zoomed", &text(&story, &scene(&story, &commands, 800.0, 400.0)));
}

#[test]
fn a_small_window_scrolls() {
    let story = story();
    check("small", &text(&story, &scene(&story, &[Command::ScrollLanes(30.0)], 300.0, 130.0)));
}

#[test]
fn painted_parts_can_be_hit() {
    let story = story();
    let scene = scene(&story, &[], 800.0, 400.0);
    for mark in &scene.marks {
        assert_eq!(scene.hit(mark.rect.center()), Some(mark.target));
        if let Some(label) = &mark.label {
            assert_eq!(scene.hit(label.rect().center()), Some(mark.target), "{}", label.text);
        }
    }
    for lane in &scene.lanes {
        assert_eq!(scene.hit(lane.fold.center()), Some(HitTarget::Fold(lane.key)));
        assert_eq!(scene.hit(lane.labels[0].rect().left_center()), Some(HitTarget::Lane(lane.key)));
    }
    for phase in &scene.phases {
        assert_eq!(scene.hit(phase.line.center()), Some(HitTarget::Phase(phase.phase, phase.span)));
    }
    assert_eq!(scene.hit(scene.corner.center()), None);
}

#[test]
fn what_is_too_narrow_to_fade_is_drawn_whole() {
    let text = r#"{ "plotlanes": 1, "title": "T", "time": { "kind": "date" }, "threads": [{ "id": "t", "title": "T" }],
        "events": [{ "id": "a", "title": "A", "thread": "t", "when": { "at": "1500" } },
            { "id": "b", "title": "B", "thread": "t", "when": { "from": "1700-05-01", "to": "1700-05-02" } },
            { "id": "c", "title": "C", "thread": "t", "when": { "from": "1720", "to": "1999" } },
            { "id": "d", "title": "D", "thread": "t", "when": { "from": "1720-01-01", "to": "1999-12-31" } }] }"#;
    let (story, _) = compile(text.as_bytes()).faultless().expect("a good story");
    let certainty = |commands: &[Command], event: u32| {
        let scene = scene(&story, commands, 1000.0, 400.0);
        let is_it = |mark: &&Mark| mark.target == HitTarget::Event(EventId(event));
        scene.marks.iter().find(is_it).map(|mark| mark.certainty)
    };
    assert_eq!(certainty(&[], 1), Some(Certainty::Known), "two days of 500 years");
    assert!(matches!(certainty(&[], 2), Some(Certainty::Within { .. })), "two years' ends of 280 years");
    assert_eq!(certainty(&[], 3), Some(Certainty::Known), "two days' ends of 280 years");
    let start = parse("1700-04-28").expect("a date").0 as f64;
    let close = Command::Show(Window::new(start, 10.0 * DAY as f64));
    assert!(matches!(certainty(&[close], 1), Some(Certainty::Within { .. })), "days fill the window");
}
