//! The presence of characters in phases: the number of each character's events that start in each phase. It keeps a
//! sorted list for each character, and so takes no more memory than the casts, for any number of phases.

use crate::story::id::{CharacterId, EventId};
use crate::story::{Phase, Story};
use crate::time::Moment;

/// The start of an event, and the event.
type Start = (Moment, EventId);

/// Characters by phases. Empty if no event has a cast, or if there are no phases.
#[derive(Clone, Debug, Default)]
pub struct Presence {
    /// The characters who take part in any event: by the number of their events, most first, then in the file's order.
    characters: Vec<CharacterId>,
    /// The events of every character of the story, sorted by start.
    starts: Vec<Vec<Start>>,
    phases: Vec<Phase>,
    /// The largest count of any cell.
    most: usize,
}

impl Presence {
    /// Counts the events of `story`. O(n log n) in its events and their casts. The largest cell is searched for from
    /// the character with the most events on, until no other character can have a larger one.
    pub fn new(story: &Story) -> Self {
        if story.phases.is_empty() {
            return Self::default();
        }
        let mut starts = vec![Vec::new(); story.characters.len()];
        for id in story.event_ids() {
            for who in story.events.cast(id) {
                starts[who.index()].push((story.events.placed(id).start(), id));
            }
        }
        for list in &mut starts {
            list.sort_unstable();
            list.dedup();
        }
        let present = |who: &CharacterId| !starts[who.index()].is_empty();
        let mut characters: Vec<CharacterId> =
            (0..story.characters.len() as u32).map(CharacterId).filter(present).collect();
        characters.sort_by_key(|who| std::cmp::Reverse(starts[who.index()].len()));
        let mut presence = Self { characters, starts, phases: story.phases.clone(), most: 0 };
        for &who in &presence.characters {
            if presence.total(who) <= presence.most {
                break;
            }
            let fullest = (0..presence.phases.len()).map(|phase| presence.count(who, phase)).max();
            presence.most = presence.most.max(fullest.unwrap_or(0));
        }
        presence
    }

    /// Whether there are no characters.
    pub fn is_empty(&self) -> bool {
        self.characters.is_empty()
    }

    /// The characters who take part in any event: by the number of their events, most first, then in the file's order.
    pub fn characters(&self) -> &[CharacterId] {
        &self.characters
    }

    /// The number of phases.
    pub fn phases(&self) -> usize {
        self.phases.len()
    }

    /// The number of events of a character in the whole story.
    pub fn total(&self, who: CharacterId) -> usize {
        self.starts.get(who.index()).map_or(0, Vec::len)
    }

    /// The largest count of any cell.
    pub fn most(&self) -> usize {
        self.most
    }

    /// The number of events of a character that start in a phase. O(log n).
    pub fn count(&self, who: CharacterId, phase: usize) -> usize {
        let (within, ends) = self.cell(who, phase);
        within.len() + ends.into_iter().flatten().count()
    }

    /// The events of a character that start in a phase, in the order of happening. O(log n) and their number.
    pub fn events(&self, who: CharacterId, phase: usize) -> Vec<EventId> {
        let (within, ends) = self.cell(who, phase);
        let mut events: Vec<_> = within.iter().copied().chain(ends.into_iter().flatten()).collect();
        events.sort_unstable();
        events.into_iter().map(|(_, id)| id).collect()
    }

    /// The events that start within a phase, without its end; and those of the phase's first and last events that must
    /// be added, since the last may start exactly at the end.
    fn cell(&self, who: CharacterId, phase: usize) -> (&[Start], [Option<Start>; 2]) {
        let (Some(list), Some(phase)) = (self.starts.get(who.index()), self.phases.get(phase)) else {
            return (&[], [None; 2]);
        };
        let (start, end) = (phase.placed.start(), phase.placed.end());
        let from = list.partition_point(|&(at, _)| at < start);
        let to = list.partition_point(|&(at, _)| at < end || phase.placed.is_moment() && at == end);
        let within = &list[from..to.max(from)];
        let bounds = [Some(phase.from), Some(phase.to).filter(|&to| to != phase.from)];
        let on_top = |bound: Option<EventId>| {
            let bound = bound?;
            // If such an event does not start within the phase, it starts at its end.
            let listed = list.binary_search(&(end, bound)).ok()?;
            (!(from..to).contains(&listed)).then(|| list[listed])
        };
        (within, bounds.map(on_top))
    }
}

