//! Each mistake that a description can have, and its words.

use super::*;

fn month(name: &str, days: u32) -> Month {
    Month { name: name.into(), short: None, days }
}

/// Two months, a festival, two weekdays, two eras and a leap rule, then `change`d.
fn check(change: impl FnOnce(&mut Description), expect: &[&str]) {
    let era = |name: &str, years| Era { name: name.into(), abbreviation: None, years };
    let mut description = Description {
        months: vec![month("Ash", 30), month("Birch", 31)],
        days_outside: vec![DayOutside { name: "Feast".into(), after: 1, leap_years_only: true, outside_week: false }],
        weekdays: vec!["Work".into(), "Rest".into()],
        eras: vec![era("Before", Count::Down), era("After", Count::Up { from: 1 })],
        leap: Some(Leap { cycle: 4, years: vec![0], longer_month: None }),
        ..Description::default()
    };
    change(&mut description);
    let line = |fault: Fault| match fault.at {
        Some(at) => format!("{}[{at}]: {}", fault.field, fault.message),
        None => format!("{}: {}", fault.field, fault.message),
    };
    assert_eq!(description.faults().into_iter().map(line).collect::<Vec<_>>(), expect);
}

#[test]
fn a_description_says_what_is_wrong_with_it() {
    check(|_| (), &[]);
    check(|all| all.days_outside[0].after = 0, &[]);
    check(|all| all.months[0].short = Some("Ash".into()), &[]);
    check(
        |all| all.days_outside[0].after = 3,
        &["days_outside[0]: it follows month 3 of 2; 0 puts it before the first"],
    );
    check(|all| all.months[1].days = 0, &["months[1]: a month has 1 to 100000 days, this one 0"]);
    check(
        |all| all.months[1].name = "ASH".into(),
        &["months[1]: \"ASH\" is also the name of something else, \"Ash\"; give each its own"],
    );
    check(
        |all| all.eras[1].name = "Feast".into(),
        &["eras[1]: \"Feast\" is also the name of something else, \"Feast\"; give each its own"],
    );
    check(
        |all| all.weekdays[1] = "Work".into(),
        &["weekdays[1]: \"Work\" is also the name of something else, \"Work\"; give each its own"],
    );
    check(|all| all.months[0].name = String::new(), &["months[0]: its name is empty or begins or ends with a space"]);
    let sign = "months[0]: \"A/B\" is no name: names have no digits and none of / , ~ ? %, and start with no -";
    check(|all| all.months[0].name = "A/B".into(), &[sign]);
    check(|all| all.months[0].name = "A".repeat(201), &["months[0]: its name is longer than 200 bytes"]);
    check(|all| all.first_weekday = 2, &["first_weekday: there is no weekday 2: the first one is 0"]);
    check(|all| all.clock.hours = 0, &["clock: a day has 1 to 1000 hours, an hour 1 to 1000 minutes"]);
    let leap = |all: &mut Description, cycle, years: &[u32], longer_month| {
        all.leap = Some(Leap { cycle, years: years.to_vec(), longer_month });
    };
    check(|all| leap(all, 0, &[0], None), &["cycle: a cycle has 1 to 10000 years, this one 0"]);
    check(
        |all| {
            leap(all, 10_000, &[0], None);
            all.months = (0..20).map(|at| month(&"x".repeat(at + 1), 9)).collect();
        },
        &["cycle: a cycle has at most 200000 months and days outside; this one has more"],
    );
    check(|all| leap(all, 4, &[], None), &["years: no year of the cycle is a leap year; list them in `years`"]);
    check(|all| leap(all, 4, &[4, 5], None), &["years: the cycle of 4 years has no year 5"]);
    check(|all| leap(all, 4, &[4], Some(2)), &["longer_month: there is no month 2: the first one is 0"]);
    let none = "days_outside[0]: only leap years have it, and there are none; give `leap`";
    check(|all| all.leap = None, &[none]);
    let longer = "leap: leap years are no longer than others; name a month or a day outside that they add";
    check(|all| all.days_outside.clear(), &[longer]);
    let up = |all: &mut Description, from| all.eras[1].years = Count::Up { from };
    check(|all| up(all, 0), &["eras[1]: the first era starts in year 1, not in 0"]);
    check(
        |all| all.eras[1].years = Count::Down,
        &[
            "eras[1]: only one era can count down",
            "eras: an era that counts down ends where another begins; give one that counts up",
        ],
    );
    check(
        |all| all.eras[0].years = Count::Up { from: 1 },
        &["eras[1]: it starts in year 1; write a year from 2 to 999999"],
    );
    check(|all| all.months[0].days = 100_000, &[]);
    check(
        |all| (all.months[0].days, all.clock) = (100_000, Clock { hours: 1000, minutes: 1000 }),
        &["months: a year is too long: 999999 of them go past the end of all time"],
    );
    let empty = Description::default().faults();
    assert_eq!(empty[0].message, "a calendar needs at least one month");
}
