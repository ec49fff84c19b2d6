//! Closes the window on Ctrl+C and other signals to end, as its button does, so that this does not count as a crash.

use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use egui::{Context, ViewportCommand};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

/// The longest time that a window may take to close.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(8);

/// Closes the window of `ctx` when the program is asked to end, which `is_ending` says then; the second time it ends at
/// once.
pub(super) fn close_when_asked(ctx: &Context, is_ending: Arc<AtomicBool>) {
    // Without this, a signal ends the program at once.
    let Ok(mut signals) = Signals::new([SIGHUP, SIGINT, SIGTERM]) else { return };
    let ctx = ctx.clone();
    let wait = move || {
        let mut asked = false;
        for signal in signals.forever() {
            let code = 128 + signal;
            if std::mem::replace(&mut asked, true) {
                process::exit(code);
            }
            is_ending.store(true, Ordering::Relaxed);
            ctx.send_viewport_cmd(ViewportCommand::Close);
            ctx.request_repaint();
            let late = move || {
                thread::sleep(CLOSE_TIMEOUT);
                process::exit(code);
            };
            let _ = thread::Builder::new().spawn(late);
        }
    };
    let _ = thread::Builder::new().name("signals".to_owned()).spawn(wait);
}
