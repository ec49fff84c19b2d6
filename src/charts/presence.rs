//! Presence: a grid of characters by phases, each cell shaded by its number of events. Painted without `egui_plot`;
//! scrolls if it does not fit.

use egui::accesskit::Role;
use egui::emath::{Pos2, Rect, Vec2, pos2, vec2};
use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Align2, Color32, CursorIcon, FontId, Painter, Response, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    WidgetInfo,
};

use super::parts::{described, has_room, nothing};
use super::{ChartContext, ChartResponse};
use crate::analysis::presence::Presence;
use crate::story::id::CharacterId;
use crate::story::words::{counted, number};
use crate::theme::{Theme, Weight, mix};

/// The height of the row of phases, in points.
const HEAD: f32 = 24.0;
/// The least width of a phase's column, in points.
const COLUMN: f32 = 34.0;
/// The gap between two cells, in points.
const GAP: f32 = 2.0;
/// The least height of a row, in points.
const ROW: f32 = 22.0;

/// The height with a row for every character, in points, with rows of the height for a mouse.
pub fn full_height(presence: &Presence) -> f32 {
    HEAD + presence.characters().len() as f32 * ROW + GAP
}

/// Draws the grid into `rect`. A clicked cell is returned as its character and the position of its phase; `chosen` gets
/// a ring.
pub fn presence_ui(
    ui: &mut Ui,
    rect: Rect,
    presence: &Presence,
    chosen: Option<(CharacterId, usize)>,
    context: &ChartContext<'_>,
) -> ChartResponse {
    if !has_room(rect) {
        return ChartResponse::default();
    }
    let (story, theme) = (context.story, context.theme);
    if story.phases.is_empty() {
        let says = "This story names no phases; give it `phases` to see who is present when.";
        return nothing(ui, rect, theme, "presence", says);
    }
    if presence.is_empty() {
        let says = "No event of this story has a `cast`; give them one to see who is present when.";
        return nothing(ui, rect, theme, "presence", says);
    }
    let table = Table::new(ui, rect, presence.phases());
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 0.0, theme.ground);
    let (characters, phases) = (number(presence.characters().len()), number(presence.phases()));
    let says = format!("Presence: {characters} characters by {phases} phases");
    described(ui, Rect::from_min_size(rect.min, vec2(table.names, HEAD)), "presence", Sense::hover(), &says);
    let rows = presence.characters().len();
    let mut inside = ui.new_child(UiBuilder::new().id_salt("presence").max_rect(table.cells));
    inside.set_clip_rect(table.cells.intersect(ui.clip_rect()));
    inside.spacing_mut().item_spacing = Vec2::ZERO;
    let scrolled = ScrollArea::both().id_salt("cells").auto_shrink(false).show_viewport(&mut inside, |ui, viewport| {
        let size = vec2(presence.phases() as f32 * table.column, rows as f32 * table.row);
        let corner = ui.min_rect().min;
        ui.set_min_size(size);
        let visible = |from: f32, to: f32, each: f32, count: usize| {
            let first = (from / each).floor().max(0.0) as usize;
            first.min(count)..((to / each).ceil().max(0.0) as usize).clamp(first.min(count), count)
        };
        let mut acted = ChartResponse::default();
        for row in visible(viewport.min.y, viewport.max.y, table.row, rows) {
            for phase in visible(viewport.min.x, viewport.max.x, table.column, presence.phases()) {
                let at = corner + vec2(phase as f32 * table.column, row as f32 * table.row);
                let cell = Cell {
                    who: presence.characters()[row],
                    phase,
                    rect: Rect::from_min_size(at, vec2(table.column - GAP, table.row - GAP)),
                };
                if cell.show(ui, presence, chosen, context).clicked() {
                    acted.cell = Some((cell.who, phase));
                }
            }
        }
        (acted, corner)
    });
    let (acted, corner) = scrolled.inner;
    table.heads(&painter, corner, presence, context);
    acted
}

/// The layout of the grid.
///
/// ```text
/// ┌ names ──┬ phases ───────────┐
/// │         │                   │
/// ├─────────┼ cells ────────────┤
/// │         │                   │
/// └─────────┴───────────────────┘
/// ```
struct Table {
    rect: Rect,
    names: f32,
    cells: Rect,
    column: f32,
    row: f32,
}

impl Table {
    fn new(ui: &Ui, rect: Rect, phases: usize) -> Self {
        let names = (rect.width() * 0.22).clamp(70.0, 190.0);
        let cells = Rect::from_min_max(rect.min + vec2(names, HEAD), rect.max - vec2(8.0, 0.0));
        let column = (cells.width() / phases.max(1) as f32).max(COLUMN);
        // Rows are higher if the style is made for fingers.
        let row = (ui.spacing().interact_size.y * 0.8).round().max(ROW);
        Self { rect, names, cells, column, row }
    }

