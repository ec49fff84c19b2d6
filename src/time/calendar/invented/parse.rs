//! Parses dates of an invented calendar, by names or by numbers, and says what is wrong with other texts.

use std::borrow::Cow;

use super::description::Count;
use super::{Calendar, CalendarDay, Date, MAX_YEAR, Moment, Place, Precision, folded};
use crate::time::calendar::date::Qualifier;

/// The longest text that is read, in bytes: several names of the longest kind.
const LONGEST: usize = 1000;

impl Calendar {
    /// The date that a text names.
    ///
    /// | text | date |
    /// |---|---|
    /// | `1492 DR`, `DR 1492`, `1492` | a year; without an era it is counted from the first one |
    /// | `Mirtul 1492 DR`, `1492-05` | a month |
    /// | `12 Mirtul 1492 DR`, `Mirtul 12, 1492 DR`, `1492-05-12` | a day |
    /// | `Midwinter 1492 DR` | a day outside the months |
    /// | a day with `, 14:05` or `T14:05` | exactly then |
    /// | any of these with `~`, `?` or `%` | about then, uncertain, both |
    ///
    /// Names may be short ones, in any case and without accents. Numbers of months count the months alone, from 1.
    ///
    /// # Errors
    /// The mistake, as a clause that follows the text itself: `is no date: Mirtul has 30 days`.
    pub fn parse(&self, text: &str) -> Result<Date, String> {
        if text.len() > LONGEST {
            return Err(self.no_date());
        }
        let (text, qualifier) = Qualifier::split(text.trim())?;
        let numbers = text.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(text.len());
        let by_numbers = text[..numbers].trim_start_matches('-').contains('-');
        let (date, clock) = match text.split_at(numbers) {
            (date, "") if by_numbers => (date, None),
            (date, rest) if by_numbers && rest.contains(':') => {
                (date, Some(rest.trim_start_matches(['T', 't', ',']).trim_start()))
            }
            _ => match text.rsplit_once(',') {
                Some((date, clock)) if clock.contains(':') => (date.trim_end(), Some(clock.trim_start())),
                _ => (text, None),
            },
        };
        let found = if by_numbers { self.parse_numbers(date)? } else { self.parse_names(&in_order(date))? };
        let Some(clock) = clock else { return Ok(Date { qualifier, ..found }) };
        let time = self.clock().text(self.clock().hours / 2 * self.clock().hour());
        if found.precision != Precision::Day {
            return Err(format!("is no date: a time needs a day before it, such as {}, {time}", self.examples()[0]));
        }
        let Some(ticks) = self.clock().parse(clock)? else {
            return Err(format!("is no date: write the time as {time}, {time}:30 or {time}:30.250"));
        };
        Ok(Date { qualifier, ..Date::exact(Moment(found.first.0.saturating_add(ticks))) })
    }

    /// `1492-05`, `1492-05-12`.
    fn parse_numbers(&self, text: &str) -> Result<Date, String> {
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let mut numbers = Vec::new();
        for part in digits.split('-') {
            if part.is_empty() || !part.bytes().all(|b| b.is_ascii_digit()) {
                return Err(self.no_date());
            }
            numbers.push(part.parse::<i64>().unwrap_or(i64::MAX));
        }
        let (year, month, day) = match numbers[..] {
            [year, month] => (year, month, None),
            [year, month, day] => (year, month, Some(day)),
            _ => return Err(self.no_date()),
        };
        let (year, months) = (within_range(sign * year)?, self.units().months);
        if !(1..=months).contains(&month) {
            return Err(format!("is no date: there is no month {month}; months go from 1 to {months}"));
        }
        self.date(year, Place::Month(month as usize - 1), day)
    }

    /// A year, or a month or day outside with a year, and perhaps the day of the month.
    fn parse_names(&self, text: &str) -> Result<Date, String> {
        let after_digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = &text[..text.len() - after_digits.len()];
        let named = after_digits.trim_start_matches('.').trim_start();
        let Some((place, year)) = self.split_place(named) else {
            return match self.parse_year(text)? {
                Some(year) => Ok(self.unit_around(self.year_start(year), Precision::Year)),
                None if digits.is_empty() || named.contains(|c: char| c.is_ascii_digit()) => Err(self.no_name(named)),
                None => Err(self.no_era(named)),
            };
        };
        let name = self.place_name(place);
        let year = match self.parse_year(year)? {
            Some(year) => year,
            None if year.is_empty() => {
                return Err(format!("is no date: it needs a year, such as {}", self.examples()[1]));
            }
            None => return Err(self.no_era(year)),
        };
        match (place, digits) {
            (_, "") => self.date(year, place, None),
            (Place::Month(_), digits) => self.date(year, place, Some(digits.parse().unwrap_or(i64::MAX))),
            (Place::Outside(_), _) => Err(format!("is no date: {name} is a single day, so it has no number")),
        }
    }

