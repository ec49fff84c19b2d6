//! Good stories: everything that may be said, and what is understood where nothing is said.

use plotlanes::story::amount::{given_text, lasts_words};
use plotlanes::story::compile::compile;
use plotlanes::story::continuity::{Bound, Continuity, Edge, FindingKind, Knowledge, Muted, Travel};
use plotlanes::story::id::{CharacterId, EventId, PhaseId, PlaceId, SourceId, ThreadId};
use plotlanes::story::relation::Relation;
use plotlanes::story::{Because, Cite, Event, Story, TimeKind};

use super::any_bytes::WHOLE;

fn read(text: &str) -> Story {
    let (story, notes) =
        compile(text.as_bytes()).faultless().unwrap_or_else(|problems| panic!("{problems:#?}\n{text}"));
    assert!(notes.is_empty(), "{notes:#?}");
    story
}

/// A story of the given kind of time with one event per line: its id, then further fields.
fn story(time: &str, events: &[(&str, &str)]) -> Story {
    let event = |(id, rest): &(&str, &str)| {
        let comma = if rest.is_empty() { "" } else { ", " };
        format!(r#"{{ "id": "{id}", "title": "{id}", "thread": "t"{comma}{rest} }}"#)
    };
    let events: Vec<String> = events.iter().map(event).collect();
    let events = events.join(",\n");
    read(&format!(
        r#"{{ "plotlanes": 1, "title": "T", {time} "threads": [{{ "id": "t", "title": "T" }}], "events": [{events}] }}"#
    ))
}

fn titles(story: &Story, events: impl IntoIterator<Item = EventId>) -> Vec<&str> {
    events.into_iter().map(|id| story.event(id).title).collect()
}

#[test]
fn every_field_arrives() {
    let story = read(WHOLE);
    assert_eq!((story.title.as_str(), story.summary.as_str()), ("A \"whole\" story", "Every field\nis given."));
    let facts: Vec<String> = story.work.iter().map(|(label, fact)| format!("{label}: {fact}")).collect();
    assert_eq!(facts, ["Series: Tales", "Season: 7", "Episodes: 25, 26.10", "Air date: 2 June", "Two parts: yes"]);
    assert_eq!(story.time, TimeKind::Number { unit: "minute".into(), units: "minutes".into() });
    let source = &story.sources[0];
    let expect = ("article", "An article", "https://example.org/", "CC BY-SA 4.0");
    assert_eq!((&*source.id, &*source.title, &*source.url, &*source.licence), expect);
    let thread = &story.threads[0];
    let expect = ("uprising", "The uprising", "They rise.", "Cardassia");
    assert_eq!((&*thread.id, &*thread.title, &*thread.summary, &*thread.group), expect);
    assert_eq!(titles(&story, thread.events.clone()), ["First", "Point", "Last", "Next"]);
    let kira = &story.characters[0];
    assert_eq!((&*kira.id, &*kira.name, &*kira.group, &*kira.summary), ("kira", "Kira Nerys", "Bajor", "A colonel."));
    assert_eq!(kira.aliases, ["Colonel Kira", "Nerys"]);
    assert_eq!((story.places[0].within, story.places[1].within), (None, Some(PlaceId(0))));
    let phase = &story.phases[0];
    assert_eq!((&*phase.title, phase.from, phase.to), ("All of it", EventId(0), EventId(3)));
    let last = story.event(EventId(3));
    assert_eq!((last.id, last.title, last.summary), ("last", "Last", "It ends."));
    assert_eq!((last.thread, last.also), (ThreadId(0), &[ThreadId(1)][..]));
    assert_eq!((last.told, last.place, last.cast), (0, Some(PlaceId(1)), &[CharacterId(0), CharacterId(1)][..]));
    let because = |event, relation, note| Because { event: EventId(event), relation, note };
    assert_eq!(last.because.iter().collect::<Vec<_>>(), [because(0, "", ""), because(1, "enables", "It shows how.")]);
    assert_eq!(last.tags.iter().map(|tag| story.tags[tag.index()].as_str()).collect::<Vec<_>>(), ["turning point"]);
    let cite = |at| Cite { source: SourceId(0), at };
    assert_eq!(last.cites.iter().collect::<Vec<_>>(), [cite("1.6"), cite("")]);
    assert_eq!(phase.placed.start(), story.event(EventId(0)).placed.start());
    assert_eq!(phase.placed.end(), last.placed.end());
    assert!(story.events.iter().all(|event| story.extent.hull(event.placed) == story.extent));
}

#[test]
fn what_the_checks_rest_on_arrives() {
    let story = read(WHOLE);
    let Continuity { bounds, knowledge, facts, phases, travel, muted } = &story.continuity;
    let last = EventId(3);
    let bound = |who, edge, how: &str| Bound { event: last, character: CharacterId(who), edge, how: how.into() };
    assert_eq!(*bounds, [bound(1, Edge::Begins, ""), bound(0, Edge::Ends, "leaves")]);
    let said = |of: &Knowledge| (of.event, of.character.0, facts[of.fact as usize].as_str(), of.is_learned);
    let (who, how, why) = ("who did it", "how", "why");
    let expect = [(0, who, true), (1, who, true), (1, how, true), (0, why, false), (1, why, false)];
    let expect = expect.map(|(character, fact, is_learned)| (last, character, fact, is_learned));
    assert_eq!(knowledge.iter().map(said).collect::<Vec<_>>(), expect);
    assert_eq!(*phases, [(last, PhaseId(0))]);
    assert_eq!(*travel, [Travel { from: PlaceId(2), to: PlaceId(0), ticks: 3_500_000 }]);
    let quick = Muted {
        kind: FindingKind::TwoPlaces,
        events: vec![EventId(0), EventId(1)],
        character: Some(CharacterId(0)),
        fact: None,
        only_possible: true,
        why: "She is quick.".into(),
    };
    let rest = Muted { kind: FindingKind::KnownBeforeLearned, fact: Some(0), ..quiet() };
    assert_eq!(*muted, [quick, rest]);
    assert_eq!((story.continuity.phase_of(last), story.continuity.phase_of(EventId(0))), (Some(PhaseId(0)), None));
    assert_eq!((story.continuity.bounds_of(last).len(), story.continuity.knowledge_of(last).len()), (2, 5));
    assert_eq!(story.characters.iter().map(|who| who.is_collective).collect::<Vec<_>>(), [false, false]);
}

/// Accepts everything of a kind.
fn quiet() -> Muted {
    let (kind, why) = (FindingKind::TwoPlaces, String::new());
    Muted { kind, events: Vec::new(), character: None, fact: None, only_possible: false, why }
}

#[test]
fn little_has_to_be_said() {
    let story = story("", &[("a", "")]);
    assert_eq!((&story.time, story.work.len(), story.summary.as_str()), (&TimeKind::Order, 0, ""));
    let Event { summary, also, told, place, cast, because, tags, cites, when, .. } = story.event(EventId(0));
    assert_eq!((summary, also.len(), told, place, cast.len()), ("", 0, 0, None, 0));
    assert_eq!((because.len(), tags.len(), cites.len(), when), (0, 0, 0, plotlanes::story::Timing::default()));
}

#[test]
fn every_relation_is_understood() {
    for relation in Relation::ALL {
        let when = format!(r#""when": {{ "{}": ["b"] }}"#, relation.name());
        let story = story("", &[("b", r#""when": { "lasts": 9 }"#), ("a", &when)]);
        assert_eq!(story.event(EventId(1)).when.relations, [(relation, EventId(0))], "{relation:?}");
    }
}

/// What a `when` says in a story of a kind of time: its moments and its length.
fn said(time: &str, when: &str, expect: &str) {
    let story = story(time, &[("a", &format!(r#""when": {when}"#))]);
    let when = story.event(EventId(0)).when;
    let moments = [("at", when.at), ("from", when.from), ("to", when.to)];
    let mut said: Vec<String> = (moments.into_iter())
        .filter_map(|(name, moment)| Some(format!("{name} {}", given_text(&story.time, moment?))))
        .collect();
    said.extend(when.lasts.map(|lasts| format!("lasts {}", lasts_words(&story.time, lasts))));
    assert_eq!(said.join(", "), expect);
}

#[test]
fn exact_times_are_understood() {
    let order = r#""time": { "kind": "order" },"#;
    said(order, r#"{ "at": 3 }"#, "at 3");
    said(order, r#"{ "from": -3, "to": 4.0 }"#, "from -3, to 4");
    said(order, r#"{ "at": 1e1, "lasts": 2 }"#, "at 10, lasts 2 steps");
    said("", r#"{ "lasts": 0 }"#, "lasts 0 steps");
    let minutes = r#""time": { "kind": "number", "unit": "minute" },"#;
    said(minutes, r#"{ "at": 3.5 }"#, "at 3.5");
    said(minutes, r#"{ "from": 0.1, "lasts": 0.2 }"#, "from 0.1, lasts 0.2 minutes");
    said(minutes, r#"{ "to": -52861.3000001 }"#, "to -52861.3");
    said(minutes, r#"{ "from": -9e12, "to": 9e12 }"#, "from -9000000000000, to 9000000000000");
    let dates = r#""time": { "kind": "date" },"#;
    said(dates, r#"{ "at": "-0043-03-15" }"#, "at -0043-03-15");
    said(dates, r#"{ "from": "0000", "to": "0001-02" }"#, "from 0000, to 0001-02");
    said(dates, r#"{ "at": "1999-06-02T14:05", "lasts": "PT1H30M" }"#, "at 1999-06-02T14:05, lasts 1 hour 30 minutes");
    said(dates, r#"{ "at": "1985~", "lasts": "P1Y6M" }"#, "at 1985~, lasts 1 year 6 months");
    said(dates, r#"{ "at": "1914/1918-11" }"#, "from 1914, to 1918-11");
    said(dates, r#"{ "at": "198X/.." }"#, "from 198X");
    said(dates, r#"{ "at": "1999-06-02T01:00:00.5+02:00" }"#, "at 1999-06-01T23:00:00.500");
    said(dates, r#"{ "from": "-999999", "to": "+999999-12-31" }"#, "from -999999, to +999999-12-31");
    said(
        dates,
        r#"{ "from": "1999-06-01", "to": "1999-06-15", "lasts": "P2W" }"#,
        "from 1999-06-01, to 1999-06-15, lasts 14 days",
    );
}

#[test]
fn who_says_nothing_follows_the_one_before_in_the_thread() {
    let text = r#"{ "plotlanes": 1, "title": "T",
        "threads": [{ "id": "x", "title": "X" }, { "id": "y", "title": "Y" }],
        "events": [
            { "id": "a", "title": "A", "thread": "x" },
            { "id": "b", "title": "B", "thread": "y", "also": ["x"] },
            { "id": "c", "title": "C", "thread": "x", "when": {} },
            { "id": "d", "title": "D", "thread": "y", "when": { "after": ["c"] } },
            { "id": "e", "title": "E", "thread": "x", "when": { "lasts": 3, "during": [] } }
        ] }"#;
    let story = read(text);
    let follows: Vec<Option<u32>> = story.events.iter().map(|event| event.when.follows.map(|id| id.0)).collect();
    assert_eq!(follows, [None, None, Some(0), None, Some(2)]);
    assert_eq!(titles(&story, story.threads[0].events.clone()), ["A", "C", "E"]);
}

#[test]
fn the_telling_may_differ_from_the_file() {
    let check = |told: &[&str], expect: &[u32]| {
        let fields: Vec<String> = told
            .iter()
            .map(|told| if told.is_empty() { String::new() } else { format!(r#""told": {told}"#) })
            .collect();
        let ids: Vec<String> = (0..told.len()).map(|index| format!("e{index}")).collect();
        let events: Vec<(&str, &str)> =
            ids.iter().zip(&fields).map(|(id, rest)| (id.as_str(), rest.as_str())).collect();
        let ranks: Vec<u32> = story("", &events).events.iter().map(|event| event.told).collect();
        assert_eq!(ranks, expect, "{told:?}");
    };
    check(&["", "", ""], &[0, 1, 2]);
    check(&["3", "2", "1"], &[2, 1, 0]);
    check(&["", "", "0.5"], &[1, 2, 0]);
    check(&["2", "", ""], &[0, 1, 2]);
    check(&["", "", "1"], &[1, 2, 0]);
    check(&["-1e300", "", "-0.0", "0"], &[0, 3, 1, 2]);
}

#[test]
fn text_of_any_script_is_kept() {
    for text in ["戦争と平和", "Война и мир", "الحرب والسلام", "मुक्ति", "שלום", "Ἰλιάς", "🖖🏽", "e\u{301}", "'\u{2019}«»"]
    {
        let json = format!(
            r#"{{ "plotlanes": 1, "title": "{text}", "threads": [{{ "id": "{text}", "title": "{text}" }}],
            "events": [{{ "id": "{text}", "title": "{text}", "thread": "{text}" }}] }}"#
        );
        let story = read(&json);
        assert_eq!((&*story.title, &*story.threads[0].id, story.event(EventId(0)).title), (text, text, text));
    }
}

/// A story with one of all that may be written in short, and what it stands for.
const SHORT: &str = r#"{ // told in short
    "plotlanes": 1, "title": "T",
    "time": { "kind": "number", "unit": "foot", "units": "feet", },
    /* the lanes */ "threads": [{ "id": "t", "title": "T" }, { "id": "u", "title": "U" },],
    "characters": ["Kira Nerys", { "id": "odo", "name": "Odo", "aliases": "Constable" }, "永遠",],
    "places": ["Deep Space Nine", { "id": "quarks", "name": "Quark's", "within": "deep-space-nine" }],
    "events": [
        { "id": "a", "title": "A", "thread": "t", "when": { "lasts": 3, }, "place": "deep-space-nine" },
        { "id": "b", "title": "B // no comment", "thread": "t", "also": "u", "when": { "after": "a" }, "cast": "kira-nerys",
            "because": "a", "tags": "short" }, // the second
        { "id": "c", "title": "C", "thread": "u", "when": { "meets": "b" }, "cast": "永遠",
            "because": { "event": "a", "relation": "enables" } },
    ],
}
// the end"#;

#[test]
fn what_is_written_in_short_is_understood() {
    let story = read(SHORT);
    let names: Vec<[&str; 2]> = story.characters.iter().map(|who| [&*who.id, &*who.name]).collect();
    assert_eq!(names, [["kira-nerys", "Kira Nerys"], ["odo", "Odo"], ["永遠", "永遠"]]);
    assert_eq!(story.characters[1].aliases, ["Constable"]);
    assert_eq!((&*story.places[0].id, &*story.places[0].name), ("deep-space-nine", "Deep Space Nine"));
    assert_eq!(story.places[1].within, Some(PlaceId(0)));
    let [a, b, c] = [0, 1, 2].map(|id| story.event(EventId(id)));
    assert_eq!((b.title, b.also, b.cast), ("B // no comment", &[ThreadId(1)][..], &[CharacterId(0)][..]));
    assert_eq!(b.when.relations, [(Relation::After, EventId(0))]);
    assert_eq!(c.when.relations, [(Relation::Meets, EventId(1))]);
    let causes =
        |event: Event<'_>| event.because.iter().map(|it| (it.event.0, it.relation.to_owned())).collect::<Vec<_>>();
    assert_eq!((causes(b), causes(c)), (vec![(0, String::new())], vec![(0, "enables".to_owned())]));
    assert_eq!(story.tags, ["short"]);
    assert_eq!(lasts_words(&story.time, a.when.lasts.expect("a length")), "3 feet");
}

#[test]
fn places_are_told_where_they_stand_beside_comments() {
    let broken = SHORT.replace("\"meets\": \"b\"", "\"meets\": \"x\"");
    let problems = compile(broken.as_bytes()).problems;
    let place = problems.iter().map(|problem| (problem.path.as_str(), problem.line)).collect::<Vec<_>>();
    assert_eq!(place, [("events[2].when.meets[0]", Some(11))]);
}

#[test]
fn small_liberties_are_taken_quietly() {
    let story = r#"{ "plotlanes": 1.0, "title": "T", "threads": [{ "id": "t", "title": "T" }],
        "events": [{ "id": "a", "title": "A", "thread": "t", "told": 1, "summary": "" }] }"#;
    assert_eq!(read(story).title, "T");
}

/// Whether a story with these events is free of contradictions.
fn agrees(time: &str, events: &[(&str, &str)]) -> bool {
    let events: Vec<String> = (events.iter())
        .map(|(id, when)| format!(r#"{{ "id": "{id}", "title": "{id}", "thread": "t", "when": {when} }}"#))
        .collect();
    let text = format!(
        r#"{{ "plotlanes": 1, "title": "T", "time": {{ "kind": "{time}" }}, "threads": [{{ "id": "t", "title": "T" }}],
            "events": [{}] }}"#,
        events.join(",")
    );
    compile(text.as_bytes()).faultless().is_ok()
}

#[test]
fn with_a_clock_touching_is_after_and_a_day_has_room_for_two() {
    let check = |time, events: &[(&str, &str)], expect| assert_eq!(agrees(time, events), expect, "{events:?}");
    let after = |when: &str| format!(r#"{{ {when}, "after": "a" }}"#);
    check("number", &[("a", r#"{ "from": 1, "to": 2 }"#), ("b", &after(r#""from": 2, "to": 3"#))], true);
    check("number", &[("a", r#"{ "from": 1, "to": 2 }"#), ("b", &after(r#""from": 1.5, "to": 3"#))], false);
    check("order", &[("a", r#"{ "from": 1, "to": 2 }"#), ("b", &after(r#""from": 2, "to": 3"#))], false);
    check("number", &[("a", r#"{ "from": 1, "to": 2 }"#), ("b", r#"{ "at": 2, "meanwhile": "a" }"#)], true);
    check("number", &[("a", r#"{ "from": 1, "to": 2 }"#), ("b", r#"{ "from": 1, "to": 2, "during": "a" }"#)], false);
    check("date", &[("a", r#"{ "at": "1999-01-01" }"#), ("b", &after(r#""at": "1999-01-01""#))], true);
    check("date", &[("a", r#"{ "at": "1999-01-15" }"#), ("b", &after(r#""at": "1999""#))], true);
    check("date", &[("a", r#"{ "at": "1917" }"#), ("b", &after(r#""at": "1916""#))], false);
    let war = r#"{ "from": "1914", "to": "1918" }"#;
    check("date", &[("a", war), ("b", r#"{ "at": "1918-11-11", "during": "a" }"#)], true);
    check("date", &[("a", war), ("b", r#"{ "at": "1919-01-01", "during": "a" }"#)], false);
}

#[test]
fn without_any_time_there_is_no_clock() {
    for (when, has_clock) in [("{}", false), (r#"{ "at": "1999" }"#, true)] {
        let story = story(r#""time": { "kind": "date" },"#, &[("a", &format!(r#""when": {when}"#))]);
        assert_eq!(story.time.clock().is_some(), has_clock);
    }
}
