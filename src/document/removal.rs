//! Removes items together with every reference to them, so that no name is left that nothing has.

mod tied;

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::Document;
use super::dependents::may_refer_to_any;
use super::edit::{Edit, EditError, FieldOwner, ItemId};
use super::fields::ItemKind;
use super::item::Item;
use super::plan::{Plan, known};
use super::reference::{Fate, Reference, changed, changed_of_story};
use super::when_text::{field, with_relation};
use crate::text::Fault;
use crate::text::words::counted;
use tied::Ties;

/// Whether the first of two events is known to come before the second.
pub type IsKnown<'a> = &'a dyn Fn(&str, &str) -> bool;

/// How to remove items.
#[derive(Clone, Copy, Default)]
pub struct How<'a> {
    /// The thread that the events of a removed thread move to; `None` removes them too.
    pub move_to: Option<&'a str>,
    /// Keeps the order of the events around a removed one: what came after it comes after what came before it. Only
    /// where this says of two events that the first is known to come before the second; `None` keeps no order.
    pub is_known: Option<IsKnown<'a>>,
}

/// The edits that remove items and every reference to them. A place that lay within a removed one lies within the one
/// around that, and what happened there happens there. A phase starts or ends with the next event that remains.
///
/// Cost: reads every item that has one of the ids in its text.
///
/// # Errors
/// There is no such item, or no such thread to move to, or the text is not JSON.
pub fn remove_with(document: &Document, items: &[ItemId], how: &How) -> Result<Plan, EditError> {
    let mut removal = Removal { document, how, gone: HashSet::new(), plan: Plan::default() };
    removal.gather(items)?;
    removal.phases()?;
    removal.references()?;
    for kind in ItemKind::ALL.into_iter().rev() {
        for item in document.items(kind)? {
            let id = item.id().filter(|id| removal.gone.contains(&(kind, id.clone().into_owned())));
            removal.plan.edits.extend(id.map(|id| Edit::Remove(ItemId { kind, id: id.into_owned() })));
        }
    }
    Ok(removal.plan)
}

struct Removal<'d> {
    document: &'d Document,
    how: &'d How<'d>,
    /// The kinds and ids of the items that are removed.
    gone: HashSet<(ItemKind, String)>,
    plan: Plan,
}

