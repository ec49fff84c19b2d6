//! An event as written to the file: its times, ids and sentences.

use serde::Serialize;

use super::course::Happening;
use super::random::Random;
use super::setting::{character_id, event_id, given, place_id, place_name, source_id, thread_id};
use super::when::{TimeStatement, When};
use super::words::{BESIDE, GIVEN, LED, NOTES, TAGS, THINGS, TO_PEOPLE, TO_THINGS};

#[derive(Serialize)]
pub(super) struct Event {
    id: String,
    title: String,
    summary: String,
    thread: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<String>,
    #[serde(skip_serializing_if = "When::is_empty")]
    when: When,
    #[serde(skip_serializing_if = "Option::is_none")]
    told: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cast: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    because: Vec<Cause>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cites: Vec<Cite>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Cause {
    Id(String),
    Link { event: String, relation: &'static str, note: &'static str },
}

#[derive(Serialize)]
struct Cite {
    source: String,
    at: String,
}

/// Puts an event into words.
pub(super) fn write(happening: &Happening, mut said: TimeStatement, sources: u32, random: &mut Random) -> Event {
    let number = happening.known.event;
    let [who, other] = [0, 1].map(|nth| happening.cast.get(nth).map(|&index| given(index)));
    let who = who.unwrap_or_else(|| random.word(GIVEN));
    let (deed, whom) = match other {
        Some(other) if other != who && random.percent(60) => (random.word(TO_PEOPLE), other),
        _ => (random.word(TO_THINGS), random.word(THINGS)),
    };
    let title = format!("{who} {deed} {whom}");
    let place = happening.place.map(|index| format!(" at the {}", place_name(index))).unwrap_or_default();
    let second = if random.percent(60) {
        format!(" {} {}.", other.unwrap_or_else(|| random.word(GIVEN)), random.word(BESIDE))
    } else {
        String::new()
    };
    let summary = format!("{title}{place}.{second}");
    said.causes.sort_unstable();
    said.causes.dedup();
    let mut cause = |event: u32| {
        let event = event_id(event);
        match random.below(4) {
            0 => Cause::Link { event, relation: random.word(LED), note: random.word(NOTES) },
            _ => Cause::Id(event),
        }
    };
    let because = said.causes.iter().map(|&event| cause(event)).collect();
    let mut tags: Vec<&'static str> = (0..random.low(4)).map(|_| random.word(TAGS)).collect();
    tags.sort_unstable();
    tags.dedup();
    let cited = sources > 0 && random.percent(30);
    let cites = cited.then(|| Cite {
        source: source_id(random.below(u64::from(sources)) as u32),
        at: format!("page {}", 1 + random.below(900)),
    });
    Event {
        id: event_id(number),
        title,
        summary,
        thread: thread_id(happening.thread),
        also: happening.also.iter().copied().map(thread_id).collect(),
        when: said.when,
        told: told(number, random),
        place: happening.place.map(place_id),
        cast: happening.cast.iter().copied().map(character_id).collect(),
        because,
        tags,
        cites: cites.into_iter().collect(),
    }
}

/// The place in the telling, for the few events that are not told in the file's order.
fn told(number: u32, random: &mut Random) -> Option<f64> {
    if !random.percent(3) {
        return None;
    }
    let (own, far) = (f64::from(number) + 1.0, random.low(400) as f64);
    let told = if random.percent(70) { own + far + 0.5 } else { own - far - 0.5 };
    Some(told.max(0.5))
}
