//! What is left of a story after items are removed with all that refers to them.

use super::{How, remove_with};
use crate::document::Document;
use crate::document::dependents::dependents;
use crate::document::edit::{EditError, ItemId};
use crate::document::fields::ItemKind;
use crate::text::one_line::one_line;

/// The items of a story after a removal, each on a line, and what the plan says.
fn after(lists: &str, remove: &[(ItemKind, &str)], how: &How) -> (Vec<String>, Vec<String>) {
    let mut document = Document::from_text(format!("{{ {lists} }}"));
    let items: Vec<ItemId> = remove.iter().map(|&(kind, id)| ItemId { kind, id: id.to_owned() }).collect();
    let plan = remove_with(&document, &items, how).expect("it can be removed");
    document.make(&plan.edits).expect("they can be made");
    let all = ItemKind::ALL.into_iter().flat_map(|kind| document.items(kind).expect("JSON"));
    (all.map(|item| one_line(&item.strict_json().expect("JSON"))).collect(), plan.says)
}

const ANY: How = How { move_to: None, is_known: None };
const TIE: How = How { move_to: None, is_known: Some(&|_, _| true) };

#[track_caller]
fn check(lists: &str, remove: &[(ItemKind, &str)], how: &How, expect: &[&str], says: &[&str]) {
    let (items, said) = after(lists, remove, how);
    assert_eq!(items, expect);
    assert_eq!(said, says);
}

