//! Paints again only the parts of the page's canvas that have changed. Knows WebGL 2; which parts these are is `damage`'s
//! to say.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use eframe::egui_glow::CallbackFn;
use egui::epaint::{ClippedShape, PaintCallback};
use egui::{Color32, Context, FullOutput, Plugin, Rect, TextureId};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlCanvasElement, ResizeObserver, WebGl2RenderingContext as Gl};

use super::damage::Damage;
use super::set_options;
use super::steps::{Step, steps};
use super::tiles::PixelRect;

thread_local! {
    /// The page's canvas. Objects of JavaScript belong to their thread.
    static SCREEN: RefCell<Option<Screen>> = const { RefCell::new(None) };
}

/// Has only those parts of `canvas` painted again that have changed, where that is possible: the canvas must be drawn by
/// WebGL 2 and preserve what was drawn.
pub fn repaint_only_changes(ctx: &Context, canvas: &HtmlCanvasElement) {
    let Some(screen) = Screen::of(canvas.clone()) else { return };
    let changes = Changes::default();
    // A canvas loses its pixels whenever its size is set, if to the same one. This observer comes before eframe's, which
    // sets it.
    let resized = Arc::clone(&changes.resized);
    let closure = Closure::<dyn FnMut()>::new(move || resized.store(true, Ordering::Relaxed));
    let Ok(observer) = ResizeObserver::new(closure.into_js_value().unchecked_ref()) else { return };
    observer.observe(canvas);
    SCREEN.set(Some(screen));
    set_options(ctx);
    ctx.add_plugin(changes);
}

/// Cuts each frame down to what has changed.
#[derive(Default)]
struct Changes {
    damage: Damage,
    /// Whether the canvas has lost its pixels.
    resized: Arc<AtomicBool>,
    /// The number of the last frame.
    frame: u64,
    /// The number of the last frame that was painted. Some are not.
    painted: Arc<AtomicU64>,
}

impl Plugin for Changes {
    fn debug_name(&self) -> &'static str {
        "changes on the screen"
    }

    fn output_hook(&mut self, ctx: &Context, output: &mut FullOutput) {
        let Some(size) = SCREEN.with_borrow(|screen| screen.as_ref().map(Screen::begin)) else { return };
        if self.painted.load(Ordering::Relaxed) == self.frame {
            self.damage.note_painted();
        }
        if self.resized.swap(false, Ordering::Relaxed) || has_new_textures(output) {
            self.damage.forget();
        }
        self.frame += 1;
        let ground = ctx.global_style().visuals.panel_fill;
        let rects = self.damage.of(&output.shapes, ground, size, output.pixels_per_point);
        let (frame, painted) = (self.frame, &self.painted);
        let steps = rects.into_iter().flat_map(|rect| steps(&output.shapes, rect, ground, output.pixels_per_point));
        let shapes = steps.map(|step| match step {
            Step::Paint(shape) => shape,
            Step::Fill(fills) => {
                let painted = Arc::clone(painted);
                callback(move |screen| {
                    screen.fill(&fills);
                    painted.store(frame, Ordering::Relaxed);
                })
            }
        });
        output.shapes = shapes.collect();
    }
}

/// A shape that does something with the canvas when it is painted.
fn callback(paint: impl Fn(&Screen) + Send + Sync + 'static) -> ClippedShape {
    // It is called only for a rectangle that is not empty; which one is of no account.
    let rect = Rect::from_min_max(egui::pos2(0.0, 0.0), egui::pos2(1.0, 1.0));
    let paint = CallbackFn::new(move |_, _| SCREEN.with_borrow(|screen| screen.iter().for_each(&paint)));
    ClippedShape::new(rect, PaintCallback { rect, callback: Arc::new(paint) })
}

/// Whether textures show something else than before. The font's may grow by letters that no shape has shown yet.
fn has_new_textures(output: &FullOutput) -> bool {
    let set = &output.textures_delta.set;
    set.iter().any(|(id, deltas)| *id != TextureId::default() || deltas.iter().any(egui::epaint::ImageDelta::is_whole))
}

/// The canvas.
struct Screen {
    canvas: HtmlCanvasElement,
    gl: Gl,
}

impl Screen {
    fn of(canvas: HtmlCanvasElement) -> Option<Self> {
        let gl: Gl = canvas.get_context("webgl2").ok()??.dyn_into().ok()?;
        let preserves = gl.get_context_attributes()?.get_preserve_drawing_buffer()?;
        preserves.then_some(Self { canvas, gl })
    }

    /// Keeps what is on the canvas from eframe, which clears it before each frame; egui sets the mask again before it
    /// paints. Returns the size in pixels.
    fn begin(&self) -> [u32; 2] {
        self.gl.color_mask(false, false, false, false);
        [self.canvas.width(), self.canvas.height()]
    }

    /// Fills rectangles, one over the other. egui sets its own state again after that.
    fn fill(&self, fills: &[(PixelRect, Color32)]) {
        self.gl.enable(Gl::SCISSOR_TEST);
        for (PixelRect { x, y }, colour) in fills {
            // WebGL counts rows from below.
            let bottom = self.canvas.height().saturating_sub(y.end);
            let [left, bottom, width, height] = [x.start, bottom, x.len() as u32, y.len() as u32].map(u32::cast_signed);
            self.gl.scissor(left, bottom, width, height);
            let [red, green, blue, alpha] = colour.to_normalized_gamma_f32();
            self.gl.clear_color(red, green, blue, alpha);
            self.gl.clear(Gl::COLOR_BUFFER_BIT);
        }
    }
}
