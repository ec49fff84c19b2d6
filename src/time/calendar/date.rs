//! Dates as people mean them, in any calendar: a stretch of time as long as the unit that is named.
//!
//! Knows no calendar: [`gregorian`](super::gregorian) and [`invented`](super::invented) make dates and put them into
//! words.

use crate::time::{Moment, Span};

/// How much of a date is known, from the finest to the coarsest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// A clock time. `14:05` is the moment 14:05:00, not some time in that minute: people write clock times so.
    Exact,
    /// A day.
    Day,
    /// A week; in the Gregorian calendar from Monday to Sunday.
    Week,
    /// A month.
    Month,
    /// Three months: spring is March to May. Gregorian only.
    Season,
    /// A year.
    Year,
    /// Ten years that differ in the last digit: 1980 to 1989. Gregorian only.
    Decade,
    /// A hundred years that differ in the last two digits: 1900 to 1999. Gregorian only.
    Century,
}

/// How far the writer trusts a date (EDTF level 1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Qualifier {
    /// `~`: about then.
    pub approximate: bool,
    /// `?`: perhaps another date altogether.
    pub uncertain: bool,
}

impl Qualifier {
    /// A text without its last sign, and what that sign says.
    ///
    /// # Errors
    /// A clause that follows the text, if a sign stands anywhere but at its end or two stand there.
    pub(super) fn split(text: &str) -> Result<(&str, Self), String> {
        let (approximate, uncertain) = match text.chars().next_back() {
            Some('~') => (true, false),
            Some('?') => (false, true),
            Some('%') => (true, true),
            _ => (false, false),
        };
        let bare = if approximate || uncertain { text[..text.len() - 1].trim_end() } else { text };
        if bare.ends_with(['~', '?', '%']) {
            return Err("is no date: write one sign at the end, ~ (about), ? (uncertain) or % (both)".into());
        }
        if bare.contains(['~', '?', '%']) {
            return Err("is no date: ~, ? and % stand at the end and are about the whole date, as in 1985-06~".into());
        }
        Ok((bare, Self { approximate, uncertain }))
    }

    /// `~`, `?`, `%` or nothing.
    pub fn sign(self) -> &'static str {
        match (self.approximate, self.uncertain) {
            (false, false) => "",
            (true, false) => "~",
            (false, true) => "?",
            (true, true) => "%",
        }
    }

    /// Words for a date: `about 1985`, `1985 (uncertain)`.
    pub(super) fn around(self, words: &str) -> String {
        let about = if self.approximate { "about " } else { "" };
        let uncertain = if self.uncertain { " (uncertain)" } else { "" };
        format!("{about}{words}{uncertain}")
    }
}

/// A date as people mean it: some time within a stretch, or exactly one moment.
///
/// ```text
///        first                end = first of the next
///          |-- 1916 -------------|-- 1917 ---
/// ```
///
/// Of an exact date both ends are the same moment, so (`first`, `end`) are always the bounds between which it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Date {
    /// The first moment of the stretch.
    pub first: Moment,
    /// The first moment after the stretch; `first` itself if the date is exact. Never before `first`.
    pub end: Moment,
    /// The unit that the stretch is.
    pub precision: Precision,
    /// How far the writer trusts it.
    pub qualifier: Qualifier,
    /// Whether the text had an offset (`Z`, `+02:00`), so that words should say that the time is in UTC.
    pub utc: bool,
}

impl Date {
    /// An unqualified date of these ends.
    pub fn new(first: Moment, end: Moment, precision: Precision) -> Self {
        Self { first, end, precision, qualifier: Qualifier::default(), utc: false }
    }

    /// The date that is exactly one moment.
    pub fn exact(at: Moment) -> Self {
        Self::new(at, at, Precision::Exact)
    }

    /// Whether it is one moment rather than a stretch.
    pub fn is_exact(self) -> bool {
        self.precision == Precision::Exact
    }

    /// From its first moment to the first after it.
    pub fn span(self) -> Span {
        Span::new(self.first, self.end).unwrap_or(Span::at(self.first))
    }
}

#[cfg(test)]
mod tests {
    use super::Qualifier;

    #[test]
    fn signs_stand_at_the_end() {
        let check = |text, expect: &str| {
            let got = Qualifier::split(text).map(|(bare, signs)| format!("{bare} {}", signs.sign()));
            assert_eq!(got.unwrap_or_else(|reason| reason), expect, "{text}");
        };
        check("1985", "1985 ");
        check("1985~", "1985 ~");
        check("1985?", "1985 ?");
        check("1985 %", "1985 %");
        check("", " ");
        check("?", " ?");
        check("é?", "é ?");
        check("1985~?", "is no date: write one sign at the end, ~ (about), ? (uncertain) or % (both)");
        let inside = "is no date: ~, ? and % stand at the end and are about the whole date, as in 1985-06~";
        check("1985~-06", inside);
        check("~1985", inside);
    }
}
