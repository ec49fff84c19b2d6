//! Any text as a date, a number and a duration, and any moment in words: parsing and formatting round-trip.

use plotlanes::story::TimeKind;
use plotlanes::story::amount::{
    decimal, lasts_words, length_words, moment_text, moment_words, steps_from_text, ticks_from_text,
};
use plotlanes::time::Moment;
use plotlanes::time::calendar::duration::{self, Units};
use plotlanes::time::calendar::{AnyCalendar, Civil, DAY, Dates, MAX_YEAR, iso, parse, words};

use super::input::Input;

pub(super) fn run(data: &[u8]) {
    let mut input = Input::new(data);
    let ticks = input.int();
    written(Moment(ticks));
    let text = input.text();
    match parse(&text) {
        Ok(moment) => {
            written(moment);
            // An offset may lead into the year after the last.
            assert!(Civil::from_moment(moment).year.abs() <= MAX_YEAR + 1, "{text:?} {moment:?}");
        }
        Err(why) => assert!(why.starts_with("is ") || why.starts_with("has "), "{text:?} {why}"),
    }
    if let Ok(lasts) = duration::parse(&text, Units::GREGORIAN) {
        assert!(lasts.months >= 0 && lasts.ticks >= 0, "{text:?}");
        assert!(!lasts_words(&dates(), lasts).is_empty());
    }
    if let Ok(ticks) = ticks_from_text(&text) {
        assert_eq!(ticks_from_text(&decimal(ticks)), Ok(ticks), "{text:?}");
        let near = text.parse::<f64>().expect("a number for Rust too") * 1e6;
        assert!((ticks as f64 - near).abs() <= 1.0 + near.abs() * 1e-9, "{text:?} {ticks}");
    }
    if let Ok(steps) = steps_from_text(&text) {
        assert_eq!(text.parse::<f64>(), Ok(steps as f64), "{text:?}");
    }
}

fn dates() -> TimeKind {
    TimeKind::Date(Dates::new(AnyCalendar::Gregorian))
}

fn written(moment: Moment) {
    let civil = Civil::from_moment(moment);
    assert_eq!(civil.moment(), moment, "{civil:?}");
    assert!((1..=12).contains(&civil.month) && (1..=31).contains(&civil.day), "{civil:?}");
    let text = iso(moment);
    if civil.year.abs() <= MAX_YEAR {
        assert_eq!(parse(&text), Ok(moment), "{text}");
    } else {
        assert!(parse(&text).is_err(), "{text}");
    }
    assert!(!words(moment).is_empty());
    // Order in text is order in time, within a sign and a number of digits.
    let next = iso(Moment(moment.0.saturating_add(DAY)));
    assert!(next.len() != text.len() || text.starts_with('-') || next >= text, "{text} {next}");
    for time in [TimeKind::Order, TimeKind::Number { unit: "day".into(), units: String::new() }, dates()] {
        assert!(!moment_text(&time, moment).is_empty() && !moment_words(&time, moment).is_empty());
        assert!(!length_words(&time, moment.0).is_empty());
    }
}
