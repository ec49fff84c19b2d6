//! The program's window: shows what [`State`](crate::state::State) says, turns gestures into commands, and does what
//! only a window can (files, theme, pictures).
//!
//! | room | what is in it |
//! |---|---|
//! | `app`, `run`, `ready`, `shell` | the program: one frame, commands and requests carried out, what has become ready, what eframe asks for |
//! | `writing`, `editing` | the program: changes made, undone and shown; what is added, deleted, moved and copied |
//! | `saving`, `merging`, `leaving`, `next` | the program: the story saved, brought together with other versions, and left for another one |
//! | `restoring` | going on with unsaved work that a crash has left |
//! | `input`, `turns`, `request` | keys and dropped files; quick input in turns; what the parts ask of the window |
//! | `session` | the story that is open: read, watched, searched, kept, offered after a crash |
//! | `timeline` | the lanes with their events, the overview and the charts below them, and what is kept to draw them |
//! | `panel` | the detail panel: pages about what is selected |
//! | `edit` | widgets to edit with: texts, things found by typing, chips, menus of words |
//! | `bars` | the toolbar, the status line, and the bars between them |
//! | `cards` | the cards over the window: opening, saving a picture, the palette, help |
//! | `jobs`, `notice` | a picture being written, a link being copied; what is told in the status line |
//! | `settings` | what survives a restart |
//! | `host` | what the desktop and a browser do differently, and the page's address |
//! | `widgets` | buttons, chips, icons, and the drawer that is the detail panel of narrow screens |
//!
//! The window is assembled in the first row; no other part knows [`App`]. A part reads a narrow context, and pushes or
//! returns what is to be done. Imports make no circle; a test holds both.

mod app;
mod bars;
mod cards;
mod edit;
mod editing;
mod host;
mod input;
mod jobs;
mod leaving;
mod merging;
mod next;
mod notice;
mod panel;
mod ready;
mod request;
mod restoring;
mod run;
mod saving;
mod session;
mod settings;
mod shell;
mod timeline;
mod turns;
mod widgets;
mod writing;

/// The key under which eframe keeps the settings.
pub const SETTINGS_KEY: &str = settings::KEY;

pub use app::App;
#[cfg(target_arch = "wasm32")]
pub use host::repaint_only_changes;
pub use host::source::{EPISODE, Source as StorySource, episode};
pub use session::draft::{Draft, FileSince, LeftDraft};
pub use session::journal::text as last_commands;
pub use session::persist::Keep;
pub use session::recovery::Offer;
pub use settings::{is_settings, merge_settings};
pub use widgets::icons::window_icon;
