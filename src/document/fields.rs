//! The table of the format: the fields of each kind of object in the order to write them, the values they may have, and
//! the kinds of items they refer to. Checking, editing and splitting into chunks use it, so a new field is added here,
//! in [`format`](super::format), and in the story. A test compares the table with `data/story.schema.json`.

mod continuity;
mod time;

use continuity::{BOUND, KNOWLEDGE, MUTED, TRAVEL};
pub use time::TIME;

/// The kinds of items in a story's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemKind {
    /// In `sources`.
    Source,
    /// In `threads`.
    Thread,
    /// In `characters`.
    Character,
    /// In `places`.
    Place,
    /// In `phases`; phases have titles instead of ids.
    Phase,
    /// In `events`.
    Event,
}

impl ItemKind {
    /// All kinds, in the order of the format.
    pub const ALL: [Self; 6] = [Self::Source, Self::Thread, Self::Character, Self::Place, Self::Phase, Self::Event];

    /// The word for an item of this kind, such as `event`.
    pub fn word(self) -> &'static str {
        self.object().word
    }

    /// The field of the story that holds the list.
    pub fn list(self) -> &'static str {
        match self {
            Self::Source => "sources",
            Self::Thread => "threads",
            Self::Character => "characters",
            Self::Place => "places",
            Self::Phase => "phases",
            Self::Event => "events",
        }
    }

    /// The field that identifies an item: the id, or the title of a phase.
    pub fn naming_field(self) -> &'static str {
        if self == Self::Phase { "title" } else { "id" }
    }

    /// The fields of an item of this kind.
    pub fn fields(self) -> &'static [Field] {
        self.object().fields
    }

    /// The kind of object that describes an item.
    pub fn object(self) -> &'static ObjectKind {
        match self {
            Self::Source => SOURCE,
            Self::Thread => THREAD,
            Self::Character => CHARACTER,
            Self::Place => PLACE,
            Self::Phase => PHASE,
            Self::Event => EVENT,
        }
    }

    /// Whether an item may be written as a plain text, its name.
    pub fn may_be_text(self) -> bool {
        matches!(self, Self::Character | Self::Place)
    }
}

/// A kind of object.
#[derive(Debug, PartialEq, Eq)]
pub struct ObjectKind {
    /// The word for it in messages.
    pub word: &'static str,
    /// The fields of objects of this kind.
    pub fields: &'static [Field],
}

/// A field of an object.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// Whether every object of its kind must have it.
    pub required: bool,
    /// Whether its object is about more without it, so that the object is dropped with the last reference in it.
    pub narrows: bool,
    /// The values it may have.
    pub shape: Shape,
}

