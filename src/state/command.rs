//! Everything the user can do, as one list. Keys, menus, buttons, links and the command line all send these.

use super::search::Search;
use super::step::{Direction, step};
use super::view::View;
use super::{Selection, State};
use crate::story::Story;
use crate::story::id::{EventId, ThreadId};
use crate::time::Span;
use crate::time::window::Window;

/// Something to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Move the window by a share of its length; above 0 towards the end.
    Pan(f64),
    /// Show less (factor above 1) or more of the story, with the time at `about` ticks standing still.
    Zoom {
        /// How much larger everything gets.
        factor: f64,
        /// What stands still, in ticks.
        about: f64,
    },
    /// Zoom about the selection where it is visible, or else about the middle.
    ZoomIn,
    /// The opposite.
    ZoomOut,
    /// Show this stretch.
    Show(Window),
    /// Show this stretch with some room around it.
    ShowSpan(Span),
    /// Show the view of a link, and nothing of what is here now; what the story lacks is left out.
    ShowView(View),
    /// Show the whole story.
    FitAll,
    /// Show what is selected.
    FitSelection,
    /// Jump to the story's start.
    GoToStart,
    /// Jump to the story's end.
    GoToEnd,
    /// Scroll the lanes down by so many points.
    ScrollLanes(f32),
    /// Select, and remember what was selected.
    Select(Selection),
    /// Clear the search, or else the selection.
    Clear,
    /// Move the selection by an arrow key.
    Step(Direction),
    /// Go back through what was selected.
    Back,
    /// Go forward again.
    Forward,
    /// Fold a lane to one row, or unfold it.
    Fold(ThreadId),
    /// Fold the selected lane, or unfold it.
    FoldSelected,
    /// Unfold every lane.
    UnfoldAll,
    /// Search for this.
    Search(String),
    /// Go to the next event found.
    NextHit,
    /// Go to the one before.
    PreviousHit,
    /// Put the keyboard into the search field.
    FocusSearch,
    /// Open another story.
    Open,
    /// Write a picture of the view.
    ExportView,
    /// Write a picture of the whole story.
    ExportPoster,
    /// Put a link to this view onto the clipboard.
    CopyLink,
    /// Go on to the next theme: the system's, dark, light.
    NextTheme,
    /// Fold the detail panel away or bring it back.
    ToggleDetail,
    /// Show the palette of commands and names, or hide it.
    TogglePalette,
    /// Show or hide the help sheet.
    ToggleHelp,
}

/// A command with its name and its keys, for menus and the help sheet.
#[derive(Clone, Debug)]
pub struct Listed {
    /// What it does, in a few words.
    pub title: &'static str,
    /// Its keys, such as `Ctrl+O`; several are separated by a space. `Ctrl` is `Cmd` on a Mac.
    pub keys: &'static str,
    /// What to send.
    pub command: Command,
}

/// Every command that needs nothing but itself, in the order of the help sheet.
pub fn listed() -> Vec<Listed> {
    let row = |title, keys, command| Listed { title, keys, command };
    vec![
        row("Previous event in the lane", "ArrowLeft", Command::Step(Direction::Previous)),
        row("Next event in the lane", "ArrowRight", Command::Step(Direction::Next)),
        row("Nearest event in the lane above", "ArrowUp", Command::Step(Direction::Up)),
        row("Nearest event in the lane below", "ArrowDown", Command::Step(Direction::Down)),
        row("Back to what was selected before", "Alt+ArrowLeft", Command::Back),
        row("Forward again", "Alt+ArrowRight", Command::Forward),
        row("Fit the whole story", "0", Command::FitAll),
        row("Fit the selection", "F", Command::FitSelection),
        row("Zoom in", "Plus Equals", Command::ZoomIn),
        row("Zoom out", "Minus", Command::ZoomOut),
        row("Go to the start", "Home", Command::GoToStart),
        row("Go to the end", "End", Command::GoToEnd),
        row("Earlier by a page", "PageUp", Command::Pan(-0.8)),
        row("Later by a page", "PageDown", Command::Pan(0.8)),
        row("Do or go to anything…", "Ctrl+Shift+P", Command::TogglePalette),
        row("Search", "Ctrl+F Slash", Command::FocusSearch),
        row("Next hit", "F3 N", Command::NextHit),
        row("Previous hit", "Shift+F3 Shift+N", Command::PreviousHit),
        row("Fold or unfold the selected lane", "L", Command::FoldSelected),
        row("Unfold every lane", "Shift+L", Command::UnfoldAll),
        row("Show or hide the detail panel", "D", Command::ToggleDetail),
        row("Open a story…", "Ctrl+O", Command::Open),
        row("Save the view as PNG…", "Ctrl+S", Command::ExportView),
        row("Save a poster as PNG…", "Ctrl+Shift+S", Command::ExportPoster),
        row("Copy a link to this view", "", Command::CopyLink),
        row("Theme: system, dark, light", "", Command::NextTheme),
        row("Clear the search or the selection", "Escape", Command::Clear),
        row("Keys and gestures", "Questionmark F1", Command::ToggleHelp),
    ]
}

