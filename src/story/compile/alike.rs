//! Notes on tags, groups and names that are the same but for case, spaces or Unicode form, and so count as different.

use std::collections::{HashMap, HashSet};

use foldhash::fast::RandomState;
use unicode_normalization::UnicodeNormalization;

use super::report::Report;
use crate::story::id::TagId;
use crate::story::problem::quoted;
use crate::story::{Story, Thread};
use crate::text::path::Path;

/// A text and its place in the file.
#[derive(Clone, Copy)]
struct Written<'s> {
    text: &'s str,
    list: &'static str,
    index: usize,
    field: &'static str,
    /// Its position, if the field is a list.
    nth: Option<usize>,
}

/// Texts of one kind by what they are without case, spaces and Unicode form.
struct Alike<'s> {
    what: &'static str,
    /// What to do about two of them.
    mend: &'static str,
    first: HashMap<String, Written<'s>, RandomState>,
    noted: HashSet<&'s str, RandomState>,
}

/// Adds a note for each tag, group and name that differs from an earlier one only in case, spaces or Unicode form.
/// `story` is not placed in time yet, and its ids are indices in the file's lists. O(texts), plus the events if any tags
/// are alike.
pub(super) fn note_alike(story: &Story, report: &mut Report) {
    let name = |list, index, field, text| Written { text, list, index, field, nth: None };
    let apart = "if both are meant to be the same, keep one of them, else tell them apart";
    let once = "it counts as another one; write it in the same way everywhere";
    let mut threads = Alike::new("thread", apart);
    for (at, thread) in story.threads.iter().enumerate() {
        threads.add(name("threads", at, "title", &thread.title), report);
    }
    let mut places = Alike::new("place", apart);
    for (at, place) in story.places.iter().enumerate() {
        places.add(name("places", at, "name", &place.name), report);
    }
    let mut characters = Alike::new("name", apart);
    for (at, who) in story.characters.iter().enumerate() {
        let own = name("characters", at, "name", &who.name);
        characters.add(own, report);
        for (nth, alias) in who.aliases.iter().enumerate() {
            characters.add(Written { text: alias, field: "aliases", nth: Some(nth), ..own }, report);
        }
    }
    let mut groups = Alike::new("group", once);
    for (at, Thread { group, .. }) in story.threads.iter().enumerate() {
        groups.add(name("threads", at, "group", group), report);
    }
    for (at, who) in story.characters.iter().enumerate() {
        groups.add(name("characters", at, "group", &who.group), report);
    }
    note_tags(story, Alike::new("tag", once), report);
}

/// Adds the notes on tags, at the first event that has the later one of two.
fn note_tags<'s>(story: &'s Story, mut alike: Alike<'s>, report: &mut Report) {
    let of = |tag: &'s str| Written { text: tag, list: "events", index: 0, field: "tags", nth: None };
    let mut doubtful: HashMap<TagId, Written<'s>, RandomState> = HashMap::default();
    for (tag, id) in story.tags.iter().zip((0..).map(TagId)) {
        if let Some(other) = alike.other(of(tag)) {
            doubtful.insert(id, other);
        }
    }
    for event in story.event_ids() {
        if doubtful.is_empty() {
            return;
        }
        for (nth, tag) in story.events.tags(event).iter().enumerate() {
            if let Some(other) = doubtful.remove(tag) {
                let tag = Written { index: event.index(), nth: Some(nth), ..of(&story.tags[tag.index()]) };
                alike.note(tag, other, report);
            }
        }
    }
}

impl<'s> Alike<'s> {
    fn new(what: &'static str, mend: &'static str) -> Self {
        Self { what, mend, first: HashMap::default(), noted: HashSet::default() }
    }

    fn add(&mut self, written: Written<'s>, report: &mut Report) {
        if let Some(other) = self.other(written) {
            self.note(written, other, report);
        }
    }

    /// The text that this one could be taken for, if it was not noted before.
    fn other(&mut self, written: Written<'s>) -> Option<Written<'s>> {
        let folded = folded(written.text);
        if folded.is_empty() {
            return None;
        }
        let other = *self.first.entry(folded).or_insert(written);
        // An alias may be the character's own name in another form.
        let is_own = (other.list, other.index) == (written.list, written.index) && written.field == "aliases";
        (other.text != written.text && !is_own && self.noted.insert(written.text)).then_some(other)
    }

    fn note(&self, written: Written<'_>, other: Written<'_>, report: &mut Report) {
        let list = Path::ROOT.field(written.list);
        let item = list.index(written.index);
        let field = item.field(written.field);
        // A mistake there may be the reason.
        if report.is_faulty(&item) {
            return;
        }
        let entry = written.nth.map(|nth| field.index(nth));
        report.note(entry.as_ref().unwrap_or(&field), "alike", || {
            let difference = difference(written.text, other.text);
            let [text, other] = [written.text, other.text].map(quoted);
            format!("the {} {text} differs from {other} only in {difference}; {}", self.what, self.mend)
        });
    }
}

/// The text without case, spaces and differences of Unicode form.
fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text
            .bytes()
            .filter(|byte| !byte.is_ascii_whitespace())
            .map(|b| char::from(b.to_ascii_lowercase()))
            .collect();
    }
    without_spaces(&without_case(&text.nfkc().collect::<String>())).nfkc().collect()
}

