//! The path of a character in a scene: a line from event to event, with a ring at each and a name tag.

use egui::emath::{Pos2, Rect};

use super::text::Label;
use crate::layout::polyline;
use crate::story::id::CharacterId;

/// A character's path through the lanes, from event to event.
#[derive(Clone, Debug)]
pub struct PathMark {
    /// The character.
    pub who: CharacterId,
    /// The number of the path's colour in the theme.
    pub colour: usize,
    /// Their name, where the path is first visible.
    pub tag: Option<NameTag>,
    /// The visible segments; each starts at the end of the one before, unless the part between them is out of sight.
    pub segments: Vec<Segment>,
    /// One for each visible event.
    pub rings: Vec<Ring>,
}

impl PathMark {
    /// The lines of all segments.
    pub fn polylines(&self) -> impl Iterator<Item = &[Pos2]> {
        self.segments.iter().map(|segment| segment.points.as_slice())
    }

    /// The segments joined to lines as long as possible, and the stretches in which the character is absent (`true`).
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

    /// The distance from a point; infinite if no part of the path is visible.
    pub fn distance(&self, at: Pos2) -> f32 {
        self.polylines().map(|points| polyline::distance(points, at)).fold(f32::INFINITY, f32::min)
    }

    /// Whether it runs through a rectangle.
    pub fn crosses(&self, rect: Rect) -> bool {
        self.polylines().any(|points| polyline::crosses(points, rect))
    }
}

fn meets(before: &[Pos2], after: &[Pos2]) -> bool {
    before.last().zip(after.first()).is_some_and(|(end, start)| end.distance(*start) < 0.5)
}

/// A segment of a path.
#[derive(Clone, Debug)]
pub struct Segment {
    /// At least two points, dense in bends.
    pub points: Vec<Pos2>,
    /// Its kind.
    pub kind: SegmentKind,
}

/// The kind of a segment of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SegmentKind {
    /// Along the mark of an event that the character takes part in.
    Along,
    /// From one event to the next.
    Between,
    /// From one event to the next, with a long time between them in which the character is in no event.
    Absent,
}

/// The point at which a path reaches an event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ring {
    /// Its middle.
    pub at: Pos2,
    /// Its radius, small enough that the rings of people side by side stay apart.
    pub radius: f32,
}

/// A name with a background.
#[derive(Clone, Debug)]
pub struct NameTag {
    /// The background.
    pub rect: Rect,
    /// The name, within it.
    pub label: Label,
    /// The point of the path that it belongs to.
    pub to: Pos2,
}
