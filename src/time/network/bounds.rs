//! The earliest and the latest place of every point within a horizon.

use super::contract::Contracted;
use super::longest::{Labels, Way};
use super::trace::Trace;
use super::{Network, ORIGIN, Point, Ring, ring};

/// Where each point can lie. The earliest places satisfy all constraints together, and so do the latest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The earliest place of each point, the origin's first.
    pub earliest: Vec<i64>,
    /// The latest place of each point, the origin's first.
    pub latest: Vec<i64>,
}

/// The bounds within a horizon, or a shortest ring; `known` are the earliest labels of the classes, where somebody has
/// found them before.
pub(super) fn bounds(
    network: &Network,
    contracted: &Contracted,
    (least, most): (i128, i128),
    known: Option<Vec<i128>>,
) -> Result<Bounds, Ring> {
    let Contracted { graph, parts, reach, .. } = contracted;
    let is_known = known.is_some();
    let start = known.unwrap_or_else(|| reach.iter().map(|&(first, _)| least - first).collect());
    let mut early = Labels::from(start);
    early.value[0] = 0;
    if !is_known {
        early
            .raise(graph, parts, Way::Forwards, true)
            .map_err(|arcs| ring::shortest(network, closed(network, contracted, &arcs)))?;
    }
    for &number in graph.entering(0) {
        let arc = graph.arc(number);
        if early.value[arc.from as usize] + arc.gap > 0 {
            let mut arcs = early.back(graph, Way::Forwards, arc.from);
            arcs.reverse();
            arcs.push(number);
            let ring = through_origin(network, contracted, &arcs, least);
            return Err(ring::shortest(network, ring));
        }
    }
    let first = usize::from(!contracted.anchored);
    if let Some(class) = (first..reach.len()).find(|&class| early.value[class] + reach[class].1 > most) {
        let mut arcs = early.back(graph, Way::Forwards, class as u32);
        arcs.reverse();
        return Err(over_the_edge(network, contracted, &arcs, class as u32, (least, most)));
    }
    if contracted.anchored && reach[0].0 < least {
        return Err(over_the_edge(network, contracted, &[], 0, (least, most)));
    }

    // Distances before the origin: the same sweep the other way round.
    let start = reach.iter().map(|&(_, last)| last - most).collect();
    let mut late = Labels::from(start);
    late.value[0] = 0;
    late.raise(graph, parts, Way::Backwards, true)
        .map_err(|arcs| ring::shortest(network, closed(network, contracted, &arcs)))?;
    let points = 0..contracted.class.len();
    let earliest = points.clone().map(|point| contracted.place(point, &early.value));
    for label in &mut late.value {
        *label = -*label;
    }
    let latest = points.map(|point| contracted.place(point, &late.value));
    Ok(Bounds { earliest: earliest.map(clamp).collect(), latest: latest.map(clamp).collect() })
}

/// A place as `i64`. It fits wherever the horizon does; the origin, which the horizon does not bind, is 0.
pub(super) fn clamp(place: i128) -> i64 {
    place.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64
}

/// Arcs that lead from class to class and back to the first.
pub(super) fn closed(network: &Network, contracted: &Contracted, arcs: &[u32]) -> Ring {
    let start = arcs.first().map_or(ORIGIN, |&arc| constraint(network, contracted, arc).0);
    let mut trace = Trace::new(network, &contracted.ties, start);
    along(&mut trace, network, contracted, arcs);
    trace.tie_to(start);
    trace.ring()
}

/// Arcs that end in the origin's class, and start there or where the horizon does.
fn through_origin(network: &Network, contracted: &Contracted, arcs: &[u32], least: i128) -> Ring {
    let first = arcs.first().map(|&arc| contracted.graph.arc(arc).from);
    let mut trace = Trace::new(network, &contracted.ties, ORIGIN);
    match first {
        Some(class) if class != 0 => trace.down_to(outermost(contracted, class, false), least),
        _ => {}
    }
    along(&mut trace, network, contracted, arcs);
    trace.tie_to(ORIGIN);
    trace.ring()
}

/// Arcs that lead to a class that the horizon has no room for. No shorter ring is sought: any would do without it.
fn over_the_edge(network: &Network, contracted: &Contracted, arcs: &[u32], class: u32, horizon: (i128, i128)) -> Ring {
    let (least, most) = horizon;
    let first = arcs.first().map_or(class, |&arc| contracted.graph.arc(arc).from);
    let mut trace = Trace::new(network, &contracted.ties, ORIGIN);
    if first != 0 {
        trace.down_to(outermost(contracted, first, false), least);
    } else if arcs.is_empty() && contracted.reach[0].0 < least {
        trace.down_to(outermost(contracted, 0, false), least);
        trace.tie_to(ORIGIN);
        return trace.ring();
    }
    along(&mut trace, network, contracted, arcs);
    trace.tie_to(outermost(contracted, class, true));
    trace.up_from(most);
    trace.ring()
}

fn along(trace: &mut Trace, network: &Network, contracted: &Contracted, arcs: &[u32]) {
    for &arc in arcs {
        let (from, _) = constraint(network, contracted, arc);
        trace.tie_to(from);
        trace.take(contracted.graph.arc(arc).tag);
    }
}

/// The points that an arc's constraint leads from and to.
fn constraint(network: &Network, contracted: &Contracted, arc: u32) -> (Point, Point) {
    let c = network.constraints[contracted.graph.arc(arc).tag as usize];
    (c.from, c.to)
}

/// The first or the last point of a class.
fn outermost(contracted: &Contracted, class: u32, last: bool) -> Point {
    let (least, greatest) = contracted.reach[class as usize];
    let wanted = if last { greatest } else { least };
    let mut points = (0..).zip(contracted.class.iter().zip(&contracted.offset));
    points
        .find(|&(point, (&of, &offset))| of == class && offset == wanted && (point != 0 || class != 0))
        .map_or(ORIGIN, |(point, _)| point)
}
