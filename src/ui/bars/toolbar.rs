//! The bar at the top: what is open, the search, zoom, export, theme, help and the menu.

use egui::emath::vec2;
use egui::{Align, Context, CornerRadius, Id, Key, Label, Layout, RichText, Sense, TextEdit, Ui, UiBuilder};

use super::results::results_ui;
use crate::state::chart::Chart;
use crate::state::command::Command;
use crate::story::order::Order;
use crate::story::words::{self, number};
use crate::theme::{Theme, Weight};
use crate::ui::app::App;
use crate::ui::host::{HAS_PATHS, is_taken};
use crate::ui::session::open::Source;
use crate::ui::settings::{ThemeChoice, Wheel};
use crate::ui::timeline::lanes::{history_items, lanes_items};
use crate::ui::widgets::icons::{Icon, icon, logo};
use crate::ui::widgets::kit::{icon_button, is_touch, main_button, readable, scrolled, target};

/// The search field's id: keys belong to it while it has the keyboard.
pub(in crate::ui) fn search_id() -> Id {
    Id::unique("search field")
}

/// Between two things in the bar.
const GAP: f32 = 6.0;
/// Between two groups of things.
const WIDE_GAP: f32 = 14.0;
/// How wide the buttons with words are.
const EXPORT: f32 = 72.0;
/// See [`EXPORT`].
const FIT: f32 = 44.0;
/// See [`EXPORT`].
const ORDER: f32 = 164.0;
/// See [`EXPORT`].
const LANES: f32 = 104.0;

/// Shows the bar. From left to right, so that Tab and screen readers go the way the eye goes.
pub(in crate::ui) fn toolbar_ui(ui: &mut Ui, app: &mut App, theme: &Theme, commands: &mut Vec<Command>) {
    let (rect, side) = (ui.max_rect(), target(ui));
    let bottom = [rect.left_bottom(), rect.right_bottom()].map(|end| end + vec2(0.0, -0.5));
    ui.painter().line_segment(bottom, (1.0, theme.hairline));
    let width = rect.width();
    let (help, zoom) = (width > 560.0, width > 700.0);
    let mut right = if help { 3.0 * (side + GAP) } else { side + GAP };
    if zoom {
        right += WIDE_GAP + 2.0 * side + FIT + 2.0 * GAP + WIDE_GAP + EXPORT + WIDE_GAP - GAP;
    }
    // What is in the menu too comes where there is room for it.
    let (order, lanes) = (width > 940.0, width > 840.0);
    right += if order { ORDER + WIDE_GAP } else { 0.0 } + if lanes { LANES + WIDE_GAP } else { 0.0 };
    let search = ((width - right) * if help { 0.5 } else { 0.42 }).clamp(110.0, 270.0);
    let split = rect.max.x - right - search;
    let row =
        |salt: &str, rect| UiBuilder::new().id_salt(salt).max_rect(rect).layout(Layout::left_to_right(Align::Center));
    title_ui(&mut ui.new_child(row("title", rect.with_max_x(split - GAP))), app, theme);
    let mut tools = ui.new_child(row("tools", rect.with_min_x(split)));
    let ui = &mut tools;
    ui.spacing_mut().item_spacing.x = GAP;
    search_ui(ui, app, theme, search, commands);
    if order {
        ui.add_space(WIDE_GAP - GAP);
        order_ui(ui, app, theme, commands);
    }
    if lanes {
        ui.add_space(WIDE_GAP - GAP);
        lanes_button(ui, app, commands);
    }
    if zoom {
        ui.add_space(WIDE_GAP - GAP);
        zoom_ui(ui, theme, commands);
        ui.add_space(WIDE_GAP - GAP);
        let export = main_button(ui, theme, "Export").on_hover_text("Save a picture, copy a link");
        egui::Popup::menu(&export).width(280.0).show(|ui| export_items(ui, commands));
        ui.add_space(WIDE_GAP - GAP);
    }
    if help {
        let name = match app.theme_choice() {
            ThemeChoice::System => "Theme: as the system has it",
            ThemeChoice::Dark => "Theme: dark",
            ThemeChoice::Light => "Theme: light",
        };
        if icon_button(ui, theme, Icon::Theme, name, true).clicked() {
            commands.push(Command::NextTheme);
        }
        if icon_button(ui, theme, Icon::Help, "Keys and gestures (?)", true).clicked() {
            commands.push(Command::ToggleHelp);
        }
    }
    menu_ui(ui, app, theme, commands);
}

