//! Two worked calendars, tested against dates computed by hand and against counting day by day.

use super::description::{Count, DayOutside, Description, Era, Leap, Month};
use super::{Calendar, CalendarDay, Moment, Place, Precision, count};
use crate::time::calendar::DAY;
use crate::time::calendar::clock::Clock;
use crate::time::calendar::duration::{self, Duration};

fn outside(name: &str, after: usize, leap_years_only: bool) -> DayOutside {
    DayOutside { name: name.into(), after, leap_years_only, outside_week: true }
}

fn era(name: &str, abbreviation: &str, years: Count) -> Era {
    Era { name: name.into(), abbreviation: Some(abbreviation.into()), years }
}

/// The Calendar of Harptos of the Forgotten Realms: twelve months of three tendays, five festivals between months, and
/// Shieldmeet after Midsummer in every fourth year.
pub(in crate::time) fn harptos() -> Calendar {
    let months = [
        "Hammer",
        "Alturiak",
        "Ches",
        "Tarsakh",
        "Mirtul",
        "Kythorn",
        "Flamerule",
        "Eleasis",
        "Eleint",
        "Marpenoth",
        "Uktar",
        "Nightal",
    ];
    let weekdays = ["First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth"];
    Calendar::new(Description {
        months: months.map(|name| Month { name: name.into(), short: Some(name[..4].into()), days: 30 }).to_vec(),
        days_outside: vec![
            outside("Midwinter", 1, false),
            outside("Greengrass", 4, false),
            outside("Midsummer", 7, false),
            outside("Shieldmeet", 7, true),
            outside("Highharvestide", 9, false),
            outside("Feast of the Moon", 11, false),
        ],
        weekdays: weekdays.map(|name| format!("{name} day")).to_vec(),
        eras: vec![era("Dalereckoning", "DR", Count::Up { from: 1 })],
        leap: Some(Leap { cycle: 4, years: vec![0], longer_month: None }),
        ..Description::default()
    })
    .expect("it has no faults")
}

/// The calendar of Vell: eight months of 37 to 50 days, a night before the year that is in no week, a day after it that
/// is, weeks of five days, two of seven years a day longer, days of 20 hours of 50 minutes, years counted down to the Fall
/// and up from it, and anew from the Return in year 501.
pub(in crate::time) fn vell() -> Calendar {
    let months =
        [("Aun", 40), ("Bel", 41), ("Cor", 37), ("Dun", 45), ("Esk", 40), ("Far", 43), ("Gel", 39), ("Holm", 50)];
    Calendar::new(Description {
        months: months.map(|(name, days)| Month { name: name.into(), short: None, days }).to_vec(),
        days_outside: vec![
            outside("Longnight", 0, false),
            DayOutside { outside_week: false, ..outside("Lastday", 8, false) },
        ],
        weekdays: ["Ash", "Birch", "Cedar", "Fir", "Elm"].map(Into::into).to_vec(),
        first_weekday: 2,
        eras: vec![
            era("Before the Fall", "BF", Count::Down),
            era("After the Fall", "AF", Count::Up { from: 1 }),
            era("Return", "R", Count::Up { from: 501 }),
        ],
        leap: Some(Leap { cycle: 7, years: vec![3, 7], longer_month: Some(2) }),
        months_start_weeks: false,
        clock: Clock { hours: 20, minutes: 50 },
    })
    .expect("it has no faults")
}

/// Checks the day that a text names, counted from the first of year 1, its length in days, its shortest text, its words
/// and its weekday; or why it is no date.
fn check(calendar: &Calendar, text: &str, expect: &str) {
    let day = calendar.units().clock.day();
    let got = match calendar.parse(text) {
        Ok(date) => {
            let (first, length) = (date.first.0.div_euclid(day), (date.end.0 - date.first.0) / day);
            let weekday = calendar.weekday(date.first).unwrap_or("no weekday");
            format!("{first} +{length} = {} = {} = {weekday}", calendar.edtf(date), calendar.words(date))
        }
        Err(reason) => reason,
    };
    assert_eq!(got, expect, "{text}");
}

