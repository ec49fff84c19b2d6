//! The events of a story as they are read: one after the other, in chunks that are joined, with repeated names numbered.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::{Events, NONE, Phrase, Row, times};
use crate::story::id::{CharacterId, EventId, PlaceId, TagId, ThreadId};
use crate::story::pool::Lists;
use crate::story::{Because, Cite, When};
use crate::time::Span;

/// An event on its way into a story.
pub(in crate::story) struct Draft<'d, 'b> {
    pub(in crate::story) id: &'d str,
    pub(in crate::story) title: &'d str,
    pub(in crate::story) summary: &'d str,
    pub(in crate::story) thread: ThreadId,
    pub(in crate::story) also: &'b [ThreadId],
    pub(in crate::story) when: &'b When,
    pub(in crate::story) place: Option<PlaceId>,
    pub(in crate::story) cast: &'b [CharacterId],
    pub(in crate::story) because: &'b [Because<'d>],
    pub(in crate::story) tags: &'b [&'d str],
    pub(in crate::story) cites: &'b [Cite<'d>],
}

/// Events as they come.
#[derive(Default)]
pub(in crate::story) struct Builder<'d> {
    events: Events,
    tags: Once<'d>,
    phrases: Once<'d>,
}

impl<'d> Builder<'d> {
    /// Adds an event.
    pub(in crate::story) fn push(&mut self, draft: &Draft<'d, '_>) {
        let at = self.events.len();
        let Self { events, tags, phrases } = self;
        let nowhen = Span::default();
        events.rows.push(Row {
            placed: nowhen,
            earliest: nowhen,
            latest: nowhen,
            told: at as u32,
            thread: draft.thread,
            place: draft.place.map_or(NONE, |place| place.0),
            follows: draft.when.follows.map_or(NONE, |other| other.0),
        });
        for text in [draft.id, draft.title, draft.summary] {
            events.texts.push(text);
        }
        events.also.put(at, draft.also.iter().copied());
        times::put(at, draft.when.timing(), &mut events.given, &mut events.times, &mut events.relations);
        events.cast.put(at, draft.cast.iter().copied());
        let mut phrase = |text: &'d str| Phrase(if text.is_empty() { 0 } else { phrases.number(text) + 1 });
        let links = draft.because.iter().map(|link| (link.event, phrase(link.relation), phrase(link.note)));
        events.because.put(at, links);
        events.cites.put(at, draft.cites.iter().map(|cite| (cite.source, phrase(cite.at))));
        events.tags.put(at, draft.tags.iter().map(|tag| TagId(tags.number(tag))));
    }

    /// Adds the events of another after the last one here.
    pub(in crate::story) fn append(&mut self, other: Self) {
        let at = self.events.len();
        let Self { events, tags, phrases } = self;
        let others = other.events;
        let tag: Vec<u32> = other.tags.names.iter().map(|name| tags.number(name)).collect();
        let phrase: Vec<u32> = other.phrases.names.iter().map(|name| phrases.number(name) + 1).collect();
        let phrase = |known: Phrase| Phrase(known.0.checked_sub(1).map_or(0, |known| phrase[known as usize]));
        // They are told where they stand, until somebody says otherwise.
        events.rows.extend(others.rows.into_iter().map(|row| Row { told: row.told + at as u32, ..row }));
        events.texts.append(&others.texts);
        events.given.extend(others.given);
        events.also.append(at, others.also, |id| id);
        events.times.append(at, others.times, |time| time);
        events.relations.append(at, others.relations, |relation| relation);
        events.cast.append(at, others.cast, |id| id);
        events.because.append(at, others.because, |(event, relation, note)| (event, phrase(relation), phrase(note)));
        events.cites.append(at, others.cites, |(source, at)| (source, phrase(at)));
        events.tags.append(at, others.tags, |id| TagId(tag[id.index()]));
    }

    /// All events, with what each led to, and all tags.
    pub(in crate::story) fn finish(self) -> (Events, Vec<String>) {
        let Self { mut events, tags, phrases } = self;
        events.phrases.push("");
        for name in phrases.names {
            events.phrases.push(name);
        }
        let effects = (0..events.len())
            .flat_map(|effect| events.because.get(effect).iter().map(move |(cause, ..)| (cause.index(), effect)));
        let led_to = Lists::collect(events.len(), effects.map(|(cause, effect)| (cause, EventId(effect as u32))));
        events.led_to = led_to;
        (events, tags.names.into_iter().map(str::to_owned).collect())
    }
}

/// Names that come again and again, numbered as they first come.
#[derive(Default)]
struct Once<'d> {
    names: Vec<&'d str>,
    numbers: HashMap<&'d str, u32, RandomState>,
}

impl<'d> Once<'d> {
    fn number(&mut self, name: &'d str) -> u32 {
        *self.numbers.entry(name).or_insert_with(|| {
            self.names.push(name);
            self.names.len() as u32 - 1
        })
    }
}
