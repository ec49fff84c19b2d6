//! When a file that is looked at again and again is worth reading again: once it stands still. Pure: knows neither the
//! disk nor the clock.

use std::time::Duration;

use super::read::{Fingerprint, Stamp, TICK};

/// How long a file must stand still before it is read: editors empty a file and fill it, or put another in its place.
const STILL: Duration = Duration::from_millis(150);
/// The same for a file that is empty or gone: few mean that, and many saves begin so.
const LONG_STILL: Duration = Duration::from_secs(1);

/// What a look at a file finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// A file.
    There(Stamp),
    /// Nothing that can be read: no file, a folder, a drive that has gone away.
    Gone,
}

/// A change of a watched file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileChange {
    /// It has been written and should be read again.
    Modified,
    /// It no longer exists or cannot be reached.
    Removed,
    /// It is there again, as it was before it was removed.
    Restored,
}

/// What to do after a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Look again in a while.
    Wait,
    /// Look again soon: something is going on.
    Soon,
    /// Tell this.
    Tell(FileChange),
    /// Compare the contents, and tell [`Debounce::compared`].
    Compare,
}

/// What is known of a file that is looked at again and again. Times are since any one moment.
#[derive(Clone, Debug)]
pub(super) struct Debounce {
    /// What was read last, or told to be read.
    read: Stamp,
    /// When the contents are to be compared, because what was read was so young that a later save may look the same.
    doubt: Option<Duration>,
    told_gone: bool,
    seen: Look,
    since: Duration,
}

impl Debounce {
    /// A file as it was read, first looked at `now`.
    pub(super) fn new(read: Fingerprint, now: Duration) -> Self {
        let doubt = read.contents.map(|_| now + TICK);
        Self { read: read.stamp, doubt, told_gone: false, seen: Look::There(read.stamp), since: now }
    }

    /// What is to be done about what was found `now`.
    pub(super) fn look(&mut self, found: Look, now: Duration) -> Next {
        if found != self.seen {
            (self.seen, self.since) = (found, now);
        }
        let stood = now.saturating_sub(self.since);
        match found {
            Look::There(stamp) if stamp == self.read => {
                if std::mem::take(&mut self.told_gone) {
                    return Next::Tell(FileChange::Restored);
                }
                match self.doubt {
                    Some(at) if now >= at => Next::Compare,
                    _ => Next::Wait,
                }
            }
            Look::There(stamp) => {
                if stood < if stamp.length == 0 { LONG_STILL } else { STILL } {
                    return Next::Soon;
                }
                self.read = stamp;
                self.told_gone = false;
                // Whoever is told reads it now; should it be saved once more within the tick, the stamp is the same.
                self.doubt = Some(now + TICK);
                Next::Tell(FileChange::Modified)
            }
            Look::Gone if self.told_gone => Next::Wait,
            Look::Gone if stood < LONG_STILL => Next::Soon,
            Look::Gone => {
                self.told_gone = true;
                Next::Tell(FileChange::Removed)
            }
        }
    }

    /// Takes over whether the contents turned out to differ from what was read.
    pub(super) fn compared(&mut self, differ: bool) -> Next {
        self.doubt = None;
        if differ { Next::Tell(FileChange::Modified) } else { Next::Wait }
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::{Debounce, Duration, FileChange, Fingerprint, Look, Next, Stamp};

    /// A stamp as told by a letter and a length.
    fn stamp(version: u64, length: u64) -> Stamp {
        Stamp::made_up(SystemTime::UNIX_EPOCH + Duration::from_secs(version), length)
    }

    /// What is seen at which millisecond, and what comes of it.
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
    fn what_nobody_touches_is_left_alone() {
        check(&[(0, there(1, 100), Next::Wait), (400, there(1, 100), Next::Wait), (9999, there(1, 100), Next::Wait)]);
    }

    #[test]
    fn a_save_is_told_once_it_stands_still() {
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
        // As large as before.
        check(&[(400, there(2, 100), Next::Soon), (600, there(2, 100), CHANGED)]);
        // Put back as it was before it could be read.
        check(&[(400, there(2, 90), Next::Soon), (450, there(1, 100), Next::Wait)]);
    }

    #[test]
    fn a_file_that_is_empty_for_a_moment_is_no_news() {
        check(&[
            (400, there(2, 0), Next::Soon),
            (1300, there(2, 0), Next::Soon),
            (1350, there(3, 90), Next::Soon),
            (1500, there(3, 90), CHANGED),
        ]);
        check(&[(400, there(2, 0), Next::Soon), (1400, there(2, 0), CHANGED), (1450, there(2, 0), Next::Wait)]);
    }

    #[test]
    fn a_file_that_is_replaced_is_not_told_to_be_gone() {
        check(&[
            (400, Look::Gone, Next::Soon),
            (450, there(2, 90), Next::Soon),
            (600, there(2, 90), CHANGED),
            (650, there(2, 90), Next::Wait),
        ]);
        check(&[(400, Look::Gone, Next::Soon), (450, there(1, 100), Next::Wait)]);
    }

    #[test]
    fn a_file_that_stays_away_is_told_once_and_may_come_back() {
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
    fn what_was_read_young_is_compared_once() {
        let young = Fingerprint { stamp: stamp(1, 100), contents: Some(7) };
        for (differ, expect) in [(false, Next::Wait), (true, CHANGED)] {
            let mut debounce = Debounce::new(young, Duration::ZERO);
            assert_eq!(debounce.look(there(1, 100), Duration::from_millis(2499)), Next::Wait);
            assert_eq!(debounce.look(there(1, 100), Duration::from_millis(2500)), Next::Compare);
            assert_eq!(debounce.compared(differ), expect);
            assert_eq!(debounce.look(there(1, 100), Duration::from_secs(9)), Next::Wait);
        }
        // Every save is young when it is read.
        let mut debounce = Debounce::new(Fingerprint { contents: None, ..young }, Duration::ZERO);
        assert_eq!(debounce.look(there(2, 100), Duration::from_millis(400)), Next::Soon);
        assert_eq!(debounce.look(there(2, 100), Duration::from_millis(600)), CHANGED);
        assert_eq!(debounce.look(there(2, 100), Duration::from_millis(3099)), Next::Wait);
        assert_eq!(debounce.look(there(2, 100), Duration::from_millis(3100)), Next::Compare);
    }
}
