//! A small text that is kept from run to run, such as settings, with the last good copy beside it. A crash in the midst
//! of writing, a full disk or a second window never leave less than one of the two.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::{WriteError, write_whole};

/// The most of it that is read, in bytes: nothing that the program writes comes near that.
const MOST: u64 = 16 << 20;
/// For how long others are waited for who are writing it too.
const PATIENCE: Duration = Duration::from_secs(2);

/// Where such a text is kept.
#[derive(Clone, Debug)]
pub struct StoredText {
    path: PathBuf,
    backup: PathBuf,
    lock: PathBuf,
    is_good: fn(&str) -> bool,
}

impl StoredText {
    /// The text `name.json` in `folder`; `is_good` tells it from what a crash has left of it.
    pub fn new(folder: &Path, name: &str, is_good: fn(&str) -> bool) -> Self {
        let file = |ending: &str| folder.join(format!("{name}{ending}"));
        Self { path: file(".json"), backup: file(".backup.json"), lock: file(".lock"), is_good }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The text, or else its last good copy, if either is there and good.
    pub fn read(&self) -> Option<String> {
        [&self.path, &self.backup].into_iter().find_map(|path| self.good(path))
    }

    /// Writes what `change` makes of the text that is there now, perhaps another window's, and keeps that as a copy.
    ///
    /// # Errors
    /// It cannot be written. What was there is still there.
    pub fn update(&self, change: impl FnOnce(Option<&str>) -> String) -> Result<(), WriteError> {
        if let Some(folder) = self.path.parent() {
            // Where that fails, writing tells why.
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
        File::open(path).ok()?.take(MOST).read_to_string(&mut text).ok()?;
        Some(text).filter(|text| (self.is_good)(text))
    }

    /// Keeps others from changing it between reading and writing. Where that cannot be had, as on some drives of a
    /// network, it is done without: whole it stays either way.
    fn locked(&self) -> Option<File> {
        let lock = File::options().create(true).truncate(false).write(true).open(&self.lock).ok()?;
        let began = Instant::now();
        loop {
            match lock.try_lock() {
                Ok(()) => return Some(lock),
                Err(fs::TryLockError::WouldBlock) if began.elapsed() < PATIENCE => {
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
    fn it_comes_back_whatever_became_of_the_file() {
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
        // What is broken never becomes the copy.
        set(&kept, TEXT);
        fs::remove_file(kept.path()).unwrap();
        assert_eq!(kept.read().as_deref(), Some("{}"));
        fs::create_dir(kept.path()).unwrap();
        assert_eq!(kept.read().as_deref(), Some("{}"));
        assert!(kept.update(|_| TEXT.to_owned()).is_err());
    }

    #[test]
    fn nobody_loses_what_another_has_written() {
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
    fn a_folder_that_takes_nothing_is_told() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("file"), "").unwrap();
        let kept = StoredText::new(&folder.path().join("file/below"), "settings", |_| true);
        assert!(kept.update(|_| String::new()).is_err());
        assert_eq!(kept.read(), None);
    }
}