/// The window that shows `span` in its middle, taking up `share` of the width; around what has next to no length to
/// go by, a moment or an event of unknown length on a clock, a tenth of the story.
fn fit_of(story: &Story, span: Span, share: f64) -> Window {
    let (length, whole) = (span.length() as f64, story.extent.length() as f64);
    let window = if length < whole / 2000.0 {
        let middle = f64::midpoint(span.start().0 as f64, span.end().0 as f64);
        Window::new(middle - whole / 20.0, whole / 10.0)
    } else {
        Window::around(span, share)
    };
    window.within(story.extent)
}

/// How much one press of a zoom key enlarges.
const ZOOM_STEP: f64 = 1.5;

impl State {
    /// Does what can be done to the view; hands back what is for the program around it (open, export, theme …).
    pub fn apply(&mut self, story: &Story, command: Command) -> Option<Command> {
        match command {
            Command::Pan(share) => self.window = self.window.pan(share * self.window.length()).within(story.extent),
            Command::Zoom { factor, about } => self.window = self.window.zoom(factor, about).within(story.extent),
            Command::ZoomIn => self.zoom_about_focus(story, ZOOM_STEP),
            Command::ZoomOut => self.zoom_about_focus(story, 1.0 / ZOOM_STEP),
            Command::Show(window) => self.window = window.within(story.extent),
            Command::ShowSpan(span) => self.window = fit_of(story, span, 0.9),
            Command::ShowView(view) => {
                self.select(story, view.selection_in(story));
                // After the selection, which moves the window so that it is seen: what the link says counts.
                self.window = view.window_in(story);
                self.scroll = view.scroll.max(0.0);
                self.folded = view.folded_in(story);
                self.search = Search::new(story, &view.search);
            }
            Command::FitAll => {
                self.window = Window::fit(story.extent);
                self.scroll = 0.0;
            }
            Command::FitSelection => {
                if let Some(span) = self.selected_span(story) {
                    self.window = fit_of(story, span, 0.5);
                }
            }
            Command::GoToStart => {
                let start = Window::fit(story.extent).start();
                self.window = self.window.pan(start - self.window.start()).within(story.extent);
            }
            Command::GoToEnd => {
                let end = Window::fit(story.extent).end();
                self.window = self.window.pan(end - self.window.end()).within(story.extent);
            }
            Command::ScrollLanes(points) => self.scroll = (self.scroll + points).max(0.0),
            Command::Select(selection) => self.select(story, selection),
            Command::Clear => {
                if self.search.is_active() {
                    self.search = Search::default();
                } else {
                    self.select(story, Selection::Nothing);
                }
            }
            Command::Step(direction) => {
                if let Some(event) = step(story, self, direction) {
                    self.select(story, Selection::Event(event));
                }
            }
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
            Command::Fold(thread) => self.fold(thread),
            Command::FoldSelected => match self.selection {
                Selection::Thread(thread) => self.fold(thread),
                Selection::Event(event) => self.fold(story.event(event).thread),
                _ => {}
            },
            Command::UnfoldAll => self.folded.clear(),
            Command::Search(query) => self.search = Search::new(story, &query),
            Command::NextHit => self.step_hit(story, true),
            Command::PreviousHit => self.step_hit(story, false),
            Command::FocusSearch
            | Command::Open
            | Command::ExportView
            | Command::ExportPoster
            | Command::CopyLink
            | Command::NextTheme
            | Command::ToggleDetail
            | Command::TogglePalette
            | Command::ToggleHelp => return Some(command),
        }
        None
    }

    fn select(&mut self, story: &Story, selection: Selection) {
        if selection != self.selection {
            self.trail.leave(self.selection);
        }
        self.arrive(story, selection);
    }

    /// Selects, and moves the window just so far that a selected event is seen.
    fn arrive(&mut self, story: &Story, selection: Selection) {
        self.selection = selection;
        if let Selection::Event(event) = selection {
            self.reveal(story, event);
        }
    }

    fn reveal(&mut self, story: &Story, event: EventId) {
        let placed = story.event(event).placed;
        let (start, end) = (placed.start().0 as f64, placed.end().0 as f64);
        let window = self.window;
        if end < window.start() || start > window.end() {
            let middle = f64::midpoint(start, end);
            self.window = window.pan(middle - f64::midpoint(window.start(), window.end())).within(story.extent);
        }
    }

    fn fold(&mut self, thread: ThreadId) {
        if !self.folded.remove(&thread) {
            self.folded.insert(thread);
        }
    }

    fn step_hit(&mut self, story: &Story, on: bool) {
        let here = if let Selection::Event(event) = self.selection { Some(event) } else { None };
        if let Some(hit) = self.search.step(here, on) {
            self.select(story, Selection::Event(hit));
        }
    }

    fn zoom_about_focus(&mut self, story: &Story, factor: f64) {
        let window = self.window;
        let middle = f64::midpoint(window.start(), window.end());
        let focus = self
            .selected_span(story)
            .map(|span| f64::midpoint(span.start().0 as f64, span.end().0 as f64))
            .filter(|at| (window.start()..=window.end()).contains(at));
        self.window = window.zoom(factor, focus.unwrap_or(middle)).within(story.extent);
    }
}
