//! Scenes of arranged views, of a small story, at six points a letter.
//!
//! ```text
//! happens   siege ─────────── feast      told: feast first
//!           watch  breach
//! ```

use egui::emath::{Rangef, vec2};
use plotlanes::layout::emphasis::EmphasisMap;
use plotlanes::layout::focus::{Focus, FocusKey};
use plotlanes::layout::plan::Plan;
use plotlanes::layout::scene::{Emphasis, HitTarget, MarkForm, Scene};
use plotlanes::layout::{FixedWidth, body_size, compose};
use plotlanes::state::arrangement::LanesBy;
use plotlanes::state::command::Command;
use plotlanes::state::lanes::LaneKey;
use plotlanes::state::{Selection, State};
use plotlanes::story::Story;
use plotlanes::story::compile::compile;
use plotlanes::story::id::{CharacterId, EventId, GroupId, PhaseId, PlaceId, ThreadId};
use plotlanes::story::order::Order;

const STORY: &str = r#"{
  "plotlanes": 1, "title": "Siege",
  "threads": [
    {"id": "wall", "title": "On the wall", "group": "City"}, {"id": "court", "title": "At court", "group": "City"},
    {"id": "camp", "title": "In the camp"}
  ],
  "characters": [
    {"id": "ann", "name": "Ann", "group": "Crown"}, {"id": "bob", "name": "Bob", "group": "Crown"},
    {"id": "cai", "name": "Cai"}
  ],
  "places": [
    {"id": "city", "name": "City"}, {"id": "gate", "name": "Gate", "within": "city"},
    {"id": "arch", "name": "Arch", "within": "gate"}, {"id": "field", "name": "Field"}
  ],
  "phases": [{"title": "War", "from": "siege", "to": "siege"}, {"title": "After", "from": "feast", "to": "feast"}],
  "events": [
    {"id": "siege", "title": "Siege", "thread": "camp", "cast": ["ann", "cai"], "place": "field", "told": 2},
    {"id": "watch", "title": "Watch", "thread": "wall", "cast": ["bob"], "place": "gate", "told": 3, "when": {"during": ["siege"]}},
    {"id": "breach", "title": "Breach", "thread": "wall", "also": ["camp"], "cast": ["ann", "bob"], "place": "arch", "told": 5, "when": {"after": ["watch"], "finishes": ["siege"]}, "because": ["mine"]},
    {"id": "mine", "title": "Mine", "thread": "camp", "place": "city", "told": 4, "when": {"during": ["siege"], "before": ["breach"]}},
    {"id": "feast", "title": "Feast", "thread": "court", "cast": ["ann"], "told": 1, "when": {"after": ["siege"]}, "because": ["breach"]},
    {"id": "song", "title": "Song", "thread": "court", "told": 6, "when": {"during": ["siege"]}}
  ]
}"#;

const SIEGE: EventId = EventId(0);
const WATCH: EventId = EventId(1);
const BREACH: EventId = EventId(2);
const MINE: EventId = EventId(3);
const FEAST: EventId = EventId(4);
const SONG: EventId = EventId(5);

fn story() -> Story {
    compile(STORY.as_bytes()).faultless().expect("the story loads").0
}

fn scene(commands: &[Command]) -> Scene {
    let story = story();
    let mut state = State::new(&story);
    for command in commands {
        assert_eq!(state.apply(&story, command.clone()), None, "{command:?}");
    }
    let metrics = FixedWidth(6.0);
    let plan = Plan::new(&story, state.lineup(), state.order(), body_size(vec2(800.0, 500.0)), &metrics);
    let focus = Focus::new(&story, state.lineup(), &FocusKey::of(&state));
    compose(&story, &state, &plan, &focus, &EmphasisMap::new(&state, &plan, &focus), vec2(800.0, 500.0), &metrics)
}

/// The marks of an event in its own lanes.
fn marks(scene: &Scene, event: EventId) -> usize {
    scene.marks.iter().filter(|mark| mark.target == HitTarget::Event(event) && mark.form != MarkForm::Secondary).count()
}

fn emphasis(scene: &Scene, event: EventId) -> Emphasis {
    scene.mark(event).unwrap_or_else(|| panic!("no mark of {event:?}")).emphasis
}

