//! What the user has done: the visible window, the selection and where it has been, folded lanes, the search.
//!
//! Changed only by [`command::Command`]s; knows no widget, no pixel's colour and no file.

pub mod chart;
pub mod command;
pub mod search;
pub mod step;
pub mod trail;
pub mod view;

use std::collections::BTreeSet;

use crate::story::Story;
use crate::story::id::{CharacterId, EventId, PlaceId, ThreadId};
use crate::time::Span;
use crate::time::window::Window;
use search::Search;
use trail::Trail;

/// What is selected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Selection {
    /// Nothing: the detail panel is about the whole story.
    #[default]
    Nothing,
    /// An event, with its causal chain lit.
    Event(EventId),
    /// A thread, with its events lit.
    Thread(ThreadId),
    /// A character, with the events they take part in lit.
    Character(CharacterId),
    /// A place, with the events that happen in it or within it lit.
    Place(PlaceId),
}

/// One person's view of one story.
#[derive(Clone, Debug)]
pub struct State {
    /// The visible stretch of time.
    pub window: Window,
    /// How far the lanes are scrolled down, in points; kept within the lanes' overflow by the layout.
    pub scroll: f32,
    /// What is selected.
    pub selection: Selection,
    /// The lanes folded to one row.
    pub folded: BTreeSet<ThreadId>,
    /// What was selected before and after.
    pub trail: Trail,
    /// What is searched for.
    pub search: Search,
}

impl State {
    /// The first view of a story: all of it, nothing selected.
    pub fn new(story: &Story) -> Self {
        Self {
            window: Window::fit(story.extent),
            scroll: 0.0,
            selection: Selection::Nothing,
            folded: BTreeSet::new(),
            trail: Trail::default(),
            search: Search::default(),
        }
    }

    /// The stretch of time that the selection takes up, or `None` where nothing placed is selected.
    pub fn selected_span(&self, story: &Story) -> Option<Span> {
        lit_by(story, self.selection).into_iter().map(|id| story.event(id).placed).reduce(Span::hull)
    }
}

/// The events that `selection` is about itself, in the file's order: not yet their causes and effects.
pub fn lit_by(story: &Story, selection: Selection) -> Vec<EventId> {
    match selection {
        Selection::Nothing => Vec::new(),
        Selection::Event(event) => vec![event],
        Selection::Thread(thread) => story
            .event_ids()
            .filter(|&id| story.event(id).thread == thread || story.event(id).also.contains(&thread))
            .collect(),
        Selection::Character(who) => story.event_ids().filter(|&id| story.event(id).cast.contains(&who)).collect(),
        Selection::Place(place) => story
            .event_ids()
            .filter(|&id| story.event(id).place.is_some_and(|at| story.places_around(at).any(|outer| outer == place)))
            .collect(),
    }
}
