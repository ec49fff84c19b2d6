//! Chains through small stories: as tables, and compared with a search of every path.

use proptest::prelude::*;

use super::{Between, Step, between, causes, effects, nearest_cause, nearest_effect, path, why};
use crate::story::Story;
use crate::story::compile::compile;
use crate::story::id::EventId;
use crate::story::order::Order;

/// Events at the numbers from 0 on, each told as its number in `told` and caused by the events that it names.
fn story(told: &[usize], because: &[&[usize]]) -> Story {
    let event = |(at, causes): (usize, &&[usize])| {
        let causes: Vec<String> = causes.iter().map(|cause| format!("\"e{cause}\"")).collect();
        let (told, because) = (told.get(at).copied().unwrap_or(at), causes.join(","));
        format!(
            r#"{{ "id": "e{at}", "title": "E{at}", "thread": "t", "when": {{ "at": {at} }}, "told": {told}, "because": [{because}] }}"#
        )
    };
    let events: Vec<String> = because.iter().enumerate().map(event).collect();
    let text = format!(
        r#"{{ "plotlanes": 1, "title": "T", "threads": [{{ "id": "t", "title": "T" }}], "events": [{}] }}"#,
        events.join(",")
    );
    compile(text.as_bytes()).faultless().unwrap_or_else(|problems| panic!("{problems:#?}")).0
}

fn steps(steps: Vec<Step>) -> Vec<(u32, u32, u32)> {
    steps.into_iter().map(|step| (step.event.0, step.depth, step.by.0)).collect()
}

fn ids(events: &[u32]) -> Vec<EventId> {
    events.iter().copied().map(EventId).collect()
}

/// ```text
/// 0 → 1 → 3 → 4     5 ⇄ 6, 5 → 7
/// 0 → 2 → 3
/// ```
fn web() -> Story {
    story(&[], &[&[], &[0], &[0], &[2, 1], &[3], &[6], &[5], &[5]])
}

#[test]
fn causes_and_effects_by_depth() {
    let story = web();
    assert_eq!(steps(causes(&story, EventId(4), None)), [(3, 1, 4), (1, 2, 3), (2, 2, 3), (0, 3, 1)]);
    assert_eq!(steps(causes(&story, EventId(4), Some(2))), [(3, 1, 4), (1, 2, 3), (2, 2, 3)]);
    assert_eq!(steps(causes(&story, EventId(4), Some(0))), []);
    assert_eq!(steps(causes(&story, EventId(0), None)), []);
    assert_eq!(steps(effects(&story, EventId(0), None)), [(1, 1, 0), (2, 1, 0), (3, 2, 1), (4, 3, 3)]);
    // A walk ends even in a cycle.
    assert_eq!(steps(effects(&story, EventId(5), None)), [(6, 1, 5), (7, 1, 5)]);
    assert_eq!(steps(causes(&story, EventId(7), None)), [(5, 1, 7), (6, 2, 5)]);
}

#[test]
fn chains_between_two_events() {
    let story = web();
    let check = |a: u32, b: u32, expect: Between| assert_eq!(between(&story, EventId(a), EventId(b)), expect);
    check(0, 4, Between::Forward(ids(&[0, 1, 3, 4])));
    check(4, 0, Between::Backward(ids(&[0, 1, 3, 4])));
    check(5, 6, Between::Forward(ids(&[5, 6])));
    check(7, 6, Between::Backward(ids(&[6, 5, 7])));
    check(2, 2, Between::Forward(ids(&[2])));
    check(1, 2, Between::None);
    check(0, 7, Between::None);
    assert_eq!(path(&story, EventId(4), EventId(0)), None);
}

#[test]
fn the_nearest_neighbours_follow_the_order() {
    // Event 2 came of 0, 1 and 4; it is told first, then 4, 1, 3, 0.
    let story = story(&[5, 3, 1, 4, 2], &[&[2], &[], &[0, 1, 4], &[2], &[2]]);
    let check = |order: Order, id: u32, cause: Option<u32>, effect: Option<u32>| {
        let found = [nearest_cause(&story, order, EventId(id)), nearest_effect(&story, order, EventId(id))];
        assert_eq!(found, [cause, effect].map(|id| id.map(EventId)), "{order:?} {id}");
    };
    check(Order::Happening, 2, Some(1), Some(3));
    // All of its causes are told after it, so the nearest of them.
    check(Order::Telling, 2, Some(4), Some(4));
    // Its one cause happens after it.
    check(Order::Happening, 0, Some(2), Some(2));
    check(Order::Happening, 3, Some(2), None);
    check(Order::Happening, 1, None, Some(2));
}

