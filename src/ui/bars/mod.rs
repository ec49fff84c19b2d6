//! The bars around the timeline: the toolbar and the status line, and between them bars that appear when there is
//! something to say, each a sentence and buttons. They read a [`Context`], push commands and requests, and change nothing
//! themselves.

mod bar;
mod begin;
mod checks;
mod context;
mod filter;
mod menu;
mod recovery;
mod results;
pub(in crate::ui) mod search;
mod status;
mod toolbar;
mod trouble;

use egui::Ui;

use crate::ui::request::Request;
pub(in crate::ui) use checks::{checks_room, checks_ui};
pub(in crate::ui) use context::{ChecksStrip, Context};
pub(in crate::ui) use filter::{filter_ui, height as filter_height, is_wanted as is_filter_wanted};
pub(in crate::ui) use status::status_ui;
pub(in crate::ui) use toolbar::toolbar_ui;

/// Shows the bars about the session: after a crash, when the open file cannot be read, and over an empty new story.
pub(in crate::ui) fn bars_ui(ui: &mut Ui, cx: &Context<'_>, requests: &mut Vec<Request>) {
    recovery::recovery_ui(ui, cx, requests);
    trouble::trouble_ui(ui, cx, requests);
    begin::begin_ui(ui, cx, requests);
}
