//! The order network: known placements, contradictions in words, and properties held against slow, plain oracles.

mod placements;
mod story;
