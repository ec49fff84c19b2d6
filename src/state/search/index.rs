//! Everything by which a story's events can be found, built once for a story, and finding by it.
//!
//! A word that is searched for is compared with every different word of the story once; from there lists lead to the
//! events. So a letter typed costs a look through the vocabulary and the events found, not through all texts.

use std::ops::Range;
use std::sync::Arc;

use super::build::Builder;
use super::fold::each_folded;
use super::hits::Hits;
use super::lists::{List, Lists};
use super::names::{Names, called_as, filed_as};
use super::needle::{Grade, Needle};
use super::query::{Field, Query, Term};
use super::scores::{Events, Scores};
use super::vocabulary::Vocabulary;
use crate::analysis::sequence::Sequence;
use crate::story::Story;
use crate::story::id::{EventId, PlaceId, ThreadId};
use crate::story::order::Order;

/// What a word in a title counts, in the name of one of the cast, in another name, and in a summary.
const TITLE: u32 = 8;
const CAST: u32 = 5;
const NAME: u32 = 4;
const SUMMARY: u32 = 2;

/// The index of one story. Takes less memory than the story's texts.
#[derive(Clone, Debug, Default)]
pub struct Index {
    words: Vocabulary,
    titles: Lists,
    summaries: Lists,
    /// By field, in the order of `Field::ALL`.
    names: [Names; 5],
    sequence: Arc<Sequence>,
    /// For each event its place in the happening.
    ranks: Vec<u32>,
    /// For each event how many words its title has, as far as that can be counted here.
    title_lengths: Vec<u8>,
    /// For each event the thread that it belongs to first.
    threads: Vec<ThreadId>,
    thread_count: usize,
}

impl Index {
    /// An index of what was read.
    #[expect(clippy::too_many_arguments, reason = "the one place where it is put together")]
    pub(super) fn of(
        words: Vocabulary,
        titles: Lists,
        summaries: Lists,
        names: [Names; 5],
        sequence: Arc<Sequence>,
        title_lengths: Vec<u8>,
        threads: Vec<ThreadId>,
        thread_count: usize,
    ) -> Self {
        let mut ranks = vec![0; title_lengths.len()];
        for (&id, rank) in sequence.of(Order::Happening).iter().zip(0..) {
            if let Some(known) = ranks.get_mut(id.index()) {
                *known = rank;
            }
        }
        Self { words, titles, summaries, names, sequence, ranks, title_lengths, threads, thread_count }
    }

    /// Reads all of a story's texts once.
    pub fn new(story: &Story) -> Self {
        let mut builder = Builder::new(story, Arc::new(Sequence::new(story)));
        while !builder.step(story, usize::MAX) {}
        builder.finish(story)
    }

    /// How many bytes it takes, the story's own aside.
    pub fn size(&self) -> usize {
        let names = self.names.iter().flat_map(|names| [&names.called, &names.filed, &names.events]);
        let lists = [&self.titles, &self.summaries].into_iter().chain(names).map(Lists::size);
        let each = size_of::<u32>() + size_of::<u8>() + size_of::<ThreadId>();
        self.words.size() + lists.sum::<usize>() + self.ranks.len() * each
    }

    /// How many events there are.
    pub(super) fn count(&self) -> usize {
        self.ranks.len()
    }

    /// How many threads there are.
    pub(super) fn threads(&self) -> usize {
        self.thread_count
    }

    /// The events by when they start, then by when they end, then by the file's order.
    pub(super) fn happening(&self) -> &[EventId] {
        self.sequence.of(Order::Happening)
    }

    /// The place of an event in that order.
    pub(super) fn rank(&self, at: u32) -> u32 {
        self.ranks[at as usize]
    }

    /// The thread that an event belongs to first.
    pub(super) fn thread(&self, at: u32) -> ThreadId {
        self.threads[at as usize]
    }

    /// How many words an event's title has.
    pub(super) fn title_length(&self, at: u32) -> u8 {
        self.title_lengths[at as usize]
    }

    /// The events for which every term of `query` holds; all of them where the query asks for nothing.
    pub(super) fn search(self: &Arc<Self>, story: &Story, query: &Query) -> Hits {
        let mut slips = vec![false; query.terms().len()];
        let mut total: Option<Scores> = None;
        // What is looked for first: it is mostly little, of which what is to be left out is quickly taken.
        let (negated, wanted): (Vec<_>, Vec<_>) = query.terms().iter().enumerate().partition(|(_, term)| term.negated);
        for (at, term) in wanted.into_iter().chain(negated) {
            let words = term.words();
            if words.is_empty() {
                continue;
            }
            if total.as_ref().is_some_and(Scores::is_empty) {
                break;
            }
            let (scores, slipped) = self.term(story, term, words);
            slips[at] = slipped;
            total = Some(match total {
                None if term.negated => Scores::all(self.count(), 1).but_not(&scores),
                None => scores,
                Some(total) if term.negated => total.but_not(&scores),
                Some(total) => total.and(scores),
            });
        }
        Hits::new(self.clone(), total.unwrap_or_else(|| Scores::all(self.count(), 1)), slips)
    }

