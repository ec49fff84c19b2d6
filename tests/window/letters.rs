//! Letters that the bundled font lacks, in the window.

use egui::FontFamily;

use crate::driver::Window;

fn story(title: &str) -> String {
    format!(
        r#"{{ "plotlanes": 1, "title": "Letters", "threads": [{{ "id": "t", "title": "Thread" }}],
            "events": [{{ "id": "a", "title": "{title}", "thread": "t" }}] }}"#
    )
}

/// Whether the fonts of the window have a letter, in every weight.
fn has(window: &Window, letter: char) -> bool {
    window.ctx().fonts_mut(|fonts| {
        let families: Vec<FontFamily> = fonts.definitions().families.keys().cloned().collect();
        families.into_iter().all(|family| fonts.has_glyph(&egui::FontId::new(13.0, family), letter))
    })
}

#[test]
fn letters_that_no_font_has_are_told() {
    // Unicode has no such letter.
    let window = Window::story_text(&story("A \u{378}"));
    assert!(window.says("1 title with letters that no font has; boxes stand for them"));
    let window = Window::story_text(&story("Ä Ω Ж"));
    assert!(!window.says("1 title with letters that no font has; boxes stand for them"));
}

#[test]
#[ignore = "needs the fonts of Debian's fonts-noto-core and fonts-noto-cjk"]
fn a_story_comes_with_its_fonts_and_typing_brings_more() {
    let mut window = Window::story_text(&story("שלום"));
    assert!(has(&window, 'ש') && !has(&window, '漢'));
    window.type_text("/");
    window.type_text("漢");
    window.wait("the font", |window| has(window, '漢'));
    assert!(has(&window, 'ש'), "the story keeps its letters");
}
