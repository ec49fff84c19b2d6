//! The part of a scene that is visible in a band of the picture. Only items that can be numerous are left out: marks,
//! links, lanes and joints.

use std::borrow::Cow;

use egui::emath::{Rangef, Rect};

use crate::layout::scene::{Joint, Label, LaneMark, LinkMark, Mark, Scene};

/// The most that rings, arrow heads, strokes and letters extend beyond their item's rectangle, in points.
pub(super) const MARGIN: f32 = 24.0;

/// The part of `scene` that is visible at `rows` of a picture in which the scene begins at `top`; all in points.
pub(super) fn visible(scene: &Scene, rows: Rangef, top: f32) -> Cow<'_, Scene> {
    let rows = Rangef::new(rows.min - top - MARGIN, rows.max - top + MARGIN);
    if rows.contains(scene.rect.min.y) && rows.contains(scene.rect.max.y) {
        return Cow::Borrowed(scene);
    }
    let meets = |y: Rangef| y.min <= rows.max && rows.min <= y.max;
    let labels = |rect: Rect, labels: &[Label]| labels.iter().fold(rect, |all, label| all.union(label.rect()));
    let mark = |mark: &&Mark| meets(labels(mark.rect, mark.label.as_slice()).y_range());
    let lane = |lane: &&LaneMark| meets(labels(lane.rect, &lane.labels).y_range());
    let link = |link: &&LinkMark| {
        let mut ends = Rangef::NOTHING;
        for point in &link.points {
            ends = Rangef::new(ends.min.min(point.y), ends.max.max(point.y));
        }
        meets(ends)
    };
    Cow::Owned(Scene {
        rect: scene.rect,
        titles: scene.titles,
        corner: scene.corner,
        axis: scene.axis,
        heads: scene.heads,
        body: scene.body,
        scale: scene.scale,
        captions: scene.captions.clone(),
        lanes: scene.lanes.iter().filter(lane).cloned().collect(),
        brackets: scene.brackets.clone(),
        phases: scene.phases.clone(),
        ticks: scene.ticks.clone(),
        marks: scene.marks.iter().filter(mark).cloned().collect(),
        joints: scene.joints.iter().filter(|joint: &&Joint| meets(joint.y)).cloned().collect(),
        links: scene.links.iter().filter(link).cloned().collect(),
        paths: scene.paths.clone(),
        reach: scene.reach,
        pin: scene.pin,
        overflow: scene.overflow,
        scroll: scene.scroll,
    })
}
