//! Commands carried out on a view: the only place where what the user sees of a story changes.
//!
//! Changes of the arrangement are worked out in `arrange`, those of the window in `pan_zoom`.

use std::sync::Arc;

use super::command::{Command, WindowCommand};
use super::revisions::Snapshot;
use super::search::Search;
use super::step::{Direction, step};
use super::view::View;
use super::{Mode, Selection, State};
use crate::analysis::chain;
use crate::story::Story;
use crate::story::id::EventId;
use crate::story::order::Order;

impl State {
    /// Does what `command` asks for, and raises the [revisions](State::revisions) of what it has changed; hands back what
    /// only the window can do.
    pub fn apply(&mut self, story: &Story, command: Command) -> Option<WindowCommand> {
        let before = Snapshot::of(self);
        let rest = self.interpret(story, command);
        self.revisions.raise(&before, &Snapshot::of(self));
        rest
    }

    fn interpret(&mut self, story: &Story, command: Command) -> Option<WindowCommand> {
        if let Some(new) = self.arranged(story, &command) {
            if new != *self.arrangement() {
                self.history.leave(self.arrangement.clone());
                self.rearrange(story, Arc::new(new));
            }
            if command == Command::FilterBySearch {
                // The events that the filter lets through need no mark of being found.
                self.search = Search::default();
            }
            return None;
        }
        if let Some(window) = self.window_after(story, &command) {
            self.window = window;
        }
        match command {
            Command::ShowView(view) => self.show_view(story, &view),
            Command::FitAll => self.scroll = 0.0,
            Command::Drag { points, .. } | Command::ScrollLanes(points) => {
                self.scroll = (self.scroll + points).max(0.0);
            }
            Command::ScrollTo(points) => self.scroll = points.max(0.0),
            Command::Select(selection) => self.select(story, selection),
            Command::SelectIn(event, lane) => {
                self.lane = Some(lane);
                self.select(story, Selection::Event(event));
            }
            Command::Compare(event) => self.compare(story, event),
            Command::CompareWithLast => {
                self.anchor = match self.selection {
                    Selection::Event(here) => self.trail.last_event(here),
                    _ => None,
                };
            }
            Command::ToCause => self.go_along(story, chain::nearest_cause),
            Command::ToEffect => self.go_along(story, chain::nearest_effect),
            Command::Pin(at) => self.pin = at.map(|at| self.on_axis(story, at)),
            Command::TogglePin => self.toggle_pin(story),
            Command::MovePin(later) => self.move_pin(story, later),
            Command::Clear => self.clear(story),
            Command::Step(direction) => {
                if let Some((event, lane)) = step(story, self, direction) {
                    self.lane = Some(lane);
                    self.select(story, Selection::Event(event));
                }
            }
            Command::StepAlone(direction) if self.mode == Mode::Explore => {
                return self.interpret(story, Command::Step(direction));
            }
            Command::StepAlone(direction) => self.step_alone(story, direction),
            Command::Back => {
                if let Some(there) = self.trail.back(self.selection) {
                    self.arrive(story, there);
                }
            }
            Command::Forward => {
                if let Some(there) = self.trail.forward(self.selection) {
                    self.arrive(story, there);
                }
            }
            Command::Undo => {
                if let Some(there) = self.history.back(self.arrangement.clone()) {
                    self.rearrange(story, there);
                }
            }
            Command::Redo => {
                if let Some(there) = self.history.forward(self.arrangement.clone()) {
                    self.rearrange(story, there);
                }
            }
            Command::SetMode(mode) => self.set_mode(mode),
            Command::ToggleMode => self.set_mode(self.mode.other()),
            Command::Mark(event) => self.mark(story, event),
            Command::MarkHere => self.mark_here(story),
            Command::MarkAll(events) => {
                let first = events.first().map_or(Selection::Nothing, |&event| Selection::Event(event));
                self.select(story, first);
                self.marked = events;
            }
            Command::Search(query) => self.search = self.derived.search(story, &query),
            Command::NextHit => self.step_hit(story, true),
            Command::PreviousHit => self.step_hit(story, false),
            Command::Window(command) => return Some(command),
            // A command about the window alone, or one about the arrangement that does not apply now, such as folding with
            // no lane selected.
            _ => {}
        }
        None
    }

    fn show_view(&mut self, story: &Story, view: &View) {
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
        self.search = self.derived.search(story, &view.search);
    }

    fn select(&mut self, story: &Story, selection: Selection) {
        if selection != self.selection {
            self.trail.leave(self.selection);
        }
        self.arrive(story, selection);
    }

