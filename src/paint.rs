//! Paints a [`Scene`] as egui shapes. Knows scene, theme and painter, but no story and no commands.

pub mod bidi;
mod heads;
mod marks;
mod metrics;
pub mod paths;

use egui::emath::{GuiRounding, Rangef, Rect, Vec2, vec2};
use egui::epaint::Mesh;
use egui::{Align2, Color32, CornerRadius, Painter, Pos2, Shape, Stroke, StrokeKind};

use crate::layout::Titles;
use crate::layout::overview::Overview;
use crate::layout::scene::{Emphasis, HitTarget, Joint, Label, LinkMark, Scene, TextRole};
use crate::theme::{Theme, font, mix};

pub use metrics::{FontMetrics, width};

/// The medium that a scene is painted for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Medium {
    /// A window: scroll bar and fold arrows are shown, and the target under the pointer is highlighted.
    Window(Option<HitTarget>),
    /// A picture, which has no controls.
    Picture,
}

/// Paints `scene` with its upper left corner at `origin`.
///
/// The caller fills the background with [`Theme::panel`]; a window is cleared with that colour. Without a GPU, another
/// layer over the whole window would take half of a frame's budget, so every pixel is filled about once.
pub fn timeline(scene: &Scene, theme: &Theme, painter: &Painter, origin: Pos2, medium: Medium) {
    let (hover, is_live) = match medium {
        Medium::Window(hover) => (hover, true),
        Medium::Picture => (None, false),
    };
    let whole = ScenePainter { theme, painter: painter.clone(), offset: origin.to_vec2(), is_live };
    let body = whole.clipped(scene.body);
    body.ground(scene);
    whole.heads(scene, hover);
    if let Some(reach) = scene.reach {
        body.reach(reach);
    }
    for joint in &scene.joints {
        body.joint(joint);
    }
    for link in &scene.links {
        body.link(link);
    }
    body.marks(&scene.marks, hover);
    // Below the labels, which have a background of their own where a path crosses them.
    paths::paint(&scene.paths, theme, &body.painter, body.offset, |path| hover == Some(HitTarget::Path(path.who)));
    if let Some(x) = scene.pin {
        whole.clipped(scene.axis.union(scene.body)).hairline(x, scene, true);
    }
    body.mark_labels(&scene.marks, hover);
    if scene.titles == Titles::Above {
        whole.title_lines(scene, hover);
    }
    paths::tags(&scene.paths, theme, &body.painter, body.offset);
    whole.clipped(scene.axis).axis(scene, hover);
    whole.frame(scene);
}

/// The parts of `body` that no lane covers, from top to bottom. `lanes` may be in any order.
fn bare(body: Rect, lanes: impl Iterator<Item = Rect>) -> Vec<Rect> {
    let mut rects = Vec::new();
    let mut y = body.min.y;
    for lane in lanes {
        rects.push(body.with_min_y(y).with_max_y(lane.min.y.min(body.max.y)));
        y = y.max(lane.max.y);
    }
    rects.push(body.with_min_y(y));
    rects.retain(Rect::is_positive);
    rects
}

/// Paints the line under the pointer, at `x` in the scene.
pub fn hairline(scene: &Scene, theme: &Theme, painter: &Painter, origin: Pos2, x: f32) {
    let whole = ScenePainter { theme, painter: painter.clone(), offset: origin.to_vec2(), is_live: true };
    whole.clipped(scene.axis.union(scene.body)).hairline(x, scene, false);
}

/// Paints an overview laid out in screen coordinates.
pub fn overview(overview: &Overview<'_>, theme: &Theme, painter: &Painter, hovered: bool) {
    let crowd = overview.lines.len() > marks::CROWD;
    let mut mesh = Mesh::default();
    for line in overview.lines {
        let colour = if line.found { theme.found } else { theme.edge(line.hue, line.emphasis) };
        let rect = if line.found { line.rect.expand(1.0) } else { line.rect };
        if crowd {
            mesh.add_colored_rect(rect, colour);
        } else {
            painter.rect_filled(rect, 1.0, colour);
        }
    }
    painter.add(Shape::mesh(mesh));
    let brush = overview.brush;
    let outside = [
        Rect::from_x_y_ranges(Rangef::new(overview.scale.x.min, brush.min.x), brush.y_range()),
        Rect::from_x_y_ranges(Rangef::new(brush.max.x, overview.scale.x.max), brush.y_range()),
    ];
    for rect in outside.into_iter().filter(|rect| rect.width() > 0.0) {
        painter.rect_filled(rect, 0.0, theme.panel.gamma_multiply(0.6));
    }
    let edge = if hovered { theme.hovered(theme.accent) } else { theme.accent };
    painter.rect_stroke(brush, 5.0, Stroke::new(1.5, edge), StrokeKind::Inside);
    for x in [brush.min.x + 1.0, brush.max.x - 1.0] {
        let handle = Rect::from_center_size(Pos2::new(x, brush.center().y), vec2(5.0, 18.0));
        painter.rect_filled(handle, 2.5, edge);
    }
}

