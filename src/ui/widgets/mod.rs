//! Buttons, chips, icons and headings that the parts of the window share, and the sheet of narrow screens.

pub(in crate::ui) mod icons;
pub(in crate::ui) mod kit;
pub(in crate::ui) mod sheet;
