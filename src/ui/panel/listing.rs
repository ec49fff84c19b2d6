//! A list of which there may be any number: so many at a time, with the ways to the others above and below. Knows how
//! many there are and which are shown, not what they are.

use std::ops::Range;

use egui::{Id, RichText, Ui};

use crate::story::words::number;
use crate::theme::Theme;
use crate::ui::widgets::kit::{chip, target};

/// Shows `count` rows, `at_once` at a time, each by `row`. Where one has leafed to is remembered for this run under
/// `what` and `of`, which tell the list from others.
pub(in crate::ui) fn listing_ui(
    ui: &mut Ui,
    theme: &Theme,
    (what, of): (&str, impl egui::AsIdSalt),
    count: usize,
    at_once: usize,
    mut show: impl FnMut(&mut Ui, Range<usize>),
) {
    if count <= at_once {
        show(ui, 0..count);
        return;
    }
    let kept = Id::unique(("listing", what)).with(of);
    let last = (count - 1) / at_once;
    let page = ui.data(|data| data.get_temp::<usize>(kept)).unwrap_or(0).min(last);
    let rows = page * at_once..((page + 1) * at_once).min(count);
    show(ui, rows.clone());
    let mut wanted = page;
    ui.add_space(2.0);
    ui.horizontal_wrapped(|ui| {
        ui.set_min_height(target(ui));
        if page > 0 && chip(ui, theme, "Back").on_hover_text("Those before these").clicked() {
            wanted = page - 1;
        }
        if page < last && chip(ui, theme, "More").on_hover_text("Those after these").clicked() {
            wanted = page + 1;
        }
        // A step by one gets nowhere in a list of ten thousand.
        if last > 2 {
            if page > 0 && chip(ui, theme, "First").clicked() {
                wanted = 0;
            }
            if page < last && chip(ui, theme, "Middle").on_hover_text("Halfway from here to the end").clicked() {
                wanted = page + (last - page).div_ceil(2);
            }
            if page < last && chip(ui, theme, "Last").clicked() {
                wanted = last;
            }
        }
        let words = format!("{}–{} of {}", number(rows.start + 1), number(rows.end), number(count));
        ui.label(RichText::new(words).size(12.5).color(theme.muted));
    });
    if wanted != page {
        ui.data_mut(|data| data.insert_temp(kept, wanted));
        ui.ctx().request_repaint();
    }
}
