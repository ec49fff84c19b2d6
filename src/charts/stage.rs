//! On stage: how many threads are active and how many characters take part in each stretch, as two stepped lines.

use egui::emath::{Rect, pos2};
use egui::{Align2, Color32, Ui};
use egui_plot::{FilledArea, Line, PlotPoints};

use super::frame::{Frame, least_stretch, stretches, x_of};
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
    /// One of what is counted.
    noun: &'static str,
    /// What is true of those that count.
    are: &'static str,
    colour: Color32,
    count: fn(&Stretch) -> usize,
}

/// Draws who is on stage in the setting's window into `rect`, with its x axis over all of it.
pub fn stage_ui(ui: &mut Ui, rect: Rect, pacing: &Pacing, setting: &ChartContext<'_>) -> ChartResponse {
    if !has_room(rect) {
        return ChartResponse::default();
    }
    let scale = Scale { window: setting.window, x: rect.x_range() };
    let (window, count) = stretches(scale, least_stretch(setting));
    let stretches = pacing.stretches(window, count);
    let theme = setting.theme;
    let mut lines = vec![Stepped {
        noun: "thread",
        are: "active",
        colour: mix(theme.ground, theme.muted, 0.9),
        count: |at| at.threads,
    }];
    if !setting.story.characters.is_empty() {
        let colour = theme.accent;
        lines.push(Stepped { noun: "character", are: "on stage", colour, count: |at| at.characters });
    }
    let peak = lines.iter().flat_map(|line| stretches.iter().map(line.count)).max().unwrap_or(0);
    let frame = Frame::new(ui, rect, setting, peak);
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
        if lines.len() > 1 { format!("{threads} · {} on stage", number(now.characters)) } else { threads }
    });
    let most = |line: &Stepped| stretches.iter().map(line.count).max().unwrap_or(0);
    let said: Vec<String> =
        lines.iter().map(|line| format!("at most {} {}", plural(most(line), line.noun), line.are)).collect();
    frame.acted(ui, "stage", &format!("On stage: {}", said.join(", ")))
}

/// The corners of a line that is level in every stretch.
fn steps(stretches: &[Stretch], count: fn(&Stretch) -> usize) -> Vec<[f64; 2]> {
    let level = |stretch: &Stretch| stretch.ticks.map(|at| [at, count(stretch) as f64]);
    stretches.iter().flat_map(level).collect()
}

/// Says at the right end of each line what it is: over its last stretch that is not empty and is wholly in sight.
fn labels(ui: &Ui, frame: &Frame<'_>, lines: &[Stepped], stretches: &[Stretch]) {
    let theme = frame.setting.theme;
    let painter = ui.painter_at(frame.rect);
    let mut placed: Vec<(f32, f32, &Stepped)> = lines
        .iter()
        .filter_map(|line| {
            let last = stretches.iter().rev().find(|stretch| (line.count)(stretch) > 0)?;
            let x = x_of(frame.scale, last.ticks).max.min(frame.rect.max.x - 8.0);
            let y = frame.y((line.count)(last) as f64);
            // Below the line where there is no room above it.
            let above = y - 9.0 >= frame.rect.min.y + 8.0;
            Some((x, if above { y - 9.0 } else { y + 10.0 }, line))
        })
        .collect();
    placed.sort_by(|a, b| b.1.total_cmp(&a.1));
    // From the lowest upwards, each clear of the one below it.
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
