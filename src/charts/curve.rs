//! The story curve (Kim et al. 2017): a point for every event, told on x and happened on y, joined as they are told.

use std::collections::BTreeMap;

use egui::emath::{GuiRounding, Pos2, Rect, pos2, vec2};
use egui::epaint::TextShape;
use egui::{Align2, CursorIcon, PointerButton, Response, RichText, Sense, Stroke, Ui};
use egui_plot::{Axis, Line, PlotPoint, PlotPoints, PlotTransform, Points, Span};

use super::parts::{described, has_room, nothing, on_ground, show};
use super::{ChartContext, ChartResponse};
use crate::analysis::curve::Curve;
use crate::layout::scene::Emphasis;
use crate::story::id::EventId;
use crate::story::order::Order;
use crate::story::words::number;
use crate::theme::{Theme, Weight, mix};

/// The margin at the left, for the words of the axis.
const LEFT: f32 = 30.0;
/// The margin below, for the words of the axis.
const BELOW: f32 = 24.0;
/// The margin around the points.
const AROUND: f32 = 10.0;

/// A number shown beside the curve.
#[derive(Clone, Debug)]
pub struct Figure<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its value, or the least and the greatest that it can have.
    pub value: String,
    /// Its meaning, for the tooltip.
    pub explains: &'a str,
}

/// The events that stand out.
pub struct Spotlight<'a> {
    /// The selected one.
    pub selected: Option<EventId>,
    /// The one under the pointer, here or on the timeline.
    pub hovered: Option<EventId>,
    /// The emphasis of an event. With thousands of events, only one of a few neighbours in the telling is asked for.
    pub emphasis: &'a dyn Fn(EventId) -> Emphasis,
}

/// Draws the curve into `rect`. Dragging brushes a range of the order shown: along x in the telling, along y in the
/// happening.
pub fn curve_ui(
    ui: &mut Ui,
    rect: Rect,
    curve: &Curve,
    figures: &[Figure<'_>],
    spotlight: &Spotlight<'_>,
    context: &ChartContext<'_>,
) -> ChartResponse {
    if !has_room(rect) {
        return ChartResponse::default();
    }
    let theme = context.theme;
    let count = curve.told().len();
    if count < 2 {
        return nothing(ui, rect, theme, "curve", "A story of a single event has but one order.");
    }
    let frame = Rect::from_min_max(rect.min + vec2(LEFT, AROUND), rect.max - vec2(AROUND, BELOW)).round_ui();
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 0.0, theme.ground);
    axes(ui, rect, frame, theme);
    let shapes = Shapes::new(curve, spotlight, context, frame.width());
    let radius = shapes.radius;
    let [x, y] = [frame.width(), frame.height()].map(|room| bounds(count, room));
    let transform = show(ui, frame, "curve", x, y, move |plot| shapes.add_to(plot));
    let at = |id: EventId| {
        let event = context.story.event(id);
        transform.position_from_point(&PlotPoint::new(f64::from(event.told) + 1.0, curve.rank(id) as f64 + 1.0))
    };
    let ringed = [(spotlight.hovered, mix(theme.ground, theme.text, 0.65)), (spotlight.selected, theme.text)];
    for (id, colour) in ringed {
        if let Some(id) = id.filter(|id| id.index() < count) {
            painter.circle_filled(at(id), radius + 0.8, theme.hue(context.story.event(id).thread.index()));
            painter.circle_stroke(at(id), radius + 3.0, Stroke::new(1.5, colour));
        }
    }
    let response = described(ui, rect, "curve", Sense::CLICK | Sense::DRAG, &summary(count, figures));
    let acted = acted(ui, &response, &transform, curve, context);
    figures_ui(ui, frame, figures, free_corner(curve, frame), theme);
    acted
}

