//! The setting: threads with their times of activity, characters, places and sources, and the ids of all.

use serde::Serialize;

use super::random::{Random, Zipf};
use super::words::{ADJECTIVES, BESIDE, FAMILY, GIVEN, HOUSES, NOUNS, SITES};

#[derive(Serialize)]
pub(super) struct Thread {
    id: String,
    title: String,
    summary: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    group: String,
}

#[derive(Serialize)]
pub(super) struct Character {
    id: String,
    name: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    group: String,
}

#[derive(Serialize)]
pub(super) struct Place {
    id: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    within: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Source {
    id: String,
    title: String,
    url: String,
    licence: &'static str,
}

/// The title of a story or a thread.
pub(super) fn title(random: &mut Random) -> String {
    format!("The {} {}", random.word(ADJECTIVES), random.word(NOUNS))
}

/// A name that is used again after `kinds` others, made unique by a number.
fn numbered(name: String, number: u32, kinds: usize) -> String {
    if (number as usize) < kinds { name } else { format!("{name} {}", number as usize / kinds + 1) }
}

/// The name of the `index`th group.
fn group(index: u32) -> String {
    numbered(HOUSES[index as usize % HOUSES.len()].to_owned(), index, HOUSES.len())
}

/// Threads; neighbours often share a group of one to six.
pub(super) fn threads(count: u32, random: &mut Random) -> impl Iterator<Item = Thread> {
    let (mut left, mut groups, mut grouped) = (0, 0, false);
    (0..count).map(move |index| {
        if left == 0 {
            (left, grouped) = (1 + random.below(6), random.percent(80));
            groups += u32::from(grouped);
        }
        left -= 1;
        Thread {
            id: thread_id(index),
            title: title(random),
            summary: format!("{} {}.", random.word(GIVEN), random.word(BESIDE)),
            group: if grouped { group(groups - 1) } else { String::new() },
        }
    })
}

pub(super) fn thread_id(index: u32) -> String {
    format!("t{}", index + 1)
}

/// Characters with unique names.
pub(super) fn characters(count: u32, random: &mut Random) -> impl Iterator<Item = Character> {
    let groups = u64::from(count / 12 + 1);
    (0..count).map(move |index| Character {
        id: character_id(index),
        name: format!("{} {}", given(index), family(index)),
        aliases: if random.percent(15) { vec![format!("the {}", random.word(ADJECTIVES))] } else { Vec::new() },
        group: if random.percent(70) { group(random.low(groups) as u32) } else { String::new() },
    })
}

pub(super) fn character_id(index: u32) -> String {
    format!("c{}", index + 1)
}

/// The given name of the `index`th character.
pub(super) fn given(index: u32) -> &'static str {
    GIVEN[index as usize % GIVEN.len()]
}

fn family(index: u32) -> String {
    // The lengths of both lists share the divisor 2, so each round shifts the second list by one.
    let round = index as usize / GIVEN.len();
    let name = FAMILY[(index as usize + round) % FAMILY.len()].to_owned();
    numbered(name, index, GIVEN.len() * FAMILY.len())
}

/// Places within places, at most five deep.
pub(super) fn places(count: u32, random: &mut Random) -> impl Iterator<Item = Place> {
    let mut depths: Vec<u8> = Vec::new();
    (0..count).map(move |index| {
        let within = (index > 0 && random.percent(75)).then(|| random.low(u64::from(index)) as u32);
        let within = within.filter(|&within| depths[within as usize] < 4);
        depths.push(within.map_or(0, |within| depths[within as usize] + 1));
        Place { id: place_id(index), name: place_name(index), within: within.map(place_id) }
    })
}

pub(super) fn place_id(index: u32) -> String {
    format!("p{}", index + 1)
}

pub(super) fn place_name(index: u32) -> String {
    let (site, house) = (index as usize % SITES.len(), index as usize / SITES.len());
    if house == 0 {
        return SITES[site].to_owned();
    }
    let house = numbered(FAMILY[(house - 1) % FAMILY.len()].to_owned(), house as u32 - 1, FAMILY.len());
    format!("{} {house}", SITES[site])
}

/// Sources that events cite.
pub(super) fn sources(count: u32, random: &mut Random) -> impl Iterator<Item = Source> {
    (0..count).map(move |index| Source {
        id: source_id(index),
        title: format!("{}, volume {}", title(random), index + 1),
        url: format!("https://example.org/volume/{}", index + 1),
        licence: "CC0-1.0",
    })
}

pub(super) fn source_id(index: u32) -> String {
    format!("s{}", index + 1)
}

pub(super) fn event_id(index: u32) -> String {
    format!("e{}", index + 1)
}

/// When each thread is active.
#[derive(Debug)]
pub(super) struct Activity {
    /// Threads, the busiest first.
    by_size: Vec<u32>,
    zipf: Zipf,
    /// The active times of each thread, in thousandths of the story.
    stretches: Vec<Vec<[u32; 2]>>,
    /// An event that each thread is certain to have, so that none is empty.
    first: Vec<(u32, u32)>,
}

impl Activity {
    /// For `threads` threads in at least as many `events`.
    pub(super) fn new(threads: u32, events: u32, random: &mut Random) -> Self {
        let mut by_size: Vec<u32> = (0..threads).collect();
        random.shuffle(&mut by_size);
        let mut stretches = vec![Vec::new(); threads as usize];
        for (rank, &thread) in by_size.iter().enumerate() {
            // The busiest are active throughout, the others only at times.
            stretches[thread as usize] = if rank < 2 || random.percent(15) {
                vec![[0, 1000]]
            } else {
                let mut at = random.low(800) as u32;
                let mut own = Vec::new();
                while at < 1000 && own.len() < 4 {
                    let end = at + 40 + random.low(500) as u32;
                    own.push([at, end]);
                    at = end + 30 + random.below(300) as u32;
                }
                own
            };
        }
        let beginning = |thread: u32| stretches[thread as usize].first().map_or(0, |[from, _]| *from);
        let mut born: Vec<(u32, u32)> = (0..threads).map(|thread| (beginning(thread), thread)).collect();
        born.sort_unstable();
        // At the start of the thread's activity, or the first event after it that no other thread has, within the
        // story.
        let mut next = 0;
        let first = (0..).zip(born).map(|(nth, (birth, thread))| {
            let wanted = (u64::from(birth) * u64::from(events) / 1000) as u32;
            let at = wanted.max(next).min(events - (threads - nth));
            next = at + 1;
            (at, thread)
        });
        let mut first: Vec<_> = first.collect();
        first.reverse();
        Self { zipf: Zipf::new(threads), by_size, stretches, first }
    }

    /// The thread that is certain to have the event of this number, if there is one.
    pub(super) fn due(&mut self, event: u32) -> Option<u32> {
        self.first.pop_if(|(at, _)| *at <= event).map(|(_, thread)| thread)
    }

    /// A thread that is active at this thousandth of the story.
    pub(super) fn pick(&self, thousandth: u32, random: &mut Random) -> u32 {
        for _ in 0..12 {
            let thread = self.zipf.pick(random).map_or(0, |rank| self.by_size[rank as usize]);
            if self.stretches[thread as usize].iter().any(|[from, to]| (*from..*to).contains(&thousandth)) {
                return thread;
            }
        }
        self.by_size.first().copied().unwrap_or_default()
    }
}
