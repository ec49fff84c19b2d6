//! The menus of lanes, the dragging of one, and the words where there is none to see.

use egui::emath::{Pos2, Rect, pos2, vec2};
use egui::{Color32, CursorIcon, Ui};

use super::context::Context;
use super::view::Interaction;
use crate::state::arrangement::{LanesBy, Sort};
use crate::state::command::{Command, WriteCommand};
use crate::state::lanes::LaneKey;
use crate::state::{Mode, State};
use crate::story::words::number;
use crate::theme::Weight;
use crate::ui::widgets::kit::radio;
use crate::ui::widgets::menu::item;

/// The menu of all lanes.
pub(in crate::ui) fn lanes_items(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    let arrangement = state.arrangement();
    ui.label(egui::RichText::new("Lanes by").size(12.0).weak());
    for by in LanesBy::ALL {
        if radio(ui, arrangement.lanes == by, by.title()).clicked() {
            commands.push(Command::LanesBy(by));
            ui.close();
        }
    }
    ui.separator();
    ui.label(egui::RichText::new("Sorted").size(12.0).weak());
    let by_hand: std::collections::HashSet<LaneKey> = arrangement.dragged.iter().copied().collect();
    let dragged = state.lineup().lanes.iter().any(|lane| by_hand.contains(&lane.key));
    for sort in Sort::ALL {
        if radio(ui, arrangement.sort == sort && !dragged, sort.title()).clicked() {
            commands.push(Command::SortLanes(sort));
            ui.close();
        }
    }
    if dragged {
        ui.add_enabled(false, egui::RadioButton::new(true, "By hand"));
    }
    ui.separator();
    item(ui, "Next kind of lanes", "B", Command::NextLanesBy, commands);
    item(ui, "Unfold every lane", "Shift+L", Command::UnfoldAll, commands);
    let hidden = state.lineup().hidden.len();
    ui.add_enabled_ui(hidden > 0, |ui| {
        let title = match hidden {
            0 => "Show every lane".to_owned(),
            1 => "Show every lane (1 is hidden)".to_owned(),
            count => format!("Show every lane ({} are hidden)", number(count)),
        };
        item(ui, &title, "Shift+H", Command::ShowAllLanes, commands);
    });
    history_items(ui, state, commands);
}

/// The lines for undo and redo.
pub(in crate::ui) fn history_items(ui: &mut Ui, state: &State, commands: &mut Vec<Command>) {
    ui.separator();
    let steps = [
        ("Undo", &state.steps.undo, "Ctrl+Z", Command::Undo),
        ("Redo", &state.steps.redo, "Ctrl+Shift+Z", Command::Redo),
    ];
    for (verb, step, keys, command) in steps {
        let title = step.as_ref().map_or_else(|| verb.to_owned(), |step| format!("{verb}: {step}"));
        ui.add_enabled_ui(step.is_some(), |ui| item(ui, &title, keys, command, commands));
    }
}

/// The menu of one lane.
pub(super) fn lane_items(ui: &mut Ui, context: &Context<'_>, key: LaneKey, commands: &mut Vec<Command>) {
    let Context { story, state, .. } = *context;
    let lanes = &state.lineup().lanes;
    let Some(at) = lanes.iter().position(|lane| lane.key == key) else { return };
    let lane = &lanes[at];
    ui.label(egui::RichText::new(key.title(story)).strong());
    let fold = if lane.folded || lane.stands_for > 1 { "Unfold" } else { "Fold to one row" };
    item(ui, fold, "L", Command::Fold(key), commands);
    for &outer in lane.ancestors.iter().rev() {
        let title = format!("Fold all of {}", outer.title(story));
        item(ui, &title, if Some(&outer) == lane.ancestors.last() { "G" } else { "" }, Command::Fold(outer), commands);
    }
    ui.separator();
    item(ui, "Hide", "H", Command::Hide(key), commands);
    let alone = state.arrangement().solo.contains(&key);
    item(ui, if alone { "No longer alone" } else { "Show alone" }, "S", Command::Solo(key), commands);
    ui.separator();
    ui.add_enabled_ui(at > 0, |ui| {
        let before = at.checked_sub(1).map(|above| lanes[above].key);
        item(ui, "Move up", "Alt+↑", Command::MoveLane { lane: key, before }, commands);
    });
    ui.add_enabled_ui(at + 1 < lanes.len(), |ui| {
        let before = lanes.get(at + 2).map(|below| below.key);
        item(ui, "Move down", "Alt+↓", Command::MoveLane { lane: key, before }, commands);
    });
    if let Some(term) = key.term(story) {
        ui.separator();
        let query = format!("{} {term}", state.arrangement().filter.query);
        item(ui, "Filter by this", "", Command::Filter(query.trim().to_owned()), commands);
    }
    if let LaneKey::Character(who) = key {
        ui.separator();
        let shown = state.arrangement().paths.contains(&who);
        item(ui, if shown { "Draw no path" } else { "Draw the path" }, "P", Command::TogglePath(who), commands);
    }
}

