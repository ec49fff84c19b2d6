//! Tellings as tables, and compared with a search of all runs and all pairs.

use proptest::prelude::*;

use std::cmp::Ordering;

use super::drawn::{anachronies_of, base, inversions, nonlinearity};
use super::said;
use super::{Anachrony, Telling};
use crate::story::Story;
use crate::story::compile::compile;
use crate::story::id::EventId;
use crate::story::place::Entailed;
use crate::story::relation::{End, Relation};

/// Positions in the happening, in the order of the telling → the mark of each event (`.` is in order), and the two
/// sums.
#[track_caller]
fn check(as_told: &[u32], marks: &str, far: u32, inverted: u32) {
    let letter = |anachrony: Option<Anachrony>| match anachrony {
        None => '.',
        Some(Anachrony::Analepsis) => 'a',
        Some(Anachrony::Prolepsis) => 'p',
    };
    assert_eq!(anachronies_of(as_told).into_iter().map(letter).collect::<String>(), marks, "{as_told:?}");
    let count = as_told.len() as u32;
    let pairs = f64::from((count * count.saturating_sub(1) / 2).max(1));
    let near = |a: f64, b: f64| (a - b).abs() < 1e-12;
    assert!(near(nonlinearity(as_told), f64::from(far) / pairs), "{as_told:?}: {}", nonlinearity(as_told));
    assert!(near(inversions(as_told), f64::from(inverted) / pairs), "{as_told:?}: {}", inversions(as_told));
}

#[test]
fn tellings() {
    check(&[], "", 0, 0);
    check(&[0], ".", 0, 0);
    check(&[0, 1], "..", 0, 0);
    check(&[1, 0], ".a", 2, 1);
    check(&[0, 1, 2, 3, 4], ".....", 0, 0);
    // Backwards: the sum of |n − s| is ⌊N² ÷ 2⌋, over N(N − 1) ÷ 2.
    check(&[4, 3, 2, 1, 0], ".aaaa", 12, 10);
    check(&[3, 2, 1, 0], ".aaa", 8, 6);
    // One look back, one look ahead.
    check(&[1, 2, 3, 0, 4], "...a.", 6, 3);
    check(&[0, 4, 1, 2, 3], ".p...", 6, 3);
    // In medias res: the past is told later.
    check(&[2, 3, 4, 0, 1, 5, 6], "...aa..", 12, 6);
    check(&[4, 5, 6, 0, 1, 2, 3, 7], "ppp.....", 24, 12);
    // A look back within a look ahead.
    check(&[0, 6, 5, 1, 2, 3, 4], ".pp....", 16, 9);
    // Equally long: the one told earliest is the base.
    check(&[2, 3, 0, 1], "..aa", 8, 4);
}

#[test]
fn a_story_knows_its_ties() {
    let json = r#"{ "plotlanes": 1, "title": "T", "time": { "kind": "number" }, "threads": [{ "id": "t", "title": "T" }],
        "events": [
            { "id": "c", "title": "C", "thread": "t", "when": { "at": 3 }, "told": 1 },
            { "id": "a", "title": "A", "thread": "t", "when": { "at": 1 }, "told": 3 },
            { "id": "b", "title": "B", "thread": "t", "when": { "from": 1, "to": 2 }, "told": 2 },
            { "id": "d", "title": "D", "thread": "t", "when": { "at": 4 }, "told": 4 }] }"#;
    let (story, _) = compile(json.as_bytes()).faultless().unwrap();
    let telling = Telling::new(&story);
    assert_eq!(story.event_ids().map(|id| telling.rank(id)).collect::<Vec<_>>(), [2, 0, 1, 3]);
    assert_eq!(telling.happening.iter().map(|id| id.0).collect::<Vec<_>>(), [1, 2, 0, 3]);
    assert_eq!(telling.told.iter().map(|id| id.0).collect::<Vec<_>>(), [0, 2, 1, 3]);
    assert_eq!(telling.ties, 2);
    let anachronies: Vec<_> = story.event_ids().map(|id| telling.anachrony(id)).collect();
    // A and b start together: in order, and longer than what is told first.
    assert_eq!(anachronies, [Some(Anachrony::Prolepsis), None, None, None]);
    assert_eq!((telling.count(Anachrony::Analepsis), telling.count(Anachrony::Prolepsis)), (0, 1));
}

