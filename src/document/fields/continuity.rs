//! The fields that say what the checks of continuity rest on, and which of their findings are accepted.

use super::{ItemKind, ObjectKind, Shape, field, narrowing, required};

/// A character who begins or ends with an event.
pub(super) const BOUND: &ObjectKind = &ObjectKind {
    word: "character who begins or ends",
    fields: &[required("character", Shape::Id(ItemKind::Character)), field("how", Shape::Text)],
};

/// A fact, and those who learn or know it.
pub(super) const KNOWLEDGE: &ObjectKind = &ObjectKind {
    word: "fact",
    fields: &[required("fact", Shape::Text), narrowing("characters", Shape::Ids(ItemKind::Character))],
};

/// A way from one place to another.
pub(super) const TRAVEL: &ObjectKind = &ObjectKind {
    word: "way to a place",
    fields: &[required("to", Shape::Id(ItemKind::Place)), required("lasts", Shape::Exact)],
};

/// The names of the kinds of findings, as [`FindingKind`](crate::document::format::FindingKind) has them.
pub(super) const FINDINGS: &[&str] =
    &["two-places", "after-end", "before-beginning", "effect-before-cause", "known-before-learned", "outside-phase"];

/// Findings that are accepted.
pub(super) const MUTED: &ObjectKind = &ObjectKind {
    word: "muted finding",
    fields: &[
        required("finding", Shape::Word("kind of finding", FINDINGS)),
        narrowing("events", Shape::Ids(ItemKind::Event)),
        narrowing("character", Shape::Id(ItemKind::Character)),
        field("fact", Shape::Text),
        field("possible", Shape::Flag),
        field("why", Shape::Text),
    ],
};
