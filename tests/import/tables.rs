//! Tables become stories.

use plotlanes::import::table::{Basis, Field, preview};
use plotlanes::import::{Options, format_named, format_of, import};
use proptest::prelude::*;

use crate::common::{check, check_any, check_cuts, check_with};

const NO: &[&str] = &[];

#[test]
fn a_table_with_dates() {
    let text = "Event,Thread,Start,End,Place,Characters,Tags,Summary,Mood\n\
        The siege,War,21 Feb 1916,18 Dec 1916,Verdun,Anna; Ben,#war,\"Two\nlines\",grim\n\
        A letter,Home,,,,Ben,,,\n\
        The truce,War; Home,1916-12-24 18:00,,,,,,\n";
    check(
        "csv",
        text,
        &[
            r#""title": "File""#,
            r#""time": { "kind": "date" }"#,
            r#"{ "id": "the-siege", "title": "The siege", "summary": "Two\nlines\n\nMood: grim", "thread": "war", "when": { "from": "1916-02-21", "to": "1916-12-18" }, "place": "verdun", "cast": ["anna", "ben"], "tags": ["war"] }"#,
            r#"{ "id": "a-letter", "title": "A letter", "thread": "home", "when": {}, "cast": ["ben"] }"#,
            r#""thread": "war", "also": ["home"], "when": { "at": "1916-12-24T18:00" }"#,
        ],
        &["kept in the summaries, for no field has it: Mood"],
    );
}

