//! The icons and the program's mark, drawn as shapes so that they are sharp at any scale.

use egui::emath::{Rect, vec2};
use egui::{Color32, Painter, Pos2, Shape, Stroke};

use crate::theme::Theme;

/// An icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Icon {
    /// A loupe.
    Search,
    /// A plus.
    Plus,
    /// A minus.
    Minus,
    /// A half-filled disc.
    Theme,
    /// A question mark, drawn by the font.
    Help,
    /// Three lines.
    Menu,
    /// An arrow head to the left.
    Back,
    /// An arrow head to the right.
    Forward,
    /// A panel with its right part marked off.
    Panel,
    /// A cross.
    Close,
    /// A pencil.
    Pencil,
    /// An arrow that turns back to the left.
    Undo,
    /// The same to the right.
    Redo,
}

/// Draws an icon in the middle of `rect`, about 14 points large.
pub(in crate::ui) fn icon(painter: &Painter, rect: Rect, icon: Icon, colour: Color32) {
    let center = rect.center();
    let stroke = Stroke::new(1.5, colour);
    let line = |from: (f32, f32), to: (f32, f32)| {
        painter.line_segment([center + vec2(from.0, from.1), center + vec2(to.0, to.1)], stroke);
    };
    match icon {
        Icon::Search => {
            painter.circle_stroke(center + vec2(-1.0, -1.0), 4.5, stroke);
            line((2.4, 2.4), (6.0, 6.0));
        }
        Icon::Plus => {
            line((-5.0, 0.0), (5.0, 0.0));
            line((0.0, -5.0), (0.0, 5.0));
        }
        Icon::Minus => line((-5.0, 0.0), (5.0, 0.0)),
        Icon::Theme => {
            painter.circle_stroke(center, 6.0, stroke);
            painter.add(Shape::convex_polygon(half_disc(center, 6.0), colour, Stroke::NONE));
        }
        Icon::Help => {
            let font = crate::theme::Weight::SemiBold.font(14.0);
            painter.text(center, egui::Align2::CENTER_CENTER, "?", font, colour);
        }
        Icon::Menu => {
            for y in [-4.5, 0.0, 4.5] {
                line((-6.0, y), (6.0, y));
            }
        }
        Icon::Back | Icon::Forward => {
            let way = if icon == Icon::Back { -1.0 } else { 1.0 };
            let points = [vec2(-2.5 * way, -5.0), vec2(2.5 * way, 0.0), vec2(-2.5 * way, 5.0)];
            painter.add(Shape::line(points.map(|point| center + point).to_vec(), stroke));
        }
        Icon::Panel => {
            let frame = Rect::from_center_size(center, vec2(14.0, 11.0));
            painter.rect_stroke(frame, 2.0, stroke, egui::StrokeKind::Middle);
            line((2.5, -5.0), (2.5, 5.0));
        }
        Icon::Pencil => {
            let points = [(-5.5, 5.5), (-4.5, 1.8), (3.0, -5.7), (5.7, -3.0), (-1.8, 4.5), (-5.5, 5.5)];
            painter.add(Shape::line(points.map(|(x, y)| center + vec2(x, y)).to_vec(), stroke));
            line((1.0, -3.7), (3.7, -1.0));
        }
        Icon::Undo | Icon::Redo => {
            let way = if icon == Icon::Undo { 1.0 } else { -1.0 };
            let at = |x: f32, y: f32| center + vec2(x * way, y);
            painter.add(Shape::line(vec![at(-2.0, -5.5), at(-5.5, -2.0), at(-2.0, 1.5)], stroke));
            let turn =
                [at(-5.5, -2.0), at(1.5, -2.0), at(4.2, -1.0), at(5.5, 1.5), at(4.2, 4.0), at(1.5, 5.0), at(-1.0, 5.0)];
            painter.add(Shape::line(turn.to_vec(), stroke));
        }
        Icon::Close => {
            line((-4.5, -4.5), (4.5, 4.5));
            line((4.5, -4.5), (-4.5, 4.5));
        }
    }
}

fn half_disc(center: Pos2, radius: f32) -> Vec<Pos2> {
    (0..=12)
        .map(|step| {
            let angle = std::f32::consts::PI * (step as f32 / 12.0 - 0.5);
            center + radius * vec2(angle.cos(), angle.sin())
        })
        .collect()
}

/// The window's icon: the mark on a rounded ground, drawn by the program's own raster.
///
/// # Errors
/// A size that [`render`](crate::export::render) refuses.
pub fn window_icon() -> Result<egui::IconData, crate::export::ExportError> {
    let theme = Theme::dark();
    let size = crate::export::PictureSize::new(64, 64, 2.0)?;
    let image = crate::export::render(
        size,
        |_| {},
        |ui| {
            let rect = ui.ctx().content_rect();
            ui.painter().rect_filled(rect.shrink(2.0), 14.0, theme.panel);
            for (row, (hue, from, to)) in MARK.into_iter().enumerate() {
                let inner = rect.shrink2(vec2(11.0, 10.0));
                ui.painter().rect_filled(bar(inner, row, from, to).expand2(vec2(0.0, 2.5)), 4.0, theme.hue(hue));
            }
        },
    )?;
    Ok(egui::IconData { rgba: image.rgba, width: image.width, height: image.height })
}

/// The mark's bars: hue, and from where to where of the width.
const MARK: [(usize, f32, f32); 3] = [(2, 0.0, 0.62), (1, 0.28, 1.0), (4, 0.1, 0.55)];

fn bar(rect: Rect, row: usize, from: f32, to: f32) -> Rect {
    let y = rect.min.y + rect.height() * (row as f32 + 0.5) / 3.0;
    let x = egui::Rangef::new(rect.min.x + rect.width() * from, rect.min.x + rect.width() * to);
    Rect::from_x_y_ranges(x, egui::Rangef::new(y - 2.5, y + 2.5))
}

/// The program's mark: three lanes with a bar each.
pub(in crate::ui) fn logo(painter: &Painter, rect: Rect, theme: &Theme) {
    for (row, (hue, from, to)) in MARK.into_iter().enumerate() {
        painter.rect_filled(bar(rect, row, from, to), 2.5, theme.hue(hue));
    }
}