impl Removal<'_> {
    fn is_gone(&self, kind: ItemKind, id: &str) -> bool {
        self.gone.contains(&(kind, id.to_owned()))
    }

    /// Gathers what is removed: the items, and the events of removed threads.
    fn gather(&mut self, items: &[ItemId]) -> Result<(), EditError> {
        self.gone.extend(items.iter().map(|item| (item.kind, item.id.clone())));
        let mut unknown = self.gone.clone();
        for kind in ItemKind::ALL {
            if items.iter().any(|item| item.kind == kind) {
                for id in self.document.items(kind)?.iter().filter_map(Item::id) {
                    unknown.remove(&(kind, id.into_owned()));
                }
            }
        }
        if let Some(item) = items.iter().find(|item| unknown.contains(&(item.kind, item.id.clone()))) {
            known(self.document, item.kind, &item.id)?;
        }
        if let Some(to) = self.how.move_to {
            known(self.document, ItemKind::Thread, to)?;
            if self.is_gone(ItemKind::Thread, to) {
                return Err(EditError::UnknownItem { kind: ItemKind::Thread, id: to.to_owned(), nearest: None });
            }
        }
        if items.iter().all(|item| item.kind != ItemKind::Thread) {
            return Ok(());
        }
        let events = self.document.items(ItemKind::Event)?;
        let with_it =
            events.iter().filter(|event| event.text("thread").is_some_and(|of| self.is_gone(ItemKind::Thread, &of)));
        let ids: Vec<String> = with_it.filter_map(|event| event.id().map(String::from)).collect();
        let count = ids.iter().filter(|id| !self.is_gone(ItemKind::Event, id)).count();
        if count == 0 {
            return Ok(());
        }
        if let Some(to) = self.how.move_to {
            let title = known(self.document, ItemKind::Thread, to)?.title();
            let moves = counted(count, "event moves", "events move");
            self.plan.says.push(format!("{moves} to the thread “{title}”."));
        } else {
            let removed = counted(count, "event of the thread is removed", "events of the thread are removed");
            self.plan.says.push(format!("{removed} too."));
            self.gone.extend(ids.into_iter().map(|id| (ItemKind::Event, id)));
        }
        Ok(())
    }

    /// Moves the ends of phases from removed events to their neighbours; a phase of which nothing is left is removed.
    fn phases(&mut self) -> Result<(), Fault> {
        if self.gone.iter().all(|(kind, _)| *kind != ItemKind::Event) {
            return Ok(());
        }
        let events = self.document.items(ItemKind::Event)?;
        for phase in self.document.items(ItemKind::Phase)? {
            let (Some(title), Some(from), Some(to)) = (phase.id(), phase.text("from"), phase.text("to")) else {
                continue;
            };
            let (from_gone, to_gone) = (self.is_gone(ItemKind::Event, &from), self.is_gone(ItemKind::Event, &to));
            if !from_gone && !to_gone || self.is_gone(ItemKind::Phase, &title) {
                continue;
            }
            let index = |id: &str| events.iter().position(|event| event.id().is_some_and(|known| known == id));
            let within = index(&from).zip(index(&to)).and_then(|(from, to)| events.get(from..=to)).unwrap_or_default();
            let stays = |event: &&Item| event.id().is_some_and(|id| !self.is_gone(ItemKind::Event, &id));
            let (first, last) = (within.iter().find(stays), within.iter().rfind(stays));
            let (Some(first), Some(last)) = (first, last) else {
                self.plan.says.push(format!("The phase “{title}” is removed, because its events are."));
                self.gone.insert((ItemKind::Phase, title.into_owned()));
                continue;
            };
            for (field, event, is_moved) in [("from", first, from_gone), ("to", last, to_gone)] {
                if is_moved {
                    let verb = if field == "from" { "starts" } else { "ends" };
                    self.plan.says.push(format!("The phase “{title}” {verb} with “{}”.", event.title()));
                    let id = Value::from(event.id().unwrap_or_default()).to_string();
                    self.plan.set(ItemKind::Phase, &title, field, Some(id));
                }
            }
        }
        Ok(())
    }

    /// Takes the references to what is removed out of what remains.
    fn references(&mut self) -> Result<(), Fault> {
        let gone = self.gone.clone();
        let gone: HashSet<&str> = gone.iter().map(|(_, id)| &**id).collect();
        let outer_places = self.outer_places()?;
        let mut ties = match self.how.is_known {
            Some(is_known) => Ties::new(self.document, &self.gone, is_known)?,
            None => Ties::default(),
        };
        let story = changed_of_story(self.document, &mut |reference| self.fate(reference, &outer_places, None))?;
        for change in story {
            self.plan.set_of(FieldOwner::Story, change.field.name, change.value);
        }
        for kind in ItemKind::ALL {
            for item in self.document.items(kind)? {
                let Some(id) = item.id().filter(|id| !self.is_gone(kind, id)) else { continue };
                let tied = if kind == ItemKind::Event { ties.take(&id) } else { Vec::new() };
                if tied.is_empty() && !may_refer_to_any(&item, &gone) {
                    continue;
                }
                self.item(kind, &item, &id, &outer_places, &tied)?;
            }
        }
        Ok(())
    }

    fn item(
        &mut self,
        kind: ItemKind,
        item: &Item,
        id: &str,
        outer_places: &HashMap<String, Option<String>>,
        tied: &[String],
    ) -> Result<(), Fault> {
        let json = item.strict_json()?;
        let thread = item.text("thread");
        let changes = changed(&json, kind, &mut |reference| self.fate(reference, outer_places, thread.as_deref()))?;
        let mut when = None;
        for change in changes {
            match (change.field.name, change.value) {
                ("when", value) if kind == ItemKind::Event => when = Some(value),
                // The ends of phases are moved already.
                ("from" | "to", _) if kind == ItemKind::Phase => {}
                (_, None) if change.field.required => {
                    self.plan.says.push(format!("The {} “{}” is removed too.", kind.word(), item.title()));
                    self.gone.insert((kind, id.to_owned()));
                    return Ok(());
                }
                (field, value) => self.plan.set(kind, id, field, value),
            }
        }
        if when.is_none() && tied.is_empty() {
            return Ok(());
        }
        let was = item.field("when").is_some();
        let left = when.unwrap_or_else(|| field(&json, "when").map(str::to_owned));
        let with_ties = with_relation(left.as_deref(), "after", tied);
        if with_ties.is_none() && was {
            let title = item.title();
            self.plan.says.push(format!("“{title}” has no time of its own left and follows its thread."));
        }
        self.plan.set(kind, id, "when", with_ties);
        Ok(())
    }

    /// What becomes of a reference of what remains. `thread` is the thread of the event that has it.
    fn fate(&self, reference: &Reference, outer: &HashMap<String, Option<String>>, thread: Option<&str>) -> Fate {
        let Reference { field, kind, id, .. } = reference;
        let become_if = |id: Option<&str>| id.map_or(Fate::Drop, |id| Fate::Become(id.to_owned()));
        let move_to = self.how.move_to;
        match *field {
            // The thread that it moves to is its own then.
            "also" if move_to == Some(id) && thread.is_some_and(|of| self.is_gone(ItemKind::Thread, of)) => Fate::Drop,
            _ if !self.is_gone(*kind, id) => Fate::Keep,
            "thread" => become_if(move_to),
            "place" | "within" => become_if(outer.get(id).and_then(Option::as_deref)),
            _ => Fate::Drop,
        }
    }

    /// For each removed place the innermost remaining one around it.
    fn outer_places(&self) -> Result<HashMap<String, Option<String>>, Fault> {
        let mut outer = HashMap::new();
        if self.gone.iter().all(|(kind, _)| *kind != ItemKind::Place) {
            return Ok(outer);
        }
        let places = self.document.items(ItemKind::Place)?;
        let within: HashMap<String, String> = places
            .iter()
            .filter_map(|place| Some((place.id()?.into_owned(), place.text("within")?.into_owned())))
            .collect();
        for id in self.gone.iter().filter(|(kind, _)| *kind == ItemKind::Place).map(|(_, id)| id) {
            let mut around = within.get(id);
            // Places that lie within each other lead nowhere.
            let mut steps = within.len();
            while let Some(place) = around.filter(|place| self.is_gone(ItemKind::Place, place)) {
                steps = steps.saturating_sub(1);
                around = if steps == 0 { None } else { within.get(place) };
            }
            outer.insert(id.clone(), around.cloned());
        }
        Ok(outer)
    }
}

#[cfg(test)]
mod tests;
