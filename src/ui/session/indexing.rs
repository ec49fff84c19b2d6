//! The index that a large story is searched by: built beside the frames once somebody is about to search, so that no
//! letter typed has to wait for it.

use std::sync::Arc;

use crate::state::State;
use crate::story::Story;
use crate::ui::app::App;
use crate::ui::bars::search;
use crate::ui::{cards, host};

/// The index of a story of up to so many events is there before anybody notices that it was not.
const FEW: usize = 10_000;
/// How many events are read between two looks at whether the story is still wanted, and at the clock where there is but
/// one thread.
const AT_ONCE: usize = 250;

/// The first view of a story whose index is built beside the frames if it takes long.
pub(in crate::ui) fn state_of(story: &Story) -> State {
    let state = State::new(story);
    if story.events.len() > FEW {
        state.finder().build_elsewhere();
    }
    state
}

impl App {
    /// Starts to build the index when it is about to be needed, and finds what waited for it once it is there.
    pub(in crate::ui) fn index_aside(&mut self, ctx: &egui::Context) {
        let finder = self.state.finder();
        if !finder.is_pending() {
            if self.state.catch_up(&self.session.story) {
                self.timeline.cache.version += 1;
            }
            return;
        }
        let typing = || ctx.memory(|memory| memory.has_focus(search::search_id()));
        let asked = self.state.is_pending() || matches!(self.overlays.card, Some(cards::Card::Palette(_))) || typing();
        if self.session.is_indexing || !asked {
            return;
        }
        self.session.is_indexing = true;
        // A story that is open no longer is not waited for.
        let (story, finder, ctx) = (Arc::downgrade(&self.session.story), finder.clone(), ctx.clone());
        let mut building = None;
        host::aside(move || {
            let Some(story) = story.upgrade() else { return true };
            let builder = building.get_or_insert_with(|| finder.builder(&story));
            let is_done = builder.step(&story, AT_ONCE);
            if is_done && let Some(builder) = building.take() {
                finder.keep(builder.finish(&story));
                ctx.request_repaint();
            }
            is_done
        });
    }

    /// Whether the index is being built.
    pub(in crate::ui) fn is_indexing(&self) -> bool {
        self.session.is_indexing && self.state.finder().is_pending()
    }
}
