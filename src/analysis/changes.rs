//! The differences between two versions of a story, by the ids in the file, to be shown after a reload. The placement
//! of events does not count, since a new event at the front moves everything in a story without a clock.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::story::id::EventId;
use crate::story::words::number;
use crate::story::{Event, Story, TimeKind};

/// The number of things of one kind that were added, removed and changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChangeCount {
    /// Only in the new version.
    pub added: usize,
    /// Only in the old version.
    pub removed: usize,
    /// In both versions, with different contents.
    pub changed: usize,
}

/// The changes from one version of a story to the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Events.
    pub events: ChangeCount,
    /// Threads.
    pub threads: ChangeCount,
    /// Characters.
    pub characters: ChangeCount,
    /// Places.
    pub places: ChangeCount,
    /// Phases, by their titles.
    pub phases: ChangeCount,
    /// Whether events of both versions are in another order, in the file or in the telling.
    pub reordered: bool,
    /// Whether anything else differs: the title, facts about the work, the sources, the kind of time.
    pub about: bool,
}

impl Changes {
    /// The changes from `old` to `new`. O(size of both), plus sorting if the telling differs from the file.
    pub fn between(old: &Story, new: &Story) -> Self {
        Self {
            events: count(events(old), events(new)),
            threads: count(threads(old), threads(new)),
            characters: count(characters(old), characters(new)),
            places: count(places(old), places(new)),
            phases: count(phases(old), phases(new)),
            reordered: is_reordered(old, new),
            about: about(old) != about(new),
        }
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The changes in words: `3 events added, 1 removed, 12 changed; 1 thread added`. Empty if nothing changed.
    pub fn words(&self) -> String {
        let kinds = [
            (self.events, "event", "events"),
            (self.threads, "thread", "threads"),
            (self.characters, "character", "characters"),
            (self.places, "place", "places"),
            (self.phases, "phase", "phases"),
        ];
        let mut clauses: Vec<String> =
            kinds.into_iter().filter_map(|(count, one, many)| count.words(one, many)).collect();
        if self.reordered {
            clauses.push("the order of events changed".to_owned());
        }
        if self.about && clauses.is_empty() {
            clauses.push("what is said of the story changed".to_owned());
        }
        clauses.join("; ")
    }
}

impl ChangeCount {
    fn words(self, one: &str, many: &str) -> Option<String> {
        let parts = [(self.added, "added"), (self.removed, "removed"), (self.changed, "changed")];
        let parts = parts.into_iter().filter(|&(number, _)| number > 0);
        let mut words = String::new();
        for (how_many, done) in parts {
            let (number, noun) = (number(how_many), if how_many == 1 { one } else { many });
            // The noun is written only once: 3 events added, 1 removed.
            let noun = if words.is_empty() { format!(" {noun}") } else { String::new() };
            let comma = if words.is_empty() { "" } else { ", " };
            // Writing to a String cannot fail.
            let _ = write!(words, "{comma}{number}{noun} {done}");
        }
        (!words.is_empty()).then_some(words)
    }
}

/// An id, and a hash of everything that the file says of it.
type Hashed<'s> = (&'s str, u64);

fn count<'s>(old: impl Iterator<Item = Hashed<'s>>, new: impl Iterator<Item = Hashed<'s>>) -> ChangeCount {
    let mut before: HashMap<&str, u64> = old.collect();
    let mut count = ChangeCount::default();
    for (id, said) in new {
        match before.remove(id) {
            None => count.added += 1,
            Some(was) if was != said => count.changed += 1,
            Some(_) => {}
        }
    }
    count.removed = before.len();
    count
}

/// The hash of some fields.
fn hash(said: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    said.hash(&mut hasher);
    hasher.finish()
}

fn events(story: &Story) -> impl Iterator<Item = Hashed<'_>> {
    story.events.iter().map(|event| (event.id, event_hash(story, &event)))
}