/// The bounds of an axis of `count` places in `room` points, with a margin for the points at both ends.
fn bounds(count: usize, room: f32) -> [f64; 2] {
    let pad = (7.0 / f64::from((room - 14.0).max(1.0))) * (count as f64 - 1.0);
    [1.0 - pad, count as f64 + pad]
}

/// The items of the plot.
struct Shapes {
    line: Vec<[f64; 2]>,
    line_stroke: Stroke,
    /// By emphasis and hue: emphasised points come last, on top of the others.
    points: BTreeMap<(Emphasis, usize), Vec<[f64; 2]>>,
    radius: f32,
    band: Option<Span>,
    theme: Theme,
}

impl Shapes {
    fn new(curve: &Curve, spotlight: &Spotlight<'_>, context: &ChartContext<'_>, width: f32) -> Self {
        let ChartContext { story, theme, .. } = *context;
        let mut line = Vec::with_capacity(curve.columns().len());
        let mut points: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for column in curve.columns() {
            let at = |rank: usize| [column.told as f64 + 1.0, rank as f64 + 1.0];
            let [least, greatest] = column.ranks;
            line.push(at(least));
            if greatest > least {
                line.push(at(greatest));
            }
            let own = at(curve.rank(column.event));
            let (emphasis, hue) = ((spotlight.emphasis)(column.event), story.event(column.event).thread.index());
            points.entry((emphasis, hue)).or_default().push(own);
        }
        let apart = width / curve.columns().len().max(1) as f32;
        Self {
            line,
            line_stroke: Stroke::new(1.2, mix(theme.ground, theme.muted, if theme.dark { 0.42 } else { 0.5 })),
            points,
            radius: (apart * 0.32).clamp(1.5, 4.0),
            band: band(curve, context),
            theme: theme.clone(),
        }
    }

    fn add_to(self, plot: &mut egui_plot::PlotUi<'_>) {
        if let Some(band) = self.band {
            plot.span(band);
        }
        plot.add(Line::new("", PlotPoints::from(self.line)).stroke(self.line_stroke));
        for ((emphasis, hue), points) in self.points {
            let colour = match emphasis {
                Emphasis::Dim => mix(self.theme.ground, self.theme.hue(hue), 0.32),
                _ => self.theme.hue(hue),
            };
            let larger = f32::from(u8::from(matches!(emphasis, Emphasis::Highlighted | Emphasis::Selected))) * 0.8;
            plot.add(Points::new("", PlotPoints::from(points)).color(colour).radius(self.radius + larger));
        }
    }
}

/// A band over the part of the story that the timeline shows; `None` if it shows all.
fn band(curve: &Curve, context: &ChartContext<'_>) -> Option<Span> {
    let [from, to] = curve.places(context.story, context.order, context.window);
    let count = curve.told().len() as f64;
    if from <= 0.0 && to >= count {
        return None;
    }
    // Place 0 lies at 1, and an event extends half a step on either side.
    let [from, to] = [from, to].map(|place| (place + 0.5).clamp(-count, 2.0 * count));
    let span = Span::new("", from..=to).axis(match context.order {
        Order::Happening => Axis::Y,
        Order::Telling => Axis::X,
    });
    let accent = context.theme.accent;
    Some(span.fill(accent.gamma_multiply(0.12)).border(Stroke::new(1.0, accent.gamma_multiply(0.5))))
}

