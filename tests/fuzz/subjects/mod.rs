//! The fuzz targets: functions that take any bytes and panic if a property does not hold. The fuzzer calls these, and
//! so does `tests/corpus.rs`, with the inputs that are kept.

mod compose;
mod dates;
mod edits;
mod fragment;
mod input;
mod loader;
mod made;
mod mutated;
mod network;
mod query;

/// Tests an input.
type Target = fn(&[u8]);

/// Every target by its name.
pub(crate) const TARGETS: [(&str, Target); 9] = [
    ("compose", compose::run),
    ("crowd", network::in_a_crowd),
    ("dates", dates::run),
    ("edits", edits::run),
    ("fragment", fragment::run),
    ("loader", loader::run),
    ("mutated", mutated::run),
    ("network", network::run),
    ("query", query::run),
];

/// Runs the target with this name.
pub(crate) fn run(name: &str, data: &[u8]) {
    let (_, target) = TARGETS.iter().find(|(known, _)| *known == name).expect("a target of that name");
    target(data);
}
