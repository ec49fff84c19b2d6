//! The orders of a story whose names are resolved: places within places, the telling, the events of a thread.

use super::report::Report;
use crate::story::id::EventId;
use crate::story::problem::quoted;
use crate::story::{Events, Place, Thread};
use crate::text::path::Path;

/// Whether an event says when it happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OwnTime {
    /// It does.
    Given,
    /// It says at most how long it lasts.
    None,
}

/// Cuts the cycles out of places that lie within each other.
pub(super) fn unnest(places: &mut [Place], report: &mut Report) {
    // The walk that came by first: a place met again on that same walk closes a cycle.
    let mut met: Vec<usize> = vec![usize::MAX; places.len()];
    for start in 0..places.len() {
        let mut here = start;
        while met[here] == usize::MAX {
            met[here] = start;
            let Some(next) = places[here].within else { break };
            let next = next.index();
            if met[next] == start {
                let list = Path::ROOT.field("places");
                report.error(&list.index(here).field("within"), "place-within-itself", || {
                    let (inner, outer) = (quoted(&places[here].name), quoted(&places[next].name));
                    if here == next {
                        format!("place {inner} cannot lie within itself; remove this")
                    } else {
                        format!("{inner} cannot lie within {outer}, which lies within {inner}; remove one of the two")
                    }
                });
                places[here].within = None;
                break;
            }
            here = next;
        }
    }
}

/// Ranks the events in the telling: by `told`, or where that is no number by their place in the file, from 1.
pub(super) fn order_telling(told: &[f64], events: &mut Events) {
    if told.iter().all(|told| told.is_nan()) {
        // As they came.
        return;
    }
    let key = |index: usize| {
        let said = !told[index].is_nan();
        // An event that says where it is told goes before one that leaves it to the file.
        (if said { told[index] } else { index as f64 + 1.0 }, !said)
    };
    let mut order: Vec<usize> = (0..events.len()).collect();
    order.sort_by(|&a, &b| {
        let (a, b) = (key(a), key(b));
        a.0.partial_cmp(&b.0).unwrap_or(std::cmp::Ordering::Equal).then(a.1.cmp(&b.1))
    });
    for (rank, &index) in order.iter().enumerate() {
        events.tell(EventId(index as u32), rank as u32);
    }
}

/// Lists the events of each thread, and lets those that say nothing of when they happen follow the one before. Events
/// that are `left_out`, ascending, are in no thread.
pub(super) fn list_by_thread(
    own: &[OwnTime],
    left_out: &[u32],
    threads: &mut [Thread],
    events: &mut Events,
    report: &mut Report,
) {
    let list = Path::ROOT.field("events");
    let mut beside = vec![false; threads.len()];
    // The event of each thread that the next one follows.
    let mut last: Vec<Option<EventId>> = vec![None; threads.len()];
    let mut all_known = true;
    for (index, own) in own.iter().enumerate() {
        let id = EventId(index as u32);
        let event = events.get(id);
        let at = list.index(index);
        let known = !report.is_muted(&at.field("thread"));
        let Some(thread) = threads.get_mut(event.thread.index()).filter(|_| known) else {
            all_known = false;
            continue;
        };
        for also in event.also {
            beside[also.index()] = true;
        }
        // If part of it could not be read, it may have said when it happens.
        let is_silent = *own != OwnTime::Given && !report.is_faulty(&at.field("when")) && !report.is_unclear(&at);
        let last = &mut last[event.thread.index()];
        if left_out.binary_search(&(index as u32)).is_ok() {
            // The next event follows this one. That it follows the one before as well is certain only if this one does.
            *last = last.filter(|_| is_silent);
            beside[event.thread.index()] = true;
            continue;
        }
        if is_silent {
            events.follow(id, *last);
        }
        *last = Some(id);
        thread.events.push(id);
    }
    let list = Path::ROOT.field("threads");
    for (index, thread) in threads.iter().enumerate() {
        // An event whose thread is misspelt may well belong here, and to a repeated thread none can.
        let told = !all_known || events.is_empty() || report.is_muted(&list.index(index).field("id"));
        if !told && thread.events.is_empty() && !beside[index] {
            report.note(&list.index(index), "empty-thread", || {
                format!("thread {} has no events; give it some, or remove it", quoted(&thread.title))
            });
        }
    }
}
