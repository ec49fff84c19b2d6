//! What is open now, kept so that a start after a crash can offer it. A session holds a lock as long as its program
//! runs, which the system lets go of however that ends; whose lock is free and whose file is there has crashed.
//!
//! ```text
//! sessions/ID.lock   empty; locked by the program that runs
//! sessions/ID.json   what is open, written whole every time; gone after a clean exit
//! ```

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::time::{Duration, SystemTime};

use super::{WriteError, write_whole};

/// How long a session is of interest that nobody has asked for.
const LASTS: Duration = Duration::from_hours(24 * 30);
/// The most of one that is read, in bytes.
const MOST: u64 = 1 << 20;

/// The session of this program.
#[derive(Debug)]
pub struct Running {
    id: String,
    folder: PathBuf,
    /// Held, never read.
    _lock: File,
}

/// A session whose program has ended without saying so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crashed {
    /// What reports of it are called after.
    pub id: String,
    /// What was open, where anything was.
    pub text: Option<String>,
}

impl Running {
    /// Begins a session in `folder`.
    ///
    /// # Errors
    /// The folder takes no files, or its drive has no locks: then there are no sessions.
    pub fn begin(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let started = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        for attempt in 0..20 {
            let id = format!("{:x}-{:x}-{attempt}", started.as_nanos(), process::id());
            let path = folder.join(format!("{id}.lock"));
            let lock = File::options().create_new(true).write(true).open(&path)?;
            // Between making and locking it, a start beside this one may have taken it for one that was left.
            match lock.try_lock() {
                Ok(()) if path.exists() => return Ok(Self { id, folder: folder.to_owned(), _lock: lock }),
                Ok(()) | Err(fs::TryLockError::WouldBlock) => {}
                Err(fs::TryLockError::Error(error)) => {
                    let _ = fs::remove_file(&path);
                    return Err(error);
                }
            }
        }
        Err(io::Error::other("no session could be begun"))
    }

    /// What reports are to be called after.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Keeps what is open; `None` is nothing that could be opened again.
    ///
    /// # Errors
    /// It cannot be written. What was kept before is still there.
    pub fn keep(&self, text: Option<&str>) -> Result<(), WriteError> {
        if let Some(text) = text {
            return write_whole(&self.file(), text.as_bytes());
        }
        // There may be none.
        let _ = fs::remove_file(self.file());
        Ok(())
    }

    /// Says that the program ends as it should.
    pub fn end(&self) {
        // What cannot be deleted here could not be deleted by the next start either, which would offer it once.
        let _ = fs::remove_file(self.file());
        let _ = fs::remove_file(self.folder.join(format!("{}.lock", self.id)));
    }

    fn file(&self) -> PathBuf {
        self.folder.join(format!("{}.json", self.id))
    }
}

/// Takes what crashed programs have left in `folder`, newest first, each as it is asked for. It is handed out once, to one
/// program: it is gone from the disk then. What nobody asks for stays for the next start.
pub fn take_crashed(folder: &Path) -> impl Iterator<Item = Crashed> + use<> {
    let locks = fs::read_dir(folder).into_iter().flatten().flatten().map(|it| it.path());
    let locks = locks.filter(|path| path.extension().is_some_and(|it| it == "lock"));
    let mut locks: Vec<(Option<SystemTime>, PathBuf)> = locks.map(|lock| (written(&lock), lock)).collect();
    locks.sort_by(|a, b| b.cmp(a));
    locks.into_iter().filter_map(|(_, lock)| take(&lock))
}

/// When the session of a lock was last written, or else begun.
fn written(lock: &Path) -> Option<SystemTime> {
    let modified = |path: &Path| fs::metadata(path).and_then(|about| about.modified()).ok();
    modified(&lock.with_extension("json")).or_else(|| modified(lock))
}

/// The session whose lock this is, if its program is gone.
fn take(lock: &Path) -> Option<Crashed> {
    let id = lock.file_stem()?.to_str()?.to_owned();
    let held = File::open(lock).ok()?;
    // Where there are no locks one cannot know; then nothing is offered.
    held.try_lock().ok()?;
    let (file, at) = (lock.with_extension("json"), written(lock)?);
    let about = fs::metadata(&file).ok().filter(|about| about.is_file() && about.len() <= MOST);
    let text = about.and_then(|_| fs::read_to_string(&file).ok());
    // Only who could take it away may offer it: otherwise it would be offered again.
    match fs::remove_file(&file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return None,
        _ => fs::remove_file(lock).ok()?,
    }
    let recent = SystemTime::now().duration_since(at).is_ok_and(|age| age < LASTS);
    recent.then_some(Crashed { id, text })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Crashed, Path, Running, take_crashed};

    fn take_all(folder: &Path) -> Vec<Crashed> {
        take_crashed(folder).collect()
    }

    fn texts(left: &[Crashed]) -> Vec<Option<&str>> {
        left.iter().map(|left| left.text.as_deref()).collect()
    }

    #[test]
    fn what_a_crash_leaves_is_offered_once() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("sessions");
        assert_eq!(take_all(&folder), []);
        let running = Running::begin(&folder).unwrap();
        running.keep(Some("running")).unwrap();
        let crashed = Running::begin(&folder).unwrap();
        for text in ["first", "second"] {
            crashed.keep(Some(text)).unwrap();
        }
        assert_eq!(take_all(&folder), [], "both run");
        let id = crashed.id().to_owned();
        // As the system does when a program is gone.
        drop(crashed);
        let left = take_all(&folder);
        assert_eq!((texts(&left), left[0].id.as_str()), (vec![Some("second")], id.as_str()));
        assert_eq!(take_all(&folder), []);
        running.keep(Some("still running")).unwrap();
        drop(running);
        assert_eq!(texts(&take_all(&folder)), [Some("still running")]);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
    }

    #[test]
    fn a_clean_end_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let session = Running::begin(folder.path()).unwrap();
        session.keep(Some("open")).unwrap();
        session.end();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        assert_eq!(take_all(folder.path()), []);
    }

    #[test]
    fn where_nothing_was_open_a_crash_is_known_all_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let session = Running::begin(folder.path()).unwrap();
        session.keep(Some("open")).unwrap();
        session.keep(None).unwrap();
        drop(session);
        assert_eq!(texts(&take_all(folder.path())), [None]);
    }

    #[test]
    fn what_is_not_asked_for_stays() {
        let folder = tempfile::tempdir().unwrap();
        for text in ["older", "newer"] {
            Running::begin(folder.path()).unwrap().keep(Some(text)).unwrap();
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        for text in ["newer", "older"] {
            assert_eq!(take_crashed(folder.path()).next().and_then(|left| left.text).as_deref(), Some(text));
        }
        assert_eq!(take_all(folder.path()), []);
    }

    #[test]
    fn two_starts_at_once_never_offer_the_same() {
        let folder = tempfile::tempdir().unwrap();
        for n in 0..8 {
            Running::begin(folder.path()).unwrap().keep(Some(&n.to_string())).unwrap();
        }
        let offered: Vec<Crashed> = std::thread::scope(|scope| {
            let starts: Vec<_> = (0..4).map(|_| scope.spawn(|| take_all(folder.path()))).collect();
            starts.into_iter().flat_map(|start| start.join().unwrap()).collect()
        });
        let mut texts: Vec<&str> = offered.iter().filter_map(|left| left.text.as_deref()).collect();
        texts.sort_unstable();
        assert_eq!(texts, ["0", "1", "2", "3", "4", "5", "6", "7"]);
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
