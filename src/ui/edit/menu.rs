//! A button that shows a word and opens a menu of others.

use egui::emath::vec2;
use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, CornerRadius, Popup, Response, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo};

use crate::theme::{Theme, Weight};
use crate::ui::widgets::kit::{focus_ring, scrolled, target};

/// The room that the arrow and the edges take beside the word, in points.
const AROUND: f32 = 34.0;

/// A button with a word and a small arrow, no wider than `most`. `name` is its name for screen readers.
pub(in crate::ui) fn menu_button(ui: &mut Ui, theme: &Theme, word: &str, name: &str, most: f32) -> Response {
    let mut job = LayoutJob::simple_singleline(word.to_owned(), Weight::Medium.font(13.0), theme.text);
    job.wrap = TextWrapping::truncate_at_width((most - AROUND).max(10.0));
    let galley = ui.painter().layout_job(job);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + AROUND, target(ui)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    let is_open = Popup::is_id_open(ui.ctx(), Popup::default_response_id(&response));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(is_open));
    let fill = if response.hovered() || is_open { theme.hovered(theme.raised) } else { theme.raised };
    ui.painter().rect(rect, CornerRadius::same(7), fill, Stroke::new(1.0, theme.hairline), StrokeKind::Inside);
    let start = rect.left_center() + vec2(10.0, -galley.size().y / 2.0);
    ui.painter().galley(start, galley, theme.text);
    arrow(ui, rect.right_center() - vec2(13.0, 0.0), theme.muted);
    focus_ring(ui, &response, theme);
    response
}

/// The small arrow of what can be opened.
pub(in crate::ui) fn arrow(ui: &Ui, at: egui::Pos2, colour: Color32) {
    let points = [vec2(-4.0, -2.0), vec2(4.0, -2.0), vec2(0.0, 3.0)];
    ui.painter().add(Shape::convex_polygon(points.map(|by| at + by).to_vec(), colour, Stroke::NONE));
}

/// A word to choose in a menu, and what it means in more words.
pub(in crate::ui) struct Word<'a> {
    pub(in crate::ui) word: &'a str,
    pub(in crate::ui) more: &'a str,
}

/// The button with its menu; returns the position of the word that was chosen.
pub(in crate::ui) fn word_menu(
    ui: &mut Ui,
    theme: &Theme,
    name: &str,
    current: &str,
    words: &[Word<'_>],
    most: f32,
) -> Option<usize> {
    let button = menu_button(ui, theme, current, &format!("{name}: {current}"), most);
    let mut chosen = None;
    Popup::menu(&button).width(200.0).show(|ui| {
        scrolled(ui, 120.0, |ui| {
            for (at, word) in words.iter().enumerate() {
                let mut line = ui.selectable_label(word.word == current, word.word);
                if !word.more.is_empty() {
                    line = line.on_hover_text(word.more);
                }
                if line.clicked() {
                    chosen = Some(at);
                    ui.close();
                }
            }
        });
    });
    chosen
}
