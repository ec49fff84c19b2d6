//! Files on disk: reads a story with errors that help, watches it, writes files whole or not at all, and keeps
//! settings, recovery records and crash reports in the program's own folder. Knows nothing of their contents.

mod debounce;
pub mod fonts;
mod read;
pub mod recovery;
pub mod report;
mod save;
pub mod stored;
pub mod watch;

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::NamedTempFile;

pub use read::{Fingerprint, MAX_STORY_BYTES, Stamp, read_stdin, read_story, read_story_with_fingerprint};
pub use save::{SaveError, save};

/// The folder of a file; `.` for a bare name.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

fn quoted(path: &Path) -> String {
    format!("\"{}\"", path.display())
}

/// The reason why a file was not written. An old file is still there.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The path is empty, or ends in `..`.
    #[error("{} does not name a file", quoted(.0))]
    NoName(PathBuf),
    /// It is a folder.
    #[error("{} is a folder; name a file in it", quoted(.0))]
    IsFolder(PathBuf),
    /// The folder to write into is missing.
    #[error("there is no folder {}", quoted(.0))]
    NoFolder(PathBuf),
    /// The folder is write-protected.
    #[error("you are not allowed to write into the folder {}", quoted(.0))]
    FolderProtected(PathBuf),
    /// The file to replace is write-protected.
    #[error("{} is write-protected", quoted(.0))]
    FileProtected(PathBuf),
    /// The disk is full.
    #[error("the disk is full: {} was not written", quoted(.0))]
    DiskFull(PathBuf),
    /// Anything else.
    #[error("{} could not be written: {source}", quoted(.path))]
    Other {
        /// The file.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
}

impl WriteError {
    fn new(path: &Path, source: io::Error) -> Self {
        let (path, folder) = (path.to_owned(), folder_of(path).to_owned());
        match source.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory if !folder.is_dir() => Self::NoFolder(folder),
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::FolderProtected(folder),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull(path),
            ErrorKind::IsADirectory => Self::IsFolder(path),
            _ => Self::Other { path, source },
        }
    }
}

/// Writes a file whole or not at all: into a temporary file in the same folder, which is renamed once all of it is on
/// the disk. A file that is replaced keeps its permissions, a link is followed, and a device or pipe is written to
/// directly.
///
/// A process that is killed while writing leaves at worst a hidden `.plotlanes-….tmp`; a day later, the next write into
/// that folder deletes it.
///
/// # Errors
/// Nothing was written, and a file that existed is unchanged.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    write_whole_by(path, |out| out.write_all(bytes))
}

/// Like [`write_whole`], for contents that are produced while they are written and never held in memory.
///
/// # Errors
/// Nothing was written, and a file that existed is unchanged.
pub fn write_whole_by(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), WriteError> {
    let fail = |error| WriteError::new(path, error);
    if path.as_os_str().is_empty() || path.ends_with("..") {
        return Err(WriteError::NoName(path.to_owned()));
    }
    let target = link_target(path).map_err(fail)?;
    let old = match fs::metadata(&target) {
        Ok(about) if about.is_dir() => return Err(WriteError::IsFolder(path.to_owned())),
        Ok(about) if !about.is_file() => return write_directly(&target, write).map_err(fail),
        Ok(about) if about.permissions().readonly() => return Err(WriteError::FileProtected(path.to_owned())),
        Ok(about) => Some(about),
        Err(_) if names_a_folder(path) => return Err(WriteError::NoFolder(path.to_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(fail(error)),
    };
    let folder = folder_of(&target);
    sweep(folder);
    let fail = |error| WriteError::new(&target, error);
    let mut file = temporary_in(folder).map_err(fail)?;
    fill(&mut file, write, old.as_ref()).map_err(fail)?;
    file.persist(&target).map_err(|error| fail(error.error))?;
    sync_folder(folder);
    Ok(())
}

/// The path that the links at `path` lead to, whether or not it exists.
fn link_target(path: &Path) -> io::Result<PathBuf> {
    let mut target = path.to_owned();
    for _ in 0..40 {
        match fs::symlink_metadata(&target) {
            Ok(about) if about.is_symlink() => target = folder_of(&target).join(fs::read_link(&target)?),
            _ => return Ok(target),
        }
    }
    Err(io::Error::other("too many links"))
}

/// Whether it ends with a separator, like `pictures/`.
fn names_a_folder(path: &Path) -> bool {
    path.to_string_lossy().ends_with(std::path::is_separator)
}

/// For devices and pipes, which have no old contents to keep.
fn write_directly(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut file = BufWriter::new(OpenOptions::new().write(true).open(path)?);
    write(&mut file)?;
    file.flush()
}

const TEMPORARY_PREFIX: &str = ".plotlanes-";
const TEMPORARY_SUFFIX: &str = ".tmp";

/// A new file that is deleted when it is dropped before it was renamed.
fn temporary_in(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY_PREFIX).suffix(TEMPORARY_SUFFIX);
    // The default of all programs; the user's umask restricts it.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

fn fill(
    file: &mut NamedTempFile,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    old: Option<&fs::Metadata>,
) -> io::Result<()> {
    let mut buffer = BufWriter::new(&mut *file);
    write(&mut buffer)?;
    buffer.flush()?;
    drop(buffer);
    if let Some(old) = old {
        #[cfg(unix)]
        {
            use std::os::unix::fs::{MetadataExt, fchown};
            // Only root may change the owner; otherwise the file then belongs to this user, as with any editor.
            let _ = fchown(file.as_file(), Some(old.uid()), Some(old.gid()));
        }
        file.as_file().set_permissions(old.permissions())?;
    }
    file.as_file().sync_all()
}

/// Makes the rename survive a power cut, where the system supports that.
fn sync_folder(folder: &Path) {
    if cfg!(unix) {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}

/// Deletes our own temporary files that are too old to be still written to. Errors are ignored.
fn sweep(folder: &Path) {
    let day = Duration::from_hours(24);
    let is_stale = |entry: &fs::DirEntry| {
        let name = entry.file_name();
        let ours = name.to_str().is_some_and(|name| {
            name.strip_prefix(TEMPORARY_PREFIX)
                .and_then(|rest| rest.strip_suffix(TEMPORARY_SUFFIX))
                .is_some_and(|middle| middle.len() == 6 && middle.chars().all(|c| c.is_ascii_alphanumeric()))
        });
        let age = || SystemTime::now().duration_since(entry.metadata().ok()?.modified().ok()?).ok();
        ours && entry.file_type().is_ok_and(|kind| kind.is_file()) && age().is_some_and(|age| age > day)
    };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten().filter(is_stale) {
        let _ = fs::remove_file(entry.path());
    }
}

#[cfg(test)]
mod tests;
