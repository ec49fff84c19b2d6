//! Texts in the directions of their letters, wherever they are painted: labels, widgets, tooltips, pictures. Knows egui's
//! shapes, nothing of what they show.
//!
//! Every text that has letters from right to left is laid out once more at the end of a pass, by [`Lines`]. Accessible
//! names and everything else that was said of it stay as they are.

mod caret;
mod levels;
mod lines;
mod piece;
mod row;

use std::collections::HashMap;
use std::sync::Arc;

use egui::layers::PaintList;
use egui::{Context, FullOutput, Galley, LayerId, Plugin, Shape, Ui};

pub use levels::has_right_to_left;
pub use lines::Lines;

/// From now on texts of this context are painted in the directions of their letters.
pub fn install(ctx: &Context) {
    ctx.add_plugin(Directions::default());
}

/// A text laid out in the directions of its letters.
pub fn lines(ctx: &Context, galley: &Galley) -> Lines {
    ctx.fonts_mut(|fonts| Lines::new(galley, &mut |job| fonts.layout_job(job)))
}

/// Whether a line of text begins at its right.
pub fn begins_from_right(text: &str) -> bool {
    levels::line(text).base.is_rtl()
}

/// Lays out texts again at the end of each pass, and keeps them while they are shown.
#[derive(Default)]
struct Directions {
    /// By the address of the galley that egui laid out.
    known: HashMap<usize, Known>,
    pass: u64,
    /// Whether letters cannot be selected, because there are some from right to left.
    holds_selection: bool,
}

struct Known {
    /// Kept, so that no other galley comes to its address.
    _source: Arc<Galley>,
    lines: Arc<Galley>,
    last_used: u64,
}

impl Directions {
    fn arranged(&mut self, ctx: &Context, galley: &Arc<Galley>) -> Arc<Galley> {
        let pass = self.pass;
        let known = self.known.entry(Arc::as_ptr(galley).addr()).or_insert_with(|| Known {
            _source: Arc::clone(galley),
            lines: lines(ctx, galley).galley,
            last_used: pass,
        });
        known.last_used = pass;
        Arc::clone(&known.lines)
    }

    /// Lays out what `shape` has from right to left.
    fn arrange(&mut self, ctx: &Context, shape: &mut Shape) {
        each_text(shape, &mut |galley| *galley = self.arranged(ctx, galley));
    }
}

impl Plugin for Directions {
    fn debug_name(&self) -> &'static str {
        "directions of letters"
    }

    /// Lays texts out while letters can still go to the texture of this pass.
    fn on_end_pass(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        self.pass += 1;
        let mut layers: Vec<LayerId> = ctx.memory(|memory| memory.layer_ids().collect());
        layers.push(LayerId::background());
        let mut found: Vec<Arc<Galley>> = Vec::new();
        ctx.graphics(|graphics| {
            for shape in layers.iter().filter_map(|&layer| graphics.get(layer)).flat_map(PaintList::all_entries) {
                texts(&shape.shape, &mut found);
            }
        });
        for galley in &found {
            self.arranged(&ctx, galley);
        }
        // egui selects letters in the order in which it lays them out, which is another than that of the text.
        let holds = !found.is_empty();
        if std::mem::replace(&mut self.holds_selection, holds) != holds {
            ctx.all_styles_mut(|style| style.interaction.selectable_labels = !holds);
        }
        let pass = self.pass;
        self.known.retain(|_, known| known.last_used + 1 >= pass);
    }

    fn output_hook(&mut self, ctx: &Context, output: &mut FullOutput) {
        for shape in &mut output.shapes {
            self.arrange(ctx, &mut shape.shape);
        }
    }
}

/// Calls `each` with every text of a shape that has letters from right to left.
fn each_text(shape: &mut Shape, each: &mut dyn FnMut(&mut Arc<Galley>)) {
    match shape {
        Shape::Vec(shapes) => shapes.iter_mut().for_each(|shape| each_text(shape, each)),
        Shape::Text(text) if has_right_to_left(text.galley.text()) => each(&mut text.galley),
        _ => {}
    }
}

/// The texts of a shape that have letters from right to left.
fn texts(shape: &Shape, found: &mut Vec<Arc<Galley>>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| texts(shape, found)),
        Shape::Text(text) if has_right_to_left(text.galley.text()) => found.push(Arc::clone(&text.galley)),
        _ => {}
    }
}

#[cfg(test)]
mod tests;
