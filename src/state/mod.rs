//! The user's view of a story: the visible window, the selection and its trail, the arrangement, the search.
//!
//! Changed only by [`command::Command`]s; knows no widget, no pixel's colour and no file.

mod apply;
mod arrange;
pub mod arrangement;
pub mod chart;
pub mod command;
pub mod completion;
pub mod derived;
mod highlighted;
pub mod id_map;
mod lane_key;
pub mod lanes;
pub mod palette;
mod pan_zoom;
pub mod proposal;
pub mod revisions;
pub mod search;
pub mod step;
mod step_name;
pub mod trail;
pub mod view;

use std::sync::Arc;

use crate::analysis::bit_set::BitSet;
use crate::analysis::telling::Anachrony;
use crate::story::Story;
use crate::story::id::{CharacterId, EventId, GroupId, PhaseId, PlaceId, TagId, ThreadId};
use crate::story::order::Order;
use crate::time::Span;
use crate::time::window::Window;
use arrangement::{Arrangement, History};
use derived::Derived;
use highlighted::HighlightCache;
pub use highlighted::highlighted_by;
use lanes::{LaneKey, Lineup};
use revisions::Revisions;
use search::Search;
use trail::Trail;

/// The thing that is selected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Selection {
    /// Nothing: the detail panel is about the whole story.
    #[default]
    Nothing,
    /// An event; highlights its causal chain.
    Event(EventId),
    /// A thread; highlights its events.
    Thread(ThreadId),
    /// A character; highlights the events they take part in.
    Character(CharacterId),
    /// A place; highlights the events in it and in the places within it.
    Place(PlaceId),
    /// A group; highlights the events of its threads and members.
    Group(GroupId),
    /// A tag; highlights the events that have it.
    Tag(TagId),
    /// A character during a phase; highlights the events they take part in then.
    Presence(CharacterId, PhaseId),
}

impl Selection {
    /// The title or name of the thing that is selected; empty for nothing.
    pub fn name(self, story: &Story) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Event(id) => story.event(id).title.to_owned(),
            Self::Thread(id) => story.thread(id).title.clone(),
            Self::Character(id) => story.character(id).name.clone(),
            Self::Place(id) => story.place(id).name.clone(),
            Self::Group(id) => story.groups[id.index()].clone(),
            Self::Tag(id) => story.tags[id.index()].clone(),
            Self::Presence(who, phase) => format!("{} in {}", story.character(who).name, story.phase(phase).title),
        }
    }
}

/// What the view is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Looking at the story: no gesture changes it.
    #[default]
    Explore,
    /// Writing it.
    Write,
}

impl Mode {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Explore => Self::Write,
            Self::Write => Self::Explore,
        }
    }
}

/// The names of the steps that Undo would take back and Redo would make again, as told by the session, which keeps them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StepNames {
    /// The step to take back.
    pub undo: Option<String>,
    /// The step to make again.
    pub redo: Option<String>,
}

/// One person's view of one story. Cheap to copy: what is large is shared.
#[derive(Clone, Debug)]
pub struct State {
    /// The visible stretch of the axis, in ticks of the arrangement's order.
    pub window: Window,
    /// How far the lanes are scrolled down, in points; kept within the lanes' overflow by the layout.
    pub scroll: f32,
    /// The thing that is selected.
    pub selection: Selection,
    /// The lane through which an event was selected, where it stands in several.
    pub lane: Option<LaneKey>,
    /// An event that the selected one is compared with.
    pub anchor: Option<EventId>,
    /// The place on the axis that is pinned, in ticks, to see what happens meanwhile.
    pub pin: Option<f64>,
    /// The selections to go back and forward to.
    pub trail: Trail,
    /// The search, and the events that it finds.
    pub search: Search,
    /// What the view is for.
    pub mode: Mode,
    /// Events that are selected beside the one that the panel is about.
    pub marked: Vec<EventId>,
    /// The event that the keyboard is at, and the lane that it is in, where that is not the selected one.
    pub cursor: Option<(EventId, LaneKey)>,
    /// What Undo and Redo would do.
    pub steps: StepNames,
    /// The arrangements to undo and redo.
    pub history: History,
    arrangement: Arc<Arrangement>,
    lineup: Arc<Lineup>,
    /// The filter, and the events that it lets through; `None` lets everything through.
    filter: Option<Search>,
    derived: Derived,
    highlighted: HighlightCache,
    revisions: Revisions,
}

impl State {
    /// The first view of a story: all of it, in the order of happening, nothing selected.
    pub fn new(story: &Story) -> Self {
        Self::with(story, Derived::default())
    }

