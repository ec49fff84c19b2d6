//! A rooted spanning tree that can swap an arc. It keeps the node above each, the sum of the weights below it, and
//! postorder numbers that tell in one comparison whether a node is below another. Walked without recursion.

/// No node, or no arc.
pub(super) const NONE: u32 = u32::MAX;

pub(super) struct Tree {
    root: u32,
    /// The arc between each node and the one above; `NONE` for the root.
    pub(super) arc: Vec<u32>,
    /// Whether that arc leads down, to the node.
    pub(super) down: Vec<bool>,
    above: Vec<u32>,
    /// The sum of the weights of a node and all below it.
    sum: Vec<i128>,
    child: Vec<u32>,
    next: Vec<u32>,
    before: Vec<u32>,
    /// The nodes in postorder; those below a node are the ones from its `low` to its `high`, itself the last.
    order: Vec<u32>,
    low: Vec<u32>,
    high: Vec<u32>,
}

impl Tree {
    /// A tree with only its root, and room for all nodes.
    pub(super) fn new(root: u32, weights: &[i128]) -> Self {
        let count = weights.len();
        Self {
            root,
            arc: vec![NONE; count],
            down: vec![false; count],
            above: vec![NONE; count],
            sum: weights.to_vec(),
            child: vec![NONE; count],
            next: vec![NONE; count],
            before: vec![NONE; count],
            order: vec![NONE; count],
            low: vec![0; count],
            high: vec![0; count],
        }
    }

    /// Hangs a node, with its subtree, under another by an arc.
    pub(super) fn hang(&mut self, node: u32, above: u32, arc: u32, down: bool) {
        let (n, a) = (node as usize, above as usize);
        (self.arc[n], self.down[n], self.above[n]) = (arc, down, above);
        let first = std::mem::replace(&mut self.child[a], node);
        (self.next[n], self.before[n]) = (first, NONE);
        if first != NONE {
            self.before[first as usize] = node;
        }
    }

    /// Numbers a new tree and sums its weights.
    pub(super) fn number_all(&mut self) {
        self.number(self.root, 0);
        for i in 0..self.order.len() {
            let node = self.order[i];
            if node != NONE && node != self.root {
                let sum = self.sum[node as usize];
                self.sum[self.above[node as usize] as usize] += sum;
            }
        }
    }

    /// The flow of the arc above a node; lengthening the arc gains if the flow is negative. 0 for the root.
    pub(super) fn flow(&self, node: u32) -> i128 {
        let n = node as usize;
        match (node == self.root, self.down[n]) {
            (true, _) => 0,
            (_, true) => self.sum[n],
            (_, false) => -self.sum[n],
        }
    }

    /// Whether `node` is `top` or below it.
    pub(super) fn below(&self, top: u32, node: u32) -> bool {
        let (top, high) = (top as usize, self.high[node as usize]);
        self.low[top] <= high && high <= self.high[top]
    }

    /// The subtree of `node`, or all other nodes if they are fewer; as two runs.
    pub(super) fn smaller_half(&self, node: u32) -> [&[u32]; 2] {
        let (low, high) = (self.low[node as usize] as usize, self.high[node as usize] as usize + 1);
        if (high - low) * 2 <= self.order.len() {
            [&self.order[low..high], &[]]
        } else {
            [&self.order[..low], &self.order[high..]]
        }
    }

    /// Cuts the subtree of `node` off and hangs it by `inner`, which is in it, under `outer`, which is not.
    pub(super) fn swap(&mut self, node: u32, arc: u32, inner: u32, outer: u32, down: bool) {
        let half = self.sum[node as usize];
        let mut top = self.above[node as usize];
        while !self.below(top, outer) {
            self.sum[top as usize] -= half;
            top = self.above[top as usize];
        }
        let mut at = outer;
        while at != top {
            self.sum[at as usize] += half;
            at = self.above[at as usize];
        }
        let low = self.low[top as usize];

        // The path from `inner` up to `node` is reversed.
        let (mut at, mut above, mut arc, mut down, mut moved) = (inner, outer, arc, down, 0);
        loop {
            let a = at as usize;
            let old = (self.above[a], self.arc[a], self.down[a], self.sum[a]);
            self.unhang(at);
            self.hang(at, above, arc, down);
            self.sum[a] = half - moved;
            if at == node {
                break;
            }
            (above, at) = (at, old.0);
            (arc, down, moved) = (old.1, !old.2, old.3);
        }
        self.number(top, low);
    }

    fn unhang(&mut self, node: u32) {
        let n = node as usize;
        let (before, next) = (self.before[n], self.next[n]);
        if before == NONE {
            self.child[self.above[n] as usize] = next;
        } else {
            self.next[before as usize] = next;
        }
        if next != NONE {
            self.before[next as usize] = before;
        }
    }

    /// Renumbers the subtree of `top`, from `low` on.
    fn number(&mut self, top: u32, low: u32) {
        let (mut at, mut number) = (top, low);
        'down: loop {
            self.low[at as usize] = number;
            if self.child[at as usize] != NONE {
                at = self.child[at as usize];
                continue;
            }
            loop {
                (self.high[at as usize], self.order[number as usize]) = (number, at);
                number += 1;
                if at == top {
                    return;
                }
                if self.next[at as usize] != NONE {
                    at = self.next[at as usize];
                    continue 'down;
                }
                at = self.above[at as usize];
            }
        }
    }
}
