//! Clock times within a day, for days of any length: `14:05`, `14:05:30.250`.
//!
//! Knows no dates and no offsets from UTC. A minute always has 60 seconds.

use super::{MINUTE, SECOND};

/// How a day is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Hours in a day.
    pub hours: i64,
    /// Minutes in an hour.
    pub minutes: i64,
}

impl Clock {
    /// 24 hours of 60 minutes.
    pub const EARTH: Self = Self { hours: 24, minutes: 60 };

    /// The ticks in an hour.
    pub fn hour(self) -> i64 {
        self.minutes * MINUTE
    }

    /// The ticks in a day.
    pub fn day(self) -> i64 {
        self.hours * self.hour()
    }

    /// The ticks since midnight that a text names; the full count of hours (`24:00`) is the next midnight. `None` if it
    /// does not resemble a time.
    ///
    /// # Errors
    /// A clause that follows the text of the whole date, if the day has no such time.
    pub fn parse(self, text: &str) -> Result<Option<i64>, String> {
        let Some((hour, rest)) = text.split_once(':') else { return Ok(None) };
        let (minute, seconds) = rest.split_once(':').unwrap_or((rest, "00"));
        let (second, fraction) = seconds.split_once(['.', ',']).unwrap_or((seconds, "0"));
        if fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
            return Ok(None);
        }
        let (Some(hour), Some(minute), Some(second)) =
            (digits(hour, self.hours), digits(minute, self.minutes - 1), digits(second, 59))
        else {
            return Ok(None);
        };
        // Digits beyond milliseconds are cut off, so that 23:59:59.9999 stays on its day.
        let milli = fraction.bytes().chain(*b"00").take(3).fold(0, |milli, digit| 10 * milli + i64::from(digit - b'0'));
        let within_hour = minute * MINUTE + second * SECOND + milli;
        let midnight = hour == self.hours && within_hour == 0;
        if midnight || (hour < self.hours && minute < self.minutes && second < 60) {
            return Ok(Some(hour * self.hour() + within_hour));
        }
        let last = self.text(self.day() - 1);
        Err(format!("is no date: a time goes from {} to {last}", self.text(0)))
    }

    /// `14:05`, `14:05:30` or `14:05:30.250`, as short as it stays exact, for the ticks since midnight.
    pub fn text(self, ticks: i64) -> String {
        let (hour, minute) = (ticks / self.hour(), ticks % self.hour() / MINUTE);
        let (second, milli) = (ticks % MINUTE / SECOND, ticks % SECOND);
        let (hours, minutes) = (width(self.hours), width(self.minutes - 1));
        let short = format!("{hour:0hours$}:{minute:0minutes$}");
        match (second, milli) {
            (0, 0) => short,
            (_, 0) => format!("{short}:{second:02}"),
            _ => format!("{short}:{second:02}.{milli:03}"),
        }
    }
}

/// The digits of a number up to `most`; at least two.
fn width(most: i64) -> usize {
    (most.max(1).ilog10() as usize + 1).max(2)
}

/// A number written with as many digits as the largest one has.
fn digits(text: &str, most: i64) -> Option<i64> {
    let right = text.len() == width(most) && text.bytes().all(|b| b.is_ascii_digit());
    if right { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::Clock;

    #[test]
    fn times_are_read_and_written() {
        let check = |clock: Clock, text: &str, expect: &str| {
            let got = match clock.parse(text) {
                Ok(Some(ticks)) => format!("{ticks} = {}", clock.text(ticks)),
                Ok(None) => "no time".into(),
                Err(reason) => reason,
            };
            assert_eq!(got, expect, "{text}");
        };
        check(Clock::EARTH, "00:00", "0 = 00:00");
        check(Clock::EARTH, "14:05", "50700000 = 14:05");
        check(Clock::EARTH, "14:05:30", "50730000 = 14:05:30");
        check(Clock::EARTH, "14:05:30,25", "50730250 = 14:05:30.250");
        check(Clock::EARTH, "24:00", "86400000 = 24:00");
        check(Clock::EARTH, "24:00:00.0", "86400000 = 24:00");
        let beyond = "is no date: a time goes from 00:00 to 23:59:59.999";
        for text in ["24:01", "24:00:00.001", "25:00", "12:60", "12:00:60"] {
            check(Clock::EARTH, text, beyond);
        }
        for text in ["", "14", "1:05", "14:5", "14:05:", "14:05:30.", "14:05:30:00", "14:05é", "+4:05"] {
            check(Clock::EARTH, text, "no time");
        }
        let long = Clock { hours: 8, minutes: 144 };
        check(long, "07:143", "69060000 = 07:143");
        check(long, "08:000", "69120000 = 08:000");
        check(long, "07:144", "is no date: a time goes from 00:000 to 07:143:59.999");
        check(long, "07:43", "no time");
    }
}
