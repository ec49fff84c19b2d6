//! Texts merged: each side's changes are there, and nothing else has changed.

use proptest::prelude::*;
use serde_json::value::RawValue;

use super::{Conflict, Document, Key, LISTS, Merge, Side, Things, is_same, merge, outside_patch, take};
use crate::document::change::Change;
use crate::document::edit::{Edit, FieldOwner, ItemId};
use crate::document::fields::ItemKind;
use crate::document::history::History;
use crate::text::one_line::one_line;
use crate::text::syntax::check_at_once;

fn story(text: &str) -> Document {
    Document::from_text(text.to_owned())
}

fn patched(document: &Document, patch: &crate::text::patch::Patch) -> Document {
    let mut document = document.clone();
    document.apply(patch).expect("it fits");
    document
}

const BASE: &str = r#"{
  "title": "T", "work": { "year": 1999 },
  "threads": [{ "id": "t", "title": "T" }],
  "events": [
    { "id": "a", "title": "A", "thread": "t" }, // the first
    { "id": "b", "title": "B", "thread": "t" },
    { "id": "c", "title": "C", "thread": "t" }
  ]
}
"#;

/// Changes of the base as pairs of what to replace and by what.
fn changed(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(BASE.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    })
}

#[track_caller]
fn clean(ours: &[(&str, &str)], theirs: &[(&str, &str)], expect: &[(&str, &str)], notes: &[&str]) {
    let [ours, theirs, expect] = [ours, theirs, expect].map(changed);
    match merge(&story(BASE), &story(&ours), &story(&theirs)).expect("JSON") {
        Merge::Clean(merged) => {
            assert_eq!(patched(&story(&theirs), &merged.patch).text(), expect);
            assert_eq!(merged.notes, notes);
        }
        Merge::Conflicts(conflicts) => panic!("{conflicts:?}"),
    }
}

#[test]
fn changes_of_different_things_are_both_there() {
    let b = "\n    { \"id\": \"b\", \"title\": \"B\", \"thread\": \"t\" },";
    let new_c = ("\"C\"", "\"New C\"");
    clean(&[], &[new_c], &[new_c], &[]);
    clean(&[new_c], &[], &[new_c], &[]);
    clean(&[new_c], &[new_c], &[new_c], &[]);
    clean(&[("\"B\"", "\"New B\"")], &[new_c], &[("\"B\"", "\"New B\""), new_c], &[]);
    clean(&[(b, "")], &[new_c], &[(b, ""), new_c], &[]);
    clean(&[new_c], &[(b, "")], &[(b, ""), new_c], &[]);
    // White space is no change.
    clean(&[("\"title\": \"B\"", "\"title\":\n\"B\"")], &[("\"B\"", "\"New B\"")], &[("\"B\"", "\"New B\"")], &[]);
    // Fields of the story one by one.
    let [title, year] = [("\"title\": \"T\", \"work\"", "\"title\": \"U\", \"work\""), ("1999", "2000")];
    clean(&[title], &[year], &[title, year], &[]);
    let summary = ("\"title\": \"T\", \"work\"", "\"title\": \"T\", \"summary\": \"S\", \"work\"");
    clean(&[summary], &[year], &[summary, year], &[]);
    let no_work = (", \"work\": { \"year\": 1999 },", ",");
    clean(&[no_work], &[new_c], &[no_work, new_c], &[]);
}

