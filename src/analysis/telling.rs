//! How a story's two orders differ: what is told later or earlier than it happens, and by how much the whole telling
//! departs from the happening. Knows the two orders, nothing of axes and charts.
//!
//! The terms are Genette's (*Narrative Discourse*, 1972): an anachrony is what is told out of order, an analepsis what
//! is told later than it happened, a prolepsis what is told before it happens.

use crate::story::Story;
use crate::story::id::EventId;

/// What [`Telling::nonlinearity`] means, for who meets the number.
pub const NONLINEARITY_WORDS: &str = "How far events are told from where they happen: 0 where all is told in the order \
    in which it happens, about 1 where it is told backwards (2 in a story of two events, closer to 1 the more there \
    are). Events that start at the same time count as happening in the order of the file.";

/// What [`Telling::inversions`] means, for who meets the number.
pub const INVERSIONS_WORDS: &str = "The share of pairs of events that are told in the opposite order of their \
    happening: 0 where all is told in the order in which it happens, 1 where it is told backwards. Events that start \
    at the same time count as happening in the order of the file.";

/// The two orders of a story, compared. Made once for a story: O(n log n).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Telling {
    /// Every event in the order in which it is told.
    pub told: Vec<EventId>,
    /// Every event in the order in which it happens: by where it starts; what starts at one time, in the file's order.
    pub happening: Vec<EventId>,
    /// How far events are told from where they happen: Σ|nᵢ − sᵢ| ÷ Σ|(N − 1) − sᵢ| for N events of which event i is
    /// told as number nᵢ and happens as number sᵢ, both from 0 (Kim, Bach, Im, Schriber, Gross and Pfister,
    /// “Visualizing Nonlinear Narratives with Story Curves”, 2017). 0 in order; told backwards N ÷ (N − 1) for an even
    /// number of events and (N + 1) ÷ N for an odd one, and never more. 0 for fewer than two events.
    pub nonlinearity: f64,
    /// The share of pairs of events told in the opposite order of their happening, from 0 to 1: Kendall's distance.
    /// 0 for fewer than two events.
    pub inversions: f64,
    /// How many events start with another one, so that their order in the happening is only the file's.
    pub ties: usize,
    /// For every event its place in the happening, from 0.
    ranks: Vec<u32>,
    anachronies: Vec<Option<Anachrony>>,
}

/// How an event is told out of order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Anachrony {
    /// It is told later than it happened: a look back.
    Analepsis,
    /// It is told before it happens: a look ahead.
    Prolepsis,
}

impl Anachrony {
    /// Its name, as programs read it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Analepsis => "analepsis",
            Self::Prolepsis => "prolepsis",
        }
    }

    /// What it says of an event.
    pub fn words(self) -> &'static str {
        match self {
            Self::Analepsis => "told later than it happened (analepsis)",
            Self::Prolepsis => "told before it happens (prolepsis)",
        }
    }
}

impl Telling {
    /// Compares the two orders of a story.
    pub fn new(story: &Story) -> Self {
        let start = |id: EventId| story.event(id).placed.start();
        let mut told: Vec<EventId> = story.event_ids().collect();
        told.sort_by_key(|&id| story.event(id).told);
        let mut happening: Vec<EventId> = story.event_ids().collect();
        happening.sort_by_key(|&id| (start(id), id));
        let mut ranks = vec![0; happening.len()];
        for (rank, id) in happening.iter().enumerate() {
            ranks[id.index()] = rank as u32;
        }
        let ties = happening.chunk_by(|&a, &b| start(a) == start(b)).map(<[_]>::len).filter(|&len| len > 1).sum();
        let as_told: Vec<u32> = told.iter().map(|id| ranks[id.index()]).collect();
        let mut anachronies = vec![None; ranks.len()];
        for (id, anachrony) in told.iter().zip(anachronies_of(&as_told)) {
            anachronies[id.index()] = anachrony;
        }
        let (nonlinearity, inversions) = (nonlinearity(&as_told), inversions(&as_told));
        Self { told, happening, nonlinearity, inversions, ties, ranks, anachronies }
    }

    /// An event's place in the happening, from 0; as [`Story::happening_rank`] without the counting.
    pub fn rank(&self, id: EventId) -> usize {
        self.ranks.get(id.index()).map_or(0, |&rank| rank as usize)
    }

    /// How an event is told out of order, if it is.
    ///
    /// The base of the telling is a longest run of events (not needing to be neighbours) that are told in the order in
    /// which they happen; among equally long ones the one that is told earliest: that begins as early as it can, then
    /// goes on as early as it can, and so on. An event outside it is an analepsis if something of the base is told
    /// before it and happens after it, else a prolepsis: something of the base is told after it and happens before it.
    pub fn anachrony(&self, id: EventId) -> Option<Anachrony> {
        self.anachronies.get(id.index()).copied().flatten()
    }

    /// How many events are told out of order in this way.
    pub fn count(&self, anachrony: Anachrony) -> usize {
        self.anachronies.iter().filter(|&&of| of == Some(anachrony)).count()
    }
}

/// See [`Telling::nonlinearity`]; for the places in the happening in the order of the telling.
fn nonlinearity(as_told: &[u32]) -> f64 {
    let count = as_told.len() as u64;
    if count < 2 {
        return 0.0;
    }
    let far: u64 = as_told.iter().zip(0..).map(|(&happens, told): (&u32, u64)| u64::from(happens).abs_diff(told)).sum();
    // The sum of (N − 1) − s over all s from 0 to N − 1.
    let all = count * (count - 1) / 2;
    far as f64 / all as f64
}

