//! The story document as written: serde types only, nothing resolved. `data/story.schema.json` is generated from these
//! types and their comments, so authors of stories read these comments in their editors.
//!
//! Texts without escapes are borrowed from the file. An optional field may be left out, but not null.

mod continuity;
mod named;
mod time;
mod value;
mod when;

use serde::{Deserialize, Deserializer};

pub use crate::text::Text;
pub use continuity::{Bound, FindingKind, Knowledge, Muted, Travel};
pub use named::Named;
pub use time::{Counts, DayOutside, Era, Kind, Leap, Month, Time};
pub use value::{Exact, Facts, OneOrMany, TextOr};
pub use when::When;

/// A story told in parallel plot threads. Comments and trailing commas are allowed.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StoryFile<'a> {
    /// The address of this schema; editors use it, the program does not.
    #[serde(borrow, rename = "$schema", default)]
    pub schema: Text<'a>,
    /// The version of the format.
    #[cfg_attr(test, schemars(with = "u32", extend("const" = 1)))]
    pub plotlanes: f64,
    /// The title of the story.
    #[cfg_attr(test, schemars(length(min = 1, max = 1000)))]
    pub title: Text<'a>,
    /// A few sentences on what the story is about.
    #[serde(default)]
    pub summary: Text<'a>,
    /// Facts about the work that tells the story, such as its series, season and writers, in the order to show them. A
    /// fact is a text, a number, true or false, or a list of those.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "schema::Facts"))]
    pub work: Facts<'a>,
    /// The kind of the story's times. If left out, the story has an order of events but no clock.
    #[serde(borrow, default)]
    pub time: Time<'a>,
    /// The sources that events cite.
    #[serde(default, deserialize_with = "named::objects")]
    pub sources: Vec<Source<'a>>,
    /// The plot threads, one swimlane each, in the order to show them.
    #[serde(deserialize_with = "named::objects")]
    pub threads: Vec<Thread<'a>>,
    /// The characters of the story. A character may be written as a name alone; its id is then the name in lower case,
    /// with hyphens between the words: "Kira Nerys" has the id kira-nerys.
    #[serde(default, deserialize_with = "named::list")]
    #[cfg_attr(test, schemars(with = "Vec<schema::NameOr<Character>>"))]
    pub characters: Vec<Character<'a>>,
    /// The places of the story. A place may be written as a name alone, like a character; its id is made in the same
    /// way.
    #[serde(default, deserialize_with = "named::list")]
    #[cfg_attr(test, schemars(with = "Vec<schema::NameOr<Place>>"))]
    pub places: Vec<Place<'a>>,
    /// Named periods of the story, shown on the time axis.
    #[serde(default, deserialize_with = "named::objects")]
    pub phases: Vec<Phase<'a>>,
    /// Findings of the checks that the author accepts: they are not listed again.
    #[serde(default, deserialize_with = "named::objects")]
    pub muted: Vec<Muted<'a>>,
    /// The events, in the order in which they are told.
    #[serde(deserialize_with = "named::objects")]
    pub events: Vec<Event<'a>>,
}

/// A source that events cite, such as a book or a web page.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Source<'a> {
    /// The id that events cite it by.
    #[serde(borrow)]
    #[cfg_attr(test, schemars(length(min = 1, max = 1000)))]
    pub id: Text<'a>,
    /// The title.
    #[cfg_attr(test, schemars(length(min = 1, max = 1000)))]
    pub title: Text<'a>,
    /// The address of the source, such as a URL.
    #[serde(default)]
    pub url: Text<'a>,
    /// The licence of the source.
    #[serde(default)]
    pub licence: Text<'a>,
}

/// A plot thread: one swimlane.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Thread<'a> {
    /// The name that events call it by.
    #[serde(borrow)]
    #[cfg_attr(test, schemars(length(min = 1, max = 1000)))]
    pub id: Text<'a>,
    /// The title.
    #[cfg_attr(test, schemars(length(min = 1, max = 1000)))]
    pub title: Text<'a>,
    /// A few sentences on what the thread is about.
    #[serde(default)]
    pub summary: Text<'a>,
    /// A group of threads, such as those in one place. Neighbouring threads of one group get a common bracket.
    #[serde(default)]
    pub group: Text<'a>,
}

/// A character: a person, a species or a power.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Character<'a> {
    /// The id that events refer to.
    #[serde(borrow)]
    #[cfg_attr(test, schemars(length(min = 1, max = 1000)))]
    pub id: Text<'a>,
    /// The full name.
    #[cfg_attr(test, schemars(length(min = 1, max = 1000)))]
    pub name: Text<'a>,
    /// Other names, which the search finds too.
    #[serde(default)]
    pub aliases: OneOrMany<Text<'a>>,
    /// A group of characters, such as a crew or a people.
    #[serde(default)]
    pub group: Text<'a>,
    /// Whether it is many, such as a people or a fleet: it may be in several places at once.
    #[serde(default)]
    pub collective: bool,
    /// A few sentences about the character.
    #[serde(default)]
    pub summary: Text<'a>,
}

