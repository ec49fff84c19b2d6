//! Generated stories, as files.

use plotlanes::generate::{StorySpec, write};

/// The numbers of events in the stories; `MOST_EVENTS` leaves out the largest.
pub(crate) fn sizes() -> impl Iterator<Item = u32> {
    let most = std::env::var("MOST_EVENTS").ok().and_then(|most| most.parse().ok()).unwrap_or(u32::MAX);
    [10_000, 100_000, 1_000_000].into_iter().filter(move |&events| events <= most)
}

/// The file of a story.
pub(crate) fn bytes(wanted: &StorySpec) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(wanted, &mut bytes).expect("memory has room");
    bytes
}
