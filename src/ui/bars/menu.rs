//! The menu at the end of the toolbar.

use egui::Ui;

use super::context::Context;
use crate::state::Mode;
use crate::state::chart::Chart;
use crate::state::command::{Command, WindowCommand, listed};
use crate::story::order::Order;
use crate::ui::cards::help::printed_keys;
use crate::ui::host::source::{BUILT_IN, Source};
use crate::ui::host::{HAS_PATHS, source};
use crate::ui::next::Next;
use crate::ui::request::Request;
use crate::ui::settings::{Setting, Wheel};
use crate::ui::timeline::lanes::{history_items, lanes_items};
use crate::ui::widgets::icons::Icon;
use crate::ui::widgets::kit::{icon_button, radio, scrolled};
use crate::ui::widgets::menu::item;

/// Shows the button with its menu.
pub(super) fn menu_ui(ui: &mut Ui, cx: &Context<'_>, commands: &mut Vec<Command>, requests: &mut Vec<Request>) {
    let button = icon_button(ui, cx.theme, Icon::Menu, "Menu", true);
    egui::Popup::menu(&button).width(280.0).show(|ui| {
        scrolled(ui, 76.0, |ui| {
            command_item(ui, Command::Window(WindowCommand::NewStory), commands);
            command_item(ui, Command::Window(WindowCommand::NewFromOutline), commands);
            command_item(ui, Command::Window(WindowCommand::Open), commands);
            recent_ui(ui, cx, requests);
            command_item(ui, Command::Window(WindowCommand::Reload), commands);
            command_item(ui, Command::Window(WindowCommand::Save), commands);
            command_item(ui, Command::Window(WindowCommand::SaveAs), commands);
            if *cx.source == Source::Episode {
                command_item(ui, Command::Window(WindowCommand::MakeCopy), commands);
            }
            ui.separator();
            let mode = if cx.state.mode == Mode::Write { "Explore: nothing changes by accident" } else { "Write" };
            item(ui, mode, "E", Command::ToggleMode, commands);
            command_item(ui, Command::Window(WindowCommand::ShowChecks), commands);
            ui.separator();
            export_items(ui, commands);
            ui.separator();
            let other = match cx.state.order() {
                Order::Happening => "Order of telling",
                Order::Telling => "Order of happening",
            };
            item(ui, other, "T", Command::ToggleOrder, commands);
            ui.menu_button("Lanes", |ui| lanes_items(ui, cx.state, commands));
            ui.menu_button("Chart", |ui| chart_items(ui, cx, commands));
            command_item(ui, Command::Window(WindowCommand::TogglePalette), commands);
            history_items(ui, cx.state, commands);
            ui.separator();
            command_item(ui, Command::FitAll, commands);
            command_item(ui, Command::FitSelection, commands);
            let detail = if cx.settings.detail_open { "Hide the detail panel" } else { "Show the detail panel" };
            item(ui, detail, "D", Command::Window(WindowCommand::ToggleDetail), commands);
            ui.separator();
            settings_ui(ui, cx, requests);
            command_item(ui, Command::Window(WindowCommand::NextTheme), commands);
            ui.separator();
            command_item(ui, Command::Window(WindowCommand::ToggleHelp), commands);
        });
    });
}

/// A line of a menu with the title and the first keys that the list of commands has for it.
fn command_item(ui: &mut Ui, command: Command, commands: &mut Vec<Command>) {
    let Some(row) = listed().into_iter().find(|row| row.command == command) else { return };
    let keys = printed_keys(row.keys).next().unwrap_or_default();
    item(ui, row.title, &keys, command, commands);
}

/// The lines for saving pictures and copying a link.
pub(super) fn export_items(ui: &mut Ui, commands: &mut Vec<Command>) {
    for command in [
        Command::Window(WindowCommand::ExportView),
        Command::Window(WindowCommand::ExportPoster),
        Command::Window(WindowCommand::CopyLink),
    ] {
        command_item(ui, command, commands);
    }
}

/// The charts, of which at most one is open.
fn chart_items(ui: &mut Ui, cx: &Context<'_>, commands: &mut Vec<Command>) {
    for chart in Chart::ALL {
        let is_open = cx.state.arrangement().chart == Some(chart);
        if radio(ui, is_open, chart.title()).on_hover_text(chart.about()).clicked() {
            commands.push(Command::ShowChart((!is_open).then_some(chart)));
            ui.close();
        }
    }
    item(ui, "Show or hide", "C", Command::ToggleCharts, commands);
}

/// The stories opened last.
fn recent_ui(ui: &mut Ui, cx: &Context<'_>, requests: &mut Vec<Request>) {
    ui.menu_button("Open recent", |ui| {
        ui.set_max_width(420.0);
        let mut wanted = None;
        if ui.button(BUILT_IN).clicked() {
            wanted = Some(Source::Episode);
        }
        for path in &cx.settings.recent {
            let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.display().to_string());
            if ui.button(name).on_hover_text(path.display().to_string()).clicked() {
                wanted = Some(source(&path.to_string_lossy()));
            }
        }
        if let Some(source) = wanted {
            requests.push(Request::Leave(Next::Open(source, None)));
            ui.close();
        }
        if !cx.settings.recent.is_empty() {
            ui.separator();
            if ui.button("Forget recent files").clicked() {
                requests.push(Request::Set(Setting::NoRecentFiles));
                ui.close();
            }
        }
    });
}

/// The settings of the window.
fn settings_ui(ui: &mut Ui, cx: &Context<'_>, requests: &mut Vec<Request>) {
    let settings = cx.settings;
    ui.menu_button("Mouse wheel", |ui| {
        let choices = [
            (Wheel::Auto, "Scrolls the lanes if they do not fit, else zooms"),
            (Wheel::Zoom, "Always zooms"),
            (Wheel::Scroll, "Always scrolls"),
        ];
        for (wheel, title) in choices {
            if radio(ui, settings.wheel == wheel, title).clicked() {
                requests.push(Request::Set(Setting::Wheel(wheel)));
            }
        }
    });
    ui.menu_button("Size of everything", |ui| {
        for size in [0.8_f32, 1.0, 1.25, 1.5, 2.0] {
            let is_on = settings.size.to_bits() == size.to_bits();
            if radio(ui, is_on, format!("{} %", size * 100.0)).clicked() {
                requests.push(Request::Set(Setting::Size(size)));
            }
        }
    });
    let mut reduced = settings.still;
    if ui.checkbox(&mut reduced, "Reduce motion").clicked() {
        requests.push(Request::Set(Setting::Still(reduced)));
    }
    let mut follow = settings.follow;
    if HAS_PATHS && ui.checkbox(&mut follow, "Read a file again when it is saved").clicked() {
        requests.push(Request::Set(Setting::Follow(follow)));
    }
}
