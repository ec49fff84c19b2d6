//! Analyses of a story: how its two orders differ, the causes and effects of an event, how busy each stretch of time
//! is, who is where and who meets whom. Knows nothing of what the user does.

pub mod bit_set;
pub mod chain;
pub mod changes;
pub mod continuity;
pub mod crossing;
pub mod curve;
pub mod meanwhile;
pub mod pacing;
pub mod people;
pub mod presence;
mod ranks;
pub mod sequence;
pub mod span_counts;
pub mod telling;
