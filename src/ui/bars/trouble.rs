//! The bar that says why the open file is not shown as it is on the disk: gone, or saved with mistakes.

use std::path::Path;
use std::time::Duration;

use egui::Ui;

use super::bar::{Bar, bar_ui};
use super::context::Context;
use crate::story::problem::{Problem, Severity};
use crate::story::words::number;
use crate::ui::request::Request;
use crate::ui::session::trouble::TroubleKind;
use crate::ui::widgets::icons::Icon;
use crate::ui::widgets::kit::icon_button;

/// How long the bar waits for a better save, in seconds: many programs write a file in several steps.
const PATIENCE: f64 = 0.4;

/// Shows the bar, if something keeps the file from being shown as it is and the bar was not closed.
pub(super) fn trouble_ui(ui: &mut Ui, cx: &Context<'_>, requests: &mut Vec<Request>) {
    let Some(trouble) = cx.trouble.filter(|trouble| !trouble.is_closed) else { return };
    let waited = ui.input(|input| input.time) - trouble.since;
    if waited < PATIENCE {
        ui.ctx().request_repaint_after(Duration::from_secs_f64(PATIENCE - waited));
        return;
    }
    let name = cx.source.name();
    let short = Path::new(&name).file_name().map_or_else(|| name.clone(), |it| it.display().to_string());
    let (text, more, failed) = match &trouble.kind {
        TroubleKind::Gone => (
            format!("{short} is gone or out of reach. The last version read stays open."),
            format!("{name} is read again as soon as it is there."),
            true,
        ),
        TroubleKind::Diverged => (
            format!("{short} was saved by another program, and you have changed the same things."),
            "Both versions are there until you decide.".to_owned(),
            true,
        ),
        TroubleKind::Unreadable(problems) => (
            format!("{short} cannot be read as it was saved: {}", first(problems)),
            "The last version that could be read stays open.".to_owned(),
            true,
        ),
        TroubleKind::Contradictory(problems) => (
            format!("{short} contradicts itself as it was saved: {}", first(problems)),
            "The last version without a contradiction stays open.".to_owned(),
            true,
        ),
        TroubleKind::Mistakes(problems) => (mistakes(&short, problems), String::new(), false),
    };
    let more = format!("{text}\n{more}");
    let bar = Bar { name: "The open file", text: &text, more: more.trim_end(), failed };
    bar_ui(ui, cx.theme, &bar, |ui| {
        // From right to left.
        if icon_button(ui, cx.theme, Icon::Close, "Close until the next save", true).clicked() {
            requests.push(Request::DismissTrouble);
        }
        if matches!(trouble.kind, TroubleKind::Diverged) && ui.button("Decide…").clicked() {
            requests.push(Request::ShowConflicts);
        }
        let Some((problems, _)) = trouble.problems() else { return };
        let button =
            if problems.len() == 1 { "Show it".to_owned() } else { format!("Show all {}", number(problems.len())) };
        if ui.button(button).clicked() {
            requests.push(Request::ShowMistakes);
        }
    });
}

/// Says how many mistakes a story has that is shown without them, and of a single one which.
fn mistakes(name: &str, problems: &[Problem]) -> String {
    match problems.iter().filter(|problem| problem.severity == Severity::Error).count() {
        1 => format!("{name} has one mistake; everything else is shown. {}", capitalised(&first(problems))),
        count => format!("{name} has {} mistakes; everything else is shown.", number(count)),
    }
}

/// The same with a capital letter at its start.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The first error, with its line and column.
fn first(problems: &[Problem]) -> String {
    let error = problems.iter().find(|problem| problem.severity == Severity::Error).or(problems.first());
    let Some(error) = error else { return String::new() };
    match (error.line, error.column) {
        (Some(line), Some(column)) => format!("line {line}, column {column}: {}", error.message),
        _ => error.message.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Problem, Severity, first, mistakes};

    fn problem(severity: Severity, line: Option<u32>) -> Problem {
        let message = "unknown thread".to_owned();
        Problem { severity, code: "x", message, path: String::new(), line, column: line.map(|_| 7) }
    }

    #[test]
    fn the_first_error_is_named_with_its_place() {
        let (note, error) = (problem(Severity::Note, Some(1)), problem(Severity::Error, Some(3)));
        assert_eq!(first(&[note.clone(), error]), "line 3, column 7: unknown thread");
        assert_eq!(first(&[problem(Severity::Error, None)]), "unknown thread");
        assert_eq!(first(&[note]), "line 1, column 7: unknown thread");
    }

    #[test]
    fn mistakes_are_counted_without_the_notes_and_a_single_one_is_named() {
        let (note, error) = (problem(Severity::Note, None), problem(Severity::Error, Some(3)));
        let one = "a.json has one mistake; everything else is shown. Line 3, column 7: unknown thread";
        assert_eq!(mistakes("a.json", &[note.clone(), error.clone()]), one);
        let two = "a.json has 2 mistakes; everything else is shown.";
        assert_eq!(mistakes("a.json", &[error.clone(), note, error]), two);
    }
}
