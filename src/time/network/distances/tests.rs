//! Distances as tables, and compared with the longest paths between all pairs.

use proptest::prelude::*;

use super::super::{Basis, Network, ORIGIN};
use super::{Distances, Lengths};

/// The longest paths between all pairs, by Floyd and Warshall; `None` if there is a contradiction.
fn by_brute_force(points: usize, constraints: &[(u32, u32, i64, bool)]) -> Option<Vec<Vec<Option<i128>>>> {
    let mut longest = vec![vec![None; points]; points];
    let mut raise = |from: u32, to: u32, gap: i128| {
        let known: &mut Option<i128> = &mut longest[from as usize][to as usize];
        *known = Some(known.map_or(gap, |known| known.max(gap)));
    };
    for point in 0..points as u32 {
        raise(point, point, 0);
    }
    for &(from, to, gap, exact) in constraints {
        raise(from, to, gap.into());
        if exact {
            raise(to, from, -i128::from(gap));
        }
    }
    for over in 0..points {
        for from in 0..points {
            for to in 0..points {
                if let (Some(a), Some(b)) = (longest[from][over], longest[over][to]) {
                    let known = &mut longest[from][to];
                    *known = Some(known.map_or(a + b, |known| known.max(a + b)));
                }
            }
        }
    }
    (0..points).all(|point| longest[point][point] == Some(0)).then_some(longest)
}

fn network(points: u32, constraints: &[(u32, u32, i64, bool)]) -> Network {
    let mut network = Network::new(points);
    for (number, &(from, to, gap, exact)) in (0..).zip(constraints) {
        if exact {
            network.exactly(from, to, gap, Basis::Stated(number));
        } else {
            network.at_least(from, to, gap, Basis::Stated(number));
        }
    }
    network
}

#[test]
fn only_what_is_said_is_known() {
    // 1 and 2 stand in order, 3 is tied to nothing, 4 lies at tick 10.
    let distances = network(5, &[(1, 2, 1, false), (ORIGIN, 4, 10, true)]).distances().expect("no contradiction");
    let all = |lengths: Lengths| (0..5).map(|point| lengths.get(point)).collect::<Vec<_>>();
    assert_eq!(all(distances.after(1)), [None, Some(0), Some(1), None, None]);
    assert_eq!(all(distances.before(2)), [None, Some(1), Some(0), None, None]);
    assert_eq!(all(distances.after(4)), [Some(-10), None, None, None, Some(0)]);
    assert_eq!(all(distances.after(ORIGIN)), [Some(0), None, None, None, Some(10)]);
    assert_eq!([4, 1].map(|point| distances.bounds(point)), [[Some(10); 2], [None; 2]]);
    assert!(distances.is_simple());
}

/// Whatever marks say is true; whether it is all that is true of points that the origin has no part in.
fn check_marks(distances: &Distances, longest: &[Vec<Option<i128>>], is_free: bool) {
    let marked = || (1..longest.len() as u32).map(|point| (point, 100 - point));
    let (after, before) = (distances.least_after(marked()), distances.least_before(marked()));
    for point in 1..longest.len() as u32 {
        let least = |apart: i128, distance: &dyn Fn(usize) -> Option<i128>| {
            let far = marked().filter(|&(other, _)| distance(other as usize).is_some_and(|it| it >= apart));
            far.map(|(_, mark)| mark).min().unwrap_or(u32::MAX)
        };
        let ahead = |other: usize| longest[point as usize][other];
        let behind = |other: usize| longest[other][point as usize];
        let said = [
            (after.touching(point), least(0, &ahead)),
            (after.apart(point), least(1, &ahead)),
            (before.touching(point), least(0, &behind)),
            (before.apart(point), least(1, &behind)),
        ];
        for (said, is) in said {
            assert!(said >= is, "{point}: {said} {is}");
            assert!(said == is || !is_free || !distances.is_simple(), "{point}: {said} {is}");
        }
    }
}

proptest! {
    #[test]
    fn distances_are_longest_paths(
        mut constraints in prop::collection::vec((0..7_u32, 0..7_u32, -6..6_i64, prop::bool::weighted(0.2)), 0..14),
        is_simple in prop::bool::ANY,
        far in prop::sample::select(vec![0, 1_i64 << 60]),
    ) {
        for (from, to, gap, exact) in &mut constraints {
            if is_simple && *from != ORIGIN && *to != ORIGIN {
                (*gap, *exact) = (gap.rem_euclid(2), false);
            } else if far != 0 && *from == ORIGIN {
                // Sums that 64 bits do not hold.
                *gap += far;
            }
        }
        let network = network(7, &constraints);
        if let Some(longest) = by_brute_force(7, &constraints) {
            let distances = network.distances().expect("no contradiction");
            let ahead = distances.ahead(&[0, 1, 2, 3, 4, 5, 6]);
            for (from, expected) in (0..).zip(&longest) {
                let (after, before) = (distances.after(from), distances.before(from));
                for to in 0..7 {
                    let (row, column) = (expected[to as usize], longest[to as usize][from as usize]);
                    prop_assert_eq!((after.get(to), before.get(to)), (row, column));
                    let is = |bits: u64| bits >> from & 1 == 1;
                    let expect = [0, 1].map(|least| row.is_some_and(|ticks| ticks >= least));
                    prop_assert_eq!([is(ahead.not_before(to)), is(ahead.after(to))], expect);
                }
                let bounds = [longest[0][from as usize], expected[0].map(|ticks| -ticks)];
                prop_assert_eq!(distances.bounds(from), bounds);
            }
            check_marks(&distances, &longest, constraints.iter().all(|it| it.0 != ORIGIN && it.1 != ORIGIN));
        }
    }
}
