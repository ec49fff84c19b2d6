//! The folder of the program's own: what is in it, and where.

use std::path::PathBuf;

use crate::files::stored::StoredText;
use crate::ui::is_settings;

/// What the window's parts are called in the folders of a system.
pub(super) const APP_ID: &str = "plotlanes";

/// The folder, where the system has a place for such.
///
/// On Linux `~/.local/share/plotlanes`, on macOS `~/Library/Application Support/plotlanes`, on Windows
/// `%APPDATA%\plotlanes\data`.
pub(super) fn data() -> Option<PathBuf> {
    eframe::storage_dir(APP_ID)
}

/// Where the settings are kept in it.
pub(super) fn settings(data: &std::path::Path) -> StoredText {
    StoredText::new(data, "settings", is_settings)
}

/// Where reports of crashes are.
pub(super) fn reports(data: &std::path::Path) -> PathBuf {
    data.join("reports")
}

/// Where sessions are.
pub(super) fn sessions(data: &std::path::Path) -> PathBuf {
    data.join("sessions")
}