/// Says why there is nothing to see, and offers a way out: in a story without events, or if no lane is left.
pub(super) fn empty_ui(ui: &mut Ui, context: &Context<'_>, commands: &mut Vec<Command>) {
    let Context { story, state, theme, .. } = *context;
    let body = context.scene.body.translate(context.origin.to_vec2());
    let (title, more, way, command) = if story.events.is_empty() && state.mode == Mode::Write {
        let more = "Double-click in a lane, or press A, and type what happens.";
        ("Nothing happens yet.", more, "Add an event (A)", Command::Write(WriteCommand::AddEvent))
    } else if story.events.is_empty() {
        ("This story has no events yet.", "", "Write in it (E)", Command::ToggleMode)
    } else if !state.lineup().hidden.is_empty() {
        ("Every lane is hidden.", "", "Show every lane (Shift+H)", Command::ShowAllLanes)
    } else {
        ("The filter lets nothing through.", "", "Clear the filter (X)", Command::ClearFilter)
    };
    let place = Rect::from_center_size(body.center(), vec2(320.0, 120.0)).intersect(body);
    let mut ui = ui.new_child(egui::UiBuilder::new().id_salt("nothing to see").max_rect(place));
    ui.vertical_centered(|ui| {
        let title = egui::RichText::new(title);
        if more.is_empty() {
            ui.label(title.color(theme.muted));
        } else {
            ui.label(title.font(Weight::SemiBold.font(15.0)).color(theme.text));
            ui.add(egui::Label::new(egui::RichText::new(more).color(theme.muted)).wrap());
        }
        ui.add_space(6.0);
        if ui.button(way).clicked() {
            commands.push(command);
        }
    });
}

/// Shows the lane that is being dragged and the gap that it would go to; once it is let go, pushes the command.
pub(super) fn move_ui(ui: &Ui, context: &Context<'_>, interaction: &mut Interaction, commands: &mut Vec<Command>) {
    let Some(moving) = interaction.moving_lane else { return };
    let (pointer, held, escaped) = ui.input(|input| {
        (input.pointer.latest_pos(), input.pointer.primary_down(), input.key_pressed(egui::Key::Escape))
    });
    let Some(pointer) = pointer.filter(|_| !escaped) else {
        interaction.moving_lane = None;
        return;
    };
    let gap = Gap::near(context, pointer.y - context.origin.y);
    if held {
        ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
        paint_moving(ui, context, moving, pointer, gap.y + context.origin.y);
        ui.ctx().request_repaint();
        return;
    }
    interaction.moving_lane = None;
    let all = &context.state.lineup().lanes;
    let after_itself = all.iter().position(|lane| lane.key == moving).and_then(|at| all.get(at + 1));
    if gap.before != Some(moving) && gap.before != after_itself.map(|lane| lane.key) {
        commands.push(Command::MoveLane { lane: moving, before: gap.before });
    }
}

/// A gap between two lanes.
struct Gap {
    /// The lane below it; `None` at the end.
    before: Option<LaneKey>,
    /// Its place in the scene.
    y: f32,
}

impl Gap {
    /// The gap that is nearest to `y` in the scene.
    fn near(context: &Context<'_>, y: f32) -> Self {
        let Context { state, scene, .. } = *context;
        let below = scene.lanes.iter().find(|lane| lane.rect.center().y > y);
        let last = scene.lanes.last();
        let all = &state.lineup().lanes;
        // Below the last visible lane may be others.
        let after_last = || {
            let last = last?.key;
            let at = all.iter().position(|lane| lane.key == last)?;
            all.get(at + 1).map(|lane| lane.key)
        };
        let end = last.map_or(scene.heads.min.y, |lane| lane.rect.max.y);
        let y = below.map_or(end, |lane| lane.rect.min.y);
        Self {
            before: below.map(|lane| lane.key).or_else(after_last),
            y: y.clamp(scene.body.min.y + 1.0, scene.body.max.y - 1.0),
        }
    }
}

/// Paints the title of the lane that is being dragged at the pointer, and a line at the gap `y` on the screen.
fn paint_moving(ui: &Ui, context: &Context<'_>, moving: LaneKey, pointer: Pos2, y: f32) {
    let Context { story, scene, origin, theme, .. } = *context;
    let painter = ui.ctx().layer_painter(egui::LayerId::new(egui::Order::Tooltip, egui::Id::unique("moving lane")));
    painter.hline(scene.rect.translate(origin.to_vec2()).x_range(), y, (2.0, theme.accent));
    let title = moving.title(story).to_owned();
    let galley = painter.layout_no_wrap(title, Weight::SemiBold.font(13.0), Color32::PLACEHOLDER);
    let at = pos2(origin.x + 14.0, pointer.y - galley.size().y / 2.0);
    let frame = Rect::from_min_size(at, galley.size()).expand2(vec2(8.0, 5.0));
    painter.rect(frame, 6.0, theme.raised, (1.0, theme.accent), egui::StrokeKind::Outside);
    painter.galley(at, galley, theme.text);
}
