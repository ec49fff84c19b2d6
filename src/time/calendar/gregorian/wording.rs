//! A [`Date`] as the shortest text that parses back, and in words no more exact than it is.

use super::{Date, Precision, first_monday};
use crate::time::Moment;
use crate::time::calendar::{Civil, DAY, MONTHS, iso_year, year_words};

/// The names of the codes 21 to 24.
const SEASONS: [&str; 4] = ["spring", "summer", "autumn", "winter"];

/// The shortest text that [`parse()`](super::parse()) reads as the same date: `1999`, `1999-06~`, `198X`, `1999-W22`,
/// `1999-06-02T14:05Z`.
pub fn edtf(date: Date) -> String {
    let civil = Civil::from_moment(date.first);
    let year = iso_year(civil.year);
    let text = match date.precision {
        Precision::Exact => format!("{}T{}{}", iso_day(civil), civil.clock(), if date.utc { "Z" } else { "" }),
        Precision::Day => iso_day(civil),
        Precision::Week => {
            let year = week_year(date.first);
            let week = (date.first.0 - first_monday(year).0) / (7 * DAY) + 1;
            format!("{}-W{week:02}", iso_year(year))
        }
        Precision::Month => format!("{year}-{:02}", civil.month),
        Precision::Season => format!("{year}-{}", 20 + civil.month / 3),
        Precision::Year => year,
        Precision::Decade => with_unknown(date, 1),
        Precision::Century => with_unknown(date, 2),
    };
    format!("{text}{}", date.qualifier.sign())
}

/// `1916`, `June 1915`, `2 June 1915`, `2 June 1915, 14:05 UTC`, `spring 1985`, `the 1980s`, `about 1985`,
/// `1985 (uncertain)`.
///
/// `19XX` is "the 1900s", not "the 20th century", which goes from 1901 to 2000. `190X` is "1900–1909", so that "the 1900s"
/// are always a century.
pub fn words(date: Date) -> String {
    date.qualifier.around(&plain_words(date))
}

/// The words with their preposition: `in 1916`, `on 2 June 1915`, `at 14:05 on 2 June 1915`, `in about 1985`.
pub fn phrase(date: Date) -> String {
    let civil = Civil::from_moment(date.first);
    match date.precision {
        Precision::Exact => {
            let clock = format!("{}{}", civil.clock(), if date.utc { " UTC" } else { "" });
            format!("at {}", date.qualifier.around(&format!("{clock} on {}", day_words(civil))))
        }
        Precision::Day => format!("on {}", words(date)),
        _ => format!("in {}", words(date)),
    }
}

fn plain_words(date: Date) -> String {
    let civil = Civil::from_moment(date.first);
    let year = year_words(civil.year);
    match date.precision {
        Precision::Exact => {
            format!("{}, {}{}", day_words(civil), civil.clock(), if date.utc { " UTC" } else { "" })
        }
        Precision::Day => day_words(civil),
        Precision::Week => format!("the week of {}", day_words(civil)),
        Precision::Month => format!("{} {year}", MONTHS[usize::from(civil.month) - 1]),
        Precision::Season if civil.month == 12 => format!("winter {year}–{}", year_words(civil.year + 1)),
        Precision::Season => format!("{} {year}", SEASONS[usize::from(civil.month / 3) - 1]),
        Precision::Year => year,
        Precision::Decade => years_words(date, civil.year % 100 >= 10),
        Precision::Century => years_words(date, civil.year >= 100),
    }
}

/// `the 1980s` if `round`, else the first and last year: `1900–1909`, `50–41 BCE`, `1 BCE–9 CE`.
fn years_words(date: Date, round: bool) -> String {
    let (first, last) = (Civil::from_moment(date.first).year, Civil::from_moment(date.end).year - 1);
    match (first, last) {
        (1.., _) if round => format!("the {first}s{}", if first < 1000 { " CE" } else { "" }),
        (..=0, ..=0) => format!("{}–{}", 1 - first, year_words(last)),
        (..=0, _) => format!("{}–{}", year_words(first), year_words(last)),
        _ => format!("{first}–{}", year_words(last)),
    }
}

fn day_words(civil: Civil) -> String {
    format!("{} {} {}", civil.day, MONTHS[usize::from(civil.month) - 1], year_words(civil.year))
}

fn iso_day(civil: Civil) -> String {
    format!("{}-{:02}-{:02}", iso_year(civil.year), civil.month, civil.day)
}

/// The year that a week belongs to: its Thursday's.
fn week_year(monday: Moment) -> i64 {
    Civil::from_moment(Moment(monday.0.saturating_add(3 * DAY))).year
}

/// The year with its last digits unknown; before year 0 the digits grow towards the earlier years.
fn with_unknown(date: Date, digits: usize) -> String {
    let year = iso_year(Civil::from_moment(date.first).year);
    format!("{}{}", &year[..year.len() - digits], "X".repeat(digits))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::time::calendar::Qualifier;
    use crate::time::calendar::gregorian::{parse, unit_around, unit_of};

    #[test]
    fn dates_with_their_preposition() {
        let check = |text: &str, expect| assert_eq!(phrase(parse(text).unwrap()), expect, "{text}");
        check("1916", "in 1916");
        check("1915-06", "in June 1915");
        check("1915-06-02", "on 2 June 1915");
        check("1915-06-02T14:05", "at 14:05 on 2 June 1915");
        check("1915-06-02T12:00+01:00", "at 11:00 UTC on 2 June 1915");
        check("1915-06-02T14:05~", "at about 14:05 on 2 June 1915");
        check("1985-W15", "in the week of 8 April 1985");
        check("1985-21", "in spring 1985");
        check("198X", "in the 1980s");
        check("1985~", "in about 1985");
        check("1985-06-02%", "on about 2 June 1985 (uncertain)");
    }

    /// Any date that a text can name.
    fn date() -> impl Strategy<Value = Date> {
        let moment = prop_oneof![
            -70_000_000_000_000..10_000_000_000_000_i64,
            -31_400_000_000_000_000..31_400_000_000_000_000_i64
        ];
        let precision = prop::sample::select(vec![
            Precision::Exact,
            Precision::Day,
            Precision::Week,
            Precision::Month,
            Precision::Season,
            Precision::Year,
            Precision::Decade,
            Precision::Century,
        ]);
        (moment, precision, any::<(bool, bool, bool)>()).prop_map(
            |(ticks, precision, (approximate, uncertain, utc))| {
                let unit = unit_around(Moment(ticks), precision);
                Date { qualifier: Qualifier { approximate, uncertain }, utc: utc && unit.is_exact(), ..unit }
            },
        )
    }

    proptest! {
        #[test]
        fn any_date_parses_back(date in date()) {
            let text = edtf(date);
            prop_assert_eq!(parse(&text), Ok(date), "{}", text);
            prop_assert_eq!(unit_of(date.first, date.end), Some(date.precision));
            prop_assert!(!phrase(date).is_empty() && !words(date).contains("00:00") || date.is_exact());
        }

        #[test]
        fn any_text_is_a_date_or_has_a_reason(text in "[-+Y0-9XxWTZ:./~?% é]{0,24}") {
            match parse(&text) {
                Ok(date) => {
                    prop_assert!(date.first <= date.end);
                    prop_assert_eq!(parse(&edtf(date)), Ok(date));
                }
                Err(reason) => prop_assert!(reason.starts_with("is ")),
            }
        }
    }
}