#[test]
fn comments_between_things_are_kept() {
    let new_c = ("\"C\"", "\"New C\"");
    let before_b = ("    { \"id\": \"b\"", "    // b is\n    // the second\n    { \"id\": \"b\"");
    let [first, last] =
        [("// the first", "// at first"), ("\"C\", \"thread\": \"t\" }", "\"C\", \"thread\": \"t\" } // the last")];
    let [end, head] = [("\n  ]\n}", "\n    // more to come\n  ]\n}"), ("{\n  \"title\"", "// A story\n{\n  \"title\"")];
    let inline = (", \"work\"", ", /* of */ \"work\"");
    let gone = (" // the first", "");
    for ours in [before_b, first, end, head, inline, gone] {
        clean(&[ours], &[new_c], &[ours, new_c], &[]);
        clean(&[new_c], &[ours], &[ours, new_c], &[]);
        clean(&[ours, new_c], &[ours], &[ours, new_c], &[]);
    }
    clean(&[before_b], &[last], &[before_b, last], &[]);
    clean(&[before_b, end], &[first, head], &[before_b, end, first, head], &[]);
    // Both changed it.
    let other = ("// the first", "// their first");
    clean(&[first], &[other], &[("// the first", "/* at first */ // their first")], &[]);
    clean(&[first], &[gone], &[gone], &[]);
    // The thing that it stands at is gone.
    let b = ("\n    { \"id\": \"b\", \"title\": \"B\", \"thread\": \"t\" },", "");
    clean(&[before_b], &[b], &[b], &[]);
}

#[test]
fn new_things_stand_where_they_stood() {
    let item = |id: &str| format!("\n    {{ \"id\": \"{id}\", \"title\": \"N\", \"thread\": \"t\" }},");
    let [a, b] = ["// the first", "\"B\", \"thread\": \"t\" },"];
    let (x, y) = (item("x"), item("y"));
    let after = |end: &'static str, new: &str| (end, format!("{end}{new}"));
    let (after_a, after_b) = (after(a, &x), after(b, &y));
    let [after_a, after_b] = [(after_a.0, &*after_a.1), (after_b.0, &*after_b.1)];
    clean(&[after_a], &[after_b], &[after_a, after_b], &[]);
    clean(&[after_b], &[after_a], &[after_a, after_b], &[]);
    // Both at one place: ours first.
    let both = after(a, &format!("{x}{y}"));
    let y_after_a = after(a, &y);
    clean(&[after_a], &[(y_after_a.0, &y_after_a.1)], &[(both.0, &both.1)], &[]);
    // A list that they do not have.
    let places = ("\"events\"", "\"places\": [\"X\"],\n  \"events\"");
    let in_lines = ("\"events\"", "\"places\": [\n    \"X\"\n  ],\n  \"events\"");
    clean(&[places], &[("\"C\"", "\"D\"")], &[in_lines, ("\"C\"", "\"D\"")], &[]);
}

#[test]
fn items_are_moved_unless_both_move_them() {
    let [a, b, c] = [
        "    { \"id\": \"a\", \"title\": \"A\", \"thread\": \"t\" }, // the first\n",
        "    { \"id\": \"b\", \"title\": \"B\", \"thread\": \"t\" },\n",
        "    { \"id\": \"c\", \"title\": \"C\", \"thread\": \"t\" }\n",
    ];
    let all = format!("{a}{b}{c}");
    let bac = format!("{b}{a}{c}");
    let new_c = ("\"C\"", "\"D\"");
    clean(&[(&all, &bac)], &[new_c], &[(&all, &bac), new_c], &[]);
    let cab = format!("{},\n{a}{}\n", c.trim_end(), b.trim_end().trim_end_matches(','));
    let bca = format!("{b}{},\n{}\n", c.trim_end(), a.trim_end().replace("},", "}"));
    let said = "Both changed the order of events; it is kept as it is there.";
    clean(&[(&all, &cab)], &[(&all, &cab)], &[(&all, &cab)], &[]);
    let acb = format!("{a}{},\n{}\n", c.trim_end(), b.trim_end().trim_end_matches(','));
    clean(&[(&all, &cab)], &[(&all, &acb)], &[(&all, &acb)], &[said]);
    assert!(bca.contains("the first"));
}

