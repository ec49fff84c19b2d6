//! Which parts of the screen look other than they did, and have to be painted again. The screen is cut into tiles; a tile
//! looks the same if the same shapes touch it in the same order. Compares shapes and never pixels, and refuses to know
//! how they are painted.

use std::hash::{BuildHasher, Hash, Hasher};
use std::sync::Arc;

use egui::emath::TSTransform;
use egui::epaint::{ClippedShape, ColorMode, PathShape, RectShape};
use egui::{Color32, CornerRadius, Galley, Rect, Shape, Stroke, vec2};
use foldhash::fast::FixedState;

use super::tiles::{Area, Grid, PixelRect};

/// What paints outside of the bounds that egui tells for a shape: the soft edges, and the rounding to pixels.
const SOFT: f32 = 2.0;

/// What has changed on the screen since the last frame that was painted.
#[derive(Default)]
pub(super) struct Damage {
    grid: Grid,
    /// What the screen shows.
    shown: Looks,
    /// What it shows once the last frame is painted.
    next: Looks,
    /// A different number for every shape that cannot be compared.
    unknown: u64,
}

/// How the tiles look.
#[derive(Default)]
struct Looks {
    /// For every tile, a hash of all that touches it.
    tiles: Vec<u64>,
    /// The texts. They are compared by address: as long as one is held here, no other can have its own.
    texts: Vec<Arc<Galley>>,
}

impl Damage {
    /// Notes the shapes of a frame over `ground`, on a screen of `size` pixels, and returns the parts of it that have to be
    /// painted again.
    pub(super) fn of(
        &mut self,
        shapes: &[ClippedShape],
        ground: Color32,
        size: [u32; 2],
        pixels_per_point: f32,
    ) -> Vec<PixelRect> {
        let grid = Grid::new(size, pixels_per_point);
        if grid != self.grid {
            (self.grid, self.shown) = (grid, Looks::default());
        }
        let blank = u64::from(u32::from_le_bytes(ground.to_array()));
        self.next = Looks { tiles: vec![blank; grid.count()], texts: Vec::new() };
        for shape in shapes {
            self.add(shape);
        }
        let before = self.shown.tiles.iter().copied().map(Some).chain(std::iter::repeat(None));
        let changed: Vec<bool> = self.next.tiles.iter().zip(before).map(|(now, before)| Some(*now) != before).collect();
        grid.cover(&changed).iter().map(|area| grid.pixels(area)).collect()
    }

    /// Notes that the last frame is on the screen.
    pub(super) fn note_painted(&mut self) {
        self.shown = std::mem::take(&mut self.next);
    }

    /// Notes that the screen shows nothing of what it showed: the next frame is painted as a whole.
    pub(super) fn forget(&mut self) {
        self.shown = Looks::default();
    }

    /// Adds a shape to every tile that it can touch.
    fn add(&mut self, shape: &ClippedShape) {
        let area = self.grid.area(reach(shape, self.grid.pixels_per_point()));
        let ClippedShape { clip_rect, shape, transform_after_tessellation: transform } = shape;
        if let Shape::Rect(rect) = shape
            && *transform == TSTransform::IDENTITY
            && is_upright(rect)
        {
            self.add_rect(rect, *clip_rect, &area);
            return;
        }
        let mut hasher = FixedState::default().build_hasher();
        bits(&mut hasher, [clip_rect.min.x, clip_rect.min.y, clip_rect.max.x, clip_rect.max.y]);
        bits(&mut hasher, [transform.scaling, transform.translation.x, transform.translation.y]);
        if self.hash(shape, &mut hasher).is_none() {
            self.unknown += 1;
            self.unknown.hash(&mut hasher);
        }
        let hash = hasher.finish();
        for at in self.grid.tiles(&area) {
            fold(&mut self.next.tiles[at], hash);
        }
    }

    /// Adds a rectangle to the tiles that it can touch. Each shows but a piece of it, and looks the same wherever edges and
    /// corners are that are not near: when the frame of the overview moves, the tiles inside of it have not changed.
    fn add_rect(&mut self, rect: &RectShape, clip: Rect, area: &Area) {
        let CornerRadius { nw, ne, sw, se } = rect.corner_radius;
        let corner = f32::from(nw.max(ne).max(sw).max(se));
        let near = corner + 2.0 * rect.stroke.width + SOFT / self.grid.pixels_per_point();
        for at in self.grid.tiles(area) {
            let tile = self.grid.rect(at).expand(near);
            let clip = clip.intersect(tile);
            let mut hasher = FixedState::default().build_hasher();
            hash_rect(&RectShape { rect: rect.rect.intersect(tile), ..rect.clone() }, &mut hasher);
            bits(&mut hasher, [clip.min.x, clip.min.y, clip.max.x, clip.max.y]);
            fold(&mut self.next.tiles[at], hasher.finish());
        }
    }

