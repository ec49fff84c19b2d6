//! The XML of [iStoryline](https://github.com/tangtan/iStoryline.js) and of the storyline layouts before it: who is in
//! which session from when to when, and where the sessions are.
//!
//! A session becomes an event for every stretch of it in which the same characters are there, so that nobody is said to be
//! where they are not; its place is the thread.

use std::collections::{BTreeSet, HashMap};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::{Number, Value};

use super::draft::{Draft, TimeDraft, WhenDraft};
use super::format::{Format, Likeness, Sample};
use super::{Imported, Options, Unreadable, plain_text, xml};

/// iStoryline.
pub(super) const FORMAT: Format = Format { name: "istoryline", title: "iStoryline", endings: &["xml"], likeness, read };

fn likeness(sample: &Sample<'_>) -> Likeness {
    let is_story = sample.has_element("Story") && sample.has_element("Character");
    if is_story && sample.has_element("Span") { Likeness::Sure } else { Likeness::No }
}

fn read(bytes: &[u8], options: &Options) -> Result<Imported, Unreadable> {
    let mut draft = Draft::default();
    let text = plain_text(bytes, &mut draft.notes);
    let mut file = File::default();
    let mut reader = Reader::from_str(&text);
    let mut depth = 0_usize;
    let failed = loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                depth += 1;
                let line = xml::line_at(&text, reader.buffer_position());
                file.element(&start, line, &mut draft);
            }
            Ok(Event::Empty(start)) => {
                let line = xml::line_at(&text, reader.buffer_position());
                file.element(&start, line, &mut draft);
            }
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) => break (depth > 0).then(|| "it ends in the middle".to_owned()),
            Ok(_) => {}
            Err(error) => break Some(error.to_string()),
        }
    };
    let line = xml::line_at(&text, reader.buffer_position());
    if let Some(reason) = failed {
        if file.spans.is_empty() {
            let message = format!("the file is not whole ({reason}); get it again from where it was made");
            return Err(Unreadable::at(line, message));
        }
        draft.notes.at(line, format!("the file is not whole ({reason}): what stands before this line was read"));
    }
    if file.spans.is_empty() {
        return Err(Unreadable::new("no character has a span in a session, so there is no story in it"));
    }
    if file.has_colours {
        draft.notes.of_all("colours are not kept");
    }
    draft.time = TimeDraft::Number { unit: String::new(), units: String::new() };
    file.events(&mut draft);
    Ok(draft.finish(&options.name))
}

/// Somebody's stay in a session.
struct Stay {
    from: f64,
    to: f64,
    /// The position of the character.
    who: usize,
}

#[derive(Default)]
struct File {
    /// The names of the characters.
    characters: Vec<String>,
    /// Names of places, and whether they are shown.
    places: Vec<(String, bool)>,
    /// The place of each session.
    place_of: HashMap<String, usize>,
    /// The stays in each session, in the order of the file.
    spans: Vec<(String, Vec<Stay>)>,
    session_at: HashMap<String, usize>,
    has_colours: bool,
}

impl File {
    fn element(&mut self, start: &BytesStart<'_>, line: u32, draft: &mut Draft) {
        let attribute = |name: &str| xml::attribute(start, name);
        match start.name().as_ref() {
            b"Location" => {
                let is_shown = attribute("Visible").is_none_or(|visible| !visible.eq_ignore_ascii_case("false"));
                self.places.push((attribute("Name").unwrap_or_default(), is_shown));
                self.has_colours |= attribute("Color").is_some();
                for session in attribute("Sessions").unwrap_or_default().split(',') {
                    self.place_of.insert(session.trim().to_owned(), self.places.len() - 1);
                }
            }
            b"Character" => {
                self.characters.push(attribute("Name").or_else(|| attribute("Id")).unwrap_or_default());
                self.has_colours |= attribute("Color").is_some();
            }
            b"Span" => {
                let number =
                    |name| attribute(name).and_then(|text| text.parse().ok()).filter(|it: &f64| it.abs() <= 1e9);
                match (self.characters.len().checked_sub(1), number("Start"), number("End")) {
                    (Some(who), Some(from), Some(to)) if from <= to => {
                        let session = attribute("Session").unwrap_or_default();
                        let at = *self.session_at.entry(session.clone()).or_insert_with(|| {
                            self.spans.push((session, Vec::new()));
                            self.spans.len() - 1
                        });
                        self.spans[at].1.push(Stay { from, to, who });
                    }
                    (None, ..) => draft.notes.at(line, "a span of no character is left out"),
                    _ => draft.notes.at(line, "a span is left out: its Start and End are no numbers in their order"),
                }
            }
            _ => {}
        }
    }

    /// Adds the events of all sessions, in the order of their starts.
    fn events(&self, draft: &mut Draft) {
        let mut stretches: Vec<(f64, f64, usize, Vec<usize>)> = Vec::new();
        for (session, (_, stays)) in self.spans.iter().enumerate() {
            stretches.extend(stretches_of(stays).into_iter().map(|(from, to, who)| (from, to, session, who)));
        }
        stretches.sort_by(|one, other| one.0.total_cmp(&other.0));
        for (from, to, session, who) in stretches {
            let id = &self.spans[session].0;
            let place = self.place_of.get(id).map(|at| &self.places[*at]);
            let thread = draft.thread(place.map_or("No place", |(name, _)| name));
            let names: Vec<&str> = who.iter().map(|who| self.characters[*who].as_str()).collect();
            let mut event = draft.event(&title(&names), &thread);
            event.tell(&format!("Session {id}."));
            event.when = Some(match (number(from), number(to)) {
                (at, to) if at == to => WhenDraft::at(at),
                (from, to) => WhenDraft::between(from, to),
            });
            if let Some((name, true)) = place {
                event.place = draft.place(name);
            }
            event.cast = who.iter().map(|who| self.person(*who, draft)).collect();
            draft.events.push(event);
        }
    }

