//! Writes a report of a crash into the program's own folder, and a line that says where. The report tells what the
//! program was doing, but nothing of the story's contents.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::fmt::Write as _;
use std::panic::{self, PanicHookInfo};
use std::path::Path;
use std::sync::OnceLock;
use std::time::SystemTime;

use super::folder;
use super::outcome::to_stderr;
use crate::files::report;
use crate::time::Moment;
use crate::time::calendar::iso;
use crate::ui::last_commands;

/// The id that reports are named after.
static RUN: OnceLock<String> = OnceLock::new();

/// Makes every panic, on any thread, write a report.
pub(super) fn install() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        before(info);
        let Some(data) = folder::data() else { return };
        let id = RUN.get().cloned().unwrap_or_else(|| format!("{:x}", std::process::id()));
        match report::write(&folder::reports(&data), &id, &text(info)) {
            Ok(path) => to_stderr(&message(&path)),
            // The panic itself has been reported.
            Err(error) => to_stderr(&format!("plotlanes: no report of it could be written: {error}")),
        }
    }));
}

/// Names the reports of this run `report-ID-….txt`, so that its recovery record finds them.
pub(super) fn name_after(id: &str) {
    // Set once in a run.
    let _ = RUN.set(id.to_owned());
}

fn message(path: &Path) -> String {
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
        "Plotlanes {} crashed. This is a mistake in the program.\n\n\
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
