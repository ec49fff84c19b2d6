//! Puts into words what is known of an event: for the detail panel, tooltips and screen readers.

use super::amount::{given_phrase, given_words, lasts_words, moment_words, point_words};
use super::id::EventId;
use super::place::Around;
use super::{Event, Given, Story, TimeKind};
use crate::time::calendar::Duration;

pub use crate::text::words::{counted, number};
use crate::time::{Moment, Span};

/// A part of a sentence, with the event it names, if any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The relation in words, such as `after`.
    pub text: String,
    /// The event that follows these words.
    pub event: Option<EventId>,
}

impl Clause {
    fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), event: None }
    }
}

/// When an event happens, as far as the story says: exact times first, then how it stands to other events.
pub fn when(story: &Story, id: EventId) -> Vec<Clause> {
    let event = story.event(id);
    let said = event.when;
    let words = |given| given_words(&story.time, given);
    let mut clauses = Vec::new();
    match (said.at, said.from, said.to) {
        (Some(at), ..) => clauses.push(Clause::plain(given_phrase(&story.time, at))),
        (None, Some(from), Some(to)) if from.whole_until(to).is_some() => {
            clauses.push(Clause::plain(format!("all of {}", words(from))));
        }
        (None, Some(from), Some(to)) => clauses.push(Clause::plain(format!("from {} to {}", words(from), words(to)))),
        (None, Some(from), None) => clauses.push(Clause::plain(format!("from {}", words(from)))),
        (None, None, Some(to)) => clauses.push(Clause::plain(format!("until {}", words(to)))),
        (None, None, None) => {}
    }
    match said.lasts {
        Some(Duration { months: 0, ticks: 0 }) if said.at.is_none() => clauses.push(Clause::plain("a moment")),
        Some(lasts) if lasts != Duration::default() => {
            clauses.push(Clause::plain(format!("lasts {}", lasts_words(&story.time, lasts))));
        }
        _ => {}
    }
    for &(relation, other) in said.relations {
        clauses.push(Clause { text: relation.words().to_owned(), event: Some(other) });
    }
    if let Some(before) = said.follows {
        clauses.push(Clause { text: "placed by its order in the thread, after".to_owned(), event: Some(before) });
    }
    if clauses.is_empty() {
        let opens = story.thread(event.thread).events.first() == Some(&id);
        clauses.push(Clause::plain(if opens {
            "it says nothing of its time and opens its thread"
        } else {
            "it says nothing of its time, and what others say keeps it from following the event before it"
        }));
    }
    clauses
}

/// Where an event stands in the picture: `step 9 of 27`, `2 May 1945`, `from 3 to 5 hours`, with how far that is known.
pub fn place_words(story: &Story, id: EventId) -> String {
    let event = story.event(id);
    let time = &story.time;
    if time.clock().is_none() {
        let step = |at: Moment| number((i128::from(at.0) - i128::from(story.extent.start().0)).max(0) as usize + 1);
        let (first, last) = (event.earliest.start(), event.latest.start());
        let is_open = event.open.start.earliest || event.open.start.latest;
        return if is_open || first == last {
            format!("step {}", step(event.placed.start()))
        } else {
            format!("between step {} and {}", step(first), step(last))
        };
    }
    let when = event.when;
    let words = |given: Option<Given>, of: fn(&Span) -> Moment| {
        let range = i128::from(of(&event.latest).0) - i128::from(of(&event.earliest).0);
        let drawn = || point_words(time, of(&event.placed).0 as f64, i64::try_from(range).unwrap_or(i64::MAX));
        given.map_or_else(drawn, |given| given_words(time, given))
    };
    let start = words(when.at.or(when.from), |span| span.start());
    let end = words(when.at.filter(|_| when.lasts.is_none()).or(when.to), |span| span.end());
    if start == end { start } else { format!("{start} to {end}") }
}

