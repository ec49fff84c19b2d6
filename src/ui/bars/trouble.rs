//! The bar that says why the open file is not shown as it is on the disk.

use std::time::Duration;

use egui::Ui;

use super::{Bar, bar_ui};
use crate::story::problem::{Problem, Severity};
use crate::theme::Theme;
use crate::ui::app::App;
use crate::ui::cards::Card;
use crate::ui::session::trouble::What;
use crate::ui::widgets::icons::Icon;
use crate::ui::widgets::kit::icon_button;

/// How long a save that cannot be read must be the last one before that is told, in seconds: many are only half there.
const PATIENCE: f64 = 0.4;

/// Says what keeps the file from being shown as it is, if anything does.
pub(in crate::ui) fn trouble_ui(ui: &mut Ui, app: &mut App, theme: &Theme) {
    let Some(trouble) = app.session.watching.trouble.as_ref().filter(|trouble| !trouble.read) else { return };
    let waited = ui.input(|input| input.time) - trouble.since;
    if waited < PATIENCE {
        ui.ctx().request_repaint_after(Duration::from_secs_f64(PATIENCE - waited));
        return;
    }
    let name = app.session.source.name();
    let short = std::path::Path::new(&name).file_name().map_or_else(|| name.clone(), |it| it.display().to_string());
    let (text, more) = match &trouble.what {
        What::Gone => (
            format!("{short} is gone or out of reach. What was read last stays open."),
            format!("{name} is read again as soon as it is there."),
        ),
        What::Broken(problems) => (
            format!("{short} cannot be read as it was saved: {}", first(problems)),
            "What was read last stays open until a save can be read.".to_owned(),
        ),
    };
    let bar = Bar { name: "The open file", text: &text, more: &format!("{text}\n{more}"), failed: true };
    let (mut away, mut all) = (false, false);
    bar_ui(ui, theme, &bar, |ui| {
        // From right to left.
        away = icon_button(ui, theme, Icon::Close, "Put away until the next save", true).clicked();
        if let What::Broken(problems) = &trouble.what {
            let button =
                if problems.len() == 1 { "Show it".to_owned() } else { format!("Show all {}", problems.len()) };
            all = ui.button(button).clicked();
        }
    });
    let problems = match &trouble.what {
        What::Broken(problems) if all => Some(problems.clone()),
        _ => None,
    };
    if let Some(problems) = problems {
        app.show_card(ui.ctx(), Card::Problems { name, problems });
    }
    if let Some(trouble) = app.session.watching.trouble.as_mut().filter(|_| away) {
        trouble.read = true;
    }
}

/// The first error, with where it is.
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
    use super::{Problem, Severity, first};

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
}
