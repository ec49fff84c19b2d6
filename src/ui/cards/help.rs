//! The help sheet: every gesture and every key.

use egui::{Grid, RichText, ScrollArea, Ui};

use crate::state::command::listed;
use crate::theme::{Theme, Weight};
use crate::ui::widgets::kit::is_touch;

const GESTURES: [(&str, &str); 13] = [
    ("Drag", "Pan time, and lanes where they overflow"),
    ("Wheel", "Scroll lanes where they overflow, else zoom at the pointer"),
    ("Ctrl+wheel, pinch", "Zoom at the pointer"),
    ("Shift+wheel", "Pan time"),
    ("Click", "Select an event or a lane; zoom to a phase or a run"),
    ("Double-click", "Fit an event, fold a lane; between them, fit everything"),
    ("Shift+click an event", "Compare it with the selected one"),
    ("Click on the axis", "What happens meanwhile? Again lets go"),
    ("Drag a lane’s head", "Move the lane"),
    ("Right-click a lane’s head", "Fold, hide, show alone, filter by it"),
    ("Click a bracket", "Fold the lanes of a group or place into one"),
    ("Drag the overview’s brush", "Move or resize what is visible"),
    ("Drop a file", "Open a story"),
];

/// What fingers do; the rest a touch screen lacks.
const TOUCHES: [(&str, &str); 7] = [
    ("One finger", "Pans time, and lanes where they overflow"),
    ("Two fingers", "Zoom about what is between them"),
    ("Tap", "Select an event or a lane; zoom to a phase or a run"),
    ("Tap twice", "Fit an event, fold a lane; between them, fit everything"),
    ("Tap on the axis", "What happens meanwhile? Again lets go"),
    ("Hold", "Tells more of what is under the finger; on a lane’s head, its menu"),
    ("Pull the sheet’s handle", "Higher, lower, and away"),
];

/// Shows the sheet.
pub(in crate::ui) fn help_ui(ui: &mut Ui, theme: &Theme) {
    let two = ui.available_width() > 640.0;
    ScrollArea::vertical().auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().interact_size.y = 15.0;
        if is_touch(ui.ctx()) {
            gestures_ui(ui, theme, &TOUCHES);
            keys_ui(ui, theme);
        } else if two {
            ui.columns(2, |columns| {
                keys_ui(&mut columns[0], theme);
                gestures_ui(&mut columns[1], theme, &GESTURES);
            });
        } else {
            keys_ui(ui, theme);
            gestures_ui(ui, theme, &GESTURES);
        }
    });
}

fn keys_ui(ui: &mut Ui, theme: &Theme) {
    crate::ui::widgets::kit::heading(ui, theme, "Keys");
    Grid::new("keys").num_columns(2).spacing([16.0, 5.0]).show(ui, |ui| {
        for row in listed() {
            let keys: Vec<String> = row
                .keys
                .split(' ')
                .filter(|keys| !keys.is_empty() && !crate::ui::host::is_taken(keys))
                .map(readable)
                .collect();
            if keys.is_empty() {
                continue;
            }
            ui.label(RichText::new(keys.join(" or ")).font(Weight::Medium.font(12.5)).color(theme.text));
            ui.label(RichText::new(row.title.trim_end_matches('…')).size(12.5).color(theme.muted));
            ui.end_row();
        }
    });
}

fn gestures_ui(ui: &mut Ui, theme: &Theme, gestures: &[(&str, &str)]) {
    crate::ui::widgets::kit::heading(ui, theme, "Gestures");
    for &(gesture, does) in gestures {
        ui.label(RichText::new(gesture).font(Weight::Medium.font(12.5)).color(theme.text));
        ui.add_space(-6.0);
        ui.label(RichText::new(does).size(12.5).color(theme.muted));
    }
}

/// Keys as they are printed on keyboards.
pub(in crate::ui) fn readable(keys: &str) -> String {
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