/// The switch between the two orders: both words, the one that holds on a ground of its own.
fn order_ui(ui: &mut Ui, app: &App, theme: &Theme, commands: &mut Vec<Command>) {
    let (rect, _) = ui.allocate_exact_size(vec2(ORDER, target(ui)), Sense::hover());
    ui.painter().rect(rect, CornerRadius::same(7), theme.raised, (1.0, theme.hairline), egui::StrokeKind::Inside);
    let mut switch = ui.new_child(UiBuilder::new().id_salt("order").max_rect(rect.shrink(3.0)));
    let half = vec2(rect.width() / 2.0 - 3.0, rect.height() - 6.0);
    switch.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for order in Order::ALL {
            let on = app.state.order() == order;
            let (word, tip) = match order {
                Order::Happening => ("Happening", "The order in which things happen (T)"),
                Order::Telling => ("Telling", "The order in which they are told (T)"),
            };
            let weight = if on { Weight::SemiBold } else { Weight::Regular };
            let text = RichText::new(word).font(weight.font(12.5)).color(if on { theme.text } else { theme.muted });
            let fill = if on { theme.hovered(theme.raised) } else { egui::Color32::TRANSPARENT };
            let button = egui::Button::new(text).min_size(half).fill(fill).stroke(egui::Stroke::NONE);
            let button = ui.add(button.selected(on).corner_radius(5)).on_hover_text(tip);
            button.widget_info(|| {
                egui::WidgetInfo::selected(egui::Role::RadioButton, true, on, format!("Order of {}", order.word()))
            });
            if button.clicked() {
                commands.push(Command::SetOrder(order));
            }
        }
    });
}

/// What lanes stand for, and their menu.
fn lanes_button(ui: &mut Ui, app: &App, commands: &mut Vec<Command>) {
    let text = format!("By {}", app.state.arrangement().lanes.word());
    let button = egui::Button::new(text).min_size(vec2(LANES, target(ui)));
    let button = ui.add(button).on_hover_text("What lanes stand for, and their order (B)");
    egui::Popup::menu(&button).width(250.0).show(|ui| lanes_items(ui, app, commands));
}

fn zoom_ui(ui: &mut Ui, theme: &Theme, commands: &mut Vec<Command>) {
    if icon_button(ui, theme, Icon::Minus, "Zoom out (−)", true).clicked() {
        commands.push(Command::ZoomOut);
    }
    let fit = egui::Button::new("Fit").min_size(vec2(FIT, target(ui)));
    if ui.add(fit).on_hover_text("Show the whole story (0)").clicked() {
        commands.push(Command::FitAll);
    }
    if icon_button(ui, theme, Icon::Plus, "Zoom in (+)", true).clicked() {
        commands.push(Command::ZoomIn);
    }
}

fn title_ui(ui: &mut Ui, app: &App, theme: &Theme) {
    let story = &app.session.story;
    let (rect, _) = ui.allocate_exact_size(vec2(26.0, 22.0), Sense::hover());
    logo(ui.painter(), rect, theme);
    ui.add_space(4.0);
    ui.vertical(|ui| {
        ui.set_max_width((ui.available_width() - 26.0).max(20.0));
        ui.spacing_mut().item_spacing.y = 1.0;
        let subtitle = words::subtitle(story);
        let height = if subtitle.is_empty() { 18.0 } else { 34.0 };
        ui.add_space(((ui.available_height() - height) / 2.0).max(0.0));
        let title = RichText::new(&story.title).font(Weight::SemiBold.font(14.5)).color(theme.text);
        ui.add(Label::new(title).truncate());
        if !subtitle.is_empty() {
            ui.add(Label::new(RichText::new(subtitle).size(12.0).color(theme.muted)).truncate());
        }
    });
}