/// The two axes as thin lines with their meaning beside them.
fn axes(ui: &Ui, rect: Rect, frame: Rect, theme: &Theme) {
    let painter = ui.painter_at(rect);
    let line = Stroke::new(1.0, theme.grid(true));
    painter.hline(frame.x_range(), frame.max.y, line);
    painter.vline(frame.min.x, frame.y_range(), line);
    // The line of a story that is told as it happens.
    let inside = frame.shrink(7.0);
    painter.extend(egui::Shape::dashed_line(&[inside.left_bottom(), inside.right_top()], line, 4.0, 4.0));
    let font = Weight::Regular.font(11.0);
    let below = pos2(frame.center().x, rect.max.y - 11.0);
    painter.text(below, Align2::CENTER_CENTER, "told first → last", font.clone(), theme.faint);
    let galley = painter.layout_no_wrap("happens first → last".to_owned(), font, theme.faint);
    if galley.size().x <= rect.height() - 6.0 {
        let half = galley.size() / 2.0;
        let corner = pos2(rect.min.x + 14.0 - half.y, frame.center().y.max(rect.min.y + half.x + 3.0) + half.x);
        let corner = pos2(corner.x, corner.y.min(rect.max.y - 3.0));
        let upright = TextShape::new(corner, galley, theme.faint).with_angle(-std::f32::consts::FRAC_PI_2);
        painter.add(upright);
    }
}

/// The size of the figures, in points.
const FIGURES: [f32; 2] = [165.0, 44.0];
/// The most points examined to find a free corner.
const MAX_EXAMINED: usize = 200;

/// The corner with the fewest points, as two flags: whether it is at the right, and whether at the bottom. In a story
/// that is told as it happens, it is the upper left.
fn free_corner(curve: &Curve, frame: Rect) -> [bool; 2] {
    let told = curve.told();
    let count = told.len().max(1);
    let [wide, high] = [FIGURES[0] / frame.width().max(1.0), FIGURES[1] / frame.height().max(1.0)];
    let within = (wide * count as f32).ceil() as usize;
    let step = (within / MAX_EXAMINED).max(1);
    let crowd = |[right, bottom]: [bool; 2]| {
        let events: Box<dyn Iterator<Item = &EventId>> =
            if right { Box::new(told.iter().rev()) } else { Box::new(told.iter()) };
        let high_up = |id: &&EventId| {
            let share = curve.rank(**id) as f32 / count as f32;
            if bottom { share < high } else { share > 1.0 - high }
        };
        events.take(within).step_by(step).filter(high_up).count()
    };
    let corners = [[false, false], [true, true], [false, true], [true, false]];
    corners.into_iter().min_by_key(|&corner| crowd(corner)).unwrap_or_default()
}

