//! Resolves what a story states for the checks of continuity, and the findings that it accepts.

use std::collections::HashMap;

use super::super::event_table::{EventTable, RareEntry, WrittenEvent};
use super::super::limits;
use super::super::when;
use super::Resolver;
use crate::document::format;
use crate::story::continuity::{Bound, Continuity, Edge, Knowledge, Muted, Travel};
use crate::story::id::{CharacterId, EventId, PhaseId, PlaceId};
use crate::story::problem::quoted;
use crate::text::path::Path;

/// What events state, before facts have numbers and while phases have those of the file.
#[derive(Default)]
pub(super) struct Stated<'d> {
    bounds: Vec<Bound>,
    knowledge: Vec<(EventId, CharacterId, &'d str, bool)>,
    phases: Vec<(EventId, u32)>,
}

impl<'d> Stated<'d> {
    /// Appends what the next events state.
    pub(super) fn append(&mut self, next: Self) {
        self.bounds.extend(next.bounds);
        self.knowledge.extend(next.knowledge);
        self.phases.extend(next.phases);
    }

    /// Gives the facts their numbers; `phase_ids` has the phases of the file's list that the story keeps. Returns the
    /// numbers of the facts, too.
    pub(super) fn finish(self, phase_ids: &[Option<PhaseId>]) -> (Continuity, HashMap<&'d str, u32>) {
        let mut facts: Vec<String> = Vec::new();
        let mut numbers: HashMap<&'d str, u32> = HashMap::new();
        let known = self.knowledge.into_iter().map(|(event, character, fact, is_learned)| {
            let fact = *numbers.entry(fact).or_insert_with(|| {
                facts.push(fact.to_owned());
                facts.len() as u32 - 1
            });
            Knowledge { event, character, fact, is_learned }
        });
        let knowledge = known.collect();
        let phase = |(event, phase): (EventId, u32)| Some((event, phase_ids.get(phase as usize).copied().flatten()?));
        let phases = self.phases.into_iter().filter_map(phase).collect();
        let continuity = Continuity { bounds: self.bounds, knowledge, facts, phases, ..Continuity::default() };
        (continuity, numbers)
    }
}

