//! Files of other programs, imported and compiled as any other story.

mod calendars;
mod common;
mod tables;
mod texts;
mod timelines;
