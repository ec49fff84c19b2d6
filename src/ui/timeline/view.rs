//! What the timeline keeps from one frame to the next.

use super::fresh::Cache;
use super::glide::{Glide, Morph};
use crate::layout::scroll::ScrollAnchor;
use crate::state::lanes::LaneKey;
use crate::story::id::EventId;

/// What the timeline, the chart and the overview keep from one frame to the next.
pub(in crate::ui) struct TimelineView {
    pub(in crate::ui) cache: Cache,
    pub(in crate::ui) glide: Option<Glide>,
    pub(in crate::ui) morph: Option<Morph>,
    /// Whether there were two fingers on the timeline since the last time that there was none.
    pub(in crate::ui) two_fingers: bool,
    pub(in crate::ui) wants: Wants,
    /// Whether the lanes were higher than their room in the last frame.
    pub(in crate::ui) overflows: bool,
    /// How large the timeline was in the last frame, in points.
    pub(in crate::ui) size: [u32; 2],
    /// How wide its body was.
    pub(in crate::ui) body_width: f32,
    /// The lane whose head is being dragged.
    pub(in crate::ui) moving_lane: Option<LaneKey>,
    /// What the pointer was at in the last frame, on the timeline or in a chart.
    pub(in crate::ui) pointed: Pointed,
    /// What it is at in this one, as far as is known.
    pub(in crate::ui) pointing: Pointed,
}

impl Default for TimelineView {
    fn default() -> Self {
        Self {
            cache: Cache::default(),
            glide: None,
            morph: None,
            two_fingers: false,
            wants: Wants { reveal: true, ..Wants::default() },
            overflows: false,
            size: [1280, 800],
            body_width: 760.0,
            moving_lane: None,
            pointed: Pointed::default(),
            pointing: Pointed::default(),
        }
    }
}

/// What the pointer is at, for all that shows the same events.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::ui) struct Pointed {
    /// The event.
    pub(in crate::ui) event: Option<EventId>,
    /// The place on the axis, in ticks.
    pub(in crate::ui) at: Option<f64>,
}

/// What the next frame is to do once.
#[derive(Default)]
pub(in crate::ui) struct Wants {
    /// Give the keyboard to the selected event's node, because an arrow key led there.
    pub(in crate::ui) focus_selected: bool,
    /// Scroll the selected event's row into sight.
    pub(in crate::ui) reveal: bool,
    /// Scroll so that this lies where it did in the story before it was saved anew.
    pub(in crate::ui) hold: Option<ScrollAnchor>,
}
