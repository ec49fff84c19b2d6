//! Reads objects, and characters and places written as names alone. serde's derived code would also read a list such as
//! `["kira", "Kira"]` as the fields of a character; here that is an error.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::{Character, Place};
use crate::document::made_id::id_from_name;
use crate::text::Text;

/// An item that may be written as a name alone.
pub trait Named<'a>: Deserialize<'a> {
    /// The item with this name, and the id made from it.
    fn from_name(name: Text<'a>) -> Self;
}

impl<'a> Named<'a> for Character<'a> {
    fn from_name(name: Text<'a>) -> Self {
        Self { id: made_id(&name), name, ..Self::default() }
    }
}

impl<'a> Named<'a> for Place<'a> {
    fn from_name(name: Text<'a>) -> Self {
        Self { id: made_id(&name), name, ..Self::default() }
    }
}

fn made_id<'a>(name: &str) -> Text<'a> {
    Text(Cow::Owned(id_from_name(name)))
}

/// Reads an object.
pub(super) fn object<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(ObjectVisitor(PhantomData))
}

/// Reads an object that may be left out, but not be null.
pub(super) fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    object(deserializer).map(Some)
}

/// Reads a list of objects.
pub(super) fn objects<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    struct Entry<T>(T);
    impl<'de, T: Deserialize<'de>> Deserialize<'de> for Entry<T> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            object(deserializer).map(Self)
        }
    }
    Vec::<Entry<T>>::deserialize(deserializer).map(|list| list.into_iter().map(|entry| entry.0).collect())
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map))
    }
}

/// Reads a list of objects and names.
pub(super) fn list<'de, D: Deserializer<'de>, T: Named<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    struct Entry<T>(T);
    impl<'de, T: Named<'de>> Deserialize<'de> for Entry<T> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            deserializer.deserialize_any(EntryVisitor(PhantomData)).map(Self)
        }
    }
    Vec::<Entry<T>>::deserialize(deserializer).map(|list| list.into_iter().map(|entry| entry.0).collect())
}

struct EntryVisitor<T>(PhantomData<T>);

impl<'de, T: Named<'de>> Visitor<'de> for EntryVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name or an object")
    }

    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<T, E> {
        Ok(T::from_name(Text(Cow::Borrowed(name))))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<T, E> {
        Ok(T::from_name(Text(Cow::Owned(name.to_owned()))))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map))
    }
}
