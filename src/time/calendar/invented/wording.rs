//! Dates of an invented calendar in words and as the shortest text that parses back.

use super::{Calendar, Date, Moment, Place, Precision};

impl Calendar {
    /// The shortest text that [`Calendar::parse`] reads as the same date, by numbers where there are any: `1492`,
    /// `1492-05`, `1492-05-12`, `Midwinter 1492`, with `, 14:05` if it is exact.
    pub fn edtf(&self, date: Date) -> String {
        let (day, clock) = self.day(date.first);
        let year = day.year;
        let text = match (date.precision, day.place) {
            (Precision::Month, Place::Month(month)) => format!("{year}-{:02}", month + 1),
            (Precision::Exact | Precision::Day, Place::Month(month)) => {
                format!("{year}-{:02}-{:02}", month + 1, day.day)
            }
            (Precision::Exact | Precision::Day | Precision::Month, Place::Outside(_)) => {
                format!("{} {year}", self.place_name(day.place))
            }
            _ => year.to_string(),
        };
        let clock = if date.is_exact() { format!(", {}", self.clock().text(clock)) } else { String::new() };
        format!("{text}{clock}{}", date.qualifier.sign())
    }

    /// `1492 DR`, `Mirtul 1492 DR`, `12 Mirtul 1492 DR`, `Midwinter 1492 DR`, `12 Mirtul 1492 DR, 14:05`,
    /// `about 1492 DR`, `1492 DR (uncertain)`. Without a qualifier it parses back.
    pub fn words(&self, date: Date) -> String {
        let (day, clock) = (self.unit_words(date), self.clock_words(date));
        date.qualifier.around(&if date.is_exact() { format!("{day}, {clock}") } else { day })
    }

    /// The words with their preposition, and the weekday: `in 1492 DR`, `on Second, 12 Mirtul 1492 DR`,
    /// `at 14:05 on Second, 12 Mirtul 1492 DR`.
    pub fn phrase(&self, date: Date) -> String {
        let weekday = self.weekday(date.first).map(|name| format!("{name}, ")).unwrap_or_default();
        match date.precision {
            Precision::Exact => {
                let words = format!("{} on {weekday}{}", self.clock_words(date), self.unit_words(date));
                format!("at {}", date.qualifier.around(&words))
            }
            Precision::Day => format!("on {}", date.qualifier.around(&format!("{weekday}{}", self.unit_words(date)))),
            _ => format!("in {}", self.words(date)),
        }
    }

    /// A year counted through all eras, with its era: `1492 DR`; the number alone if there are no eras.
    pub fn year_words(&self, year: i64) -> String {
        match self.era(year) {
            Some((era, number)) => format!("{number} {}", self.era_name(era)),
            None => year.to_string(),
        }
    }

    /// A label for an axis where a tick of this precision stands: `1492 DR`, `Mir 1492 DR`, `12 Mir 1492 DR`, `14:05`.
    pub fn label(&self, moment: Moment, precision: Precision) -> String {
        let (day, clock) = self.day(moment);
        let short = match day.place {
            Place::Month(at) => self.description.months[at].short.as_deref(),
            Place::Outside(_) => None,
        };
        let (name, year) = (short.unwrap_or(self.place_name(day.place)), self.year_words(day.year));
        match (precision, day.place) {
            (Precision::Exact, _) => self.clock().text(clock),
            (Precision::Day | Precision::Week, Place::Month(_)) => format!("{} {name} {year}", day.day),
            (Precision::Day | Precision::Week | Precision::Month | Precision::Season, _) => format!("{name} {year}"),
            _ => year,
        }
    }

    /// The letters that the longest label of this precision has around a moment: days outside the months do not count.
    pub fn label_letters(&self, moment: Moment, precision: Precision) -> usize {
        let year = self.year_words(self.year(moment)).chars().count();
        let names = self.description.months.iter().map(|month| month.short.as_ref().unwrap_or(&month.name));
        let name = names.map(|name| name.chars().count()).max().unwrap_or(0);
        match precision {
            Precision::Exact => self.clock().text(0).len(),
            Precision::Day | Precision::Week => "30 ".len() + name + " ".len() + year,
            Precision::Month | Precision::Season => name + " ".len() + year,
            _ => year,
        }
    }

    pub(super) fn place_name(&self, place: Place) -> &str {
        match place {
            Place::Month(at) => &self.description.months[at].name,
            Place::Outside(at) => &self.description.days_outside[at].name,
        }
    }

    pub(super) fn era_name(&self, era: usize) -> &str {
        let era = &self.description.eras[era];
        era.abbreviation.as_ref().unwrap_or(&era.name)
    }

    fn clock_words(&self, date: Date) -> String {
        self.clock().text(self.day(date.first).1)
    }

    /// The day, month or year of a date.
    fn unit_words(&self, date: Date) -> String {
        let (day, _) = self.day(date.first);
        let (name, year) = (self.place_name(day.place), self.year_words(day.year));
        match (date.precision, day.place) {
            (Precision::Exact | Precision::Day, Place::Month(_)) => format!("{} {name} {year}", day.day),
            (Precision::Exact | Precision::Day | Precision::Month, _) => format!("{name} {year}"),
            _ => year,
        }
    }
}
