//! Values that serde's derive cannot read as they should be: causes in two forms, numbers to be read digit by digit,
//! and facts in their order.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::{Cause, Link};
use crate::text::Text;

impl<'de: 'a, 'a> Deserialize<'de> for Cause<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct CauseVisitor;
        impl<'de> Visitor<'de> for CauseVisitor {
            type Value = Cause<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an event's id or a link")
            }

            fn visit_borrowed_str<E: Error>(self, id: &'de str) -> Result<Self::Value, E> {
                Ok(Cause::Id(Text(Cow::Borrowed(id))))
            }

            fn visit_str<E: Error>(self, id: &str) -> Result<Self::Value, E> {
                Ok(Cause::Id(Text(Cow::Owned(id.to_owned()))))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                Link::deserialize(MapAccessDeserializer::new(map)).map(Cause::Link)
            }
        }
        deserializer.deserialize_any(CauseVisitor)
    }
}

/// An exact time or a length as written: a number or a text, which of them the story's kind of time says.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(transparent)]
pub struct Exact<'a>(#[serde(borrow)] pub &'a RawValue);

/// Facts as label and value, in the file's order. A label that comes twice is an error.
#[derive(Debug, Default)]
pub struct Facts<'a>(pub Vec<(Text<'a>, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Facts<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FactsVisitor;
        impl<'de> Visitor<'de> for FactsVisitor {
            type Value = Facts<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of facts")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut seen = std::collections::HashSet::new();
                let mut facts = Vec::new();
                while let Some((label, value)) = map.next_entry::<Text<'de>, &'de RawValue>()? {
                    if !seen.insert(label.clone()) {
                        return Err(A::Error::custom("a fact comes twice"));
                    }
                    facts.push((label, value));
                }
                Ok(Facts(facts))
            }
        }
        deserializer.deserialize_map(FactsVisitor)
    }
}
