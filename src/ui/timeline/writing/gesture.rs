//! Which gesture a drag on the timeline is: moving a mark, stretching one of its ends, tying it to another from its handle,
//! or drawing a frame around several.

use egui::emath::{Pos2, Rect, pos2, vec2};
use egui::{CursorIcon, PointerButton, Response, Ui};

use crate::layout::scene::{HitTarget, Mark, MarkForm, Scene};
use crate::state::Selection;
use crate::state::lanes::LaneKey;
use crate::story::id::EventId;
use crate::story::relation::End;
use crate::ui::timeline::context::Context;
use crate::ui::widgets::kit::{FINGER, is_touch};

/// A drag that writes.
#[derive(Clone, Debug)]
pub(super) enum Gesture {
    /// A mark is moved or stretched.
    Drag(Drag),
    /// An event is tied to another.
    Relate { from: EventId },
    /// A frame is drawn around marks, from this point of the scene.
    Frame { from: Pos2 },
}

/// A mark being moved or stretched.
#[derive(Clone, Debug)]
pub(super) struct Drag {
    pub(super) event: EventId,
    /// The lane that it was taken in.
    pub(super) lane: LaneKey,
    /// The end that is being stretched; `None` moves all of it.
    pub(super) end: Option<End>,
    /// Where the pointer was at first, in the scene.
    pub(super) from: Pos2,
    /// The mark as it was.
    pub(super) mark: Rect,
}

/// How near to an end of a bar a drag stretches it, in points.
const EDGE: f32 = 5.0;
/// The least length of a bar whose ends can be taken, in points.
const STRETCHABLE: f32 = 18.0;
/// The radius of the handle for tying, in points.
const HANDLE: f32 = 4.5;

/// The gesture that a drag begins in this frame.
pub(super) fn begun(ui: &Ui, context: &Context<'_>, ground: &Response) -> Option<Gesture> {
    if !ground.drag_started_by(PointerButton::Primary) {
        return None;
    }
    let origin = context.origin.to_vec2();
    let from = ui.input(|input| input.pointer.press_origin())? - origin;
    let scene = context.scene;
    if is_touch(ui.ctx())
        && let Some(gesture) = begun_by_finger(context, from)
    {
        return Some(gesture);
    }
    if let Some((event, handle)) = handle(context)
        && handle.distance(from) <= HANDLE + 3.0
    {
        return Some(Gesture::Relate { from: event });
    }
    let Some((event, mark, lane)) = taken(scene, from) else {
        let is_frame = ui.input(|input| input.modifiers.shift) && scene.body.contains(from);
        return is_frame.then_some(Gesture::Frame { from });
    };
    Some(Gesture::Drag(Drag { event, lane, end: end_at(mark, from), from, mark: mark.rect }))
}

/// The gesture of a finger at the handles of the selected event: the nearest that it covers. The inner part of a bar is left
/// for moving it.
fn begun_by_finger(context: &Context<'_>, from: Pos2) -> Option<Gesture> {
    let (event, dot) = handle(context)?;
    let scene = context.scene;
    let mark = scene.mark(event)?;
    let rect = mark.rect;
    if rect.shrink2(vec2((rect.width() / 3.0).min(FINGER / 2.0), 0.0)).contains(from) {
        return None;
    }
    let ends = ends(mark).into_iter().flatten().map(|(end, at)| (Some(end), at));
    let handles = ends.chain([(None, dot)]).map(|(end, at)| (end, at.distance(from)));
    let (end, away) = handles.min_by(|one, other| one.1.total_cmp(&other.1))?;
    if away > FINGER / 2.0 {
        return None;
    }
    let lane = scene.lanes.iter().find(|lane| lane.rect.y_range().contains(rect.center().y))?.key;
    Some(match end {
        Some(_) => Gesture::Drag(Drag { event, lane, end, from, mark: rect }),
        None => Gesture::Relate { from: event },
    })
}

/// The ends of a bar that can be dragged, and where they are.
fn ends(mark: &Mark) -> Option<[(End, Pos2); 2]> {
    let rect = mark.rect;
    let is_bar = mark.form == MarkForm::Bar && rect.width() >= STRETCHABLE;
    is_bar.then(|| [(End::Start, rect.left_center()), (End::Finish, rect.right_center())])
}

/// The event whose mark or title is at a point of the scene, the mark, and its lane.
fn taken(scene: &Scene, at: Pos2) -> Option<(EventId, &Mark, LaneKey)> {
    let Some(HitTarget::Event(event)) = scene.hit(at) else { return None };
    let is_it = |mark: &&Mark| mark.target == HitTarget::Event(event);
    let near = |mark: &&Mark| {
        mark.rect.expand(2.0).contains(at)
            || mark.label.as_ref().is_some_and(|label| label.rect().expand(1.0).contains(at))
    };
    let mark = scene.marks.iter().filter(is_it).find(near)?;
    let y = mark.rect.center().y;
    let lane = scene.lanes.iter().find(|lane| lane.rect.y_range().contains(y))?;
    Some((event, mark, lane.key))
}

/// The end of a bar that a point is at.
fn end_at(mark: &Mark, at: Pos2) -> Option<End> {
    let ends = ends(mark).filter(|_| mark.rect.expand(2.0).contains(at))?;
    ends.into_iter().find(|(_, end)| (at.x - end.x).abs() <= EDGE).map(|(end, _)| end)
}

/// The handle of the selected event, from which it is tied to others, and its place in the scene.
fn handle(context: &Context<'_>) -> Option<(EventId, Pos2)> {
    let Selection::Event(event) = context.state.selection else { return None };
    let mark = context.scene.mark(event)?;
    Some((event, pos2(mark.rect.center().x, mark.rect.max.y + HANDLE)))
}

/// Shows the handle of the selected event, and by the pointer's form what a drag would do.
pub(super) fn hints_ui(ui: &Ui, context: &Context<'_>, ground: &Response) {
    let origin = context.origin.to_vec2();
    let pointer = ui.input(|input| input.pointer.hover_pos()).filter(|_| ui.rect_contains_pointer(ground.rect));
    let at = pointer.map(|at| at - origin);
    if let Some((event, handle)) = handle(context).filter(|(_, at)| context.scene.body.contains(*at)) {
        let is_near = at.is_some_and(|at| at.distance(handle) <= HANDLE + 3.0);
        let painter = ui.painter_at(context.scene.body.translate(origin));
        let fill = if is_near { context.theme.accent } else { context.theme.raised };
        painter.circle(handle + origin, HANDLE, fill, (1.5, context.theme.accent));
        if is_touch(ui.ctx()) {
            // A finger has no pointer whose form would tell of them.
            for (_, at) in context.scene.mark(event).and_then(ends).into_iter().flatten() {
                painter.circle(at + origin, HANDLE, context.theme.raised, (1.5, context.theme.accent));
            }
        }
        if is_near {
            ui.ctx().set_cursor_icon(CursorIcon::Crosshair);
            ground.clone().on_hover_text_at_pointer("Drag to another event: because of, before, after, during …");
            return;
        }
    }
    let Some((_, mark, _)) = at.and_then(|at| taken(context.scene, at)) else { return };
    let is_end = at.is_some_and(|at| end_at(mark, at).is_some());
    ui.ctx().set_cursor_icon(if is_end { CursorIcon::ResizeHorizontal } else { CursorIcon::Grab });
}
