//! Findings of small stories, as tables.

use std::sync::Arc;

use super::{Certainty, Findings};
use crate::story::Story;
use crate::story::compile::compile;
use crate::story::place::Entailed;

const DAYS: &str = r#""time": { "kind": "number", "unit": "day" }"#;

/// A story of two threads, with these fields, and with events of an id, a thread and further fields.
fn story(fields: &str, events: &[(&str, &str, &str)]) -> Story {
    let event = |(id, thread, rest): &(&str, &str, &str)| {
        let comma = if rest.is_empty() { "" } else { ", " };
        format!(r#"{{ "id": "{id}", "title": "{}", "thread": "{thread}"{comma}{rest} }}"#, id.to_uppercase())
    };
    let events: Vec<String> = events.iter().map(event).collect();
    let comma = if fields.is_empty() { "" } else { ", " };
    let text = format!(
        r#"{{ "plotlanes": 1, "title": "T"{comma}{fields},
        "threads": [{{ "id": "t", "title": "T" }}, {{ "id": "u", "title": "U" }}],
        "characters": ["Kira", "Odo", {{ "id": "fleet", "name": "The fleet", "collective": true }}],
        "places": [{{ "id": "earth", "name": "Earth", "travel": [{}] }}, {{ "id": "london", "name": "London", "within":
        "earth" }}, {{ "id": "paris", "name": "Paris", "within": "earth" }}, {{ "id": "mars", "name": "Mars" }}],
        "events": [{}] }}"#,
        if fields.contains("number") { r#"{ "to": "mars", "lasts": 3 }"# } else { "" },
        events.join(",\n")
    );
    let compiled = compile(text.as_bytes());
    assert!(!compiled.has_errors(), "{:#?}\n{text}", compiled.problems);
    compiled.story.expect("a story")
}

/// Each as a line: `certain: words`, with `muted ` before it if it is.
fn lines(story: &Story) -> Vec<String> {
    let findings = Findings::of(story, || Arc::new(Entailed::of(story)));
    assert!(findings.is_whole);
    let line = |finding: &super::Finding| {
        let certainty = if finding.certainty == Certainty::Certain { "certain" } else { "possible" };
        format!("{}{certainty}: {}", if finding.is_muted { "muted " } else { "" }, finding.words)
    };
    findings.list.iter().map(line).collect()
}

#[track_caller]
fn check(fields: &str, events: &[(&str, &str, &str)], expect: &[&str]) {
    assert_eq!(lines(&story(fields, events)), expect);
}

