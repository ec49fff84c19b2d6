//! Plotlanes lays a story's parallel plot threads out as swimlanes on a zoomable timeline, with or without a clock.
//!
//! # The rooms
//!
//! Each imports only what stands before it; a test holds that.
//!
//! | room | what is in it | what is deliberately absent |
//! |---|---|---|
//! | [`time`] | moments, spans, windows, the scale, ticks, dates, the order network | stories, screens |
//! | [`text`] | JSON as text: decoding, faults, a tree of where values stand, patches, quotations and near names | stories |
//! | [`document`] | a story as it is written: the fields of the format, its text, edits as patches of that text and their history, outlines, copied events, versions merged | the meaning of names and times |
//! | [`import`] | files of other programs as documents, with notes on what those cannot say | files on disk, the order of events across threads where nobody gave one |
//! | [`story`] | compiling what is written, problems, relations, placement, what is known in words | windows, files on disk |
//! | [`analysis`] | what can be counted and asked of a story: two orders compared, chains, pacing, presence, meetings, what does not go together | what the user has done, screens |
//! | [`state`] | what the user has done, every [`Command`](state::command::Command) that changes it, and what a gesture of writing [would say](state::proposal) | widgets, colours |
//! | [`layout`] | story + state + size → [`Scene`](layout::scene::Scene): placed marks | widgets, colours, clocks |
//! | [`theme`] | type and colours: the only file with colour literals | stories |
//! | [`paint`] | a scene as egui shapes, texts in the directions of their letters | the story's texts beyond what the scene carries |
//! | [`charts`] | pacing, stage and story curve, drawn with `egui_plot`, and the grid of presence | counting of their own |
//! | [`export`] | PNG without GPU or display, the same bytes on every run | widgets |
//! | [`files`] | stories read from disk, pictures written whole or not at all | what is in them |
//! | [`generate`] | made stories of any size, as files | how they are read and shown |
//! | [`ui`] | the window: gestures to commands, the panels around the timeline | layout of its own for time |
//! | [`cli`] | arguments to window, picture, check and inspect; exit codes | anything that a room above could know |
//! | [`web`] | the program on a page: its start, and the page's accessible elements | what the window shows |
//!
//! `main.rs` only starts [`cli`], or [`web`] in a browser. Start reading at [`story::compile::compile`], [`layout::compose`] and [`ui::App::frame`]:
//! a story goes in at the first, becomes a scene in the second, and is shown by the third.
//!
//! # What always holds
//!
//! - A [`Story`](story::Story) is whole: every name in it is resolved, every event is placed, and it never changes.
//! - What the user sees of a story changes only by commands, in one `apply`, and when another story takes its place.
//! - The text of a story's file is the document; edits are patches of it, and leave everything else as it is written.
//! - A scene is pure: the same story, state and size give the same marks; hover is an argument of the painter.
//! - Imports between the files make no circle; only the files that assemble the window know all of it.
//! - Nothing that a user supplies makes the program panic.

pub mod analysis;
pub mod charts;
#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
pub mod document;
pub mod export;
#[cfg(not(target_arch = "wasm32"))]
pub mod files;
pub mod generate;
#[cfg(not(target_arch = "wasm32"))]
pub mod import;
pub mod layout;
pub mod paint;
pub mod state;
pub mod story;
pub mod text;
pub mod theme;
pub mod time;
pub mod ui;
pub mod web;
