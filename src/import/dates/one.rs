//! One date as people write it.

use super::words::{ABOUT, BCE, CE, CENTURIES, is_filling, month, season};
use crate::time::calendar::gregorian;

/// The three numbers of a date such as `3/4/1916` in the order in which they are written, if the year is the last.
/// With dots the day comes first everywhere: those are not of this kind.
pub(in crate::import) fn order_of_numbers(text: &str) -> Option<(u32, u32)> {
    let date = text.split_whitespace().find(|part| part.starts_with(|c: char| c.is_ascii_digit()))?;
    let date = date.trim_end_matches(',');
    let (first, rest) = date.split_once(['/', '-'])?;
    let (second, year) = rest.split_once(['/', '-'])?;
    let year = year.split('T').next().unwrap_or(year);
    let numbers = (first.parse().ok()?, second.parse().ok()?);
    (first.len() <= 2 && year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit())).then_some(numbers)
}

/// The parts of a date as they are found.
#[derive(Default)]
struct Parts {
    year: Option<i64>,
    month: Option<u8>,
    season: Option<u8>,
    day: Option<u32>,
    clock: Option<String>,
    is_after_noon: Option<bool>,
    is_bce: bool,
    has_era: bool,
    numbers: Vec<String>,
}

/// The date in a folded text, as our format writes it.
///
/// # Errors
/// Why it is none, as a clause that follows the text.
pub(super) fn read(text: &str, is_day_first: bool) -> Result<String, String> {
    let none = || "is no date that is understood".to_owned();
    let (text, sign) = sign(text);
    let mut parts = Parts::default();
    let text = era(text, &mut parts);
    if text.is_empty() {
        return Err(none());
    }
    if let Some(unit) = decade(&text).or_else(|| century(&text)).filter(|_| !parts.is_bce) {
        return checked(format!("{unit}{sign}"));
    }
    let text = text.replace(['年', '月'], "-").replace('日', " ");
    for word in text.split([' ', ',']).filter(|word| !word.is_empty()) {
        parts.take(word, is_day_first).ok_or_else(none)?;
    }
    parts.settle().ok_or_else(none)?;
    checked(format!("{}{sign}", parts.text().ok_or_else(none)?))
}

/// A date that the calendar has.
fn checked(text: String) -> Result<String, String> {
    gregorian::parse(&text).map(|_| text)
}

/// A text without the words for *about* and the sign of doubt, and how our format says those.
fn sign(text: &str) -> (&str, &'static str) {
    let bare = text.trim_end_matches(['?', '~', ' ']);
    let doubt = text[bare.len()..].contains('?');
    let (bare, about) = match ABOUT.iter().find_map(|about| bare.strip_prefix(about)) {
        Some(rest) => (rest.trim_start(), true),
        None => (bare, text[bare.len()..].contains('~')),
    };
    let sign = match (about, doubt) {
        (false, false) => "",
        (true, false) => "~",
        (false, true) => "?",
        (true, true) => "%",
    };
    (bare, sign)
}

/// A text without the words for the era.
fn era(text: &str, parts: &mut Parts) -> String {
    for (signs, is_bce) in [(BCE, true), (CE, false)] {
        for sign in signs {
            // `1850 ce`, `ad 79`: a word of its own, at an end.
            let rest = text.strip_suffix(sign).filter(|rest| !rest.ends_with(char::is_alphabetic));
            let rest = rest.or_else(|| {
                text.strip_prefix(sign).filter(|rest| !rest.starts_with(char::is_alphabetic) || sign.starts_with('公'))
            });
            if let Some(rest) = rest {
                (parts.is_bce, parts.has_era) = (is_bce, true);
                return rest.trim().to_owned();
            }
        }
    }
    text.to_owned()
}

/// `1850s`, `1850er`.
fn decade(text: &str) -> Option<String> {
    let text = text.strip_prefix("the ").or_else(|| text.strip_prefix("annees ")).unwrap_or(text);
    let years = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let ending = text[years.len()..].split(' ').next().unwrap_or_default();
    let is_decade = matches!(ending, "s" | "'s" | "er" | "ern") || text.len() < years.len() + 1 && text != years;
    let is_years = years.len() == 4 && years.ends_with('0') && years.bytes().all(|byte| byte.is_ascii_digit());
    (is_decade && is_years).then(|| format!("{}X", &years[..3]))
}

