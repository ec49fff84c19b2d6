//! Crash reports: one text file each, named after the run that crashed. They are written while the program crashes, so
//! this does as little as possible.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The most reports that are kept.
const KEPT: usize = 20;
/// The most reports of one run, since a repeated crash has the same report.
const MOST_OF_ONE: usize = 5;

/// Writes a report of the run `id` into `folder`, returns its path, and deletes the oldest reports beyond a limit.
///
/// # Errors
/// It cannot be written, or the run has written enough reports.
pub fn write(folder: &Path, id: &str, text: &str) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    for nth in 1..=MOST_OF_ONE {
        let path = folder.join(name(id, nth));
        let mut file = match File::options().create_new(true).write(true).open(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
            file => file?,
        };
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        prune(folder);
        return Ok(path);
    }
    Err(io::Error::other("this run has written enough reports"))
}

/// The path and text of the newest report of the run `id`.
pub fn of(folder: &Path, id: &str) -> Option<(PathBuf, String)> {
    let paths = (1..=MOST_OF_ONE).rev().map(|nth| folder.join(name(id, nth)));
    paths.into_iter().find_map(|path| Some((fs::read_to_string(&path).ok()?, path))).map(|(text, path)| (path, text))
}

fn name(id: &str, nth: usize) -> String {
    format!("report-{id}-{nth}.txt")
}

fn prune(folder: &Path) {
    let ours = |entry: &fs::DirEntry| {
        let name = entry.file_name();
        name.to_str().is_some_and(|name| name.strip_suffix(".txt").is_some_and(|name| name.starts_with("report-")))
    };
    let mut reports: Vec<_> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter(ours)
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect();
    reports.sort();
    let many = reports.len().saturating_sub(KEPT);
    for (_, path) in reports.into_iter().take(many) {
        let _ = fs::remove_file(path);
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{KEPT, MOST_OF_ONE, of, write};

    #[test]
    fn a_report_is_found_by_its_run() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("reports");
        assert_eq!(of(&folder, "a"), None);
        let first = write(&folder, "a", "one").unwrap();
        assert_eq!(of(&folder, "a"), Some((first, "one".to_owned())));
        let second = write(&folder, "a", "two").unwrap();
        assert_eq!(of(&folder, "a"), Some((second, "two".to_owned())));
        assert_eq!(of(&folder, "b"), None);
    }

    #[test]
    fn old_reports_are_deleted() {
        let folder = tempfile::tempdir().unwrap();
        let written = (0..10).filter(|_| write(folder.path(), "a", "x").is_ok()).count();
        assert_eq!(written, MOST_OF_ONE);
        fs::write(folder.path().join("mine.txt"), "").unwrap();
        for n in 0..30 {
            write(folder.path(), &format!("s{n}"), "x").unwrap();
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), KEPT + 1);
        assert!(of(folder.path(), "s29").is_some() && folder.path().join("mine.txt").exists());
    }
}