#[test]
fn harptos_by_hand() {
    let calendar = harptos();
    let check = |text: &str, expect: &str| check(&calendar, text, expect);
    check("1 Hammer 1 DR", "0 +1 = 1-01-01 = 1 Hammer 1 DR = First day");
    check("30 Nightal 0 DR", "-1 +1 = 0-12-30 = 30 Nightal 0 DR = Tenth day");
    check("0 DR", "-366 +366 = 0 = 0 DR = First day");
    check("-1 DR", "-731 +365 = -1 = -1 DR = First day");
    // 1,491 years of 365 days and 372 leap days are 544,587 days.
    check("1492 DR", "544587 +366 = 1492 = 1492 DR = First day");
    check("1491 DR", "544222 +365 = 1491 = 1491 DR = First day");
    // Four months, Midwinter, Greengrass and eleven days are 133.
    check("12 Mirtul 1492 DR", "544720 +1 = 1492-05-12 = 12 Mirtul 1492 DR = Second day");
    check("Mirtul 1492 DR", "544709 +30 = 1492-05 = Mirtul 1492 DR = First day");
    check("Midwinter 1492 DR", "544617 +1 = Midwinter 1492 = Midwinter 1492 DR = no weekday");
    // Seven months, Midwinter, Greengrass and Midsummer are 213.
    check("Midsummer 1492 DR", "544799 +1 = Midsummer 1492 = Midsummer 1492 DR = no weekday");
    check("Shieldmeet 1492 DR", "544800 +1 = Shieldmeet 1492 = Shieldmeet 1492 DR = no weekday");
    check("1 Eleasis 1492 DR", "544801 +1 = 1492-08-01 = 1 Eleasis 1492 DR = First day");
    check("30 Nightal 1492 DR", "544952 +1 = 1492-12-30 = 30 Nightal 1492 DR = Tenth day");
    check("Feast of the Moon 1492 DR", "544922 +1 = Feast of the Moon 1492 = Feast of the Moon 1492 DR = no weekday");
    check("12 mirt 1492 dalereckoning", "544720 +1 = 1492-05-12 = 12 Mirtul 1492 DR = Second day");
    check("12. Mirtul DR 1492", "544720 +1 = 1492-05-12 = 12 Mirtul 1492 DR = Second day");
    check("1492-05-12", "544720 +1 = 1492-05-12 = 12 Mirtul 1492 DR = Second day");
    check("1492-5", "544709 +30 = 1492-05 = Mirtul 1492 DR = First day");
    check("1492", "544587 +366 = 1492 = 1492 DR = First day");
    check("12 Mirtul 1492 DR, 14:05", "544720 +0 = 1492-05-12, 14:05 = 12 Mirtul 1492 DR, 14:05 = Second day");
    check("1492-05-12T24:00", "544721 +0 = 1492-05-13, 00:00 = 13 Mirtul 1492 DR, 00:00 = Third day");
    check("1492-05-12 14:05", "544720 +0 = 1492-05-12, 14:05 = 12 Mirtul 1492 DR, 14:05 = Second day");
    check("Mirtul 1492 DR~", "544709 +30 = 1492-05~ = about Mirtul 1492 DR = First day");
    check("1492?", "544587 +366 = 1492? = 1492 DR (uncertain) = First day");
}

