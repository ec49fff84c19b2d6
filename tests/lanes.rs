//! Which lanes there are and what stands in each, on a story small enough to see at a glance, and on any.
//!
//! ```text
//! by thread   court   a b     [City]     also: a in camp, c in wall
//!             wall    c       [City]
//!             camp    d e     [Field]
//!             sea             a lane without events
//! by place    city ▸ gate, tower; field
//! ```

use std::collections::BTreeSet;

use plotlanes::state::arrangement::{LanesBy, Sort};
use plotlanes::state::command::Command;
use plotlanes::state::lanes::{Lane, LaneKey};
use plotlanes::state::step::Direction;
use plotlanes::state::view::{Kind, Named};
use plotlanes::state::{Selection, State};
use plotlanes::story::Story;
use plotlanes::story::id::{EventId, ThreadId};
use plotlanes::story::load::load;
use plotlanes::story::order::Order;
use proptest::prelude::*;

const STORY: &str = r#"{
  "plotlanes": 1, "title": "Siege",
  "threads": [
    {"id": "court", "title": "At court", "group": "City"}, {"id": "wall", "title": "On the wall", "group": "City"},
    {"id": "camp", "title": "In the camp", "group": "Field"}, {"id": "sea", "title": "At sea"}
  ],
  "characters": [
    {"id": "ann", "name": "Ann", "group": "Crown"}, {"id": "bob", "name": "Bob", "group": "Crown"},
    {"id": "cai", "name": "Cai"}, {"id": "dee", "name": "Dee", "group": "Guild"}
  ],
  "places": [
    {"id": "tower", "name": "Tower", "within": "city"}, {"id": "field", "name": "Field"},
    {"id": "city", "name": "City"}, {"id": "gate", "name": "Gate", "within": "city"},
    {"id": "arch", "name": "Arch", "within": "gate"}, {"id": "moon", "name": "Moon"}
  ],
  "events": [
    {"id": "a", "title": "Alarm", "thread": "court", "also": ["camp"], "cast": ["ann", "bob"], "place": "tower", "tags": ["war"]},
    {"id": "b", "title": "Bread", "thread": "court", "cast": ["cai"], "place": "city", "tags": ["peace", "war"], "when": {"after": ["e"]}},
    {"id": "c", "title": "Climb", "thread": "wall", "also": ["court"], "place": "arch", "cast": ["ann"], "when": {"after": ["a"], "before": ["d"]}},
    {"id": "d", "title": "Dawn", "thread": "camp", "when": {"after": ["a"]}},
    {"id": "e", "title": "End", "thread": "camp", "cast": ["bob", "dee"], "place": "field", "because": ["c"]}
  ]
}"#;

fn story() -> Story {
    load(STORY.as_bytes()).expect("the story loads").0
}

fn after(story: &Story, commands: &[Command]) -> State {
    let mut state = State::new(story);
    for command in commands {
        assert_eq!(state.apply(story, command.clone()), None, "{command:?} is for the state alone");
    }
    state
}

/// A lane by its kind and name in a link, such as `place:city`; `-` and what the lanes stand for is the rest.
fn key(story: &Story, name: &str) -> LaneKey {
    let (kind, id) = name.split_once(':').unwrap_or(("thread", name));
    if kind == "-" {
        return LaneKey::Rest(LanesBy::ALL.into_iter().find(|by| by.word() == id).expect("a word"));
    }
    let kind = Kind::ALL.into_iter().find(|known| known.word() == kind).expect("a kind");
    let found = Named { kind, id: id.to_owned() }.find(story);
    match found.unwrap_or_else(|| panic!("no {name}")) {
        Selection::Thread(id) => LaneKey::Thread(id),
        Selection::Character(id) => LaneKey::Character(id),
        Selection::Place(id) => LaneKey::Place(id),
        Selection::Group(id) => LaneKey::Group(id),
        Selection::Tag(id) => LaneKey::Tag(id),
        other => panic!("{other:?} has no lane"),
    }
}

