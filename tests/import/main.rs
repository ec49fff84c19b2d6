//! Files of other programs become stories without problems.

mod calendars;
mod common;
mod tables;
mod timelines;
