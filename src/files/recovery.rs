//! Records what is open and what is not saved, so that the next start after a crash can restore it. A running program
//! holds a lock, which the system releases in any case when the program ends: a record whose lock is free was left by a
//! crash.
//!
//! ```text
//! sessions/ID.lock    empty; locked by the running program
//! sessions/ID.json    what is open, always written whole; deleted by a clean exit
//! sessions/ID.draft   unsaved work, always written whole; deleted only when it is saved or the user gives it up
//! ```

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::time::{Duration, SystemTime};

use super::{MAX_STORY_BYTES, WriteError, sync_folder, write_whole};

/// Records older than this are deleted without being offered, unless they hold unsaved work.
const OFFERED_FOR: Duration = Duration::from_hours(24 * 30);
/// The most bytes of a record that are read.
const MAX_BYTES: u64 = 1 << 20;
/// The most bytes of a draft that are read: any story, and what is told of it.
const MAX_DRAFT_BYTES: u64 = MAX_STORY_BYTES + MAX_BYTES;

/// The record of this running program.
#[derive(Debug)]
pub struct RecoveryRecord {
    id: String,
    folder: PathBuf,
    /// Held, never read.
    _lock: File,
}

/// The record of a program that has crashed, or ended with unsaved work.
#[derive(Debug)]
pub struct CrashedRecord {
    /// The id that its crash reports are named after.
    pub id: String,
    /// The text recorded last; `None` if nothing was open.
    pub text: Option<String>,
    /// The unsaved work recorded last.
    pub draft: Option<CrashedDraft>,
}

/// Unsaved work that was left. Its files stay until it is [discarded](Self::discard); as long as this is held, no other
/// program is offered it.
#[derive(Debug)]
pub struct CrashedDraft {
    /// The bytes recorded last.
    pub bytes: Vec<u8>,
    /// The time of that, if it is known.
    pub written: Option<SystemTime>,
    path: PathBuf,
    /// Held, never read.
    _lock: File,
}

impl CrashedDraft {
    /// Deletes the work with its record: it is kept elsewhere now, or not wanted.
    ///
    /// # Errors
    /// It cannot be deleted, and will be offered again.
    pub fn discard(&self) -> io::Result<()> {
        // In this order, so that whatever remains after an interruption is offered again.
        fs::remove_file(&self.path)?;
        let _ = fs::remove_file(self.path.with_extension("json"));
        fs::remove_file(self.path.with_extension("lock"))
    }
}

impl RecoveryRecord {
    /// Begins a record in `folder`.
    ///
    /// # Errors
    /// The folder cannot be written to, or its drive does not support locks.
    pub fn begin(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let started = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        for attempt in 0..20 {
            let id = format!("{:x}-{:x}-{attempt}", started.as_nanos(), process::id());
            let path = folder.join(format!("{id}.lock"));
            let lock = File::options().create_new(true).write(true).open(&path)?;
            // Before it was locked, another starting program may have taken it for one that a crash left.
            match lock.try_lock() {
                Ok(()) if path.exists() => return Ok(Self { id, folder: folder.to_owned(), _lock: lock }),
                Ok(()) | Err(fs::TryLockError::WouldBlock) => {}
                Err(fs::TryLockError::Error(error)) => {
                    let _ = fs::remove_file(&path);
                    return Err(error);
                }
            }
        }
        Err(io::Error::other("no recovery record could be begun"))
    }

    /// The id that crash reports are named after.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Records what is open; `None` if it could not be opened again.
    ///
    /// # Errors
    /// It cannot be written. The last record is still there.
    pub fn keep(&self, text: Option<&str>) -> Result<(), WriteError> {
        if let Some(text) = text {
            return write_whole(&self.file(), text.as_bytes());
        }
        // The file may not exist.
        let _ = fs::remove_file(self.file());
        Ok(())
    }

    /// Records unsaved work in the place of what was recorded before; `None` if there is none any more.
    ///
    /// # Errors
    /// It cannot be written or deleted. What was recorded before is still there.
    pub fn keep_draft(&self, bytes: Option<&[u8]>) -> Result<(), WriteError> {
        let file = self.draft();
        if let Some(bytes) = bytes {
            return write_whole(&file, bytes);
        }
        match fs::remove_file(&file) {
            // It must not come back after a power cut, since the work is saved or was given up.
            Ok(()) => sync_folder(&self.folder),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(WriteError::new(&file, error)),
        }
        Ok(())
    }