#[test]
fn vell_by_hand() {
    let calendar = vell();
    let check = |text: &str, expect: &str| check(&calendar, text, expect);
    check("1 AF", "0 +337 = 1 = 1 AF = no weekday");
    check("Longnight 1 AF", "0 +1 = Longnight 1 = Longnight 1 AF = no weekday");
    check("1 Aun 1 AF", "1 +1 = 1-01-01 = 1 Aun 1 AF = Cedar");
    check("Lastday 1 AF", "336 +1 = Lastday 1 = Lastday 1 AF = Cedar");
    check("1 Aun 2 AF", "338 +1 = 2-01-01 = 1 Aun 2 AF = Fir");
    check("Cor 2 AF", "419 +37 = 2-03 = Cor 2 AF = Elm");
    // Year 3 is a leap year: it starts after 674 days, and Cor has 38 days.
    check("Cor 3 AF", "756 +38 = 3-03 = Cor 3 AF = Ash");
    check("1 Dun 3 AF", "794 +1 = 3-04-01 = 1 Dun 3 AF = Fir");
    check("4 AF", "1012 +337 = 4 = 4 AF = no weekday");
    check("8 AF", "2361 +337 = 8 = 8 AF = no weekday");
    check("1 BF", "-338 +338 = 0 = 1 BF = no weekday");
    check("Lastday 1 Before the Fall", "-1 +1 = Lastday 0 = Lastday 1 BF = Birch");
    check("5 BF", "-1687 +338 = -4 = 5 BF = no weekday");
    check("500 AF", "168305 +338 = 500 = 500 AF = no weekday");
    check("1 R", "168643 +337 = 501 = 1 R = no weekday");
    check("501", "168643 +337 = 501 = 1 R = no weekday");
    check("R 1, 10:00", "is no date: a time needs a day before it, such as 1 Aun 1 AF, 10:00");
    check("1 Aun 1 AF, 19:49:59.999", "1 +0 = 1-01-01, 19:49:59.999 = 1 Aun 1 AF, 19:49:59.999 = Cedar");
    check("1 Aun 1 AF, 20:00", "2 +0 = 1-01-02, 00:00 = 2 Aun 1 AF, 00:00 = Fir");
    check("1 Aun 1 AF, 12:50", "is no date: a time goes from 00:00 to 19:49:59.999");
    check("501 AF", "is no date: AF has no year 501; that one is 1 R");
    check("0 AF", "is no date: AF has no year 0; that one is 1 BF");
    check("-3 BF", "is no date: BF has no year -3; that one is 4 AF");
    check("38 Cor 2 AF", "is no date: Cor 2 AF has 37 days");
    check("0 Cor 2 AF", "is no date: Cor 2 AF has 37 days");
    check("2-09", "is no date: there is no month 9; months go from 1 to 8");
    check("2 Lastday 1 AF", "is no date: Lastday is a single day, so it has no number");
    check("Aun", "is no date: it needs a year, such as Aun 1 AF");
    check("12 Hlom 3 AF", "is no date: did you mean \"Holm\"?");
    check("12 Hlm 3 AF", "is no date: did you mean \"Holm\"?");
    check("12 Hulk 3 AF", "is no date: write it as 1 Aun 1 AF, Aun 1 AF or 1 AF");
    check("Lonngight 3 AF", "is no date: did you mean \"Longnight\"?");
    check("3 Before teh Fall", "is no date: did you mean \"BF\"?");
    check("1000000 AF", "is out of range: years go from -999999 to 999999");
    check("999999999999999999999999-01", "is out of range: years go from -999999 to 999999");
    for text in ["", "-", "1-2-3-4", "1--2", "AF", "soon", ", 10:00", "12 Aun 3 AF 10:00", "é 3", "1 Aun 2 3"] {
        check(text, "is no date: write it as 1 Aun 1 AF, Aun 1 AF or 1 AF");
    }
    let shieldmeet = harptos().parse("Shieldmeet 1491 DR").unwrap_err();
    assert_eq!(shieldmeet, "is no date: 1491 DR has no Shieldmeet, which only leap years have");
}

#[test]
fn durations_by_hand() {
    let check = |calendar: &Calendar, from: &str, duration: &str, expect: &str| {
        let length = duration::parse(duration, calendar.units()).unwrap();
        let later = calendar.add(calendar.parse(from).unwrap().first, length).unwrap();
        assert_eq!(calendar.words(calendar.unit_around(later, Precision::Day)), expect, "{from} and {duration}");
    };
    let harptos = harptos();
    check(&harptos, "12 Mirtul 1492 DR", "P1M", "12 Kythorn 1492 DR");
    check(&harptos, "12 Mirtul 1492 DR", "P1Y", "12 Mirtul 1493 DR");
    check(&harptos, "12 Mirtul 1492 DR", "P2W", "2 Kythorn 1492 DR");
    check(&harptos, "Midwinter 1492 DR", "P1Y", "Midwinter 1493 DR");
    check(&harptos, "Midwinter 1492 DR", "P1M", "30 Alturiak 1492 DR");
    check(&harptos, "Shieldmeet 1492 DR", "P4Y", "Shieldmeet 1496 DR");
    check(&harptos, "Shieldmeet 1492 DR", "P1Y", "Midsummer 1493 DR");
    check(&harptos, "30 Flamerule 1492 DR", "P1D", "Midsummer 1492 DR");
    let vell = vell();
    check(&vell, "45 Dun 2 AF", "P1M", "40 Esk 2 AF");
    check(&vell, "38 Cor 3 AF", "P1Y", "37 Cor 4 AF");
    check(&vell, "Longnight 2 AF", "P1M", "1 Bel 2 AF");
    check(&vell, "Lastday 2 AF", "P1M", "40 Aun 3 AF");
    check(&vell, "1 Aun 3 BF", "P3Y", "1 Aun 1 AF");
    let days = |months| {
        let ticks = |ticks: Option<i64>| ticks.unwrap() / vell.units().clock.day();
        let duration = Duration { months, ticks: 0 };
        (ticks(vell.least_ticks(duration)), ticks(vell.most_ticks(duration)))
    };
    // From 1 Cor to 1 Dun are 37 days; from 1 Holm past Lastday and Longnight to 1 Aun are 52.
    assert_eq!(days(1), (37, 52));
    // From 38 Cor of a leap year to 37 Cor are 337 days too.
    assert_eq!(days(8), (337, 338));
    assert_eq!(days(56), (2361, 2361));
    assert_eq!(vell.most_ticks(Duration { months: i64::MAX / 2, ticks: 0 }), None);
}

