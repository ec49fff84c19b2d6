//! The place of an item in its list: a number to type, and buttons that move it by one.

use egui::Ui;

use super::context::{Things, Writing};
use crate::document::write::{Outcome, Written};
use crate::story::words::number;
use crate::ui::edit::chips::{Small, small_button};
use crate::ui::edit::text::{Send, Text};
use crate::ui::widgets::kit::{heading, target};

/// Shows the section of a thread, a character or a place.
pub(super) fn order_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written, things: Things) {
    let (story, theme) = (writing.page.story, writing.page.theme);
    let Some(at) = writing.position(ui, things, of.id()) else { return };
    let count = things.count(story);
    let id = |at: usize| (at < count).then(|| things.id(story, at));
    let (all, more) = match things {
        Things::Threads => ("threads", "; colours follow the order"),
        Things::Characters => ("characters", ""),
        _ => ("places", ""),
    };
    let name = format!("Place among the {all}");
    heading(ui, theme, &name);
    let mut outcome = None;
    ui.horizontal(|ui| {
        ui.set_min_height(target(ui));
        let place = (at + 1).to_string();
        let text = Text::line(writing.id(of, "place in the list"), &name, &place);
        writing.text(ui, Text { send: Send::WhenLeft, width: Some(52.0), ..text }, |text| {
            of.moved(before(text, at, count)?.and_then(id))
        });
        writing.words(ui, &format!("of {}{more}", number(count)));
        ui.spacing_mut().item_spacing.x = 2.0;
        outcome = buttons_ui(ui, writing, of, (at, count), ["Move up", "Move down"], id);
    });
    if let Some(outcome) = outcome {
        writing.make(ui, outcome);
    }
}

/// The buttons that move an item up and down; `id` gives the ids of the list.
pub(super) fn buttons_ui<'s>(
    ui: &mut Ui,
    writing: &Writing<'_, '_>,
    of: &Written,
    (at, count): (usize, usize),
    [up, down]: [&str; 2],
    id: impl Fn(usize) -> Option<&'s str>,
) -> Option<Outcome> {
    let theme = writing.page.theme;
    let goes_up = small_button(ui, theme, Small::Up, up, at > 0).clicked();
    let goes_down = small_button(ui, theme, Small::Down, down, at + 1 < count).clicked();
    match (goes_up, goes_down) {
        (true, _) => Some(of.moved(id(at - 1))),
        (_, true) => Some(of.moved(id(at + 2))),
        _ => None,
    }
}

/// The position that an item moves before, from a typed place of `count`; `None` for the end.
fn before(typed: &str, at: usize, count: usize) -> Result<Option<usize>, String> {
    let place = typed.trim().parse::<usize>().ok().filter(|place| (1..=count).contains(place));
    let Some(place) = place else { return Err(format!("Write a number from 1 to {}", number(count))) };
    let to = if place > at + 1 { place } else { place - 1 };
    Ok((to < count).then_some(to))
}

#[cfg(test)]
mod tests {
    use super::before;

    #[test]
    fn a_place_is_one_of_the_list() {
        let check = |typed: &str, at, expect: Result<Option<usize>, ()>| {
            assert_eq!(before(typed, at, 4).map_err(|_| ()), expect, "{typed}");
        };
        check("1", 2, Ok(Some(0)));
        check("3", 2, Ok(Some(2)));
        check("3", 0, Ok(Some(3)));
        check(" 4 ", 0, Ok(None));
        check("5", 0, Err(()));
        check("0", 0, Err(()));
        check("last", 0, Err(()));
    }
}
