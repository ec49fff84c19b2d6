//! The index of a story, and searching in it.
//!
//! A search word is compared with every different word of the story once; posting lists lead from words to events. So a
//! search costs a pass over the vocabulary and the events found, not over all texts.

use std::ops::Range;
use std::sync::Arc;

use super::fold::each_folded;
use super::needle::{Grade, Needle};
use super::postings::{FieldPostings, PostingList, Postings, ids_of, names_of};
use super::query::{Query, SearchField, Term};
use super::scores::{Scored, Scores};
use super::vocabulary::Vocabulary;
use crate::analysis::sequence::Sequence;
use crate::story::Story;
use crate::story::id::{EventId, PlaceId, ThreadId};
use crate::story::order::Order;

/// The score of a word in a title.
const TITLE: u32 = 8;
/// The score of a word in the name of a member of the cast.
const CAST: u32 = 5;
/// The score of a word in any other name.
const NAME: u32 = 4;
/// The score of a word in a summary.
const SUMMARY: u32 = 2;

/// The index of one story. Takes less memory than the story's texts.
#[derive(Clone, Debug, Default)]
pub struct Index {
    pub(super) words: Vocabulary,
    pub(super) titles: Postings,
    pub(super) summaries: Postings,
    /// By field, in the order of `SearchField::ALL`.
    pub(super) fields: [FieldPostings; 5],
    pub(super) sequence: Arc<Sequence>,
    /// For each event its position in the happening.
    pub(super) ranks: Vec<u32>,
    /// For each event the number of words in its title, at most 255.
    pub(super) title_lengths: Vec<u8>,
    /// For each event the thread that it belongs to first.
    pub(super) threads: Vec<ThreadId>,
    pub(super) thread_count: usize,
}

/// The events that a query matches.
#[derive(Clone, Debug, Default)]
pub(super) struct Matches {
    /// The score of each event.
    pub(super) scores: Scores,
    /// For each term, whether it matched words with typos only.
    pub(super) typos: Vec<bool>,
}

impl Index {
    /// Its size, in bytes.
    pub fn size(&self) -> usize {
        let names = self.fields.iter().flat_map(|field| [&field.names, &field.ids, &field.events]);
        let lists = [&self.titles, &self.summaries].into_iter().chain(names).map(Postings::size);
        let each = size_of::<u32>() + size_of::<u8>() + size_of::<ThreadId>();
        self.words.size() + lists.sum::<usize>() + self.ranks.len() * each
    }

    /// The number of events.
    pub(super) fn count(&self) -> usize {
        self.ranks.len()
    }

    /// The number of threads.
    pub(super) fn threads(&self) -> usize {
        self.thread_count
    }

    /// The events by when they start, then by when they end, then by the file's order.
    pub(super) fn happening(&self) -> &[EventId] {
        self.sequence.of(Order::Happening)
    }

    /// The position of an event in that order.
    pub(super) fn rank(&self, at: u32) -> u32 {
        self.ranks[at as usize]
    }

    /// The thread that an event belongs to first.
    pub(super) fn thread(&self, at: u32) -> ThreadId {
        self.threads[at as usize]
    }

    /// The number of words in an event's title.
    pub(super) fn title_length(&self, at: u32) -> u8 {
        self.title_lengths[at as usize]
    }

    /// The events that match every term of `query`; all of them if the query has no words.
    pub(super) fn search(&self, story: &Story, query: &Query) -> Matches {
        let mut typos = vec![false; query.terms().len()];
        let mut total: Option<Scores> = None;
        // Wanted terms first, which usually leave few events for the negated ones.
        let (negated, wanted): (Vec<_>, Vec<_>) = query.terms().iter().enumerate().partition(|(_, term)| term.negated);
        for (at, term) in wanted.into_iter().chain(negated) {
            let words = term.words();
            if words.is_empty() {
                continue;
            }
            if total.as_ref().is_some_and(Scores::is_empty) {
                break;
            }
            let (scores, has_typos) = self.term(story, term, words);
            typos[at] = has_typos;
            total = Some(match total {
                None if term.negated => Scores::all(self.count(), 1).but_not(&scores),
                None => scores,
                Some(total) if term.negated => total.but_not(&scores),
                Some(total) => total.and(scores),
            });
        }
        Matches { scores: total.unwrap_or_else(|| Scores::all(self.count(), 1)), typos }
    }

