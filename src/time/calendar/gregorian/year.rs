//! Years in texts: their digits, which may be unknown, and their sign.

use super::Precision;
use crate::time::calendar::{MAX_YEAR, iso_year, year_words};

/// Both readings of a year with a minus, since many people write -44 for 44 BCE:
/// `44 BCE is -0043; -0044 is 45 BCE`. For years from 0 on, the one reading there is.
pub fn reading_of_negative_year(year: i64) -> String {
    let reading = format!("{} is {}", iso_year(year), year_words(year));
    if year < 0 { format!("{} is {}; {reading}", year_words(year + 1), iso_year(year + 1)) } else { reading }
}

/// The year, or one year of a decade or century; `None` if it does not resemble one.
/// `head` is the sign or Y before it.
pub(super) fn parse_year(head: &str, parts: &[&str]) -> Result<Option<(i64, Precision)>, String> {
    let digits = parts[0];
    let known = digits.trim_end_matches(['X', 'x']);
    let unknown = digits.len() - known.len();
    if is_week(digits) || known.is_empty() || (digits.len() == 8 && parts.len() == 1 && head.is_empty()) {
        // `19990602` is a date without hyphens rather than a year out of range.
        return Ok(None);
    }
    let sign = if head.ends_with('-') { -1 } else { 1 };
    let scale = 10_i64.saturating_pow(u32::try_from(unknown).unwrap_or(u32::MAX));
    let year = sign * known.parse::<i64>().unwrap_or(i64::MAX).saturating_mul(scale);
    if year.abs() > MAX_YEAR {
        return Err(format!("is out of range: years go from -{MAX_YEAR} to +{MAX_YEAR}"));
    }
    if digits.len() < 4 {
        // `2-6-1999` is a date backwards, not one in the year 2.
        let backwards = parts.len() == 3 && parts[2].len() == 4;
        let signed = head.trim_start_matches(['Y', 'y']);
        return match (backwards, year) {
            (true, _) => Ok(None),
            (false, ..0) => Err(format!("is no date: a year has four digits: {}", reading_of_negative_year(year))),
            (false, _) => Err(format!("is no date: a year has four digits, {signed}{digits:0>4}")),
        };
    }
    if digits.len() > 4 && head.is_empty() {
        return Err(format!("is no date: a year of more than four digits needs a sign, +{digits}"));
    }
    if head.starts_with(['Y', 'y']) && (parts.len() > 1 || unknown > 0) {
        return Err("is no date: after Y stands a year alone; with a month, write +12000-06".into());
    }
    // `-000X` is -0009 to -0001, without year 0.
    let year = if unknown > 0 && sign < 0 { year.min(-1) } else { year };
    match unknown {
        0 => Ok(Some((year, Precision::Year))),
        1 => Ok(Some((year, Precision::Decade))),
        2 => Ok(Some((year, Precision::Century))),
        _ => Err("is no date: only the last one or two digits of a year can be unknown, as in 198X or 19XX".into()),
    }
}

pub(super) fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a text is digits with unknown ones at the end: `198X`, `XX`.
pub(super) fn is_unknown(text: &str) -> bool {
    let known = text.trim_end_matches(['X', 'x']);
    known.len() < text.len() && known.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a text names a week: `W22`.
pub(super) fn is_week(text: &str) -> bool {
    text.strip_prefix(['W', 'w']).is_some_and(is_number)
}

#[cfg(test)]
mod tests {
    use super::reading_of_negative_year;

    #[test]
    fn a_minus_is_read_in_both_ways() {
        let check = |year, expect| assert_eq!(reading_of_negative_year(year), expect);
        check(-44, "44 BCE is -0043; -0044 is 45 BCE");
        check(-1, "1 BCE is 0000; -0001 is 2 BCE");
        check(0, "0000 is 1 BCE");
        check(79, "0079 is 79 CE");
    }
}
