//! The detail panel: pages about what is selected.

pub(in crate::ui) mod detail;
pub(in crate::ui) mod listing;
pub(in crate::ui) mod meanwhile;
pub(in crate::ui) mod orders;
pub(in crate::ui) mod pages;
pub(in crate::ui) mod people;
pub(in crate::ui) mod person;
pub(in crate::ui) mod why;
