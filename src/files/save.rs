//! Saves the open file: whole or not at all, and never over a version that the program has not read. A file in a folder
//! that takes no new files is written in place, with a backup meanwhile.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek, Write};
use std::path::{Path, PathBuf};

use super::read::{Fingerprint, Stamp, hash};
use super::{fill, folder_of, link_target, names_a_folder, quoted, sweep, sync_folder, temporary_in, write_directly};

/// The reason why a file was not saved. What was there before is still there.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SaveError {
    /// The file is not as it was when it was read.
    #[error("{} was changed by another program meanwhile and was not overwritten; read it again, or save under another name", quoted(.0))]
    ChangedOutside(PathBuf),
    /// The file, or the folder that it would be new in, is write-protected.
    #[error("{} is write-protected; save under another name, or allow writing to it", quoted(.0))]
    ReadOnly(PathBuf),
    /// The disk is full, or the user's share of it.
    #[error("the disk is full and {} was not saved; make some room, or save to another disk", quoted(.0))]
    NoSpace(PathBuf),
    /// The folder is missing.
    #[error("there is no folder {}; save under another name, or bring the folder back", quoted(.0))]
    FolderGone(PathBuf),
    /// Anything else.
    #[error("{} could not be saved: {why}; save under another name", quoted(.path))]
    Other {
        /// The file.
        path: PathBuf,
        /// A clause that says why.
        why: String,
    },
}

impl SaveError {
    fn new(target: &Path, error: &io::Error) -> Self {
        let folder = folder_of(target);
        match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory if !folder.is_dir() => Self::FolderGone(folder.to_owned()),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::NoSpace(target.to_owned()),
            // A file that cannot be written itself was found out before.
            _ if takes_no_file(error) => Self::ReadOnly(folder.to_owned()),
            _ => Self::other(target, error.to_string()),
        }
    }

    fn other(target: &Path, why: impl Into<String>) -> Self {
        Self::Other { path: target.to_owned(), why: why.into() }
    }
}

