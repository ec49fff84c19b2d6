//! The values derived of one story: its sorted events, its telling, its search index and its names. Made when first needed
//! and kept; a story that takes the place of another comes with its own. Knows nothing of what the user does.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::search::roster::Roster;
use super::search::{Index, IndexBuilder, Search};
use crate::analysis::continuity::Findings;
use crate::analysis::sequence::Sequence;
use crate::analysis::telling::Telling;
use crate::story::Story;
use crate::story::place::Entailed;

/// Up to so many events, the order network is kept: it takes some 200 bytes for each.
const MOST_KEPT: usize = 200_000;

/// The values derived of one story, each made when it is first asked for. Every method must be given that story. Copies
/// share the parts.
#[derive(Clone, Debug, Default)]
pub struct Derived {
    parts: Arc<Parts>,
}

#[derive(Debug, Default)]
struct Parts {
    sequence: OnceLock<Arc<Sequence>>,
    telling: OnceLock<Arc<Telling>>,
    findings: OnceLock<Arc<Findings>>,
    entailed: OnceLock<Arc<Entailed>>,
    turn: Mutex<()>,
    index: OnceLock<Arc<Index>>,
    roster: OnceLock<Roster>,
    /// Whether the index is built elsewhere, step by step, and handed over with [`Derived::set_index`].
    is_built_elsewhere: AtomicBool,
    /// Whether the telling and the findings are made elsewhere.
    is_compared_elsewhere: AtomicBool,
}

impl Derived {
    /// The events in both orders. O(n log n) the first time.
    pub fn sequence(&self, story: &Story) -> &Arc<Sequence> {
        self.parts.sequence.get_or_init(|| Arc::new(Sequence::new(story)))
    }

    /// The two orders, compared. Takes time in proportion to the events the first time.
    pub fn telling(&self, story: &Story) -> &Arc<Telling> {
        let compare = || Telling::along(story, self.sequence(story), || self.entailed(story));
        self.parts.telling.get_or_init(|| Arc::new(compare()))
    }

    /// The findings of continuity. Takes time in proportion to the events the first time.
    pub fn findings(&self, story: &Story) -> &Arc<Findings> {
        self.parts.findings.get_or_init(|| Arc::new(Findings::of(story, || self.entailed(story))))
    }

    /// Declares that the telling and the findings are made elsewhere, by asking for them there. Until they are, those who
    /// cannot wait do without.
    pub fn expect_comparison(&self) {
        self.parts.is_compared_elsewhere.store(true, Ordering::Relaxed);
    }

    /// Whether the telling or the findings are still expected from elsewhere.
    pub fn is_comparing(&self) -> bool {
        let is_whole = self.parts.telling.get().is_some() && self.parts.findings.get().is_some();
        self.is_compared_elsewhere() && !is_whole
    }

    fn is_compared_elsewhere(&self) -> bool {
        self.parts.is_compared_elsewhere.load(Ordering::Relaxed)
    }

    /// The two orders, compared; `None` while they are still expected from elsewhere.
    pub fn telling_by_now(&self, story: &Story) -> Option<&Arc<Telling>> {
        if self.is_compared_elsewhere() { self.parts.telling.get() } else { Some(self.telling(story)) }
    }

    /// The findings of continuity; `None` while they are still expected from elsewhere.
    pub fn findings_by_now(&self, story: &Story) -> Option<&Arc<Findings>> {
        if self.is_compared_elsewhere() { self.parts.findings.get() } else { Some(self.findings(story)) }
    }

    /// The values to derive of `new`, which `old`, the story of these, has become by an edit: what follows from times and
    /// telling alone is taken over if the edit touched neither.
    #[must_use]
    pub fn after_edit(&self, old: &Story, new: &Story) -> Self {
        let Parts { sequence, telling, entailed, .. } = &*self.parts;
        let parts = if new.has_orders_of(old) {
            let (sequence, telling, entailed) = (sequence.clone(), telling.clone(), entailed.clone());
            Parts { sequence, telling, entailed, ..Parts::default() }
        } else {
            Parts::default()
        };
        Self { parts: Arc::new(parts) }
    }

    /// The order network. It is kept unless it is so large that it is made again each time; see [`Entailed::of`].
    pub fn entailed(&self, story: &Story) -> Arc<Entailed> {
        let make = || Arc::new(Entailed::of(story));
        if story.events.len() > MOST_KEPT { make() } else { self.parts.entailed.get_or_init(make).clone() }
    }

    /// Runs work in the background that needs much memory, one after the other.
    pub fn in_turn<R>(&self, work: impl FnOnce() -> R) -> R {
        // If other work has panicked, this can still be done.
        let _turn = self.parts.turn.lock().unwrap_or_else(PoisonError::into_inner);
        work()
    }

    /// The search index, built now if it is not there yet.
    pub fn search_index(&self, story: &Story) -> &Arc<Index> {
        self.parts.index.get_or_init(|| {
            let mut builder = self.index_builder(story);
            while !builder.step(story, usize::MAX) {}
            Arc::new(builder.finish(story))
        })
    }

    /// A builder of the search index; its result is for [`Derived::set_index`].
    pub fn index_builder(&self, story: &Story) -> IndexBuilder {
        IndexBuilder::new(story, self.sequence(story).clone())
    }

    /// Declares that the index is built elsewhere: until it is handed over, searches are
    /// [pending](Search::is_pending) instead of building it.
    pub fn expect_index(&self) {
        self.parts.is_built_elsewhere.store(true, Ordering::Relaxed);
    }

    /// Expects the index from elsewhere if `other` does.
    pub(super) fn expect_index_as(&self, other: &Self) {
        if other.parts.is_built_elsewhere.load(Ordering::Relaxed) {
            self.expect_index();
        }
    }

    /// Takes over the index. An index that is there already is the same, and stays.
    pub fn set_index(&self, index: Index) {
        let _ = self.parts.index.set(Arc::new(index));
    }

    /// Whether the index is still expected from elsewhere.
    pub fn is_pending(&self) -> bool {
        self.parts.is_built_elsewhere.load(Ordering::Relaxed) && self.parts.index.get().is_none()
    }

    /// The events that match every term of `query`. Builds the index if needed, unless it is expected from elsewhere.
    pub fn search(&self, story: &Story, query: &str) -> Search {
        Search::find(story, query, || if self.is_pending() { None } else { Some(self.search_index(story).clone()) })
    }

    /// Everything with a name, for the command palette.
    pub(super) fn roster(&self, story: &Story) -> &Roster {
        self.parts.roster.get_or_init(|| Roster::new(story))
    }
}