    /// Deletes the record: the program ends cleanly. Unsaved work that nobody gave up stays, and so does what was open.
    pub fn end(&self) {
        if self.draft().exists() {
            return;
        }
        // If this fails, the next start offers the record, once.
        let _ = fs::remove_file(self.file());
        let _ = fs::remove_file(self.folder.join(format!("{}.lock", self.id)));
    }

    fn file(&self) -> PathBuf {
        self.folder.join(format!("{}.json", self.id))
    }

    fn draft(&self) -> PathBuf {
        self.folder.join(format!("{}.draft", self.id))
    }
}

/// Takes the records of crashed programs from `folder`, one with each step of the iterator: those with unsaved work
/// first, then the newest. Taking a record deletes it, so only one program gets it; one with unsaved work stays until
/// that is discarded, and meanwhile no other program gets it. Records not taken stay for the next start.
pub fn take_crashed(folder: &Path) -> impl Iterator<Item = CrashedRecord> + use<> {
    let locks = fs::read_dir(folder).into_iter().flatten().flatten().map(|it| it.path());
    let locks = locks.filter(|path| path.extension().is_some_and(|it| it == "lock"));
    let rank = |lock: &Path| (lock.with_extension("draft").exists(), written(lock));
    let mut locks: Vec<(_, PathBuf)> = locks.map(|lock| (rank(&lock), lock)).collect();
    locks.sort_by(|a, b| b.cmp(a));
    locks.into_iter().filter_map(|(_, lock)| take(&lock))
}

/// The time at which the record of a lock was last written, or else begun.
fn written(lock: &Path) -> Option<SystemTime> {
    let times = ["draft", "json"].into_iter().filter_map(|extension| modified(&lock.with_extension(extension)));
    times.max().or_else(|| modified(lock))
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|about| about.modified()).ok()
}

