//! The marks in the lanes, as nodes or under the pointer: the names of events and of runs, their tips, and the commands of
//! a click on them.

use egui::{Rect, Response, Ui};

use super::context::Context;
use super::node::{node, ring, tip};
use super::view::Interaction;
use crate::layout::plan::LanePlan;
use crate::layout::scene::{HitTarget, Label, LaneMark, Mark, MarkForm, Run};
use crate::state::command::Command;
use crate::state::lanes::LaneKey;
use crate::state::{Mode, Selection, State};
use crate::story::id::EventId;
use crate::story::words::number;
use crate::story::{Story, words};

/// The node of a mark in a lane.
pub(super) fn mark_ui(
    ui: &mut Ui,
    context: &Context<'_>,
    interaction: &mut Interaction,
    lane: &LaneMark,
    mark: &Mark,
    commands: &mut Vec<Command>,
) {
    let Context { scene, origin, .. } = *context;
    let label = mark.label.as_ref().map(Label::rect);
    let rect = label.map_or(mark.rect.expand(2.0), |label| mark.rect.union(label)).intersect(scene.body);
    // A title line that stays in sight covers the rows below it.
    let rect = if lane.is_stuck { rect.with_min_y(rect.min.y.max(lane.head.max.y)) } else { rect };
    if !rect.is_positive() {
        return;
    }
    let rect = rect.translate(origin.to_vec2());
    match mark.target {
        HitTarget::Event(event) => {
            event_ui(ui, context, interaction, &Shape { lane: lane.key, form: mark.form, event, rect }, commands);
        }
        HitTarget::Run(run) => run_ui(ui, context, run, rect, commands),
        HitTarget::Lane(_) | HitTarget::Fold(_) | HitTarget::Bracket(_) | HitTarget::Path(_) | HitTarget::Phase(..) => {
        }
    }
}

/// An event's node: its mark and its place on the screen.
struct Shape {
    lane: LaneKey,
    form: MarkForm,
    event: EventId,
    rect: Rect,
}

/// The node of an event.
fn event_ui(
    ui: &mut Ui,
    context: &Context<'_>,
    interaction: &mut Interaction,
    shape: &Shape,
    commands: &mut Vec<Command>,
) {
    let Context { story, state, theme, .. } = *context;
    let Shape { lane, form, event, rect } = *shape;
    let told = story.event(event);
    let is_own = form != MarkForm::Secondary;
    let is_selected = state.selection == Selection::Event(event);
    let selected = is_own && (is_selected || state.marked.contains(&event));
    // An event can stand in several lanes; the keyboard is in one of them.
    let here = match state.cursor {
        Some(cursor) => cursor == (event, lane),
        None => is_own && is_selected && state.selected_lane(story) == Some(lane),
    };
    let (kind, name) = if form == MarkForm::Secondary {
        ("secondary", format!("{}, also in {}", told.title, lane.title(story)))
    } else {
        ("event", words::spoken(story, event))
    };
    let anachrony = state.anachrony(story, event);
    let name = anachrony.map_or_else(|| name.clone(), |anachrony| format!("{name}, {}", anachrony.words()));
    let response = node(ui, kind, event, rect, selected, &name);
    if response.has_focus() {
        interaction.focused = Some(event);
    }
    if interaction.focus_selected && here {
        response.request_focus();
        interaction.focus_selected = false;
    }
    if response.double_clicked() {
        commands.extend([Command::SelectIn(event, lane), Command::FitSelection]);
    } else if response.clicked() {
        commands.push(click_on(ui, state.mode, event, lane));
    }
    ring(ui, &response, theme);
    if !interaction.writing.is_busy() {
        response.on_hover_ui_at_pointer(|ui| event_tip(ui, context, event));
    }
}

