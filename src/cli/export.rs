//! `plotlanes export`: writes the picture that the arguments ask for, whole or not at all.

mod left_out;

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use super::args::Export;
use super::letters;
use super::outcome::{Failure, Outcome, to_stderr, to_stdout};
use super::source::{self, is_standard};
use super::watch::watched;
use crate::export::contents::Contents;
use crate::export::picture::{PictureKind, Subject, scroll_for_selection, write_png};
use crate::export::poster::{largest_scale, poster_scale, poster_size};
use crate::export::{ExportError, PictureSize, Progress};
use crate::files::write_whole_by;
use crate::state::command::Command;
use crate::state::view::{self, Brightness, View};
use crate::state::{Selection, State};
use crate::story::Story;
use crate::story::id::{CharacterId, EventId};
use crate::story::letters::Texts;
use crate::story::order::Order;
use crate::story::problem::quoted;
use crate::text::nearest::Budget;
use crate::theme::{Fonts, Theme};
use crate::time::Span;
use crate::time::digits::grouped;
use crate::time::window::Window;

/// The default size of a view, in points.
const VIEW: [u32; 2] = [1280, 800];

pub(super) fn run(args: &Export) -> Result<Outcome, Failure> {
    let input = args.input.story.as_deref();
    check_output(&args.output, input)?;
    if let Some(link) = &args.view {
        source::check_link(link, input)?;
    }
    let (story, outcome) = source::story(input)?;
    let view = args.view.as_deref().map(|link| linked(&story, link)).transpose()?;
    let lettered = letters::fonts_for(&story, Texts::Labels, &args.fonts)?;
    let theme = args.theme.map(Brightness::from).or(view.as_ref().and_then(|view| view.theme));
    let theme = if theme == Some(Brightness::Light) { Theme::light() } else { Theme::dark() };
    let mut state = state(&story, args, view)?;
    let (kind, size) = (
        if args.poster { PictureKind::Poster } else { PictureKind::View },
        size(&story, &state, args, &lettered.fonts)?,
    );
    if kind == PictureKind::View && state.scroll == 0.0 {
        state.apply(&story, Command::ScrollTo(scroll_for_selection(&story, &state, size, &lettered.fonts)));
    }
    let subject = Subject { story: &story, state: &state, kind, size, theme: &theme, fonts: &lettered.fonts };
    let progress = Progress::default();
    let mut contents = Contents::default();
    let write = |out: &mut dyn Write| {
        contents = write_png(subject, out, &progress)?;
        Ok(())
    };
    if is_standard(&args.output) {
        watched(&progress, || to_stdout(write))?;
    } else {
        let written = || write_whole_by(&args.output, write).map_err(|error| Failure::Refused(error.to_string()));
        watched(&progress, written)?;
        let [width, height] = size.pixels().map(grouped);
        to_stderr(&format!("wrote {}, {width} × {height} pixels", args.output.display()));
    }
    lettered.tell();
    for line in left_out::lines(subject, &contents) {
        to_stderr(&format!("plotlanes: {line}"));
    }
    Ok(outcome)
}

/// Refuses outputs that must be mistakes, before any work is done.
fn check_output(output: &Path, story: Option<&Path>) -> Result<(), Failure> {
    let refuse = |reason| Err(Failure::Refused(reason));
    if is_standard(output) {
        if io::stdout().is_terminal() {
            return refuse("a picture cannot be shown in the terminal; send it on with > story.png or |".to_owned());
        }
        return Ok(());
    }
    if let Some(ending) = output.extension()
        && !ending.eq_ignore_ascii_case("png")
    {
        let better = output.with_extension("png");
        return refuse(format!(
            "pictures are written as PNG only; name the file \"{}\" instead of \"{}\"",
            better.display(),
            output.display()
        ));
    }
    // A story without an extension could otherwise be replaced by its own picture.
    let same = |story: &Path| fs::canonicalize(story).ok().is_some_and(|it| fs::canonicalize(output).ok() == Some(it));
    if fs::metadata(output).is_ok_and(|about| about.is_file()) && story.is_some_and(same) {
        return refuse(format!("\"{}\" is the story; give the picture another name", output.display()));
    }
    Ok(())
}

