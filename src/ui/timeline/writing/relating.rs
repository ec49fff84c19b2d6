//! Tying two events: a line from the one to the other, and the choice of what ties them.

use std::sync::Arc;

use egui::emath::{Pos2, vec2};
use egui::{Button, Id, Key, RichText, ScrollArea, Shape, Stroke, StrokeKind, Ui};

use super::Writing;
use super::words::{beside, card_ui};
use crate::layout::scene::HitTarget;
use crate::state::command::Command;
use crate::state::proposal::{self, Link, Refused};
use crate::story::id::EventId;
use crate::story::relation::Relation;
use crate::ui::timeline::context::{Context, Text};
use crate::ui::widgets::arrows::Arrows;
use crate::ui::widgets::kit::{FINGER, is_touch};

/// Two events that are to be tied, until it is chosen how.
pub(super) struct Relating {
    from: EventId,
    to: EventId,
    /// Where it was dropped; `None` if a key asks.
    at: Option<Pos2>,
    is_new: bool,
    /// The choice that has been brought into sight, because it has the keyboard.
    seen: Option<Id>,
    /// Why the last choice could not be made.
    refused: Option<String>,
}

impl Relating {
    pub(super) fn of(from: EventId, to: EventId, at: Option<Pos2>) -> Self {
        Self { from, to, at, is_new: true, seen: None, refused: None }
    }
}

/// The room around what is in the card, in points.
const EDGE_OF_CARD: f32 = 13.0;
/// The height of the list of choices, in points.
const HEIGHT: f32 = 320.0;
/// The most kinds of because-links that are offered.
const MOST_KINDS: usize = 6;

impl Writing {
    /// Shows the line from an event to the pointer; once it is let go on another event, asks what ties the two.
    pub(super) fn relate_ui(&mut self, ui: &Ui, context: &Context<'_>, from: EventId) {
        let origin = context.origin.to_vec2();
        let (pointer, is_held) = ui.input(|input| (input.pointer.latest_pos(), input.pointer.primary_down()));
        let Some(screen) = pointer else {
            self.gesture = None;
            return;
        };
        let other = match context.scene.hit(screen - origin) {
            Some(HitTarget::Event(event)) if event != from => Some(event),
            _ => None,
        };
        if is_held {
            let painter = ui.painter_at(context.scene.rect.translate(origin));
            let stroke = Stroke::new(1.5, context.theme.accent);
            let mark = |event| context.scene.mark(event).map(|mark| mark.rect.translate(origin));
            if let Some(start) = mark(from) {
                let end = other.and_then(mark).map_or(screen, |rect| rect.center());
                painter.extend(Shape::dashed_line(&[start.center_bottom(), end], stroke, 5.0, 3.0));
            }
            if let Some(rect) = other.and_then(mark) {
                painter.rect_stroke(rect.expand(4.0), 5.0, stroke, StrokeKind::Outside);
            }
            let words = other.map_or_else(
                || "Drop on the event that it is tied to".to_owned(),
                |other| format!("Tie to “{}”", context.story.event(other).title),
            );
            card_ui(ui, context, screen, false, |ui| {
                ui.add(egui::Label::new(RichText::new(words).size(12.5).color(context.theme.text)).wrap());
            });
            return;
        }
        self.gesture = None;
        self.relating = other.map(|to| Relating::of(from, to, Some(screen)));
    }

