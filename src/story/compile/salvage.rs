//! Removes the parts of a story that cannot be shown, according to the table in [`super`], so that the rest can be
//! shown.

use std::mem::take;

use super::limits;
use crate::story::continuity::Renumbered;
use crate::story::events::Kept;
use crate::story::id::{CharacterId, EventId, GroupId, PhaseId, PlaceId, SourceId, ThreadId};
use crate::story::{Phase, Story};

/// The entries of each list that are left out, as indices in the file's lists; ascending.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    pub(super) threads: Vec<u32>,
    pub(super) characters: Vec<u32>,
    pub(super) places: Vec<u32>,
    pub(super) sources: Vec<u32>,
    pub(super) events: Vec<u32>,
}

/// The indices, in the file's list, of the events that a story kept; `None` if it kept all.
pub(super) struct FileNumbers(Option<Vec<u32>>);

impl FileNumbers {
    /// The index of an event in the file's list.
    pub(super) fn of(&self, event: EventId) -> usize {
        self.0.as_ref().and_then(|kept| kept.get(event.index())).map_or(event.index(), |&number| number as usize)
    }
}

/// Removes the entries in `left_out` from a story.
pub(super) fn take_out(story: &mut Story, left_out: &LeftOut) -> FileNumbers {
    if story.title.is_empty() {
        "Untitled".clone_into(&mut story.title);
    }
    let LeftOut { threads, characters, places, sources, events } = left_out;
    let too_many = story.tags.len() > limits::NAMES || story.groups.len() > limits::NAMES;
    if !too_many && [threads, characters, places, sources, events].iter().all(|gone| gone.is_empty()) {
        return FileNumbers(None);
    }
    let mut kept = Kept {
        threads: renumbered(story.threads.len(), threads).map(|it| it.map(ThreadId)).collect(),
        characters: renumbered(story.characters.len(), characters).map(|it| it.map(CharacterId)).collect(),
        places: renumbered(story.places.len(), places).map(|it| it.map(PlaceId)).collect(),
        sources: renumbered(story.sources.len(), sources).map(|it| it.map(SourceId)).collect(),
        events: Vec::new(),
        most_tags: limits::NAMES,
    };
    // Events of a removed thread are removed too.
    let thread = |event: EventId| kept.threads.get(story.events.thread(event).index()).copied().flatten();
    let without_thread = |event: &EventId| thread(*event).is_none();
    let mut gone: Vec<u32> = story.event_ids().filter(without_thread).map(|event| event.0).collect();
    gone.extend(events);
    gone.sort_unstable();
    gone.dedup();
    kept.events = renumbered(story.events.len(), &gone).map(|it| it.map(EventId)).collect();
    let event = |id: EventId| kept.events[id.index()];
    (story.events, story.tags) = story.events.keep(&story.tags, &kept);
    story.threads = retained(take(&mut story.threads), &kept.threads);
    for thread in &mut story.threads {
        thread.events = thread.events.iter().filter_map(|&id| event(id)).collect();
    }
    story.characters = retained(take(&mut story.characters), &kept.characters);
    story.places = retained(take(&mut story.places), &kept.places);
    for place in &mut story.places {
        place.within = place.within.and_then(|around| kept.places[around.index()]);
    }
    story.continuity.renumber(&Renumbered {
        event: &event,
        character: &|who| kept.characters[who.index()],
        place: &|place| kept.places[place.index()],
    });
    story.sources = retained(take(&mut story.sources), &kept.sources);
    keep_phases(story, |phase| {
        let ends = event(phase.from).zip(event(phase.to));
        (phase.from, phase.to) = ends.unwrap_or((phase.from, phase.to));
        ends.is_some()
    });
    keep_groups(story);
    let numbers = (0..).zip(&kept.events).filter(|(_, kept)| kept.is_some()).map(|(number, _)| number);
    FileNumbers(Some(numbers.collect()))
}

/// Keeps only those phases, of which `keep` may change the events.
pub(super) fn keep_phases(story: &mut Story, mut keep: impl FnMut(&mut Phase) -> bool) {
    let mut next = 0;
    let mut ids = Vec::with_capacity(story.phases.len());
    story.phases.retain_mut(|phase| {
        let is_kept = keep(phase);
        ids.push(is_kept.then_some(PhaseId(next)));
        next += u32::from(is_kept);
        is_kept
    });
    story.continuity.renumber_phases(|phase| ids.get(phase.index()).copied().flatten());
}

/// Lists the groups again, up to their limit.
fn keep_groups(story: &mut Story) {
    let Story { threads, characters, groups, group_ids, .. } = story;
    groups.clear();
    group_ids.clear();
    let theirs = threads.iter_mut().map(|thread| &mut thread.group);
    for group in theirs.chain(characters.iter_mut().map(|who| &mut who.group)) {
        if group.is_empty() || group_ids.contains_key(group) {
            continue;
        }
        if groups.len() == limits::NAMES {
            group.clear();
            continue;
        }
        group_ids.insert(group.clone(), GroupId(groups.len() as u32));
        groups.push(group.clone());
    }
}

/// The new index of each of `count` entries after those in `gone`, which ascend, are removed; `None` for a removed
/// entry.
fn renumbered(count: usize, gone: &[u32]) -> impl Iterator<Item = Option<u32>> {
    let mut gone = gone.iter().copied().peekable();
    let mut next = 0;
    (0..count as u32).map(move |number| {
        if gone.next_if_eq(&number).is_some() {
            return None;
        }
        next += 1;
        Some(next - 1)
    })
}

fn retained<T, I>(list: Vec<T>, kept: &[Option<I>]) -> Vec<T> {
    list.into_iter().zip(kept).filter(|(_, kept)| kept.is_some()).map(|(item, _)| item).collect()
}
