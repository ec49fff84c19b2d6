//! What the timeline, the chart and the overview keep from one frame to the next.

use egui::Vec2;

use super::cache::Cache;
use super::glide::{Glide, Morph};
use crate::layout::scroll::{ScrollAnchor, scroll_to, scroll_to_anchor};
use crate::layout::{BodyWidth, body_width};
use crate::state::lanes::LaneKey;
use crate::state::{Selection, State};
use crate::story::id::EventId;

/// What is kept from one frame to the next.
pub(in crate::ui) struct TimelineView {
    pub(in crate::ui) cache: Cache,
    /// The window on its way.
    pub(in crate::ui) glide: Option<Glide>,
    /// The marks on their way.
    pub(in crate::ui) morph: Option<Morph>,
    pub(in crate::ui) interaction: Interaction,
    pub(in crate::ui) wants: Wants,
    /// Whether the lanes were higher than their room in the last frame.
    pub(in crate::ui) overflows: bool,
    /// How large the timeline was in the last frame with the open chart below it, in points: a picture has both.
    pub(in crate::ui) size: [u32; 2],
    /// How wide the timeline's body is.
    pub(in crate::ui) body_width: BodyWidth,
}

/// What the pointer and the keyboard are doing.
#[derive(Default)]
pub(in crate::ui) struct Interaction {
    /// Whether there were two fingers on the timeline since the last time that there was none.
    pub(in crate::ui) two_fingers: bool,
    /// The lane whose head is being dragged.
    pub(in crate::ui) moving_lane: Option<LaneKey>,
    /// What the pointer was at in the last frame, on the timeline or in a chart.
    pub(in crate::ui) pointed: Pointed,
    /// What it is at in this one, as far as is known.
    pub(in crate::ui) pointing: Pointed,
    /// The event whose node has the keyboard.
    pub(in crate::ui) focused: Option<EventId>,
    /// Give the keyboard to the selected event's node, because an arrow key led there.
    pub(in crate::ui) focus_selected: bool,
}

/// What the pointer is at, for all that shows the same events.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::ui) struct Pointed {
    /// The event.
    pub(in crate::ui) event: Option<EventId>,
    /// The place on the axis, in ticks.
    pub(in crate::ui) at: Option<f64>,
}

/// How the next frame is to scroll the lanes.
#[derive(Default)]
pub(in crate::ui) struct Wants {
    /// So that the selected event's row is in sight.
    pub(in crate::ui) reveal: bool,
    /// So that this lies where it did in the story before it was saved anew.
    pub(in crate::ui) hold: Option<ScrollAnchor>,
}

impl Default for TimelineView {
    fn default() -> Self {
        Self {
            cache: Cache::default(),
            glide: None,
            morph: None,
            interaction: Interaction::default(),
            wants: Wants { reveal: true, hold: None },
            overflows: false,
            size: [1280, 800],
            body_width: body_width(972.0),
        }
    }
}

impl TimelineView {
    /// How far the lanes are to be scrolled in a timeline of `size`, for what is held or to be revealed to lie where it
    /// should. Forgets what was wanted.
    pub(in crate::ui) fn wanted_scroll(&mut self, state: &State, size: Vec2) -> f32 {
        let Wants { reveal, hold } = std::mem::take(&mut self.wants);
        let Some(plan) = self.cache.plan.get() else { return state.scroll };
        let scroll = hold.and_then(|hold| scroll_to_anchor(plan, hold, size.y)).unwrap_or(state.scroll);
        let Selection::Event(event) = state.selection else { return scroll };
        // An event that was in sight stays in sight while the window shrinks.
        let was_seen = || {
            let scene = self.cache.scene.get()?;
            let mark = scene.mark(event).filter(|_| scene.rect.size() != size)?;
            Some(scene.body.contains(mark.rect.center()))
        };
        if reveal || was_seen() == Some(true) { scroll_to(plan, event, state.lane, scroll, size.y) } else { scroll }
    }
}
