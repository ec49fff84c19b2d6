//! The window after a command: panned, zoomed, or fitted to something. Changes nothing itself.

use super::State;
use super::command::Command;
use crate::story::Story;
use crate::time::Span;
use crate::time::window::Window;

/// How much one press of a zoom key enlarges.
const ZOOM_STEP: f64 = 1.5;

impl State {
    /// The window after a command about it; `None` for any other command, and where there is nothing to fit.
    pub(super) fn window_after(&self, story: &Story, command: &Command) -> Option<Window> {
        let (window, extent) = (self.window, self.extent(story));
        let whole = Window::fit(extent);
        let window = match *command {
            Command::Pan(share) | Command::Drag { share, .. } => window.pan(share * window.length()),
            Command::Zoom { factor, about } => window.zoom(factor, about),
            Command::ZoomIn => window.zoom(ZOOM_STEP, self.focus(story)),
            Command::ZoomOut => window.zoom(1.0 / ZOOM_STEP, self.focus(story)),
            Command::Show(wanted) | Command::Brush(wanted) => wanted,
            Command::ShowSpan(span) => fit(extent, span, 0.9),
            Command::FitAll => return Some(whole),
            Command::FitSelection => fit(extent, self.selected_span(story)?, 0.5),
            Command::GoToStart => window.pan(whole.start() - window.start()),
            Command::GoToEnd => window.pan(whole.end() - window.end()),
            _ => return None,
        };
        Some(window.within(extent))
    }

    /// The time that the zoom keys zoom about: the middle of the selection if it is in sight, or else of the window.
    fn focus(&self, story: &Story) -> f64 {
        let window = self.window;
        let selected = self.selected_span(story);
        selected
            .map(|span| f64::midpoint(span.start().0 as f64, span.end().0 as f64))
            .filter(|at| (window.start()..=window.end()).contains(at))
            .unwrap_or(f64::midpoint(window.start(), window.end()))
    }
}

/// The window that shows `span` in its middle, taking up `share` of the width. Around a moment, or an event of unknown
/// length on a clock, which have next to no length, it shows a tenth of the story.
fn fit(extent: Span, span: Span, share: f64) -> Window {
    let (length, whole) = (span.length() as f64, extent.length() as f64);
    if length < whole / 2000.0 {
        let middle = f64::midpoint(span.start().0 as f64, span.end().0 as f64);
        Window::new(middle - whole / 20.0, whole / 10.0)
    } else {
        Window::around(span, share)
    }
}
