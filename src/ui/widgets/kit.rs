//! The small widgets that several parts of the window share.

use std::sync::Arc;

use egui::emath::vec2;
use egui::{
    Button, Color32, Context, CornerRadius, Frame, Id, Label, Margin, Rect, Response, RichText, Role, ScrollArea,
    Sense, Stroke, TextEdit, Ui, UiBuilder, WidgetInfo,
};

use super::icons::{Icon, icon};
use crate::state::Selection;
use crate::state::command::Command;
use crate::story::Story;
use crate::story::id::{EventId, PlaceId};
use crate::story::words::number;
use crate::theme::{Theme, Weight};

/// The least side of what a finger can hit, in points.
pub(in crate::ui) const FINGER: f32 = 44.0;
/// The same for a mouse.
const POINTER: f32 = 30.0;

/// Makes everything large enough for fingers, or for a mouse again.
pub(in crate::ui) fn set_touch(ctx: &Context, touch: bool) {
    ctx.data_mut(|data| data.insert_temp(touch_id(), touch));
    let usual = Theme::dark().style();
    ctx.all_styles_mut(|style| {
        (style.spacing, style.interaction) = (usual.spacing.clone(), usual.interaction.clone());
        if touch {
            style.spacing.interact_size.y = FINGER;
            (style.spacing.icon_width, style.spacing.icon_width_inner) = (22.0, 12.0);
            // Whatever is smaller than a finger is hit by coming near it.
            style.interaction.interact_radius = 14.0;
        }
    });
}

/// From the first touch on everything is made for fingers.
pub(in crate::ui) fn notice_touch(ctx: &Context) {
    let touched = ctx.input(|input| input.raw.events.iter().any(|event| matches!(event, egui::Event::Touch { .. })));
    if touched && !is_touch(ctx) {
        set_touch(ctx, true);
    }
}

fn touch_id() -> egui::Id {
    egui::Id::unique("made for fingers")
}

/// Whether everything is made for fingers.
pub(in crate::ui) fn is_touch(ctx: &Context) -> bool {
    ctx.data(|data| data.get_temp(touch_id()).unwrap_or(false))
}

/// For how long the cursor of a text field blinks after the last that was done, in seconds.
const BLINKING: f64 = 10.0;

/// Lets the cursor of a text field come to rest where nothing is done: each blink is a frame, and an idle window draws
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

/// A named part of `ui` in `rect`: what screen readers jump between. It takes no room.
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

/// A square button with an icon; `name` is its tooltip and what a screen reader says.
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

