//! Timelines of `TimelineJS`: its spreadsheet and its JSON. Slides are events, groups are threads, the title slide is the
//! story's title and summary, and eras are events of a thread of their own, since our phases have events for ends.

mod slide;

use serde_json::Value;

use super::dates::words::folded;
use super::draft::{Draft, TimeDraft, WhenDraft, label};
use super::format::{Format, Likeness, Sample};
use super::grid::Grid;
use super::{Imported, Notes, Options, Unreadable, json, markup, plain_text};
use slide::{Kind, Moment, Slide};

pub(super) const FORMAT: Format = Format {
    name: "timelinejs",
    title: "TimelineJS (spreadsheet, JSON)",
    endings: &["csv", "tsv", "json"],
    likeness,
    read,
};

/// The thread of the eras.
const ERAS: &str = "Eras";

fn likeness(sample: &Sample<'_>) -> Likeness {
    let first = folded(sample.text.trim_start().lines().next().unwrap_or_default());
    let has_column = |name: &str| first.split([',', ';', '\t']).any(|cell| cell.trim().trim_matches('"') == name);
    let is_table = has_column("headline") && has_column("year");
    let is_json = sample.is_json() && sample.has_key("events") && sample.has_key("start_date");
    if is_table || is_json { Likeness::Sure } else { Likeness::No }
}

fn read(bytes: &[u8], options: &Options) -> Result<Imported, Unreadable> {
    let mut draft = Draft::default();
    let text = plain_text(bytes, &mut draft.notes);
    let is_json = text.trim_start().starts_with(['{', '[']);
    let (slides, is_cosmological) = if is_json { of_json(&text)? } else { (of_table(&text, &mut draft.notes)?, false) };
    let has_large_years = slides.iter().any(Slide::has_large_year);
    let clock = if is_cosmological || has_large_years {
        draft.time = TimeDraft::Number { unit: "year".to_owned(), units: "years".to_owned() };
        slide::Clock::Years
    } else {
        draft.time = TimeDraft::Date;
        slide::Clock::Dates
    };
    for slide in slides.iter().filter(|slide| slide.kind == Kind::Title) {
        if draft.title.is_empty() && !slide.headline.is_empty() {
            draft.title = label(&slide.headline);
            draft.summary = slide.summary();
        } else {
            draft.notes.of(&slide.place, "a title without a headline, or a second one, is left out");
        }
        if slide.start != Moment::default() {
            draft.notes.of(&slide.place, "the date of the title is left out: a story has none");
        }
    }
    let own = if draft.title.is_empty() { options.name.clone() } else { draft.title.clone() };
    for slide in slides.iter().filter(|slide| slide.kind != Kind::Title) {
        let thread = match slide.kind {
            Kind::Era => draft.thread_of("era", ERAS).id().to_owned(),
            _ if slide.group.is_empty() => draft.thread_of("", &own).id().to_owned(),
            _ => draft.thread_of(&format!("group {}", slide.group), &slide.group).id().to_owned(),
        };
        let mut event = draft.event_with_id(&slide.id, &slide.headline, &thread);
        event.tell(&slide.summary());
        let (when, left) = slide.when(clock);
        for reason in left {
            draft.notes.of(&slide.place, &*reason);
            event.tell(&reason);
        }
        // The dates are the only order that a timeline has.
        event.when = Some(when);
        draft.events.push(event);
    }
    Ok(draft.finish(&options.name))
}

/// The slides in JSON, and whether its years are those of the universe.
fn of_json(text: &str) -> Result<(Vec<Slide>, bool), Unreadable> {
    let value = json::parse(text)?;
    let Some(events) = value.get("events").and_then(Value::as_array) else {
        return Err(Unreadable::new("This is no timeline of TimelineJS: it needs a list called events"));
    };
    let title = value.get("title").filter(|title| title.is_object());
    let eras = value.get("eras").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let slides = title.map(|title| Slide::of_json(title, Kind::Title, "title".to_owned())).into_iter();
    let numbered = |kind: Kind, name: &'static str| {
        move |(at, value): (usize, &Value)| Slide::of_json(value, kind, format!("{name} {}", at + 1))
    };
    let slides = slides.chain(events.iter().enumerate().map(numbered(Kind::Event, "event")));
    let slides = slides.chain(eras.iter().enumerate().map(numbered(Kind::Era, "era")));
    Ok((slides.collect(), json::member(&value, "scale") == "cosmological"))
}

/// The slides in a spreadsheet.
fn of_table(text: &str, notes: &mut Notes) -> Result<Vec<Slide>, Unreadable> {
    let grid = Grid::read(text, notes);
    let Some((names, rows)) = grid.rows.split_first() else {
        return Err(Unreadable::at(1, "The table is empty. It needs a row with Year, Headline and the other columns"));
    };
    let names: Vec<String> = names.cells.iter().map(|name| folded(name)).collect();
    if !names.iter().any(|name| name == "headline") {
        return Err(Unreadable::at(1, "This is no table of TimelineJS: it needs a column called Headline"));
    }
    Ok(rows.iter().map(|row| Slide::of_row(&names, row)).collect())
}

/// A text of HTML as a plain one, with the addresses of its links after it.
fn plain_with_links(html: &str) -> String {
    let mut text = markup::plain(html);
    let links = html.split("href=").skip(1).filter_map(|rest| {
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        rest[1..].split(quote).next()
    });
    for link in links {
        if !text.contains(link) {
            text.push_str("\nLink: ");
            text.push_str(link);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::plain_with_links;

    #[test]
    fn links_stay() {
        assert_eq!(plain_with_links("<p>See <a href=\"http://a.b\">this</a>.</p>"), "See this.\nLink: http://a.b");
        assert_eq!(plain_with_links("href=x \"y"), "href=x \"y");
    }
}