/// The values that a field may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A text.
    Text,
    /// The id of an item of this kind.
    Id(ItemKind),
    /// One of these texts, after the name for them in messages.
    Word(&'static str, &'static [&'static str]),
    /// A number.
    Number,
    /// True or false.
    Flag,
    /// The version of the format: the number 1.
    Version,
    /// A time or a length: a number or a text.
    Exact,
    /// A list of texts, or a single text.
    Texts,
    /// A list of values of this shape.
    List(&'static Shape),
    /// A list of ids, or a single id.
    Ids(ItemKind),
    /// An object of this kind.
    Object(&'static ObjectKind),
    /// A list of objects of this kind.
    Objects(&'static ObjectKind),
    /// A list of ids and of objects of this kind, or a single one.
    Links(ItemKind, &'static ObjectKind),
    /// A list of texts and of objects of this kind, or a single one.
    Phrases(&'static ObjectKind),
    /// The story's list of these items.
    Items(ItemKind),
    /// Facts: texts, numbers, true or false, or lists of those, by any name.
    Facts,
}

const fn field(name: &'static str, shape: Shape) -> Field {
    Field { name, required: false, narrows: false, shape }
}

const fn required(name: &'static str, shape: Shape) -> Field {
    Field { name, required: true, narrows: false, shape }
}

const fn narrowing(name: &'static str, shape: Shape) -> Field {
    Field { name, required: false, narrows: true, shape }
}

/// A story.
pub const STORY: &ObjectKind = &ObjectKind {
    word: "story",
    fields: &[
        field("$schema", Shape::Text),
        required("plotlanes", Shape::Version),
        required("title", Shape::Text),
        field("summary", Shape::Text),
        field("work", Shape::Facts),
        field("time", Shape::Object(TIME)),
        field("sources", Shape::Items(ItemKind::Source)),
        required("threads", Shape::Items(ItemKind::Thread)),
        field("characters", Shape::Items(ItemKind::Character)),
        field("places", Shape::Items(ItemKind::Place)),
        field("phases", Shape::Items(ItemKind::Phase)),
        field("muted", Shape::Objects(MUTED)),
        required("events", Shape::Items(ItemKind::Event)),
    ],
};

const SOURCE: &ObjectKind = &ObjectKind {
    word: "source",
    fields: &[
        required("id", Shape::Text),
        required("title", Shape::Text),
        field("url", Shape::Text),
        field("licence", Shape::Text),
    ],
};

const THREAD: &ObjectKind = &ObjectKind {
    word: "thread",
    fields: &[
        required("id", Shape::Text),
        required("title", Shape::Text),
        field("summary", Shape::Text),
        field("group", Shape::Text),
    ],
};

const CHARACTER: &ObjectKind = &ObjectKind {
    word: "character",
    fields: &[
        required("id", Shape::Text),
        required("name", Shape::Text),
        field("aliases", Shape::Texts),
        field("group", Shape::Text),
        field("collective", Shape::Flag),
        field("summary", Shape::Text),
    ],
};

const PLACE: &ObjectKind = &ObjectKind {
    word: "place",
    fields: &[
        required("id", Shape::Text),
        required("name", Shape::Text),
        field("within", Shape::Id(ItemKind::Place)),
        field("travel", Shape::Objects(TRAVEL)),
    ],
};

const PHASE: &ObjectKind = &ObjectKind {
    word: "phase",
    fields: &[
        required("title", Shape::Text),
        required("from", Shape::Id(ItemKind::Event)),
        required("to", Shape::Id(ItemKind::Event)),
    ],
};

const EVENT: &ObjectKind = &ObjectKind {
    word: "event",
    fields: &[
        required("id", Shape::Text),
        required("title", Shape::Text),
        field("summary", Shape::Text),
        required("thread", Shape::Id(ItemKind::Thread)),
        field("also", Shape::Ids(ItemKind::Thread)),
        field("when", Shape::Object(WHEN)),
        field("phase", Shape::Id(ItemKind::Phase)),
        field("told", Shape::Number),
        field("place", Shape::Id(ItemKind::Place)),
        field("cast", Shape::Ids(ItemKind::Character)),
        field("begins", Shape::Links(ItemKind::Character, BOUND)),
        field("ends", Shape::Links(ItemKind::Character, BOUND)),
        field("learns", Shape::Phrases(KNOWLEDGE)),
        field("knows", Shape::Phrases(KNOWLEDGE)),
        field("because", Shape::Links(ItemKind::Event, LINK)),
        field("tags", Shape::Texts),
        field("cites", Shape::Objects(CITE)),
    ],
};

const WHEN: &ObjectKind = &ObjectKind {
    word: "when",
    fields: &[
        field("at", Shape::Exact),
        field("from", Shape::Exact),
        field("to", Shape::Exact),
        field("lasts", Shape::Exact),
        field("before", Shape::Ids(ItemKind::Event)),
        field("after", Shape::Ids(ItemKind::Event)),
        field("meets", Shape::Ids(ItemKind::Event)),
        field("met_by", Shape::Ids(ItemKind::Event)),
        field("overlaps", Shape::Ids(ItemKind::Event)),
        field("overlapped_by", Shape::Ids(ItemKind::Event)),
        field("during", Shape::Ids(ItemKind::Event)),
        field("contains", Shape::Ids(ItemKind::Event)),
        field("starts", Shape::Ids(ItemKind::Event)),
        field("started_by", Shape::Ids(ItemKind::Event)),
        field("finishes", Shape::Ids(ItemKind::Event)),
        field("finished_by", Shape::Ids(ItemKind::Event)),
        field("equals", Shape::Ids(ItemKind::Event)),
        field("meanwhile", Shape::Ids(ItemKind::Event)),
    ],
};

const LINK: &ObjectKind = &ObjectKind {
    word: "link",
    fields: &[
        required("event", Shape::Id(ItemKind::Event)),
        field("relation", Shape::Text),
        field("note", Shape::Text),
    ],
};

const CITE: &ObjectKind = &ObjectKind {
    word: "citation",
    fields: &[required("source", Shape::Id(ItemKind::Source)), field("at", Shape::Text)],
};

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::continuity::{BOUND, FINDINGS, KNOWLEDGE, MUTED, TRAVEL};
    use super::time::{DAY_OUTSIDE, ERA, LEAP, MONTH};
    use super::{CITE, ItemKind, LINK, ObjectKind, STORY, TIME, WHEN};
    use crate::document::format::FindingKind;

    #[test]
    fn findings_have_the_same_names_everywhere() {
        assert_eq!(FindingKind::ALL.map(FindingKind::name), FINDINGS);
        for kind in FindingKind::ALL {
            assert_eq!(serde_json::from_str::<FindingKind>(&format!("{:?}", kind.name())).ok(), Some(kind));
        }
    }

    #[test]
    fn the_table_has_the_fields_of_the_schema() {
        let schema = include_str!("../../data/story.schema.json");
        let schema: Value = serde_json::from_str(schema).expect("a schema is JSON");
        let check = |object: &Value, ObjectKind { fields, .. }: &ObjectKind| {
            let properties: BTreeSet<&str> =
                object["properties"].as_object().expect("an object").keys().map(String::as_str).collect();
            assert_eq!(fields.iter().map(|field| field.name).collect::<BTreeSet<_>>(), properties);
            let required: BTreeSet<&str> =
                object["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            let known = fields.iter().filter(|field| field.required).map(|field| field.name);
            assert_eq!(known.collect::<BTreeSet<_>>(), required);
        };
        check(&schema, STORY);
        let parts = &schema["$defs"];
        check(&parts["Time"], TIME);
        check(&parts["Month"], MONTH);
        check(&parts["DayOutside"], DAY_OUTSIDE);
        check(&parts["Era"], ERA);
        check(&parts["Leap"], LEAP);
        check(&parts["When"], WHEN);
        check(&parts["Link"], LINK);
        check(&parts["Cite"], CITE);
        check(&parts["Bound"], BOUND);
        check(&parts["Knowledge"], KNOWLEDGE);
        check(&parts["Travel"], TRAVEL);
        check(&parts["Muted"], MUTED);
        for kind in ItemKind::ALL {
            let name: String = kind.word()[..1].to_uppercase() + &kind.word()[1..];
            check(&parts[name], kind.object());
        }
    }
}
