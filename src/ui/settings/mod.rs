//! The settings that survive a restart: theme, panel, recent files, and the view of each story. Kept as JSON; a field
//! that is missing or cannot be read falls back to its default and leaves the others alone.

mod merge;

use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::state::State;
use crate::state::arrangement::History;
use crate::state::command::Command;
use crate::state::trail::Trail;
use crate::state::view::{Brightness, View};
use crate::story::Story;
use crate::ui::host;

/// The name that the settings are kept under.
pub(in crate::ui) const KEY: &str = "plotlanes-settings";
/// How many recent files and views are kept.
const KEPT: usize = 12;

/// The theme to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::ui) enum ThemeChoice {
    /// As the system has it.
    #[default]
    System,
    /// Always dark.
    Dark,
    /// Always light.
    Light,
}

impl ThemeChoice {
    /// Always this one.
    pub(in crate::ui) fn of(brightness: Brightness) -> Self {
        match brightness {
            Brightness::Dark => Self::Dark,
            Brightness::Light => Self::Light,
        }
    }

    /// The brightness, where it is not the system's.
    pub(in crate::ui) fn brightness(self) -> Option<Brightness> {
        match self {
            Self::System => None,
            Self::Dark => Some(Brightness::Dark),
            Self::Light => Some(Brightness::Light),
        }
    }

    /// The same choice in egui's terms.
    pub(in crate::ui) fn preference(self) -> egui::ThemePreference {
        match self {
            Self::System => egui::ThemePreference::System,
            Self::Dark => egui::ThemePreference::Dark,
            Self::Light => egui::ThemePreference::Light,
        }
    }

    /// The choice after this one.
    ///
    /// The system's theme is followed by the opposite one, so that every click but the last of a round changes what is
    /// seen: with a dark system, system → light → dark → system.
    pub(in crate::ui) fn next(self, system_is_dark: bool) -> Self {
        match (self, system_is_dark) {
            (Self::System, true) | (Self::Dark, false) => Self::Light,
            (Self::System, false) | (Self::Light, true) => Self::Dark,
            (Self::Dark, true) | (Self::Light, false) => Self::System,
        }
    }
}

/// All the settings.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(in crate::ui) struct Settings {
    /// The theme.
    pub theme: ThemeChoice,
    /// Whether the detail panel is open.
    pub detail_open: bool,
    /// How wide it is, in points.
    pub detail_width: f32,
    /// The effect of the wheel.
    pub wheel: Wheel,
    /// Whether motion is reduced: nothing glides.
    pub still: bool,
    /// How much larger everything is than it was designed, as a factor.
    pub size: f32,
    /// Whether the open file is read again when it is saved.
    pub follow: bool,
    /// The folder of the last picture saved.
    pub(in crate::ui) pictures: Option<PathBuf>,
    /// The files opened last, the newest first.
    pub recent: Vec<PathBuf>,
    views: Vec<SavedView>,
}

/// The effect of the wheel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::ui) enum Wheel {
    /// Scrolls the lanes if they do not fit, else zooms.
    #[default]
    Auto,
    /// Always zooms.
    Zoom,
    /// Always scrolls.
    Scroll,
}

/// A change of one setting.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::ui) enum Setting {
    /// The effect of the wheel.
    Wheel(Wheel),
    /// How much larger everything is than it was designed, as a factor.
    Size(f32),
    /// Whether motion is reduced.
    Still(bool),
    /// Whether the open file is read again when it is saved.
    Follow(bool),
    /// An empty list of recent files.
    NoRecentFiles,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: ThemeChoice::default(),
            detail_open: true,
            detail_width: 306.0,
            wheel: Wheel::default(),
            still: false,
            size: 1.0,
            follow: true,
            pictures: None,
            recent: Vec::new(),
            views: Vec::new(),
        }
    }
}

/// The view of one story, as the fragment of a link.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct SavedView {
    story: String,
    view: String,
}

/// A field of the settings, or its default if it is missing or cannot be read.
fn field<T: DeserializeOwned>(kept: &Map<String, Value>, name: &str, default: T) -> T {
    kept.get(name).and_then(|value| T::deserialize(value).ok()).unwrap_or(default)
}

impl Settings {
    /// Reads the settings that were kept, if any.
    pub(in crate::ui) fn from_text(text: Option<&str>) -> Self {
        let kept: Map<String, Value> = text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
        let default = Self::default();
        let mut settings = Self {
            theme: field(&kept, "theme", default.theme),
            detail_open: field(&kept, "detail_open", default.detail_open),
            detail_width: field(&kept, "detail_width", default.detail_width),
            wheel: field(&kept, "wheel", default.wheel),
            still: field(&kept, "still", default.still),
            size: field(&kept, "size", default.size),
            follow: field(&kept, "follow", default.follow),
            pictures: field(&kept, "pictures", default.pictures),
            recent: field(&kept, "recent", default.recent),
            views: field(&kept, "views", default.views),
        };
        if !(200.0..=1000.0).contains(&settings.detail_width) {
            settings.detail_width = Self::default().detail_width;
        }
        if !(0.5..=3.0).contains(&settings.size) {
            settings.size = 1.0;
        }
        settings
    }

