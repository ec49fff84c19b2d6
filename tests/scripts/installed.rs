//! Fonts of Debian's packages: one for each script, the same whatever else is asked for, and legible.

use std::collections::BTreeSet;

use egui::{Align2, vec2};
use plotlanes::export::{Image, PictureSize, render};
use plotlanes::files::fonts::FontFiles;
use plotlanes::theme::{Fonts, Theme, Weight};

use super::metrics::check_even;
use super::{Folder, choose, read_png};

/// A line in each script, and the font that it comes from.
const LINES: [(&str, &str); 17] = [
    ("红楼梦的这个来时", "Noto Sans CJK SC"),
    ("紅樓夢的這個來時", "Noto Sans CJK TC"),
    ("いづれの御時にか", "Noto Sans CJK JP"),
    ("홍길동전", "Noto Sans CJK KR"),
    ("ألف ليلة وليلة", "Noto Sans Arabic"),
    ("שלום עולם", "Noto Sans Hebrew"),
    ("महाभारत", "Noto Sans Devanagari"),
    ("পথের পাঁচালী", "Noto Sans Bengali"),
    ("சிலப்பதிகாரம்", "Noto Sans Tamil"),
    ("สี่แผ่นดิน", "Noto Sans Thai"),
    ("ვეფხისტყაოსანი", "Noto Sans Georgian"),
    ("Սասունցի Դավիթ", "Noto Sans Armenian"),
    ("ፍቅር እስከ መቃብር", "Noto Sans Ethiopic"),
    ("ភាសាខ្មែរ", "Noto Sans Khmer"),
    ("☎✈♜⚔", "Noto Sans Symbols2"),
    ("∀∃∈", "Noto Sans Math"),
    ("😀🐉", "Noto Color Emoji"),
];

/// The names of the fonts that a text comes from, without Inter.
fn names(fonts: &Fonts, text: &str) -> BTreeSet<String> {
    let letters = text.chars().map(|letter| (Weight::Regular, letter)).collect();
    let description = fonts.description(&letters);
    let names = description.lines().filter(|line| !line.starts_with("Inter ")).map(|line| {
        let name = line.split(" Regular").next().unwrap();
        name.to_owned()
    });
    names.collect()
}

/// A picture of a line, and the number of its pixels that are not ground.
fn picture(fonts: &Fonts, text: &str) -> (Image, usize) {
    let theme = Theme::light();
    let size = PictureSize::new(320, 40, 1.0).unwrap();
    let setup = |ctx: &egui::Context| fonts.install(ctx);
    let image = render(size, setup, |ui| {
        ui.painter().rect_filled(egui::Rect::EVERYTHING, 0.0, theme.ground);
        let at = ui.max_rect().left_top() + vec2(8.0, 8.0);
        ui.painter().text(at, Align2::LEFT_TOP, text, Weight::Regular.font(16.0), theme.text);
    })
    .unwrap();
    let ground = theme.ground.to_array();
    let ink = image.rgba.chunks(4).filter(|pixel| *pixel != ground).count();
    (image, ink)
}

#[test]
#[ignore = "needs the fonts of Debian's fonts-noto-core, fonts-noto-cjk and fonts-noto-color-emoji"]
fn every_script_has_its_font() {
    let files = FontFiles::of_system();
    let mut pictures = Vec::new();
    for (line, font) in LINES {
        let choice = choose(&files, &[line]);
        assert_eq!(choice.lacking, Vec::<char>::new(), "{line}");
        let found = names(&choice.fonts, line);
        assert!(found.contains(font), "{line} comes from {found:?}");
        check_even(&choice.fonts, &format!("Hg {line} Hg"));
        let (image, ink) = picture(&choice.fonts, line);
        assert!(ink > 60, "{line} has no ink: {ink}");
        assert!(image.rgba != picture(&Fonts::bundled(), line).0.rgba, "{line} is boxes");
        pictures.push(image.rgba);
    }
    let different: BTreeSet<_> = pictures.iter().collect();
    assert_eq!(different.len(), pictures.len(), "two lines look the same");
}

#[test]
#[ignore = "needs the fonts of Debian's fonts-noto-core, fonts-noto-cjk and fonts-noto-color-emoji"]
fn emoji_are_in_colour() {
    let choice = choose(&FontFiles::of_system(), &["😀"]);
    let (image, _) = picture(&choice.fonts, "😀");
    let is_yellow = |pixel: &&[u8]| pixel[0] > 200 && pixel[1] > 150 && pixel[2] < 120;
    assert!(image.rgba.chunks(4).filter(is_yellow).count() > 30);
}

#[test]
#[ignore = "needs the fonts of Debian's fonts-noto-core, fonts-noto-cjk and fonts-noto-color-emoji"]
fn a_font_does_not_depend_on_what_else_is_there() {
    let files = FontFiles::of_system();
    let all: Vec<&str> = LINES.iter().map(|(line, _)| *line).collect();
    let together = choose(&files, &all).fonts;
    // All but the Chinese, Japanese and Korean, which are of one story's language.
    for (line, font) in &LINES[4..] {
        assert!(names(&together, line).contains(*font), "{line} comes from {:?}", names(&together, line));
        assert_eq!(names(&together, line), names(&choose(&files, &[line]).fonts, line), "{line}");
    }
    let turned: Vec<&str> = all.iter().rev().copied().collect();
    assert!(choose(&files, &turned).fonts.are(&together), "the order of the texts does not matter");
}

#[test]
#[ignore = "needs the fonts of Debian's fonts-noto-core, fonts-noto-cjk and fonts-noto-color-emoji"]
fn a_picture_has_every_letter_and_names_its_fonts() {
    let titles: Vec<&str> = LINES.iter().map(|(line, _)| *line).collect();
    let folder = Folder::with(&titles);
    let (bytes, err) = folder.picture(&[]);
    assert_eq!(err.lines().filter(|line| line.contains("no font has")).count(), 0, "{err}");
    let (_, fonts) = read_png(&bytes, "Fonts");
    let fonts = fonts.unwrap();
    for line in fonts.lines() {
        let file = line.rsplit_once(" (").unwrap().1;
        let (file, hash) = file.split_once(", sha256:").unwrap();
        assert!(file.contains('.') && hash.len() == 65, "{line}");
    }
    for font in ["Inter Regular 3.019", "Noto Sans Thai Regular", "Noto Color Emoji"] {
        assert!(fonts.contains(font), "{fonts}");
    }
    assert!(folder.picture(&[]).0 == bytes, "the same bytes in every run");
}