fn without_case(text: &str) -> String {
    // By way of capitals, so that ß is SS and both sigmas are one.
    text.to_uppercase().to_lowercase()
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// The difference between two texts that are the same when folded, in words.
fn difference(a: &str, b: &str) -> &'static str {
    match () {
        () if without_case(a) == without_case(b) => "case",
        () if without_spaces(a) == without_spaces(b) => "spaces",
        () if a.nfkc().eq(b.nfkc()) => "Unicode form",
        () => "case, spaces or Unicode form",
    }
}

#[cfg(test)]
mod tests {
    use crate::story::compile::compile;

    /// Compiles a story with these lists, each text a JSON value → the notes on names.
    fn check(fields: &str, events: &str, expect: &[&str]) {
        let json = format!(
            r#"{{ "plotlanes": 1, "title": "T", "threads": [{{ "id": "t", "title": "Thread" }}], {fields} "events": [{events}] }}"#
        );
        let (_, notes) = compile(json.as_bytes()).faultless().unwrap();
        let notes: Vec<String> = notes.iter().filter(|note| note.code == "alike").map(ToString::to_string).collect();
        let notes: Vec<&str> = notes.iter().map(|note| note.split_once(' ').map_or("", |(_, rest)| rest)).collect();
        assert_eq!(notes, expect, "{json}");
    }

    #[test]
    fn tags_that_are_nearly_the_same_are_noted_once() {
        let events = |tags: &[&str]| {
            let event = |(at, tags): (usize, &&str)| {
                format!(r#"{{ "id": "e{at}", "title": "E{at}", "thread": "t", "tags": [{tags}] }}"#)
            };
            tags.iter().enumerate().map(event).collect::<Vec<_>>().join(", ")
        };
        let mend = "it counts as another one; write it in the same way everywhere";
        let note = |place: &str, text: &str, other: &str, difference: &str| {
            format!("events{place}: the tag \"{text}\" differs from \"{other}\" only in {difference}; {mend}")
        };
        check("", &events(&[r#""war""#, r#""war", "peace""#]), &[]);
        check(
            "",
            &events(&[r#""war""#, r#""peace", "War""#, r#""War""#]),
            &[&note("[1].tags[1]", "War", "war", "case")],
        );
        let spaces = [r#""turning point""#, r#""turningpoint""#];
        check("", &events(&spaces), &[&note("[1].tags[0]", "turningpoint", "turning point", "spaces")]);
        // Composed and decomposed, narrow and full-width.
        let forms = ["\"caf\u{e9}\"", "\"cafe\u{301}\""];
        check("", &events(&forms), &[&note("[1].tags[0]", "cafe\u{301}", "caf\u{e9}", "Unicode form")]);
        let wide = [r#""AB""#, "\"\u{ff21}\u{ff22}\"", "\"\u{ff41} b\""];
        let expect = [
            note("[1].tags[0]", "\u{ff21}\u{ff22}", "AB", "Unicode form"),
            note("[2].tags[0]", "\u{ff41} b", "AB", "case, spaces or Unicode form"),
        ];
        check("", &events(&wide), &[&expect[0], &expect[1]]);
        check("", &events(&[r#""Straße""#, r#""STRASSE""#]), &[&note("[1].tags[0]", "STRASSE", "Straße", "case")]);
        // Accents make another word.
        check("", &events(&[r#""resume""#, r#""resumé""#]), &[]);
    }

    #[test]
    fn names_that_are_nearly_the_same_are_noted() {
        let apart = "if both are meant to be the same, keep one of them, else tell them apart";
        let characters = r#""characters": [{ "id": "a", "name": "Ann", "aliases": ["ANN", "Annie"] }, { "id": "b", "name": "Bob", "aliases": ["annie"] }, { "id": "c", "name": "b ob" }],"#;
        let annie =
            format!("characters[1].aliases[0]: the name \"annie\" differs from \"Annie\" only in case; {apart}");
        let bob = format!(
            "characters[2].name: the name \"b ob\" differs from \"Bob\" only in case, spaces or Unicode form; {apart}"
        );
        check(characters, "", &[&annie, &bob]);
        let places = r#""places": [{ "id": "a", "name": "The Gate" }, { "id": "b", "name": "The gate" }],"#;
        check(
            places,
            "",
            &[&format!("places[1].name: the place \"The gate\" differs from \"The Gate\" only in case; {apart}")],
        );
        let groups = r#""characters": [{ "id": "a", "name": "A", "group": "Crew" }, { "id": "b", "name": "B", "group": "crew" }, { "id": "c", "name": "C", "group": "crew" }],"#;
        let mend = "it counts as another one; write it in the same way everywhere";
        check(
            groups,
            "",
            &[&format!("characters[1].group: the group \"crew\" differs from \"Crew\" only in case; {mend}")],
        );
        check(r#""characters": [{ "id": "a", "name": "Ann" }, { "id": "b", "name": "Ann" }],"#, "", &[]);
    }
}
