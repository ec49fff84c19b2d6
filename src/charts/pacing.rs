//! Pacing: the events under way in each stretch of the window, stacked by thread.

use egui::Ui;
use egui::emath::Rect;
use egui_plot::{FilledArea, Line, PlotPoints};

use super::frame::{Frame, least_stretch, stretches};
use super::parts::has_room;
use super::{ChartContext, ChartResponse};
use crate::analysis::pacing::{Pacing, Stretch};
use crate::story::id::ThreadId;
use crate::story::words::number;
use crate::theme::mix;
use crate::time::scale::Scale;
use crate::time::window::Window;

/// The number of line segments from the middle of one stretch to the middle of the next.
const PIECES: usize = 6;

/// Draws the pacing of the context's window into the whole width of `rect`: `threads` from the base line upwards, each
/// in its lane's hue. In the middle of a stretch, the thickness of a thread is its number of events under way; between
/// the middles it changes smoothly.
pub fn pacing_ui(
    ui: &mut Ui,
    rect: Rect,
    pacing: &Pacing,
    threads: &[ThreadId],
    context: &ChartContext<'_>,
) -> ChartResponse {
    if !has_room(rect) {
        return ChartResponse::default();
    }
    let scale = Scale { window: context.window, x: rect.x_range() };
    let (window, count) = stretches(scale, least_stretch(context));
    // One more stretch on either side, so that the layers reach the edges.
    let each = window.length() / count as f64;
    let wider = Window::new(window.start() - each, window.length() + 2.0 * each);
    let stretches = pacing.stretches(wider, count + 2);
    // Of equal ones, the first.
    let peak = stretches.iter().rev().max_by_key(|stretch| stretch.events());
    let frame = Frame::new(ui, rect, context, peak.map_or(0, Stretch::events));
    let layers = layers(&stretches, &pacing.layered(threads));
    let theme = context.theme;
    frame.plot(ui, "pacing", move |plot| {
        for layer in &layers {
            let fill = mix(theme.ground, theme.hue(layer.hue), if theme.dark { 0.68 } else { 0.6 });
            plot.add(FilledArea::new("", &layer.x, &layer.low, &layer.high).fill_color(fill));
        }
        for layer in &layers {
            let edge = mix(theme.ground, theme.hue(layer.hue), if theme.dark { 0.86 } else { 0.8 });
            for line in layer.edges() {
                plot.add(Line::new("", line).color(edge).width(1.0));
            }
        }
    });
    frame.numbers(ui);
    frame.hairline(ui, |at| {
        let now = stretches.iter().find(|stretch| at < stretch.ticks[1]);
        let [events, people] = now.map_or([0, 0], |stretch| [stretch.events(), stretch.characters]).map(number);
        let drawn = as_drawn(pacing);
        if context.story.characters.is_empty() {
            format!("{events} under way{drawn}")
        } else {
            format!("{events} under way · {people} on stage{drawn}")
        }
    });
    frame.acted(ui, "pacing", &summary(pacing, peak, context))
}

/// One thread's layer of the stack.
struct Layer {
    hue: usize,
    x: Vec<f64>,
    low: Vec<f64>,
    high: Vec<f64>,
}

impl Layer {
    /// Its upper edge, as a line for each part that has any thickness.
    fn edges(&self) -> Vec<PlotPoints<'static>> {
        let at: Vec<usize> = (0..self.x.len()).collect();
        let thick = |at: usize| self.high[at] - self.low[at] > 1e-9;
        let pieces = at.chunk_by(|&a, &b| thick(a) == thick(b)).filter(|piece| thick(piece[0]));
        pieces.map(|piece| piece.iter().map(|&at| [self.x[at], self.high[at]]).collect()).collect()
    }
}

/// The layers of threads with any events, each on top of those before it.
fn layers(stretches: &[Stretch], threads: &[ThreadId]) -> Vec<Layer> {
    let middle = |stretch: &Stretch| f64::midpoint(stretch.ticks[0], stretch.ticks[1]);
    let ways =
        || stretches.windows(2).flat_map(|pair| (0..PIECES).map(move |piece| (pair, piece as f64 / PIECES as f64)));
    let x: Vec<f64> =
        ways().map(|(pair, share)| middle(&pair[0]) + (middle(&pair[1]) - middle(&pair[0])) * share).collect();
    let mut low = vec![0.0; x.len()];
    let mut layers = Vec::new();
    for thread in threads {
        let count = |stretch: &Stretch| stretch.by_thread.get(thread.index()).copied().unwrap_or(0) as f64;
        if stretches.iter().all(|stretch| count(stretch) <= 0.0) {
            continue;
        }
        // The same easing for all layers keeps them from crossing.
        let ease = |share: f64| share * share * (3.0 - 2.0 * share);
        let thickness = ways().map(|(pair, share)| count(&pair[0]) + (count(&pair[1]) - count(&pair[0])) * ease(share));
        let high: Vec<f64> = low.iter().zip(thickness).map(|(low, thickness)| low + thickness).collect();
        layers.push(Layer { hue: thread.index(), x: x.clone(), low, high: high.clone() });
        low = high;
    }
    layers
}

/// What the counts go by, where that is not what the story says.
pub(super) fn as_drawn(pacing: &Pacing) -> &'static str {
    if pacing.is_as_drawn { ", as drawn" } else { "" }
}

fn summary(pacing: &Pacing, peak: Option<&Stretch>, context: &ChartContext<'_>) -> String {
    let Some(peak) = peak.filter(|peak| peak.events() > 0) else {
        return "Pacing: nothing is under way here".to_owned();
    };
    let at = f64::midpoint(peak.ticks[0], peak.ticks[1]);
    let events = match peak.events() {
        1 => "one event".to_owned(),
        count => format!("{} events", number(count)),
    };
    let around = pacing.around(at).map_or(String::new(), |id| format!(", around “{}”", context.story.event(id).title));
    format!("Pacing: at most {events} in one stretch{around}{}", as_drawn(pacing))
}

#[cfg(test)]
mod tests {
    use super::{Stretch, ThreadId, layers};

    #[test]
    fn layers_are_stacked_and_pass_through_their_counts() {
        let stretch = |at: usize, by_thread: [usize; 3]| Stretch {
            ticks: [at as f64, at as f64 + 1.0],
            by_thread: by_thread.to_vec(),
            threads: 0,
            characters: 0,
        };
        let stretches = [stretch(0, [1, 0, 2]), stretch(1, [3, 0, 0]), stretch(2, [0, 0, 0])];
        let layers = layers(&stretches, &[ThreadId(2), ThreadId(1), ThreadId(0)]);
        assert_eq!(layers.iter().map(|layer| layer.hue).collect::<Vec<_>>(), [2, 0], "thread 1 has nothing to show");
        assert_eq!(layers[0].high, layers[1].low);
        for layer in &layers {
            assert!(layer.low.iter().zip(&layer.high).all(|(low, high)| low <= high));
        }
        let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-9, "{a} is not {b}");
        near(layers[1].x[0], 0.5);
        near(layers[1].high[0], 3.0);
        near(layers[1].x[super::PIECES], 1.5);
        near(layers[1].high[super::PIECES], 3.0);
        near(layers[0].high[super::PIECES], 0.0);
        assert_eq!(layers[0].edges().len(), 1);
    }
}