#[track_caller]
fn conflict(ours: &[(&str, &str)], theirs: &[(&str, &str)], expect: &[[&str; 3]]) {
    let [ours, theirs] = [ours, theirs].map(|changes| story(&changed(changes)));
    let Merge::Conflicts(found) = merge(&story(BASE), &ours, &theirs).expect("JSON") else { panic!("no conflict") };
    let found: Vec<[&str; 3]> = found.iter().map(|it| [&*it.title, &*it.ours, &*it.theirs]).collect();
    assert_eq!(found, expect);
    let base = story(BASE);
    let all = |side: Side| {
        let merged = take(&base, &ours, &theirs, &|_: &Conflict| side).expect("JSON");
        patched(&theirs, &merged.patch)
    };
    assert_eq!(all(Side::Theirs).text(), theirs.text());
    let [mine, taken] = [&ours, &all(Side::Ours)].map(contents);
    assert_eq!(mine, taken);
}

/// All things with their texts, without white space.
fn contents(document: &Document) -> Vec<(String, String)> {
    let things = Things::of(document).expect("JSON");
    let bare = |key: &Key| things.get(key).unwrap_or_default().split_whitespace().collect::<String>();
    let mut contents: Vec<_> = things.keys().map(|key| (format!("{key:?}"), bare(key))).collect();
    contents.sort();
    contents
}

#[test]
fn things_that_both_changed_are_conflicts() {
    let c = ",\n    { \"id\": \"c\", \"title\": \"C\", \"thread\": \"t\" }";
    let [one, other] = [("\"C\"", "\"D\""), ("\"C\"", "\"E\"")];
    conflict(&[one], &[other], &[["D", "changed title", "changed title"]]);
    conflict(&[one], &[(c, "")], &[["D", "changed title", "removed it"]]);
    conflict(&[(c, "")], &[other], &[["E", "removed it", "changed title"]]);
    let with = |title: &str| format!("{c},\n    {{ \"id\": \"n\", \"title\": \"{title}\", \"thread\": \"t\" }}");
    let (with_n, with_m) = (with("N"), with("M"));
    conflict(&[(c, &with_n)], &[(c, &with_m)], &[["N", "added it", "added it"]]);
    let summary = ("\"C\", \"thread\": \"t\"", "\"D\", \"thread\": \"u\", \"summary\": \"S\"");
    conflict(&[summary], &[other], &[["D", "changed title, thread and summary", "changed title"]]);
    let story_title = |title: &'static str| ("\"title\": \"T\", \"work\"", title);
    conflict(
        &[story_title("\"title\": \"U\", \"work\"")],
        &[story_title("\"title\": \"V\", \"work\"")],
        &[["title", "changed it to \"U\"", "changed it to \"V\""]],
    );
}

#[test]
fn names_that_nothing_has_any_more_are_told() {
    let b = "\n    { \"id\": \"b\", \"title\": \"B\", \"thread\": \"t\" },";
    let refers = ("\"C\", \"thread\": \"t\"", "\"C\", \"thread\": \"t\", \"when\": { \"after\": \"b\" }");
    clean(&[(b, "")], &[refers], &[(b, ""), refers], &["The event “B” is gone, but 1 event is placed in time by it."]);
}

#[test]
fn steps_of_the_history_survive_a_merge() {
    let base = story(BASE);
    let (mut ours, mut history) = (base.clone(), History::default());
    for (id, title) in [("a", "\"First\""), ("c", "\"Last\"")] {
        let owner = FieldOwner::Item(ItemId { kind: ItemKind::Event, id: id.to_owned() });
        let value = RawValue::from_string(title.to_owned()).ok();
        let edits = vec![Edit::Set { owner, field: "title".to_owned(), value }];
        history.make(&mut ours, &Change::new(id, edits)).expect("it can be made");
    }
    let theirs = story(&changed(&[("\"B\"", "\"Middle\""), ("1999", "2000"), (", // the first", ",")]));
    let mut merged = merged(&base, &ours, &theirs);
    history.rebase(&outside_patch(&ours, &merged));
    assert!(["First", "Middle", "Last", "2000"].iter().all(|text| merged.text().contains(text)));
    for _ in 0..2 {
        history.undo(&mut merged).expect("it fits");
    }
    assert_eq!(merged.text(), theirs.text());
}