/// Saves a file whole or not at all, and returns the state in which it is then. It keeps its permissions, a link is
/// followed, and a device or pipe is written to directly.
///
/// With `known`, the state in which the file was last read or saved, a version that differs from it is not overwritten;
/// a file that is missing is written anew. Another program that writes in the same millisecond is not noticed.
///
/// # Errors
/// Nothing was saved, and a file that existed is unchanged.
pub fn save(path: &Path, bytes: &[u8], known: Option<&Fingerprint>) -> Result<Fingerprint, SaveError> {
    if path.as_os_str().is_empty() || path.ends_with("..") {
        return Err(SaveError::other(path, "this names no file"));
    }
    let target = link_target(path).map_err(|error| SaveError::other(path, error.to_string()))?;
    let fail = |error: io::Error| SaveError::new(&target, &error);
    let old = match fs::metadata(&target) {
        Ok(about) if about.is_dir() => return Err(SaveError::other(path, "it is a folder")),
        Ok(about) if !about.is_file() => {
            write_directly(&target, |out| out.write_all(bytes)).map_err(fail)?;
            return Ok(saved(&about, bytes));
        }
        Ok(about) => Some(about),
        Err(_) if names_a_folder(path) => return Err(SaveError::FolderGone(path.to_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(fail(error)),
    };
    if let Some(old) = &old {
        check_writable(&target, old)?;
    }
    check_unchanged(&target, known)?;
    let folder = folder_of(&target);
    sweep(folder);
    match replace(&target, bytes, known, old.as_ref()) {
        Err(Refused::ByFolder(_)) if old.is_some() => in_place(&target, bytes, known),
        Err(Refused::ByFolder(error)) => Err(fail(error)),
        Err(Refused::Otherwise(error)) => Err(error),
        Ok(print) => {
            sync_folder(folder);
            Ok(print)
        }
    }
}

/// The state of a file with these contents, which has just been written.
fn saved(about: &Metadata, bytes: &[u8]) -> Fingerprint {
    Fingerprint { stamp: Stamp::of(about), contents: Some(hash(bytes)) }
}

/// Refuses a file that may not be written to. Replacing it would be possible all the same, but is not meant.
fn check_writable(target: &Path, about: &Metadata) -> Result<(), SaveError> {
    let fail = |error: io::Error| match error.kind() {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => SaveError::ReadOnly(target.to_owned()),
        _ => SaveError::new(target, &error),
    };
    if about.permissions().readonly() {
        return Err(SaveError::ReadOnly(target.to_owned()));
    }
    OpenOptions::new().write(true).open(target).map(drop).map_err(fail)
}

/// Refuses a file that exists in another state than the known one.
fn check_unchanged(target: &Path, known: Option<&Fingerprint>) -> Result<(), SaveError> {
    match (known, fs::metadata(target)) {
        (Some(known), Ok(about)) if !known.is_of(target, &about) => Err(SaveError::ChangedOutside(target.to_owned())),
        _ => Ok(()),
    }
}

/// The reason why a file was not replaced.
enum Refused {
    /// The folder takes no new file, or no other file in the place of this one.
    ByFolder(io::Error),
    Otherwise(SaveError),
}

/// Whether an error says that a folder takes no new file. A file may be busy because it is mounted by itself, as
/// containers do.
fn takes_no_file(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem | ErrorKind::ResourceBusy)
}

/// Writes a new file beside the target and puts it in the target's place.
fn replace(
    target: &Path,
    bytes: &[u8],
    known: Option<&Fingerprint>,
    old: Option<&Metadata>,
) -> Result<Fingerprint, Refused> {
    let fail = |error: io::Error| {
        if takes_no_file(&error) {
            Refused::ByFolder(error)
        } else {
            Refused::Otherwise(SaveError::new(target, &error))
        }
    };
    let mut file = temporary_in(folder_of(target)).map_err(fail)?;
    fill(&mut file, |out| out.write_all(bytes), old).map_err(fail)?;
    // Filling took a while; now only the renaming is left.
    check_unchanged(target, known).map_err(Refused::Otherwise)?;
    let file = file.persist(target).map_err(|error| fail(error.error))?;
    // Of this file, even if another program has replaced it already.
    let about = file.metadata().map_err(fail)?;
    Ok(saved(&about, bytes))
}

/// Writes over the contents of a file. Until that is done, a copy of the old contents is in the folder for temporary
/// files.
fn in_place(target: &Path, bytes: &[u8], known: Option<&Fingerprint>) -> Result<Fingerprint, SaveError> {
    let fail = |error: io::Error| SaveError::new(target, &error);
    let mut file = OpenOptions::new().read(true).write(true).open(target).map_err(fail)?;
    let mut old = Vec::new();
    file.read_to_end(&mut old).map_err(fail)?;
    let no_backup = |error: io::Error| SaveError::other(target, format!("no backup of it could be made ({error})"));
    let mut builder = tempfile::Builder::new();
    let mut backup = builder.prefix("plotlanes-backup-").suffix(".json").tempfile().map_err(no_backup)?;
    backup.write_all(&old).and_then(|()| backup.as_file().sync_all()).map_err(no_backup)?;
    check_unchanged(target, known)?;
    if let Err(error) = write_over(&mut file, bytes) {
        return Err(match write_over(&mut file, &old) {
            Ok(()) => fail(error),
            Err(_) => match backup.keep() {
                Ok((_, copy)) => {
                    SaveError::other(target, format!("{error}; its old contents are in {}", quoted(&copy)))
                }
                Err(_) => fail(error),
            },
        });
    }
    let about = file.metadata().map_err(fail)?;
    Ok(saved(&about, bytes))
}

/// Replaces all contents of a file.
fn write_over(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    file.rewind()?;
    file.write_all(bytes)?;
    file.set_len(bytes.len() as u64)?;
    file.sync_all()
}

#[cfg(test)]
mod tests;
