//! What is shown of stories with mistakes, and of stories with nothing in them.

use plotlanes::story::Story;
use plotlanes::story::amount::given_text;
use plotlanes::story::compile::{Compiled, compile};
use plotlanes::story::continuity::Continuity;
use plotlanes::story::id::{CharacterId, EventId};

/// A story with these fields beside its title and version.
fn with(fields: &str) -> String {
    format!(r#"{{ "plotlanes": 1, "title": "T", {fields} }}"#)
}

/// A story of two threads, two characters and two places with these events, each the fields of one.
fn events(events: &[&str]) -> String {
    let events: Vec<String> = events.iter().map(|fields| format!("{{ {fields} }}")).collect();
    with(&format!(
        r#""threads": [{{ "id": "t", "title": "T" }}, {{ "id": "u", "title": "U" }}],
        "characters": [{{ "id": "kira", "name": "Kira" }}, {{ "id": "odo", "name": "Odo" }}],
        "places": [{{ "id": "ds9", "name": "DS9" }}],
        "events": [{}]"#,
        events.join(",\n")
    ))
}

/// An event in a line: `b Bomb in t also u at ds9 with kira follows a; after a; from a; #tag; 3..4`, what is not so
/// left out.
fn event_line(story: &Story, index: usize) -> String {
    let event = story.event(story.event_ids().nth(index).expect("an event"));
    let mut line = format!("{} {} in {}", event.id, event.title, story.thread(event.thread).id);
    let mut add = |word: &str, text: &str| line = format!("{line} {word} {text}");
    let name = |id| story.event(id).id;
    event.also.iter().for_each(|&thread| add("also", &story.thread(thread).id));
    event.place.iter().for_each(|&place| add("at", &story.place(place).id));
    event.cast.iter().for_each(|&who| add("with", &story.character(who).id));
    event.when.follows.iter().for_each(|&other| add("follows", name(other)));
    event.when.relations.iter().for_each(|&(relation, other)| add(relation.name(), name(other)));
    event.because.iter().for_each(|link| add("because", name(link.event)));
    event.tags.iter().for_each(|tag| add("tagged", &story.tags[tag.index()]));
    event.cites.iter().for_each(|cite| add("cites", &story.sources[cite.source.index()].id));
    let times = [("moment", event.when.at), ("from", event.when.from), ("to", event.when.to)];
    for (word, moment) in times.into_iter().filter_map(|(word, moment)| Some((word, moment?))) {
        add(word, &given_text(&story.time, moment));
    }
    event.when.lasts.iter().for_each(|lasts| add("lasts", &lasts.ticks.to_string()));
    line
}

/// What is shown of a text, and how many errors are told.
fn shown(text: &str) -> (Option<Story>, Vec<String>, Compiled) {
    let compiled = compile(text.as_bytes());
    let story = compiled.story.clone();
    let lines = story.iter().flat_map(|story| (0..story.events.len()).map(|at| event_line(story, at))).collect();
    (story, lines, compiled)
}

/// Of these events those lines are shown, and those codes are told.
#[track_caller]
fn check(written: &[&str], expect: &[&str], codes: &[&str]) {
    let (_, lines, compiled) = shown(&events(written));
    assert_eq!(lines, expect, "{:#?}", compiled.problems);
    let told = compiled.problems.iter().map(|problem| problem.code).filter(|&code| code != "empty-thread");
    let told: Vec<&str> = told.collect();
    assert_eq!(told, codes, "{:#?}", compiled.problems);
}

const A: &str = r#""id": "a", "title": "A", "thread": "t""#;

#[test]
fn events_lose_what_is_wrong_and_keep_the_rest() {
    let one = |fields: &str, expect: &str, codes: &[&str]| {
        let fields = format!(r#""id": "b", "title": "B", "thread": "t", {fields}"#);
        check(&[A, &fields], &["a A in t", expect], codes);
    };
    one(r#""place": "dsn""#, "b B in t follows a", &["unknown-place"]);
    one(r#""place": 9"#, "b B in t follows a", &["wrong-type"]);
    one(r#""cast": ["kira", "kyra", "odo"]"#, "b B in t with kira with odo follows a", &["unknown-character"]);
    one(r#""also": ["x", "u"]"#, "b B in t also u follows a", &["unknown-thread"]);
    one(r#""tags": ["x", "", "y"]"#, "b B in t follows a tagged x tagged y", &["empty-text"]);
    one(
        r#""because": ["c", { "event": "a", "why": 1 }]"#,
        "b B in t follows a because a",
        &["unknown-event", "unknown-field"],
    );
    one(r#""because": ["b", "a"]"#, "b B in t follows a because a", &["relates-to-itself"]);
    one(r#""cites": [{ "source": "x" }]"#, "b B in t follows a", &["unknown-source"]);
    one(r#""told": "1""#, "b B in t follows a", &["wrong-type"]);
    one(r#""summary": 7"#, "b B in t follows a", &["wrong-type"]);
}

#[test]
fn what_is_wrong_with_a_time_brings_no_order_that_nobody_wrote() {
    let one = |when: &str, expect: &str, codes: &[&str]| {
        let fields = format!(r#""id": "b", "title": "B", "thread": "t", "when": {when}"#);
        check(&[A, &fields], &["a A in t", expect], codes);
    };
    one(r#"{ "after": ["c"] }"#, "b B in t", &["unknown-event"]);
    one(r#"{ "after": ["c", "a"] }"#, "b B in t after a", &["unknown-event"]);
    one(r#"{ "at": "noon" }"#, "b B in t", &["wrong-type"]);
    one(r#"{ "at": 3, "lasts": "long" }"#, "b B in t from 3", &["wrong-type"]);
    one(r#"{ "from": 3, "to": "late" }"#, "b B in t from 3", &["wrong-type"]);
    one(r#"{ "aftr": ["a"] }"#, "b B in t", &["unknown-field"]);
    one(r#"{ "after": 3 }"#, "b B in t", &["wrong-type"]);
    one("[]", "b B in t", &["wrong-type"]);
    one("{}", "b B in t follows a", &[]);
    check(
        &[A, r#""id": "b", "title": "B", "thread": "t", "whn": { "before": ["a"] }"#],
        &["a A in t", "b B in t"],
        &["unknown-field"],
    );
}

#[test]
fn an_event_that_cannot_be_shown_takes_no_other_with_it() {
    let others = [
        A,
        r#""id": "c", "title": "C", "thread": "t", "when": { "after": ["b"] }, "because": ["b", "a"]"#,
        r#""id": "d", "title": "D", "thread": "u""#,
    ];
    let one = |broken: &str, codes: &[&str]| {
        check(&[others[0], broken, others[1], others[2]], &["a A in t", "c C in t because a", "d D in u"], codes);
    };
    one(r#""id": "b", "title": "B", "thread": "v""#, &["unknown-thread"]);
    one(r#""id": "b", "title": "B""#, &["missing-field"]);
    // Without a title there is still the id.
    check(&[A, r#""id": "b", "thread": "t""#], &["a A in t", "b b in t follows a"], &["missing-field"]);
    check(&[A, r#""title": "B", "thread": "t""#, A], &["a A in t"], &["missing-field", "duplicate-id"]);
    // The first one with an id has it.
    let twice = r#""id": "a", "title": "Second", "thread": "u""#;
    check(
        &[A, twice, r#""id": "e", "title": "E", "thread": "u", "because": ["a"]"#],
        &["a A in t", "e E in u because a"],
        &["duplicate-id"],
    );
}

#[test]
fn what_comes_after_an_event_that_is_left_out_follows_the_one_before_only_if_that_is_certain() {
    let c = r#""id": "c", "title": "C", "thread": "t""#;
    check(&[A, r#""title": "B", "thread": "t""#, c], &["a A in t", "c C in t follows a"], &["missing-field"]);
    let elsewhere = r#""title": "B", "thread": "t", "when": { "before": ["a"] }"#;
    check(&[A, elsewhere, c], &["a A in t", "c C in t"], &["missing-field"]);
}

#[test]
fn the_telling_stays_as_written_without_those_left_out() {
    let event = |id: &str, told: &str| format!(r#""id": "{id}", "title": "{id}", "thread": "t", "told": {told}"#);
    let written = [event("a", "3"), event("b", "2").replace("\"t\"", "\"v\""), event("c", "1")];
    let (story, ..) = shown(&events(&written.each_ref().map(String::as_str)));
    let told: Vec<u32> = story.expect("a story").events.iter().map(|event| event.told).collect();
    assert_eq!(told, [1, 0]);
}

#[test]
fn lists_lose_what_nothing_can_be_called_by() {
    let text = with(
        r#""threads": [{ "title": "No id" }, { "id": "t" }, { "id": "t", "title": "Again" }, { "id": "u", "title": "U" }],
        "characters": [{ "name": "Nobody" }, { "id": "kira" }, { "id": "odo", "name": "Odo", "aliases": ["", "Constable"] }],
        "places": [{ "name": "Nowhere" }, { "id": "ds9", "name": "DS9", "within": "bajor" }, { "id": "bajor", "name": 5 },
            { "id": "lost", "name": "Lost", "within": "there" }],
        "sources": [{ "title": "None" }, { "id": "s", "title": "S" }],
        "phases": [{ "title": "P", "from": "a", "to": "x" }, { "title": "", "from": "a", "to": "b" },
            { "title": "Q", "from": "a", "to": "b" }],
        "events": [
            { "id": "a", "title": "A", "thread": "u", "cast": ["odo", "kira"], "place": "ds9", "cites": [{ "source": "s" }] },
            { "id": "b", "title": "B", "thread": "t" }]"#,
    );
    let (story, lines, _) = shown(&text);
    let story = story.expect("a story");
    assert_eq!(lines, ["a A in u at ds9 with odo with kira cites s", "b B in t"]);
    let threads: Vec<[&str; 2]> = story.threads.iter().map(|it| [&*it.id, &*it.title]).collect();
    assert_eq!(threads, [["t", "t"], ["u", "U"]]);
    let characters: Vec<[&str; 2]> = story.characters.iter().map(|it| [&*it.id, &*it.name]).collect();
    assert_eq!(characters, [["kira", "kira"], ["odo", "Odo"]]);
    assert_eq!(story.characters[1].aliases, ["Constable"]);
    let within = |at: usize| story.places[at].within.map(|around| story.place(around).id.as_str());
    assert_eq!([within(0), within(1), within(2)], [Some("bajor"), None, None]);
    let phases: Vec<&str> = story.phases.iter().map(|phase| phase.title.as_str()).collect();
    assert_eq!(phases, ["Q"]);
}

#[test]
fn a_list_is_no_object() {
    for broken in [
        r#""threads": [["t", "T"]], "events": []"#,
        r#""threads": [{ "id": "t", "title": "T" }], "events": [["a", "A", "", "t"]]"#,
        r#""threads": [], "events": [], "characters": [["kira", "Kira"]]"#,
        r#""threads": [], "events": [], "places": [["ds9", "DS9"]]"#,
        r#""threads": [], "events": [], "sources": [["s", "S"]]"#,
        r#""threads": [], "events": [], "time": ["order"]"#,
    ] {
        let compiled = compile(with(broken).as_bytes());
        let codes: Vec<&str> = compiled.problems.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, ["wrong-type"], "{broken}");
        assert!(compiled.story.is_some());
    }
}

#[test]
fn phases_that_run_backwards_are_left_out() {
    let text = with(
        r#""threads": [{ "id": "t", "title": "T" }],
        "phases": [{ "title": "Back", "from": "b", "to": "a" }, { "title": "On", "from": "a", "to": "b" }],
        "events": [{ "id": "a", "title": "A", "thread": "t" }, { "id": "b", "title": "B", "thread": "t" }]"#,
    );
    let (story, _, compiled) = shown(&text);
    let story = story.expect("a story");
    assert_eq!(story.phases.iter().map(|phase| phase.title.as_str()).collect::<Vec<_>>(), ["On"]);
    assert_eq!(compiled.problems[0].path, "phases[0]");
}

#[test]
fn what_the_checks_rest_on_follows_those_left_out() {
    let text = with(
        r#""threads": [{ "id": "t", "title": "T" }],
        "characters": [{ "id": "", "name": "Nobody" }, "Kira", "Kira", "Odo"],
        "phases": [{ "title": "Back", "from": "b", "to": "a" }, { "title": "On", "from": "a", "to": "b" }],
        "muted": [
            { "finding": "after-end", "events": ["b", "a"], "character": "odo" },
            { "finding": "after-end", "events": ["gone"] },
            { "finding": "after-ends" },
            { "events": "a" },
            "two-places"
        ],
        "events": [
            { "id": "gone", "title": "G", "thread": "x", "ends": "odo", "phase": "On" },
            { "id": "a", "title": "A", "thread": "t", "phase": "Back" },
            { "id": "b", "title": "B", "thread": "t", "phase": "On", "ends": ["kira", "odo"], "knows":
                { "fact": "it", "characters": "odo" } }
        ]"#,
    );
    let (story, ..) = shown(&text);
    let story = story.expect("a story");
    let name = |who: CharacterId| story.character(who).name.as_str();
    let id = |event: EventId| story.event(event).id;
    let Continuity { bounds, knowledge, phases, muted, .. } = &story.continuity;
    let bounds: Vec<_> = bounds.iter().map(|bound| (id(bound.event), name(bound.character))).collect();
    assert_eq!(bounds, [("b", "Kira"), ("b", "Odo")]);
    assert_eq!(knowledge.iter().map(|it| (id(it.event), name(it.character))).collect::<Vec<_>>(), [("b", "Odo")]);
    let phases: Vec<_> = phases.iter().map(|&(event, phase)| (id(event), &*story.phase(phase).title)).collect();
    assert_eq!(phases, [("b", "On")]);
    // An entry with a mistake accepts nothing.
    let muted: Vec<_> = muted.iter().map(|it| (it.events.clone(), it.character.map(name))).collect();
    assert_eq!(muted, [(vec![EventId(0), EventId(1)], Some("Odo"))]);
}

#[test]
fn a_contradiction_costs_the_fewest_claims() {
    let one = |written: &[&str], expect: &[&str], told: &[&str]| {
        let (_, lines, compiled) = shown(&events(written));
        assert_eq!(lines, expect);
        let left_out = compiled.problems.iter().filter(|problem| problem.code == "left-out");
        let left_out: Vec<String> = left_out.map(|problem| format!("{}: {}", problem.path, problem.message)).collect();
        assert_eq!(left_out, told);
        assert!(!compiled.is_sound && compiled.has_errors());
    };
    let event = |id: &str, when: &str| {
        format!(r#""id": "{id}", "title": "{}", "thread": "t", "when": {{ {when} }}"#, id.to_uppercase())
    };
    // Leaving out one breaks both rings.
    one(
        &[
            &event("a", r#""after": ["b"]"#),
            &event("b", r#""after": ["c"]"#),
            &event("c", r#""after": ["a"], "before": ["d"]"#),
            &event("d", r#""before": ["b"]"#),
            &event("e", r#""after": ["a"]"#),
        ],
        &["a A in t", "b B in t after c", "c C in t before d after a", "d D in t before b", "e E in t after a"],
        &["events[0].when.after: that \"A\" is after \"B\" is left out of what is shown, so that the rest can be true"],
    );
    one(
        &[&event("a", r#""at": 5"#), &event("b", r#""at": 3, "after": ["a"]"#)],
        &["a A in t moment 5", "b B in t moment 3"],
        &["events[1].when.after: that \"B\" is after \"A\" is left out of what is shown, so that the rest can be true"],
    );
    one(
        &[&event("a", r#""at": 1, "from": 1"#), &event("b", r#""at": 2, "from": 1, "to": 3"#)],
        &["a A in t moment 1", "b B in t from 1 to 3"],
        &[
            "events[0].when.from: `from` is left out of what is shown, so that the rest can be true",
            "events[1].when.at: `at` is left out of what is shown, so that the rest can be true",
        ],
    );
    // The number of an event left out before is not counted twice.
    one(
        &[r#""title": "No id", "thread": "t""#, &event("a", r#""after": ["b"]"#), &event("b", r#""after": ["a"]"#)],
        &["a A in t", "b B in t after a"],
        &["events[1].when.after: that \"A\" is after \"B\" is left out of what is shown, so that the rest can be true"],
    );
}

#[test]
fn several_contradictions_are_told_each() {
    let ring = |a: &str, b: &str| {
        [(a, b), (b, a)].map(|(id, other)| {
            format!(r#""id": "{id}", "title": "{id}", "thread": "t", "when": {{ "after": ["{other}"] }}"#)
        })
    };
    let written: Vec<String> = [ring("a", "b"), ring("c", "d"), ring("e", "f")].concat();
    let written: Vec<&str> = written.iter().map(String::as_str).collect();
    let (_, lines, compiled) = shown(&events(&written));
    assert_eq!(lines.iter().filter(|line| line.contains("after")).count(), 3, "{lines:?}");
    let count = |code: &str| compiled.problems.iter().filter(|problem| problem.code == code).count();
    assert_eq!((count("contradictory-order"), count("left-out")), (3, 3), "{:#?}", compiled.problems);
    assert!(compiled.problems.iter().any(|it| it.message.ends_with(", with 2 others; fewer would not do")));
}

#[test]
fn a_story_may_be_empty() {
    for (lists, threads) in
        [(r#""threads": [], "events": []"#, 0), (r#""threads": [{ "id": "t", "title": "T" }], "events": []"#, 1)]
    {
        let (story, lines, compiled) = shown(&with(lists));
        let story = story.expect("a story");
        assert_eq!((story.threads.len(), lines.len()), (threads, 0));
        assert!(story.extent.start() < story.extent.end());
        assert!(!compiled.has_errors() && compiled.is_sound, "{:#?}", compiled.problems);
    }
}

#[test]
fn events_without_any_thread_to_be_in_are_left_out() {
    let text = with(r#""threads": [], "events": [{ "id": "a", "title": "A", "thread": "t" }]"#);
    let (story, lines, compiled) = shown(&text);
    assert!(story.is_some() && lines.is_empty());
    assert_eq!(compiled.problems[0].path, "events[0].thread");
}

#[test]
fn without_anything_to_show_there_is_no_story() {
    for text in ["", "null", "[]", "{}", "{", "7", r#"{ "plotlanes": 1 }"#, r#"{ "plotlanes": 1, "title": "" }"#] {
        let compiled = compile(text.as_bytes());
        assert!(compiled.story.is_none() && compiled.has_errors(), "{text}");
    }
    assert_eq!(shown(r#"{ "title": "Alone" }"#).0.map(|story| story.title).as_deref(), Some("Alone"));
    let untitled = with(r#""threads": [{ "id": "t", "title": "T" }], "events": []"#)
        .replace("\"T\", \"threads", "\"\", \"threads");
    assert_eq!(shown(&untitled.replacen("\"T\"", "\"\"", 1)).0.map(|story| story.title).as_deref(), Some("Untitled"));
}