    fn person(&self, who: usize, draft: &mut Draft) -> String {
        draft.character_of(&who.to_string(), &self.characters[who]).id().to_owned()
    }
}

/// The stretches of a session in each of which the same characters are there.
fn stretches_of(stays: &[Stay]) -> Vec<(f64, f64, Vec<usize>)> {
    // The moments at which somebody comes or goes.
    let mut changes: Vec<f64> = stays.iter().flat_map(|stay| [stay.from, stay.to]).collect();
    changes.sort_by(f64::total_cmp);
    changes.dedup();
    let mut found: Vec<(f64, f64, Vec<usize>)> = Vec::new();
    let there = |from: f64, to: f64| {
        let stays = stays.iter().filter(|stay| stay.from <= from && to <= stay.to);
        let who: BTreeSet<usize> = stays.map(|stay| stay.who).collect();
        who.into_iter().collect::<Vec<_>>()
    };
    for pair in changes.windows(2) {
        let who = there(pair[0], pair[1]);
        match found.last_mut() {
            Some(last) if last.1 >= pair[0] && last.2 == who => last.1 = pair[1],
            _ if !who.is_empty() => found.push((pair[0], pair[1], who)),
            _ => {}
        }
    }
    // Who is there for a moment only.
    for stay in stays.iter().filter(|stay| stay.from >= stay.to) {
        let is_in = |(from, to, who): &(f64, f64, Vec<usize>)| {
            *from <= stay.from && stay.from <= *to && who.contains(&stay.who)
        };
        if !found.iter().any(is_in) {
            found.push((stay.from, stay.to, vec![stay.who]));
        }
    }
    found
}

/// `Anna, Ben and 3 more`.
fn title(names: &[&str]) -> String {
    match names {
        [first, second, third, more @ ..] if more.len() > 1 => {
            format!("{first}, {second}, {third} and {} more", more.len())
        }
        _ => names.join(", "),
    }
}

/// A number, whole where it is.
fn number(value: f64) -> Value {
    // Whole and, as it was read, small enough.
    if value.fract() == 0.0 {
        return Value::from(value as i64);
    }
    Number::from_f64(value).map_or(Value::Null, Value::Number)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::FORMAT;
    use crate::import::{Options, format_of, import};

    const STORY: &str = r#"<?xml version="1.0"?>
<Story>
  <Locations><Location Name="Home" Color="Red" Sessions="1, 3"/><Location Name="All" Visible="False" Sessions="2"/></Locations>
  <Characters>
    <Character Name="Ann &amp; Co"><Span Start="1" End="5" Session="1"/><Span Start="5" End="9.5" Session="2"/></Character>
    <Character Name="Ben"><Span Start="2" End="5" Session="1"></Span><Span Start="7" End="7" Session="3"/>
      <Span Start="9" End="8" Session="1"/></Character>
  </Characters>
</Story>
"#;

    #[test]
    fn sessions_are_events_of_those_who_are_there() {
        let imported = import(&FORMAT, STORY.as_bytes(), &Options::default()).unwrap();
        let text = imported.document.text();
        let events: Vec<&str> = text.lines().filter(|line| line.contains("\"thread\":")).map(str::trim).collect();
        let expect = [
            r#"{ "id": "ann-co", "title": "Ann & Co", "summary": "Session 1.", "thread": "home", "when": { "from": 1, "to": 2 }, "place": "home", "cast": ["ann-co"] },"#,
            r#"{ "id": "ann-co-ben", "title": "Ann & Co, Ben", "summary": "Session 1.", "thread": "home", "when": { "from": 2, "to": 5 }, "place": "home", "cast": ["ann-co", "ben"] },"#,
            r#"{ "id": "ann-co-2", "title": "Ann & Co", "summary": "Session 2.", "thread": "all", "when": { "from": 5, "to": 9.5 }, "cast": ["ann-co"] },"#,
            r#"{ "id": "ben", "title": "Ben", "summary": "Session 3.", "thread": "home", "when": { "at": 7 }, "place": "home", "cast": ["ben"] }"#,
        ];
        assert_eq!(events, expect);
        let notes: Vec<String> = imported.notes.iter().map(ToString::to_string).collect();
        let expect =
            ["line 7: a span is left out: its Start and End are no numbers in their order", "colours are not kept"];
        assert_eq!(notes, expect);
        assert_eq!(format_of("a.xml", STORY.as_bytes()).map(|format| format.name), Some("istoryline"));
    }

    #[test]
    fn a_file_that_is_cut_off_gives_what_there_is_or_says_why_not() {
        for end in 0..STORY.trim_end().len() {
            match import(&FORMAT, &STORY.as_bytes()[..end], &Options::default()) {
                Ok(it) => assert!(it.notes.iter().any(|note| note.message.contains("not whole")), "{end}"),
                Err(error) => assert!(!error.message.is_empty()),
            }
        }
    }

    #[test]
    fn many_names_make_a_short_title() {
        let check = |names: &[&str], expect: &str| assert_eq!(super::title(names), expect);
        check(&["a"], "a");
        check(&["a", "b", "c", "d"], "a, b, c, d");
        check(&["a", "b", "c", "d", "e"], "a, b, c and 2 more");
    }

    proptest! {
        #[test]
        fn no_xml_stops_it(text in "(<Story>|<Character Name=\"a\">|<Span |Start=\"|End=\"|-?[0-9]{1,3}|inf|1e400|NaN|\"|/>|>|</Character>|\\PC){0,40}") {
            let _ = import(&FORMAT, text.as_bytes(), &Options::default());
        }
    }
}
