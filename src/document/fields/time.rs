//! The fields of a story's kind of time, and of the calendar that it may describe.

use super::{ObjectKind, Shape, field, required};

/// A story's kind of time.
pub const TIME: &ObjectKind = &ObjectKind {
    word: "time",
    fields: &[
        required("kind", Shape::Word("kind of time", &["order", "number", "date", "calendar"])),
        field("unit", Shape::Text),
        field("units", Shape::Text),
        field("months", Shape::Objects(MONTH)),
        field("days_outside", Shape::Objects(DAY_OUTSIDE)),
        field("weekdays", Shape::List(&Shape::Text)),
        field("week_from", Shape::Text),
        field("months_start_weeks", Shape::Flag),
        field("eras", Shape::Objects(ERA)),
        field("leap", Shape::Object(LEAP)),
        field("hours_in_day", Shape::Number),
        field("minutes_in_hour", Shape::Number),
    ],
};

pub(super) const MONTH: &ObjectKind = &ObjectKind {
    word: "month",
    fields: &[required("name", Shape::Text), field("short", Shape::Text), required("days", Shape::Number)],
};

pub(super) const DAY_OUTSIDE: &ObjectKind = &ObjectKind {
    word: "day outside the months",
    fields: &[
        required("name", Shape::Text),
        field("after", Shape::Text),
        field("before", Shape::Text),
        field("leap_years_only", Shape::Flag),
        field("has_weekday", Shape::Flag),
    ],
};

pub(super) const ERA: &ObjectKind = &ObjectKind {
    word: "era",
    fields: &[
        required("name", Shape::Text),
        field("short", Shape::Text),
        field("counts", Shape::Word("direction", &["up", "down"])),
        field("from", Shape::Number),
    ],
};

pub(super) const LEAP: &ObjectKind = &ObjectKind {
    word: "leap rule",
    fields: &[
        required("cycle", Shape::Number),
        field("years", Shape::List(&Shape::Number)),
        field("longer_month", Shape::Text),
    ],
};
