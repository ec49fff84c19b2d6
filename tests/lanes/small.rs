//! Strategies for small stories, and for changes of their arrangement.

use plotlanes::state::Selection;
use plotlanes::state::arrangement::LanesBy;
use plotlanes::state::arrangement::Sort;
use plotlanes::state::command::Command;
use plotlanes::state::lanes::LaneKey;
use plotlanes::state::view::ThingId;
use plotlanes::state::view::ThingKind;
use plotlanes::story::Story;
use plotlanes::story::compile::compile;
use plotlanes::story::order::Order;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// An event: its thread, further ones, its place, its cast, its tags.
type Happening = (usize, Vec<usize>, Option<usize>, Vec<usize>, Vec<u8>);

/// A story with some of everything; things are named by numbers.
#[derive(Clone, Debug)]
pub(crate) struct Small {
    groups: Vec<Option<u8>>,
    within: Vec<Option<usize>>,
    events: Vec<Happening>,
}

pub(crate) const MOST: usize = 4;

pub(crate) fn small() -> impl Strategy<Value = Small> {
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
    pub(crate) fn story(&self) -> Story {
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
        compile(json.as_bytes()).faultless().unwrap_or_else(|problems| panic!("{json}: {problems:?}")).0
    }
}

pub(crate) fn any_key() -> impl Strategy<Value = ThingId> {
    let of = |kind: ThingKind, prefix: &'static str| {
        (0..MOST).prop_map(move |at| ThingId { kind, id: format!("{prefix}{at}") })
    };
    let rest = prop::sample::select(LanesBy::ALL.to_vec());
    prop_oneof![
        of(ThingKind::Thread, "w"),
        of(ThingKind::Character, "c"),
        of(ThingKind::Place, "p"),
        of(ThingKind::Group, "g"),
        of(ThingKind::Tag, "t"),
        rest.prop_map(|by| ThingId { kind: ThingKind::Rest, id: by.word().to_owned() }),
    ]
}

/// A change of the arrangement, by names. A name that the story lacks changes nothing.
#[derive(Clone, Debug)]
pub(crate) enum Change {
    Plain(Command),
    Fold(ThingId),
    Hide(ThingId),
    Solo(ThingId),
    Move(ThingId, Option<ThingId>),
}

impl Change {
    pub(crate) fn command(&self, story: &Story) -> Option<Command> {
        let lane = |named: &ThingId| match (named.kind, named.find(story)) {
            (ThingKind::Rest, _) => LanesBy::ALL.into_iter().find(|by| by.word() == named.id).map(LaneKey::Rest),
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

pub(crate) fn change() -> impl Strategy<Value = Change> {
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