/// The place and the character of an event.
macro_rules! at {
    ($place:literal, $when:literal) => {
        concat!(r#""cast": "kira", "place": ""#, $place, r#"", "when": { "#, $when, " }")
    };
}

#[test]
fn nobody_is_in_two_places_at_once() {
    let both = "certain: Kira is in two places at once: “A” (London) and “B” (Paris) go on at the same time.";
    let pair = |a: &'static str, b: &'static str| [("a", "t", a), ("b", "u", b)];
    let (london, paris) = (at!("london", r#""from": 1, "to": 5"#), at!("paris", r#""from": 4, "to": 9"#));
    check(DAYS, &pair(london, paris), &[both]);
    check(DAYS, &pair(london, at!("paris", r#""at": 3"#)), &[both]);
    check(DAYS, &pair(london, at!("paris", r#""at": 5"#)), &[]);
    check(DAYS, &pair(london, at!("paris", r#""from": 5, "to": 9"#)), &[]);
    check(DAYS, &pair(london, at!("earth", r#""from": 4, "to": 9"#)), &[]);
    check(DAYS, &pair(london, r#""cast": "odo", "place": "paris", "when": { "at": 3 }"#), &[]);
    check(DAYS, &pair(london, r#""cast": "kira", "when": { "at": 3 }"#), &[]);
    // Without a clock, being drawn side by side says nothing.
    check("", &pair(at!("london", ""), at!("paris", "")), &[]);
    check("", &pair(at!("london", ""), at!("paris", r#""during": "a""#)), &[both]);
    check("", &pair(at!("london", ""), at!("paris", r#""meanwhile": "a""#)), &[both]);
    // A people may be everywhere.
    let fleet = |place: &str, when: &str| format!(r#""cast": "fleet", "place": "{place}", "when": {{ {when} }}"#);
    check("", &[("a", "t", &fleet("london", "")), ("b", "u", &fleet("paris", r#""during": "a""#))], &[]);
    // With a clock, "meanwhile" may be an instant.
    let may = "possible: Kira may be in two places at once: “B” (Paris) and “A” (London) share some time, if only an instant.";
    check(
        DAYS,
        &[
            ("x", "t", r#""when": { "at": 0 }"#),
            ("a", "t", at!("london", r#""after": "x""#)),
            ("b", "u", at!("paris", r#""meanwhile": "a""#)),
        ],
        &[may],
    );
    let one = "possible: Kira may be in two places at once: “A” (London) and “B” (Paris) have the same time.";
    check(DAYS, &pair(at!("london", r#""at": 3"#), at!("paris", r#""at": 3"#)), &[one]);
    // Two events on one day are no reason.
    let dates = r#""time": { "kind": "date" }"#;
    check(dates, &pair(at!("london", r#""at": "1916-05-01""#), at!("paris", r#""at": "1916-05-01""#)), &[]);
    check(dates, &pair(at!("london", r#""from": "1914", "to": "1918""#), at!("paris", r#""at": "1916""#)), &[both]);
}

#[test]
fn ways_take_their_time() {
    let late = "certain: Kira cannot be at both “A” (London) and “B” (Mars): the way takes 3 days, and there is less time between the two.";
    let pair = |a: &'static str, b: &'static str| [("a", "t", a), ("b", "u", b)];
    let london = at!("london", r#""from": 1, "to": 5"#);
    check(DAYS, &pair(london, at!("mars", r#""at": 7"#)), &[late]);
    check(DAYS, &pair(london, at!("mars", r#""at": 8"#)), &[]);
    check(DAYS, &pair(london, at!("paris", r#""at": 6"#)), &[]);
    check(DAYS, &pair(at!("london", r#""at": 5"#), at!("mars", r#""at": 5"#)), &[late]);
    // The network tells of what has no time itself.
    let between = at!("mars", r#""after": "a", "before": "c""#);
    let c = |at: &str| format!(r#""when": {{ "at": {at} }}"#);
    check(DAYS, &[("a", "t", london), ("b", "u", between), ("c", "u", &c("7"))], &[late]);
    check(DAYS, &[("a", "t", london), ("b", "u", between), ("c", "u", &c("9"))], &[]);
}

#[test]
fn nobody_acts_after_their_end() {
    let (kira, ends) = (r#""cast": "kira""#, r#""ends": { "character": "kira", "how": "dies" }"#);
    check("", &[("a", "t", kira), ("e", "t", ends)], &[]);
    let after = "certain: Kira is in “A”, which comes after their end, “E” (dies).";
    check("", &[("e", "t", ends), ("a", "t", kira)], &[after]);
    check("", &[("e", "t", r#""ends": "kira", "when": { "lasts": 0, "during": "a" }"#), ("a", "u", kira)], &[]);
    let drawn = "possible: Kira is in “B” and 1 more event drawn after their end, “E” (dies); nothing says that they come before.";
    check("", &[("e", "t", ends), ("a", "u", kira), ("b", "u", kira), ("c", "u", kira)], &[drawn]);
    let one = "possible: Kira is in “B”, which is drawn after their end, “E”; nothing says that it comes before.";
    check("", &[("e", "t", r#""ends": "kira""#), ("a", "u", kira), ("b", "u", kira)], &[one]);
    check(
        "",
        &[
            ("e", "t", r#""ends": "kira""#),
            ("a", "u", kira),
            ("b", "u", r#""cast": "kira", "when": { "before": "e" }"#),
        ],
        &[],
    );
    // Who comes back acts again.
    let back = r#""begins": { "character": "kira", "how": "returns" }"#;
    let away = "certain: Kira is in “A”, which comes after their end, “E” (dies).";
    check("", &[("e", "t", ends), ("b", "t", back), ("a", "t", kira)], &[]);
    check("", &[("e", "t", ends), ("a", "t", kira), ("b", "t", back)], &[away]);
    let again = "certain: Kira is in “F”, which comes after their end, “E” (dies).";
    check("", &[("e", "t", ends), ("f", "t", ends)], &[again]);
    check("", &[("e", "t", ends), ("b", "t", back), ("f", "t", ends)], &[]);
    // One instant is not after itself.
    let at = |time: u32, rest: &str| format!(r#""when": {{ "at": {time} }}, {rest}"#);
    check(DAYS, &[("e", "t", &at(3, ends)), ("a", "u", &at(3, kira))], &[]);
    check(DAYS, &[("e", "t", &at(3, ends)), ("a", "u", &at(4, kira))], &[after]);
}

#[test]
fn nobody_acts_before_their_beginning() {
    let (kira, begins) = (r#""cast": "kira""#, r#""begins": { "character": "kira", "how": "is born" }"#);
    let before = "certain: Kira is in “A”, which comes before their beginning, “B” (is born).";
    check("", &[("a", "t", kira), ("b", "t", begins)], &[before]);
    check("", &[("b", "t", begins), ("a", "t", kira)], &[]);
    let drawn = "possible: Kira is in “A”, which is drawn before their beginning, “B” (is born); nothing says that it comes after.";
    check("", &[("x", "t", ""), ("b", "t", begins), ("a", "u", kira)], &[drawn]);
    // Somebody who has left may have been there before.
    check("", &[("a", "t", kira), ("e", "t", r#""ends": "kira""#), ("b", "t", begins)], &[]);
}

#[test]
fn effects_come_after_their_causes() {
    let of = r#""because": "c""#;
    check("", &[("c", "t", ""), ("e", "t", of)], &[]);
    check("", &[("e", "t", of), ("c", "t", "")], &["certain: “E” is over before “C”, which it came of."]);
    let twice = r#""because": ["c", { "event": "c", "relation": "enables" }]"#;
    check("", &[("e", "t", twice), ("c", "t", "")], &["certain: “E” is over before “C”, which it came of."]);
    let drawn = "possible: “E” is drawn before “C”, which it came of; nothing says that it comes after.";
    check("", &[("x", "t", ""), ("c", "t", ""), ("e", "u", of)], &[drawn]);
    let first = "possible: “E” starts before “C”, which it came of.";
    check("", &[("e", "t", of), ("c", "u", r#""when": { "during": "e" }"#)], &[first]);
    check("", &[("e", "t", r#""because": "c", "when": { "during": "c" }"#), ("c", "u", "")], &[]);
    check("", &[("e", "t", r#""because": "c", "when": { "equals": "c" }"#), ("c", "u", "")], &[]);
}

#[test]
fn nobody_knows_what_they_learn_later() {
    let learns = r#""cast": "kira", "learns": "who did it""#;
    let knows = r#""knows": { "fact": "who did it", "characters": "kira" }"#;
    check("", &[("l", "t", learns), ("k", "t", knows)], &[]);
    let early = "certain: Kira knows “who did it” in “K”, which comes before they learn it in “L”.";
    check("", &[("k", "t", knows), ("l", "t", learns)], &[early]);
    let open = "possible: Kira knows “who did it” in “K”; nothing says that they learn it before, in “L”.";
    check("", &[("l", "t", learns), ("k", "u", knows)], &[open]);
    let never = "possible: Kira knows “who did it” in “K”, but no event says where they learn it.";
    check("", &[("k", "u", knows)], &[never]);
    check("", &[("l", "t", r#""cast": "odo", "learns": "who did it""#), ("k", "t", knows)], &[never]);
    check(
        "",
        &[("k", "t", knows), ("l", "u", r#""cast": "kira", "learns": "who did it", "when": { "during": "k" }"#)],
        &[],
    );
    check("", &[("k", "t", r#""cast": "kira", "learns": "it", "knows": "it""#)], &[]);
    let twice = "certain: Kira knows “who did it” in “K”, which comes before every event in which they learn it.";
    check("", &[("k", "t", knows), ("l", "t", learns), ("m", "t", learns)], &[twice]);
    check("", &[("l", "t", learns), ("k", "t", knows), ("m", "t", learns)], &[]);
}

#[test]
fn events_lie_in_their_phases() {
    let phases = r#""phases": [{ "title": "War", "from": "f", "to": "g" }]"#;
    let war = r#""phase": "War""#;
    check(phases, &[("f", "t", ""), ("a", "t", war), ("g", "t", "")], &[]);
    let before = "certain: “A” belongs to the phase “War”, but comes before it.";
    check(phases, &[("a", "t", war), ("f", "t", ""), ("g", "t", "")], &[before]);
    check(
        phases,
        &[("f", "t", ""), ("g", "t", war), ("a", "t", war)],
        &["certain: “A” belongs to the phase “War”, but comes after it."],
    );
    let drawn = "possible: “A” belongs to the phase “War”, but is drawn before it; nothing says that it lies in it.";
    check(phases, &[("x", "t", ""), ("f", "t", ""), ("g", "t", ""), ("a", "u", war)], &[drawn]);
}

#[test]
fn accepted_findings_are_muted() {
    let (kira, ends) = (r#""cast": "kira""#, r#""ends": "kira""#);
    let certain = "certain: Kira is in “A”, which comes after their end, “E”.";
    let muted_line = format!("muted {certain}");
    let events = [("e", "t", ends), ("a", "t", kira)];
    let with = |muted: &str, is_muted: bool| {
        let expect = if is_muted { muted_line.as_str() } else { certain };
        check(&format!(r#""muted": [{{ {muted} }}]"#), &events, &[expect]);
    };
    with(r#""finding": "after-end", "events": ["a", "e"], "character": "kira""#, true);
    with(r#""finding": "after-end", "events": ["e", "a"]"#, true);
    with(r#""finding": "after-end", "character": "kira", "why": "A ghost.""#, true);
    with(r#""finding": "after-end""#, true);
    with(r#""finding": "after-end", "events": "e""#, false);
    with(r#""finding": "after-end", "character": "odo""#, false);
    with(r#""finding": "after-end", "possible": true"#, false);
    with(r#""finding": "two-places""#, false);
}

#[test]
fn every_finding_can_be_muted_by_its_entry() {
    let fields = r#""phases": [{ "title": "War", "from": "f", "to": "g" }]"#;
    let events = [
        ("a", "t", r#""cast": "kira", "place": "mars", "phase": "War""#),
        ("b", "u", r#""cast": "kira", "place": "london", "when": { "during": "a" }, "because": "d", "phase": "War""#),
        ("e", "t", r#""ends": "kira", "cast": "kira", "knows": ["it", "that"]"#),
        ("f", "t", r#""cast": "kira", "learns": "it""#),
        ("g", "t", ""),
        ("d", "u", r#""begins": "odo", "when": { "after": "b" }"#),
        ("o", "u", r#""cast": "odo", "when": { "before": "b" }"#),
        ("p", "t", r#""cast": "kira""#),
    ];
    let story_of = |muted: &[String]| {
        let muted = format!(r#"{fields}, "muted": [{}]"#, muted.join(","));
        story(&muted, &events)
    };
    let plain = story_of(&[]);
    let all = Findings::of(&plain, || Arc::new(Entailed::of(&plain)));
    let kinds: std::collections::BTreeSet<_> = all.list.iter().map(|finding| finding.kind).collect();
    assert_eq!(kinds.len(), 6, "{:#?}", lines(&plain));
    let keys: std::collections::BTreeSet<String> = all.list.iter().map(|finding| finding.key(&plain)).collect();
    assert_eq!(keys.len(), all.list.len());
    for (at, finding) in all.list.iter().enumerate() {
        let muted = story_of(&[finding.muting(&plain, "So be it.").to_string()]);
        let now = Findings::of(&muted, || Arc::new(Entailed::of(&muted)));
        let expect: Vec<bool> = (0..all.list.len()).map(|other| other == at).collect();
        assert_eq!(now.list.iter().map(|it| it.is_muted).collect::<Vec<_>>(), expect, "{}", finding.words);
        assert_eq!((now.muted(), now.open().count()), (1, all.list.len() - 1));
        assert_eq!(muted.continuity.muted[0].why, "So be it.");
    }
}
