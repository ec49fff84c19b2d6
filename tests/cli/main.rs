//! The command line as a process, without a display: its output and its exit codes.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

mod check;
mod edit;
mod export;
mod generate;
mod import;
mod inspect;
mod left_out;
mod usage;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// Three events by number, in two threads.
const DAY: &str = r#"{ "plotlanes": 1, "title": "A day", "time": { "kind": "number", "unit": "hour" },
    "threads": [{ "id": "sky", "title": "Sky", "group": "Above" }, { "id": "sea", "title": "Sea" }],
    "events": [
        { "id": "dusk", "title": "Dusk", "thread": "sky", "when": { "from": 18, "to": 20.25 }, "told": 2 },
        { "id": "dawn", "title": "Dawn", "thread": "sky", "when": { "at": 6.1 }, "told": 1 },
        { "id": "tide", "title": "The tide turns", "thread": "sea", "when": { "from": 7, "lasts": 6 } }] }"#;

/// Two errors on lines 4 and 5.
const BROKEN: &str = r#"{ "plotlanes": 1, "title": "Broken", "time": { "kind": "order" },
    "threads": [{ "id": "uprising", "title": "Uprising" }],
    "events": [
        { "id": "a", "title": "A", "thread": "uprsing" },
        { "id": "b", "title": "B", "thread": "uprising", "when": { "after": ["c"] } }] }"#;

/// The result of a run.
struct Ran {
    code: Option<i32>,
    out: Vec<u8>,
    err: String,
}

impl Ran {
    fn new(output: Output) -> Self {
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(!err.contains("panicked"), "{err}");
        Self { code: output.status.code(), out: output.stdout, err }
    }

    #[track_caller]
    fn text(&self) -> &str {
        std::str::from_utf8(&self.out).unwrap()
    }

    #[track_caller]
    fn json(&self) -> Value {
        serde_json::from_slice(&self.out).unwrap()
    }

    /// Checks the exit code, the exact text on standard error, and that standard output is empty.
    #[track_caller]
    fn said(&self, code: i32, err: &str) {
        assert_eq!((self.code, self.err.as_str(), self.text()), (Some(code), err, ""));
    }
}

impl Ran {
    /// Checks the exit code and the beginning of what is said on standard error.
    #[track_caller]
    fn begins(&self, code: i32, err: &str) {
        assert_eq!(self.code, Some(code), "{}", self.err);
        assert!(self.err.starts_with(err), "{}", self.err);
    }
}

fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plotlanes"));
    command.args(args).stdin(Stdio::null());
    for display in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
        command.env_remove(display);
    }
    command
}

fn run(args: &[&str]) -> Ran {
    Ran::new(command(args).output().unwrap())
}

fn run_with_input(args: &[&str], input: &str) -> Ran {
    let mut child = command(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    Ran::new(child.wait_with_output().unwrap())
}

/// Runs with a closed standard output.
fn run_unread(args: &[&str]) -> Ran {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    Ran::new(command(args).stdout(writer).output().unwrap())
}

/// A temporary folder with a file in it.
struct Folder(tempfile::TempDir);

impl Folder {
    fn with(name: &str, contents: &str) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        std::fs::write(folder.path(name), contents).unwrap();
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn arg(&self, name: &str) -> String {
        text(&self.path(name))
    }

    /// The names in it, sorted.
    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

fn text(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}
