//! The best place of every point: first the shortest span of all points, then related points close together, then
//! everything as early as possible.
//!
//! Two nodes join the classes: the start and the end of the span; arcs to and from them are left out if others imply
//! them. On this graph the best places are the optimum of a linear program, in which a tick of the span weighs more
//! than everything else together, and a tick of `near.first` more than all of `near.then`. The optima form a lattice,
//! so one of them is earliest everywhere: the arcs that carry flow in the dual optimum are tight in all optima, and the
//! longest paths that keep them tight lead to it.

use super::bounds::{Bounds, bounds, clamp};
use super::contract::{Bond, Contracted};
use super::graph::{Arc, Graph};
use super::longest::{Direction, Labels};
use super::ticks::Ticks;
use super::{ClosePairs, Cycle, Network, ORIGIN, Point, pull, simplex};

/// The best places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// The place of each point, the origin's first.
    pub places: Vec<i64>,
    /// The range of each point within the same span.
    pub bounds: Bounds,
}

impl Settled {
    /// Up to this many classes, the network simplex finds the optimum.
    pub const MOST: usize = 12_000;
}

/// The first and the last possible tick.
const HORIZON: (i128, i128) = (i64::MIN as i128, i64::MAX as i128);

pub(super) async fn settle<E>(
    network: &Network,
    near: &ClosePairs,
    progress: &impl AsyncFn(f32) -> Result<(), E>,
) -> Result<Result<Settled, Cycle>, E> {
    let contracted = match network.contracted() {
        Ok(contracted) => contracted,
        Err(clash) => return Ok(Err(clash.cycle(network))),
    };
    progress(0.3).await?;
    let improve = |labels: &mut Vec<i128>| {
        if is_large(&contracted) {
            pull::pull(&contracted, &weights(&contracted, near), near, labels);
            return;
        }
        let whole = Whole::new(&contracted);
        let tight = simplex::improve(&whole.graph, whole.first, &weights(&contracted, near), labels);
        if let Some(early) = tight.and_then(|tight| whole.earliest(&contracted, &tight)) {
            *labels = early;
        }
    };
    if let Some(settled) = best(&contracted, improve, progress).await? {
        return Ok(Ok(settled));
    }
    let horizon = if contracted.anchored { HORIZON } else { (0, HORIZON.1) };
    let bounds =
        bounds(&contracted, horizon, None).map_err(|infeasible| infeasible.cycle(network, &contracted, horizon));
    Ok(bounds.map(|bounds| Settled { places: bounds.earliest.clone(), bounds }))
}

/// The same in half the memory, for many points with small gaps. `None` if the network is not like that, or if
/// constraints contradict each other.
pub(super) async fn quickly<E>(
    network: &Network,
    near: &ClosePairs,
    progress: &impl AsyncFn(f32) -> Result<(), E>,
) -> Result<Option<Settled>, E> {
    if !is_small(network, near) {
        return Ok(None);
    }
    let Some(contracted) = network.contracted::<i64>().ok().filter(is_large) else { return Ok(None) };
    progress(0.3).await?;
    let improve = |labels: &mut Vec<i64>| pull::pull(&contracted, &weights(&contracted, near), near, labels);
    best(&contracted, improve, progress).await
}

/// Whether it is too large for the simplex.
fn is_large<N>(contracted: &Contracted<N>) -> bool {
    contracted.reach.len() + 2 > Settled::MOST
}

/// Whether all sums stay far within the range of `i64`.
fn is_small(network: &Network, near: &ClosePairs) -> bool {
    let gaps = network.constraints.iter().map(|c| u128::from(c.gap.unsigned_abs())).sum::<u128>() + 1;
    // A place is a sum of gaps, each at most three times; but in a contradictory network, every point may be raised
    // that far before the contradiction is found.
    let places = gaps.saturating_mul(8 * u128::from(network.points));
    let weights = 4 * (near.first.len() as u128 + 1) * (near.then.len() as u128 + 1);
    network.points as usize > Settled::MOST && places.max(weights) < 1 << 62
}

/// Spreads the classes, improves their labels, and bounds the points. `None` if constraints contradict each other or do
/// not fit the horizon.
async fn best<N: Ticks, E>(
    contracted: &Contracted<N>,
    improve: impl FnOnce(&mut Vec<N>),
    progress: &impl AsyncFn(f32) -> Result<(), E>,
) -> Result<Option<Settled>, E> {
    let Some(mut labels) = spread(contracted) else { return Ok(None) };
    progress(0.5).await?;
    // Without exact times, the earliest places are also the first bounds.
    let early = (!contracted.anchored).then(|| labels.clone());
    improve(&mut labels);
    progress(0.7).await?;
    let first = contracted.reach.len();
    let zero = if contracted.anchored { labels[0] } else { labels[first] };
    let places = (0..contracted.class.len()).map(|point| clamp(contracted.place(point, &labels) - zero));
    let places: Vec<i64> = places.collect();
    drop(labels);
    let spanned = places.iter().skip(1).copied();
    let Some(hull) = spanned.clone().min().zip(spanned.max()) else { return Ok(None) };
    progress(0.8).await?;
    let (least, most) = (N::from(hull.0), N::from(hull.1));
    let early = early.filter(|early| hull.0 == 0 && early[first + 1] <= most);
    Ok(bounds(contracted, (least, most), early).ok().map(|bounds| Settled { places, bounds }))
}