    /// Selects `event` beside the event that was selected.
    fn compare(&mut self, story: &Story, event: EventId) {
        let before = match self.selection {
            Selection::Event(before) if before != event => Some(before),
            _ => None,
        };
        self.select(story, Selection::Event(event));
        self.anchor = before;
    }

    fn set_mode(&mut self, mode: Mode) {
        self.mode = mode;
        self.marked.clear();
        self.cursor = None;
    }

    /// Selects an event beside those that are selected, or no longer. If it is the one that the panel is about, the panel
    /// goes on to another.
    fn mark(&mut self, story: &Story, event: EventId) {
        let cursor = self.cursor;
        let mut all = self.selected_events();
        match all.iter().position(|&known| known == event) {
            Some(at) => drop(all.remove(at)),
            None => all.insert(0, event),
        }
        let first = all.first().map_or(Selection::Nothing, |&first| Selection::Event(first));
        self.select(story, first);
        self.marked = if all.len() > 1 { all } else { Vec::new() };
        self.cursor = cursor.filter(|&(at, _)| first != Selection::Event(at));
    }

    /// Selects the event that the keyboard is at beside those that are selected, or no longer. The keyboard stays there.
    fn mark_here(&mut self, story: &Story) {
        let selected = match (self.selection, self.selected_lane(story)) {
            (Selection::Event(event), Some(lane)) => Some((event, lane)),
            _ => None,
        };
        self.cursor = self.cursor.or(selected);
        if let Some((event, _)) = self.cursor {
            self.mark(story, event);
        }
    }

    /// Moves the keyboard from where it is, and brings the event that it comes to into sight.
    fn step_alone(&mut self, story: &Story, direction: Direction) {
        let from = match self.cursor {
            Some((event, lane)) => Self { selection: Selection::Event(event), lane: Some(lane), ..self.clone() },
            None => self.clone(),
        };
        let Some((event, lane)) = step(story, &from, direction) else { return };
        let is_selected = self.selection == Selection::Event(event) && self.selected_lane(story) == Some(lane);
        self.cursor = Some((event, lane)).filter(|_| !is_selected);
        self.reveal(story, event);
    }

    /// Goes to the event that `next` leads to from the selected one.
    fn go_along(&mut self, story: &Story, next: fn(&Story, Order, EventId) -> Option<EventId>) {
        let Selection::Event(here) = self.selection else { return };
        if let Some(there) = next(story, self.order(), here) {
            self.select(story, Selection::Event(there));
        }
    }

    /// Clears the first of these that there is: the search, the comparison, the events selected beside one, the selection,
    /// the pin.
    fn clear(&mut self, story: &Story) {
        if self.search.is_active() {
            self.search = Search::default();
        } else if self.anchor.is_some() {
            self.anchor = None;
        } else if !self.marked.is_empty() {
            self.marked.clear();
            self.cursor = None;
        } else if self.selection != Selection::Nothing {
            self.select(story, Selection::Nothing);
        } else {
            self.pin = None;
        }
    }

    /// Selects, and moves the window just so far that a selected event is seen.
    fn arrive(&mut self, story: &Story, selection: Selection) {
        if selection != self.selection {
            // The comparison was with another selection, and so was what is selected beside it.
            self.anchor = None;
            self.marked.clear();
        }
        self.selection = selection;
        self.cursor = None;
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

    fn step_hit(&mut self, story: &Story, on: bool) {
        let here = if let Selection::Event(event) = self.selection { Some(event) } else { None };
        if let Some(hit) = self.search.step(here, on) {
            self.select(story, Selection::Event(hit));
        }
    }

    /// The place on the axis nearest to `at`.
    pub(super) fn on_axis(&self, story: &Story, at: f64) -> f64 {
        let extent = self.extent(story);
        at.clamp(extent.start().0 as f64, extent.end().0 as f64)
    }

    fn toggle_pin(&mut self, story: &Story) {
        let start = self.selected_span(story).map(|span| span.start().0 as f64);
        let middle = f64::midpoint(self.window.start(), self.window.end());
        self.pin = match self.pin {
            Some(_) => None,
            None => Some(self.on_axis(story, start.unwrap_or(middle))),
        };
    }

    /// Moves the pin to the next start or end of an event, and brings it into sight.
    fn move_pin(&mut self, story: &Story, later: bool) {
        let Some(here) = self.pin else {
            self.toggle_pin(story);
            return;
        };
        let next = self.derived.sequence(story).border(story, self.order(), here, later);
        let Some(there) = next else { return };
        self.pin = Some(there);
        if !(self.window.start()..=self.window.end()).contains(&there) {
            let away = there - f64::midpoint(self.window.start(), self.window.end());
            self.interpret(story, Command::Pan(away / self.window.length()));
        }
    }
}
