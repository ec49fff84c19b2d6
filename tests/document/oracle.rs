//! Stories and edits that look random, and what the edits make of stories as plain values: a second opinion.

use plotlanes::document::made_id::id_from_name;
use serde_json::{Value, json};

use super::written::Dice;

const LISTS: [(&str, &str); 6] = [
    ("source", "sources"),
    ("thread", "threads"),
    ("character", "characters"),
    ("place", "places"),
    ("phase", "phases"),
    ("event", "events"),
];

/// A story, not always a sound one.
pub(crate) fn story(dice: &mut Dice) -> Value {
    let mut story = json!({ "plotlanes": 1, "title": "T" });
    for (kind, list) in LISTS {
        if dice.one_in(5) {
            continue;
        }
        let count = dice.roll(4);
        let items: Vec<Value> = (0..count).map(|at| item(kind, &format!("{}{at}", &kind[..1]), dice)).collect();
        story[list] = items.into();
    }
    story
}

/// Something with an id; a phase with a title.
fn item(kind: &str, id: &str, dice: &mut Dice) -> Value {
    let some = |what: &str, dice: &mut Dice| format!("{what}{}", dice.roll(3));
    let mut item = match kind {
        "character" | "place" if dice.one_in(3) => return id.to_uppercase().into(),
        "character" | "place" => json!({ "id": id, "name": "N" }),
        "phase" => json!({ "title": id, "from": some("e", dice), "to": some("e", dice) }),
        "event" => json!({ "id": id, "title": "é\n\"", "thread": some("t", dice) }),
        _ => json!({ "id": id, "title": "t0" }),
    };
    if kind == "place" && dice.one_in(2) {
        item["within"] = some("p", dice).into();
    }
    if kind == "event" {
        let [one, other] = [some("e", dice), some("e", dice)];
        for field in ["also", "when", "told", "place", "cast", "because", "cites"] {
            if !dice.one_in(2) {
                continue;
            }
            item[field] = match field {
                "also" => some("t", dice).into(),
                "when" => json!({ "after": [one, other], "during": other, "at": 1.5 }),
                "told" => 2.into(),
                "place" => some("p", dice).into(),
                "cast" => json!([some("c", dice), some("c", dice)]),
                "because" => json!([one, { "event": other, "note": "e0" }]),
                _ => json!([{ "source": some("s", dice), "at": "s0" }]),
            };
        }
    }
    item
}

/// An edit, which cannot always be made.
pub(crate) fn edit(dice: &mut Dice) -> Value {
    let (kind, list) = dice.pick(&LISTS);
    let (kind, _) = if dice.one_in(2) { ("event", "events") } else { (kind, list) };
    let id = |dice: &mut Dice| format!("{}{}", &kind[..1], dice.roll(4));
    let new = format!("{}{}", &kind[..1], 4 + dice.roll(2));
    let mut edit = match dice.roll(7) {
        0 => json!({ "do": "set", "story": "summary", "value": "S" }),
        1 => json!({ "do": "set", "story": "summary", "value": null }),
        2 => {
            let (field, value) = match (kind, dice.roll(4)) {
                ("event", 0) => ("when", json!({ "after": ["e1"], "lasts": "P1D" })),
                ("event", 1) => ("cast", json!(["c0"])),
                ("event", 2) => (dice.pick(&["told", "because", "cites", "place"]), Value::Null),
                ("event" | "thread", _) => ("summary", json!("a, \"b\"]")),
                ("character" | "place", _) => ("name", json!("M")),
                ("source", 0) => ("url", Value::Null),
                ("source", _) => ("url", json!("u")),
                _ => ("from", json!("e2")),
            };
            json!({ "do": "set", kind: id(dice), "field": field, "value": value })
        }
        3 => json!({ "do": "add", kind: item(kind, &new, dice) }),
        4 => json!({ "do": "remove", kind: id(dice) }),
        5 => json!({ "do": "rename", kind: id(dice), "to": new }),
        _ => json!({ "do": "move", kind: id(dice) }),
    };
    if (edit["do"] == "add" || edit["do"] == "move") && !dice.one_in(3) {
        edit["before"] = id(dice).into();
    }
    edit
}

