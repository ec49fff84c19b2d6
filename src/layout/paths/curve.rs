//! The line along a route: its corners, moved aside for each person, and the smooth curve through them. Knows points
//! only.

use egui::emath::Pos2;

/// The distance from a corner at which its bend begins, if there is room.
pub(super) const BEND: f32 = 12.0;
/// How many times longer a bend may be on one side of its corner than on the other.
const MOST_UNEVEN: f32 = 3.0;
/// The control points of the cubic nearest to a quarter of a circle, as a share of the stretch to the corner.
const ROUND: f32 = 0.552_3;
/// The approximate length of the pieces of a bend.
const PIECE: f32 = 1.6;

/// The columns of a route, as x, and the heights at which it changes from one to the next.
#[derive(Clone, Debug)]
pub(super) struct Route {
    pub(super) columns: Vec<f32>,
    /// One fewer than the columns.
    pub(super) levels: Vec<f32>,
}

impl Route {
    /// The x of the first bend.
    pub(super) fn first(&self, aside: f32, from: f32, to: f32) -> f32 {
        let next = self.levels.first().copied().unwrap_or(to);
        self.columns[0] - sign(next - from) * aside
    }

    /// The corners from `from` to `to`, all of them `aside` to the right of the middle of the bundle.
    pub(super) fn corners(&self, from: Pos2, to: Pos2, aside: f32) -> Vec<Pos2> {
        let level = |at: usize| {
            let along = sign(self.columns[at + 1] - self.columns[at]);
            self.levels[at] + along * aside
        };
        let mut corners = vec![from];
        let mut y = from.y;
        for (at, &column) in self.columns.iter().enumerate() {
            let next = if at < self.levels.len() { level(at) } else { to.y };
            // The direction of the columns themselves: `aside` can turn that of a small bend around.
            let plain = |at: usize, end: f32| self.levels.get(at).copied().unwrap_or(end);
            let before = if at == 0 { from.y } else { self.levels[at - 1] };
            let x = column - sign(plain(at, to.y) - before) * aside;
            corners.extend([Pos2::new(x, y), Pos2::new(x, next)]);
            y = next;
        }
        corners.push(to);
        corners
    }
}

fn sign(value: f32) -> f32 {
    if value.abs() < 0.01 { 0.0 } else { value.signum() }
}

/// The line through `corners` with every inner corner rounded and its ends as they are.
///
/// ```text
///    before ───╮ corner      A bend takes half of a stretch at most, or all of one that has no bend at its
///              │             other end. If the stretches differ much, it is drawn out along the longer one:
///            after           a small step aside becomes a gentle S.
/// ```
pub(super) fn smooth(corners: &[Pos2]) -> Vec<Pos2> {
    let corners = without_repeats(corners);
    let last = corners.len().saturating_sub(1);
    let room = |from: usize| {
        let length = corners[from].distance(corners[from + 1]);
        if from == 0 || from + 1 == last { length } else { length / 2.0 }
    };
    let mut points = Vec::with_capacity(corners.len() * 8);
    points.extend(corners.first());
    for at in 1..last {
        // The outer stretches have one bend each, the inner ones two.
        let (before, after) = (room(at - 1).min(BEND), room(at).min(BEND));
        let (before, after) = (before.min(after * MOST_UNEVEN), after.min(before * MOST_UNEVEN));
        let corner = corners[at];
        let enter = corner + (corners[at - 1] - corner).normalized() * before;
        let leave = corner + (corners[at + 1] - corner).normalized() * after;
        let steps = ((before + after) / PIECE).ceil().clamp(3.0, 16.0) as usize;
        let controls = [enter, enter.lerp(corner, ROUND), leave.lerp(corner, ROUND), leave];
        points.extend((0..=steps).map(|step| cubic(controls, step as f32 / steps as f32)));
    }
    if last > 0 {
        points.extend(corners.last());
    }
    points.dedup_by(|a, b| a.distance(*b) < 0.01);
    points
}

/// A point of a cubic, by De Casteljau's algorithm.
fn cubic([start, first, second, end]: [Pos2; 4], share: f32) -> Pos2 {
    let middle = first.lerp(second, share);
    let (before, after) = (start.lerp(first, share), second.lerp(end, share));
    before.lerp(middle, share).lerp(middle.lerp(after, share), share)
}

/// The corners without points that repeat or lie on the straight line between their neighbours.
fn without_repeats(corners: &[Pos2]) -> Vec<Pos2> {
    let mut kept: Vec<Pos2> = Vec::with_capacity(corners.len());
    for &corner in corners {
        if kept.last().is_some_and(|last| last.distance(corner) < 0.05) {
            continue;
        }
        if let [.., before, last] = kept.as_slice() {
            let (a, b) = ((*last - *before).normalized(), (corner - *last).normalized());
            if a.dot(b) > 0.999_9 {
                kept.pop();
            }
        }
        kept.push(corner);
    }
    kept
}

#[cfg(test)]
mod tests {
    use egui::emath::{Pos2, pos2};

    use super::smooth;
    use crate::layout::polyline::distance;

    #[test]
    fn a_bend_stays_within_its_corner() {
        let line = smooth(&[pos2(0.0, 0.0), pos2(40.0, 0.0), pos2(40.0, 40.0)]);
        assert_eq!((line.first(), line.last()), (Some(&pos2(0.0, 0.0)), Some(&pos2(40.0, 40.0))));
        assert!(line.iter().all(|point| (0.0..=40.0).contains(&point.x) && (0.0..=40.0).contains(&point.y)));
        assert!(distance(&line, pos2(40.0, 0.0)) > 3.0, "the corner is cut: {line:?}");
    }

    #[test]
    fn no_bend_turns_sharply() {
        let lines: [&[Pos2]; 3] = [
            &[pos2(0.0, 0.0), pos2(30.0, 0.0), pos2(30.0, 4.0), pos2(60.0, 4.0)],
            &[pos2(0.0, 0.0), pos2(20.0, 0.0), pos2(20.0, 80.0), pos2(60.0, 80.0), pos2(60.0, 90.0)],
            &[pos2(0.0, 0.0), pos2(0.0, -50.0), pos2(9.0, -50.0)],
        ];
        for corners in lines {
            let line = smooth(corners);
            for trio in line.windows(3) {
                let (a, b) = ((trio[1] - trio[0]).normalized(), (trio[2] - trio[1]).normalized());
                assert!(a.dot(b) > 0.8, "{trio:?} of {line:?}");
            }
        }
    }

    #[test]
    fn a_straight_line_stays_straight() {
        let check = |corners: &[Pos2], expect: &[Pos2]| assert_eq!(smooth(corners), expect, "{corners:?}");
        check(&[], &[]);
        check(&[pos2(1.0, 1.0)], &[pos2(1.0, 1.0)]);
        check(&[pos2(0.0, 1.0), pos2(5.0, 1.0), pos2(9.0, 1.0)], &[pos2(0.0, 1.0), pos2(9.0, 1.0)]);
        check(&[pos2(0.0, 1.0), pos2(0.0, 1.0), pos2(9.0, 1.0)], &[pos2(0.0, 1.0), pos2(9.0, 1.0)]);
    }
}
