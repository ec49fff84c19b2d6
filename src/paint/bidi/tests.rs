//! Tables of lines: what stands where, without a picture.

use std::sync::Arc;

use egui::Galley;
use egui::epaint::text::{FontId, Fonts, LayoutJob, TextFormat, TextOptions, TextWrapping};
use egui::{Color32, emath::Align};
use proptest::prelude::*;

use super::lines::Lines;
use crate::theme;

/// The lines of a job, with the bundled font; letters that it lacks are boxes of one width.
fn lines(job: LayoutJob) -> Lines {
    let mut fonts = Fonts::new(TextOptions::default(), theme::fonts());
    let mut set = |job: LayoutJob| -> Arc<Galley> { fonts.with_pixels_per_point(1.0).layout_job(job) };
    let galley = set(job);
    Lines::new(&galley, &mut set)
}

fn job(text: &str, wrap: TextWrapping) -> LayoutJob {
    let format = TextFormat::simple(FontId::proportional(14.0), Color32::WHITE);
    LayoutJob { wrap, ..LayoutJob::single_section(text.to_owned(), format) }
}

/// The letters of each row as they are seen from left to right.
fn seen(lines: &Lines) -> Vec<String> {
    let row = |row: &egui::epaint::text::PlacedRow| {
        let extended = row.glyphs.iter().filter(|glyph| glyph.advance_width > 0.0);
        let mut letters: Vec<_> = extended.map(|glyph| (glyph.pos.x, glyph.chr)).collect();
        letters.sort_by(|a, b| a.0.total_cmp(&b.0));
        letters.into_iter().map(|(_, chr)| chr).collect()
    };
    lines.galley.rows.iter().map(row).collect()
}

#[test]
fn letters_stand_where_they_are_read() {
    let table = [
        ("Tel Aviv", "Tel Aviv"),
        ("שנת 1948 Tel Aviv", "Tel Aviv 1948 תנש"),
        ("שנת 1948 · 12 events", "1948 תנש · 12 events"),
        ("הוא (השני) בא.", ".אב )ינשה( אוה"),
        ("عام 1948: a", "a :1948 ماع"),
        ("سنة ١٩٤٨", "١٩٤٨ ةنس"),
        ("in ١٩٤٨ or ٣٫٥٪", "in ١٩٤٨ or ٣٫٥٪"),
        ("\u{202D}שלום\u{202C}", "שלום"),
    ];
    for (text, right) in table {
        let lines = lines(job(text, TextWrapping::no_max_width()));
        assert_eq!(seen(&lines), [right], "{text}");
        let galley = &lines.galley;
        assert_eq!(galley.text(), text, "the text stays the text");
        assert_eq!(galley.rows[0].text(), text, "letters are in the order of the text");
        let extended = galley.rows[0].glyphs.iter().filter(|glyph| glyph.advance_width > 0.0);
        let mut extents: Vec<_> = extended.map(|glyph| (glyph.pos.x, glyph.max_x())).collect();
        extents.sort_by(|a, b| a.0.total_cmp(&b.0));
        for pair in extents.windows(2) {
            // Letters stand on whole points, and so do pieces.
            assert!((pair[1].0 - pair[0].1).abs() < 2.0, "{text}: {pair:?} in {extents:?}");
        }
    }
}

#[test]
fn lines_break_in_the_order_of_the_text() {
    let text = "אחת שתיים שלוש ארבע";
    let wide = lines(job(text, TextWrapping::no_max_width()));
    let width = wide.galley.size().x * 0.6;
    let narrow = lines(job(text, TextWrapping::wrap_at_width(width)));
    assert_eq!(seen(&narrow), ["םייתש תחא", "עברא שולש"]);
    let galley = &narrow.galley;
    let rights: Vec<f32> = galley.rows.iter().map(|row| row.rect().right()).collect();
    assert!((rights[0] - rights[1]).abs() <= 1.0, "lines from right to left begin at the right: {rights:?}");
    assert!(galley.size().x <= width + 0.5);
    assert_eq!(galley.rows.iter().map(|row| row.text()).collect::<String>(), text);

    let lines = lines(job("אחת\n\nb", TextWrapping::no_max_width()));
    assert_eq!(seen(&lines), ["תחא", "", "b"]);
    let ends: Vec<_> = lines.galley.rows.iter().map(|row| row.ends_with_newline).collect();
    assert_eq!(ends, [true, true, false]);
    let heights: Vec<_> = lines.galley.rows.iter().map(|row| row.size.y).collect();
    assert!(heights.iter().all(|&height| (height - heights[0]).abs() < 0.01), "{heights:?}");
}

#[test]
fn a_word_wider_than_its_line_is_broken() {
    let lines = lines(job("א abcdefghijklmnopqrstuvwxyz", TextWrapping::wrap_at_width(60.0)));
    assert!(lines.galley.rows.len() >= 3);
    assert!(lines.galley.size().x <= 61.0, "{:?}", lines.galley.size());
}