/// The figures, in a corner.
fn figures_ui(ui: &Ui, frame: Rect, figures: &[Figure<'_>], [right, bottom]: [bool; 2], theme: &Theme) {
    let painter = ui.painter_at(frame);
    let top = if bottom { frame.max.y - 4.0 - figures.len() as f32 * 18.0 } else { frame.min.y + 8.0 };
    let left = if right { frame.max.x - FIGURES[0] } else { frame.min.x + 10.0 };
    for (row, figure) in figures.iter().enumerate() {
        let at = pos2(left, top + row as f32 * 18.0);
        let value = &figure.value;
        let number = on_ground(&painter, theme, at, Align2::LEFT_CENTER, value, 12.0, theme.text);
        let name = pos2(number.max.x + 6.0, at.y);
        let name = on_ground(&painter, theme, name, Align2::LEFT_CENTER, figure.name, 11.0, theme.muted);
        let rect = number.union(name).expand2(vec2(4.0, 2.0));
        let says = format!("{} {value}. {}", figure.name, figure.explains);
        described(ui, rect, figure.name, Sense::hover(), &says).on_hover_ui(|ui| {
            ui.set_max_width(300.0);
            ui.spacing_mut().item_spacing.y = 3.0;
            let title = format!("{} {value}", figure.name);
            ui.label(RichText::new(title).font(Weight::SemiBold.font(13.0)).color(theme.text));
            ui.label(RichText::new(figure.explains).size(12.5).color(theme.text));
        });
    }
}

fn acted(
    ui: &Ui,
    response: &Response,
    transform: &PlotTransform,
    curve: &Curve,
    context: &ChartContext<'_>,
) -> ChartResponse {
    let mut acted = ChartResponse::default();
    let story = context.story;
    let reach = 7.0 + ui.style().interaction.interact_radius;
    let near = |at: Pos2| nearest(at, reach, transform, curve);
    // The place, from 0, at a point of the screen, on the axis of the order shown.
    let place = |at: Pos2| {
        let value = transform.value_from_position(at);
        match context.order {
            Order::Happening => value.y - 0.5,
            Order::Telling => value.x - 0.5,
        }
    };
    let count = curve.told().len() as f64;
    if response.dragged_by(PointerButton::Primary)
        && let Some(now) = response.interact_pointer_pos()
    {
        let origin = ui.input(|input| input.pointer.press_origin()).unwrap_or(now);
        let [a, b] = [place(origin), place(now)].map(|place| place.clamp(0.0, count));
        // Every event that the brush touches is included.
        let stretch = [a.min(b).floor(), a.max(b).ceil()];
        acted.brushed = Some(curve.ticks(story, context.order, stretch)).filter(|_| stretch[1] > stretch[0]);
        let along = context.order == Order::Happening;
        ui.ctx().set_cursor_icon(if along { CursorIcon::ResizeVertical } else { CursorIcon::ResizeHorizontal });
        return acted;
    }
    let Some(pointer) = response.hover_pos() else { return acted };
    acted.hovered = near(pointer);
    if let Some(id) = acted.hovered {
        acted.hover_at = Some(context.order.span(story, id).start().0 as f64);
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        response.clone().on_hover_ui_at_pointer(|ui| event_ui(ui, id, curve, context));
    }
    if response.clicked() {
        acted.clicked = response.interact_pointer_pos().and_then(near);
        if acted.clicked.is_none() {
            let at = place(pointer).clamp(0.0, count - 1.0).floor();
            acted.clicked_at = Some(curve.ticks(story, context.order, [at, at + 1.0])[0]);
        }
    }
    acted
}

/// The tooltip of an event: its title, its thread, and its place in both orders.
fn event_ui(ui: &mut Ui, id: EventId, curve: &Curve, context: &ChartContext<'_>) {
    let (story, theme) = (context.story, context.theme);
    let event = story.event(id);
    ui.set_max_width(300.0);
    ui.spacing_mut().item_spacing.y = 3.0;
    ui.label(RichText::new(event.title).font(Weight::SemiBold.font(13.0)).color(theme.text));
    let places = format!(
        "{} · told {} of {n}, {} {} of {n}",
        story.thread(event.thread).title,
        number(event.told as usize + 1),
        if curve.telling().ordered.is_whole { "happens" } else { "drawn as" },
        number(curve.rank(id) + 1),
        n = number(curve.told().len()),
    );
    ui.label(RichText::new(places).size(12.0).color(theme.muted));
}

/// The event whose point is nearest to `at`, within `reach`. Examines only the events told near there.
fn nearest(at: Pos2, reach: f32, transform: &PlotTransform, curve: &Curve) -> Option<EventId> {
    let told = |x: f32| transform.value_from_position(pos2(x, at.y)).x - 1.0;
    let from = (told(at.x - reach).ceil().max(0.0) as usize).min(curve.told().len());
    let to = ((told(at.x + reach).floor() + 1.0).max(0.0) as usize).clamp(from, curve.told().len());
    let distance = |(told, id): (usize, &EventId)| {
        let point = PlotPoint::new(told as f64 + 1.0, curve.rank(*id) as f64 + 1.0);
        (transform.position_from_point(&point).distance_sq(at), *id)
    };
    let candidates = (from..).zip(&curve.told()[from..to]).map(distance);
    let closest = candidates.min_by(|a, b| a.0.total_cmp(&b.0))?;
    (closest.0 <= reach * reach).then_some(closest.1)
}

fn summary(count: usize, figures: &[Figure<'_>]) -> String {
    let figures = figures.iter().map(|figure| format!("{} {}", figure.name.to_lowercase(), figure.value));
    let says: Vec<String> = std::iter::once(format!("Story curve: {} events", number(count))).chain(figures).collect();
    says.join(", ")
}
