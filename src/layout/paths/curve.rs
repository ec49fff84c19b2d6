//! Level and upright ways made smooth. Knows points only.

use egui::emath::{Pos2, Vec2};

/// How far from a corner its bend begins where there is room.
pub(super) const BEND: f32 = 12.0;
/// A bend is at most so many times longer on one side of its corner than on the other.
const MOST_UNEVEN: f32 = 3.0;
/// The control points of a cubic that comes nearest to a quarter of a circle, as a share of the way to the corner.
const ROUND: f32 = 0.552_3;
/// How long the pieces of a bend are, about.
const PIECE: f32 = 1.6;

/// The way through `corners` with every corner in between bent round, its ends as they are.
///
/// ```text
///    before ───╮ corner      A bend takes half of a stretch at most, or all of one that has no bend at its
///              │             other end. Where the stretches differ much, it is drawn out along the longer
///            after           one: a small step aside becomes a gentle S.
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
        // With a single corner both of its stretches are free, with more the inner ones are shared.
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

/// De Casteljau's way to a point of a cubic.
fn cubic([start, first, second, end]: [Pos2; 4], share: f32) -> Pos2 {
    let middle = first.lerp(second, share);
    let (before, after) = (start.lerp(first, share), second.lerp(end, share));
    before.lerp(middle, share).lerp(middle.lerp(after, share), share)
}

/// The corners without points that repeat or lie on the straight way between their neighbours.
fn without_repeats(corners: &[Pos2]) -> Vec<Pos2> {
    let mut way: Vec<Pos2> = Vec::with_capacity(corners.len());
    for &corner in corners {
        if way.last().is_some_and(|last| last.distance(corner) < 0.05) {
            continue;
        }
        if let [.., before, last] = way.as_slice() {
            let (a, b) = ((*last - *before).normalized(), (corner - *last).normalized());
            if a.dot(b) > 0.999_9 {
                way.pop();
            }
        }
        way.push(corner);
    }
    way
}

/// How far a point is from a way.
pub(super) fn distance(points: &[Pos2], at: Pos2) -> f32 {
    let to_piece = |ends: &[Pos2]| {
        let along: Vec2 = ends[1] - ends[0];
        let share = (at - ends[0]).dot(along) / along.length_sq().max(f32::MIN_POSITIVE);
        (ends[0] + along * share.clamp(0.0, 1.0)).distance(at)
    };
    points.windows(2).map(to_piece).fold(f32::INFINITY, f32::min)
}

#[cfg(test)]
mod tests {
    use egui::emath::{Pos2, pos2};

    use super::{distance, smooth};

    #[test]
    fn a_bend_stays_within_its_corner() {
        let way = smooth(&[pos2(0.0, 0.0), pos2(40.0, 0.0), pos2(40.0, 40.0)]);
        assert_eq!((way.first(), way.last()), (Some(&pos2(0.0, 0.0)), Some(&pos2(40.0, 40.0))));
        assert!(way.iter().all(|point| (0.0..=40.0).contains(&point.x) && (0.0..=40.0).contains(&point.y)));
        assert!(distance(&way, pos2(40.0, 0.0)) > 3.0, "the corner is cut: {way:?}");
    }

    #[test]
    fn no_bend_turns_sharply() {
        let ways: [&[Pos2]; 3] = [
            &[pos2(0.0, 0.0), pos2(30.0, 0.0), pos2(30.0, 4.0), pos2(60.0, 4.0)],
            &[pos2(0.0, 0.0), pos2(20.0, 0.0), pos2(20.0, 80.0), pos2(60.0, 80.0), pos2(60.0, 90.0)],
            &[pos2(0.0, 0.0), pos2(0.0, -50.0), pos2(9.0, -50.0)],
        ];
        for corners in ways {
            let way = smooth(corners);
            for trio in way.windows(3) {
                let (a, b) = ((trio[1] - trio[0]).normalized(), (trio[2] - trio[1]).normalized());
                assert!(a.dot(b) > 0.8, "{trio:?} of {way:?}");
            }
        }
    }

    #[test]
    fn what_does_not_bend_stays_straight() {
        let check = |corners: &[Pos2], expect: &[Pos2]| assert_eq!(smooth(corners), expect, "{corners:?}");
        check(&[], &[]);
        check(&[pos2(1.0, 1.0)], &[pos2(1.0, 1.0)]);
        check(&[pos2(0.0, 1.0), pos2(5.0, 1.0), pos2(9.0, 1.0)], &[pos2(0.0, 1.0), pos2(9.0, 1.0)]);
        check(&[pos2(0.0, 1.0), pos2(0.0, 1.0), pos2(9.0, 1.0)], &[pos2(0.0, 1.0), pos2(9.0, 1.0)]);
    }
}
