//! The names by which events are found: of threads, characters, places, tags and phases; and the events of each.

use super::lists::Lists;
use super::query::Field;
use super::vocabulary::Gathering;
use crate::story::id::{CharacterId, EventId, PlaceId, TagId, ThreadId};
use crate::story::{Phase, Story};

/// Everything with a name that a field is about, in the story's order.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// The names of a word, as everybody calls them.
    pub(super) called: Lists,
    /// The names of a word, as only the file has them: ids, and the groups of threads.
    pub(super) filed: Lists,
    /// The events of a name.
    pub(super) events: Lists,
    /// How many names there are.
    pub(super) count: usize,
}

/// Names whose words still have the numbers of the gathering.
pub(super) struct Gathered {
    names: Names,
    called: Vec<(u32, u32)>,
    filed: Vec<(u32, u32)>,
}

impl Gathered {
    /// Gathers the names of a field.
    pub(super) fn new(story: &Story, field: Field, words: &mut Gathering) -> Self {
        let mut names = Names::default();
        let events = events_of(story, field);
        names.count = match field {
            Field::Thread => story.threads.len(),
            Field::Cast => story.characters.len(),
            Field::Place => story.places.len(),
            Field::Tag => story.tags.len(),
            Field::Phase => story.phases.len(),
        };
        names.events = Lists::new(names.count, &events);
        let (mut called, mut filed) = (Vec::new(), Vec::new());
        for name in 0..names.count {
            for (pairs, texts) in
                [(&mut called, called_as(story, field, name)), (&mut filed, filed_as(story, field, name))]
            {
                let mut numbers = Vec::new();
                for text in texts {
                    super::fold::each_word(text, |word| numbers.push(words.number(word.text)));
                }
                numbers.sort_unstable();
                numbers.dedup();
                pairs.extend(numbers.into_iter().map(|number| (number, name as u32)));
            }
        }
        Self { names, called, filed }
    }

    /// The names, with words by their positions in the vocabulary.
    pub(super) fn finish(mut self, positions: &[u32]) -> Names {
        for (pairs, lists) in [(&mut self.called, &mut self.names.called), (&mut self.filed, &mut self.names.filed)] {
            for (word, _) in pairs.iter_mut() {
                *word = positions[*word as usize];
            }
            *lists = Lists::new(positions.len(), pairs);
        }
        self.names
    }
}

/// What people call the thing of that number.
pub(super) fn called_as(story: &Story, field: Field, name: usize) -> Vec<&str> {
    match field {
        Field::Thread => vec![&story.threads[name].title],
        Field::Cast => {
            let who = &story.characters[name];
            std::iter::once(&who.name).chain(&who.aliases).map(String::as_str).collect()
        }
        Field::Place => vec![&story.places[name].name],
        Field::Tag => vec![&story.tags[name]],
        Field::Phase => vec![&story.phases[name].title],
    }
}

/// What else the file calls it.
pub(super) fn filed_as(story: &Story, field: Field, name: usize) -> Vec<&str> {
    match field {
        Field::Thread => vec![&story.threads[name].id, &story.threads[name].group],
        Field::Cast => vec![&story.characters[name].id, &story.characters[name].group],
        Field::Place => vec![&story.places[name].id],
        Field::Tag | Field::Phase => Vec::new(),
    }
}

/// The events of a phase: those that start within it, from `happening`, where they stand by when they start.
pub(super) fn events_in<'a>(
    story: &Story,
    phase: &'a Phase,
    happening: &'a [EventId],
) -> impl Iterator<Item = EventId> + use<'a> {
    let start = |id: &EventId| story.event(*id).placed.start();
    let (first, last) = (phase.placed.start(), phase.placed.end());
    let from = happening.partition_point(|id| start(id) < first);
    let past = |id: &EventId| if first == last { start(id) <= last } else { start(id) < last };
    let to = from + happening[from..].partition_point(past);
    // What a phase starts and ends with is in it, even a moment at its very end.
    happening[from..to].iter().chain([&phase.from, &phase.to]).copied()
}

/// Pairs of name and event. A place has only the events right in it: what lies around a place is asked for later. So
/// are the events of phases: each is a stretch of the happening.
fn events_of(story: &Story, field: Field) -> Vec<(u32, u32)> {
    let mut pairs = Vec::new();
    for id in story.event_ids() {
        let event = story.event(id);
        let mut pair = |name: u32| pairs.push((name, id.0));
        match field {
            Field::Thread => std::iter::once(&event.thread).chain(event.also).for_each(|&ThreadId(at)| pair(at)),
            Field::Cast => event.cast.iter().for_each(|&CharacterId(at)| pair(at)),
            Field::Place => event.place.iter().for_each(|&PlaceId(at)| pair(at)),
            Field::Tag => event.tags.iter().for_each(|&TagId(at)| pair(at)),
            Field::Phase => {}
        }
    }
    pairs
}
