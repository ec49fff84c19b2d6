//! Shared by tests with pictures: painting a kittest harness on the CPU, and comparing exactly with a committed
//! picture.
#![allow(dead_code, reason = "not every test file uses everything")]

use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use egui::emath::TSTransform;
use egui::epaint::ClippedShape;
use egui::{Rect, Shape, TexturesDelta};
use egui_kittest::{Harness, TestRenderer};
use plotlanes::export::raster::{Canvas, all_threads, rasterise};
use plotlanes::export::texture::Textures;
use plotlanes::export::{Image, encode_png};

/// Compares with `tests/snapshots/NAME.png`, or with `NAME.png` for a picture among the assets, every pixel exactly.
///
/// With `UPDATE=1` in the environment the picture becomes the new reference instead. On a difference the painted
/// picture and a map of the differences are written into the build's folder, and the message gives their paths.
#[track_caller]
pub(crate) fn assert_picture(name: &str, image: &Image) {
    let folder = if name.starts_with("assets/") { "" } else { "tests/snapshots/" };
    let reference = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("{folder}{name}.png"));
    if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
        write(&reference, image);
        return;
    }
    let Ok(bytes) = fs::read(&reference) else {
        let new = write_result(name, "new", image);
        panic!("{name}: no reference picture yet. Look at {}; to keep it, set UPDATE=1.", new.display());
    };
    let expect = decoded(&bytes);
    if (expect.width, expect.height) == (image.width, image.height) && expect.rgba == image.rgba {
        return;
    }
    let new = write_result(name, "new", image);
    let Some(difference) = Difference::between(&expect, image) else {
        panic!(
            "{name}: the size is {} × {}, not {} × {}. Look at {}; to keep it, set UPDATE=1.",
            image.width,
            image.height,
            expect.width,
            expect.height,
            new.display(),
        );
    };
    let map = write_result(name, "diff", &difference.map);
    panic!(
        "{name}: {} of {} pixels differ, by at most {}. Look at {} and {}; if it is right, set UPDATE=1.",
        difference.pixels,
        image.rgba.len() / 4,
        difference.most,
        new.display(),
        map.display(),
    );
}

/// A PNG as a picture.
pub(crate) fn decoded(bytes: &[u8]) -> Image {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::ALPHA);
    let mut reader = decoder.read_info().expect("a PNG");
    let mut rgba = vec![0; reader.output_buffer_size().expect("a size")];
    let info = reader.next_frame(&mut rgba).expect("pixels");
    Image { width: info.width, height: info.height, scale: 1.0, rgba }
}

struct Difference {
    pixels: usize,
    most: u8,
    /// The reference in pale colours, with the pixels that differ in red.
    map: Image,
}

impl Difference {
    /// None if the sizes differ.
    fn between(expect: &Image, found: &Image) -> Option<Self> {
        if (expect.width, expect.height) != (found.width, found.height) {
            return None;
        }
        let mut difference = Self { pixels: 0, most: 0, map: expect.clone() };
        let pairs = expect.rgba.as_chunks::<4>().0.iter().zip(found.rgba.as_chunks::<4>().0);
        for (pixel, (a, b)) in difference.map.rgba.as_chunks_mut::<4>().0.iter_mut().zip(pairs) {
            let most = a.iter().zip(b).map(|(a, b)| a.abs_diff(*b)).max().unwrap_or(0);
            difference.pixels += usize::from(most > 0);
            difference.most = difference.most.max(most);
            let pale = |part: u8| 192 + part / 4;
            *pixel = if most > 0 { [255, 0, 0, 255] } else { [pale(a[0]), pale(a[1]), pale(a[2]), 255] };
        }
        Some(difference)
    }
}

fn write_result(name: &str, kind: &str, image: &Image) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.{kind}.png"));
    write(&path, image);
    path
}

fn write(path: &Path, image: &Image) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder for pictures");
    fs::write(path, encode_png(image, &[]).expect("a PNG")).expect("room for a picture");
}

/// Paints a kittest harness without a GPU. Give a clone to [`egui_kittest::HarnessBuilder::renderer`] and
/// keep one to ask for pictures:
///
/// ```ignore
/// let renderer = CpuRenderer::default();
/// let mut harness = Harness::builder().renderer(renderer.clone()).build_ui(|ui| { … });
/// harness.run();
/// assert_picture("app/first_view", &renderer.picture(&harness));
/// ```
#[derive(Clone, Default)]
pub(crate) struct CpuRenderer {
    textures: Rc<RefCell<Textures>>,
}

impl CpuRenderer {
    /// The picture of the harness's last pass.
    pub(crate) fn picture<State>(&self, harness: &Harness<'_, State>) -> Image {
        let output = harness.output();
        let pixels_per_point = output.pixels_per_point;
        let size = (harness.ctx.viewport_rect().size() * pixels_per_point).round();
        let mut shapes = output.shapes.clone();
        shapes.insert(0, background(&harness.ctx));
        let primitives = harness.ctx.tessellate(shapes, pixels_per_point);
        let canvas = Canvas { size: [size.x as u32, size.y as u32], pixels_per_point, threads: all_threads() };
        rasterise(canvas, &primitives, &self.textures.borrow()).expect("memory for a picture")
    }
}

/// The colour that a window is cleared with.
fn background(ctx: &egui::Context) -> ClippedShape {
    let shape = Shape::rect_filled(ctx.viewport_rect(), 0.0, ctx.global_style().visuals.panel_fill);
    ClippedShape { clip_rect: Rect::EVERYTHING, shape, transform_after_tessellation: TSTransform::IDENTITY }
}

impl TestRenderer for CpuRenderer {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        self.textures.borrow_mut().apply(delta);
    }
}