fn size(story: &Story, state: &State, args: &Export, fonts: &Fonts) -> Result<PictureSize, Failure> {
    let [width, height] = if args.poster {
        poster_size(story, state, args.width, args.height, fonts).map_err(|error| {
            let mend = match error {
                ExportError::PosterTooLow { least, .. } => format!("; leave out --height or ask for --height {least}"),
                _ => String::new(),
            };
            Failure::Refused(format!("{error}{mend}"))
        })?
    } else {
        [args.width.unwrap_or(VIEW[0]), args.height.unwrap_or(VIEW[1])]
    };
    let scale = args.scale.unwrap_or_else(|| if args.poster { poster_scale([width, height]) } else { 1.0 });
    PictureSize::new(width, height, scale).map_err(|error| {
        let mend = match error {
            ExportError::TooLarge { .. } => too_large(args, [width, height]),
            _ => String::new(),
        };
        Failure::Refused(format!("{error}{mend}"))
    })
}

/// The words that tell how a picture of this size in points, which is too large, can be had.
fn too_large(args: &Export, size: [u32; 2]) -> String {
    let largest = largest_scale(size);
    match largest {
        Some(scale) if args.poster => format!("; at most --scale {scale} is possible"),
        None if args.poster => {
            "; at no --scale is it small enough: leave lanes out by --filter with --hide, or fold groups by --view"
                .to_owned()
        }
        _ => "; ask for a smaller --width, --height or --scale".to_owned(),
    }
}

/// The view of a link; an error if any part of it cannot be shown, since a script must get exactly the picture that it
/// asks for.
fn linked(story: &Story, link: &str) -> Result<View, Failure> {
    let view = View::from_fragment(link);
    let mut wrong: Vec<String> = view.ignored.iter().map(|why| format!("--view: {why}")).collect();
    wrong.extend(view.lacking(story).iter().map(|named| unknown(story, "--view", named.kind, &named.id)));
    if wrong.is_empty() { Ok(view) } else { Err(Failure::Refused(wrong.join("\nplotlanes: "))) }
}

/// The state to draw: the view of the link, if any, changed by the arguments.
fn state(story: &Story, args: &Export, view: Option<View>) -> Result<State, Failure> {
    let mut state = State::new(story);
    if let Some(view) = view {
        state.apply(story, Command::ShowView(Box::new(view)));
    }
    arrange(story, args, &mut state)?;
    let find = |flag, id: &Option<String>| id.as_deref().map(|id| event(story, flag, id)).transpose();
    let (from, to, select) = (find("--from", &args.from)?, find("--to", &args.to)?, find("--select", &args.select)?);
    if let Some(id) = select {
        state.apply(story, Command::Select(Selection::Event(id)));
    }
    if from.is_some() || to.is_some() {
        state.apply(story, Command::Show(stretch(story, state.order(), from, to)?));
    }
    Ok(state)
}

/// Applies the options that arrange the story.
fn arrange(story: &Story, args: &Export, state: &mut State) -> Result<(), Failure> {
    let mut commands = Vec::new();
    commands.extend(args.order.map(|order| Command::SetOrder(order.into())));
    commands.extend(args.lanes.map(|by| Command::LanesBy(by.into())));
    commands.extend(args.filter.clone().map(Command::Filter));
    commands.extend(args.charts.map(|chart| Command::ShowChart(Some(chart.into()))));
    if args.hide && !state.arrangement().filter.hides {
        commands.push(Command::ToggleFilterHides);
    }
    if let Some(names) = &args.paths {
        // A character whose name has a comma takes precedence over a list.
        let paths = match character(story, names) {
            Ok(who) => vec![who],
            Err(_) => names.split(',').map(|name| character(story, name)).collect::<Result<Vec<_>, _>>()?,
        };
        commands.push(Command::ShowPaths(paths));
    }
    for command in commands {
        state.apply(story, command);
    }
    if args.filter.is_some() && state.filter().is_some_and(|filter| filter.count() == 0) {
        let query = quoted(&state.arrangement().filter.query);
        return Err(Failure::Refused(format!("--filter: nothing in the story matches {query}; ask for less")));
    }
    Ok(())
}

/// The character with this id, or else with this name or alias.
fn character(story: &Story, name: &str) -> Result<CharacterId, Failure> {
    let name = name.trim();
    let is = |other: &String| other.to_lowercase() == name.to_lowercase();
    let by_id = story.characters.iter().position(|who| who.id == name);
    let by_name = || story.characters.iter().position(|who| is(&who.name) || who.aliases.iter().any(is));
    let found = by_id.or_else(by_name).map(|at| CharacterId(at as u32));
    found.ok_or_else(|| Failure::Refused(unknown(story, "--paths", view::ThingKind::Character, name)))
}

