//! What can be asked of a [`PathMark`] that is laid out.

use egui::emath::{Pos2, Rect};

use super::curve;
use crate::layout::scene::{PathMark, SegmentKind};

impl PathMark {
    /// The ways that it takes, for what they cross.
    pub fn polylines(&self) -> impl Iterator<Item = &[Pos2]> {
        self.segments.iter().map(|segment| segment.points.as_slice())
    }

    /// The longest ways without a gap, to be drawn in one go, and the gaps in which nobody knows where they are.
    pub fn strokes(&self) -> Vec<(Vec<Pos2>, bool)> {
        let mut strokes: Vec<(Vec<Pos2>, bool)> = Vec::new();
        for segment in &self.segments {
            let absent = segment.kind == SegmentKind::Absent;
            match strokes.last_mut() {
                Some((points, false)) if !absent && meets(points, &segment.points) => {
                    points.extend_from_slice(&segment.points[1..]);
                }
                _ => strokes.push((segment.points.clone(), absent)),
            }
        }
        strokes
    }

    /// How far a point is from it; infinitely far from a path of which nothing is seen.
    pub fn distance(&self, at: Pos2) -> f32 {
        let near = |points: &&[Pos2]| points.len() > 1;
        self.polylines().filter(near).map(|points| curve::distance(points, at)).fold(f32::INFINITY, f32::min)
    }

    /// Whether it runs through a rectangle.
    pub fn crosses(&self, rect: Rect) -> bool {
        self.polylines().any(|points| crate::layout::links::crosses(points, rect))
    }
}

fn meets(before: &[Pos2], after: &[Pos2]) -> bool {
    before.last().zip(after.first()).is_some_and(|(end, start)| end.distance(*start) < 0.5)
}
