//! Ticks for dates of any calendar, at its years, months, weeks, days and hours, and at nothing finer than the story's
//! finest date.

use super::{MAX_TICKS, NUMBERED_GAP, Scale, Tick, multiples, round_step};
use crate::time::Moment;
use crate::time::calendar::{AnyCalendar, Date, Dates, MINUTE, Precision, SECOND, duration};

/// The width of a letter of a label, roughly, in points, and of the gap beside a label.
const LETTER: f64 = 5.9;
/// See [`LETTER`].
const GAP: f64 = 14.0;

/// The distance from tick to tick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// So many ticks of time, which divide a day.
    Clock(i64),
    /// So many days, counted anew in every month.
    Days(i64),
    /// From the first weekday to the next.
    Week,
    /// So many months, which divide a year.
    Months(i64),
    /// So many years.
    Years(i64),
}

/// Ticks for dates, at round times of their calendar.
///
/// Days outside the months are ticks of their own among days. Between ticks that are further apart they are weak ones,
/// with a label only if it leaves room for that of the next month.
pub fn dates(scale: Scale, dates: &Dates) -> Vec<Tick> {
    if dates.is_empty {
        return since_start(scale, dates);
    }
    let calendar = &dates.calendar;
    let step = step(dates, scale);
    let day = calendar.units().clock.day();
    let label = |at: Moment, precision| calendar.label(at, precision);
    let tick = |at: Moment, precision| Tick { at: at.0 as f64, major: true, text: label(at, precision) };
    let months = || parts(scale, calendar).filter(|part| part.precision == Precision::Month);
    // The weekday is said where there is room for it up to the next tick.
    let day_tick = |at: Moment, gap: i64| {
        let mut tick = tick(at, Precision::Day);
        let long = calendar.weekday(at).map(|name| format!("{name}, {}", tick.text));
        let room = gap as f64 / scale.ticks_per_point();
        tick.text = long.filter(|text| width(text.chars().count()) <= room).unwrap_or(tick.text);
        tick
    };
    let mut ticks: Vec<Tick> = match step {
        Step::Clock(every) => {
            let at = |n: f64| Moment((n * every as f64) as i64);
            let clock = |at: Moment| if at.0 % day == 0 { day_tick(at, every) } else { tick(at, Precision::Exact) };
            multiples(scale, every as f64).map(at).map(clock).collect()
        }
        Step::Days(1) => {
            let at = |n: f64| Moment((n * day as f64) as i64);
            multiples(scale, day as f64).map(|n| day_tick(at(n), day)).collect()
        }
        Step::Days(every) => {
            let every = every * day;
            let days = |month: Date| {
                // The last one keeps its distance from the next month.
                let last = month.end.0.saturating_sub(every / 2 + 1).max(month.first.0);
                (month.first.0..=last).step_by(every as usize).map(Moment)
            };
            months().flat_map(days).map(|at| tick(at, Precision::Day)).collect()
        }
        Step::Week => {
            let first = calendar.week_from(Moment(scale.window.start() as i64));
            let next = |at: &Moment| calendar.week_from(Moment(at.0.checked_add(day)?));
            let weeks = std::iter::successors(first, next).take(MAX_TICKS);
            let visible = weeks.take_while(|at| at.0 as f64 <= scale.window.end());
            visible.map(|at| tick(at, Precision::Day)).collect()
        }
        Step::Months(every) => {
            let is_one = |month: &Date| calendar.month(month.first).is_some_and(|number| number % every == 0);
            months().filter(is_one).map(|month| tick(month.first, Precision::Month)).collect()
        }
        Step::Years(every) => {
            let ends = [scale.window.start(), scale.window.end()].map(|at| calendar.year(Moment(at as i64)));
            let years = round_years(calendar, ends, every).into_iter();
            let mut ticks: Vec<Tick> = years.map(|year| tick(calendar.year_start(year), Precision::Year)).collect();
            // Beyond the ends of time, every year starts with the first or last moment.
            ticks.dedup_by(|a, b| a.at <= b.at);
            ticks
        }
    };
    if matches!(step, Step::Days(2..) | Step::Week | Step::Months(1)) {
        let outside = parts(scale, calendar).filter(|part| part.precision == Precision::Day);
        let room = day as f64 / scale.ticks_per_point();
        ticks.extend(outside.map(|day| {
            let text = label(day.first, Precision::Day);
            let text = if width(text.chars().count()) <= room { text } else { String::new() };
            Tick { at: day.first.0 as f64, major: false, text }
        }));
        ticks.sort_by(|a, b| a.at.total_cmp(&b.at));
    }
    ticks.retain(|tick| scale.window.start() <= tick.at && tick.at <= scale.window.end());
    ticks
}

