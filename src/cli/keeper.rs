//! Stores the settings, the recovery record and unsaved work on a thread of its own, always the newest, whole or not at
//! all.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, SystemTime};

use super::{crash, folder};
use crate::files::recovery::{CrashedDraft, RecoveryRecord, take_crashed};
use crate::files::stored::StoredText;
use crate::files::{read_story, report};
use crate::ui::{Draft, Keep, LeftDraft, Offer, merge_settings};

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
    Draft(Option<Draft>),
    ForgetOffered,
}

impl Keeper {
    /// A keeper for the folder `data`, whose settings were read as `found`. `offered` is the unsaved work that the window
    /// was offered. `wake` is called after a failure.
    pub(super) fn start(
        data: &Path,
        found: Option<&str>,
        offered: Option<CrashedDraft>,
        wake: impl Fn() + Send + 'static,
    ) -> Self {
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
            offered,
            is_decided: false,
            told: HashSet::new(),
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

    fn draft(&mut self, draft: Option<Draft>) {
        self.send(Job::Draft(draft));
    }

    fn forget_offered(&mut self) {
        self.send(Job::ForgetOffered);
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
    /// The unsaved work that the window was offered, until it has decided about it.
    offered: Option<CrashedDraft>,
    /// Whether it has.
    is_decided: bool,
    /// The failures that were reported.
    told: HashSet<String>,
    fail: Box<dyn Fn(String) + Send>,
}

impl Writer {
    /// Does the last job of each kind; earlier ones are outdated.
    fn write(&mut self, jobs: impl Iterator<Item = Job>) {
        let (mut settings, mut session, mut draft) = (None, None, None);
        for job in jobs {
            match job {
                Job::Settings(text) => settings = Some(text),
                Job::Session(text) => session = Some(text),
                Job::Draft(work) => draft = Some(work),
                Job::ForgetOffered => self.is_decided = true,
            }
        }
        // Unsaved work first: it is what a person would miss.
        if let Some(draft) = draft {
            self.write_draft(draft.as_ref());
        } else {
            self.forget_offered();
        }
        if let (Some(text), Some(running)) = (session, &self.running)
            && let Err(error) = running.keep(text.as_deref())
        {
            self.tell(not_kept(error));
        }
        let Some(now) = settings else { return };
        match self.stored.update(|there| merge_settings(&self.last, &now, there)) {
            Ok(()) => self.last = now,
            Err(error) => self.tell(not_kept(error)),
        }
    }

    fn write_draft(&mut self, draft: Option<&Draft>) {
        let kept = match (&self.running, draft) {
            (Some(running), _) => {
                running.keep_draft(draft.map(Draft::to_bytes).as_deref()).map_err(|error| error.to_string())
            }
            (None, Some(_)) => Err("the program's own folder cannot be written to".to_owned()),
            (None, None) => Ok(()),
        };
        match kept {
            // Only now that its own copy is on the disk, a draft that was taken over may go.
            Ok(()) => self.forget_offered(),
            Err(why) => self.tell(format!("Unsaved changes would be lost in a crash: {why}")),
        }
    }

    /// Deletes the work that was offered, if the user has decided about it.
    fn forget_offered(&mut self) {
        if let Some(offered) = self.offered.take_if(|_| self.is_decided) {
            // If this fails, it is offered again.
            let _ = offered.discard();
        }
    }

    /// Reports why something was not written, once.
    fn tell(&mut self, why: String) {
        if self.told.insert(why.clone()) {
            (self.fail)(why);
        }
    }
}

fn not_kept(why: impl std::fmt::Display) -> String {
    format!("Settings and recent files are not kept: {why}")
}

/// The offer to restore what was open at a crash, if there was one, and the unsaved work in it. That is deleted only by
/// the keeper that it is given to.
pub(super) fn offer(data: &Path) -> Option<(Offer, Option<CrashedDraft>)> {
    let reports = folder::reports(data);
    // If several windows ended at once, as in a power cut, the next start offers the next one.
    take_crashed(&folder::recovery(data)).find_map(|left| {
        let report = report::of(&reports, &left.id);
        let Some(crashed) = left.draft else { return Some((Offer::new(left.text.as_deref(), report)?, None)) };
        let age = crashed.written.and_then(|at| SystemTime::now().duration_since(at).ok());
        // One of a later version of the program is left for that.
        let draft = LeftDraft::new(&crashed.bytes, age, |file| read_story(file).ok())?;
        Some((Offer::of_draft(draft, left.text.as_deref(), report), Some(crashed)))
    })
}

#[cfg(test)]
mod tests;
