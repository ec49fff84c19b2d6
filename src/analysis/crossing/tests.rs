//! Orders of few lanes as tables, and compared with all possible orders.

use proptest::prelude::*;

use super::{LinkCounts, MOST_EXACT, MOST_INSERTED, along, crossings, drawn_together, inserted, least_crossing};

#[test]
fn orders_of_few_lanes() {
    let check = |lanes: usize, links: &[(usize, usize)], expect: &[usize], cost: u64| {
        let order = least_crossing(lanes, links);
        assert_eq!((order.as_slice(), crossings(&order, links)), (expect, cost), "{lanes} lanes, {links:?}");
    };
    check(0, &[], &[], 0);
    check(1, &[(0, 0)], &[0], 0);
    check(3, &[], &[0, 1, 2], 0);
    check(3, &[(0, 1), (1, 2)], &[0, 1, 2], 0);
    check(3, &[(0, 2)], &[0, 2, 1], 0);
    // A pair that is linked more often comes closer.
    check(3, &[(0, 1), (1, 2), (0, 2), (2, 0)], &[0, 2, 1], 1);
    // The centre of a star is in the middle.
    check(5, &[(0, 1), (0, 2), (0, 3), (0, 4)], &[1, 2, 0, 3, 4], 2);
    check(4, &[(0, 3), (1, 2), (9, 0), (2, 2)], &[0, 3, 1, 2], 0);
}

#[test]
fn a_scattered_row_of_many_lanes_comes_together() {
    // A chain of lanes, which the given order has in steps of 7.
    let row =
        |lanes: usize| -> Vec<(usize, usize)> { (1..lanes).map(|at| ((at - 1) * 7 % lanes, at * 7 % lanes)).collect() };
    for lanes in [MOST_EXACT, 40, 150, MOST_INSERTED, MOST_INSERTED + 1, 2000] {
        let links = row(lanes);
        let given: Vec<usize> = (0..lanes).collect();
        let (before, after) = (crossings(&given, &links), crossings(&least_crossing(lanes, &links), &links));
        assert!(after <= before / 20, "{lanes} lanes: {before} to {after}");
    }
}

#[test]
fn connected_lanes_stay_together() {
    // Ten chains of every tenth lane: if each chain stays together, no link crosses a lane.
    for lanes in [10, 30, 120, 400] {
        let links: Vec<(usize, usize)> = (10..lanes).map(|lane| (lane - 10, lane)).collect();
        assert_eq!(crossings(&least_crossing(lanes, &links), &links), 0, "{lanes} lanes");
    }
}

/// The least cost over every order, by trying all.
fn least_by_trying(order: &mut Vec<usize>, at: usize, links: &[(usize, usize)]) -> u64 {
    if at == order.len() {
        return crossings(order, links);
    }
    let costs = (at..order.len()).map(|other| {
        order.swap(at, other);
        let least = least_by_trying(order, at + 1, links);
        order.swap(at, other);
        least
    });
    costs.min().unwrap_or(0)
}

fn is_permutation(order: &[usize], lanes: usize) -> bool {
    let mut sorted = order.to_vec();
    sorted.sort_unstable();
    sorted.into_iter().eq(0..lanes)
}

fn webs(lanes: std::ops::Range<usize>, links: usize) -> impl Strategy<Value = (usize, Vec<(usize, usize)>)> {
    // Some links are to a lane that does not exist, and do not count.
    lanes.prop_flat_map(move |lanes| (Just(lanes), prop::collection::vec((0..=lanes, 0..=lanes), 0..links)))
}

proptest! {
    #[test]
    fn few_lanes_are_ordered_best((lanes, links) in webs(1..7, 16)) {
        let order = least_crossing(lanes, &links);
        prop_assert!(is_permutation(&order, lanes));
        prop_assert_eq!(crossings(&order, &links), least_by_trying(&mut (0..lanes).collect(), 0, &links));
    }

    #[test]
    fn no_order_is_worse_than_the_given_one((lanes, links) in webs(1..60, 120)) {
        let (order, given) = (least_crossing(lanes, &links), (0..lanes).collect::<Vec<_>>());
        prop_assert!(is_permutation(&order, lanes));
        prop_assert!(crossings(&order, &links) <= crossings(&given, &links));
        prop_assert_eq!(least_crossing(lanes, &links), order);
        let counts = LinkCounts::new(lanes, &links);
        prop_assert!(is_permutation(&along(&counts), lanes));
        let drawn = drawn_together(&counts, given.clone());
        prop_assert!(is_permutation(&drawn, lanes));
        prop_assert!(crossings(&drawn, &links) <= crossings(&given, &links));
    }

    /// The sums kept while lanes move are those of counting: nothing is left that a single lane could better.
    #[test]
    fn no_single_lane_can_be_moved_with_gain((lanes, links) in webs(1..12, 40)) {
        let order = inserted(&LinkCounts::new(lanes, &links).table(), (0..lanes).collect());
        let cost = crossings(&order, &links);
        prop_assert!(is_permutation(&order, lanes));
        prop_assert!(cost <= crossings(&(0..lanes).collect::<Vec<_>>(), &links));
        for from in 0..lanes {
            for to in 0..lanes {
                let mut moved = order.clone();
                let lane = moved.remove(from);
                moved.insert(to, lane);
                prop_assert!(crossings(&moved, &links) >= cost);
            }
        }
    }
}
