//! The paths of some characters through a story, and their meetings. Knows casts, threads and the orders, nothing of
//! how paths are drawn.

use crate::story::Story;
use crate::story::id::{CharacterId, EventId, ThreadId};
use crate::story::order::Order;

/// The paths of some characters in one order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// The paths in the given order, without repeats.
    pub people: Vec<Person>,
    /// The events that two or more of them take part in, in order.
    pub meetings: Vec<Meeting>,
}

/// One character's path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The character.
    pub who: CharacterId,
    /// The events they take part in, in order.
    pub events: Vec<EventId>,
    /// The first threads of these events, each once, in the order in which the path reaches them.
    pub threads: Vec<ThreadId>,
    /// The longest time between two of their events.
    pub absence: Option<Absence>,
}

/// A stretch without an event of a character who has events before and after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Absence {
    /// Its length, in the ticks of the order: time, or events told; more than 0.
    pub ticks: i128,
    /// The event at whose end it begins.
    pub after: EventId,
    /// The event at whose start it ends.
    pub before: EventId,
}

/// An event that brings some of the characters together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// The event.
    pub event: EventId,
    /// The characters who meet: two or more, in the order of the event's cast.
    pub who: Vec<CharacterId>,
}

impl People {
    /// The paths of `characters` in this order. Linear in all casts of the story, and near-linear in the events of
    /// `characters`.
    pub fn new(story: &Story, order: Order, characters: &[CharacterId]) -> Self {
        let mut people: Vec<Person> = Vec::new();
        let mut at: Vec<Option<usize>> = vec![None; story.characters.len()];
        for &who in characters {
            if at.get(who.index()) == Some(&None) {
                at[who.index()] = Some(people.len());
                people.push(Person { who, events: Vec::new(), threads: Vec::new(), absence: None });
            }
        }
        let asked = |who: &CharacterId| at[who.index()].is_some();
        let mut events: Vec<EventId> = match people.as_slice() {
            [one] => story.events.with_cast(one.who).collect(),
            _ => story.event_ids().filter(|&id| story.events.cast(id).iter().any(asked)).collect(),
        };
        events.sort_by_key(|&id| (order.span(story, id).start(), order.span(story, id).end(), id));
        let mut meetings = Vec::new();
        for event in events {
            let who: Vec<CharacterId> = story.events.cast(event).iter().copied().filter(asked).collect();
            for at in who.iter().filter_map(|who| at[who.index()]) {
                people[at].events.push(event);
            }
            if who.len() > 1 {
                meetings.push(Meeting { event, who });
            }
        }
        // The last person whose path touched each thread.
        let mut touched: Vec<Option<CharacterId>> = vec![None; story.threads.len()];
        for person in &mut people {
            let fresh = |thread: &ThreadId| touched[thread.index()].replace(person.who) != Some(person.who);
            person.threads = person.events.iter().map(|&id| story.events.thread(id)).filter(fresh).collect();
            person.absence = absence(story, order, &person.events);
        }
        Self { people, meetings }
    }

    /// The pairs of characters who never meet, in the given order. Found as the iterator advances: each character costs
    /// the casts of their meetings and a pass over the other characters.
    pub fn apart(&self) -> impl Iterator<Item = (CharacterId, CharacterId)> + '_ {
        let count = self.people.iter().map(|person| person.who.index() + 1).max().unwrap_or(0);
        // The last person who met each character, and every character's meetings.
        let mut met: Vec<Option<CharacterId>> = vec![None; count];
        let mut meetings: Vec<Vec<&Meeting>> = vec![Vec::new(); count];
        for meeting in &self.meetings {
            for who in &meeting.who {
                meetings[who.index()].push(meeting);
            }
        }
        self.people.iter().enumerate().flat_map(move |(at, person)| {
            for other in meetings[person.who.index()].iter().flat_map(|meeting| &meeting.who) {
                met[other.index()] = Some(person.who);
            }
            let others = self.people[at + 1..].iter().map(|other| other.who);
            let strangers: Vec<_> = others.filter(|other| met[other.index()] != Some(person.who)).collect();
            strangers.into_iter().map(|other| (person.who, other))
        })
    }
}

/// The longest stretch without an event between two events of a path; the first of equally long ones.
fn absence(story: &Story, order: Order, events: &[EventId]) -> Option<Absence> {
    let mut longest: Option<Absence> = None;
    // The event with the latest end so far, since a long event may outlast those that start after it.
    let mut last: Option<EventId> = None;
    for &event in events {
        let span = order.span(story, event);
        if let Some(after) = last {
            let ticks = i128::from(span.start().0) - i128::from(order.span(story, after).end().0);
            if ticks > longest.map_or(0, |absence| absence.ticks) {
                longest = Some(Absence { ticks, after, before: event });
            }
        }
        if last.is_none_or(|last| order.span(story, last).end() <= span.end()) {
            last = Some(event);
        }
    }
    longest
}

/// The character whose path touches the most threads, the first in the file of several, with the number of threads;
/// `None` if no event has a cast. Linear in all casts of the story.
pub fn widest_path(story: &Story) -> Option<(CharacterId, usize)> {
    // Threads are visited one by one, so it is enough to know the last thread that counted for each character.
    let mut counts: Vec<(usize, Option<ThreadId>)> = vec![(0, None); story.characters.len()];
    for thread in story.threads_in_order() {
        for who in story.thread(thread).events.iter().flat_map(|&id| story.events.cast(id)) {
            let (count, last) = &mut counts[who.index()];
            if last.replace(thread) != Some(thread) {
                *count += 1;
            }
        }
    }
    let paths = counts.into_iter().zip(0..).map(|((count, _), who)| (CharacterId(who), count));
    paths.filter(|&(_, count)| count > 0).max_by_key(|&(who, count)| (count, std::cmp::Reverse(who)))
}