#[test]
fn an_event_in_several_lanes_has_a_joint() {
    let check = |commands: &[Command], expect: &[(EventId, usize)]| {
        let scene = scene(commands);
        let joined: Vec<_> = scene.joints.iter().map(|joint| (joint.event, marks(&scene, joint.event))).collect();
        let mut sorted = joined.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, expect, "{commands:?}");
        for joint in &scene.joints {
            let ys = scene.marks.iter().filter(|mark| mark.target == HitTarget::Event(joint.event));
            let ys: Vec<f32> =
                ys.filter(|mark| mark.form != MarkForm::Secondary).map(|mark| mark.rect.center().y).collect();
            let ends = ys.iter().fold(Rangef::NOTHING, |ends, &y| Rangef::new(ends.min.min(y), ends.max.max(y)));
            assert!((joint.y.min - ends.min).abs() < 0.1 && (joint.y.max - ends.max).abs() < 0.1, "{joint:?} {ys:?}");
            assert!(joint.y.span() > 20.0, "from lane to lane: {joint:?}");
            let mark = scene.mark(joint.event).expect("a mark");
            assert!(mark.rect.x_range().contains(joint.x), "{joint:?} {:?}", mark.rect);
            assert_eq!((joint.hue, joint.emphasis), (mark.hue, mark.emphasis));
        }
    };
    let by = |by| Command::LanesBy(by);
    check(&[], &[]);
    check(&[by(LanesBy::Place)], &[]);
    check(&[by(LanesBy::Character)], &[(SIEGE, 2), (BREACH, 2)]);
    check(&[by(LanesBy::Character), Command::ToggleOrder], &[(SIEGE, 2), (BREACH, 2)]);
    // Ann and Bob in one lane: the breach is in it once.
    let crown = |story: &Story| story.group("Crown").map(LaneKey::Group).expect("a group");
    check(&[by(LanesBy::Character), Command::Fold(crown(&story()))], &[(SIEGE, 2)]);
    check(&[by(LanesBy::Character), Command::Hide(LaneKey::Character(CharacterId(0)))], &[]);
}

#[test]
fn brackets_are_around_neighbours_of_one_group() {
    let check = |commands: &[Command], expect: &[(LaneKey, usize, usize)]| {
        let scene = scene(commands);
        let lane_at = |y: f32| scene.lanes.iter().position(|lane| lane.rect.y_range().contains(y)).expect("a lane");
        let found: Vec<_> = scene
            .brackets
            .iter()
            .map(|bracket| (bracket.key, lane_at(bracket.rect.min.y), lane_at(bracket.rect.max.y)))
            .collect();
        assert_eq!(found, expect, "{commands:?}");
        for (at, bracket) in scene.brackets.iter().enumerate() {
            assert!(scene.heads.x_range().contains(bracket.rect.min.x));
            assert_eq!(scene.hit(bracket.rect.center()), Some(HitTarget::Bracket(bracket.key)));
            let overlap = scene.brackets[at + 1..].iter().any(|other| other.rect.intersects(bracket.rect));
            assert!(!overlap, "{:?}", scene.brackets);
        }
    };
    let city = LaneKey::Group(GroupId(0));
    let wall = LaneKey::Thread(ThreadId(0));
    check(&[], &[(city, 0, 1)]);
    check(&[Command::Fold(city)], &[]);
    check(&[Command::Fold(wall)], &[(city, 0, 1)]);
    check(&[Command::Hide(wall)], &[]);
    // In separate lanes, they have no event in common.
    check(&[Command::MoveLane { lane: wall, before: None }], &[]);
    // A place, a place in it, and a place in that: each has its own bracket, farther in.
    let [city, gate] = [LaneKey::Place(PlaceId(0)), LaneKey::Place(PlaceId(1))];
    let places = Command::LanesBy(LanesBy::Place);
    check(std::slice::from_ref(&places), &[(city, 0, 2), (gate, 1, 2)]);
    check(&[places.clone(), Command::Fold(gate)], &[(city, 0, 1)]);
    check(&[places, Command::Fold(city)], &[]);
}

#[test]
fn the_head_of_a_folded_group_says_so() {
    let scene = scene(&[Command::Fold(LaneKey::Group(GroupId(0)))]);
    let head = &scene.lanes[0];
    let words: Vec<&str> = head.labels.iter().map(|label| label.text.as_str()).collect();
    assert_eq!(words, ["City", "2 lanes · 4 events"]);
    assert!(head.folded);
    assert_eq!(scene.hit(head.fold.center()), Some(HitTarget::Fold(LaneKey::Group(GroupId(0)))));
}

