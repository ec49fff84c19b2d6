//! Paints marks and their labels. Up to a few hundred marks have round corners; more are a crowd, whose narrow marks
//! are painted as one mesh of plain rectangles on whole pixels, since a rounded rectangle costs twenty times as much.

use std::collections::HashMap;
use std::sync::Arc;

use egui::emath::{GuiRounding, Rangef, Rect, vec2};
use egui::epaint::{Galley, Mesh};
use egui::{Color32, CornerRadius, Pos2, Shape, Stroke, StrokeKind};
use foldhash::fast::FixedState;

use super::ScenePainter;
use crate::analysis::telling::Anachrony;
use crate::layout::scene::{Certainty, Emphasis, HitTarget, Mark, MarkForm, TextRole};
use crate::theme::{font, mix};

/// More marks than this are a crowd.
pub(super) const CROWD: usize = 400;
/// The width up to which bars are plain in a crowd, in points.
const WIDEST_PLAIN: f32 = 24.0;

/// The strength of the ends of a stretch that an event may lie in.
const FAINTEST: f32 = 0.15;
/// The strength of a stretch that an event need not take.
const POSSIBLE: f32 = 0.6;

impl ScenePainter<'_> {
    /// Paints the marks, without their labels.
    pub(super) fn marks(&self, marks: &[Mark], hover: Option<HitTarget>) {
        let crowd = marks.len() > CROWD;
        let is_plain = |mark: &&Mark| crowd && is_plain(mark) && hover != Some(mark.target);
        let mut mesh = Mesh::default();
        for mark in marks.iter().filter(is_plain) {
            self.plain_mark(mark, &mut mesh);
        }
        if !mesh.is_empty() {
            self.painter.add(Shape::mesh(mesh));
        }
        for mark in marks.iter().filter(|mark| !is_plain(mark)) {
            self.mark(mark, hover == Some(mark.target));
        }
        let mut set = HashMap::default();
        let counts: Vec<Shape> = marks.iter().filter_map(|mark| self.count(mark, crowd, &mut set)).collect();
        self.painter.extend(counts);
    }

    /// Paints the labels of the marks.
    pub(super) fn mark_labels(&self, marks: &[Mark], hover: Option<HitTarget>) {
        for mark in marks {
            self.mark_label(mark, hover == Some(mark.target));
        }
    }

    /// A mark as rectangles on whole pixels.
    fn plain_mark(&self, mark: &Mark, mesh: &mut Mesh) {
        let theme = self.theme;
        let (fill, edge) = (theme.mark(mark.hue, mark.emphasis), theme.edge(mark.hue, mark.emphasis));
        let rect = mark.rect.translate(self.offset);
        let mut add = |rect: Rect, colour: Color32| {
            mesh.add_colored_rect(rect.round_to_pixels(self.painter.pixels_per_point()), colour);
        };
        if mark.found {
            add(rect.expand(1.5), theme.found);
        }
        match mark.form {
            MarkForm::Run(_) => add(rect, mix(fill, edge, 0.35)),
            MarkForm::Secondary => add(rect, edge),
            MarkForm::Bar | MarkForm::Diamond => {
                add(rect, fill);
                add(rect.with_max_x((rect.min.x + 3.0).min(rect.max.x)), edge);
            }
        }
    }

    /// The number of events in a run, if it fits. Many runs have the same number, so each number is laid out once.
    fn count(&self, mark: &Mark, crowd: bool, set: &mut HashMap<usize, Arc<Galley>, FixedState>) -> Option<Shape> {
        let MarkForm::Run(count) = mark.form else { return None };
        let rect = mark.rect.translate(self.offset);
        if mark.label.is_some() || rect.width() < 12.0 {
            return None;
        }
        let (colour, rounded) = (self.theme.text, rounded(count, crowd));
        let small = || self.painter.layout_no_wrap(short(rounded, crowd), font(TextRole::Small, false), colour);
        let galley = set.entry(rounded).or_insert_with(small);
        let at = rect.center() - galley.size() / 2.0;
        (galley.size().x + 6.0 <= rect.width()).then(|| Shape::galley(at, galley.clone(), colour))
    }

    fn mark(&self, mark: &Mark, hovered: bool) {
        let theme = self.theme;
        let rect = mark.rect.translate(self.offset);
        let plain = theme.mark(mark.hue, mark.emphasis);
        let fill = if hovered { theme.hovered(plain) } else { plain };
        let edge = theme.edge(mark.hue, mark.emphasis);
        match (mark.form, mark.certainty) {
            (MarkForm::Bar, Certainty::Known) => self.bar(rect, fill, edge),
            (MarkForm::Bar, Certainty::Within { possible, core, is_sure }) => {
                let strength = if is_sure { 1.0 } else { POSSIBLE };
                self.fade(possible, core, rect.y_range(), fill.gamma_multiply(strength));
            }
            (MarkForm::Bar, Certainty::Undated) => {
                self.painter.rect_stroke(rect, 3.0, Stroke::new(1.0, edge), StrokeKind::Inside);
            }
            (MarkForm::Diamond, certainty) => {
                if let Certainty::Within { possible, core, .. } = certainty {
                    // Below the label, which it would strike out.
                    let foot = Rangef::new(rect.max.y - 2.0, rect.max.y + 0.5);
                    self.fade(possible, core, foot, edge.gamma_multiply(POSSIBLE));
                }
                let (inside, line) = match certainty {
                    Certainty::Undated => (theme.lane(mark.hue), Stroke::new(1.5, edge)),
                    Certainty::Known | Certainty::Within { .. } => (edge, Stroke::NONE),
                };
                self.painter.add(Shape::convex_polygon(diamond(rect).to_vec(), inside, line));
            }
            (MarkForm::Secondary, _) => {
                self.painter.rect_filled(rect, 1.5, edge);
            }
            (MarkForm::Run(_), _) => {
                self.painter.rect_filled(rect, 2.0, mix(fill, edge, 0.35));
            }
        }
        if let Some(anachrony) = mark.anachrony {
            let inside = mark.label.as_ref().is_some_and(|label| mark.rect.x_range().contains(label.at.x));
            let x = if inside { rect.max.x - 8.0 } else { (rect.min.x + 9.0).min(rect.center().x + 1.0) };
            // The arrow is shown only if the title leaves room for it.
            let room = mark.label.as_ref().is_none_or(|label| !inside || label.rect().max.x + 12.0 < mark.rect.max.x);
            if room {
                self.anachrony(Pos2::new(x, rect.center().y), anachrony, theme.label(mark.emphasis));
            }
        }
        let ring = match mark.emphasis {
            Emphasis::Selected => Some(theme.text),
            _ if mark.found => Some(theme.found),
            _ if hovered => Some(mix(theme.ground, theme.text, 0.6)),
            _ => None,
        };
        if let Some(colour) = ring {
            let stroke = Stroke::new(1.5, colour);
            if mark.form == MarkForm::Diamond {
                self.painter.add(Shape::closed_line(diamond(rect.expand(3.0)).to_vec(), stroke));
            } else {
                self.painter.rect_stroke(rect.expand(2.0), 4.0, stroke, StrokeKind::Middle);
            }
        }
    }

    /// A bar that is known at both ends.
    fn bar(&self, rect: Rect, fill: Color32, edge: Color32) {
        self.painter.rect_filled(rect, 3.0, fill);
        let side = Rect::from_min_max(rect.min, Pos2::new((rect.min.x + 3.0).min(rect.max.x), rect.max.y));
        self.painter.rect_filled(side, CornerRadius { nw: 2, sw: 2, ne: 0, se: 0 }, edge);
    }

    /// The stretch that an event may lie in, fading from its core to both ends.
    ///
    /// ```text
    /// possible   core          possible
    ///    |  . : |########| : .  |
    /// ```
    fn fade(&self, possible: Rangef, core: Rangef, y: Rangef, colour: Color32) {
        let mut mesh = Mesh::default();
        let faint = colour.gamma_multiply(FAINTEST);
        let columns = [(possible.min, faint), (core.min, colour), (core.max, colour), (possible.max, faint)];
        for (x, colour) in columns {
            for y in [y.min, y.max] {
                mesh.colored_vertex(Pos2::new(x, y) + vec2(self.offset.x, 0.0), colour);
            }
        }
        for left in [0, 2, 4] {
            mesh.add_triangle(left, left + 1, left + 2);
            mesh.add_triangle(left + 1, left + 2, left + 3);
        }
        self.painter.add(Shape::mesh(mesh));
    }

    /// A small arrow in the mark: back if the event is told later than it happened, ahead if it is told before.
    fn anachrony(&self, at: Pos2, anachrony: Anachrony, colour: Color32) {
        let back = anachrony == Anachrony::Analepsis;
        let side = if back { -1.0 } else { 1.0 };
        let points = [vec2(-1.5 * side, -3.5), vec2(2.0 * side, 0.0), vec2(-1.5 * side, 3.5)];
        self.painter.add(Shape::line(points.map(|point| at + point).to_vec(), Stroke::new(1.5, colour)));
    }

    fn mark_label(&self, mark: &Mark, hovered: bool) {
        let Some(label) = &mark.label else { return };
        let strong = matches!(mark.emphasis, Emphasis::Highlighted | Emphasis::Selected);
        let colour = if hovered { self.theme.text } else { self.theme.label(mark.emphasis) };
        if label.crossed && !mark.rect.contains(label.at) {
            self.rect(label.rect().expand2(vec2(2.0, -1.0)), 3, self.theme.lane(mark.hue));
        }
        self.label(label, colour, strong);
    }
}

