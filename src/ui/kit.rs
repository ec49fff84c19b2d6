//! The small widgets that several parts of the window share.

use egui::emath::vec2;
use egui::{
    Button, Color32, CornerRadius, Frame, Label, Margin, Response, RichText, Role, Sense, Stroke, Ui, WidgetInfo,
};

use super::icons::{Icon, icon};
use crate::state::Selection;
use crate::state::command::Command;
use crate::story::Story;
use crate::story::id::PlaceId;
use crate::theme::{Theme, Weight};

/// A square button with an icon; `name` is its tooltip and what a screen reader says.
pub(super) fn icon_button(ui: &mut Ui, theme: &Theme, which: Icon, name: &str, enabled: bool) -> Response {
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(30.0, 30.0), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    let visuals = ui.style().interact(&response);
    let fill = if response.hovered() && enabled { visuals.weak_bg_fill } else { theme.panel };
    ui.painter().rect(rect, CornerRadius::same(7), fill, Stroke::new(1.0, theme.hairline), egui::StrokeKind::Inside);
    focus_ring(ui, &response, theme);
    icon(ui.painter(), rect, which, if enabled { theme.muted } else { theme.hairline });
    response.on_hover_text(name)
}

/// Text that was painted rather than laid out, for those who have it read to them.
pub(super) fn readable(ui: &Ui, salt: &str, rect: egui::Rect, text: &str) -> Response {
    let response = ui.interact(rect, ui.scope_id().with(salt), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    response
}

/// A ring around what has the keyboard.
pub(super) fn focus_ring(ui: &Ui, response: &Response, theme: &Theme) {
    if response.has_focus() {
        let ring = Stroke::new(2.0, theme.accent);
        ui.painter().rect_stroke(response.rect.expand(1.0), 8.0, ring, egui::StrokeKind::Outside);
    }
}

/// A button in the accent colour: the one main thing to do.
pub(super) fn main_button(ui: &mut Ui, theme: &Theme, text: &str) -> Response {
    let text = RichText::new(text).font(Weight::SemiBold.font(13.0)).color(theme.on_accent);
    let response = ui.add(Button::new(text).fill(theme.accent).stroke(Stroke::NONE).min_size(vec2(72.0, 30.0)));
    focus_ring(ui, &response, theme);
    response
}

/// Small capitals over a part of a page.
pub(super) fn heading(ui: &mut Ui, theme: &Theme, text: &str) {
    ui.add_space(10.0);
    let text = RichText::new(text.to_uppercase()).font(Weight::SemiBold.font(11.0)).color(theme.muted);
    ui.add(Label::new(text).selectable(false));
    ui.add_space(-2.0);
}

/// A rounded piece of text that can be clicked.
pub(super) fn chip(ui: &mut Ui, theme: &Theme, text: &str) -> Response {
    let text = RichText::new(text).font(Weight::Medium.font(12.5)).color(theme.text);
    let button = Button::new(text).corner_radius(CornerRadius::same(14)).min_size(vec2(0.0, 28.0));
    let response = ui.add(button);
    focus_ring(ui, &response, theme);
    response
}

/// A line of words that can be clicked, in the colour of links.
pub(super) fn link(ui: &mut Ui, theme: &Theme, text: &str) -> Response {
    let response = ui.link(RichText::new(text).color(theme.accent));
    focus_ring(ui, &response, theme);
    response
}

/// A card that leads somewhere: an edge in a hue, a title, and small print under it.
pub(super) fn card(ui: &mut Ui, theme: &Theme, hue: Color32, title: &str, small: &str) -> Response {
    let frame =
        Frame::new().fill(theme.raised).stroke(Stroke::new(1.0, theme.hairline)).corner_radius(CornerRadius::same(8));
    let shown = frame.inner_margin(Margin { left: 14, right: 10, top: 7, bottom: 7 }).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        let title = RichText::new(title).font(Weight::Medium.font(13.0)).color(theme.text);
        ui.add(Label::new(title).selectable(false).wrap());
        if !small.is_empty() {
            ui.add(Label::new(RichText::new(small).size(12.0).color(theme.muted)).selectable(false).wrap());
        }
    });
    let rect = shown.response.rect;
    let id = ui.next_auto_id().with((title, small));
    ui.skip_ahead_auto_ids(1);
    let response = ui.interact(rect, id, Sense::click());
    let name = if small.is_empty() { title.to_owned() } else { format!("{title}, {small}") };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let edge = egui::Rect::from_min_max(rect.min + vec2(0.0, 8.0), egui::pos2(rect.min.x + 3.0, rect.max.y - 8.0));
    ui.painter().rect_filled(edge, 1.5, hue);
    if response.hovered() {
        let ring = Stroke::new(1.0, theme.muted);
        ui.painter().rect_stroke(rect, CornerRadius::same(8), ring, egui::StrokeKind::Inside);
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    focus_ring(ui, &response, theme);
    response
}

/// The one title of a page.
pub(super) fn title(ui: &mut Ui, theme: &Theme, text: &str) {
    ui.add(Label::new(RichText::new(text).font(Weight::Bold.font(20.0)).color(theme.text)).wrap());
}

/// Running text.
pub(super) fn paragraph(ui: &mut Ui, theme: &Theme, text: &str) {
    let text = RichText::new(text).size(14.0).line_height(Some(21.0)).color(theme.text);
    ui.add(Label::new(text).wrap());
}

/// The place, then what it lies in, from the inside out.
pub(super) fn where_ui(ui: &mut Ui, story: &Story, theme: &Theme, place: PlaceId, commands: &mut Vec<Command>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        for (depth, at) in story.places_around(place).enumerate() {
            if depth > 0 {
                ui.label(RichText::new("in").color(theme.muted));
            }
            let weight = if depth == 0 { Weight::Medium } else { Weight::Regular };
            let colour = if depth == 0 { theme.text } else { theme.muted };
            let response = ui.link(RichText::new(&story.place(at).name).font(weight.font(13.5)).color(colour));
            focus_ring(ui, &response, theme);
            if response.clicked() {
                commands.push(Command::Select(Selection::Place(at)));
            }
        }
    });
}
