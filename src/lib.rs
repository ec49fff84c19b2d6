//! Plotlanes lays a story's parallel plot threads out as swimlanes on a zoomable timeline.

pub mod export;
pub mod story;
pub mod theme;
pub mod time;
