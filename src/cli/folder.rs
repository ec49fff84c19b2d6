//! The program's own folder: its place, and the files in it.

use std::path::PathBuf;

use crate::files::stored::StoredText;
use crate::ui::is_settings;

/// The program's name in the folders of the system.
pub(super) const APP_ID: &str = "plotlanes";

/// The folder; `None` if the system has none for programs.
///
/// On Linux `~/.local/share/plotlanes`, on macOS `~/Library/Application Support/plotlanes`, on Windows
/// `%APPDATA%\plotlanes\data`.
pub(super) fn data() -> Option<PathBuf> {
    eframe::storage_dir(APP_ID)
}

/// The settings in it.
pub(super) fn settings(data: &std::path::Path) -> StoredText {
    StoredText::new(data, "settings", is_settings)
}

/// The folder of crash reports.
pub(super) fn reports(data: &std::path::Path) -> PathBuf {
    data.join("reports")
}

/// The folder of recovery records.
pub(super) fn recovery(data: &std::path::Path) -> PathBuf {
    data.join("sessions")
}