/// Whether a mark is painted as a plain rectangle in a crowd.
fn is_plain(mark: &Mark) -> bool {
    let form = match mark.form {
        MarkForm::Run(_) | MarkForm::Secondary => true,
        MarkForm::Bar => mark.rect.width() <= WIDEST_PLAIN,
        MarkForm::Diamond => false,
    };
    form && mark.certainty == Certainty::Known && mark.anachrony.is_none() && mark.emphasis != Emphasis::Selected
}

/// The least number with the same text as `count`.
fn rounded(count: usize, crowd: bool) -> usize {
    let step = match count {
        100..1_000 if crowd => 10,
        0..1_000 => 1,
        1_000..10_000 => 100,
        10_000..1_000_000 => 1_000,
        _ => 100_000,
    };
    count / step * step
}

/// A short text for a number: `987`, `12k`, `3.4M`; in a crowd `980+`.
fn short(count: usize, crowd: bool) -> String {
    match count {
        100..1_000 if crowd => format!("{}+", count / 10 * 10),
        0..1_000 => count.to_string(),
        1_000..10_000 => format!("{:.1}k", (count / 100) as f64 / 10.0),
        10_000..1_000_000 => format!("{}k", count / 1_000),
        _ => format!("{:.1}M", (count / 100_000) as f64 / 10.0),
    }
}

fn diamond(rect: Rect) -> [Pos2; 4] {
    [rect.center_top(), rect.right_center(), rect.center_bottom(), rect.left_center()]
}

#[cfg(test)]
mod tests {
    use super::{rounded, short};

    #[test]
    fn counts_are_short() {
        let check = |count, expect: &str| assert_eq!(short(count, false), expect);
        check(7, "7");
        check(999, "999");
        check(1_000, "1.0k");
        check(9_999, "9.9k");
        check(12_345, "12k");
        check(999_999, "999k");
        check(3_456_789, "3.4M");
        assert_eq!([99, 100, 987, 1234].map(|count| short(count, true)), ["99", "100+", "980+", "1.2k"]);
    }

    #[test]
    fn numbers_with_the_same_text_are_one() {
        let counts = (0..12_000).chain((12_000..5_000_000).step_by(777));
        for (count, crowd) in counts.flat_map(|count| [(count, false), (count, true)]) {
            let least = rounded(count, crowd);
            assert_eq!(short(least, crowd), short(count, crowd), "{count}");
            assert!(least == 0 || short(least - 1, crowd) != short(least, crowd), "{count}");
        }
    }
}
