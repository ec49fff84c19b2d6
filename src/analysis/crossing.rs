//! An order of lanes in which the links between them cross as few other lanes as possible. Knows lanes by number and
//! the links between them, nothing of stories.
//!
//! A link between two lanes runs through every lane between them. The best order is the minimum linear arrangement of a
//! graph, which is NP-hard: it is solved exactly for the few lanes of most stories, and approximately for more.

/// The most lanes for which the best order is found, by dynamic programming over sets of lanes: 2ⁿ·n steps.
const MOST_EXACT: usize = 15;
/// The most lanes for which a table of all pairs is made, and each lane is tried at every position.
const MOST_INSERTED: usize = 200;
/// The most rounds in which all lanes are tried at every position. Usually it ends much earlier, when nothing improves.
const PASSES: usize = 64;
/// The number of rounds in which all lanes move towards the lanes they are linked to.
const SWEEPS: usize = 24;

/// An order of `lanes` lanes from top to bottom in which `links` run through as few other lanes as possible.
///
/// A pair of lanes that is in `links` more often weighs more. Links from a lane to itself and to lanes that do not
/// exist are ignored. The same input gives the same order, never one worse than 0, 1, 2 …; of equally good orders of
/// few lanes, the first by number. Up to 15 lanes the order is the best; up to 200 lanes, no single lane can be moved
/// to make it better; with more, lanes follow the links and move towards the lanes they are linked to. O(links log
/// links), plus O(lanes log lanes) for many lanes.
pub fn least_crossing<N: Copy + TryInto<u32>>(lanes: usize, links: &[(N, N)]) -> Vec<usize> {
    let links = LinkCounts::new(lanes, links);
    let given: Vec<usize> = (0..lanes).collect();
    if lanes <= MOST_EXACT {
        return best(&links);
    }
    let drawn = [given.clone(), along(&links)].map(|order| drawn_together(&links, order));
    let candidates = if lanes <= MOST_INSERTED {
        let table = links.table();
        drawn.map(|order| inserted(&table, order))
    } else {
        drawn
    };
    // The given order is kept unless the new one is better, so that readers do not face a new order for nothing.
    let least = candidates.into_iter().min_by_key(|order| links.cost(order));
    least.filter(|order| links.cost(order) < links.cost(&given)).unwrap_or(given)
}

/// The number of lanes that all links together run through, in an order that has every lane once.
pub fn crossings<N: Copy + TryInto<u32>>(order: &[usize], links: &[(N, N)]) -> u64 {
    LinkCounts::new(order.len(), links).cost(order)
}

/// The pairs of linked lanes: each once, the lower number first, with the number of its links.
struct LinkCounts {
    lanes: usize,
    pairs: Vec<(usize, usize, u64)>,
}

impl LinkCounts {
    fn new<N: Copy + TryInto<u32>>(lanes: usize, links: &[(N, N)]) -> Self {
        let lane = |number: N| number.try_into().ok().filter(|&lane: &u32| (lane as usize) < lanes);
        let pair = |&(a, b): &(N, N)| lane(a).zip(lane(b)).filter(|(a, b)| a != b);
        // Each pair is packed into one number: a story may have millions of links.
        let mut links: Vec<u64> =
            links.iter().filter_map(pair).map(|(a, b)| u64::from(a.min(b)) << 32 | u64::from(a.max(b))).collect();
        links.sort_unstable();
        let pair = |same: &[u64]| ((same[0] >> 32) as usize, same[0] as u32 as usize, same.len() as u64);
        let pairs = links.chunk_by(|a, b| a == b).map(pair).collect();
        Self { lanes, pairs }
    }

    fn cost(&self, order: &[usize]) -> u64 {
        let places = places(order);
        self.pairs.iter().map(|&(a, b, weight)| weight * (places[a].abs_diff(places[b]) as u64 - 1)).sum()
    }