/// The record of this lock, if its program has ended.
fn take(lock: &Path) -> Option<CrashedRecord> {
    let id = lock.file_stem()?.to_str()?.to_owned();
    let held = File::open(lock).ok()?;
    // Without support for locks, a crash cannot be recognised.
    held.try_lock().ok()?;
    let (file, at) = (lock.with_extension("json"), written(lock)?);
    let is_small = |path: &Path, most| fs::metadata(path).is_ok_and(|about| about.is_file() && about.len() <= most);
    let text = is_small(&file, MAX_BYTES).then(|| fs::read_to_string(&file).ok()).flatten();
    let path = lock.with_extension("draft");
    if path.exists() {
        // One that cannot be read is left alone.
        let bytes = is_small(&path, MAX_DRAFT_BYTES).then(|| fs::read(&path).ok()).flatten()?;
        let draft = CrashedDraft { bytes, written: modified(&path), path, _lock: held };
        return Some(CrashedRecord { id, text, draft: Some(draft) });
    }
    // A record that cannot be deleted is not offered, or it would be offered again and again.
    match fs::remove_file(&file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return None,
        _ => fs::remove_file(lock).ok()?,
    }
    let recent = SystemTime::now().duration_since(at).is_ok_and(|age| age < OFFERED_FOR);
    recent.then_some(CrashedRecord { id, text, draft: None })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{CrashedRecord, Path, RecoveryRecord, take_crashed};

    fn take_all(folder: &Path) -> Vec<CrashedRecord> {
        take_crashed(folder).collect()
    }

    fn texts(left: &[CrashedRecord]) -> Vec<Option<&str>> {
        left.iter().map(|left| left.text.as_deref()).collect()
    }

    #[test]
    fn a_crash_is_offered_once() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("sessions");
        assert!(take_all(&folder).is_empty());
        let running = RecoveryRecord::begin(&folder).unwrap();
        running.keep(Some("running")).unwrap();
        let crashed = RecoveryRecord::begin(&folder).unwrap();
        for text in ["first", "second"] {
            crashed.keep(Some(text)).unwrap();
        }
        assert!(take_all(&folder).is_empty(), "both run");
        let id = crashed.id().to_owned();
        // The system does the same when a program ends.
        drop(crashed);
        let left = take_all(&folder);
        assert_eq!((texts(&left), left[0].id.as_str()), (vec![Some("second")], id.as_str()));
        assert!(take_all(&folder).is_empty());
        running.keep(Some("still running")).unwrap();
        drop(running);
        assert_eq!(texts(&take_all(&folder)), [Some("still running")]);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
    }

    #[test]
    fn a_clean_end_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let running = RecoveryRecord::begin(folder.path()).unwrap();
        running.keep(Some("open")).unwrap();
        running.end();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        assert!(take_all(folder.path()).is_empty());
    }

    #[test]
    fn a_crash_with_nothing_open_is_known_too() {
        let folder = tempfile::tempdir().unwrap();
        let running = RecoveryRecord::begin(folder.path()).unwrap();
        running.keep(Some("open")).unwrap();
        running.keep(None).unwrap();
        drop(running);
        assert_eq!(texts(&take_all(folder.path())), [None]);
    }

    #[test]
    fn records_that_are_not_asked_for_stay() {
        let folder = tempfile::tempdir().unwrap();
        for text in ["older", "newer"] {
            RecoveryRecord::begin(folder.path()).unwrap().keep(Some(text)).unwrap();
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        for text in ["newer", "older"] {
            assert_eq!(take_crashed(folder.path()).next().and_then(|left| left.text).as_deref(), Some(text));
        }
        assert!(take_all(folder.path()).is_empty());
    }

    #[test]
    fn concurrent_starts_never_offer_the_same_record() {
        let folder = tempfile::tempdir().unwrap();
        for n in 0..8 {
            RecoveryRecord::begin(folder.path()).unwrap().keep(Some(&n.to_string())).unwrap();
        }
        let offered: Vec<CrashedRecord> = std::thread::scope(|scope| {
            let starts: Vec<_> = (0..4).map(|_| scope.spawn(|| take_all(folder.path()))).collect();
            starts.into_iter().flat_map(|start| start.join().unwrap()).collect()
        });
        let mut texts: Vec<&str> = offered.iter().filter_map(|left| left.text.as_deref()).collect();
        texts.sort_unstable();
        assert_eq!(texts, ["0", "1", "2", "3", "4", "5", "6", "7"]);
    }

    #[test]
    fn unsaved_work_is_offered_until_it_is_discarded() {
        let folder = tempfile::tempdir().unwrap();
        let running = RecoveryRecord::begin(folder.path()).unwrap();
        for work in [&b"first"[..], b"second \xFF", b"third"] {
            running.keep_draft(Some(work)).unwrap();
        }
        running.keep(Some("open")).unwrap();
        assert!(take_all(folder.path()).is_empty(), "it runs");
        drop(running);
        for start in ["first", "second"] {
            let left = take_all(folder.path());
            assert_eq!(texts(&left), [Some("open")], "{start}");
            assert_eq!(left[0].draft.as_ref().unwrap().bytes, b"third");
            assert!(take_all(folder.path()).is_empty(), "another program has it");
        }
        take_all(folder.path())[0].draft.as_ref().unwrap().discard().unwrap();
        assert!(take_all(folder.path()).is_empty());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn work_that_was_saved_is_not_offered() {
        let folder = tempfile::tempdir().unwrap();
        let running = RecoveryRecord::begin(folder.path()).unwrap();
        running.keep_draft(Some(b"work")).unwrap();
        for _ in 0..2 {
            running.keep_draft(None).unwrap();
        }
        running.end();
        drop(running);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_clean_end_throws_no_work_away() {
        let folder = tempfile::tempdir().unwrap();
        let running = RecoveryRecord::begin(folder.path()).unwrap();
        running.keep_draft(Some(b"work")).unwrap();
        running.keep(Some("open")).unwrap();
        running.end();
        drop(running);
        let left = take_all(folder.path());
        assert_eq!((texts(&left), left[0].draft.is_some()), (vec![Some("open")], true));
    }

    #[test]
    fn unsaved_work_comes_first() {
        let folder = tempfile::tempdir().unwrap();
        for (text, has_draft) in [("a", true), ("b", true), ("c", false)] {
            let record = RecoveryRecord::begin(folder.path()).unwrap();
            record.keep(Some(text)).unwrap();
            record.keep_draft(has_draft.then_some(b"work")).unwrap();
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        assert_eq!(texts(&take_all(folder.path())), [Some("b"), Some("a"), Some("c")]);
    }

    #[test]
    fn other_files_are_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["notes.txt", "lock", "a.json"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        fs::write(folder.path().join("foreign.lock"), "").unwrap();
        assert_eq!(texts(&take_all(folder.path())), [None]);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
    }
}
