//! What a large story's pages and charts count, made beside the frames: the window lives on, and says that it counts.
//! What is counted of a small one is there before anybody would notice.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use crate::charts::ChartData;
use crate::story::Story;
use crate::ui::app::App;
use crate::ui::host;

/// What is counted of a story of up to so many events needs no waiting.
const FEW: usize = 50_000;

/// Something on its way.
pub(in crate::ui) struct Aside<T>(Receiver<T>);

impl<T: Send + 'static> Aside<T> {
    /// Begins to make something of a story; `ctx` is woken when it is there.
    fn begin(ctx: &egui::Context, story: &Arc<Story>, make: impl FnOnce(&Story) -> T + Send + 'static) -> Self {
        let (sender, receiver) = channel();
        // A story that is open no longer is not waited for.
        let (story, ctx) = (Arc::downgrade(story), ctx.clone());
        let mut make = Some(make);
        host::aside(move || {
            if let (Some(make), Some(story)) = (make.take(), story.upgrade()) {
                // The window may be gone by now, or show something else.
                let _ = sender.send(make(&story));
                ctx.request_repaint();
            }
            true
        });
        Self(receiver)
    }

    /// What was made, once.
    fn poll(&self) -> Option<T> {
        self.0.try_recv().ok()
    }
}

impl App {
    /// Compares the orders of a large story that has just come.
    pub(in crate::ui) fn compare_aside(&mut self, ctx: &egui::Context) {
        let finder = self.state.finder().clone();
        if !finder.has_telling() && !is_compared_first(&self.session.story) {
            // Whoever asks for it finds it there.
            let compare = move |story: &Story| _ = finder.telling(story);
            self.session.comparing = Some(Aside::begin(ctx, &self.session.story, compare));
        }
    }

    /// Whether what the open chart shows is counted; begins to count it where it is not.
    pub(in crate::ui) fn is_counted(&mut self, ctx: &egui::Context) -> bool {
        if !self.timeline.cache.counted.is_missing(&self.state) || self.session.story.events.len() <= FEW {
            return true;
        }
        if self.timeline.cache.counting.is_none() {
            let state = self.state.clone();
            let count = move |story: &Story| ChartData::of(story, &state);
            self.timeline.cache.counting = Some(Aside::begin(ctx, &self.session.story, count));
        }
        false
    }

    /// Takes over what is there by now.
    pub(in crate::ui) fn finish_counting(&mut self) {
        if let Some(counted) = self.timeline.cache.counting.as_ref().and_then(Aside::poll) {
            self.timeline.cache.counting = None;
            self.timeline.cache.counted.take(counted);
        }
        if self.session.comparing.as_ref().and_then(Aside::poll).is_some() {
            self.session.comparing = None;
        }
    }

    /// Whether anything is being counted.
    pub(in crate::ui) fn is_counting(&self) -> bool {
        self.timeline.cache.counting.is_some() || self.session.comparing.is_some()
    }
}

/// Whether the orders of a story are compared before it is shown.
pub(in crate::ui) fn is_compared_first(story: &Story) -> bool {
    story.events.len() <= FEW
}
