//! Longest paths: one sweep over the components in order, and inside a component of several nodes a queue of the nodes
//! whose label grew, watched for cycles that would make it grow forever.

use super::graph::{Arc, Components, Graph};
use super::ticks::Ticks;
use std::collections::VecDeque;

/// No arc: the label is the initial one.
pub(super) const NONE: u32 = u32::MAX;

/// The direction in which arcs are walked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// From an arc's `from` to its `to`.
    Forwards,
    /// From an arc's `to` to its `from`. Labels are then distances before the origin instead of after it.
    Backwards,
}

/// A label for each node, and the arc that raised it.
#[derive(Clone, Debug)]
pub(super) struct Labels<N> {
    pub(super) value: Vec<N>,
    pub(super) via: Vec<u32>,
}

impl<N: Ticks> Labels<N> {
    /// Initial labels.
    pub(super) fn from(value: Vec<N>) -> Self {
        let via = vec![NONE; value.len()];
        Self { value, via }
    }

    /// Raises every label except node 0's until each arc's far end is at least its gap above its near end. Arcs into
    /// node 0 are ignored, and arcs out of it unless `anchored`. The error is a cycle for which there are no such
    /// labels, as its arcs in walking order.
    ///
    /// Linear except in components of several nodes: there at worst nodes times arcs. The queue is the label-correcting
    /// method with amortised cycle search of Cherkassky & Goldberg ("Negative-cycle detection algorithms",
    /// Mathematical Programming 85, 1999).
    pub(super) fn raise(
        &mut self,
        graph: &Graph<N>,
        components: &Components,
        way: Direction,
        anchored: bool,
    ) -> Result<(), Vec<u32>> {
        match way {
            Direction::Forwards => self.push(graph, components, anchored),
            Direction::Backwards => self.pull(graph, components, anchored),
        }
    }

    /// Settles the components in order; each then raises those after it.
    fn push(&mut self, graph: &Graph<N>, components: &Components, anchored: bool) -> Result<(), Vec<u32>> {
        if anchored {
            for number in graph.leaving(0) {
                self.relax(number, graph.arc(number), Direction::Forwards);
            }
        }
        for part in 0..components.len() {
            let nodes = components.nodes(part);
            if nodes.len() > 1 {
                self.settle(graph, components, Direction::Forwards, nodes)?;
            }
            for &node in nodes {
                for (number, &arc) in graph.leaving(node).zip(graph.arcs_leaving(node)) {
                    if arc.to != 0 && !components.same_component(node, arc.to) {
                        self.relax(number, arc, Direction::Forwards);
                    }
                }
            }
        }
        Ok(())
    }

    /// Settles the components from the last; each is raised by those after it.
    fn pull(&mut self, graph: &Graph<N>, components: &Components, anchored: bool) -> Result<(), Vec<u32>> {
        for part in (0..components.len()).rev() {
            let nodes = components.nodes(part);
            for &node in nodes {
                for (number, &arc) in graph.leaving(node).zip(graph.arcs_leaving(node)) {
                    if (arc.to != 0 || anchored) && !components.same_component(node, arc.to) {
                        self.relax(number, arc, Direction::Backwards);
                    }
                }
            }
            if nodes.len() > 1 {
                self.settle(graph, components, Direction::Backwards, nodes)?;
            }
        }
        Ok(())
    }

    /// The arcs that raised a node's label, last first, back to node 0 or a given label.
    pub(super) fn back(&self, graph: &Graph<N>, way: Direction, mut node: u32) -> Vec<u32> {
        let mut arcs = Vec::new();
        while node != 0 && self.via[node as usize] != NONE && arcs.len() < graph.nodes() {
            let number = self.via[node as usize];
            arcs.push(number);
            node = ends(graph.arc(number), way).0;
        }
        arcs
    }

    /// Raises an arc's far end if needed; whether it did.
    fn relax(&mut self, number: u32, arc: Arc<N>, way: Direction) -> bool {
        let (near, far) = ends(arc, way);
        let label = self.value[near as usize] + arc.gap;
        let grows = label > self.value[far as usize];
        if grows {
            self.value[far as usize] = label;
            self.via[far as usize] = number;
        }
        grows
    }

    fn settle(
        &mut self,
        graph: &Graph<N>,
        components: &Components,
        way: Direction,
        nodes: &[u32],
    ) -> Result<(), Vec<u32>> {
        let mut queue: VecDeque<u32> = nodes.to_vec().into();
        if way == Direction::Backwards {
            queue.make_contiguous().reverse();
        }
        let mut queued = vec![true; nodes.len()];
        let mut slots: Vec<(u32, u32)> = nodes.iter().copied().zip(0..).collect();
        slots.sort_unstable();
        let slot = |node: u32| slots.binary_search_by_key(&node, |&(node, _)| node).map_or(0, |i| slots[i].1 as usize);
        let mut grown = 0;
        while let Some(near) = queue.pop_front() {
            queued[slot(near)] = false;
            let (leaving, entering) = match way {
                Direction::Forwards => (graph.leaving(near), &[][..]),
                Direction::Backwards => (0..0, graph.entering(near)),
            };
            for number in leaving.chain(entering.iter().copied()) {
                let arc = graph.arc(number);
                let far = ends(arc, way).1;
                if !components.same_component(near, far) || !self.relax(number, arc, way) {
                    continue;
                }
                if !std::mem::replace(&mut queued[slot(far)], true) {
                    queue.push_back(far);
                }
                grown += 1;
                if grown % nodes.len() == 0
                    && let Some(cycle) = self.cycle(graph, components, way, nodes)
                {
                    return Err(cycle);
                }
            }
        }
        Ok(())
    }

    /// A cycle among the arcs that raised the labels of a component. There is one only if its gaps sum to more than 0.
    fn cycle(&self, graph: &Graph<N>, components: &Components, way: Direction, nodes: &[u32]) -> Option<Vec<u32>> {
        let mut seen = std::collections::HashMap::with_capacity(nodes.len());
        let before = |node: u32| {
            let number = self.via[node as usize];
            let near = (number != NONE).then(|| ends(graph.arc(number), way).0);
            near.filter(|&near| components.same_component(near, node))
        };
        for &start in nodes {
            let mut at = start;
            while !seen.contains_key(&at) {
                seen.insert(at, start);
                let Some(near) = before(at) else { break };
                at = near;
            }
            if before(at).is_some() && seen.get(&at) == Some(&start) {
                let mut arcs = vec![self.via[at as usize]];
                let mut node = before(at)?;
                while node != at {
                    arcs.push(self.via[node as usize]);
                    node = before(node)?;
                }
                if way == Direction::Forwards {
                    arcs.reverse();
                }
                return Some(arcs);
            }
        }
        None
    }
}

/// The end an arc is walked from, and the end it is walked to.
fn ends<N: Ticks>(arc: Arc<N>, way: Direction) -> (u32, u32) {
    match way {
        Direction::Forwards => (arc.from, arc.to),
        Direction::Backwards => (arc.to, arc.from),
    }
}
