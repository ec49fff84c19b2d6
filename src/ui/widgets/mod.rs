//! Buttons, chips, icons, headings and menu lines that the parts of the window share, and the drawer that is the detail
//! panel of narrow screens.

pub(in crate::ui) mod arrows;
pub(in crate::ui) mod drawer;
pub(in crate::ui) mod field;
pub(in crate::ui) mod icons;
pub(in crate::ui) mod keys;
pub(in crate::ui) mod kit;
pub(in crate::ui) mod menu;
pub(in crate::ui) mod tips;
