//! The arguments of the command line, as clap reads them, each with its line of help; longer texts are in [`help`].
//! Does nothing with them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

use super::help;
use crate::generate;
use crate::state::{arrangement, chart, view};
use crate::story::order;

/// Plot threads side by side in time
///
/// Plotlanes lays a story's plot threads side by side in time: each thread is a lane, each event a mark on it. It
/// needs no dates: what is known is drawn, and what is not known is shown as not known.
///
/// Without a command it opens a window. The other commands need no display.
#[derive(Debug, Parser)]
#[command(name = "plotlanes", version, after_help = help::PROGRAM_SHORT, after_long_help = help::PROGRAM, args_conflicts_with_subcommands = true)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) task: Option<Task>,
    #[command(flatten)]
    pub(super) input: Input,
    /// View to open with: a link, or what follows its # (see below)
    ///
    /// The window tells which parts cannot be shown, and shows the rest.
    #[arg(long, value_name = "LINK")]
    pub(super) view: Option<String>,
}

/// The story to read.
#[derive(Args, Debug)]
pub(super) struct Input {
    /// Story file, or - for standard input [default: the embedded episode]
    #[arg(value_hint = ValueHint::FilePath)]
    pub(super) story: Option<PathBuf>,
}

/// The fonts for letters that the bundled font lacks.
#[derive(Args, Debug)]
pub(super) struct FontArgs {
    /// Font for letters that Inter lacks, asked before those of the system; may be given several times
    #[arg(long = "font", value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) named: Vec<PathBuf>,
    /// Take no fonts of the system, so that the bytes are the same on every machine
    #[arg(long)]
    pub(super) bundled_fonts_only: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Task {
    Export(Export),
    Check(Check),
    Inspect(Inspect),
    Edit(EditFile),
    Import(ImportFile),
    Generate(Generate),
    Completions(Completions),
}

/// Write the timeline as a PNG; needs no window, GPU or display
#[derive(Args, Debug)]
#[command(after_help = help::EXPORT_SHORT, after_long_help = help::EXPORT)]
pub(super) struct Export {
    #[command(flatten)]
    pub(super) input: Input,
    /// File to write, or - for standard output
    #[arg(short, long, value_name = "OUT.png", value_hint = ValueHint::FilePath)]
    pub(super) output: PathBuf,
    /// Width in points [default: 1280; for a poster, as wide as its titles need]
    #[arg(long, value_name = "POINTS", value_parser = points)]
    pub(super) width: Option<u32>,
    /// Height in points [default: 800; for a poster, as high as its lanes need]
    #[arg(long, value_name = "POINTS", value_parser = points)]
    pub(super) height: Option<u32>,
    /// Pixels per point, from 0.25 to 8 [default: 1; for a poster 2, or less if it would be too large]
    #[arg(long, value_name = "FACTOR", value_parser = scale)]
    pub(super) scale: Option<f32>,
    /// Colours [default: as in --view, else dark]
    #[arg(long)]
    pub(super) theme: Option<Brightness>,
    /// The whole story, every lane and the whole axis, with its title and sources around it
    #[arg(long, conflicts_with_all = ["from", "to"])]
    pub(super) poster: bool,
    /// Event to start with, by its id
    #[arg(long, value_name = "EVENT")]
    pub(super) from: Option<String>,
    /// Event to end with, by its id
    #[arg(long, value_name = "EVENT")]
    pub(super) to: Option<String>,
    /// Event to select, by its id: it is in the picture, and its causes and effects are highlighted
    #[arg(long, value_name = "EVENT")]
    pub(super) select: Option<String>,
    /// View to write: a link, or what follows its # (see below)
    #[arg(long, value_name = "LINK", conflicts_with_all = ["from", "to", "select"])]
    pub(super) view: Option<String>,
    /// Order of the axis [default: as in --view, else happening]
    #[arg(long)]
    pub(super) order: Option<Order>,
    /// Kind of lanes [default: as in --view, else thread]
    #[arg(long, value_name = "BY")]
    pub(super) lanes: Option<Lanes>,
    /// Characters whose paths are drawn, by their ids or names
    #[arg(long, value_name = "CHARACTER,…")]
    pub(super) paths: Option<String>,
    /// Search whose hits stay as they are; the other events are dimmed
    ///
    /// Words and "phrases in quotes", with thread:, cast:, place:, tag: or phase: before them to limit where they may
    /// be, and a minus to exclude events with them: cast:kira place:cardassia -odo
    #[arg(long, value_name = "QUERY")]
    pub(super) filter: Option<String>,
    /// Hide the events that the filter leaves out, rather than dim them
    #[arg(long)]
    pub(super) hide: bool,
    /// Chart below the lanes [default without a name: pacing]
    #[arg(long, value_name = "CHART", num_args = 0..=1, default_missing_value = "pacing")]
    pub(super) charts: Option<Chart>,
    #[command(flatten)]
    pub(super) fonts: FontArgs,
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

/// Defines the values of an option that stand for the values of an enum of the library.
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
    /// The order that the axis follows.
    Order of order::Order {
        /// The order in which things happen
        Happening,
        /// The order in which they are told
        Telling,
    }
);
words!(
    /// The things that lanes stand for.
    Lanes of arrangement::LanesBy {
        /// Plot threads
        Thread,
        /// Places, each below the one it is in
        Place,
        /// Characters; an event is in the lane of each of its cast
        Character,
        /// Groups of threads, or of characters if no thread has one
        Group,
        /// Tags; an event is in the lane of each of its tags
        Tag,
    }
);
words!(
    /// A chart.
    Chart of chart::Chart {
        /// Events under way, by thread
        Pacing,
        /// Active threads and characters
        Stage,
        /// Order of telling against order of happening
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

/// List every mistake in a story file, with its place and how to fix it
#[derive(Args, Debug)]
#[command(after_long_help = help::CHECK)]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) input: Input,
    /// Form of the answer
    #[arg(long, default_value = "text")]
    pub(super) format: Format,
    #[command(flatten)]
    pub(super) fonts: FontArgs,
}

/// Show where each event was placed, and where else it could be
#[derive(Args, Debug)]
#[command(after_long_help = help::INSPECT)]
pub(super) struct Inspect {
    #[command(flatten)]
    pub(super) input: Input,
    /// Form of the answer
    #[arg(long, default_value = "text")]
    pub(super) format: Format,
}

/// Make edits of a story file, all or none, and leave the rest of it as it is
#[derive(Args, Debug)]
#[command(override_usage = "plotlanes edit [OPTIONS] <STORY> <EDITS>", after_help = help::EDIT_SHORT, after_long_help = help::EDIT)]
pub(super) struct EditFile {
    /// Story file, or - for standard input
    #[arg(value_hint = ValueHint::FilePath)]
    pub(super) story: PathBuf,
    /// File with a JSON list of edits, or - for standard input
    #[arg(value_hint = ValueHint::FilePath)]
    pub(super) edits: Option<PathBuf>,
    /// File to write instead of STORY, or - for standard output [default: STORY]
    #[arg(short, long, value_name = "OUT.json", value_hint = ValueHint::FilePath)]
    pub(super) output: Option<PathBuf>,
    /// Show what would change, as `diff -u` does, and write nothing
    #[arg(long, conflicts_with = "output")]
    pub(super) dry_run: bool,
}

/// Make a story file from a file of another program
#[derive(Args, Debug)]
#[command(after_help = help::import::SHORT, after_long_help = help::import::LONG)]
pub(super) struct ImportFile {
    /// File to read, or - for standard input
    #[arg(value_hint = ValueHint::FilePath)]
    pub(super) file: PathBuf,
    /// Format of the file [default: told from its content and name]
    #[arg(long, value_name = "NAME")]
    pub(super) format: Option<String>,
    /// Story file to write, which must not be there yet, or - for standard output
    #[arg(short, long, value_name = "OUT.json", default_value = "-", value_hint = ValueHint::FilePath)]
    pub(super) output: PathBuf,
    /// What columns of a table hold, such as title=Scene,thread=Plot
    #[arg(long, value_name = "FIELD=COLUMN", value_delimiter = ',', value_parser = column)]
    pub(super) columns: Vec<(String, String)>,
    /// Read 3/4/1916 as the third of April
    #[arg(long, conflicts_with = "month_first")]
    pub(super) day_first: bool,
    /// Read 3/4/1916 as the fourth of March
    #[arg(long)]
    pub(super) month_first: bool,
}

words!(
    /// A kind of time.
    Time of generate::Time {
        /// No clock: only relations such as after and during
        Order,
        /// Numbers of hours
        Number,
        /// Dates
        Date,
    }
);

/// Generate a story of any size, for measuring and trying out
#[derive(Args, Debug)]
#[command(after_help = help::GENERATE)]
pub(super) struct Generate {
    /// How many events, up to ten million
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub(super) events: u32,
    /// How many threads, each with at least one event [default: up to 20]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(super) threads: Option<u32>,
    /// How many characters [default: up to 200]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(..=1_000_000))]
    pub(super) characters: Option<u32>,
    /// How many places [default: up to 100]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(..=1_000_000))]
    pub(super) places: Option<u32>,
    /// Number to start from: another number makes another story
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) seed: u64,
    /// Its kind of time
    #[arg(long, default_value = "number")]
    pub(super) time: Time,
    /// File to write, or - for standard output
    #[arg(short, long, value_name = "OUT.json", default_value = "-", value_hint = ValueHint::FilePath)]
    pub(super) output: PathBuf,
}

/// Print a completion script for a shell
#[derive(Args, Debug)]
#[command(after_help = help::COMPLETIONS)]
pub(super) struct Completions {
    /// Shell to complete in
    pub(super) shell: Shell,
}

fn column(text: &str) -> Result<(String, String), String> {
    let (field, column) = text.split_once('=').ok_or("this must be a field and a column, such as title=Scene")?;
    Ok((field.trim().to_owned(), column.trim().to_owned()))
}

fn points(text: &str) -> Result<u32, String> {
    text.parse().map_err(|_| "this must be a whole number of points".to_owned())
}

fn scale(text: &str) -> Result<f32, String> {
    text.parse().map_err(|_| "this must be a number such as 2 or 1.5".to_owned())
}
