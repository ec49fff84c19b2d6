//! Places a name tag on each path, at its first visible point, so that it covers as little as possible. Knows rows and
//! paths.

use egui::emath::{Pos2, Rect, Vec2};

use super::PathRequest;
use crate::layout::Metrics;
use crate::layout::labels::elide;
use crate::layout::obstacles::Obstacles;
use crate::layout::scene::{Label, NameTag, PathMark, TextRole};

/// The height of a tag, in points.
const HEIGHT: f32 = 17.0;
/// The room left and right of the name.
const PAD: f32 = 7.0;
/// The width up to which a name is written in full.
const LONGEST: f32 = 120.0;
/// The room between a tag and the ring it belongs to.
const GAP: f32 = 6.0;
/// The cost of covering a mark or a label, a ring, or another tag, in points of distance.
const OVER: f32 = 60.0;
/// See [`OVER`].
const OVER_RING: f32 = 45.0;
/// See [`OVER`].
const OVER_TAG: f32 = 400.0;
/// The cost of covering another path: low, since a path can still be followed behind a tag.
const OVER_PATH: f32 = 12.0;

/// Gives every visible path its tag.
pub(super) fn place(
    paths: &mut [PathMark],
    people: &[PathRequest],
    obstacles: &Obstacles,
    body: Rect,
    metrics: &dyn Metrics,
) {
    let mut placed: Vec<Rect> = Vec::with_capacity(paths.len());
    for (at, person) in people.iter().enumerate().take(paths.len()) {
        let Some(to) = first_seen(&paths[at], body) else { continue };
        // The label's own height is enough for the tallest letters.
        let Some((text, width)) = elide(person.name.trim(), LONGEST, TextRole::Event, metrics) else { continue };
        let size = Vec2::new(width + 2.0 * PAD, HEIGHT);
        let tried = candidates(to, size).map(|rect| within(rect, body));
        let cost = |rect: Rect| {
            let rows =
                obstacles.rows().iter().filter(|row| row.y.min < rect.max.y - 2.5 && row.y.max > rect.min.y + 2.5);
            let over = rows.flat_map(|row| &row.taken).filter(|taken| taken.expand(2.0).intersects(rect.x_range()));
            let over_rings =
                paths.iter().flat_map(|path| &path.rings).filter(|ring| rect.expand(ring.radius).contains(ring.at));
            let over_paths = paths.iter().enumerate().filter(|&(other, path)| other != at && path.crosses(rect));
            let over_tags = placed.iter().filter(|other| other.expand(1.5).intersects(rect));
            let away = rect.distance_to_pos(to) + (rect.right_center() - to).length() * 0.25;
            over.count() as f32 * OVER
                + over_rings.count() as f32 * OVER_RING
                + over_paths.count() as f32 * OVER_PATH
                + over_tags.count() as f32 * OVER_TAG
                + away
        };
        let best = tried.map(|rect| (cost(rect), rect)).min_by(|a, b| a.0.total_cmp(&b.0));
        let Some((_, rect)) = best else { continue };
        let elided = text != person.name.trim();
        let at_text = Pos2::new(rect.min.x + PAD, rect.center().y);
        let label = Label { at: at_text, width, text, role: TextRole::Event, elided, crossed: false };
        placed.push(rect);
        paths[at].tag = Some(NameTag { rect, label, to });
    }
}

/// The first visible point of a path: its first ring, or where it enters the body.
fn first_seen(path: &PathMark, body: Rect) -> Option<Pos2> {
    let first = path.polylines().flatten().copied().find(|&point| body.contains(point));
    let ring = path.rings.iter().map(|ring| ring.at).find(|&at| body.contains(at));
    match (first, ring) {
        // A path that enters from out of sight is named at its first ring if that is near.
        (Some(first), Some(ring)) if ring.x - first.x < 160.0 => Some(ring),
        (first, ring) => first.or(ring),
    }
}

/// The places to try: left of the point, nearest first, then above and below it.
fn candidates(to: Pos2, size: Vec2) -> impl Iterator<Item = Rect> {
    let ring = GAP + 2.0;
    let left = [0.0, 6.0, 14.0, 26.0, 42.0].map(|away| Vec2::new(-ring - away - size.x / 2.0, 0.0));
    let upright = [-1.0, 1.0].into_iter().flat_map(move |side| {
        [11.0, 16.0, 22.0, 30.0, 40.0].into_iter().flat_map(move |away| {
            let y = side * (away + 2.0);
            [-size.x / 2.0 - ring, -size.x / 2.0 + 2.0, 0.0, size.x / 2.0].map(|x| Vec2::new(x, y))
        })
    });
    left.into_iter().chain(upright).map(move |from| Rect::from_center_size(to + from, size))
}

/// The rectangle moved into the body, as far as it fits.
fn within(rect: Rect, body: Rect) -> Rect {
    let room = body.shrink(2.0);
    // If it does not fit, its beginning must be visible.
    let into = |low: f32, high: f32, min: f32, max: f32| low.min(max - (high - low)).max(min) - low;
    let x = into(rect.min.x, rect.max.x, room.min.x, room.max.x);
    let y = into(rect.min.y, rect.max.y, room.min.y, room.max.y);
    rect.translate(Vec2::new(x, y))
}
