//! Letters that no bundled font has, drawn by the browser for a picture, as eframe draws them for the window: a grapheme
//! cluster at a time, with the browser's own fonts.

use egui::{ColorImage, GlyphBitmap, GlyphRasterizer, GlyphRasterizerRequest, RasterizedGlyph, vec2};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// The families that eframe asks for, so that a picture has the letters of the window.
const FAMILIES: &str = "system-ui, sans-serif, \"Apple Color Emoji\", \"Segoe UI Emoji\", \"Noto Color Emoji\"";
/// Room for soft edges, in pixels.
const MARGIN: f64 = 2.0;
/// The largest side of a letter, in pixels: egui takes no larger one.
const MOST: f64 = 1024.0;

/// Draws each cluster on a canvas. egui keeps the result.
pub(super) fn rasterizer() -> GlyphRasterizer {
    GlyphRasterizer::new("plotlanes::canvas", rasterize)
}

fn rasterize(request: &GlyphRasterizerRequest<'_>) -> Option<RasterizedGlyph> {
    let document = web_sys::window()?.document()?;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let font = format!("{}px {FAMILIES}", request.font_size_px);
    context.set_font(&font);
    let extent = context.measure_text(request.cluster).ok()?;
    let (left, above) = (extent.actual_bounding_box_left().ceil(), extent.actual_bounding_box_ascent().ceil());
    let width = left + extent.actual_bounding_box_right().ceil() + 2.0 * MARGIN;
    let height = above + extent.actual_bounding_box_descent().ceil() + 2.0 * MARGIN;
    if !(width > 2.0 * MARGIN && height > 2.0 * MARGIN && width <= MOST && height <= MOST) {
        return None;
    }
    // This clears the canvas and what was set.
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    context.set_font(&font);
    context.set_fill_style_str("white");
    context.fill_text(request.cluster, MARGIN + left, MARGIN + above).ok()?;
    let pixels = context.get_image_data(0.0, 0.0, width, height).ok()?.data();
    // A plain letter takes the colour that is asked for, white; an emoji has its own.
    let is_color = pixels.as_chunks::<4>().0.iter().any(|pixel| pixel[3] > 0 && pixel[..3] != [255; 3]);
    let image = ColorImage::from_rgba_unmultiplied([width as usize, height as usize], &pixels);
    let offset_px = vec2(-(left + MARGIN) as f32, -(above + MARGIN) as f32);
    Some(RasterizedGlyph { bitmap: GlyphBitmap { image, offset_px, is_color }, advance_px: extent.width() as f32 })
}
