//! One piece of a line, laid out: its letters in the order of the text, each with its place. Puts right what egui leaves
//! in the order of drawing where a piece is read from right to left.

use std::sync::Arc;

use egui::Galley;
use egui::epaint::text::{Glyph, LayoutJob, TextFormat, TextWrapping};
use unicode_bidi::{BidiClass, Level, bidi_class};

use super::levels::Kind;

/// Lays out a text, with egui's fonts.
pub(super) type Set<'a> = dyn FnMut(LayoutJob) -> Arc<Galley> + 'a;

/// A piece of a line, laid out by itself.
#[derive(Clone)]
pub(super) struct Token {
    pub(super) level: Level,
    pub(super) kind: Kind,
    pub(super) text: String,
    pub(super) format: TextFormat,
    /// The room before it, in points.
    pub(super) indent: f32,
    /// In points; none in a mark that only steers directions.
    pub(super) width: f32,
    pub(super) letters: Vec<Letter>,
    /// Holds the shapes of the letters.
    pub(super) set: Arc<Galley>,
}

/// A letter of the text.
#[derive(Clone)]
pub(super) struct Letter {
    pub(super) glyph: Glyph,
    /// The first vertices of its shapes: none for the later letters of a ligature, several for a letter with marks.
    pub(super) shapes: Vec<u32>,
}

impl Token {
    /// Lays out a text of one direction; none if it is empty.
    pub(super) fn new(text: &str, level: Level, kind: Kind, format: &TextFormat, set: &mut Set<'_>) -> Option<Self> {
        let mirror = if level.is_rtl() { mirrored(text) } else { None };
        let shown = mirror.as_deref().unwrap_or(text);
        let galley = set(job(shown, format.clone()));
        let row = galley.rows.first()?;
        let mut letters = letters(shown, &row.glyphs, level)?;
        for (letter, chr) in letters.iter_mut().zip(text.chars()) {
            letter.glyph.chr = chr;
        }
        let mut width = row.size.x;
        if kind == Kind::Control {
            width = 0.0;
            for letter in &mut letters {
                letter.glyph.pos.x = 0.0;
                letter.glyph.advance_width = 0.0;
                letter.shapes.clear();
            }
        }
        Some(Self {
            level,
            kind,
            text: text.to_owned(),
            format: format.clone(),
            indent: 0.0,
            width,
            letters,
            set: galley,
        })
    }

    /// Its height, in points.
    pub(super) fn height(&self) -> f32 {
        self.set.rows.first().map_or(0.0, |row| row.size.y)
    }

    /// The room that it takes, in points.
    pub(super) fn room(&self) -> f32 {
        self.indent + self.width
    }
}

/// A text on one line, by itself.
fn job(text: &str, format: TextFormat) -> LayoutJob {
    let mut job = LayoutJob {
        wrap: TextWrapping::no_max_width(),
        break_on_newline: false,
        round_output_to_gui: false,
        keep_trailing_whitespace: true,
        ..LayoutJob::default()
    };
    job.append(text, 0.0, format);
    job
}

/// A bracket as it is seen in a line from right to left; none if the text is not a bracket.
fn mirrored(text: &str) -> Option<String> {
    const PAIRS: [(char, char); 16] = [
        ('(', ')'),
        ('[', ']'),
        ('{', '}'),
        ('<', '>'),
        ('«', '»'),
        ('‹', '›'),
        ('≤', '≥'),
        ('⟨', '⟩'),
        ('⟦', '⟧'),
        ('〈', '〉'),
        ('《', '》'),
        ('「', '」'),
        ('『', '』'),
        ('【', '】'),
        ('〔', '〕'),
        ('（', '）'),
    ];
    let mirror = |letter| {
        PAIRS.iter().find_map(|&(open, close)| match letter {
            _ if letter == open => Some(close),
            _ if letter == close => Some(open),
            _ => None,
        })
    };
    let mut letters = text.chars();
    let (letter, rest) = (letters.next()?, letters.as_str());
    // Pieces from right to left hold other letters than words one by one.
    rest.is_empty().then(|| mirror(letter)).flatten().map(String::from)
}

