//! The lanes and events that are in a picture, and why the others are not. Counts what is laid out; paints nothing.

use std::collections::BTreeSet;

use crate::layout::lanes::LaneHeights;
use crate::layout::plan::{Plan, RowPosition};
use crate::layout::scene::Scene;
use crate::state::{Selection, State};
use crate::story::Story;
use crate::story::id::{EventId, PhaseId};
use crate::story::words::{counted, number};
use crate::time::Span;

/// The reason why an event is not in a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// All its lanes, or its rows in them, are above or below the picture.
    BeyondLanes,
    /// It is before or after the visible stretch of the axis.
    BeyondTime,
    /// The filter hides it.
    Filtered,
    /// All its lanes are hidden, or others are shown alone.
    Hidden,
}

impl Absence {
    /// All reasons.
    pub const ALL: [Self; 4] = [Self::BeyondLanes, Self::BeyondTime, Self::Filtered, Self::Hidden];
}

/// Some of a number of things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many are in the picture.
    pub shown: usize,
    /// How many there are.
    pub of: usize,
}

impl Share {
    /// The number that is not in the picture.
    pub fn left_out(self) -> usize {
        self.of - self.shown
    }

    /// `19 of 60 lanes`, if any are left out.
    fn words(self, one: &str, several: &str) -> Option<String> {
        (self.left_out() > 0).then(|| format!("{} of {}", number(self.shown), counted(self.of, one, several)))
    }
}

/// The lanes and events that are in a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// The lanes that are in it from top to bottom, out of all, hidden ones too.
    pub lanes: Share,
    /// The events that are in it, alone or in runs.
    pub events: Share,
    /// The phases that have a level on the axis, visible or not.
    pub phases: Share,
    /// The number of events that are not in it, for each of [`Absence::ALL`].
    absent: [usize; 4],
    /// The reason why the selected event is not in it.
    pub selected: Option<Absence>,
}

impl Contents {
    /// The contents of a picture with this scene. O(places of events).
    pub(super) fn new(story: &Story, state: &State, plan: &Plan, scene: &Scene) -> Self {
        let seen = Seen { plan, scene, heights: LaneHeights::new(plan, scene.body.height()) };
        let absence = |id: EventId| seen.absence(state, plan.order.span(story, id), id);
        let mut contents = Self { lanes: seen.lanes(), ..Self::default() };
        contents.lanes.of += state.lineup().hidden.len();
        contents.events.of = story.events.len();
        let placed: BTreeSet<PhaseId> = plan.phases.iter().map(|piece| piece.phase).collect();
        contents.phases = Share { shown: placed.len(), of: story.phases.len() };
        for id in story.event_ids() {
            match absence(id) {
                Some(absence) => contents.absent[absence as usize] += 1,
                None => contents.events.shown += 1,
            }
        }
        if let Selection::Event(id) = state.selection {
            contents.selected = absence(id);
        }
        contents
    }

    /// Whether no lane, event or phase is left out.
    pub fn is_whole(&self) -> bool {
        [self.lanes, self.events, self.phases].iter().all(|share| share.left_out() == 0)
    }

    /// The number of events that are left out for this reason.
    pub fn absent(&self, absence: Absence) -> usize {
        self.absent[absence as usize]
    }

    /// `19 of 60 lanes · 95 of 250 events`; empty if nothing is left out.
    pub fn words(&self) -> String {
        let (lanes, events) = (self.lanes.words("lane", "lanes"), self.events.words("event", "events"));
        let parts = [lanes, events, self.phases.words("phase", "phases")];
        parts.into_iter().flatten().collect::<Vec<String>>().join(" · ")
    }
}

/// The part of a plan that a scene shows.
struct Seen<'a> {
    plan: &'a Plan,
    scene: &'a Scene,
    heights: LaneHeights,
}

impl Seen<'_> {
    /// The lanes that are in the scene from top to bottom; less than a point is rounding.
    fn lanes(&self) -> Share {
        let body = self.scene.body.y_range().expand(1.0);
        let is_whole = |ends: &&[f32]| ends.iter().all(|&y| body.contains(self.y(y)));
        Share { shown: self.heights.tops.windows(2).filter(is_whole).count(), of: self.plan.lanes.len() }
    }

    /// The y in the scene of a height among the lanes.
    fn y(&self, y: f32) -> f32 {
        self.scene.body.min.y - self.scene.scroll + y
    }

    fn absence(&self, state: &State, span: Span, id: EventId) -> Option<Absence> {
        let window = self.scene.scale.window;
        if self.plan.position(id).is_none() {
            let hides = state.arrangement().filter.hides && !state.passes(id);
            return Some(if hides { Absence::Filtered } else { Absence::Hidden });
        }
        let is_seen = |RowPosition { lane, row }| {
            self.scene.body.y_range().contains(self.y(self.heights.middle(self.plan, lane, row)))
        };
        if !self.plan.positions(id).any(is_seen) {
            return Some(Absence::BeyondLanes);
        }
        let is_during = span.end().0 as f64 >= window.start() && span.start().0 as f64 <= window.end();
        (!is_during).then_some(Absence::BeyondTime)
    }
}