    /// Asks what ties two events.
    pub(super) fn relating_ui(
        &mut self,
        ui: &mut Ui,
        context: &Context<'_>,
        text: Text<'_>,
        commands: &mut Vec<Command>,
    ) {
        let Some(relating) = &mut self.relating else { return };
        let (story, theme) = (context.story, context.theme);
        let Relating { from, to, at, mut seen, .. } = *relating;
        let is_new = std::mem::take(&mut relating.is_new);
        let kinds = kinds(context);
        let mut chosen: Option<(EventId, EventId, Link<'_>)> = None;
        let mut is_over = false;
        card_ui(ui, context, at.unwrap_or_else(|| beside(context, from)), true, |ui| {
            let title = |event| RichText::new(format!("“{}”", story.event(event).title)).strong();
            ui.label(title(from));
            let mut choices: Vec<Id> = Vec::new();
            let mut choice = |ui: &mut Ui, words: &str, ends: [EventId; 2], link| {
                let height = if is_touch(ui.ctx()) { FINGER } else { 26.0 };
                let size = vec2(ui.available_width(), height);
                let button = ui.add(Button::new(words).min_size(size).stroke(Stroke::NONE).fill(theme.raised));
                let [one, other] = [from, to].map(|event| story.event(event).title);
                ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(format!("“{one}” {words} “{other}”")));
                if button.has_focus() {
                    if seen != Some(button.id) {
                        button.scroll_to_me(None);
                    }
                    seen = Some(button.id);
                    ui.painter().rect_stroke(button.rect, 6.0, (2.0, theme.accent), StrokeKind::Inside);
                }
                choices.push(button.id);
                if button.clicked() {
                    chosen = Some((ends[0], ends[1], link));
                }
            };
            // As high at once as it may get: the card before it may have been small.
            let height = HEIGHT.min(ui.ctx().content_rect().height() * 0.45);
            ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                // For the ring around the first choice.
                ui.add_space(4.0);
                let (forth, back) = ([from, to], [to, from]);
                choice(ui, "led to", back, Link::Because(""));
                choice(ui, "came of", forth, Link::Because(""));
                for kind in &kinds {
                    choice(ui, &format!("{kind} (cause)"), back, Link::Because(kind));
                }
                for relation in Relation::ALL {
                    choice(ui, relation.words(), forth, Link::When(relation));
                }
            });
            go_along(ui, &choices, is_new);
            ui.label(title(to));
            if let Some(why) = &relating.refused {
                ui.add(egui::Label::new(RichText::new(why).size(12.5).color(theme.error)).wrap());
            }
            is_over = ui.button("Cancel").clicked() || ui.input(|input| input.key_pressed(Key::Escape));
            // A click beside the card, as beside a menu.
            let card = ui.min_rect().expand(EDGE_OF_CARD);
            let pressed = ui.input(|input| input.pointer.any_pressed().then(|| input.pointer.interact_pos()).flatten());
            is_over |= !is_new && pressed.is_some_and(|at| !card.contains(at));
        });
        relating.seen = seen;
        if let Some((from, to, link)) = chosen {
            let ground = proposal::Context { story, state: context.state, document: text.document };
            match proposal::related(ground, from, to, link) {
                Ok(proposal) => {
                    commands.push(Command::Make(Arc::new(proposal.change)));
                    is_over = true;
                }
                Err(Refused::Nothing) => relating.refused = Some("The story says so already.".to_owned()),
                Err(Refused::Because(why)) => relating.refused = Some(why),
            }
        }
        if is_over {
            self.relating = None;
            self.gives_back |= at.is_none();
        }
    }
}

/// Moves the keyboard along the choices by the arrow keys; at first to the first.
fn go_along(ui: &Ui, choices: &[Id], is_new: bool) {
    let Some(last) = choices.len().checked_sub(1) else { return };
    let focused = ui.memory(egui::Memory::focused);
    let at = choices.iter().position(|&id| Some(id) == focused).filter(|_| !is_new);
    let next = Arrows::taken(ui.ctx()).into_iter().fold(at, |at, pressed| match (at, pressed.logical_key) {
        (Some(at), Key::ArrowDown) => Some(if at == last { 0 } else { at + 1 }),
        (Some(at), Key::ArrowUp) => Some(at.checked_sub(1).unwrap_or(last)),
        (at, _) => at,
    });
    let next = if is_new { Some(0) } else { next.filter(|_| next != at) };
    if let Some(next) = next {
        ui.memory_mut(|memory| memory.request_focus(choices[next]));
    }
}

/// The kinds of because-links that the story uses, the most frequent first.
fn kinds(context: &Context<'_>) -> Vec<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for event in context.story.events.iter().take(2000) {
        for because in event.because.iter().filter(|because| !because.relation.is_empty()) {
            match counts.iter_mut().find(|(known, _)| *known == because.relation) {
                Some((_, count)) => *count += 1,
                None => counts.push((because.relation, 1)),
            }
        }
    }
    counts.sort_by_key(|&(kind, count)| (std::cmp::Reverse(count), kind));
    counts.into_iter().take(MOST_KINDS).map(|(kind, _)| kind.to_owned()).collect()
}