/// Ticks for a story with lengths but without a date: what has passed since its start.
fn since_start(scale: Scale, dates: &Dates) -> Vec<Tick> {
    let units = dates.calendar.units();
    let wanted = width("10 hours 20 minutes".len()) * scale.ticks_per_point();
    let day = units.clock.day() as f64;
    let clock = clock_steps(dates).find(|&ticks| ticks as f64 >= wanted);
    let every = clock.map_or_else(|| round_step(wanted / day).max(1.0) * day, |ticks| ticks as f64);
    let text = |at: f64| if at == 0.0 { "0".into() } else { duration::ticks_words(at as i64, units) };
    multiples(scale, every).map(|n| Tick { at: n * every, major: true, text: text(n * every) }).collect()
}

/// The steps within a day that are no finer than the story's dates, ascending.
fn clock_steps(dates: &Dates) -> impl Iterator<Item = i64> {
    let (clock, finest) = (dates.calendar.units().clock, dates.finest);
    let steps = [1, 2, 5, 10, 20, 50, 100, 200, 500].into_iter();
    let steps = steps.chain([1, 2, 5, 10, 15, 30].map(|n| n * SECOND));
    let steps = steps.chain(parts_of(clock.minutes).map(|n| n * MINUTE));
    let steps = steps.chain(parts_of(clock.hours).map(move |n| n * clock.hour()));
    steps.filter(move |&ticks| finest.precision == Precision::Exact && ticks >= finest.ticks)
}

/// The room that a label of so many letters takes, in points.
fn width(letters: usize) -> f64 {
    letters as f64 * LETTER + GAP
}

/// The shortest step with room for its labels that is no finer than the story's dates.
fn step(dates: &Dates, scale: Scale) -> Step {
    let middle = Moment((scale.window.start() + scale.window.length() / 2.0) as i64);
    let wanted = |precision| {
        let label = width(dates.calendar.label_letters(middle, precision));
        label.max(NUMBERED_GAP) * scale.ticks_per_point()
    };
    let units = dates.calendar.units();
    let day = units.clock.day();
    let finest = dates.finest;
    let year = dates.calendar.year_ticks();
    let month = year / units.months as f64;
    let clock = clock_steps(dates).map(|ticks| (Step::Clock(ticks), ticks as f64));
    // Days within a week, or multiples of days where weeks are short against months or there are none.
    let is_apart = |&days: &i64| days == 1 || 2 * days < units.week || days >= 2 * units.week;
    let days = [1, 2, 5, 10, 20, 50, 100, 200, 500].into_iter().filter(is_apart);
    let days = days.filter(|&days| days == 1 || (2 * days * day) as f64 <= month);
    let mut days: Vec<(Step, f64)> = days.map(|days| (Step::Days(days), (days * day) as f64)).collect();
    if units.week > 1 {
        days.push((Step::Week, (units.week * day) as f64));
        days.sort_by(|a, b| a.1.total_cmp(&b.1));
    }
    let days = days
        .into_iter()
        .filter(|(step, _)| finest.precision <= if *step == Step::Week { Precision::Week } else { Precision::Day });
    let months = parts_of(units.months).filter(|_| finest.precision <= Precision::Month);
    let months = months.map(|months| (Step::Months(months), months as f64 * month));
    let room = [Precision::Exact, Precision::Day, Precision::Month, Precision::Year].map(wanted);
    let wanted = |step: Step| match step {
        Step::Clock(_) => room[0],
        Step::Days(_) | Step::Week => room[1],
        Step::Months(_) => room[2],
        Step::Years(_) => room[3],
    };
    let found = clock.chain(days).chain(months).find(|&(step, length)| length >= wanted(step));
    let least = match finest.precision {
        Precision::Century => 100.0,
        Precision::Decade => 10.0,
        _ => 1.0,
    };
    found.map_or_else(|| Step::Years(round_step(room[3] / year).max(least) as i64), |(step, _)| step)
}

