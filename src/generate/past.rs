//! The earlier events that a later one can refer to: the last two thousand, some from farther back, some that last
//! long, and the last of each thread. Its size does not depend on the number of events.

use super::course::{Happening, Occurrence};
use super::random::Random;

/// An earlier event, and another event that certainly did not start after it.
#[derive(Clone, Copy, Debug)]
pub(super) struct PastEvent {
    pub(super) known: Occurrence,
    /// The number of that other event.
    pub(super) since: Option<u32>,
}

/// The most recent events that are kept.
const NEAR: usize = 2048;
/// The most events kept from farther back.
const FAR: usize = 256;
/// The most long events that are kept.
const LASTING: usize = 8;

/// The events that can be referred to.
pub(super) struct Past {
    near: Vec<PastEvent>,
    far: Vec<Occurrence>,
    lasting: Vec<Occurrence>,
    /// The last event of each thread.
    last: Vec<Option<Occurrence>>,
    /// The same without flashbacks.
    latest: Vec<Option<Occurrence>>,
    scene: Option<Occurrence>,
    edge: Option<Occurrence>,
}

impl Past {
    pub(super) fn new(threads: u32) -> Self {
        let none = || vec![None; threads as usize];
        let (near, far, lasting) = (Vec::new(), Vec::new(), Vec::new());
        Self { near, far, lasting, last: none(), latest: none(), scene: None, edge: None }
    }

    /// The last event of a thread.
    pub(super) fn last(&self, thread: u32) -> Option<Occurrence> {
        self.last[thread as usize]
    }

    /// The last event of a thread that is not in a flashback.
    pub(super) fn latest(&self, thread: u32) -> Option<Occurrence> {
        self.latest[thread as usize]
    }

    /// The first event of the scene.
    pub(super) fn scene(&self) -> Option<Occurrence> {
        self.scene
    }

    /// The last event that a phase began or ended with.
    pub(super) fn edge(&self) -> Option<Occurrence> {
        self.edge
    }

    /// The event with this number, if it is recent.
    pub(super) fn recent(&self, event: u32) -> Option<&PastEvent> {
        self.near.get(event as usize % NEAR).filter(|told| told.known.event == event)
    }

    /// An event shortly before this number.
    pub(super) fn nearby(&self, event: u32, random: &mut Random) -> Option<&PastEvent> {
        let back = 1 + random.low(u64::from(event).min(60)) as u32;
        self.recent(event.checked_sub(back)?)
    }

    /// An event from anywhere before.
    pub(super) fn faraway(&self, random: &mut Random) -> Option<Occurrence> {
        random.pick(&self.far).copied()
    }

    /// Of the events from farther back, the nearest before and after it in time.
    pub(super) fn between(&self, known: Occurrence) -> impl Iterator<Item = Occurrence> {
        let before = self.far.iter().filter(|far| far.end < known.start).max_by_key(|far| far.end);
        let after = self.far.iter().filter(|far| far.start > known.end).min_by_key(|far| far.start);
        before.into_iter().chain(after).copied()
    }

    /// A long event that contains it.
    pub(super) fn around(&self, known: Occurrence, random: &mut Random) -> Option<Occurrence> {
        let around = |other: &Occurrence| other.start < known.start && known.end < other.end;
        random.pick(&self.lasting).copied().filter(around)
    }

    /// Adds an event.
    pub(super) fn add(&mut self, happening: &Happening, since: Option<u32>, random: &mut Random) {
        let known = happening.known;
        let told = PastEvent { known, since };
        let at = known.event as usize % NEAR;
        if at < self.near.len() {
            self.near[at] = told;
        } else {
            self.near.push(told);
        }
        let thread = happening.thread as usize;
        self.last[thread] = Some(known);
        if !happening.looks_back {
            self.latest[thread] = Some(known);
        }
        if happening.opens || self.scene.is_none() {
            self.scene = Some(known);
            // Each scene has the same chance of being remembered in the end (Vitter's algorithm R, but for the count).
            if self.far.len() < FAR {
                self.far.push(known);
            } else if random.percent(10) {
                let at = random.below(FAR as u64) as usize;
                self.far[at] = known;
            }
        }
        if happening.edge {
            self.edge = Some(known);
        }
        if known.end - known.start > 60 {
            self.lasting.retain(|other| other.end > known.start);
            if self.lasting.len() == LASTING {
                self.lasting.remove(0);
            }
            self.lasting.push(known);
        }
    }
}
