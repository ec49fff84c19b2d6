//! The context that the pages of the detail panel read. Knows nothing of how they look.

use std::sync::Arc;

use egui::{Context, Id};

use crate::analysis::telling::Telling;
use crate::state::{Selection, State};
use crate::story::Story;
use crate::story::id::EventId;
use crate::story::order::Order;
use crate::theme::Theme;
use crate::ui::host;
use crate::ui::session::Session;
use crate::ui::timeline::TimelineView;

/// Everything that the pages read.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Page<'a> {
    pub(super) story: &'a Story,
    /// The number of this story among those that the window has shown.
    pub(super) revision: u64,
    pub(super) state: &'a State,
    pub(super) theme: &'a Theme,
    /// Whether there is a selection to go back to, and one to go forward to.
    pub(super) can_go: [bool; 2],
    /// Whether the selected event has a place in a visible lane.
    pub(super) is_drawn: bool,
    /// Whether the story's two orders are still being compared, on a worker.
    pub(super) is_comparing: bool,
}

impl<'a> Page<'a> {
    /// The context of the page about this view of the open story.
    pub(in crate::ui) fn of(session: &'a Session, state: &'a State, timeline: &TimelineView, theme: &'a Theme) -> Self {
        let is_hidden = |id: EventId| timeline.cache.plan.get().is_some_and(|plan| plan.position(id).is_none());
        Self {
            story: &session.story,
            revision: session.revision,
            state,
            theme,
            can_go: [(-1, state.trail.has_back()), (1, state.trail.has_forward())]
                .map(|(steps, has)| host::can_go(steps, has)),
            is_drawn: !matches!(state.selection, Selection::Event(id) if is_hidden(id)),
            is_comparing: session.is_comparing(),
        }
    }

    /// The order that the axis follows.
    pub(super) fn order(&self) -> Order {
        self.state.order()
    }

    /// The story's two orders compared. The first call on a story takes time in proportion to its events.
    pub(super) fn telling(&self) -> &'a Telling {
        self.state.derived().telling(self.story)
    }

    /// The result of `make`, kept in egui's memory under `what`, and made again when the story or `key` differs from the
    /// last call for `what`.
    pub(super) fn memo<K, V>(&self, ctx: &Context, what: &str, key: K, make: impl FnOnce() -> V) -> Arc<V>
    where
        K: Clone + PartialEq + Send + Sync + 'static,
        V: Send + Sync + 'static,
    {
        let id = Id::unique(what);
        let key = (self.revision, key);
        if let Some((made_for, value)) = ctx.data(|data| data.get_temp::<((u64, K), Arc<V>)>(id))
            && made_for == key
        {
            return value;
        }
        let value = Arc::new(make());
        ctx.data_mut(|data| data.insert_temp(id, (key, value.clone())));
        value
    }
}
