//! The card with the mistakes in a file.

use std::cmp::Reverse;

use egui::{Frame, Label, RichText, ScrollArea, Ui};

use crate::story::problem::{Problem, Severity};
use crate::story::words::number;
use crate::theme::Theme;
use crate::ui::widgets::kit::main_button;

/// The mistakes that were found in a file, and the notes on it.
pub(super) struct Found<'a> {
    /// The name of the file.
    pub(super) name: &'a str,
    pub(super) problems: &'a [Problem],
    /// Whether the rest of the file is what the window shows.
    pub(super) is_shown: bool,
}

/// Shows the mistakes, then the notes, in a list of at most so many points; returns whether the card is done.
pub(super) fn mistakes_ui(ui: &mut Ui, theme: &Theme, found: &Found<'_>, most_height: f32) -> bool {
    let mut problems: Vec<&Problem> = found.problems.iter().collect();
    problems.sort_by_key(|problem| Reverse(problem.severity));
    let mistakes = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    let count = if mistakes == 1 { "one mistake".to_owned() } else { format!("{} mistakes", number(mistakes)) };
    let rest = if found.is_shown { "Everything else is shown." } else { "What was open stays open." };
    let text = format!("{} has {count}. {rest}", shortened(found.name));
    ui.add(Label::new(RichText::new(text).color(theme.muted)).wrap());
    ScrollArea::vertical().max_height(most_height.max(80.0)).auto_shrink([false, true]).show(ui, |ui| {
        for problem in &problems {
            Frame::new().fill(theme.raised).corner_radius(8).inner_margin(10).show(ui, |ui| {
                ui.set_min_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 3.0;
                problem_ui(ui, theme, problem);
            });
        }
    });
    let mut done = false;
    ui.horizontal(|ui| {
        done = main_button(ui, theme, "Close").clicked();
        if ui.button("Copy all").on_hover_text("Copy the mistakes as text").clicked() {
            let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
            ui.ctx().copy_text(lines.join("\n"));
        }
    });
    done
}

/// One mistake or note: its place, and what it says.
fn problem_ui(ui: &mut Ui, theme: &Theme, problem: &Problem) {
    let place = match (problem.line, problem.column) {
        (Some(line), Some(column)) => format!("line {line}, column {column}"),
        _ => String::new(),
    };
    let place: Vec<&str> =
        [place.as_str(), problem.path.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
    let (mark, ink) = match problem.severity {
        Severity::Error => (theme.error, theme.text),
        Severity::Note => (theme.muted, theme.muted),
    };
    if !place.is_empty() {
        ui.label(RichText::new(place.join(" · ")).size(12.0).color(mark));
    }
    ui.add(Label::new(RichText::new(&problem.message).color(ink)).wrap());
}

/// A name of any length, shortened in its middle to about 110 letters.
fn shortened(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    if letters.len() <= 120 {
        return name.to_owned();
    }
    let part = |letters: &[char]| letters.iter().collect::<String>();
    format!("{}…{}", part(&letters[..60]), part(&letters[letters.len() - 50..]))
}
