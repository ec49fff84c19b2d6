//! Pictures larger than memory: a band of rows at a time is painted, filled and written, so that only a few bands are
//! in memory. The bytes are the same as those of a picture made in one piece.
//!
//! ```text
//! paint(band) ─▶ shapes ─▶ triangles ─▶ pixels ─┐
//!                                  PNG ◀─ pixels ┘   while the next band is painted and filled
//! ```

use std::collections::BTreeSet;
use std::io::Write;
use std::ops::Range;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use egui::epaint::text::ByteRangeExt;
use egui::epaint::{ClippedShape, Color32};
use egui::{Context, Rect, Shape, Ui, pos2};

use super::blend::Pixel;
use super::headless::{Headless, MIN_PASSES};
use super::png::{Header, PngWriter};
use super::raster::{Canvas, all_threads, fill_rows};
use super::{ExportError, PictureSize, Progress};
use crate::theme::Weight;

/// The bytes of pixels in a band. Smaller in a browser, where the page does not respond while a band is made.
const BAND_BYTES: u32 = if cfg!(target_arch = "wasm32") { 2 << 20 } else { 8 << 20 };

/// How far shapes outside a band reach into it with their soft edges, in points.
const MARGIN: f32 = 8.0;

/// Paints a picture, band by band.
pub(super) trait BandPainter {
    /// Paints at least everything within `band`, in points; the rest is cut off.
    fn paint(&mut self, ui: &mut Ui, band: Rect);

    /// Whether `band` shows something that takes several passes to settle.
    fn settles(&self, band: Rect) -> bool;
}

/// A picture cut into bands from top to bottom. Always opaque.
pub(super) struct Bands<P> {
    headless: Headless,
    paint: P,
    canvas: Canvas,
    ground: Pixel,
    /// The rows in a band.
    height: u32,
    /// The first row that is not finished yet.
    next: u32,
}

impl<P: BandPainter> Bands<P> {
    /// Bands of a picture that `paint` paints on `ground`, which is made opaque. `setup` is called once, to choose
    /// style and visuals.
    pub(super) fn new(size: PictureSize, ground: Color32, setup: impl FnOnce(&Context), paint: P) -> Self {
        let canvas = Canvas { size: size.pixels(), pixels_per_point: size.scale(), threads: all_threads() };
        let height = (BAND_BYTES / (canvas.size[0] * 4)).max(1);
        let ground = ground.to_opaque().to_array();
        Self { headless: Headless::new(size, setup), paint, canvas, ground, height, next: 0 }
    }

    /// The same picture in bands of `height` rows.
    #[cfg(test)]
    pub(super) fn with_height(self, height: u32) -> Self {
        Self { height, ..self }
    }

    /// The letters beyond ASCII in the whole picture, with their weights. Paints all of it once, without filling it.
    pub(super) fn letters(&mut self) -> BTreeSet<(Weight, char)> {
        let whole = self.points(&(0..self.canvas.size[1]));
        let paint = &mut self.paint;
        let output = self.headless.settled(MIN_PASSES, &mut |ui| paint.paint(ui, whole));
        let mut letters = BTreeSet::new();
        output.shapes.iter().for_each(|shape| letters_in(&shape.shape, &mut letters));
        letters
    }

    /// Fills `pixels` with the next band and returns its rows, or `None` at the end of the picture.
    pub(super) fn next(&mut self, pixels: &mut Vec<Pixel>) -> Result<Option<Range<u32>>, ExportError> {
        let rows = self.next..self.next.saturating_add(self.height).min(self.canvas.size[1]);
        if rows.is_empty() {
            return Ok(None);
        }
        let band = self.points(&rows);
        let passes = if self.next == 0 || self.paint.settles(band) { MIN_PASSES } else { 1 };
        let paint = &mut self.paint;
        let output = self.headless.settled(passes, &mut |ui| paint.paint(ui, band));
        let shapes = output.shapes.into_iter().filter_map(|shape| cut(shape, band)).collect();
        let primitives = self.headless.ctx.tessellate(shapes, output.pixels_per_point);
        fill_rows(self.canvas, rows.clone(), self.ground, &primitives, &self.headless.textures, pixels)?;
        self.next = rows.end;
        Ok(Some(rows))
    }

    /// The rectangle of these rows, in points.
    fn points(&self, rows: &Range<u32>) -> Rect {
        let y = |row: u32| row as f32 / self.canvas.pixels_per_point;
        let width = self.canvas.size[0] as f32 / self.canvas.pixels_per_point;
        Rect::from_min_max(pos2(0.0, y(rows.start)), pos2(width, y(rows.end)))
    }

    fn header(&self) -> Header {
        Header { size: self.canvas.size, scale: self.canvas.pixels_per_point, opaque: true }
    }
}

