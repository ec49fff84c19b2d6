//! The timeline as screen readers read it and Tab goes through it: lanes as lists, events as their items in the order of
//! happening, phases, brackets, and the selection read out. Knows nothing of the pointer.

use egui::accesskit::{Live, Role};
use egui::{Rect, Sense, Ui, UiBuilder};

use super::context::Context;
use super::lanes;
use super::marks::mark_ui;
use super::node::{node, ring, tip};
use super::view::Interaction;
use crate::layout::scene::{HitTarget, LaneMark, Mark, Scene};
use crate::state::command::Command;
use crate::state::{Selection, State};
use crate::story::id::EventId;
use crate::story::order::Order;
use crate::story::words::counted;
use crate::story::{Story, words};
use crate::time::Moment;
use crate::ui::widgets::kit::{is_touch, part, readable};

/// The most marks that become accessible nodes. If there are more, those with a title in sight do, and the ground takes the
/// clicks on the others.
const MOST_NODES: usize = 250;

/// Shows the nodes of the scene.
pub(super) fn nodes_ui(ui: &mut Ui, context: &Context<'_>, interaction: &mut Interaction, commands: &mut Vec<Command>) {
    let Context { story, state, scene, origin, .. } = *context;
    let said = selection_words(story, state);
    if !said.is_empty() {
        let corner = Rect::from_min_size(origin, egui::Vec2::splat(1.0));
        let response = readable(ui, "selection", corner, &said);
        // A selection by the keyboard is read out at once.
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
    }
    phases_ui(ui, context, commands);
    let mut lanes: Vec<Vec<&Mark>> = vec![Vec::new(); scene.lanes.len()];
    for mark in readable_marks(scene, state) {
        let y = mark.rect.center().y;
        let at = scene.lanes.partition_point(|lane| lane.rect.max.y < y);
        if let Some(lane) = lanes.get_mut(at) {
            lane.push(mark);
        }
    }
    for (lane, mut marks) in scene.lanes.iter().zip(lanes) {
        let head = lane.head.translate(origin.to_vec2());
        let rect = lane.rect.intersect(scene.rect).translate(origin.to_vec2());
        // By its id as well: two threads may have one title.
        let mut lane_ui = ui.new_child(UiBuilder::new().id_salt(("lane", lane.key)).max_rect(rect));
        let name = format!("Events in {}", lane.key.title(story));
        let mut list = part(&mut lane_ui, Role::List, &name, rect);
        if head.height() >= 4.0 {
            head_ui(&mut list, context, interaction, lane, head, commands);
        }
        marks.sort_by_key(|mark| begins(story, state.order(), mark.target));
        for mark in marks {
            mark_ui(&mut list, context, interaction, lane, mark, commands);
        }
    }
    brackets_ui(ui, context, commands);
}

/// The marks that become nodes: all if they are few, else the event that the keyboard is at, then those with a title in sight, then runs.
fn readable_marks<'s>(scene: &'s Scene, state: &State) -> Vec<&'s Mark> {
    if scene.marks.len() <= MOST_NODES {
        return scene.marks.iter().collect();
    }
    let keyboard = state.keyboard().map(|(event, _)| event);
    let rank = |mark: &&Mark| match (mark.target, &mark.label) {
        (HitTarget::Event(event), _) if keyboard == Some(event) => Some(0),
        (HitTarget::Event(_), Some(_)) => Some(1),
        (HitTarget::Run(_), _) => Some(2),
        _ => None,
    };
    let mut marks: Vec<&Mark> = scene.marks.iter().filter(|mark| rank(mark).is_some()).collect();
    marks.sort_by_key(rank);
    marks.truncate(MOST_NODES);
    marks
}

/// The brackets around lanes, above the heads: a click folds the lanes of one.
fn brackets_ui(ui: &Ui, context: &Context<'_>, commands: &mut Vec<Command>) {
    let Context { story, scene, origin, theme, .. } = *context;
    for (nth, bracket) in scene.brackets.iter().enumerate() {
        let rect = bracket.rect.expand2(egui::vec2(1.5, 4.0)).intersect(scene.heads).translate(origin.to_vec2());
        if !rect.is_positive() {
            continue;
        }
        let title = bracket.key.title(story);
        let response = node(ui, "bracket", (bracket.key, nth), rect, false, &format!("Fold all of {title}"));
        if response.clicked() {
            commands.push(Command::Fold(bracket.key));
        }
        ring(ui, &response, theme);
        response.on_hover_text(format!("{title} — click folds its lanes into one (G)"));
    }
}

