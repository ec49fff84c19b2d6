//! The story document as written: serde types only, nothing resolved. `data/story.schema.json` is made from these types
//! and their comments.
//!
//! Texts are borrowed from the file wherever they hold no escapes. Optional fields are left out or given, never null.

mod named;
mod value;

use serde::{Deserialize, Deserializer};

pub use crate::text::Text;
pub use named::Named;
pub use value::{Exact, Facts, OneOrMany};

/// A story told in parallel plot threads. Comments and a comma after the last thing in a list are allowed.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StoryFile<'a> {
    /// The address of the schema of this format; editors use it, the program does not.
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
    /// Facts about the work the story is told in, such as its series, season and writers, in the order to show them.
    /// A fact is a text, a number, true or false, or a list of those.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "schema::Facts"))]
    pub work: Facts<'a>,
    /// The kind of the story's times; an order without a clock if it is left out.
    #[serde(default, deserialize_with = "named::object")]
    pub time: Time<'a>,
    /// The sources that the events rest on.
    #[serde(default, deserialize_with = "named::objects")]
    pub sources: Vec<Source<'a>>,
    /// The plot threads, one swimlane each, in the order to show them.
    #[serde(deserialize_with = "named::objects")]
    pub threads: Vec<Thread<'a>>,
    /// The characters who take part. A name alone is a character too; its id is made from it: in lower case, with hyphens between the
    /// words, so that "Kira Nerys" has the id kira-nerys.
    #[serde(default, deserialize_with = "named::list")]
    #[cfg_attr(test, schemars(with = "Vec<schema::NameOr<Character>>"))]
    pub characters: Vec<Character<'a>>,
    /// The places it plays in. A name alone is a place too; its id is made from it as those of characters are.
    #[serde(default, deserialize_with = "named::list")]
    #[cfg_attr(test, schemars(with = "Vec<schema::NameOr<Place>>"))]
    pub places: Vec<Place<'a>>,
    /// Named stretches of the story, which the axis shows.
    #[serde(default, deserialize_with = "named::objects")]
    pub phases: Vec<Phase<'a>>,
    /// The events, in the order they are told.
    #[serde(deserialize_with = "named::objects")]
    pub events: Vec<Event<'a>>,
}

/// The kind of a story's times.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Time<'a> {
    /// `order`: no clock, only what comes before what. `number`: numbers of some unit. `date`: calendar dates.
    pub kind: Kind,
    /// The unit that is counted, in the singular, such as minute or chapter; only with `number`.
    #[serde(borrow, default)]
    pub unit: Text<'a>,
    /// The same in the plural, such as feet for foot. Without it, the usual English units get theirs, and others stay
    /// as they are.
    #[serde(default)]
    pub units: Text<'a>,
}

/// A kind of time.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Kind {
    /// No clock: exact times, if there are any, are whole steps.
    #[default]
    Order,
    /// Numbers, kept to a millionth.
    Number,
    /// ISO 8601 dates in the proleptic Gregorian calendar.
    Date,
}

/// Something that events rest on.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Source<'a> {
    /// The name that events cite it by.
    #[serde(borrow)]
    #[cfg_attr(test, schemars(length(min = 1, max = 1000)))]
    pub id: Text<'a>,
    /// The title.
    #[cfg_attr(test, schemars(length(min = 1, max = 1000)))]
    pub title: Text<'a>,
    /// The address it is found at.
    #[serde(default)]
    pub url: Text<'a>,
    /// The licence it is under.
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
    /// A few sentences on what it is about.
    #[serde(default)]
    pub summary: Text<'a>,
    /// A group it belongs to, such as the place it plays in. Neighbours of one group get a common bracket.
    #[serde(default)]
    pub group: Text<'a>,
}

/// Somebody who takes part: a person, a species, a power.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Character<'a> {
    /// The name that events call them by.
    #[serde(borrow)]
    #[cfg_attr(test, schemars(length(min = 1, max = 1000)))]
    pub id: Text<'a>,
    /// The full name.
    #[cfg_attr(test, schemars(length(min = 1, max = 1000)))]
    pub name: Text<'a>,
    /// Other names, which the search finds too.
    #[serde(default)]
    pub aliases: OneOrMany<Text<'a>>,
    /// A group they belong to, such as a crew or a people.
    #[serde(default)]
    pub group: Text<'a>,
    /// A few sentences on who they are.
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
    /// The title.
    #[cfg_attr(test, schemars(length(min = 1, max = 1000)))]
    pub name: Text<'a>,
    /// The id of the place it lies in.
    #[serde(default, deserialize_with = "given")]
    #[cfg_attr(test, schemars(with = "Text"))]
    pub within: Option<Text<'a>>,
}

/// A named stretch of the story, which the axis shows.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Phase<'a> {
    /// The title.
    #[serde(borrow)]
    #[cfg_attr(test, schemars(length(min = 1, max = 1000)))]
    pub title: Text<'a>,
    /// The id of the event whose start it starts with.
    pub from: Text<'a>,
    /// The id of the event whose end it ends with.
    pub to: Text<'a>,
}

