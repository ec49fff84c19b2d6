//! Scrolling the lanes: to bring an event into sight, or to keep a lane or event in place while the story changes.

use super::lanes::LaneHeights;
use super::plan::Plan;
use crate::analysis::people::People;
use crate::state::lanes::LaneKey;
use crate::state::{Selection, State};
use crate::story::Story;
use crate::story::id::EventId;

/// The points of lanes that do not fit; less than half a point is rounding.
pub(super) fn overflow(heights: &LaneHeights, room: f32) -> f32 {
    let over = heights.total() - room;
    if over < 0.5 { 0.0 } else { over }
}

/// The scroll nearest to `scroll` at which an event's row is in sight, in a timeline of `height` points. `lane` chooses
/// among several lanes of the event.
pub fn scroll_to(plan: &Plan, event: EventId, lane: Option<LaneKey>, scroll: f32, height: f32) -> f32 {
    let room = height - plan.axis_height(height);
    let heights = LaneHeights::new(plan, room);
    let Some(position) = plan.position_in(event, lane) else { return scroll };
    let middle = heights.middle(plan, position.lane, position.row);
    // Part of the neighbouring lanes stays in sight for orientation.
    let margin = (heights.row * 1.5).min(room / 3.0);
    // A title line at the top covers the rows behind it.
    let (least, most) = (middle + margin - room, middle - margin - heights.title);
    scroll.clamp(least.min(most), most.max(least)).clamp(0.0, overflow(&heights, room))
}

/// The scroll at which the selection is in sight, in a timeline of `height` points: the event itself, or the lane of
/// anything else that is selected, or else the first of its events. If nothing is selected, the first event on a path.
pub fn scroll_to_selection(plan: &Plan, story: &Story, state: &State, height: f32) -> f32 {
    let is_placed = |id: &EventId| plan.position(*id).is_some();
    let event = match state.selection {
        Selection::Event(event) => Some(event),
        Selection::Nothing => {
            let people = People::new(story, plan.order, state.paths().get(..1).unwrap_or_default()).people;
            people.first().and_then(|person| person.events.iter().copied().find(is_placed))
        }
        selection => {
            let lane = plan.lanes.iter().position(|lane| lane.key.selection() == selection);
            if let Some(lane) = lane {
                return scroll_to_lane(plan, plan.lanes[lane].key, 0.0, height);
            }
            state.highlighted(story).iter().copied().find(is_placed)
        }
    };
    event.map_or(0.0, |event| scroll_to(plan, event, state.lane, 0.0, height))
}

/// The scroll nearest to `scroll` at which a lane is in sight, in a timeline of `height` points; its beginning, if it is
/// higher than its room.
pub fn scroll_to_lane(plan: &Plan, lane: LaneKey, scroll: f32, height: f32) -> f32 {
    let room = height - plan.axis_height(height);
    let heights = LaneHeights::new(plan, room);
    let Some(at) = plan.lanes.iter().position(|it| it.key == lane) else { return scroll };
    let [top, bottom] = [heights.tops[at], heights.tops[at + 1]];
    scroll.clamp((bottom - room).min(top), top).clamp(0.0, overflow(&heights, room))
}

/// A lane or event that stays in place while others come and go above it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScrollAnchor {
    /// The lane or event.
    pub target: AnchorTarget,
    /// Its distance below the top of the body, in points, to the middle of an event's row or the top of a lane.
    pub y: f32,
}

/// A lane or event that can stay in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnchorTarget {
    /// An event, in this lane if it is in several.
    Event(EventId, Option<LaneKey>),
    /// A lane.
    Lane(LaneKey),
}

/// The anchor of lanes scrolled by `scroll` in a timeline of `height` points: the event, if it is in sight, else the
/// first of the remaining lanes whose top is. `None` if the lanes are not scrolled, since then they keep their
/// beginning.
pub fn anchor(
    plan: &Plan,
    event: Option<(EventId, Option<LaneKey>)>,
    stays: impl Fn(LaneKey) -> bool,
    scroll: f32,
    height: f32,
) -> Option<ScrollAnchor> {
    let room = height - plan.axis_height(height);
    let heights = LaneHeights::new(plan, room);
    if scroll <= 0.0 {
        return None;
    }
    let seen = event.and_then(|(event, lane)| {
        let position = plan.position_in(event, lane)?;
        let y = heights.middle(plan, position.lane, position.row) - scroll;
        (0.0..=room).contains(&y).then_some(ScrollAnchor { target: AnchorTarget::Event(event, lane), y })
    });
    let lanes = || {
        let tops = plan.lanes.iter().zip(&heights.tops).map(|(lane, top)| (lane.key, top - scroll));
        tops.filter(|&(key, y)| y < room && stays(key))
            .map(|(key, y)| ScrollAnchor { target: AnchorTarget::Lane(key), y })
    };
    // If a lane is higher than the window, no top may be in sight.
    seen.or_else(|| lanes().find(|anchor| anchor.y >= 0.0)).or_else(|| lanes().last())
}

/// The scroll at which the anchor is where it was, as far as the lanes of `plan` allow; `None` if it is gone.
pub fn scroll_to_anchor(plan: &Plan, anchor: ScrollAnchor, height: f32) -> Option<f32> {
    let room = height - plan.axis_height(height);
    let heights = LaneHeights::new(plan, room);
    let at = match anchor.target {
        AnchorTarget::Event(event, lane) => {
            let position = plan.position_in(event, lane)?;
            heights.middle(plan, position.lane, position.row)
        }
        AnchorTarget::Lane(key) => heights.tops[plan.lanes.iter().position(|lane| lane.key == key)?],
    };
    Some((at - anchor.y).clamp(0.0, overflow(&heights, room)))
}
