//! Writes the folder of the page: completely or not at all, and never over anything but an earlier build.

use std::fs;
use std::path::{Path, PathBuf};

use crate::page::File;
use crate::problem::Problem;

/// The text by which an earlier build is recognised.
const MARK: &str = "<meta name=\"plotlanes-version\"";

/// Refuses a folder with anything but an earlier build in it.
pub(crate) fn check(out: &Path) -> Result<(), Problem> {
    let empty = match fs::read_dir(out) {
        Ok(mut entries) => entries.next().is_none(),
        // A file of that name is refused too.
        Err(_) => !out.exists(),
    };
    let ours = || fs::read_to_string(out.join("index.html")).is_ok_and(|index| index.contains(MARK));
    if empty || ours() { Ok(()) } else { Err(Problem::Occupied { path: out.to_owned() }) }
}

/// Replaces the earlier build in the folder `out`, if any, by `files`.
pub(crate) fn write(out: &Path, files: &[File]) -> Result<(), Problem> {
    check(out)?;
    let new = sibling(out, "new")?;
    let old = sibling(out, "old")?;
    let at = |path: &Path| {
        let path = path.to_owned();
        move |source| Problem::Write { path, source }
    };
    for leftover in [&new, &old] {
        if leftover.exists() {
            fs::remove_dir_all(leftover).map_err(at(leftover))?;
        }
    }
    fs::create_dir_all(&new).map_err(at(&new))?;
    for file in files {
        let path = new.join(&file.name);
        fs::write(&path, &file.bytes).map_err(at(&path))?;
    }
    if out.exists() {
        fs::rename(out, &old).map_err(at(out))?;
    }
    if let Err(error) = fs::rename(&new, out) {
        // Restore the earlier build; the error is returned below.
        let _ = fs::rename(&old, out);
        return Err(at(out)(error));
    }
    if old.exists() { fs::remove_dir_all(&old).map_err(at(&old)) } else { Ok(()) }
}

/// A hidden folder beside `out`, on the same disk so that renaming is one step.
fn sibling(out: &Path, kind: &str) -> Result<PathBuf, Problem> {
    let name = out.file_name().ok_or_else(|| Problem::Occupied { path: out.to_owned() })?;
    Ok(out.with_file_name(format!(".{}.{kind}", name.to_string_lossy())))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::{File, MARK, write};

    /// A folder of its own for a test, gone with it.
    struct Scratch(PathBuf);

    impl Scratch {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("plotlanes-web-{name}-{}", std::process::id()));
            fs::create_dir_all(&path).unwrap();
            Self(path)
        }

        fn names(&self) -> Vec<String> {
            let mut names: Vec<String> =
                fs::read_dir(&self.0).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
            names.sort();
            names
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn build(version: &str) -> Vec<File> {
        let file = |name: &str, text: String| File { name: name.to_owned(), bytes: text.into(), visited: true };
        vec![
            file("index.html", format!("{MARK} content=\"{version}\">")),
            file(&format!("{version}.js"), String::new()),
        ]
    }

    #[test]
    fn a_build_takes_the_place_of_the_last() {
        let scratch = Scratch::new("swap");
        let out = scratch.0.join("web");
        for version in ["1", "2"] {
            write(&out, &build(version)).unwrap();
            assert_eq!(scratch.names(), ["web"]);
            assert!(out.join(format!("{version}.js")).exists());
        }
        assert!(!out.join("1.js").exists());
    }

    #[test]
    fn nothing_else_is_written_over() {
        let scratch = Scratch::new("else");
        let out = scratch.0.join("web");
        fs::create_dir(&out).unwrap();
        write(&out, &build("1")).unwrap();
        fs::remove_file(out.join("index.html")).unwrap();
        let words = write(&out, &build("2")).unwrap_err().to_string();
        assert!(words.contains("other than an earlier build"), "{words}");
        assert!(out.join("1.js").exists());
        let file = scratch.0.join("file");
        fs::write(&file, "mine").unwrap();
        assert!(write(&file, &build("2")).is_err());
        assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    }
}