/// The hash of everything that the file says of an event, with other things by their ids. Without its position in the
/// telling, which changes with any new event before it.
fn event_hash(story: &Story, event: &Event<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    let id = |id: EventId| story.event(id).id;
    let Event { title, summary, thread, also, when, place, cast, because, tags, cites, .. } = *event;
    (title, summary, &story.thread(thread).id).hash(&mut hasher);
    also.len().hash(&mut hasher);
    for &also in also {
        story.thread(also).id.hash(&mut hasher);
    }
    (when.at, when.from, when.to, when.lasts, when.relations.len()).hash(&mut hasher);
    for &(relation, other) in when.relations {
        (relation, id(other)).hash(&mut hasher);
    }
    place.map(|place| &story.place(place).id).hash(&mut hasher);
    cast.len().hash(&mut hasher);
    for &who in cast {
        story.character(who).id.hash(&mut hasher);
    }
    because.len().hash(&mut hasher);
    for link in because.iter() {
        (id(link.event), link.relation, link.note).hash(&mut hasher);
    }
    tags.len().hash(&mut hasher);
    for tag in tags {
        story.tags[tag.index()].hash(&mut hasher);
    }
    cites.len().hash(&mut hasher);
    for cite in cites.iter() {
        (&story.sources[cite.source.index()].id, cite.at).hash(&mut hasher);
    }
    hasher.finish()
}

fn threads(story: &Story) -> impl Iterator<Item = Hashed<'_>> {
    story.threads.iter().map(|it| (it.id.as_str(), hash((&it.title, &it.summary, &it.group))))
}

fn characters(story: &Story) -> impl Iterator<Item = Hashed<'_>> {
    story.characters.iter().map(|it| (it.id.as_str(), hash((&it.name, &it.aliases, &it.group, &it.summary))))
}

fn places(story: &Story) -> impl Iterator<Item = Hashed<'_>> {
    let around = |place: &crate::story::Place| place.within.map(|outer| &story.place(outer).id);
    story.places.iter().map(move |it| (it.id.as_str(), hash((&it.name, around(it)))))
}

fn phases(story: &Story) -> impl Iterator<Item = Hashed<'_>> {
    let ends = |phase: &crate::story::Phase| [phase.from, phase.to].map(|id| story.event(id).id);
    story.phases.iter().map(move |it| (it.title.as_str(), hash(ends(it))))
}

/// The hash of what the file says of the story itself.
fn about(story: &Story) -> u64 {
    let sources: Vec<_> = story.sources.iter().map(|it| (&it.id, &it.title, &it.url, &it.licence)).collect();
    // The finest date follows from the events.
    let time = match &story.time {
        TimeKind::Date(dates) => format!("{:?}", dates.calendar),
        time => format!("{time:?}"),
    };
    hash((&story.title, &story.summary, &story.work, sources, time))
}

fn is_reordered(old: &Story, new: &Story) -> bool {
    let places: HashMap<&str, EventId> = new.event_ids().map(|id| (new.event(id).id, id)).collect();
    let there = |event: Event<'_>| Some((event.told, *places.get(event.id)?));
    let mut both: Vec<(u32, EventId)> = old.events.iter().filter_map(there).collect();
    if !both.is_sorted_by_key(|&(_, there)| there) {
        return true;
    }
    both.sort_by_key(|&(told, _)| told);
    !both.is_sorted_by_key(|&(_, there)| new.event(there).told)
}

#[cfg(test)]
mod tests {
    use super::Changes;
    use crate::story::Story;
    use crate::story::compile::compile;

