//! Any small story in any window, at any size, after any commands: every item is laid out at finite coordinates.

use std::fmt::Write;

use egui::emath::{Rangef, Rect, pos2, vec2};
use plotlanes::layout::emphasis::EmphasisMap;
use plotlanes::layout::focus::{Focus, FocusKey};
use plotlanes::layout::plan::Plan;
use plotlanes::layout::scene::{Label, Scene};
use plotlanes::layout::{FixedWidth, body_size, compose, morph, overview};
use plotlanes::state::arrangement::{LanesBy, Sort};
use plotlanes::state::chart::Chart;
use plotlanes::state::command::{Command, listed};
use plotlanes::state::lanes::LaneKey;
use plotlanes::state::palette::settings;
use plotlanes::state::{Selection, State};
use plotlanes::story::Story;
use plotlanes::story::compile::compile;
use plotlanes::story::id::{CharacterId, EventId, GroupId, PhaseId, PlaceId, TagId, ThreadId};
use plotlanes::story::order::Order;
use plotlanes::story::relation::Relation;
use plotlanes::time::calendar::{MAX_YEAR, iso};
use plotlanes::time::window::Window;
use plotlanes::time::{Moment, Span};

use super::input::Input;
use super::loader;

pub(super) fn run(data: &[u8]) {
    let mut input = Input::new(data);
    let json = json(&mut input);
    // A story with mistakes is not laid out here.
    let Ok((story, _)) = compile(json.as_bytes()).faultless() else { return };
    loader::check(&story);
    let mut state = State::new(&story);
    let mut before: Option<Scene> = None;
    for _ in 0..12 {
        if let Some(command) = command(&story, &state, &mut input) {
            state.apply(&story, command);
        }
        let size = vec2(length(&mut input), length(&mut input));
        let metrics = FixedWidth(f32::from(input.byte() % 12));
        let plan = Plan::new(&story, state.lineup(), state.order(), body_size(size), &metrics);
        let focus = Focus::new(&story, state.lineup(), &FocusKey::of(&state));
        let standing = EmphasisMap::new(&state, &plan, &focus);
        let scene = compose(&story, &state, &plan, &focus, &standing, size, &metrics);
        check(&scene);
        if let Some(before) = before.filter(|before| before.rect == scene.rect) {
            check(&morph::between(&before, &scene, f32::from(input.byte()) / 255.0));
        }
        let at = pos2(length(&mut input), length(&mut input));
        let target = scene.hit(at);
        assert!(target.is_none() || scene.near(at, 8.0) == target);
        let strip = Rect::from_min_size(pos2(0.0, 0.0), vec2(size.x.max(1.0), 60.0));
        for line in overview::lines(&story, &state.search, &plan, &standing, strip) {
            check_rect(line.rect);
        }
        before = Some(scene);
        if input.is_empty() {
            break;
        }
    }
}

/// A width, a height or a position on the screen, in points; mostly a realistic one.
fn length(input: &mut Input<'_>) -> f32 {
    match input.byte() {
        byte @ 0..=199 => f32::from(byte) * 10.0,
        byte @ 200..=219 => f32::from(byte) / 100.0,
        220..=229 => 0.0,
        _ => 16_384.0,
    }
}

