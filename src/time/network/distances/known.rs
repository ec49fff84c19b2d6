//! A contracted network that answers questions about the distances of its points, in numbers of 64 or 128 bits.

use std::sync::OnceLock;

use super::super::Point;
use super::super::contract::Contracted;
use super::super::longest::{Direction, Labels};
use super::super::sweep::{LANES, sweep};
use super::super::ticks::Ticks;

/// A contracted network and what is known of each class.
#[derive(Clone, Debug)]
pub(super) struct Known<N> {
    pub(super) contracted: Contracted<N>,
    /// The longest path from the origin to each class, and from each class to the origin.
    origin: OnceLock<[Vec<N>; 2]>,
    /// Whether no class has points at different times and no gap between classes is negative. Then one point must lie
    /// after another exactly if a path leads there.
    pub(super) is_simple: bool,
}

/// The distances between a point and all others.
#[derive(Clone, Debug)]
pub(super) struct Along<'d, N> {
    known: &'d Known<N>,
    /// The longest path between the class of the point and each class.
    labels: Vec<N>,
    offset: N,
    way: Direction,
}

impl<N: Ticks> Known<N> {
    pub(super) fn new(contracted: Contracted<N>) -> Self {
        let Contracted { graph, reach, .. } = &contracted;
        let nothing = N::default();
        let is_simple = reach.iter().skip(1).all(|&it| it == (nothing, nothing))
            && graph.arcs.iter().all(|arc| arc.from == 0 || arc.to == 0 || arc.gap >= nothing);
        Self { contracted, origin: OnceLock::new(), is_simple }
    }

    pub(super) fn class_of(&self, point: Point) -> (usize, N) {
        let at = (point as usize).min(self.contracted.class.len() - 1);
        (self.contracted.class[at] as usize, self.contracted.offset[at])
    }

    fn origin(&self) -> &[Vec<N>; 2] {
        self.origin.get_or_init(|| [Direction::Forwards, Direction::Backwards].map(|way| self.labels(0, way)))
    }

    /// The longest path between the class `start` and every class; through the origin only if that is the start.
    fn labels(&self, start: usize, way: Direction) -> Vec<N> {
        let Contracted { graph, components, reach, .. } = &self.contracted;
        let mut labels = Labels::from(vec![N::UNREACHED; reach.len()]);
        labels.value[start] = N::default();
        // A network with contradictions has no longest paths; what the sweep has by then is still no more than is asked.
        let _ = labels.raise(graph, components, way, start == 0);
        labels.value
    }

