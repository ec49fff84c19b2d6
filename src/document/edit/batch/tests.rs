//! Many edits made together leave the text that they leave one after the other, in every style.

use serde_json::value::RawValue;

use super::make_by;
use crate::document::Document;
use crate::document::edit::{Edit, EditError, FieldOwner, ItemId};
use crate::document::fields::ItemKind;

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }
}

fn event(id: usize) -> String {
    format!(r#"{{ "id": "e{id}", "title": "T {id}", "thread": "t" }}"#)
}

/// A story of so many events, with the text before, between and after them, and what stands before and after the list.
fn story(count: usize, [head, lead, between, close, tail]: [&str; 5]) -> String {
    let events: Vec<String> = (0..count).map(event).collect();
    format!("{{{head}\"events\": [{lead}{}{close}]{tail}}}", events.join(between))
}

const THREADS: &str = r#""threads": [{ "id": "t", "title": "T" }], "#;

/// Styles of a list.
const STYLES: [[&str; 5]; 9] = [
    [THREADS, "\n    ", ",\n    ", "\n  ", "\n"],
    ["\n  \"title\": \"A\",\n  ", "\n    ", ",\n    ", "\n  ", "\n"],
    ["", "", ",", "", ""],
    [THREADS, "", ", ", "", r#", "places": ["A", "B"]"#],
    [THREADS, "\n  ", "\n, ", "\n", "\n"],
    ["\r\n\t\"title\": \"A\",\r\n\t", "\r\n\t\t", ",\r\n\t\t", ",\r\n\t", "\r\n"],
    [THREADS, " // lead\n", ", // one\n", " // last\n", ""],
    [THREADS, "\n/* 0 */ ", ",\n\n/* x */ ", "\n", "\n"],
    ["\n", "\n    ", ", ", "\n  ", "\n"],
];

/// Some edits of events, of which a few cannot be made.
fn edits(dice: &mut Dice, count: usize) -> Vec<Edit> {
    let (mut made, mut near) = (Vec::new(), dice.roll(count));
    for number in 0..5 + dice.roll(30) {
        // Now and then somewhere else.
        near = if dice.roll(6) == 0 { dice.roll(count) } else { near + dice.roll(2) };
        let id = |at: usize| format!("e{}", at % (count + 3));
        let item = ItemId { kind: ItemKind::Event, id: id(near) };
        let before = (dice.roll(8) > 0).then(|| if dice.roll(2) == 0 { id(near) } else { id(dice.roll(count)) });
        let raw = |json: String| RawValue::from_string(json).expect("JSON");
        made.push(match dice.roll(8) {
            0..3 => Edit::Remove(item),
            3 | 4 => {
                let new = if dice.roll(9) == 0 { near } else { count + 10 + number };
                Edit::Add { kind: ItemKind::Event, value: raw(event(new)), before }
            }
            5 => Edit::Move { item, before },
            6 if dice.roll(4) == 0 => Edit::Rename { item, to: format!("r{number}") },
            _ => {
                let value = (dice.roll(4) > 0).then(|| raw(format!("[\"{number}\"]")));
                Edit::Set { owner: FieldOwner::Item(item), field: "tags".to_owned(), value }
            }
        });
    }
    made
}

/// The edits that can be made one after the other.
fn possible(document: &Document, edits: Vec<Edit>) -> Vec<Edit> {
    let mut document = document.clone();
    edits.into_iter().filter(|edit| make_by(&mut document, std::slice::from_ref(edit), 0).is_ok()).collect()
}

#[test]
fn edits_made_together_do_what_they_do_one_by_one() {
    let mut dice = Dice(1);
    for round in 0..1500 {
        let style = STYLES[round % STYLES.len()];
        let count = 1 + dice.roll(60);
        let start = Document::from_text(story(count, style));
        let edits = possible(&start, edits(&mut dice, count));
        let (mut expect, mut made) = (start.clone(), start.clone());
        make_by(&mut expect, &edits, 0).expect("they can be made");
        let undo = make_by(&mut made, &edits, 1 + dice.roll(9)).expect("they can be made");
        assert_eq!(made.text(), expect.text(), "{edits:?}\n{}", start.text());
        assert_eq!(made.tree(), Document::from_text(made.text().to_owned()).tree());
        let redo = made.apply(&undo).expect("it fits");
        assert_eq!(made.text(), start.text());
        made.apply(&redo).expect("it fits");
        assert_eq!(made.text(), expect.text());
    }
}

#[test]
fn edits_are_refused_together_as_they_are_one_by_one() {
    let mut dice = Dice(2);
    let mut refused = 0;
    for round in 0..300 {
        let count = 1 + dice.roll(60);
        let start = Document::from_text(story(count, STYLES[round % STYLES.len()]));
        let edits = edits(&mut dice, count);
        let (mut one, mut other) = (start.clone(), start.clone());
        let errors = [make_by(&mut one, &edits, 0).err(), make_by(&mut other, &edits, 4).err()];
        assert_eq!(errors[0], errors[1], "{edits:?}");
        if errors[0].is_some() {
            refused += 1;
            assert_eq!((one.text(), other.text()), (start.text(), start.text()));
        }
    }
    assert!(refused > 50, "{refused}");
}

#[test]
fn of_repeated_ids_the_first_counts() {
    let mut document = Document::from_text(story(20, STYLES[0]).replace("\"e15\"", "\"e3\""));
    let titled = |id: &str, title: &str| Edit::Set {
        owner: FieldOwner::Item(ItemId { kind: ItemKind::Event, id: id.to_owned() }),
        field: "title".to_owned(),
        value: RawValue::from_string(format!("\"{title}\"")).ok(),
    };
    let remove = |id: &str| Edit::Remove(ItemId { kind: ItemKind::Event, id: id.to_owned() });
    let edits = [titled("e3", "First"), remove("e4"), remove("e3"), titled("e3", "Second"), remove("e5")];
    make_by(&mut document, &edits, 2).expect("they can be made");
    assert!(document.text().contains(r#""id": "e3", "title": "Second""#) && !document.text().contains("First"));
    let error = make_by(&mut document, &[remove("e3"), remove("e3")], 2).expect_err("there is none left");
    assert!(matches!(error, (1, EditError::UnknownItem { .. })));
}

#[test]
fn items_renamed_together_take_their_references_with_them() {
    let story = |ids: [&str; 6]| {
        let [a, b, c, gone, who, odo] = ids;
        format!(
            r#"{{ "characters": [{odo}, {{ "id": "{who}", "name": "Kira" }}], "events": [
  {{ "id": "{a}", "title": "A", "cast": ["{who}"], "when": {{ "after": ["{b}", "{gone}"] }} }},
  {{ "id": "{b}", "title": "a \u0041", "cast": "{who}", "because": [{{ "event": "{a}", "note": "a" }}, "{c}"] }},
  {{ "id": "{c}", "title": "c" }}], "muted": [{{ "finding": "two-places", "events": ["{c}"] }}] }}"#
        )
    };
    let rename =
        |kind, id: &str, to: &str| Edit::Rename { item: ItemId { kind, id: id.to_owned() }, to: to.to_owned() };
    let of_events =
        |list: &[(&str, &str)]| -> Vec<Edit> { list.iter().map(|(id, to)| rename(ItemKind::Event, id, to)).collect() };
    let start = ["a", "b", "c", "x", "kira", r#""Odo""#];
    let check = |edits: &[Edit], expect: [&str; 6]| {
        let mut document = Document::from_text(story(start));
        let undo = make_by(&mut document, edits, 9).expect("they can be made");
        assert_eq!(document.text(), story(expect));
        document.apply(&undo).expect("it fits");
        assert_eq!(document.text(), story(start));
    };
    check(&of_events(&[("a", "d"), ("b", "a"), ("d", "b")]), ["b", "a", "c", "x", "kira", r#""Odo""#]);
    // A name that nothing had refers to what gets it.
    check(&of_events(&[("a", "x"), ("x", "y"), ("c", "c")]), ["y", "b", "c", "y", "kira", r#""Odo""#]);
    let mixed = [
        rename(ItemKind::Character, "kira", "a"),
        rename(ItemKind::Character, "odo", "constable"),
        rename(ItemKind::Event, "b", "odo"),
    ];
    check(&mixed, ["a", "odo", "c", "x", "a", r#"{ "id": "constable", "name": "Odo" }"#]);
    let refused = |list: &[(&str, &str)], expect: usize| {
        let mut document = Document::from_text(story(start));
        let (at, error) = make_by(&mut document, &of_events(list), 9).expect_err("one cannot be made");
        assert_eq!((at, document.text()), (expect, &*story(start)), "{error}");
    };
    refused(&[("a", "d"), ("c", "e"), ("a", "f")], 2);
    refused(&[("a", "d"), ("b", "d")], 1);
    refused(&[("a", "d"), ("b", "a"), ("c", " ")], 2);
    refused(&[("x", "d"), ("b", "a")], 0);
}