/// A story in JSON, mostly a valid one.
fn json(input: &mut Input<'_>) -> String {
    let kind = input.pick(&["order", "number", "date"]);
    let [threads, people, places] = [1 + input.below(5), input.below(4), input.below(4)];
    let list = |count: usize, item: &dyn Fn(usize) -> String| (0..count).map(item).collect::<Vec<_>>().join(",");
    let group = input.byte();
    let grouped = move |index: usize| ["", "g", "h"][(usize::from(group) >> index) % 3];
    let mut json = format!(r#"{{"plotlanes":1,"title":"T","time":{{"kind":"{kind}"}}"#);
    let thread = |i: usize| format!(r#"{{"id":"t{i}","title":"Thread {i}","group":"{}"}}"#, grouped(i));
    let who = |i: usize| format!(r#"{{"id":"c{i}","name":"Somebody {i}","group":"{}"}}"#, grouped(i + 2));
    let nested = |i: usize| if i > 0 && group & 4 == 4 { format!(r#","within":"p{}""#, i - 1) } else { String::new() };
    let place = |i: usize| format!(r#"{{"id":"p{i}","name":"Place {i}"{}}}"#, nested(i));
    _ = write!(json, r#","threads":[{}]"#, list(threads, &thread));
    _ = write!(json, r#","characters":[{}],"places":[{}]"#, list(people, &who), list(places, &place));
    let events = 1 + input.below(40);
    json.push_str(",\"events\":[");
    for index in 0..events {
        let title = "Something happens here, and it has a title that is long".get(..1 + input.below(40)).unwrap_or("T");
        let between = if index > 0 { "," } else { "" };
        _ = write!(json, r#"{between}{{"id":"e{index}","title":"{title}","thread":"t{}""#, input.below(threads));
        when(&mut json, kind, index, input);
        let more = input.byte();
        if more & 1 == 1 && people > 0 {
            let who = input.below(people);
            _ = write!(json, r#","cast":["c{who}","c{}"]"#, (who + 1) % people);
        }
        if more & 2 == 2 && places > 0 {
            _ = write!(json, r#","place":"p{}""#, input.below(places));
        }
        if more & 4 == 4 && index > 0 {
            _ = write!(json, r#","because":["e{}"]"#, input.below(index));
        }
        if more & 8 == 8 {
            _ = write!(json, r#","tags":["tag{}"],"also":["t{}"]"#, input.below(3), input.below(threads));
        }
        if more & 16 == 16 {
            _ = write!(json, r#","told":{}"#, input.byte());
        }
        json.push('}');
    }
    let phases = input.below(4);
    let mut phase = |i: usize| {
        let from = input.below(events);
        let to = (from + input.below(events)).min(events - 1);
        format!(r#"{{"title":"Phase {i}","from":"e{from}","to":"e{to}"}}"#)
    };
    let phases: Vec<String> = (0..phases).map(&mut phase).collect();
    _ = write!(json, r#"],"phases":[{}]}}"#, phases.join(","));
    json
}

fn when(json: &mut String, kind: &str, index: usize, input: &mut Input<'_>) {
    let [a, b] = [input.int(), input.int()];
    let (from, to) = (moment(kind, a.min(b)), moment(kind, a.max(b)));
    match input.byte() % 8 {
        0 | 1 => _ = write!(json, r#","when":{{"at":{from}}}"#),
        2 | 3 => _ = write!(json, r#","when":{{"from":{from},"to":{to}}}"#),
        4 => _ = write!(json, r#","when":{{"from":{from}}}"#),
        5 | 6 if index > 0 => {
            let relation = input.pick(&Relation::ALL).name();
            _ = write!(json, r#","when":{{"{relation}":["e{}"]}}"#, input.below(index));
        }
        _ => {}
    }
}

/// A time of this kind of story, within the valid range.
fn moment(kind: &str, ticks: i64) -> String {
    match kind {
        "order" => ticks.clamp(-(1 << 53) + 1, (1 << 53) - 1).to_string(),
        "number" => {
            plotlanes::story::amount::decimal(ticks.clamp(-9_000_000_000_000_000_000, 9_000_000_000_000_000_000))
        }
        _ => {
            let most = (MAX_YEAR - 1970) * 365 * 86_400_000;
            format!("\"{}\"", iso(Moment(ticks.clamp(-most, most))))
        }
    }
}

/// A random command, with ids of the story.
fn command(story: &Story, state: &State, input: &mut Input<'_>) -> Option<Command> {
    let event = EventId(input.below(story.events.len()) as u32);
    let real = input.real();
    let listed = listed();
    Some(match input.below(24) {
        0 => Command::Pan(real),
        1 => Command::Zoom { factor: real, about: input.real() },
        2 => Command::Show(Window::new(real, input.real())),
        3 => {
            let [a, b] = [input.int(), input.int()];
            Command::ShowSpan(Span::at(Moment(a)).hull(Span::at(Moment(b))))
        }
        4 => Command::ScrollLanes(real as f32),
        5 => Command::Select(selection(story, event, input)?),
        6 => Command::SelectIn(event, lane(state, input)?),
        7 => Command::Compare(event),
        8 => Command::Pin(input.is().then_some(real)),
        9 => Command::LanesBy(input.pick(&LanesBy::ALL)),
        10 => Command::SortLanes(input.pick(&Sort::ALL)),
        11 => Command::MoveLane { lane: lane(state, input)?, before: lane(state, input) },
        12 => Command::Fold(lane(state, input)?),
        13 => Command::Hide(lane(state, input)?),
        14 => Command::Solo(lane(state, input)?),
        15 => Command::Filter(input.word(20)),
        16 => Command::Search(input.word(20)),
        17 => Command::ShowPaths((0..story.characters.len() as u32).map(CharacterId).collect()),
        18 => Command::ChainDepth(Some(u32::from(input.byte()))),
        19 => Command::ShowChart(Some(input.pick(&Chart::ALL))),
        20 => Command::SetOrder(input.pick(&Order::ALL)),
        21 => {
            let choices = settings();
            choices[input.below(choices.len())].1.clone()
        }
        _ => listed[input.below(listed.len())].command.clone(),
    })
}

fn selection(story: &Story, event: EventId, input: &mut Input<'_>) -> Option<Selection> {
    let mut one = |count: usize| (count > 0).then(|| input.below(count) as u32);
    let kind = one(7)?;
    Some(match kind {
        0 => Selection::Event(event),
        1 => Selection::Thread(ThreadId(one(story.threads.len())?)),
        2 => Selection::Character(CharacterId(one(story.characters.len())?)),
        3 => Selection::Place(PlaceId(one(story.places.len())?)),
        4 => Selection::Group(GroupId(one(story.groups.len())?)),
        5 => Selection::Tag(TagId(one(story.tags.len())?)),
        _ => Selection::Presence(CharacterId(one(story.characters.len())?), PhaseId(one(story.phases.len())?)),
    })
}

/// A lane of the story, or a group or place that contains one.
fn lane(state: &State, input: &mut Input<'_>) -> Option<LaneKey> {
    let lanes = &state.lineup().lanes;
    let lane = lanes.get(input.below(lanes.len() + 1))?;
    Some(*lane.ancestors.first().filter(|_| input.byte().is_multiple_of(4)).unwrap_or(&lane.key))
}

/// Beyond the coordinates of any layout, in points.
const FAR: f32 = 4e6;

fn check(scene: &Scene) {
    for rect in [scene.rect, scene.corner, scene.axis, scene.heads, scene.body] {
        check_rect(rect);
    }
    assert!(scene.overflow >= 0.0 && (0.0..=scene.overflow).contains(&scene.scroll), "{scene:?}");
    scene.captions.iter().for_each(check_label);
    for lane in &scene.lanes {
        check_rect(lane.rect);
        check_rect(lane.head);
        check_rect(lane.fold);
        lane.labels.iter().for_each(check_label);
    }
    for bracket in &scene.brackets {
        check_rect(bracket.rect);
    }
    for phase in &scene.phases {
        check_rect(phase.rect);
        check_rect(phase.line);
        phase.label.iter().for_each(check_label);
    }
    assert!(scene.ticks.len() < 5000, "{} ticks", scene.ticks.len());
    for tick in &scene.ticks {
        check_x(tick.x);
        tick.label.iter().for_each(check_label);
    }
    for mark in &scene.marks {
        check_rect(mark.rect);
        mark.label.iter().for_each(check_label);
    }
    for joint in &scene.joints {
        check_x(joint.x);
        check_range(joint.y);
    }
    let lines = scene.links.iter().map(|link| &link.points);
    let paths = scene.paths.iter().flat_map(|path| path.segments.iter().map(|segment| &segment.points));
    for point in lines.chain(paths).flatten() {
        check_x(point.x);
        check_x(point.y);
    }
    for path in &scene.paths {
        for ring in &path.rings {
            check_x(ring.at.x);
            check_x(ring.at.y);
            assert!(ring.radius.is_finite() && ring.radius >= 0.0, "{ring:?}");
        }
        if let Some(tag) = &path.tag {
            check_rect(tag.rect);
            check_label(&tag.label);
        }
    }
    scene.reach.into_iter().for_each(check_rect);
    assert!(scene.pin.is_none_or(|x| scene.body.x_range().contains(x)), "{:?}", scene.pin);
}

fn check_x(x: f32) {
    assert!(x.abs() <= FAR, "{x} is nowhere");
}

fn check_range(range: Rangef) {
    check_x(range.min);
    check_x(range.max);
    assert!(range.min <= range.max, "{range:?} is turned round");
}

fn check_rect(rect: Rect) {
    check_range(rect.x_range());
    check_range(rect.y_range());
}

fn check_label(label: &Label) {
    check_x(label.at.x);
    check_x(label.at.y);
    assert!(label.width.is_finite() && label.width >= 0.0, "{label:?}");
}