    /// The weight of the links between each pair of lanes.
    fn table(&self) -> Vec<Vec<i64>> {
        let mut table = vec![vec![0; self.lanes]; self.lanes];
        for &(a, b, weight) in &self.pairs {
            // No list of links in memory is long enough to overflow.
            table[a][b] = weight.cast_signed();
            table[b][a] = weight.cast_signed();
        }
        table
    }
}

/// The position of each lane in an order.
fn places(order: &[usize]) -> Vec<usize> {
    let mut places = vec![0; order.len()];
    for (place, &lane) in order.iter().enumerate() {
        places[lane] = place;
    }
    places
}

/// The best order; of several, the first in numerical order.
///
/// The length of a link is the number of gaps between neighbours that it spans. The links across the gap below a set of
/// lanes do not depend on the order within the set. So the least cost below a set follows from those of the sets with
/// one lane more.
fn best(links: &LinkCounts) -> Vec<usize> {
    let (lanes, table) = (links.lanes, links.table());
    let all = (1_usize << lanes) - 1;
    let members = |set: usize| (0..lanes).filter(move |lane| set >> lane & 1 == 1);
    let outside = |set: usize| (0..lanes).filter(move |lane| set >> lane & 1 == 0);
    // For each set, the number of links across the gap below it: from its lanes to others.
    let mut spans = vec![0_i64; all + 1];
    for set in 1..=all {
        let lane = set.trailing_zeros() as usize;
        let rest = set & (set - 1);
        let inward: i64 = members(rest).map(|other| table[lane][other]).sum();
        spans[set] = spans[rest] + table[lane].iter().sum::<i64>() - 2 * inward;
    }
    let mut least = vec![0_i64; all + 1];
    let next = |set: usize, lane: usize, least: &[i64]| spans[set | 1 << lane] + least[set | 1 << lane];
    for set in (0..all).rev() {
        least[set] = outside(set).map(|lane| next(set, lane, &least)).min().unwrap_or(0);
    }
    let step = |&set: &usize| outside(set).find(|&lane| next(set, lane, &least) == least[set]);
    let sets = std::iter::successors(Some(0), |set| step(set).map(|lane| set | 1 << lane));
    sets.map_while(|set| step(&set)).collect()
}

/// Improves `order` until no single lane can be moved with gain.
///
/// When two neighbours change places, only the links from these two to others become longer or shorter, each by one. So
/// a lane is moved past one neighbour after the other, and the gains are summed.
fn inserted(table: &[Vec<i64>], mut order: Vec<usize>) -> Vec<usize> {
    let weights: Vec<i64> = table.iter().map(|row| row.iter().sum()).collect();
    // The weight of the links from each lane to those above it.
    let mut above: Vec<i64> = vec![0; order.len()];
    for (place, &lane) in order.iter().enumerate() {
        above[lane] = order[..place].iter().map(|&other| table[lane][other]).sum();
    }
    for _ in 0..PASSES {
        let mut better = false;
        for lane in 0..order.len() {
            let Some(from) = order.iter().position(|&other| other == lane) else { continue };
            let to = best_place(table, &weights, &above, &order, from);
            if to != from {
                shift(table, &mut above, &mut order, from, to);
                better = true;
            }
        }
        if !better {
            break;
        }
    }
    order
}

/// The best position for the lane at `from`: the same one unless another is better; of equally good ones, the nearest
/// below, then the nearest above.
fn best_place(table: &[Vec<i64>], weights: &[i64], above: &[i64], order: &[usize], from: usize) -> usize {
    let lane = order[from];
    let (mut best, mut least) = (from, 0);
    let (mut change, mut upward) = (0, above[lane]);
    for (to, &other) in order.iter().enumerate().skip(from + 1) {
        let tie = table[lane][other];
        // The lane moves down past the other one: away from the lanes above it, towards the lanes below both.
        change += upward - (weights[lane] - upward - tie);
        change += (weights[other] - above[other]) - (above[other] - tie);
        upward += tie;
        if change < least {
            (best, least) = (to, change);
        }
    }
    let (mut change, mut upward) = (0, above[lane]);
    for (to, &other) in order.iter().enumerate().take(from).rev() {
        let tie = table[lane][other];
        change += (weights[lane] - upward) - (upward - tie);
        change += above[other] - (weights[other] - above[other] - tie);
        upward -= tie;
        if change < least {
            (best, least) = (to, change);
        }
    }
    best
}

