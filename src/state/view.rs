//! A view of a story as a value that can be stored: the selection, the window, folded lanes, the search and more, by
//! the ids in the file and not by positions. Links and settings hold it as text. Knows no address bar, file or colour.

mod fragment;
#[cfg(test)]
mod tests;
mod thing_id;

use std::collections::HashSet;

use super::arrangement::{Arrangement, Filter, LanesBy, Sort};
use super::chart::Chart;
use super::lanes::LaneKey;
use super::{Selection, State};
use crate::story::Story;
use crate::story::id::{CharacterId, EventId};
use crate::story::problem::quoted;
use crate::time::window::Window;

pub use crate::story::order::Order;
pub(super) use fragment::LONGEST_FILTER;
use thing_id::ThingFinder;
pub use thing_id::{ThingId, ThingKind};

/// The view of a story in a link. Fields at their default are left out of the link, except the order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// The selection.
    pub selection: Option<ThingId>,
    /// The start and end of the window, in ticks, finite and in this order; `None` is the whole story.
    pub window: Option<[f64; 2]>,
    /// How far the lanes are scrolled down, in points; finite, not negative.
    pub scroll: f32,
    /// The event that the selected one is compared with, by its id.
    pub with: Option<String>,
    /// The pinned position on the axis, in ticks; finite.
    pub pin: Option<f64>,
    /// The kind of things that lanes stand for.
    pub lanes: LanesBy,
    /// The order of the lanes.
    pub sort: Sort,
    /// The lanes that were dragged, in their order.
    pub dragged: Vec<ThingId>,
    /// The lanes, groups and places that are folded.
    pub folded: Vec<ThingId>,
    /// The lanes that are left out.
    pub hidden: Vec<ThingId>,
    /// The lanes that are shown alone.
    pub solo: Vec<ThingId>,
    /// The filter.
    pub filter: Filter,
    /// The characters whose paths are drawn, by their ids.
    pub paths: Vec<String>,
    /// How far the chain of a selected event is highlighted, in links; at least 1, `None` is all of it.
    pub depth: Option<u32>,
    /// The chart that is open.
    pub chart: Option<Chart>,
    /// The text of the search; may be empty.
    pub search: String,
    /// The order of the axis.
    pub order: Order,
    /// The theme; `None` leaves the reader's choice.
    pub theme: Option<Brightness>,
    /// A sentence about each part of a link that could not be read; never written into a link.
    pub ignored: Vec<String>,
}

/// A light or dark theme. Knows no colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Brightness {
    /// Light on dark.
    Dark,
    /// Dark on light.
    Light,
}

impl View {
    /// The view of `state`, without a theme.
    pub fn of(story: &Story, state: &State) -> Self {
        let (window, all) = (state.window, Window::fit(state.extent(story)));
        // After zooming all the way out, the window may differ from the whole story by a rounding error.
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * all.length();
        let whole = near(window.start(), all.start()) && near(window.end(), all.end());
        let search = if state.search.is_active() { state.search.query() } else { "" };
        let arrangement = state.arrangement();
        let named = |key: &LaneKey| ThingId::of_lane(story, *key);
        Self {
            selection: ThingId::of(story, state.selection),
            window: (!whole).then(|| [window.start(), window.end()]),
            scroll: state.scroll,
            with: state.anchor.map(|id| story.event(id).id.to_owned()),
            pin: state.pin,
            lanes: arrangement.lanes,
            sort: arrangement.sort,
            dragged: arrangement.dragged.iter().map(named).collect(),
            folded: arrangement.folded.iter().map(named).collect(),
            hidden: arrangement.hidden.iter().map(named).collect(),
            solo: arrangement.solo.iter().map(named).collect(),
            filter: arrangement.filter.clone(),
            paths: arrangement.paths.iter().map(|&who| story.character(who).id.clone()).collect(),
            depth: arrangement.depth,
            chart: arrangement.chart,
            search: search.to_owned(),
            order: arrangement.order,
            theme: None,
            ignored: Vec::new(),
        }
    }

    /// The things named by the view that `story` lacks, each once.
    pub fn lacking(&self, story: &Story) -> Vec<ThingId> {
        let of = |kind: ThingKind, id: &String| ThingId { kind, id: id.clone() };
        let lanes = [&self.dragged, &self.folded, &self.hidden, &self.solo].into_iter().flatten().cloned();
        let paths = self.paths.iter().map(|id| of(ThingKind::Character, id));
        let with = self.with.iter().map(|id| of(ThingKind::Event, id));
        let named: Vec<ThingId> = self.selection.iter().cloned().chain(with).chain(paths).chain(lanes).collect();
        let mut told = HashSet::new();
        let mut has = ThingFinder::new(story);
        named.into_iter().filter(|named| !has.has(named) && told.insert((named.kind, named.id.clone()))).collect()
    }

    /// The things that `story` lacks, in words: `this story has no event "x"`.
    pub fn missing(&self, story: &Story) -> Vec<String> {
        let sentence = |named: ThingId| format!("this story has no {} {}", named.kind.word(), quoted(&named.id));
        self.lacking(story).into_iter().map(sentence).collect()
    }

    /// The selection in `story`; nothing if the story lacks what the view names.
    pub(super) fn selection_in(&self, story: &Story) -> Selection {
        self.selection.as_ref().and_then(|named| named.find(story)).unwrap_or_default()
    }

    /// The window on `story`.
    pub(super) fn window_in(&self, story: &Story) -> Window {
        let extent = self.order.extent(story);
        match self.window {
            Some([start, end]) => Window::new(start, end - start).within(extent),
            None => Window::fit(extent),
        }
    }

    /// The event that the selected one is compared with.
    pub(super) fn compared_in(&self, story: &Story) -> Option<EventId> {
        let id = self.with.clone()?;
        match (ThingId { kind: ThingKind::Event, id }.find(story), self.selection_in(story)) {
            (Some(Selection::Event(with)), Selection::Event(selected)) if with != selected => Some(with),
            _ => None,
        }
    }

    /// The arrangement of `story`.
    pub(super) fn arrangement_in(&self, story: &Story) -> Arrangement {
        let mut finding = ThingFinder::new(story);
        let mut lanes =
            |list: &[ThingId]| list.iter().filter_map(|named| finding.lane(named)).collect::<Vec<LaneKey>>();
        let dragged = lanes(&self.dragged);
        let (folded, hidden, solo) = (lanes(&self.folded), lanes(&self.hidden), lanes(&self.solo));
        let mut paths: Vec<CharacterId> = Vec::new();
        for id in &self.paths {
            let found = ThingId { kind: ThingKind::Character, id: id.clone() }.find(story);
            if let Some(Selection::Character(who)) = found
                && !paths.contains(&who)
            {
                paths.push(who);
            }
        }
        Arrangement {
            order: self.order,
            lanes: self.lanes,
            sort: self.sort,
            dragged,
            folded: folded.into_iter().collect(),
            hidden: hidden.into_iter().collect(),
            solo: solo.into_iter().collect(),
            filter: self.filter.clone(),
            paths,
            depth: self.depth,
            chart: self.chart,
        }
    }
}

impl Brightness {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Dark, Self::Light];

    /// Its word, in links.
    pub fn word(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
        }
    }
}
