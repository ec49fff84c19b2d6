//! Writes what the window wants to be kept, on a thread of its own: the newest of each, whole or not at all.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use super::{crash, folder};
use crate::files::recovery::{Running, take_crashed};
use crate::files::report;
use crate::files::stored::StoredText;
use crate::ui::{Keep, Offer, merge_settings};

/// How long a program that ends waits for a disk.
const PATIENCE: Duration = Duration::from_secs(5);

/// The window's hand on the thread that writes.
pub(super) struct Keeper {
    /// Gone once the program ends: the thread writes what it has and ends by that.
    jobs: Option<Sender<Job>>,
    failures: Receiver<String>,
    /// Closed when the thread has ended.
    ended: Receiver<()>,
    session: Option<Arc<Running>>,
}

enum Job {
    Settings(String),
    Session(Option<String>),
}

impl Keeper {
    /// Keeps everything in the folder `data`, where the settings were found as `found`; `wake` is called after
    /// something could not be written.
    pub(super) fn start(data: &Path, found: Option<&str>, wake: impl Fn() + Send + 'static) -> Self {
        // Where there is no session, there is nothing to offer after a crash; the settings are kept all the same.
        let session = Running::begin(&folder::sessions(data)).ok().map(Arc::new);
        if let Some(session) = &session {
            crash::call_after(session.id());
        }
        let (jobs, to_do) = channel();
        let (fail, failures) = channel();
        let (done, ended) = channel::<()>();
        let mut writer = Writer {
            kept: folder::settings(data),
            last: found.unwrap_or("{}").to_owned(),
            session: session.clone(),
            told: None,
            fail: Box::new(move |why| {
                // The window may be gone by now.
                let _ = fail.send(why);
                wake();
            }),
        };
        let work = move || {
            while let Ok(job) = to_do.recv() {
                writer.write(std::iter::once(job).chain(to_do.try_iter()));
            }
            // The session, then the word that it is let go of.
            drop(writer);
            drop(done);
        };
        // Without a thread nothing is kept; nothing else is lost by that.
        let _ = thread::Builder::new().name("keeper".to_owned()).spawn(work);
        Self { jobs: Some(jobs), failures, ended, session }
    }

    fn send(&self, job: Job) {
        if let Some(jobs) = &self.jobs {
            // The thread is gone only where there was none to be had.
            let _ = jobs.send(job);
        }
    }
}

impl Keep for Keeper {
    fn settings(&mut self, text: String) {
        self.send(Job::Settings(text));
    }

    fn session(&mut self, text: Option<String>) {
        self.send(Job::Session(text));
    }

    fn failure(&mut self) -> Option<String> {
        self.failures.try_iter().last()
    }

    fn end(&mut self) {
        self.jobs = None;
        // Either way it ends; a disk that does not answer shall not keep the program.
        let _ = self.ended.recv_timeout(PATIENCE);
        if let Some(session) = self.session.take() {
            session.end();
        }
    }
}

/// What is on the thread.
struct Writer {
    kept: StoredText,
    /// The settings of this window as they were kept last.
    last: String,
    session: Option<Arc<Running>>,
    /// The failure that was told last.
    told: Option<String>,
    fail: Box<dyn Fn(String) + Send>,
}

impl Writer {
    /// Writes the last of the jobs of each kind.
    fn write(&mut self, jobs: impl Iterator<Item = Job>) {
        let (mut settings, mut session) = (None, None);
        for job in jobs {
            match job {
                Job::Settings(text) => settings = Some(text),
                Job::Session(text) => session = Some(text),
            }
        }
        if let (Some(text), Some(kept)) = (session, &self.session)
            && let Err(error) = kept.keep(text.as_deref())
        {
            self.tell(error.to_string());
        }
        let Some(now) = settings else { return };
        match self.kept.update(|there| merge_settings(&self.last, &now, there)) {
            Ok(()) => self.last = now,
            Err(error) => self.tell(error.to_string()),
        }
    }

    /// Tells why something was not written, each reason once.
    fn tell(&mut self, why: String) {
        if self.told.as_ref() != Some(&why) {
            self.told = Some(why.clone());
            (self.fail)(why);
        }
    }
}

/// What to offer after a crash, if there was one.
pub(super) fn offer(data: &Path) -> Option<Offer> {
    let reports = folder::reports(data);
    // The newest of which there is anything to tell. Of several windows that ended at once, as in a power cut, the next
    // start offers the next.
    take_crashed(&folder::sessions(data))
        .find_map(|left| Offer::new(left.text.as_deref(), report::of(&reports, &left.id)))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use serde_json::Value;

    use super::{Keep, Keeper, folder, offer};

    fn settings(data: &std::path::Path) -> Value {
        let text = folder::settings(data).read().unwrap();
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn what_is_kept_is_there_when_the_program_has_ended() {
        let data = tempfile::tempdir().unwrap();
        let mut keeper = Keeper::start(data.path(), None, || {});
        for n in 0..10 {
            keeper.settings(format!(r#"{{"size":{n}}}"#));
            keeper.session(Some(format!("session {n}")));
        }
        keeper.end();
        assert_eq!(settings(data.path())["size"], 9);
        assert_eq!(keeper.failure(), None);
        assert!(offer(data.path()).is_none(), "it ended as it should");
        assert_eq!(fs::read_dir(folder::sessions(data.path())).unwrap().count(), 0);
    }

    #[test]
    fn two_windows_keep_the_files_of_both() {
        let data = tempfile::tempdir().unwrap();
        let start = r#"{"recent":["old"],"theme":"dark"}"#;
        folder::settings(data.path()).update(|_| start.to_owned()).unwrap();
        let [mut one, mut other] = [(); 2].map(|()| Keeper::start(data.path(), Some(start), || {}));
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
        let mut running = Keeper::start(data.path(), None, || {});
        running.session(Some(session.to_owned()));
        let mut crashed = Keeper::start(data.path(), None, || {});
        crashed.session(Some(session.to_owned()));
        // As the system does with a program that is gone; the thread has written by the time that it has ended.
        crashed.jobs = None;
        let _ = crashed.ended.recv();
        drop(crashed);
        assert!(offer(data.path()).is_some());
        assert!(offer(data.path()).is_none());
        running.end();
        assert!(offer(data.path()).is_none());
    }

    #[test]
    fn a_folder_that_takes_nothing_is_told_once() {
        let data = tempfile::tempdir().unwrap();
        fs::write(data.path().join("file"), "").unwrap();
        let mut keeper = Keeper::start(&data.path().join("file"), None, || {});
        keeper.settings("{}".to_owned());
        keeper.settings(r#"{"size":2}"#.to_owned());
        keeper.end();
        assert!(keeper.failure().is_some());
        assert_eq!(keeper.failure(), None);
    }
}
