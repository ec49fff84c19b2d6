//! Reads a story as a single save left it: a file that changes while it is read is read again. The result comes with a
//! fingerprint, which tells later whether the file is still the same.

use std::fs::{self, File, Metadata};
use std::hash::{DefaultHasher, Hasher};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use super::{folder_of, quoted};
use crate::story::problem::{Problem, Severity};

/// The most bytes of a story that are read: 2047 MiB, since the loader counts bytes in 31 bits.
pub const MAX_STORY_BYTES: u64 = 2047 << 20;
/// The time for which a file that keeps changing is read again; after that, the last read counts.
const RETRY_FOR: Duration = Duration::from_secs(3);
/// The time before it is read again.
const RETRY_AFTER: Duration = Duration::from_millis(40);
/// The coarsest step of file systems' clocks: a file that was written less than this ago can be written again and keep
/// the same time. FAT counts in steps of two seconds.
pub(super) const CLOCK_STEP: Duration = Duration::from_millis(2500);

/// Identifies the state of a file without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    modified: Option<SystemTime>,
    pub(super) length: u64,
    /// Device, inode and time of the last change of any kind; on systems without these, the time of creation.
    identity: [i64; 4],
}

/// Identifies the state of a file that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// Its time and length.
    pub stamp: Stamp,
    /// A hash of its contents, if it was written so recently that the stamp alone is not enough.
    pub contents: Option<u64>,
}

impl Stamp {
    pub(super) fn of(about: &Metadata) -> Self {
        Self { modified: about.modified().ok(), length: about.len(), identity: identity(about) }
    }

    /// A stamp for tests, of no file.
    #[cfg(test)]
    pub(super) fn made_up(modified: SystemTime, length: u64) -> Self {
        Self { modified: Some(modified), length, identity: [0; 4] }
    }

    /// Whether the file is so young that the next save may have the same stamp. A time in the future counts as young.
    pub(super) fn is_young(&self, now: SystemTime) -> bool {
        self.modified
            .is_none_or(|written| now.duration_since(written).is_ok_and(|age| age < CLOCK_STEP) || written > now)
    }
}

impl Fingerprint {
    /// Whether the file at `path`, of which `about` tells, has the contents that it had.
    pub(super) fn is_of(&self, path: &Path, about: &Metadata) -> bool {
        let now = Stamp::of(about);
        match self.contents {
            None => now == self.stamp,
            // The hash also recognises a file that was only copied, or whose permissions were changed.
            Some(contents) => now.length == self.stamp.length && hash_of_file(path) == Some(contents),
        }
    }
}

#[cfg(unix)]
fn identity(about: &Metadata) -> [i64; 4] {
    use std::os::unix::fs::MetadataExt;
    [about.dev().cast_signed(), about.ino().cast_signed(), about.ctime(), about.ctime_nsec()]
}

#[cfg(not(unix))]
fn identity(about: &Metadata) -> [i64; 4] {
    let created = about.created().ok().and_then(|at| at.duration_since(SystemTime::UNIX_EPOCH).ok());
    [created.map_or(0, |at| at.as_nanos() as i64), 0, 0, 0]
}

/// Reads a story file, a device or a pipe, up to [`MAX_STORY_BYTES`].
///
/// # Errors
/// A problem `unreadable` if the file is missing, a folder, protected or too large. For a missing file it suggests the
/// most similar name in the folder.
pub fn read_story(path: &Path) -> Result<Vec<u8>, Problem> {
    read_story_with_fingerprint(path).map(|(bytes, _)| bytes)
}

/// Like [`read_story`], with the fingerprint to watch the file by; devices and pipes have none.
///
/// # Errors
/// As [`read_story`].
pub fn read_story_with_fingerprint(path: &Path) -> Result<(Vec<u8>, Option<Fingerprint>), Problem> {
    let fail = |error: io::Error| unreadable(why_unreadable(path, &error));
    let name = quoted(path);
    let began = Instant::now();
    loop {
        let before = fs::metadata(path).map_err(fail)?;
        if before.is_dir() {
            return Err(unreadable(format!("{name} is a folder, not a story file")));
        }
        if before.len() > MAX_STORY_BYTES {
            return Err(too_large(&name));
        }
        let bytes = read_limited(File::open(path).map_err(fail)?, &name, MAX_STORY_BYTES)?;
        if !before.is_file() {
            return Ok((bytes, None));
        }
        let stamp = Stamp::of(&before);
        // If the file was replaced or written meanwhile, the bytes may be a mix of two saves.
        let same =
            fs::metadata(path).is_ok_and(|after| Stamp::of(&after) == stamp) && bytes.len() as u64 == stamp.length;
        if same || began.elapsed() > RETRY_FOR {
            let young = stamp.is_young(SystemTime::now());
            let fingerprint = Fingerprint { stamp, contents: young.then(|| hash(&bytes)) };
            return Ok((bytes, Some(fingerprint)));
        }
        thread::sleep(RETRY_AFTER);
    }
}

/// A hash of the bytes, the same as from [`hash_of_file`].
pub(super) fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}

/// A hash of the bytes of a file, read in pieces; `None` if it cannot be read.
pub(super) fn hash_of_file(path: &Path) -> Option<u64> {
    let mut file = File::open(path).ok()?;
    let mut hasher = DefaultHasher::new();
    let mut piece = vec![0; 1 << 16];
    loop {
        match file.read(&mut piece) {
            Ok(0) => return Some(hasher.finish()),
            Ok(count) => hasher.write(&piece[..count]),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => return None,
        }
    }
}

/// Reads a story from standard input.
///
/// # Errors
/// A problem `unreadable` if reading fails or there is more than [`MAX_STORY_BYTES`].
pub fn read_stdin() -> Result<Vec<u8>, Problem> {
    read_limited(io::stdin().lock(), "standard input", MAX_STORY_BYTES)
}

pub(super) fn read_limited(input: impl Read, name: &str, most: u64) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    match input.take(most + 1).read_to_end(&mut bytes) {
        Ok(count) if count as u64 > most => Err(too_large(name)),
        Ok(_) => Ok(bytes),
        Err(error) => Err(unreadable(format!("{name} could not be read: {error}"))),
    }
}

fn unreadable(message: String) -> Problem {
    Problem { severity: Severity::Error, code: "unreadable", message, path: String::new(), line: None, column: None }
}

fn too_large(name: &str) -> Problem {
    unreadable(format!("{name} is too large for a story: at most {} MiB are read", MAX_STORY_BYTES >> 20))
}

fn why_unreadable(path: &Path, error: &io::Error) -> String {
    let name = quoted(path);
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => match similar_file(path) {
            Some(similar) => format!("there is no file {name}; did you mean {}?", quoted(&similar)),
            None => format!("there is no file {name}"),
        },
        ErrorKind::PermissionDenied => format!("you are not allowed to read {name}"),
        _ => format!("{name} could not be read: {error}"),
    }
}

/// The file in the same folder with the most similar name, if one is similar enough.
fn similar_file(path: &Path) -> Option<PathBuf> {
    let wanted = path.file_name()?.to_string_lossy().to_lowercase();
    let near = (wanted.chars().count() / 3).max(1);
    let files = fs::read_dir(folder_of(path)).ok()?.take(10_000).flatten();
    files
        .filter(|entry| entry.path().is_file())
        .map(|entry| {
            let name = entry.file_name();
            (strsim::damerau_levenshtein(&wanted, &name.to_string_lossy().to_lowercase()), name)
        })
        .filter(|(distance, _)| *distance <= near)
        .min()
        .map(|(_, name)| path.with_file_name(name))
}
