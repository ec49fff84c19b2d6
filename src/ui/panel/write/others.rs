//! Fields that no page has a place of its own for: they follow the table of the format, so that a new field can be edited as
//! soon as it is in the table.

use egui::{Role, Ui, WidgetInfo};

use super::add::opening_ui;
use super::context::{Things, Writing};
use super::lists::add_chip;
use crate::document::edit::FieldOwner;
use crate::document::fields::{ItemKind, Shape};
use crate::document::write::{Written, field_words};
use crate::state::command::Command;
use crate::ui::edit::chips::{Done, chip_ui};
use crate::ui::edit::menu::{Word, word_menu};
use crate::ui::edit::picker::Picker;
use crate::ui::edit::text::{Send, Text};
use crate::ui::widgets::kit::heading;

/// The fields of an item for which its page has a place of its own.
fn shown_fields(kind: ItemKind) -> &'static [&'static str] {
    match kind {
        ItemKind::Source => &["id", "title", "url", "licence"],
        ItemKind::Thread => &["id", "title", "summary", "group"],
        ItemKind::Character => &["id", "name", "aliases", "summary", "group"],
        ItemKind::Place => &["id", "name", "within", "travel"],
        ItemKind::Phase => &["title", "from", "to"],
        ItemKind::Event => &[
            "id", "title", "summary", "thread", "also", "when", "told", "place", "cast", "because", "tags", "cites",
            "learns", "knows",
        ],
    }
}

/// Shows every other field of an item.
pub(super) fn others_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written) {
    let FieldOwner::Item(item) = &of.owner else { return };
    for (field, shape) in of.other_fields(shown_fields(item.kind)) {
        let words = field_words(field);
        let name = capitalized(&words);
        match shape {
            Shape::Text => {
                heading(ui, writing.page.theme, &words);
                writing.line(ui, of, field, &name, "");
            }
            Shape::Id(kind) => {
                let things = things_of(kind);
                heading(ui, writing.page.theme, &words);
                writing.one(ui, of, field, things, &name, "none");
            }
            Shape::Ids(kind) => {
                let things = things_of(kind);
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
            Shape::Links(kind, _) => {
                let things = things_of(kind);
                heading(ui, writing.page.theme, &words);
                objects_ui(ui, writing, of, field, things, &words);
            }
            // Of another kind, it is written in the file.
            _ => {}
        }
    }
}

/// Objects that stand for a thing each: their first fields as chips, with the texts beside them.
fn objects_ui(
    ui: &mut Ui,
    writing: &mut Writing<'_, '_>,
    of: &Written,
    field: &'static str,
    things: Things,
    words: &str,
) {
    let (story, theme) = (writing.page.story, writing.page.theme);
    let Some(fields) = of.object_kind(field).map(|kind| kind.fields) else { return };
    let first = fields.first().map_or("", |first| first.name);
    let entries = of.objects(field);
    let mut outcome = None;
    for (at, entry) in entries.iter().enumerate() {
        let id = entry.text(first);
        let position = writing.position(ui, things, &id);
        let name = things.name(story, position, &id).to_owned();
        ui.horizontal_wrapped(|ui| {
            match chip_ui(ui, theme, &name, words, None) {
                Done::Nothing => {}
                Done::Chosen => {
                    let selection = position.and_then(|at| things.selection(at));
                    writing.commands.extend(selection.map(Command::Select));
                }
                Done::Removed => outcome = Some(of.without_object(field, at)),
            }
            for more in fields.iter().filter(|more| more.name != first && more.shape == Shape::Text) {
                let value = entry.text(more.name);
                let said = format!("{}: {} of {name}", capitalized(words), more.name);
                let text = Text::line(writing.id(of, (field, at, more.name)), &said, &value);
                writing.text(ui, Text { hint: more.name, width: Some(120.0), ..text }, |text| {
                    of.with_object_text(field, at, more.name, text)
                });
            }
        });
    }
    let add = "+ name";
    let said = format!("{}: find or name one", capitalized(words));
    let picker = Picker {
        id: writing.id(of, (field, "add")),
        name: &said,
        hint: "its name…",
        new: things.new_words(),
        width: 180.0_f32.min(ui.available_width()),
    };
    let is_new = |at: usize| !entries.iter().any(|entry| entry.text(first) == things.id(story, at));
    let picked = opening_ui(ui, writing, &picker, things, true, is_new, |ui| {
        let chip = add_chip(ui, writing, add);
        let name = format!("{}: {add}", capitalized(words));
        chip.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        chip
    });
    outcome = outcome.or(writing.named(&picked, things, |id| of.with_object(field, &[(first, id)])));
    if let Some(outcome) = outcome {
        writing.make(ui, outcome);
    }
}

fn things_of(kind: ItemKind) -> Things {
    match kind {
        ItemKind::Event => Things::Events,
        ItemKind::Thread => Things::Threads,
        ItemKind::Character => Things::Characters,
        ItemKind::Place => Things::Places,
        ItemKind::Source => Things::Sources,
        ItemKind::Phase => Things::Phases,
    }
}

fn capitalized(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{ItemKind, Shape, shown_fields};

    #[test]
    fn every_field_of_every_item_can_be_edited() {
        for kind in ItemKind::ALL {
            let shown = shown_fields(kind);
            for field in kind.fields().iter().filter(|field| !shown.contains(&field.name)) {
                let has_widget = match field.shape {
                    Shape::Text
                    | Shape::Id(_)
                    | Shape::Ids(_)
                    | Shape::Texts
                    | Shape::List(&Shape::Text)
                    | Shape::Number
                    | Shape::Flag
                    | Shape::Word(..) => true,
                    Shape::Links(_, object) => object.fields.iter().skip(1).all(|more| more.shape == Shape::Text),
                    _ => false,
                };
                assert!(has_widget, "no page shows the field {} of a {}", field.name, kind.word());
            }
            assert!(shown.iter().all(|shown| kind.fields().iter().any(|field| field.name == *shown)));
        }
    }
}
