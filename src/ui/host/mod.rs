//! The same few functions for the desktop and for the browser: reading and writing files, dialogs, work beside the frames,
//! the clipboard, the page's address. Everything outside this room runs on both alike.
//!
//! | file | what is in it |
//! |---|---|
//! | `native` | the desktop |
//! | `web`, `disk`, `page`, `fetch`, `history`, `canvas` | the browser |
//! | `source`, `read`, `progress` | where stories come from, and how they are read |
//! | `task`, `picture` | a value made beside the frames, and a picture to write |
//! | `foreign` | files of other programs, on the desktop |
//! | `saving` | what comes of saving a story |
//! | `repaint` | a page on which only what has changed is painted again |
//! | `address` | when the page's address follows the view |

pub(in crate::ui) mod address;
pub(in crate::ui) mod picture;
pub(in crate::ui) mod progress;
pub(in crate::ui) mod read;
pub(in crate::ui) mod saving;
pub(in crate::ui) mod source;
pub(in crate::ui) mod task;

#[cfg(target_arch = "wasm32")]
mod canvas;
#[cfg(target_arch = "wasm32")]
mod disk;
#[cfg(target_arch = "wasm32")]
mod fetch;
#[cfg(not(target_arch = "wasm32"))]
mod foreign;
#[cfg(target_arch = "wasm32")]
mod history;
#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(any(test, target_arch = "wasm32"))]
mod repaint;
#[cfg(target_arch = "wasm32")]
mod web;

#[cfg(not(target_arch = "wasm32"))]
pub(in crate::ui) use native::*;
#[cfg(target_arch = "wasm32")]
pub use repaint::repaint_only_changes;
#[cfg(target_arch = "wasm32")]
pub(in crate::ui) use {disk::*, history::*, web::*};