#[cfg(test)]
mod tests {
    use super::Presence;
    use crate::story::Story;
    use crate::story::compile::compile;
    use crate::story::id::{CharacterId, EventId};

    fn story(phases: &str, events: &str) -> Story {
        let text = format!(
            r#"{{"plotlanes": 1, "title": "T", "time": {{"kind": "number", "unit": "day"}},
            "threads": [{{"id": "t", "title": "T"}}], "phases": [{phases}],
            "characters": [{{"id": "x", "name": "X"}}, {{"id": "y", "name": "Y"}}, {{"id": "z", "name": "Z"}}],
            "events": [{events}]}}"#
        );
        compile(text.as_bytes()).faultless().unwrap_or_else(|problems| panic!("{problems:#?}")).0
    }

    fn event(id: &str, when: &str, cast: &str) -> String {
        format!(r#"{{"id": "{id}", "title": "{id}", "thread": "t", "when": {{{when}}}, "cast": [{cast}]}}"#)
    }

    #[test]
    fn cells_count_the_events_that_start_in_them() {
        let events = [
            event("a", r#""from": 0, "lasts": 3"#, r#""y""#),
            event("b", r#""at": 2"#, r#""x", "y""#),
            // It starts where the first phase ends, and ends that phase: it belongs to both.
            event("c", r#""at": 5"#, r#""y""#),
            event("d", r#""at": 5"#, r#""x""#),
            event("e", r#""from": 7, "lasts": 2"#, r#""x", "y""#),
        ];
        let phases = r#"{"title": "One", "from": "a", "to": "c"}, {"title": "Two", "from": "d", "to": "e"}"#;
        let presence = Presence::new(&story(phases, &events.join(",")));
        let (x, y, z) = (CharacterId(0), CharacterId(1), CharacterId(2));
        assert_eq!(presence.characters(), [y, x], "Z takes part in nothing");
        let check = |who, phase, expect: &[u32]| {
            let expect: Vec<EventId> = expect.iter().copied().map(EventId).collect();
            assert_eq!(presence.events(who, phase), expect, "{who:?} in {phase}");
            assert_eq!(presence.count(who, phase), expect.len());
        };
        check(y, 0, &[0, 1, 2]);
        check(y, 1, &[2, 4]);
        check(x, 0, &[1]);
        check(x, 1, &[3, 4]);
        check(z, 0, &[]);
        check(x, 9, &[]);
        assert_eq!((presence.total(y), presence.total(x), presence.total(z)), (4, 3, 0));
        assert_eq!((presence.most(), presence.phases()), (3, 2));
    }

    #[test]
    fn a_phase_of_one_moment_has_its_event() {
        let presence = Presence::new(&story(
            r#"{"title": "One", "from": "a", "to": "a"}"#,
            &[event("a", r#""at": 1"#, r#""x""#), event("b", r#""at": 2"#, r#""x""#)].join(","),
        ));
        assert_eq!(presence.events(CharacterId(0), 0), [EventId(0)]);
    }

    #[test]
    fn without_phases_or_casts_there_is_nothing() {
        assert!(Presence::new(&story("", &event("a", r#""at": 1"#, r#""x""#))).is_empty());
        let phase = r#"{"title": "One", "from": "a", "to": "a"}"#;
        assert!(Presence::new(&story(phase, &event("a", r#""at": 1"#, ""))).is_empty());
    }
}
