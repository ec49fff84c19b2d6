//! The small widgets that several parts of the window share: buttons, cards, headings, text. They know colours and sizes,
//! and nothing of stories.

use egui::emath::vec2;
use egui::{
    Align2, Button, Color32, Context, CornerRadius, CursorIcon, Frame, Id, Label, Margin, Rect, Response, RichText,
    Role, ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo,
};

use super::field::text_field;
use super::icons::{Icon, icon};
use crate::story::words::number;
use crate::theme::{Theme, Weight};

/// The least side of a button for fingers, in points.
pub(in crate::ui) const FINGER: f32 = 44.0;
/// The least side of a button for a mouse, in points.
const POINTER: f32 = 30.0;

/// Makes every widget large enough for fingers, or sets it back to what a mouse needs.
pub(in crate::ui) fn set_touch(ctx: &Context, touch: bool) {
    ctx.data_mut(|data| data.insert_temp(touch_id(), touch));
    let usual = Theme::dark().style();
    ctx.all_styles_mut(|style| {
        (style.spacing, style.interaction) = (usual.spacing.clone(), usual.interaction.clone());
        if touch {
            style.spacing.interact_size.y = FINGER;
            (style.spacing.icon_width, style.spacing.icon_width_inner) = (22.0, 12.0);
            // A widget smaller than a finger reacts to touches near it.
            style.interaction.interact_radius = 14.0;
        }
    });
}

/// Switches to sizes for fingers at the first touch.
pub(in crate::ui) fn notice_touch(ctx: &Context) {
    let touched = ctx.input(|input| input.raw.events.iter().any(|event| matches!(event, egui::Event::Touch { .. })));
    if touched && !is_touch(ctx) {
        set_touch(ctx, true);
    }
}

fn touch_id() -> egui::Id {
    egui::Id::unique("made for fingers")
}

/// Whether widgets have sizes for fingers.
pub(in crate::ui) fn is_touch(ctx: &Context) -> bool {
    ctx.data(|data| data.get_temp(touch_id()).unwrap_or(false))
}

/// How long the cursor of a text field blinks after the last input, in seconds.
const BLINKING: f64 = 10.0;

/// Stops the blinking of the text cursor some time after the last input: each blink is a frame, and an idle window draws
/// none.
pub(in crate::ui) fn rest_cursor(ctx: &Context) {
    let (now, done) = ctx.input(|input| (input.time, !input.raw.events.is_empty()));
    let last = ctx.data_mut(|data| {
        let last: &mut f64 = data.get_temp_mut_or(Id::unique("last done"), now);
        *last = if done { now } else { *last };
        *last
    });
    let blinks = now - last < BLINKING;
    if ctx.global_style().visuals.text_cursor.blink != blinks {
        ctx.all_styles_mut(|style| style.visuals.text_cursor.blink = blinks);
    }
}

/// The side of a button, in points.
pub(in crate::ui) fn target(ui: &Ui) -> f32 {
    if is_touch(ui.ctx()) { FINGER } else { POINTER }
}

/// A named part of `ui` in `rect`; screen readers jump between such parts. It takes no room.
pub(in crate::ui) fn part(ui: &mut Ui, role: Role, name: &str, rect: Rect) -> Ui {
    let builder = UiBuilder::new().id_salt(name).max_rect(rect).accessibility_role(role).accessibility_label(name);
    let part = ui.new_child(builder);
    let (min, max) = (rect.min, rect.max);
    let bounds = [min.x, min.y, max.x, max.y].map(f64::from);
    ui.ctx().accesskit_node_builder(part.unique_id(), |node| {
        node.set_bounds(egui::accesskit::Rect { x0: bounds[0], y0: bounds[1], x1: bounds[2], y1: bounds[3] });
    });
    part
}

/// A square button with an icon; `name` is its tooltip and its name for screen readers.
pub(in crate::ui) fn icon_button(ui: &mut Ui, theme: &Theme, which: Icon, name: &str, enabled: bool) -> Response {
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(target(ui), target(ui)), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    let visuals = ui.style().interact(&response);
    let fill = if response.hovered() && enabled { visuals.weak_bg_fill } else { theme.panel };
    ui.painter().rect(rect, CornerRadius::same(7), fill, Stroke::new(1.0, theme.hairline), egui::StrokeKind::Inside);
    focus_ring(ui, &response, theme);
    icon(ui.painter(), rect, which, if enabled { theme.muted } else { theme.hairline });
    response.on_hover_text(name)
}

