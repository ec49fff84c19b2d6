//! Findings in words: what is wrong, and why.

use super::Certainty;
use crate::story::Story;
use crate::story::amount::length_words;
use crate::story::continuity::Edge;
use crate::story::id::{CharacterId, EventId, PhaseId};
use crate::story::words::counted;

/// The most characters of a title in a sentence.
const MOST: usize = 60;

fn title(story: &Story, event: EventId) -> String {
    let title = story.events.title(event);
    match title.char_indices().nth(MOST) {
        Some((end, _)) => format!("“{}…”", title[..end].trim_end()),
        None => format!("“{title}”"),
    }
}

/// A character in two places; `is_together` tells whether both must go on at the same time.
pub(super) fn places(
    story: &Story,
    who: CharacterId,
    [a, b]: [EventId; 2],
    [there, back]: [i64; 2],
    (certainty, is_together): (Certainty, bool),
) -> String {
    let who = &story.character(who).name;
    let place = |event| story.events.place_of(event).map_or("", |place| story.place(place).name.as_str());
    let at = |event| format!("{} ({})", title(story, event), place(event));
    let both = format!("{} and {}", at(a), at(b));
    if certainty == Certainty::Certain && is_together {
        format!("{who} is in two places at once: {both} go on at the same time.")
    } else if certainty == Certainty::Certain {
        let way = length_words(&story.time, there.max(back));
        format!("{who} cannot be at both {both}: the way takes {way}, and there is less time between the two.")
    } else if story.events.placed(a).is_moment() && story.events.placed(a) == story.events.placed(b) {
        format!("{who} may be in two places at once: {both} have the same time.")
    } else {
        format!("{who} may be in two places at once: {both} share some time, if only an instant.")
    }
}

/// Acts after an end or before a beginning.
pub(super) fn bound(
    story: &Story,
    (who, edge, how): (CharacterId, Edge, &str),
    bound: EventId,
    acts: &[EventId],
    certainty: Certainty,
) -> String {
    let who = &story.character(who).name;
    let (wrong, right, noun) = match edge {
        Edge::Ends => ("after", "before", "end"),
        Edge::Begins => ("before", "after", "beginning"),
    };
    let how = if how.is_empty() { String::new() } else { format!(" ({how})") };
    let of = format!("their {noun}, {}{how}", title(story, bound));
    let first = acts.first().map(|&act| title(story, act)).unwrap_or_default();
    match (certainty, acts.len()) {
        (Certainty::Certain, _) => format!("{who} is in {first}, which comes {wrong} {of}."),
        (Certainty::Possible, 1) => {
            format!("{who} is in {first}, which is drawn {wrong} {of}; nothing says that it comes {right}.")
        }
        (Certainty::Possible, count) => {
            let more = counted(count - 1, "more event", "more events");
            format!("{who} is in {first} and {more} drawn {wrong} {of}; nothing says that they come {right}.")
        }
    }
}

/// An effect before its cause; `is_first` tells whether it must start first.
pub(super) fn effect(
    story: &Story,
    effect: EventId,
    cause: EventId,
    (certainty, is_first): (Certainty, bool),
) -> String {
    let (effect, cause) = (title(story, effect), title(story, cause));
    match (certainty, is_first) {
        (Certainty::Certain, _) => format!("{effect} is over before {cause}, which it came of."),
        (Certainty::Possible, true) => format!("{effect} starts before {cause}, which it came of."),
        (Certainty::Possible, false) => {
            format!("{effect} is drawn before {cause}, which it came of; nothing says that it comes after.")
        }
    }
}

/// Knowledge before it is learned.
pub(super) fn known(
    story: &Story,
    who: CharacterId,
    fact: u32,
    (event, learned): (EventId, &[EventId]),
    certainty: Certainty,
) -> String {
    let (who, fact) = (&story.character(who).name, story.continuity.fact(fact));
    let knows = format!("{who} knows “{fact}” in {}", title(story, event));
    match (certainty, learned) {
        (_, []) => format!("{knows}, but no event says where they learn it."),
        (Certainty::Certain, [one]) => format!("{knows}, which comes before they learn it in {}.", title(story, *one)),
        (Certainty::Certain, _) => format!("{knows}, which comes before every event in which they learn it."),
        (Certainty::Possible, [one]) => {
            format!("{knows}; nothing says that they learn it before, in {}.", title(story, *one))
        }
        (Certainty::Possible, _) => {
            format!("{knows}; nothing says that any event in which they learn it comes before.")
        }
    }
}

/// An event outside its phase.
pub(super) fn phase(story: &Story, event: EventId, phase: PhaseId, is_before: bool, certainty: Certainty) -> String {
    let (event, phase) = (title(story, event), &story.phase(phase).title);
    let side = if is_before { "before" } else { "after" };
    let belongs = format!("{event} belongs to the phase “{phase}”");
    match certainty {
        Certainty::Certain => format!("{belongs}, but comes {side} it."),
        Certainty::Possible => format!("{belongs}, but is drawn {side} it; nothing says that it lies in it."),
    }
}