impl<'d> Resolver<'d, '_> {
    /// Resolves the rare fields of an event with this cast.
    pub(super) fn rare(
        &mut self,
        table: &'d EventTable<'d>,
        written: &WrittenEvent<'d>,
        (event, cast): (EventId, &[CharacterId]),
        at: &Path,
        stated: &mut Stated<'d>,
    ) {
        let phase =
            written.rare.iter().find_map(|&(_, entry)| if let RareEntry::Phase(it) = entry { Some(it) } else { None });
        let phase = phase.and_then(|title| self.names.phases.find(table.text(title), &at.field("phase"), self.report));
        stated.phases.extend(phase.map(|phase| (event, phase)));
        for (edge, field) in [(Edge::Begins, "begins"), (Edge::Ends, "ends")] {
            let at = at.field(field);
            let bounds = written.rare.iter().filter_map(|&(_, entry)| match entry {
                RareEntry::Bound(of, who, how) if of == edge => Some((who, how)),
                _ => None,
            });
            let bounds: Vec<_> = bounds.collect();
            let mut found = Vec::with_capacity(bounds.len());
            for (index, &(who, how)) in limits::entries(&bounds, &at, self.report).iter().enumerate() {
                let entry = at.index(index);
                let path = if how.is_some() { entry.field("character") } else { at.index(index) };
                let how = how.map_or("", |how| table.text(how));
                let how = self.label(how, &entry.field("how"));
                let who = self.names.characters.find(table.text(who), &path, self.report);
                found.extend(who.map(|who| ((CharacterId(who), how), index)));
            }
            let once = self.once(found, &at, |index| quoted(table.text(bounds[index].0)));
            let bound = |(character, how): (_, &str)| Bound { event, character, edge, how: how.to_owned() };
            stated.bounds.extend(once.into_iter().map(bound));
        }
        for (is_learned, field) in [(true, "learns"), (false, "knows")] {
            let at = at.field(field);
            let facts = written.rare.iter().filter_map(|&(_, entry)| match entry {
                RareEntry::Knowledge { is_learned: of, fact, named } if of == is_learned => Some((fact, named)),
                _ => None,
            });
            let facts: Vec<_> = facts.collect();
            let mut found = Vec::with_capacity(facts.len());
            for (index, &(fact, named)) in limits::entries(&facts, &at, self.report).iter().enumerate() {
                let entry = at.index(index);
                let path = if named.is_some() { entry.field("fact") } else { at.index(index) };
                let fact = self.name(table.text(fact), &path);
                let named = named.map(|named| table.names(named)).unwrap_or_default();
                if named.is_empty() && written.cast.is_empty() {
                    self.report.note(&entry, "nobody", || {
                        let verb = if is_learned { "learns" } else { "knows" };
                        format!("nobody {verb} this, for the event has no `cast`; fill it, or name the `characters`")
                    });
                }
                let path = entry.field("characters");
                let find = |(nth, &id): (usize, _)| {
                    self.names.characters.find(table.text(id), &path.index(nth), self.report).map(CharacterId)
                };
                let own: Vec<CharacterId> = named.iter().enumerate().filter_map(find).collect();
                let who = if named.is_empty() { cast } else { &own };
                if !fact.is_empty() {
                    found.extend(who.iter().map(|&who| ((who, fact), index)));
                }
            }
            let once = self.once(found, &at, |index| quoted(table.text(facts[index].0)));
            stated.knowledge.extend(once.into_iter().map(|(who, fact)| (event, who, fact, is_learned)));
        }
    }

    /// Resolves the ways from a place to others.
    pub(super) fn travel(&mut self, written: &'d [format::Place]) -> Vec<Travel> {
        let mut travel = Vec::new();
        for (index, place) in written.iter().enumerate().filter(|(_, place)| !place.travel.is_empty()) {
            let list = Path::ROOT.field("places");
            let item = list.index(index);
            let at = item.field("travel");
            if self.report.is_suppressed(&Path::ROOT.field("time").field("kind")) {
                continue;
            }
            if self.time.clock().is_none() {
                self.report.error(&at, "contradictory-fields", || {
                    "steps have no length that a way could take; remove `travel`, or give the story another kind of `time`"
                        .into()
                });
                continue;
            }
            for (nth, way) in limits::entries(&place.travel, &at, self.report).iter().enumerate() {
                let at = at.index(nth);
                let to = self.names.places.find(&way.to, &at.field("to"), self.report);
                let lasts = when::length(self.time, way.lasts.0, &at.field("lasts"), self.report);
                let (Some(to), Some(lasts)) = (to, lasts) else { continue };
                if to as usize == index {
                    let message = "a place is no way from itself; remove it";
                    self.report.error(&at.field("to"), "relates-to-itself", || message.into());
                    continue;
                }
                let ticks = self.time.calendar().least_ticks(lasts).unwrap_or(i64::MAX).max(0);
                travel.push(Travel { from: PlaceId(index as u32), to: PlaceId(to), ticks });
            }
        }
        travel
    }

    /// Resolves the findings that the story accepts. A fact that nobody learns or knows gets no finding.
    pub(super) fn muted(&mut self, written: &'d [format::Muted], facts: &HashMap<&str, u32>) -> Vec<Muted> {
        let at = Path::ROOT.field("muted");
        let mut muted = Vec::new();
        for (index, entry) in limits::entries(written, &at, self.report).iter().enumerate() {
            let at = at.index(index);
            let mut events = Vec::new();
            for (nth, id) in limits::within(&entry.events).iter().enumerate() {
                let event = self.names.events.find(id, &at.field("events").index(nth), self.report);
                events.extend(event.map(EventId));
            }
            events.sort_unstable();
            events.dedup();
            let find = |id: &format::Text| self.names.characters.find(id, &at.field("character"), self.report);
            let character = entry.character.as_ref().map(find);
            let why = self.prose(&entry.why, &at.field("why")).to_owned();
            let fact = (!entry.fact.is_empty()).then(|| facts.get(&*entry.fact).copied());
            // An entry that has lost a part would accept more than was meant.
            if !self.report.is_faulty(&at) && fact.is_none_or(|it| it.is_some()) {
                let (character, fact) = (character.flatten().map(CharacterId), fact.flatten());
                muted.push(Muted { kind: entry.finding, events, character, fact, only_possible: entry.possible, why });
            }
        }
        muted
    }
}
