//! The sections about the two orders: the place of an event in each, and how far the telling departs from the happening.
//! They know the numbers, not how they are computed.

use egui::emath::vec2;
use egui::{Align2, Label, Rangef, RichText, Sense, Ui, pos2};

use super::page::Page;
use crate::analysis::telling::{Anachrony, INVERSIONS_WORDS, NONLINEARITY_WORDS, Telling};
use crate::story::id::EventId;
use crate::story::words::{counted, number};
use crate::theme::{Weight, mix};
use crate::ui::widgets::kit::{heading, readable};

/// What is shown while the orders of a large story are compared.
pub(super) const COMPARING: &str = "Comparing the two orders…";

/// The place of an event in the happening and in the telling, in words and on two lines, and whether it is told out of
/// order.
pub(super) fn event_ui(ui: &mut Ui, page: &Page<'_>, id: EventId) {
    let (story, theme, telling) = (page.story, page.theme, page.telling());
    let count = story.events.len();
    let told = story.event(id).told as usize;
    let drawn = telling.map(|telling| telling.rank(id));
    let places = || page.among(ui.ctx(), id).map(|among| among.places);
    let happens = drawn.map(|drawn| (places().unwrap_or([drawn; 2]), drawn));
    let lines = [("Happens as", happens), ("Told as", Some(([told; 2], told)))].map(|(verb, place)| {
        let words = match place {
            Some((places, _)) => format!("{verb} {} of {}", range(places), number(count)),
            None => format!("{verb} … of {}", number(count)),
        };
        (verb, place, ui.painter().layout_no_wrap(words, Weight::Regular.font(12.5), theme.muted))
    });
    // Both lines start to the right of the longer text.
    let start = lines.iter().map(|(.., galley)| galley.size().x + 12.0).fold(150.0, f32::max);
    for (verb, place, galley) in lines {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 16.0), Sense::hover());
        let shown = Align2::LEFT_CENTER.anchor_size(rect.left_center(), galley.size());
        readable(ui, verb, shown, galley.text());
        ui.painter().galley(shown.min, galley, theme.muted);
        let line = Rangef::new(rect.min.x + start, rect.max.x);
        if line.span() > 30.0 {
            let at = |place: usize| line.min + line.span() * (place as f32 + 0.5) / count as f32;
            let (y, hue) = (rect.center().y, theme.hue(story.event(id).thread.index()));
            ui.painter().hline(line, y, (3.0, theme.hairline));
            if let Some((places, drawn)) = place {
                ui.painter().hline(Rangef::new(at(places[0]), at(places[1])), y, (3.0, mix(theme.panel, hue, 0.5)));
                ui.painter().circle_filled(pos2(at(drawn), y), 4.0, hue);
            }
        }
    }
    let Some((words, more)) = telling.and_then(|telling| order_words(telling, id)) else { return };
    let words = RichText::new(words).font(Weight::Medium.font(12.5)).color(theme.text);
    ui.add(Label::new(words).wrap()).on_hover_text(more);
}

/// Places from 0 as people count them: `3`, or `3 to 7`.
fn range([first, last]: [usize; 2]) -> String {
    if first == last { number(first + 1) } else { format!("{} to {}", number(first + 1), number(last + 1)) }
}

/// Whether an event is told out of order, or only drawn so, with an explanation.
fn order_words(telling: &Telling, id: EventId) -> Option<(&'static str, &'static str)> {
    let words = match (telling.anachrony(id), telling.drawn_anachrony(id)) {
        (Some(Anachrony::Analepsis), _) => (
            "Told later than it happened (analepsis)",
            "A look back: it happened before something that has already been told. Measured against the most events that \
             are told in the order in which they happen.",
        ),
        (Some(Anachrony::Prolepsis), _) => (
            "Told before it happens (prolepsis)",
            "A look ahead: something that happens before it is told only later. Measured against the most events that are \
             told in the order in which they happen.",
        ),
        (None, Some(Anachrony::Analepsis)) => (
            "Drawn earlier than it is told; the story does not say",
            "It is drawn before something that has already been told, but nothing in the story says which of them \
             happens first.",
        ),
        (None, Some(Anachrony::Prolepsis)) => (
            "Drawn later than it is told; the story does not say",
            "It is drawn after something that is told only later, but nothing in the story says which of them happens \
             first.",
        ),
        (None, None) => return None,
    };
    Some(words)
}

/// How far the telling departs from the happening, in numbers.
pub(super) fn story_ui(ui: &mut Ui, page: &Page<'_>) {
    let theme = page.theme;
    if page.story.events.len() < 2 {
        return;
    }
    heading(ui, theme, "The telling");
    let Some(telling) = page.telling() else {
        ui.label(RichText::new(COMPARING).size(12.5).color(theme.muted));
        return;
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let drawn = if telling.ordered.is_whole { "" } else { " as drawn" };
        let nonlinearity = format!("Told with nonlinearity {:.2}{drawn}", telling.nonlinearity);
        let inversions = format!("inversions {}", telling.ordered.inversions_text());
        let text = |words: &str| RichText::new(words).size(12.5).color(theme.text);
        ui.label(text(&nonlinearity)).on_hover_text(NONLINEARITY_WORDS);
        ui.label(text("·"));
        ui.label(text(&inversions)).on_hover_text(INVERSIONS_WORDS);
    });
    let small = |words: &str| RichText::new(words).size(12.5).color(theme.muted);
    if let Some(share) = telling.ordered.share_text() {
        ui.add(Label::new(small(&format!("The story orders {share}"))).wrap());
    }
    let counts = [
        (Anachrony::Analepsis, "event told later than it happens", "events told later than they happen"),
        (Anachrony::Prolepsis, "event told before it happens", "events told before they happen"),
    ];
    for (anachrony, one, many) in counts {
        let count = telling.count(anachrony);
        if count > 0 {
            let words = counted(count, one, many);
            ui.add(Label::new(small(&words)).wrap());
        }
    }
}
