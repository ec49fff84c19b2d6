//! What a story says for the checks of continuity, as written, and the findings that it accepts.

use serde::Deserialize;

use super::{Exact, OneOrMany, given};
use crate::text::Text;

/// A character who begins or ends with an event.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Bound<'a> {
    /// The id of the character.
    #[serde(borrow)]
    pub character: Text<'a>,
    /// How, in a word or a few, such as dies, leaves, is born or arrives.
    #[serde(default)]
    pub how: Text<'a>,
}

/// A fact that some characters learn, or know and act on.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Knowledge<'a> {
    /// The fact in a few words, always the same.
    #[serde(borrow)]
    #[cfg_attr(test, schemars(length(min = 1, max = 1000)))]
    pub fact: Text<'a>,
    /// The ids of the characters. If left out, it is everyone in the event's cast.
    #[serde(default)]
    pub characters: OneOrMany<Text<'a>>,
}

/// The way to another place.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Travel<'a> {
    /// The id of the other place.
    #[serde(borrow)]
    pub to: Text<'a>,
    /// How long it takes at least: a number of units, or an ISO 8601 duration such as PT3H. It counts for places within
    /// the two as well.
    #[serde(borrow)]
    pub lasts: Exact<'a>,
}

/// Findings that the author accepts: those of this kind that have all that is given here.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Muted<'a> {
    /// The kind of finding.
    pub finding: FindingKind,
    /// The ids of all events that the finding is about. If left out, it may be about any.
    #[serde(borrow, default)]
    pub events: OneOrMany<Text<'a>>,
    /// The id of the character whom the finding is about. If left out, it may be about anyone.
    #[serde(default, deserialize_with = "given")]
    #[cfg_attr(test, schemars(with = "Text"))]
    pub character: Option<Text<'a>>,
    /// The fact that the finding is about. If left out, it may be about any.
    #[serde(default)]
    pub fact: Text<'a>,
    /// Whether only possible findings are accepted: one that becomes certain is listed again.
    #[serde(default)]
    pub possible: bool,
    /// The reason, for other readers.
    #[serde(default)]
    pub why: Text<'a>,
}

/// A kind of finding of the checks of continuity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum FindingKind {
    /// A character is in two places at once, or cannot get from one to the other in time.
    TwoPlaces,
    /// A character takes part in an event after their end.
    AfterEnd,
    /// A character takes part in an event before their beginning.
    BeforeBeginning,
    /// An event comes before one that it came of.
    EffectBeforeCause,
    /// A character acts on a fact before learning it.
    KnownBeforeLearned,
    /// An event lies outside the phase that it belongs to.
    OutsidePhase,
}

impl FindingKind {
    /// All kinds.
    pub const ALL: [Self; 6] = [
        Self::TwoPlaces,
        Self::AfterEnd,
        Self::BeforeBeginning,
        Self::EffectBeforeCause,
        Self::KnownBeforeLearned,
        Self::OutsidePhase,
    ];

    /// Its name in a story file, and in the output of `plotlanes check --format json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::TwoPlaces => "two-places",
            Self::AfterEnd => "after-end",
            Self::BeforeBeginning => "before-beginning",
            Self::EffectBeforeCause => "effect-before-cause",
            Self::KnownBeforeLearned => "known-before-learned",
            Self::OutsidePhase => "outside-phase",
        }
    }
}
