//! Values that are derived of the open story in the background, so that no frame waits for them: the index of the search,
//! the comparison of the two orders, and the findings of continuity. Of a small story all are made when they are first
//! needed, which takes less than anybody notices.

use std::sync::Arc;

use egui::Context;

use crate::state::derived::Derived;
use crate::story::Story;
use crate::ui::host;
use crate::ui::host::task::{FEW_TO_COUNT, Task};

/// The index of a story of up to so many events is built when somebody first searches.
const FEW_TO_INDEX: usize = 10_000;
/// The orders of a story of up to so many events are compared, and its continuity is checked, within a frame.
const FEW_TO_COMPARE: usize = 3_000;
/// How many events are indexed before it is checked whether the story is still wanted, and whether the page's turn is
/// over.
const INDEXED_AT_ONCE: usize = 250;

/// The values to derive of a story that has come.
pub(in crate::ui) fn derived_for(story: &Story) -> Derived {
    leave_to_background(story, Derived::default())
}

/// Leaves to the background what takes long with a large story.
pub(in crate::ui) fn leave_to_background(story: &Story, derived: Derived) -> Derived {
    if story.events.len() > FEW_TO_COMPARE {
        derived.expect_comparison();
    }
    if story.events.len() > FEW_TO_INDEX {
        derived.expect_index();
    }
    derived
}

/// Whether the orders of a story that is opened are compared before it is shown.
pub(in crate::ui) fn is_compared_first(story: &Story) -> bool {
    story.events.len() <= FEW_TO_COUNT
}

/// The work in the background for the open story. The results are kept in its [`Derived`], where the pages look for them.
#[derive(Default)]
pub(in crate::ui) struct Background {
    comparing: Option<Task<()>>,
    /// Whether the index was begun.
    is_indexing: bool,
}

impl Background {
    /// The work for a story that has just come: begins to compare its orders and to check its continuity, if it is a
    /// large one.
    pub(super) fn begin(ctx: &Context, story: &Arc<Story>, derived: &Derived) -> Self {
        let is_wanted = derived.is_comparing();
        let derived = derived.clone();
        let work = move |story: &Story| {
            derived.telling(story);
            derived.findings(story);
        };
        let comparing = is_wanted.then(|| Task::begin(ctx, story, work));
        Self { comparing, is_indexing: false }
    }

    /// Begins to build the index, unless that was begun before.
    pub(super) fn build_index(&mut self, ctx: &Context, story: &Arc<Story>, derived: &Derived) {
        if self.is_indexing {
            return;
        }
        self.is_indexing = true;
        // The work ends when the story is closed.
        let (story, derived, ctx) = (Arc::downgrade(story), derived.clone(), ctx.clone());
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

    /// Notices that the comparison has ended.
    pub(super) fn finish(&mut self) {
        self.comparing.take_if(|comparing| comparing.poll().is_some());
    }

    /// Whether the two orders are being compared.
    pub(super) fn is_comparing(&self) -> bool {
        self.comparing.is_some()
    }

    /// Whether the index was begun.
    pub(super) fn is_indexing(&self) -> bool {
        self.is_indexing
    }
}
