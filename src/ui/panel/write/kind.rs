//! The story's kind of time, as it is written: the kind, its unit, and the description of a calendar of its own.

use egui::Ui;

use super::context::Writing;
use crate::document::write::Written;
use crate::ui::widgets::kit::heading;

/// Shows the section.
pub(super) fn kind_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written) {
    heading(ui, writing.page.theme, "Kind of time");
    let members = of.members("time");
    let kind = members.iter().find(|(name, _)| name == "kind").map_or("order", |(_, kind)| kind.trim_matches('"'));
    let words = match kind {
        "number" => "Numbers of a unit",
        "date" => "Dates",
        "calendar" => "Dates of a calendar of its own",
        _ => "An order without a clock",
    };
    writing.words(ui, words);
}
