//! The state that timeline, chart and overview keep from one frame to the next.

use std::rc::Rc;

use egui::{Context, Vec2, vec2};

use super::cache::Cache;
use super::glide::{Glide, Morph};
use super::writing::Writing;
use crate::layout::plan::Plan;
use crate::layout::scene::Scene;
use crate::layout::scroll::{self, AnchorTarget, ScrollAnchor, scroll_to, scroll_to_anchor};
use crate::layout::{BodySize, body_size};
use crate::state::id_map::IdMap;
use crate::state::lanes::LaneKey;
use crate::state::{Selection, State};
use crate::story::Story;
use crate::story::id::EventId;
use crate::time::window::Window;

/// In a story of up to so many events, marks glide to their new places after an edit.
const FEW_TO_MORPH: usize = 3000;

/// The state kept from one frame to the next.
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
    /// The size of the timeline's body.
    pub(in crate::ui) body: BodySize,
}

/// The state of pointer and keyboard.
#[derive(Default)]
pub(in crate::ui) struct Interaction {
    /// Whether two fingers have been on the timeline since the last time that none was.
    pub(in crate::ui) two_fingers: bool,
    /// What is being written.
    pub(in crate::ui) writing: Writing,
    /// The lane whose head is being dragged.
    pub(in crate::ui) moving_lane: Option<LaneKey>,
    /// The thing under the pointer in the last frame, on the timeline or in a chart.
    pub(in crate::ui) pointed: Pointed,
    /// The thing under it in this frame, as far as is known.
    pub(in crate::ui) pointing: Pointed,
    /// The event whose node has the keyboard.
    pub(in crate::ui) focused: Option<EventId>,
    /// Whether the node of the event that the keyboard is at is to get it, because an arrow key led there.
    pub(in crate::ui) focus_selected: bool,
}

/// The thing under the pointer, for all parts that show the same events.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::ui) struct Pointed {
    pub(in crate::ui) event: Option<EventId>,
    /// The place on the axis, in ticks.
    pub(in crate::ui) at: Option<f64>,
}

/// How the next frame is to scroll the lanes.
#[derive(Default)]
pub(in crate::ui) struct Wants {
    /// Far enough for the selected event's row to be in sight.
    pub(in crate::ui) reveal: bool,
    /// So that this stays where it was before the story was read again.
    pub(in crate::ui) hold: Option<ScrollAnchor>,
}

impl Interaction {
    /// Ends a frame; returns whether the pointer is at something else than in the frame before.
    pub(in crate::ui) fn end_frame(&mut self) -> bool {
        let now = std::mem::take(&mut self.pointing);
        std::mem::replace(&mut self.pointed, now) != now
    }
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
            body: body_size(vec2(972.0, 660.0)),
        }
    }
}

impl TimelineView {
    /// Lets the window glide to its goal, from where it is seen now or else from `from`.
    pub(in crate::ui) fn start_glide(&mut self, ctx: &Context, from: Window) {
        let from = self.glide.as_ref().map_or(from, |glide| glide.at(from, ctx));
        self.glide = Some(Glide::start(ctx, from));
    }

    /// The window as it is now on its way to `goal`.
    pub(in crate::ui) fn shown_window(&mut self, ctx: &Context, goal: Window) -> Window {
        self.glide.take_if(|glide| glide.is_over(ctx));
        let Some(glide) = &self.glide else { return goal };
        ctx.request_repaint();
        glide.at(goal, ctx)
    }

    /// Lets the marks go on from where they are seen now to their places in another arrangement.
    pub(in crate::ui) fn start_morph(&mut self, ctx: &Context) {
        let from = self.cache.scene.get().cloned().map(|scene| self.shown_scene(ctx, &scene));
        self.morph = from.map(|from| Morph::start(ctx, from));
    }

