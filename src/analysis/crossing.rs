//! An order of lanes in which the links between them cross as few other lanes as possible. Knows lanes by number and the
//! links between them, nothing of stories.
//!
//! A link between two lanes runs through every lane between them. The best order is the minimum linear arrangement of a
//! graph, which is NP-hard: it is solved exactly for the few lanes of most stories, and approximately for more.

/// The most lanes for which the best order is found, by dynamic programming over sets of lanes: 2ⁿ·n steps.
const MOST_EXACT: usize = 15;
/// The most lanes for which a table of all pairs is made, and each lane is tried at every position.
const MOST_INSERTED: usize = 200;
/// The most rounds in which all lanes are tried at every position. It ends long before, when nothing gets better.
const PASSES: usize = 64;
/// The number of rounds in which all lanes are drawn towards the lanes they are linked to.
const SWEEPS: usize = 24;

/// An order of `lanes` lanes from top to bottom in which `links` run through as few other lanes as possible.
///
/// A pair of lanes that is in `links` more often weighs more. Links from a lane to itself and to lanes that do not exist
/// are ignored. The same input gives the same order, never one worse than 0, 1, 2 …; of equally good orders of few lanes,
/// the first by number. Up to 15 lanes the order is the best; up to 200 lanes, no single lane can be moved to make it
/// better; beyond, lanes follow the links and are drawn towards the lanes they are linked to. O(links log links), and for
/// many lanes O(lanes log lanes).
pub fn least_crossing<N: Copy + TryInto<u32>>(lanes: usize, links: &[(N, N)]) -> Vec<usize> {
    let ties = Ties::new(lanes, links);
    let given: Vec<usize> = (0..lanes).collect();
    if lanes <= MOST_EXACT {
        return best(&ties);
    }
    let drawn = [given.clone(), along(&ties)].map(|order| drawn_together(&ties, order));
    let candidates = if lanes <= MOST_INSERTED {
        let table = ties.table();
        drawn.map(|order| inserted(&table, order))
    } else {
        drawn
    };
    // Keep the given order unless the new one is better: readers need not get used to another order without gain.
    let least = candidates.into_iter().min_by_key(|order| ties.cost(order));
    least.filter(|order| ties.cost(order) < ties.cost(&given)).unwrap_or(given)
}

/// The number of lanes that all links together run through, in an order that has every lane once.
pub fn crossings<N: Copy + TryInto<u32>>(order: &[usize], links: &[(N, N)]) -> u64 {
    Ties::new(order.len(), links).cost(order)
}

/// The links between lanes: each pair once, the lower lane first, with the number of its links.
struct Ties {
    lanes: usize,
    pairs: Vec<(usize, usize, u64)>,
}

impl Ties {
    fn new<N: Copy + TryInto<u32>>(lanes: usize, links: &[(N, N)]) -> Self {
        let lane = |number: N| number.try_into().ok().filter(|&lane: &u32| (lane as usize) < lanes);
        let pair = |&(a, b): &(N, N)| lane(a).zip(lane(b)).filter(|(a, b)| a != b);
        // A pair is one number, the lower lane first: a story may have millions of links.
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
            // The number of links in memory is far below the last bit.
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

/// The best order; of several, the first by number.
///
/// The length of a link is the number of gaps between neighbours that it spans. The links across the gap below a set of
/// lanes do not depend on the order within the set. So the least cost below a set follows from those of the sets with one
/// lane more.
fn best(ties: &Ties) -> Vec<usize> {
    let (lanes, table) = (ties.lanes, ties.table());
    let all = (1_usize << lanes) - 1;
    let members = |set: usize| (0..lanes).filter(move |lane| set >> lane & 1 == 1);
    let outside = |set: usize| (0..lanes).filter(move |lane| set >> lane & 1 == 0);
    // For each set, the links across the gap below it: those from its lanes to others.
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
/// When two neighbours change places, only the links from the two to others become longer or shorter, each by one. So a
/// lane is moved past one neighbour after the other, and the gain is summed up.
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

/// Where the lane at `from` is best put: there, unless somewhere else is better; the nearest of equally good places
/// below, then above.
fn best_place(table: &[Vec<i64>], weights: &[i64], above: &[i64], order: &[usize], from: usize) -> usize {
    let lane = order[from];
    let (mut best, mut least) = (from, 0);
    let (mut change, mut upward) = (0, above[lane]);
    for (to, &other) in order.iter().enumerate().skip(from + 1) {
        let tie = table[lane][other];
        // The lane goes down past the other one: away from what is above it, towards what is below both.
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

/// Puts the lane at `from` to `to`.
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

/// The lanes as one comes to them along the links: all that hang together stand together, and each near what it is
/// linked to (the order of `Cuthill-McKee`: “Reducing the bandwidth of sparse symmetric matrices”, 1969).
fn along(ties: &Ties) -> Vec<usize> {
    let mut linked: Vec<Vec<usize>> = vec![Vec::new(); ties.lanes];
    for &(a, b, _) in &ties.pairs {
        linked[a].push(b);
        linked[b].push(a);
    }
    let counts: Vec<usize> = linked.iter().map(Vec::len).collect();
    for others in &mut linked {
        // What leads nowhere else comes first, so that nothing is put between it and the lane it hangs on.
        others.sort_by_key(|&other| (counts[other], other));
    }
    // Which walk came by last: the first looks for an end of what hangs together, the second starts there.
    let mut walked = vec![0; ties.lanes];
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
    let mut order: Vec<usize> = Vec::with_capacity(ties.lanes);
    let mut placed = vec![false; ties.lanes];
    for lane in 0..ties.lanes {
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

/// The best order met while all lanes are drawn, again and again, towards the middle of what they are linked to.
fn drawn_together(ties: &Ties, mut order: Vec<usize>) -> Vec<usize> {
    let mut best = (ties.cost(&order), order.clone());
    let mut keys = vec![0.0; ties.lanes];
    for _ in 0..SWEEPS {
        let places = places(&order);
        // Sums of places and of weights. A lane that is linked to nothing stays where it is.
        let mut pulls = vec![(0.0, 0.0); ties.lanes];
        for &(a, b, weight) in &ties.pairs {
            for (lane, other) in [(a, b), (b, a)] {
                pulls[lane].0 += weight as f64 * places[other] as f64;
                pulls[lane].1 += weight as f64;
            }
        }
        for (lane, &(sum, weight)) in pulls.iter().enumerate() {
            let own = places[lane] as f64;
            // Halfway: two lanes that are drawn to each other would only change places for ever.
            keys[lane] = if weight > 0.0 { f64::midpoint(own, sum / weight) } else { own };
        }
        order.sort_by(|&a, &b| f64::total_cmp(&keys[a], &keys[b]));
        let cost = ties.cost(&order);
        if cost < best.0 {
            best = (cost, order.clone());
        }
    }
    best.1
}

#[cfg(test)]
mod tests;