/// A story of these events, each in a thread of its own kind: `(thread, told, rest)`.
fn story(time: &str, events: &[(&str, u32, &str)]) -> Story {
    let event = |(at, (thread, told, rest)): (usize, &(&str, u32, &str))| {
        format!(r#"{{ "id": "{at}", "title": "E", "thread": "{thread}", "told": {told}{rest} }}"#)
    };
    let events: Vec<String> = events.iter().enumerate().map(event).collect();
    let json = format!(
        r#"{{ "plotlanes": 1, "title": "T", "time": {{ "kind": "{time}" }},
        "threads": [{{ "id": "a", "title": "A" }}, {{ "id": "b", "title": "B" }}], "events": [{}] }}"#,
        events.join(",")
    );
    compile(json.as_bytes()).faultless().unwrap_or_else(|problems| panic!("{problems:#?}")).0
}

fn mark(anachrony: Option<Anachrony>) -> char {
    match anachrony {
        None => '.',
        Some(Anachrony::Analepsis) => 'a',
        Some(Anachrony::Prolepsis) => 'p',
    }
}

#[test]
fn only_what_the_story_orders_is_told_out_of_order() {
    // The marks of the events in the file's order, by what the story says and by where else they are drawn; the pairs that
    // happen as they are told and the other way round.
    let check = |time: &str, events: &[(&str, u32, &str)], said: &str, drawn: &str, pairs: [u32; 2]| {
        let story = story(time, events);
        let telling = Telling::new(&story);
        let marks = |of: &dyn Fn(EventId) -> Option<Anachrony>| story.event_ids().map(|id| mark(of(id))).collect();
        let found: [String; 2] = [marks(&|id| telling.anachrony(id)), marks(&|id| telling.drawn_anachrony(id))];
        assert_eq!(found, [said, drawn]);
        let all = (events.len() * (events.len() - 1) / 2) as f64;
        let shares = [telling.ordered.as_told, telling.ordered.inverted].map(|share| (share * all).round() as u32);
        assert_eq!(shares, pairs);
        assert_eq!(telling.ordered.is_whole, pairs[0] + pairs[1] == all as u32);
        let [least, most] = telling.ordered.inversions();
        assert!(
            least <= telling.inversions && telling.inversions <= most + 1e-12,
            "{} of {least}–{most}",
            telling.inversions
        );
    };
    // Nothing ties the two threads.
    let free = [("a", 1, ""), ("a", 2, ""), ("b", 3, ""), ("b", 4, "")];
    check("order", &free, "....", "..a.", [2, 0]);
    // One thread is told backwards, the other tells nothing of it.
    let back =
        [("a", 1, ""), ("b", 2, r#", "when": {"after": "3"}"#), ("a", 3, ""), ("b", 4, r#", "when": {"lasts": 1}"#)];
    check("order", &back, "...a", "....", [1, 1]);
    // The threads meet: the end of b comes before all of a.
    let tied = [("a", 1, r#", "when": {"after": "3"}"#), ("a", 2, ""), ("b", 3, ""), ("b", 4, "")];
    check("order", &tied, "..aa", "....", [2, 4]);
    // On a clock, days of one date are in order if one is after the other.
    let days =
        [("a", 2, r#", "when": {"at": "2001-05-01"}"#), ("a", 1, r#", "when": {"at": "2001-05-01", "after": "0"}"#)];
    check("date", &days, "a.", "..", [0, 1]);
    let day = [("a", 2, r#", "when": {"at": "2001-05-01"}"#), ("a", 1, r#", "when": {"at": "2001-05-01"}"#)];
    check("date", &day, "..", "..", [0, 0]);
    let years = [("a", 2, r#", "when": {"at": "2001"}"#), ("a", 1, r#", "when": {"at": "2002"}"#)];
    check("date", &years, "a.", "..", [0, 1]);
    // The shot may be the first of the war.
    let shot = [("a", 2, r#", "when": {"from": "2001", "to": "2003"}"#), ("b", 1, r#", "when": {"meanwhile": "0"}"#)];
    check("date", &shot, "..", "a.", [0, 0]);
    let at_once = [("a", 2, r#", "when": {"at": 3}"#), ("b", 1, r#", "when": {"at": 3}"#)];
    check("number", &at_once, "..", "..", [1, 0]);
}

/// Whether all placements of three events over a few steps agree that one starts before the other, and that none starts
/// after the other.
fn in_all_placements(relations: &[(usize, Relation, usize)], one: usize, other: usize) -> [bool; 2] {
    let (mut before, mut not_after) = (true, true);
    for code in 0..7_u32.pow(6) {
        let at = |event: usize, end: End| code / 7_u32.pow(2 * event as u32 + u32::from(end == End::Finish)) % 7;
        let holds = (0..3).all(|event| at(event, End::Start) < at(event, End::Finish))
            && relations.iter().all(|&(mine, relation, its)| {
                relation.asks().iter().all(|ask| at(mine, ask.mine).cmp(&at(its, ask.other)) == ask.is)
            });
        if holds {
            let order = at(one, End::Start).cmp(&at(other, End::Start));
            before &= order == Ordering::Less;
            not_after &= order != Ordering::Greater;
        }
    }
    [before, not_after]
}

/// The marks in the order of the telling, found by trying all sets for the base: none of two events told in the opposite
/// order, as many as can be, told as early as can be.
fn by_trying(count: usize, is_before: impl Fn(usize, usize) -> bool) -> String {
    let members = |set: u32| (0..count).filter(move |at| set >> at & 1 == 1);
    let is_good = |set: &u32| members(*set).all(|a| members(*set).all(|b| a >= b || !is_before(b, a)));
    let better = |a: &u32, b: &u32| {
        let told = |set: u32| members(set).collect::<Vec<_>>();
        a.count_ones().cmp(&b.count_ones()).then_with(|| told(*b).cmp(&told(*a)))
    };
    let base = (0..1 << count).filter(is_good).max_by(better).unwrap_or(0);
    let of = |at: usize| {
        let back = members(base).any(|other| other < at && is_before(at, other));
        let ahead = members(base).any(|other| other > at && is_before(other, at));
        match (base >> at & 1 == 1, back, ahead) {
            (true, false, false) => '.',
            (false, true, false) => 'a',
            (false, false, true) => 'p',
            impossible => panic!("{impossible:?}"),
        }
    };
    (0..count).map(of).collect()
}

/// Events with relations to earlier ones, told in some order, as a story.
fn related(time: &str, told: &[u32], relations: &[(usize, Relation, usize)], more: &[&str]) -> Option<Story> {
    let event = |at: usize| {
        let mut said: Vec<String> = Relation::ALL
            .into_iter()
            .filter_map(|kind| {
                let others = relations.iter().filter(|&&(event, relation, _)| event == at && relation == kind);
                let others: Vec<String> = others.map(|(.., other)| format!("\"{other}\"")).collect();
                (!others.is_empty()).then(|| format!("\"{}\": [{}]", kind.name(), others.join(",")))
            })
            .collect();
        said.extend(more.get(at).filter(|more| !more.is_empty()).map(ToString::to_string));
        let when = format!("{{ {} }}", said.join(","));
        format!(r#"{{ "id": "{at}", "title": "E", "thread": "t{at}", "told": {}, "when": {when} }}"#, told[at])
    };
    let thread = |at: usize| format!(r#"{{ "id": "t{at}", "title": "T" }}"#);
    let list = |of: &dyn Fn(usize) -> String| (0..told.len()).map(of).collect::<Vec<_>>().join(",");
    let json = format!(
        r#"{{ "plotlanes": 1, "title": "T", "time": {{ "kind": "{time}" }}, "threads": [{}], "events": [{}] }}"#,
        list(&thread),
        list(&event)
    );
    let compiled = compile(json.as_bytes());
    // What contradicts itself is not about the telling.
    compiled.faultless().ok().map(|(story, _)| story)
}

fn relations(events: usize, most: usize) -> impl Strategy<Value = Vec<(usize, Relation, usize)>> {
    let one = (1..events, prop::sample::select(Relation::ALL.to_vec()), 0..events);
    prop::collection::vec(one.prop_map(|(event, relation, other)| (event, relation, other % event)), 0..=most)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn what_is_said_holds_of_all_placements(relations in relations(3, 3)) {
        let Some(story) = related("order", &[0, 1, 2], &relations, &[]) else { return Ok(()) };
        let entailed = Entailed::of(&story);
        let ids: Vec<EventId> = story.event_ids().collect();
        let starts = entailed.starts(&ids);
        for (one, other) in [(0, 1), (0, 2), (1, 2), (1, 0), (2, 0), (2, 1)] {
            let around = entailed.around(ids[one]);
            let is = |bits: u64| bits >> one & 1 == 1;
            let [before, not_after] = in_all_placements(&relations, one, other);
            prop_assert_eq!([around.starts_before(ids[other]), is(starts.after(ids[other]))], [before; 2]);
            prop_assert_eq!(is(starts.not_before(ids[other])), not_after);
            prop_assert_eq!(entailed.around(ids[other]).starts_after(ids[one]), before);
        }
    }
}

#[test]
fn sweeps_over_a_large_story_find_the_same() {
    // Threads of which each is told in order, but for an event in ten; the threads meet now and then.
    let mut random = 7_u32;
    let mut below = |most: u32| {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (random >> 8) % most
    };
    let count = 300_u32;
    let told: Vec<u32> = (0..count).map(|at| if below(10) == 0 { below(count) } else { at }).collect();
    let mut said: Vec<_> = (4..count as usize).map(|at| (at, Relation::After, at - 4)).collect();
    said.extend((0..20).map(|_| below(count - 8) as usize).map(|at| (at + 7, Relation::Contains, at)));
    let story = related("order", &told, &said, &[]).expect("no contradiction");
    let telling = Telling::new(&story);
    let times: Vec<u32> = telling.told.iter().map(|&id| telling.rank(id) as u32).collect();
    let found = said::of_many(&telling.told, &times, &Entailed::of(&story));
    let exact: Vec<_> = telling.told.iter().map(|&id| telling.anachrony(id)).collect();
    let counts = [&found, &exact].map(|of| of.iter().flatten().count());
    assert!(counts[1] > 20 && counts[0] >= counts[1], "{counts:?}: a smaller base leaves more outside");
    let shares = [telling.ordered, said::estimated(&telling.told, &Entailed::of(&story))].map(|it| it.inversions());
    assert!(shares[0].iter().zip(shares[1]).all(|(a, b)| (a - b).abs() < 0.03), "{shares:?}");
}

proptest! {
    #[test]
    fn anachronies_are_those_of_the_largest_base(
        relations in relations(7, 6),
        told in Just((0..7_u32).collect::<Vec<_>>()).prop_shuffle(),
        time in prop::sample::select(vec!["order", "number", "date"]),
        more in prop::collection::vec(prop::sample::select(vec!["", "", "lasts", "at", "from"]), 7),
    ) {
        let more = more.into_iter().enumerate().map(|(at, more)| match (more, time) {
            ("lasts", "order") => format!("\"lasts\": {}", at % 3),
            ("at", "date") => format!("\"at\": \"200{}-0{}\"", at % 2, at % 3 + 1),
            ("from", "date") => format!("\"from\": \"200{}\"", at % 3),
            ("at" | "from", "number") => format!("\"{more}\": {}", at % 4),
            _ => String::new(),
        });
        let more: Vec<String> = more.collect();
        let more: Vec<&str> = more.iter().map(String::as_str).collect();
        let Some(story) = related(time, &told, &relations, &more) else { return Ok(()) };
        let telling = Telling::new(&story);
        let entailed = Entailed::of(&story);
        let around: Vec<_> = telling.told.iter().map(|&id| entailed.around(id)).collect();
        let is_before = |a: usize, b: usize| around[a].starts_before(telling.told[b]);
        let marks: String = telling.told.iter().map(|&id| mark(telling.anachrony(id))).collect();
        prop_assert_eq!(&marks, &by_trying(7, is_before));
        let pairs = (0..7).flat_map(|b| (0..b).map(move |a| (a, b)));
        let inverted = pairs.clone().filter(|&(a, b)| is_before(b, a)).count() as f64;
        let as_told = pairs.filter(|&(a, b)| is_before(a, b) || around[a].starts_with(telling.told[b]));
        prop_assert!((telling.ordered.inverted * 21.0 - inverted).abs() < 1e-9);
        prop_assert!(telling.ordered.as_told * 21.0 + 1e-9 >= as_told.count() as f64);
        let [least, most] = telling.ordered.inversions();
        // What only touches counts as before, but is in order where it is drawn to start together.
        let drawn = |at: usize| story.events.placed(telling.told[at]).start();
        let touching = (0..7).flat_map(|b| (0..b).map(move |a| (a, b)));
        let touching = touching.filter(|&(a, b)| is_before(b, a) && drawn(a) == drawn(b)).count() as f64 / 21.0;
        prop_assert!(least - touching <= telling.inversions + 1e-9 && telling.inversions <= most + 1e-9);
        // The sweeps of large stories may find less, but nothing that is not so.
        let times: Vec<u32> = telling.told.iter().map(|&id| telling.rank(id) as u32).collect();
        for (at, found) in said::of_many(&telling.told, &times, &entailed).into_iter().enumerate() {
            let is_so = match found {
                None => true,
                Some(Anachrony::Analepsis) => (0..at).any(|other| is_before(at, other)),
                Some(Anachrony::Prolepsis) => (at + 1..7).any(|other| is_before(other, at)),
            };
            prop_assert!(is_so, "{at} {found:?}");
        }
    }
}

/// The positions of the base, found by trying every set of events.
fn base_by_trying(as_told: &[u32]) -> Vec<usize> {
    let runs = (0_u32..1 << as_told.len()).map(|set| (0..as_told.len()).filter(|at| set >> at & 1 == 1).collect());
    let rising = |run: &Vec<usize>| run.windows(2).all(|pair| as_told[pair[0]] <= as_told[pair[1]]);
    // The longest, then the one with the earliest positions.
    let better = |a: &Vec<usize>, b: &Vec<usize>| a.len().cmp(&b.len()).then_with(|| b.cmp(a));
    runs.filter(rising).max_by(better).unwrap()
}

/// When each event happens, with ties.
fn times(most: usize) -> impl Strategy<Value = Vec<u32>> {
    prop::collection::vec(0..8_u32, 0..=most)
}

fn orders(most: u32) -> impl Strategy<Value = Vec<u32>> {
    (0..=most).prop_flat_map(|count| Just((0..count).collect::<Vec<u32>>()).prop_shuffle())
}

proptest! {
    #[test]
    fn the_base_is_the_earliest_longest_run(as_told in prop_oneof![orders(9), times(9)]) {
        let in_base = base(&as_told);
        let found: Vec<usize> = (0..as_told.len()).filter(|&at| in_base[at]).collect();
        prop_assert_eq!(found, base_by_trying(&as_told));
    }

    #[test]
    fn exactly_one_anachrony_holds_outside_the_base(as_told in prop_oneof![orders(40), times(40)]) {
        let (in_base, found) = (base(&as_told), anachronies_of(&as_told));
        for at in 0..as_told.len() {
            let among = |mut others: std::ops::Range<usize>, later: bool| {
                others.any(|other| {
                    in_base[other] && if later { as_told[other] > as_told[at] } else { as_told[other] < as_told[at] }
                })
            };
            let (back, ahead) = (among(0..at, true), among(at + 1..as_told.len(), false));
            let expect = match (in_base[at], back, ahead) {
                (true, false, false) => None,
                (false, true, false) => Some(Anachrony::Analepsis),
                (false, false, true) => Some(Anachrony::Prolepsis),
                impossible => panic!("{impossible:?}"),
            };
            prop_assert_eq!(found[at], expect);
        }
    }

    #[test]
    fn sums_are_those_of_counting(as_told in orders(40)) {
        let count = as_told.len();
        let pairs = (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b)));
        let inverted = pairs.clone().filter(|&(a, b)| as_told[a] > as_told[b]).count() as f64;
        let all = pairs.count().max(1) as f64;
        prop_assert!((inversions(&as_told) - inverted / all).abs() < 1e-12);
        let far: f64 = as_told.iter().enumerate().map(|(n, &s)| (n as f64 - f64::from(s)).abs()).sum();
        let most: f64 = as_told.iter().map(|&s| (count as f64 - 1.0 - f64::from(s)).abs()).sum();
        prop_assert!((nonlinearity(&as_told) - far / most.max(1.0)).abs() < 1e-12);
        let backwards: Vec<u32> = (0..count as u32).rev().collect();
        prop_assert!(nonlinearity(&as_told) <= nonlinearity(&backwards));
    }
}