    /// Whether anything may move by itself: neither these settings nor the system ask for stillness.
    pub(in crate::ui) fn moves(&self) -> bool {
        !self.still && !host::wants_stillness()
    }

    /// The settings as JSON.
    pub(in crate::ui) fn to_text(&self) -> String {
        // A path that is not Unicode cannot be written as JSON, and would make the whole fail.
        let is_text = |path: &PathBuf| path.to_str().is_some();
        let mut kept = self.clone();
        kept.recent.retain(is_text);
        kept.pictures = kept.pictures.filter(is_text);
        serde_json::to_string(&kept).unwrap_or_default()
    }

    /// Changes one setting.
    pub(in crate::ui) fn set(&mut self, setting: Setting) {
        match setting {
            Setting::Wheel(wheel) => self.wheel = wheel,
            Setting::Size(size) => self.size = size,
            Setting::Still(still) => self.still = still,
            Setting::Follow(follow) => self.follow = follow,
            Setting::NoRecentFiles => self.recent.clear(),
        }
    }

    /// Puts a file first among the recent ones.
    pub(in crate::ui) fn remember(&mut self, path: &Path) {
        self.recent.retain(|known| known != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(KEPT);
    }

    /// Keeps the view of a story under `name`.
    pub(in crate::ui) fn keep(&mut self, name: &str, story: &Story, state: &State) {
        // A search ends with the program.
        let view = View { search: String::new(), ..View::of(story, state) };
        let view = SavedView { story: name.to_owned(), view: view.to_fragment() };
        self.views.retain(|known| known.story != name);
        self.views.insert(0, view);
        self.views.truncate(KEPT);
    }

    /// Restores the view kept under `name`, as far as it still fits the story.
    pub(in crate::ui) fn restore(&self, name: &str, story: &Story, state: &mut State) {
        let Some(kept) = self.views.iter().find(|kept| kept.story == name) else { return };
        state.apply(story, Command::ShowView(Box::new(View::from_fragment(&kept.view))));
        // The trail of selections and the history of changes are not kept, so there is nothing to go back to.
        state.trail = Trail::default();
        state.history = History::default();
    }
}

/// Whether a text is a whole settings file, whatever its fields; a file that a crash cut off is not.
pub fn is_settings(text: &str) -> bool {
    serde_json::from_str::<Map<String, Value>>(text).is_ok()
}

/// The settings to keep, merged from this window and others: this one kept `last` the last time and has `now`, and
/// `there` is in the file by now.
pub fn merge_settings(last: &str, now: &str, there: Option<&str>) -> String {
    let read = |text: &str| serde_json::from_str(text).unwrap_or_default();
    let there = there.map(read).unwrap_or_default();
    serde_json::to_string(&merge::merged(&read(last), &read(now), &there, KEPT)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Settings, ThemeChoice, is_settings, merge_settings};

    #[test]
    fn half_of_the_settings_are_no_settings() {
        let text = Settings::default().to_text();
        assert!(is_settings(&text));
        assert!((0..text.len()).all(|end| !is_settings(&text[..end])));
        assert!(!is_settings("[]") && !is_settings("\0\0") && is_settings("{}"));
    }

    #[test]
    fn two_windows_keep_what_both_did() {
        let start = Settings::default();
        let (mut one, mut other) = (start.clone(), start.clone());
        one.remember("one.json".as_ref());
        one.theme = ThemeChoice::Dark;
        other.remember("other.json".as_ref());
        other.still = true;
        let first = merge_settings(&start.to_text(), &one.to_text(), None);
        let both = merge_settings(&start.to_text(), &other.to_text(), Some(&first));
        let both = Settings::from_text(Some(&both));
        assert_eq!(both.recent, ["other.json", "one.json"].map(std::path::PathBuf::from));
        assert_eq!((both.theme, both.still), (ThemeChoice::Dark, true));
    }

    #[test]
    fn whatever_was_kept_gives_settings() {
        for text in [None, Some(""), Some("{"), Some("[1]"), Some(r#"{"theme":"plaid"}"#)] {
            assert_eq!(Settings::from_text(text).theme, ThemeChoice::System, "{text:?}");
        }
        let settings = Settings::from_text(Some(r#"{"theme":"dark","detail_width":-4,"unknown":1}"#));
        assert_eq!((settings.theme, settings.detail_width), (ThemeChoice::Dark, Settings::default().detail_width));
        let newer = Settings::from_text(Some(r#"{"theme":"plaid","still":true,"recent":["a.json"]}"#));
        assert_eq!((newer.theme, newer.still, newer.recent.len()), (ThemeChoice::System, true, 1));
        let mut settings = settings;
        settings.remember("a.json".as_ref());
        settings.remember("b.json".as_ref());
        settings.remember("a.json".as_ref());
        let back = Settings::from_text(Some(&settings.to_text()));
        assert_eq!(back.recent, ["a.json", "b.json"].map(std::path::PathBuf::from));
    }
}
