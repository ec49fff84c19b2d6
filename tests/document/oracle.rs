//! Stories and edits that look random, and what the edits make of stories as plain values: a second opinion.

use plotlanes::document::fields::{Field, ItemKind, STORY};
use plotlanes::document::made_id::id_from_name;
use serde_json::{Value, json};

use super::anything;
use super::written::Dice;

/// A story, not always a sound one.
pub(crate) fn story(dice: &mut Dice) -> Value {
    let mut story = json!({ "plotlanes": 1, "title": "T" });
    for field in STORY.fields {
        if !field.required && dice.one_in(2) || dice.one_in(8) {
            continue;
        }
        let mut value = anything::value(field.shape, dice);
        if let (Some(items), true) = (value.as_array_mut(), dice.one_in(6))
            && let Some(twice) = items.first().cloned()
        {
            // Of two things with one id, the first counts.
            items.push(twice);
        }
        story[field.name] = value;
    }
    story
}

/// An edit, which cannot always be made.
pub(crate) fn edit(dice: &mut Dice) -> Value {
    let kind = if dice.one_in(2) { ItemKind::Event } else { dice.pick(&ItemKind::ALL) };
    let word = kind.word();
    let id = |dice: &mut Dice| anything::id(kind, dice);
    let new = format!("{}{}", &word[..1], 3 + dice.roll(3));
    let value = |field: &Field, dice: &mut Dice| {
        if dice.one_in(4) { Value::Null } else { anything::value(field.shape, dice) }
    };
    let mut edit = match dice.roll(8) {
        0 => {
            let field = &STORY.fields[dice.roll(STORY.fields.len())];
            json!({ "do": "set", "story": field.name, "value": value(field, dice) })
        }
        1..4 => {
            let field = &kind.fields()[dice.roll(kind.fields().len())];
            json!({ "do": "set", word: id(dice), "field": field.name, "value": value(field, dice) })
        }
        4 => json!({ "do": "add", word: anything::item(kind, &new, dice) }),
        5 => json!({ "do": "remove", word: id(dice) }),
        6 => json!({ "do": "rename", word: id(dice), "to": new }),
        _ => json!({ "do": "move", word: id(dice) }),
    };
    if (edit["do"] == "add" || edit["do"] == "move") && !dice.one_in(3) {
        edit["before"] = id(dice).into();
    }
    edit
}

/// What an edit is of: a thing of this kind, or the story.
pub(crate) fn subject(edit: &Value) -> Option<ItemKind> {
    ItemKind::ALL.into_iter().find(|kind| edit.get(kind.word()).is_some())
}

/// The id of a thing.
fn id_of(kind: ItemKind, item: &Value) -> Option<String> {
    match item.as_str() {
        Some(name) => Some(id_from_name(name)),
        None => item[kind.naming_field()].as_str().map(str::to_owned),
    }
}

/// Where in its list the thing with this id is.
pub(crate) fn find(story: &Value, kind: ItemKind, id: &Value) -> Option<usize> {
    let items = story.get(kind.list())?.as_array()?;
    items.iter().position(|item| id_of(kind, item).as_deref() == id.as_str())
}

/// What an edit makes of a story; `None` if it cannot be made.
pub(crate) fn applied(mut story: Value, edit: &Value) -> Option<Value> {
    let Some(kind) = subject(edit) else {
        let field = STORY.fields.iter().find(|field| edit["story"] == field.name)?;
        return set(&mut story, field, &edit["value"]).then_some(story);
    };
    let mut items = story.get(kind.list()).and_then(Value::as_array).cloned().unwrap_or_default();
    let at = find(&story, kind, &edit[kind.word()]);
    let before = || match edit.get("before") {
        Some(before) => find(&story, kind, before),
        None => Some(items.len()),
    };
    match edit["do"].as_str()? {
        "add" => {
            let to = before()?;
            let id = id_of(kind, &edit[kind.word()])?;
            if id.trim().is_empty() || find(&story, kind, &id.into()).is_some() {
                return None;
            }
            items.insert(to, edit[kind.word()].clone());
        }
        "remove" => drop(items.remove(at?)),
        "move" => {
            let (from, to) = (at?, before()?);
            let item = items.remove(from);
            items.insert(if to > from { to - 1 } else { to }, item);
        }
        "set" => {
            let item = &mut items[at?];
            let field = kind.fields().iter().find(|field| edit["field"] == field.name)?;
            let value = &edit["value"];
            if field.name == kind.naming_field() {
                // The title of a phase is set as any field; any other id is only renamed.
                return if kind == ItemKind::Phase { renamed(story, kind, at?, value) } else { None };
            }
            if item.is_string() && !value.is_null() {
                *item = json!({ "id": id_of(kind, item), "name": item });
            }
            if !item.is_object() {
                return (!field.required).then_some(story);
            }
            if !set(item, field, value) {
                return None;
            }
        }
        _ => return renamed(story, kind, at?, &edit["to"]),
    }
    story[kind.list()] = items.into();
    Some(story)
}

