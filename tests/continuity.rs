//! Findings of continuity against every way to place a small story's events, and mutes against renames.

use std::sync::Arc;

use plotlanes::analysis::continuity::{Certainty, Finding, Findings};
use plotlanes::document::Document;
use plotlanes::document::edit::{Edit, FieldOwner, ItemId, patch};
use plotlanes::document::fields::ItemKind;
use plotlanes::story::Story;
use plotlanes::story::compile::compile;
use plotlanes::story::continuity::{Bound, Edge, FindingKind};
use plotlanes::story::id::{CharacterId, EventId};
use plotlanes::story::place::Entailed;
use plotlanes::story::relation::{End, Relation};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::value::RawValue;

/// The most events whose placements are all tried.
const MOST: usize = 3;

/// What an event may say, apart from its id.
#[derive(Clone, Debug)]
struct Said {
    is_second_thread: bool,
    relation: Option<(Relation, Index)>,
    is_moment: bool,
    place: usize,
    cast: usize,
    because: Option<Index>,
    extra: usize,
}

fn said() -> impl Strategy<Value = Said> {
    let relation = prop::option::weighted(0.5, (prop::sample::select(Relation::ALL.to_vec()), any::<Index>()));
    let rest = (0..3_usize, 0..3_usize, prop::option::weighted(0.4, any::<Index>()), 0..9_usize);
    (any::<bool>(), relation, prop::bool::weighted(0.2), rest).prop_map(
        |(is_second_thread, relation, is_moment, (place, cast, because, extra))| Said {
            is_second_thread,
            relation,
            is_moment,
            place,
            cast,
            because,
            extra,
        },
    )
}