    const WHOLE: &str = r#"{ "plotlanes": 1, "title": "T", "time": { "kind": "number", "unit": "hour" },
        "sources": [{ "id": "s", "title": "S" }],
        "threads": [{ "id": "sea", "title": "Sea" }, { "id": "sky", "title": "Sky" }],
        "characters": [{ "id": "ann", "name": "Ann" }, { "id": "bob", "name": "Bob" }],
        "places": [{ "id": "bay", "name": "Bay" }, { "id": "cove", "name": "Cove", "within": "bay" }],
        "phases": [{ "title": "All", "from": "a", "to": "c" }],
        "events": [
            { "id": "a", "title": "A", "thread": "sea", "when": { "at": 1 }, "told": 1 },
            { "id": "b", "title": "B", "thread": "sea", "when": { "after": ["a"] }, "cast": ["ann"], "told": 2 },
            { "id": "c", "title": "C", "thread": "sky", "because": ["a"], "tags": ["x"], "told": 3,
              "cites": [{ "source": "s", "at": "1" }] }] }"#;

    fn story(text: &str) -> Story {
        match compile(text.as_bytes()).faultless() {
            Ok((story, _)) => story,
            Err(problems) => panic!("{problems:?}\n{text}"),
        }
    }

    /// The words for the change when one piece of the text is replaced by another.
    #[track_caller]
    fn check(piece: &str, new: &str, expect: &str) {
        assert!(WHOLE.contains(piece), "{piece}");
        let changes = Changes::between(&story(WHOLE), &story(&WHOLE.replace(piece, new)));
        assert_eq!(changes.words(), expect, "{piece} → {new}");
        assert_eq!(changes.is_empty(), expect.is_empty(), "{piece} → {new}");
    }

    #[test]
    fn every_change_of_a_story_is_described() {
        let event = r#"{ "id": "d", "title": "D", "thread": "sky" }"#;
        check("1,", "1 ,", "");
        check(r#""title": "A""#, r#""title": "Aa""#, "1 event changed");
        check(r#""at": 1 }"#, r#""at": 2 }"#, "1 event changed");
        check(r#""after": ["a"]"#, r#""after": ["a"], "lasts": 1"#, "1 event changed");
        check(r#""cast": ["ann"]"#, r#""cast": ["bob"]"#, "1 event changed");
        check(r#""because": ["a"]"#, r#""because": [{ "event": "a", "note": "n" }]"#, "1 event changed");
        check(r#""tags": ["x"]"#, r#""tags": ["x", "y"]"#, "1 event changed");
        check(r#""at": "1""#, r#""at": "2""#, "1 event changed");
        check(r#""tags": ["x"]"#, r#""tags": ["x"], "place": "cove""#, "1 event changed");
        check(r#""tags": ["x"]"#, r#""tags": ["x"], "also": ["sea"]"#, "1 event changed");
        check(r#""events": ["#, &format!(r#""events": [{event},"#), "1 event added");
        check(r#""told": 2"#, r#""told": 4"#, "the order of events changed");
        check(
            r#"{ "id": "sea", "title": "Sea" }"#,
            r#"{ "id": "sea", "title": "Sea", "group": "G" }"#,
            "1 thread changed",
        );
        check(r#""threads": ["#, r#""threads": [{ "id": "new", "title": "N" },"#, "1 thread added");
        check(r#", { "id": "bob", "name": "Bob" }"#, "", "1 character removed");
        check(r#", "within": "bay""#, "", "1 place changed");
        check(r#""to": "c" }"#, r#""to": "b" }"#, "1 phase changed");
        check(r#""title": "T""#, r#""title": "U""#, "what is said of the story changed");
        check(r#""title": "S""#, r#""title": "R""#, "what is said of the story changed");
        check(r#""unit": "hour""#, r#""unit": "day""#, "what is said of the story changed");
    }

    #[test]
    fn many_changes_are_one_clause() {
        let new = WHOLE
            .replace(r#"{ "id": "b", "title": "B""#, r#"{ "id": "z", "title": "Z""#)
            .replace(r#""title": "A""#, r#""title": "Aa""#)
            .replace(r#""title": "C""#, r#""title": "Cc""#)
            .replace(r#""name": "Ann""#, r#""name": "Anna""#);
        let changes = Changes::between(&story(WHOLE), &story(&new));
        assert_eq!(changes.words(), "1 event added, 1 removed, 2 changed; 1 character changed");
    }

    #[test]
    fn putting_an_event_in_changes_no_other() {
        // The file does not say at which step the other events are, nor their positions in the telling.
        let start = r#"{ "plotlanes": 1, "title": "T", "threads": [{ "id": "t", "title": "T" }], "events": ["#;
        let event = |id: &str| format!(r#"{{ "id": "{id}", "title": "{id}", "thread": "t" }}"#);
        let old = story(&format!("{start}{}, {}] }}", event("b"), event("c")));
        let new = story(&format!("{start}{}, {}, {}] }}", event("a"), event("b"), event("c")));
        assert_eq!(Changes::between(&old, &new).words(), "1 event added");
        let back = story(&format!("{start}{}, {}] }}", event("c"), event("b")));
        assert_eq!(Changes::between(&old, &back).words(), "the order of events changed");
    }
}