/// A stretch of the axis as it is drawn: `step 9`, `2 May 1945`, `3 to 5 hours`.
pub fn span_words(story: &Story, span: Span) -> String {
    let time = &story.time;
    if time.clock().is_none() {
        let first = i128::from(span.start().0) - i128::from(story.extent.start().0);
        return format!("step {}", number(first.max(0) as usize + 1));
    }
    let (start, end) = (moment_words(time, span.start()), moment_words(time, span.end()));
    if start == end { start } else { format!("{start} to {end}") }
}

/// The relations that other events are said to have to this one, turned round. O(events).
pub fn said_elsewhere(story: &Story, id: EventId) -> Vec<Clause> {
    let mut clauses = Vec::new();
    for other in story.event_ids().filter(|&other| other != id) {
        for &(relation, to) in story.events.relations(other) {
            let turned = (relation.converse(), other);
            if to == id && !story.events.relations(id).contains(&turned) {
                clauses.push(Clause { text: turned.0.words().to_owned(), event: Some(other) });
            }
        }
    }
    clauses
}

/// Says where else it could lie; empty if its own times, or its neighbours in the picture, say so. `around` has the places
/// of the others relative to it. O(events).
pub fn could_be(story: &Story, id: EventId, around: &Around) -> Vec<Clause> {
    if story.time.clock().is_some() {
        could_be_on_clock(story, id, around)
    } else {
        could_be_in_order(story, id, around)
    }
}

/// On a clock bounds are times, or what another event's exact time sets.
fn could_be_on_clock(story: &Story, id: EventId, around: &Around) -> Vec<Clause> {
    let Event { placed, earliest, latest, open, when, .. } = story.event(id);
    // What it says of itself need not be said again.
    let own_start = when.at.or(when.from).map(Given::span);
    let own_end = when.to.map(Given::as_end).or(when.at.filter(|_| when.lasts.is_none()).map(Given::span));
    let others = || story.event_ids().filter(|&other| other != id);
    let mut clauses = Vec::new();
    if open.start.earliest {
        clauses.push(Clause::plain("nothing says how early"));
    } else if earliest.start() < placed.start() && own_start.is_none_or(|own| own.start() < earliest.start()) {
        let at = earliest.start();
        let after = others().find(|&it| story.event(it).earliest.end() == at && around.is_after(it));
        clauses.push(bound("could be as early as", "right after", after, || start_words(&story.time, at)));
    }
    if open.end.latest {
        clauses.push(Clause::plain("nothing says how late"));
    } else if latest.end() > placed.end() && own_end.is_none_or(|own| own.end() > latest.end()) {
        let at = latest.end();
        let before = others().find(|&it| story.event(it).latest.start() == at && around.is_before(it));
        let words = if latest.start() > placed.start() { "could be as late as" } else { "could last until" };
        clauses.push(bound(words, "right before", before, || end_words(&story.time, at)));
    }
    clauses
}

/// A bound: by the event that sets it, if there is one, else by the time.
fn bound(words: &str, beside: &str, event: Option<EventId>, time: impl Fn() -> String) -> Clause {
    match event {
        Some(_) => Clause { text: format!("{words} {beside}"), event },
        None => Clause::plain(format!("{words} {}", time())),
    }
}

/// A bound that something cannot lie before.
fn start_words(time: &TimeKind, at: Moment) -> String {
    match time {
        TimeKind::Date(dates) if !dates.is_empty => dates.calendar.words_of_start(at),
        _ => moment_words(time, at),
    }
}

/// A bound that something cannot lie after.
fn end_words(time: &TimeKind, at: Moment) -> String {
    match time {
        TimeKind::Date(dates) if !dates.is_empty => dates.calendar.words_of_end(at),
        _ => moment_words(time, at),
    }
}