    /// The scores of a term, ignoring its minus, and whether it matched only words with typos.
    fn term(&self, story: &Story, term: &Term, words: Vec<String>) -> (Scores, bool) {
        if term.exact {
            return (self.phrase(story, term, &words), false);
        }
        let (mut all, mut has_typos): (Option<Scores>, bool) = (None, false);
        for word in words {
            let needle = Needle::new(word);
            let mut found = self.words.spelled(&needle);
            found.retain(|&(word, _)| self.is_in(term.field, word));
            // Typos are forgiven only if nothing matches without, and never in a negated term.
            if found.is_empty() && needle.allows_typos() && !term.negated {
                found = self.words.misspelled(&needle, |word| self.is_in(term.field, word));
                has_typos |= !found.is_empty();
            }
            let scores = self.found(story, term.field, &found);
            all = Some(match all {
                None => scores,
                Some(all) => all.and(scores),
            });
        }
        (all.unwrap_or_default(), has_typos)
    }

    /// Whether a word occurs where a term with this field, or without a field, searches.
    fn is_in(&self, field: Option<SearchField>, word: u32) -> bool {
        let is_name = |field: SearchField| !self.fields[field as usize].names.of(word).is_empty();
        match field {
            Some(field) => is_name(field) || !self.fields[field as usize].ids.of(word).is_empty(),
            None => {
                !self.titles.of(word).is_empty()
                    || !self.summaries.of(word).is_empty()
                    || FREE.iter().any(|&(field, _)| is_name(field))
            }
        }
    }

