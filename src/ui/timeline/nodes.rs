//! What a screen reader reads of the timeline, Tab reaches and a click selects: lanes as lists, events as their items
//! in the order of happening, phases, and the selection said aloud.

use egui::accesskit::{Live, Role};
use egui::{CursorIcon, EventFilter, Id, Rect, Response, Sense, Ui, UiBuilder};

use super::context::Context;
use super::lanes;
use super::view::Interaction;
use crate::layout::plan::LanePlan;
use crate::layout::scene::{HitTarget, Label, LaneMark, Mark, MarkForm, Run, Scene};
use crate::state::command::Command;
use crate::state::lanes::LaneKey;
use crate::state::{Selection, State};
use crate::story::id::EventId;
use crate::story::order::Order;
use crate::story::words::{counted, number};
use crate::story::{Story, words};
use crate::theme::{Theme, Weight};
use crate::time::Moment;
use crate::ui::widgets::kit::{is_touch, part, readable};

/// The most marks that become accessible nodes; beyond it those that can be read, and the ground takes the clicks on the
/// others.
const MOST_NODES: usize = 250;

/// Shows the nodes of the scene.
pub(super) fn nodes_ui(ui: &mut Ui, context: &Context<'_>, interaction: &mut Interaction, commands: &mut Vec<Command>) {
    let Context { story, state, scene, origin, .. } = *context;
    let said = selection_words(story, state.selection);
    if !said.is_empty() {
        let corner = Rect::from_min_size(origin, egui::Vec2::splat(1.0));
        let response = readable(ui, "selection", corner, &said);
        // What the keyboard selects is read out without one's looking for it.
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
    }
    phases_ui(ui, context, commands);
    let mut lanes: Vec<Vec<&Mark>> = vec![Vec::new(); scene.lanes.len()];
    for mark in readable_marks(scene, state.selection) {
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

/// The marks that become nodes: all where they are few, else the selected event, then what has a title in sight, then
/// runs.
fn readable_marks(scene: &Scene, selection: Selection) -> Vec<&Mark> {
    if scene.marks.len() <= MOST_NODES {
        return scene.marks.iter().collect();
    }
    let rank = |mark: &&Mark| match (mark.target, &mark.label) {
        (HitTarget::Event(event), _) if selection == Selection::Event(event) => Some(0),
        (HitTarget::Event(_), Some(_)) => Some(1),
        (HitTarget::Run(_), _) => Some(2),
        _ => None,
    };
    let mut marks: Vec<&Mark> = scene.marks.iter().filter(|mark| rank(mark).is_some()).collect();
    marks.sort_by_key(rank);
    marks.truncate(MOST_NODES);
    marks
}

/// The brackets around lanes, above the heads: a click folds what they hold.
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

/// What is said of a selection when it is new.
fn selection_words(story: &Story, selection: Selection) -> String {
    match selection {
        Selection::Nothing => String::new(),
        Selection::Event(event) => format!("Selected: {}", words::spoken(story, event)),
        Selection::Thread(thread) => format!("Selected: thread {}", story.thread(thread).title),
        other => format!("Selected: {}", other.name(story)),
    }
}

fn begins(story: &Story, order: Order, target: HitTarget) -> (Moment, EventId) {
    match target {
        HitTarget::Event(event) => (order.span(story, event).start(), event),
        HitTarget::Run(run) => (run.hull.start(), EventId(0)),
        HitTarget::Lane(_) | HitTarget::Fold(_) | HitTarget::Bracket(_) | HitTarget::Path(_) | HitTarget::Phase(..) => {
            (Moment(i64::MIN), EventId(0))
        }
    }
}

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

fn mark_ui(
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

/// An event's mark as a node has it.
struct Shape {
    lane: LaneKey,
    form: MarkForm,
    event: EventId,
    rect: Rect,
}

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
    let selected = form != MarkForm::Secondary && state.selection == Selection::Event(event);
    // It may stand in several lanes, and the keyboard is in one of them.
    let here = selected && state.selected_lane(story) == Some(lane);
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
        commands.push(click_on(ui, event, lane));
    }
    ring(ui, &response, theme);
    response.on_hover_ui_at_pointer(|ui| event_tip(ui, context, event));
}

/// What there is to say of an event that is pointed at.
fn event_tip(ui: &mut Ui, context: &Context<'_>, event: EventId) {
    let Context { story, state, theme, .. } = *context;
    let told = story.event(event);
    let when = words::when_line(story, event);
    let anachrony = state.anachrony(story, event);
    let when = anachrony.map_or_else(|| when.clone(), |anachrony| format!("{when}\n{}", anachrony.words()));
    tip(ui, theme, told.title, &story.thread(told.thread).title, &when);
}

/// What a click on an event in a lane asks for.
fn click_on(ui: &Ui, event: EventId, lane: LaneKey) -> Command {
    let beside = ui.input(|input| input.modifiers.shift || input.modifiers.command);
    if beside { Command::Compare(event) } else { Command::SelectIn(event, lane) }
}

/// Does for a mark that is too small to be a node what its node would do: a tip, and what a click asks for. `response` is
/// the ground's.
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
                commands.push(click_on(ui, event, lane.key));
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

/// What a run is called, what a click on it asks for, and how that is said.
fn run_words(context: &Context<'_>, run: Run) -> (String, Command, &'static str) {
    let lane = &context.plan.lanes[run.lane];
    let (command, does) = open_run(context.state, lane, run);
    (run_name(context.story, lane, run), command, does)
}

/// What a run is called: how many events, in which lane, and from which one on.
fn run_name(story: &Story, lane: &LanePlan, run: Run) -> String {
    let first = story.event(lane.row(run.row).events[run.first]).title;
    let thread = lane.key.title(story);
    match (run.count, run.carried) {
        (1, _) => format!("“{first}” in {thread} while another event goes on"),
        (count, true) => format!("{} events in {thread} from “{first}” on, while another one goes on", number(count)),
        (count, false) => format!("{} events close together in {thread} from “{first}” on", number(count)),
    }
}

/// What a click on a run does, and what to say of it: zoom in while that tells its events apart, then unfold its
/// lane, then go through its events one by one.
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

fn lane_name(context: &Context<'_>, lane: &LaneMark) -> String {
    let Context { story, state, .. } = *context;
    let of_state = state.lineup().lanes.get(lane.at);
    let outer = of_state.and_then(|lane| lane.ancestors.last()).map(|outer| format!("{}, ", outer.title(story)));
    let events = counted(of_state.map_or(0, |lane| lane.events.len()), "event", "events");
    format!("Lane {}, {}{events}", lane.key.title(story), outer.unwrap_or_default())
}

/// An accessible node. It takes clicks and the keyboard but leaves drags to the background.
fn node(ui: &Ui, kind: &'static str, salt: impl egui::AsIdSalt, rect: Rect, selected: bool, name: &str) -> Response {
    let id: Id = ui.scope_id().with((kind, salt));
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, selected, name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(if matches!(kind, "event" | "secondary" | "run") { Role::ListItem } else { Role::Button });
        node.set_selected(selected);
    });
    if response.has_focus() {
        // Arrows move the selection, not egui's focus.
        let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.ctx().memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    }
    if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    }
    response
}

fn ring(ui: &Ui, response: &Response, theme: &Theme) {
    if response.has_focus() {
        ui.painter().rect_stroke(response.rect.expand(2.0), 4.0, (1.5, theme.accent), egui::StrokeKind::Outside);
    }
}

fn tip(ui: &mut Ui, theme: &Theme, title: &str, small: &str, text: &str) {
    ui.set_max_width(300.0);
    ui.spacing_mut().item_spacing.y = 3.0;
    ui.label(egui::RichText::new(title).font(Weight::SemiBold.font(13.0)).color(theme.text));
    if !small.is_empty() {
        ui.label(egui::RichText::new(small).size(12.0).color(theme.muted));
    }
    if !text.is_empty() {
        ui.label(egui::RichText::new(text).size(12.5).color(theme.text));
    }
}