    /// What a term counts for each event, its minus aside, and whether slips were forgiven.
    fn term(&self, story: &Story, term: &Term, words: Vec<String>) -> (Scores, bool) {
        if term.exact {
            return (self.phrase(story, term, &words), false);
        }
        let (mut all, mut slipped): (Option<Scores>, bool) = (None, false);
        for word in words {
            let needle = Needle::new(word);
            let mut found = self.words.spelled(&needle);
            found.retain(|&(word, _)| self.is_in(term.field, word));
            // What is spelled right is not guessed at, and neither is what is to be left out.
            if found.is_empty() && needle.forgives() && !term.negated {
                found = self.words.misspelled(&needle, |word| self.is_in(term.field, word));
                slipped |= !found.is_empty();
            }
            let scores = self.found(story, term.field, &found);
            all = Some(match all {
                None => scores,
                Some(all) => all.and(scores),
            });
        }
        (all.unwrap_or_default(), slipped)
    }

    /// Whether a word stands anywhere that a field, or a term of none, looks at.
    fn is_in(&self, field: Option<Field>, word: u32) -> bool {
        let called = |field: Field| !self.names[field as usize].called.of(word).is_empty();
        match field {
            Some(field) => called(field) || !self.names[field as usize].filed.of(word).is_empty(),
            None => {
                !self.titles.of(word).is_empty()
                    || !self.summaries.of(word).is_empty()
                    || FREE.iter().any(|&(field, _)| called(field))
            }
        }
    }

