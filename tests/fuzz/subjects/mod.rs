//! What is fuzzed: for each target a function that takes any bytes and panics where something does not hold. The
//! fuzzer's targets call these, and so does `tests/corpus.rs`, with the inputs that are kept.

mod compose;
mod dates;
mod fragment;
mod input;
mod loader;
mod made;
mod mutated;
mod network;
mod query;

/// What to do with an input.
type Target = fn(&[u8]);

/// Every target by its name.
pub(crate) const TARGETS: [(&str, Target); 8] = [
    ("compose", compose::run),
    ("crowd", network::in_a_crowd),
    ("dates", dates::run),
    ("fragment", fragment::run),
    ("loader", loader::run),
    ("mutated", mutated::run),
    ("network", network::run),
    ("query", query::run),
];

/// Does what the target of that name does.
pub(crate) fn run(name: &str, data: &[u8]) {
    let (_, target) = TARGETS.iter().find(|(known, _)| *known == name).expect("a target of that name");
    target(data);
}
