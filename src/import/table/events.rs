//! The events of a table's rows.

use std::collections::HashMap;

use super::super::draft::{CauseDraft, CiteDraft, Draft, EventDraft, label};
use super::super::grid::Row;
use super::super::{Notes, Options, Unreadable};
use super::clock::{Cells, Clock, Order};
use super::{Field, Table, value};

/// The story of a table.
pub(super) fn draft(table: &Table, options: &Options, notes: Notes) -> Result<Draft, Unreadable> {
    if table.columns.of_field(Field::Title).is_none() {
        let names: Vec<&str> = table.columns.list.iter().map(|(name, _)| name.as_str()).collect();
        let line = table.grid.rows.first().map_or(1, |row| row.line);
        let message = format!(
            "No column is recognised as the titles of events. Say which it is, such as title={}; the columns are {}",
            names.first().unwrap_or(&"Event"),
            names.join(", ")
        );
        return Err(Unreadable::at(line, message));
    }
    let clock = Clock::of(table, options);
    let mut draft = Draft::default();
    (draft.notes, draft.time) = (notes, clock.time());
    note_guesses(table, &clock, &mut draft.notes);
    let dividers = [Field::Cast, Field::Tags, Field::Because].map(|field| {
        let cells: Vec<&str> = table.rows().iter().map(|row| table.cell(row, field)).collect();
        (field, value::divider(&cells))
    });
    let divider = |field: Field| dividers.iter().find(|(own, _)| *own == field).and_then(|(_, divider)| *divider);
    let mut causes = Causes::default();
    for row in in_order(table, &clock, &mut draft.notes) {
        let mut event = begun(table, row, &mut draft, options);
        let cells = Cells {
            from: table.cell(row, Field::From),
            from_time: table.cell(row, Field::FromTime),
            to: table.cell(row, Field::To),
            to_time: table.cell(row, Field::ToTime),
            lasts: table.cell(row, Field::Lasts),
            lasts_column: table.column(Field::Lasts),
        };
        let (when, left) = clock.when(&cells, table.has_decimal_commas());
        event.when = when;
        event.cast = value::list(table.cell(row, Field::Cast), divider(Field::Cast))
            .into_iter()
            .map(|name| draft.character(name))
            .collect();
        let tags = value::list(table.cell(row, Field::Tags), divider(Field::Tags));
        event.tags =
            tags.into_iter().map(|tag| label(tag.trim_start_matches('#'))).filter(|tag| !tag.is_empty()).collect();
        if let Some(place) = Some(table.cell(row, Field::Place)).filter(|place| !place.is_empty()) {
            event.place = draft.place(place);
        }
        cite(table, row, &mut event, &mut draft);
        event.told = value::number(table.cell(row, Field::Told), table.has_decimal_commas());
        let mut lines = left_lines(table, row, left, &mut draft.notes);
        if event.told.is_none() {
            lines.extend(line(table.column(Field::Told), table.cell(row, Field::Told)));
        }
        event.tell(&lines.join("\n"));
        let because = value::list(table.cell(row, Field::Because), divider(Field::Because));
        causes.add(row, table, event.id(), draft.events.len(), because);
        draft.events.push(event);
    }
    causes.link(table, &mut draft);
    Ok(draft)
}

/// The rows in the order of the story: by their numbers in the telling, where nothing else says an order.
fn in_order<'t>(table: &'t Table, clock: &Clock, notes: &mut Notes) -> Vec<&'t Row> {
    let mut rows: Vec<&Row> = table.rows().iter().collect();
    let told = |row: &&Row| value::number(table.cell(row, Field::Told), table.has_decimal_commas());
    if rows.iter().all(|row| told(row).is_none()) {
        return rows;
    }
    let missing: Vec<u32> = rows.iter().filter(|row| told(row).is_none()).map(|row| row.line).collect();
    if let Some(line) = missing.first() {
        let column = table.column(Field::Told);
        notes.at(
            *line,
            format!("{} rows have no number in “{column}”; they are told at their places in the table", missing.len()),
        );
    } else if *clock == Clock::Rows {
        rows.sort_by(|a, b| told(a).unwrap_or_default().total_cmp(&told(b).unwrap_or_default()));
    }
    rows
}

/// An event with its title, thread and summary.
fn begun(table: &Table, row: &Row, draft: &mut Draft, options: &Options) -> EventDraft {
    let thread = match table.columns.of_field(Field::Thread) {
        Some(at) => {
            let threads = value::list(row.cell(at), Some(&[';', '；', '|', '\n']));
            let mut ids = threads.iter().map(|title| draft.thread(title)).collect::<Vec<_>>().into_iter();
            let main = ids.next().unwrap_or_else(|| draft.thread(""));
            let group = label(table.cell(row, Field::Group));
            if let Some(first) = threads.first().filter(|_| !group.is_empty()) {
                let thread = draft.thread_of(first, first);
                if thread.group.is_empty() {
                    thread.group = group;
                } else if thread.group != group {
                    let message = format!("the thread “{first}” is in another group already; “{group}” is left out");
                    draft.notes.at(row.line, message);
                }
            }
            (main, ids.collect())
        }
        None => (draft.thread(&options.name), Vec::new()),
    };
    let title = table.cell(row, Field::Title);
    let summaries = table
        .columns
        .list
        .iter()
        .enumerate()
        .filter(|(_, (_, holds))| holds.is_some_and(|(field, _)| field == Field::Summary));
    let summary =
        summaries.map(|(at, _)| row.cell(at)).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join("\n\n");
    let title_or_summary = if title.is_empty() { &summary } else { title };
    if title_or_summary.is_empty() {
        draft.notes.at(row.line, "the row has no title");
    }
    let id = table.cell(row, Field::Id);
    let mut event = if id.is_empty() {
        draft.event(title_or_summary, &thread.0)
    } else {
        draft.event_with_id(id, title_or_summary, &thread.0)
    };
    if !id.is_empty() && event.id() != id {
        draft
            .notes
            .at(row.line, format!("the id “{id}” is another row's too, or no id; the event is “{}” here", event.id()));
    }
    event.also = thread.1;
    if !title.is_empty() || event.summary.is_empty() && event.title() != summary {
        event.tell(&summary);
    }
    event
}