#[test]
fn references_go_with_what_they_refer_to() {
    use ItemKind::{Character, Event, Source};
    let lists = r#""characters": ["Odo"], "sources": [{ "id": "s", "title": "S" }], "events": [
        { "id": "a", "thread": "t", "cast": ["odo"], "cites": [{ "source": "s" }] },
        { "id": "b", "thread": "t", "cast": ["odo", "kira"], /* b */ "when": { "after": "a", "lasts": 1 }, "because": ["a", { "event": "a" }] }
    ]"#;
    let [source, odo] = [r#"{"id": "s", "title": "S"}"#, "\"Odo\""];
    check(
        lists,
        &[(Character, "odo"), (Source, "s")],
        &ANY,
        &[
            r#"{"id": "a", "thread": "t"}"#,
            r#"{"id": "b", "thread": "t", "cast": ["kira"], "when": {"after": "a", "lasts": 1}, "because": ["a", {"event": "a"}]}"#,
        ],
        &[],
    );
    check(
        lists,
        &[(Event, "a")],
        &ANY,
        &[source, odo, r#"{"id": "b", "thread": "t", "cast": ["odo", "kira"], "when": {"lasts": 1}}"#],
        &[],
    );
    check(lists, &[(Event, "a"), (Event, "b")], &ANY, &[source, odo], &[]);
}

#[test]
fn events_of_a_removed_thread_move_or_are_removed() {
    use ItemKind::Thread;
    let lists = r#""threads": [{ "id": "t", "title": "T" }, { "id": "u", "title": "U" }], "events": [
        { "id": "a", "thread": "t", "also": ["u"] }, { "id": "b", "thread": "u", "also": ["t", "v"], "when": { "after": "a" } },
        { "id": "c", "thread": "t", "also": "v" }
    ]"#;
    let u = r#"{"id": "u", "title": "U"}"#;
    check(
        lists,
        &[(Thread, "t")],
        &ANY,
        &[u, r#"{"id": "b", "thread": "u", "also": ["v"]}"#],
        &["2 events of the thread are removed too.", "“b” has no time of its own left and follows its thread."],
    );
    let to_u = How { move_to: Some("u"), is_known: None };
    check(
        lists,
        &[(Thread, "t")],
        &to_u,
        &[
            u,
            r#"{"id": "a", "thread": "u"}"#,
            r#"{"id": "b", "thread": "u", "also": ["v"], "when": {"after": "a"}}"#,
            r#"{"id": "c", "thread": "u", "also": "v"}"#,
        ],
        &["2 events move to the thread “U”."],
    );
}

#[test]
fn places_are_replaced_by_those_around_them() {
    use ItemKind::Place;
    let lists = r#""places": [{ "id": "hall", "name": "Hall", "within": "city" }, { "id": "city", "name": "City", "within": "land" },
        { "id": "land", "name": "Land" }, { "id": "x", "name": "X", "within": "y" }, { "id": "y", "name": "Y", "within": "x" }],
        "events": [{ "id": "a", "place": "city" }, { "id": "b", "place": "land" }, { "id": "c", "place": "x" }]"#;
    let [x, y, a, b, in_x] = [
        r#"{"id": "x", "name": "X", "within": "y"}"#,
        r#"{"id": "y", "name": "Y", "within": "x"}"#,
        r#"{"id": "a", "place": "land"}"#,
        r#"{"id": "b", "place": "land"}"#,
        r#"{"id": "c", "place": "x"}"#,
    ];
    let [hall, land] = [r#"{"id": "hall", "name": "Hall", "within": "land"}"#, r#"{"id": "land", "name": "Land"}"#];
    check(lists, &[(Place, "city")], &ANY, &[hall, land, x, y, a, b, in_x], &[]);
    let alone = [r#"{"id": "hall", "name": "Hall"}"#, x, y, r#"{"id": "a"}"#, r#"{"id": "b"}"#, in_x];
    check(lists, &[(Place, "city"), (Place, "land")], &ANY, &alone, &[]);
    let none = [hall.replace("land", "city"), r#"{"id": "city", "name": "City", "within": "land"}"#.to_owned()];
    check(
        lists,
        &[(Place, "x"), (Place, "y")],
        &ANY,
        &[&none[0], &none[1], land, r#"{"id": "a", "place": "city"}"#, b, r#"{"id": "c"}"#],
        &[],
    );
}

#[test]
fn phases_keep_what_is_left_of_them() {
    use ItemKind::{Event, Phase};
    let lists = r#""phases": [{ "title": "I", "from": "a", "to": "c" }, { "title": "II", "from": "c", "to": "c" }],
        "events": [{ "id": "a" }, { "id": "b" }, { "id": "c" }]"#;
    let [a, b, c] = [r#"{"id": "a"}"#, r#"{"id": "b"}"#, r#"{"id": "c"}"#];
    let second = r#"{"title": "II", "from": "c", "to": "c"}"#;
    check(
        lists,
        &[(Event, "a")],
        &ANY,
        &[r#"{"title": "I", "from": "b", "to": "c"}"#, second, b, c],
        &["The phase “I” starts with “b”."],
    );
    check(
        lists,
        &[(Event, "c")],
        &ANY,
        &[r#"{"title": "I", "from": "a", "to": "b"}"#, a, b],
        &["The phase “I” ends with “b”.", "The phase “II” is removed, because its events are."],
    );
    check(lists, &[(Phase, "I")], &ANY, &[second, a, b, c], &[]);
}

#[test]
fn the_order_around_a_removed_event_can_be_kept() {
    use ItemKind::Event;
    let check = |events: &str, remove: &[&str], how: &How, expect: &str| {
        let remove: Vec<_> = remove.iter().map(|&id| (Event, id)).collect();
        let (items, _) = after(&format!("\"events\": [{events}]"), &remove, how);
        assert_eq!(items.join(" "), expect, "{events}");
    };
    let said = r#"{ "id": "a" }, { "id": "b", "thread": "t", "when": { "after": "a" } }, { "id": "c", "thread": "u", "when": { "met_by": ["b"], "lasts": 1 } }"#;
    check(said, &["b"], &ANY, r#"{"id": "a"} {"id": "c", "thread": "u", "when": {"lasts": 1}}"#);
    check(said, &["b"], &TIE, r#"{"id": "a"} {"id": "c", "thread": "u", "when": {"lasts": 1, "after": ["a"]}}"#);
    let unknown = How { move_to: None, is_known: Some(&|_, _| false) };
    check(said, &["b"], &unknown, r#"{"id": "a"} {"id": "c", "thread": "u", "when": {"lasts": 1}}"#);
    // Said by the other side, and through two that go.
    let turned = r#"{ "id": "a", "thread": "t", "when": { "before": "b" } }, { "id": "b", "thread": "u", "when": { "before": ["c"] } },
        { "id": "c", "thread": "v", "when": { "meets": "d" } }, { "id": "d", "thread": "w", "when": { "after": ["x"] } }, { "id": "x" }"#;
    check(
        turned,
        &["b", "c"],
        &TIE,
        r#"{"id": "a", "thread": "t"} {"id": "d", "thread": "w", "when": {"after": ["x", "a"]}} {"id": "x"}"#,
    );
    // By the order of their thread.
    let thread = r#"{ "id": "a", "thread": "t" }, { "id": "b", "thread": "t" }, { "id": "c", "thread": "t" }"#;
    check(thread, &["b"], &TIE, r#"{"id": "a", "thread": "t"} {"id": "c", "thread": "t"}"#);
    let from_elsewhere = r#"{ "id": "x", "thread": "u" }, { "id": "a", "thread": "t" },
        { "id": "b", "thread": "t", "when": { "after": "x" } }, { "id": "c", "thread": "t" }"#;
    check(
        from_elsewhere,
        &["b"],
        &TIE,
        r#"{"id": "x", "thread": "u"} {"id": "a", "thread": "t"} {"id": "c", "thread": "t", "when": {"after": ["x"]}}"#,
    );
    // Said already.
    let said_already = r#"{ "id": "a", "thread": "t" }, { "id": "b", "thread": "t" }, { "id": "c", "thread": "u", "when": { "after": ["b", "a"] } }"#;
    check(
        said_already,
        &["b"],
        &TIE,
        r#"{"id": "a", "thread": "t"} {"id": "c", "thread": "u", "when": {"after": ["a"]}}"#,
    );
    let circle = r#"{ "id": "a", "when": { "after": "b" } }, { "id": "b", "when": { "after": "a" } }, { "id": "c", "when": { "after": "a" } }"#;
    check(circle, &["a", "b"], &TIE, r#"{"id": "c"}"#);
}

#[test]
fn unknown_items_are_errors() {
    let document = Document::new_story("A");
    let main = ItemId { kind: ItemKind::Thread, id: "main".to_owned() };
    let check = |item: &ItemId, how: &How, unknown: &str| match remove_with(&document, std::slice::from_ref(item), how)
    {
        Err(EditError::UnknownItem { id, .. }) => assert_eq!(id, unknown),
        other => panic!("{other:?}"),
    };
    check(&ItemId { kind: ItemKind::Event, id: "main".to_owned() }, &ANY, "main");
    check(&main, &How { move_to: Some("none"), is_known: None }, "none");
    check(&main, &How { move_to: Some("main"), is_known: None }, "main");
}

#[test]
fn nothing_refers_to_what_is_removed() {
    let episode = Document::from_text(include_str!("../../../data/what_you_leave_behind.json").to_owned());
    for kind in ItemKind::ALL {
        let ids: Vec<String> =
            episode.items(kind).expect("JSON").iter().filter_map(|item| item.id().map(String::from)).collect();
        for id in ids {
            let item = ItemId { kind, id };
            for how in [ANY, TIE, How { move_to: Some("peace"), is_known: None }] {
                let Ok(plan) = remove_with(&episode, std::slice::from_ref(&item), &how) else {
                    assert_eq!(how.move_to, Some(&*item.id));
                    continue;
                };
                let mut document = episode.clone();
                document.make(&plan.edits).expect("they can be made");
                assert_eq!(dependents(&document, &item), Ok(Vec::new()), "{item:?}");
                assert_eq!(document.item(kind, &item.id).map(|item| item.json()), None);
            }
        }
    }
}
