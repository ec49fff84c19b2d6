//! What a query found: which events, and how well each matches.

use super::index::Index;
use crate::story::id::EventId;

/// Events found in a story.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    /// For each event of the story; 0 for those that were not found.
    scores: Vec<u32>,
    /// Best first.
    ranked: Vec<EventId>,
    /// By when they happen.
    happening: Vec<EventId>,
    /// For each term, whether slips were forgiven.
    pub(super) slips: Vec<bool>,
}

impl Hits {
    /// Ranks what has a score: the higher, then the shorter the title, then the earlier.
    pub(super) fn new(index: &Index, scores: Vec<u32>, slips: Vec<bool>) -> Self {
        let found = |id: &EventId| scores[id.index()] > 0;
        let happening: Vec<EventId> = index.happening.iter().copied().filter(found).collect();
        let length = |id: EventId| index.title_lengths[id.index()];
        let mut keys: Vec<(u32, u16, u32)> =
            happening.iter().zip(0..).map(|(&id, at)| (u32::MAX - scores[id.index()], length(id), at)).collect();
        keys.sort_unstable();
        let ranked = keys.into_iter().map(|(.., at)| happening[at as usize]).collect();
        Self { scores, ranked, happening, slips }
    }

    /// Whether an event was found.
    pub fn has(&self, event: EventId) -> bool {
        self.score(event) > 0
    }

    /// How well an event matches, for comparing with others of the same query; 0 where it does not.
    pub fn score(&self, event: EventId) -> u32 {
        self.scores.get(event.index()).copied().unwrap_or(0)
    }

    /// The events found, best first.
    pub fn ranked(&self) -> &[EventId] {
        &self.ranked
    }

    /// The events found, by when they start, then by the file's order.
    pub fn in_order(&self) -> &[EventId] {
        &self.happening
    }
}
