//! Calendars become stories.

use plotlanes::import::{Options, format_named, format_of, import};
use proptest::prelude::*;

use crate::common::{check, check_any, check_cuts};

const CALENDAR: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Holidays\r\nX-WR-CALDESC:All of them\r\n\
    BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nEND:VTIMEZONE\r\n\
    BEGIN:VEVENT\r\nUID:one\r\nDTSTAMP:20240101T000000Z\r\nSUMMARY:The\r\n  party\\, at last\r\nDTSTART;VALUE=DATE:20240131\r\n\
    DTEND;VALUE=DATE:20240203\r\nLOCATION:Paris\r\nDESCRIPTION:Come\\nall<br>now\r\nATTENDEE;CN=Anna:mailto:a@b.c\r\n\
    ATTENDEE:mailto:ben@b.c\r\nCATEGORIES:fun,late\\, very\r\nRRULE:FREQ=YEARLY\r\nURL:http://a.b\r\n\
    BEGIN:VALARM\r\nACTION:DISPLAY\r\nEND:VALARM\r\nEND:VEVENT\r\n\
    BEGIN:VEVENT\r\nSUMMARY:Breakfast\r\nDTSTART;TZID=Europe/Berlin:20240201T080000\r\nDURATION:PT30M\r\nEND:VEVENT\r\n\
    BEGIN:VEVENT\r\nSUMMARY:Broken\r\nDTSTART:INVALID-DATE\r\nEND:VEVENT\r\n\
    BEGIN:VTODO\r\nSUMMARY:Shopping\r\nEND:VTODO\r\n\
    END:VCALENDAR\r\n";

#[test]
fn a_calendar_is_a_thread() {
    let parts = [
        r#""title": "Holidays""#,
        r#"{ "id": "holidays", "title": "Holidays", "summary": "All of them" }"#,
        r#"{ "id": "one", "title": "The party, at last", "summary": "Come\nall\nnow\n\nRepeats: FREQ=YEARLY\nURL: http://a.b", "thread": "holidays", "when": { "from": "2024-01-31", "to": "2024-02-02" }, "place": "paris", "cast": ["anna", "ben-b-c"], "tags": ["fun", "late, very"] }"#,
        r#""when": { "from": "2024-02-01T08:00", "lasts": "PT30M" }"#,
        r#""summary": "DTSTART: INVALID-DATE", "thread": "holidays", "when": {}"#,
    ];
    let notes = [
        "line 20: the event repeats",
        "line 33: DTSTART: “INVALID-DATE” is no date",
        "line 35: VTODO “Shopping” is no event",
        "times are as clocks showed them in Europe/Berlin",
        "left out, as notes of the calendar program for itself: DTSTAMP, VALARM",
    ];
    check("icalendar", CALENDAR, &parts, &notes);
    assert_eq!(format_of("x", CALENDAR.as_bytes()).map(|format| format.name), Some("icalendar"));
}

#[test]
fn broken_calendars_say_where() {
    let error = |text: &str| {
        let format = format_named("icalendar").expect("it is there");
        import(format, text.as_bytes(), &Options::default()).expect_err(text).message
    };
    assert!(error("").contains("BEGIN:VCALENDAR"));
    assert!(error("BEGIN:VCALENDAR\nEND:VCALENDAR").contains("no events"));
    let notes = ["line 2: the event is not ended", "line 4: this is no line", "line 5: the event has no start"];
    let text =
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20240101\nhello\nBEGIN:VEVENT\nSUMMARY:B\nEND:VEVENT\nEND:VCALENDAR\n";
    // An event within one that is not ended is still one.
    check("icalendar", text, &[r#""title": "B""#], &notes);
    check_cuts("icalendar", CALENDAR.as_bytes());
}

proptest! {
    #[test]
    fn any_lines_are_read_or_refused(lines in prop::collection::vec(
        "(BEGIN|END):(VEVENT|VCALENDAR|VALARM)|(DTSTART|DTEND|DURATION|SUMMARY|UID)(;TZID=\"?a)?:(20240131|20240131T100000Z?|P1W|-P3D|\u{1}x|99999999|[é\\\\,;:]{0,4})", 0..14)
    ) {
        check_any("icalendar", format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\n{}", lines.join("\n")).as_bytes());
    }
}
