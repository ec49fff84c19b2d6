//! Tests of the whole window. They find widgets by their accessible names and use keys and pointer, as people do.

#![expect(clippy::float_cmp, reason = "a view that is set, restored or left alone is exactly the same")]

#[path = "../common/mod.rs"]
mod common;
mod driver;
mod evening;
mod input;

mod arranging;
mod asking;
mod cards;
mod checks;
mod crashed;
mod foreign;
mod keys;
mod letters;
mod links;
mod outline;
mod outside;
mod palette;
mod panel_calendar;
mod panel_common;
mod panel_continuity;
mod panel_things;
mod panel_writing;
mod panels;
mod pictures;
mod pointer;
mod reload;
mod restart;
mod saving;
mod search;
mod selecting;
mod sizes;
mod start;
mod stories;
mod touch;
mod writing;
mod writing_by_key;
