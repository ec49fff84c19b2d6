//! A copied text as edits that add its events to a story.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;
use serde_json::value::RawValue;

use super::known::same;
use super::{ALONG, ELSEWHERE};
use crate::document::Document;
use crate::document::addition::Addition;
use crate::document::check::{Checker, Mistake};
use crate::document::edit::Edit;
use crate::document::fields::{ItemKind, Shape};
use crate::document::fresh_id::FreshIds;
use crate::document::item::{Item, id_of};
use crate::document::outline;
use crate::document::reference::{Fate, Reference, changed};
use crate::document::telling::{natural_positions, told_between};
use crate::text::Fault;
use crate::text::path::Path;
use crate::text::quote::quoted;
use crate::text::scan::{self, Span};
use crate::text::syntax;

/// The edits that add a copied text to a story: after the event `after`, or at the end. `thread` is the thread of all
/// its events; `None` leaves each in its own. `None` if there is nothing to paste.
///
/// Threads, characters, places and sources that the story has are used; others are added. Relations to events that
/// neither the text nor the story has are left out, and exact times of another kind of time.
///
/// # Errors
/// The text of the story is not JSON.
pub fn pasted(
    text: &str,
    document: &Document,
    thread: Option<&str>,
    after: Option<&str>,
) -> Result<Option<Addition>, Fault> {
    let before = after.map_or(Ok(None), |after| next_event(document, after))?;
    if let Some(clip) = story(text) {
        return Paste::new(&clip, document, thread)?.events(before.as_deref());
    }
    // A part of a story is no outline.
    let is_json = text.trim_start().starts_with('{') && text.contains("\"plotlanes\"");
    let read = outline::outline(text);
    if is_json || read.threads.is_empty() {
        return Ok(None);
    }
    outline::edits(&read, document, thread, before.as_deref()).map(Some)
}

/// The id of the event after this one in the file.
fn next_event(document: &Document, id: &str) -> Result<Option<String>, Fault> {
    let events = document.items(ItemKind::Event)?;
    let after = events.iter().position(|event| event.id().is_some_and(|known| known == id)).map(|at| at + 1);
    let later = after.and_then(|after| events.get(after..)).unwrap_or_default();
    Ok(later.iter().find_map(Item::id).map(String::from))
}

/// The story in a text; `None` if it is none, or has no events.
fn story(text: &str) -> Option<Document> {
    let text = text.trim_start_matches('\u{FEFF}').trim();
    if !text.starts_with('{') {
        return None;
    }
    let checked = syntax::check_at_once(text);
    let document = checked.whole.then(|| Document::from_text(checked.text.into_owned()))?;
    let is_story = document.tree().ok()?.field(document.text(), "plotlanes").is_some();
    let has_events = document.items(ItemKind::Event).is_ok_and(|events| !events.is_empty());
    (is_story && has_events).then_some(document)
}

struct Paste<'d> {
    clip: &'d Document,
    document: &'d Document,
    /// The thread of all events, if it is given.
    thread: Option<&'d str>,
    /// Whether exact times mean the same in both stories.
    keeps_times: bool,
    /// The ids in this story for those of the copied one.
    ids: HashMap<(ItemKind, String), String>,
    /// The events of this story that the copied ones may refer to.
    kept_events: HashSet<String>,
    edits: Vec<Edit>,
    /// What is left out, in words, with the titles of what it concerned.
    left_out: BTreeMap<&'static str, Vec<String>>,
}

impl<'d> Paste<'d> {
    fn new(clip: &'d Document, document: &'d Document, thread: Option<&'d str>) -> Result<Self, Fault> {
        let elsewhere = elsewhere(clip);
        let mut kept_events = HashSet::new();
        if !elsewhere.is_empty() {
            for event in document.items(ItemKind::Event)? {
                // An event with the same id in another story is another event.
                let same = event.id().filter(|id| elsewhere.get(&**id).is_some_and(|title| *title == event.title()));
                kept_events.extend(same.map(String::from));
            }
        }
        let (ids, edits, left_out) = (HashMap::new(), Vec::new(), BTreeMap::new());
        let keeps_times = kind_of_time(clip) == kind_of_time(document);
        let mut paste = Self { clip, document, thread, keeps_times, ids, kept_events, edits, left_out };
        let needed = paste.needed()?;
        for kind in ALONG {
            paste.things(kind, &needed)?;
        }
        Ok(paste)
    }

