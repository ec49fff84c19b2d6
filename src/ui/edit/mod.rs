//! Widgets to edit with: a text where it is read, a thing found by typing, chips that can be removed, a menu of words. They
//! keep what is typed in egui's memory, and know nothing of the story but what they are handed.

pub(in crate::ui) mod chips;
pub(in crate::ui) mod menu;
pub(in crate::ui) mod picker;
pub(in crate::ui) mod text;
