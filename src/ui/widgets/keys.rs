//! Kinds of keys.

use egui::Key;

/// Whether a key does nothing by itself, such as Ctrl.
pub(in crate::ui) fn is_modifier(key: Key) -> bool {
    let name = key.name();
    ["Shift", "Control", "Alt", "Super"].iter().any(|modifier| name.starts_with(modifier))
}
