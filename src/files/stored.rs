//! A small stored text, such as the settings, with a copy of its last good version. At least one of the two survives a
//! crash while writing, a full disk, and a second window that writes too.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::{WriteError, write_whole};

/// The most bytes that are read, far more than the program ever writes.
const MAX_BYTES: u64 = 16 << 20;
/// The longest wait for another window that holds the lock.
const LOCK_TIMEOUT: Duration = Duration::from_secs(2);

/// A text with its backup and its lock, in a folder.
#[derive(Clone, Debug)]
pub struct StoredText {
    path: PathBuf,
    backup: PathBuf,
    lock: PathBuf,
    is_good: fn(&str) -> bool,
}

impl StoredText {
    /// The text `name.json` in `folder`; `is_good` recognises a text that is complete.
    pub fn new(folder: &Path, name: &str, is_good: fn(&str) -> bool) -> Self {
        let file = |ending: &str| folder.join(format!("{name}{ending}"));
        Self { path: file(".json"), backup: file(".backup.json"), lock: file(".lock"), is_good }
    }

    /// The path of the text.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The text, or else its last good copy; `None` if neither is good.
    pub fn read(&self) -> Option<String> {
        [&self.path, &self.backup].into_iter().find_map(|path| self.good(path))
    }

    /// Replaces the text on disk, which may be another window's, by the result of `change`, and keeps the old text as
    /// the copy.
    ///
    /// # Errors
    /// It cannot be written. The old text is still there.
    pub fn update(&self, change: impl FnOnce(Option<&str>) -> String) -> Result<(), WriteError> {
        if let Some(folder) = self.path.parent() {
            // If this fails, writing reports why.
            let _ = fs::create_dir_all(folder);
        }
        let _locked = self.locked();
        let main = self.good(&self.path);
        let before = main.clone().or_else(|| self.good(&self.backup));
        let text = change(before.as_deref());
        if main.as_ref() == Some(&text) {
            return Ok(());
        }
        if let Some(main) = main {
            write_whole(&self.backup, main.as_bytes())?;
        }
        write_whole(&self.path, text.as_bytes())
    }

    fn good(&self, path: &Path) -> Option<String> {
        let mut text = String::new();
        File::open(path).ok()?.take(MAX_BYTES).read_to_string(&mut text).ok()?;
        Some(text).filter(|text| (self.is_good)(text))
    }

    /// Keeps other windows from writing between reading and writing here. `None` if there is no support for locks, as
    /// on some network drives; each file is still written whole.
    fn locked(&self) -> Option<File> {
        let lock = File::options().create(true).truncate(false).write(true).open(&self.lock).ok()?;
        let began = Instant::now();
        loop {
            match lock.try_lock() {
                Ok(()) => return Some(lock),
                Err(fs::TryLockError::WouldBlock) if began.elapsed() < LOCK_TIMEOUT => {
                    thread::sleep(Duration::from_millis(10));
                }
                Err(_) => return None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::StoredText;

    fn kept(folder: &tempfile::TempDir) -> StoredText {
        StoredText::new(folder.path(), "settings", |text| text.starts_with('{') && text.ends_with('}'))
    }

    fn set(kept: &StoredText, text: &str) {
        kept.update(|_| text.to_owned()).unwrap();
    }

    #[test]
    fn a_broken_or_missing_file_falls_back_to_the_copy() {
        const TEXT: &str = r#"{"theme":"dark","recent":["é.json"]}"#;
        let folder = tempfile::tempdir().unwrap();
        let kept = kept(&folder);
        assert_eq!(kept.read(), None);
        set(&kept, "{}");
        set(&kept, TEXT);
        assert_eq!(kept.read().as_deref(), Some(TEXT));
        for length in 0..TEXT.len() {
            fs::write(kept.path(), &TEXT.as_bytes()[..length]).unwrap();
            assert_eq!(kept.read().as_deref(), Some("{}"), "cut at {length}");
        }
        for broken in [&b"\0\0\0\0\0\0"[..], b"\xFF\xFE{}", b"{", b""] {
            fs::write(kept.path(), broken).unwrap();
            assert_eq!(kept.read().as_deref(), Some("{}"), "{broken:?}");
        }
        // A broken text never becomes the copy.
        set(&kept, TEXT);
        fs::remove_file(kept.path()).unwrap();
        assert_eq!(kept.read().as_deref(), Some("{}"));
        fs::create_dir(kept.path()).unwrap();
        assert_eq!(kept.read().as_deref(), Some("{}"));
        assert!(kept.update(|_| TEXT.to_owned()).is_err());
    }

    #[test]
    fn concurrent_updates_are_all_kept() {
        let folder = tempfile::tempdir().unwrap();
        let kept = kept(&folder);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..5 {
                        let one_more =
                            |text: Option<&str>| format!("{}x}}", text.unwrap_or("{}").trim_end_matches('}'));
                        kept.update(one_more).unwrap();
                    }
                });
            }
        });
        assert_eq!(kept.read().unwrap(), format!("{{{}}}", "x".repeat(20)));
    }

    #[test]
    fn an_unwritable_folder_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("file"), "").unwrap();
        let kept = StoredText::new(&folder.path().join("file/below"), "settings", |_| true);
        assert!(kept.update(|_| String::new()).is_err());
        assert_eq!(kept.read(), None);
    }
}
