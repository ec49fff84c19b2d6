//! A field for text in any direction, of a line or several. egui's field knows the keys and the pointer from left to right; where the
//! text has letters from right to left, its letters, caret and selection are placed here.

use egui::emath::{Pos2, Rangef};
use egui::text::{CCursor, CCursorRange, LayoutJob};
use egui::text_edit::TextEditOutput;
use egui::text_selection::text_cursor_state::is_word_char;
use egui::{Color32, Context, Event, Id, Key, Response, Stroke, TextEdit, Ui};

use crate::paint::bidi::{self, Lines, has_right_to_left};

/// Shows a field for a line; `shape` chooses how it looks. Its colours are those of the theme.
pub(in crate::ui) fn text_field<'t>(
    ui: &mut Ui,
    id: Id,
    text: &'t mut String,
    shape: impl FnOnce(TextEdit<'t>) -> TextEdit<'t>,
) -> Response {
    field(ui, id, text, |text| shape(TextEdit::singleline(text)))
}

/// The same for several lines, which are broken at its width.
pub(in crate::ui) fn text_area<'t>(
    ui: &mut Ui,
    id: Id,
    text: &'t mut String,
    shape: impl FnOnce(TextEdit<'t>) -> TextEdit<'t>,
) -> Response {
    field(ui, id, text, |text| shape(TextEdit::multiline(text)))
}

fn field<'t>(ui: &mut Ui, id: Id, text: &'t mut String, made: impl FnOnce(&'t mut String) -> TextEdit<'t>) -> Response {
    if !has_right_to_left(text) {
        return made(text).id(id).show(ui).response.response;
    }
    let visuals = ui.visuals().clone();
    let shown = ui.scope(|ui| {
        // Shown below, where they belong.
        let hidden = ui.visuals_mut();
        hidden.selection.bg_fill = Color32::TRANSPARENT;
        hidden.text_cursor.stroke = Stroke::NONE;
        if ui.memory(|memory| memory.has_focus(id)) && bidi::begins_from_right(text) {
            turn_arrows(ui.ctx());
        }
        made(text).id(id).text_color(Color32::TRANSPARENT).show(ui)
    });
    let output = shown.inner;
    let lines = lines(ui, &output, visuals.text_color());
    let room = output.text_clip_rect;
    let scroll = ui.data(|data| data.get_temp(id)).unwrap_or(0.0);
    let place = |scroll: f32| Pos2::new(room.min.x - scroll, output.galley_pos.y);
    let selected = pointed(ui, &output, &lines, place(scroll)).filter(|_| output.response.response.has_focus());
    let scroll = selected.map_or(scroll, |range| scrolled(&lines, range, room.width(), scroll));
    ui.data_mut(|data| data.insert_temp(id, scroll));
    let (painter, at) = (ui.painter_at(room.expand(1.0)), place(scroll));
    if let Some(range) = selected {
        let [from, to] = range.sorted_cursors().map(|cursor| cursor.index.0);
        for area in lines.areas(from..to) {
            painter.rect_filled(area.translate(at.to_vec2()), 0.0, visuals.selection.bg_fill);
        }
    }
    painter.galley(at, lines.galley.clone(), visuals.text_color());
    if let Some(range) = selected {
        let caret = lines.caret(range.primary.index.0).translate(at.to_vec2());
        painter.vline(caret.center().x, Rangef::new(caret.min.y, caret.max.y), visuals.text_cursor.stroke);
    }
    output.response.response
}

/// The text of a field in the directions of its letters, in a colour that can be seen.
fn lines(ui: &Ui, output: &TextEditOutput, colour: Color32) -> Lines {
    let mut job = LayoutJob::clone(&output.galley.job);
    for section in &mut job.sections {
        section.format.color = colour;
    }
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    bidi::lines(ui.ctx(), &galley)
}

/// The caret and the selection, where the pointer puts them if it does.
fn pointed(ui: &Ui, output: &TextEditOutput, lines: &Lines, place: Pos2) -> Option<CCursorRange> {
    let response = &output.response.response;
    let mut state = output.state.clone();
    let range = state.cursor.char_range()?;
    let Some(pointer) = response.interact_pointer_pos().filter(|_| !response.triple_clicked()) else {
        return Some(range);
    };
    let at = CCursor::new(lines.letter_at(pointer - place.to_vec2()));
    let (is_pressed, shift) = ui.input(|input| (input.pointer.primary_pressed(), input.modifiers.shift));
    let pointed = if response.double_clicked() {
        word(lines.galley.text(), at.index.0)
    } else if response.is_pointer_button_down_on() {
        CCursorRange::two(if is_pressed && !shift { at } else { range.secondary }, at)
    } else {
        range
    };
    if pointed != range {
        state.cursor.set_char_range(Some(pointed));
        state.store(ui.ctx(), response.id);
    }
    Some(pointed)
}

