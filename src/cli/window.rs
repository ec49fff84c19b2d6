//! Opens the window, or says in one sentence why it cannot.

use std::path::PathBuf;
use std::sync::Arc;

use super::keeper::{self, Keeper};
use super::outcome::{Failure, Outcome};
use super::{folder, source};
use crate::files::read_stdin;
use crate::state::view::View;
use crate::ui::{App, SETTINGS_KEY, StorySource};

/// Opens the window with a story, at the view of the link if there is one, and returns when it is closed.
pub(super) fn open(story: Option<PathBuf>, view: Option<&str>) -> Result<Outcome, Failure> {
    // Checked first, before standard input is read for a window that cannot open.
    if !has_display() {
        return Err(no_window("there is no display to open a window on"));
    }
    if let Some(link) = view {
        source::check_link(link, story.as_deref())?;
    }
    let source = match story {
        None => StorySource::Episode,
        Some(path) if source::is_standard(&path) => {
            let bytes = read_stdin().map_err(|problem| Failure::Refused(problem.message))?;
            StorySource::Bytes(source::name(Some(&path)), Arc::from(bytes))
        }
        Some(path) => StorySource::File(path),
    };
    let viewport = egui::ViewportBuilder::default()
        .with_title("What You Leave Behind — Plotlanes")
        .with_app_id(folder::APP_ID)
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size([480.0, 360.0])
        .with_drag_and_drop(true);
    // Without an icon the window opens anyway.
    let viewport = match crate::ui::window_icon() {
        Ok(icon) => viewport.with_icon(icon),
        Err(_) => viewport,
    };
    // Dithering would make the window differ from its pictures.
    let options = eframe::NativeOptions { viewport, dithering: false, ..Default::default() };
    let run = eframe::run_native(
        "Plotlanes",
        options,
        Box::new(|cc| {
            let mut app = app(cc, source);
            #[cfg(unix)]
            {
                let is_ending = Arc::default();
                super::signals::close_when_asked(&cc.egui_ctx, Arc::clone(&is_ending));
                app.end_when(is_ending);
            }
            if let Some(view) = view {
                app.show_when_open(&cc.egui_ctx, View::from_fragment(view));
            }
            Ok(Box::new(app))
        }),
    );
    match run {
        Ok(()) => Ok(Outcome::Done),
        Err(error) => Err(no_window(&why(&error))),
    }
}

/// The app with the stored settings, and with an offer to restore what was open at a crash.
fn app(cc: &eframe::CreationContext<'_>, source: StorySource) -> App {
    // Earlier versions kept the settings in eframe's storage, beside the window's position.
    let earlier = || cc.storage.and_then(|storage| storage.get_string(SETTINGS_KEY));
    let Some(data) = folder::data() else { return App::new(&cc.egui_ctx, earlier().as_deref(), source) };
    let stored = folder::settings(&data).read();
    let mut app = App::new(&cc.egui_ctx, stored.clone().or_else(earlier).as_deref(), source);
    let (offer, left) = keeper::offer(&data).unzip();
    if let Some(offer) = offer {
        app.offer(offer);
    }
    let ctx = cc.egui_ctx.clone();
    app.keep_with(Box::new(Keeper::start(&data, stored.as_deref(), left.flatten(), move || ctx.request_repaint())));
    app
}

/// Whether there is a display. X and Wayland are named in the environment; on other systems, opening a window tells.
fn has_display() -> bool {
    !cfg!(all(unix, not(target_os = "macos"))) || display().is_some()
}

/// The display in the environment, such as `DISPLAY=:0`; Wayland first, as winit tries it first.
fn display() -> Option<String> {
    ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"].into_iter().find_map(|name| {
        let value = std::env::var_os(name).filter(|value| !value.is_empty())?;
        Some(format!("{name}={}", value.display()))
    })
}

/// A clause that says why no window opened.
fn why(error: &eframe::Error) -> String {
    if matches!(error, eframe::Error::WinitEventLoop(_))
        && let Some(display) = display()
    {
        return format!("no window can be opened on the display that {display} names");
    }
    // Messages of the libraries may have several lines and contain places in their code.
    let said = error.to_string();
    let first = said.lines().next().unwrap_or_default().trim().trim_end_matches(['.', ':']);
    format!("no window can be opened ({first})")
}

fn no_window(why: &str) -> Failure {
    Failure::Refused(format!("{why}; `plotlanes export -o story.png` writes the picture without one."))
}
