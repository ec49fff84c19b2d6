//! Nodes and arcs as flat arrays, and the order of their strongly connected components. Knows no times other than the
//! arcs' gaps.

use std::ops::Range;
use std::sync::OnceLock;

use super::ticks::Ticks;

/// `to` lies at least `gap` ticks after `from`.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Arc<N> {
    pub(super) from: u32,
    pub(super) to: u32,
    /// A number whose meaning is up to the creator of the graph.
    pub(super) tag: u32,
    pub(super) gap: N,
}

/// Arcs, and for each node those that leave and enter it.
#[derive(Clone, Debug)]
pub(super) struct Graph<N> {
    /// Sorted by the node that they leave, otherwise in the given order.
    pub(super) arcs: Vec<Arc<N>>,
    /// The start of each node's arcs.
    first: Vec<u32>,
    /// Built on first use, since it is rarely needed.
    entering: OnceLock<Adjacency>,
}

impl<N: Ticks> Graph<N> {
    pub(super) fn new(nodes: usize, arcs: impl Iterator<Item = Arc<N>> + Clone) -> Self {
        let first = firsts(nodes, arcs.clone().map(|arc| arc.from));
        let mut next = first.clone();
        let mut sorted = vec![Arc::default(); first[nodes] as usize];
        for arc in arcs {
            let place = &mut next[arc.from as usize];
            sorted[*place as usize] = arc;
            *place += 1;
        }
        Self { arcs: sorted, first, entering: OnceLock::new() }
    }

    pub(super) fn nodes(&self) -> usize {
        self.first.len() - 1
    }

    /// The numbers of the arcs that leave a node.
    pub(super) fn leaving(&self, node: u32) -> Range<u32> {
        self.first[node as usize]..self.first[node as usize + 1]
    }

    /// The arcs that leave a node.
    pub(super) fn arcs_leaving(&self, node: u32) -> &[Arc<N>] {
        let Range { start, end } = self.leaving(node);
        &self.arcs[start as usize..end as usize]
    }

    /// The numbers of the arcs that enter a node, ascending.
    pub(super) fn entering(&self, node: u32) -> &[u32] {
        let lists = self.entering.get_or_init(|| Adjacency::new(self.nodes(), self.arcs.iter().map(|arc| arc.to)));
        lists.of(node)
    }

    pub(super) fn arc(&self, number: u32) -> Arc<N> {
        self.arcs[number as usize]
    }
}

/// The start of each key's list in one array of all lists, and the end of the last.
fn firsts(lists: usize, keys: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut first = vec![0; lists + 1];
    for key in keys {
        first[key as usize + 1] += 1;
    }
    for list in 0..lists {
        first[list + 1] += first[list];
    }
    first
}

/// One list of numbers for each node, all in one array.
#[derive(Clone, Debug)]
struct Adjacency {
    first: Vec<u32>,
    items: Vec<u32>,
}

impl Adjacency {
    /// Adds item `i` to the list of the `i`th key.
    fn new(lists: usize, keys: impl Iterator<Item = u32> + Clone) -> Self {
        let first = firsts(lists, keys.clone());
        let mut next = first.clone();
        let mut items = vec![0; first[lists] as usize];
        for (item, key) in (0..).zip(keys) {
            items[next[key as usize] as usize] = item;
            next[key as usize] += 1;
        }
        Self { first, items }
    }

    fn of(&self, node: u32) -> &[u32] {
        let node = node as usize;
        &self.items[self.first[node] as usize..self.first[node + 1] as usize]
    }
}

/// The strongly connected components of a graph without its node 0, ordered so that arcs lead only forwards.
#[derive(Clone, Debug)]
pub(super) struct Components {
    nodes: Vec<u32>,
    first: Vec<u32>,
    part_of: Vec<u32>,
}

