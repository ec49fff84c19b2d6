//! Named fonts, the bundled font alone, and what is said of letters that have no font.

use std::fmt::Write;

use plotlanes::files::fonts::{FontError, FontFiles, inter_has};
use plotlanes::theme::{Fonts, Weight};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{Folder, choose, file_name, read_png, tiny};

const THAI: &str = "กข";

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

#[test]
fn the_bundled_fonts_are_what_they_are_said_to_be() {
    let description = Fonts::bundled().description(&std::collections::BTreeSet::new());
    for (weight, line) in Weight::ALL.into_iter().zip(description.lines()) {
        let hash = hash(weight.bytes());
        assert_eq!(weight.hash(), hash);
        assert!(line.contains(&hash) && line.contains(weight.name()), "{line}");
        let version: Vec<u8> = "Version 3.019;".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert!(
            weight.bytes().windows(version.len()).any(|bytes| bytes == version) && line.contains(" 3.019 "),
            "{line}"
        );
    }
    assert_eq!(description.lines().count(), Weight::ALL.len());
}

#[test]
fn letters_without_a_font_are_named() {
    let folder = Folder::with(&["Plain", "ก", "กขค ab", "שלום"]);
    let (bytes, err) = folder.picture(&["--bundled-fonts-only"]);
    let mend = "name a font with them by --font FILE, or leave --bundled-fonts-only out";
    let expect = [
        "wrote out.png, 700 × 300 pixels".to_owned(),
        format!(
            "plotlanes: no bundled or named font has letters of Hebrew (U+05D5, U+05DC–U+05DD, U+05E9), in 1 text such as \
             \"שלום\"; boxes stand for them: {mend}"
        ),
        format!(
            "plotlanes: no bundled or named font has letters of Thai (U+0E01–U+0E02, U+0E04), in 2 texts such as \"ก\"; boxes \
             stand for them: {mend}"
        ),
    ];
    assert_eq!(err.lines().collect::<Vec<_>>(), expect);
    assert!(folder.picture(&["--bundled-fonts-only"]).0 == bytes, "the same bytes every time");
    let (_, fonts) = read_png(&bytes, "Fonts");
    assert_eq!(fonts.unwrap(), Fonts::bundled().description(&std::collections::BTreeSet::new()));
}

#[test]
fn check_tells_of_them_and_the_story_stays_sound() {
    let folder = Folder::with(&["ก", "Plain"]);
    let (code, out, err) = folder.run(&["check", "story.json", "--bundled-fonts-only", "--format", "json"]);
    assert_eq!((code, err.lines().count()), (0, 1), "{err}");
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    let [lacking] = &report["lacking_letters"].as_array().unwrap()[..] else { panic!("{report:#}") };
    let expect = json!({
        "script": "Thai", "letters": ["U+0E01"], "texts": 1, "example": "ก",
        "help": "name a font with them by --font FILE, or leave --bundled-fonts-only out",
    });
    assert_eq!((lacking, &report["errors"], &report["notes"]), (&expect, &json!(0), &json!(0)));
    let (code, out, err) = folder.run(&["check", "story.json", "--bundled-fonts-only"]);
    assert_eq!((code, out.as_str()), (0, "story.json: no errors; 2 events in 1 thread\n"));
    assert!(err.starts_with("plotlanes: no bundled or named font has letters of Thai (U+0E01)"), "{err}");
}

#[test]
fn a_named_font_gives_its_letters() {
    let folder = Folder::with(&["ก ข", "Plain"]);
    let letters: Vec<char> = THAI.chars().collect();
    let tiny = tiny::font("Tiny", 400, &letters, 600, 900);
    folder.write("tiny.ttf", &tiny);
    folder.write("second.ttf", &tiny::font("Second", 400, &letters, 300, 900));
    let boxes = folder.picture(&["--bundled-fonts-only"]).0;
    let (bytes, err) = folder.picture(&["--bundled-fonts-only", "--font", "tiny.ttf"]);
    assert_eq!(err, "wrote out.png, 700 × 300 pixels\n");
    let (pixels, fonts) = read_png(&bytes, "Fonts");
    assert!(pixels != read_png(&boxes, "Fonts").0, "squares look different from boxes");
    let hash = hash(&tiny);
    assert_eq!(fonts.unwrap().lines().last(), Some(&*format!("Tiny Regular 1.5 (tiny.ttf, sha256:{hash})")));
    // The first that is named comes first, also before those of the system.
    let other = folder.picture(&["--bundled-fonts-only", "--font", "second.ttf"]).0;
    for (first, second, expect) in [("tiny.ttf", "second.ttf", &bytes), ("second.ttf", "tiny.ttf", &other)] {
        for system in [&["--bundled-fonts-only"][..], &[]] {
            let args = [system, &["--font", first, "--font", second]].concat();
            assert!(folder.picture(&args).0 == *expect, "{args:?}");
        }
    }
    assert!(bytes != other);
}

