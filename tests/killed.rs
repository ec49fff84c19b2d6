//! Programs that are killed while they keep unsaved work: each leaves it whole, and each is offered by itself. A test
//! program of its own, because a file's lock is shared with every process that is just being started.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use plotlanes::document::Document;
use plotlanes::files::recovery::{RecoveryRecord, take_crashed};
use plotlanes::ui::{Draft, LeftDraft};
use serde_json::Value;

/// The variable in the environment that makes [`a_writer_until_it_is_killed`] write into this folder.
const FOLDER: &str = "PLOTLANES_TEST_DRAFTS_IN";
/// Long enough that a write is often under way.
const LENGTH: usize = 300_000;

/// Not a test by itself: the program that the next test kills.
#[test]
fn a_writer_until_it_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let record = RecoveryRecord::begin(&folder).unwrap();
    // Not for ever, in case nothing kills it.
    for n in 0..20_000 {
        let document = Document::new_story(&format!("{n} {}", "x".repeat(LENGTH)));
        let draft = Draft { file: None, name: "novel".to_owned(), document, saved: None };
        record.keep_draft(Some(&draft.to_bytes())).unwrap();
        record.keep(Some(&format!("view {n}"))).unwrap();
    }
}

fn writer(folder: &Path) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "a_writer_until_it_is_killed"]).env(FOLDER, folder).stdout(Stdio::null());
    command.spawn().unwrap()
}

/// How many drafts are in a folder.
fn drafts(folder: &Path) -> usize {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    files.filter(|file| file.path().extension().is_some_and(|it| it == "draft")).count()
}

#[test]
fn programs_that_are_killed_leave_their_last_drafts_whole() {
    let folder = tempfile::tempdir().unwrap();
    for round in 0..6 {
        let mut writers = [(); 3].map(|()| writer(folder.path()));
        while drafts(folder.path()) < writers.len() {
            sleep(Duration::from_millis(5));
        }
        sleep(Duration::from_millis(7 * round));
        assert!(take_crashed(folder.path()).next().is_none(), "they run");
        for writer in &mut writers {
            writer.kill().unwrap();
            writer.wait().unwrap();
        }
        let mut left = Vec::new();
        while let Some(record) = take_crashed(folder.path()).next() {
            let crashed = record.draft.unwrap();
            let draft = LeftDraft::new(&crashed.bytes, None, |_| None).unwrap();
            let story: Value = serde_json::from_str(draft.document.text()).unwrap();
            assert!(story["title"].as_str().is_some_and(|title| title.len() > LENGTH));
            left.push(crashed);
        }
        assert_eq!(left.len(), writers.len(), "each is offered, one by one");
        // Nobody has decided yet: the next start offers them all again.
        drop(left);
        let left: Vec<_> = take_crashed(folder.path()).collect();
        assert_eq!(left.len(), writers.len());
        for record in left {
            record.draft.unwrap().discard().unwrap();
        }
        assert!(take_crashed(folder.path()).next().is_none());
    }
}