/// `Title: events`, with what is folded into it as `×2`, `*` where it is one row, and echoes in brackets.
fn line(story: &Story, lane: &Lane) -> String {
    let ids = |events: &[EventId]| events.iter().map(|&id| story.event(id).id.as_str()).collect::<String>();
    let mut line = lane.key.title(story).to_owned();
    if lane.stands_for > 1 {
        line += &format!(" ×{}", lane.stands_for);
    }
    if lane.folded {
        line += "*";
    }
    line += &format!(": {}", ids(&lane.events));
    if !lane.echoes.is_empty() {
        line += &format!(" [{}]", ids(&lane.echoes));
    }
    line
}

/// What there is after some commands, one line a lane.
#[track_caller]
fn check(commands: &[Command], expect: &[&str]) {
    let story = story();
    let state = after(&story, commands);
    let lines: Vec<String> = state.lineup().lanes.iter().map(|lane| line(&story, lane)).collect();
    assert_eq!(lines, expect, "{commands:?}");
}

const THREADS: [&str; 4] = ["At court: ab [c]", "On the wall: c", "In the camp: de [a]", "At sea: "];

#[test]
fn lanes_stand_for_five_things() {
    check(&[], &THREADS);
    let by = |by| [Command::LanesBy(by)];
    // Each place right below the one it lies in; where nothing happens, there is no lane.
    check(&by(LanesBy::Place), &["Field: e", "City: b", "Tower: a", "Arch: c", "Place not told: d"]);
    check(&by(LanesBy::Character), &["Ann: ac", "Bob: ae", "Cai: b", "Dee: e", "Nobody named: d"]);
    // Two threads of one group are one lane, and the event of both stands in it once.
    check(&by(LanesBy::Group), &["City: acb", "Field: ade"]);
    check(&by(LanesBy::Tag), &["war: ab", "peace: b", "Without a tag: cde"]);
    let around: Vec<Command> = std::iter::repeat_n(Command::NextLanesBy, 5).collect();
    check(&around, &THREADS);
    check(&around[..2], &["Ann: ac", "Bob: ae", "Cai: b", "Dee: e", "Nobody named: d"]);
}