#[test]
fn the_telling_has_steps_and_phases_in_pieces() {
    let pieces = |scene: &Scene| -> Vec<(PhaseId, [i64; 2])> {
        scene.phases.iter().map(|phase| (phase.phase, [phase.span.start().0, phase.span.end().0])).collect()
    };
    let story = story();
    let placed = |phase: usize| [story.phases[phase].placed.start().0, story.phases[phase].placed.end().0];
    let [war, after] = [PhaseId(0), PhaseId(1)];
    assert_eq!(pieces(&scene(&[])), [(war, placed(0)), (after, placed(1))]);
    let told = scene(&[Command::ToggleOrder]);
    assert_eq!(pieces(&told), [(after, [0, 1]), (war, [1, 6])]);
    for phase in &told.phases {
        assert_eq!(told.hit(phase.line.center()), Some(HitTarget::Phase(phase.phase, phase.span)));
    }
    assert_eq!(told.captions[0].text, "Order of telling");
    // From left to right as told, all equally wide, and none a moment.
    let x = |event| told.mark(event).expect("a mark").rect.x_range();
    let order = [FEAST, SIEGE, WATCH, MINE, BREACH, SONG].map(x);
    assert!(order.windows(2).all(|pair| pair[0].max <= pair[1].min), "{order:?}");
    assert!(order.iter().all(|x| (x.span() - order[0].span()).abs() < 0.1), "{order:?}");
    assert!(told.marks.iter().all(|mark| mark.form != MarkForm::Diamond));
}

#[test]
fn a_phase_told_in_parts_has_a_piece_for_each() {
    let parted = STORY.replace("\"told\": 4", "\"told\": 7");
    let parted = parted.replace(
        "\"thread\": \"court\", \"told\": 6, \"when\": {\"during\": [\"siege\"]}",
        "\"thread\": \"court\", \"told\": 4.5, \"when\": {\"after\": [\"feast\"]}",
    );
    let (story, _) = compile(parted.as_bytes()).faultless().expect("the story loads");
    let stretches = Order::Telling.stretches(&story, PhaseId(0));
    let ends: Vec<[i64; 2]> = stretches.iter().map(|span| [span.start().0, span.end().0]).collect();
    assert_eq!(ends, [[1, 3], [4, 6]], "the song is told between");
}

#[test]
fn the_place_held_on_to_is_drawn_where_it_is_seen() {
    let check = |commands: &[Command], seen: bool| {
        let scene = scene(commands);
        assert_eq!(scene.pin.is_some(), seen, "{commands:?}");
        scene.pin
    };
    check(&[], false);
    let at = |ticks: f64| Command::Pin(Some(ticks));
    let siege = story().event(SIEGE).placed;
    let pin = check(&[at(siege.start().0 as f64)], true).expect("a place");
    let start = scene(&[]).mark(SIEGE).expect("a mark").rect.min.x;
    assert!((pin - start).abs() < 0.5, "{pin} {start}");
    let window = plotlanes::time::window::Window::new(siege.end().0 as f64 - 1.0, 1.0);
    check(&[at(siege.start().0 as f64), Command::Show(window)], false);
    check(&[at(siege.start().0 as f64), Command::ToggleOrder], false);
}

#[test]
fn where_an_event_could_lie_is_shown_in_the_order_of_happening() {
    let select = |event| Command::Select(Selection::Event(event));
    let song = scene(&[select(SONG)]);
    let (reach, mark) = (song.reach.expect("a band"), song.mark(SONG).expect("a mark").rect);
    assert!(reach.contains_rect(mark), "{reach:?} lies behind {mark:?}");
    assert!(reach.width() > mark.width() + 20.0, "{reach:?} {mark:?}");
    assert_eq!(scene(&[select(SONG), Command::ToggleOrder]).reach, None);
    assert_eq!(scene(&[select(SIEGE)]).reach, None, "it is where it must be");
    assert_eq!(scene(&[Command::Select(Selection::Thread(ThreadId(1)))]).reach, None);
    assert_eq!(scene(&[select(SONG), Command::Hide(LaneKey::Thread(ThreadId(1)))]).reach, None);
}

