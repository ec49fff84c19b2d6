//! Paints the heads of lanes: beside the lanes or in title lines above them, with fold arrows and brackets.

use egui::emath::{Rect, vec2};
use egui::{Color32, Pos2, Shape, Stroke};

use super::ScenePainter;
use crate::layout::Titles;
use crate::layout::scene::{Emphasis, HitTarget, LaneMark, Scene, TextRole};
use crate::theme::mix;

impl ScenePainter<'_> {
    /// Paints the heads and brackets in the column beside the lanes, or the ground of the title lines above them; and
    /// the lines between lanes.
    pub(super) fn heads(&self, scene: &Scene, hover: Option<HitTarget>) {
        let heads = self.clipped(scene.heads);
        let both = self.clipped(scene.heads.union(scene.body));
        for lane in &scene.lanes {
            let y = lane.rect.max.y;
            let ends = [Pos2::new(scene.heads.min.x, y), Pos2::new(scene.body.max.x, y)];
            both.line(ends, 1.0, self.theme.hairline);
            match scene.titles {
                Titles::Beside => heads.lane_head(lane, hover),
                Titles::Above => heads.rect(lane.head, 0, heads.head_fill(lane, hover)),
            }
        }
        if scene.titles == Titles::Beside {
            for bracket in &scene.brackets {
                heads.bracket(bracket.rect, hover == Some(HitTarget::Bracket(bracket.key)));
            }
        }
    }

    /// Paints the title lines above the lanes, with a line below a group's name under the pointer.
    pub(super) fn title_lines(&self, scene: &Scene, hover: Option<HitTarget>) {
        let heads = self.clipped(scene.heads);
        for lane in &scene.lanes {
            heads.title_line(lane, hover);
        }
        for group in scene.brackets.iter().filter(|bracket| hover == Some(HitTarget::Bracket(bracket.key))) {
            heads.line([group.rect.left_bottom(), group.rect.right_bottom()], 1.0, self.theme.muted);
        }
    }

    fn lane_head(&self, lane: &LaneMark, hover: Option<HitTarget>) {
        let theme = self.theme;
        let fill = self.head_fill(lane, hover);
        let clip = self.painter.clip_rect().translate(-self.offset);
        let head = lane.rect.intersect(clip);
        if head.is_negative() {
            return;
        }
        self.rect(Rect::from_min_max(lane.rect.min, Pos2::new(clip.max.x, lane.rect.max.y - 1.0)), 0, fill);
        let edge =
            Rect::from_min_max(lane.rect.min + vec2(0.0, 5.0), Pos2::new(lane.rect.min.x + 3.0, lane.rect.max.y - 5.0));
        self.rect(edge, 1, theme.edge(lane.hue, lane.emphasis));
        self.head_labels(lane);
        if is_head_hovered(lane, hover) || lane.folded {
            let hovered = hover == Some(HitTarget::Fold(lane.key));
            self.fold_arrow(lane, if hovered { theme.text } else { theme.muted });
        }
    }

    fn head_fill(&self, lane: &LaneMark, hover: Option<HitTarget>) -> Color32 {
        let theme = self.theme;
        match lane.emphasis {
            Emphasis::Selected => theme.wash(),
            _ if is_head_hovered(lane, hover) => theme.hovered(theme.panel),
            _ => theme.panel,
        }
    }

    fn head_labels(&self, lane: &LaneMark) {
        let theme = self.theme;
        for label in &lane.labels {
            let title = label.role == TextRole::LaneTitle;
            let colour = match (title, lane.emphasis) {
                (true, Emphasis::Dim) => theme.muted,
                (true, _) => theme.text,
                (false, _) => theme.faint,
            };
            self.label(label, colour, title);
        }
    }

    /// The title line above a lane. Its texts cover lines that run through the lanes; a line at the top of the body
    /// covers the rows behind it.
    fn title_line(&self, lane: &LaneMark, hover: Option<HitTarget>) {
        let fill = self.head_fill(lane, hover);
        if lane.is_stuck {
            self.rect(lane.head, 0, fill);
            self.line([lane.head.left_bottom(), lane.head.right_bottom()], 1.0, self.theme.hairline);
        }
        for label in &lane.labels {
            self.rect(label.rect().expand2(vec2(3.0, 1.0)), 2, fill);
        }
        let edge = Rect::from_min_max(lane.head.min + vec2(0.0, 5.0), lane.head.left_bottom() + vec2(3.0, -5.0));
        self.rect(edge, 1, self.theme.edge(lane.hue, lane.emphasis));
        self.head_labels(lane);
        // The arrow is always shown, since fingers do not hover.
        let colour = match hover {
            Some(HitTarget::Fold(key)) if key == lane.key => self.theme.text,
            _ if is_head_hovered(lane, hover) || lane.folded => self.theme.muted,
            _ => mix(self.theme.panel, self.theme.muted, 0.6),
        };
        self.fold_arrow(lane, colour);
    }

    /// A small arrow: down for an open lane, right for a folded one.
    fn fold_arrow(&self, lane: &LaneMark, colour: Color32) {
        if !self.is_live {
            return;
        }
        let center = lane.fold.center() + self.offset;
        let points = if lane.folded {
            [vec2(-2.5, -4.0), vec2(3.0, 0.0), vec2(-2.5, 4.0)]
        } else {
            [vec2(-4.0, -2.5), vec2(0.0, 3.0), vec2(4.0, -2.5)]
        };
        self.painter.add(Shape::line(points.map(|point| center + point).to_vec(), Stroke::new(1.5, colour)));
    }

    fn bracket(&self, rect: Rect, hovered: bool) {
        let rect = rect.translate(self.offset);
        let points = vec![rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom()];
        let colour = if hovered { self.theme.text } else { mix(self.theme.panel, self.theme.muted, 0.5) };
        self.painter.add(Shape::line(points, Stroke::new(if hovered { 1.5 } else { 1.0 }, colour)));
    }
}

fn is_head_hovered(lane: &LaneMark, hover: Option<HitTarget>) -> bool {
    matches!(hover, Some(HitTarget::Lane(key) | HitTarget::Fold(key)) if key == lane.key)
}
