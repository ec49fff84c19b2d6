//! `plotlanes import`.

use std::fs;

use super::{DAY, Folder, run, run_with_input};

const WAR: &str = "title: A war\n\nsection The siege\n2020-01: It begins\nend section\n";

#[test]
fn a_file_of_another_program_becomes_a_story() {
    let folder = Folder::with("war.mw", WAR);
    let (war, out) = (folder.arg("war.mw"), folder.arg("war.json"));
    run(&["import", &war, "-o", &out]).said(0, &format!("wrote {out}: 1 event in 1 thread, 0 notes\n"));
    let written = fs::read_to_string(folder.path("war.json")).unwrap();
    assert!(written.contains(r#""title": "A war""#) && written.contains(r#""when": { "at": "2020-01" }"#), "{written}");
    assert_eq!(run(&["check", &out]).code, Some(0));
    // What somebody may have written since is not overwritten.
    let there = format!("plotlanes: {out} is there already and was not overwritten; name another file with -o\n");
    run(&["import", &war, "-o", &out]).said(2, &there);
    assert_eq!(run_with_input(&["import", "-"], WAR).text(), written);
    assert_eq!(run_with_input(&["import", "--format", "markwhen", "-"], WAR).text(), written);
}

#[test]
fn what_cannot_be_imported_is_refused_with_a_reason() {
    let folder = Folder::with("day.json", DAY);
    let day = folder.arg("day.json");
    let ours = format!("plotlanes: {day} is a story file of this program already; open it as it is\n");
    run(&["import", &day]).said(2, &ours);
    let ran = run(&["import", "--format", "marwhen", &day]);
    ran.begins(2, "plotlanes: --format: there is no format marwhen; did you mean markwhen?; known are ");
    let ran = run_with_input(&["import", "-"], "\u{1}\u{2}");
    ran.begins(2, "plotlanes: standard input is no file of another program that can be told by its content; say with");
    run(&["import", "--columns", "title", &day]).begins(2, "plotlanes: invalid value 'title' for '--columns");
}