#[test]
fn a_table_without_times_is_in_the_order_of_its_rows() {
    let text = "Szene;Strang;Figuren\nDer Brief;Zuhause;Anna\nDer Ritt;Straße;Ben|Cem\n";
    let parts = [
        r#"{ "id": "der-brief", "title": "Der Brief", "thread": "zuhause", "cast": ["anna"] }"#,
        r#"{ "id": "der-ritt", "title": "Der Ritt", "thread": "straße", "cast": ["ben", "cem"] }"#,
    ];
    check("csv", text, &parts, NO);
    // Their numbers in the telling count before that.
    let told = "No,Scene\n2,Then\n1,First\n";
    let parts =
        ["{ \"id\": \"first\", \"title\": \"First\", \"thread\": \"file\", \"told\": 1.0 },\n    { \"id\": \"then\""];
    check("csv", told, &parts, NO);
    check(
        "csv",
        "Scene,Duration\nA,3 days\nB,2 h\n",
        &[r#""when": { "lasts": "P3D" }"#, r#""when": { "lasts": "PT2H" }"#],
        NO,
    );
}

#[test]
fn numbers_are_a_clock() {
    let text = "Event;Day;Duration\nA;1,5;2\nB;-3;\nC;;\n";
    let parts = [
        r#""time": { "kind": "number", "unit": "day", "units": "days" }"#,
        r#""when": { "from": 1.5, "lasts": 2 }"#,
        r#""when": { "at": -3 }"#,
        r#""thread": "file", "when": {} }"#,
    ];
    check("csv", text, &parts, NO);
    let text = "Event,When\nA,Tag 1\nB,Tag 3\n";
    check("csv", text, &[r#""unit": "tag", "units": "tag""#, r#""when": { "at": 3 }"#], NO);
    check(
        "csv",
        "Event,From,To\nA,5,3\n",
        &[r#""summary": "To: 3""#, r#""when": { "at": 5 }"#],
        &["line 2: To: the end is before"],
    );
}

#[test]
fn day_or_month_first() {
    let read = |dates: &[&str], is_day_first: Option<bool>, expect: &[&str], notes: &[&str]| {
        let rows: Vec<String> = dates.iter().map(|date| format!("\"{date}\",x")).collect();
        let options = Options { is_day_first, name: "File".into(), ..Options::default() };
        let parts: Vec<String> = expect.iter().map(|date| format!(r#""at": "{date}""#)).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        check_with("csv", &format!("Date,Event\n{}\n", rows.join("\n")), &options, &parts, notes);
    };
    read(&["3/4/1916", "21/4/1916"], None, &["1916-04-03", "1916-04-21"], NO);
    read(&["3/4/1916", "4/21/1916"], None, &["1916-03-04", "1916-04-21"], NO);
    read(&["3/4/1916"], None, &["1916-04-03"], &["dates such as 3/4/1916"]);
    read(&["3/4/1916"], Some(false), &["1916-03-04"], NO);
    read(&["3/4/1916", "21/4/1916", "4/21/1916"], None, &["1916-04-03"], &["some dates have the day first"]);
    read(&["3.4.1916", "4/21/1916"], None, &["1916-04-03", "1916-04-21"], NO);
    read(
        &["1916-02-21 00:00:00", "1916-02-22 00:00:00"],
        None,
        &["1916-02-21", "1916-02-22"],
        &["all times are 00:00"],
    );
    read(&["3/4/1916 07:00"], Some(true), &["1916-04-03T07:00"], NO);
}

#[test]
fn dates_that_are_none_are_kept() {
    check(
        "csv",
        "Event,Date\nA,1916\nB,soon\n",
        &[r#""summary": "Date: soon""#, r#""when": {}"#],
        &["line 3: Date: “soon” is no date"],
    );
    check(
        "csv",
        "Event,Date\nA,1916\nB,30 Feb 1916\n",
        &["Date: 30 Feb 1916"],
        &["line 3: Date: “30 Feb 1916” is no date: February 1916 has 29 days"],
    );
    check(
        "csv",
        "Event,Date,End\nA,1916,1914\n",
        &["End: 1914", r#""at": "1916""#],
        &["line 2: End: the end is before"],
    );
    check(
        "csv",
        "Event,Date,Time\nA,3 May 1916,7:30 pm\nB,1917,noon\n",
        &["1916-05-03T19:30", "Time: noon"],
        &["line 3: Time: “noon”"],
    );
    check("csv", "Event,Year\nA,-44\nB,79\nC,1916\n", &[r#""-0043""#, r#""0079""#, r#""1916""#], NO);
    check(
        "csv",
        "Event,Date,Duration\nA,1916,\nB,,3 days\n",
        &[r#""summary": "Duration: 3 days", "thread": "file", "when": {}"#],
        NO,
    );
    check("csv", "Event,Date\nA,soon\nB,later\n", &["Date: soon"], NO);
}

#[test]
fn causes_by_id_and_title() {
    let text = "ID,Event,Because\na,First,\nb,Second,a\nc,Third,\"first, b, nothing\"\na,Again,Again\n";
    let parts = [
        r#"{ "id": "b", "title": "Second", "thread": "file", "because": [{ "event": "a" }] }"#,
        r#""summary": "Because: nothing", "thread": "file", "because": [{ "event": "a" }, { "event": "b" }]"#,
        r#"{ "id": "again""#,
    ];
    let notes = [
        "line 4: “nothing” is the id or title of no other row",
        "line 5: the id “a” is another",
        "line 5: “Again” is the id",
    ];
    check("csv", text, &parts, &notes);
}

#[test]
fn columns_that_nobody_names() {
    let text = "Was sich zutrug,Wann ungefähr\nDie Taufe,1916\nDie Reise,1917\n";
    let notes = ["the column “Was sich zutrug” is taken for title", "the column “Wann ungefähr” is taken for from"];
    check("csv", text, &[r#""title": "Die Taufe""#, r#""at": "1916""#], &notes);
    let columns = [("title", "Was sich zutrug"), ("date", "wann ungefahr"), ("mood", "x")];
    let columns = columns.map(|(field, column)| (field.to_owned(), column.to_owned())).into();
    let options = Options { columns, name: "File".into(), ..Options::default() };
    check_with("csv", text, &options, &[r#""title": "Die Reise""#], &["no column is called “x”"]);
    check(
        "csv",
        "1916,The siege\n1917,The end\n",
        &[r#""title": "The siege""#, r#""at": "1917""#],
        &["the column “Column 1”", "the column “Column 2”"],
    );
    check(
        "csv",
        "标题,人物,日期\n大火,安娜、本,1916年2月21日\n",
        &[r#""title": "大火""#, r#""name": "安娜""#, r#""at": "1916-02-21""#],
        NO,
    );
}

#[test]
fn bad_tables_say_what_is_wrong() {
    let error = |bytes: &[u8]| {
        let format = format_named("csv").expect("it is there");
        import(format, bytes, &Options::default()).err().map(|error| error.message).unwrap_or_default()
    };
    assert!(error(b"").contains("no rows"));
    assert!(error(b"Event,Date\n").contains("no rows"));
    assert!(error(b"PK\x03\x04").contains("as CSV"));
    assert!(error(b"a\0b").contains("not text"));
    assert!(error(b"1,2\n3,4\n").contains("title="), "{}", error(b"1,2\n3,4\n"));
    check("csv", "Event,Date\nA,1916,x\n", &["\"summary\": \"x\""], &["line 2: the row has more cells"]);
    check("csv", "Event,Place\n,Verdun\n", &["Untitled"], &["line 2: the row has no title"]);
}

#[test]
fn formats_are_told_from_the_content() {
    let name = |file: &str, text: &str| format_of(file, text.as_bytes()).map(|format| format.name);
    assert_eq!(name("a.csv", "Event;Date\nA;1916\n"), Some("csv"));
    assert_eq!(name("a.txt", "Event\tDate\nA\t1916\n"), Some("csv"));
    assert_eq!(name("a.txt", "Once, there was a king.\nHe died, alas.\n"), None);
    assert_eq!(name("a.json", "{}"), None);
}

#[test]
fn a_preview_says_what_columns_are_taken_for() {
    let preview = preview(b"Event;Wer;Mood;Datum\nA;Anna;x;3/4/1916\nB\n", &Options::default(), 1).expect("a table");
    let holds: Vec<_> = preview.columns.iter().map(|column| column.holds).collect();
    let named = |field| Some((field, Basis::Name));
    assert_eq!(holds, [named(Field::Title), named(Field::Cast), None, named(Field::From)]);
    assert_eq!(preview.rows, [["A", "Anna", "x", "3/4/1916"]]);
    assert_eq!((preview.rows_in_all, preview.asks_day_first, preview.asks_title), (2, true, false));
}

const WHOLE: &str = "Nr;Titel;Beginn;Ende;Ort;Figuren;Weil;Notiz\n1;\"Der „Brief“\nkommt\";3.4.1916;um 1917;Köln;Ada|Ben;2;x\n2;Das Ende;;;;;1;\n";

#[test]
fn a_table_may_end_anywhere() {
    check_cuts("csv", WHOLE.as_bytes());
}

proptest! {
    #[test]
    fn any_table_is_read_or_refused(cells in prop::collection::vec("[a-c0-9,;/\\.\"\n-]{0,12}|1916|3/4/16|c\\. 44 BC|P3D", 0..12), header in any::<bool>()) {
        let header = if header { "Title,Start,End,Duration,Told,Because\n" } else { "" };
        check_any("csv", format!("{header}{}", cells.join(",")).as_bytes());
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        check_any("csv", &bytes);
    }
}
