//! The help card: every gesture and every key.

use egui::{Grid, RichText, ScrollArea, Ui};

use crate::state::command::{Command, WriteCommand, listed};
use crate::theme::{Theme, Weight};
use crate::ui::host::is_taken;
use crate::ui::widgets::kit::{heading, is_touch};

const GESTURES: [(&str, &str); 13] = [
    ("Drag", "Move through time, and through lanes that do not fit"),
    ("Wheel", "Scroll the lanes if they do not fit, else zoom at the pointer"),
    ("Ctrl+wheel, pinch", "Zoom at the pointer"),
    ("Shift+wheel", "Move through time"),
    ("Click", "Select an event or a lane; zoom to a phase or to events drawn as one"),
    ("Double-click", "Zoom to an event, fold a lane; elsewhere, show the whole story"),
    ("Shift+click an event", "Compare it with the selected one"),
    ("Click on the axis", "See what happens at that time; click again to close"),
    ("Drag a lane’s title", "Move the lane"),
    ("Right-click a lane’s title", "Fold, hide, show alone, filter by it"),
    ("Click a bracket", "Fold the lanes of a group or place into one"),
    ("Drag the frame in the overview", "Move or resize the visible part"),
    ("Drop a file", "Open a story"),
];

/// The gestures that write, in a story that is being written.
const WRITING: [(&str, &str); 6] = [
    ("Double-click in a lane", "Add an event there"),
    ("Drag an event", "Move it; what dropping it would say is shown"),
    ("Drag an end of a bar", "Change how long it takes"),
    ("Drag the dot of the selected event", "Tie it to another one"),
    ("Ctrl+click", "Select several events"),
    ("Shift+drag", "Select the events in a frame"),
];

/// The keys of the clipboard, which the system knows as well.
const CLIPBOARD: [(&str, &str); 3] =
    [("Ctrl+C", "Copy the selected events"), ("Ctrl+X", "Cut them"), ("Ctrl+V", "Paste events, or an outline")];

/// The gestures of fingers; a touch screen has no others.
const TOUCHES: [(&str, &str); 10] = [
    ("Drag with one finger", "Move through time, and through lanes that do not fit"),
    ("Pinch with two fingers", "Zoom at the place between them"),
    ("Tap", "Select an event or a lane; zoom to a phase or to events drawn as one"),
    ("Tap twice", "Zoom to an event, fold a lane; elsewhere, show the whole story"),
    ("Tap on the axis", "See what happens at that time; tap again to close"),
    ("Hold in a lane, while writing", "Add an event there"),
    ("Drag an end of the selected bar", "Change how long it takes, while writing"),
    ("Drag the dot below it", "Tie it to another event, while writing"),
    ("Hold", "See more about what is under the finger; on a lane’s title, its menu"),
    ("Drag the panel’s handle", "Make the panel higher or lower, or close it"),
];

/// Shows the card.
pub(super) fn help_ui(ui: &mut Ui, theme: &Theme) {
    let two = ui.available_width() > 640.0;
    ScrollArea::vertical().auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().interact_size.y = 15.0;
        if is_touch(ui.ctx()) {
            gestures_ui(ui, theme, "Gestures", &TOUCHES);
            keys_ui(ui, theme);
        } else if two {
            // The lines of the keys do not wrap.
            let (width, between) = (ui.available_width(), 24.0);
            let keys = (width * 0.58).min(480.0);
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = between;
                ui.vertical(|ui| {
                    ui.set_width(keys);
                    keys_ui(ui, theme);
                });
                ui.vertical(|ui| {
                    ui.set_width(width - keys - between);
                    gestures_ui(ui, theme, "Gestures", &GESTURES);
                    gestures_ui(ui, theme, "Gestures while writing", &WRITING);
                });
            });
        } else {
            keys_ui(ui, theme);
            gestures_ui(ui, theme, "Gestures", &GESTURES);
            gestures_ui(ui, theme, "Gestures while writing", &WRITING);
        }
    });
}

fn keys_ui(ui: &mut Ui, theme: &Theme) {
    heading(ui, theme, "Keys");
    Grid::new("keys").num_columns(2).spacing([16.0, 5.0]).show(ui, |ui| {
        let mut line = |keys: &str, does: &str| {
            let keys: Vec<String> = printed_keys(keys).collect();
            if keys.is_empty() {
                return;
            }
            ui.label(RichText::new(keys.join(" or ")).font(Weight::Medium.font(12.5)).color(theme.text));
            ui.label(RichText::new(does.trim_end_matches('…')).size(12.5).color(theme.muted));
            ui.end_row();
        };
        for row in listed() {
            line(row.keys, row.title);
            if row.command == Command::Write(WriteCommand::Duplicate) {
                for (keys, does) in CLIPBOARD {
                    line(keys, does);
                }
            }
        }
    });
}

fn gestures_ui(ui: &mut Ui, theme: &Theme, title: &str, gestures: &[(&str, &str)]) {
    heading(ui, theme, title);
    for &(gesture, does) in gestures {
        ui.label(RichText::new(gesture).font(Weight::Medium.font(12.5)).color(theme.text));
        ui.add_space(-6.0);
        ui.label(RichText::new(does).size(12.5).color(theme.muted));
    }
}

/// The keys of a command as they are printed on keyboards, without those that the browser takes for itself.
pub(in crate::ui) fn printed_keys(keys: &str) -> impl Iterator<Item = String> {
    keys.split(' ').filter(|keys| !keys.is_empty() && !is_taken(keys)).map(printed)
}

/// Keys pressed together, as they are printed on keyboards.
fn printed(keys: &str) -> String {
    let names = [
        ("ArrowLeft", "←"),
        ("ArrowRight", "→"),
        ("ArrowUp", "↑"),
        ("ArrowDown", "↓"),
        ("Plus", "+"),
        ("Equals", "="),
        ("Minus", "−"),
        ("Slash", "/"),
        ("Questionmark", "?"),
        ("Escape", "Esc"),
        ("OpenBracket", "["),
        ("CloseBracket", "]"),
        ("Comma", ","),
        ("Period", "."),
    ];
    let ctrl = if cfg!(target_os = "macos") { "Cmd" } else { "Ctrl" };
    keys.split('+')
        .map(|part| {
            if part == "Ctrl" {
                ctrl
            } else {
                names.iter().find(|(key, _)| *key == part).map_or(part, |(_, name)| *name)
            }
        })
        .collect::<Vec<_>>()
        .join("+")
}
