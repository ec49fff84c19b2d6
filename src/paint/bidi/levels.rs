//! A text as pieces of one direction each, and the order in which the pieces of a line are read: the Unicode
//! bidirectional algorithm (UAX #9). Knows texts, nothing of fonts.

use std::ops::Range;

use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

/// Opens a stretch with a direction of its own, by its first strong letter; closed by [`CLOSE`].
const OPEN: char = '\u{2068}';
const CLOSE: char = '\u{2069}';
/// What stands between the parts of the program's own lines: `Title · 3 events`.
const SEPARATORS: [&str; 2] = [" · ", " — "];

/// Whether a text has letters that are read from right to left, or asks for that direction.
pub fn has_right_to_left(text: &str) -> bool {
    // Blocks of letters and the marks that steer directions. The table of all letters would cost more time than their
    // layout, and a letter too many is laid out the same.
    let is_right_to_left = |letter: char| {
        matches!(
            letter,
            '\u{590}'..='\u{8FF}'
                | '\u{200F}'
                | '\u{202B}'
                | '\u{202E}'
                | '\u{2067}'
                | '\u{FB1D}'..='\u{FDFF}'
                | '\u{FE70}'..='\u{FEFE}'
                | '\u{10800}'..='\u{10FFF}'
                | '\u{1E800}'..='\u{1EFFF}'
        )
    };
    !text.is_ascii() && text.chars().any(is_right_to_left)
}

/// A stretch of a line that is laid out as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Its bytes in the line.
    pub(super) bytes: Range<usize>,
    /// Its level: odd levels are read from right to left.
    pub(super) level: Level,
    /// Its kind.
    pub(super) kind: Kind,
}

/// The kind of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters that belong together.
    Word,
    /// Spaces: a line can break behind them.
    Space,
    /// Marks without an extent, which only steer directions.
    Control,
}

/// A line as pieces, in the order of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The direction in which its pieces follow each other.
    pub(super) base: Level,
    /// The pieces; together they are the whole line.
    pub(super) pieces: Vec<Piece>,
}

/// Divides a line without line breaks into pieces.
///
/// The direction of the line is that of its first strong letter. Where both directions occur, the parts of a line that
/// [`SEPARATORS`] and quotation marks divide have each their own direction and follow each other from left to right:
/// they are the program's words about several names.
pub(super) fn line(text: &str) -> Line {
    let (base, levels) = levels(text);
    let mut pieces: Vec<Piece> = Vec::new();
    for (at, letter) in text.char_indices() {
        let (bytes, level) = (at..at + letter.len_utf8(), levels[at]);
        let class = bidi_class(letter);
        let kind = match class {
            BidiClass::WS | BidiClass::S | BidiClass::B => Kind::Space,
            _ if is_control(letter) => Kind::Control,
            _ => Kind::Word,
        };
        match pieces.last_mut() {
            Some(last) if last.kind == kind && last.level == level && joins(class, level) && joins_last(text, last) => {
                last.bytes.end = bytes.end;
            }
            _ => pieces.push(Piece { bytes, level, kind }),
        }
    }
    Line { base, pieces }
}

/// Whether letters of this class are laid out together with others of the level.
///
/// egui guesses the direction of a run from its script, and orders the runs of several fonts from left to right. So a
/// letter that would be guessed wrong, or that may be of another font, stands by itself: Arabic digits, which are read
/// from left to right, and marks and Latin letters from right to left.
fn joins(class: BidiClass, level: Level) -> bool {
    use BidiClass::{AL, AN, BN, NSM, R};
    if level.is_ltr() { !matches!(class, R | AL | AN) } else { matches!(class, R | AL | NSM | BN) }
}

/// Whether the last letter of a piece is laid out together with the next.
fn joins_last(text: &str, piece: &Piece) -> bool {
    let last = text[piece.bytes.clone()].chars().next_back();
    piece.kind != Kind::Word || last.is_some_and(|last| joins(bidi_class(last), piece.level))
}

