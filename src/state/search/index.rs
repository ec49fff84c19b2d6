//! Everything by which a story's events can be found, built once for a story, and finding by it.
//!
//! A word that is searched for is compared with every different word of the story once; from there lists lead to the
//! events. So a letter typed costs a look through the vocabulary and the events found, not through all texts.

use std::ops::Range;

use super::fold::{each_word, words};
use super::hits::Hits;
use super::lists::Lists;
use super::names::{Gathered, Names, called_as, events_in, filed_as};
use super::needle::{Grade, Needle};
use super::query::{Field, Query, Term};
use super::vocabulary::{Gathering, Vocabulary};
use crate::story::Story;
use crate::story::id::{EventId, PlaceId};

/// What a word in a title counts, in the name of one of the cast, in another name, and in a summary.
const TITLE: u32 = 8;
const CAST: u32 = 5;
const NAME: u32 = 4;
const SUMMARY: u32 = 2;

/// The index of one story. Takes about as much memory as the story's texts.
#[derive(Clone, Debug, Default)]
pub struct Index {
    words: Vocabulary,
    titles: Lists,
    summaries: Lists,
    /// By field, in the order of `Field::ALL`.
    names: [Names; 5],
    /// The events by when they start, then by the file's order.
    pub(super) happening: Vec<EventId>,
    /// How many words each title has.
    pub(super) title_lengths: Vec<u16>,
}

/// What a term counts for each event; 0 where it does not hold.
pub(super) type Scores = Vec<u32>;

impl Index {
    /// Reads all of a story's texts once.
    pub fn new(story: &Story) -> Self {
        let mut happening: Vec<EventId> = story.event_ids().collect();
        happening.sort_by_key(|&id| (story.event(id).placed.start(), id));
        let mut gathering = Gathering::default();
        let names = Field::ALL.map(|field| Gathered::new(story, field, &mut gathering));
        let (mut titles, mut summaries) = (Vec::new(), Vec::new());
        let mut title_lengths = Vec::with_capacity(story.events.len());
        let mut gather = |pairs: &mut Vec<(u32, u32)>, id: EventId, text: &str| {
            let mut numbers = Vec::new();
            each_word(text, |word| numbers.push(gathering.number(word.text)));
            let length = numbers.len();
            numbers.sort_unstable();
            numbers.dedup();
            pairs.extend(numbers.into_iter().map(|number| (number, id.0)));
            length
        };
        for id in story.event_ids() {
            let length = gather(&mut titles, id, story.event(id).title);
            title_lengths.push(u16::try_from(length).unwrap_or(u16::MAX));
            gather(&mut summaries, id, story.event(id).summary);
        }
        let (words, positions) = gathering.finish();
        let lists = |mut pairs: Vec<(u32, u32)>| {
            for (word, _) in &mut pairs {
                *word = positions[*word as usize];
            }
            Lists::new(positions.len(), &pairs)
        };
        Self {
            titles: lists(titles),
            summaries: lists(summaries),
            names: names.map(|names| names.finish(&positions)),
            words,
            happening,
            title_lengths,
        }
    }

