//! What is made of the open story in the background, so that no frame waits for it: the index of the search, the
//! comparison of the two orders, and what a chart counts. Of a small story all of it is made when it is first needed,
//! which takes less than anybody notices.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use egui::Context;

use super::Session;
use crate::charts::ChartData;
use crate::state::derived::Derived;
use crate::story::Story;
use crate::ui::app::App;
use crate::ui::bars::search::search_id;
use crate::ui::{cards, host};

/// The index of a story of up to so many events is built when somebody first searches.
const FEW_TO_INDEX: usize = 10_000;
/// A story of up to so many events is counted and compared when it is first asked for.
const FEW_TO_COUNT: usize = 50_000;
/// How many events are indexed between two looks at whether the story is still wanted, and at the clock where there is
/// but one thread.
const INDEXED_AT_ONCE: usize = 250;

/// A value being made in the background.
pub(in crate::ui) struct Task<T>(Receiver<T>);

impl<T: Send + 'static> Task<T> {
    /// Begins to make something of a story; `ctx` is woken when it is there.
    fn begin(ctx: &Context, story: &Arc<Story>, make: impl FnOnce(&Story) -> T + Send + 'static) -> Self {
        let (sender, receiver) = channel();
        // Nothing is made of a story that has been closed meanwhile.
        let (story, ctx) = (Arc::downgrade(story), ctx.clone());
        let mut make = Some(make);
        host::in_background(move || {
            if let (Some(make), Some(story)) = (make.take(), story.upgrade()) {
                // The window may be gone by now, or show something else.
                let _ = sender.send(make(&story));
                ctx.request_repaint();
            }
            true
        });
        Self(receiver)
    }

    /// The value, once.
    fn poll(&self) -> Option<T> {
        self.0.try_recv().ok()
    }
}

/// What is to be derived of a story. The index of a large one is left to the background.
pub(in crate::ui) fn derived_for(story: &Story) -> Derived {
    let derived = Derived::default();
    if story.events.len() > FEW_TO_INDEX {
        derived.expect_index();
    }
    derived
}

/// Whether the orders of a story are compared before it is shown.
pub(in crate::ui) fn is_compared_first(story: &Story) -> bool {
    story.events.len() <= FEW_TO_COUNT
}

impl Session {
    /// Compares the orders of a large story that has just come.
    pub(super) fn compare_orders(&mut self, ctx: &Context) {
        let derived = self.derived.clone();
        if !derived.has_telling() && !is_compared_first(&self.story) {
            // The comparison is kept beside the story, where the pages look for it.
            let compare = move |story: &Story| _ = derived.telling(story);
            self.comparing = Some(Task::begin(ctx, &self.story, compare));
        }
    }
}

impl App {
    /// Starts to build the index when it is about to be needed, and finds what waited for it once it is there.
    pub(super) fn keep_index(&mut self, ctx: &Context) {
        let derived = &self.session.derived;
        if !derived.is_pending() {
            self.state.catch_up(&self.session.story);
            return;
        }
        let is_typing = || ctx.memory(|memory| memory.has_focus(search_id()));
        let is_choosing = matches!(self.overlays.card, Some(cards::Card::Palette(_)));
        let is_wanted = self.state.is_pending() || is_choosing || is_typing();
        if self.session.is_indexing || !is_wanted {
            return;
        }
        self.session.is_indexing = true;
        // A story that is open no longer is not waited for.
        let (story, derived, ctx) = (Arc::downgrade(&self.session.story), derived.clone(), ctx.clone());
        let mut building = None;
        host::in_background(move || {
            let Some(story) = story.upgrade() else { return true };
            let builder = building.get_or_insert_with(|| derived.index_builder(&story));
            let is_done = builder.step(&story, INDEXED_AT_ONCE);
            if is_done && let Some(builder) = building.take() {
                derived.set_index(builder.finish(&story));
                ctx.request_repaint();
            }
            is_done
        });
    }

    /// Whether what the open chart shows is counted; begins to count it where it is not.
    pub(in crate::ui) fn is_counted(&mut self, ctx: &Context) -> bool {
        let cache = &mut self.timeline.cache;
        if !cache.counted.is_missing(&self.state) || self.session.story.events.len() <= FEW_TO_COUNT {
            return true;
        }
        if cache.counting.is_none() {
            let state = self.state.clone();
            let count = move |story: &Story| ChartData::of(story, &state);
            cache.counting = Some(Task::begin(ctx, &self.session.story, count));
        }
        false
    }

    /// Takes over what has been counted by now.
    pub(super) fn finish_counting(&mut self) {
        let cache = &mut self.timeline.cache;
        if let Some(counted) = cache.counting.as_ref().and_then(Task::poll) {
            cache.counting = None;
            cache.counted.merge(counted);
        }
        if self.session.comparing.as_ref().and_then(Task::poll).is_some() {
            self.session.comparing = None;
        }
    }

    /// Whether the index is being built.
    pub(in crate::ui) fn is_indexing(&self) -> bool {
        self.session.is_indexing && self.session.derived.is_pending()
    }

    /// Whether anything is being counted.
    pub(in crate::ui) fn is_counting(&self) -> bool {
        self.timeline.cache.counting.is_some() || self.session.comparing.is_some()
    }
}
