//! The texts below the options in `--help`. Every line is at most 96 columns wide, or clap breaks it again.

mod check;
pub(super) mod import;

pub(super) use check::CHECK;

/// The parts of a link, for the window and for pictures.
macro_rules! view_links {
    () => {
        "\
Links to views (--view):
  LINK is a link that the window has copied, or only what follows its #: parts joined by &, as in
    event=siege&window=0.5..12&folded=sea,camp&search=gate&theme=dark
  Parts that are left out are as in a new window. Letters other than A-Z a-z 0-9 - . _ ~ are
  written as %XX for each byte.

  Selection, one of these:
    event=ID  thread=ID  character=ID  place=ID  group=NAME  tag=TAG
    presence=CHARACTER/PHASE  a character during a phase
    with=EVENT                the event that the selected one is compared with
  Visible part:
    window=FROM..TO   the visible part of the axis, in ticks: steps of a story without a clock,
                      millionths of a unit, or milliseconds of dates (since 1970, or since
                      the first day of year 1 of a calendar that the story describes)
    scroll=POINTS     how far the lanes are scrolled down
    pin=TICK          the marked position on the axis
    order=            happening, telling
    chart=            pacing, stage, curve, presence
    theme=            dark, light
  Arrangement:
    lanes=            thread, place, character, group, tag
    sort=             file, appearance, size, name, crossings
    dragged=LANES     lanes in the order in which they were dragged
    folded=LANES      folded lanes, groups and places
    hidden=LANES      hidden lanes
    solo=LANES        lanes that are shown alone
    paths=CHARACTERS  characters whose paths are drawn
    depth=LINKS       how many links of the selected event's chain are highlighted
  Search and filter:
    search=QUERY      the search
    filter=QUERY      the filter
    filtered=         dimmed, hidden: how events that do not match the filter are shown
  LANES are ids of threads; any other lane has its kind before it: folded=group:Bajor,place:camp"
    };
}

macro_rules! program_examples {
    () => {
        "\
Examples:
  plotlanes                                   explore the embedded episode
  plotlanes story.json                        explore your own story
  plotlanes story.json --view event=siege     explore it with an event selected
  plotlanes export -o view.png                a picture of the embedded episode
  plotlanes export -o all.png --poster        a picture large enough for every title
  plotlanes check story.json                  what is wrong with it, and how to fix it
  plotlanes inspect story.json --format json  where every event was placed
  plotlanes edit story.json edits.json        make a list of edits, and touch nothing else
  plotlanes generate --events 1000 -o big.json
                                              a generated story of any size"
    };
}

/// Below `plotlanes -h`.
pub(super) const PROGRAM_SHORT: &str = concat!(
    program_examples!(),
    "\n\n`plotlanes --help` tells more: links to views, where files are kept, exit codes."
);

/// Below `plotlanes --help`.
pub(super) const PROGRAM: &str = concat!(
    program_examples!(),
    "

The story:
  A story is one JSON file; - reads it from standard input. Without a file, the embedded episode
  is used. To open a file with the name of a command, write ./export.

The window:
  An open file is watched: when you save it in your editor, the window reads it again and keeps
  your selection and arrangement. If a save has mistakes, a bar counts them and the rest is shown;
  after a save that contradicts itself or cannot be read at all, the last good story stays open.
  F5 reads the file at once; the menu switches watching off. ? in the window lists every key.

",
    view_links!(),
    "

Where files are kept:
  ~/.local/share/plotlanes                 on Linux, or in $XDG_DATA_HOME/plotlanes
  ~/Library/Application Support/plotlanes  on macOS
  %APPDATA%\\plotlanes\\data                 on Windows
  In this folder, which only the window uses:
    settings.json         the settings, the recent files, and the last view of each file
    settings.backup.json  the settings before the last change, in case the file is damaged
    app.ron               the position of the window
    sessions/             what each open window shows, and what is not saved yet: after a crash or
                          a power cut, the next window offers to go on with it; unsaved work stays
                          here until you have decided
    reports/              a report of each crash: version, system, place in the program, name
                          and size of the file, last commands; nothing of a story's contents
                          and nothing that was typed. Reports are not sent anywhere; attach
                          one when you report the mistake.
  The settings are written whole or not at all, and several windows share them.

Exit codes:
  0    done
  1    the story has problems
  2    something cannot be read, written or opened, or the arguments are wrong
  130  interrupted while a picture was written"
);

macro_rules! export_examples {
    () => {
        "\
Examples:
  plotlanes export -o episode.png --scale 2 --theme light
  plotlanes export story.json -o poster.png --poster
  plotlanes export story.json -o act.png --from siege --to surrender
  plotlanes export story.json -o seen.png --view 'event=siege&folded=sea'
  plotlanes export story.json -o odo.png --lanes place --paths odo,kira --charts stage
  plotlanes export - -o - < story.json > story.png"
    };
}