impl Components {
    /// Tarjan's algorithm ("Depth-first search and linear graph algorithms", SIAM J. Comput. 1(2), 1972) with its
    /// stack on the heap. Linear.
    pub(super) fn new<N: Ticks>(graph: &Graph<N>) -> Self {
        const NEW: u32 = u32::MAX;
        let count = graph.nodes();
        let mut found = vec![NEW; count];
        let mut low = vec![0; count];
        let mut part_of = vec![NEW; count];
        let (mut nodes, mut first) = (Vec::with_capacity(count), vec![0]);
        let (mut open, mut path): (Vec<u32>, Vec<(u32, u32)>) = (Vec::new(), Vec::new());
        let mut time = 0;
        for root in (1..count as u32).rev() {
            if found[root as usize] != NEW {
                continue;
            }
            path.push((root, 0));
            while let Some((node, next)) = path.last_mut() {
                let (v, arcs) = (*node as usize, graph.arcs_leaving(*node));
                if *next == 0 {
                    (found[v], low[v]) = (time, time);
                    time += 1;
                    open.push(v as u32);
                }
                if let Some(&Arc { to, .. }) = arcs.get(*next as usize) {
                    *next += 1;
                    if to == 0 {
                        continue;
                    }
                    if found[to as usize] == NEW {
                        path.push((to, 0));
                    } else if part_of[to as usize] == NEW {
                        low[v] = low[v].min(found[to as usize]);
                    }
                    continue;
                }
                if low[v] == found[v] {
                    let part = first.len() as u32 - 1;
                    while let Some(member) = open.pop() {
                        part_of[member as usize] = part;
                        nodes.push(member);
                        if member as usize == v {
                            break;
                        }
                    }
                    first.push(nodes.len() as u32);
                }
                path.pop();
                if let Some(&(above, _)) = path.last() {
                    low[above as usize] = low[above as usize].min(low[v]);
                }
            }
        }
        Self { nodes, first, part_of }.reversed()
    }

    /// The number of components.
    pub(super) fn len(&self) -> usize {
        self.first.len() - 1
    }

    /// The nodes of a component.
    pub(super) fn nodes(&self, part: usize) -> &[u32] {
        &self.nodes[self.first[part] as usize..self.first[part + 1] as usize]
    }

    /// Whether two different nodes lie in the same component; never for node 0.
    pub(super) fn same_component(&self, a: u32, b: u32) -> bool {
        // In most graphs, every component is a single node.
        let all_apart = self.len() == self.nodes.len();
        !all_apart && a != 0 && b != 0 && self.part_of[a as usize] == self.part_of[b as usize]
    }

    /// The components in reverse order: Tarjan's algorithm finds the last one first.
    fn reversed(mut self) -> Self {
        let (components, nodes) = (self.len() as u32, self.nodes.len() as u32);
        self.nodes.reverse();
        self.first.reverse();
        for first in &mut self.first {
            *first = nodes - *first;
        }
        for part in self.part_of.iter_mut().skip(1) {
            *part = components - 1 - *part;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::{Arc, Components, Graph};

    fn components(nodes: usize, arcs: &[(u32, u32)]) -> Vec<Vec<u32>> {
        let arcs = arcs.iter().map(|&(from, to)| Arc { from, to, gap: 0_i64, tag: 0 });
        let components = Components::new(&Graph::new(nodes, arcs));
        (0..components.len())
            .map(|part| {
                let mut nodes = components.nodes(part).to_vec();
                nodes.sort_unstable();
                nodes
            })
            .collect()
    }

    #[test]
    fn parts_come_in_the_order_of_their_arcs() {
        assert_eq!(components(1, &[]), Vec::<Vec<u32>>::new());
        assert_eq!(components(4, &[(3, 2), (2, 1)]), [[3], [2], [1]]);
        assert_eq!(components(4, &[(1, 2), (2, 1), (3, 1)]), [vec![3], vec![1, 2]]);
        assert_eq!(components(5, &[(1, 2), (2, 3), (3, 2), (3, 4)]), [vec![1], vec![2, 3], vec![4]]);
        assert_eq!(components(3, &[(1, 0), (0, 2), (2, 1)]), [[2], [1]], "node 0 joins nothing");
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let arcs: Vec<_> = (1..200_000).map(|node| (node, node + 1)).collect();
        assert_eq!(components(200_001, &arcs).len(), 200_000);
    }
}