/// The word around a letter.
fn word(text: &str, letter: usize) -> CCursorRange {
    let letters: Vec<char> = text.chars().collect();
    let (before, after) = letters.split_at(letter.min(letters.len()));
    let start = letter - before.iter().rev().take_while(|&&letter| is_word_char(letter)).count();
    let end = letter + after.iter().take_while(|&&letter| is_word_char(letter)).count();
    CCursorRange::two(CCursor::new(start), CCursor::new(end))
}

/// How far a text is scrolled, so that its caret is seen.
fn scrolled(lines: &Lines, range: CCursorRange, room: f32, scroll: f32) -> f32 {
    let caret = lines.caret(range.primary.index.0).center().x;
    let most = (lines.galley.size().x - room).max(0.0);
    scroll.clamp((caret - room).max(0.0), caret.max(0.0)).min(most)
}

/// The left arrow goes to the next letter of a text from right to left.
fn turn_arrows(ctx: &Context) {
    ctx.input_mut(|input| {
        for event in &mut input.events {
            if let Event::Key { key, .. } = event {
                *key = match *key {
                    Key::ArrowLeft => Key::ArrowRight,
                    Key::ArrowRight => Key::ArrowLeft,
                    other => other,
                };
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use egui::{Id, Key, Modifiers, Pos2, TextEdit, vec2};
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable;

    use super::text_field;
    use crate::paint::bidi;
    use crate::theme;

    const ID: &str = "a field";

    /// A field with this text in a window by itself.
    fn field(text: &str) -> Harness<'static, String> {
        let show = |ui: &mut egui::Ui, text: &mut String| {
            let response =
                text_field(ui, Id::unique(ID), text, |edit| edit.desired_width(300.0).margin(egui::Margin::ZERO));
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(ID));
        };
        let setup = |ctx: &egui::Context| {
            ctx.set_fonts(theme::fonts());
            bidi::install(ctx);
        };
        let builder = Harness::builder().with_size(vec2(400.0, 60.0)).with_context_setup(setup).allow_missing_glyphs();
        builder.build_ui_state(show, text.to_owned())
    }

    /// The letters between which the caret and the other end of the selection stand.
    fn ends(harness: &Harness<'_, String>) -> [usize; 2] {
        let range = TextEdit::load_state(&harness.ctx, Id::unique(ID)).and_then(|state| state.cursor.char_range());
        range.map_or([usize::MAX; 2], |range| [range.secondary.index.0, range.primary.index.0])
    }

    /// A place in the field, as a part of the width of its text.
    fn at(harness: &Harness<'_, String>, part: f32, width: f32) -> Pos2 {
        let rect = harness.get_by_role(egui::accesskit::Role::TextInput).rect();
        Pos2::new(rect.min.x + part * width, rect.center().y)
    }

    fn drag(harness: &mut Harness<'_, String>, from: Pos2, to: Pos2) {
        harness.hover_at(from);
        harness.run();
        harness.drag_at(from);
        harness.run();
        harness.hover_at(to);
        harness.run();
        harness.drop_at(to);
        harness.run();
    }

    fn width(harness: &Harness<'_, String>, text: &str) -> f32 {
        let font = egui::TextStyle::Body.resolve(&harness.ctx.global_style());
        harness.ctx.fonts_mut(|fonts| fonts.layout_no_wrap(text.to_owned(), font, egui::Color32::WHITE).size().x)
    }

    #[test]
    fn the_pointer_finds_letters_from_right_to_left() {
        let text = "שלום";
        let mut harness = field(text);
        let wide = width(&harness, text);
        let [left, right] = [0.02, 0.98].map(|part| at(&harness, part, wide));
        drag(&mut harness, right, right);
        assert_eq!(ends(&harness), [0, 0], "the text begins at the right");
        drag(&mut harness, left, left);
        assert_eq!(ends(&harness), [4, 4]);
        drag(&mut harness, right, left);
        assert_eq!(ends(&harness), [0, 4]);
        harness.key_press(Key::Backspace);
        harness.run();
        assert_eq!(harness.state(), "", "what is selected is what is meant");
    }

    #[test]
    fn both_directions_in_one_field() {
        // Seen: `ab םולש`.
        let text = "ab שלום";
        let mut harness = field(text);
        let (words, wide) = (width(&harness, "ab "), width(&harness, text));
        let behind_space = at(&harness, words / wide + 0.01, wide);
        drag(&mut harness, behind_space, behind_space);
        assert_eq!(ends(&harness), [7, 7], "the end of the text is in its middle");
        let end = at(&harness, 0.99, wide);
        drag(&mut harness, end, end);
        assert_eq!(ends(&harness), [3, 3]);
        harness.event(egui::Event::Text("ל".to_owned()));
        harness.run();
        assert_eq!(harness.state(), "ab לשלום");
    }

    #[test]
    fn the_left_arrow_goes_left() {
        let mut harness = field("שלום");
        let wide = width(&harness, "שלום");
        let right = at(&harness, 0.98, wide);
        drag(&mut harness, right, right);
        harness.key_press(Key::ArrowLeft);
        harness.run();
        assert_eq!(ends(&harness), [1, 1]);
        harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowLeft);
        harness.run();
        assert_eq!(ends(&harness), [1, 2]);
    }
}
