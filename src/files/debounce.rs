//! Decides when a watched file should be read again: once it has stopped changing. Pure: knows neither the disk nor
//! the clock.

use std::time::Duration;

use super::read::{CLOCK_STEP, Fingerprint, Stamp};

/// The time that a file must be unchanged before it is read, since editors empty and refill files, or replace them.
const QUIET: Duration = Duration::from_millis(150);
/// The same for a file that is empty or missing, which is mostly the beginning of a save.
const QUIET_IF_EMPTY: Duration = Duration::from_secs(1);

/// The result of checking a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// A file.
    There(Stamp),
    /// No readable file: it is missing, a folder, or on a drive that is not mounted.
    Gone,
}

/// A change of a watched file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileChange {
    /// It has been written and should be read again.
    Modified,
    /// It no longer exists or cannot be reached.
    Removed,
    /// It is back, unchanged.
    Restored,
}

/// The watcher's action after a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Look again later.
    Wait,
    /// Look again soon: the file is changing.
    Soon,
    /// Report this change.
    Tell(FileChange),
    /// Compare the contents and call [`Debounce::compared`].
    Compare,
}

/// The state of a watched file. All times are counted from the same arbitrary moment.
#[derive(Clone, Debug)]
pub(super) struct Debounce {
    /// The file as it was last read, or reported as modified.
    read: Stamp,
    /// The time to compare the contents, if the file was so young that a later save may have the same stamp.
    compare_at: Option<Duration>,
    removed: bool,
    seen: Look,
    since: Duration,
}

impl Debounce {
    /// The state of a file that was read `now`.
    pub(super) fn new(read: Fingerprint, now: Duration) -> Self {
        let compare_at = read.contents.map(|_| now + CLOCK_STEP);
        Self { read: read.stamp, compare_at, removed: false, seen: Look::There(read.stamp), since: now }
    }

    /// The action after a check at `now`.
    pub(super) fn look(&mut self, found: Look, now: Duration) -> Next {
        if found != self.seen {
            (self.seen, self.since) = (found, now);
        }
        let quiet = now.saturating_sub(self.since);
        match found {
            Look::There(stamp) if stamp == self.read => {
                if std::mem::take(&mut self.removed) {
                    return Next::Tell(FileChange::Restored);
                }
                match self.compare_at {
                    Some(at) if now >= at => Next::Compare,
                    _ => Next::Wait,
                }
            }
            Look::There(stamp) => {
                if quiet < if stamp.length == 0 { QUIET_IF_EMPTY } else { QUIET } {
                    return Next::Soon;
                }
                self.read = stamp;
                self.removed = false;
                // The receiver reads it now; a save within one step of the clock would have the same stamp.
                self.compare_at = Some(now + CLOCK_STEP);
                Next::Tell(FileChange::Modified)
            }
            Look::Gone if self.removed => Next::Wait,
            Look::Gone if quiet < QUIET_IF_EMPTY => Next::Soon,
            Look::Gone => {
                self.removed = true;
                Next::Tell(FileChange::Removed)
            }
        }
    }

