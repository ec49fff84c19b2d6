//! The CPU rasteriser, compared with small reference pictures; and properties of every picture.

mod common;

use common::{CpuRenderer, assert_picture};
use egui::epaint::{CubicBezierShape, QuadraticBezierShape, Vertex, WHITE_UV};
use egui::{
    Align2, Color32, ColorImage, CornerRadius, Mesh, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, TextureOptions,
    Ui, pos2, vec2,
};
use plotlanes::export::raster::{Canvas, rasterise};
use plotlanes::export::texture::Textures;
use plotlanes::export::{Image, PictureSize, render};
use plotlanes::theme::{self, Weight};

const DARK: Color32 = Color32::DARK_GRAY;
const SEA: Color32 = Color32::DARK_BLUE;
const SAND: Color32 = Color32::KHAKI;
const ROSE: Color32 = Color32::LIGHT_RED;

/// Paints a scene of 120 × 80 points at three scales and compares each with its reference.
#[track_caller]
fn check(name: &str, background: Color32, scene: impl Fn(&mut Ui)) {
    for (scale, suffix) in [(1.0, "1x"), (1.5, "1.5x"), (2.0, "2x")] {
        assert_picture(&format!("raster/{name}_{suffix}"), &picture(scale, background, &scene));
    }
}

fn picture(scale: f32, background: Color32, scene: impl Fn(&mut Ui)) -> Image {
    let size = PictureSize::new(120, 80, scale).expect("within the limits");
    render(
        size,
        |_ctx| {},
        |ui| {
            ui.painter().rect_filled(ui.max_rect(), CornerRadius::ZERO, background);
            scene(ui);
        },
    )
    .expect("memory for a picture")
}

fn rect(x: f32, y: f32, width: f32, height: f32) -> Rect {
    Rect::from_min_size(pos2(x, y), vec2(width, height))
}

fn gradients(ui: &mut Ui) {
    let mut mesh = Mesh::default();
    let mut quad = |area: Rect, colours: [Color32; 4]| {
        let first = mesh.vertices.len() as u32;
        let corners = [area.left_top(), area.right_top(), area.right_bottom(), area.left_bottom()];
        mesh.vertices.extend(corners.into_iter().zip(colours).map(|(pos, color)| Vertex { pos, uv: WHITE_UV, color }));
        mesh.indices.extend([0, 1, 2, 0, 2, 3].map(|index| first + index));
    };
    quad(rect(5.0, 5.0, 110.0, 20.0), [Color32::BLACK, Color32::WHITE, Color32::WHITE, Color32::BLACK]);
    quad(rect(5.0, 30.0, 50.0, 45.0), [Color32::RED, Color32::GREEN, Color32::BLUE, Color32::YELLOW]);
    quad(rect(60.3, 30.7, 54.1, 43.9), [SEA, SEA, Color32::TRANSPARENT, Color32::TRANSPARENT]);
    ui.painter().add(mesh);
}

fn translucent(ui: &mut Ui) {
    let painter = ui.painter();
    for (x, colour) in [(40.0, Color32::RED), (58.0, Color32::GREEN), (76.0, Color32::BLUE)] {
        painter.circle_filled(pos2(x, 34.0), 22.0, colour.gamma_multiply(0.5));
        painter.rect_filled(rect(x - 30.25, 50.5, 50.0, 14.0), CornerRadius::ZERO, colour.gamma_multiply(0.3));
    }
    painter.circle_filled(pos2(100.0, 15.0), 12.0, Color32::YELLOW.additive().gamma_multiply(0.6));
}

fn write(painter: &Painter, at: Pos2, size: f32, weight: Weight, colour: Color32) {
    painter.text(at, Align2::LEFT_TOP, "Garak, Šäñø", weight.font(size), colour);
}

const WEIGHTS: [Weight; 4] = [Weight::Regular, Weight::Medium, Weight::SemiBold, Weight::Bold];

