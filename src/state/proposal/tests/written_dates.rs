//! Dates that are moved: they can be read back, keep their precision and their qualifiers, and lie where they were moved to.

use proptest::prelude::*;

use super::made::Made;
use crate::state::proposal::dates;
use crate::story::TimeKind;
use crate::story::relation::End;
use crate::time::Moment;
use crate::time::calendar::{AnyCalendar, DAY, Date, Dates, Precision, Qualifier};

/// Gregorian dates, and those of a calendar with names, a day outside its months and two eras.
fn kinds() -> [TimeKind; 2] {
    let invented = Made::story(
        r#"{ "kind": "calendar", "months": [{ "name": "Ash", "days": 40 }, { "name": "Long Birch", "days": 31 }],
            "days_outside": [{ "name": "Longnight", "after": "Long Birch" }], "hours_in_day": 20,
            "eras": [{ "name": "Before", "short": "BF", "counts": "down" }, { "name": "Fall", "short": "AF" }] }"#,
        &[("a", "t", r#""when": { "at": "12 Ash 3 AF, 14:05" }"#)],
    );
    [TimeKind::Date(Dates::new(AnyCalendar::Gregorian)), invented.story.time]
}

const PRECISIONS: [Precision; 8] = [
    Precision::Exact,
    Precision::Day,
    Precision::Week,
    Precision::Month,
    Precision::Season,
    Precision::Year,
    Precision::Decade,
    Precision::Century,
];

proptest! {
    #[test]
    fn a_moved_date_is_as_precise_as_before(
        is_invented in any::<bool>(),
        by_name in any::<bool>(),
        ticks in -40_000_000 * DAY / 1000..40_000_000 * DAY / 1000,
        precision in prop::sample::select(&PRECISIONS[..]),
        (approximate, uncertain) in any::<(bool, bool)>(),
        by in -9_000_000 * DAY / 1000..9_000_000 * DAY / 1000,
    ) {
        let kind = &kinds()[usize::from(is_invented)];
        let TimeKind::Date(Dates { calendar, .. }) = kind else { panic!("dates") };
        let unit = calendar.unit_around(Moment(ticks), precision);
        // Not every calendar has every unit.
        prop_assume!(calendar.unit_of(unit.first, unit.end) == Some(precision));
        let date = Date { qualifier: Qualifier { approximate, uncertain }, ..unit };
        let sign = date.qualifier.sign();
        let named = format!("{}{sign}", calendar.words(unit));
        let text = if by_name && is_invented { named } else { calendar.edtf(date) };
        prop_assert_eq!(calendar.parse(&text), Ok(date), "{}", text);
        let written = serde_json::Value::from(text.clone()).to_string();
        let moved = dates::shifted(kind, &written, by).expect("it can be moved");
        let moved: String = serde_json::from_str(&moved).expect("a text");
        let read = calendar.parse(&moved);
        let length = (date.end.0 - date.first.0).max(0);
        let near = |read: Date| (read.first.0 - date.first.0 - by).abs() <= length;
        prop_assert!(read.clone().is_ok_and(near), "{} moved by {} is {}", text, by, moved);
        prop_assert_eq!(read.map(|read| read.qualifier), Ok(date.qualifier));
        prop_assert_eq!(dates::shifted(kind, &written, 0), Some(written.clone()));
        let ended = dates::moved_to(kind, &written, (ticks + by) as f64, 1, End::Finish).expect("it can be moved");
        let ended: String = serde_json::from_str(&ended).expect("a text");
        let ended = calendar.parse(&ended);
        prop_assert!(ended.is_ok_and(|ended| ended.first.0 <= ticks + by && ticks + by <= ended.end.0), "{} {}", text, moved);
    }

    #[test]
    fn numbers_and_lengths_are_read_back(at in -9_000_000_000..9_000_000_000_i64, by in -9_000_000_000..9_000_000_000_i64) {
        use crate::story::amount::{decimal, ticks_from_text};
        let kind = TimeKind::Number { unit: String::new(), units: String::new() };
        let moved = dates::shifted(&kind, &decimal(at), by).expect("a number");
        prop_assert_eq!(ticks_from_text(&moved), Ok(at + by));
        for kind in kinds() {
            let length = dates::length(&kind, "\"P1D\"", Moment(at), by.abs(), 1);
            let text: String = serde_json::from_str(&length).expect("a text");
            prop_assert_eq!(kind.calendar().parse_duration(&text).map(|read| read.ticks), Ok(by.abs()));
        }
    }
}
