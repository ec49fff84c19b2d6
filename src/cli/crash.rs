//! What a crash leaves: a report in the folder of the program's own, and a line that says where. It tells what the
//! program was doing and nothing of what stories say.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::fmt::Write as _;
use std::panic::{self, PanicHookInfo};
use std::path::Path;
use std::sync::OnceLock;
use std::time::SystemTime;

use super::folder;
use super::outcome::say;
use crate::files::report;
use crate::time::Moment;
use crate::time::calendar::iso;
use crate::ui::last_commands;

/// What reports are called after: the session, where there is one.
static SESSION: OnceLock<String> = OnceLock::new();

/// From now on every panic, on whichever thread, leaves a report.
pub(super) fn install() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        before(info);
        let Some(data) = folder::data() else { return };
        let id = SESSION.get().cloned().unwrap_or_else(|| format!("{:x}", std::process::id()));
        match report::write(&folder::reports(&data), &id, &text(info)) {
            Ok(path) => say(&told(&path)),
            // The panic itself has been told.
            Err(error) => say(&format!("plotlanes: no report of it could be written: {error}")),
        }
    }));
}

/// Names the reports of this run after its session.
pub(super) fn call_after(session: &str) {
    // There is one session in a run.
    let _ = SESSION.set(session.to_owned());
}

fn told(path: &Path) -> String {
    format!("plotlanes: this is a mistake in the program; a report of it is in {}", path.display())
}

fn text(info: &PanicHookInfo<'_>) -> String {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let thread = std::thread::current();
    let place = info.location().map_or_else(|| "unknown".to_owned(), ToString::to_string);
    let backtrace = Backtrace::capture();
    let backtrace = match backtrace.status() {
        BacktraceStatus::Captured => backtrace.to_string(),
        _ => "not captured; RUST_BACKTRACE=1 captures it".to_owned(),
    };
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = write!(
        text,
        "Plotlanes {} met a fault of its own.\n\n\
         when: {} UTC\n\
         built for: {}, {}{}\n\
         thread: {}\n\
         at: {place}\n\
         message: {}\n\
         {}\
         backtrace:\n{backtrace}\n",
        env!("CARGO_PKG_VERSION"),
        iso(Moment(now.as_millis() as i64)),
        std::env::consts::ARCH,
        std::env::consts::OS,
        if cfg!(debug_assertions) { ", for developing" } else { "" },
        thread.name().unwrap_or("without a name"),
        info.payload_as_str().unwrap_or("none"),
        last_commands(),
    );
    text
}