    /// The things that the events refer to.
    fn needed(&self) -> Result<HashSet<(ItemKind, String)>, Fault> {
        let mut needed = HashSet::new();
        for event in self.clip.items(ItemKind::Event)? {
            changed(event.json(), ItemKind::Event, &mut |reference| {
                if self.thread.is_none() || reference.field != "thread" {
                    needed.insert((reference.kind, reference.id.clone()));
                }
                Fate::Keep
            })?;
        }
        let places = self.clip.items(ItemKind::Place)?;
        let around: HashMap<_, _> =
            places.iter().filter_map(|place| Some((place.id()?, place.text("within")?))).collect();
        for place in places.iter().filter_map(Item::id) {
            let mut at = needed.contains(&(ItemKind::Place, place.clone().into_owned())).then_some(&place);
            while let Some(outer) = at.and_then(|at| around.get(at)) {
                at = needed.insert((ItemKind::Place, outer.clone().into_owned())).then_some(outer);
            }
        }
        Ok(needed)
    }

    /// Finds the needed things of a kind in the story, and adds those that it does not have.
    fn things(&mut self, kind: ItemKind, needed: &HashSet<(ItemKind, String)>) -> Result<(), Fault> {
        let mut fresh = FreshIds::new(self.document, kind)?;
        let known = self.document.items(kind)?;
        let mut new = Vec::new();
        for item in self.clip.items(kind)? {
            let Some(id) = item.id().map(String::from).filter(|id| needed.contains(&(kind, id.clone()))) else {
                continue;
            };
            let here = same(&item, &known).unwrap_or_else(|| {
                let here = fresh.like(&id);
                new.push((item, here.clone()));
                here
            });
            self.ids.entry((kind, id)).or_insert(here);
        }
        for (item, id) in new {
            let mut set = Vec::new();
            if !self.keeps_times && item.field("travel").is_some() {
                self.leave_out(
                    "how long ways take is told in another kind of time here, so it was left out",
                    item.title().into(),
                );
                set.push(("travel", None));
            }
            let json = self.rewritten(&item, &id, &set)?;
            self.edits.extend(raw(json).map(|value| Edit::Add { kind, value, before: None }));
        }
        Ok(())
    }

    fn events(mut self, before: Option<&str>) -> Result<Option<Addition>, Fault> {
        let mut fresh = FreshIds::new(self.document, ItemKind::Event)?;
        let events = self.clip.items(ItemKind::Event)?;
        let mut new_ids = Vec::with_capacity(events.len());
        for event in &events {
            let id = event.id().filter(|id| !id.trim().is_empty());
            let here = match &id {
                Some(id) => fresh.like(id),
                None => fresh.for_name(&event.title()),
            };
            self.ids.entry((ItemKind::Event, id.unwrap_or_default().into_owned())).or_insert_with(|| here.clone());
            new_ids.push(here);
        }
        let told = self.told(&events, before)?;
        for ((event, id), told) in events.iter().zip(&new_ids).zip(told) {
            let mut set: Vec<(&str, Option<String>)> = vec![("told", told.map(|told| told.to_string()))];
            let thread = self.thread.map(str::to_owned).or_else(|| self.thread_of(event));
            set.push(("thread", thread.map(|thread| Value::from(thread).to_string())));
            if !self.keeps_times
                && let Some(when) = event.field("when").and_then(without_times)
            {
                self.leave_out(
                    "the times of this story are of another kind, so exact times were left out",
                    event.title().into(),
                );
                set.push(("when", (when != "{}").then_some(when)));
            }
            let json = self.rewritten(event, id, &set)?;
            let before = before.map(str::to_owned);
            self.edits.extend(raw(json).map(|value| Edit::Add { kind: ItemKind::Event, value, before }));
        }
        let notes = self.left_out.into_iter().map(|(what, of)| note(what, &of)).collect();
        Ok(Some(Addition { edits: self.edits, events: new_ids, notes }))
    }

