//! Orders the parts of a story whose names are resolved: nested places, the telling, and the events of each thread.

use super::report::Report;
use crate::story::id::EventId;
use crate::story::problem::quoted;
use crate::story::{Events, Place, Thread};
use crate::text::path::Path;

/// Whether an event gives its own time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OwnTime {
    /// It has an exact time or a relation to another event.
    Given,
    /// It has no `when`, or only a length.
    None,
}

/// Breaks cycles of places that contain each other.
pub(super) fn unnest(places: &mut [Place], report: &mut Report) {
    // The start of the walk that reached each place first. Reaching a place again on the same walk closes a cycle.
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

/// Ranks the events in the telling: by `told`, or if that is NaN, by their position in the file, counted from 1.
pub(super) fn order_telling(told: &[f64], events: &mut Events) {
    if told.iter().all(|told| told.is_nan()) {
        // No event gives its position, so they are told in the order of the file.
        return;
    }
    let key = |index: usize| {
        let said = !told[index].is_nan();
        // Of two events with the same position, one that gives it with `told` comes first.
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

/// Lists the events of each thread, and makes events without a time follow the one before. Events in `left_out`, which
/// ascends, are in no thread.
pub(super) fn list_by_thread(
    own: &[OwnTime],
    left_out: &[u32],
    threads: &mut [Thread],
    events: &mut Events,
    report: &mut Report,
) {
    let list = Path::ROOT.field("events");
    let mut is_used = vec![false; threads.len()];
    // For each thread, the event that the next event without a time follows; `None` if it follows none.
    let mut last: Vec<Option<EventId>> = vec![None; threads.len()];
    let mut all_known = true;
    for (index, own) in own.iter().enumerate() {
        let id = EventId(index as u32);
        let event = events.get(id);
        let at = list.index(index);
        let known = !report.is_suppressed(&at.field("thread"));
        let Some(thread) = threads.get_mut(event.thread.index()).filter(|_| known) else {
            all_known = false;
            continue;
        };
        for also in event.also {
            is_used[also.index()] = true;
        }
        // If part of an event could not be read, that part may have given its time.
        let is_silent = *own != OwnTime::Given && !report.is_faulty(&at.field("when")) && !report.is_unclear(&at);
        let last = &mut last[event.thread.index()];
        if left_out.binary_search(&(index as u32)).is_ok() {
            // The next event would follow this one. It follows the event before this one only if this one did.
            *last = last.filter(|_| is_silent);
            is_used[event.thread.index()] = true;
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
        // An event with a misspelt thread may belong to this one; a thread with a repeated id cannot have events, and
        // that is reported already.
        let skip_note = !all_known || events.is_empty() || report.is_suppressed(&list.index(index).field("id"));
        if !skip_note && thread.events.is_empty() && !is_used[index] {
            report.note(&list.index(index), "empty-thread", || {
                format!("thread {} has no events; give it some, or remove it", quoted(&thread.title))
            });
        }
    }
}