    /// The scene to paint for `goal`: itself, or its marks on their way.
    pub(super) fn shown_scene(&mut self, ctx: &Context, goal: &Rc<Scene>) -> Rc<Scene> {
        let Some(scene) = self.morph.as_ref().and_then(|morph| morph.at(goal, ctx)) else {
            self.morph = None;
            return goal.clone();
        };
        ctx.request_repaint();
        Rc::new(scene)
    }

    /// How far the lanes are to be scrolled in a timeline of `size`, so that the anchor stays in place and the event to be
    /// revealed is in sight. Forgets both.
    pub(in crate::ui) fn wanted_scroll(&mut self, state: &State, size: Vec2) -> f32 {
        let Wants { reveal, hold } = std::mem::take(&mut self.wants);
        let Some(plan) = self.cache.plan.get() else { return state.scroll };
        let scroll = hold.and_then(|hold| scroll_to_anchor(plan, hold, size.y)).unwrap_or(state.scroll);
        let Some((event, lane)) = state.keyboard() else { return scroll };
        // An event that was in sight stays in sight while the window shrinks.
        let was_seen = || {
            let scene = self.cache.scene.get()?;
            let mark = scene.mark(event).filter(|_| scene.rect.size() != size)?;
            Some(scene.body.contains(mark.rect.center()))
        };
        if reveal || was_seen() == Some(true) { scroll_to(plan, event, lane, scroll, size.y) } else { scroll }
    }

    /// The part of the timeline that is to stay in its place when a version of `story` with other `ids` takes its place:
    /// the selected event if it is in sight, else a lane.
    pub(in crate::ui) fn anchor(&self, story: &Story, state: &State, ids: &IdMap) -> Option<ScrollAnchor> {
        let (plan, scene) = (self.cache.plan.get()?, self.cache.scene.get()?);
        let window = scene.scale.window;
        let seen = |event| {
            let span = plan.order.span(story, event);
            span.start().0 as f64 <= window.end() && window.start() <= span.end().0 as f64
        };
        let event = match state.selection {
            Selection::Event(event) if ids.event(event).is_some() && seen(event) => Some((event, state.lane)),
            _ => None,
        };
        let stays = |key| ids.lane(key).is_some();
        let ScrollAnchor { target, y } = scroll::anchor(plan, event, stays, scene.scroll, scene.rect.height())?;
        let target = match target {
            AnchorTarget::Event(event, lane) => {
                AnchorTarget::Event(ids.event(event)?, lane.and_then(|lane| ids.lane(lane)))
            }
            AnchorTarget::Lane(lane) => AnchorTarget::Lane(ids.lane(lane)?),
        };
        Some(ScrollAnchor { target, y })
    }

    /// Goes on with `story`, of which `state` is a view and which is the story `old` after an edit: the marks glide to their
    /// new places where the events are still numbered as they were. Returns the plan of the old one, for dropping it
    /// elsewhere.
    pub(in crate::ui) fn follow_edit(
        &mut self,
        ctx: &Context,
        old: &Story,
        story: &Story,
        ids: &IdMap,
        state: &State,
    ) -> Option<Plan> {
        let is_small = story.events.len() <= FEW_TO_MORPH;
        if is_small && old.event_ids().all(|id| ids.event(id) == Some(id)) {
            self.start_morph(ctx);
        } else {
            self.morph = None;
        }
        self.glide = None;
        let interaction = &mut self.interaction;
        interaction.focused = interaction.focused.and_then(|event| ids.event(event));
        (interaction.pointed, interaction.pointing) = (Pointed::default(), Pointed::default());
        interaction.moving_lane = None;
        interaction.writing.follow_edit();
        self.cache.start_anew(state, None)
    }

    /// Drops everything that was about the story before; returns the plan of that story, for dropping it elsewhere.
    /// `plan` is one of the new story, of which `state` is a view, for a body of that size.
    pub(in crate::ui) fn start_anew(&mut self, state: &State, plan: Option<(BodySize, Plan)>) -> Option<Plan> {
        (self.glide, self.morph) = (None, None);
        self.wants.hold = None;
        self.interaction = Interaction::default();
        self.cache.start_anew(state, plan)
    }
}
