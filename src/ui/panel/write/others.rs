//! Fields that no page has a place of its own for: they follow the table of the format, so that a new field can be edited as
//! soon as it is in the table.

use egui::Ui;

use super::context::{Things, Writing};
use crate::document::fields::{ItemKind, Shape};
use crate::document::write::{Written, field_words};
use crate::ui::edit::menu::{Word, word_menu};
use crate::ui::edit::text::{Send, Text};
use crate::ui::widgets::kit::heading;

/// Shows every field of an item but those of these names.
pub(super) fn others_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written, but: &[&str]) {
    for (field, shape) in of.other_fields(but) {
        let words = field_words(field);
        let name = capitalized(&words);
        match shape {
            Shape::Text => {
                heading(ui, writing.page.theme, &words);
                writing.line(ui, of, field, &name, "");
            }
            Shape::Id(kind) => {
                let Some(things) = things_of(kind) else { continue };
                heading(ui, writing.page.theme, &words);
                writing.one(ui, of, field, things, &name, "none");
            }
            Shape::Ids(kind) => {
                let Some(things) = things_of(kind) else { continue };
                heading(ui, writing.page.theme, &words);
                let add = format!("+ {}", kind.word());
                writing.chips(ui, of, field, things, [&words, &add]);
            }
            Shape::Texts | Shape::List(&Shape::Text) => {
                heading(ui, writing.page.theme, &words);
                writing.chips(ui, of, field, Things::Words, [&words, &format!("+ {words}")]);
            }
            Shape::Number => {
                heading(ui, writing.page.theme, &words);
                let value = of.text(field);
                let text = Text { send: Send::WhenLeft, ..Text::line(writing.id(of, field), &name, &value) };
                writing.text(ui, text, |text| of.with_number(field, text));
            }
            Shape::Flag => {
                let is_on = of.json(field) == Some("true");
                let mut on = is_on;
                if ui.checkbox(&mut on, &name).changed() {
                    writing.make(ui, of.with_json(field, on.then(|| "true".to_owned())));
                }
            }
            Shape::Word(_, words) => {
                heading(ui, writing.page.theme, &name);
                let now = of.text(field);
                let all: Vec<Word<'_>> = words.iter().map(|word| Word { word, more: "" }).collect();
                if let Some(chosen) = word_menu(ui, writing.page.theme, &name, &now, &all, 200.0) {
                    writing.make(ui, of.with_text(field, words[chosen]));
                }
            }
            // Of another kind, it is written in the file.
            _ => {}
        }
    }
}

fn things_of(kind: ItemKind) -> Option<Things> {
    match kind {
        ItemKind::Event => Some(Things::Events),
        ItemKind::Thread => Some(Things::Threads),
        ItemKind::Character => Some(Things::Characters),
        ItemKind::Place => Some(Things::Places),
        ItemKind::Source => Some(Things::Sources),
        ItemKind::Phase => Some(Things::Phases),
    }
}

fn capitalized(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
