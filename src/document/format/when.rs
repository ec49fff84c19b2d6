//! The time of an event, as written.

use serde::Deserialize;

use super::{Exact, OneOrMany, given};
use crate::text::Text;

/// The time of an event, as far as it is known: exact times, relations to other events, or both.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct When<'a> {
    /// The moment when it happens; with `lasts`, the moment when it starts. A date means all of its unit: "1916" is some
    /// time in 1916. Also an interval of dates, such as "1914/1918".
    #[serde(borrow, default, deserialize_with = "given")]
    #[cfg_attr(test, schemars(with = "Exact"))]
    pub at: Option<Exact<'a>>,
    /// The moment when it starts.
    #[serde(borrow, default, deserialize_with = "given")]
    #[cfg_attr(test, schemars(with = "Exact"))]
    pub from: Option<Exact<'a>>,
    /// The moment when it ends.
    #[serde(borrow, default, deserialize_with = "given")]
    #[cfg_attr(test, schemars(with = "Exact"))]
    pub to: Option<Exact<'a>>,
    /// How long it lasts: a number of steps or units, or an ISO 8601 duration such as P3D, PT1H30M or P1Y6M.
    #[serde(borrow, default, deserialize_with = "given")]
    #[cfg_attr(test, schemars(with = "Exact"))]
    pub lasts: Option<Exact<'a>>,
    /// It ends before these events start.
    #[serde(default)]
    pub before: OneOrMany<Text<'a>>,
    /// It starts after these events end.
    #[serde(default)]
    pub after: OneOrMany<Text<'a>>,
    /// It ends when these events start.
    #[serde(default)]
    pub meets: OneOrMany<Text<'a>>,
    /// It starts when these events end.
    #[serde(default)]
    pub met_by: OneOrMany<Text<'a>>,
    /// It starts before these events start and ends during them.
    #[serde(default)]
    pub overlaps: OneOrMany<Text<'a>>,
    /// It starts during these events and ends after they end.
    #[serde(default)]
    pub overlapped_by: OneOrMany<Text<'a>>,
    /// It starts after these events start and ends before they end.
    #[serde(default)]
    pub during: OneOrMany<Text<'a>>,
    /// It starts before these events start and ends after they end.
    #[serde(default)]
    pub contains: OneOrMany<Text<'a>>,
    /// It starts when these events start and ends before they end.
    #[serde(default)]
    pub starts: OneOrMany<Text<'a>>,
    /// It starts when these events start and ends after they end.
    #[serde(default)]
    pub started_by: OneOrMany<Text<'a>>,
    /// It ends when these events end and starts after they start.
    #[serde(default)]
    pub finishes: OneOrMany<Text<'a>>,
    /// It ends when these events end and starts before they start.
    #[serde(default)]
    pub finished_by: OneOrMany<Text<'a>>,
    /// It starts and ends when these events do.
    #[serde(default)]
    pub equals: OneOrMany<Text<'a>>,
    /// It happens partly at the same time as these events; no more is known.
    #[serde(default)]
    pub meanwhile: OneOrMany<Text<'a>>,
}

impl<'a> When<'a> {
    /// The ids of the related events for each relation, in the order of the fields.
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