    pub(super) fn along(&self, point: Point, way: Direction) -> Along<'_, N> {
        let (class, offset) = self.class_of(point);
        let [from_origin, to_origin] = self.origin();
        let (before, behind) = match way {
            Direction::Forwards => (to_origin, from_origin),
            Direction::Backwards => (from_origin, to_origin),
        };
        let mut labels = if class == 0 { behind.clone() } else { self.labels(class, way) };
        if class != 0 && before[class].is_reached() {
            for (label, &behind) in labels.iter_mut().zip(behind) {
                if behind.is_reached() {
                    *label = (*label).max(before[class] + behind);
                }
            }
        }
        Along { known: self, labels, offset, way }
    }

    pub(super) fn bounds(&self, point: Point) -> [Option<i128>; 2] {
        let (class, offset) = self.class_of(point);
        let [from_origin, to_origin] = self.origin();
        let reached = |label: N| label.is_reached().then_some(label);
        [
            reached(from_origin[class]).map(|label| (label + offset).into()),
            reached(to_origin[class]).map(|label| (offset - label).into()),
        ]
    }

    pub(super) fn are_tied(&self, a: Point, b: Point) -> bool {
        let [(a, _), (b, _)] = [a, b].map(|point| self.class_of(point));
        a == b || self.contracted.components.same_component(a as u32, b as u32)
    }

    pub(super) fn ahead(&self, sources: &[Point]) -> Vec<[u64; 2]> {
        let Contracted { class, offset, graph, components, reach, .. } = &self.contracted;
        let sources = &sources[..sources.len().min(64)];
        let mut points = if self.is_simple {
            let mut labels = vec![[0_u64; 2]; reach.len()];
            for (lane, &source) in sources.iter().enumerate() {
                labels[self.class_of(source).0][0] |= 1 << lane;
            }
            labels[0] = [0; 2];
            sweep(graph, components, Direction::Forwards, &mut labels);
            class.iter().map(|&class| labels[class as usize]).collect()
        } else {
            vec![[0; 2]; class.len()]
        };
        if !self.is_simple {
            for (part, sources) in sources.chunks(LANES).enumerate() {
                let mut labels = vec![[N::UNREACHED; LANES]; reach.len()];
                for (lane, &source) in sources.iter().enumerate() {
                    let (class, offset) = self.class_of(source);
                    labels[class][lane] = -offset;
                }
                labels[0] = [N::UNREACHED; LANES];
                sweep(graph, components, Direction::Forwards, &mut labels);
                for ((point, &class), &offset) in points.iter_mut().zip(class).zip(offset) {
                    for (lane, &label) in labels[class as usize].iter().enumerate() {
                        let (bit, distance) = (1_u64 << (part * LANES + lane), label + offset);
                        let is_after = label.is_reached() && distance > N::default();
                        let is_there = label.is_reached() && distance >= N::default();
                        point[0] |= if is_there { bit } else { 0 };
                        point[1] |= if is_after { bit } else { 0 };
                    }
                }
            }
        }
        self.by_exact_times(sources, &mut points);
        points
    }

    /// Adds to the points what exact times tell: a source is latest before a point is earliest.
    fn by_exact_times(&self, sources: &[Point], points: &mut [[u64; 2]]) {
        let [from_origin, to_origin] = self.origin();
        let latest = |(lane, &source): (usize, &Point)| {
            let (class, offset) = self.class_of(source);
            to_origin[class].is_reached().then(|| (offset - to_origin[class], 1_u64 << lane))
        };
        let mut latest: Vec<(N, u64)> = sources.iter().enumerate().filter_map(latest).collect();
        if latest.is_empty() {
            return;
        }
        latest.sort_unstable();
        let mut lanes = vec![0];
        for &(_, lane) in &latest {
            lanes.push(lanes.last().copied().unwrap_or(0) | lane);
        }
        let Contracted { class, offset, .. } = &self.contracted;
        for ((point, &class), &offset) in points.iter_mut().zip(class).zip(offset) {
            let earliest = from_origin[class as usize];
            if earliest.is_reached() {
                let earliest = earliest + offset;
                point[0] |= lanes[latest.partition_point(|&(latest, _)| latest <= earliest)];
                point[1] |= lanes[latest.partition_point(|&(latest, _)| latest < earliest)];
            }
        }
    }

    pub(super) fn least(&self, marks: impl Iterator<Item = (Point, u32)>, way: Direction) -> Vec<[u32; 2]> {
        let Contracted { class, offset, graph, components, reach, .. } = &self.contracted;
        let nothing = N::default();
        // A label is about the first point of its class. What another point of the class tells of it, or it of that one,
        // is carried over only where it stays true.
        let ahead = |offset: N| if way == Direction::Backwards { offset } else { -offset };
        let mut labels = vec![[u32::MAX; 2]; reach.len()];
        for (point, mark) in marks {
            let (class, offset) = self.class_of(point);
            let label = &mut labels[class];
            if class != 0 && ahead(offset) >= nothing {
                label[0] = label[0].min(mark);
            }
            if class != 0 && ahead(offset) > nothing {
                label[1] = label[1].min(mark);
            }
        }
        sweep(graph, components, way, &mut labels);
        let of = |(&class, &offset): (&u32, &N)| {
            if ahead(offset) <= nothing { labels[class as usize] } else { [u32::MAX; 2] }
        };
        class.iter().zip(offset).map(of).collect()
    }
}

impl<N: Ticks> Along<'_, N> {
    pub(super) fn get(&self, point: Point) -> Option<i128> {
        let Contracted { class, offset, .. } = &self.known.contracted;
        let (&class, &offset) = class.get(point as usize).zip(offset.get(point as usize))?;
        let label = self.labels[class as usize];
        let apart = if self.way == Direction::Forwards { offset - self.offset } else { self.offset - offset };
        label.is_reached().then(|| (label + apart).into())
    }
}
