//! What the commands do to the window, the selection and the place held on to.

use std::sync::Arc;

use super::command::Command;
use super::search::Search;
use super::view::View;
use super::{Selection, State};
use crate::story::Story;
use crate::story::id::EventId;
use crate::story::order::Order;
use crate::time::Span;
use crate::time::window::Window;

impl State {
    /// Shows the view of a link, and nothing of what is here now.
    pub(super) fn show_view(&mut self, story: &Story, view: &View) {
        let arrangement = view.arrangement_in(story);
        if arrangement != *self.arrangement() {
            self.history.leave(self.arrangement.clone());
            self.rearrange(story, Arc::new(arrangement));
        }
        self.lane = None;
        self.select(story, view.selection_in(story));
        self.anchor = view.compared_in(story);
        // After the selection, which moves the window so that it is seen: what the link says counts.
        self.window = view.window_in(story);
        self.scroll = view.scroll.max(0.0);
        self.pin = view.pin.map(|at| self.on_axis(story, at));
        self.search = Search::with(&self.finder, story, &view.search);
    }

    pub(super) fn select(&mut self, story: &Story, selection: Selection) {
        if selection != self.selection {
            self.trail.leave(self.selection);
        }
        self.arrive(story, selection);
    }

    /// Selects `event` beside the event that was selected.
    pub(super) fn compare(&mut self, story: &Story, event: EventId) {
        let before = match self.selection {
            Selection::Event(before) if before != event => Some(before),
            _ => None,
        };
        self.select(story, Selection::Event(event));
        self.anchor = before;
    }

    /// Goes to the event that `next` leads to from the selected one.
    pub(super) fn go_along(&mut self, story: &Story, next: fn(&Story, Order, EventId) -> Option<EventId>) {
        let Selection::Event(here) = self.selection else { return };
        if let Some(there) = next(story, self.order(), here) {
            self.select(story, Selection::Event(there));
        }
    }

    /// Takes away the last thing that was put there: the search, the comparison, the selection, the place held on to.
    pub(super) fn clear(&mut self, story: &Story) {
        if self.search.is_active() {
            self.search = Search::default();
        } else if self.anchor.is_some() {
            self.anchor = None;
        } else if self.selection != Selection::Nothing {
            self.select(story, Selection::Nothing);
        } else {
            self.pin = None;
        }
    }

    /// Selects, and moves the window just so far that a selected event is seen.
    pub(super) fn arrive(&mut self, story: &Story, selection: Selection) {
        if selection != self.selection {
            // What was compared was compared with something else.
            self.anchor = None;
        }
        self.selection = selection;
        if let Selection::Event(event) = selection {
            self.reveal(story, event);
        }
    }

    fn reveal(&mut self, story: &Story, event: EventId) {
        let placed = self.order().span(story, event);
        let (start, end) = (placed.start().0 as f64, placed.end().0 as f64);
        let window = self.window;
        if end < window.start() || start > window.end() {
            let middle = f64::midpoint(start, end);
            let away = middle - f64::midpoint(window.start(), window.end());
            self.window = window.pan(away).within(self.extent(story));
        }
    }

    pub(super) fn step_hit(&mut self, story: &Story, on: bool) {
        let here = if let Selection::Event(event) = self.selection { Some(event) } else { None };
        if let Some(hit) = self.search.step(here, on) {
            self.select(story, Selection::Event(hit));
        }
    }

    pub(super) fn zoom_about_focus(&mut self, story: &Story, factor: f64) {
        let window = self.window;
        let middle = f64::midpoint(window.start(), window.end());
        let focus = self
            .selected_span(story)
            .map(|span| f64::midpoint(span.start().0 as f64, span.end().0 as f64))
            .filter(|at| (window.start()..=window.end()).contains(at));
        self.window = window.zoom(factor, focus.unwrap_or(middle)).within(self.extent(story));
    }

    /// The window that shows `span` in its middle, taking up `share` of the width; around what has next to no length
    /// to go by, a moment or an event of unknown length on a clock, a tenth of the story.
    pub(super) fn fit_of(&self, story: &Story, span: Span, share: f64) -> Window {
        let extent = self.extent(story);
        let (length, whole) = (span.length() as f64, extent.length() as f64);
        let window = if length < whole / 2000.0 {
            let middle = f64::midpoint(span.start().0 as f64, span.end().0 as f64);
            Window::new(middle - whole / 20.0, whole / 10.0)
        } else {
            Window::around(span, share)
        };
        window.within(extent)
    }

    /// The place on the axis nearest to `at`.
    pub(super) fn on_axis(&self, story: &Story, at: f64) -> f64 {
        let extent = self.extent(story);
        at.clamp(extent.start().0 as f64, extent.end().0 as f64)
    }

    pub(super) fn toggle_pin(&mut self, story: &Story) {
        let start = self.selected_span(story).map(|span| span.start().0 as f64);
        let middle = f64::midpoint(self.window.start(), self.window.end());
        self.pin = match self.pin {
            Some(_) => None,
            None => Some(self.on_axis(story, start.unwrap_or(middle))),
        };
    }

    /// Moves the place held on to, to the next start or end of an event; into sight where it is not.
    pub(super) fn move_pin(&mut self, story: &Story, later: bool) {
        let Some(here) = self.pin else {
            self.toggle_pin(story);
            return;
        };
        let next = self.finder.sequence(story).border(story, self.order(), here, later);
        let Some(there) = next else { return };
        self.pin = Some(there);
        if !(self.window.start()..=self.window.end()).contains(&there) {
            let away = there - f64::midpoint(self.window.start(), self.window.end());
            self.apply(story, Command::Pan(away / self.window.length()));
        }
    }
}
