//! The network simplex for ranking (Gansner, Koutsofios, North & Vo, "A technique for drawing directed graphs", IEEE
//! TSE 19(3), 1993, section 2.4): the least weighted sum of labels that keeps every arc's far end its gap above its
//! near end. Knows only nodes, arcs and weights.
//!
//! A spanning tree of tight arcs determines the labels. If cutting a tree arc and moving the two halves apart would
//! gain, they are moved apart until another arc between them becomes tight and replaces the first. The gain is the sum
//! of the weights on one side, which each node keeps for its subtree and each swap corrects along one path; postorder
//! numbers tell which nodes are below which, and are renewed only below the swap.

mod tree;

use super::graph::Graph;
use std::collections::VecDeque;
use tree::{NONE, Tree};

/// The number of gaining arcs that are compared, of which the best is swapped.
const COMPARED: usize = 30;

/// The fractions of a tick that gaps and labels are counted in.
const FRACTION: i128 = 1 << 50;

/// Improves labels that satisfy every arc, given that tight arcs reach every node from the root and that the weights
/// sum to 0. At the optimum it returns for every arc whether it is tight in all optima, because the dual optimum sends
/// flow along it; `None` if it stopped after too many swaps, with labels that still satisfy every arc.
///
/// Many arcs are tight by chance; swapping them moves nothing and may cycle. So every arc outside the first tree gets a
/// little slack of its own, less than half a tick on any path: the flows of this optimum are also flows of an optimum
/// without slack, and rounded labels satisfy every arc.
///
/// A swap costs at worst the nodes and arcs of the smaller half; in practice there are fewer swaps than nodes.
pub(super) fn improve(graph: &Graph<i128>, root: u32, weights: &[i128], labels: &mut [i128]) -> Option<Vec<bool>> {
    let mut tree = spanning(graph, root, weights, labels)?;
    let mut gaps: Vec<i128> = (0..).zip(&graph.arcs).map(|(arc, a)| a.gap * FRACTION - slack_of_its_own(arc)).collect();
    for &arc in tree.arc.iter().filter(|&&arc| arc != NONE) {
        gaps[arc as usize] = graph.arc(arc).gap * FRACTION;
    }
    for label in &mut *labels {
        *label *= FRACTION;
    }
    let found = swap_all(graph, &gaps, &mut tree, labels);
    for label in &mut *labels {
        *label = (*label + FRACTION / 2).div_euclid(FRACTION);
    }
    found.then(|| carrying(graph, &tree))
}

/// Swaps arcs as long as one gains; `false` if it gave up.
fn swap_all(graph: &Graph<i128>, gaps: &[i128], tree: &mut Tree, labels: &mut [i128]) -> bool {
    let mut cursor = 0;
    for _ in 0..1_000 + 4 * graph.nodes() {
        let Some(node) = next_that_gains(tree, &mut cursor) else { return true };
        let Some((arc, slack)) = entering(graph, gaps, tree, labels, node) else { return false };
        shift(tree, labels, node, slack);
        let ends = graph.arc(arc);
        let (inner, outer) = if tree.below(node, ends.from) { (ends.from, ends.to) } else { (ends.to, ends.from) };
        tree.swap(node, arc, inner, outer, inner == ends.to);
    }
    false
}

/// A slack from 1 to 2³⁴ fractions, by the arc's number (the finaliser of `SplitMix64`).
fn slack_of_its_own(arc: u32) -> i128 {
    let mut bits = u64::from(arc).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    i128::from((bits ^ (bits >> 31)) >> 30) + 1
}

/// A tree of tight arcs that lead away from the root.
fn spanning(graph: &Graph<i128>, root: u32, weights: &[i128], labels: &[i128]) -> Option<Tree> {
    let mut tree = Tree::new(root, weights);
    let mut queue = VecDeque::from([root]);
    let mut reached = 1;
    while let Some(node) = queue.pop_front() {
        for (number, arc) in graph.leaving(node).zip(graph.arcs_leaving(node)) {
            let tight = labels[arc.to as usize] - labels[node as usize] == arc.gap;
            if tight && arc.to != root && tree.arc[arc.to as usize] == NONE {
                tree.hang(arc.to, node, number, true);
                queue.push_back(arc.to);
                reached += 1;
            }
        }
    }
    tree.number_all();
    (reached == graph.nodes()).then_some(tree)
}

/// The best of the next few nodes whose arc to the node above gains, searched from where the last search ended.
fn next_that_gains(tree: &Tree, cursor: &mut usize) -> Option<u32> {
    let count = tree.arc.len();
    let (mut best, mut compared): (Option<(i128, u32)>, usize) = (None, 0);
    for _ in 0..count {
        *cursor = if *cursor + 1 < count { *cursor + 1 } else { 0 };
        let node = *cursor as u32;
        let flow = tree.flow(node);
        if flow < 0 {
            if best.is_none_or(|(least, _)| flow < least) {
                best = Some((flow, node));
            }
            compared += 1;
            if compared == COMPARED {
                break;
            }
        }
    }
    best.map(|(_, node)| node)
}

/// The arc with the least slack that leads against the arc of `node` from one half to the other, and its slack.
fn entering(graph: &Graph<i128>, gaps: &[i128], tree: &Tree, labels: &[i128], node: u32) -> Option<(u32, i128)> {
    // If the half below moves later, the arcs that leave it become tight; if it moves earlier, those that enter it.
    let up = tree.down[node as usize];
    let mut best: Option<(i128, u32)> = None;
    for half in tree.smaller_half(node) {
        for &inside in half {
            let below = tree.below(node, inside);
            let (leaving, entering) =
                if up == below { (graph.leaving(inside), &[][..]) } else { (0..0, graph.entering(inside)) };
            for number in leaving.chain(entering.iter().copied()) {
                let arc = graph.arc(number);
                let outside = if up == below { arc.to } else { arc.from };
                if tree.below(node, outside) == below {
                    continue;
                }
                let slack = labels[arc.to as usize] - labels[arc.from as usize] - gaps[number as usize];
                if best.is_none_or(|best| (slack, number) < best) {
                    best = Some((slack, number));
                }
            }
        }
    }
    best.map(|(slack, number)| (number, slack))
}

/// Moves the halves apart by moving the smaller one.
fn shift(tree: &Tree, labels: &mut [i128], node: u32, slack: i128) {
    for half in tree.smaller_half(node) {
        for &inside in half {
            let up = tree.down[node as usize] == tree.below(node, inside);
            labels[inside as usize] += if up { slack } else { -slack };
        }
    }
}

fn carrying(graph: &Graph<i128>, tree: &Tree) -> Vec<bool> {
    let mut carrying = vec![false; graph.arcs.len()];
    for node in 0..tree.arc.len() as u32 {
        if tree.flow(node) > 0 {
            carrying[tree.arc[node as usize] as usize] = true;
        }
    }
    carrying
}