/// Moves the lane at `from` to `to`.
fn shift(table: &[Vec<i64>], above: &mut [i64], order: &mut [usize], from: usize, to: usize) {
    let lane = order[from];
    if from < to {
        order[from..=to].rotate_left(1);
        for &other in &order[from..to] {
            above[other] -= table[lane][other];
            above[lane] += table[lane][other];
        }
    } else {
        order[to..=from].rotate_right(1);
        for &other in &order[to + 1..=from] {
            above[other] += table[lane][other];
            above[lane] -= table[lane][other];
        }
    }
}

/// The lanes in the order in which a walk along the links reaches them: connected lanes stay together, each near the
/// lanes it is linked to (the `Cuthill–McKee` order: “Reducing the bandwidth of sparse symmetric matrices”, 1969).
fn along(links: &LinkCounts) -> Vec<usize> {
    let mut linked: Vec<Vec<usize>> = vec![Vec::new(); links.lanes];
    for &(a, b, _) in &links.pairs {
        linked[a].push(b);
        linked[b].push(a);
    }
    let counts: Vec<usize> = linked.iter().map(Vec::len).collect();
    for others in &mut linked {
        // Lanes without other links come first, so that they stay next to the only lane they are linked to.
        others.sort_by_key(|&other| (counts[other], other));
    }
    // The last walk that reached each lane. A first walk looks for an end of the connected lanes, a second starts
    // there.
    let mut walked = vec![0; links.lanes];
    let mut walk = |from: usize, number: u8| {
        let mut order = vec![from];
        walked[from] = number;
        let mut at = 0;
        while let Some(&here) = order.get(at) {
            for &other in &linked[here] {
                if walked[other] != number {
                    walked[other] = number;
                    order.push(other);
                }
            }
            at += 1;
        }
        order
    };
    let mut order: Vec<usize> = Vec::with_capacity(links.lanes);
    let mut placed = vec![false; links.lanes];
    for lane in 0..links.lanes {
        if placed[lane] {
            continue;
        }
        let end = walk(lane, 1).last().copied().unwrap_or(lane);
        for lane in walk(end, 2) {
            placed[lane] = true;
            order.push(lane);
        }
    }
    order
}

/// The best order found while all lanes repeatedly move towards the middle of the lanes they are linked to.
fn drawn_together(links: &LinkCounts, mut order: Vec<usize>) -> Vec<usize> {
    let mut best = (links.cost(&order), order.clone());
    let mut keys = vec![0.0; links.lanes];
    for _ in 0..SWEEPS {
        let places = places(&order);
        // Sums of positions and of weights. A lane without links stays where it is.
        let mut pulls = vec![(0.0, 0.0); links.lanes];
        for &(a, b, weight) in &links.pairs {
            for (lane, other) in [(a, b), (b, a)] {
                pulls[lane].0 += weight as f64 * places[other] as f64;
                pulls[lane].1 += weight as f64;
            }
        }
        for (lane, &(sum, weight)) in pulls.iter().enumerate() {
            let own = places[lane] as f64;
            // Only halfway, or two lanes that are linked to each other would change places forever.
            keys[lane] = if weight > 0.0 { f64::midpoint(own, sum / weight) } else { own };
        }
        order.sort_by(|&a, &b| f64::total_cmp(&keys[a], &keys[b]));
        let cost = links.cost(&order);
        if cost < best.0 {
            best = (cost, order.clone());
        }
    }
    best.1
}

#[cfg(test)]
mod tests;