    /// The scores of these words of the vocabulary.
    fn found(&self, story: &Story, field: Option<SearchField>, found: &[(u32, Grade)]) -> Scores {
        let mut parts: Vec<(Scored<'_>, u32)> = Vec::new();
        if field.is_none() {
            for (lists, weight) in [(&self.titles, TITLE), (&self.summaries, SUMMARY)] {
                let listed = |&(word, grade): &(u32, Grade)| (Scored::Listed(lists.of(word)), grade.worth() * weight);
                parts.extend(found.iter().map(listed));
            }
        }
        let mut known: Vec<(Vec<EventId>, u32)> = Vec::new();
        for (field, weight) in fields(field) {
            let postings = &self.fields[field as usize];
            let mut best = vec![0; postings.count];
            for &(word, grade) in found {
                raise(&mut best, postings.names.of(word), grade.worth() * weight);
                if weight == OWN {
                    raise(&mut best, postings.ids.of(word), grade.worth() * weight);
                }
            }
            self.spread(story, field, best, &mut parts, &mut known);
        }
        self.scores(parts, &known)
    }

    fn scores<'a>(&'a self, mut parts: Vec<(Scored<'a>, u32)>, known: &'a [(Vec<EventId>, u32)]) -> Scores {
        parts.extend(known.iter().map(|(events, score)| (Scored::Known(events), *score)));
        Scores::of(self.count(), &parts)
    }

    /// Gives the events of each thing the score of the thing.
    fn spread<'a>(
        &'a self,
        story: &Story,
        field: SearchField,
        mut best: Vec<u32>,
        parts: &mut Vec<(Scored<'a>, u32)>,
        known: &mut Vec<(Vec<EventId>, u32)>,
    ) {
        if field == SearchField::Place && best.iter().any(|&score| score > 0) {
            within(story, &mut best);
        }
        for (name, &score) in best.iter().enumerate().filter(|(_, score)| **score > 0) {
            if field == SearchField::Phase {
                known.push((self.sequence.during(story, &story.phases[name]).collect(), score));
                continue;
            }
            parts.push((Scored::Listed(self.fields[field as usize].events.of(name as u32)), score));
        }
    }

    /// The scores of a phrase: all its words one after the other in one text.
    fn phrase(&self, story: &Story, term: &Term, phrase: &[String]) -> Scores {
        let worth = Grade::Whole.worth() * phrase.len() as u32;
        let candidates = |lists: &Postings| self.with_all(lists, phrase, term.open);
        let mut matcher = PhraseMatcher::new(phrase, term.open);
        let (mut parts, mut known) = (Vec::new(), Vec::new());
        if term.field.is_none() {
            let mut titles: Vec<EventId> = candidates(&self.titles).into_iter().map(EventId).collect();
            titles.retain(|&id| matcher.is_in(story.events.title(id)));
            let mut summaries: Vec<EventId> = candidates(&self.summaries).into_iter().map(EventId).collect();
            summaries.retain(|&id| matcher.is_in(story.events.summary(id)));
            known.extend([(titles, worth * TITLE), (summaries, worth * SUMMARY)]);
        }
        for (field, weight) in fields(term.field) {
            let postings = &self.fields[field as usize];
            let mut best = vec![0; postings.count];
            for name in candidates(&postings.names) {
                if names_of(story, field, name as usize).into_iter().any(|text| matcher.is_in(text)) {
                    best[name as usize] = worth * weight;
                }
            }
            if weight == OWN {
                for name in candidates(&postings.ids) {
                    if ids_of(story, field, name as usize).into_iter().any(|text| matcher.is_in(text)) {
                        best[name as usize] = worth * weight;
                    }
                }
            }
            self.spread(story, field, best, &mut parts, &mut known);
        }
        self.scores(parts, &known)
    }

    /// The keys that have every word of a phrase; the last word of an open phrase may be a beginning.
    fn with_all(&self, lists: &Postings, phrase: &[String], open: bool) -> Vec<u32> {
        let closed = if open { &phrase[..phrase.len() - 1] } else { phrase };
        let whole: Option<Vec<_>> = closed.iter().map(|word| Some(lists.of(self.words.whole(word)?))).collect();
        let Some(mut whole) = whole else { return Vec::new() };
        whole.sort_by_key(PostingList::most);
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

/// Raises each place to the highest score of the places around it. O(places), at any depth of nesting.
fn within(story: &Story, best: &mut [u32]) {
    let mut done = vec![false; best.len()];
    let mut pending: Vec<PlaceId> = Vec::new();
    for place in (0..best.len() as u32).map(PlaceId) {
        // Walks up to the first place that is done, then back down.
        pending.extend(story.places_around(place).take_while(|place| !done[place.index()]));
        while let Some(place) = pending.pop() {
            let outer = story.place(place).within.map_or(0, |outer| best[outer.index()]);
            best[place.index()] = outer.max(best[place.index()]);
            done[place.index()] = true;
        }
    }
}

/// Searches texts for a phrase.
struct PhraseMatcher {
    /// The words with a space before each, and one after the last unless the phrase is open.
    needle: String,
    text: String,
}

impl PhraseMatcher {
    fn new(phrase: &[String], open: bool) -> Self {
        let mut needle: String = phrase.iter().flat_map(|word| [" ", word.as_str()]).collect();
        if !open {
            needle.push(' ');
        }
        Self { needle, text: String::new() }
    }

    /// Whether `text` contains the phrase.
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

/// The ranges of `words` that are the phrase; the last word of an open phrase may be a beginning.
pub(super) fn phrase_in<W: AsRef<str>>(words: &[W], phrase: &[String], open: bool) -> Vec<Range<usize>> {
    let Some((last, before)) = phrase.split_last() else { return Vec::new() };
    let runs = words.windows(phrase.len()).enumerate().filter(|(_, run)| {
        let end = run[before.len()].as_ref();
        run.iter().zip(before).all(|(word, said)| word.as_ref() == said)
            && (end == last || open && end.starts_with(last.as_str()))
    });
    runs.map(|(at, _)| at..at + phrase.len()).collect()
}

/// The fields whose names a term without a field searches; phases and ids need a field.
const FREE: [(SearchField, u32); 4] =
    [(SearchField::Cast, CAST), (SearchField::Thread, NAME), (SearchField::Place, NAME), (SearchField::Tag, NAME)];

/// The score of a name for a term of its own field.
const OWN: u32 = 6;

/// The fields that a term searches, with the score of a name.
fn fields(field: Option<SearchField>) -> Vec<(SearchField, u32)> {
    field.map_or_else(|| FREE.to_vec(), |field| vec![(field, OWN)])
}

/// Raises the scores at these positions to at least `score`.
fn raise(scores: &mut [u32], places: PostingList<'_>, score: u32) {
    for at in places {
        let old = &mut scores[at as usize];
        *old = score.max(*old);
    }
}