fn letters_in(shape: &Shape, letters: &mut BTreeSet<(Weight, char)>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| letters_in(shape, letters)),
        Shape::Text(text) if !text.galley.job.text.is_ascii() => {
            let glyphs = text.galley.rows.iter().flat_map(|row| &row.row.glyphs);
            // Not all of an elided text.
            let painted: BTreeSet<char> = glyphs.map(|glyph| glyph.chr).filter(|letter| !letter.is_ascii()).collect();
            for section in &text.galley.job.sections {
                if let Some(weight) = Weight::of(&section.format.font_id.family) {
                    let of_section = text.galley.job.text[section.byte_range.as_usize()].chars();
                    letters.extend(of_section.filter(|letter| painted.contains(letter)).map(|letter| (weight, letter)));
                }
            }
        }
        _ => {}
    }
}

/// Narrows the shape's clip rectangle to the band and its margin, so that egui skips shapes farther away. The edge is
/// outside the band, so every pixel within the band stays the same.
fn cut(mut shape: ClippedShape, band: Rect) -> Option<ClippedShape> {
    let clip = &mut shape.clip_rect;
    clip.min.y = clip.min.y.max(band.min.y - MARGIN);
    clip.max.y = clip.max.y.min(band.max.y + MARGIN);
    clip.is_positive().then_some(shape)
}

/// Writes the bands as PNG: other threads make the next band while this one compresses the last.
pub(super) fn write<P: BandPainter + Send>(
    bands: Bands<P>,
    texts: &[(&str, String)],
    out: &mut dyn Write,
    progress: &Progress,
) -> Result<(), ExportError> {
    let mut png = Output::new(&bands, texts, out, progress)?;
    // Two buffers take turns: one is filled while the other is compressed.
    let (full, filled) = sync_channel(1);
    let (empty, emptied) = sync_channel(2);
    std::thread::scope(|scope| {
        let making = std::thread::Builder::new().spawn_scoped(scope, move || make(bands, &full, &emptied))?;
        // `take` drops both ends before this thread waits for the other, which may be waiting for an empty buffer.
        let compressed = png.take(filled, empty);
        let made = making.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        compressed.and(made)
    })?;
    png.finish()
}

/// The rows of a band, and their pixels.
type Filled = (Range<u32>, Vec<Pixel>);

/// Makes all bands and sends them on, until the receiver is gone.
fn make<P: BandPainter>(
    mut bands: Bands<P>,
    full: &SyncSender<Filled>,
    emptied: &Receiver<Vec<Pixel>>,
) -> Result<(), ExportError> {
    for made in 0_u32.. {
        let buffer = if made < 2 { Ok(Vec::new()) } else { emptied.recv() };
        let Ok(mut pixels) = buffer else { break };
        let Some(rows) = bands.next(&mut pixels)? else { break };
        if full.send((rows, pixels)).is_err() {
            break;
        }
    }
    Ok(())
}

/// Like [`write`] on a single thread: awaits `pause` after each band, so that a page can do other work.
#[cfg(any(target_arch = "wasm32", test))]
pub(super) async fn write_in_slices<P: BandPainter>(
    mut bands: Bands<P>,
    texts: &[(&str, String)],
    out: &mut dyn Write,
    progress: &Progress,
    pause: impl AsyncFn(),
) -> Result<(), ExportError> {
    let mut png = Output::new(&bands, texts, out, progress)?;
    let mut pixels = Vec::new();
    while let Some(rows) = bands.next(&mut pixels)? {
        png.band(&rows, &pixels)?;
        pause().await;
    }
    png.finish()
}

/// The PNG that the bands go to.
struct Output<'a> {
    png: PngWriter<&'a mut dyn Write>,
    /// The rows of the picture.
    height: u32,
    progress: &'a Progress,
}

impl<'a> Output<'a> {
    fn new<P: BandPainter>(
        bands: &Bands<P>,
        texts: &[(&str, String)],
        out: &'a mut dyn Write,
        progress: &'a Progress,
    ) -> Result<Self, ExportError> {
        progress.check()?;
        Ok(Self { png: PngWriter::new(out, bands.header(), texts)?, height: bands.canvas.size[1], progress })
    }

    fn band(&mut self, rows: &Range<u32>, pixels: &[Pixel]) -> Result<(), ExportError> {
        self.progress.check()?;
        self.png.rows(pixels)?;
        self.progress.note(rows.end, self.height);
        Ok(())
    }

    /// Writes the bands as they come and returns their buffers.
    fn take(&mut self, filled: Receiver<Filled>, empty: SyncSender<Vec<Pixel>>) -> Result<(), ExportError> {
        for (rows, pixels) in filled {
            self.band(&rows, &pixels)?;
            // The last buffers are not needed again.
            let _ = empty.send(pixels);
        }
        drop(empty);
        Ok(())
    }

    fn finish(self) -> Result<(), ExportError> {
        self.progress.check()?;
        self.png.finish()
    }
}

#[cfg(test)]
mod tests;