#[test]
fn groups_are_those_of_the_cast_where_no_thread_has_one() {
    let bare = STORY.replace(r#", "group": "City"}"#, "}").replace(r#", "group": "Field"}"#, "}");
    let (story, _) = load(bare.as_bytes()).expect("the story loads");
    let state = after(&story, &[Command::LanesBy(LanesBy::Group)]);
    let lines: Vec<String> = state.lineup().lanes.iter().map(|lane| line(&story, lane)).collect();
    assert_eq!(lines, ["Crown: ace", "Guild: e", "In no group: db"]);
}

#[test]
fn what_lanes_lie_in_folds_to_one() {
    let story = story();
    let fold = |names: &[&str]| -> Vec<Command> { names.iter().map(|name| Command::Fold(key(&story, name))).collect() };
    let by = |by: LanesBy, names: &[&str]| [vec![Command::LanesBy(by)], fold(names)].concat();
    check(&fold(&["wall"]), &["At court: ab [c]", "On the wall*: c", "In the camp: de [a]", "At sea: "]);
    // What both lanes have is no echo any more.
    check(&fold(&["group:City"]), &["City ×2: acb", "In the camp: de [a]", "At sea: "]);
    check(&fold(&["group:City", "group:Field"]), &["City ×2: acb", "Field*: de [a]", "At sea: "]);
    check(&fold(&["group:City", "group:City"]), &THREADS);
    // A lane folded by itself stays so within its group, and is so again afterwards.
    check(&fold(&["wall", "group:City"]), &["City ×2: acb", "In the camp: de [a]", "At sea: "]);
    check(
        &fold(&["wall", "group:City", "group:City"]),
        &["At court: ab [c]", "On the wall*: c", "In the camp: de [a]", "At sea: "],
    );
    check(&[fold(&["wall", "group:City"]), vec![Command::UnfoldAll]].concat(), &THREADS);
    // Places within places: the outermost that is folded takes in all.
    check(&by(LanesBy::Place, &["place:gate"]), &["Field: e", "City: b", "Tower: a", "Gate*: c", "Place not told: d"]);
    check(&by(LanesBy::Place, &["place:city"]), &["Field: e", "City ×3: acb", "Place not told: d"]);
    check(&by(LanesBy::Place, &["place:city", "place:gate"]), &["Field: e", "City ×3: acb", "Place not told: d"]);
    let tower = ["Field: e", "City: b", "Tower*: a", "Arch: c", "Place not told: d"];
    check(&by(LanesBy::Place, &["place:tower"]), &tower);
    // Two of one group in one event.
    check(&by(LanesBy::Character, &["group:Crown"]), &["Crown ×2: ace", "Cai: b", "Dee: e", "Nobody named: d"]);
    // What is folded among other lanes is folded again when they come back.
    let twice = [by(LanesBy::Character, &["group:Crown"]), vec![Command::LanesBy(LanesBy::Tag)]].concat();
    check(&twice, &["war: ab", "peace: b", "Without a tag: cde"]);
    check(
        &[twice, vec![Command::LanesBy(LanesBy::Character)]].concat(),
        &["Crown ×2: ace", "Cai: b", "Dee: e", "Nobody named: d"],
    );
}

#[test]
fn the_keys_fold_what_is_selected_and_what_it_lies_in() {
    let story = story();
    let select = |name: &str| Command::Select(key(&story, name).selection());
    let merged = ["City ×2: acb", "In the camp: de [a]", "At sea: "];
    check(&[select("wall"), Command::FoldAround], &merged);
    check(&[select("wall"), Command::FoldAround, Command::FoldAround], &THREADS);
    check(&[select("wall"), Command::FoldAround, Command::FoldSelected], &THREADS);
    check(&[select("sea"), Command::FoldAround], &THREADS);
    // A group of one thread unfolds as it folded.
    let field = ["At court: ab [c]", "On the wall: c", "Field*: de [a]", "At sea: "];
    check(&[select("camp"), Command::FoldAround], &field);
    check(&[select("camp"), Command::FoldAround, Command::FoldAround], &THREADS);
    check(&[Command::Select(Selection::Event(EventId(2))), Command::FoldAround], &merged);
    let places = [Command::LanesBy(LanesBy::Place), select("place:arch"), Command::FoldAround];
    check(&places, &["Field: e", "City: b", "Tower: a", "Gate*: c", "Place not told: d"]);
}

#[test]
fn lanes_hide_and_stand_alone() {
    let story = story();
    let hide = |name: &str| Command::Hide(key(&story, name));
    let solo = |name: &str| Command::Solo(key(&story, name));
    let fold = |name: &str| Command::Fold(key(&story, name));
    let [court, wall, camp, sea] = THREADS;
    check(&[hide("wall")], &[court, camp, sea]);
    check(&[hide("wall"), hide("wall")], &THREADS);
    check(&[hide("group:City")], &[camp, sea]);
    check(&[hide("group:City"), hide("camp"), hide("sea")], &[]);
    check(&[hide("wall"), solo("camp"), Command::ShowAllLanes], &THREADS);
    check(&[solo("wall")], &[wall]);
    check(&[solo("wall"), solo("camp")], &[wall, camp]);
    check(&[solo("wall"), solo("wall")], &THREADS);
    check(&[solo("group:City")], &[court, wall]);
    check(&[solo("group:City"), hide("wall")], &[court]);
    // What is hidden or alone stays so when its group is folded.
    check(&[hide("wall"), fold("group:City")], &["City*: ab [c]", camp, sea]);
    check(&[solo("wall"), fold("group:City")], &["City*: c"]);
    check(&[hide("group:City"), fold("group:City")], &[camp, sea]);
    // Lanes of another kind are not meant.
    check(&[solo("place:city"), hide("tag:war")], &THREADS);
    let by_place = [solo("place:city"), Command::LanesBy(LanesBy::Place)];
    check(&by_place, &["City: b", "Tower: a", "Arch: c"]);
    check(&[by_place.as_slice(), &[hide("place:gate")]].concat(), &["City: b", "Tower: a"]);
    check(&[hide("-:place"), Command::LanesBy(LanesBy::Place)], &["Field: e", "City: b", "Tower: a", "Arch: c"]);
}

#[test]
fn what_is_hidden_is_told_and_comes_back_by_the_same_key() {
    let story = story();
    let check = |commands: &[Command], expect: &[&str]| {
        let hidden = after(&story, commands).lineup().hidden.clone();
        let expect: Vec<LaneKey> = expect.iter().map(|name| key(&story, name)).collect();
        assert_eq!(hidden, expect, "{commands:?}");
    };
    let of = |name: &str| key(&story, name);
    check(&[], &[]);
    check(&[Command::Solo(of("wall"))], &["court", "camp", "sea"]);
    check(&[Command::Hide(of("group:City"))], &["court", "wall"]);
    check(&[Command::Fold(of("group:City")), Command::Hide(of("group:City"))], &["group:City"]);
    check(&[Command::Fold(of("group:City")), Command::Hide(of("wall"))], &["wall"]);
    for name in ["wall", "sea"] {
        let select = Command::Select(of(name).selection());
        check(&[select.clone(), Command::HideSelected], &[name]);
        check(&[select.clone(), Command::HideSelected, Command::HideSelected], &[]);
        let three = after(&story, &[select, Command::SoloSelected]).lineup().lanes.len();
        assert_eq!(three, 1, "{name} alone");
    }
}

#[test]
fn lanes_are_sorted() {
    let sorted =
        |by: LanesBy, sort: Sort, expect: &[&str]| check(&[Command::LanesBy(by), Command::SortLanes(sort)], expect);
    let [court, wall, camp, sea] = THREADS;
    sorted(LanesBy::Thread, Sort::File, &THREADS);
    sorted(LanesBy::Thread, Sort::Appearance, &[court, wall, camp, sea]);
    sorted(LanesBy::Thread, Sort::Size, &[court, camp, wall, sea]);
    sorted(LanesBy::Thread, Sort::Name, &[court, sea, camp, wall]);
    // The rest comes last, however many events it has and whatever it is called.
    sorted(LanesBy::Tag, Sort::Size, &["war: ab", "peace: b", "Without a tag: cde"]);
    sorted(LanesBy::Tag, Sort::Name, &["peace: b", "war: ab", "Without a tag: cde"]);
    sorted(LanesBy::Place, Sort::Appearance, &["Tower: a", "Arch: c", "Field: e", "City: b", "Place not told: d"]);
    // Appearance is that on the axis: told, b comes second.
    check(
        &[Command::LanesBy(LanesBy::Place), Command::SortLanes(Sort::Appearance), Command::ToggleOrder],
        &["Tower: a", "City: b", "Arch: c", "Field: e", "Place not told: d"],
    );
    // The event of Ann and Bob, and that of Bob and Dee, tie their lanes; Ann's climb led to Bob's end.
    sorted(LanesBy::Character, Sort::Crossings, &["Ann: ac", "Bob: ae", "Dee: e", "Cai: b", "Nobody named: d"]);
}

#[test]
fn dragged_lanes_come_first_until_lanes_are_sorted() {
    let story = story();
    let put = |lane: &str, before: Option<&str>| Command::MoveLane {
        lane: key(&story, lane),
        before: before.map(|name| key(&story, name)),
    };
    let [court, wall, camp, sea] = THREADS;
    check(&[put("sea", Some("wall"))], &[court, sea, wall, camp]);
    check(&[put("court", None)], &[wall, camp, sea, court]);
    check(&[put("court", Some("court"))], &THREADS);
    check(&[put("sea", Some("wall")), put("camp", Some("court"))], &[camp, court, sea, wall]);
    // A lane that is not there moves nothing.
    check(&[put("place:city", Some("wall"))], &THREADS);
    let sea_selected = Command::Select(Selection::Thread(ThreadId(3)));
    check(&[sea_selected.clone(), Command::LaneUp], &[court, wall, sea, camp]);
    check(&[sea_selected.clone(), Command::LaneUp, Command::LaneUp, Command::LaneDown], &[court, wall, sea, camp]);
    check(&[sea_selected.clone(), Command::LaneDown], &THREADS);
    let top: Vec<Command> = std::iter::once(sea_selected).chain(std::iter::repeat_n(Command::LaneUp, 9)).collect();
    check(&top, &[sea, court, wall, camp]);
    check(&[put("court", None), Command::SortLanes(Sort::File)], &THREADS);
    check(&[put("court", None), Command::SortLanes(Sort::Size)], &[court, camp, wall, sea]);
    // Lanes of another kind keep their places, and sorting does not touch them.
    let by = |by| Command::LanesBy(by);
    let both = [put("court", None), by(LanesBy::Tag), put("tag:peace", Some("tag:war"))];
    check(&both, &["peace: b", "war: ab", "Without a tag: cde"]);
    let sorted = [both.as_slice(), &[Command::SortLanes(Sort::File)]].concat();
    check(&sorted, &["war: ab", "peace: b", "Without a tag: cde"]);
    check(&[sorted, vec![by(LanesBy::Thread)]].concat(), &[wall, camp, sea, court]);
    // A group folded among threads is dragged like them, and its place ends with theirs.
    let folded = [Command::Fold(key(&story, "group:City")), put("group:City", None)];
    check(&folded, &[camp, sea, "City ×2: acb"]);
    check(&[folded.as_slice(), &[Command::SortLanes(Sort::File)]].concat(), &["City ×2: acb", camp, sea]);
}

#[test]
fn a_filter_that_hides_takes_events_away_and_lanes_without_any() {
    let filter = |query: &str| [Command::Filter(query.into()), Command::ToggleFilterHides];
    check(&[Command::Filter("bread".into())], &THREADS);
    check(&filter("bread"), &["At court: b"]);
    check(&filter("   "), &THREADS);
    // A lane with nothing but an echo left would only be in the way.
    check(&filter("alarm"), &["At court: a"]);
    check(&[filter("bread").as_slice(), &[Command::ClearFilter]].concat(), &THREADS);
    check(&filter("no such word anywhere"), &[]);
    let by_place = [Command::LanesBy(LanesBy::Place)];
    check(&[by_place.as_slice(), &filter("ann")].concat(), &["Tower: a", "Arch: c"]);
    let search = [Command::Search("ann".into()), Command::FilterBySearch, Command::ToggleFilterHides];
    check(&search, &["At court: a [c]", "On the wall: c"]);
    // Searching on narrows it down.
    let again = [search.as_slice(), &[Command::Search("bob".into()), Command::FilterBySearch]].concat();
    check(&again, &["At court: a"]);
}

#[test]
fn arrows_walk_among_the_lanes_of_an_event() {
    let story = story();
    let lane = |name: &str| key(&story, name);
    let check = |steps: &[Direction], event: usize, through: &str| {
        let start = [Command::LanesBy(LanesBy::Character), Command::SelectIn(EventId(0), lane("character:ann"))];
        let commands: Vec<Command> = start.into_iter().chain(steps.iter().map(|&way| Command::Step(way))).collect();
        let state = after(&story, &commands);
        let selected = Selection::Event(EventId(event as u32));
        assert_eq!((state.selection, state.lane), (selected, Some(lane(through))), "{steps:?}");
        assert_eq!(state.selected_lane(&story), Some(lane(through)), "{steps:?}");
    };
    use Direction::{Down, Next, Previous, Up};
    check(&[], 0, "character:ann");
    check(&[Next], 2, "character:ann");
    // The same event in the lane below, and on from there.
    check(&[Down], 0, "character:bob");
    check(&[Down, Next], 4, "character:bob");
    check(&[Down, Next, Down, Down], 4, "character:dee");
    check(&[Down, Up], 0, "character:ann");
    check(&[Up], 0, "character:ann");
    check(&[Previous], 0, "character:ann");
    check(&[Down, Next, Previous], 0, "character:bob");
}

#[test]
fn an_event_whose_lane_is_gone_is_found_in_another() {
    let story = story();
    let through_bob = Command::SelectIn(EventId(0), key(&story, "character:bob"));
    let lanes = Command::LanesBy(LanesBy::Character);
    let at = |commands: &[Command]| after(&story, commands).selected_lane(&story);
    let start = [lanes, through_bob];
    assert_eq!(at(&start), Some(key(&story, "character:bob")));
    let hide = Command::Hide(key(&story, "character:bob"));
    assert_eq!(at(&[start.as_slice(), &[hide]].concat()), Some(key(&story, "character:ann")));
    let by_place = Command::LanesBy(LanesBy::Place);
    assert_eq!(at(&[start.as_slice(), &[by_place]].concat()), Some(key(&story, "place:tower")));
    let fold = Command::Fold(key(&story, "group:Crown"));
    assert_eq!(at(&[start.as_slice(), &[fold]].concat()), Some(key(&story, "group:Crown")));
}

/// A story with some of everything, by numbers.
#[derive(Clone, Debug)]
struct Small {
    groups: Vec<Option<u8>>,
    within: Vec<Option<usize>>,
    events: Vec<(usize, Vec<usize>, Option<usize>, Vec<usize>, Vec<u8>)>,
}

const MOST: usize = 4;

fn small() -> impl Strategy<Value = Small> {
    let some = |most: usize| prop::collection::vec(0..most, 0..3);
    let event = (0..MOST, some(MOST), prop::option::of(0..MOST), some(MOST), prop::collection::vec(0..3_u8, 0..3));
    let within = (0..MOST).map(|at| prop::option::of(0..at.max(1))).collect::<Vec<_>>();
    // Threads' groups, then characters'.
    let groups = prop::collection::vec(prop::option::of(0..3_u8), 2 * MOST);
    (groups, within, prop::collection::vec(event, 1..12)).prop_map(|(groups, within, events)| Small {
        groups,
        within,
        events,
    })
}

impl Small {
    fn story(&self) -> Story {
        let quoted = |prefix: &str, ids: &[usize]| {
            let mut ids = ids.to_vec();
            ids.sort_unstable();
            ids.dedup();
            ids.iter().map(|id| format!("\"{prefix}{id}\"")).collect::<Vec<_>>().join(",")
        };
        let list = |prefix: &str, of: &dyn Fn(usize) -> String| {
            (0..MOST).map(|at| format!(r#"{{"id": "{prefix}{at}", {}}}"#, of(at))).collect::<Vec<_>>().join(",")
        };
        let group = |at: usize| self.groups[at].map_or(String::new(), |group| format!(r#", "group": "g{group}""#));
        let within = |at: usize| {
            self.within[at]
                .filter(|&outer| outer != at)
                .map_or(String::new(), |outer| format!(r#", "within": "p{outer}""#))
        };
        let events = self.events.iter().enumerate().map(|(at, (thread, also, place, cast, tags))| {
            let also: Vec<usize> = also.iter().copied().filter(|also| also != thread).collect();
            let place = place.map_or(String::new(), |place| format!(r#""place": "p{place}","#));
            let tags: BTreeSet<String> = tags.iter().map(|tag| format!("\"t{tag}\"")).collect();
            let (also, cast) = (quoted("w", &also), quoted("c", cast));
            let tags = tags.into_iter().collect::<Vec<_>>().join(",");
            format!(
                r#"{{"id": "e{at}", "title": "E{at}", "thread": "w{thread}", {place} "also": [{also}], "cast": [{cast}], "tags": [{tags}]}}"#
            )
        });
        let json = format!(
            r#"{{"plotlanes": 1, "title": "Any", "threads": [{}], "characters": [{}], "places": [{}], "events": [{}]}}"#,
            list("w", &|at| format!(r#""title": "W{at}"{}"#, group(at))),
            list("c", &|at| format!(r#""name": "C{at}"{}"#, group(MOST + at))),
            list("p", &|at| format!(r#""name": "P{at}"{}"#, within(at))),
            events.collect::<Vec<_>>().join(","),
        );
        load(json.as_bytes()).unwrap_or_else(|problems| panic!("{json}: {problems:?}")).0
    }
}

fn any_key() -> impl Strategy<Value = Named> {
    let of =
        |kind: Kind, prefix: &'static str| (0..MOST).prop_map(move |at| Named { kind, id: format!("{prefix}{at}") });
    let rest = prop::sample::select(LanesBy::ALL.to_vec());
    prop_oneof![
        of(Kind::Thread, "w"),
        of(Kind::Character, "c"),
        of(Kind::Place, "p"),
        of(Kind::Group, "g"),
        of(Kind::Tag, "t"),
        rest.prop_map(|by| Named { kind: Kind::Rest, id: by.word().to_owned() }),
    ]
}

/// Something that changes the arrangement, by names: what the story lacks, is left out.
#[derive(Clone, Debug)]
enum Change {
    Plain(Command),
    Fold(Named),
    Hide(Named),
    Solo(Named),
    Move(Named, Option<Named>),
}

impl Change {
    fn command(&self, story: &Story) -> Option<Command> {
        let lane = |named: &Named| match (named.kind, named.find(story)) {
            (Kind::Rest, _) => LanesBy::ALL.into_iter().find(|by| by.word() == named.id).map(LaneKey::Rest),
            (_, Some(Selection::Thread(id))) => Some(LaneKey::Thread(id)),
            (_, Some(Selection::Character(id))) => Some(LaneKey::Character(id)),
            (_, Some(Selection::Place(id))) => Some(LaneKey::Place(id)),
            (_, Some(Selection::Group(id))) => Some(LaneKey::Group(id)),
            (_, Some(Selection::Tag(id))) => Some(LaneKey::Tag(id)),
            _ => None,
        };
        Some(match self {
            Self::Plain(command) => command.clone(),
            Self::Fold(named) => Command::Fold(lane(named)?),
            Self::Hide(named) => Command::Hide(lane(named)?),
            Self::Solo(named) => Command::Solo(lane(named)?),
            Self::Move(named, before) => {
                Command::MoveLane { lane: lane(named)?, before: before.as_ref().and_then(lane) }
            }
        })
    }
}

fn change() -> impl Strategy<Value = Change> {
    let plain = prop_oneof![
        prop::sample::select(LanesBy::ALL.to_vec()).prop_map(Command::LanesBy),
        prop::sample::select(Sort::ALL.to_vec()).prop_map(Command::SortLanes),
        prop::sample::select(Order::ALL.to_vec()).prop_map(Command::SetOrder),
        prop::sample::select(vec![
            Command::NextLanesBy,
            Command::UnfoldAll,
            Command::ShowAllLanes,
            Command::ToggleFilterHides,
            Command::ClearFilter,
            Command::FoldSelected,
            Command::FoldAround,
            Command::HideSelected,
            Command::SoloSelected,
            Command::LaneUp,
            Command::LaneDown,
            Command::ClearPaths,
            Command::ToggleCharts,
            Command::NextChart,
            Command::ChainDepth(Some(2)),
        ]),
        "[ecp][0-5]".prop_map(Command::Filter),
    ];
    prop_oneof![
        4 => plain.prop_map(Change::Plain),
        2 => any_key().prop_map(Change::Fold),
        1 => any_key().prop_map(Change::Hide),
        1 => any_key().prop_map(Change::Solo),
        2 => (any_key(), prop::option::of(any_key())).prop_map(|(lane, before)| Change::Move(lane, before)),
    ]
}

/// The lanes that an event belongs to, straight from the story.
fn lanes_of(story: &Story, by: LanesBy, id: EventId) -> Vec<LaneKey> {
    let event = story.event(id);
    let group = |name: &str| story.group(name).map(LaneKey::Group);
    let keys: BTreeSet<LaneKey> = match by {
        LanesBy::Thread => [LaneKey::Thread(event.thread)].into(),
        LanesBy::Place => event.place.map(LaneKey::Place).into_iter().collect(),
        LanesBy::Character => event.cast.iter().map(|&who| LaneKey::Character(who)).collect(),
        LanesBy::Tag => event.tags.iter().filter_map(|tag| story.tag(tag)).map(LaneKey::Tag).collect(),
        LanesBy::Group if story.threads.iter().any(|thread| !thread.group.is_empty()) => {
            let threads = std::iter::once(event.thread).chain(event.also.iter().copied());
            threads.filter_map(|id| group(&story.thread(id).group)).collect()
        }
        LanesBy::Group => event.cast.iter().filter_map(|&who| group(&story.character(who).group)).collect(),
    };
    if keys.is_empty() { vec![LaneKey::Rest(by)] } else { keys.into_iter().collect() }
}

/// What a lane lies in, from the inside out.
fn around(story: &Story, key: LaneKey) -> Vec<LaneKey> {
    match key {
        LaneKey::Thread(id) => story.group(&story.thread(id).group).map(LaneKey::Group).into_iter().collect(),
        LaneKey::Character(id) => story.group(&story.character(id).group).map(LaneKey::Group).into_iter().collect(),
        LaneKey::Place(id) => story.places_around(id).skip(1).map(LaneKey::Place).collect(),
        _ => Vec::new(),
    }
}

proptest! {
    /// Every event that passes stands in each of its lanes, or in what that is folded into, unless that is left out.
    #[test]
    fn every_event_stands_where_it_belongs(small in small(), changes in prop::collection::vec(change(), 0..12)) {
        let story = small.story();
        let commands: Vec<Command> = changes.iter().filter_map(|change| change.command(&story)).collect();
        let state = after(&story, &commands);
        let (lineup, arrangement) = (state.lineup(), state.arrangement());
        let keys: BTreeSet<LaneKey> = lineup.lanes.iter().map(|lane| lane.key).collect();
        prop_assert_eq!(keys.len(), lineup.lanes.len(), "lanes are unique");
        // A folded place may be there for what is alone in it, and its own events left out.
        let both = lineup.hidden.iter().filter(|key| keys.contains(key));
        prop_assert!(both.into_iter().all(|key| arrangement.folded.contains(key) && !arrangement.hidden.contains(key)));
        let rests = lineup.lanes.iter().filter(|lane| matches!(lane.key, LaneKey::Rest(_)));
        prop_assert!(rests.count() <= 1);
        let path = |key: LaneKey| [vec![key], around(&story, key)].concat();
        let is_in = |key: LaneKey, set: &BTreeSet<LaneKey>| path(key).iter().any(|outer| set.contains(outer));
        let all: Vec<LaneKey> = story.event_ids().flat_map(|id| lanes_of(&story, arrangement.lanes, id)).collect();
        let threads = story.threads_in_order().map(LaneKey::Thread).filter(|_| arrangement.lanes == LanesBy::Thread);
        let solo = all.iter().copied().chain(threads).any(|key| is_in(key, &arrangement.solo));
        let mut expect: BTreeSet<(LaneKey, EventId)> = BTreeSet::new();
        for id in story.event_ids().filter(|&id| state.passes(id) || !arrangement.filter.hides) {
            for key in lanes_of(&story, arrangement.lanes, id) {
                if is_in(key, &arrangement.hidden) || solo && !is_in(key, &arrangement.solo) {
                    continue;
                }
                let folded = path(key)[1..].iter().rev().copied().find(|outer| arrangement.folded.contains(outer));
                expect.insert((folded.unwrap_or(key), id));
            }
        }
        let mut found: BTreeSet<(LaneKey, EventId)> = BTreeSet::new();
        for lane in &lineup.lanes {
            for &id in &lane.events {
                prop_assert!(found.insert((lane.key, id)), "{id:?} stands twice in {:?}", lane.key);
            }
            let starts: Vec<_> = lane.events.iter().map(|&id| arrangement.order.span(&story, id).start()).collect();
            prop_assert!(starts.is_sorted());
            prop_assert!(lane.echoes.iter().all(|id| !lane.events.contains(id)));
            prop_assert!(lane.stands_for > 0 && !(lane.folded && lane.stands_for > 1));
        }
        prop_assert_eq!(found, expect);
        for id in story.event_ids() {
            let first = lineup.lanes.iter().position(|lane| lane.events.contains(&id));
            prop_assert_eq!(lineup.lane_of(id), first);
        }
    }

    /// As many undos as changes lead back to the start, and as many redos to the end; what lies between comes by both
    /// ways.
    #[test]
    fn what_is_done_can_be_undone_and_done_again(
        small in small(),
        changes in prop::collection::vec(change(), 0..20),
        selected in prop::option::of(0..3_u32),
    ) {
        let story = small.story();
        let mut state = State::new(&story);
        if let Some(at) = selected.filter(|&at| (at as usize) < story.events.len()) {
            state.apply(&story, Command::Select(Selection::Event(EventId(at))));
        }
        let mut steps = vec![state.arrangement().clone()];
        for command in changes.iter().filter_map(|change| change.command(&story)) {
            state.apply(&story, command);
            if Some(state.arrangement()) != steps.last() {
                steps.push(state.arrangement().clone());
            }
        }
        let lanes = |state: &State| -> Vec<(LaneKey, Vec<EventId>)> {
            state.lineup().lanes.iter().map(|lane| (lane.key, lane.events.clone())).collect()
        };
        let end = lanes(&state);
        for expect in steps.iter().rev().skip(1) {
            prop_assert!(state.history.has_undo());
            state.apply(&story, Command::Undo);
            prop_assert_eq!(state.arrangement(), expect);
        }
        prop_assert!(!state.history.has_undo());
        state.apply(&story, Command::Undo);
        prop_assert_eq!(state.arrangement(), &steps[0]);
        prop_assert_eq!(lanes(&state), lanes(&State::new(&story)));
        for expect in &steps[1..] {
            state.apply(&story, Command::Redo);
            prop_assert_eq!(state.arrangement(), expect);
        }
        prop_assert!(!state.history.has_redo());
        prop_assert_eq!(lanes(&state), end);
    }
}
