//! Watching a file on a thread that looks at it a few times a second. That serves what a system's notices do not: drives
//! on a network, files that are replaced, and folders that come and go. Nobody is woken unless there is news.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

pub use super::debounce::FileChange;
use super::debounce::{Debounce, Look, Next};
use super::read::{Fingerprint, Stamp, contents_of};

/// How often a file is looked at that stands still.
const CALM: Duration = Duration::from_millis(350);
/// How often it is looked at while something goes on.
const BUSY: Duration = Duration::from_millis(50);

/// A file that is watched until this is dropped.
#[derive(Debug)]
pub struct Watch {
    news: Receiver<FileChange>,
    /// Gone when the watch is: the thread ends by that.
    _stop: Sender<()>,
}

impl Watch {
    /// Watches the file at `path`, which was read as `read`; `wake` is called after there is news.
    ///
    /// Where the system gives no thread for it, there is never any.
    pub fn start(path: PathBuf, read: Fingerprint, wake: impl Fn() + Send + 'static) -> Self {
        let (sender, news) = channel();
        let (stop, stopped) = channel();
        let tell = move |told| {
            // Nobody may want it any more; the thread ends at its next look.
            let _ = sender.send(told);
            wake();
        };
        let watching = move || watch(&path, read, &stopped, tell);
        // Without it the file is read again by hand.
        let _ = thread::Builder::new().name("watch".to_owned()).spawn(watching);
        Self { news, _stop: stop }
    }

    /// The newest news, if there is any since the last time.
    pub fn news(&self) -> Option<FileChange> {
        self.news.try_iter().last()
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
            let now = contents_of(path);
            // What cannot be read is told by the next look.
            next = debounce.compared(contents.is_some() && now.is_some() && now != contents);
            contents = now;
        }
        if next == Next::Tell(FileChange::Modified) {
            // Before anybody reads it: what is written later is then told apart from this.
            contents = contents_of(path);
        }
        pause = if next == Next::Soon { BUSY } else { CALM };
        if let Next::Tell(news) = next {
            tell(news);
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

    /// A way of saving, with its name.
    type Way<'a> = (&'static str, &'a dyn Fn(&Path));

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

        /// The next news; a minute is only a guard against waiting for ever.
        fn next(&self) -> Option<FileChange> {
            self.woken.recv_timeout(Duration::from_mins(1)).ok()?;
            self.watch.news()
        }
    }

    #[test]
    fn every_way_of_saving_is_seen() {
        let replace = |path: &Path, text: &str| {
            let new = path.with_extension("new");
            fs::write(&new, text).unwrap();
            fs::rename(&new, path).unwrap();
        };
        let ways: [Way<'_>; 5] = [
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
    fn many_saves_come_to_few_news() {
        let watched = Watched::new();
        for n in 0..20 {
            fs::write(watched.path(), format!("{{ \"n\": {n} }}")).unwrap();
            std::thread::sleep(Duration::from_millis(10));
        }
        let mut news = 0;
        while watched.woken.recv_timeout(Duration::from_secs(1)).is_ok() {
            news += 1;
        }
        // One, where nobody else keeps the processor busy between two saves.
        assert!((1..10).contains(&news), "{news}");
        assert_eq!(watched.watch.news(), Some(FileChange::Modified));
    }
}
