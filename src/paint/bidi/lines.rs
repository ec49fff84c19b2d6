//! A text laid out in the directions of its letters. Knows egui's layout of text, nothing of what is shown.
//!
//! egui lays out every run of a font by its first strong letter and has no bidirectional algorithm. So a text with letters
//! from right to left is laid out once more, piece by piece: lines are broken in the order of the text, and the pieces of
//! a line put in the order in which they are seen. The result is an egui galley again, with its letters in the order of
//! the text.

use std::ops::Range;
use std::sync::Arc;

use egui::Galley;
use egui::emath::{Align, GuiRounding, Rect, pos2};
use egui::epaint::text::{LayoutJob, PlacedRow};

use super::levels::{Kind, line};
use super::piece::{Set, Token};
use super::row::{RowText, row};

/// A text laid out in the directions of its letters.
#[derive(Clone, Debug)]
pub struct Lines {
    /// To be painted. Its letters are in the order of the text, so those from right to left stand ever further left.
    pub galley: Arc<Galley>,
    /// For every row and every letter, whether it is read from right to left.
    pub directions: Vec<Vec<bool>>,
}

impl Lines {
    /// Lays out the text of a galley; `set` lays out its pieces, with the same fonts and scale.
    pub fn new(galley: &Galley, set: &mut Set<'_>) -> Self {
        let job = &galley.job;
        let mut rows: Vec<RowText> = Vec::new();
        let mut start = 0;
        for text in job.text.split(|letter| job.break_on_newline && letter == '\n') {
            if rows.len() > job.wrap.max_rows {
                break;
            }
            rows.extend(broken(job, start..start + text.len(), set));
            start += text.len() + 1;
        }
        let is_elided = elide(job, &mut rows, set);
        Self::assembled(galley, &rows, is_elided, set)
    }

    fn assembled(galley: &Galley, rows: &[RowText], is_elided: bool, set: &mut Set<'_>) -> Self {
        let (job, scale) = (&galley.job, galley.pixels_per_point);
        let mut placed = Vec::with_capacity(rows.len());
        let mut directions = Vec::with_capacity(rows.len());
        let mut y = 0.0;
        for (number, tokens) in rows.iter().enumerate() {
            let least_height = if number == 0 { job.first_row_min_height } else { 0.0 };
            let Some((row, of_letters)) = row(tokens, least_height, scale, set) else { continue };
            let height = row.size.y;
            let x = match job.halign {
                Align::Min => 0.0,
                Align::Center => -row.size.x / 2.0,
                Align::Max => -row.size.x,
            };
            let pos = pos2(x.round_to_pixels(scale), y);
            let ends_with_newline = !tokens.is_broken && number + 1 < rows.len();
            placed.push(PlacedRow { pos, row: Arc::new(row), ends_with_newline });
            directions.push(of_letters);
            y = (y + height).round_to_pixels(scale);
        }
        // Lines from right to left of a text of several rows begin at its right.
        if job.halign == Align::Min && placed.len() > 1 {
            let width = placed.iter().map(|row| row.size.x).fold(0.0, f32::max);
            for (row, tokens) in placed.iter_mut().zip(rows) {
                if tokens.base.is_rtl() {
                    row.pos.x = (width - row.size.x).round_to_pixels(scale);
                }
            }
        }
        let mut lines = galley.clone();
        lines.elided = is_elided;
        lines.rect = placed.iter().fold(Rect::ZERO, |all, row| all | row.rect());
        if job.round_output_to_gui {
            lines.rect = lines.rect.round_ui();
        }
        lines.mesh_bounds =
            placed.iter().fold(Rect::NOTHING, |all, row| all | row.visuals.mesh_bounds.translate(row.pos.to_vec2()));
        lines.num_vertices = placed.iter().map(|row| row.visuals.mesh.vertices.len()).sum();
        lines.num_indices = placed.iter().map(|row| row.visuals.mesh.indices.len()).sum();
        lines.rows = placed;
        Self { galley: Arc::new(lines), directions }
    }
}

