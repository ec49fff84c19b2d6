//! Polylines: how near one comes to a point, and which rectangles it runs through. Knows points only.

use egui::emath::{Pos2, Rect};

/// The distance from a point to a polyline; infinite if that has fewer than two points.
pub(super) fn distance(points: &[Pos2], at: Pos2) -> f32 {
    let to_piece = |ends: &[Pos2]| {
        let along = ends[1] - ends[0];
        let share = (at - ends[0]).dot(along) / along.length_sq().max(f32::MIN_POSITIVE);
        (ends[0] + along * share.clamp(0.0, 1.0)).distance(at)
    };
    points.windows(2).map(to_piece).fold(f32::INFINITY, f32::min)
}

/// Whether a polyline runs through a rectangle, or at least near it where a piece is neither horizontal nor vertical.
pub(super) fn crosses(points: &[Pos2], rect: Rect) -> bool {
    points.windows(2).any(|ends| {
        let along = Rect::from_two_pos(ends[0], ends[1]);
        // All long pieces are horizontal or vertical, so their bounds are the pieces themselves.
        along.min.x <= rect.max.x && along.max.x >= rect.min.x && along.min.y <= rect.max.y && along.max.y >= rect.min.y
    })
}
