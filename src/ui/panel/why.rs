//! Why something happened, in sentences: the chain behind an event, and what ties two events to each other. Knows the
//! because-links as the chain tells them, nothing of the lines that are drawn for them.

use egui::emath::vec2;
use egui::{Label, RichText, Role, Sense, Shape, Stroke, Ui, WidgetInfo};

use crate::analysis::chain::{self, Between, Reason};
use crate::state::Selection;
use crate::state::command::Command;
use crate::story::Story;
use crate::story::id::EventId;
use crate::story::words::{counted, number};
use crate::theme::{Theme, Weight};
use crate::ui::app::App;
use crate::ui::widgets::kit::{FINGER, boxed, chip, choice, focus_ring, is_heading, is_touch, kept, link, more_ui};

/// The most sentences that are told at once.
const MOST_TOLD: usize = 40;
/// How far a chain can be told, with the words for it.
const DEPTHS: [(Option<u32>, &str, &str); 4] = [
    (Some(1), "1", "Chain: direct links"),
    (Some(2), "2", "Chain: two links"),
    (Some(3), "3", "Chain: three links"),
    (None, "All", "Chain: all of it"),
];

/// One because-link as a sentence about the effect.
struct Sentence {
    effect: EventId,
    words: &'static str,
    cause: EventId,
    rest: String,
    depth: u32,
}

impl From<&Reason<'_>> for Sentence {
    fn from(reason: &Reason<'_>) -> Self {
        let Reason { effect, cause, depth, .. } = *reason;
        Self { effect, words: reason.words(), cause, rest: reason.rest(), depth }
    }
}

/// The whole chain behind an event, folded until it is asked for; nothing where nothing is said of its causes.
pub(in crate::ui) fn why_ui(ui: &mut Ui, app: &App, id: EventId, theme: &Theme, commands: &mut Vec<Command>) {
    let story = &app.session.story;
    if story.event(id).because.is_empty() {
        return;
    }
    let depth = app.state.arrangement().depth;
    let told = kept(ui.ctx(), "why", (app.session.revision, id, depth), || {
        let reasons = chain::why(story, id, depth);
        (reasons.iter().take(MOST_TOLD).map(Sentence::from).collect::<Vec<_>>(), reasons.len())
    });
    let (sentences, count) = &*told;
    if !disclosure(ui, theme, "Why did this happen?", &counted(*count, "reason", "reasons")) {
        return;
    }
    for alike in sentences.chunk_by(|a, b| a.depth == b.depth) {
        let words = match alike[0].depth {
            1 => "Directly".to_owned(),
            depth => format!("{depth} links back"),
        };
        ui.add_space(2.0);
        ui.add(Label::new(RichText::new(words).font(Weight::Medium.font(11.5)).color(theme.faint)).selectable(false));
        for sentence in alike {
            sentence_ui(ui, story, theme, "•", sentence, commands);
        }
    }
    more_ui(ui, theme, *count, sentences.len());
}

/// How far the chain is followed, one way and the other.
pub(in crate::ui) fn depth_ui(ui: &mut Ui, app: &App, theme: &Theme, commands: &mut Vec<Command>) {
    let depth = app.state.arrangement().depth;
    ui.add_space(4.0);
    // Where choices are made for fingers, they take a line of their own.
    ui.horizontal_wrapped(|ui| {
        ui.set_min_height(if is_touch(ui.ctx()) { FINGER } else { 28.0 });
        ui.spacing_mut().item_spacing.x = 4.0;
        let text = RichText::new("Links to follow").size(12.5).color(theme.muted);
        ui.add(Label::new(text).selectable(false));
        ui.add_space(4.0);
        // A link may ask for a depth that is not among the choices.
        let other = depth.filter(|deep| *deep > 3).map(|deep| (deep.to_string(), format!("Chain: {deep} links")));
        let other = other.as_ref().map(|(text, name)| (depth, text.as_str(), name.as_str()));
        for (deep, text, name) in DEPTHS.into_iter().take(3).chain(other).chain(DEPTHS.into_iter().skip(3)) {
            let response = choice(ui, theme, text, deep == depth, Role::RadioButton, name);
            if response.on_hover_text("How many links away causes and effects are lit and told").clicked() {
                commands.push(Command::ChainDepth(deep));
            }
        }
    });
}

