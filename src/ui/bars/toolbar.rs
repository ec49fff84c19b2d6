//! The bar at the top: title, search, order, lanes, zoom, export, theme, help and the menu. Decides which of them there
//! is room for; what is left out is in the menu.

use egui::emath::vec2;
use egui::{Align, Button, Color32, CornerRadius, Label, Layout, RichText, Role, Sense, Stroke, StrokeKind, Ui};
use egui::{UiBuilder, WidgetInfo};

use super::context::Context;
use super::menu::{export_items, menu_ui};
use super::search::search_ui;
use crate::state::Mode;
use crate::state::command::{Command, WindowCommand};
use crate::story::order::Order;
use crate::story::words;
use crate::theme::{Theme, Weight};
use crate::ui::cards::help::printed_keys;
use crate::ui::host::source::Source;
use crate::ui::request::Request;
use crate::ui::settings::ThemeChoice;
use crate::ui::timeline::lanes::lanes_items;
use crate::ui::widgets::icons::{Icon, logo};
use crate::ui::widgets::kit::{focus_ring, icon_button, is_touch, main_button, target};

/// Between two things in the bar, in points.
const GAP: f32 = 6.0;
/// The least room for the mark of a story that is not saved, beside its title.
const UNSAVED: f32 = 16.0;
/// Between two groups of things.
const WIDE_GAP: f32 = 14.0;
/// The widths of what has words on it.
const EXPORT: f32 = 72.0;
/// See [`EXPORT`].
const FIT: f32 = 44.0;
/// See [`EXPORT`].
const ORDER: f32 = 164.0;
/// See [`EXPORT`].
const LANES: f32 = 104.0;
/// See [`EXPORT`].
const MODE: f32 = 68.0;

/// From this width on there are the buttons for theme and help.
const WITH_HELP: f32 = 560.0;
/// From this width on there are zoom and export.
const WITH_ZOOM: f32 = 700.0;
/// From this width on the button for writing has its word.
const WITH_MODE: f32 = 620.0;
/// From this width on there is the button for writing.
const WITH_PENCIL: f32 = 340.0;
/// From this width on there are buttons to undo and redo while one writes.
const WITH_UNDO: f32 = 1180.0;
/// From this width on there is the button for lanes.
const WITH_LANES: f32 = 840.0;
/// From this width on there is the switch between the orders.
const WITH_ORDER: f32 = 940.0;

/// How wide the search field and the rest to the right of it are, in a bar of `width` points whose square buttons have
/// sides of `side` points; `writes`: whether the story is being written.
fn widths(width: f32, side: f32, writes: bool) -> (f32, f32) {
    let mut right = if width > WITH_HELP { 3.0 * (side + GAP) } else { side + GAP };
    if width > WITH_ZOOM {
        right += WIDE_GAP + 2.0 * side + FIT + 2.0 * GAP + WIDE_GAP + EXPORT + WIDE_GAP - GAP;
    }
    if width > WITH_ORDER {
        right += ORDER + WIDE_GAP;
    }
    if width > WITH_LANES {
        right += LANES + WIDE_GAP;
    }
    if width > WITH_MODE {
        right += MODE + WIDE_GAP;
    } else if width > WITH_PENCIL {
        right += side + GAP;
    }
    if writes && width > WITH_UNDO {
        right += 2.0 * side + GAP + WIDE_GAP;
    }
    let search = ((width - right) * if width > WITH_HELP { 0.5 } else { 0.42 }).clamp(110.0, 270.0);
    (search, right)
}

/// Shows the bar, from left to right, so that Tab and screen readers go the way the eye goes.
pub(in crate::ui) fn toolbar_ui(
    ui: &mut Ui,
    cx: &Context<'_>,
    commands: &mut Vec<Command>,
    requests: &mut Vec<Request>,
) {
    let (rect, theme) = (ui.max_rect(), cx.theme);
    let bottom = [rect.left_bottom(), rect.right_bottom()].map(|end| end + vec2(0.0, -0.5));
    ui.painter().line_segment(bottom, (1.0, theme.hairline));
    let width = rect.width();
    let writes = cx.state.mode == Mode::Write;
    let (search, right) = widths(width, target(ui), writes);
    let split = rect.max.x - right - search;
    let row =
        |salt: &str, rect| UiBuilder::new().id_salt(salt).max_rect(rect).layout(Layout::left_to_right(Align::Center));
    title_ui(&mut ui.new_child(row("title", rect.with_max_x(split - GAP))), cx, requests);
    let mut tools = ui.new_child(row("tools", rect.with_min_x(split)));
    let ui = &mut tools;
    ui.spacing_mut().item_spacing.x = GAP;
    search_ui(ui, cx, search, commands);
    if width > WITH_ORDER {
        ui.add_space(WIDE_GAP - GAP);
        order_ui(ui, cx, commands);
    }
    if width > WITH_LANES {
        ui.add_space(WIDE_GAP - GAP);
        lanes_ui(ui, cx, commands);
    }
    if width > WITH_MODE {
        ui.add_space(WIDE_GAP - GAP);
        mode_ui(ui, cx, commands);
    } else if width > WITH_PENCIL {
        pencil_ui(ui, cx, commands);
    }
    if writes && width > WITH_UNDO {
        ui.add_space(WIDE_GAP - GAP);
        undo_ui(ui, cx, commands);
    }
    if width > WITH_ZOOM {
        ui.add_space(WIDE_GAP - GAP);
        zoom_ui(ui, theme, commands);
        ui.add_space(WIDE_GAP - GAP);
        let export = main_button(ui, theme, "Export").on_hover_text("Save a picture, copy a link");
        egui::Popup::menu(&export).width(280.0).show(|ui| export_items(ui, commands));
        ui.add_space(WIDE_GAP - GAP);
    }
    if width > WITH_HELP {
        help_ui(ui, cx, commands);
    }
    menu_ui(ui, cx, commands, requests);
}

