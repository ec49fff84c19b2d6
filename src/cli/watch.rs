//! Runs while a picture is written: shows the progress on a terminal if it takes long, and cancels on Ctrl+C without
//! leaving half a picture.

use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use super::outcome::Failure;
use crate::export::Progress;

/// Progress is shown after this time.
const SHOW_AFTER: Duration = Duration::from_secs(1);
/// The time between two updates of the progress.
const UPDATE_EVERY: Duration = Duration::from_millis(100);

/// Calls `write`, which reports to `progress`.
pub(super) fn watched(progress: &Progress, write: impl FnOnce() -> Result<(), Failure>) -> Result<(), Failure> {
    for signal in [SIGINT, SIGTERM] {
        // A second signal ends the program at once. If signals cannot be caught, the first one does.
        let _ = flag::register_conditional_shutdown(signal, 130, progress.cancel_flag());
        let _ = flag::register(signal, progress.cancel_flag());
    }
    let written = std::thread::scope(|scope| {
        // Dropped when everything is written, which ends the other thread.
        let (_done, is_done) = channel::<()>();
        if io::stderr().is_terminal() {
            let meter = move || {
                let since = Instant::now();
                let mut shown = None;
                while is_done.recv_timeout(UPDATE_EVERY) == Err(RecvTimeoutError::Timeout) {
                    let percent = progress.percent();
                    if since.elapsed() > SHOW_AFTER && shown != Some(percent) {
                        // Fails only if standard error is closed.
                        let _ = write!(io::stderr(), "\rwriting… {percent} %");
                        shown = Some(percent);
                    }
                }
                if shown.is_some() {
                    // Clears the line for the final message.
                    let _ = write!(io::stderr(), "\r{:16}\r", "");
                }
            };
            // Without a thread, no progress is shown.
            let _ = std::thread::Builder::new().spawn_scoped(scope, meter);
        }
        write()
    });
    match written {
        Err(_) if progress.is_cancelled() => Err(Failure::Interrupted),
        written => written,
    }
}
