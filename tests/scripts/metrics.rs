//! Lines stay even where fonts mix.

use egui::{Color32, Context, Galley, RawInput};
use plotlanes::files::fonts::FontFiles;
use plotlanes::theme::{Fonts, Weight};

use super::{Folder, choose, tiny};

/// The text in these fonts, in several sizes and weights.
pub(crate) fn lay_out(fonts: &Fonts, text: &str) -> Vec<std::sync::Arc<Galley>> {
    let ctx = Context::default();
    fonts.install(&ctx);
    let mut galleys = Vec::new();
    for scale in [1.0, 1.5, 2.0] {
        ctx.set_pixels_per_point(scale);
        for pass in 0..2 {
            ctx.run_ui(RawInput::default(), |ui| {
                for size in [11.5, 12.0, 13.0, 20.0] {
                    for weight in Weight::ALL {
                        let font = weight.font(size);
                        let galley = ui.painter().layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER);
                        galleys.extend((pass == 1).then_some(galley));
                    }
                }
            })
            .drop_without_applying_deltas();
        }
    }
    galleys
}

/// Checks that a text with letters of other fonts stands as one in Inter alone: rows as high, and one baseline.
#[track_caller]
pub(crate) fn check_even(fonts: &Fonts, text: &str) {
    let plain = lay_out(&Fonts::bundled(), "Hxg");
    for (mixed, plain) in lay_out(fonts, text).iter().zip(&plain) {
        assert!((mixed.rows[0].height() - plain.rows[0].height()).abs() < 1e-4, "{text} has higher rows");
        let baseline = plain.rows[0].row.glyphs[0].pos.y;
        for glyph in &mixed.rows[0].row.glyphs {
            assert!((glyph.pos.y - baseline).abs() < 1e-4, "{:?} of {text} is off the baseline", glyph.chr);
        }
    }
}

#[test]
fn every_font_has_the_line_of_inter() {
    let folder = Folder::with(&[]);
    for ascent in [200, 700, 1400, 3000] {
        let path = folder.write("tiny.ttf", &tiny::font("Tiny", 400, &['ก'], 600, ascent));
        let files = FontFiles::named(&[path], false).unwrap();
        let fonts = choose(&files, &["ก"]).fonts;
        assert!(!fonts.are_bundled());
        check_even(&fonts, "Hg ก Hg");
    }
}