/// The letters of a piece, in the order of its text; none if nothing was laid out.
fn letters(text: &str, glyphs: &[Glyph], level: Level) -> Option<Vec<Letter>> {
    let first = *glyphs.first()?;
    let shapes = |glyph: &Glyph| if glyph.uv_rect.is_nothing() { Vec::new() } else { vec![glyph.first_vertex] };
    if level.is_rtl() {
        return Some(from_right_to_left(text, glyphs));
    }
    let mut letters: Vec<Letter> = Vec::with_capacity(glyphs.len());
    let chars: Vec<char> = text.chars().collect();
    for (at, glyph) in glyphs.iter().enumerate() {
        match letters.last_mut() {
            // More shapes than letters: the last letter has the rest.
            Some(last) if at >= chars.len() => last.shapes.extend(shapes(glyph)),
            _ => letters.push(Letter { glyph: *glyph, shapes: shapes(glyph) }),
        }
    }
    let end = letters.last().map_or(first, |last| last.glyph);
    for &missing in chars.get(letters.len()..).unwrap_or_default() {
        letters.push(Letter { glyph: without_extent(end, missing, end.max_x()), shapes: Vec::new() });
    }
    Some(letters)
}

/// As `glyph`, but another letter, with nothing to be seen.
fn without_extent(glyph: Glyph, chr: char, x: f32) -> Glyph {
    let mut nothing = glyph;
    nothing.chr = chr;
    nothing.pos.x = x;
    nothing.advance_width = 0.0;
    nothing.uv_rect.max = nothing.uv_rect.min;
    nothing
}

/// As [`letters`], for a piece whose shapes stand in the order in which they are seen: the last letter first, marks before
/// the letter that bears them.
fn from_right_to_left(text: &str, glyphs: &[Glyph]) -> Vec<Letter> {
    let chars: Vec<char> = text.chars().collect();
    let shapes = &glyphs[..glyphs.len() - surplus(&chars, glyphs)];
    let mut letters: Vec<Letter> =
        chars.iter().map(|&chr| Letter { glyph: without_extent(glyphs[0], chr, 0.0), shapes: Vec::new() }).collect();
    let mut end = chars.len();
    let mut right = 0.0_f32;
    let mut rest = shapes;
    while let Some(first) = rest.first() {
        let marks = rest.iter().take_while(|glyph| glyph.chr == first.chr && glyph.advance_width == 0.0).count();
        let bears = rest.get(marks).is_some_and(|glyph| glyph.chr == first.chr);
        let (cluster, after) = rest.split_at((marks + usize::from(bears)).max(1));
        rest = after;
        let bearer = cluster[cluster.len() - 1];
        right = right.max(bearer.max_x());
        let seen = cluster.iter().filter(|glyph| !glyph.uv_rect.is_nothing()).map(|glyph| glyph.first_vertex);
        // A shape more than letters: it belongs to the letter before it.
        let Some(start) = chars[..end].iter().rposition(|&chr| chr == first.chr) else {
            if let Some(letter) = letters.get_mut(end) {
                letter.shapes.extend(seen);
            }
            continue;
        };
        share(&mut letters[start..end], bearer);
        letters[start].shapes.extend(seen);
        end = start;
    }
    for letter in &mut letters[..end] {
        letter.glyph.pos.x = right;
    }
    letters
}

/// Divides the width of a shape between the letters that it stands for, from the right; marks take none of it.
fn share(letters: &mut [Letter], shape: Glyph) {
    let is_mark = |letter: &Letter| matches!(bidi_class(letter.glyph.chr), BidiClass::NSM | BidiClass::BN);
    let bearers = letters.iter().filter(|letter| !is_mark(letter)).count().max(1);
    let width = shape.advance_width / bearers as f32;
    let mut x = shape.max_x();
    for (at, letter) in letters.iter_mut().enumerate() {
        let takes = at == 0 || !is_mark(letter);
        if takes {
            x -= width;
        }
        let chr = letter.glyph.chr;
        letter.glyph = if at == 0 { shape } else { without_extent(shape, chr, x) };
        letter.glyph.chr = chr;
        letter.glyph.pos.x = x;
        letter.glyph.advance_width = if takes { width } else { 0.0 };
    }
}

/// The number of glyphs at the end that egui adds to a piece from right to left, as if its letters were one ligature.
fn surplus(chars: &[char], glyphs: &[Glyph]) -> usize {
    let is_empty = |glyph: &Glyph| glyph.advance_width == 0.0 && glyph.uv_rect.is_nothing();
    let most = chars.len().saturating_sub(1).min(glyphs.len().saturating_sub(1));
    (1..=most)
        .rev()
        .find(|&count| {
            let tail = &glyphs[glyphs.len() - count..];
            tail.iter().zip(&chars[chars.len() - count..]).all(|(glyph, &chr)| is_empty(glyph) && glyph.chr == chr)
        })
        .unwrap_or(0)
}