/// Below `plotlanes export -h`.
pub(super) const EXPORT_SHORT: &str =
    concat!(export_examples!(), "\n\n`plotlanes export --help` tells more: limits, links to views, exit codes.");

/// Below `plotlanes export --help`.
pub(super) const EXPORT: &str = concat!(
    export_examples!(),
    "

Size:
  A picture has at most 16,384 pixels on each side: width or height in points, times the scale. It
  is made and written in bands, so that the largest picture of the embedded episode takes some
  60 MiB of memory, and one of a story of 100,000 events some 125 MiB.
  A poster holds every lane and the whole axis; a --height that is too small for it is refused. Its
  scale is 2, or the largest at which it has at most 16,384 pixels on each side.

What is left out:
  A view that has not all lanes or events says so on standard error, with the options that show
  them, and in a line at its foot. --select scrolls the lanes and the axis so that the event is in
  the picture. A stretch that is asked for, by --from and --to or by window= and scroll= in --view,
  stays as it is; if the selected event is outside it, that is said.
  Phases have a level each where they overlap, within a third of the height of a view and up to 30
  on a poster; past that the shortest are left out, which is said too.

Writing:
  The file is written whole or not at all: after an error or Ctrl+C, the old file is still there.
  A message on standard error says what was written.

The same bytes:
  The same story and options give the same bytes on every run, and on every machine whose processor
  has AVX2 (x86-64 since 2013) or NEON. Without these, and in a browser, a pixel at the edge of a
  letter may differ by two of 255.
  The picture's texts name the story, the version, the link to its view, and the fonts with hashes.

Letters:
  Latin, Greek and Cyrillic are drawn in the bundled font, Inter. Others come from the files named
  by --font, in their order, then from the fonts of the system, which differ between machines: with
  --bundled-fonts-only, none of these is used. Letters that no font has are drawn as boxes; a
  message on standard error names them, and what to install.

",
    view_links!(),
    "
  The visible part is kept within the story, and a poster shows all of the axis. A part of the link
  that cannot be read, or names something that the story lacks, is an error. Options take
  precedence over the link.

Exit codes:
  0    written
  1    written, but the story has problems: they are listed, and the picture shows the rest
  2    the story cannot be read, the picture cannot be made or written, or the arguments are wrong
  130  interrupted; nothing was written"
);

/// Below `plotlanes inspect --help`.
pub(super) const INSPECT: &str = "\
As JSON, one object is written to standard output:
  plotlanes  version of the program
  title      title of the story
  time       its kind: order, number, date or calendar; its unit for number
  threads    the lanes from top to bottom, each with
    id, title, group
    lane     from 0
    rows     number of rows
    events   number of events in the lane
  events     in the order of the file, each with
    id, title
    thread   id of the thread it belongs to first
    lane     from 0 at the top
    row      in that lane, from 0, as packed for a picture of 1280 × 800 points
    start, end
             where it is drawn; a date that is not exact as it is written, such as 1916
    earliest_start, latest_start, earliest_end, latest_end
             where its start and end could be; null if nothing in the story bounds them
    told     place in the telling, from 1
    happens  place in the happening as drawn, from 1; events that start together in the file's
             order
    anachrony
             analepsis if told later than it happened, prolepsis if told before it happens,
             null if the story does not say so
  analysis   of the telling as a whole
    nonlinearity, inversions
             how far the telling departs from the happening as drawn: 0 if it follows it
    ordered  share of pairs of events of which the story says which comes first
    inversions_certain, inversions_possible
             the least and the greatest share of pairs told in the opposite order of their
             happening, by what the story says of it
    estimated
             whether these three are of a sample: in stories of more than some thousand events
             that are not all placed exactly
    ties     number of events drawn to start together with others
    analepses, prolepses
             number of events told out of order
Times are whole steps for order, numbers of the unit for number, and ISO 8601 texts for date: a
day alone is its midnight, and years before 1 have a minus, so -0043 is 44 BCE. For calendar they
are texts like 1492-05-12 or Midwinter 1492, years counted through all eras.

As text, events are listed in the order of happening; `could be` is the earliest start and the
latest end, if they differ from where the event is drawn; nothing stands for what is not bounded.
Times in brackets are only drawn: the story gives no such time.

Exit codes:
  0  done
  1  the story has problems, which are listed on standard error; the rest of it is shown
  2  the story cannot be read, or the arguments are wrong";

macro_rules! edit_examples {
    () => {
        "\
Examples:
  plotlanes edit story.json edits.json
  plotlanes edit story.json edits.json --dry-run
  plotlanes edit story.json - -o edited.json < edits.json
  echo '[{\"do\": \"remove\", \"event\": \"siege\"}]' | plotlanes edit story.json -"
    };
}

