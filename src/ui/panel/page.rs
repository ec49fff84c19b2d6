//! The context that the pages of the detail panel read. Knows nothing of how they look.

use std::sync::{Arc, OnceLock};

use egui::{Context, Id};

use crate::analysis::meanwhile::{self, Meanwhile};
use crate::analysis::telling::Telling;
use crate::document::Document;
use crate::state::derived::Derived;
use crate::state::{Selection, State};
use crate::story::Story;
use crate::story::id::EventId;
use crate::story::order::Order;
use crate::story::problem::Problem;
use crate::story::words::{self, Clause};
use crate::theme::Theme;
use crate::ui::host;
use crate::ui::host::task::FEW_TO_COUNT;
use crate::ui::session::Session;
use crate::ui::timeline::TimelineView;

/// Everything that the pages read.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Page<'a> {
    pub(super) story: &'a Arc<Story>,
    /// The number of this version of the story among those that the window has shown.
    pub(super) revision: u64,
    /// The number of this story, whatever its version.
    pub(super) opened: u64,
    pub(super) state: &'a State,
    pub(super) theme: &'a Theme,
    /// The text of the story as it is now; `None` if it is too long to be kept.
    pub(super) document: Option<&'a Document>,
    /// What is wrong in the story.
    pub(super) problems: &'a [Problem],
    /// Whether there is a selection to go back to, and one to go forward to.
    pub(super) can_go: [bool; 2],
    /// Whether the selected event has a place in a visible lane.
    pub(super) is_drawn: bool,
}

/// What the story says of the place of an event among all others.
pub(super) struct Among {
    /// The first and the last place that it can have in the happening, from 0.
    pub(super) places: [usize; 2],
    /// Where else it could lie.
    pub(super) could_be: Vec<Clause>,
    /// The events at the same time.
    pub(super) beside: Meanwhile,
}

impl<'a> Page<'a> {
    /// The context of the page about this view of the open story.
    pub(in crate::ui) fn of(session: &'a Session, state: &'a State, timeline: &TimelineView, theme: &'a Theme) -> Self {
        let is_hidden = |id: EventId| timeline.cache.plan.get().is_some_and(|plan| plan.position(id).is_none());
        Self {
            story: &session.story,
            revision: session.revision,
            opened: session.opened,
            state,
            theme,
            document: session.document.as_ref(),
            problems: &session.problems,
            can_go: [(-1, state.trail.has_back()), (1, state.trail.has_forward())]
                .map(|(steps, has)| host::can_go(steps, has)),
            is_drawn: !matches!(state.selection, Selection::Event(id) if is_hidden(id)),
        }
    }

    /// The order that the axis follows.
    pub(super) fn order(&self) -> Order {
        self.state.order()
    }

    /// The story's two orders, compared; of a large one not at once.
    pub(super) fn telling(&self) -> Option<&'a Telling> {
        self.state.derived().telling_by_now(self.story).map(|telling| &**telling)
    }

    /// What the story says of the place of an event among the others, unless that is still looked up, on a worker.
    pub(super) fn among(&self, ctx: &Context, id: EventId) -> Option<Arc<Among>> {
        self.later(ctx, "among", id, move |story, derived| {
            let around = derived.entailed(story).around(id);
            Among {
                places: around.places(),
                could_be: words::could_be(story, id, &around),
                beside: meanwhile::beside(story, id, &around),
            }
        })
    }

    /// The result of `make`, kept as by [`memo`](Self::memo). Of a large story it is made in the background, and is not
    /// there yet at first.
    pub(super) fn later<K, V>(
        &self,
        ctx: &Context,
        what: &str,
        key: K,
        make: impl FnOnce(&Story, &Derived) -> V + Send + 'static,
    ) -> Option<Arc<V>>
    where
        K: Clone + PartialEq + Send + Sync + 'static,
        V: Send + Sync + 'static,
    {
        let slot = self.memo(ctx, what, key, || {
            let (slot, derived) = (Arc::new(OnceLock::new()), self.state.derived().clone());
            if self.story.events.len() <= FEW_TO_COUNT {
                _ = slot.set(Arc::new(make(self.story, &derived)));
                return slot;
            }
            let (filled, story, ctx) = (slot.clone(), Arc::downgrade(self.story), ctx.clone());
            let mut make = Some(make);
            host::in_background(move || {
                derived.in_turn(|| {
                    // By its turn, the answer may be to a question that nobody asks any more.
                    let is_wanted = Arc::strong_count(&filled) > 1;
                    if let (Some(make), Some(story), true) = (make.take(), story.upgrade(), is_wanted) {
                        _ = filled.set(Arc::new(make(&story, &derived)));
                        ctx.request_repaint();
                    }
                });
                true
            });
            slot
        });
        slot.get().cloned()
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