fn search_ui(ui: &mut Ui, app: &mut App, theme: &Theme, width: f32, commands: &mut Vec<Command>) {
    let mut query = app.state.search.query().to_owned();
    let hint = if width > 200.0 { "Search events, people, places" } else { "Search" };
    let height = target(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    ui.painter().rect(rect, CornerRadius::same(7), theme.raised, (1.0, theme.hairline), egui::StrokeKind::Inside);
    icon(
        ui.painter(),
        egui::Rect::from_min_size(rect.min + vec2(4.0, 0.0), vec2(26.0, height)),
        Icon::Search,
        theme.muted,
    );
    let count_room = if app.state.search.is_active() { 62.0 } else { 30.0 };
    let field = egui::Rect::from_min_max(rect.min + vec2(30.0, 1.0), rect.max - vec2(count_room, 1.0));
    let edit = TextEdit::singleline(&mut query)
        .id(search_id())
        .hint_text(RichText::new(hint).color(theme.faint))
        .frame(egui::Frame::NONE)
        .align(egui::Align2::LEFT_CENTER)
        .char_limit(200)
        .margin(egui::Margin::ZERO)
        .min_size(field.size())
        .desired_width(field.width());
    let response = ui.put(field, edit);
    // What comes next keeps clear of all of the box, not only of the field in it.
    ui.advance_cursor_after_rect(rect);
    // The hint is gone once there is a text.
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label("Search events, people, places"));
    let marginal = egui::Rect::from_min_max(egui::pos2(field.max.x, rect.min.y), rect.max);
    if app.state.search.is_active() {
        let (hits, is_pending) = (app.state.search.count(), app.state.search.is_pending());
        let at = if let crate::state::Selection::Event(event) = app.state.selection {
            app.state.search.place(event)
        } else {
            None
        };
        let text = match (hits, at) {
            _ if is_pending => "Indexing…".to_owned(),
            (0, _) => "none".to_owned(),
            (count, Some(at)) => format!("{} of {}", number(at + 1), number(count)),
            (count, None) => format!("{} found", number(count)),
        };
        let colour = if hits == 0 && !is_pending { theme.error } else { theme.muted };
        let shown = ui.painter().text(
            marginal.right_center() - vec2(8.0, 0.0),
            egui::Align2::RIGHT_CENTER,
            &text,
            Weight::Regular.font(11.5),
            colour,
        );
        readable(ui, "search count", shown, &text);
    } else if !response.has_focus() && !is_touch(ui.ctx()) {
        let key = egui::Rect::from_center_size(marginal.center(), vec2(18.0, 18.0));
        ui.painter().rect_stroke(key, 4.0, (1.0, theme.hairline), egui::StrokeKind::Inside);
        ui.painter().text(key.center(), egui::Align2::CENTER_CENTER, "/", Weight::Regular.font(11.0), theme.muted);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(rect, CornerRadius::same(7), (1.5, theme.accent), egui::StrokeKind::Inside);
    }
    results_ui(ui, app, rect, response.has_focus(), theme, commands);
    if response.changed() {
        commands.push(Command::Search(query));
    }
    if response.lost_focus() {
        let (enter, shift, escape) =
            ui.input(|input| (input.key_pressed(Key::Enter), input.modifiers.shift, input.key_pressed(Key::Escape)));
        if enter {
            commands.push(if shift { Command::PreviousHit } else { Command::NextHit });
            // Stepping on with the next Enter.
            response.request_focus();
        } else if escape {
            commands.push(Command::Search(String::new()));
        }
    }
}

/// Gives the keyboard to the search field, with all that is in it selected. At once: what is typed next is for it.
pub(in crate::ui) fn focus_search(ctx: &Context, query: &str) {
    let mut state = TextEdit::load_state(ctx, search_id()).unwrap_or_default();
    let end = egui::text::CCursor::new(query.chars().count());
    state.cursor.set_char_range(Some(egui::text::CCursorRange::two(egui::text::CCursor::new(0), end)));
    TextEdit::store_state(ctx, search_id(), state);
    ctx.memory_mut(|memory| memory.request_focus(search_id()));
}

