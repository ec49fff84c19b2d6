//! The order network: known placements, contradictions in words, and properties compared with slow, simple oracles.

mod contradictions;
mod oracle;
mod placements;
mod properties;
mod story;
