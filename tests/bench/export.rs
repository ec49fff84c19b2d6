//! The cost of pictures: `cargo bench --bench export`. The budget is half a second for 3840 × 2160 with its PNG.
//! The largest pictures alone: `cargo bench --bench export -- --sample-count 3 largest`.

use divan::counter::BytesCount;
use egui::{Align2, CornerRadius, Pos2, Rect, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};
use plotlanes::export::picture::{PictureKind, Subject, write_png};
use plotlanes::export::{Image, PictureSize, encode_png, render};
use plotlanes::export::{MAX_SIDE, Progress};
use plotlanes::state::State;
use plotlanes::story::compile::compile;
use plotlanes::theme::{Fonts, Theme, Weight};
use plotlanes::ui::EPISODE;

fn main() {
    divan::main();
}

const SCALES: [u16; 2] = [1, 2];

/// 1920 × 1080 points: 1080p at scale 1, 4K at scale 2.
fn picture(scale: u16) -> Image {
    let size = PictureSize::new(1920, 1080, f32::from(scale)).expect("within the limits");
    render(size, |_ctx| {}, four_hundred_events).expect("memory for a picture")
}

/// Eight lanes of 50 bars, each with a label, over tinted lanes, with links between them.
fn four_hundred_events(ui: &mut Ui) {
    let (area, visuals) = (ui.max_rect(), ui.visuals().clone());
    let painter = ui.painter();
    painter.rect_filled(area, CornerRadius::ZERO, visuals.panel_fill.to_opaque());
    let lane_height = area.height() / 8.0;
    for lane in 0..8_u8 {
        let top = area.top() + f32::from(lane) * lane_height;
        let tint = visuals.selection.bg_fill.gamma_multiply(0.1 + 0.05 * f32::from(lane));
        painter.rect_filled(
            Rect::from_min_size(pos2(area.left(), top), vec2(area.width(), lane_height)),
            CornerRadius::ZERO,
            tint,
        );
        for event in 0..50_u8 {
            let place = vec2(f32::from(event / 5) * 190.0 + 8.0, f32::from(event % 5) * 26.0 + 4.0);
            event_bar(ui, pos2(area.left(), top) + place, event);
        }
    }
}

fn event_bar(ui: &Ui, at: Pos2, number: u8) {
    let visuals = ui.visuals();
    let bar = Rect::from_min_size(at, Vec2::new(60.0 + f32::from(number % 7) * 15.0, 20.0));
    let stroke = Stroke::new(1.0, visuals.selection.stroke.color);
    ui.painter().rect(bar, CornerRadius::same(5), visuals.selection.bg_fill, stroke, StrokeKind::Inside);
    let (text, font) = (format!("Event number {number}"), Weight::Medium.font(12.0));
    ui.painter().text(bar.left_center() + vec2(6.0, 0.0), Align2::LEFT_CENTER, text, font, visuals.text_color());
    ui.painter().line_segment([bar.right_center(), bar.right_center() + vec2(24.0, 37.0)], stroke);
}

#[divan::bench(args = SCALES)]
fn render_only(scale: u16) -> Image {
    picture(scale)
}

#[divan::bench(args = SCALES)]
fn png_only(bencher: divan::Bencher<'_, '_>, scale: u16) {
    let image = picture(scale);
    bencher.counter(BytesCount::of_slice(&image.rgba)).bench(|| encode_png(&image, &[("Software", "Plotlanes")]));
}

#[divan::bench(args = SCALES)]
fn render_and_png(scale: u16) -> usize {
    encode_png(&picture(scale), &[("Software", "Plotlanes")]).map_or(0, |bytes| bytes.len())
}

/// The episode as a view, from the story to the last byte.
fn episode_as_png(size: PictureSize) {
    let (story, _) = compile(EPISODE).faultless().expect("the episode");
    let (state, theme) = (State::new(&story), Theme::dark());
    let subject = Subject {
        story: &story,
        state: &state,
        kind: PictureKind::View,
        size,
        theme: &theme,
        fonts: &Fonts::bundled(),
    };
    write_png(subject, &mut std::io::sink(), &Progress::default()).expect("a picture");
}

#[divan::bench]
fn episode_3840_by_2160() {
    episode_as_png(PictureSize::new(1920, 1080, 2.0).expect("within the limits"));
}

#[divan::bench(args = [1_u16, 8], sample_count = 3)]
fn largest(scale: u16) {
    let points = MAX_SIDE / u32::from(scale);
    episode_as_png(PictureSize::new(points, points, f32::from(scale)).expect("within the limits"));
}
