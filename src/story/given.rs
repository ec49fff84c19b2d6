//! A time as a story gives it: a moment, or a unit of the calendar that it lies in. Places nothing.

use crate::time::calendar::{AnyCalendar, Date, Precision, Qualifier};
use crate::time::{Moment, Span};

/// A time as it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Given {
    first: Moment,
    /// The first moment after it; the same as `first` if it is exact.
    end: Moment,
    /// Its qualifiers.
    pub marks: Marks,
}

/// Qualifiers of a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Marks {
    /// It is about then.
    pub approximate: bool,
    /// Its source is in doubt.
    pub uncertain: bool,
    /// It was given with an offset and is kept in UTC.
    pub converted: bool,
}

impl Given {
    /// Some time from `first` until just before `end`.
    pub fn within(first: Moment, end: Moment, marks: Marks) -> Self {
        Self { first, end: end.max(first), marks }
    }

    /// The moment, if it is exact.
    pub fn exact(self) -> Option<Moment> {
        (self.first == self.end).then_some(self.first)
    }

    /// The whole of it; of length 0 if it is exact.
    pub fn span(self) -> Span {
        Span::at(self.first).hull(Span::at(self.end))
    }

    /// The moments that a start, or a single moment, can lie at.
    pub fn as_start(self) -> Span {
        let last = Moment(self.end.0.saturating_sub(1)).max(self.first);
        Span::at(self.first).hull(Span::at(last))
    }

    /// The moments that an end can lie at: what ends with a year ends where the next begins.
    pub fn as_end(self) -> Span {
        self.span()
    }

    /// Whether all of it lies before another.
    pub fn is_before(self, other: Self) -> bool {
        self.first < other.first && self.end <= other.first
    }

    /// The date of this calendar that it is.
    pub fn date(self, calendar: &AnyCalendar) -> Date {
        let Self { first, end, marks: Marks { approximate, uncertain, converted } } = self;
        let precision = calendar.unit_of(first, end).unwrap_or(Precision::Exact);
        Date { qualifier: Qualifier { approximate, uncertain }, utc: converted, ..Date::new(first, end, precision) }
    }

    /// The whole of a unit that is given as start and end: a day, a month or a year to itself lasts that long.
    pub fn whole_until(self, to: Self) -> Option<Span> {
        let is_about = |given: Self| given.marks.approximate || given.marks.uncertain;
        let is_unit = (self.first, self.end) == (to.first, to.end) && self.exact().is_none();
        (is_unit && !is_about(self) && !is_about(to)).then(|| self.span())
    }
}

impl From<Date> for Given {
    fn from(date: Date) -> Self {
        let Date { first, end, qualifier: Qualifier { approximate, uncertain }, utc: converted, .. } = date;
        Self::within(first, end, Marks { approximate, uncertain, converted })
    }
}

impl From<Moment> for Given {
    fn from(moment: Moment) -> Self {
        Self { first: moment, end: moment, marks: Marks::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::{Given, Marks};
    use crate::time::{Moment, Span};

    #[test]
    fn starts_lie_in_a_unit_and_ends_may_close_it() {
        let span = |start, end| Span::new(Moment(start), Moment(end)).expect("in order");
        let (exact, unit) = (Given::from(Moment(5)), Given::within(Moment(10), Moment(20), Marks::default()));
        assert_eq!([exact.exact(), unit.exact()], [Some(Moment(5)), None]);
        assert_eq!([exact.as_start(), exact.as_end()], [span(5, 5); 2]);
        assert_eq!([unit.as_start(), unit.as_end()], [span(10, 19), span(10, 20)]);
        assert_eq!([unit.whole_until(unit), exact.whole_until(exact)], [Some(span(10, 20)), None]);
        let about = Given { marks: Marks { approximate: true, ..Marks::default() }, ..unit };
        assert_eq!([unit.whole_until(about), unit.whole_until(exact)], [None; 2]);
    }
}
