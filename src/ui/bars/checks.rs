//! The strip below the timeline with everything that is wrong in the story or could be. It stays open while one writes:
//! what is mended goes from it.

use egui::emath::vec2;
use egui::{Button, Label, Panel, Rect, RichText, ScrollArea, Ui};

use super::context::Context;
use crate::theme::Weight;
use crate::ui::request::Request;
use crate::ui::session::checks::{Check, CheckKind};
use crate::ui::widgets::icons::Icon;
use crate::ui::widgets::kit::{focus_ring, icon_button, is_heading, room, target};

/// The width of the words for a kind, in points.
const KIND: f32 = 78.0;

/// Makes room for the strip; `height` is that of the window.
pub(in crate::ui) fn checks_room(ui: &mut Ui, height: f32) -> Rect {
    let frame = egui::Frame::new().inner_margin(egui::Margin { left: 14, right: 8, top: 8, bottom: 6 });
    let panel = Panel::bottom("checks").resizable(true).default_size((height * 0.28).clamp(110.0, 210.0));
    panel.min_size(90.0).max_size((height * 0.5).max(100.0)).frame(frame).show(ui, room).inner
}

/// Shows the strip.
pub(in crate::ui) fn checks_ui(ui: &mut Ui, cx: &Context<'_>, requests: &mut Vec<Request>) {
    let (theme, rect, strip) = (cx.theme, ui.max_rect(), cx.checks_strip);
    ui.painter().hline(rect.x_range().expand(14.0), rect.min.y - 8.0, (1.0, theme.hairline));
    let muted = cx.checks.muted();
    egui::Sides::new().shrink_left().truncate().show(
        ui,
        |ui| {
            let title = ui.label(RichText::new("Checks").font(Weight::SemiBold.font(14.0)).color(theme.text));
            is_heading(&title, "Checks", 2);
            let words = cx.checks.words();
            if !words.is_empty() {
                ui.label(RichText::new(words).size(12.5).color(theme.muted));
            }
        },
        |ui| {
            if icon_button(ui, theme, Icon::Close, "Close the checks (K)", true).clicked() {
                requests.push(Request::ToggleChecks);
            }
            if muted > 0 {
                let mut shows = strip.shows_muted;
                if ui.checkbox(&mut shows, format!("Show muted ({muted})")).clicked() {
                    requests.push(Request::ShowMuted(shows));
                }
            }
        },
    );
    let shown: Vec<&Check> = cx.checks.list.iter().filter(|check| strip.shows_muted || !check.is_muted).collect();
    if shown.is_empty() {
        ui.add_space(6.0);
        ui.label(RichText::new("Nothing to mend.").font(Weight::Medium.font(15.0)).color(theme.text));
        let rest = "No mistakes, no contradictions, and nothing that cannot have happened so.";
        ui.add(Label::new(RichText::new(rest).color(theme.muted)).wrap());
        return;
    }
    ScrollArea::vertical().id_salt("checks").auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        for (at, check) in shown.into_iter().enumerate() {
            ui.push_id(at, |ui| check_ui(ui, cx, check, requests));
        }
        if cx.checks.has_more {
            ui.label(RichText::new("There is more; mend some of these first.").color(theme.muted));
        }
    });
}

/// A line of the list: what kind it is, what it says and where, and a way to accept it.
fn check_ui(ui: &mut Ui, cx: &Context<'_>, check: &Check, requests: &mut Vec<Request>) {
    let theme = cx.theme;
    let (word, colour) = match check.kind {
        _ if check.is_muted => ("Muted", theme.faint),
        CheckKind::Mistake => ("Mistake", theme.error),
        CheckKind::Certain => ("Impossible", theme.error),
        CheckKind::Possible => ("To check", theme.accent),
        CheckKind::Note => ("Note", theme.muted),
    };
    let can_mute = check.can_be_muted() && cx.is_editable;
    ui.horizontal_top(|ui| {
        let (place, _) = ui.allocate_exact_size(vec2(KIND, 22.0), egui::Sense::hover());
        let mut kind = ui.new_child(egui::UiBuilder::new().id_salt("kind").max_rect(place));
        kind.horizontal_centered(|ui| {
            ui.label(RichText::new(word).font(Weight::SemiBold.font(11.5)).color(colour));
        });
        let beside = if can_mute { 84.0 } else { 0.0 };
        ui.vertical(|ui| {
            let width = (ui.available_width() - beside).max(80.0);
            ui.set_min_width(width);
            ui.set_max_width(width);
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.spacing_mut().button_padding = vec2(4.0, 2.0);
            let ink = if check.is_muted { theme.muted } else { theme.text };
            let text = RichText::new(&check.text).size(13.0).color(ink);
            if check.about.is_some() {
                let button = Button::new(text).wrap().frame(false);
                let button = ui.add(button.min_size(vec2(0.0, 20.0_f32.min(target(ui)))));
                focus_ring(ui, &button, theme);
                if button.on_hover_text("Go there").clicked() {
                    requests.push(Request::GoTo(check.about.clone()));
                }
            } else {
                ui.add(Label::new(text).wrap());
            }
            if !check.place.is_empty() {
                ui.label(RichText::new(&check.place).size(11.5).color(theme.faint));
            }
        });
        if can_mute {
            let (word, tip) = if check.is_muted {
                ("Unmute", "Tell it again")
            } else {
                ("Mute", "It is meant so: the story’s file keeps that this is accepted")
            };
            if ui.button(word).on_hover_text(tip).clicked() {
                requests.push(Request::Mute(Box::new(check.clone())));
            }
        }
    });
}
