//! How far the lanes are scrolled down: so that an event is in sight, or so that what is in sight stays where it is
//! while the story around it changes.

use super::lanes::LaneHeights;
use super::plan::Plan;
use crate::state::lanes::LaneKey;
use crate::story::id::EventId;

/// How many points of lanes do not fit; less than half of one is rounding.
pub(super) fn overflow(heights: &LaneHeights, room: f32) -> f32 {
    let over = heights.total() - room;
    if over < 0.5 { 0.0 } else { over }
}

/// The scroll nearest to `scroll` at which an event's row is in sight, in a timeline of `height` points: in `lane`, where
/// it stands in several.
pub fn scroll_to(plan: &Plan, event: EventId, lane: Option<LaneKey>, scroll: f32, height: f32) -> f32 {
    let room = height - plan.axis_height(height);
    let heights = LaneHeights::new(plan, room);
    let Some(position) = plan.position_in(event, lane) else { return scroll };
    let middle = heights.middle(plan, position.lane, position.row);
    // The lane's neighbours give an idea of where one is.
    let margin = (heights.row * 1.5).min(room / 3.0);
    // A title line that stays in sight covers what is scrolled below it.
    let (least, most) = (middle + margin - room, middle - margin - heights.title);
    scroll.clamp(least.min(most), most.max(least)).clamp(0.0, overflow(&heights, room))
}

/// Something in sight, by which lanes are held while others come and go above them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScrollAnchor {
    /// What is held.
    pub target: AnchorTarget,
    /// How far it lies below the top of the lanes' body, in points: the middle of an event's row, the top of a lane.
    pub y: f32,
}

/// What lanes can be held by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnchorTarget {
    /// An event, in this lane where it stands in several.
    Event(EventId, Option<LaneKey>),
    /// A lane.
    Lane(LaneKey),
}

/// What to hold lanes by that are scrolled by `scroll` in a timeline of `height` points: an event, if it is in sight, else
/// the first lane of those that stay whose top is. Nothing where they stand at their beginning, which is held as such.
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
    // A lane that is higher than the window may be all there is to see.
    seen.or_else(|| lanes().find(|anchor| anchor.y >= 0.0)).or_else(|| lanes().last())
}

/// The scroll at which what is held lies where it did, as far as the lanes of `plan` go; nothing if it is not there.
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
