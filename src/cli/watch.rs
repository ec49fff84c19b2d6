//! Looking after a picture while it is written: how far it is, on a terminal and where it takes long, and Ctrl+C,
//! which must not leave half a picture.

use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use super::outcome::Failure;
use crate::export::Progress;

/// What takes no longer than this is not worth a word.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often to look.
const BEAT: Duration = Duration::from_millis(100);

/// Does `write`, which notes its `progress`.
pub(super) fn watched(progress: &Progress, write: impl FnOnce() -> Result<(), Failure>) -> Result<(), Failure> {
    for signal in [SIGINT, SIGTERM] {
        // Asked a second time, the program ends at once. Where signals cannot be caught they end it as ever.
        let _ = flag::register_conditional_shutdown(signal, 130, progress.cancel_flag());
        let _ = flag::register(signal, progress.cancel_flag());
    }
    let written = std::thread::scope(|scope| {
        // Dropped once all is written, which ends the other thread.
        let (_done, is_done) = channel::<()>();
        if io::stderr().is_terminal() {
            let meter = move || {
                let since = Instant::now();
                let mut shown = None;
                while is_done.recv_timeout(BEAT) == Err(RecvTimeoutError::Timeout) {
                    let percent = progress.percent();
                    if since.elapsed() > PATIENCE && shown != Some(percent) {
                        // Where nothing can be said nobody is listening.
                        let _ = write!(io::stderr(), "\rwriting… {percent} %");
                        shown = Some(percent);
                    }
                }
                if shown.is_some() {
                    // The line goes to what is said in the end.
                    let _ = write!(io::stderr(), "\r{:16}\r", "");
                }
            };
            // Without a thread for it there is no meter.
            let _ = std::thread::Builder::new().spawn_scoped(scope, meter);
        }
        write()
    });
    match written {
        Err(_) if progress.is_cancelled() => Err(Failure::Interrupted),
        written => written,
    }
}
