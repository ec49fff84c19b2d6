//! The order of the events around removed ones: what came after a removed event comes after what came before it.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::document::Document;
use crate::document::fields::ItemKind;
use crate::text::Fault;
use crate::text::scan::{self, Span};

/// The relations of an event that put it after others, and before others.
const AFTER: [&str; 2] = ["after", "met_by"];
const BEFORE: [&str; 2] = ["before", "meets"];

/// For remaining events, the events that they are to come after.
#[derive(Default)]
pub(super) struct Ties(HashMap<String, Vec<String>>);

impl Ties {
    /// The ties that keep the known order around the events that are gone.
    pub(super) fn new(
        document: &Document,
        gone: &HashSet<(ItemKind, String)>,
        is_known: &dyn Fn(&str, &str) -> bool,
    ) -> Result<Self, Fault> {
        let order = Order::new(document, gone)?;
        let mut ties = HashMap::new();
        for (id, event) in &order.remaining {
            if !event.after.iter().any(|other| order.gone.contains_key(other)) {
                continue;
            }
            let mut earlier = Vec::new();
            let mut seen = HashSet::new();
            for other in event.after.iter().filter(|other| order.gone.contains_key(*other)) {
                order.before_gone(other, &mut seen, &mut earlier);
            }
            earlier.retain(|other| other != id && is_known(other, id));
            // By the order of its thread it comes after the remaining event before it without saying so.
            let follows = event.is_default && earlier.len() == 1 && earlier.first() == event.follows.as_ref();
            earlier.retain(|other| !follows && !(event.says_after.contains(other)));
            if !earlier.is_empty() {
                ties.insert(id.clone(), earlier);
            }
        }
        Ok(Self(ties))
    }

    /// The events that this one is to come after.
    pub(super) fn take(&mut self, id: &str) -> Vec<String> {
        self.0.remove(id).unwrap_or_default()
    }
}

/// The events by what they come after.
struct Order {
    gone: HashMap<String, Place>,
    remaining: HashMap<String, Place>,
}

/// An event in the order.
#[derive(Default)]
struct Place {
    /// The events that it comes after, by what it says, by what they say, or by the order of its thread.
    after: Vec<String>,
    /// Those of them that are said, by itself or by them.
    says_after: HashSet<String>,
    /// Whether it has no time of its own and follows the event before it in its thread.
    is_default: bool,
    /// The remaining event before it in its thread.
    follows: Option<String>,
}

impl Order {
    fn new(document: &Document, gone: &HashSet<(ItemKind, String)>) -> Result<Self, Fault> {
        let mut places: HashMap<String, Place> = HashMap::new();
        // The last event of each thread so far, and the last one that remains.
        let mut last: HashMap<String, (String, Option<String>)> = HashMap::new();
        let is_gone = |id: &str| gone.contains(&(ItemKind::Event, id.to_owned()));
        for event in document.items(ItemKind::Event)? {
            let Some(id) = event.id().map(String::from) else { continue };
            let when = event.field("when").unwrap_or("{}");
            let thread = event.text("thread").unwrap_or_default().into_owned();
            let related = |names: [&'static str; 2]| names.into_iter().flat_map(move |name| texts(when, name));
            let after: Vec<String> = related(AFTER).collect();
            for other in related(BEFORE) {
                let other = places.entry(other).or_default();
                other.after.push(id.clone());
                other.says_after.insert(id.clone());
            }
            let place = places.entry(id.clone()).or_default();
            place.says_after.extend(after.iter().cloned());
            place.after.extend(after);
            place.is_default = !has_own_time(when);
            if let Some((before, remaining)) = last.get(&thread) {
                place.follows.clone_from(remaining);
                if place.is_default {
                    place.after.push(before.clone());
                }
            }
            let remaining = if is_gone(&id) { place.follows.clone() } else { Some(id.clone()) };
            last.insert(thread, (id, remaining));
        }
        let (gone, remaining) = places.into_iter().partition(|(id, _)| is_gone(id));
        Ok(Self { gone, remaining })
    }

    /// Gathers the remaining events that an event which is gone comes after.
    fn before_gone(&self, id: &str, seen: &mut HashSet<String>, earlier: &mut Vec<String>) {
        let mut left = vec![id.to_owned()];
        while let Some(id) = left.pop() {
            for other in self.gone.get(&id).into_iter().flat_map(|place| &place.after) {
                if !seen.insert(other.clone()) {
                    continue;
                }
                if self.gone.contains_key(other) {
                    left.push(other.clone());
                } else {
                    earlier.push(other.clone());
                }
            }
        }
    }
}

/// Whether a `when` says more than a length.
fn has_own_time(when: &str) -> bool {
    let members = scan::members(when, Span::new(0, when.len())).unwrap_or_default();
    members.iter().any(|member| !scan::is(when, member.key, "lasts") && !matches!(member.value.of(when), "[]"))
}

/// A field of an object as it is written.
pub(super) fn field<'j>(json: &'j str, name: &str) -> Option<&'j str> {
    let start = json.len() - json.trim_start().len();
    let member = scan::member(json, Span::new(start, json.len()), name).ok()??;
    Some(member.value.of(json))
}

/// The texts of a field that is a list of texts, or a single text.
fn texts(json: &str, name: &str) -> Vec<String> {
    let Some(value) = field(json, name) else { return Vec::new() };
    let whole = Span::new(0, value.len());
    if let Some(one) = scan::string(value, whole) {
        return vec![one.into_owned()];
    }
    let items = scan::items(value, whole).unwrap_or_default();
    items.into_iter().filter_map(|item| scan::string(value, item)).map(String::from).collect()
}

/// A `when` that also comes after these events; `None` if it says nothing.
pub(super) fn with_after(when: Option<&str>, events: &[String]) -> Option<String> {
    if events.is_empty() {
        return when.map(str::to_owned);
    }
    let when = when.unwrap_or("{}");
    let mut all = texts(when, "after");
    all.extend(events.iter().cloned());
    let start = when.len() - when.trim_start().len();
    let members = scan::members(when, Span::new(start, when.len())).unwrap_or_default();
    let mut fields: Vec<String> = members
        .iter()
        .filter(|member| !scan::is(when, member.key, "after"))
        .map(|member| member.span().of(when).to_owned())
        .collect();
    fields.push(format!("\"after\":{}", Value::from(all)));
    Some(format!("{{{}}}", fields.join(",")))
}