/// A random change: what to do, with which event, and where.
type Step = (u8, usize, usize);

fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec((0..6_u8, 0..10_usize, 0..12_usize), 0..8)
}

/// How the base is written.
#[derive(Clone, Copy, Debug)]
enum Style {
    Lines,
    Windows,
    TrailingCommas,
    Small,
    Tall,
}

fn styles() -> impl Strategy<Value = Style> {
    prop::sample::select(vec![Style::Lines, Style::Windows, Style::TrailingCommas, Style::Small, Style::Tall])
}

/// Ten events and a place, with steps made of one half of them.
fn changed_by(steps: &[Step], half: usize, may_move: bool, style: Style) -> (Document, Document) {
    let event = |n: usize| format!("{{ \"id\": \"e{n}\", \"title\": \"E{n}\", \"thread\": \"t\" }}");
    let events: Vec<String> = (0..10).map(event).collect();
    let base = format!(
        "{{\n  \"title\": \"T\",\n  \"threads\": [],\n  \"places\": [\"P\"], // P\n  \"events\": [\n    {}\n  ]\n}}\n",
        events.join(",\n    ")
    );
    let base = story(&match style {
        Style::Lines => base,
        Style::Windows => base.replace('\n', "\r\n"),
        Style::TrailingCommas => base.replace("\n  ]", ",\n  ]").replace(" },\n", " }, // one\n"),
        Style::Small => one_line(&base.replace("// P", "")).replace(", ", ","),
        Style::Tall => {
            base.replace("{ \"id\"", "{\n      \"id\"").replace(", \"th", ",\n      \"th").replace(" }", "\n    }")
        }
    });
    let mut document = base.clone();
    let raw = |json: String| RawValue::from_string(json).expect("JSON");
    for (count, &(what, which, place)) in steps.iter().enumerate() {
        let item = ItemId { kind: ItemKind::Event, id: format!("e{}", which / 2 * 2 + half) };
        let before = (place < 10).then(|| format!("e{place}"));
        let value = Some(raw(format!("\"{half} {count}\"")));
        let edit = match what {
            0 => Edit::Set { owner: FieldOwner::Item(item), field: "title".to_owned(), value },
            1 => Edit::Set { owner: FieldOwner::Item(item), field: "summary".to_owned(), value },
            2 => Edit::Remove(item),
            3 if may_move => Edit::Move { item, before },
            4 => {
                let field = if half == 0 { "title" } else { "summary" };
                Edit::Set { owner: FieldOwner::Story, field: field.to_owned(), value }
            }
            _ => {
                let value = raw(format!("{{ \"id\": \"n{half}{count}\", \"title\": \"N\", \"thread\": \"t\" }}"));
                Edit::Add { kind: ItemKind::Event, value, before }
            }
        };
        // Some items are gone already.
        let _ = document.make(&[edit]);
    }
    (base, document)
}

fn merged(base: &Document, ours: &Document, theirs: &Document) -> Document {
    match merge(base, ours, theirs).expect("JSON") {
        Merge::Clean(merged) => patched(theirs, &merged.patch),
        Merge::Conflicts(conflicts) => panic!("{conflicts:?}"),
    }
}

fn lists(document: &Document) -> Vec<Vec<Key>> {
    let things = Things::of(document).expect("JSON");
    LISTS.map(|kind| things.list(kind)).into()
}

