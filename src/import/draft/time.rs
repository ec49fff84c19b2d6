//! The times of a story being made.

use serde::Serialize;
use serde_json::{Value, json};

/// A kind of time.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum TimeDraft {
    /// No clock.
    #[default]
    Order,
    /// Numbers of a unit.
    Number {
        /// The unit in the singular.
        unit: String,
        /// The unit in the plural.
        units: String,
    },
    /// Dates of the Gregorian calendar.
    Date,
    /// A calendar of the story's own, as our format writes it.
    Calendar(Value),
}

impl TimeDraft {
    /// It as our format writes it; `None` for an order, which is left out.
    pub(super) fn value(&self) -> Option<Value> {
        match self {
            Self::Order => None,
            Self::Number { unit, units } if unit.is_empty() && units.is_empty() => Some(json!({ "kind": "number" })),
            Self::Number { unit, units } => Some(json!({ "kind": "number", "unit": unit, "units": units })),
            Self::Date => Some(json!({ "kind": "date" })),
            Self::Calendar(calendar) => Some(calendar.clone()),
        }
    }
}

/// The time of an event: texts are dates or lengths in ISO 8601 and EDTF, numbers are units; relations are ids of events.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct WhenDraft {
    /// The moment when it happens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Value>,
    /// When it starts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Value>,
    /// When it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Value>,
    /// How long it lasts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lasts: Option<Value>,
    /// The events that it is before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<String>,
    /// The events that it is after.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<String>,
    /// The events that start when it ends.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub meets: Vec<String>,
    /// The events that end when it starts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub met_by: Vec<String>,
    /// The events that it lies within.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub during: Vec<String>,
    /// The events that start and end when it does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub equals: Vec<String>,
    /// The events that share some time with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub meanwhile: Vec<String>,
}

impl WhenDraft {
    /// A moment or a date.
    pub fn at(at: impl Into<Value>) -> Self {
        Self { at: Some(at.into()), ..Self::default() }
    }

    /// A stretch between two moments or dates.
    pub fn between(from: impl Into<Value>, to: impl Into<Value>) -> Self {
        Self { from: Some(from.into()), to: Some(to.into()), ..Self::default() }
    }
}