    /// The thread of an event in this story: its own, or the first.
    fn thread_of(&mut self, event: &Item) -> Option<String> {
        let own = event.text("thread").unwrap_or_default();
        let mapped = self.ids.get(&(ItemKind::Thread, own.clone().into_owned())).cloned();
        mapped.or_else(|| {
            let first = self.document.items(ItemKind::Thread).ok()?.iter().find_map(Item::id)?.into_owned();
            if self.document.item(ItemKind::Thread, &own).is_some() {
                return Some(own.into_owned());
            }
            self.leave_out("their thread is not there, so they are in the first one", event.title().into());
            Some(first)
        })
    }

    /// The numbers in the telling.
    fn told(&self, events: &[Item], before: Option<&str>) -> Result<Vec<Option<f64>>, Fault> {
        let number = |event: &Item| event.field("told").and_then(|told| told.parse::<f64>().ok());
        let given: Option<Vec<f64>> = events.iter().map(number).collect();
        let mut order: Vec<usize> = (0..events.len()).collect();
        if let Some(given) = given {
            order.sort_by(|&a, &b| given[a].total_cmp(&given[b]));
        }
        let numbers = match told_between(self.document, before, events.len())? {
            Some(numbers) => numbers,
            // The order of the file says it.
            None if order.is_sorted() => return Ok(vec![None; events.len()]),
            None => natural_positions(self.document, before, events.len())?,
        };
        let mut told = vec![None; events.len()];
        for (event, number) in order.into_iter().zip(numbers) {
            told[event] = Some(number);
        }
        Ok(told)
    }

    /// An item of the copied story as one of this story: with this id, with the references of this story, and with
    /// these fields set or, if they have no value, left out.
    fn rewritten(&mut self, item: &Item, id: &str, set: &[(&str, Option<String>)]) -> Result<String, Fault> {
        let kind = item.kind();
        let json = fitting(item);
        if json.starts_with('"') {
            let is_its_own = item.id().is_some_and(|own| own == id);
            let object = || format!("{{\"id\":{},\"name\":{json}}}", Value::from(id));
            return Ok(if is_its_own { json } else { object() });
        }
        // Fields are set first, so that what they leave out is not told of.
        let whole = Span::new(0, json.len());
        let mut fields = vec![format!("\"{}\":{}", kind.naming_field(), Value::from(id))];
        for member in scan::members(&json, whole)? {
            let key = scan::string(&json, member.key).unwrap_or_default();
            if key != kind.naming_field() && !set.iter().any(|(name, _)| *name == key) {
                fields.push(member.span().of(&json).to_owned());
            }
        }
        let is_mapped = |name: &str| name == "when";
        let given = |(name, value): &(&str, Option<String>)| value.as_ref().map(|value| format!("\"{name}\":{value}"));
        fields.extend(set.iter().filter(|(name, _)| is_mapped(name)).filter_map(given));
        let mut json = format!("{{{}}}", fields.join(","));
        let title = item.title();
        let changes = changed(&json, kind, &mut |reference| self.fate(reference, &title))?;
        let members = scan::members(&json, Span::new(0, json.len()))?;
        let mut fields = Vec::new();
        for member in members {
            let change = changes.iter().find(|change| scan::is(&json, member.key, change.field.name));
            match change {
                None => fields.push(member.span().of(&json).to_owned()),
                Some(change) => {
                    fields.extend(change.value.as_ref().map(|value| format!("{}:{value}", member.key.of(&json))));
                }
            }
        }
        fields.extend(set.iter().filter(|(name, _)| !is_mapped(name)).filter_map(given));
        json = format!("{{{}}}", fields.join(","));
        Ok(json)
    }

