//! The real window, driven as people drive it: by what can be read aloud, by keys and by the pointer.

#![expect(clippy::float_cmp, reason = "a view that is set, kept or left alone is exactly that view")]

#[path = "../common/mod.rs"]
mod common;
mod driver;
mod hands;

mod arranging;
mod asking;
mod cards;
mod crashed;
mod keys;
mod links;
mod outline;
mod palette;
mod panels;
mod pictures;
mod pointer;
mod reload;
mod restart;
mod search;
mod selecting;
mod sizes;
mod start;
mod stories;
mod touch;
