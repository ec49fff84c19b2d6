//! The transition from one scene to another, in which marks move to their new places. Knows no clock.

use std::collections::HashMap;

use egui::emath::{Rangef, Rect};

use super::Titles;
use super::scene::{HitTarget, MarkForm, Scene};
use crate::state::lanes::LaneKey;
use crate::story::id::EventId;

/// The scene at share `t` (0–1) of the way between two scenes of the same size.
///
/// It contains everything in `to`, with marks and lanes moved back towards their places in `from`. Everything that
/// connects marks (links, joints, paths) and the reach are left out until the end. O(marks of both).
pub fn between(from: &Scene, to: &Scene, t: f32) -> Scene {
    if t >= 1.0 {
        return to.clone();
    }
    let mut scene = to.clone();
    scene.joints.clear();
    scene.links.clear();
    scene.paths.clear();
    (scene.reach, scene.pin) = (None, None);
    let lanes: HashMap<LaneKey, Rect> = from.lanes.iter().map(|lane| (lane.key, lane.rect)).collect();
    for lane in &mut scene.lanes {
        let Some(&was) = lanes.get(&lane.key) else { continue };
        // A title above its lane moves with the lane's top, one beside it with the lane's middle.
        let y = |rect: Rect| if scene.titles == Titles::Above { rect.min.y } else { rect.center().y };
        let down = (y(was) - y(lane.rect)) * (1.0 - t);
        lane.rect = blend(was, lane.rect, t);
        lane.head = match scene.titles {
            Titles::Beside => lane.rect.intersect(scene.heads),
            Titles::Above => lane.head.translate(egui::vec2(0.0, down)),
        };
        lane.fold = lane.fold.translate(egui::vec2(0.0, down));
        for label in &mut lane.labels {
            label.at.y += down;
        }
    }
    let mut marks: HashMap<EventId, Vec<Rect>> = HashMap::new();
    for mark in from.marks.iter().filter(|mark| mark.form != MarkForm::Secondary) {
        if let HitTarget::Event(event) = mark.target {
            marks.entry(event).or_default().push(mark.rect);
        }
    }
    let mut met: HashMap<EventId, usize> = HashMap::new();
    for mark in scene.marks.iter_mut().filter(|mark| mark.form != MarkForm::Secondary) {
        let HitTarget::Event(event) = mark.target else { continue };
        let Some(was) = marks.get(&event) else { continue };
        let nth = met.entry(event).or_default();
        // If the event has more marks now, the new ones start from the last old one.
        let was = was[(*nth).min(was.len() - 1)];
        *nth += 1;
        let rect = blend(was, mark.rect, t);
        if let Some(label) = &mut mark.label {
            label.at += rect.left_center() - mark.rect.left_center();
            label.crossed = false;
        }
        mark.rect = rect;
    }
    scene
}

fn blend(from: Rect, to: Rect, t: f32) -> Rect {
    let range =
        |from: Rangef, to: Rangef| Rangef::new(from.min + (to.min - from.min) * t, from.max + (to.max - from.max) * t);
    Rect::from_x_y_ranges(range(from.x_range(), to.x_range()), range(from.y_range(), to.y_range()))
}

#[cfg(test)]
mod tests {
    use egui::emath::vec2;

    use super::super::emphasis::EmphasisMap;
    use super::super::focus::Focus;
    use super::super::plan::Plan;
    use super::super::{FixedWidth, body_size, compose};
    use super::{Scene, between};
    use crate::state::State;
    use crate::state::command::Command;
    use crate::story::Story;
    use crate::story::compile::compile;

    fn story() -> Story {
        let json = r#"{ "plotlanes": 1, "title": "T", "threads": [{ "id": "t", "title": "T" }], "events": [
            { "id": "a", "title": "A", "thread": "t", "told": 2 }, { "id": "b", "title": "B", "thread": "t", "told": 1 }] }"#;
        compile(json.as_bytes()).faultless().unwrap().0
    }

    fn scene(story: &Story, state: &State) -> Scene {
        let metrics = FixedWidth(6.0);
        let plan = Plan::new(story, state.lineup(), state.order(), body_size(vec2(800.0, 300.0)), &metrics);
        compose(story, state, &plan, &Focus::default(), &EmphasisMap::default(), vec2(800.0, 300.0), &metrics)
    }

    #[test]
    fn marks_go_from_where_they_were_to_where_they_are_to_be() {
        let story = story();
        let mut state = State::new(&story);
        let from = scene(&story, &state);
        state.apply(&story, Command::ToggleOrder);
        let to = scene(&story, &state);
        for event in story.event_ids() {
            let at = |scene: &Scene| scene.mark(event).unwrap().rect.min.x;
            let (was, now) = (at(&from), at(&to));
            assert!((at(&between(&from, &to, 0.0)) - was).abs() < 0.01);
            assert!((at(&between(&from, &to, 0.5)) - f32::midpoint(was, now)).abs() < 0.01);
            assert!((at(&between(&from, &to, 1.0)) - now).abs() < 0.01);
            assert!((was - now).abs() > 10.0, "the orders differ");
        }
    }
}