/// Below `plotlanes edit -h`.
pub(super) const EDIT_SHORT: &str =
    concat!(edit_examples!(), "\n\n`plotlanes edit --help` tells more: the edits, how files are written, exit codes.");

/// Below `plotlanes edit --help`.
pub(super) const EDIT: &str = concat!(
    edit_examples!(),
    r#"

Edits:
  EDITS is a JSON list; each edit is made of the story that those before it leave:
    {"do": "set", "event": "siege", "field": "title", "value": "The siege"}
                            null as the value takes the field away
    {"do": "set", "story": "summary", "value": "…"}
    {"do": "add", "event": {"id": "sally", "title": "A sally", "thread": "war"}, "before": "siege"}
                            without "before", or with null, at the end
    {"do": "remove", "event": "siege"}
                            references to it stay
    {"do": "rename", "event": "siege", "to": "first-siege"}
                            with every reference to it
    {"do": "move", "event": "siege", "before": "sally"}
                            to another place in the list
  Things are named by their ids, and phases by their titles. In the place of event stand thread,
  character, place, phase and source as well.

What stays:
  All edits are made, or none. Only what they name changes: the order of fields, spaces, comments,
  line ends, numbers as they are written and the encoding stay. What is new is written as what is
  around it.

Writing:
  STORY is written whole or not at all. If another program has changed it meanwhile, it is not
  overwritten. With - as STORY, the result goes to standard output.
  Problems that the story has only since the edits, such as contradictions and unknown names, are
  listed on standard error, at their places in the edited story.

Exit codes:
  0  done
  1  done, but the story has new errors, which are listed
  2  an edit cannot be made, which is named by its place in the list, from 0, as in [2].field; or
     something cannot be read or written, or the arguments are wrong. Nothing was written"#
);

/// Below `plotlanes generate --help`.
pub(super) const GENERATE: &str = "\
Examples:
  plotlanes generate --events 10000 -o big.json
  plotlanes generate --events 500 --time order --seed 7 | plotlanes check -

The same numbers give the same bytes on every machine. A file is written whole or not at all.

Exit codes:
  0  written
  2  the file cannot be written, or the arguments are wrong";

/// Below `plotlanes completions --help`.
pub(super) const COMPLETIONS: &str = "\
Examples:
  plotlanes completions bash > ~/.local/share/bash-completion/completions/plotlanes
  plotlanes completions zsh > ~/.zfunc/_plotlanes
  plotlanes completions fish > ~/.config/fish/completions/plotlanes.fish";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::view::{ThingId, View};

    const ALL: [&str; 11] = [
        PROGRAM_SHORT,
        PROGRAM,
        EXPORT_SHORT,
        EXPORT,
        CHECK,
        INSPECT,
        EDIT_SHORT,
        EDIT,
        GENERATE,
        import::SHORT,
        import::LONG,
    ];

    #[test]
    fn every_documented_part_of_a_link_can_be_read() {
        let words = view_links!().split_whitespace();
        let keys: Vec<&str> = words.filter_map(|word| word.split_once('=')).map(|(key, _)| key).collect();
        assert!(keys.len() > 20, "{keys:?}");
        for key in keys {
            let ignored = View::from_fragment(&format!("{key}=x")).ignored;
            assert!(ignored.iter().all(|why| !why.contains("no part of a view")), "{ignored:?}");
        }
    }

    #[test]
    fn every_part_of_a_link_is_documented() {
        let id = |id: &str| ThingId { kind: crate::state::view::ThingKind::Group, id: id.to_owned() };
        let mut view = View { selection: Some(id("g")), window: Some([1.0, 2.0]), scroll: 3.0, ..View::default() };
        (view.with, view.pin, view.depth) = (Some("e".to_owned()), Some(1.0), Some(2));
        view.lanes = crate::state::arrangement::LanesBy::Tag;
        view.sort = crate::state::arrangement::Sort::Size;
        (view.dragged, view.folded, view.hidden, view.solo) =
            (vec![id("a")], vec![id("b")], vec![id("c")], vec![id("d")]);
        view.filter = crate::state::arrangement::Filter { query: "q".to_owned(), hides: true };
        (view.paths, view.search) = (vec!["who".to_owned()], "s".to_owned());
        view.chart = Some(crate::state::chart::Chart::Stage);
        view.theme = Some(crate::state::view::Brightness::Light);
        let link = view.to_fragment();
        assert_eq!(link.split('&').count(), 19, "every field is in {link}");
        for key in link.split('&').filter_map(|part| part.split_once('=')).map(|(key, _)| key) {
            assert!(view_links!().contains(&format!("{key}=")), "{key}");
        }
    }

    #[test]
    fn lines_are_short_enough_for_clap() {
        for line in ALL.iter().flat_map(|text| text.lines()) {
            assert!(line.chars().count() <= 100, "{line}");
        }
    }
}