/// Without a clock bounds are other events: the nearest one that it must come after, and the nearest that it must come
/// before. They are told where the picture shows something in between.
fn could_be_in_order(story: &Story, id: EventId, around: &Around) -> Vec<Clause> {
    let placed = |id| story.events.placed(id);
    let own = placed(id);
    let others = || story.event_ids().filter(|&other| other != id);
    let before = others().filter(|&other| around.is_after(other)).max_by_key(|&other| (placed(other).end(), other));
    let after = others().filter(|&other| around.is_before(other)).min_by_key(|&other| (placed(other).start(), other));
    let between = |first: Option<Moment>, last: Option<Moment>, span: Span| {
        first.is_none_or(|first| first < span.end()) && last.is_none_or(|last| span.start() < last)
    };
    let mut clauses = Vec::new();
    let drawn_before =
        |other| placed(other).end() <= own.start() && between(before.map(|it| placed(it).end()), None, placed(other));
    if others().any(|other| !around.is_after(other) && drawn_before(other)) {
        clauses.push(match before {
            Some(event) => Clause { text: "could be as early as right after".to_owned(), event: Some(event) },
            None => Clause::plain("nothing says how early"),
        });
    }
    let drawn_after =
        |other| placed(other).start() >= own.end() && between(None, after.map(|it| placed(it).start()), placed(other));
    if others().any(|other| !around.is_before(other) && drawn_after(other)) {
        clauses.push(match after {
            Some(event) => Clause { text: "could be as late as right before".to_owned(), event: Some(event) },
            None => Clause::plain("nothing says how late"),
        });
    }
    clauses
}

/// One line with everything of [`when`], the events by title in quotes.
pub fn when_line(story: &Story, id: EventId) -> String {
    let clauses = when(story, id);
    let parts = clauses.iter().map(|clause| match clause.event {
        Some(event) => format!("{} “{}”", clause.text, story.event(event).title),
        None => clause.text.clone(),
    });
    parts.collect::<Vec<_>>().join(", ")
}

/// An event as a screen reader says it: its title, its thread and its time.
pub fn spoken(story: &Story, id: EventId) -> String {
    let event = story.event(id);
    format!("{}, {}, {}", event.title, story.thread(event.thread).title, when_line(story, id))
}

/// The work's name, season and episodes in one line, as far as the story's facts tell; may be empty.
pub fn subtitle(story: &Story) -> String {
    let fact = |label: &str| story.work.iter().find(|(name, _)| name.eq_ignore_ascii_case(label)).map(|(_, text)| text);
    let mut line = fact("series").cloned().unwrap_or_default();
    let season = fact("season").map(|season| format!("season {season}"));
    let episodes = fact("episodes").map(|list| format!("episodes {}", with_and(list)));
    let episode = fact("episode").map(|episode| format!("episode {episode}"));
    let place: Vec<String> = [season, episodes, episode].into_iter().flatten().collect();
    if !place.is_empty() {
        if !line.is_empty() {
            line.push_str(" · ");
        }
        line.push_str(&place.join(", "));
    }
    if line.is_empty() {
        let first = story.work.first();
        line = first.map(|(label, text)| format!("{label} {text}")).unwrap_or_default();
    }
    line
}

