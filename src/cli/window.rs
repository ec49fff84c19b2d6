//! Opening the window, or saying in one sentence why there is none.

use std::process::ExitCode;

use crate::ui::{App, SETTINGS_KEY, StorySource};

/// Opens the window with a story and stays until it is closed. Exit code 2 where no window can be had.
pub(super) fn open(source: StorySource) -> ExitCode {
    if !has_display() {
        return no_window("there is no display to open a window on");
    }
    let viewport = egui::ViewportBuilder::default()
        .with_title("What You Leave Behind — Plotlanes")
        .with_app_id("plotlanes")
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size([480.0, 360.0])
        .with_drag_and_drop(true);
    // Dithering would make the window differ from its picture.
    let options = eframe::NativeOptions { viewport, dithering: false, ..Default::default() };
    let run = eframe::run_native(
        "Plotlanes",
        options,
        Box::new(|cc| {
            let kept = cc.storage.and_then(|storage| storage.get_string(SETTINGS_KEY));
            Ok(Box::new(App::new(&cc.egui_ctx, kept.as_deref(), source)))
        }),
    );
    match run {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => no_window(&error.to_string()),
    }
}

/// X and Wayland say where they are in the environment; elsewhere there is always something to try.
fn has_display() -> bool {
    let named = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(all(unix, not(target_os = "macos")))
        || named("DISPLAY")
        || named("WAYLAND_DISPLAY")
        || named("WAYLAND_SOCKET")
}

fn no_window(why: &str) -> ExitCode {
    let why = why.trim_end_matches('.');
    eprintln!("plotlanes: {why}; `plotlanes export -o story.png` writes the picture without one.");
    ExitCode::from(2)
}
