//! `plotlanes inspect`: the placed story as a table for people.

use std::io::{self, Write};

use super::args::{Format, Inspect};
use super::outcome::{Failure, Outcome, counted, to_stdout};
use super::{placed, source};
use crate::analysis::telling::Telling;
use crate::export::headless::measure;
use egui::{Vec2, vec2};

use crate::layout::body_size;
use crate::layout::plan::Plan;
use crate::paint::FontMetrics;
use crate::state::arrangement::Arrangement;
use crate::state::lanes::Lineup;
use crate::story::amount::moment_text;
use crate::story::id::EventId;
use crate::story::order::Order;
use crate::story::place::OpenEnd;
use crate::story::relation::End;
use crate::story::{Story, TimeKind};
use crate::time::calendar::AnyCalendar;

/// The size of the timeline that rows are packed for, in points.
const SIZE: Vec2 = vec2(1280.0, 800.0);

pub(super) fn run(args: &Inspect) -> Result<Outcome, Failure> {
    let (story, outcome) = source::story(args.input.story.as_deref())?;
    let plan = measure(|painter| {
        let lineup = Lineup::new(&story, &Arrangement::default(), |_| true);
        Plan::new(&story, &lineup, Order::Happening, body_size(SIZE), &FontMetrics::new(painter))
    });
    let telling = Telling::new(&story);
    to_stdout(|out| match args.format {
        Format::Text => write_text(out, &story, &plan, &telling),
        Format::Json => placed::write_json(out, &story, &plan, &telling),
    })?;
    Ok(outcome)
}

/// The headings of the columns, in the order of [`cells`].
const HEADINGS: [&str; 9] = ["start", "end", "could be", "lane", "row", "told", "thread", "event", "title"];
/// The widest column of names, in characters; a longer name moves only the rest of its own line.
const WIDEST: usize = 28;

fn write_text(out: &mut dyn Write, story: &Story, plan: &Plan, telling: &Telling) -> io::Result<()> {
    let time = match &story.time {
        TimeKind::Order => "times are steps of an order".to_owned(),
        TimeKind::Number { unit, .. } if unit.is_empty() => "times are numbers".to_owned(),
        TimeKind::Number { unit, .. } => format!("times are numbers of one {unit}"),
        TimeKind::Date(dates) if dates.calendar == AnyCalendar::Gregorian => "times are dates".to_owned(),
        TimeKind::Date(_) => "times are dates of the story's own calendar".to_owned(),
    };
    let (events, threads) = (counted(story.events.len(), "event"), counted(story.threads.len(), "thread"));
    writeln!(out, "{}", story.title)?;
    writeln!(out, "{events} in {threads}; {time}")?;
    let ordered = &telling.ordered;
    let drawn = if ordered.is_whole { "" } else { " as drawn" };
    let inversions = ordered.inversions_text();
    writeln!(out, "told with nonlinearity {:.2}{drawn} and inversions {inversions}", telling.nonlinearity)?;
    if let Some(share) = ordered.share_text() {
        writeln!(out, "the story orders {share}")?;
    }
    writeln!(out)?;
    let mut order: Vec<EventId> = story.event_ids().collect();
    order.sort_by_key(|&id| (story.event(id).placed.start(), story.event(id).placed.end(), id));
    let mut widths = HEADINGS.map(str::len);
    for &id in &order {
        for (width, cell) in widths.iter_mut().zip(cells(story, plan, id)) {
            *width = (*width).max(cell.chars().count().min(WIDEST));
        }
    }
    write_row(out, &HEADINGS.map(str::to_owned), &widths)?;
    order.into_iter().try_for_each(|id| write_row(out, &cells(story, plan, id), &widths))
}

fn cells(story: &Story, plan: &Plan, id: EventId) -> [String; HEADINGS.len()] {
    let (event, home) = (story.event(id), plan.position(id).unwrap_or_default());
    let text = |moment| moment_text(&story.time, moment);
    let (first, last) = (event.earliest.start(), event.latest.end());
    let (is_open_before, is_open_behind) = (event.open.start.earliest, event.open.end.latest);
    let is_told = !(event.is_fixed() || is_open_before && is_open_behind);
    let bound = |is_open: bool, moment| if is_open { String::new() } else { text(moment) };
    [
        drawn(story, id, End::Start),
        drawn(story, id, End::Finish),
        if is_told {
            format!("{}..{}", bound(is_open_before, first), bound(is_open_behind, last))
        } else {
            String::new()
        },
        home.lane.to_string(),
        home.row.to_string(),
        (event.told + 1).to_string(),
        story.thread(event.thread).id.clone(),
        event.id.to_owned(),
        event.title.to_owned(),
    ]
}

/// Where an end is drawn, in brackets if that says nothing of the story.
fn drawn(story: &Story, id: EventId, end: End) -> String {
    let event = story.event(id);
    let text = event.drawn_text(&story.time, end);
    let (open, earliest, latest) = match end {
        End::Start => (event.open.start, event.earliest.start(), event.latest.start()),
        End::Finish => (event.open.end, event.earliest.end(), event.latest.end()),
    };
    let is_free = open != OpenEnd::default() || !event.when.is_dated() && earliest != latest;
    if story.time.clock().is_some() && is_free { format!("({text})") } else { text }
}

fn write_row(
    out: &mut dyn Write,
    cells: &[String; HEADINGS.len()],
    widths: &[usize; HEADINGS.len()],
) -> io::Result<()> {
    let padded = cells.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
    writeln!(out, "{}", padded.collect::<Vec<_>>().join("  ").trim_end())
}