/// A vertical line of dashes on whole pixels. As lines with soft edges, those of a window are 900 triangles, which take
/// 2 ms of a frame without a GPU; so they are 190.
fn dashes([top, bottom]: [Pos2; 2], colour: Color32, pixels_per_point: f32) -> Shape {
    const DASH: f32 = 3.0;
    const GAP: f32 = 4.0;
    let mut mesh = Mesh::default();
    let x = Rangef::point(top.x).expand(0.5);
    let mut y = top.y;
    while y < bottom.y {
        let dash = Rect::from_x_y_ranges(x, y..=(y + DASH).min(bottom.y));
        mesh.add_colored_rect(dash.round_to_pixels(pixels_per_point), colour);
        y += DASH + GAP;
    }
    Shape::mesh(mesh)
}

/// The width of the stroke at each end of a phase.
const END: f32 = 1.5;

/// Paints the parts of a scene with a theme, at an offset.
struct ScenePainter<'a> {
    theme: &'a Theme,
    painter: Painter,
    offset: Vec2,
    /// Whether controls are painted.
    is_live: bool,
}

impl ScenePainter<'_> {
    fn clipped(&self, clip: Rect) -> Self {
        let painter = self.painter.with_clip_rect(clip.translate(self.offset).intersect(self.painter.clip_rect()));
        Self { painter, ..*self }
    }

    /// The ground of the body and its lanes, with grid lines.
    fn ground(&self, scene: &Scene) {
        for rect in bare(scene.body, scene.lanes.iter().map(|lane| lane.rect)) {
            self.rect(rect, 0, self.theme.ground);
        }
        for lane in &scene.lanes {
            // A title line has its own fill.
            let is_below = scene.titles == Titles::Above && !lane.is_stuck;
            let top = if is_below { lane.head.max.y.max(lane.rect.min.y) } else { lane.rect.min.y };
            self.rect(lane.rect.with_min_y(top).intersect(scene.body), 0, self.theme.lane(lane.hue));
        }
        for tick in &scene.ticks {
            let ends = [Pos2::new(tick.x, scene.body.min.y), Pos2::new(tick.x, scene.body.max.y)];
            self.line(ends, 1.0, self.theme.grid(tick.major));
        }
    }

    /// The captions, the lines between the parts, and the scroll bar.
    fn frame(&self, scene: &Scene) {
        let theme = self.theme;
        for label in &scene.captions {
            self.label(label, if label.role == TextRole::Small { theme.faint } else { theme.muted }, false);
        }
        self.line([scene.axis.left_bottom(), scene.axis.right_bottom()], 1.0, theme.hairline);
        if scene.titles == Titles::Beside {
            self.line([scene.corner.left_bottom(), scene.corner.right_bottom()], 1.0, theme.hairline);
            self.line([scene.corner.right_top(), scene.heads.right_bottom()], 1.0, theme.hairline);
        }
        if self.is_live && scene.overflow > 0.0 {
            self.scroll_bar(scene);
        }
    }

    fn scroll_bar(&self, scene: &Scene) {
        let body = scene.body;
        let share = body.height() / (body.height() + scene.overflow);
        let length = (body.height() * share).max(24.0);
        let top = body.min.y + (body.height() - length) * (scene.scroll / scene.overflow);
        let bar = Rect::from_min_size(Pos2::new(body.max.x - 7.0, top), vec2(4.0, length));
        self.rect(bar, 2, mix(self.theme.ground, self.theme.muted, 0.55));
    }

    fn rect(&self, rect: Rect, radius: u8, fill: Color32) {
        self.painter.rect_filled(rect.translate(self.offset), CornerRadius::same(radius), fill);
    }

    fn line(&self, ends: [Pos2; 2], width: f32, colour: Color32) {
        self.painter.line_segment(ends.map(|end| end + self.offset), Stroke::new(width, colour));
    }

    fn label(&self, label: &Label, colour: Color32, strong: bool) {
        // Laid out without a colour, so that a change of colour needs no new layout.
        let galley = self.painter.layout_no_wrap(label.text.clone(), font(label.role, strong), Color32::PLACEHOLDER);
        let at = Align2::LEFT_CENTER.anchor_size(label.at + self.offset, galley.size());
        self.painter.galley(at.min, galley, colour);
    }

    /// The span in which an event could lie: a band behind its mark, with ends.
    fn reach(&self, rect: Rect) {
        let colour = self.theme.accent;
        self.rect(rect, 4, mix(self.theme.ground, colour, 0.16));
        for x in [rect.min.x, rect.max.x] {
            self.line([Pos2::new(x, rect.min.y), Pos2::new(x, rect.max.y)], 1.5, colour);
        }
        self.line([rect.left_bottom(), rect.right_bottom()], 1.0, mix(self.theme.ground, colour, 0.6));
    }

    /// A line that joins the marks of one event.
    fn joint(&self, joint: &Joint) {
        let colour = match joint.emphasis {
            Emphasis::Dim => mix(self.theme.ground, self.theme.edge(joint.hue, joint.emphasis), 0.35),
            Emphasis::Plain => mix(self.theme.ground, self.theme.edge(joint.hue, joint.emphasis), 0.5),
            Emphasis::Highlighted | Emphasis::Selected => self.theme.edge(joint.hue, joint.emphasis),
        };
        let width = if joint.emphasis == Emphasis::Selected { 1.5 } else { 1.0 };
        for y in joint.pieces() {
            self.line([Pos2::new(joint.x, y.min), Pos2::new(joint.x, y.max)], width, colour);
        }
    }

    /// A vertical line through the lanes at a time on the axis.
    fn hairline(&self, x: f32, scene: &Scene, pinned: bool) {
        let colour = if pinned { self.theme.accent } else { mix(self.theme.ground, self.theme.muted, 0.7) };
        let ends = [Pos2::new(x, scene.axis.max.y - 8.0), Pos2::new(x, scene.body.max.y)].map(|end| end + self.offset);
        if pinned {
            self.painter.line_segment(ends, Stroke::new(1.0, colour));
            let tip = ends[0];
            let flag = vec![tip + vec2(-5.0, -6.0), tip + vec2(5.0, -6.0), tip + vec2(0.0, 1.0)];
            self.painter.add(Shape::convex_polygon(flag, colour, Stroke::NONE));
        } else {
            self.painter.add(dashes(ends, colour, self.painter.pixels_per_point()));
        }
    }

    fn link(&self, link: &LinkMark) {
        let colour = self.theme.link(link.emphasis);
        let width = if link.emphasis == Emphasis::Selected { 1.5 } else { 1.2 };
        let points: Vec<Pos2> = link.points.iter().map(|&point| point + self.offset).collect();
        let Some(&tip) = points.last() else { return };
        self.painter.add(Shape::line(points, Stroke::new(width, colour)));
        // The arrow points along the last segment.
        let before = link.points[link.points.len().saturating_sub(2)] + self.offset;
        let along = (tip - before).normalized();
        let (back, side) = (tip - along * 5.5, along.rot90() * 3.2);
        let head = vec![tip, back + side, back - side];
        self.painter.add(Shape::convex_polygon(head, colour, Stroke::NONE));
    }

    fn axis(&self, scene: &Scene, hover: Option<HitTarget>) {
        let theme = self.theme;
        for phase in &scene.phases {
            let hovered = matches!(hover, Some(HitTarget::Phase(hovered, _)) if hovered == phase.phase);
            let colour = if hovered { theme.accent } else { theme.phase() };
            self.rect(phase.line, 1, colour);
            let edge = if hovered { theme.accent } else { mix(theme.panel, theme.muted, 0.7) };
            for (x, is_end) in [phase.line.min.x, phase.line.max.x - END].into_iter().zip(phase.ends) {
                if is_end {
                    let end = Rangef::new(x, x + END);
                    self.rect(Rect::from_x_y_ranges(end, phase.line.y_range().expand(2.0)), 1, edge);
                }
            }
            if let Some(label) = &phase.label {
                self.label(label, if hovered { theme.text } else { theme.muted }, true);
            }
        }
        let bottom = scene.axis.max.y;
        for tick in &scene.ticks {
            let length = if tick.major { 7.0 } else { 4.0 };
            let colour = mix(theme.panel, theme.muted, if tick.major { 0.6 } else { 0.35 });
            self.line([Pos2::new(tick.x, bottom - length), Pos2::new(tick.x, bottom)], 1.0, colour);
            if let Some(label) = &tick.label {
                self.label(label, theme.muted, false);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use egui::emath::Rect;
    use egui::pos2;

    use super::bare;

    #[test]
    fn the_ground_is_painted_where_no_lane_is() {
        let band = |[top, bottom]: [f32; 2]| Rect::from_min_max(pos2(0.0, top), pos2(10.0, bottom));
        let check = |lanes: &[[f32; 2]], expect: &[[f32; 2]]| {
            let found = bare(band([20.0, 100.0]), lanes.iter().copied().map(band));
            assert_eq!(found, expect.iter().copied().map(band).collect::<Vec<_>>(), "{lanes:?}");
        };
        check(&[], &[[20.0, 100.0]]);
        check(&[[20.0, 100.0]], &[]);
        check(&[[20.0, 60.0]], &[[60.0, 100.0]]);
        check(&[[30.0, 60.0], [60.0, 80.0]], &[[20.0, 30.0], [80.0, 100.0]]);
        // Scrolled, and lower than the body.
        check(&[[-40.0, 50.0], [50.0, 120.0]], &[]);
        // While lanes change places they overlap, in any order.
        check(&[[60.0, 100.0], [20.0, 50.0]], &[[20.0, 60.0]]);
        check(&[[20.0, 70.0], [40.0, 60.0]], &[[70.0, 100.0]]);
    }
}
