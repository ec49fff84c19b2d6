//! Tellings as tables, and compared with a search of all runs and all pairs.

use proptest::prelude::*;

use super::{Anachrony, Telling, anachronies_of, base, inversions, nonlinearity};
use crate::story::compile::compile;

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