fn is_control(letter: char) -> bool {
    matches!(letter, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The direction of a line, and the level of every byte.
fn levels(text: &str) -> (Level, Vec<Level>) {
    let marks = marks(text);
    let mut marked = String::with_capacity(text.len() + OPEN.len_utf8() * marks.len());
    let mut done = 0;
    for &(at, mark) in &marks {
        marked += &text[done..at];
        marked.push(mark);
        done = at;
    }
    marked += &text[done..];
    let is_list = marks.first().is_some_and(|&(at, _)| at == 0);
    let info = BidiInfo::new(&marked, is_list.then(Level::ltr));
    let base = info.paragraphs.first().map_or(Level::ltr(), |paragraph| paragraph.level);
    let mut marks = marks.iter().peekable();
    let mut shift = 0;
    let level = |at| {
        while marks.next_if(|mark| mark.0 <= at).is_some() {
            shift += OPEN.len_utf8();
        }
        info.levels.get(at + shift).copied().unwrap_or(base)
    };
    (base, (0..text.len()).map(level).collect())
}

/// Where stretches with a direction of their own open and close. The first opens at 0 if separators divide the line.
fn marks(text: &str) -> Vec<(usize, char)> {
    let mut marks = Vec::new();
    if !text.chars().any(|letter| bidi_class(letter) == BidiClass::L) {
        return marks;
    }
    let ends = SEPARATORS.iter().flat_map(|separator| text.match_indices(separator));
    let mut ends: Vec<_> = ends.map(|(at, separator)| (at, at + separator.len())).collect();
    ends.sort_unstable();
    let is_list = !ends.is_empty();
    let mut start = 0;
    for (end, next) in ends.into_iter().chain([(text.len(), text.len())]) {
        if is_list {
            marks.push((start, OPEN));
        }
        let mut rest = start;
        while let Some(open) = text[rest..end].find('“').map(|at| rest + at + '“'.len_utf8())
            && let Some(close) = text[open..end].find('”').map(|at| open + at)
        {
            marks.extend([(open, OPEN), (close, CLOSE)]);
            rest = close;
        }
        if is_list {
            marks.push((end, CLOSE));
        }
        start = next;
    }
    marks
}

/// The order in which items with these levels stand from left to right on one line (rule L2).
pub(super) fn visual_order(levels: &[Level]) -> Vec<usize> {
    BidiInfo::reorder_visual(levels)
}

#[cfg(test)]
mod tests {
    use super::{Kind, has_right_to_left, line, visual_order};

    /// A line as it is seen from left to right; letters from right to left are Hebrew's.
    fn seen(text: &str) -> String {
        let line = line(text);
        let whole: String = line.pieces.iter().map(|piece| &text[piece.bytes.clone()]).collect();
        assert_eq!(whole, text, "every letter is in a piece");
        let levels: Vec<_> = line.pieces.iter().map(|piece| piece.level).collect();
        let shown = visual_order(&levels).into_iter().map(|at| {
            let piece = &line.pieces[at];
            let letters = text[piece.bytes.clone()].chars().filter(|_| piece.kind != Kind::Control);
            if piece.level.is_rtl() { letters.rev().collect() } else { letters.collect::<String>() }
        });
        shown.collect()
    }

    #[test]
    fn runs_in_their_directions() {
        let table = [
            ("Tel Aviv", "Tel Aviv"),
            ("שלום", "םולש"),
            ("שנת 1948 Tel Aviv", "Tel Aviv 1948 תנש"),
            ("Year שנת 1948 Tel", "Year 1948 תנש Tel"),
            // Marks of a sentence stand where it ends.
            ("שלום, עולם!", "!םלוע ,םולש"),
            ("say שלום, עולם!", "say םלוע ,םולש!"),
            ("א (ב) ג", "ג )ב( א"),
            ("عام 1948", "1948 ماع"),
            ("١٩٤٨ م", "م ١٩٤٨"),
            ("", ""),
        ];
        for (text, right) in table {
            assert_eq!(seen(text), right, "{text}");
        }
    }

    #[test]
    fn the_words_of_the_program_stand_apart() {
        let table = [
            ("שנת 1948 · 12 events", "1948 תנש · 12 events"),
            ("thread · שנת 1948", "thread · 1948 תנש"),
            ("a · א ב · 3", "a · ב א · 3"),
            ("שנת 1948 — click selects it", "1948 תנש — click selects it"),
            // No word of the program: the names follow each other as they are read.
            ("א · ב", "ב · א"),
            ("“שנת 1948” happens first", "“1948 תנש” happens first"),
            ("after “שנת 1948”, before “ב”", "after “1948 תנש”, before “ב”"),
            ("“an open quotation א 1", "“an open quotation 1 א"),
        ];
        for (text, right) in table {
            assert_eq!(seen(text), right, "{text}");
        }
    }

    #[test]
    fn every_letter_from_right_to_left_is_noticed() {
        use unicode_bidi::{BidiClass, bidi_class};
        let steers = |letter| {
            use BidiClass::{AL, AN, R, RLE, RLI, RLO};
            matches!(bidi_class(letter), R | AL | AN | RLE | RLO | RLI)
        };
        // Private blocks and letters not given out yet have a direction, too.
        for letter in ('\0'..=char::MAX).filter(|&letter| steers(letter)) {
            assert!(has_right_to_left(&format!("a{letter}")), "{:04X}", u32::from(letter));
        }
        for letter in "aéЖか中한ก…·".chars() {
            assert!(!has_right_to_left(&letter.to_string()), "{letter}");
        }
    }

    #[test]
    fn steering_marks_have_no_extent() {
        let pieces = line("a\u{2067}b\u{2069}").pieces;
        let kinds: Vec<_> = pieces.iter().map(|piece| piece.kind).collect();
        assert_eq!(kinds, [Kind::Word, Kind::Control, Kind::Word, Kind::Control]);
        assert_eq!(seen("\u{202E}abc\u{202C}"), "cba");
    }
}