    /// What words of the vocabulary count for each event.
    fn found(&self, story: &Story, field: Option<Field>, found: &[(u32, Grade)]) -> Scores {
        let mut parts: Vec<(Events<'_>, u32)> = Vec::new();
        if field.is_none() {
            for (lists, weight) in [(&self.titles, TITLE), (&self.summaries, SUMMARY)] {
                let listed = |&(word, grade): &(u32, Grade)| (Events::Listed(lists.of(word)), grade.worth() * weight);
                parts.extend(found.iter().map(listed));
            }
        }
        let mut known: Vec<(Vec<EventId>, u32)> = Vec::new();
        for (field, weight) in fields(field) {
            let names = &self.names[field as usize];
            let mut best = vec![0; names.count];
            for &(word, grade) in found {
                raise(&mut best, names.called.of(word), grade.worth() * weight);
                if weight == OWN {
                    raise(&mut best, names.filed.of(word), grade.worth() * weight);
                }
            }
            self.spread(story, field, best, &mut parts, &mut known);
        }
        self.scores(parts, &known)
    }

    fn scores<'a>(&'a self, mut parts: Vec<(Events<'a>, u32)>, known: &'a [(Vec<EventId>, u32)]) -> Scores {
        parts.extend(known.iter().map(|(events, score)| (Events::Known(events), *score)));
        Scores::of(self.count(), &parts)
    }

    /// Gives the events of each name what the name counts.
    fn spread<'a>(
        &'a self,
        story: &Story,
        field: Field,
        mut best: Vec<u32>,
        parts: &mut Vec<(Events<'a>, u32)>,
        known: &mut Vec<(Vec<EventId>, u32)>,
    ) {
        if field == Field::Place && best.iter().any(|&score| score > 0) {
            within(story, &mut best);
        }
        for (name, &score) in best.iter().enumerate().filter(|(_, score)| **score > 0) {
            if field == Field::Phase {
                known.push((self.sequence.during(story, &story.phases[name]).collect(), score));
                continue;
            }
            parts.push((Events::Listed(self.names[field as usize].events.of(name as u32)), score));
        }
    }

    /// What a phrase counts for each event: all its words in a row, in one text.
    fn phrase(&self, story: &Story, term: &Term, phrase: &[String]) -> Scores {
        let worth = Grade::Whole.worth() * phrase.len() as u32;
        let candidates = |lists: &Lists| self.with_all(lists, phrase, term.open);
        let mut said = Said::new(phrase, term.open);
        let (mut parts, mut known) = (Vec::new(), Vec::new());
        if term.field.is_none() {
            let mut titles: Vec<EventId> = candidates(&self.titles).into_iter().map(EventId).collect();
            titles.retain(|&id| said.is_in(story.events.title(id)));
            let mut summaries: Vec<EventId> = candidates(&self.summaries).into_iter().map(EventId).collect();
            summaries.retain(|&id| said.is_in(story.events.summary(id)));
            known.extend([(titles, worth * TITLE), (summaries, worth * SUMMARY)]);
        }
        for (field, weight) in fields(term.field) {
            let names = &self.names[field as usize];
            let mut best = vec![0; names.count];
            for name in candidates(&names.called) {
                if called_as(story, field, name as usize).into_iter().any(|text| said.is_in(text)) {
                    best[name as usize] = worth * weight;
                }
            }
            if weight == OWN {
                for name in candidates(&names.filed) {
                    if filed_as(story, field, name as usize).into_iter().any(|text| said.is_in(text)) {
                        best[name as usize] = worth * weight;
                    }
                }
            }
            self.spread(story, field, best, &mut parts, &mut known);
        }
        self.scores(parts, &known)
    }

    /// What has every word of a phrase somewhere; of one that is open, the last word only as a beginning.
    fn with_all(&self, lists: &Lists, phrase: &[String], open: bool) -> Vec<u32> {
        let closed = if open { &phrase[..phrase.len() - 1] } else { phrase };
        let whole: Option<Vec<_>> = closed.iter().map(|word| Some(lists.of(self.words.whole(word)?))).collect();
        let Some(mut whole) = whole else { return Vec::new() };
        whole.sort_by_key(List::most);
        if let Some((shortest, others)) = whole.split_first_mut() {
            let mut heads: Vec<Option<u32>> = others.iter_mut().map(Iterator::next).collect();
            let mut in_others = |value: u32| {
                others.iter_mut().zip(&mut heads).all(|(list, head)| {
                    while head.is_some_and(|head| head < value) {
                        *head = list.next();
                    }
                    *head == Some(value)
                })
            };
            return shortest.filter(|&value| in_others(value)).collect();
        }
        let begun = phrase.last().map(|word| self.words.beginning(word)).unwrap_or_default();
        let mut values: Vec<u32> = begun.iter().flat_map(|&(word, _)| lists.of(word)).collect();
        values.sort_unstable();
        values.dedup();
        values
    }
}

/// Gives each place what counts most of it and of what lies around it. O(places), however deep they lie.
fn within(story: &Story, best: &mut [u32]) {
    let mut done = vec![false; best.len()];
    let mut way: Vec<PlaceId> = Vec::new();
    for place in (0..best.len() as u32).map(PlaceId) {
        // Up to the first place of which it is known, and back down.
        way.extend(story.places_around(place).take_while(|place| !done[place.index()]));
        while let Some(place) = way.pop() {
            let outer = story.place(place).within.map_or(0, |outer| best[outer.index()]);
            best[place.index()] = outer.max(best[place.index()]);
            done[place.index()] = true;
        }
    }
}

/// A phrase that texts are looked through for.
struct Said {
    /// Its words with a space before each, and after the last where that is to be whole.
    needle: String,
    text: String,
}

impl Said {
    fn new(phrase: &[String], open: bool) -> Self {
        let mut needle: String = phrase.iter().flat_map(|word| [" ", word.as_str()]).collect();
        if !open {
            needle.push(' ');
        }
        Self { needle, text: String::new() }
    }

    /// Whether its words stand in a row in `text`.
    fn is_in(&mut self, text: &str) -> bool {
        self.text.clear();
        each_folded(text, |word| {
            self.text.push(' ');
            self.text.push_str(word);
        });
        self.text.push(' ');
        self.text.contains(&self.needle)
    }
}

/// Where in `words` those of a phrase stand in a row; the last one of an open phrase may go on.
pub(super) fn phrase_in<W: AsRef<str>>(words: &[W], phrase: &[String], open: bool) -> Vec<Range<usize>> {
    let Some((last, before)) = phrase.split_last() else { return Vec::new() };
    let runs = words.windows(phrase.len()).enumerate().filter(|(_, run)| {
        let end = run[before.len()].as_ref();
        run.iter().zip(before).all(|(word, said)| word.as_ref() == said)
            && (end == last || open && end.starts_with(last.as_str()))
    });
    runs.map(|(at, _)| at..at + phrase.len()).collect()
}

/// The names that a term without a field looks at. Phases and ids are for those who ask for them.
const FREE: [(Field, u32); 4] = [(Field::Cast, CAST), (Field::Thread, NAME), (Field::Place, NAME), (Field::Tag, NAME)];

/// What a name counts for a term of its own field, which is about nothing else.
const OWN: u32 = 6;

/// The fields that a term looks at, with what they count.
fn fields(field: Option<Field>) -> Vec<(Field, u32)> {
    field.map_or_else(|| FREE.to_vec(), |field| vec![(field, OWN)])
}

/// Raises the scores at these places to at least `score`.
fn raise(scores: &mut [u32], places: List<'_>, score: u32) {
    for at in places {
        let old = &mut scores[at as usize];
        *old = score.max(*old);
    }
}
