//! Moving events that have exact times: every time that is given moves by as much and keeps its precision.

use super::context::Context;
use super::dates;
use super::outcome::plain;
use super::slot::Slot;
use super::written::{WhenText, Written};
use crate::document::edit::Edit;
use crate::story::TimeKind;
use crate::story::id::EventId;
use crate::story::place::TimeField::{At, From, Lasts, To};
use crate::story::relation::Relation;
use crate::story::words::Clause;

/// The edit that moves the times of an event by so many ticks, and what it says then; `None` if none of them changes.
pub(super) fn shifted(context: Context<'_>, event: EventId, by: i64) -> Option<(Edit, Vec<Clause>)> {
    let story = context.story;
    let id = story.event(event).id;
    let old = Written::of(context.document, id, event.index())?.when();
    let mut when = old.clone();
    for field in [At, From, To] {
        if let Some(json) = old.exact(field) {
            when.set_exact(field, Some(dates::shifted(&story.time, json, by)?));
        }
    }
    if when == old {
        return None;
    }
    Some((when.edit(id)?, said(&story.time, &when)))
}

/// The edit that gives an event without an exact time one; its relations stay as far as they can be true in that slot.
pub(super) fn fixed(context: Context<'_>, event: EventId, slot: Slot, grain: i64) -> Option<(Edit, Vec<Clause>)> {
    let story = context.story;
    let id = story.event(event).id;
    let at = dates::at(&story.time, slot.at, grain)?;
    let mut when = Written::of(context.document, id, event.index())?.when();
    let mut has_length = false;
    for &(relation, other) in story.events.relations(event) {
        if slot.allows(story, relation, other) {
            has_length |= !matches!(relation, Relation::Before | Relation::After | Relation::During);
        } else {
            when.remove(relation, story.event(other).id);
        }
    }
    when.set_exact(if has_length && when.exact(Lasts).is_none() { From } else { At }, Some(at));
    Some((when.edit(id)?, said(&story.time, &when)))
}

/// The exact times of an event in words.
pub(super) fn said(time: &TimeKind, when: &WhenText) -> Vec<Clause> {
    let words = |field| when.exact(field).and_then(|json| dates::words(time, json));
    let mut said = Vec::new();
    match (words(From), words(To)) {
        (Some(from), Some(to)) if from == to => said.push(plain(format!("all of {from}"))),
        (Some(from), Some(to)) => said.push(plain(format!("from {from} to {to}"))),
        (Some(from), None) => said.push(plain(format!("from {from}"))),
        (None, Some(to)) => said.push(plain(format!("until {to}"))),
        (None, None) => said.extend(when.exact(At).and_then(|json| dates::phrase(time, json)).map(plain)),
    }
    let lasts = when.exact(Lasts).and_then(|json| dates::length_words(time, json));
    said.extend(lasts.map(|lasts| plain(format!("lasts {lasts}"))));
    said
}