/// Gives a text that was painted, not laid out as a label, to screen readers.
pub(in crate::ui) fn readable(ui: &Ui, salt: &str, rect: egui::Rect, text: &str) -> Response {
    let response = ui.interact(rect, ui.scope_id().with(salt), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    response
}

/// Paints a ring around a widget that has the keyboard.
pub(in crate::ui) fn focus_ring(ui: &Ui, response: &Response, theme: &Theme) {
    if response.has_focus() {
        let ring = Stroke::new(2.0, theme.accent);
        ui.painter().rect_stroke(response.rect.expand(1.0), 8.0, ring, egui::StrokeKind::Outside);
    }
}

/// One of several choices, with an edge that is seen on any ground.
pub(in crate::ui) fn radio(ui: &mut Ui, is_on: bool, text: impl Into<String>) -> Response {
    ui.scope(|ui| {
        let edge = ui.visuals().text_color().gamma_multiply(0.5);
        ui.visuals_mut().widgets.inactive.bg_stroke = Stroke::new(1.0, edge);
        ui.radio(is_on, text.into())
    })
    .inner
}

/// A button in the accent colour, for the main action.
pub(in crate::ui) fn main_button(ui: &mut Ui, theme: &Theme, text: &str) -> Response {
    let text = RichText::new(text).font(Weight::SemiBold.font(13.0)).color(theme.on_accent);
    let response = ui.add(Button::new(text).fill(theme.accent).stroke(Stroke::NONE).min_size(vec2(72.0, target(ui))));
    focus_ring(ui, &response, theme);
    response
}

/// A heading over a section of a page, in small capitals.
pub(in crate::ui) fn heading(ui: &mut Ui, theme: &Theme, text: &str) -> Response {
    ui.add_space(10.0);
    let text = text.to_uppercase();
    let shown = RichText::new(&text).font(Weight::SemiBold.font(11.0)).color(theme.muted);
    let response = ui.add(Label::new(shown).selectable(false));
    is_heading(&response, &text, 3);
    ui.add_space(-2.0);
    response
}

/// A rounded piece of text that can be clicked.
pub(in crate::ui) fn chip(ui: &mut Ui, theme: &Theme, text: &str) -> Response {
    let text = RichText::new(text).font(Weight::Medium.font(12.5)).color(theme.text);
    let button = Button::new(text)
        .corner_radius(CornerRadius::same(14))
        .min_size(vec2(0.0, if is_touch(ui.ctx()) { FINGER } else { POINTER - 2.0 }));
    let response = ui.add(button);
    focus_ring(ui, &response, theme);
    response
}

/// A button that is on or off; `name` is its name for screen readers.
pub(in crate::ui) fn choice(ui: &mut Ui, theme: &Theme, text: &str, taken: bool, role: Role, name: &str) -> Response {
    let (fill, edge) = if taken { (theme.wash(), theme.accent) } else { (theme.panel, theme.hairline) };
    let text = RichText::new(text).font(Weight::Medium.font(12.5)).color(if taken { theme.text } else { theme.muted });
    let button = Button::new(text).fill(fill).stroke(Stroke::new(1.0, edge)).corner_radius(CornerRadius::same(7));
    let least = if is_touch(ui.ctx()) { FINGER } else { POINTER - 4.0 };
    let response = ui.add(button.min_size(vec2(least, least)));
    response.widget_info(|| WidgetInfo::selected(role, true, taken, name));
    focus_ring(ui, &response, theme);
    response
}

/// A section of a page with a line around it.
pub(in crate::ui) fn boxed<R>(ui: &mut Ui, theme: &Theme, show: impl FnOnce(&mut Ui) -> R) -> R {
    let frame = Frame::new().stroke(Stroke::new(1.0, theme.hairline)).corner_radius(CornerRadius::same(8));
    let inside = |ui: &mut Ui| {
        ui.set_min_width(ui.available_width());
        show(ui)
    };
    frame.inner_margin(Margin { left: 12, right: 10, top: 9, bottom: 10 }).show(ui, inside).inner
}

/// Says how many of `count` are left out after the first `shown`.
pub(in crate::ui) fn more_ui(ui: &mut Ui, theme: &Theme, count: usize, shown: usize) {
    if count > shown {
        ui.label(RichText::new(format!("and {} more", number(count - shown))).color(theme.muted));
    }
}

/// A text that can be clicked, in the colour of links.
pub(in crate::ui) fn link(ui: &mut Ui, theme: &Theme, text: &str) -> Response {
    let response = ui.link(RichText::new(text).color(theme.accent));
    focus_ring(ui, &response, theme);
    response
}

/// A card that can be clicked: an edge in a hue, a title, and a small text below it.
pub(in crate::ui) fn card(ui: &mut Ui, theme: &Theme, hue: Color32, title: &str, small: &str) -> Response {
    card_with(ui, theme, hue, title, small, |ui| {
        if !small.is_empty() {
            let small = RichText::new(small).size(12.0).color(theme.muted);
            unspoken(&ui.add(Label::new(small).selectable(false).wrap()));
        }
    })
}

/// A card with something drawn below its title; screen readers say `small` for it.
pub(in crate::ui) fn card_with(
    ui: &mut Ui,
    theme: &Theme,
    hue: Color32,
    title: &str,
    small: &str,
    draw: impl FnOnce(&mut Ui),
) -> Response {
    let frame =
        Frame::new().fill(theme.raised).stroke(Stroke::new(1.0, theme.hairline)).corner_radius(CornerRadius::same(8));
    let shown = frame.inner_margin(Margin { left: 14, right: 10, top: 7, bottom: 7 }).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        let title = RichText::new(title).font(Weight::Medium.font(13.0)).color(theme.text);
        let title = ui.add(Label::new(title).selectable(false).wrap());
        unspoken(&title);
        draw(ui);
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

/// Hides a text from screen readers, because a widget around it has it in its name.
pub(in crate::ui) fn unspoken(response: &Response) {
    response.ctx.accesskit_node_builder(response.id, egui::accesskit::Node::set_hidden);
}

/// A field for a line of text, as high as the buttons beside it.
pub(in crate::ui) fn field_ui(ui: &mut Ui, theme: &Theme, text: &mut String, hint: &str, width: f32) -> egui::Response {
    let margin = vec2(8.0, 6.0);
    let size = vec2(width - 2.0 * margin.x, target(ui) - 2.0 * margin.y);
    let hint_text = RichText::new(hint).color(theme.faint);
    let id = ui.scope_id().with(("field", hint));
    text_field(ui, id, text, |edit| {
        edit.hint_text(hint_text).margin(margin).desired_width(size.x).min_size(size).align(Align2::LEFT_CENTER)
    })
}

/// A part that scrolls if it is higher than the screen less `around` points.
pub(in crate::ui) fn scrolled<R>(ui: &mut Ui, around: f32, show: impl FnOnce(&mut Ui) -> R) -> R {
    let most = (ui.ctx().content_rect().height() - around).max(60.0);
    // Menus are given less room than there is.
    let area = ScrollArea::vertical().max_height(most).min_scrolled_height(most);
    area.auto_shrink([false, true]).show(ui, show).inner
}

/// The title of a page.
pub(in crate::ui) fn title(ui: &mut Ui, theme: &Theme, text: &str) {
    let response = ui.add(Label::new(RichText::new(text).font(Weight::Bold.font(20.0)).color(theme.text)).wrap());
    is_heading(&response, text, 2);
}

/// Marks a text as a heading for screen readers, which jump between headings.
pub(in crate::ui) fn is_heading(response: &Response, text: &str, level: usize) {
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_role(Role::Heading);
        node.clear_value();
        node.set_label(text);
        node.set_level(level);
    });
}

