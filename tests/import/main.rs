//! Files of other programs become stories without problems.

mod common;
mod tables;
mod timelines;
