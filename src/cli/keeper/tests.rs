use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{Draft, Keep, Keeper, folder, offer};
use crate::document::Document;
use crate::ui::FileSince;

fn settings(data: &Path) -> Value {
    let text = folder::settings(data).read().unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn everything_is_stored_when_the_program_has_ended() {
    let data = tempfile::tempdir().unwrap();
    let mut keeper = Keeper::start(data.path(), None, None, || {});
    for n in 0..10 {
        keeper.settings(format!(r#"{{"size":{n}}}"#));
        keeper.session(Some(format!("session {n}")));
    }
    keeper.end();
    assert_eq!(settings(data.path())["size"], 9);
    assert_eq!(keeper.failure(), None);
    assert!(offer(data.path()).is_none(), "it ended as it should");
    assert_eq!(fs::read_dir(folder::recovery(data.path())).unwrap().count(), 0);
}

#[test]
fn two_windows_keep_the_files_of_both() {
    let data = tempfile::tempdir().unwrap();
    let start = r#"{"recent":["old"],"theme":"dark"}"#;
    folder::settings(data.path()).update(|_| start.to_owned()).unwrap();
    let [mut one, mut other] = [(); 2].map(|()| Keeper::start(data.path(), Some(start), None, || {}));
    one.settings(r#"{"recent":["one","old"],"theme":"dark"}"#.to_owned());
    one.end();
    other.settings(r#"{"recent":["other","old"],"theme":"light"}"#.to_owned());
    other.end();
    let kept = settings(data.path());
    assert_eq!(kept, serde_json::json!({ "recent": ["other", "one", "old"], "theme": "light" }));
}

#[test]
fn a_crash_is_offered_once_and_a_running_window_never() {
    let data = tempfile::tempdir().unwrap();
    let session = r#"{"episode":true,"view":"event=x"}"#;
    let mut running = Keeper::start(data.path(), None, None, || {});
    running.session(Some(session.to_owned()));
    let mut crashed = Keeper::start(data.path(), None, None, || {});
    crashed.session(Some(session.to_owned()));
    // As the system does with a program that has crashed; the thread has written everything when it ends.
    crashed.jobs = None;
    let _ = crashed.ended.recv();
    drop(crashed);
    assert!(offer(data.path()).is_some());
    assert!(offer(data.path()).is_none());
    running.end();
    assert!(offer(data.path()).is_none());
}

#[test]
fn an_unwritable_folder_is_reported_once() {
    let data = tempfile::tempdir().unwrap();
    fs::write(data.path().join("file"), "").unwrap();
    let mut keeper = Keeper::start(&data.path().join("file"), None, None, || {});
    keeper.settings("{}".to_owned());
    keeper.settings(r#"{"size":2}"#.to_owned());
    keeper.end();
    assert!(keeper.failure().is_some());
    assert_eq!(keeper.failure(), None);
}

/// A draft of a story that is called `title`.
fn draft(title: &str, file: Option<&Path>) -> Draft {
    let saved = file.map(|file| Document::from_bytes(fs::read(file).unwrap()).unwrap());
    let name = file.and_then(Path::file_name).map_or_else(|| "new".to_owned(), |name| name.display().to_string());
    Draft { file: file.map(Path::to_owned), name, document: Document::new_story(title), saved }
}

/// Ends a keeper as the system does when the program is killed, once its thread has written everything.
fn crash(mut keeper: Keeper) {
    keeper.jobs = None;
    let _ = keeper.ended.recv();
}

/// The title of the draft that is offered, and the state of its file.
fn offered(data: &Path) -> Option<(String, FileSince)> {
    let left = offer(data)?.0.draft?;
    let title = left.document.text().split('"').nth(5)?.to_owned();
    Some((title, left.since))
}

#[test]
fn unsaved_work_is_offered_until_the_user_has_decided() {
    let data = tempfile::tempdir().unwrap();
    let mut keeper = Keeper::start(data.path(), None, None, || {});
    for title in ["A", "B", "C"] {
        keeper.draft(Some(draft(title, None)));
    }
    crash(keeper);
    for start in ["undecided", "killed"] {
        let (offer, left) = offer(data.path()).unwrap();
        assert_eq!(offer.draft.unwrap().name, "new", "{start}");
        assert!(super::offer(data.path()).is_none(), "another window has it");
        let mut keeper = Keeper::start(data.path(), None, left, || {});
        if start == "undecided" { keeper.end() } else { crash(keeper) }
    }
    let mut keeper = Keeper::start(data.path(), None, offer(data.path()).unwrap().1, || {});
    keeper.forget_offered();
    keeper.end();
    assert!(offer(data.path()).is_none());
    assert_eq!(fs::read_dir(folder::recovery(data.path())).unwrap().count(), 0);
}

#[test]
fn work_that_is_gone_on_with_is_this_windows() {
    let data = tempfile::tempdir().unwrap();
    let mut keeper = Keeper::start(data.path(), None, None, || {});
    keeper.draft(Some(draft("A", None)));
    crash(keeper);
    let (offer, left) = offer(data.path()).unwrap();
    let mut keeper = Keeper::start(data.path(), None, left, || {});
    assert_eq!(offer.draft.unwrap().name, "new");
    keeper.draft(Some(draft("A", None)));
    keeper.forget_offered();
    keeper.draft(Some(draft("B", None)));
    crash(keeper);
    assert_eq!(offered(data.path()), Some(("B".to_owned(), FileSince::Same)));
    assert_eq!(fs::read_dir(folder::recovery(data.path())).unwrap().count(), 2, "a lock and one draft");
}

#[test]
fn work_that_was_saved_is_not_offered() {
    let data = tempfile::tempdir().unwrap();
    for is_crash in [false, true] {
        let mut keeper = Keeper::start(data.path(), None, None, || {});
        keeper.draft(Some(draft("A", None)));
        keeper.draft(None);
        if is_crash {
            crash(keeper);
        } else {
            keeper.end();
        }
        assert!(offer(data.path()).is_none());
    }
}

#[test]
fn the_offer_says_what_became_of_the_file() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("novel.json");
    fs::write(&file, "{}").unwrap();
    let mut keeper = Keeper::start(data.path(), None, None, || {});
    keeper.draft(Some(draft("A", Some(&file))));
    crash(keeper);
    let check = |expect| assert_eq!(offered(data.path()), Some(("A".to_owned(), expect)));
    check(FileSince::Same);
    fs::write(&file, "[]").unwrap();
    check(FileSince::Changed);
    fs::remove_file(&file).unwrap();
    check(FileSince::Gone);
}

#[test]
fn a_draft_of_a_later_version_is_left_for_that() {
    let data = tempfile::tempdir().unwrap();
    let record = super::RecoveryRecord::begin(&folder::recovery(data.path())).unwrap();
    record.keep_draft(Some(b"{\"draft\":2}\n{}")).unwrap();
    record.keep(Some(r#"{"episode":true,"view":"event=x"}"#)).unwrap();
    drop(record);
    assert!(offer(data.path()).is_none());
    assert_eq!(fs::read_dir(folder::recovery(data.path())).unwrap().count(), 3);
}