    /// Hashes all that decides how a shape looks; `None` for a shape that tells too little.
    fn hash(&mut self, shape: &Shape, hasher: &mut impl Hasher) -> Option<()> {
        std::mem::discriminant(shape).hash(hasher);
        match shape {
            Shape::Noop => {}
            Shape::Vec(shapes) => {
                for shape in shapes {
                    self.hash(shape, hasher)?;
                }
            }
            Shape::Circle(circle) => {
                bits(hasher, [circle.center.x, circle.center.y, circle.radius]);
                circle.fill.hash(hasher);
                hash_stroke(circle.stroke, hasher);
            }
            Shape::LineSegment { points, stroke } => {
                bits(hasher, points.iter().flat_map(|point| [point.x, point.y]));
                hash_stroke(*stroke, hasher);
            }
            Shape::Path(path) => hash_path(path, hasher)?,
            Shape::Rect(rect) => hash_rect(rect, hasher),
            Shape::Text(text) => {
                Arc::as_ptr(&text.galley).addr().hash(hasher);
                self.next.texts.push(Arc::clone(&text.galley));
                bits(hasher, [text.pos.x, text.pos.y, text.opacity_factor, text.angle]);
                (text.fallback_color, text.override_text_color).hash(hasher);
                hash_stroke(text.underline, hasher);
            }
            Shape::Mesh(mesh) => {
                (mesh.texture_id, &mesh.indices).hash(hasher);
                for vertex in &mesh.vertices {
                    bits(hasher, [vertex.pos.x, vertex.pos.y, vertex.uv.x, vertex.uv.y]);
                    vertex.color.hash(hasher);
                }
            }
            // None of these is used here.
            Shape::Ellipse(_)
            | Shape::Band(_)
            | Shape::QuadraticBezier(_)
            | Shape::CubicBezier(_)
            | Shape::Callback(_) => return None,
        }
        Some(())
    }
}

fn hash_path(path: &PathShape, hasher: &mut impl Hasher) -> Option<()> {
    let ColorMode::Solid(colour) = path.stroke.color else { return None };
    bits(hasher, path.points.iter().flat_map(|point| [point.x, point.y]));
    (path.points.len(), path.closed, path.fill, colour).hash(hasher);
    std::mem::discriminant(&path.stroke.kind).hash(hasher);
    bits(hasher, [path.stroke.width]);
    Some(())
}

fn hash_rect(shape: &RectShape, hasher: &mut impl Hasher) {
    let RectShape { rect, corner_radius, fill, stroke, stroke_kind, round_to_pixels, blur_width, brush, angle } = shape;
    bits(hasher, [rect.min.x, rect.min.y, rect.max.x, rect.max.y, *blur_width, *angle]);
    (corner_radius.nw, corner_radius.ne, corner_radius.sw, corner_radius.se).hash(hasher);
    (fill, std::mem::discriminant(stroke_kind), round_to_pixels).hash(hasher);
    hash_stroke(*stroke, hasher);
    if let Some(brush) = brush {
        brush.fill_texture_id.hash(hasher);
        bits(hasher, [brush.uv.min.x, brush.uv.min.y, brush.uv.max.x, brush.uv.max.y]);
    }
}

fn hash_stroke(stroke: Stroke, hasher: &mut impl Hasher) {
    bits(hasher, [stroke.width]);
    stroke.color.hash(hasher);
}

fn bits(hasher: &mut impl Hasher, values: impl IntoIterator<Item = f32>) {
    for value in values {
        hasher.write_u32(value.to_bits());
    }
}

/// Adds a hash to that of a tile. The order counts.
fn fold(looks: &mut u64, hash: u64) {
    *looks = (looks.rotate_left(5) ^ hash).wrapping_mul(0x517c_c1b7_2722_0a95);
}

/// Where a shape paints, in points.
pub(super) fn reach(shape: &ClippedShape, pixels_per_point: f32) -> Rect {
    let bounds = bounds(&shape.shape).expand(SOFT / pixels_per_point);
    (shape.transform_after_tessellation * bounds).intersect(shape.clip_rect)
}

/// Where a shape paints, but for its soft edges.
fn bounds(shape: &Shape) -> Rect {
    let bounds = shape.visual_bounding_rect();
    match shape {
        // At a corner a line is wider than elsewhere.
        Shape::Path(path) => bounds.expand(path.stroke.width),
        Shape::Text(text) => bounds.expand2(vec2(0.0, text.underline.width)),
        _ => bounds,
    }
}

/// Whether a rectangle lies straight, and is not filled with a picture or blurred.
pub(super) fn is_upright(rect: &RectShape) -> bool {
    rect.angle == 0.0 && rect.blur_width <= 0.0 && rect.brush.is_none()
}
