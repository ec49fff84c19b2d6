//! The charts below the timeline, drawn with egui_plot: pacing, who is on stage, the story curve, presence. The window
//! and the pictures share them.