    /// Continues after a comparison; `differ` if the contents are not those that were read.
    pub(super) fn compared(&mut self, differ: bool) -> Next {
        self.compare_at = None;
        if differ { Next::Tell(FileChange::Modified) } else { Next::Wait }
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::{Debounce, Duration, FileChange, Fingerprint, Look, Next, Stamp};

    /// A stamp made up of a version and a length.
    fn stamp(version: u64, length: u64) -> Stamp {
        Stamp::made_up(SystemTime::UNIX_EPOCH + Duration::from_secs(version), length)
    }

    /// Each row: the millisecond, the look, and what must follow.
    #[track_caller]
    fn check(looks: &[(u64, Look, Next)]) {
        let read = Fingerprint { stamp: stamp(1, 100), contents: None };
        let mut debounce = Debounce::new(read, Duration::ZERO);
        for &(at, found, expect) in looks {
            assert_eq!(debounce.look(found, Duration::from_millis(at)), expect, "at {at} of {looks:?}");
        }
    }

    const CHANGED: Next = Next::Tell(FileChange::Modified);
    const GONE: Next = Next::Tell(FileChange::Removed);
    const BACK: Next = Next::Tell(FileChange::Restored);

    fn there(version: u64, length: u64) -> Look {
        Look::There(stamp(version, length))
    }

    #[test]
    fn an_unchanged_file_is_not_reported() {
        check(&[(0, there(1, 100), Next::Wait), (400, there(1, 100), Next::Wait), (9999, there(1, 100), Next::Wait)]);
    }

    #[test]
    fn a_save_is_reported_once_the_file_is_quiet() {
        check(&[
            (400, there(2, 90), Next::Soon),
            (450, there(2, 90), Next::Soon),
            (550, there(2, 90), CHANGED),
            (600, there(2, 90), Next::Wait),
        ]);
        // Written in pieces: the last one counts.
        check(&[
            (400, there(2, 10), Next::Soon),
            (500, there(3, 20), Next::Soon),
            (600, there(4, 90), Next::Soon),
            (700, there(4, 90), Next::Soon),
            (750, there(4, 90), CHANGED),
        ]);
        // Of the same length as before.
        check(&[(400, there(2, 100), Next::Soon), (600, there(2, 100), CHANGED)]);
        // Restored before it was read.
        check(&[(400, there(2, 90), Next::Soon), (450, there(1, 100), Next::Wait)]);
    }

    #[test]
    fn a_file_that_is_empty_for_a_moment_is_not_reported() {
        check(&[
            (400, there(2, 0), Next::Soon),
            (1300, there(2, 0), Next::Soon),
            (1350, there(3, 90), Next::Soon),
            (1500, there(3, 90), CHANGED),
        ]);
        check(&[(400, there(2, 0), Next::Soon), (1400, there(2, 0), CHANGED), (1450, there(2, 0), Next::Wait)]);
    }

    #[test]
    fn a_replaced_file_is_not_reported_as_removed() {
        check(&[
            (400, Look::Gone, Next::Soon),
            (450, there(2, 90), Next::Soon),
            (600, there(2, 90), CHANGED),
            (650, there(2, 90), Next::Wait),
        ]);
        check(&[(400, Look::Gone, Next::Soon), (450, there(1, 100), Next::Wait)]);
    }

    #[test]
    fn a_missing_file_is_reported_once_and_may_come_back() {
        check(&[
            (400, Look::Gone, Next::Soon),
            (1400, Look::Gone, GONE),
            (9000, Look::Gone, Next::Wait),
            (9100, there(1, 100), BACK),
            (9200, there(1, 100), Next::Wait),
        ]);
        check(&[
            (400, Look::Gone, Next::Soon),
            (1400, Look::Gone, GONE),
            (9000, there(2, 100), Next::Soon),
            (9150, there(2, 100), CHANGED),
            (9200, Look::Gone, Next::Soon),
            (10_200, Look::Gone, GONE),
        ]);
    }

    #[test]
    fn a_file_that_was_read_young_is_compared_once() {
        let young = Fingerprint { stamp: stamp(1, 100), contents: Some(7) };
        for (differ, expect) in [(false, Next::Wait), (true, CHANGED)] {
            let mut debounce = Debounce::new(young, Duration::ZERO);
            assert_eq!(debounce.look(there(1, 100), Duration::from_millis(2499)), Next::Wait);
            assert_eq!(debounce.look(there(1, 100), Duration::from_millis(2500)), Next::Compare);
            assert_eq!(debounce.compared(differ), expect);
            assert_eq!(debounce.look(there(1, 100), Duration::from_secs(9)), Next::Wait);
        }
        // A save is always young when it is read.
        let mut debounce = Debounce::new(Fingerprint { contents: None, ..young }, Duration::ZERO);
        assert_eq!(debounce.look(there(2, 100), Duration::from_millis(400)), Next::Soon);
        assert_eq!(debounce.look(there(2, 100), Duration::from_millis(600)), CHANGED);
        assert_eq!(debounce.look(there(2, 100), Duration::from_millis(3099)), Next::Wait);
        assert_eq!(debounce.look(there(2, 100), Duration::from_millis(3100)), Next::Compare);
    }
}