/// The tip about an event that is pointed at.
fn event_tip(ui: &mut Ui, context: &Context<'_>, event: EventId) {
    let Context { story, state, theme, .. } = *context;
    let told = story.event(event);
    let when = words::when_line(story, event);
    let anachrony = state.anachrony(story, event);
    let when = anachrony.map_or_else(|| when.clone(), |anachrony| format!("{when}\n{}", anachrony.words()));
    tip(ui, theme, told.title, &story.thread(told.thread).title, &when);
}

/// The command of a click on an event in a lane.
fn click_on(ui: &Ui, mode: Mode, event: EventId, lane: LaneKey) -> Command {
    let held = ui.input(|input| input.modifiers);
    match () {
        () if held.command && mode == Mode::Write => Command::Mark(event),
        () if held.command || held.shift => Command::Compare(event),
        () => Command::SelectIn(event, lane),
    }
}

/// The tip and the click of a mark that is too small to be a node. `response` is the ground's.
pub(super) fn small_mark_ui(
    ui: &Ui,
    context: &Context<'_>,
    response: &Response,
    lane: &LaneMark,
    target: HitTarget,
    commands: &mut Vec<Command>,
) {
    match target {
        HitTarget::Event(event) => {
            if response.double_clicked() {
                commands.extend([Command::SelectIn(event, lane.key), Command::FitSelection]);
            } else if response.clicked() {
                commands.push(click_on(ui, context.state.mode, event, lane.key));
            }
            response.clone().on_hover_ui_at_pointer(|ui| event_tip(ui, context, event));
        }
        HitTarget::Run(run) => {
            let (name, command, does) = run_words(context, run);
            if response.clicked() {
                commands.push(command);
            }
            response.clone().on_hover_text_at_pointer(format!("{name} — click {does}"));
        }
        HitTarget::Lane(_) | HitTarget::Fold(_) | HitTarget::Bracket(_) | HitTarget::Path(_) | HitTarget::Phase(..) => {
        }
    }
}

/// The node of events that are drawn as one.
fn run_ui(ui: &mut Ui, context: &Context<'_>, run: Run, rect: Rect, commands: &mut Vec<Command>) {
    let theme = context.theme;
    let first = context.plan.lanes[run.lane].row(run.row).events[run.first];
    let (name, command, does) = run_words(context, run);
    let response = node(ui, "run", first, rect, false, &name);
    if response.clicked() {
        commands.push(command);
    }
    ring(ui, &response, theme);
    response.on_hover_text_at_pointer(format!("{name} — click {does}"));
}

/// The name of a run, the command of a click on it, and the words for that.
fn run_words(context: &Context<'_>, run: Run) -> (String, Command, &'static str) {
    let lane = &context.plan.lanes[run.lane];
    let (command, does) = open_run(context.state, lane, run);
    (run_name(context.story, lane, run), command, does)
}

/// The name of a run: how many events, in which lane, and from which one on.
fn run_name(story: &Story, lane: &LanePlan, run: Run) -> String {
    let first = story.event(lane.row(run.row).events[run.first]).title;
    let thread = lane.key.title(story);
    match (run.count, run.carried) {
        (1, _) => format!("“{first}” in {thread} (drawn within another event)"),
        (count, true) => format!("{} events in {thread} from “{first}” on (drawn within another one)", number(count)),
        (count, false) => format!("{} events close together in {thread} from “{first}” on", number(count)),
    }
}

/// The command of a click on a run, and the words for it: zooms in while that tells its events apart, then unfolds its
/// lane, then goes through its events one by one.
fn open_run(state: &State, lane: &LanePlan, run: Run) -> (Command, &'static str) {
    let events = &lane.row(run.row).events[run.first..=run.last];
    if run.hull.length() as f64 * 2.0 < state.window.length() && !run.hull.is_moment() {
        return (Command::ShowSpan(run.hull), "to zoom to them");
    }
    if lane.folded {
        return (Command::Fold(lane.key), "to unfold the lane");
    }
    let at = events.iter().position(|&event| state.selection == Selection::Event(event));
    let next = at.map_or(0, |at| (at + 1) % events.len());
    (Command::Select(Selection::Event(events[next])), "to go through them")
}