/// The cells that no field of the event has, as lines `Name: value`, with notes where they should have been understood.
fn left_lines(table: &Table, row: &Row, left: Vec<(Field, Option<String>)>, notes: &mut Notes) -> Vec<String> {
    let mut lines = Vec::new();
    for (field, reason) in left {
        let (name, cell) = (table.column(field), table.cell(row, field));
        if let Some(reason) = reason {
            notes.at(row.line, format!("{name}: {reason}; it is kept in the summary"));
        }
        lines.extend(line(name, cell));
    }
    for (at, (name, holds)) in table.columns.list.iter().enumerate() {
        if holds.is_none()
            || (holds.is_some_and(|(field, _)| field == Field::Group)
                && table.columns.of_field(Field::Thread).is_none())
        {
            lines.extend(line(name, row.cell(at)));
        }
    }
    let named = table.columns.list.len();
    let further: Vec<&str> = row.cells.iter().skip(named).map(String::as_str).filter(|cell| !cell.is_empty()).collect();
    if !further.is_empty() {
        notes.at(
            row.line,
            format!("the row has more cells than there are columns, {named}; they are kept in the summary"),
        );
        lines.extend(further.into_iter().map(str::to_owned));
    }
    lines
}

/// A cell with the name of its column; `None` if there is nothing in it.
fn line(name: &str, cell: &str) -> Option<String> {
    (!cell.is_empty()).then(|| format!("{name}: {cell}"))
}

/// Lets an event cite the source in its row.
fn cite(table: &Table, row: &Row, event: &mut EventDraft, draft: &mut Draft) {
    let text = table.cell(row, Field::Source);
    if text.is_empty() {
        return;
    }
    let source = draft.source(text);
    let is_address = text.starts_with("http://") || text.starts_with("https://");
    if is_address && !text.contains(char::is_whitespace) {
        text.clone_into(&mut source.url);
    }
    event.cites.push(CiteDraft { source: source.id().to_owned(), at: String::new() });
}

/// Notes what was guessed, and what of the options fits nothing.
fn note_guesses(table: &Table, clock: &Clock, notes: &mut Notes) {
    for (name, field) in table.columns.guessed() {
        notes.of_all(format!("the column “{name}” is taken for {}, by its content", field.name()));
    }
    for (field, column) in &table.columns.unknown {
        notes.of_all(format!("no column is called “{column}”, or no field “{field}”"));
    }
    let kept: Vec<&str> =
        table.columns.list.iter().filter(|(_, holds)| holds.is_none()).map(|(name, _)| name.as_str()).collect();
    if !kept.is_empty() {
        notes.of_all(format!("kept in the summaries, for no field has it: {}", kept.join(", ")));
    }
    let Clock::Dates(dates) = clock else { return };
    match dates.order {
        Order::Known => {}
        Order::Mixed => {
            notes.of_all("some dates have the day first and some the month; where both could be, the day is first");
        }
        Order::Open => {
            notes.of_all("dates such as 3/4/1916 have the day first or the month; they are read with the day first");
        }
    }
    if dates.is_midnight_nothing {
        notes.of_all("all times are 00:00, so the dates are read as days without a time");
    }
}

/// The causes of events, which may be rows further down.
#[derive(Default)]
struct Causes<'t> {
    by_key: HashMap<String, String>,
    asked: Vec<(u32, usize, Vec<&'t str>)>,
}

impl<'t> Causes<'t> {
    fn add(&mut self, row: &'t Row, table: &Table, id: &str, event: usize, because: Vec<&'t str>) {
        // An id counts before a title, the first of a title before further ones.
        for (field, prefix) in [(Field::Id, "#"), (Field::Title, "")] {
            let key = format!("{prefix}{}", table.cell(row, field).to_lowercase());
            self.by_key.entry(key).or_insert_with(|| id.to_owned());
        }
        if !because.is_empty() {
            self.asked.push((row.line, event, because));
        }
    }

    fn link(self, table: &Table, draft: &mut Draft) {
        for (line_number, event, because) in self.asked {
            for name in because {
                let key = name.to_lowercase();
                let cause = self.by_key.get(&format!("#{key}")).or_else(|| self.by_key.get(&key));
                let own = draft.events[event].id().to_owned();
                match cause.filter(|cause| **cause != own) {
                    Some(cause) if draft.events[event].because.iter().any(|link| link.event == *cause) => {}
                    Some(cause) => draft.events[event].because.push(CauseDraft::new(cause)),
                    None => {
                        let message = format!("“{name}” is the id or title of no other row; it is kept in the summary");
                        draft.notes.at(line_number, message);
                        let text = line(table.column(Field::Because), name).unwrap_or_default();
                        draft.events[event].tell(&text);
                    }
                }
            }
        }
    }
}
