//! The earliest and the latest place of every point within a horizon.

use super::contract::Contracted;
use super::longest::{Direction, Labels};
use super::ticks::Ticks;
use super::trace::Trace;
use super::{Cycle, Network, ORIGIN, Point, cycle};

/// The range of each point. The earliest places together satisfy all constraints, and so do the latest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The earliest place of each point, the origin's first.
    pub earliest: Vec<i64>,
    /// The latest place of each point, the origin's first.
    pub latest: Vec<i64>,
}

/// Arcs between classes, in walking order, that cannot all hold.
#[derive(Debug)]
pub(super) enum Infeasible {
    /// They lead from a class back to itself.
    Closed(Vec<u32>),
    /// They end in the origin's class, and start there or at the start of the horizon.
    ThroughOrigin(Vec<u32>),
    /// They lead to a class that lies beyond the horizon.
    BeyondHorizon(Vec<u32>, u32),
}

/// The bounds within a horizon; `known` are the earliest labels of the classes, if the caller has them already.
pub(super) fn bounds<N: Ticks>(
    contracted: &Contracted<N>,
    (least, most): (N, N),
    known: Option<Vec<N>>,
) -> Result<Bounds, Infeasible> {
    let Contracted { graph, components, reach, .. } = contracted;
    let is_known = known.is_some();
    let start = known.unwrap_or_else(|| reach.iter().map(|&(first, _)| least - first).collect());
    let mut early = Labels::from(start);
    early.value[0] = N::default();
    if !is_known {
        early.raise(graph, components, Direction::Forwards, true).map_err(Infeasible::Closed)?;
    }
    if contracted.anchored {
        for &number in graph.entering(0) {
            let arc = graph.arc(number);
            if early.value[arc.from as usize] + arc.gap > N::default() {
                let mut arcs = early.back(graph, Direction::Forwards, arc.from);
                arcs.reverse();
                arcs.push(number);
                return Err(Infeasible::ThroughOrigin(arcs));
            }
        }
    }
    // The origin itself may lie outside of the horizon; what is tied to it exactly may not.
    let has_exact = contracted.class.iter().skip(1).any(|&class| class == 0);
    let first = usize::from(!has_exact);
    if let Some(class) = (first..reach.len()).find(|&class| early.value[class] + reach[class].1 > most) {
        let mut arcs = early.back(graph, Direction::Forwards, class as u32);
        arcs.reverse();
        return Err(Infeasible::BeyondHorizon(arcs, class as u32));
    }
    if has_exact && reach[0].0 < least {
        return Err(Infeasible::BeyondHorizon(Vec::new(), 0));
    }

    // The same sweep backwards; labels are distances before the origin.
    let start = reach.iter().map(|&(_, last)| last - most).collect();
    let mut late = Labels::from(start);
    late.value[0] = N::default();
    late.raise(graph, components, Direction::Backwards, true).map_err(Infeasible::Closed)?;
    let points = 0..contracted.class.len();
    let earliest = points.clone().map(|point| clamp(contracted.place(point, &early.value))).collect();
    for label in &mut late.value {
        *label = -*label;
    }
    let latest = points.map(|point| clamp(contracted.place(point, &late.value))).collect();
    Ok(Bounds { earliest, latest })
}

/// A place as `i64`. It fits if the horizon does; the origin, which the horizon does not bind, is 0.
pub(super) fn clamp(place: impl Ticks) -> i64 {
    place.into().clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64
}

impl Infeasible {
    /// The contradiction as a cycle of constraints; a shortest one unless the horizon is part of it.
    pub(super) fn cycle(&self, network: &Network, contracted: &Contracted<i128>, horizon: (i128, i128)) -> Cycle {
        match self {
            Self::Closed(arcs) => cycle::shortest(network, closed(network, contracted, arcs)),
            Self::ThroughOrigin(arcs) => cycle::shortest(network, through_origin(network, contracted, arcs, horizon.0)),
            Self::BeyondHorizon(arcs, class) => beyond_horizon(network, contracted, arcs, *class, horizon),
        }
    }
}

/// The cycle of arcs that lead from class to class and back to the first.
fn closed(network: &Network, contracted: &Contracted<i128>, arcs: &[u32]) -> Cycle {
    let start = arcs.first().map_or(ORIGIN, |&arc| leaves(network, contracted, arc));
    let mut trace = Trace::new(network, &contracted.ties, start);
    along(&mut trace, network, contracted, arcs);
    trace.tie_to(start);
    trace.cycle()
}

/// The cycle of arcs that end in the origin's class, and start there or at the start of the horizon.
fn through_origin(network: &Network, contracted: &Contracted<i128>, arcs: &[u32], least: i128) -> Cycle {
    let first = arcs.first().map(|&arc| contracted.graph.arc(arc).from);
    let mut trace = Trace::new(network, &contracted.ties, ORIGIN);
    match first {
        Some(class) if class != 0 => trace.down_to(outermost(contracted, class, false), least),
        _ => {}
    }
    along(&mut trace, network, contracted, arcs);
    trace.tie_to(ORIGIN);
    trace.cycle()
}

/// The cycle of arcs that lead to a class beyond the horizon. No shorter one is searched: it would not use the horizon.
fn beyond_horizon(
    network: &Network,
    contracted: &Contracted<i128>,
    arcs: &[u32],
    class: u32,
    horizon: (i128, i128),
) -> Cycle {
    let (least, most) = horizon;
    let first = arcs.first().map_or(class, |&arc| contracted.graph.arc(arc).from);
    let mut trace = Trace::new(network, &contracted.ties, ORIGIN);
    if first != 0 {
        trace.down_to(outermost(contracted, first, false), least);
    } else if arcs.is_empty() && contracted.reach[0].0 < least {
        trace.down_to(outermost(contracted, 0, false), least);
        trace.tie_to(ORIGIN);
        return trace.cycle();
    }
    along(&mut trace, network, contracted, arcs);
    trace.tie_to(outermost(contracted, class, true));
    trace.up_from(most);
    trace.cycle()
}

fn along(trace: &mut Trace, network: &Network, contracted: &Contracted<i128>, arcs: &[u32]) {
    for &arc in arcs {
        trace.tie_to(leaves(network, contracted, arc));
        trace.take(contracted.graph.arc(arc).tag);
    }
}

/// The point that an arc's constraint leads from.
fn leaves(network: &Network, contracted: &Contracted<i128>, arc: u32) -> Point {
    network.constraints[contracted.graph.arc(arc).tag as usize].from
}

/// The first or the last point of a class.
fn outermost(contracted: &Contracted<i128>, class: u32, last: bool) -> Point {
    let (least, greatest) = contracted.reach[class as usize];
    let wanted = if last { greatest } else { least };
    let mut points = (0..).zip(contracted.class.iter().zip(&contracted.offset));
    points
        .find(|&(point, (&of, &offset))| of == class && offset == wanted && (point != 0 || class != 0))
        .map_or(ORIGIN, |(point, _)| point)
}
