//! Placing by one sweep, for networks too large for the simplex: what has nothing before it that holds it back moves
//! later, towards what follows it. Keeps the whole as it is and every arc satisfied.

use super::contract::Contracted;
use super::graph::Graph;
use super::settle::Near;

/// Improves labels that satisfy the graph, the earliest ones. Linear.
///
/// The classes move in turn, the last in order first, each as far as what follows it allows, if that costs less than
/// it gains. The end of an event that would not move alone takes its start along.
pub(super) fn pull(graph: &Graph, contracted: &Contracted, weights: &[i128], near: &Near, labels: &mut [i128]) {
    let starts = starts(contracted, near);
    let parts = &contracted.parts;
    for part in (0..parts.len()).rev() {
        for &node in parts.nodes(part) {
            if weights[node as usize] < 0 {
                labels[node as usize] += room(graph, labels, node, node).unwrap_or(0);
                continue;
            }
            let start = starts[node as usize];
            if start == 0 || weights[node as usize] + weights[start as usize] >= 0 {
                continue;
            }
            let rooms = [room(graph, labels, node, start), room(graph, labels, start, node)];
            let room = rooms.into_iter().flatten().min().unwrap_or(0);
            labels[node as usize] += room;
            labels[start as usize] += room;
        }
    }
}

/// For each class that is the end of exactly one of `near.first`, the class of its start; 0 for the others.
fn starts(contracted: &Contracted, near: &Near) -> Vec<u32> {
    let mut starts = vec![None; contracted.reach.len()];
    for &(from, to) in &near.first {
        let (from, to) = (contracted.class[from as usize], contracted.class[to as usize]);
        if from != to {
            starts[to as usize] = Some(if starts[to as usize].is_none() { from } else { 0 });
        }
    }
    starts.into_iter().map(Option::unwrap_or_default).collect()
}

/// How far a node can move later while all others but its companion stay; `None` if nothing holds it.
fn room(graph: &Graph, labels: &[i128], node: u32, companion: u32) -> Option<i128> {
    let arcs = graph.leaving(node).iter().map(|&number| graph.arc(number)).filter(|arc| arc.to != companion);
    arcs.map(|arc| labels[arc.to as usize] - labels[node as usize] - arc.gap).min()
}
