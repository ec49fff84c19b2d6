//! A bar with a sentence and buttons, which appears between toolbar and timeline. Knows nothing of what it says.

use egui::emath::{Rect, pos2, vec2};
use egui::{Align, Frame, Label, Layout, Margin, Panel, RichText, Role, Ui, UiBuilder};

use crate::theme::{Theme, Weight};
use crate::ui::widgets::kit::{is_touch, part, room};

/// Below this width the buttons of a bar are below its sentence, in points.
const NARROW: f32 = 640.0;

/// The content of a bar: a sentence.
pub(super) struct Bar<'a> {
    /// Its name for screen readers.
    pub(super) name: &'static str,
    /// The sentence.
    pub(super) text: &'a str,
    /// More of it, for a tooltip.
    pub(super) more: &'a str,
    /// Whether something went wrong.
    pub(super) failed: bool,
}

/// Shows a bar; `buttons` adds its buttons, from right to left.
pub(super) fn bar_ui(ui: &mut Ui, theme: &Theme, bar: &Bar<'_>, buttons: impl FnOnce(&mut Ui)) {
    let narrow = ui.available_width() < NARROW;
    let line = if is_touch(ui.ctx()) { 52.0 } else { 40.0 };
    let height = if narrow { line + 26.0 } else { line };
    let frame = Frame::new().inner_margin(Margin::symmetric(12, 0));
    let rect = Panel::top(bar.name).exact_size(height).resizable(false).frame(frame).show(ui, room).inner;
    let mut part = part(ui, Role::Region, bar.name, rect);
    let ui = &mut part;
    let whole = rect.expand2(vec2(12.0, 0.0));
    ui.painter().rect_filled(whole, 0.0, theme.wash());
    ui.painter().hline(whole.x_range(), rect.max.y - 0.5, (1.0, theme.hairline));
    let edge = if bar.failed { theme.error } else { theme.accent };
    ui.painter().rect_filled(Rect::from_min_max(whole.min, pos2(whole.min.x + 3.0, rect.max.y)), 0.0, edge);
    if narrow {
        let first = rect.with_max_y(rect.min.y + 30.0);
        text_ui(&mut ui.new_child(row("text", first, Align::Min)), theme, bar);
        let second = rect.with_min_y(rect.min.y + 26.0);
        buttons(&mut ui.new_child(row("buttons", second, Align::Max)));
        return;
    }
    // The buttons take their room first and leave the rest to the sentence.
    let mut right = ui.new_child(row("buttons", rect, Align::Max));
    buttons(&mut right);
    let rest = rect.with_max_x(right.min_rect().min.x - 12.0);
    text_ui(&mut ui.new_child(row("text", rest, Align::Min)), theme, bar);
}

fn row(salt: &str, rect: Rect, from: Align) -> UiBuilder {
    let layout =
        if from == Align::Max { Layout::right_to_left(Align::Center) } else { Layout::left_to_right(Align::Center) };
    UiBuilder::new().id_salt(salt).max_rect(rect).layout(layout)
}

fn text_ui(ui: &mut Ui, theme: &Theme, bar: &Bar<'_>) {
    let text = RichText::new(bar.text).font(Weight::Medium.font(13.0)).color(theme.text);
    let response = ui.add(Label::new(text).truncate().selectable(false));
    // Screen readers read it out as soon as it appears.
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(egui::accesskit::Live::Polite));
    if !bar.more.is_empty() {
        response.on_hover_text(bar.more);
    }
}