    /// The names of characters and phases, which stay in place while the cells scroll.
    fn heads(&self, painter: &Painter, corner: Pos2, presence: &Presence, context: &ChartContext<'_>) {
        let (story, theme) = (context.story, context.theme);
        let above = painter.with_clip_rect(self.cells.with_min_y(self.rect.min.y).intersect(painter.clip_rect()));
        for (at, phase) in story.phases.iter().enumerate() {
            let left = corner.x + at as f32 * self.column;
            if left < self.cells.max.x && left + self.column > self.cells.min.x {
                let room = self.column - GAP - 8.0;
                let at = pos2(left + 4.0, self.rect.min.y + HEAD / 2.0 + 1.0);
                shortened(&above, &phase.title, Weight::Regular.font(11.0), theme.muted, at, room);
            }
        }
        let beside =
            Rect::from_min_max(pos2(self.rect.min.x, self.cells.min.y), pos2(self.cells.min.x, self.rect.max.y));
        let beside = painter.with_clip_rect(beside.intersect(painter.clip_rect()));
        let first = ((self.cells.min.y - corner.y) / self.row).floor().max(0.0) as usize;
        let count = (self.cells.height() / self.row).ceil().max(0.0) as usize + 1;
        for (row, &who) in presence.characters().iter().enumerate().skip(first).take(count) {
            let y = corner.y + (row as f32 + 0.5) * self.row - GAP / 2.0;
            let total = number(presence.total(who));
            let right = pos2(self.cells.min.x - 10.0, y);
            let total = beside.text(right, Align2::RIGHT_CENTER, total, Weight::Regular.font(11.0), theme.faint);
            let at = pos2(self.rect.min.x + 14.0, y);
            let room = total.min.x - 8.0 - at.x;
            shortened(&beside, &story.character(who).name, Weight::Medium.font(12.0), theme.text, at, room);
        }
    }
}

/// A cell of the grid.
struct Cell {
    who: CharacterId,
    phase: usize,
    rect: Rect,
}

impl Cell {
    fn show(
        &self,
        ui: &Ui,
        presence: &Presence,
        chosen: Option<(CharacterId, usize)>,
        context: &ChartContext<'_>,
    ) -> Response {
        let (story, theme) = (context.story, context.theme);
        let count = presence.count(self.who, self.phase);
        let events = match count {
            0 => "no events".to_owned(),
            count => counted(count, "event", "events"),
        };
        let says = format!("{} · {}: {events}", story.character(self.who).name, story.phases[self.phase].title);
        // An empty cell cannot be clicked.
        let sense = if count > 0 { Sense::click() } else { Sense::hover() };
        let response = ui.interact(self.rect, ui.scope_id().with((self.who, self.phase)), sense);
        let is_chosen = chosen == Some((self.who, self.phase));
        if count > 0 {
            response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, &says));
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_selected(is_chosen));
        }
        let painter = ui.painter();
        let shade = shade(theme, count, presence.most());
        let hovered = count > 0 && response.hovered();
        painter.rect_filled(self.rect, 3.0, if hovered { theme.hovered(shade) } else { shade });
        if count > 0 {
            let font = Weight::Medium.font(11.0);
            painter.text(self.rect.center(), Align2::CENTER_CENTER, number(count), font, theme.text);
        }
        if hovered {
            ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        }
        let ring = if response.has_focus() { Some(theme.accent) } else { is_chosen.then_some(theme.text) };
        if let Some(colour) = ring {
            painter.rect_stroke(self.rect, 3.0, Stroke::new(1.5, colour), StrokeKind::Inside);
        }
        response.on_hover_text_at_pointer(says)
    }
}

/// The colour of a cell: stronger with more events, barely visible if empty.
fn shade(theme: &Theme, count: usize, most: usize) -> Color32 {
    if count == 0 {
        return mix(theme.ground, theme.panel, 0.7);
    }
    let share = count as f32 / most.max(1) as f32;
    // With up to half of the accent, the number is still readable in both themes.
    mix(theme.ground, theme.accent, 0.14 + 0.36 * share)
}

/// Paints a text, cut off with … if it does not fit.
fn shortened(painter: &Painter, text: &str, font: FontId, colour: Color32, left: Pos2, room: f32) {
    if room < 8.0 {
        return;
    }
    let mut job = LayoutJob::simple_singleline(text.to_owned(), font, colour);
    job.wrap = TextWrapping::truncate_at_width(room);
    let galley = painter.layout_job(job);
    painter.galley(left - vec2(0.0, galley.size().y / 2.0), galley, colour);
}
