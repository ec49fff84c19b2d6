//! Placing by one sweep, for networks too large for the simplex: what has nothing before it that holds it back moves
//! later, towards what follows it. Keeps the whole as it is and every arc satisfied.

use super::contract::Contracted;
use super::settle::Near;
use super::ticks::Ticks;

/// Improves labels that satisfy the graph, the earliest ones; after those of the classes come the start and the end of
/// the whole. Linear.
///
/// The classes move in turn, the last in order first, each as far as what follows it allows, if that costs less than
/// it gains. The end of an event that would not move alone takes its start along.
pub(super) fn pull<N: Ticks>(contracted: &Contracted<N>, weights: &[N], near: &Near, labels: &mut [N]) {
    let starts = starts(contracted, near);
    let (components, nothing) = (&contracted.components, N::default());
    for part in (0..components.len()).rev() {
        for &node in components.nodes(part) {
            if weights[node as usize] < nothing {
                labels[node as usize] += room(contracted, labels, node, node);
                continue;
            }
            let start = starts[node as usize];
            if start == 0 || weights[node as usize] + weights[start as usize] >= nothing {
                continue;
            }
            let room = room(contracted, labels, node, start).min(room(contracted, labels, start, node));
            labels[node as usize] += room;
            labels[start as usize] += room;
        }
    }
}

/// For each class that is the end of exactly one of `near.first`, the class of its start; 0 for the others.
fn starts<N: Ticks>(contracted: &Contracted<N>, near: &Near) -> Vec<u32> {
    let mut starts = vec![None; contracted.reach.len()];
    for &(from, to) in &near.first {
        let (from, to) = (contracted.class[from as usize], contracted.class[to as usize]);
        if from != to {
            starts[to as usize] = Some(if starts[to as usize].is_none() { from } else { 0 });
        }
    }
    starts.into_iter().map(Option::unwrap_or_default).collect()
}

/// How far a class can move later while all others but its companion stay, and the whole too.
fn room<N: Ticks>(contracted: &Contracted<N>, labels: &[N], node: u32, companion: u32) -> N {
    let Contracted { graph, reach, .. } = contracted;
    let (label, end) = (labels[node as usize], labels[reach.len() + 1]);
    let arcs = graph.arcs_leaving(node).iter().filter(|arc| arc.to != companion);
    let rooms = arcs.map(|arc| labels[arc.to as usize] - label - arc.gap);
    rooms.fold(end - reach[node as usize].1 - label, N::min)
}
