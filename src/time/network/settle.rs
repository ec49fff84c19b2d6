//! The best place of every point: the shortest whole, then the points that belong together close to each other, then
//! everything as early as can be.
//!
//! Two nodes join the classes, one before all points and one after them; the arcs to and from them are left out where
//! others imply them. On this graph the best places are the optimum of a linear program, in which a stretch of the
//! whole weighs more than all else together, and one of `near.first` more than all of `near.then`. The optima form a
//! lattice, so one of them is earliest everywhere: the arcs that carry flow in the dual optimum are tight in all
//! optima, and the longest paths that keep them tight lead to it.

use super::bounds::{Bounds, bounds, clamp, closed};
use super::contract::Contracted;
use super::graph::{Arc, Graph};
use super::longest::{Labels, Way};
use super::{Constraint, Network, ORIGIN, Point, Reason, Ring, pull, ring, simplex};

/// What should lie close together: pairs of points, the second not before the first.
#[derive(Clone, Debug, Default)]
pub struct Near {
    /// Pairs whose distances count first.
    pub first: Vec<(Point, Point)>,
    /// Pairs whose distances count after those.
    pub then: Vec<(Point, Point)>,
}

/// Where everything is best.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// The place of each point, the origin's first.
    pub places: Vec<i64>,
    /// Where else each point could lie without stretching the whole.
    pub bounds: Bounds,
}

impl Settled {
    /// Up to so many folded points the network simplex finds the optimum.
    pub const MOST: usize = 12_000;
}

/// The farthest places there are.
const HORIZON: (i128, i128) = (i64::MIN as i128, i64::MAX as i128);

pub(super) async fn settle<E>(
    network: &Network,
    contracted: &Contracted,
    near: &Near,
    breathe: &impl AsyncFn(f32) -> Result<(), E>,
) -> Result<Result<Settled, Ring>, E> {
    let horizon = if contracted.anchored { HORIZON } else { (0, HORIZON.1) };
    let mut labels = match spread(network, contracted) {
        Ok(Some(early)) => early,
        Err(ring) => return Ok(Err(ring)),
        // The only ways to fail that are left: by way of the origin, or over the horizon.
        Ok(None) => {
            let bounds = bounds(network, contracted, horizon, None);
            return Ok(bounds.map(|bounds| Settled { places: bounds.earliest.clone(), bounds }));
        }
    };
    breathe(0.5).await?;
    // Where no time is exact, the earliest places are where the bounds begin.
    let early = (!contracted.anchored).then(|| labels.clone());
    let weights = weights(contracted, near);
    let first = contracted.reach.len();
    if first + 2 > Settled::MOST {
        pull::pull(contracted, &weights, near, &mut labels);
    } else {
        let whole = Whole::new(contracted, horizon);
        let tight = simplex::improve(&whole.graph, whole.first, &weights, &mut labels);
        if let Some(early) = tight.and_then(|tight| whole.earliest(contracted, &tight)) {
            labels = early;
        }
    }
    breathe(0.7).await?;
    let zero = if contracted.anchored { labels[0] } else { labels[first] };
    let places = (0..contracted.class.len()).map(|point| clamp(contracted.place(point, &labels) - zero));
    let places: Vec<i64> = places.collect();
    drop((weights, labels));
    let spanned = places.iter().skip(1).copied().map(i128::from);
    let hull = spanned.clone().min().zip(spanned.max()).unwrap_or(horizon);
    breathe(0.8).await?;
    // What goes over the edge is traced by those who look for it.
    let early = early.filter(|early| hull.0 == 0 && early[first + 1] <= hull.1);
    Ok(bounds(network, contracted, hull, early).map(|bounds| Settled { places, bounds }))
}