/// A place.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Place<'a> {
    /// The name that events call it by.
    #[serde(borrow)]
    #[cfg_attr(test, schemars(length(min = 1, max = 1000)))]
    pub id: Text<'a>,
    /// The full name.
    #[cfg_attr(test, schemars(length(min = 1, max = 1000)))]
    pub name: Text<'a>,
    /// The id of the larger place that contains this one.
    #[serde(default, deserialize_with = "given")]
    #[cfg_attr(test, schemars(with = "Text"))]
    pub within: Option<Text<'a>>,
    /// The least times that it takes to other places, and back. Only for stories with a clock.
    #[serde(default, deserialize_with = "named::objects")]
    pub travel: Vec<Travel<'a>>,
}

/// A named period of the story, shown on the time axis.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Phase<'a> {
    /// The title.
    #[serde(borrow)]
    #[cfg_attr(test, schemars(length(min = 1, max = 1000)))]
    pub title: Text<'a>,
    /// The id of the event that it starts with.
    pub from: Text<'a>,
    /// The id of the event that it ends with.
    pub to: Text<'a>,
}

/// An event: something that happens in the story.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(extend("examples" = schema::events())))]
pub struct Event<'a> {
    /// The id that other events refer to.
    #[serde(borrow)]
    #[cfg_attr(test, schemars(length(min = 1, max = 1000)))]
    pub id: Text<'a>,
    /// The label; up to 40 characters read best.
    #[cfg_attr(test, schemars(length(min = 1, max = 1000)))]
    pub title: Text<'a>,
    /// A few sentences on what happens.
    #[serde(default)]
    pub summary: Text<'a>,
    /// The id of its main thread.
    pub thread: Text<'a>,
    /// The ids of other threads that it belongs to.
    #[serde(default)]
    pub also: OneOrMany<Text<'a>>,
    /// The time of the event, as far as it is known. If left out, the event follows the one before it in its thread.
    #[serde(default, deserialize_with = "named::given")]
    #[cfg_attr(test, schemars(with = "When"))]
    pub when: Option<Box<When<'a>>>,
    /// The title of the phase that it belongs to. It says nothing of its time; the checks report where the two disagree.
    #[serde(default, deserialize_with = "given")]
    #[cfg_attr(test, schemars(with = "Text"))]
    pub phase: Option<Text<'a>>,
    /// The position in the telling, as any number. If left out, it is the position in this list, counted from 1.
    #[serde(default, deserialize_with = "given")]
    #[cfg_attr(test, schemars(with = "f64"))]
    pub told: Option<f64>,
    /// The id of the place where it happens.
    #[serde(default, deserialize_with = "given")]
    #[cfg_attr(test, schemars(with = "Text"))]
    pub place: Option<Text<'a>>,
    /// The ids of the characters who take part.
    #[serde(default)]
    pub cast: OneOrMany<Text<'a>>,
    /// The characters who take part in nothing before this event: ids of those who are born or arrive, or objects that
    /// say how.
    #[serde(default)]
    pub begins: OneOrMany<TextOr<'a, Bound<'a>>>,
    /// The characters who take part in nothing after this event: ids of those who die or leave, or objects that say how.
    #[serde(default)]
    pub ends: OneOrMany<TextOr<'a, Bound<'a>>>,
    /// The facts that its cast learns here, each in a few words, such as "who the killer is"; or objects that say who
    /// learns them.
    #[serde(default)]
    pub learns: OneOrMany<TextOr<'a, Knowledge<'a>>>,
    /// The facts that its cast knows and acts on here, in the same words as in `learns`.
    #[serde(default)]
    pub knows: OneOrMany<TextOr<'a, Knowledge<'a>>>,
    /// The causes of the event: ids of events, or links with a relation and a note.
    #[serde(default)]
    pub because: OneOrMany<TextOr<'a, Link<'a>>>,
    /// Keywords, to find the event by.
    #[serde(default)]
    pub tags: OneOrMany<Text<'a>>,
    /// The passages of sources that describe it.
    #[serde(default, deserialize_with = "named::objects")]
    pub cites: Vec<Cite<'a>>,
}

/// A link to a causing event.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Link<'a> {
    /// The id of the causing event.
    #[serde(borrow)]
    pub event: Text<'a>,
    /// How the cause led to this event, in a word such as enables or motivates.
    #[serde(default)]
    pub relation: Text<'a>,
    /// A few words on how the cause led to this event.
    #[serde(default)]
    pub note: Text<'a>,
}

/// A passage of a source.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Cite<'a> {
    /// The id of the source.
    #[serde(borrow)]
    pub source: Text<'a>,
    /// The position in the source, such as a page, a minute or a sentence.
    #[serde(default)]
    pub at: Text<'a>,
}

/// Reads a field that may be left out, but not be null.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

#[cfg(test)]
mod schema;