/// Running text.
pub(in crate::ui) fn paragraph(ui: &mut Ui, theme: &Theme, text: &str) {
    let text = RichText::new(text).size(14.0).line_height(Some(21.0)).color(theme.text);
    ui.add(Label::new(text).wrap());
}

/// Takes all of a panel for what comes into it later.
pub(in crate::ui) fn room(ui: &mut Ui) -> Rect {
    let rect = ui.max_rect();
    ui.expand_to_include_rect(rect);
    rect
}

/// A line that unfolds what is below it; returns whether it is unfolded, which is remembered while the program runs.
pub(in crate::ui) fn disclosure(ui: &mut Ui, theme: &Theme, title: &str, small: &str) -> bool {
    let kept = Id::unique(title);
    let mut open = ui.data(|data| data.get_temp(kept)).unwrap_or(false);
    let height = if is_touch(ui.ctx()) { FINGER } else { 26.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    if response.clicked() {
        open = !open;
        ui.data_mut(|data| data.insert_temp(kept, open));
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{title} {small}")));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
    if response.hovered() {
        ui.painter().rect_filled(rect.expand2(vec2(6.0, 0.0)), 6.0, theme.hovered(theme.panel));
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    }
    focus_ring(ui, &response, theme);
    let at = rect.left_center() + vec2(5.0, 0.0);
    let points = if open {
        [vec2(-4.0, -2.0), vec2(0.0, 2.0), vec2(4.0, -2.0)]
    } else {
        [vec2(-2.0, -4.0), vec2(2.0, 0.0), vec2(-2.0, 4.0)]
    };
    let painter = ui.painter();
    painter.line(points.map(|by| at + by).to_vec(), Stroke::new(1.5, theme.muted));
    let start = rect.left_center() + vec2(16.0, 0.0);
    let shown = painter.text(start, Align2::LEFT_CENTER, title, Weight::SemiBold.font(13.0), theme.text);
    let start = shown.right_center() + vec2(8.0, 0.0);
    painter.text(start, Align2::LEFT_CENTER, small, Weight::Regular.font(12.5), theme.muted);
    open
}