/// Every class as early as can be after the start of the whole, which is 0, then the label of its end; the whole is
/// then as short as can be. `None` if that cannot be, or would not fit the horizon.
///
/// A longest path from the start leads by way of the origin at most once, so two sweeps find them all; a third makes
/// room where the last of the time there is would be passed.
fn spread(network: &Network, contracted: &Contracted) -> Result<Option<Vec<i128>>, Ring> {
    let Contracted { graph, parts, reach, .. } = contracted;
    let start: Vec<i128> = reach.iter().map(|&(first, _)| -first).collect();
    let sweep = |zero: Option<i128>| {
        let mut labels = Labels::from(start.clone());
        labels.value[0] = zero.unwrap_or(labels.value[0]);
        labels
            .raise(graph, parts, Way::Forwards, zero.is_some())
            .map_err(|arcs| ring::shortest(network, closed(network, contracted, &arcs)))?;
        Ok(labels.value)
    };
    let before_zero = |labels: &[i128]| {
        let arcs = graph.entering(0).iter().map(|&number| graph.arc(number));
        arcs.map(|arc| labels[arc.from as usize] + arc.gap).max()
    };
    let length = |labels: &[i128]| labels.iter().zip(reach).map(|(label, &(_, last))| label + last).max().unwrap_or(0);

    let free = sweep(None)?;
    let mut zero = free[0].max(before_zero(&free).unwrap_or(free[0]));
    // Nothing leads by way of an origin that nothing is tied to.
    let mut labels = if contracted.anchored { sweep(Some(zero))? } else { free };
    let too_far = length(&labels) - zero - HORIZON.1;
    if too_far > 0 {
        zero += too_far;
        labels = sweep(Some(zero))?;
    }
    let end = length(&labels);
    let holds = before_zero(&labels).is_none_or(|least| least <= zero);
    if !holds || end - zero > HORIZON.1 || -zero < HORIZON.0 {
        return Ok(None);
    }
    labels.extend([0, end]);
    Ok(Some(labels))
}

/// What raising each class, the start and the end of the whole costs. A dual solution is made of sums of these, so one unit of what counts first must
/// outweigh the sum of all that counts after it; how far apart points can lie does not matter.
fn weights(contracted: &Contracted, near: &Near) -> Vec<i128> {
    let first = near.then.len() as i128 + 1;
    let whole = (near.first.len() as i128 + 1) * first;
    let mut weights = vec![0; contracted.reach.len() + 2];
    for (pairs, weight) in [(&near.first, first), (&near.then, 1)] {
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

/// The classes with the start and the end of the whole.
struct Whole {
    graph: Graph,
    /// The node of the start; the end's is the next.
    first: u32,
}

impl Whole {
    fn new(contracted: &Contracted, horizon: (i128, i128)) -> Self {
        let Contracted { graph, parts, reach, .. } = contracted;
        let (first, last) = (reach.len() as u32, reach.len() as u32 + 1);
        let mut arcs = graph.arcs.clone();
        let mut add = |from, to, gap| arcs.push(Arc { from, to, gap, tag: 0 });
        for (node, &(least, greatest)) in (0..).zip(reach) {
            // An arc from an earlier part that keeps this class's first point after that class's first point.
            let follows = |arc: Arc| {
                !parts.together(arc.from, arc.to) && arc.gap + least - reach[arc.from as usize].0 >= 0 && node != 0
            };
            let leads = |arc: Arc| {
                !parts.together(arc.from, arc.to) && arc.gap + reach[arc.to as usize].1 - greatest >= 0 && node != 0
            };
            if !graph.entering(node).iter().any(|&arc| follows(graph.arc(arc))) {
                add(first, node, -least);
            }
            if !graph.leaving(node).iter().any(|&arc| leads(graph.arc(arc))) {
                add(node, last, greatest);
            }
        }
        add(0, first, horizon.0);
        add(last, 0, -horizon.1);
        Self { graph: Graph::new(reach.len() + 2, arcs), first }
    }

    /// The labels with everything as early as the tight arcs allow, and the origin's class at 0.
    fn earliest(&self, contracted: &Contracted, tight: &[bool]) -> Option<Vec<i128>> {
        let mut network = Network::new(self.graph.nodes() as u32);
        for (arc, &exact) in self.graph.arcs.iter().zip(tight) {
            network.add(Constraint { from: arc.from, to: arc.to, gap: arc.gap, reason: Reason::Nature, exact });
        }
        if !contracted.anchored {
            network.add(Constraint { from: ORIGIN, to: self.first, gap: 0, reason: Reason::Nature, exact: true });
        }
        let folded = Contracted::new(&network).ok()?;
        // Everything lies within the whole, and the whole near the origin: far below that is no bound at all.
        let mut labels = Labels::from(vec![i128::MIN / 4; folded.reach.len()]);
        labels.value[0] = 0;
        labels.raise(&folded.graph, &folded.parts, Way::Forwards, true).ok()?;
        Some((0..self.graph.nodes()).map(|node| folded.place(node, &labels.value)).collect())
    }
}