/// Text that was painted rather than laid out, for those who have it read to them.
pub(in crate::ui) fn readable(ui: &Ui, salt: &str, rect: egui::Rect, text: &str) -> Response {
    let response = ui.interact(rect, ui.scope_id().with(salt), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    response
}

/// A ring around what has the keyboard.
pub(in crate::ui) fn focus_ring(ui: &Ui, response: &Response, theme: &Theme) {
    if response.has_focus() {
        let ring = Stroke::new(2.0, theme.accent);
        ui.painter().rect_stroke(response.rect.expand(1.0), 8.0, ring, egui::StrokeKind::Outside);
    }
}

/// A button in the accent colour: the one main thing to do.
pub(in crate::ui) fn main_button(ui: &mut Ui, theme: &Theme, text: &str) -> Response {
    let text = RichText::new(text).font(Weight::SemiBold.font(13.0)).color(theme.on_accent);
    let response = ui.add(Button::new(text).fill(theme.accent).stroke(Stroke::NONE).min_size(vec2(72.0, target(ui))));
    focus_ring(ui, &response, theme);
    response
}

/// Small capitals over a part of a page.
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

/// A choice that is taken or not, with the name that is read out.
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

/// A part of a page set off from the rest by a line around it.
pub(in crate::ui) fn boxed<R>(ui: &mut Ui, theme: &Theme, show: impl FnOnce(&mut Ui) -> R) -> R {
    let frame = Frame::new().stroke(Stroke::new(1.0, theme.hairline)).corner_radius(CornerRadius::same(8));
    let inside = |ui: &mut Ui| {
        ui.set_min_width(ui.available_width());
        show(ui)
    };
    frame.inner_margin(Margin { left: 12, right: 10, top: 9, bottom: 10 }).show(ui, inside).inner
}

/// Says how many more there are than the `shown` first of `count`.
pub(in crate::ui) fn more_ui(ui: &mut Ui, theme: &Theme, count: usize, shown: usize) {
    if count > shown {
        ui.label(RichText::new(format!("and {} more", number(count - shown))).color(theme.muted));
    }
}

/// What follows from `key`, made anew only where the key was another one in the last frame that asked.
pub(in crate::ui) fn kept<K, V>(ctx: &Context, what: &str, key: K, make: impl FnOnce() -> V) -> Arc<V>
where
    K: Clone + PartialEq + Send + Sync + 'static,
    V: Send + Sync + 'static,
{
    let id = Id::unique(what);
    if let Some((made_for, value)) = ctx.data(|data| data.get_temp::<(K, Arc<V>)>(id))
        && made_for == key
    {
        return value;
    }
    let value = Arc::new(make());
    ctx.data_mut(|data| data.insert_temp(id, (key, value.clone())));
    value
}

/// A line of words that can be clicked, in the colour of links.
pub(in crate::ui) fn link(ui: &mut Ui, theme: &Theme, text: &str) -> Response {
    let response = ui.link(RichText::new(text).color(theme.accent));
    focus_ring(ui, &response, theme);
    response
}

/// A card that leads to an event: its thread's hue, its title, and small print under it.
pub(in crate::ui) fn event_card(
    ui: &mut Ui,
    theme: &Theme,
    story: &Story,
    id: EventId,
    small: &str,
    commands: &mut Vec<Command>,
) {
    let event = story.event(id);
    if card(ui, theme, theme.hue(event.thread.index()), event.title, small).clicked() {
        commands.push(Command::Select(Selection::Event(id)));
    }
}

/// A card that leads somewhere: an edge in a hue, a title, and small print under it.
pub(in crate::ui) fn card(ui: &mut Ui, theme: &Theme, hue: Color32, title: &str, small: &str) -> Response {
    card_with(ui, theme, hue, title, small, |ui| {
        if !small.is_empty() {
            let small = RichText::new(small).size(12.0).color(theme.muted);
            unspoken(&ui.add(Label::new(small).selectable(false).wrap()));
        }
    })
}

/// The same with something drawn under its title that says `small`.
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

/// Keeps a text from being read aloud that something else around it says already.
pub(in crate::ui) fn unspoken(response: &Response) {
    response.ctx.accesskit_node_builder(response.id, egui::accesskit::Node::set_hidden);
}

/// A field for a line of text, as high as the buttons beside it.
pub(in crate::ui) fn field_ui(ui: &mut Ui, theme: &Theme, text: &mut String, hint: &str, width: f32) -> egui::Response {
    let margin = vec2(8.0, 6.0);
    let edit = TextEdit::singleline(text).hint_text(RichText::new(hint).color(theme.faint)).margin(margin);
    let size = vec2(width - 2.0 * margin.x, target(ui) - 2.0 * margin.y);
    ui.add(edit.desired_width(size.x).min_size(size).align(egui::Align2::LEFT_CENTER))
}

/// What scrolls where the screen, less what `around` it takes, is lower than it.
pub(in crate::ui) fn scrolled<R>(ui: &mut Ui, around: f32, show: impl FnOnce(&mut Ui) -> R) -> R {
    let most = (ui.ctx().content_rect().height() - around).max(60.0);
    // Menus are given less room than there is.
    let area = ScrollArea::vertical().max_height(most).min_scrolled_height(most);
    area.auto_shrink([false, true]).show(ui, show).inner
}

/// The one title of a page.
pub(in crate::ui) fn title(ui: &mut Ui, theme: &Theme, text: &str) {
    let response = ui.add(Label::new(RichText::new(text).font(Weight::Bold.font(20.0)).color(theme.text)).wrap());
    is_heading(&response, text, 2);
}

/// Lets screen readers jump to a text from others of its kind.
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

/// The place, then what it lies in, from the inside out.
pub(in crate::ui) fn where_ui(ui: &mut Ui, story: &Story, theme: &Theme, place: PlaceId, commands: &mut Vec<Command>) {
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

/// Takes all of a panel for what comes into it later.
pub(in crate::ui) fn room(ui: &mut Ui) -> Rect {
    let rect = ui.max_rect();
    ui.expand_to_include_rect(rect);
    rect
}
