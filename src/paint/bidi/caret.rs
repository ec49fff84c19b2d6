//! Where a caret stands in a text with both directions, which letter is pointed at, and what is selected. Knows laid-out
//! lines, nothing of keys and pointers.

use std::ops::Range;

use egui::emath::{Pos2, Rangef, Rect, Vec2};
use egui::epaint::text::{Glyph, PlacedRow};

use super::lines::Lines;

impl Lines {
    /// The caret before the letter with this number, as a line without a width, in points from the galley's place. At the
    /// end of a row it stands behind its last letter.
    pub fn caret(&self, letter: usize) -> Rect {
        let mut start = 0;
        for (number, (row, directions)) in self.rows().enumerate() {
            let end = start + row.glyphs.len();
            let is_last = number + 1 == self.galley.rows.len();
            if letter < end || is_last || letter == end && row.ends_with_newline {
                let x = edge(row, directions, (letter - start).min(row.glyphs.len()));
                return Rect::from_x_y_ranges(Rangef::point(row.pos.x + x), row.rect().y_range());
            }
            start = end + usize::from(row.ends_with_newline);
        }
        Rect::from_min_size(Pos2::ZERO, Vec2::ZERO)
    }

    /// The number of the letter before which a caret stands nearest to `at`, in points from the galley's place.
    pub fn letter_at(&self, at: Pos2) -> usize {
        let mut start = 0;
        let last = self.galley.rows.len().saturating_sub(1);
        for (number, (row, directions)) in self.rows().enumerate() {
            if at.y < row.rect().bottom() || number == last {
                return start + nearest(row, directions, at.x - row.pos.x);
            }
            start += row.glyphs.len() + usize::from(row.ends_with_newline);
        }
        start
    }

    /// The areas of the letters in a range, in points from the galley's place: one for each stretch that hangs together.
    pub fn areas(&self, letters: Range<usize>) -> Vec<Rect> {
        let mut areas: Vec<Rect> = Vec::new();
        let mut start = 0;
        for (row, _) in self.rows() {
            let own = |letter: usize| letter.saturating_sub(start).min(row.glyphs.len());
            let mut extents: Vec<Rangef> =
                row.glyphs[own(letters.start)..own(letters.end)].iter().map(extent).collect();
            extents.sort_by(|a, b| a.min.total_cmp(&b.min));
            let first = areas.len();
            for extent in extents {
                let area = Rect::from_x_y_ranges(extent, row.rect().y_range()).translate(Vec2::new(row.pos.x, 0.0));
                match areas[first..].last_mut() {
                    // Letters stand on whole pixels, so there may be a part of one between two of them.
                    Some(last) if area.min.x <= last.max.x + 1.0 => last.max.x = last.max.x.max(area.max.x),
                    _ => areas.push(area),
                }
            }
            start += row.glyphs.len() + usize::from(row.ends_with_newline);
        }
        areas
    }

    fn rows(&self) -> impl Iterator<Item = (&PlacedRow, &[bool])> {
        self.galley.rows.iter().zip(self.directions.iter().map(Vec::as_slice))
    }
}

fn extent(glyph: &Glyph) -> Rangef {
    Rangef::new(glyph.pos.x, glyph.max_x())
}

/// Where a caret before a letter of a row stands: where the letter begins, in its own direction; at the end of the row
/// where its last letter ends.
fn edge(row: &PlacedRow, directions: &[bool], letter: usize) -> f32 {
    let at = |letter: usize, begins: bool| {
        let glyph = row.glyphs.get(letter)?;
        let is_left = directions.get(letter).copied().unwrap_or_default() != begins;
        Some(if is_left { glyph.pos.x } else { glyph.max_x() })
    };
    at(letter, true).or_else(|| at(letter.checked_sub(1)?, false)).unwrap_or(0.0)
}

/// The letter before which a caret stands nearest to `x`.
fn nearest(row: &PlacedRow, directions: &[bool], x: f32) -> usize {
    let distance = |glyph: &Glyph| (extent(glyph).min - x).max(x - extent(glyph).max).max(0.0);
    let letters = row.glyphs.iter().enumerate().filter(|(_, glyph)| glyph.advance_width > 0.0);
    let Some((letter, glyph)) = letters.min_by(|a, b| distance(a.1).total_cmp(&distance(b.1))) else { return 0 };
    let is_right_half = x > extent(glyph).center();
    let is_from_right = directions.get(letter).copied().unwrap_or_default();
    if is_right_half == is_from_right {
        return letter;
    }
    // Marks belong to the letter before them.
    let marks = row.glyphs[letter + 1..].iter().take_while(|glyph| glyph.advance_width == 0.0).count();
    letter + 1 + marks
}
