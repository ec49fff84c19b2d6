//! The slow path: checks a text that the fast path refused against the table of fields, so that all mistakes are found
//! at once. Each mistake is reported and removed from the text, which the fast path can then read.

use super::report::Report;
use crate::document::check::{Checker, Mistake};
use crate::story::problem::quoted;
use crate::story::scheduler::{Part, Scheduler};
use crate::text::path::Path;
use crate::text::raw::Kind;

/// The number of events read between two yields.
const YIELD_EVERY: usize = 1000;

/// The JSON text without everything that cannot be read as a story.
pub(super) async fn readable<S: Scheduler>(
    text: &str,
    report: &mut Report,
    part: &Part,
    scheduler: &S,
) -> Result<String, S::Stop> {
    let mut report = |mistake: Mistake<'_>, at: &Path<'_>, offset| report_mistake(report, &mistake, at, offset);
    let mut checker = Checker::new(text, &mut report);
    let events = checker.story();
    for (index, &event) in events.iter().enumerate() {
        checker.event(index, event);
        if index % YIELD_EVERY == YIELD_EVERY - 1 {
            part.yield_at(scheduler, index, events.len()).await?;
        }
    }
    Ok(checker.finish())
}

/// Reports a mistake in the value at a path. Wrong exact times and facts are reported later, where they are converted.
fn report_mistake(report: &mut Report, mistake: &Mistake, at: &Path, offset: usize) {
    match *mistake {
        Mistake::WrongKind { expected, value } => {
            let found = Kind::of(value);
            let fix = match (expected, found) {
                (_, Kind::Null) => "; leave it out instead".into(),
                ("a text", Kind::Number) => format!("; put it in quotes: {}", quoted(value)),
                ("a number" | "the number 1", Kind::Text) => "; leave out the quotes".into(),
                _ => String::new(),
            };
            report.error(at, "wrong-type", || format!("expected {expected}, found {}{fix}", found.words()));
        }
        Mistake::WrongExact { .. } | Mistake::WrongFact { .. } => {}
        Mistake::TooLarge => {
            report.error(at, "out-of-range", || "this number is too large; use one below 1e308".into());
        }
        Mistake::UnknownWord { what, word, nearest, words } => {
            let fix = nearest.map_or_else(|| format!("it is {}", one_of(words)), did_you_mean);
            report.error(at, "unknown-kind", || format!("unknown {what} {}; {fix}", quoted(word)));
        }
        Mistake::UnknownField { kind, name, nearest, misspells } => {
            report.note_unclear(at);
            if let Some(field) = nearest.filter(|_| misspells) {
                report.suppress(&at.field(field));
            }
            let fields = || kind.fields.iter().map(|field| field.name).collect::<Vec<_>>().join(", ");
            let fix = nearest.map_or_else(|| format!("the fields here are {}", fields()), did_you_mean);
            report.error_at(offset, &at.field(name), "unknown-field", || {
                format!("unknown field {}; {fix}", quoted(name))
            });
        }
        Mistake::Repeated { name } => report.error_at(offset, &at.field(name), "duplicate-field", || {
            format!("field {} is given twice; keep one of the two", quoted(name))
        }),
        Mistake::Missing { kind, field } => {
            report.error_at(offset, at, "missing-field", || {
                format!("missing field {}; every {} has one", quoted(field), kind.word)
            });
            report.suppress(&at.field(field));
        }
    }
}

fn did_you_mean(nearest: &str) -> String {
    format!("did you mean {}?", quoted(nearest))
}

/// The words in quotes, separated by commas and "or".
fn one_of(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}