/// The window from the start of one event to the end of another; without these, from the story's start or to its end.
fn stretch(story: &Story, order: Order, from: Option<EventId>, to: Option<EventId>) -> Result<Window, Failure> {
    let extent = order.extent(story);
    let start = from.map_or(extent.start(), |id| order.span(story, id).start());
    let end = to.map_or(extent.end(), |id| order.span(story, id).end());
    let named = |id: Option<EventId>| id.map_or_else(String::new, |id| quoted(story.event(id).id));
    let Some(span) = Span::new(start, end) else {
        let (from, to) = (named(from), named(to));
        return Err(Failure::Refused(format!("--to {to} ends before --from {from} starts; exchange the two")));
    };
    if span.is_moment() {
        // A single moment is shown in the middle of a tenth of the story.
        let length = extent.length() as f64 / 10.0;
        return Ok(Window::new(start.0 as f64 - length / 2.0, length));
    }
    Ok(Window::fit(span))
}

/// The event with this id.
fn event(story: &Story, flag: &str, id: &str) -> Result<EventId, Failure> {
    let found = story.event_ids().find(|&event| story.event(event).id == id);
    found.ok_or_else(|| Failure::Refused(unknown(story, flag, view::ThingKind::Event, id)))
}

/// The message that the story has nothing of this kind and id, with a suggestion.
fn unknown(story: &Story, flag: &str, kind: view::ThingKind, id: &str) -> String {
    let hint = match Budget::new(1).nearest(id, kind.ids(story).into_iter()) {
        Some(near) => format!("did you mean {}?", quoted(near)),
        None => match kind {
            view::ThingKind::Event | view::ThingKind::Thread => "`plotlanes inspect` lists them".to_owned(),
            view::ThingKind::Presence => "name a character's id, a slash and a phase's title".to_owned(),
            view::ThingKind::Character | view::ThingKind::Place => format!("use the id of one in its {}s", kind.word()),
            view::ThingKind::Group => "use the name of a group of its threads or characters".to_owned(),
            view::ThingKind::Tag => "use a tag of one of its events".to_owned(),
            view::ThingKind::Rest => "use thread, place, character, group or tag".to_owned(),
        },
    };
    format!("{flag}: the story has no {} {}; {hint}", kind.word(), quoted(id))
}

#[cfg(test)]
mod tests {
    use super::{Order, event, stretch};
    use crate::story::Story;
    use crate::story::compile::compile;

    fn story() -> Story {
        let json = r#"{ "plotlanes": 1, "title": "T", "time": { "kind": "number", "unit": "minute" },
            "threads": [{ "id": "t", "title": "T" }], "events": [
                { "id": "dawn", "title": "Dawn", "thread": "t", "when": { "from": 0, "to": 10 } },
                { "id": "noon", "title": "Noon", "thread": "t", "when": { "at": 50 } },
                { "id": "dusk", "title": "Dusk", "thread": "t", "when": { "from": 90, "to": 100 } }] }"#;
        compile(json.as_bytes()).faultless().unwrap().0
    }

    #[test]
    fn stretches_reach_from_start_to_end() {
        let story = story();
        let check = |from: &str, to: &str, expect: Result<[i64; 2], &str>| {
            let id = |id: &str| (!id.is_empty()).then(|| event(&story, "--from", id).unwrap());
            let minutes = |ticks: f64| (ticks / 1e5).round() as i64;
            let got =
                stretch(&story, Order::Happening, id(from), id(to)).map(|w| [minutes(w.start()), minutes(w.end())]);
            assert_eq!(got.map_err(|failure| failure.words()), expect.map_err(|e| format!("plotlanes: {e}")));
        };
        // In tenths of a minute, with a fiftieth of the stretch as margin on both sides.
        check("dawn", "dawn", Ok([-2, 102]));
        check("noon", "dusk", Ok([490, 1010]));
        check("", "noon", Ok([-10, 510]));
        check("noon", "", Ok([490, 1010]));
        check("noon", "noon", Ok([450, 550]));
        check("dusk", "dawn", Err("--to \"dawn\" ends before --from \"dusk\" starts; exchange the two"));
    }

    #[test]
    fn unknown_events_bring_the_nearest() {
        let story = story();
        let check = |id: &str, expect: &str| assert_eq!(event(&story, "--select", id).unwrap_err().words(), expect);
        check("dask", "plotlanes: --select: the story has no event \"dask\"; did you mean \"dusk\"?");
        check("zenith", "plotlanes: --select: the story has no event \"zenith\"; `plotlanes inspect` lists them");
    }
}