/// Sets a field, or takes it away; false if it must not be.
fn set(object: &mut Value, field: &Field, value: &Value) -> bool {
    let Some(fields) = object.as_object_mut() else { return false };
    if value.is_null() {
        fields.remove(field.name);
        return !field.required;
    }
    fields.insert(field.name.to_owned(), value.clone());
    true
}

/// Renames the thing at this place of its list.
fn renamed(mut story: Value, kind: ItemKind, at: usize, to: &Value) -> Option<Value> {
    let item = &mut story[kind.list()][at];
    let old = id_of(kind, item)?;
    if Some(&*old) == to.as_str() {
        return Some(story);
    }
    if item.is_string() {
        *item = json!({ "id": to, "name": item });
    } else {
        item[kind.naming_field()] = to.clone();
    }
    if to.as_str()?.trim().is_empty() || find(&story, kind, to) != Some(at) {
        // None of that name may be before or behind it.
        return None;
    }
    let behind = story[kind.list()].as_array()?.iter().skip(at + 1);
    if behind.clone().any(|item| id_of(kind, item).as_deref() == to.as_str()) {
        return None;
    }
    refer(&mut story, kind, &old, to);
    Some(story)
}

const RELATIONS: [&str; 14] = [
    "before",
    "after",
    "meets",
    "met_by",
    "overlaps",
    "overlapped_by",
    "during",
    "contains",
    "starts",
    "started_by",
    "finishes",
    "finished_by",
    "equals",
    "meanwhile",
];

/// Changes every reference, found by the places that may hold one.
fn refer(story: &mut Value, kind: ItemKind, old: &str, to: &Value) {
    let when = RELATIONS.map(|relation| format!("/events/*/when/{relation}"));
    // One id or a list of them.
    let lists: Vec<&str> = match kind {
        ItemKind::Event => when.iter().map(|place| &**place).chain(["/events/*/because", "/muted/*/events"]).collect(),
        ItemKind::Thread => vec!["/events/*/also"],
        ItemKind::Character => vec![
            "/events/*/cast",
            "/events/*/begins",
            "/events/*/ends",
            "/events/*/learns/characters",
            "/events/*/learns/*/characters",
            "/events/*/knows/characters",
            "/events/*/knows/*/characters",
        ],
        ItemKind::Place | ItemKind::Source | ItemKind::Phase => Vec::new(),
    };
    let singles: &[&str] = match kind {
        ItemKind::Event => &["/phases/*/from", "/phases/*/to", "/events/*/because/event", "/events/*/because/*/event"],
        ItemKind::Thread => &["/events/*/thread"],
        ItemKind::Character => &[
            "/muted/*/character",
            "/events/*/begins/character",
            "/events/*/begins/*/character",
            "/events/*/ends/character",
            "/events/*/ends/*/character",
        ],
        ItemKind::Place => &["/events/*/place", "/places/*/within", "/places/*/travel/*/to"],
        ItemKind::Source => &["/events/*/cites/*/source"],
        ItemKind::Phase => &["/events/*/phase"],
    };
    let entries = lists.iter().map(|place| format!("{place}/*"));
    let places = lists.iter().chain(singles).map(|place| (*place).to_owned()).chain(entries);
    for place in places.collect::<Vec<_>>() {
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