    /// The events for which every term of `query` holds, best first and in the order of happening. All of them where
    /// the query asks for nothing.
    pub fn search(&self, story: &Story, query: &Query) -> Hits {
        let mut totals = vec![1; story.events.len()];
        let mut slips = Vec::with_capacity(query.terms().len());
        let mut any = true;
        for term in query.terms() {
            let words = term.words();
            let mut slipped = false;
            if !words.is_empty() && any {
                let scores;
                (scores, slipped) = self.term(story, term, words);
                any = false;
                for (total, score) in totals.iter_mut().zip(scores) {
                    *total = match (term.negated, score) {
                        _ if *total == 0 => 0,
                        (false, 0) => 0,
                        (false, score) => *total + score,
                        (true, 0) => *total,
                        (true, _) => 0,
                    };
                    any |= *total > 0;
                }
            }
            slips.push(slipped);
        }
        Hits::new(self, totals, slips)
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
                Some(all) => all.into_iter().zip(scores).map(|(a, b)| if a > 0 && b > 0 { a + b } else { 0 }).collect(),
            });
        }
        (all.unwrap_or_else(|| vec![0; story.events.len()]), slipped)
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
        let mut scores = vec![0; story.events.len()];
        if field.is_none() {
            for (lists, weight) in [(&self.titles, TITLE), (&self.summaries, SUMMARY)] {
                for &(word, grade) in found {
                    raise(&mut scores, lists.of(word), grade.worth() * weight);
                }
            }
        }
        for (field, weight) in fields(field) {
            let names = &self.names[field as usize];
            let mut best = vec![0; names.count];
            for &(word, grade) in found {
                raise(&mut best, names.called.of(word), grade.worth() * weight);
                if weight == OWN {
                    raise(&mut best, names.filed.of(word), grade.worth() * weight);
                }
            }
            self.spread(story, field, best, &mut scores);
        }
        scores
    }

    /// Gives the events of each name what the name counts.
    fn spread(&self, story: &Story, field: Field, mut best: Vec<u32>, scores: &mut Scores) {
        if field == Field::Place {
            let own = best.clone();
            for (at, best) in best.iter_mut().enumerate() {
                let around = story.places_around(PlaceId(at as u32)).map(|place| own[place.index()]);
                *best = around.max().unwrap_or(0);
            }
        }
        for (name, &score) in best.iter().enumerate().filter(|(_, score)| **score > 0) {
            if field == Field::Phase {
                events_in(story, &story.phases[name], &self.happening).for_each(|id| raise(scores, &[id.0], score));
                continue;
            }
            raise(scores, self.names[field as usize].events.of(name as u32), score);
        }
    }

    /// What a phrase counts for each event: all its words in a row, in one text.
    fn phrase(&self, story: &Story, term: &Term, phrase: &[String]) -> Scores {
        let mut scores = vec![0; story.events.len()];
        let worth = Grade::Whole.worth() * phrase.len() as u32;
        let candidates = |lists: &Lists| self.with_all(lists, phrase, term.open);
        let has = |text: &str| !phrase_in(&words(text), phrase, term.open).is_empty();
        if term.field.is_none() {
            for event in candidates(&self.titles) {
                if has(story.event(EventId(event)).title) {
                    raise(&mut scores, &[event], worth * TITLE);
                }
            }
            for event in candidates(&self.summaries) {
                if has(story.event(EventId(event)).summary) {
                    raise(&mut scores, &[event], worth * SUMMARY);
                }
            }
        }
        for (field, weight) in fields(term.field) {
            let names = &self.names[field as usize];
            let mut best = vec![0; names.count];
            for name in candidates(&names.called) {
                if called_as(story, field, name as usize).into_iter().any(has) {
                    raise(&mut best, &[name], worth * weight);
                }
            }
            if weight == OWN {
                for name in candidates(&names.filed) {
                    if filed_as(story, field, name as usize).into_iter().any(has) {
                        raise(&mut best, &[name], worth * weight);
                    }
                }
            }
            self.spread(story, field, best, &mut scores);
        }
        scores
    }

    /// What has every word of a phrase somewhere; of one that is open, the last word only as a beginning.
    fn with_all(&self, lists: &Lists, phrase: &[String], open: bool) -> Vec<u32> {
        let closed = if open { &phrase[..phrase.len() - 1] } else { phrase };
        let lists_of: Option<Vec<&[u32]>> = closed.iter().map(|word| Some(lists.of(self.words.whole(word)?))).collect();
        let Some(mut all) = lists_of else { return Vec::new() };
        all.sort_by_key(|list| list.len());
        if let Some((shortest, others)) = all.split_first() {
            let in_others = |value: &&u32| others.iter().all(|list| list.binary_search(value).is_ok());
            return shortest.iter().filter(in_others).copied().collect();
        }
        let begun = phrase.last().map(|word| self.words.beginning(word)).unwrap_or_default();
        let mut values: Vec<u32> = begun.iter().flat_map(|&(word, _)| lists.of(word)).copied().collect();
        values.sort_unstable();
        values.dedup();
        values
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
fn raise(scores: &mut [u32], places: &[u32], score: u32) {
    for &at in places {
        let old = &mut scores[at as usize];
        *old = score.max(*old);
    }
}