#[test]
fn reasons_in_words() {
    let link =
        |relation: &str, note: &str| format!(r#"{{ "event": "a", "relation": "{relation}", "note": "{note}" }}"#);
    let links = [
        link("causes", "by fire"),
        link("Enables", ""),
        link("motivates", "for honour"),
        link("foreshadows", "in a dream"),
        link("foreshadows", ""),
        link("", "somehow"),
        "\"a\"".to_owned(),
    ];
    let text = format!(
        r#"{{ "plotlanes": 1, "title": "T", "threads": [{{ "id": "t", "title": "T" }}], "events": [
            {{ "id": "a", "title": "The insult", "thread": "t" }},
            {{ "id": "b", "title": "The duel", "thread": "t", "because": [{}] }},
            {{ "id": "c", "title": "The end", "thread": "t", "because": ["b"] }}] }}"#,
        links.join(",")
    );
    let story = compile(text.as_bytes()).faultless().unwrap().0;
    let expect = [
        "“The duel” was caused by “The insult”: by fire",
        "“The duel” was made possible by “The insult”",
        "“The duel” was motivated by “The insult”: for honour",
        "“The duel” came of “The insult” (foreshadows): in a dream",
        "“The duel” came of “The insult” (foreshadows)",
        "“The duel” came of “The insult”: somehow",
        "“The duel” came of “The insult”",
    ];
    let sentences: Vec<String> = why(&story, EventId(1), None).iter().map(|why| why.sentence(&story)).collect();
    assert_eq!(sentences, expect);
    let depths = |depth| why(&story, EventId(2), depth).iter().map(|why| why.depth).collect::<Vec<_>>();
    assert_eq!(depths(None), [1, 2, 2, 2, 2, 2, 2, 2]);
    assert_eq!(depths(Some(1)), [1]);
    assert!(depths(Some(0)).is_empty());
}

#[test]
fn a_ring_tells_each_link_once() {
    let story = web();
    let links: Vec<_> =
        why(&story, EventId(7), None).iter().map(|why| (why.cause.0, why.effect.0, why.depth)).collect();
    assert_eq!(links, [(5, 7, 1), (6, 5, 2), (5, 6, 3)]);
}

proptest! {
    /// Distances by relaxing every link until nothing changes.
    #[test]
    fn ways_are_shortest(links in prop::collection::vec((0_usize..7, 0_usize..7), 0..14)) {
        let mut because: Vec<Vec<usize>> = vec![Vec::new(); 7];
        for (cause, effect) in links {
            if cause != effect && !because[effect].contains(&cause) {
                because[effect].push(cause);
            }
        }
        let lists: Vec<&[usize]> = because.iter().map(Vec::as_slice).collect();
        let story = story(&[], &lists);
        for from in 0..7_u32 {
            let mut far = [None; 7];
            far[from as usize] = Some(0_u32);
            for _ in 0..7 {
                for (effect, causes) in because.iter().enumerate() {
                    let near = causes.iter().filter_map(|&cause| far[cause]).min().map(|far| far + 1);
                    far[effect] = [far[effect], near].into_iter().flatten().min();
                }
            }
            for to in 0..7_u32 {
                let way = path(&story, EventId(from), EventId(to));
                prop_assert_eq!(way.as_ref().map(|way| way.len() as u32 - 1), far[to as usize]);
                for pair in way.unwrap_or_default().windows(2) {
                    prop_assert!(because[pair[1].index()].contains(&pair[0].index()));
                }
            }
            let mut found = vec![None; 7];
            found[from as usize] = Some(0);
            for step in effects(&story, EventId(from), None) {
                prop_assert_eq!(found[step.event.index()].replace(step.depth), None);
                prop_assert_eq!(found[step.by.index()], Some(step.depth - 1));
            }
            prop_assert_eq!(found, far.to_vec());
        }
    }
}