/// See [`Telling::inversions`]. Counts by a Fenwick tree of what has been told already.
fn inversions(as_told: &[u32]) -> f64 {
    let count = as_told.len();
    if count < 2 {
        return 0.0;
    }
    let mut tree = vec![0_u32; count + 1];
    let mut inverted = 0_u64;
    for (before, &rank) in as_told.iter().enumerate() {
        let mut earlier = 0;
        let mut at = rank as usize;
        while at > 0 {
            earlier += u64::from(tree[at]);
            at &= at - 1;
        }
        inverted += before as u64 - earlier;
        let mut at = rank as usize + 1;
        while at <= count {
            tree[at] += 1;
            at += at & at.wrapping_neg();
        }
    }
    let (count, inverted) = (count as f64, inverted as f64);
    inverted / (count * (count - 1.0) / 2.0)
}

/// How each event is out of order, in the order of the telling.
///
/// Exactly one of the two holds for an event x outside the base. *Not both*: with b told before x and happening after
/// it, and c told after x and happening before it, b would be told before c and happen after it, but the base is told
/// as it happens. *Not neither*: then all of the base that is told before x happens before it, and all that is told
/// after x happens after it, so that x could be put in between and make the base longer, but it is a longest.
/// So it is enough to look at the last of the base that was told: of what is told before x it happens last.
fn anachronies_of(as_told: &[u32]) -> Vec<Option<Anachrony>> {
    let mut last = None;
    let judge = |(&rank, in_base): (&u32, bool)| {
        if in_base {
            last = Some(rank);
            return None;
        }
        Some(if last.is_some_and(|last| last > rank) { Anachrony::Analepsis } else { Anachrony::Prolepsis })
    };
    as_told.iter().zip(base(as_told)).map(judge).collect()
}

/// Which events, in the order of the telling, are of the base: see [`Telling::anachrony`].
fn base(as_told: &[u32]) -> Vec<bool> {
    // The length of the longest rising run from each event on: patience sorting from the back. `highest[k]` is the
    // latest-happening event that a run of k + 1 begins with; it falls with k.
    let mut highest: Vec<u32> = Vec::new();
    let mut lengths: Vec<usize> = as_told
        .iter()
        .rev()
        .map(|&rank| {
            let at = highest.partition_point(|&begins| begins > rank);
            match highest.get_mut(at) {
                Some(begins) => *begins = rank,
                None => highest.push(rank),
            }
            at + 1
        })
        .collect();
    lengths.reverse();
    // The first event from which enough of a run is left is the earliest that can go on. It cannot have more left than
    // is wanted: whatever rises from the one before it would be longer then.
    let (mut wanted, mut last) = (highest.len(), None);
    let mut take = |(&rank, length): (&u32, usize)| {
        let taken = length == wanted && last.is_none_or(|last| rank > last);
        if taken {
            (wanted, last) = (wanted - 1, Some(rank));
        }
        taken
    };
    as_told.iter().zip(lengths).map(&mut take).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Anachrony, Telling, anachronies_of, base, inversions, nonlinearity};
    use crate::story::load::load;

    /// The places in the happening in the order of the telling; what each event is then, `.` in order; the sums.
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
        // In the middle of things: the past is told once the story runs.
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
        let (story, _) = load(json.as_bytes()).unwrap();
        let telling = Telling::new(&story);
        assert_eq!(story.event_ids().map(|id| telling.rank(id)).collect::<Vec<_>>(), [2, 0, 1, 3]);
        assert_eq!(telling.happening.iter().map(|id| id.0).collect::<Vec<_>>(), [1, 2, 0, 3]);
        assert_eq!(telling.told.iter().map(|id| id.0).collect::<Vec<_>>(), [0, 2, 1, 3]);
        assert_eq!(telling.ties, 2);
        assert!(story.event_ids().all(|id| telling.rank(id) == story.happening_rank(id)));
        let anachronies: Vec<_> = story.event_ids().map(|id| telling.anachrony(id)).collect();
        assert_eq!(anachronies, [None, Some(Anachrony::Analepsis), Some(Anachrony::Analepsis), None]);
        assert_eq!((telling.count(Anachrony::Analepsis), telling.count(Anachrony::Prolepsis)), (2, 0));
    }

    /// The positions of the base, found by trying every set of events.
    fn base_by_trying(as_told: &[u32]) -> Vec<usize> {
        let runs = (0_u32..1 << as_told.len()).map(|set| (0..as_told.len()).filter(|at| set >> at & 1 == 1).collect());
        let rising = |run: &Vec<usize>| run.windows(2).all(|pair| as_told[pair[0]] < as_told[pair[1]]);
        // The longest, then the one with the earliest positions.
        let better = |a: &Vec<usize>, b: &Vec<usize>| a.len().cmp(&b.len()).then_with(|| b.cmp(a));
        runs.filter(rising).max_by(better).unwrap()
    }

    fn orders(most: u32) -> impl Strategy<Value = Vec<u32>> {
        (0..=most).prop_flat_map(|count| Just((0..count).collect::<Vec<u32>>()).prop_shuffle())
    }

    proptest! {
        #[test]
        fn the_base_is_the_earliest_longest_run(as_told in orders(9)) {
            let in_base = base(&as_told);
            let found: Vec<usize> = (0..as_told.len()).filter(|&at| in_base[at]).collect();
            prop_assert_eq!(found, base_by_trying(&as_told));
        }

        #[test]
        fn exactly_one_anachrony_holds_outside_the_base(as_told in orders(40)) {
            let (in_base, found) = (base(&as_told), anachronies_of(&as_told));
            for at in 0..as_told.len() {
                let among = |mut others: std::ops::Range<usize>, later: bool| {
                    others.any(|other| in_base[other] && (as_told[other] > as_told[at]) == later)
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
}
