//! Runs egui with no window until it has settled, and rasterises what it paints. No clock, no input, no animation,
//! and nothing that only debug builds draw: the picture depends on nothing but what is painted.

use std::time::Duration;

use egui::{Context, FullOutput, LayerId, Painter, Pos2, RawInput, Rect, Ui, ViewportId, pos2, vec2};

use super::raster::{Canvas, all_threads, rasterise};
use super::texture::Textures;
use super::{ExportError, Image, PictureSize};
use crate::theme;

/// Passes before the picture at the least: in the first, sizes are not known yet.
const LEAST_PASSES: usize = 3;
/// Passes at the most, should the ui never settle.
const MOST_PASSES: usize = 10;
/// The font atlas may grow to this side: what every GPU has, so that texts fare as in the window.
const MAX_TEXTURE_SIDE: usize = 8192;

/// The picture of what `paint` paints. `setup` is called once before, to choose style and visuals;
/// the bundled fonts are already there. Starts from transparency: an opaque picture needs a background.
///
/// # Errors
/// The machine has no room for the pixels.
pub fn render(
    size: PictureSize,
    setup: impl FnOnce(&Context),
    mut paint: impl FnMut(&mut Ui),
) -> Result<Image, ExportError> {
    let ctx = Context::default();
    ctx.set_fonts(theme::fonts());
    setup(&ctx);
    hold_still(&ctx);

    let mut textures = Textures::default();
    let output = settled(&ctx, &input(size), &mut textures, &mut paint);
    let primitives = ctx.tessellate(output.shapes, output.pixels_per_point);
    let canvas = Canvas { size: size.pixels(), pixels_per_point: output.pixels_per_point, threads: all_threads() };
    rasterise(canvas, &primitives, &textures)
}

/// What `read` finds with the bundled fonts at hand: for layout without a picture.
pub fn measure<T>(read: impl FnOnce(&Painter) -> T) -> T {
    let ctx = Context::default();
    ctx.set_fonts(theme::fonts());
    let screen = Rect::from_min_size(Pos2::ZERO, vec2(64.0, 64.0));
    let input = || RawInput { screen_rect: Some(screen), ..RawInput::default() };
    // The first pass loads the fonts; the second one measures.
    ctx.run_ui(input(), |_| {}).drop_without_applying_deltas();
    ctx.begin_pass(input());
    let found = read(&ctx.layer_painter(LayerId::background()));
    ctx.end_pass().drop_without_applying_deltas();
    found
}

/// Switches off what moves, and what only debug builds paint over the ui. For tests that paint with other means too.
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
    // From the pixels, so that the ui also covers one that is only there by rounding.
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

/// What the ui paints once it asks for no further pass and all its glyphs are in the atlas.
fn settled(ctx: &Context, input: &RawInput, textures: &mut Textures, paint: &mut impl FnMut(&mut Ui)) -> FullOutput {
    let mut pass = 1;
    loop {
        let mut output = ctx.run_ui(input.clone(), &mut *paint);
        let new_glyphs = !output.textures_delta.set.is_empty();
        textures.apply(&mut output.textures_delta);
        let restless = output.viewport_output.values().any(|viewport| viewport.repaint_delay == Duration::ZERO);
        if pass >= MOST_PASSES || (pass >= LEAST_PASSES && !restless && !new_glyphs) {
            return output;
        }
        pass += 1;
    }
}