#[test]
fn what_is_left_out_is_the_end() {
    let text = "שלום עולם גדול מאוד";
    let wide = lines(job(text, TextWrapping::no_max_width())).galley.size().x;
    let lines = lines(job(text, TextWrapping::truncate_at_width(wide * 0.6)));
    let seen = &seen(&lines)[0];
    assert!(seen.starts_with('…') && seen.ends_with("םולש"), "{seen}");
    assert!(lines.galley.elided && lines.galley.rows.len() == 1);
    assert!(lines.galley.size().x <= wide * 0.6 + 0.5);
}

#[test]
fn a_short_text_is_not_cut() {
    for wrap in [TextWrapping::truncate_at_width(500.0), TextWrapping::wrap_at_width(500.0)] {
        let lines = lines(job("שלום", wrap));
        assert_eq!(seen(&lines), ["םולש"]);
        assert!(!lines.galley.elided);
    }
}

#[test]
fn sections_keep_their_format() {
    let mut job = LayoutJob::default();
    let format = |color| TextFormat { color, underline: (1.0, color).into(), ..TextFormat::default() };
    job.append("שלו", 5.0, format(Color32::RED));
    job.append("ם a", 0.0, format(Color32::GREEN));
    job.halign = Align::Max;
    let galley = lines(job).galley;
    let row = &galley.rows[0];
    assert!((row.pos.x + row.size.x).abs() <= 0.5, "it ends at the right: {:?}", row.pos);
    let visuals = &galley.rows[0].visuals;
    for glyph in galley.rows[0].glyphs.iter().filter(|glyph| !glyph.uv_rect.is_nothing()) {
        let color = visuals.mesh.vertices[glyph.first_vertex as usize].color;
        assert!(visuals.glyph_vertex_range.contains(&(glyph.first_vertex as usize)));
        assert_eq!(color, if "שלו".contains(glyph.chr) { Color32::RED } else { Color32::GREEN });
    }
    assert!(visuals.glyph_vertex_range.end < visuals.mesh.vertices.len(), "the lines under them are there");
    assert!(visuals.mesh.is_valid());
}

#[test]
fn carets_and_areas() {
    // Seen: `Tel םולש`.
    let text = "Tel שלום";
    let lines = lines(job(text, TextWrapping::no_max_width()));
    let x = |letter: usize| lines.caret(letter).center().x;
    assert!(x(0) < x(1) && x(3) < x(4), "from left to right");
    assert!(x(4) > x(5) && x(5) > x(6) && x(7) > x(8), "from right to left");
    for letter in 0..8 {
        let row = &lines.galley.rows[0];
        let glyph = row.glyphs[letter];
        let (left, right) = (glyph.pos.x + 0.5, glyph.max_x() - 0.5);
        let (first, second) = if letter < 4 { (left, right) } else { (right, left) };
        assert_eq!(lines.letter_at(egui::pos2(first, 5.0)), letter);
        assert_eq!(lines.letter_at(egui::pos2(second, 5.0)), letter + 1);
    }
    let width = lines.galley.rows[0].size.x;
    let all = lines.areas(0..8);
    assert_eq!(all.len(), 1);
    assert!((all[0].width() - width).abs() < 2.0);
    // The last letter of the one and the first of the other do not touch.
    assert_eq!(lines.areas(2..5).len(), 2);
    assert_eq!(lines.areas(3..3), []);
    assert_eq!(lines.letter_at(egui::pos2(-10.0, -10.0)), 0);
}

proptest! {
    #[test]
    fn any_text_in_any_width(
        text in "[a-z אבגدعو()0-9·\u{5B0}\u{200D}\u{2067}\u{2069}\u{202E}\n…]{0,40}",
        width in prop_oneof![Just(f32::INFINITY), 0.0..200.0_f32],
        max_rows in prop_oneof![Just(usize::MAX), 0..4_usize],
    ) {
        let wrap = TextWrapping { max_width: width, max_rows, ..TextWrapping::default() };
        let lines = lines(job(&text, wrap));
        let galley = &lines.galley;
        prop_assert!(galley.rows.len() <= max_rows);
        prop_assert_eq!(galley.rows.len(), lines.directions.len());
        let mut letters = String::new();
        for (row, directions) in galley.rows.iter().zip(&lines.directions) {
            prop_assert_eq!(row.glyphs.len(), directions.len());
            prop_assert!(row.visuals.mesh.is_valid());
            prop_assert!(row.glyphs.iter().all(|glyph| glyph.pos.is_finite() && glyph.advance_width >= 0.0));
            letters.extend(row.glyphs.iter().map(|glyph| glyph.chr));
            if row.ends_with_newline {
                letters.push('\n');
            }
        }
        if !galley.elided {
            prop_assert_eq!(&letters, &text, "every letter is there, in its order");
        }
        let count = letters.chars().count();
        for letter in 0..=count + 1 {
            prop_assert!(lines.caret(letter).is_finite());
        }
        prop_assert!(lines.letter_at(egui::pos2(50.0, 20.0)) <= count);
        let _ = lines.areas(0..count);
    }
}
