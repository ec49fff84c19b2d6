//! Paints the paths of characters as egui shapes. Knows paths, theme and painter, not how paths are routed.

use egui::emath::Vec2;
use egui::{Align2, Color32, Painter, Pos2, Shape, Stroke};

use crate::layout::scene::{NameTag, PathMark};
use crate::theme::{Theme, font, mix};

/// The width of a path, and of an emphasised one.
const WIDTH: f32 = 2.2;
/// See [`WIDTH`].
const STRONG: f32 = 3.2;
/// The width of the background on both sides of a path, which keeps crossings readable.
const HALO: f32 = 1.4;
/// The length over which a path fades at a gap, in points.
const FADE: f32 = 26.0;
/// The number of steps in which it fades.
const SHADES: usize = 10;
/// The distance between the dots of a gap, in points.
const DOTS: f32 = 7.0;
/// The strength of the dots of a gap, from 0 to 1.
const HINT: f32 = 0.5;

/// Paints the name tags of `paths`, to be above everything else. Does not clip.
pub fn tags(paths: &[PathMark], theme: &Theme, painter: &Painter, offset: Vec2) {
    for path in paths {
        if let Some(tag) = &path.tag {
            let pen = PathPainter { theme, painter, offset, colour: theme.path(path.colour), width: WIDTH };
            pen.tag(tag, theme.on_path(path.colour));
        }
    }
}

/// Paints `paths`, later ones above earlier ones and rings above all; those for which `strong` holds are emphasised.
/// Does not clip.
pub fn paint(paths: &[PathMark], theme: &Theme, painter: &Painter, offset: Vec2, strong: impl Fn(&PathMark) -> bool) {
    let pen = |path: &PathMark| PathPainter {
        theme,
        painter,
        offset,
        colour: theme.path(path.colour),
        width: if strong(path) { STRONG } else { WIDTH },
    };
    // Emphasised paths are above the others.
    let (weak, above): (Vec<&PathMark>, Vec<&PathMark>) = paths.iter().partition(|path| !strong(path));
    let order = || weak.iter().chain(&above);
    for path in order() {
        for (points, absent) in path.strokes() {
            if absent { pen(path).gap(&points) } else { pen(path).line(&points) }
        }
    }
    for path in order() {
        for ring in &path.rings {
            pen(path).ring(ring.at, ring.radius);
        }
    }
}

/// Paints one path.
struct PathPainter<'a> {
    theme: &'a Theme,
    painter: &'a Painter,
    offset: Vec2,
    colour: Color32,
    width: f32,
}

impl PathPainter<'_> {
    fn line(&self, points: &[Pos2]) {
        let points: Vec<Pos2> = points.iter().map(|&point| point + self.offset).collect();
        if let [first, .., last] = points[..] {
            self.painter.add(Shape::line(points.clone(), Stroke::new(self.width + 2.0 * HALO, self.theme.ground)));
            self.painter.add(Shape::line(points, Stroke::new(self.width, self.colour)));
            // egui's lines end square; a path ends round.
            for end in [first, last] {
                self.painter.circle_filled(end, self.width / 2.0, self.colour);
            }
        }
    }

    /// A gap: both ends fade, and sparse dots lead from one to the other.
    fn gap(&self, points: &[Pos2]) {
        let length = length(points);
        let fade = FADE.min(length / 3.0);
        let piece = fade / SHADES as f32;
        for shade in 0..SHADES {
            let along = shade as f32 * piece;
            let colour = mix(self.colour, self.theme.ground, (shade as f32 + 0.5) / SHADES as f32);
            for (from, to) in [(along, along + piece), (length - along - piece, length - along)] {
                let ends = [at(points, from) + self.offset, at(points, to) + self.offset];
                self.painter.line_segment(ends, Stroke::new(self.width, colour));
            }
        }
        let room = length - 2.0 * fade;
        let count = (room / DOTS).floor().max(0.0) as usize;
        let hint = mix(self.theme.ground, self.colour, HINT);
        for dot in 0..=count {
            let along = fade + (room - count as f32 * DOTS) / 2.0 + dot as f32 * DOTS;
            self.painter.circle_filled(at(points, along) + self.offset, self.width * 0.4, hint);
        }
    }

    fn ring(&self, middle: Pos2, radius: f32) {
        let (middle, thick) = (middle + self.offset, self.width.min(radius * 0.62));
        self.painter.circle_filled(middle, radius + thick / 2.0 + HALO * 0.6, self.theme.ground);
        self.painter.circle(middle, radius, self.theme.ground, Stroke::new(thick, self.colour));
    }

    fn tag(&self, tag: &NameTag, ink: Color32) {
        let rect = tag.rect.translate(self.offset);
        let (end, start) = (tag.to + self.offset, rect.clamp(tag.to + self.offset));
        let way = end - start;
        // A tag at some distance is connected to its path, up to the ring.
        if way.length() > 6.0 {
            let stop = end - way.normalized() * 4.5;
            self.painter.line_segment([start, stop], Stroke::new(self.width + 2.0 * HALO, self.theme.ground));
            self.painter.line_segment([start, stop], Stroke::new(self.width * 0.7, self.colour));
        }
        let radius = rect.height() / 2.0;
        self.painter.rect_filled(rect.expand(HALO), radius + HALO, self.theme.ground);
        self.painter.rect_filled(rect, radius, self.colour);
        let text = tag.label.at + self.offset;
        self.painter.text(text, Align2::LEFT_CENTER, &tag.label.text, font(tag.label.role, true), ink);
    }
}

fn length(points: &[Pos2]) -> f32 {
    points.windows(2).map(|ends| ends[0].distance(ends[1])).sum()
}

/// The point at this distance along a polyline.
fn at(points: &[Pos2], along: f32) -> Pos2 {
    let mut left = along.max(0.0);
    for ends in points.windows(2) {
        let piece = ends[0].distance(ends[1]);
        if left <= piece {
            return ends[0].lerp(ends[1], left / piece.max(f32::MIN_POSITIVE));
        }
        left -= piece;
    }
    points.last().copied().unwrap_or_default()
}
