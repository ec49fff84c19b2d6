//! One row: its pieces in the order in which they are seen, as one mesh. Knows egui's rows of text.

use egui::emath::{GuiRounding, Vec2, vec2};
use egui::epaint::text::{Glyph, Row, TextFormat};
use egui::epaint::{Mesh, Vertex};
use unicode_bidi::Level;

use super::levels::{Kind, visual_order};
use super::piece::{Set, Token};

/// The text of a row, in its order.
pub(super) struct RowText {
    pub(super) base: Level,
    pub(super) tokens: Vec<Token>,
    /// The format where it begins: a row without letters is as high as a letter of it.
    pub(super) format: TextFormat,
    /// Whether the line goes on in the next row.
    pub(super) is_broken: bool,
    /// Whether the spaces at its end stand beyond it.
    pub(super) hangs: bool,
}

impl RowText {
    /// The room that it takes, in points, without spaces that hang over its end.
    pub(super) fn width(&self) -> f32 {
        let seen = self.tokens.len() - self.hanging();
        self.tokens[..seen].iter().map(Token::room).sum()
    }

    /// The number of spaces at its end that stand beyond it.
    pub(super) fn hanging(&self) -> usize {
        if self.hangs { self.tokens.iter().rev().take_while(|token| token.kind == Kind::Space).count() } else { 0 }
    }
}

/// Puts the tokens of a row in their order. Gives the row, and for every letter whether it is read from right to left.
pub(super) fn row(tokens: &RowText, least_height: f32, scale: f32, set: &mut Set<'_>) -> Option<(Row, Vec<bool>)> {
    let places = places(tokens, scale);
    let space = Token::new(" ", Level::ltr(), Kind::Space, &tokens.format, set)?;
    let mut row = blank(&space)?;
    let heights = tokens.tokens.iter().map(Token::height);
    let height = heights.fold(least_height.max(if tokens.tokens.is_empty() { space.height() } else { 0.0 }), f32::max);
    let height = height.round_to_pixels(scale);
    let mut layers = Layers::default();
    let mut directions = Vec::new();
    let seen = tokens.tokens.len() - tokens.hanging();
    for (at, (token, x)) in tokens.tokens.iter().zip(places).enumerate() {
        let down = token.format.valign.to_factor() * (height - token.height());
        let start = row.glyphs.len();
        layers.add(token, vec2(x, down.round_to_pixels(scale)), &mut row.glyphs);
        directions.resize(row.glyphs.len(), token.level.is_rtl());
        if at >= seen {
            row.glyphs[start..].iter_mut().for_each(|space| space.advance_width = 0.0);
        }
    }
    row.size = vec2(tokens.width(), height);
    layers.finish(&mut row);
    Some((row, directions))
}

/// A row of the same fonts, without letters.
fn blank(token: &Token) -> Option<Row> {
    let mut row = (*token.set.rows.first()?.row).clone();
    row.glyphs.clear();
    row.visuals = egui::epaint::text::RowVisuals::default();
    Some(row)
}

/// Where the tokens of a row begin, in points from its left.
fn places(row: &RowText, scale: f32) -> Vec<f32> {
    let tokens = &row.tokens;
    // Spaces at the end of a row go in the direction of its line (rule L1).
    let trailing = tokens.iter().rev().take_while(|token| token.kind != Kind::Word).count();
    let own = tokens.iter().map(|token| token.level).take(tokens.len() - trailing);
    let levels: Vec<Level> = own.chain(std::iter::repeat_n(row.base, trailing)).collect();
    let hanging = row.hanging();
    let mut places = vec![0.0; tokens.len()];
    let mut x = 0.0_f32;
    for at in visual_order(&levels) {
        let token = &tokens[at];
        places[at] = (x + token.indent).round_to_pixels(scale);
        if at < tokens.len() - hanging {
            x += token.room();
        }
    }
    places
}

/// The mesh of a row in the order of painting: backgrounds, letters, lines under and through them.
#[derive(Default)]
struct Layers {
    behind: Mesh,
    letters: Mesh,
    lines: Mesh,
}

impl Layers {
    /// Adds the shapes of a token; its letters, moved, go to `glyphs`.
    fn add(&mut self, token: &Token, shift: Vec2, glyphs: &mut Vec<Glyph>) {
        let Some(row) = token.set.rows.first() else { return };
        let (mesh, range) = (&row.visuals.mesh, &row.visuals.glyph_vertex_range);
        let moved = |vertex: &Vertex| Vertex { pos: vertex.pos + shift, ..*vertex };
        for letter in &token.letters {
            let mut glyph = letter.glyph;
            glyph.pos += shift;
            glyph.first_vertex = self.letters.vertices.len() as u32;
            for &first in &letter.shapes {
                let first = first as usize;
                let Some(corners) = mesh.vertices.get(first..first + 4) else { continue };
                let start = self.letters.vertices.len() as u32;
                self.letters.vertices.extend(corners.iter().map(moved));
                self.letters.add_triangle(start, start + 1, start + 2);
                self.letters.add_triangle(start + 2, start + 1, start + 3);
            }
            glyphs.push(glyph);
        }
        if token.kind == Kind::Control {
            return;
        }
        let is_behind = |index: u32| (index as usize) < range.start;
        let is_line = |index: u32| (index as usize) >= range.end;
        for (layer, vertices, belongs) in [
            (&mut self.behind, 0..range.start, &is_behind as &dyn Fn(u32) -> bool),
            (&mut self.lines, range.end..mesh.vertices.len(), &is_line),
        ] {
            let (from, to) = (vertices.start as u32, layer.vertices.len() as u32);
            layer.indices.extend(mesh.indices.iter().filter(|&&index| belongs(index)).map(|index| index - from + to));
            layer.vertices.extend(mesh.vertices[vertices].iter().map(moved));
        }
    }

    /// Makes one mesh of them, for the row.
    fn finish(self, row: &mut Row) {
        let mut mesh = self.behind;
        let start = mesh.vertices.len();
        row.visuals.glyph_index_start = mesh.indices.len();
        for glyph in &mut row.glyphs {
            glyph.first_vertex += start as u32;
        }
        mesh.append(self.letters);
        row.visuals.glyph_vertex_range = start..mesh.vertices.len();
        mesh.append(self.lines);
        row.visuals.mesh_bounds = mesh.calc_bounds();
        row.visuals.mesh = mesh;
    }
}
