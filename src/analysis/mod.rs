//! What can be counted and asked of a story, as plain functions over it: how its two orders differ, what an event came
//! of and led to, how busy its stretches are, who is where and who meets whom. Knows nothing of what the user does.

pub mod bit_set;
pub mod chain;
pub mod changes;
pub mod crossing;
pub mod crowd;
pub mod curve;
pub mod meanwhile;
pub mod pacing;
pub mod people;
pub mod presence;
mod ranks;
pub mod sequence;
pub mod telling;