/// The numbers that divide another one without a rest, but for itself; of multiples of ten only round ones and those that
/// clocks and calendars have.
fn parts_of(whole: i64) -> impl Iterator<Item = i64> {
    let is_round = move |n: i64| whole % 10 != 0 || [1, 2, 5, 10, 15, 20, 30, 50, 100, 200, 250, 500].contains(&n);
    (1..whole).filter(move |&n| whole % n == 0 && is_round(n))
}

/// The months, and the days outside them, of which something is visible.
fn parts(scale: Scale, calendar: &AnyCalendar) -> impl Iterator<Item = Date> {
    let around = |at: Moment| calendar.unit_around(at, Precision::Month);
    let first = around(Moment(scale.window.start() as i64));
    // At the end of time a unit is cut there.
    let next =
        move |part: &Date| (part.first < part.end).then(|| around(part.end)).filter(|next| next.first == part.end);
    std::iter::successors(Some(first), next)
        .take_while(move |part| part.first.0 as f64 <= scale.window.end())
        .take(10 * MAX_TICKS)
}

/// The years from the first to the last of `ends` that have a round number in their era, and those that an era starts
/// with; the latter take the place of the former where both would stand close together.
fn round_years(calendar: &AnyCalendar, [first, last]: [i64; 2], every: i64) -> Vec<i64> {
    let starts = calendar.era_starts();
    let is_close = |a: i64, b: i64| b.saturating_sub(a) < every - every / 4;
    let mut years: Vec<i64> = Vec::new();
    // The last year before the window may give way to the first one in it.
    let mut year = first.saturating_sub(1);
    while year <= last && years.len() < MAX_TICKS {
        let (number, counts_up) = calendar.year_of_era(year);
        let rest = number.rem_euclid(every);
        let is_start = starts.binary_search(&year).is_ok();
        if is_start || rest == 0 {
            match years.last() {
                Some(&before) if is_close(before, year) && (!is_start || starts.binary_search(&before).is_ok()) => {}
                Some(&before) if is_close(before, year) => {
                    years.pop();
                    years.push(year);
                }
                _ => years.push(year),
            }
        }
        let next = if counts_up || rest == 0 { every - rest } else { rest };
        let next = year.saturating_add(next);
        let start = starts.iter().copied().find(|&start| start > year);
        if next <= year {
            break;
        }
        year = start.map_or(next, |start| start.min(next));
    }
    years
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use egui::emath::Rangef;

    use super::*;
    use crate::time::Span;
    use crate::time::calendar::invented::{Calendar, examples};
    use crate::time::calendar::{Civil, DAY, HOUR};
    use crate::time::window::Window;

    /// 800 points wide.
    fn scale(start: f64, length: f64) -> Scale {
        Scale { window: Window::new(start, length), x: Rangef::new(0.0, 800.0) }
    }

    fn gregorian() -> Dates {
        Dates::new(AnyCalendar::Gregorian)
    }

    fn invented(calendar: Calendar) -> Dates {
        Dates::new(AnyCalendar::Invented(Arc::new(calendar)))
    }

    /// The labels over so many days from the date that a text names.
    fn labels(of: &Dates, from: &str, days: f64) -> Vec<String> {
        let start = of.calendar.parse(from).unwrap().first.0 as f64;
        let ticks = dates(scale(start, days * of.calendar.units().clock.day() as f64), of);
        ticks.into_iter().map(|tick| tick.text).filter(|text| !text.is_empty()).collect()
    }

    #[test]
    fn dates_follow_the_calendar() {
        let check = |from: &str, days: f64, expect: &[&str]| {
            let labels = labels(&gregorian(), from, days);
            assert_eq!(labels[..expect.len()], *expect, "{from} {days}");
        };
        let century: &[&str] =
            &["100 BCE", "50 BCE", "1 CE", "50 CE", "100 CE", "150 CE", "200 CE", "250 CE", "300 CE"];
        check("-0100", 400.0 * 365.2425, century);
        check("-0002", 13.0 * 365.2425, &["2 BCE", "1 CE", "4 CE", "6 CE", "8 CE", "10 CE"]);
        check("1914-06", 180.0, &["Jun 1914", "Jul 1914"]);
        check("1914-06-28", 1.0, &["28 Jun 1914", "03:00", "06:00"]);
        check("2026-11", 60.0, &["2 Nov 2026", "9 Nov 2026"]);
        check("2026-11", 1.0 / 86_400.0, &["Sunday, 1 Nov 2026", "00:00:00.200"]);
        check("2026-10-29", 16.0, &["29 Oct 2026", "1 Nov 2026", "3 Nov 2026", "5 Nov 2026"]);
        check("2026-11", 0.22, &["Sunday, 1 Nov 2026", "01:00", "02:00", "03:00"]);
        let at = |year, month, day| Civil::midnight(year, month, day).moment().0 as f64;
        let day = dates(scale(at(1914, 6, 28), DAY as f64), &gregorian());
        assert_eq!(day.len(), (DAY / (3 * HOUR)) as usize + 1);
    }

    #[test]
    fn invented_calendars_have_their_own_ticks() {
        let check = |of: &Dates, from: &str, days: f64, expect: &[&str]| {
            let labels = labels(of, from, days);
            assert_eq!(labels[..expect.len()], *expect, "{from} {days}");
        };
        let harptos = invented(examples::harptos());
        check(&harptos, "1480 DR", 20.0 * 365.25, &["1480 DR", "1485 DR", "1490 DR"]);
        check(&harptos, "Mirtul 1492 DR", 230.0, &["Mirt 1492 DR", "Kyth 1492 DR", "Flam 1492 DR", "Elea 1492 DR"]);
        check(
            &harptos,
            "Hammer 1492 DR",
            60.0,
            &["1 Hamm 1492 DR", "11 Hamm 1492 DR", "21 Hamm 1492 DR", "1 Altu 1492 DR"],
        );
        let days = ["29 Flam 1492 DR", "30 Flam 1492 DR", "Midsummer 1492 DR", "Shieldmeet 1492 DR", "1 Elea 1492 DR"];
        check(&harptos, "29 Flamerule 1492 DR", 7.0, &days);
        let day = harptos.calendar.parse("29 Flamerule 1492 DR").unwrap().span();
        let by_day = harptos.clone().written_as([day].into_iter(), std::iter::empty());
        let weekdays = ["Ninth day, 29 Flam 1492 DR", "Tenth day, 30 Flam 1492 DR", days[2]];
        check(&by_day, "29 Flamerule 1492 DR", 3.0, &weekdays);
        // With long names there is no room for every day, but for the festivals among every second one.
        let mut long = examples::harptos().description().clone();
        long.months.iter_mut().for_each(|month| month.short = None);
        let long = invented(Calendar::new(long).unwrap());
        let days = ["29 Flamerule 1492 DR", "Midsummer 1492 DR", "Shieldmeet 1492 DR", "1 Eleasis 1492 DR"];
        check(&long, "29 Flamerule 1492 DR", 6.3, &days);
        check(&harptos, "29 Flamerule 1492 DR", 0.5, &["29 Flam 1492 DR", "02:00", "04:00"]);
        let vell = invented(examples::vell());
        check(&vell, "10 BF", 20.0 * 337.3, &["10 BF", "5 BF", "1 AF", "5 AF", "10 AF"]);
        check(&vell, "490 AF", 20.0 * 337.3, &["490 AF", "495 AF", "1 R", "5 R"]);
        check(&vell, "1 Aun 3 AF", 0.9, &["1 Aun 3 AF", "02:00", "04:00"]);
    }

    #[test]
    fn nothing_is_finer_than_the_finest_date() {
        let check = |finest: &str, days: f64, expect: &[&str]| {
            let calendar = AnyCalendar::Gregorian;
            let span: Span = calendar.parse(finest).unwrap().span();
            let of = gregorian().written_as([span].into_iter(), std::iter::empty());
            let labels = labels(&of, "1916-01-01", days);
            assert!(labels.iter().take(expect.len().max(1)).eq(expect), "{finest} {days} {labels:?}");
        };
        check("1916-05-01T14:05", 0.001, &["Saturday, 1 Jan 1916", "00:01"]);
        check("1916-05-01", 0.001, &["Saturday, 1 Jan 1916"]);
        check("1916-05-01", 8.0, &["1 Jan 1916", "2 Jan 1916"]);
        check(
            "1916-05-01",
            3.5,
            &["Saturday, 1 Jan 1916", "Sunday, 2 Jan 1916", "Monday, 3 Jan 1916", "Tuesday, 4 Jan 1916"],
        );
        check("1916-W05", 3.0, &["3 Jan 1916"]);
        check("1916-05", 3.0, &["Jan 1916"]);
        check("1916", 400.0, &["1916", "1917"]);
        check("1916", 3.0, &["1916"]);
        check("191X", 3700.0, &["1920"]);
    }

    #[test]
    fn without_a_date_ticks_count_from_the_start() {
        let check = |lengths: &[i64], days: f64, expect: &[&str]| {
            let of = gregorian().written_as(std::iter::empty(), lengths.iter().copied());
            let ticks = dates(scale(0.0, days * DAY as f64), &of);
            let texts: Vec<&str> = ticks.iter().map(|tick| tick.text.as_str()).collect();
            assert_eq!(texts, expect);
        };
        check(&[3 * DAY], 0.5, &["0"]);
        check(&[3 * DAY, HOUR], 0.6, &["0", "3 hours", "6 hours", "9 hours", "12 hours"]);
        check(&[3 * DAY], 40.0, &["0", "10 days", "20 days", "30 days", "40 days"]);
    }

    #[test]
    fn minor_ticks_stand_at_days_outside_the_months() {
        let harptos = invented(examples::harptos());
        let start = harptos.calendar.parse("1492 DR").unwrap().first.0 as f64;
        let ticks = dates(scale(start, 366.0 * DAY as f64), &harptos);
        let minor: Vec<f64> = ticks.iter().filter(|tick| !tick.major).map(|tick| tick.at).collect();
        assert_eq!(minor.len(), 0, "every second month has a label");
        let ticks = dates(scale(start, 230.0 * DAY as f64), &harptos);
        let minor = ticks.iter().filter(|tick| !tick.major);
        let minor: Vec<String> =
            minor.map(|tick| harptos.calendar.label(Moment(tick.at as i64), Precision::Day)).collect();
        assert_eq!(minor, ["Midwinter 1492 DR", "Greengrass 1492 DR", "Midsummer 1492 DR", "Shieldmeet 1492 DR"]);
    }

    #[test]
    fn any_scale_gives_few_ticks() {
        for of in [gregorian(), invented(examples::harptos()), invented(examples::vell())] {
            for length in [1.0, 1e3, 1e6, 1e9, 1e10, 1e12, 1e15, 1.8e19] {
                for start in [-9.3e18, -1e12, 0.0, 1e17, 9.2e18] {
                    let ticks = dates(scale(start, length), &of);
                    assert!(ticks.len() <= 200, "{} from {start} over {length}", ticks.len());
                    assert!(ticks.is_sorted_by(|a, b| a.at < b.at), "from {start} over {length}");
                }
            }
        }
    }
}
