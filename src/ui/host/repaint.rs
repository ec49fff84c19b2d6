//! Painting on a page only what has changed since the last frame. A canvas keeps its pixels, and most of a window stands
//! still while the timeline is dragged; without a GPU each triangle costs some 2 µs, and each shaded pixel some 20 ns.
//!
//! TODO figures
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
