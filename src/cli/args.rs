//! The arguments of the command line as clap reads them, and the words of its help. Does nothing with them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

use crate::generate;
use crate::state::{arrangement, chart, view};
use crate::story::order;

const EXAMPLES: &str = "\
Examples:
  plotlanes                                   explore the embedded episode
  plotlanes story.json                        explore your own story
  plotlanes story.json --view event=siege     explore it with an event selected
  plotlanes export -o view.png                the same timeline as a picture
  plotlanes export -o all.png --poster        the whole story, large enough for it
  plotlanes check story.json                  what is wrong with it, and the mend
  plotlanes inspect story.json --format json  where every event was placed
  plotlanes generate --events 1000 -o big.json
                                              a made story, as large as you like

Exit codes:
  0  done
  1  the story has problems
  2  something cannot be read, written or opened, or the arguments are wrong

A story file that is called like a command is opened as ./export";

/// Plot threads side by side in time
///
/// Plotlanes lays a story's plot threads side by side in time: each thread is a lane, each event a mark on it. It
/// needs no dates: what is known is drawn, and what is not known is shown as not known.
///
/// Without a command it opens a window. The other commands need no display.
#[derive(Debug, Parser)]
#[command(name = "plotlanes", version, after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) task: Option<Task>,
    #[command(flatten)]
    pub(super) input: Input,
    /// View to open with: a link, or what follows its #
    ///
    /// Such as event=siege&window=0.5..12&folded=sea,camp&search=gate&theme=dark, where thread=, character=, place=, group=,
    /// tag= and presence= select too, and window= is in ticks: steps, millionths of a unit, or milliseconds. What of it
    /// cannot be shown is told, and the rest is shown.
    #[arg(long, value_name = "LINK")]
    pub(super) view: Option<String>,
}