proptest! {
    #[test]
    fn changes_of_one_side_are_taken_as_they_are(steps in steps(), style in styles()) {
        let (base, document) = changed_by(&steps, 0, true, style);
        let taken = merged(&base, &base, &document);
        prop_assert_eq!(taken.text(), document.text());
        let made = merged(&base, &document, &base);
        prop_assert_eq!(contents(&made), contents(&document));
        prop_assert_eq!(lists(&made), lists(&document));
    }

    #[test]
    fn changes_apart_are_merged_and_nothing_is_lost(
        ours in steps(),
        theirs in steps(),
        may_move: bool,
        style in styles(),
    ) {
        let (base, our) = changed_by(&ours, 0, may_move, style);
        let (_, their) = changed_by(&theirs, 1, may_move, style);
        let made = merged(&base, &our, &their);
        prop_assert_eq!(contents(&made), contents(&merged(&base, &their, &our)));
        let [base_things, our_things, their_things, made_things] =
            [&base, &our, &their, &made].map(|document| Things::of(document).expect("JSON"));
        for key in our_things.keys().chain(their_things.keys()).chain(base_things.keys()) {
            let [was, mine, other, now] =
                [&base_things, &our_things, &their_things, &made_things].map(|things| things.get(key));
            let same = |a: Option<&str>, b: Option<&str>| a.is_some() == b.is_some() && a.zip(b).is_none_or(|(a, b)| is_same(a, b));
            prop_assert!(same(now, if same(was, mine) { other } else { mine }), "{:?}", key);
        }
        prop_assert!(check_at_once(made.text()).faults.is_empty(), "{}", made.text());
        if !may_move {
            let order = |document| lists(document).concat();
            let now = order(&made);
            for side in [&our, &their] {
                let kept: Vec<Key> = order(side).into_iter().filter(|key| now.contains(key)).collect();
                let found: Vec<Key> = now.iter().filter(|key| kept.contains(key)).cloned().collect();
                prop_assert_eq!(found, kept);
            }
        }
    }

    #[test]
    fn a_patch_from_outside_makes_the_new_text(ours in steps(), theirs in steps(), styles in (styles(), styles())) {
        let (_, one) = changed_by(&ours, 0, true, styles.0);
        let (_, other) = changed_by(&theirs, 1, true, styles.1);
        let patch = outside_patch(&one, &other);
        let made = patched(&one, &patch);
        prop_assert_eq!(made.text(), other.text());
    }
}

/// Comments of each side in many places and styles: they are all there, and nothing but comments differs.
#[test]
fn comments_of_both_sides_are_all_there() {
    let texts = [
        BASE.to_owned(),
        BASE.replace('\n', "\r\n"),
        BASE.replace("// the first", "/* the first */").replace('\n', ""),
        BASE.replace("\n    {", "\n  , {")
            .replace("\"t\" },", "\"t\" }")
            .replace("\n  , { \"id\": \"a\"", "\n    { \"id\": \"a\""),
    ];
    for text in &texts {
        let places: Vec<usize> = text
            .char_indices()
            .filter(|&(at, c)| "{}[],".contains(c) && check_at_once(text).text.as_bytes()[at] == c as u8)
            .flat_map(|(at, _)| [at, at + 1])
            .collect();
        let with = |at: usize, comment: &str| format!("{}{comment}{}", &text[..at], &text[at..]);
        for &one in &places {
            for &other in &places {
                let (ours, theirs) = (with(one, "/* ours */"), with(other, "// theirs\n"));
                let merged = match merge(&story(text), &story(&ours), &story(&theirs)).expect("JSON") {
                    Merge::Clean(merged) => patched(&story(&theirs), &merged.patch),
                    // A comment in a thing is a change of it.
                    Merge::Conflicts(_) => continue,
                };
                let merged = merged.text();
                let count = |part: &str| merged.matches(part).count();
                assert_eq!(
                    (count("ours"), count("theirs"), count("the first")),
                    (1, 1, 1),
                    "{ours}\n{theirs}\n{merged}"
                );
                let plain = |text: &str| super::things::bare(&check_at_once(text).text);
                assert_eq!(plain(merged), plain(text));
            }
        }
    }
}