/// Every class as early as possible after the start of the span, which is 0, then the start and the end; the span is
/// then as short as possible. `None` if constraints contradict each other or do not fit the horizon.
///
/// A longest path from the start leads through the origin at most once, so two sweeps find them all; a third moves
/// everything earlier if the last tick would be passed.
fn spread<N: Ticks>(contracted: &Contracted<N>) -> Option<Vec<N>> {
    let Contracted { graph, components, reach, anchored, .. } = contracted;
    let (nothing, far, before) = (N::default(), N::from(i64::MAX), N::from(i64::MIN));
    let sweep = |zero: Option<N>| {
        let mut labels = Labels::from(reach.iter().map(|&(first, _)| -first).collect());
        labels.value[0] = zero.unwrap_or(labels.value[0]);
        labels.raise(graph, components, Direction::Forwards, zero.is_some()).ok()?;
        Some(labels.value)
    };
    let before_zero = |labels: &[N]| {
        let entering = if *anchored { graph.entering(0) } else { &[] };
        let arcs = entering.iter().map(|&number| graph.arc(number));
        arcs.map(|arc| labels[arc.from as usize] + arc.gap).max()
    };
    let length = |labels: &[N]| labels.iter().zip(reach).map(|(&label, &(_, last))| label + last).max();

    let free = sweep(None)?;
    let mut zero = free[0].max(before_zero(&free).unwrap_or(free[0]));
    // Without ties to the origin, nothing leads through it.
    let mut labels = if *anchored { sweep(Some(zero))? } else { free };
    let latest = length(&labels)? - zero;
    if latest > far {
        zero += latest - far;
        labels = sweep(Some(zero))?;
    }
    let end = length(&labels)?;
    let holds = before_zero(&labels).is_none_or(|least| least <= zero);
    if !holds || end - zero > far || -zero < before {
        return None;
    }
    labels.extend([nothing, end]);
    Some(labels)
}

/// The cost of raising each class, and the start and the end of the span. Dual solutions are sums of these weights, so
/// a unit of one priority must outweigh the sum of all lower ones; the distances between points do not matter.
fn weights<N: Ticks>(contracted: &Contracted<N>, near: &ClosePairs) -> Vec<N> {
    // More than the number of pairs.
    let more = |pairs: &[_]| N::from(i64::try_from(pairs.len()).unwrap_or(i64::MAX).saturating_add(1));
    let first = more(&near.then);
    let whole = more(&near.first) * first;
    let mut weights = vec![N::default(); contracted.reach.len() + 2];
    for (pairs, weight) in [(&near.first, first), (&near.then, N::from(1))] {
        for &(from, to) in pairs {
            let class = |point: Point| contracted.class.get(point as usize).map(|&class| class as usize);
            if let (Some(from), Some(to)) = (class(from), class(to)) {
                weights[from] -= weight;
                weights[to] += weight;
            }
        }
    }
    let start = contracted.reach.len();
    weights[start] -= whole;
    weights[start + 1] += whole;
    weights
}

/// The classes with the start and the end of the span.
struct Whole {
    graph: Graph<i128>,
    /// The node of the start; the end's is the next.
    first: u32,
}

impl Whole {
    fn new(contracted: &Contracted<i128>) -> Self {
        let Contracted { graph, components, reach, .. } = contracted;
        let (first, last) = (reach.len() as u32, reach.len() as u32 + 1);
        let mut arcs = graph.arcs.clone();
        let mut add = |from, to, gap| arcs.push(Arc { from, to, gap, tag: 0 });
        for (node, &(least, greatest)) in (0..).zip(reach) {
            // An arc from an earlier component that keeps this class's first point after that class's first point.
            let follows = |arc: Arc<i128>| {
                !components.same_component(arc.from, arc.to)
                    && arc.gap + least - reach[arc.from as usize].0 >= 0
                    && node != 0
            };
            let leads = |arc: Arc<i128>| {
                !components.same_component(arc.from, arc.to)
                    && arc.gap + reach[arc.to as usize].1 - greatest >= 0
                    && node != 0
            };
            if !graph.entering(node).iter().any(|&arc| follows(graph.arc(arc))) {
                add(first, node, -least);
            }
            if !graph.arcs_leaving(node).iter().any(|&arc| leads(arc)) {
                add(node, last, greatest);
            }
        }
        add(0, first, if contracted.anchored { HORIZON.0 } else { 0 });
        add(last, 0, -HORIZON.1);
        Self { graph: Graph::new(reach.len() + 2, arcs.into_iter()), first }
    }

    /// The labels with everything as early as the tight arcs allow, and the origin's class at 0.
    fn earliest(&self, contracted: &Contracted<i128>, tight: &[bool]) -> Option<Vec<i128>> {
        let bonds = self.graph.arcs.iter().zip(tight);
        let bonds = bonds.map(|(&Arc { from, to, gap, .. }, &exact)| Bond { from, to, gap, exact });
        let start = (!contracted.anchored).then_some(Bond { from: ORIGIN, to: self.first, gap: 0, exact: true });
        let folded = Contracted::new(self.graph.nodes() as u32, bonds.chain(start)).ok()?;
        // Far below the span, which lies near the origin: no bound at all.
        let mut labels = Labels::from(vec![i128::MIN / 4; folded.reach.len()]);
        labels.value[0] = 0;
        labels.raise(&folded.graph, &folded.components, Direction::Forwards, true).ok()?;
        Some((0..self.graph.nodes()).map(|node| folded.place(node, &labels.value)).collect())
    }
}