    /// The month or day outside that a text starts with, and the rest of the text.
    fn split_place<'a>(&self, text: &'a str) -> Option<(Place, &'a str)> {
        ends_of_words(text).find_map(|end| {
            let place = self.places.get(&folded(&text[..end]))?;
            Some((*place, text[end..].trim_start()))
        })
    }

    /// The year that `1492 DR`, `DR 1492` or `1492` names, counted through all eras; `None` if it does not resemble one.
    fn parse_year(&self, text: &str) -> Result<Option<i64>, String> {
        let number = |text: &str| {
            let digits = text.strip_prefix('-').unwrap_or(text);
            let whole = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
            // No calendar has so long a number: with a minus it is out of range as well.
            whole.then(|| text.parse().unwrap_or(i64::MAX))
        };
        if let Some(year) = number(text) {
            return within_range(year).map(Some);
        }
        let first = text.split_once(' ').and_then(|(year, era)| Some((number(year)?, era.trim())));
        let last = || text.rsplit_once(' ').and_then(|(era, year)| Some((number(year)?, era.trim())));
        let Some((year, name)) = first.or_else(last) else { return Ok(None) };
        let Some(&era) = self.eras.get(&folded(name)) else { return Ok(None) };
        let all = match self.description.eras[era].years {
            Count::Up { from } => from.saturating_add(year.saturating_sub(1)),
            Count::Down => 1_i64.saturating_sub(year),
        };
        let all = within_range(all)?;
        if self.era(all) == Some((era, year)) {
            return Ok(Some(all));
        }
        let instead = self.year_words(all);
        Err(format!("is no date: {name} has no year {year}; that one is {instead}"))
    }

    /// The month, day outside or day of this year.
    fn date(&self, year: i64, place: Place, day: Option<i64>) -> Result<Date, String> {
        let (name, said) = (self.place_name(place), self.year_words(year));
        let Some(part) = self.years.layout(year).part(place) else {
            return Err(format!("is no date: {said} has no {name}, which only leap years have"));
        };
        if let Some(day) = day
            && !(1..=part.days).contains(&day)
        {
            return Err(format!("is no date: {name} {said} has {} days", part.days));
        }
        let at = CalendarDay { year, place, day: day.unwrap_or(1) };
        let Some(first) = self.moment(at) else { return Err(self.no_date()) };
        Ok(self.unit_around(first, if day.is_some() { Precision::Day } else { Precision::Month }))
    }

    /// The clause for a text that does not resemble a date.
    fn no_date(&self) -> String {
        let [day, month, year] = self.examples();
        format!("is no date: write it as {day}, {month} or {year}")
    }

    /// The clause for a text where a year with its era is expected.
    fn no_era(&self, text: &str) -> String {
        let name = text.trim_matches(|c: char| !c.is_alphabetic());
        let other = self.no_name(name);
        if name.is_empty() || self.eras.contains_key(&folded(name)) || other != self.no_date() {
            return other;
        }
        match &self.description.eras[..] {
            [] => format!("is no date: there is no \"{name:.40}\", and years have no eras here"),
            eras => {
                let names: Vec<&str> = (0..eras.len().min(5)).map(|era| self.era_name(era)).collect();
                format!("is no date: there is no era \"{name:.40}\" but {}", names.join(", "))
            }
        }
    }

    /// The clause for words that are no name of this calendar.
    fn no_name(&self, text: &str) -> String {
        let names = ends_of_words(text).map(|end| folded(&text[..end]));
        let known = || self.places.keys().chain(self.eras.keys());
        // A mistake in one letter of three; of names at the same distance the first in the alphabet.
        let close = |name: &String| {
            let distances = known().map(|known| (strsim::damerau_levenshtein(name, known), known));
            distances.min().filter(|(distance, _)| distance * 3 <= name.chars().count())
        };
        let numbers = |c: char| !c.is_alphabetic();
        let words: Vec<String> = names.chain(text.split(numbers).map(folded)).collect();
        match words.iter().filter_map(close).filter(|(distance, _)| *distance > 0).min() {
            Some((_, known)) => {
                let place = self.places.get(known).map(|place| self.place_name(*place));
                let era = self.eras.get(known).map(|era| self.era_name(*era));
                format!("is no date: did you mean \"{}\"?", place.or(era).unwrap_or(known))
            }
            None => self.no_date(),
        }
    }

    /// A day as this calendar writes it.
    pub fn example(&self) -> String {
        let [day, ..] = self.examples();
        day
    }

    /// A day, a month and a year as this calendar writes them.
    fn examples(&self) -> [String; 3] {
        let day = Moment(0);
        let month = self.moment(CalendarDay { year: 1, place: Place::Month(0), day: 1 }).unwrap_or(day);
        [(month, Precision::Day), (month, Precision::Month), (day, Precision::Year)]
            .map(|(moment, precision)| self.words(self.unit_around(moment, precision)))
    }
}

/// A date by names with the day first and without a comma: `12 Mirtul 1492` also for `Mirtul 12, 1492`.
fn in_order(text: &str) -> Cow<'_, str> {
    let Some((head, year)) = text.split_once(',') else { return Cow::Borrowed(text) };
    let (head, year) = (head.trim_end(), year.trim_start());
    let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    Cow::Owned(match head.rsplit_once(' ') {
        Some((month, day)) if is_number(day) => format!("{day} {month} {year}"),
        _ => format!("{head} {year}"),
    })
}

/// Where the words of a text end, the last one first.
fn ends_of_words(text: &str) -> impl Iterator<Item = usize> {
    let gaps = text.char_indices().rev().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
    std::iter::once(text.len()).chain(gaps)
}

fn within_range(year: i64) -> Result<i64, String> {
    if (-MAX_YEAR..=MAX_YEAR).contains(&year) {
        return Ok(year);
    }
    Err(format!("is out of range: years go from -{MAX_YEAR} to {MAX_YEAR}"))
}
