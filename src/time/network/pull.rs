//! Improves places in one sweep, for networks too large for the simplex: classes move later, towards those that follow,
//! if that gains. Keeps the span of all points and satisfies every arc.

use super::ClosePairs;
use super::contract::Contracted;
use super::ticks::Ticks;

/// Improves the earliest labels that satisfy the graph; the last two labels are the start and the end of the span.
/// Linear.
///
/// The classes move in turn, last first, each as far as its successors allow, if that gains more than it costs. If the
/// end of an event would not gain by itself, its start moves along.
pub(super) fn pull<N: Ticks>(contracted: &Contracted<N>, weights: &[N], near: &ClosePairs, labels: &mut [N]) {
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

/// For each class that is the second of exactly one pair in `near.first`, the class of the first; 0 for the others.
fn starts<N: Ticks>(contracted: &Contracted<N>, near: &ClosePairs) -> Vec<u32> {
    let mut starts = vec![None; contracted.reach.len()];
    for &(from, to) in &near.first {
        let (from, to) = (contracted.class[from as usize], contracted.class[to as usize]);
        if from != to {
            starts[to as usize] = Some(if starts[to as usize].is_none() { from } else { 0 });
        }
    }
    starts.into_iter().map(Option::unwrap_or_default).collect()
}

/// The ticks that a class can move later, within the span, while all others except its companion stay.
fn room<N: Ticks>(contracted: &Contracted<N>, labels: &[N], node: u32, companion: u32) -> N {
    let Contracted { graph, reach, .. } = contracted;
    let (label, end) = (labels[node as usize], labels[reach.len() + 1]);
    let arcs = graph.arcs_leaving(node).iter().filter(|arc| arc.to != companion);
    let rooms = arcs.map(|arc| labels[arc.to as usize] - label - arc.gap);
    rooms.fold(end - reach[node as usize].1 - label, N::min)
}
