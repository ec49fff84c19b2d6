//! The bar at the top: what is open, the search, zoom, export, theme, help and the menu.

use egui::emath::vec2;
use egui::{Align, CornerRadius, Id, Key, Label, Layout, RichText, Sense, TextEdit, Ui};

use super::icons::{Icon, icon, logo};
use super::kit::{icon_button, main_button, readable};
use super::settings::{ThemeChoice, Wheel};
use super::{App, Source};
use crate::state::command::Command;
use crate::story::words;
use crate::theme::{Theme, Weight};

/// The search field's id: keys belong to it while it has the keyboard.
pub(super) fn search_id() -> Id {
    Id::unique("search field")
}

/// Shows the bar.
pub(super) fn toolbar_ui(ui: &mut Ui, app: &mut App, theme: &Theme, commands: &mut Vec<Command>) {
    let width = ui.available_width();
    let rect = ui.max_rect();
    ui.painter().line_segment(
        [rect.left_bottom(), rect.right_bottom()].map(|end| end + vec2(0.0, -0.5)),
        (1.0, theme.hairline),
    );
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        menu_ui(ui, app, theme, commands);
        if width > 560.0 {
            if icon_button(ui, theme, Icon::Help, "Keys and gestures (?)", true).clicked() {
                commands.push(Command::ToggleHelp);
            }
            let name = match app.settings.theme {
                ThemeChoice::System => "Theme: as the system has it",
                ThemeChoice::Dark => "Theme: dark",
                ThemeChoice::Light => "Theme: light",
            };
            if icon_button(ui, theme, Icon::Theme, name, true).clicked() {
                commands.push(Command::NextTheme);
            }
        }
        if width > 680.0 {
            ui.add_space(4.0);
            let export = main_button(ui, theme, "Export").on_hover_text("Save a picture (Ctrl+S)");
            if export.clicked() {
                commands.push(Command::ExportView);
            }
            ui.add_space(8.0);
            if icon_button(ui, theme, Icon::Plus, "Zoom in (+)", true).clicked() {
                commands.push(Command::ZoomIn);
            }
            if ui
                .add(egui::Button::new("Fit").min_size(vec2(44.0, 30.0)))
                .on_hover_text("Show the whole story (0)")
                .clicked()
            {
                commands.push(Command::FitAll);
            }
            if icon_button(ui, theme, Icon::Minus, "Zoom out (−)", true).clicked() {
                commands.push(Command::ZoomOut);
            }
            ui.add_space(8.0);
        }
        let room = (ui.available_width() * if width < 560.0 { 0.4 } else { 0.5 }).clamp(110.0, 270.0);
        search_ui(ui, app, theme, room, commands);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| title_ui(ui, app, theme));
    });
}

fn title_ui(ui: &mut Ui, app: &App, theme: &Theme) {
    let story = &app.opened.story;
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
    let (rect, _) = ui.allocate_exact_size(vec2(width, 30.0), Sense::hover());
    ui.painter().rect(rect, CornerRadius::same(7), theme.raised, (1.0, theme.hairline), egui::StrokeKind::Inside);
    icon(
        ui.painter(),
        egui::Rect::from_min_size(rect.min + vec2(4.0, 0.0), vec2(26.0, 30.0)),
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
        let hits = app.state.search.hits();
        let at = if let crate::state::Selection::Event(event) = app.state.selection {
            hits.iter().position(|&hit| hit == event)
        } else {
            None
        };
        let text = match (hits.len(), at) {
            (0, _) => "none".to_owned(),
            (count, Some(at)) => format!("{} of {count}", at + 1),
            (count, None) => format!("{count} found"),
        };
        let colour = if hits.is_empty() { theme.error } else { theme.muted };
        let shown = ui.painter().text(
            marginal.right_center() - vec2(8.0, 0.0),
            egui::Align2::RIGHT_CENTER,
            &text,
            Weight::Regular.font(11.5),
            colour,
        );
        readable(ui, "search count", shown, &text);
    } else if !response.has_focus() {
        let key = egui::Rect::from_center_size(marginal.center(), vec2(18.0, 18.0));
        ui.painter().rect_stroke(key, 4.0, (1.0, theme.hairline), egui::StrokeKind::Inside);
        ui.painter().text(key.center(), egui::Align2::CENTER_CENTER, "/", Weight::Regular.font(11.0), theme.muted);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(rect, CornerRadius::same(7), (1.5, theme.accent), egui::StrokeKind::Inside);
    }
    if app.wants.focus_search {
        app.wants.focus_search = false;
        response.request_focus();
        select_all(ui, query.chars().count());
    }
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

fn select_all(ui: &Ui, letters: usize) {
    let mut state = TextEdit::load_state(ui.ctx(), search_id()).unwrap_or_default();
    let all = egui::text::CCursorRange::two(egui::text::CCursor::new(0), egui::text::CCursor::new(letters));
    state.cursor.set_char_range(Some(all));
    TextEdit::store_state(ui.ctx(), search_id(), state);
}

fn menu_ui(ui: &mut Ui, app: &mut App, theme: &Theme, commands: &mut Vec<Command>) {
    let button = icon_button(ui, theme, Icon::Menu, "Menu", true);
    egui::Popup::menu(&button).width(280.0).show(|ui| {
        let mut item = |ui: &mut Ui, title: &str, keys: &str, command: Command| {
            if ui.add(egui::Button::new(title).shortcut_text(keys)).clicked() {
                commands.push(command);
                ui.close();
            }
        };
        item(ui, "Open a story…", "Ctrl+O", Command::Open);
        recent_ui(ui, app);
        ui.separator();
        item(ui, "Save the view as PNG…", "Ctrl+S", Command::ExportView);
        item(ui, "Save a poster as PNG…", "Ctrl+Shift+S", Command::ExportPoster);
        ui.separator();
        item(ui, "Fit the whole story", "0", Command::FitAll);
        item(ui, "Fit the selection", "F", Command::FitSelection);
        item(ui, "Unfold every lane", "Shift+L", Command::UnfoldAll);
        let detail = if app.settings.detail_open { "Hide the detail panel" } else { "Show the detail panel" };
        item(ui, detail, "D", Command::ToggleDetail);
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
        item(ui, "Theme: system, dark, light", "", Command::NextTheme);
        ui.separator();
        item(ui, "Keys and gestures", "?", Command::ToggleHelp);
    });
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
                wanted = Some(Source::File(path.clone()));
            }
        }
        if let Some(source) = wanted {
            app.opening = Some(super::open::Opening::start(ui.ctx(), source));
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