#[test]
fn selected_and_found_events_are_emphasised() {
    use Emphasis::{Dim, Highlighted, Plain, Selected};
    let check = |commands: &[Command], expect: [Emphasis; 6]| {
        let scene = scene(commands);
        let found = [SIEGE, WATCH, BREACH, MINE, FEAST, SONG].map(|event| emphasis(&scene, event));
        assert_eq!(found, expect, "{commands:?}");
    };
    let select = |event| Command::Select(Selection::Event(event));
    let search = |query: &str| Command::Search(query.into());
    let filter = |query: &str| Command::Filter(query.into());
    let ann = CharacterId(0);
    check(&[], [Plain; 6]);
    check(&[search("mine")], [Dim, Dim, Dim, Plain, Dim, Dim]);
    check(&[filter("mine")], [Dim, Dim, Dim, Plain, Dim, Dim]);
    check(&[select(BREACH)], [Dim, Dim, Selected, Highlighted, Highlighted, Dim]);
    check(&[select(FEAST), Command::ChainDepth(Some(1))], [Dim, Dim, Highlighted, Dim, Selected, Dim]);
    check(&[select(FEAST), Command::ChainDepth(Some(2))], [Dim, Dim, Highlighted, Highlighted, Selected, Dim]);
    // Events that the filter leaves out are dimmed in a chain too, except the selected one.
    check(&[select(BREACH), filter("feast")], [Dim, Dim, Selected, Dim, Highlighted, Dim]);
    check(&[search("watch siege")], [Dim; 6]);
    // A path highlights its events; beside a selection they are not dimmed.
    check(&[Command::TogglePath(ann)], [Highlighted, Dim, Highlighted, Dim, Highlighted, Dim]);
    check(&[Command::TogglePath(ann), select(WATCH)], [Plain, Selected, Plain, Dim, Plain, Dim]);
    check(&[Command::Select(Selection::Character(ann))], [Highlighted, Dim, Highlighted, Dim, Highlighted, Dim]);
    let kept = [Command::TogglePath(CharacterId(1)), Command::Select(Selection::Character(ann))];
    check(&kept, [Highlighted, Highlighted, Highlighted, Dim, Highlighted, Dim]);
    check(&[Command::TogglePath(ann), search("siege")], [Highlighted, Dim, Highlighted, Dim, Highlighted, Dim]);
    // Two compared events, and the chain between them.
    check(&[select(MINE), Command::Compare(FEAST)], [Dim, Dim, Highlighted, Selected, Selected, Dim]);
    check(&[select(FEAST), Command::Compare(MINE)], [Dim, Dim, Highlighted, Selected, Selected, Dim]);
    check(&[select(WATCH), Command::Compare(SONG)], [Dim, Selected, Dim, Dim, Dim, Selected]);
    check(&[Command::Select(Selection::Presence(ann, PhaseId(0)))], [Highlighted, Dim, Highlighted, Dim, Plain, Dim]);
}

#[test]
fn a_filter_that_hides_leaves_no_mark() {
    let commands = [Command::Filter("feast".into()), Command::ToggleFilterHides];
    let scene = scene(&commands);
    let targets: Vec<HitTarget> = scene.marks.iter().map(|mark| mark.target).collect();
    assert_eq!(targets, [HitTarget::Event(FEAST)]);
    assert_eq!(scene.lanes.len(), 1);
}

#[test]
fn paths_run_through_the_lanes_of_their_characters() {
    let story = story();
    let [ann, cai] = [CharacterId(0), CharacterId(2)];
    let crown = story.group("Crown").map(LaneKey::Group).expect("a group");
    for (folded, lane_of_ann) in [(false, LaneKey::Character(ann)), (true, crown)] {
        let mut commands =
            vec![Command::LanesBy(LanesBy::Character), Command::TogglePath(cai), Command::TogglePath(ann)];
        commands.extend(folded.then_some(Command::Fold(crown)));
        // Cai comes first, so that the first lane of the siege is not Ann's.
        commands.push(Command::MoveLane { lane: LaneKey::Character(cai), before: Some(lane_of_ann) });
        let scene = scene(&commands);
        for (who, key) in [(cai, LaneKey::Character(cai)), (ann, lane_of_ann)] {
            let path = scene.paths.iter().find(|path| path.who == who).expect("a path");
            let lane = scene.lanes.iter().find(|lane| lane.key == key).expect("a lane");
            assert!(!path.rings.is_empty());
            for ring in &path.rings {
                assert!(lane.rect.y_range().contains(ring.at.y), "{key:?} {ring:?} {:?}", lane.rect);
            }
        }
    }
}

#[test]
fn two_paths_in_one_lane_run_side_by_side() {
    let story = story();
    let crown = story.group("Crown").map(LaneKey::Group).expect("a group");
    let paths = [Command::TogglePath(CharacterId(0)), Command::TogglePath(CharacterId(1))];
    let start = [Command::LanesBy(LanesBy::Character), Command::Fold(crown)];
    let scene = scene(&[start, paths].concat());
    let breach = scene.mark(BREACH).expect("a mark").rect;
    let rings = scene.paths.iter().flat_map(|path| &path.rings).filter(|ring| breach.expand(4.0).contains(ring.at));
    let ys: Vec<f32> = rings.map(|ring| ring.at.y).collect();
    assert!(matches!(ys[..], [a, b] if (a - b).abs() > 1.0), "{ys:?}");
}
