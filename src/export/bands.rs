//! Pictures larger than memory: some rows at a time are painted, filled and written, so that what is held at once is a
//! few bands and never the picture. The bytes are those of a picture made in one piece.
//!
//! ```text
//! paint(band) ─▶ shapes ─▶ triangles ─▶ pixels ─┐
//!                                  PNG ◀─ pixels ┘   while the next band is painted and filled
//! ```

use std::io::Write;
use std::ops::Range;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use egui::epaint::{ClippedShape, Color32};
use egui::{Context, Rect, Ui, pos2};

use super::blend::Pixel;
use super::headless::{Headless, LEAST_PASSES};
use super::png::{Header, PngWriter};
use super::raster::{Canvas, all_threads, fill_rows};
use super::{ExportError, PictureSize, Progress};

/// How many bytes of pixels a band has. In a browser all waits while a band is made.
const BAND_BYTES: u32 = if cfg!(target_arch = "wasm32") { 2 << 20 } else { 8 << 20 };

/// What lies this far outside a band may still be seen in it: soft edges, in points.
const MARGIN: f32 = 8.0;

/// Paints what is seen of a picture in a band of it.
pub(super) trait BandPainter {
    /// Paints at least what meets `band`, in points; what lies elsewhere is cut off.
    fn paint(&mut self, ui: &mut Ui, band: Rect);

    /// Whether `band` shows something that needs several passes until it has settled.
    fn settles(&self, band: Rect) -> bool;
}

/// A picture cut into bands, from the top to the bottom. Opaque, whatever is painted.
pub(super) struct Bands<P> {
    headless: Headless,
    paint: P,
    canvas: Canvas,
    ground: Pixel,
    /// How many rows a band has.
    height: u32,
    /// The row after those that are made.
    next: u32,
}

impl<P: BandPainter> Bands<P> {
    /// `setup` is called once, to choose style and visuals; `ground` is under everything, and as good as opaque.
    pub(super) fn new(size: PictureSize, ground: Color32, setup: impl FnOnce(&Context), paint: P) -> Self {
        let canvas = Canvas { size: size.pixels(), pixels_per_point: size.scale(), threads: all_threads() };
        let height = (BAND_BYTES / (canvas.size[0] * 4)).max(1);
        let ground = ground.to_opaque().to_array();
        Self { headless: Headless::new(size, setup), paint, canvas, ground, height, next: 0 }
    }

    /// With bands of so many rows.
    #[cfg(test)]
    pub(super) fn with_height(self, height: u32) -> Self {
        Self { height, ..self }
    }

    /// Fills `pixels` with the next band and says which rows it has; none where the picture is done.
    pub(super) fn next(&mut self, pixels: &mut Vec<Pixel>) -> Result<Option<Range<u32>>, ExportError> {
        let rows = self.next..self.next.saturating_add(self.height).min(self.canvas.size[1]);
        if rows.is_empty() {
            return Ok(None);
        }
        let band = self.points(&rows);
        let passes = if self.next == 0 || self.paint.settles(band) { LEAST_PASSES } else { 1 };
        let paint = &mut self.paint;
        let output = self.headless.settled(passes, &mut |ui| paint.paint(ui, band));
        let shapes = output.shapes.into_iter().filter_map(|shape| cut(shape, band)).collect();
        let primitives = self.headless.ctx.tessellate(shapes, output.pixels_per_point);
        fill_rows(self.canvas, rows.clone(), self.ground, &primitives, &self.headless.textures, pixels)?;
        self.next = rows.end;
        Ok(Some(rows))
    }

    /// Where these rows are, in points.
    fn points(&self, rows: &Range<u32>) -> Rect {
        let y = |row: u32| row as f32 / self.canvas.pixels_per_point;
        let width = self.canvas.size[0] as f32 / self.canvas.pixels_per_point;
        Rect::from_min_max(pos2(0.0, y(rows.start)), pos2(width, y(rows.end)))
    }

    fn header(&self) -> Header {
        Header { size: self.canvas.size, scale: self.canvas.pixels_per_point, opaque: true }
    }
}

/// The shape with a clip rectangle that lets egui leave out what is not near the band. It cuts above and below the
/// band only, so each pixel of the band is as it would be without.
fn cut(mut shape: ClippedShape, band: Rect) -> Option<ClippedShape> {
    let clip = &mut shape.clip_rect;
    clip.min.y = clip.min.y.max(band.min.y - MARGIN);
    clip.max.y = clip.max.y.min(band.max.y + MARGIN);
    clip.is_positive().then_some(shape)
}

/// Writes the bands as PNG: the next one is made by other threads while the last one is compressed by this one.
pub(super) fn write<P: BandPainter + Send>(
    bands: Bands<P>,
    texts: &[(&str, String)],
    out: &mut dyn Write,
    progress: &Progress,
) -> Result<(), ExportError> {
    let mut png = Output::new(&bands, texts, out, progress)?;
    // Two buffers go round: one is filled while the other is compressed.
    let (full, filled) = sync_channel(1);
    let (empty, emptied) = sync_channel(2);
    std::thread::scope(|scope| {
        let making = std::thread::Builder::new().spawn_scoped(scope, move || make(bands, &full, &emptied))?;
        // Both ends are let go of before the other side is waited for: it may be waiting for an empty buffer.
        let compressed = png.take(filled, empty);
        let made = making.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        compressed.and(made)
    })?;
    png.finish()
}

/// Rows, and their pixels.
type Filled = (Range<u32>, Vec<Pixel>);

/// Makes all bands and hands them on, as long as somebody takes them.
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

/// The same where there is one thread: `pause` is waited for after each band, so that a page can do something else.
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

/// Where the bands go.
struct Output<'a> {
    png: PngWriter<&'a mut dyn Write>,
    /// How many rows there are.
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

    /// Writes what comes, and gives the buffers back.
    fn take(&mut self, filled: Receiver<Filled>, empty: SyncSender<Vec<Pixel>>) -> Result<(), ExportError> {
        for (rows, pixels) in filled {
            self.band(&rows, &pixels)?;
            // The last ones are not wanted back.
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
