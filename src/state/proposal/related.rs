//! Saying how one event is related to another: that it came of it, or how the two lie in time.

use std::collections::HashMap;

use serde_json::value::RawValue;

use super::context::Context;
use super::outcome::{Outcome, Proposal, Refused, about};
use super::written::Written;
use crate::document::change::Change;
use crate::story::id::EventId;
use crate::story::relation::Relation;
use crate::text::quote::json;

/// The tie between two events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link<'a> {
    /// The one came of the other, in a word such as `enables`, which may be empty.
    Because(&'a str),
    /// The one is in this relation in time to the other.
    When(Relation),
}

/// The proposal to say that `event` is tied to `other`: that it came of it, or that it is in a relation to it. A relation
/// takes the place of what either of the two said of the other.
///
/// # Errors
/// It says so already, or the two are one.
pub fn related(context: Context<'_>, event: EventId, other: EventId, link: Link<'_>) -> Outcome {
    if event == other {
        return Err(Refused::Because("an event cannot be related to itself".to_owned()));
    }
    match link {
        Link::Because(kind) => because(context, event, other, kind.trim()),
        Link::When(relation) => in_time(context, event, other, relation),
    }
}

fn because(context: Context<'_>, event: EventId, other: EventId, kind: &str) -> Outcome {
    let story = context.story;
    let (id, cause) = (story.event(event).id, story.event(other).id);
    let written = Written::of(context.document, id, event.index()).ok_or(Refused::Nothing)?;
    let known = story.event(event).because.iter().find(|link| link.event == other);
    if known.is_some_and(|link| link.relation == kind) {
        return Err(Refused::Nothing);
    }
    let note = known.map_or("", |link| link.note);
    let link = if kind.is_empty() && note.is_empty() {
        json(cause)
    } else {
        let mut fields = vec![format!("\"event\":{}", json(cause))];
        let more = [("relation", kind), ("note", note)].into_iter().filter(|(_, text)| !text.is_empty());
        fields.extend(more.map(|(name, text)| format!("\"{name}\":{}", json(text))));
        format!("{{{}}}", fields.join(","))
    };
    let mut links: Vec<&str> = written.items("because");
    match links.iter().position(|link| known.is_some() && cause_of(link).as_deref() == Some(cause)) {
        Some(at) => links[at] = &link,
        None => links.push(&link),
    }
    let value = format!("[{}]", links.join(","));
    let edit = context.set(event, "because", Some(value)).ok_or(Refused::Nothing)?;
    let name = format!("say {} because of {}", context.quoted(event), context.quoted(other));
    let words = if kind.is_empty() { "because of".to_owned() } else { format!("because ({kind}) of") };
    Ok(Proposal::new(Change::new(name, vec![edit]), vec![about(words, other)], &[event]))
}

/// The id of the event that a link names.
fn cause_of(link: &str) -> Option<String> {
    let text = if link.starts_with('{') {
        serde_json::from_str::<HashMap<String, Box<RawValue>>>(link).ok()?.get("event")?.get().to_owned()
    } else {
        link.to_owned()
    };
    serde_json::from_str(&text).ok()
}

fn in_time(context: Context<'_>, event: EventId, other: EventId, relation: Relation) -> Outcome {
    let story = context.story;
    let id = |event: EventId| story.event(event).id;
    let when = |event: EventId| Some(Written::of(context.document, id(event), event.index())?.when());
    let said = |of: EventId, to: EventId, relation: Relation| {
        let all: Vec<Relation> =
            story.events.relations(of).iter().filter(|(_, it)| *it == to).map(|(relation, _)| *relation).collect();
        (all.contains(&relation) && all.len() == 1, all.is_empty())
    };
    let (own, none) = said(event, other, relation);
    let (theirs, no_theirs) = said(other, event, relation.converse());
    if own && no_theirs || theirs && none {
        return Err(Refused::Nothing);
    }
    let mut new = when(event).ok_or(Refused::Nothing)?;
    new.remove_all(id(other));
    if context.is_silent(event) {
        // It followed the event before it in its thread; with a relation it does so only if it says so.
        let ahead = story.events.when(event).follows.filter(|&ahead| goes_with(context, ahead, other, relation));
        if let Some(ahead) = ahead {
            new.add(Relation::After, id(ahead));
        }
    }
    new.add(relation, id(other));
    let mut edits = vec![new.edit(id(event)).ok_or(Refused::Nothing)?];
    if !no_theirs {
        let mut changed = when(other).ok_or(Refused::Nothing)?;
        changed.remove_all(id(event));
        edits.push(changed.edit(id(other)).ok_or(Refused::Nothing)?);
    }
    let name = format!("say {} {} {}", context.quoted(event), relation.words(), context.quoted(other));
    Ok(Proposal::new(Change::new(name, edits), vec![about(relation.words(), other)], &[event]))
}

/// Whether something in this relation to `other` can also come after `ahead`, as the picture has the two.
pub(super) fn goes_with(context: Context<'_>, ahead: EventId, other: EventId, relation: Relation) -> bool {
    let (ahead_span, span) = (context.story.events.placed(ahead), context.story.events.placed(other));
    match relation {
        _ if ahead == other => false,
        Relation::After | Relation::MetBy => true,
        _ => ahead_span.end() <= span.start(),
    }
}
