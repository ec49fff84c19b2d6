//! The program's window: shows what [`State`](crate::state::State) says, turns gestures into commands, and does what
//! only a window can (files, theme, pictures).
//!
//! | room | what is in it |
//! |---|---|
//! | `app`, `run`, `request`, `input`, `shell` | the program: one frame, commands and requests carried out, keys, what eframe asks for |
//! | `session` | the story that is open: read, watched, searched, counted, kept, offered after a crash |
//! | `timeline` | the lanes with their events, the overview and the charts below them, and what is kept to draw them |
//! | `panel` | the detail panel: pages about what is selected |
//! | `bars` | the toolbar, the status line, and the bars between them |
//! | `cards` | what lies over the window: opening, saving a picture, the palette, help |
//! | `widgets` | buttons, chips, icons, and the drawer that is the detail panel of narrow screens |
//! | `settings` | what survives a restart |
//! | `host` | what the desktop and a browser do differently, and the page's address |

mod app;
mod bars;
mod cards;
mod host;
mod input;
mod panel;
mod request;
mod run;
mod session;
mod settings;
mod shell;
mod timeline;
mod widgets;

/// The key under which eframe keeps the settings.
pub const SETTINGS_KEY: &str = settings::KEY;

pub use app::App;
#[cfg(target_arch = "wasm32")]
pub use host::repaint_only_changes;
pub use session::journal::text as last_commands;
pub use session::open::{EPISODE, Source as StorySource, episode};
pub use session::persist::Keep;
pub use session::recovery::Offer;
pub use settings::{is_settings, merge_settings};
pub use widgets::icons::window_icon;