/// What ties the event that the selected one is compared with to the selected one.
pub(in crate::ui) fn compare_ui(ui: &mut Ui, app: &App, id: EventId, theme: &Theme, commands: &mut Vec<Command>) {
    let story = &app.session.story;
    let Some(anchor) = app.state.anchor.filter(|&anchor| anchor != id) else { return };
    let quoted = |id: EventId| format!("“{}”", story.event(id).title);
    let between = kept(ui.ctx(), "between", (app.session.revision, anchor, id), || chain::between(story, anchor, id));
    boxed(ui, theme, |ui| {
        let text = format!("From {} to {}", quoted(anchor), quoted(id));
        let shown = RichText::new(&text).font(Weight::SemiBold.font(14.0)).color(theme.text);
        let response = ui.add(Label::new(shown).wrap());
        is_heading(&response, &text, 2);
        let (from, to, way) = match &*between {
            Between::Forward(way) => (anchor, id, way.as_slice()),
            Between::Backward(way) => (id, anchor, way.as_slice()),
            Between::None => (anchor, id, [].as_slice()),
        };
        let links = way.len().saturating_sub(1);
        let verdict = match links {
            0 => "Neither led to the other.".to_owned(),
            1 => format!("{} led directly to {}.", quoted(from), quoted(to)),
            links => format!("{} led to {} in {links} links.", quoted(from), quoted(to)),
        };
        ui.add(Label::new(RichText::new(verdict).color(theme.text)).wrap());
        for (pair, number) in way.windows(2).take(MOST_TOLD).zip(1..) {
            if let Some(sentence) = tie(story, pair[0], pair[1]) {
                sentence_ui(ui, story, theme, &format!("{number}."), &sentence, commands);
            }
        }
        more_ui(ui, theme, links, MOST_TOLD);
        ui.add_space(2.0);
        for words in firsts(app, anchor, id) {
            ui.add(Label::new(RichText::new(words).size(12.5).color(theme.muted)).wrap());
        }
        ui.horizontal_wrapped(|ui| {
            if chip(ui, theme, "Swap").on_hover_text("Select the other of the two").clicked() {
                commands.push(Command::Compare(anchor));
            }
            if chip(ui, theme, "End the comparison").clicked() {
                // With itself there is nothing to compare; Clear would first clear a search.
                commands.push(Command::Compare(id));
            }
        });
    });
    ui.add_space(6.0);
}

/// The link from a cause to its effect, told of the effect.
fn tie(story: &Story, cause: EventId, effect: EventId) -> Option<Sentence> {
    let because = story.event(effect).because.iter().find(|because| because.event == cause)?;
    let (relation, note) = (because.relation.trim(), because.note.trim());
    Some(Sentence::from(&Reason { effect, cause, relation, note, depth: 1 }))
}

/// Which of two events comes first in either order.
fn firsts(app: &App, a: EventId, b: EventId) -> [String; 2] {
    let story = &app.session.story;
    let telling = app.telling();
    let count = story.events.len();
    let says = |verb: &str, at: [usize; 2]| {
        let (first, ranks) = if at[0] <= at[1] { (a, at) } else { (b, [at[1], at[0]]) };
        format!(
            "“{}” {verb} first ({} and {} of {})",
            story.event(first).title,
            number(ranks[0] + 1),
            number(ranks[1] + 1),
            number(count)
        )
    };
    let start = |id: EventId| story.event(id).placed.start();
    let happens = if start(a) == start(b) {
        "They are drawn as starting together".into()
    } else {
        says("happens", [a, b].map(|id| telling.rank(id)))
    };
    [happens, says("is told", [a, b].map(|id| story.event(id).told as usize))]
}

/// A sentence whose events lead to their pages.
fn sentence_ui(ui: &mut Ui, story: &Story, theme: &Theme, mark: &str, told: &Sentence, commands: &mut Vec<Command>) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let width = if mark.chars().count() > 1 { 20.0 } else { 13.0 };
        let (rect, _) = ui.allocate_exact_size(vec2(width, 17.0), Sense::hover());
        ui.painter().text(rect.left_center(), egui::Align2::LEFT_CENTER, mark, Weight::Regular.font(12.5), theme.faint);
        ui.vertical(|ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(4.0, 2.0);
                if link(ui, theme, story.event(told.effect).title).clicked() {
                    commands.push(Command::Select(Selection::Event(told.effect)));
                }
                ui.label(RichText::new(told.words).color(theme.text));
                if link(ui, theme, story.event(told.cause).title).clicked() {
                    commands.push(Command::Select(Selection::Event(told.cause)));
                }
                // A colon would stand alone at the start of a line where the note has one of its own.
                let rest = told.rest.strip_prefix(':').map_or(told.rest.trim().to_owned(), |note| format!("–{note}"));
                if !rest.is_empty() {
                    ui.label(RichText::new(rest).color(theme.muted));
                }
            });
        });
    });
}

/// A line that unfolds what is under it, and whether it has; it stays so for this run.
pub(in crate::ui) fn disclosure(ui: &mut Ui, theme: &Theme, title: &str, small: &str) -> bool {
    let kept = egui::Id::unique(title);
    let mut open = ui.data(|data| data.get_temp(kept)).unwrap_or(false);
    let height = if is_touch(ui.ctx()) { FINGER } else { 26.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    if response.clicked() {
        open = !open;
        ui.data_mut(|data| data.insert_temp(kept, open));
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{title} {small}")));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
    if response.hovered() {
        ui.painter().rect_filled(rect.expand2(vec2(6.0, 0.0)), 6.0, theme.hovered(theme.panel));
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    focus_ring(ui, &response, theme);
    let at = rect.left_center() + vec2(5.0, 0.0);
    let points = if open {
        [vec2(-4.0, -2.0), vec2(0.0, 2.0), vec2(4.0, -2.0)]
    } else {
        [vec2(-2.0, -4.0), vec2(2.0, 0.0), vec2(-2.0, 4.0)]
    };
    ui.painter().add(Shape::line(points.map(|by| at + by).to_vec(), Stroke::new(1.5, theme.muted)));
    let align = egui::Align2::LEFT_CENTER;
    let painter = ui.painter();
    let start = rect.left_center() + vec2(16.0, 0.0);
    let shown = painter.text(start, align, title, Weight::SemiBold.font(13.0), theme.text);
    painter.text(shown.right_center() + vec2(8.0, 0.0), align, small, Weight::Regular.font(12.5), theme.muted);
    open
}
