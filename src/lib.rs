//! Plotlanes lays a story's parallel plot threads out as swimlanes on a zoomable timeline.

pub mod layout;
pub mod paint;
pub mod state;
pub mod story;
pub mod theme;
pub mod time;