/// The words that are read out of a new selection.
fn selection_words(story: &Story, state: &State) -> String {
    match state.selection {
        Selection::Nothing => String::new(),
        Selection::Event(event) if !state.marked.is_empty() => {
            let count = counted(state.selected_events().len(), "event", "events");
            format!("{count} selected, with “{}” in the panel", story.event(event).title)
        }
        Selection::Event(event) => format!("Selected: {}", words::spoken(story, event)),
        Selection::Thread(thread) => format!("Selected: thread {}", story.thread(thread).title),
        other => format!("Selected: {}", other.name(story)),
    }
}

/// The place of a mark in the order of happening, or of telling.
fn begins(story: &Story, order: Order, target: HitTarget) -> (Moment, EventId) {
    match target {
        HitTarget::Event(event) => (order.span(story, event).start(), event),
        HitTarget::Run(run) => (run.hull.start(), EventId(0)),
        HitTarget::Lane(_) | HitTarget::Fold(_) | HitTarget::Bracket(_) | HitTarget::Path(_) | HitTarget::Phase(..) => {
            (Moment(i64::MIN), EventId(0))
        }
    }
}

/// The phases on the axis: a click zooms to one.
fn phases_ui(ui: &mut Ui, context: &Context<'_>, commands: &mut Vec<Command>) {
    let Context { story, scene, origin, theme, .. } = *context;
    if scene.phases.is_empty() {
        return;
    }
    let rect = scene.axis.translate(origin.to_vec2());
    let list = part(ui, Role::List, "Phases", rect);
    for (nth, phase) in scene.phases.iter().enumerate() {
        let title = &story.phase(phase.phase).title;
        let rect = phase.rect.translate(origin.to_vec2());
        let response = node(&list, "phase", (phase.phase, nth), rect, false, &format!("Phase {title}"));
        if response.clicked() {
            commands.push(Command::ShowSpan(phase.span));
        }
        ring(&list, &response, theme);
        response.on_hover_text(format!("{title} — click to zoom to it"));
    }
}

/// The head of a lane, and the button in it.
fn head_ui(
    ui: &mut Ui,
    context: &Context<'_>,
    interaction: &mut Interaction,
    lane: &LaneMark,
    head: Rect,
    commands: &mut Vec<Command>,
) {
    let Context { story, state, origin, theme, .. } = *context;
    let (key, title) = (lane.key, lane.key.title(story));
    let selection = key.selection();
    let selected = selection != Selection::Nothing && state.selection == selection;
    let response = node(ui, "lane", key, head, selected, &lane_name(context, lane));
    // A finger on the heads scrolls the lanes; a mouse takes hold of one.
    let response = if is_touch(ui.ctx()) { response } else { response.interact(Sense::click_and_drag()) };
    let fold = lane.fold.expand(4.0).translate(origin.to_vec2()).intersect(head);
    let verb = if lane.folded { "Unfold" } else { "Fold" };
    // A lane cut off by the window's edge may have lost its button.
    if fold.is_positive() {
        let button = node(ui, "fold", key, fold, false, &format!("{verb} {title}"));
        if button.clicked() {
            commands.push(Command::Fold(key));
        }
        ring(ui, &button, theme);
        button.on_hover_text(format!("{verb} this lane (L)"));
    }
    if response.double_clicked() {
        commands.push(Command::Fold(key));
    } else if response.clicked() {
        commands.push(Command::Select(selection));
    }
    if response.drag_started() {
        interaction.moving_lane = Some(key);
    }
    egui::Popup::context_menu(&response).width(250.0).show(|ui| lanes::lane_items(ui, context, key, commands));
    ring(ui, &response, theme);
    let cut_off = lane.labels.iter().any(|label| label.elided) || lane.folded;
    let summary = key.summary(story);
    if !summary.is_empty() || cut_off {
        response.on_hover_ui(|ui| tip(ui, theme, title, "", summary));
    }
}

/// The name of a lane: its title, its group or place, and the number of its events.
fn lane_name(context: &Context<'_>, lane: &LaneMark) -> String {
    let Context { story, state, .. } = *context;
    let of_state = state.lineup().lanes.get(lane.at);
    let outer = of_state.and_then(|lane| lane.ancestors.last()).map(|outer| format!("{}, ", outer.title(story)));
    let events = counted(of_state.map_or(0, |lane| lane.events.len()), "event", "events");
    format!("Lane {}, {}{events}", lane.key.title(story), outer.unwrap_or_default())
}
