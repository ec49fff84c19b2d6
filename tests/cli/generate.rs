//! `plotlanes generate`: to standard output or a file, and its errors.

use super::{Folder, run, run_unread, run_with_input};

#[test]
fn a_generated_story_is_valid_and_the_same_each_time() {
    for time in ["order", "number", "date"] {
        let args = ["generate", "--events", "40", "--time", time, "--seed", "3"];
        let made = run(&args);
        assert_eq!((made.code, made.err.as_str()), (Some(0), ""));
        let checked = run_with_input(&["check", "-"], made.text());
        assert_eq!(checked.text(), "standard input: no errors; 40 events in 10 threads\n");
        assert!(made.out == run(&args).out);
    }
}

#[test]
fn files_hold_the_same_bytes() {
    let folder = Folder::with("old.json", "old");
    let made = run(&["generate", "--events", "12", "--threads", "3"]);
    for name in ["old.json", "new.json"] {
        let path = folder.arg(name);
        let said = format!("wrote {path}, 12 events in 3 threads\n");
        run(&["generate", "--events", "12", "--threads", "3", "-o", &path]).said(0, &said);
        assert!(std::fs::read(folder.path(name)).unwrap() == made.out);
    }
    assert_eq!(folder.names(), ["new.json", "old.json"]);
    let (path, args) = (folder.arg("new.json"), ["generate", "--events", "1200", "--threads", "1000", "-o"]);
    run(&[&args[..], &[&path]].concat()).said(0, &format!("wrote {path}, 1,200 events in 1,000 threads\n"));
}

#[test]
fn impossible_numbers_are_refused() {
    run(&["generate", "--events", "2", "--threads", "3"]).said(
        2,
        "plotlanes: --threads: 3 threads cannot share 2 events, as each has one at least; \
         ask for fewer threads or more events\n",
    );
    let folder = Folder::with("old.json", "old");
    let nowhere = folder.arg("none/made.json");
    let said = format!("plotlanes: there is no folder \"{}\"\n", folder.arg("none"));
    run(&["generate", "--events", "2", "-o", &nowhere]).said(2, &said);
    for events in ["0", "-1", "many", "10000001"] {
        let ran = run(&["generate", "--events", events]);
        assert!(ran.code == Some(2) && ran.err.contains("--events"), "{}", ran.err);
    }
}

#[test]
fn a_closed_pipe_is_no_failure() {
    run_unread(&["generate", "--events", "20000"]).said(0, "");
}
