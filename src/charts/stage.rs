//! On stage: the active threads and the characters taking part in each stretch, as two stepped lines.

use egui::emath::{Rect, pos2};
use egui::{Align2, Color32, Ui};
use egui_plot::{FilledArea, Line, PlotPoints};

use super::frame::{Frame, least_stretch, stretches, x_of};
use super::pacing::as_drawn;
use super::parts::{has_room, on_ground};
use super::{ChartContext, ChartResponse};
use crate::analysis::pacing::{Pacing, Stretch};
use crate::story::words::{counted, number};
use crate::theme::mix;
use crate::time::scale::Scale;

/// The least distance between the two labels, in points.
const APART: f32 = 15.0;

/// One of the two lines.
struct Stepped {
    /// The noun for one of those counted.
    noun: &'static str,
    /// The predicate: active, on stage.
    are: &'static str,
    colour: Color32,
    count: fn(&Stretch) -> usize,
}

/// Draws the two lines for the context's window into the whole width of `rect`.
pub fn stage_ui(ui: &mut Ui, rect: Rect, pacing: &Pacing, context: &ChartContext<'_>) -> ChartResponse {
    if !has_room(rect) {
        return ChartResponse::default();
    }
    let scale = Scale { window: context.window, x: rect.x_range() };
    let (window, count) = stretches(scale, least_stretch(context));
    let stretches = pacing.stretches(window, count);
    let theme = context.theme;
    let mut lines = vec![Stepped {
        noun: "thread",
        are: "active",
        colour: mix(theme.ground, theme.muted, 0.9),
        count: |at| at.threads,
    }];
    if !context.story.characters.is_empty() {
        let colour = theme.accent;
        lines.push(Stepped { noun: "character", are: "on stage", colour, count: |at| at.characters });
    }
    let peak = lines.iter().flat_map(|line| stretches.iter().map(line.count)).max().unwrap_or(0);
    let frame = Frame::new(ui, rect, context, peak);
    let drawn: Vec<(Vec<[f64; 2]>, Color32)> =
        lines.iter().rev().map(|line| (steps(&stretches, line.count), line.colour)).collect();
    frame.plot(ui, "stage", move |plot| {
        for (steps, colour) in drawn {
            let (x, high): (Vec<f64>, Vec<f64>) = steps.iter().map(|&[x, y]| (x, y)).unzip();
            let wash = colour.gamma_multiply(0.13);
            plot.add(FilledArea::new("", &x, &vec![0.0; x.len()], &high).fill_color(wash));
            plot.add(Line::new("", PlotPoints::from(steps)).color(colour).width(1.6).allow_band(false));
        }
    });
    frame.numbers(ui);
    labels(ui, &frame, &lines, &stretches);
    frame.hairline(ui, |at| {
        let Some(now) = stretches.iter().find(|stretch| at < stretch.ticks[1]) else { return "nothing".to_owned() };
        let threads = format!("{} active", plural(now.threads, "thread"));
        let drawn = as_drawn(pacing);
        if lines.len() > 1 {
            format!("{threads} · {} on stage{drawn}", number(now.characters))
        } else {
            format!("{threads}{drawn}")
        }
    });
    let most = |line: &Stepped| stretches.iter().map(line.count).max().unwrap_or(0);
    let said: Vec<String> =
        lines.iter().map(|line| format!("at most {} {}", plural(most(line), line.noun), line.are)).collect();
    frame.acted(ui, "stage", &format!("On stage: {}{}", said.join(", "), as_drawn(pacing)))
}

/// The corners of a stepped line.
fn steps(stretches: &[Stretch], count: fn(&Stretch) -> usize) -> Vec<[f64; 2]> {
    let level = |stretch: &Stretch| stretch.ticks.map(|at| [at, count(stretch) as f64]);
    stretches.iter().flat_map(level).collect()
}

/// Labels each line at its right end: above its last stretch that is not empty.
fn labels(ui: &Ui, frame: &Frame<'_>, lines: &[Stepped], stretches: &[Stretch]) {
    let theme = frame.context.theme;
    let painter = ui.painter_at(frame.rect);
    let mut placed: Vec<(f32, f32, &Stepped)> = lines
        .iter()
        .filter_map(|line| {
            let last = stretches.iter().rev().find(|stretch| (line.count)(stretch) > 0)?;
            let x = x_of(frame.scale, last.ticks).max.min(frame.rect.max.x - 8.0);
            let y = frame.y((line.count)(last) as f64);
            // Below the line if there is no room above it.
            let above = y - 9.0 >= frame.rect.min.y + 8.0;
            Some((x, if above { y - 9.0 } else { y + 10.0 }, line))
        })
        .collect();
    placed.sort_by(|a, b| b.1.total_cmp(&a.1));
    // From the lowest up, each clear of the one below it.
    let mut above = frame.plot.max.y - 8.0;
    for (x, y, line) in placed {
        let y = y.min(above);
        above = y - APART;
        let says = format!("{}s {}", line.noun, line.are);
        on_ground(&painter, theme, pos2(x, y), Align2::RIGHT_CENTER, &says, 11.0, line.colour);
    }
}

/// `1 thread`, `2 threads`.
fn plural(count: usize, noun: &str) -> String {
    counted(count, noun, &format!("{noun}s"))
}