/// `25, 26` → `25 and 26`.
fn with_and(list: &str) -> String {
    match list.rsplit_once(", ") {
        Some((before, last)) => format!("{before} and {last}"),
        None => list.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Clause, counted, number, said_elsewhere, subtitle, when};
    use crate::story::Story;
    use crate::story::compile::compile;
    use crate::story::id::EventId;
    use crate::story::place::Entailed;

    fn could_be(story: &Story, id: EventId) -> Vec<Clause> {
        super::could_be(story, id, &Entailed::of(story).around(id))
    }

    #[test]
    fn counts_are_read_in_threes() {
        let check = |count, expect| assert_eq!(number(count), expect);
        check(0, "0");
        check(999, "999");
        check(9_999, "9,999");
        check(10_000, "10,000");
        check(123_456, "123,456");
        check(1_000_000, "1,000,000");
        assert_eq!(counted(1, "event", "events"), "1 event");
        assert_eq!(counted(12_000, "event", "events"), "12,000 events");
    }

    /// A story of one thread with these events, written without their threads and titles.
    fn story(time: &str, events: &[(&str, &str)]) -> Story {
        let event = |(id, rest): &(&str, &str)| format!(r#"{{"id": "{id}", "title": "{id}", "thread": "t", {rest}}}"#);
        let events: Vec<String> = events.iter().map(event).collect();
        let text = format!(
            r#"{{"plotlanes": 1, "title": "T", "time": {{"kind": "{time}"}}, "threads": [{{"id": "t", "title": "T"}}],
            "events": [{}]}}"#,
            events.join(",")
        );
        compile(text.as_bytes()).faultless().unwrap_or_else(|problems| panic!("{problems:#?}")).0
    }

    fn lines(story: &Story, clauses: Vec<Clause>) -> Vec<String> {
        let line = |clause: Clause| match clause.event {
            Some(event) => format!("{} {}", clause.text, story.event(event).title),
            None => clause.text,
        };
        clauses.into_iter().map(line).collect()
    }

    #[test]
    fn what_the_file_says_of_a_time() {
        let story = story(
            "order",
            &[
                ("A", r#""summary": """#),
                ("B", r#""summary": """#),
                ("C", r#""when": {"after": ["A"], "during": ["B"]}"#),
                ("D", r#""when": {"meets": ["B"], "lasts": 0}"#),
            ],
        );
        let check = |at: u32, expect: &[&str]| assert_eq!(lines(&story, when(&story, EventId(at))), expect);
        check(0, &["it says nothing of its time and opens its thread"]);
        check(1, &["placed by its order in the thread, after A"]);
        check(2, &["after A", "during B"]);
        check(3, &["a moment", "right before B"]);
        assert_eq!(lines(&story, said_elsewhere(&story, EventId(1))), ["under way throughout C", "right after D"]);
        assert!(said_elsewhere(&story, EventId(3)).is_empty());
    }

    #[test]
    fn where_else_it_could_lie() {
        let free = story(
            "order",
            &[
                ("A", r#""when": {"lasts": 1}"#),
                ("B", r#""when": {"after": ["A"]}"#),
                ("C", r#""when": {"after": ["B"]}"#),
                ("X", r#""when": {"after": ["A"], "lasts": 1}"#),
            ],
        );
        assert_eq!(lines(&free, could_be(&free, EventId(3))), ["nothing says how late"]);
        assert!(could_be(&free, EventId(0)).is_empty());
        let dated = story(
            "date",
            &[
                ("War", r#""when": {"from": "1914", "to": "1918"}"#),
                ("Next", r#""when": {"from": "1939", "to": "1945"}"#),
                ("Between", r#""when": {"after": ["War"], "before": ["Next"]}"#),
            ],
        );
        assert_eq!(
            lines(&dated, could_be(&dated, EventId(2))),
            ["could be as early as right after War", "could be as late as right before Next"]
        );
        assert_eq!(lines(&dated, when(&dated, EventId(0))), ["from 1914 to 1918"]);
    }

    #[test]
    fn the_work_in_one_line() {
        let check = |work: &str, expect: &str| {
            let text = format!(
                r#"{{"plotlanes": 1, "title": "T", "work": {work}, "threads": [{{"id": "t", "title": "T"}}],
                "events": [{{"id": "a", "title": "A", "thread": "t"}}]}}"#
            );
            assert_eq!(subtitle(&compile(text.as_bytes()).faultless().unwrap().0), expect, "{work}");
        };
        check(
            r#"{"series": "Deep Space Nine", "season": 7, "episodes": [25, 26]}"#,
            "Deep Space Nine · season 7, episodes 25 and 26",
        );
        check(r#"{"season": 2, "episode": 3}"#, "season 2, episode 3");
        check(r#"{"author": "Homer"}"#, "Author Homer");
        check("{}", "");
    }
}