    /// The first view of a story of which this is derived.
    pub fn with(story: &Story, derived: Derived) -> Self {
        let arrangement = Arrangement::default();
        Self {
            window: Window::fit(story.extent),
            scroll: 0.0,
            selection: Selection::Nothing,
            lane: None,
            anchor: None,
            pin: None,
            trail: Trail::default(),
            search: Search::default(),
            mode: Mode::default(),
            marked: Vec::new(),
            cursor: None,
            steps: StepNames::default(),
            history: History::default(),
            lineup: Arc::new(Lineup::along(story, derived.sequence(story), &arrangement, |_| true)),
            arrangement: Arc::new(arrangement),
            filter: None,
            derived,
            highlighted: HighlightCache::default(),
            revisions: Revisions::default(),
        }
    }

    /// The whole story, arranged and with the same selected as here: what a poster shows.
    #[must_use]
    pub fn whole(&self, story: &Story) -> Self {
        let window = Window::fit(self.extent(story));
        Self { window, scroll: 0.0, search: Search::default(), ..self.clone() }
    }

    /// How often each part of this view has changed.
    pub fn revisions(&self) -> Revisions {
        self.revisions
    }

    /// How the view is arranged.
    pub fn arrangement(&self) -> &Arrangement {
        &self.arrangement
    }

    /// The lanes that there are, by the arrangement.
    pub fn lineup(&self) -> &Arc<Lineup> {
        &self.lineup
    }

    /// The order that the axis follows.
    pub fn order(&self) -> Order {
        self.arrangement.order
    }

    /// The filter, and the events that it lets through; `None` if there is no filter.
    pub fn filter(&self) -> Option<&Search> {
        self.filter.as_ref()
    }

    /// Whether the filter lets an event through.
    pub fn passes(&self, event: EventId) -> bool {
        self.passing().is_none_or(|passing| passing.has(event.index()))
    }

    /// Which events the filter lets through, by their places in the story; `None` where it lets all of them through, or
    /// where it is not known yet which.
    pub fn passing(&self) -> Option<&BitSet> {
        self.filter.as_ref().and_then(Search::bits)
    }

    /// The values derived of the story, by a handle that is shared with the session, which replaces it with the story. It is
    /// kept here because nearly every command searches, steps or finds lanes by it, and because views are copied to workers:
    /// an argument beside each view would only add a way to mix two stories up.
    pub fn derived(&self) -> &Derived {
        &self.derived
    }

    /// How an event is told out of order, where the axis follows the telling and that is known by now.
    pub fn anachrony(&self, story: &Story, event: EventId) -> Option<Anachrony> {
        let follows = self.order() == Order::Telling;
        if follows { self.derived.telling_by_now(story)?.anachrony(event) } else { None }
    }

    /// Waits until it is known what is told out of order, where that is shown: a picture does not follow later.
    pub fn await_anachronies(&self, story: &Story) {
        if self.order() == Order::Telling {
            self.derived.telling(story);
        }
    }

    /// The stretch that the whole story takes of the axis.
    pub fn extent(&self, story: &Story) -> Span {
        self.order().extent(story)
    }

    /// Every event that is selected: the one that the panel is about first.
    pub fn selected_events(&self) -> Vec<EventId> {
        let Selection::Event(first) = self.selection else { return self.marked.clone() };
        let others = self.marked.iter().copied().filter(|&event| event != first);
        std::iter::once(first).chain(others).collect()
    }

    /// The event that the keyboard is at, and the lane that it is in, if that is known.
    pub fn keyboard(&self) -> Option<(EventId, Option<LaneKey>)> {
        match (self.cursor, self.selection) {
            (Some((event, lane)), _) => Some((event, Some(lane))),
            (None, Selection::Event(event)) => Some((event, self.lane)),
            _ => None,
        }
    }

    /// The characters whose paths are drawn: those that were asked for, and the one that is selected.
    pub fn paths(&self) -> Vec<CharacterId> {
        let selected = match self.selection {
            Selection::Character(who) | Selection::Presence(who, _) => Some(who),
            _ => None,
        };
        let mut paths = self.arrangement.paths.clone();
        paths.extend(selected.filter(|who| !self.arrangement.paths.contains(who)));
        paths
    }

    /// The events that the selection is about itself, in the file's order; see [`highlighted_by`]. Found once for a selection.
    pub fn highlighted(&self, story: &Story) -> Arc<[EventId]> {
        self.highlighted.events(story, self.selection)
    }

    /// The stretch of the axis that the selection takes up, or `None` where nothing placed is selected. Found once for a
    /// selection and an order.
    pub fn selected_span(&self, story: &Story) -> Option<Span> {
        self.highlighted.span(story, self.selection, self.order())
    }
}
