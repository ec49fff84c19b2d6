//! What a story states for the checks of continuity: who begins and ends where, who learns and knows what, which phase an
//! event belongs to, how long ways take, and which findings are accepted. Checks nothing.
//!
//! Few events have any of this, so it is kept beside the events' columns.

use super::id::{CharacterId, EventId, PhaseId, PlaceId};
pub use crate::document::format::FindingKind;

/// What a story states for the checks. The lists about events are in the file's order of the events.
#[derive(Clone, Debug, Default)]
pub struct Continuity {
    /// The beginnings and ends of characters.
    pub bounds: Vec<Bound>,
    /// What characters learn and know.
    pub knowledge: Vec<Knowledge>,
    /// The facts that they learn and know, each once.
    pub facts: Vec<String>,
    /// The phases that events belong to.
    pub phases: Vec<(EventId, PhaseId)>,
    /// The least times from place to place.
    pub travel: Vec<Travel>,
    /// The findings that are accepted.
    pub muted: Vec<Muted>,
}

/// Which side of a character's life an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edge {
    /// They are born or arrive.
    Begins,
    /// They die or leave.
    Ends,
}

/// An event that a character begins or ends with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The event.
    pub event: EventId,
    /// The character.
    pub character: CharacterId,
    /// Which of the two it is.
    pub edge: Edge,
    /// How, such as `dies`; may be empty.
    pub how: String,
}

/// An event in which a character learns a fact, or acts on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Knowledge {
    /// The event.
    pub event: EventId,
    /// The character.
    pub character: CharacterId,
    /// The index of the fact in [`Continuity::facts`].
    pub fact: u32,
    /// Whether it is learned here, rather than known already.
    pub is_learned: bool,
}

/// The least time that a way takes, in both directions unless the way back is given too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Travel {
    /// Where it starts.
    pub from: PlaceId,
    /// Where it ends.
    pub to: PlaceId,
    /// How long it takes at least, in ticks; not negative.
    pub ticks: i64,
}

/// Findings that are accepted: those of this kind that have all that is given here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Muted {
    /// The kind of finding.
    pub kind: FindingKind,
    /// All events that it is about, ascending; empty if it may be about any.
    pub events: Vec<EventId>,
    /// The character whom it is about.
    pub character: Option<CharacterId>,
    /// The index of the fact that it is about, in [`Continuity::facts`].
    pub fact: Option<u32>,
    /// Whether only possible findings are accepted.
    pub only_possible: bool,
    /// The reason; may be empty.
    pub why: String,
}

/// The new number of each thing of a story that has lost some.
pub(super) struct Renumbered<'k> {
    pub(super) event: &'k dyn Fn(EventId) -> Option<EventId>,
    pub(super) character: &'k dyn Fn(CharacterId) -> Option<CharacterId>,
    pub(super) place: &'k dyn Fn(PlaceId) -> Option<PlaceId>,
}

impl Continuity {
    /// The phase that an event belongs to. O(log n).
    pub fn phase_of(&self, event: EventId) -> Option<PhaseId> {
        let at = self.phases.binary_search_by_key(&event, |&(event, _)| event).ok()?;
        Some(self.phases[at].1)
    }

    /// The beginnings and ends in an event. O(log n).
    pub fn bounds_of(&self, event: EventId) -> &[Bound] {
        let [from, to] = [event, EventId(event.0.saturating_add(1))]
            .map(|event| self.bounds.partition_point(|bound| bound.event < event));
        &self.bounds[from..to]
    }

    /// What is learned and known in an event. O(log n).
    pub fn knowledge_of(&self, event: EventId) -> &[Knowledge] {
        let [from, to] = [event, EventId(event.0.saturating_add(1))]
            .map(|event| self.knowledge.partition_point(|known| known.event < event));
        &self.knowledge[from..to]
    }

    /// A fact, by its index.
    pub fn fact(&self, fact: u32) -> &str {
        self.facts.get(fact as usize).map_or("", String::as_str)
    }

    /// Leaves out what is about things that the story has lost.
    pub(super) fn renumber(&mut self, kept: &Renumbered<'_>) {
        let Renumbered { event, character, place } = kept;
        self.bounds.retain_mut(|it| renumber(&mut it.event, event) && renumber(&mut it.character, character));
        self.knowledge.retain_mut(|it| renumber(&mut it.event, event) && renumber(&mut it.character, character));
        self.phases.retain_mut(|(it, _)| renumber(it, event));
        self.travel.retain_mut(|it| renumber(&mut it.from, place) && renumber(&mut it.to, place));
        self.muted.retain_mut(|it| {
            it.events.iter_mut().all(|it| renumber(it, event))
                && it.character.as_mut().is_none_or(|it| renumber(it, character))
        });
    }

    /// The same for phases that the story has lost.
    pub(super) fn renumber_phases(&mut self, phase: impl Fn(PhaseId) -> Option<PhaseId>) {
        self.phases.retain_mut(|(_, it)| renumber(it, &phase));
    }
}

/// Gives a thing its new number, if it still has one.
fn renumber<I: Copy>(id: &mut I, new: impl Fn(I) -> Option<I>) -> bool {
    let new = new(*id);
    *id = new.unwrap_or(*id);
    new.is_some()
}
