//! Plotlanes lays a story's parallel plot threads out as swimlanes on a zoomable timeline.

pub mod export;
#[cfg(not(target_arch = "wasm32"))]
pub mod files;
pub mod story;
pub mod theme;
pub mod time;
