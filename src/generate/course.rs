//! The true course of the story: the thread, place and cast of each event, and when it happens.
//!
//! Scenes of a few events come in bursts, with quiet stretches between them; a scene may begin before the last has
//! ended, some look back, and a few events last very long. Every event has a true time here, also in a story without a
//! clock: its relations are derived from the true times, and so never contradict each other.

use super::StorySpec;
use super::random::{Random, Zipf};
use super::setting::Activity;

/// An event's number and true time, in quarters of an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Occurrence {
    pub(super) event: u32,
    pub(super) start: i64,
    pub(super) end: i64,
}

/// An event of the course.
#[derive(Debug)]
pub(super) struct Happening {
    pub(super) known: Occurrence,
    pub(super) thread: u32,
    pub(super) also: Vec<u32>,
    pub(super) place: Option<u32>,
    pub(super) cast: Vec<u32>,
    /// Whether a phase starts or ends with it; then it comes after all earlier events.
    pub(super) edge: bool,
    /// Whether it begins a scene.
    pub(super) opens: bool,
    /// Whether its scene is a flashback.
    pub(super) looks_back: bool,
}

/// A few events that belong together.
#[derive(Debug, Default)]
struct Scene {
    threads: Vec<u32>,
    place: Option<u32>,
    cast: Vec<u32>,
    start: i64,
    at: i64,
    left: u64,
    looks_back: bool,
}

/// The average time from event to event, in quarters of an hour.
const AVERAGE_STEP: u64 = 8;

pub(super) struct Course {
    events: u32,
    /// The events that phases begin or end with, in order.
    edges: Vec<u32>,
    next: u32,
    activity: Activity,
    people: Zipf,
    places: Zipf,
    characters: u32,
    /// The scenes left in this burst.
    burst: u64,
    clock: i64,
    /// The latest start so far, flashbacks aside.
    front: i64,
    scene: Scene,
    random: Random,
}

impl Course {
    pub(super) fn new(spec: &StorySpec, mut random: Random) -> Self {
        let activity = Activity::new(spec.threads, spec.events, &mut random);
        Self {
            events: spec.events,
            edges: spec.phases().flatten().collect(),
            next: 0,
            activity,
            people: Zipf::new(spec.characters),
            places: Zipf::new(spec.places),
            characters: spec.characters,
            burst: 3,
            clock: 0,
            front: 0,
            scene: Scene::default(),
            random,
        }
    }

    /// The share of the story that is told, in thousandths.
    fn thousandth(&self) -> u32 {
        (u64::from(self.next) * 1000 / u64::from(self.events)) as u32
    }

    fn new_scene(&mut self, edge: bool) {
        let random = &mut self.random;
        if !self.scene.looks_back {
            // The next scene often begins before this one is over.
            let length = (self.scene.at - self.scene.start).unsigned_abs();
            self.clock = self.scene.start + random.below(length + 1).cast_signed();
        }
        self.clock += if self.burst > 0 {
            self.burst -= 1;
            random.below(8).cast_signed()
        } else {
            self.burst = 2 + random.below(20);
            60 + random.low(1500).cast_signed()
        };
        let looks_back = !edge && self.next > 20 && random.percent(4);
        let start = if looks_back { random.below(self.clock.unsigned_abs() + 1).cast_signed() } else { self.clock };
        let thousandth = self.thousandth();
        let random = &mut self.random;
        let threads: Vec<u32> = (0..=random.low(3)).map(|_| self.activity.pick(thousandth, random)).collect();
        let mut cast = Vec::new();
        for _ in 0..2 + random.low(8) {
            // Half are main characters, half belong to the thread.
            let Some(rank) = self.people.pick(random) else { break };
            let home = u64::from(threads[0]) * 7;
            let at_home = (home + u64::from(rank % 16)) % u64::from(self.characters);
            let who = if random.percent(50) { rank } else { at_home as u32 };
            if !cast.contains(&who) {
                cast.push(who);
            }
        }
        let place = self.places.pick(random);
        self.scene = Scene { threads, place, cast, start, at: start, left: 2 + random.low(28), looks_back };
    }

    /// The length of the next event: none, short, long, or very long.
    fn length(&mut self) -> i64 {
        let random = &mut self.random;
        let length = match random.below(1000) {
            0..400 => 0,
            400..850 => 1 + random.low(12),
            850..980 => 8 + random.low(60),
            _ => {
                // Half as many events last twice as long. So in a story of any length, a few last for much of it, and
                // as many overlap as in a short one. None ends far after the story.
                let (all, left) =
                    (u64::from(self.events) * AVERAGE_STEP, u64::from(self.events - self.next) * AVERAGE_STEP);
                let mut most = 64;
                while most < all / 2 && random.percent(50) {
                    most *= 2;
                }
                (most / 2 + random.below(most)).min(left + 8)
            }
        };
        length.cast_signed()
    }
}

impl Iterator for Course {
    type Item = Happening;

    fn next(&mut self) -> Option<Happening> {
        if self.next == self.events {
            return None;
        }
        let edge = self.edges.binary_search(&self.next).is_ok();
        let opens = self.scene.left == 0 || edge && self.scene.looks_back;
        if opens {
            self.new_scene(edge);
        }
        self.scene.left = self.scene.left.saturating_sub(1);
        let mut length = self.length();
        let start = if edge {
            length = 1 + length % 4;
            self.scene.at.max(self.front + 1)
        } else {
            self.scene.at
        };
        let end = start + length;
        self.scene.at = start + self.random.low(8).cast_signed();
        if opens {
            self.scene.start = start;
        }
        if edge {
            self.scene.at = self.scene.at.max(end + 1);
            self.front = end;
        }
        if !self.scene.looks_back {
            self.front = self.front.max(start);
        }
        let event = self.next;
        let thousandth = self.thousandth();
        let random = &mut self.random;
        let thread =
            self.activity.due(event).unwrap_or_else(|| random.pick(&self.scene.threads).copied().unwrap_or_default());
        let mut also = Vec::new();
        if random.percent(12) {
            for _ in 0..=random.low(3) {
                let other = self.activity.pick(thousandth, random);
                if other != thread && !also.contains(&other) {
                    also.push(other);
                }
            }
        }
        let cast = self.scene.cast.iter().copied().filter(|_| random.percent(45)).collect();
        let place = self.scene.place.filter(|_| random.percent(85));
        self.next += 1;
        let known = Occurrence { event, start, end };
        Some(Happening { known, thread, also, place, cast, edge, opens, looks_back: self.scene.looks_back })
    }
}