#[test]
fn a_font_that_is_not_needed_changes_nothing() {
    let folder = Folder::with(&["Grüße, Łódź", "Ελληνικά", "Жук"]);
    let expect = folder.picture(&[]);
    folder.write("tiny.ttf", &tiny::font("Tiny", 400, &['ü', 'ก'], 600, 900));
    for args in [&["--bundled-fonts-only"][..], &["--font", "tiny.ttf"]] {
        assert!(folder.picture(args) == expect, "{args:?}");
    }
}

#[test]
fn the_nearest_weight_is_taken() {
    let folder = Folder::with(&[]);
    let light = folder.write("light.ttf", &tiny::font("Tiny", 300, &['ก'], 300, 900));
    let bold = folder.write("bold.ttf", &tiny::font("Tiny", 700, &['ก', 'ข'], 900, 900));
    let files = FontFiles::named(&[light, bold], false).unwrap();
    let choice = choose(&files, &["ก"]);
    let file = |weight: Weight| {
        let letters = [(weight, 'ก')].into_iter().collect();
        choice.fonts.description(&letters).lines().last().unwrap().split(['(', ',']).nth(1).unwrap().to_owned()
    };
    assert_eq!(Weight::ALL.map(file), ["light.ttf", "light.ttf", "bold.ttf", "bold.ttf"]);
}

#[test]
fn a_wrong_file_is_refused() {
    let folder = Folder::with(&["ก"]);
    folder.write("empty.ttf", b"");
    folder.write("text.ttf", b"no font at all");
    folder.write("cut.ttf", &Weight::Regular.bytes()[..200]);
    std::fs::create_dir(folder.path("folder.ttf")).unwrap();
    let no_font = |name: &str| {
        format!("plotlanes: --font: \"{name}\" is no font; name a TrueType or OpenType file (.ttf, .otf, .ttc, .otc)\n")
    };
    for command in [&["export", "story.json", "-o", "out.png"][..], &["check", "story.json"]] {
        for name in ["empty.ttf", "text.ttf", "cut.ttf", "folder.ttf", "story.json"] {
            let (code, out, err) = folder.run(&[command, &["--font", name]].concat());
            assert_eq!((code, out.as_str(), err), (2, "", no_font(name)));
        }
        let (code, _, err) = folder.run(&[command, &["--font", "none.ttf"]].concat());
        assert!(code == 2 && err.starts_with("plotlanes: --font: the font \"none.ttf\" cannot be read: "), "{err}");
    }
    assert!(!folder.path("out.png").exists());
}

/// Broken fonts are refused, or draw something; whatever they do, the program goes on.
#[test]
fn broken_fonts_do_no_harm() {
    let folder = Folder::with(&[]);
    let whole = tiny::font("Tiny", 400, &['ก', 'ข'], 600, 900);
    let mut seed = 7_u32;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % below
    };
    let (mut refused, mut drawn) = (0, 0);
    for _ in 0..400 {
        let mut bytes = whole.clone();
        for _ in 0..=next(6) {
            let at = next(bytes.len());
            bytes[at] = next(256) as u8;
        }
        if next(4) == 0 {
            bytes.truncate(next(bytes.len()));
        }
        let path = folder.write("broken.ttf", &bytes);
        match FontFiles::named(&[path], false) {
            Ok(files) => {
                let choice = choose(&files, &["กข"]);
                super::metrics::lay_out(&choice.fonts, "aกขb");
                drawn += 1;
            }
            Err(FontError::NoFont(path)) => refused += usize::from(file_name(&path) == "broken.ttf"),
            Err(other) => panic!("{other}"),
        }
    }
    assert!(refused > 20 && drawn > 20, "{refused} refused, {drawn} drawn");
}

#[test]
fn latin_greek_and_cyrillic_are_bundled() {
    for letter in "aé ß Ł ő ά Ω ж Ї – “ … → \u{2009}".chars() {
        assert!(inter_has(letter), "{letter:?}");
    }
    for letter in "ก漢א😀".chars() {
        assert!(!inter_has(letter), "{letter:?}");
    }
}
