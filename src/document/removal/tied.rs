//! The order of the events around removed ones: what came after a removed event comes after what came before it.

use std::collections::{HashMap, HashSet};

use crate::document::Document;
use crate::document::dependents::may_refer_to_any;
use crate::document::fields::ItemKind;
use crate::document::when_text::{members, texts};
use crate::text::Fault;
use crate::text::scan;

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
        let ids = gone.iter().filter(|(kind, _)| *kind == ItemKind::Event).map(|(_, id)| &**id).collect();
        for event in document.items(ItemKind::Event)? {
            let Some(id) = event.id().map(String::from) else { continue };
            let thread = event.text("thread").unwrap_or_default();
            let before = last.get(&*thread).cloned();
            let follows = before.as_ref().and_then(|(_, remaining)| remaining.clone());
            let is_gone_itself = is_gone(&id);
            let remaining = if is_gone_itself { follows.clone() } else { Some(id.clone()) };
            last.insert(thread.into_owned(), (id.clone(), remaining));
            // Most events have nothing to do with those that are gone.
            let refers = may_refer_to_any(&event, &ids);
            let is_behind = before.as_ref().is_some_and(|(before, _)| is_gone(before));
            if !is_gone_itself && !refers && !is_behind {
                continue;
            }
            let when = event.field("when").unwrap_or("{}");
            let related = |names: [&'static str; 2]| names.into_iter().flat_map(move |name| texts(when, name));
            for other in related(BEFORE) {
                let other = places.entry(other).or_default();
                other.after.push(id.clone());
                other.says_after.insert(id.clone());
            }
            let after: Vec<String> = related(AFTER).collect();
            let place = places.entry(id).or_default();
            place.says_after.extend(after.iter().cloned());
            place.after.extend(after);
            place.is_default = !has_own_time(when);
            if let Some((before, _)) = before.filter(|_| place.is_default) {
                place.after.push(before);
            }
            place.follows = follows;
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
    members(when).iter().any(|member| !scan::is(when, member.key, "lasts") && !matches!(member.value.of(when), "[]"))
}
