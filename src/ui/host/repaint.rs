//! Painting on a page only what has changed since the last frame. The canvas keeps its pixels, and most of a window stands
//! still while the timeline is dragged. Without a GPU a triangle costs some 2 µs, and a shaded pixel some 20 ns; a
//! rectangle filled with one colour takes a quarter of the latter. Of the 14,400 triangles of the embedded story's window
//! a drag paints some 4,500. Copying what stands still from a picture of it, with `blitFramebuffer`, took as long as painting it.
//!
//! | file | what is in it |
//! |---|---|
//! | `damage` | which parts of the screen look other than they did |
//! | `tiles` | a screen cut into tiles, and rectangles of them |
//! | `steps` | what paints a part of the screen: colours to fill rectangles with, and shapes |
//! | `screen` | how that is done with WebGL |

mod damage;
#[cfg(target_arch = "wasm32")]
mod screen;
mod steps;
mod tiles;

#[cfg(test)]
mod tests;

/// Has egui tessellate all shapes of a part of the screen. It would leave out those of which only the soft edge reaches
/// into that part; others `steps` has left out already.
fn set_options(ctx: &egui::Context) {
    ctx.tessellation_options_mut(|options| options.coarse_tessellation_culling = false);
}

#[cfg(target_arch = "wasm32")]
pub use screen::repaint_only_changes;