/// The text of a story of these events.
fn text(all: &[Said], muted: &str) -> String {
    let event = |(at, said): (usize, &Said)| {
        let mut fields = vec![format!(r#""id": "e{at}", "title": "E{at}""#)];
        fields.push(format!(r#""thread": "{}""#, if said.is_second_thread { "u" } else { "t" }));
        let mut when = Vec::new();
        let other = |index: &Index| Some(index.index(all.len())).filter(|&other| other != at);
        if let Some((relation, other)) = said.relation.as_ref().and_then(|(relation, it)| Some((relation, other(it)?)))
        {
            when.push(format!(r#""{}": "e{other}""#, relation.name()));
        }
        when.extend(said.is_moment.then(|| r#""lasts": 0"#.to_owned()));
        if !when.is_empty() {
            fields.push(format!(r#""when": {{ {} }}"#, when.join(", ")));
        }
        fields.extend(["\"place\": \"home\"", "\"place\": \"road\""].get(said.place).map(|&it| it.to_owned()));
        fields.extend(["\"cast\": \"kira\"", "\"cast\": [\"kira\", \"odo\"]"].get(said.cast).map(|&it| it.to_owned()));
        fields.extend(said.because.as_ref().and_then(other).map(|other| format!(r#""because": "e{other}""#)));
        let extras = [
            r#""ends": { "character": "kira", "how": "dies" }"#,
            r#""begins": "kira""#,
            r#""learns": { "fact": "it", "characters": "kira" }"#,
            r#""knows": { "fact": "it", "characters": "kira" }"#,
            r#""phase": "All""#,
        ];
        fields.extend(extras.get(said.extra).map(|&it| it.to_owned()));
        format!("{{ {} }}", fields.join(", "))
    };
    let events: Vec<String> = all.iter().enumerate().map(event).collect();
    format!(
        r#"{{ "plotlanes": 1, "title": "T", "threads": [{{ "id": "t", "title": "T" }}, {{ "id": "u", "title": "U" }}],
        "characters": ["Kira", "Odo"], "places": ["Home", "Road"],
        "phases": [{{ "title": "All", "from": "e0", "to": "e0" }}], "muted": [{muted}],
        "events": [{}] }}"#,
        events.join(",\n")
    )
}

fn findings(story: &Story) -> Vec<Finding> {
    Findings::of(story, || Arc::new(Entailed::of(story))).list
}

/// The start and the end of each event.
type Placement = Vec<[i32; 2]>;

/// Every way to place the events, as far as their order goes.
fn placements(story: &Story) -> Vec<Placement> {
    let count = story.events.len();
    let points = 2 * count.cast_signed() as i32;
    let mut open: Vec<Placement> = vec![Vec::new()];
    for event in story.event_ids() {
        let is_moment = story.events.when(event).lasts.is_some();
        let mut next = Vec::new();
        for placed in &open {
            for start in 0..points {
                let ends = if is_moment { start..=start } else { start + 1..=points };
                for end in ends {
                    let placed: Placement = placed.iter().copied().chain([[start, end]]).collect();
                    if holds(story, &placed) {
                        next.push(placed);
                    }
                }
            }
        }
        open = next;
    }
    open
}

/// Whether all holds that is said of events that are placed already.
fn holds(story: &Story, placed: &Placement) -> bool {
    let end_of = |event: EventId, end: End| Some(placed.get(event.index())?[usize::from(end == End::Finish)]);
    (0..placed.len() as u32).map(EventId).all(|event| {
        let when = story.events.when(event);
        let follows = when.follows.map(|other| (Relation::After, other));
        when.relations.iter().copied().chain(follows).all(|(relation, other)| {
            relation.asks().iter().all(|ask| {
                let ends = end_of(event, ask.mine).zip(end_of(other, ask.other));
                ends.is_none_or(|(mine, its)| mine.cmp(&its) == ask.is)
            })
        })
    })
}

fn is_over(placed: &Placement, a: EventId, b: EventId) -> bool {
    placed[a.index()][1] <= placed[b.index()][0]
}

fn is_together(placed: &Placement, a: EventId, b: EventId) -> bool {
    let ([a, b], [c, d]) = (placed[a.index()], placed[b.index()]);
    a < d && c < b
}

/// Whether a finding holds in a placement.
fn is_so(story: &Story, placed: &Placement, finding: &Finding) -> bool {
    let start = |event: EventId| placed[event.index()][0];
    let bounds = |edge: Edge| {
        let own = story.continuity.bounds.iter().filter(move |bound| bound.edge == edge);
        own.filter(|bound| Some(bound.character) == finding.character).map(|bound| bound.event)
    };
    let (first, rest) = finding.events.split_first().expect("a finding is about an event");
    match finding.kind {
        FindingKind::TwoPlaces => is_together(placed, *first, rest[0]),
        FindingKind::AfterEnd => {
            let end = rest[0];
            let is_between = |it: EventId| start(end) < start(it) && start(it) < placed[first.index()][1];
            is_over(placed, end, *first) && !bounds(Edge::Begins).any(is_between)
        }
        FindingKind::BeforeBeginning => {
            is_over(placed, *first, rest[0]) && !bounds(Edge::Ends).any(|it| start(it) < start(rest[0]))
        }
        FindingKind::EffectBeforeCause => is_over(placed, *first, rest[0]),
        FindingKind::KnownBeforeLearned => rest.iter().all(|&learned| is_over(placed, *first, learned)),
        FindingKind::OutsidePhase => is_over(placed, *first, rest[0]) || is_over(placed, rest[0], *first),
    }
}

#[test]
fn nothing_in_the_episode_needs_an_explanation() {
    let bytes = include_bytes!("../data/what_you_leave_behind.json");
    let (story, _) = compile(bytes).faultless().unwrap_or_else(|problems| panic!("{problems:#?}"));
    let found = findings(&story);
    assert!(found.is_empty() && story.continuity.muted.is_empty(), "{found:#?}");
    let name = |bound: &Bound| story.character(bound.character).name.as_str();
    let of = |edge| story.continuity.bounds.iter().filter(move |bound| bound.edge == edge);
    assert_eq!(of(Edge::Ends).map(name).collect::<Vec<_>>(), ["Corat Damar", "Weyoun", "Gul Dukat", "Winn Adami"]);
    // Winn poisons Dukat, and the Pah Wraiths resurrect him.
    assert_eq!(of(Edge::Begins).map(name).collect::<Vec<_>>(), ["Gul Dukat"]);
    assert!(story.continuity.bounds.iter().all(|bound| !bound.how.is_empty()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_certain_holds_however_events_are_placed(all in prop::collection::vec(said(), 1..=MOST)) {
        let text = text(&all, "");
        let compiled = compile(text.as_bytes());
        let Some(story) = compiled.story.clone().filter(|_| !compiled.has_errors()) else { return Ok(()) };
        let placements = placements(&story);
        prop_assert!(!placements.is_empty());
        let findings = findings(&story);
        for finding in &findings {
            let always = placements.iter().all(|placed| is_so(&story, placed, finding));
            if finding.certainty == Certainty::Certain {
                prop_assert!(always, "{}\n{}", finding.words, text);
            } else {
                // A possible finding is not known to be wrong, or the story leaves a choice.
                prop_assert!(!always || finding.kind != FindingKind::TwoPlaces, "{}\n{}", finding.words, text);
            }
        }
        // Nothing of these kinds is missed.
        let is_found = |kind, events: [EventId; 2]| {
            let is_it = |it: &Finding| it.kind == kind && it.certainty == Certainty::Certain && it.events == events;
            findings.iter().any(is_it)
        };
        for a in story.event_ids() {
            for cause in story.events.causes(a) {
                let is_so =
                    |placed: &Placement| is_over(placed, a, cause) && placed[a.index()][0] < placed[cause.index()][0];
                let always = placements.iter().all(is_so);
                prop_assert_eq!(is_found(FindingKind::EffectBeforeCause, [a, cause]), always, "{}", text);
            }
            for b in (a.0 + 1..story.events.len() as u32).map(EventId) {
                let shared = |who: CharacterId| [a, b].iter().all(|&it| story.events.cast(it).contains(&who));
                let places = [a, b].map(|it| story.events.place_of(it));
                let is_asked = places[0].is_some() && places[1].is_some() && places[0] != places[1];
                if is_asked && (0..2).map(CharacterId).any(shared) {
                    let always = placements.iter().all(|placed| is_together(placed, a, b));
                    let is_found = [[a, b], [b, a]].iter().any(|&pair| is_found(FindingKind::TwoPlaces, pair));
                    prop_assert_eq!(is_found, always, "{}", text);
                }
            }
        }
    }

    #[test]
    fn what_is_muted_stays_muted_after_renames(
        all in prop::collection::vec(said(), 2..=6),
        chosen in any::<Index>(),
        renamed in prop::collection::vec((0..7_usize, 0..20_u32), 1..6),
    ) {
        let compiled = compile(text(&all, "").as_bytes());
        let Some(story) = compiled.story.clone().filter(|_| !compiled.has_errors()) else { return Ok(()) };
        let before = findings(&story);
        if before.is_empty() {
            return Ok(());
        }
        let muting = chosen.get(&before).muting(&story, "");
        let mut document = Document::from_text(text(&all, &muting.to_string()));
        let muted = |document: &Document| {
            let story = compile(document.text().as_bytes()).story.expect("a story");
            findings(&story).iter().map(|it| (it.kind, it.events.clone(), it.is_muted)).collect::<Vec<_>>()
        };
        let expect = muted(&document);
        prop_assert_eq!(expect.iter().filter(|it| it.2).count(), 1, "{}", document.text());
        for (at, number) in renamed {
            let (kind, id) = if at == 6 { (ItemKind::Character, "kira".to_owned()) } else { (ItemKind::Event, format!("e{at}")) };
            let edit = Edit::Rename { item: ItemId { kind, id }, to: format!("new {number}") };
            // Some are renamed already, or the name is taken.
            if let Ok(patch) = patch(&document, &edit) {
                document.apply(&patch).expect("it fits");
            }
        }
        prop_assert_eq!(muted(&document), expect, "{}", document.text());
        let none = Edit::Set { owner: FieldOwner::Story, field: "muted".into(), value: RawValue::from_string("[]".into()).ok() };
        document.apply(&patch(&document, &none).expect("it can be set")).expect("it fits");
        prop_assert!(muted(&document).iter().all(|it| !it.2));
    }
}
