//! The real window, driven as people drive it: by what can be read aloud, by keys and by the pointer.

#[path = "../common/mod.rs"]
mod common;
mod driver;

mod cards;
mod keys;
mod panels;
mod pictures;
mod pointer;
mod restart;
mod search;
mod selecting;
mod sizes;
mod start;
mod stories;