fn menu_ui(ui: &mut Ui, app: &mut App, theme: &Theme, commands: &mut Vec<Command>) {
    let button = icon_button(ui, theme, Icon::Menu, "Menu", true);
    egui::Popup::menu(&button).width(280.0).show(|ui| {
        scrolled(ui, 76.0, |ui| {
            item(ui, "Open a story…", "Ctrl+O", Command::Open, commands);
            recent_ui(ui, app);
            item(ui, "Read the story again", if is_taken("F5") { "" } else { "F5" }, Command::Reload, commands);
            ui.separator();
            export_items(ui, commands);
            ui.separator();
            let other = match app.state.order() {
                Order::Happening => "Order of telling",
                Order::Telling => "Order of happening",
            };
            item(ui, other, "T", Command::ToggleOrder, commands);
            ui.menu_button("Lanes", |ui| lanes_items(ui, app, commands));
            ui.menu_button("Chart", |ui| {
                for chart in Chart::ALL {
                    let open = app.state.arrangement().chart == Some(chart);
                    if ui.radio(open, chart.title()).on_hover_text(chart.about()).clicked() {
                        commands.push(Command::ShowChart((!open).then_some(chart)));
                        ui.close();
                    }
                }
                item(ui, "Show or hide", "C", Command::ToggleCharts, commands);
            });
            item(ui, "Do or go to anything…", "Ctrl+Shift+P", Command::TogglePalette, commands);
            history_items(ui, app, commands);
            ui.separator();
            item(ui, "Fit the whole story", "0", Command::FitAll, commands);
            item(ui, "Fit the selection", "F", Command::FitSelection, commands);
            let detail = if app.settings.detail_open { "Hide the detail panel" } else { "Show the detail panel" };
            item(ui, detail, "D", Command::ToggleDetail, commands);
            ui.separator();
            ui.menu_button("Wheel", |ui| {
                ui.radio_value(&mut app.settings.wheel, Wheel::Auto, "Scrolls lanes where they overflow, else zooms");
                ui.radio_value(&mut app.settings.wheel, Wheel::Zoom, "Always zooms");
                ui.radio_value(&mut app.settings.wheel, Wheel::Scroll, "Always scrolls");
            });
            ui.menu_button("Size of everything", |ui| {
                for size in [0.8, 1.0, 1.25, 1.5, 2.0] {
                    ui.radio_value(&mut app.settings.size, size, format!("{} %", size * 100.0));
                }
            });
            ui.checkbox(&mut app.settings.still, "Reduce motion");
            if HAS_PATHS {
                ui.checkbox(&mut app.settings.follow, "Read a file again when it is saved");
            }
            item(ui, "Theme: system, dark, light", "", Command::NextTheme, commands);
            ui.separator();
            item(ui, "Keys and gestures", "?", Command::ToggleHelp, commands);
        });
    });
}

/// A line of a menu.
pub(in crate::ui) fn item(ui: &mut Ui, title: &str, keys: &str, command: Command, commands: &mut Vec<Command>) {
    // Where there are fingers there is mostly no keyboard, and little room.
    let keys = if is_touch(ui.ctx()) { "" } else { keys };
    if ui.add(egui::Button::new(title).shortcut_text(keys)).clicked() {
        commands.push(command);
        ui.close();
    }
}

fn export_items(ui: &mut Ui, commands: &mut Vec<Command>) {
    item(ui, "Save the view as PNG…", "Ctrl+S", Command::ExportView, commands);
    item(ui, "Save a poster as PNG…", "Ctrl+Shift+S", Command::ExportPoster, commands);
    item(ui, "Copy a link to this view", "", Command::CopyLink, commands);
}

fn recent_ui(ui: &mut Ui, app: &mut App) {
    ui.menu_button("Open recent", |ui| {
        ui.set_max_width(420.0);
        let mut wanted = None;
        if ui.button("What You Leave Behind (built in)").clicked() {
            wanted = Some(Source::Episode);
        }
        for path in &app.settings.recent {
            let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.display().to_string());
            if ui.button(name).on_hover_text(path.display().to_string()).clicked() {
                wanted = Some(crate::ui::host::source(&path.to_string_lossy()));
            }
        }
        if let Some(source) = wanted {
            app.open(ui.ctx(), source);
            ui.close();
        }
        if !app.settings.recent.is_empty() {
            ui.separator();
            if ui.button("Forget recent files").clicked() {
                app.settings.recent.clear();
                ui.close();
            }
        }
    });
}