/// The mark of the program, the story's title and the work it is of.
fn title_ui(ui: &mut Ui, cx: &Context<'_>, requests: &mut Vec<Request>) {
    let (rect, _) = ui.allocate_exact_size(vec2(26.0, 22.0), Sense::hover());
    logo(ui.painter(), rect, cx.theme);
    ui.add_space(4.0);
    ui.vertical(|ui| {
        ui.set_max_width((ui.available_width() - 26.0).max(20.0));
        ui.spacing_mut().item_spacing.y = 1.0;
        let subtitle = subtitle(cx);
        let height = if subtitle.is_empty() { 18.0 } else { 34.0 };
        ui.add_space(((ui.available_height() - height) / 2.0).max(0.0));
        let title = RichText::new(&cx.story.title).font(Weight::SemiBold.font(14.5)).color(cx.theme.text);
        // A row is at least as high as a button.
        ui.spacing_mut().interact_size.y = 18.0;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            if !cx.is_unsaved {
                ui.add(Label::new(title).truncate());
                return;
            }
            // The title takes what the mark leaves.
            let most = (ui.available_width() - UNSAVED).max(20.0);
            ui.scope(|ui| {
                ui.set_max_width(most);
                ui.add(Label::new(title).truncate());
            });
            unsaved_ui(ui, cx, requests);
        });
        if !subtitle.is_empty() {
            ui.add(Label::new(RichText::new(subtitle).size(12.0).color(cx.theme.muted)).truncate());
        }
    });
}

/// The line below the title: the file while one writes, else the work that the story is of.
fn subtitle(cx: &Context<'_>) -> String {
    match cx.source {
        _ if !cx.is_unsaved && cx.state.mode == Mode::Explore => words::subtitle(cx.story),
        Source::New(_) => "in no file yet".to_owned(),
        source => source.short_name(),
    }
}

/// The mark of a story that is not saved, and its words if there is room; a click saves.
fn unsaved_ui(ui: &mut Ui, cx: &Context<'_>, requests: &mut Vec<Request>) {
    let keys = printed_keys("Ctrl+S").next().filter(|_| !is_touch(ui.ctx()));
    let words = keys.map_or_else(|| "not saved yet".to_owned(), |keys| format!("not saved yet · {keys}"));
    let laid_out =
        |words: &str| ui.painter().layout_no_wrap(words.to_owned(), Weight::Regular.font(11.5), cx.theme.muted);
    let mut galley = laid_out(&words);
    if ui.available_width() <= galley.size().x + 16.0 {
        galley = laid_out("not saved yet");
    }
    let has_room = ui.available_width() > galley.size().x + 16.0;
    let size = vec2(if has_room { galley.size().x + 16.0 } else { 10.0 }, 18.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &words));
    ui.painter().circle_filled(rect.left_center() + vec2(5.0, 0.0), 4.0, cx.theme.accent);
    if has_room {
        let colour = if response.hovered() { cx.theme.text } else { cx.theme.muted };
        let at = rect.left_center() + vec2(14.0, -galley.size().y / 2.0);
        ui.painter().galley_with_override_text_color(at, galley, colour);
    }
    focus_ring(ui, &response, cx.theme);
    if response.on_hover_text("Save the story").clicked() {
        requests.push(Request::Save(None));
    }
}

