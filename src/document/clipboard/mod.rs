//! Events as text for the clipboard, and back: the events as JSON, with the threads, characters, places and sources that
//! they refer to, so that they can be pasted into another story. The text is itself a small story, and any story can be
//! pasted. A text that is no story is read as an [outline](super::outline).

mod known;
mod pasted;

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::fmt::Write as _;

use serde_json::Value;

use super::Document;
use super::addition::Addition;
use super::fields::ItemKind;
use super::item::Item;
use super::reference::references;
use crate::text::Fault;
use crate::text::one_line::one_line;
use crate::text::syntax;

pub use pasted::pasted;

/// The field for the titles of events that the copied ones refer to, but that are not copied.
const ELSEWHERE: &str = "elsewhere";

/// The kinds of things that come along with events.
const ALONG: [ItemKind; 4] = [ItemKind::Source, ItemKind::Thread, ItemKind::Character, ItemKind::Place];

/// Events as text to copy, in the order of the file. Ids of no event are ignored.
///
/// # Errors
/// The text of the story, or of one of the events, is not JSON.
pub fn copied(document: &Document, events: &[String]) -> Result<String, Fault> {
    let all = document.items(ItemKind::Event)?;
    let wanted: HashSet<&str> = events.iter().map(String::as_str).collect();
    let is_chosen = |item: &Item| item.id().is_some_and(|id| wanted.contains(&*id));
    let chosen: Vec<(usize, &Item)> = all.iter().enumerate().filter(|(_, item)| is_chosen(item)).collect();
    let mut needed: BTreeSet<(usize, String)> = BTreeSet::new();
    let mut elsewhere: BTreeSet<String> = BTreeSet::new();
    for (_, event) in &chosen {
        for reference in references(event)? {
            if let Some(list) = ALONG.iter().position(|kind| *kind == reference.kind) {
                needed.insert((list, reference.id));
            } else if reference.kind == ItemKind::Event && !wanted.contains(&*reference.id) {
                elsewhere.insert(reference.id);
            }
        }
    }
    // A place comes with those around it.
    let places = document.items(ItemKind::Place)?;
    let place = |id: &str| places.iter().find(|place| place.id().is_some_and(|known| known == id));
    let kept: Vec<String> =
        needed.iter().filter(|(list, _)| ALONG[*list] == ItemKind::Place).map(|it| it.1.clone()).collect();
    for id in kept {
        let mut inner = place(&id);
        while let Some(around) = inner.and_then(|inner| inner.text("within")) {
            if !needed.insert((3, around.clone().into_owned())) {
                break;
            }
            inner = place(&around);
        }
    }
    let mut fields = vec![field("plotlanes", "1")];
    let root = |name: &str| document.tree().ok()?.field(document.text(), name).map(|(member, _)| member.value);
    for name in ["title", "time"] {
        let value = root(name).map(|value| one_line(&syntax::check_at_once(value.of(document.text())).text));
        fields.extend(value.map(|value| field(name, &value)));
    }
    for (list, kind) in ALONG.into_iter().enumerate() {
        let items = document.items(kind)?;
        let is_needed = |item: &&Item| item.id().is_some_and(|id| needed.contains(&(list, id.into_owned())));
        let items: Result<Vec<String>, Fault> = items.iter().filter(is_needed).map(on_one_line).collect();
        let items = items?;
        if !items.is_empty() {
            fields.push(field(kind.list(), &lines(&items)));
        }
    }
    let is_numbered = chosen.iter().any(|(_, event)| event.field("told").is_some());
    let mut copies = Vec::with_capacity(chosen.len());
    for (index, event) in chosen {
        let mut copy = on_one_line(event)?;
        // Its place in the file, by which it is told, is not known to the reader.
        if is_numbered && event.field("told").is_none() && copy.ends_with('}') {
            copy.truncate(copy.len() - 1);
            // Writing to a String cannot fail.
            let _ = write!(copy, ", \"told\": {}}}", index + 1);
        }
        copies.push(copy);
    }
    fields.push(field("events", &lines(&copies)));
    let titles: Vec<String> = all
        .iter()
        .filter_map(|event| event.id().filter(|id| elsewhere.contains(&**id)).map(|id| (id, event.title())))
        .map(|(id, title)| format!("{{\"id\": {}, \"title\": {}}}", Value::from(id), Value::from(title)))
        .collect();
    if !titles.is_empty() {
        fields.push(field(ELSEWHERE, &lines(&titles)));
    }
    Ok(format!("{{\n{}\n}}\n", fields.join(",\n")))
}

/// The edits that add copies of events, right after the last of them. A copy keeps its title and its relations to other
/// events; among the copies, relations are to each other.
///
/// # Errors
/// The text of the story, or of one of the events, is not JSON.
pub fn duplicate(document: &Document, events: &[String]) -> Result<Addition, Fault> {
    let text = copied(document, events)?;
    let mut ids = document.items(ItemKind::Event)?.into_iter().filter_map(|event| event.id());
    let last = ids.rfind(|id| events.iter().any(|chosen| chosen == id));
    Ok(pasted(&text, document, None, last.as_deref())?.unwrap_or_default())
}

fn field(name: &str, value: &str) -> String {
    format!("\"{name}\": {value}")
}

fn lines(items: &[String]) -> String {
    if items.is_empty() { "[]".to_owned() } else { format!("[\n  {}\n]", items.join(",\n  ")) }
}

fn on_one_line(item: &Item) -> Result<String, Fault> {
    item.strict_json().map(|json: Cow<str>| one_line(&json))
}

#[cfg(test)]
mod tests;
