//! The order network: known placements, contradictions in words, and properties held against slow, plain oracles.

mod contradictions;
mod oracle;
mod placements;
mod properties;
mod story;
