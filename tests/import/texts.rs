//! Texts, scripts and storylines: Markwhen, Fountain, Final Draft, iStoryline.

use plotlanes::import::{Options, format_of, import};
use plotlanes::story::compile::compile;

/// How many events and threads a file becomes; its story has no problems.
fn check(name: &str, text: &str, events: usize, threads: usize) {
    let format = format_of(name, text.as_bytes()).unwrap_or_else(|| panic!("{name} is of no format"));
    let imported =
        import(format, text.as_bytes(), &Options::default()).unwrap_or_else(|error| panic!("{name}: {error}"));
    let written = imported.document.text();
    let compiled = compile(written.as_bytes());
    let problems: Vec<String> = compiled.problems.iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{name}: {problems:#?}\n{written}");
    let story = compiled.story.unwrap_or_else(|| panic!("{name} is no story"));
    assert_eq!((story.events.len(), story.threads.len()), (events, threads), "{name}\n{written}");
}

#[test]
fn markwhen() {
    check("a.mw", "title: Nothing yet", 0, 0);
    check("a.mw", "1916: A\n1917-now: B #x @Ann\n44 BC: C\n", 3, 1);
    let text = "title: T\n# One\n2012-05-01: A !a\n1900: B !b\nafter !b 3 weeks: C\nbefore !a 1 month: D\nafter !b: E !e\n\
        ## Two\nby !e 2 days: F\n5 days: G\n!a.start + 90 minutes / 1 week: H\n1890 - before !b: I\nnow: J\n10am: K\n";
    check("a.mw", text, 11, 2);
}

#[test]
fn fountain() {
    let acts = "Title: T\nAuthor: A\n\n# Act One\n\nINT. A - DAY #1#\n\nAnn sits.\n\nANN (V.O.)\nNo.\n\n## Ben\n\n\
        EXT. B - CONTINUOUS\n\n= He leaves.\n\n[[cast: Ben]]\n\nINT. C - FLASHBACK\n\nSnow.\n\nINT. A - SAME TIME\n\n\
        # Act Two\n\nINT. A - MOMENTS LATER\n\n[[thread: Ben]]\n\nINT. A - NIGHT\n";
    check("a.fountain", acts, 6, 2);
    check("a.fountain", &acts.replace('\n', "\r\n"), 6, 2);
    check("a.txt", "INT. A - DAY\n\n[[when: 1916-02~]]\n\nINT. B - DAY\n\n[[when: 1916/1918]]\n\nEXT. C\n", 3, 1);
}

#[test]
fn final_draft() {
    let text = "<FinalDraft><Content><Paragraph Type=\"New Act\"><Text>Act 1</Text></Paragraph>\
        <Paragraph Type=\"Scene Heading\" Number=\"1\"><Text>INT. A - DAY</Text></Paragraph>\
        <Paragraph Type=\"Character\"><Text>ANN (O.S.)</Text></Paragraph>\
        <Paragraph Type=\"Scene Heading\" Number=\"1\"><Text>INT. &lt;B&gt;</Text></Paragraph></Content></FinalDraft>";
    check("a.fdx", text, 2, 1);
    check("a.fdx", &text[..text.len() - 23], 2, 1);
}

#[test]
fn istoryline() {
    let text = "<Story><Locations><Location Name='Home' Sessions='1'/></Locations><Characters><Character Name='Ann'>\
        <Span Start='1' End='5' Session='1'/><Span Start='5' End='6' Session='2'/></Character><Character Name='Ben'>\
        <Span Start='2.5' End='5' Session='1'/><Span Start='7' End='7' Session='1'/></Character></Characters></Story>";
    check("a.xml", text, 4, 2);
}
