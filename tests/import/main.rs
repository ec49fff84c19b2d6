//! Files of other programs, imported and compiled as any other story.

mod common;
mod texts;
mod writers;