/// `19th century`, `19. Jahrhundert`, `siglo XIX`: the years that begin with the same digits, as EDTF has them.
fn century(text: &str) -> Option<String> {
    let word = CENTURIES.iter().find(|word| text.ends_with(**word) || text.starts_with(**word))?;
    let number = text.replace(word, " ");
    let number = number.trim().trim_end_matches('.');
    let digits = number.trim_end_matches(|c: char| !c.is_ascii_digit());
    let count = match digits.parse::<u32>() {
        Ok(count) if number.len() - digits.len() <= 2 => count,
        _ => roman(number.strip_suffix('e').unwrap_or(number))?,
    };
    (2..=21).contains(&count).then(|| format!("{:02}XX", count - 1))
}

/// A number of Roman digits up to 39, in lower case.
fn roman(text: &str) -> Option<u32> {
    let value = |c| match c {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        _ => None,
    };
    let values: Vec<u32> = text.chars().map(value).collect::<Option<_>>()?;
    let is_less = |at: usize| values.get(at + 1).is_some_and(|next| values[at] < *next);
    let (more, less): (Vec<usize>, Vec<usize>) = (0..values.len()).partition(|&at| !is_less(at));
    let sum = |places: Vec<usize>| places.into_iter().map(|at| values[at]).sum::<u32>();
    sum(more).checked_sub(sum(less)).filter(|number| (1..40).contains(number))
}

impl Parts {
    /// Takes a word; `None` if it is of no date, or says again what another has said.
    fn take(&mut self, word: &str, is_day_first: bool) -> Option<()> {
        if let Some(clock) = clock(word) {
            return put(&mut self.clock, clock);
        }
        if matches!(word, "am" | "a.m." | "pm" | "p.m.") && (self.clock.is_some() || self.numbers.len() > 1) {
            // `7 pm`; but `am 3. Mai`.
            if self.clock.is_none() {
                self.clock = clock(&format!("{}:00", self.numbers.pop()?));
            }
            return put(&mut self.is_after_noon, word.starts_with('p'));
        }
        if is_filling(word.trim_end_matches('.')) {
            return Some(());
        }
        if let Some(season) = season(word) {
            return put(&mut self.season, season);
        }
        if let Some(month) = month(word) {
            return put(&mut self.month, month);
        }
        let numbers: Vec<&str> = word.trim_end_matches(['.', '-']).split(['/', '.', '-']).collect();
        if let [number] = numbers[..] {
            let plain =
                ["st", "nd", "rd", "th", "er", "e", "o", "a"].iter().find_map(|ending| number.strip_suffix(ending));
            let number = plain.unwrap_or(number);
            let is_number = !number.is_empty() && number.len() <= 6 && number.bytes().all(|byte| byte.is_ascii_digit());
            return is_number.then(|| self.numbers.push(number.to_owned()));
        }
        self.take_numbers(&numbers, word, is_day_first)
    }

    /// Takes numbers that are written together: `3/4/1916`, `1916-4-3`, `2/1916`, `21.Feb.1916`, or the years of a
    /// winter, `1834/35`.
    fn take_numbers(&mut self, numbers: &[&str], word: &str, is_day_first: bool) -> Option<()> {
        if let [day, name, year] = *numbers
            && let Some(found) = month(name)
        {
            put(&mut self.month, found)?;
            self.numbers.extend([day.to_owned(), year.to_owned()]);
            return Some(());
        }
        let values: Vec<u32> = numbers.iter().map(|number| number.parse().ok()).collect::<Option<_>>()?;
        match (numbers, &values[..]) {
            ([first, _, _], [year, month, day]) if first.len() >= 3 => self.put_date(*year, *month, *day),
            ([_, _, last], [first, second, year]) if last.len() >= 3 || self.has_era => {
                let day_first = match (first, second) {
                    (13.., _) => true,
                    (_, 13..) => false,
                    _ => is_day_first || word.contains('.'),
                };
                let (day, month) = if day_first { (*first, *second) } else { (*second, *first) };
                self.put_date(*year, month, day)
            }
            ([first, last], [year, next]) if self.season.is_some() && first.len() == 4 => {
                let is_next = (year + 1) % 10_u32.pow(u32::try_from(last.len()).ok()?.min(4)) == *next;
                is_next.then(|| put(&mut self.year, i64::from(*year)))?
            }
            ([first, _], [year, month]) if first.len() == 4 => {
                put(&mut self.year, i64::from(*year))?;
                put(&mut self.month, u8::try_from(*month).ok().filter(|month| *month <= 12)?)
            }
            ([_, last], [month, year]) if last.len() == 4 => {
                put(&mut self.year, i64::from(*year))?;
                put(&mut self.month, u8::try_from(*month).ok().filter(|month| *month <= 12)?)
            }
            _ => None,
        }
    }

