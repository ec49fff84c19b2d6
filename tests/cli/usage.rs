//! The window without a display, help, version, completions, and arguments that are wrong.

use super::{DAY, Folder, Ran, command, run, run_unread, run_with_input};

const NO_DISPLAY: &str = "plotlanes: there is no display to open a window on; \
    `plotlanes export -o story.png` writes the picture without one.\n";

#[test]
#[cfg(all(unix, not(target_os = "macos")))]
fn without_a_display_one_sentence_says_so() {
    let folder = Folder::with("day.json", DAY);
    run(&[]).said(2, NO_DISPLAY);
    run(&[&folder.arg("day.json")]).said(2, NO_DISPLAY);
    run(&[&folder.arg("day.json"), "--view", "event=none&window=x"]).said(2, NO_DISPLAY);
    run_with_input(&["-"], "").said(2, NO_DISPLAY);
}

#[test]
#[cfg(all(unix, not(target_os = "macos")))]
fn a_display_that_is_not_there_is_named() {
    for (name, value) in [("DISPLAY", ":54321"), ("WAYLAND_DISPLAY", "nowhere")] {
        let ran = Ran::new(command(&[]).env(name, value).output().unwrap());
        let expect = format!(
            "plotlanes: no window can be opened on the display that {name}={value} names; \
            `plotlanes export -o story.png` writes the picture without one.\n"
        );
        ran.said(2, &expect);
    }
}

#[test]
fn mistyped_commands_are_recognised() {
    let check = |args: &[&str], word: &str, meant: &str| {
        let words = format!("there is no file \"{word}\"; did you mean the command `plotlanes {meant}`?");
        run(args).said(2, &format!("plotlanes: {words}\n"));
    };
    check(&["exprot"], "exprot", "export");
    check(&["exprot", "-o", "x.png"], "exprot", "export");
    check(&["chek", "story.json"], "chek", "check");
    check(&["inspct", "--format", "json"], "inspct", "inspect");
}

#[test]
fn wrong_arguments_are_explained() {
    let check = |args: &[&str], expect: &str| {
        let ran = run(args);
        assert_eq!((ran.code, ran.text()), (Some(2), ""), "{args:?}");
        assert!(ran.err.starts_with(&format!("plotlanes: {expect}")), "{args:?} {}", ran.err);
    };
    check(&["--frobnicate"], "unexpected argument '--frobnicate' found");
    check(&["check", "a", "b"], "unexpected argument 'b' found");
    check(&["check", "--format", "xml"], "invalid value 'xml' for '--format <FORMAT>'");
    check(&["export"], "the following required arguments were not provided");
    check(&["completions", "tcsh"], "invalid value 'tcsh'");
}

#[test]
fn help_and_version_go_to_standard_output() {
    let version = run(&["--version"]);
    assert_eq!((version.code, version.text()), (Some(0), concat!("plotlanes ", env!("CARGO_PKG_VERSION"), "\n")));
    let check = |args: &[&str], words: &[&str]| {
        let ran = run(args);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{args:?}");
        for word in words {
            assert!(ran.text().contains(word), "{args:?}: {word} is not in {}", ran.text());
        }
    };
    check(&["--help"], &["export", "check", "inspect", "completions", "Examples:", "Exit codes:", "  2    something"]);
    check(&["--help"], &["$XDG_DATA_HOME", "sessions/", "reports/", "scroll=POINTS", "  130  "]);
    check(&["-h"], &["Usage: plotlanes [OPTIONS] [STORY]", "--view <LINK>"]);
    let export =
        ["--output", "--poster", "--from", "--select", "--view", "Examples:", "Exit codes:", "standard output"];
    check(&["export", "--help"], &export);
    check(&["export", "--help"], &["16,384", "Ctrl+C", "AVX2", "filtered=", "  130  "]);
    check(&["help", "check"], &["severity", "column", "10,000,000 events", "Exit codes:"]);
    check(
        &["edit", "--help"],
        &["<STORY> <EDITS>", "--dry-run", "\"rename\"", "standard error", "[2].field", "Exit codes:"],
    );
    check(&["inspect", "--help"], &["earliest_start", "told", "ISO 8601", "Exit codes:"]);
    run_unread(&["--help"]).said(0, "");
}

#[test]
fn every_shell_gets_its_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = run(&["completions", shell]);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
        assert!(ran.text().contains("plotlanes") && ran.text().contains("poster"), "{shell}");
    }
    run_unread(&["completions", "bash"]).said(0, "");
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_behind_standard_output_is_reported() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let ran = Ran::new(command(&["inspect"]).stdout(full).output().unwrap());
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.starts_with("plotlanes: standard output cannot be written to: "), "{}", ran.err);
}

#[test]
fn a_closed_standard_error_changes_no_exit_code() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let status = command(&["check", "nowhere.json"]).stderr(writer).status().unwrap();
    assert_eq!(status.code(), Some(2));
}

#[test]
fn only_the_window_touches_the_folder_of_the_program() {
    let folder = Folder::with("story.json", DAY);
    let (data, story) = (folder.path("data"), folder.arg("story.json"));
    std::fs::create_dir_all(data.join("plotlanes/sessions")).unwrap();
    // A record as a crash leaves it.
    let left = ["a.json", "a.lock"].map(|name| data.join("plotlanes/sessions").join(name));
    for path in &left {
        std::fs::write(path, r#"{"episode":true,"view":"event=city"}"#).unwrap();
    }
    let picture = folder.arg("day.png");
    for args in [
        &["check", &story][..],
        &["inspect", &story],
        &["export", &story, "-o", &picture],
        &["completions", "bash"],
        &["--version"],
        // Without a display there is no window either.
        &[&story],
    ] {
        command(args).env("XDG_DATA_HOME", &data).env("HOME", &data).output().unwrap();
        assert!(left.iter().all(|path| path.exists()), "{args:?}");
        assert_eq!(std::fs::read_dir(data.join("plotlanes")).unwrap().count(), 1, "{args:?}");
    }
}
