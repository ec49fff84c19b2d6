//! Letters that no bundled font has, drawn by the browser with its own fonts, a grapheme cluster at a time: for pictures,
//! as eframe draws them for the window; and in both for scripts whose clusters egui would draw in pieces.

use egui::epaint::text::FontPriority;
use egui::{ColorImage, GlyphBitmap, GlyphRasterizer, GlyphRasterizerRequest, RasterizedGlyph, vec2};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// The families that eframe asks for, so that a picture has the letters of the window.
const FAMILIES: &str = "system-ui, sans-serif, \"Apple Color Emoji\", \"Segoe UI Emoji\", \"Noto Color Emoji\"";
/// Room for soft edges, in pixels.
const MARGIN: f64 = 2.0;
/// The largest side of a letter, in pixels: egui takes no larger one.
const MOST: f64 = 1024.0;

/// Draw each cluster on a canvas. egui keeps the result.
pub(super) fn rasterizers() -> [GlyphRasterizer; 2] {
    let whole =
        |request: &GlyphRasterizerRequest<'_>| if has_conjuncts(request.cluster) { rasterize(request) } else { None };
    [
        GlyphRasterizer::new("plotlanes::canvas::whole", whole).with_priority(FontPriority::Highest),
        GlyphRasterizer::new("plotlanes::canvas", rasterize),
    ]
}

/// Whether a cluster is of a script of India or South-East Asia, in which consonants join. egui asks for such a cluster once
/// for each consonant, unless it is drawn before any font is asked.
fn has_conjuncts(cluster: &str) -> bool {
    let first = cluster.chars().next();
    first.is_some_and(|c| matches!(c, '\u{900}'..='\u{dff}' | '\u{f00}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'))
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
