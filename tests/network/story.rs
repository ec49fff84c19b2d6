//! Stories' times in a line of text, so that tests read as tables: `A; B after A; C during B, lasts 3; D at 5`.

use plotlanes::story::When;
use plotlanes::story::id::EventId;
use plotlanes::story::place::{Contradiction, Placed, place};
use plotlanes::story::relation::Relation;
use plotlanes::time::{Moment, Span};

/// The events' titles and statements.
pub(crate) fn parse(text: &str) -> (Vec<String>, Vec<When>) {
    let lines: Vec<_> = text.split(';').map(|line| line.trim().split_once(' ').unwrap_or((line.trim(), ""))).collect();
    let titles: Vec<String> = lines.iter().map(|&(title, _)| title.to_owned()).collect();
    let id = |name: &str| EventId(titles.iter().position(|title| title == name).expect("a known event") as u32);
    let when = |said: &str| {
        let mut when = When::default();
        for part in said.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let (key, value) = part.split_once(' ').expect("a key and a value");
            let number = || match value {
                "first" => i64::MIN,
                "last" => i64::MAX,
                _ => value.parse().expect("a number"),
            };
            match key {
                "at" => when.at = Some(Moment(number())),
                "from" => when.from = Some(Moment(number())),
                "to" => when.to = Some(Moment(number())),
                "lasts" => when.lasts = Some(number()),
                "follows" => when.follows = Some(id(value)),
                _ => when.relations.push((Relation::from_name(key).expect("a relation"), id(value))),
            }
        }
        when
    };
    let whens = lines.iter().map(|&(_, said)| when(said)).collect();
    (titles, whens)
}

/// The result of placing it as a story without a clock.
pub(crate) fn placed(text: &str) -> Result<Vec<Placed>, Contradiction> {
    place(&parse(text).1)
}

/// Spans as `A 0..1; B 2..3`, moments as `C 5`.
pub(crate) fn show(titles: &[String], spans: impl Iterator<Item = Span>) -> String {
    let show = |(title, span): (&String, Span)| match (span.start().0, span.end().0) {
        (start, end) if start == end => format!("{title} {start}"),
        (start, end) => format!("{title} {start}..{end}"),
    };
    titles.iter().zip(spans).map(show).collect::<Vec<_>>().join("; ")
}