fn texts(ui: &mut Ui, colour: Color32) {
    let mut y = 2.0;
    for (row, weight) in (0_u8..).zip(WEIGHTS) {
        write(ui.painter(), pos2(3.0, y), 9.0, weight, colour);
        write(ui.painter(), pos2(62.3, y + 0.4), 10.5, weight, colour.gamma_multiply(0.7));
        y += 13.0 + f32::from(row % 2);
    }
    write(ui.painter(), pos2(3.0, 55.0), 18.0, Weight::SemiBold, colour);
}

fn clipped_text(ui: &mut Ui) {
    for (row, weight) in (0_u8..).zip(WEIGHTS) {
        let y = f32::from(row) * 19.0 + 2.0;
        let clip = rect(10.4 + f32::from(row), y + 4.3, 60.5, 10.0);
        ui.painter().rect_filled(clip, CornerRadius::ZERO, SEA);
        write(&ui.painter().with_clip_rect(clip), pos2(4.0, y), 16.0, weight, Color32::WHITE);
    }
}

fn rounded_rects(ui: &mut Ui) {
    let painter = ui.painter();
    for (row, width) in [(0_u8, 0.5), (1, 1.0), (2, 2.5)] {
        let y = f32::from(row) * 26.0 + 4.0;
        let stroke = Stroke::new(width, SEA);
        painter.rect(rect(4.0, y, 34.0, 18.0), CornerRadius::same(6), SAND, stroke, StrokeKind::Inside);
        painter.rect(rect(44.3, y + 0.5, 34.0, 18.0), CornerRadius::same(9), ROSE, stroke, StrokeKind::Middle);
        painter.rect_stroke(rect(84.0, y, 30.0, 18.0), CornerRadius::ZERO, stroke, StrokeKind::Outside);
    }
    let diamond = [pos2(60.0, 20.0), pos2(70.0, 30.0), pos2(60.0, 40.0), pos2(50.0, 30.0)];
    painter.add(Shape::convex_polygon(diamond.to_vec(), DARK, Stroke::new(1.0, Color32::WHITE)));
}

fn curves(ui: &mut Ui) {
    let painter = ui.painter();
    for (step, width) in (0_u8..).zip([0.5, 1.0, 1.5, 3.0]) {
        let y = f32::from(step) * 12.0;
        let points = [pos2(5.0, 8.0 + y), pos2(60.0, 8.0 + y), pos2(50.0, 40.0 + y), pos2(115.0, 38.0 + y)];
        let stroke = Stroke::new(width, SEA.gamma_multiply(0.9));
        painter.add(CubicBezierShape::from_points_stroke(points, false, Color32::TRANSPARENT, stroke));
    }
    let arc = [pos2(70.0, 5.0), pos2(112.0, 2.0), pos2(110.0, 30.0)];
    let stroke = Stroke::new(2.0, Color32::RED);
    painter.add(QuadraticBezierShape::from_points_stroke(arc, true, ROSE.gamma_multiply(0.4), stroke));
    painter.extend(Shape::dashed_line(&[pos2(5.0, 75.0), pos2(60.0, 60.0)], Stroke::new(1.0, DARK), 4.0, 3.0));
    for (step, radius) in (0_u8..).zip([0.7, 1.5, 2.6, 5.0]) {
        painter.circle_filled(pos2(6.5 + f32::from(step) * 9.2, 52.0), radius, DARK);
    }
}

/// A picture of 2 × 2 texels, enlarged with each filter, and a part of it changed before it is painted.
fn images(ui: &mut Ui) {
    for (column, options) in (0_u8..).zip([TextureOptions::LINEAR, TextureOptions::NEAREST]) {
        let texels = vec![Color32::RED, Color32::GREEN, Color32::BLUE, Color32::TRANSPARENT];
        let mut texture = ui.load_texture("colours", ColorImage::new([2, 2], texels), options);
        texture.set_partial([1, 0], ColorImage::filled([1, 1], Color32::YELLOW), options);
        let area = rect(4.0 + f32::from(column) * 58.0, 6.0, 54.0, 68.0);
        let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        ui.painter().image(texture.id(), area, whole, Color32::WHITE);
        let tint = Color32::WHITE.gamma_multiply(0.5);
        ui.painter().image(texture.id(), area.shrink(18.3), whole, tint);
    }
}