#[cfg(test)]
mod tests {
    use super::{Absence, People, widest_path};
    use crate::story::Story;
    use crate::story::compile::compile;
    use crate::story::id::{CharacterId, EventId};
    use crate::story::order::Order;

    /// Characters `a` to `d`; each event with its thread, its start and end, its place in the telling and its cast.
    fn story(events: &[(&str, i64, i64, u32, &str)]) -> Story {
        let event = |(at, (thread, from, to, told, cast)): (usize, &(&str, i64, i64, u32, &str))| {
            let cast: Vec<String> = cast.chars().map(|who| format!("\"{who}\"")).collect();
            let when = format!(r#"{{ "from": {from}, "to": {to} }}"#);
            format!(
                r#"{{ "id": "e{at}", "title": "E{at}", "thread": "{thread}", "when": {when}, "told": {told}, "cast": [{}] }}"#,
                cast.join(",")
            )
        };
        let events: Vec<String> = events.iter().enumerate().map(event).collect();
        let named = |ids: &str, name: &str| -> String {
            let one = |id: char| format!(r#"{{ "id": "{id}", "{name}": "{id}" }}"#);
            ids.chars().map(one).collect::<Vec<_>>().join(",")
        };
        let text = format!(
            r#"{{ "plotlanes": 1, "title": "T", "threads": [{}], "characters": [{}], "events": [{}] }}"#,
            named("xyz", "title"),
            named("abcd", "name"),
            events.join(",")
        );
        compile(text.as_bytes()).faultless().unwrap_or_else(|problems| panic!("{problems:#?}")).0
    }

    const A: CharacterId = CharacterId(0);
    const B: CharacterId = CharacterId(1);
    const C: CharacterId = CharacterId(2);
    const D: CharacterId = CharacterId(3);

    fn told() -> Story {
        story(&[
            ("x", 0, 10, 1, "ab"),
            ("x", 2, 3, 5, "a"),
            ("y", 14, 15, 2, "ac"),
            ("x", 12, 13, 3, "b"),
            ("z", 19, 22, 4, "a"),
            ("y", 30, 31, 6, "bc"),
        ])
    }

    #[test]
    fn paths_meetings_and_absences() {
        let story = told();
        let people = People::new(&story, Order::Happening, &[B, A, C, B, D]);
        let events = |at: usize| people.people[at].events.iter().map(|id| id.0).collect::<Vec<_>>();
        let threads = |at: usize| people.people[at].threads.iter().map(|id| id.0).collect::<Vec<_>>();
        assert_eq!(people.people.iter().map(|person| person.who).collect::<Vec<_>>(), [B, A, C, D]);
        assert_eq!([events(0), events(1), events(2), events(3)], [vec![0, 3, 5], vec![0, 1, 2, 4], vec![2, 5], vec![]]);
        assert_eq!([threads(0), threads(1), threads(2), threads(3)], [vec![0, 1], vec![0, 1, 2], vec![1], vec![]]);
        let absence = |at: usize| people.people[at].absence;
        let away = |ticks, after, before| Some(Absence { ticks, after: EventId(after), before: EventId(before) });
        assert_eq!(absence(0), away(17, 3, 5));
        // The first event outlasts the second; of two absences of 4 steps the first.
        assert_eq!(absence(1), away(4, 0, 2));
        assert_eq!(absence(2), away(15, 2, 5));
        assert_eq!(absence(3), None);
        let meetings: Vec<_> = people.meetings.iter().map(|meeting| (meeting.event.0, meeting.who.clone())).collect();
        assert_eq!(meetings, [(0, vec![A, B]), (2, vec![A, C]), (5, vec![B, C])]);
        assert_eq!(people.apart().collect::<Vec<_>>(), [(B, D), (A, D), (C, D)]);
    }

    #[test]
    fn the_telling_counts_events_told() {
        let story = told();
        let people = People::new(&story, Order::Telling, &[A, B]);
        let events = |at: usize| people.people[at].events.iter().map(|id| id.0).collect::<Vec<_>>();
        assert_eq!([events(0), events(1)], [vec![0, 2, 4, 1], vec![0, 3, 5]]);
        let absence = people.people[1].absence;
        assert_eq!(absence, Some(Absence { ticks: 2, after: EventId(3), before: EventId(5) }));
    }

    #[test]
    fn characters_who_always_meet_and_characters_without_events() {
        let story = story(&[("x", 0, 1, 1, "ab"), ("x", 1, 2, 2, "ab")]);
        let people = People::new(&story, Order::Happening, &[A, B, CharacterId(99)]);
        assert_eq!(people.apart().count(), 0);
        assert_eq!(people.people.len(), 2);
        assert_eq!(people.people[0].absence, None);
        let nobody = People::new(&story, Order::Happening, &[]);
        assert_eq!((nobody.meetings.len(), nobody.apart().count()), (0, 0));
    }

    #[test]
    fn the_widest_path() {
        assert_eq!(widest_path(&told()), Some((A, 3)));
        assert_eq!(
            widest_path(&story(&[("x", 0, 1, 1, "dcb"), ("y", 0, 1, 2, "c"), ("z", 0, 1, 3, "b")])),
            Some((B, 2))
        );
        assert_eq!(widest_path(&story(&[("x", 0, 1, 1, "")])), None);
    }
}
