//! The sections about the two orders: the place of an event in each, and how far the telling departs from the happening.
//! They know the numbers, not how they are computed.

use egui::emath::vec2;
use egui::{Align2, Label, Rangef, RichText, Sense, Ui, pos2};

use super::page::Page;
use crate::analysis::telling::{Anachrony, INVERSIONS_WORDS, NONLINEARITY_WORDS};
use crate::story::id::EventId;
use crate::story::words::{counted, number};
use crate::theme::Weight;
use crate::ui::widgets::kit::{heading, readable};

/// The place of an event in the happening and in the telling, in words and on two lines, and whether it is told out of
/// order.
pub(super) fn event_ui(ui: &mut Ui, page: &Page<'_>, id: EventId) {
    let (story, theme, telling) = (page.story, page.theme, page.telling());
    let count = story.events.len();
    let (happens, told) = (telling.rank(id) + 1, story.event(id).told as usize + 1);
    let lines = [("Happens as", happens), ("Told as", told)].map(|(verb, rank)| {
        let words = format!("{verb} {} of {}", number(rank), number(count));
        (verb, rank, ui.painter().layout_no_wrap(words, Weight::Regular.font(12.5), theme.muted))
    });
    // Both lines start to the right of the longer text.
    let start = lines.iter().map(|(.., galley)| galley.size().x + 12.0).fold(150.0, f32::max);
    for (verb, rank, galley) in lines {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 16.0), Sense::hover());
        let shown = Align2::LEFT_CENTER.anchor_size(rect.left_center(), galley.size());
        readable(ui, verb, shown, galley.text());
        ui.painter().galley(shown.min, galley, theme.muted);
        let line = Rangef::new(rect.min.x + start, rect.max.x);
        if line.span() > 30.0 {
            let at = line.min + line.span() * (rank as f32 - 0.5) / count as f32;
            let y = rect.center().y;
            ui.painter().hline(line, y, (3.0, theme.hairline));
            ui.painter().circle_filled(pos2(at, y), 4.0, theme.hue(story.event(id).thread.index()));
        }
    }
    if let Some(anachrony) = telling.anachrony(id) {
        let (words, more) = match anachrony {
            Anachrony::Analepsis => (
                "Told later than it happened (analepsis)",
                "A look back: it happened before something that has already been told. Measured against the longest \
                 run of events that are told in the order in which they happen.",
            ),
            Anachrony::Prolepsis => (
                "Told before it happens (prolepsis)",
                "A look ahead: something that happens before it is told only later. Measured against the longest run \
                 of events that are told in the order in which they happen.",
            ),
        };
        let words = RichText::new(words).font(Weight::Medium.font(12.5)).color(theme.text);
        ui.add(Label::new(words).wrap()).on_hover_text(more);
    }
}

/// How far the telling departs from the happening, in numbers.
pub(super) fn story_ui(ui: &mut Ui, page: &Page<'_>) {
    let theme = page.theme;
    if page.story.events.len() < 2 {
        return;
    }
    heading(ui, theme, "The telling");
    if page.is_comparing {
        ui.label(RichText::new("Comparing the two orders…").size(12.5).color(theme.muted));
        return;
    }
    let telling = page.telling();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let nonlinearity = format!("Told with nonlinearity {:.2}", telling.nonlinearity);
        let inversions = format!("inversions {:.2}", telling.inversions);
        let text = |words: &str| RichText::new(words).size(12.5).color(theme.text);
        ui.label(text(&nonlinearity)).on_hover_text(NONLINEARITY_WORDS);
        ui.label(text("·"));
        ui.label(text(&inversions)).on_hover_text(INVERSIONS_WORDS);
    });
    let counts = [
        (Anachrony::Analepsis, "event told later than it happens", "events told later than they happen"),
        (Anachrony::Prolepsis, "event told before it happens", "events told before they happen"),
    ];
    for (anachrony, one, many) in counts {
        let count = telling.count(anachrony);
        if count > 0 {
            let words = counted(count, one, many);
            ui.add(Label::new(RichText::new(words).size(12.5).color(theme.muted)).wrap());
        }
    }
}
