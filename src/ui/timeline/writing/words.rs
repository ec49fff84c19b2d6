//! The card with the words of a proposal: what dropping would say, what it would take back, what is in the way.

use egui::emath::{Pos2, vec2};
use egui::{Area, Frame, Id, Label, Order, RichText, Ui};

use crate::state::proposal::{Outcome, Refused, Trial};
use crate::story::id::EventId;
use crate::story::words::Clause;
use crate::theme::Weight;
use crate::ui::timeline::context::Context;

/// The width of the card, in points.
const WIDTH: f32 = 250.0;
/// The width of a card with buttons, in points.
const WIDTH_OF_QUESTION: f32 = 310.0;
/// The distance from the pointer to the card, in points.
const AWAY: f32 = 18.0;

/// Shows a card beside a point of the screen, and within the window.
pub(super) fn card_ui<R>(
    ui: &Ui,
    context: &Context<'_>,
    at: Pos2,
    is_answered: bool,
    add: impl FnOnce(&mut Ui) -> R,
) -> R {
    let screen = ui.ctx().content_rect();
    let width = if is_answered { WIDTH_OF_QUESTION } else { WIDTH };
    let x = if at.x + AWAY + width + 30.0 > screen.max.x { at.x - AWAY - width - 26.0 } else { at.x + AWAY };
    let order = if is_answered { Order::Foreground } else { Order::Tooltip };
    let area = Area::new(Id::unique("words of a proposal")).order(order).fixed_pos(Pos2::new(x, at.y + AWAY));
    let frame = Frame::popup(ui.style()).inner_margin(12).fill(context.theme.raised);
    let area = area.constrain(true).interactable(is_answered);
    area.show(ui.ctx(), |ui| {
        frame
            .show(ui, |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing = vec2(6.0, 5.0);
                add(ui)
            })
            .inner
    })
    .inner
}

/// A point of the screen below the mark of an event, or in the middle of the lanes if it has none in sight.
pub(super) fn beside(context: &Context<'_>, event: EventId) -> Pos2 {
    let body = context.scene.body;
    let mark = context.scene.mark(event).map(|mark| mark.rect.intersect(body)).filter(egui::Rect::is_positive);
    let at = mark.map_or(body.center(), |mark| Pos2::new(mark.center().x, mark.max.y));
    at + context.origin.to_vec2()
}

/// The words of an outcome and of what came of trying it.
pub(super) fn outcome_ui(ui: &mut Ui, context: &Context<'_>, outcome: &Outcome, trial: Option<&Trial>) {
    let theme = context.theme;
    // Lines of text are as high as their letters, not as high as buttons.
    ui.spacing_mut().interact_size.y = 17.0;
    let small = |text: &str| RichText::new(text).size(12.0).color(theme.muted);
    let proposal = match outcome {
        Ok(proposal) => proposal,
        Err(Refused::Nothing) => {
            ui.label(small("Nothing would change here"));
            return;
        }
        Err(Refused::Because(why)) => {
            ui.add(Label::new(RichText::new(why).size(12.5).color(theme.error)).wrap());
            return;
        }
    };
    ui.label(small("Drop here to say"));
    if proposal.says.is_empty() {
        ui.label(RichText::new(&proposal.change.name).size(13.0).color(theme.text));
    }
    for clause in &proposal.says {
        clause_ui(ui, context, clause, false);
    }
    if !proposal.unsays.is_empty() {
        ui.label(small("and no longer"));
        for clause in &proposal.unsays {
            clause_ui(ui, context, clause, true);
        }
    }
    let Some(trial) = trial else { return };
    if let Some(contradiction) = &trial.contradiction {
        ui.add(Label::new(RichText::new(&contradiction.words).size(12.5).color(theme.error)).wrap());
    } else if let Some(error) = &trial.error {
        ui.add(Label::new(RichText::new(error).size(12.5).color(theme.error)).wrap());
    } else if !proposal.events.is_empty() {
        ui.label(small(&trial.moves_words()));
    }
}

/// A clause: its words, and the event that it names.
pub(super) fn clause_ui(ui: &mut Ui, context: &Context<'_>, clause: &Clause, is_gone: bool) {
    let (story, theme) = (context.story, context.theme);
    let colour = if is_gone { theme.faint } else { theme.text };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 1.0);
        let words = RichText::new(&clause.text).size(13.0).color(colour);
        ui.label(if is_gone { words.strikethrough() } else { words });
        if let Some(event) = clause.event {
            let title = RichText::new(story.event(event).title).font(Weight::Medium.font(13.0));
            ui.label(title.color(if is_gone { theme.faint } else { theme.accent }));
        }
    });
}