/// Which story.
#[derive(Args, Debug)]
pub(super) struct Input {
    /// Story file; - is standard input, and without it the embedded episode is taken
    #[arg(value_hint = ValueHint::FilePath)]
    pub(super) story: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Task {
    Export(Export),
    Check(Check),
    Inspect(Inspect),
    Generate(Generate),
    Completions(Completions),
}

const EXPORT_EXAMPLES: &str = "\
Examples:
  plotlanes export -o episode.png --scale 2 --theme light
  plotlanes export story.json -o poster.png --poster
  plotlanes export story.json -o act.png --from siege --to surrender
  plotlanes export story.json -o seen.png --view 'event=siege&folded=sea'
  plotlanes export story.json -o odo.png --lanes place --paths odo,kira --charts stage
  plotlanes export - -o - < story.json > story.png

The same story and options give the same bytes on every run. The picture \
is written whole or not at all: when anything fails, a file that was there stays as it \
was. What was written is told on standard error.

Exit codes:
  0  written
  1  the story has problems
  2  the story cannot be read, the picture cannot be made or written, or the arguments are wrong";

/// Write the timeline as a PNG; needs no window, GPU or display
#[derive(Args, Debug)]
#[command(after_help = EXPORT_EXAMPLES)]
pub(super) struct Export {
    #[command(flatten)]
    pub(super) input: Input,
    /// File to write; - is standard output
    #[arg(short, long, value_name = "OUT.png", value_hint = ValueHint::FilePath)]
    pub(super) output: PathBuf,
    /// Width in points [default: 1280, a poster: what its titles need]
    #[arg(long, value_name = "POINTS", value_parser = points)]
    pub(super) width: Option<u32>,
    /// Height in points [default: 800, a poster: what its lanes need]
    #[arg(long, value_name = "POINTS", value_parser = points)]
    pub(super) height: Option<u32>,
    /// Pixels per point, from 0.25 to 8
    #[arg(long, value_name = "FACTOR", default_value = "1", value_parser = scale)]
    pub(super) scale: f32,
    /// Colours [default: those of --view, else dark]
    #[arg(long)]
    pub(super) theme: Option<Brightness>,
    /// The whole story, with its title and sources around it
    #[arg(long, conflicts_with_all = ["from", "to"])]
    pub(super) poster: bool,
    /// Event to start with, by its id
    #[arg(long, value_name = "EVENT")]
    pub(super) from: Option<String>,
    /// Event to end with, by its id
    #[arg(long, value_name = "EVENT")]
    pub(super) to: Option<String>,
    /// Event to select, by its id: what it came of and what it led to is lit
    #[arg(long, value_name = "EVENT")]
    pub(super) select: Option<String>,
    /// View to write: a link, or what follows its #
    ///
    /// Such as event=siege&window=0.5..12&folded=sea,camp&search=gate&theme=dark, where thread=, character=, place=, group=,
    /// tag= and presence= select too, and window= is in ticks: steps, millionths of a unit, or milliseconds, kept within the story. What of
    /// it is not understood, or is not in the story, is an error. A poster shows the whole of the axis all the same. The
    /// flags below go before what it says.
    #[arg(long, value_name = "LINK", conflicts_with_all = ["from", "to", "select"])]
    pub(super) view: Option<String>,
    /// What the axis follows [default: what --view says, else happening]
    #[arg(long)]
    pub(super) order: Option<Order>,
    /// What the lanes stand for [default: what --view says, else thread]
    #[arg(long, value_name = "BY")]
    pub(super) lanes: Option<Lanes>,
    /// Characters whose paths are drawn, by their ids or names
    #[arg(long, value_name = "CHARACTER,…")]
    pub(super) paths: Option<String>,
    /// Events to keep, as searched for; the others are dimmed
    ///
    /// Words, "phrases in quotes", thread:, cast:, place:, tag: and phase: before a word or a phrase, and a minus before
    /// what is not to be there.
    #[arg(long, value_name = "QUERY")]
    pub(super) filter: Option<String>,
    /// Hide what the filter does not keep, rather than dim it
    #[arg(long)]
    pub(super) hide: bool,
    /// Chart below the lanes [default without a name: pacing]
    #[arg(long, value_name = "CHART", num_args = 0..=1, default_missing_value = "pacing")]
    pub(super) charts: Option<Chart>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Brightness {
    Dark,
    Light,
}

impl From<Brightness> for view::Brightness {
    fn from(brightness: Brightness) -> Self {
        match brightness {
            Brightness::Dark => Self::Dark,
            Brightness::Light => Self::Light,
        }
    }
}

/// A word of the state's as a value of a flag.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident of $of:path { $($(#[$word_doc:meta])* $word:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
        pub(super) enum $name {
            $($(#[$word_doc])* $word),*
        }

        impl From<$name> for $of {
            fn from(word: $name) -> Self {
                match word {
                    $($name::$word => Self::$word),*
                }
            }
        }
    };
}

words!(
    /// What the axis follows.
    Order of order::Order {
        /// The order in which things happen
        Happening,
        /// The order in which they are told
        Telling,
    }
);
words!(
    /// What lanes stand for.
    Lanes of arrangement::LanesBy {
        /// Plot threads
        Thread,
        /// Places, each below the one it lies in
        Place,
        /// Characters; an event stands in the lane of each of its cast
        Character,
        /// Groups of threads, or of characters where threads have none
        Group,
        /// Tags; an event stands in the lane of each of them
        Tag,
    }
);
words!(
    /// A chart.
    Chart of chart::Chart {
        /// Events under way, by thread
        Pacing,
        /// Threads and characters at once
        Stage,
        /// The telling against the happening
        Curve,
        /// Characters by phases
        Presence,
    }
);

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Lines for people
    Text,
    /// One JSON object for programs
    Json,
}

const CHECK_NOTES: &str = "\
As text each problem is a line `STORY:12:5 events[3].thread: what is wrong; the mend`, then \
comes a line that counts them. Notes are worth a look but do no harm.

As JSON one object is written to standard output, also when the story cannot be read:
  plotlanes  version of the program
  story      path as given, - for standard input, null for the embedded episode
  errors     how many problems keep the story from opening
  notes      how many do not
  problems   in the order of the file, each with
    severity   error or note
    code       stable name of what is wrong, such as unknown-thread
    message    what is wrong and how to mend it; the words may change
    path       place in the document, such as events[3].thread; may be empty
    line       line in the file, from 1; null where unknown
    column     character in that line, from 1; null where unknown

Exit codes:
  0  no errors
  1  errors
  2  the story cannot be read, or the arguments are wrong";

/// Tell everything that is wrong with a story file, with place and mend
#[derive(Args, Debug)]
#[command(after_long_help = CHECK_NOTES)]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) input: Input,
    /// How to tell it
    #[arg(long, default_value = "text")]
    pub(super) format: Format,
}