/// Something that happens.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(extend("examples" = schema::events())))]
pub struct Event<'a> {
    /// The name that other events call it by.
    #[serde(borrow)]
    #[cfg_attr(test, schemars(length(min = 1, max = 1000)))]
    pub id: Text<'a>,
    /// Its label: best at most 40 characters.
    #[cfg_attr(test, schemars(length(min = 1, max = 1000)))]
    pub title: Text<'a>,
    /// A sentence or a few on what happens.
    #[serde(default)]
    pub summary: Text<'a>,
    /// The id of the thread it belongs to first.
    pub thread: Text<'a>,
    /// The ids of further threads it belongs to.
    #[serde(default)]
    pub also: OneOrMany<Text<'a>>,
    /// Its time, as far as it is known. If it is left out, the event follows the one before it in its thread.
    #[serde(default, deserialize_with = "named::given")]
    #[cfg_attr(test, schemars(with = "When"))]
    pub when: Option<Box<When<'a>>>,
    /// Its place in the telling, as any number; its place in this list, from 1, if it is left out.
    #[serde(default, deserialize_with = "given")]
    #[cfg_attr(test, schemars(with = "f64"))]
    pub told: Option<f64>,
    /// The id of the place it happens in.
    #[serde(default, deserialize_with = "given")]
    #[cfg_attr(test, schemars(with = "Text"))]
    pub place: Option<Text<'a>>,
    /// The ids of the characters who take part.
    #[serde(default)]
    pub cast: OneOrMany<Text<'a>>,
    /// The events it came of: ids, or links with a relation and a note.
    #[serde(default)]
    pub because: OneOrMany<Cause<'a>>,
    /// Free words to find it by.
    #[serde(default)]
    pub tags: OneOrMany<Text<'a>>,
    /// The places in sources where it is told.
    #[serde(default, deserialize_with = "named::objects")]
    pub cites: Vec<Cite<'a>>,
}

/// An event's time, as far as it is known: exact times, relations to other events, or both.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct When<'a> {
    /// The moment it happens at; with `lasts`, the moment it starts.
    #[serde(borrow, default, deserialize_with = "given")]
    #[cfg_attr(test, schemars(with = "Exact"))]
    pub at: Option<Exact<'a>>,
    /// When it starts.
    #[serde(borrow, default, deserialize_with = "given")]
    #[cfg_attr(test, schemars(with = "Exact"))]
    pub from: Option<Exact<'a>>,
    /// When it ends.
    #[serde(borrow, default, deserialize_with = "given")]
    #[cfg_attr(test, schemars(with = "Exact"))]
    pub to: Option<Exact<'a>>,
    /// Its length: steps, a number of units, or an ISO 8601 duration such as P3D or PT1H30M.
    #[serde(borrow, default, deserialize_with = "given")]
    #[cfg_attr(test, schemars(with = "Exact"))]
    pub lasts: Option<Exact<'a>>,
    /// It ends before these events start.
    #[serde(default)]
    pub before: OneOrMany<Text<'a>>,
    /// It starts after these events end.
    #[serde(default)]
    pub after: OneOrMany<Text<'a>>,
    /// It ends where these events start.
    #[serde(default)]
    pub meets: OneOrMany<Text<'a>>,
    /// It starts where these events end.
    #[serde(default)]
    pub met_by: OneOrMany<Text<'a>>,
    /// It starts before these events start and ends within them.
    #[serde(default)]
    pub overlaps: OneOrMany<Text<'a>>,
    /// It starts within these events and ends after they end.
    #[serde(default)]
    pub overlapped_by: OneOrMany<Text<'a>>,
    /// It starts after these events start and ends before they end.
    #[serde(default)]
    pub during: OneOrMany<Text<'a>>,
    /// It starts before these events start and ends after they end.
    #[serde(default)]
    pub contains: OneOrMany<Text<'a>>,
    /// It starts with these events and ends before they end.
    #[serde(default)]
    pub starts: OneOrMany<Text<'a>>,
    /// It starts with these events and ends after they end.
    #[serde(default)]
    pub started_by: OneOrMany<Text<'a>>,
    /// It ends with these events and starts after they start.
    #[serde(default)]
    pub finishes: OneOrMany<Text<'a>>,
    /// It ends with these events and starts before they start.
    #[serde(default)]
    pub finished_by: OneOrMany<Text<'a>>,
    /// It starts and ends with these events.
    #[serde(default)]
    pub equals: OneOrMany<Text<'a>>,
    /// Some of it happens while these events happen; no more is known.
    #[serde(default)]
    pub meanwhile: OneOrMany<Text<'a>>,
}

impl<'a> When<'a> {
    /// The events that it names for each relation, in the order of the fields.
    pub fn relations(&self) -> [&[Text<'a>]; 14] {
        [
            &self.before,
            &self.after,
            &self.meets,
            &self.met_by,
            &self.overlaps,
            &self.overlapped_by,
            &self.during,
            &self.contains,
            &self.starts,
            &self.started_by,
            &self.finishes,
            &self.finished_by,
            &self.equals,
            &self.meanwhile,
        ]
    }
}

/// An event that another came of.
#[derive(Debug)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(untagged))]
pub enum Cause<'a> {
    /// Its id alone.
    Id(Text<'a>),
    /// Its id with what ties the two.
    Link(Link<'a>),
}

/// A link to an event that another came of.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Link<'a> {
    /// The id of the cause.
    #[serde(borrow)]
    pub event: Text<'a>,
    /// The way it led here, in a word such as enables or motivates.
    #[serde(default)]
    pub relation: Text<'a>,
    /// A few words on what ties the two.
    #[serde(default)]
    pub note: Text<'a>,
}

/// A place in a source.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Cite<'a> {
    /// The id of the source.
    #[serde(borrow)]
    pub source: Text<'a>,
    /// The place in it, such as a page, a minute or a sentence.
    #[serde(default)]
    pub at: Text<'a>,
}

/// A field that may be left out, but is no null where it is given.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

#[cfg(test)]
mod schema;
