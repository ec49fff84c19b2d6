//! Opening a story: the card that asks which, and the progress of reading it.

use std::path::Path;
use std::time::Duration;

use egui::emath::vec2;
use egui::{Align2, Area, Button, Frame, Id, Key, Label, ProgressBar, RichText, ScrollArea, Ui};

use super::context::Context;
use crate::theme::Theme;
use crate::ui::host;
use crate::ui::host::source::{BUILT_IN, Dialog, Source, chosen};
use crate::ui::next::Next;
use crate::ui::request::Request;
use crate::ui::session::open::Opening;
use crate::ui::widgets::kit::{field_ui, focus_ring, heading, main_button, target};

/// How long opening may take before its progress is shown, in seconds.
const PATIENCE_SECONDS: f64 = 0.3;

/// Asks for a path, or offers a dialog and the recent files; returns whether the card is done.
pub(super) fn open_ui(
    ui: &mut Ui,
    cx: &Context<'_>,
    path: &mut String,
    dialog: &mut Option<Dialog>,
    requests: &mut Vec<Request>,
) -> bool {
    let text = "A story is one JSON file. You can also drop it into the window.";
    ui.add(Label::new(RichText::new(text).color(cx.theme.muted)).wrap());
    let mut wanted = chosen(dialog);
    // On a phone the buttons are below the field.
    let beside = if ui.available_width() > 400.0 { 190.0 } else { 0.0 };
    ui.horizontal_wrapped(|ui| {
        let field = field_ui(ui, cx.theme, path, host::WHAT_TO_TYPE, ui.available_width() - beside);
        let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if ui.memory(|memory| memory.focused().is_none()) {
            field.request_focus();
        }
        let is_clicked = main_button(ui, cx.theme, "Open").clicked();
        if (is_entered || is_clicked) && !path.trim().is_empty() {
            wanted = Some(host::source(path.trim()));
        }
        if ui.button("Browse…").clicked() {
            *dialog = Some(host::ask_story(ui.ctx()));
        }
    });
    let mut is_new = false;
    ui.horizontal_wrapped(|ui| {
        let begin = [("New story", Request::New), ("New story from an outline…", Request::AskOutline)];
        for (text, request) in begin {
            if ui.button(text).clicked() {
                requests.push(request);
                is_new = true;
            }
        }
    });
    heading(ui, cx.theme, "Recent");
    ScrollArea::vertical().max_height(220.0).auto_shrink([false, true]).show(ui, |ui| {
        let mut row = |ui: &mut Ui, name: &str, source: Source| {
            let response = ui.add(Button::new(name).truncate().min_size(vec2(ui.available_width(), target(ui))));
            focus_ring(ui, &response, cx.theme);
            if response.on_hover_text(source.name()).clicked() {
                wanted = Some(source);
            }
        };
        for path in &cx.settings.recent {
            row(ui, &path.display().to_string(), host::source(&path.to_string_lossy()));
        }
        row(ui, BUILT_IN, Source::Episode);
    });
    let is_done = is_new || wanted.is_some();
    requests.extend(wanted.map(|source| Request::Leave(Next::Open(source, None))));
    is_done
}

/// The progress of opening a story, in the middle of the window, once it has taken a while.
pub(in crate::ui) fn opening_ui(ctx: &egui::Context, opening: &Opening, theme: &Theme, requests: &mut Vec<Request>) {
    let waited = ctx.input(|input| input.time) - opening.since;
    if waited < PATIENCE_SECONDS {
        ctx.request_repaint_after(Duration::from_secs_f64(PATIENCE_SECONDS - waited));
        return;
    }
    let (bytes, total) = opening.progress.bytes();
    let (step, share) = opening.progress.step();
    let name = Path::new(&opening.name).file_name();
    let name = name.map_or_else(|| opening.name.clone(), |name| name.display().to_string());
    Area::new(Id::unique("opening")).anchor(Align2::CENTER_CENTER, vec2(0.0, 0.0)).show(ctx, |ui| {
        Frame::popup(&ctx.global_style()).inner_margin(20).show(ui, |ui| {
            ui.set_max_width((ctx.content_rect().width() - 80.0).min(420.0));
            ui.horizontal(|ui| {
                ui.spinner();
                ui.add(Label::new(RichText::new(format!("Opening {name}…")).color(theme.text)).truncate());
            });
            ui.add(ProgressBar::new(share).fill(theme.accent).desired_height(6.0));
            ui.horizontal(|ui| {
                if ui.button("Cancel").clicked() {
                    requests.push(Request::CancelOpening);
                }
                let step = if step == "Reading" && bytes > 0 { megabytes(bytes, total) } else { format!("{step}…") };
                ui.label(RichText::new(step).size(12.0).color(theme.muted));
            });
        });
    });
}

fn megabytes(bytes: u64, total: Option<u64>) -> String {
    let mb = |bytes: u64| format!("{:.1}", bytes as f64 / 1e6);
    total.map_or_else(|| format!("{} MB", mb(bytes)), |total| format!("{} of {} MB", mb(bytes), mb(total)))
}