#[test]
fn pictures_are_as_committed() {
    check("gradients", Color32::WHITE, gradients);
    check("translucent", DARK, translucent);
    check("text_on_light", Color32::WHITE, |ui| texts(ui, Color32::BLACK));
    check("text_on_dark", SEA, |ui| texts(ui, SAND));
    check("clipped_text", Color32::WHITE, clipped_text);
    check("rounded_rects", Color32::WHITE, rounded_rects);
    check("curves", Color32::WHITE, curves);
    check("images", Color32::GRAY, images);
    check("see_through", Color32::TRANSPARENT, translucent);
}

fn everything(ui: &mut Ui) {
    gradients(ui);
    rounded_rects(ui);
    translucent(ui);
    curves(ui);
    texts(ui, Color32::BLACK);
    clipped_text(ui);
}

#[test]
fn the_same_bytes_in_every_run() {
    let run = || picture(1.7, Color32::WHITE, everything);
    assert!(run() == run());
}

#[test]
fn the_same_bytes_with_any_number_of_threads() {
    let (ctx, mut textures) = (egui::Context::default(), Textures::default());
    ctx.set_fonts(theme::fonts());
    let mut primitives = Vec::new();
    for _pass in 0..2 {
        let mut output = ctx.run_ui(egui::RawInput::default(), everything);
        textures.apply(&mut output.textures_delta);
        primitives = ctx.tessellate(output.shapes, output.pixels_per_point);
    }
    let run = |threads| {
        let canvas = Canvas { size: [120, 167], pixels_per_point: 1.0, threads };
        rasterise(canvas, &primitives, &textures).unwrap()
    };
    let alone = run(1);
    assert!(alone.rgba.iter().any(|&part| part != 0));
    for threads in [0, 2, 3, 7, 64] {
        assert!(run(threads) == alone, "{threads} threads");
    }
}

#[test]
fn a_ui_that_never_settles_is_still_painted() {
    let size = PictureSize::new(20, 20, 1.0).unwrap();
    let mut passes = 0;
    let image = render(
        size,
        |_ctx| {},
        |ui| {
            passes += 1;
            ui.request_repaint();
            ui.painter().rect_filled(ui.max_rect(), CornerRadius::ZERO, Color32::RED);
        },
    );
    assert!((2..50).contains(&passes));
    assert!(image.unwrap().rgba.as_chunks::<4>().0.iter().all(|pixel| *pixel == [255, 0, 0, 255]));
}

#[test]
fn a_fraction_of_a_point_is_covered_too() {
    let image = picture(1.3, Color32::RED, |_ui| {});
    let size = PictureSize::new(33, 17, 1.3).unwrap();
    assert_eq!((image.width, size.pixels()), (156, [43, 22]));
    let image = render(
        size,
        |_ctx| {},
        |ui| {
            ui.painter().rect_filled(ui.max_rect(), CornerRadius::ZERO, Color32::RED);
        },
    );
    assert!(image.unwrap().is_opaque());
}

#[test]
fn a_kittest_harness_is_painted_on_the_cpu() {
    let renderer = CpuRenderer::default();
    let mut harness = egui_kittest::Harness::builder()
        .with_size(vec2(120.0, 80.0))
        .with_pixels_per_point(2.0)
        .with_context_setup(|ctx| ctx.set_fonts(theme::fonts()))
        .renderer(renderer.clone())
        .build_ui(|ui| {
            // Painted over the margin that kittest leaves around the ui.
            ui.painter().rect_filled(ui.viewport_rect(), CornerRadius::ZERO, Color32::WHITE);
            rounded_rects(ui);
        });
    harness.run();
    assert!(renderer.picture(&harness) == picture(2.0, Color32::WHITE, rounded_rects));
}