/// The switch between the two orders: both words, the current one on a ground of its own.
fn order_ui(ui: &mut Ui, cx: &Context<'_>, commands: &mut Vec<Command>) {
    let theme = cx.theme;
    let (rect, _) = ui.allocate_exact_size(vec2(ORDER, target(ui)), Sense::hover());
    ui.painter().rect(rect, CornerRadius::same(7), theme.raised, (1.0, theme.hairline), StrokeKind::Inside);
    let mut switch = ui.new_child(UiBuilder::new().id_salt("order").max_rect(rect.shrink(3.0)));
    let half = vec2(rect.width() / 2.0 - 3.0, rect.height() - 6.0);
    switch.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for order in Order::ALL {
            let on = cx.state.order() == order;
            let (word, tip) = match order {
                Order::Happening => ("Happening", "The order in which things happen (T)"),
                Order::Telling => ("Telling", "The order in which they are told (T)"),
            };
            let weight = if on { Weight::SemiBold } else { Weight::Regular };
            let text = RichText::new(word).font(weight.font(12.5)).color(if on { theme.text } else { theme.muted });
            let fill = if on { theme.hovered(theme.raised) } else { Color32::TRANSPARENT };
            let button = Button::new(text).min_size(half).fill(fill).stroke(Stroke::NONE);
            let button = ui.add(button.selected(on).corner_radius(5)).on_hover_text(tip);
            let name = format!("Order of {}", order.word());
            button.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, &name));
            if button.clicked() {
                commands.push(Command::SetOrder(order));
            }
        }
    });
}

/// The button that says what lanes stand for, with their menu.
fn lanes_ui(ui: &mut Ui, cx: &Context<'_>, commands: &mut Vec<Command>) {
    let text = format!("By {}", cx.state.arrangement().lanes.word());
    let button = Button::new(text).min_size(vec2(LANES, target(ui)));
    let button = ui.add(button).on_hover_text("What each lane stands for, and their order (B)");
    egui::Popup::menu(&button).width(250.0).show(|ui| lanes_items(ui, cx.state, commands));
}

/// The button that is down while the story is being written.
fn mode_ui(ui: &mut Ui, cx: &Context<'_>, commands: &mut Vec<Command>) {
    let (theme, on) = (cx.theme, cx.state.mode == Mode::Write);
    let text = RichText::new("Write").color(if on { theme.on_accent } else { theme.text });
    let button = Button::new(text).min_size(vec2(MODE, target(ui)));
    let button = if on { button.fill(theme.accent) } else { button };
    let tip = if on { "Back to exploring: no gesture changes the story (E)" } else { "Write in this story (E)" };
    let button = ui.add(button).on_hover_text(tip);
    button.widget_info(|| WidgetInfo::selected(Role::Button, true, on, "Write"));
    if button.clicked() {
        commands.push(Command::ToggleMode);
    }
}

/// The same where there is no room for the word.
fn pencil_ui(ui: &mut Ui, cx: &Context<'_>, commands: &mut Vec<Command>) {
    let on = cx.state.mode == Mode::Write;
    let button = icon_button(ui, cx.theme, Icon::Pencil, if on { "Back to exploring (E)" } else { "Write (E)" }, true);
    button.widget_info(|| WidgetInfo::selected(Role::Button, true, on, "Write"));
    if on {
        let ring = Stroke::new(1.5, cx.theme.accent);
        ui.painter().rect_stroke(button.rect, CornerRadius::same(7), ring, StrokeKind::Inside);
    }
    if button.clicked() {
        commands.push(Command::ToggleMode);
    }
}

/// The buttons to undo and redo, which say what.
fn undo_ui(ui: &mut Ui, cx: &Context<'_>, commands: &mut Vec<Command>) {
    let steps = &cx.state.steps;
    for (icon, verb, step, command) in
        [(Icon::Undo, "Undo", &steps.undo, Command::Undo), (Icon::Redo, "Redo", &steps.redo, Command::Redo)]
    {
        let name = step
            .as_ref()
            .map_or_else(|| format!("Nothing to {}", verb.to_lowercase()), |step| format!("{verb}: {step}"));
        if icon_button(ui, cx.theme, icon, &name, step.is_some()).clicked() {
            commands.push(command);
        }
    }
}

fn zoom_ui(ui: &mut Ui, theme: &Theme, commands: &mut Vec<Command>) {
    if icon_button(ui, theme, Icon::Minus, "Zoom out (−)", true).clicked() {
        commands.push(Command::ZoomOut);
    }
    let fit = Button::new("Fit").min_size(vec2(FIT, target(ui)));
    if ui.add(fit).on_hover_text("Show the whole story (0)").clicked() {
        commands.push(Command::FitAll);
    }
    if icon_button(ui, theme, Icon::Plus, "Zoom in (+)", true).clicked() {
        commands.push(Command::ZoomIn);
    }
}

/// The buttons for theme and help.
fn help_ui(ui: &mut Ui, cx: &Context<'_>, commands: &mut Vec<Command>) {
    let name = match cx.theme_choice {
        ThemeChoice::System => "Theme: same as the system",
        ThemeChoice::Dark => "Theme: dark",
        ThemeChoice::Light => "Theme: light",
    };
    if icon_button(ui, cx.theme, Icon::Theme, name, true).clicked() {
        commands.push(Command::Window(WindowCommand::NextTheme));
    }
    if icon_button(ui, cx.theme, Icon::Help, "Keys and gestures (?)", true).clicked() {
        commands.push(Command::Window(WindowCommand::ToggleHelp));
    }
}
