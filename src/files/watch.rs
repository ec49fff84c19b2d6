//! Watches a file on a thread that checks it a few times a second. Unlike the notifications of the system, this also
//! works on network drives, for files that are replaced, and for folders that come and go. The receiver is woken only
//! if something changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

pub use super::debounce::FileChange;
use super::debounce::{Debounce, Look, Next};
use super::read::{Fingerprint, Stamp, hash_of_file};

/// The time between two checks of a file that does not change.
const CALM: Duration = Duration::from_millis(350);
/// The time between two checks while it changes.
const BUSY: Duration = Duration::from_millis(50);

/// Watches a file until it is dropped.
#[derive(Debug)]
pub struct Watch {
    changes: Receiver<FileChange>,
    /// Closed when this is dropped, which ends the thread.
    _stop: Sender<()>,
}

impl Watch {
    /// Watches the file at `path`, last read as `read`; `wake` is called after every change.
    ///
    /// If no thread can be started, no change is ever reported.
    pub fn start(path: PathBuf, read: Fingerprint, wake: impl Fn() + Send + 'static) -> Self {
        let (sender, changes) = channel();
        let (stop, stopped) = channel();
        let tell = move |told| {
            // If the receiver is gone, the thread ends at its next check.
            let _ = sender.send(told);
            wake();
        };
        let watching = move || watch(&path, read, &stopped, tell);
        // Without the thread, the user must reload the file.
        let _ = thread::Builder::new().name("watch".to_owned()).spawn(watching);
        Self { changes, _stop: stop }
    }

    /// The latest change since the last call.
    pub fn change(&self) -> Option<FileChange> {
        self.changes.try_iter().last()
    }
}

fn watch(path: &Path, read: Fingerprint, stopped: &Receiver<()>, tell: impl Fn(FileChange)) {
    let began = Instant::now();
    let mut debounce = Debounce::new(read, Duration::ZERO);
    let mut contents = read.contents;
    let mut pause = BUSY;
    while stopped.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
        let mut next = debounce.look(look(path), began.elapsed());
        if next == Next::Compare {
            let now = hash_of_file(path);
            // If it cannot be read, the next check reports that.
            next = debounce.compared(contents.is_some() && now.is_some() && now != contents);
            contents = now;
        }
        if next == Next::Tell(FileChange::Modified) {
            // Hashed before the receiver reads it, so that a later write differs from it.
            contents = hash_of_file(path);
        }
        pause = if next == Next::Soon { BUSY } else { CALM };
        if let Next::Tell(change) = next {
            tell(change);
        }
    }
}

fn look(path: &Path) -> Look {
    match fs::metadata(path) {
        Ok(about) if about.is_file() => Look::There(Stamp::of(&about)),
        _ => Look::Gone,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::sync::mpsc::{Receiver, channel};
    use std::time::Duration;

    use super::{FileChange, Watch};
    use crate::files::{read_story_with_fingerprint, write_whole};

    /// A method of saving, with its name.
    type Save<'a> = (&'static str, &'a dyn Fn(&Path));

    /// A watched file in a folder of its own.
    struct Watched {
        folder: tempfile::TempDir,
        watch: Watch,
        woken: Receiver<()>,
    }

    impl Watched {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("a.json");
            fs::write(&path, "{}").unwrap();
            let (_, fingerprint) = read_story_with_fingerprint(&path).unwrap();
            let (wake, woken) = channel();
            let watch = Watch::start(path, fingerprint.unwrap(), move || wake.send(()).unwrap_or_default());
            Self { folder, watch, woken }
        }

        fn path(&self) -> std::path::PathBuf {
            self.folder.path().join("a.json")
        }

        /// The next change; the minute only guards against waiting forever.
        fn next(&self) -> Option<FileChange> {
            self.woken.recv_timeout(Duration::from_mins(1)).ok()?;
            self.watch.change()
        }
    }

    #[test]
    fn every_method_of_saving_is_noticed() {
        let replace = |path: &Path, text: &str| {
            let new = path.with_extension("new");
            fs::write(&new, text).unwrap();
            fs::rename(&new, path).unwrap();
        };
        let ways: [Save<'_>; 5] = [
            ("written over", &|path| fs::write(path, "{ }").unwrap()),
            ("as long as before", &|path| fs::write(path, "[]").unwrap()),
            ("another in its place", &|path| replace(path, "{  }")),
            ("moved away and written anew", &|path| {
                fs::rename(path, path.with_extension("bak")).unwrap();
                fs::write(path, "{}").unwrap();
            }),
            ("whole or not at all", &|path| write_whole(path, b"{}").unwrap()),
        ];
        let watched = Watched::new();
        for (way, save) in ways {
            save(&watched.path());
            assert_eq!(watched.next(), Some(FileChange::Modified), "{way}");
        }
    }

    #[test]
    fn a_file_goes_and_comes_back() {
        let watched = Watched::new();
        let aside = watched.folder.path().join("aside");
        fs::rename(watched.path(), &aside).unwrap();
        assert_eq!(watched.next(), Some(FileChange::Removed));
        fs::write(watched.path(), "{ }").unwrap();
        assert_eq!(watched.next(), Some(FileChange::Modified));
        fs::remove_file(watched.path()).unwrap();
        fs::create_dir(watched.path()).unwrap();
        assert_eq!(watched.next(), Some(FileChange::Removed), "a folder is no story");
    }

    #[test]
    fn many_saves_give_few_changes() {
        let watched = Watched::new();
        for n in 0..20 {
            fs::write(watched.path(), format!("{{ \"n\": {n} }}")).unwrap();
            std::thread::sleep(Duration::from_millis(10));
        }
        let mut changes = 0;
        while watched.woken.recv_timeout(Duration::from_secs(1)).is_ok() {
            changes += 1;
        }
        // A single one, unless the processor is busy between two saves.
        assert!((1..10).contains(&changes), "{changes}");
        assert_eq!(watched.watch.change(), Some(FileChange::Modified));
    }
}