/// A line of the text as rows that fit, where they can.
fn broken(job: &LayoutJob, bytes: Range<usize>, set: &mut Set<'_>) -> Vec<RowText> {
    let line = line(&job.text[bytes.clone()]);
    let mut tokens = Vec::new();
    for section in &job.sections {
        let part = section.byte_range.start.0..section.byte_range.end.0;
        for piece in &line.pieces {
            let piece_bytes = bytes.start + piece.bytes.start..bytes.start + piece.bytes.end;
            let (from, to) = (piece_bytes.start.max(part.start), piece_bytes.end.min(part.end));
            if from >= to {
                continue;
            }
            if let Some(mut token) = Token::new(&job.text[from..to], piece.level, piece.kind, &section.format, set) {
                if from == part.start {
                    token.indent = section.leading_space;
                }
                tokens.push(token);
            }
        }
    }
    let at_start = job.sections.iter().find(|section| bytes.start <= section.byte_range.end.0);
    let format = at_start.map(|section| section.format.clone()).unwrap_or_default();
    let row = |tokens| RowText { base: line.base, tokens, format: format.clone(), is_broken: false, hangs: false };
    let room = job.effective_wrap_width();
    if job.wrap.max_rows == 1 || tokens.iter().map(Token::room).sum::<f32>() <= room {
        return vec![row(tokens)];
    }
    let mut rows = vec![row(Vec::new())];
    let mut x = 0.0;
    let mut rest = tokens.into_iter().peekable();
    while rest.peek().is_some() {
        let mut words = Vec::new();
        while let Some(word) = rest.next_if(|token| token.kind != Kind::Space) {
            words.push(word);
        }
        let width: f32 = words.iter().map(Token::room).sum();
        if width > room {
            words = words.into_iter().flat_map(|word| letters(word, set)).collect();
        } else if x + width > room {
            x = next_row(&mut rows, row(Vec::new()));
        }
        for word in words {
            if x > 0.0 && x + word.room() > room {
                x = next_row(&mut rows, row(Vec::new()));
            }
            x += word.room();
            if let Some(last) = rows.last_mut() {
                last.tokens.push(word);
            }
        }
        while let Some(space) = rest.next_if(|token| token.kind == Kind::Space) {
            x += space.room();
            if let Some(last) = rows.last_mut() {
                last.tokens.push(space);
            }
        }
    }
    rows
}

/// Begins another row of the same line; gives where it begins.
fn next_row(rows: &mut Vec<RowText>, next: RowText) -> f32 {
    if let Some(last) = rows.last_mut().filter(|last| !last.tokens.is_empty()) {
        (last.is_broken, last.hangs) = (true, true);
        rows.push(next);
    }
    0.0
}

/// A word that is wider than a row, so that it can be broken anywhere; but not where letters join.
fn letters(word: Token, set: &mut Set<'_>) -> Vec<Token> {
    if word.level.is_rtl() {
        return vec![word];
    }
    let mut indent = word.indent;
    let mut letter = |text: &str| {
        let mut token = Token::new(text, word.level, word.kind, &word.format, set)?;
        token.indent = std::mem::take(&mut indent);
        Some(token)
    };
    clusters(&word.text).into_iter().filter_map(|bytes| letter(&word.text[bytes])).collect()
}

/// The letters of a text, each with its marks.
fn clusters(text: &str) -> Vec<Range<usize>> {
    let mut clusters: Vec<Range<usize>> = Vec::new();
    for (at, letter) in text.char_indices() {
        let end = at + letter.len_utf8();
        let is_mark =
            unicode_normalization::char::is_combining_mark(letter) || matches!(letter, '\u{200C}' | '\u{200D}');
        match clusters.last_mut() {
            Some(last) if is_mark => last.end = end,
            _ => clusters.push(at..end),
        }
    }
    clusters
}

/// Shortens the last row that there is room for, with the mark of that at its end. Gives whether anything was left out.
fn elide(job: &LayoutJob, rows: &mut Vec<RowText>, set: &mut Set<'_>) -> bool {
    let (most, room) = (job.wrap.max_rows, job.effective_wrap_width());
    let too_many = rows.len() > most;
    let mut left_out = rows.split_off(most.min(rows.len()));
    let Some(last) = rows.last_mut() else { return too_many };
    if !too_many && (last.width() <= room || most == usize::MAX) {
        return false;
    }
    if last.is_broken
        && let Some(next) = left_out.first_mut()
    {
        last.tokens.append(&mut next.tokens);
    }
    (last.is_broken, last.hangs) = (false, false);
    let format = last.tokens.last().map_or(&last.format, |token| &token.format);
    let mark = job.wrap.overflow_character.map(String::from);
    let mark = mark.and_then(|mark| Token::new(&mark, last.base, Kind::Word, format, set));
    let room = room - mark.as_ref().map_or(0.0, Token::room);
    while last.width() > room
        && let Some(token) = last.tokens.pop()
    {
        let before = room - last.width();
        if before > 0.0
            && let Some(start) = start_of(&token, before, set)
        {
            last.tokens.push(start);
            break;
        }
    }
    last.tokens.extend(mark);
    true
}

/// As much of the start of a token as there is room for; none if there is none.
fn start_of(token: &Token, room: f32, set: &mut Set<'_>) -> Option<Token> {
    let ends: Vec<usize> = clusters(&token.text).into_iter().map(|bytes| bytes.end).collect();
    let mut start = |end: usize| {
        let mut start = Token::new(&token.text[..end], token.level, token.kind, &token.format, set)?;
        start.indent = token.indent;
        Some(start)
    };
    let fits = |token: &Token| token.room() <= room;
    let (mut low, mut high) = (0, ends.len());
    while low < high {
        let middle = usize::midpoint(low, high + 1);
        if start(ends[middle - 1]).is_some_and(|start| fits(&start)) { low = middle } else { high = middle - 1 }
    }
    start(*ends.get(low.checked_sub(1)?)?)
}