/// What an edit makes of a story; `None` if it cannot be made.
pub(crate) fn applied(mut story: Value, edit: &Value) -> Option<Value> {
    if let Some(field) = edit["story"].as_str() {
        set(&mut story, field, &edit["value"]);
        return Some(story);
    }
    let (kind, list) = LISTS.into_iter().find(|(kind, _)| edit.get(*kind).is_some())?;
    let name = if kind == "phase" { "title" } else { "id" };
    let id_of = |item: &Value| {
        item.as_str().map_or_else(|| item[name].as_str().map(str::to_owned), |text| Some(id_from_name(text)))
    };
    let mut items = story.get(list).and_then(Value::as_array).cloned().unwrap_or_default();
    let find = |items: &[Value], id: &Value| items.iter().position(|item| id_of(item).as_deref() == id.as_str());
    let before = |items: &[Value]| match edit.get("before") {
        Some(before) => find(items, before),
        None => Some(items.len()),
    };
    match edit["do"].as_str()? {
        "add" => {
            if items.iter().any(|item| id_of(item) == id_of(&edit[kind])) {
                return None;
            }
            items.insert(before(&items)?, edit[kind].clone());
        }
        "remove" => drop(items.remove(find(&items, &edit[kind])?)),
        "move" => {
            let from = find(&items, &edit[kind])?;
            let to = before(&items)?;
            let item = items.remove(from);
            items.insert(if to > from { to - 1 } else { to }, item);
        }
        "set" => {
            let at = find(&items, &edit[kind])?;
            let (field, value) = (edit["field"].as_str()?, &edit["value"]);
            if items[at].is_string() && !value.is_null() {
                items[at] = json!({ "id": id_of(&items[at]), "name": items[at] });
            }
            if items[at].is_object() {
                set(&mut items[at], field, value);
            }
        }
        _ => {
            let at = find(&items, &edit[kind])?;
            let (old, to) = (edit[kind].as_str()?, &edit["to"]);
            if find(&items, to).is_some() {
                return None;
            }
            if items[at].is_string() {
                items[at] = json!({ "id": to, "name": items[at] });
            } else {
                items[at][name] = to.clone();
            }
            story[list] = items.clone().into();
            renamed(&mut story, kind, old, to);
            return Some(story);
        }
    }
    story[list] = items.into();
    Some(story)
}

fn set(object: &mut Value, field: &str, value: &Value) {
    let Some(fields) = object.as_object_mut() else { return };
    if value.is_null() {
        fields.remove(field);
    } else {
        fields.insert(field.to_owned(), value.clone());
    }
}

/// Changes every reference, found by the places that may hold one.
fn renamed(story: &mut Value, kind: &str, old: &str, to: &Value) {
    const PLACES: [(&str, &str); 14] = [
        ("event", "/phases/*/from"),
        ("event", "/phases/*/to"),
        ("event", "/events/*/when/after/*"),
        ("event", "/events/*/when/during"),
        ("event", "/events/*/because/*"),
        ("event", "/events/*/because/*/event"),
        ("thread", "/events/*/thread"),
        ("thread", "/events/*/also"),
        ("character", "/events/*/cast/*"),
        ("place", "/events/*/place"),
        ("place", "/places/*/within"),
        ("source", "/events/*/cites/*/source"),
        ("source", "/none"),
        ("phase", "/none"),
    ];
    for (_, place) in PLACES.iter().filter(|(named, _)| *named == kind) {
        let steps: Vec<&str> = place.split('/').skip(1).collect();
        at_places(story, &steps, &mut |value| {
            if value == old {
                *value = to.clone();
            }
        });
    }
}

fn at_places(value: &mut Value, steps: &[&str], change: &mut impl FnMut(&mut Value)) {
    match (steps, value) {
        ([], value) => change(value),
        (["*", rest @ ..], Value::Array(items)) => items.iter_mut().for_each(|item| at_places(item, rest, change)),
        ([field, rest @ ..], Value::Object(fields)) => {
            if let Some(value) = fields.get_mut(*field) {
                at_places(value, rest, change);
            }
        }
        _ => {}
    }
}
