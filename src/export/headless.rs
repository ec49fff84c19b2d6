//! Runs egui without a window until it has settled, and rasterises what it paints. There is no clock, input, animation
//! or debug drawing, so the picture depends only on what is painted.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::time::Duration;

use egui::{Context, FullOutput, LayerId, Painter, Pos2, RawInput, Rect, Ui, ViewportId, pos2, vec2};

use super::raster::{Canvas, all_threads, rasterise};
use super::texture::Textures;
use super::{ExportError, Image, PictureSize};
use crate::layout::Metrics;
use crate::layout::scene::TextRole;
use crate::paint;
use crate::theme::Fonts;

/// The fewest passes for a picture: in the first, sizes are not known yet.
pub(super) const MIN_PASSES: usize = 3;
/// The most passes, if the ui never settles.
const MAX_PASSES: usize = 10;
/// The largest side of the font atlas: a limit of every GPU, so that texts are laid out as in the window.
const MAX_TEXTURE_SIDE: usize = 8192;

/// Renders what `paint` paints. `setup` is called once before, to choose style and visuals; the bundled fonts are
/// installed already. The picture is transparent unless a background is painted.
///
/// # Errors
/// The machine has no room for the pixels.
pub fn render(
    size: PictureSize,
    setup: impl FnOnce(&Context),
    mut paint: impl FnMut(&mut Ui),
) -> Result<Image, ExportError> {
    let mut headless = Headless::new(size, setup);
    let output = headless.settled(MIN_PASSES, &mut paint);
    let primitives = headless.ctx.tessellate(output.shapes, output.pixels_per_point);
    let canvas = Canvas { size: size.pixels(), pixels_per_point: output.pixels_per_point, threads: all_threads() };
    rasterise(canvas, &primitives, &headless.textures)
}

/// An egui context with no window.
pub(super) struct Headless {
    pub(super) ctx: Context,
    pub(super) textures: Textures,
    input: RawInput,
}

impl Headless {
    /// `setup` chooses the style, and other fonts than the bundled ones.
    pub(super) fn new(size: PictureSize, setup: impl FnOnce(&Context)) -> Self {
        let ctx = Context::default();
        Fonts::bundled().install(&ctx);
        paint::bidi::install(&ctx);
        setup(&ctx);
        hold_still(&ctx);
        Self { ctx, textures: Textures::default(), input: input(size) }
    }

    /// The output of the ui once it asks for no further pass and, if more than one pass is asked for, all its glyphs
    /// are in the atlas.
    pub(super) fn settled(&mut self, min_passes: usize, paint: &mut dyn FnMut(&mut Ui)) -> FullOutput {
        let mut pass = 1;
        loop {
            let mut output = self.ctx.run_ui(self.input.clone(), &mut *paint);
            let new_glyphs = min_passes > 1 && !output.textures_delta.set.is_empty();
            self.textures.apply(&mut output.textures_delta);
            let wants_more = output.viewport_output.values().any(|viewport| viewport.repaint_delay == Duration::ZERO);
            if pass >= MAX_PASSES || (pass >= min_passes && !wants_more && !new_glyphs) {
                return output;
            }
            pass += 1;
        }
    }
}

/// Calls `read` with a painter that has the bundled fonts: for layout without a picture.
pub fn measure<T>(read: impl FnOnce(&Painter) -> T) -> T {
    let screen = Rect::from_min_size(Pos2::ZERO, vec2(64.0, 64.0));
    let input = RawInput { screen_rect: Some(screen), ..RawInput::default() };
    let ruler = HeadlessMetrics::new(input, &Fonts::bundled());
    read(&ruler.painter)
}

/// Measures texts without a window. Widths are kept for good; laid-out texts are dropped now and then, so that all
/// titles of a large story take little memory.
pub(super) struct HeadlessMetrics {
    ctx: Context,
    painter: Painter,
    input: RawInput,
    widths: RefCell<HashMap<TextRole, HashMap<String, f32>>>,
    /// The number of texts laid out in this pass.
    laid_out: Cell<usize>,
}

/// The number of laid-out texts after which egui drops them.
const MAX_LAID_OUT: usize = 2048;

impl HeadlessMetrics {
    /// Metrics as in a picture of this size.
    pub(super) fn for_picture(size: PictureSize, fonts: &Fonts) -> Self {
        Self::new(input(size), fonts)
    }

    /// Metrics as on a screen at scale 1.
    pub(super) fn for_points(fonts: &Fonts) -> Self {
        Self::new(RawInput::default(), fonts)
    }

    fn new(input: RawInput, fonts: &Fonts) -> Self {
        let ctx = Context::default();
        fonts.install(&ctx);
        // The first pass loads the fonts; the others measure.
        ctx.run_ui(input.clone(), |_| {}).drop_without_applying_deltas();
        ctx.begin_pass(input.clone());
        let painter = ctx.layer_painter(LayerId::background());
        Self { ctx, painter, input, widths: RefCell::default(), laid_out: Cell::new(0) }
    }

    /// The rectangle of the ui, in points.
    pub(super) fn rect(&self) -> Rect {
        self.ctx.content_rect()
    }

    /// Begins another pass, so that egui drops the texts laid out before this one.
    fn next_pass(&self) {
        self.ctx.end_pass().drop_without_applying_deltas();
        self.ctx.begin_pass(self.input.clone());
        self.laid_out.set(0);
    }
}

impl Drop for HeadlessMetrics {
    fn drop(&mut self) {
        self.ctx.end_pass().drop_without_applying_deltas();
    }
}

impl Metrics for HeadlessMetrics {
    fn width(&self, text: &str, role: TextRole) -> f32 {
        let mut widths = self.widths.borrow_mut();
        let widths = widths.entry(role).or_default();
        if let Some(&width) = widths.get(text) {
            return width;
        }
        if self.laid_out.get() >= MAX_LAID_OUT {
            self.next_pass();
        }
        self.laid_out.set(self.laid_out.get() + 1);
        let width = paint::width(&self.painter, text, role);
        widths.insert(text.to_owned(), width);
        width
    }
}

/// Switches off everything that moves, and what only debug builds paint. Public for tests that paint by other means.
pub fn hold_still(ctx: &Context) {
    ctx.options_mut(|options| options.warn_on_id_clash = false);
    ctx.all_styles_mut(|style| {
        style.animation_time = 0.0;
        style.visuals.text_cursor.blink = false;
        #[cfg(debug_assertions)]
        {
            style.debug.show_unaligned = false;
            style.debug.warn_if_rect_changes_id = false;
        }
    });
}

fn input(size: PictureSize) -> RawInput {
    // Computed from the pixels, so that the ui also covers a pixel that is only there by rounding.
    let [width, height] = size.pixels().map(|pixels| pixels as f32 / size.scale());
    let mut input = RawInput {
        screen_rect: Some(Rect::from_min_max(pos2(0.0, 0.0), pos2(width, height))),
        max_texture_side: Some(MAX_TEXTURE_SIDE),
        time: Some(0.0),
        ..RawInput::default()
    };
    input.viewports.entry(ViewportId::ROOT).or_default().native_pixels_per_point = Some(size.scale());
    input
}