    fn put_date(&mut self, year: u32, month: u32, day: u32) -> Option<()> {
        put(&mut self.year, i64::from(year))?;
        put(&mut self.month, u8::try_from(month).ok()?)?;
        put(&mut self.day, day)
    }

    /// Says which of the numbers that stand alone is the day and which the year.
    fn settle(&mut self) -> Option<()> {
        let is_year = |number: &String| number.len() >= 3;
        let numbers = std::mem::take(&mut self.numbers);
        let (year, day) = match &numbers[..] {
            [] => (None, None),
            // A small number alone is no year, unless the era says so.
            [one] if is_year(one) || self.has_era => (Some(one), None),
            [one] if self.month.is_some() && self.year.is_some() => (None, Some(one)),
            [year, day] if is_year(year) => (Some(year), Some(day)),
            [day, year] if is_year(year) || self.has_era => (Some(year), Some(day)),
            _ => return None,
        };
        if let Some(year) = year {
            put(&mut self.year, year.parse().ok()?)?;
        }
        if let Some(day) = day {
            self.month?;
            put(&mut self.day, day.parse().ok()?)?;
        }
        Some(())
    }

    /// The date as our format writes it.
    fn text(&self) -> Option<String> {
        let year = self.year?;
        let year = if self.is_bce { 1 - year } else { year };
        let year = match year {
            ..0 => format!("-{:04}", -year),
            10_000.. => format!("+{year}"),
            _ => format!("{year:04}"),
        };
        let mut text = match (self.month, self.season, self.day) {
            (None, Some(season), None) => format!("{year}-{season}"),
            (Some(month), None, None) => format!("{year}-{month:02}"),
            (Some(month), None, Some(day)) => format!("{year}-{month:02}-{day:02}"),
            (None, None, None) => year,
            _ => return None,
        };
        if let Some(clock) = &self.clock {
            text.push('T');
            text.push_str(&match self.is_after_noon {
                None => clock.clone(),
                Some(is_after_noon) => by_twelve(clock, is_after_noon)?,
            });
        }
        Some(text)
    }
}

/// Fills what is empty; `None` if it is not.
fn put<T>(into: &mut Option<T>, value: T) -> Option<()> {
    into.is_none().then(|| *into = Some(value))
}

/// `7:05`, `07:05:30.5`, `7h05`, `3:05pm`: a time as our format writes it.
fn clock(word: &str) -> Option<String> {
    let (word, is_after_noon) = match word.strip_suffix("pm").or_else(|| word.strip_suffix("am")) {
        Some(rest) => (rest, Some(word.ends_with("pm"))),
        None => (word, None),
    };
    let word = word.strip_suffix('z').unwrap_or(word);
    let (hour, rest) = match word.split_once([':', 'h']) {
        None if is_after_noon.is_some() => (word, "00"),
        parts => parts?,
    };
    let (minute, second) = rest.split_once(':').map_or((rest, None), |(minute, second)| (minute, Some(second)));
    let minute = if minute.is_empty() && word.ends_with('h') { "00" } else { minute };
    let is_number = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let whole = second.map_or("00", |second| second.split(['.', ',']).next().unwrap_or_default());
    if !is_number(hour) || !is_number(minute) || minute.len() != 2 || !is_number(whole) {
        return None;
    }
    let time = format!("{hour:0>2}:{minute}{}", second.map_or_else(String::new, |second| format!(":{second:0>2}")));
    match is_after_noon {
        None => Some(time),
        Some(is_after_noon) => by_twelve(&time, is_after_noon),
    }
}

/// A time by twelve hours as one by twenty-four.
fn by_twelve(clock: &str, is_after_noon: bool) -> Option<String> {
    let (hour, rest) = clock.split_once(':')?;
    let hour: u32 = hour.parse().ok().filter(|hour| (1..=12).contains(hour))?;
    Some(format!("{:02}:{rest}", hour % 12 + if is_after_noon { 12 } else { 0 }))
}
