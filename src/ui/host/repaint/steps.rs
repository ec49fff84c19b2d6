//! The shapes of a frame, cut down to the parts of the screen that have to be painted again. Refuses to know how a part
//! is filled with a colour.

use std::sync::Arc;

use egui::emath::TSTransform;
use egui::epaint::ClippedShape;
use egui::{Color32, CornerRadius, Mesh, Rect, Shape, pos2};

use super::damage::{is_upright, reach};
use super::tiles::PixelRect;

/// Plain rectangles that are narrower are painted as lines.
const LEAST_SIDE: usize = 5;
/// Rectangles of fewer pixels are painted as any other shape.
const LEAST_FILLED: usize = 20_000;

/// A step in painting a part of the screen.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// Rectangles are filled with one colour each, one over the other.
    Fill(Vec<(PixelRect, Color32)>),
    /// A shape is painted.
    Paint(ClippedShape),
}

/// The steps that paint the part of a screen in `rect`, on which `shapes` lie over `ground`.
pub(super) fn steps(shapes: &[ClippedShape], rect: PixelRect, ground: Color32, pixels_per_point: f32) -> Vec<Step> {
    let point = |x: u32, y: u32| pos2(x as f32 / pixels_per_point, y as f32 / pixels_per_point);
    let clip = Rect::from_min_max(point(rect.x.start, rect.y.start), point(rect.x.end, rect.y.end));
    let mut steps = vec![Step::Fill(vec![(rect, ground)])];
    let here = |shape: &&ClippedShape| reach(shape, pixels_per_point).intersect(clip).is_positive();
    for shape in shapes.iter().filter(here) {
        let mut shape = ClippedShape { clip_rect: shape.clip_rect.intersect(clip), ..shape.clone() };
        match (fill(&shape, pixels_per_point), steps.last_mut()) {
            (Some(fill), Some(Step::Fill(fills))) => fills.push(fill),
            (Some(fill), _) if fill.0.count() >= LEAST_FILLED => steps.push(Step::Fill(vec![fill])),
            _ => {
                if let Shape::Mesh(mesh) = &mut shape.shape {
                    *mesh = Arc::new(inside(mesh, shape.transform_after_tessellation.inverse() * shape.clip_rect));
                }
                steps.push(Step::Paint(shape));
            }
        }
    }
    steps
}

/// The pixels that a shape fills with one colour, if it does nothing else.
fn fill(shape: &ClippedShape, pixels_per_point: f32) -> Option<(PixelRect, Color32)> {
    let Shape::Rect(rect) = &shape.shape else { return None };
    let has_edges = !rect.stroke.is_empty() || rect.corner_radius != CornerRadius::ZERO;
    let is_moved = shape.transform_after_tessellation != TSTransform::IDENTITY || rect.round_to_pixels == Some(false);
    if has_edges || is_moved || !is_upright(rect) {
        return None;
    }
    // Rounded as the tessellator rounds it, and the scissor.
    let pixels = |rect: Rect| {
        let pixel = |points: f32| (points * pixels_per_point).round().max(0.0) as u32;
        PixelRect { x: pixel(rect.min.x)..pixel(rect.max.x), y: pixel(rect.min.y)..pixel(rect.max.y) }
    };
    let (whole, clip) = (pixels(rect.rect), pixels(shape.clip_rect));
    let is_wide = whole.x.len() >= LEAST_SIDE && whole.y.len() >= LEAST_SIDE;
    (is_wide && rect.fill.is_opaque()).then(|| (whole.intersect(&clip), rect.fill))
}

/// The triangles of a mesh that may touch a rectangle.
fn inside(mesh: &Mesh, rect: Rect) -> Mesh {
    let mut inside = Mesh::with_texture(mesh.texture_id);
    // Where each vertex is in the smaller mesh.
    let mut places = vec![None; mesh.vertices.len()];
    for corners in mesh.indices.as_chunks::<3>().0 {
        let points = corners.map(|at| mesh.vertices[at as usize].pos);
        if !Rect::from_points(&points).intersects(rect) {
            continue;
        }
        for &at in corners {
            let next = inside.vertices.len() as u32;
            let place = *places[at as usize].get_or_insert(next);
            if place == next {
                inside.vertices.push(mesh.vertices[at as usize]);
            }
            inside.indices.push(place);
        }
    }
    inside
}