    /// What becomes of a reference of a copied item.
    fn fate(&mut self, reference: &Reference, of: &str) -> Fate {
        let Reference { kind, id, .. } = reference;
        if reference.field == "also"
            && self.thread.is_some()
            && self.ids.get(&(*kind, id.clone())).map(String::as_str) == self.thread
        {
            return Fate::Drop;
        }
        if let Some(here) = self.ids.get(&(*kind, id.clone())) {
            return Fate::Become(here.clone());
        }
        if *kind == ItemKind::Event {
            if self.kept_events.contains(id) {
                return Fate::Keep;
            }
            self.leave_out("relations to events that are not in this story were left out", of.to_owned());
            return Fate::Drop;
        }
        if reference.field == "travel" {
            self.leave_out("ways to places that are not in this story were left out", of.to_owned());
            return Fate::Drop;
        }
        if self.document.item(*kind, id).is_some() {
            return Fate::Keep;
        }
        self.leave_out("references to what is not there were left out", of.to_owned());
        Fate::Drop
    }

    fn leave_out(&mut self, what: &'static str, of: String) {
        let of_it = self.left_out.entry(what).or_default();
        if !of_it.contains(&of) {
            of_it.push(of);
        }
    }
}

/// The titles of the events that are not copied, by their ids.
fn elsewhere(clip: &Document) -> HashMap<String, String> {
    let text = clip.text();
    let items = clip.tree().ok().and_then(|tree| tree.field(text, ELSEWHERE)).and_then(|(_, items)| items);
    let title_of = |&item: &Span| {
        let title = scan::member(text, item, "title").ok()??;
        Some((id_of(text, ItemKind::Event, item)?.into_owned(), scan::string(text, title.value)?.into_owned()))
    };
    items.unwrap_or_default().iter().filter_map(title_of).collect()
}

/// What of an item fits the format; the least that fits if nothing of it does.
fn fitting(item: &Item) -> String {
    let fitting = |json: &str| {
        let mut ignore = |_: Mistake<'_>, _: &Path<'_>, _: usize| {};
        let mut checker = Checker::new(json, &mut ignore);
        checker.item(Span::new(0, json.len()), item.kind(), &Path::ROOT).then(|| checker.finish())
    };
    fitting(item.json()).or_else(|| fitting("{}")).unwrap_or_default()
}

/// A `when` without its exact times; `None` if it has none.
fn without_times(when: &str) -> Option<String> {
    let members = scan::members(when, Span::new(0, when.len())).ok()?;
    let Some(Shape::Object(kind)) = ItemKind::Event.fields().iter().find(|it| it.name == "when").map(|it| it.shape)
    else {
        return None;
    };
    let is_exact = |member: &&scan::Member| {
        kind.fields.iter().any(|field| field.shape == Shape::Exact && scan::is(when, member.key, field.name))
    };
    let (exact, others): (Vec<&scan::Member>, Vec<&scan::Member>) = members.iter().partition(is_exact);
    let others: Vec<&str> = others.iter().map(|member| member.span().of(when)).collect();
    (!exact.is_empty()).then(|| format!("{{{}}}", others.join(",")))
}

/// A story's kind of time, with all that belongs to it.
fn kind_of_time(document: &Document) -> Value {
    let text = document.text();
    let time = document.tree().ok().and_then(|tree| tree.field(text, "time")).map(|(member, _)| member.value);
    let time = time.and_then(|time| serde_json::from_str(&syntax::check_at_once(time.of(text)).text).ok());
    time.unwrap_or_else(|| serde_json::json!({ "kind": "order" }))
}

/// A note, with the first titles of what it concerns.
fn note(what: &str, of: &[String]) -> String {
    const SHOWN: usize = 3;
    let titles: Vec<String> = of.iter().take(SHOWN).map(|title| quoted(title)).collect();
    let more = of.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}: {what}", titles.join(", "))
}

fn raw(json: String) -> Option<Box<RawValue>> {
    RawValue::from_string(json).ok()
}