#[test]
fn names_may_look_like_the_mark_of_a_time() {
    let calendar = Calendar::new(Description {
        months: vec![Month { name: "正月".into(), short: None, days: 30 }],
        eras: vec![era("Tide", "T", Count::Up { from: 1 })],
        ..Description::default()
    });
    let check = |text: &str, expect: &str| check(calendar.as_ref().expect("it has no faults"), text, expect);
    check("12 T", "330 +30 = 12 = 12 T = no weekday");
    check("T 12", "330 +30 = 12 = 12 T = no weekday");
    check("3 正月 12 T", "332 +1 = 12-01-03 = 3 正月 12 T = no weekday");
    check("12-01-03T14:05", "332 +0 = 12-01-03, 14:05 = 3 正月 12 T, 14:05 = no weekday");
    check("12-01-03 T", "is no date: write it as 1 正月 1 T, 正月 1 T or 1 T");
    check(&"12 T ".repeat(100_000), "is no date: write it as 1 正月 1 T, 正月 1 T or 1 T");
}

#[test]
fn the_shortest_months_can_start_on_a_last_day() {
    let month = |(name, days): (&str, u32)| Month { name: name.into(), short: None, days };
    let calendar = Calendar::new(Description {
        months: [("Long", 20), ("Mid", 10), ("End", 10)].map(month).to_vec(),
        days_outside: vec![outside("Feast", 3, false)],
        ..Description::default()
    });
    let (calendar, two) = (calendar.expect("it has no faults"), Duration { months: 2, ticks: 0 });
    // From 20 Long to 10 End are 20 days; from 1 Mid past the feast to 1 Long are 21.
    assert_eq!(calendar.least_ticks(two), Some(20 * DAY));
    assert_eq!(calendar.most_ticks(two), Some(31 * DAY));
}

/// The places of a year in order with their days, by the plainest rule.
fn places(calendar: &Calendar, year: i64) -> Vec<(Place, i64, bool)> {
    let all = calendar.description();
    let leap = all.leap.as_ref().unwrap();
    let is_leap = leap.years.iter().any(|of| (year - i64::from(*of)) % i64::from(leap.cycle) == 0);
    let mut places = Vec::new();
    for after in 0..=all.months.len() {
        if after > 0 {
            let longer = i64::from(is_leap && leap.longer_month == Some(after - 1));
            places.push((Place::Month(after - 1), i64::from(all.months[after - 1].days) + longer, true));
        }
        for (at, day) in all.days_outside.iter().enumerate() {
            if day.after == after && (is_leap || !day.leap_years_only) {
                places.push((Place::Outside(at), 1, !day.outside_week));
            }
        }
    }
    places
}

#[test]
fn every_day_of_ten_thousand_years_counted_one_by_one() {
    for calendar in [harptos(), vell()] {
        let clock_day = calendar.units().clock.day();
        let weekdays = &calendar.description().weekdays;
        let before = (-4999..=0).flat_map(|year| places(&calendar, year));
        let (days, week_days) =
            before.fold((0, 0), |(all, week), (_, days, in_week)| (all + days, week + if in_week { days } else { 0 }));
        let first = calendar.description().first_weekday;
        let from_first = count(weekdays.len()) - week_days % count(weekdays.len());
        let (mut number, mut weekday) = (-days, (first + from_first as usize) % weekdays.len());
        for year in -4999..=5000 {
            assert_eq!(calendar.year_start(year), Moment(number * clock_day));
            for (place, days, in_week) in places(&calendar, year) {
                for day in 1..=days {
                    let at = CalendarDay { year, place, day };
                    let moment = Moment(number * clock_day);
                    assert_eq!(calendar.day(Moment(moment.0 + clock_day - 1)), (at, clock_day - 1));
                    let name = in_week.then(|| weekdays[weekday].as_str());
                    assert_eq!(calendar.weekday(moment), name, "{at:?}");
                    number += 1;
                    weekday = (weekday + usize::from(in_week)) % weekdays.len();
                }
                let moment_of = |day| calendar.moment(CalendarDay { year, place, day });
                assert_eq!(moment_of(days), Some(Moment((number - 1) * clock_day)));
                assert_eq!((moment_of(0), moment_of(days + 1)), (None, None));
            }
        }
    }
}
