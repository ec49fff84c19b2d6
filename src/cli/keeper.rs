//! Stores the settings and the recovery record on a thread of its own, always the newest, whole or not at all.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use super::{crash, folder};
use crate::files::recovery::{RecoveryRecord, take_crashed};
use crate::files::report;
use crate::files::stored::StoredText;
use crate::ui::{Keep, Offer, merge_settings};

/// The longest time that the program waits for the disk when it ends.
const END_TIMEOUT: Duration = Duration::from_secs(5);

/// The window's handle to the thread that writes.
pub(super) struct Keeper {
    /// Dropped when the program ends; then the thread writes the rest and ends.
    jobs: Option<Sender<Job>>,
    failures: Receiver<String>,
    /// Closed when the thread has ended.
    ended: Receiver<()>,
    running: Option<Arc<RecoveryRecord>>,
}

enum Job {
    Settings(String),
    Session(Option<String>),
}

impl Keeper {
    /// A keeper for the folder `data`, whose settings were read as `found`. `wake` is called after a failure.
    pub(super) fn start(data: &Path, found: Option<&str>, wake: impl Fn() + Send + 'static) -> Self {
        // Without a recovery record, nothing can be restored after a crash; the settings are stored anyway.
        let running = RecoveryRecord::begin(&folder::recovery(data)).ok().map(Arc::new);
        if let Some(running) = &running {
            crash::name_after(running.id());
        }
        let (jobs, to_do) = channel();
        let (fail, failures) = channel();
        let (done, ended) = channel::<()>();
        let mut writer = Writer {
            stored: folder::settings(data),
            last: found.unwrap_or("{}").to_owned(),
            running: running.clone(),
            told: None,
            fail: Box::new(move |why| {
                // Fails only if the window is gone.
                let _ = fail.send(why);
                wake();
            }),
        };
        let work = move || {
            while let Ok(job) = to_do.recv() {
                writer.write(std::iter::once(job).chain(to_do.try_iter()));
            }
            // The recovery record is released before the signal that the thread has ended.
            drop(writer);
            drop(done);
        };
        // Without a thread nothing is stored, but the window works.
        let _ = thread::Builder::new().name("keeper".to_owned()).spawn(work);
        Self { jobs: Some(jobs), failures, ended, running }
    }

    fn send(&self, job: Job) {
        if let Some(jobs) = &self.jobs {
            // Fails only if the thread could not be started.
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
        // A disk that does not answer must not keep the program from ending.
        let _ = self.ended.recv_timeout(END_TIMEOUT);
        if let Some(running) = self.running.take() {
            running.end();
        }
    }
}

/// The part that runs on the thread.
struct Writer {
    stored: StoredText,
    /// The settings of this window as last stored.
    last: String,
    running: Option<Arc<RecoveryRecord>>,
    /// The last failure that was reported.
    told: Option<String>,
    fail: Box<dyn Fn(String) + Send>,
}

impl Writer {
    /// Does the last job of each kind; earlier ones are outdated.
    fn write(&mut self, jobs: impl Iterator<Item = Job>) {
        let (mut settings, mut session) = (None, None);
        for job in jobs {
            match job {
                Job::Settings(text) => settings = Some(text),
                Job::Session(text) => session = Some(text),
            }
        }
        if let (Some(text), Some(running)) = (session, &self.running)
            && let Err(error) = running.keep(text.as_deref())
        {
            self.tell(error.to_string());
        }
        let Some(now) = settings else { return };
        match self.stored.update(|there| merge_settings(&self.last, &now, there)) {
            Ok(()) => self.last = now,
            Err(error) => self.tell(error.to_string()),
        }
    }

    /// Reports why something was not written, unless the last report was the same.
    fn tell(&mut self, why: String) {
        if self.told.as_ref() != Some(&why) {
            self.told = Some(why.clone());
            (self.fail)(why);
        }
    }
}

/// The offer to restore what was open at a crash, if there was one.
pub(super) fn offer(data: &Path) -> Option<Offer> {
    let reports = folder::reports(data);
    // The newest record with anything to restore. If several windows ended at once, as in a power cut, the next start
    // offers the next one.
    take_crashed(&folder::recovery(data))
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
    fn everything_is_stored_when_the_program_has_ended() {
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
        assert_eq!(fs::read_dir(folder::recovery(data.path())).unwrap().count(), 0);
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
        let mut keeper = Keeper::start(&data.path().join("file"), None, || {});
        keeper.settings("{}".to_owned());
        keeper.settings(r#"{"size":2}"#.to_owned());
        keeper.end();
        assert!(keeper.failure().is_some());
        assert_eq!(keeper.failure(), None);
    }
}