const INSPECT_NOTES: &str = "\
As JSON one object is written to standard output:
  plotlanes  version of the program
  title      of the story
  time       its kind: order, number or date; its unit for number
  threads    the lanes from top to bottom, each with
    id, title, group
    lane     from 0
    rows     how many the lane has
    events   how many are in it
  events     in the order of the file, each with
    id, title
    thread   id of the thread it belongs to first
    lane     from 0 at the top
    row      in that lane, from 0, as packed for a picture of 1280 × 800 points
    start, end
             where it is drawn
    earliest_start, latest_start, earliest_end, latest_end
             where else the story lets its ends be
    told     place in the telling, from 1
    happens  place in the happening, from 1; what starts together as the file has it
    anachrony
             analepsis for what is told later than it happened, prolepsis for what is told
             before, null for what is told in its turn
  analysis   of the telling as a whole
    nonlinearity, inversions
             how far it departs from the happening: 0 where it follows it
    ties     how many events start together with others
    analepses, prolepses
             how many are told out of order
Times are whole steps for order, numbers of the unit for number, and ISO 8601 texts for \
date: a day alone is its midnight, and years before 1 have a minus, so -0043 is 44 BCE.

As text the events stand in the order of happening; `could be` gives the earliest start and the latest \
end where these are not as drawn.

Exit codes:
  0  done
  1  the story has problems, which are told on standard error
  2  the story cannot be read, or the arguments are wrong";

/// Show the story as placed: where each event lies, and where else it could
#[derive(Args, Debug)]
#[command(after_long_help = INSPECT_NOTES)]
pub(super) struct Inspect {
    #[command(flatten)]
    pub(super) input: Input,
    /// How to show it
    #[arg(long, default_value = "text")]
    pub(super) format: Format,
}

words!(
    /// A kind of time.
    Time of generate::Time {
        /// No clock: relations, and what follows what
        Order,
        /// Numbers of hours
        Number,
        /// Dates
        Date,
    }
);

const GENERATE_NOTES: &str = "\
Examples:
  plotlanes generate --events 10000 -o big.json
  plotlanes generate --events 500 --time order --seed 7 | plotlanes check -

The same numbers give the same bytes on every machine. A file is written whole or not at all.

Exit codes:
  0  written
  2  the file cannot be written, or the arguments are wrong";

/// Make a story of any size, shaped like a told one: for measuring and trying out
#[derive(Args, Debug)]
#[command(after_help = GENERATE_NOTES)]
pub(super) struct Generate {
    /// How many events, up to ten million
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub(super) events: u32,
    /// How many threads, each with an event at least [default: at most 20]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(super) threads: Option<u32>,
    /// How many characters [default: at most 200]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(..=1_000_000))]
    pub(super) characters: Option<u32>,
    /// How many places [default: at most 100]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(..=1_000_000))]
    pub(super) places: Option<u32>,
    /// Another number makes another story
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) seed: u64,
    /// Its kind of time
    #[arg(long, default_value = "number")]
    pub(super) time: Time,
    /// File to write; - is standard output
    #[arg(short, long, value_name = "OUT.json", default_value = "-", value_hint = ValueHint::FilePath)]
    pub(super) output: PathBuf,
}

/// Print a completion script for a shell
#[derive(Args, Debug)]
#[command(after_help = "Example: plotlanes completions bash > ~/.local/share/bash-completion/completions/plotlanes")]
pub(super) struct Completions {
    /// Shell to complete in
    pub(super) shell: Shell,
}

fn points(text: &str) -> Result<u32, String> {
    text.parse().map_err(|_| "this must be a whole number of points".to_owned())
}

fn scale(text: &str) -> Result<f32, String> {
    text.parse().map_err(|_| "this must be a number such as 2 or 1.5".to_owned())
}
