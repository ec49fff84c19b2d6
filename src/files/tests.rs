use super::read::read_limited;
use super::*;
use crate::story::problem::Severity;

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// The names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The error's words without the temporary folder's path.
fn words(folder: &Path, error: &impl ToString) -> String {
    error.to_string().replace(&format!("{}/", folder.display()), "").replace(&folder.display().to_string(), "FOLDER")
}

fn read_error(folder: &Path, name: &str) -> String {
    let problem = read_story(&folder.join(name)).unwrap_err();
    assert_eq!((problem.code, problem.severity, problem.line), ("unreadable", Severity::Error, None));
    words(folder, &problem)
}

fn write_error(folder: &Path, name: &str) -> String {
    words(folder, &write_whole(&folder.join(name), b"new").unwrap_err())
}

#[test]
fn a_story_is_read_whole() {
    let folder = folder();
    fs::write(folder.path().join("a.json"), "{}").unwrap();
    assert_eq!(read_story(&folder.path().join("a.json")).unwrap(), b"{}");
}

#[test]
fn reading_errors_say_why() {
    let folder = folder();
    fs::write(folder.path().join("Episode.json"), "{}").unwrap();
    fs::create_dir(folder.path().join("episodes")).unwrap();
    let check = |name, expect| assert_eq!(read_error(folder.path(), name), expect);
    check("episode.jsn", r#"there is no file "episode.jsn"; did you mean "Episode.json"?"#);
    check("eipsode.json", r#"there is no file "eipsode.json"; did you mean "Episode.json"?"#);
    check("quite-another.json", r#"there is no file "quite-another.json""#);
    check("missing/episode.json", r#"there is no file "missing/episode.json""#);
    check("Episode.json/x", r#"there is no file "Episode.json/x""#);
    check("episodes", r#""episodes" is a folder, not a story file"#);
    check("", r#""" is a folder, not a story file"#);
}

#[test]
fn too_large_is_refused_before_and_while_reading() {
    let folder = folder();
    let sparse = File::create(folder.path().join("large.json")).unwrap();
    sparse.set_len(MAX_STORY_BYTES + 1).unwrap();
    let expect = "is too large for a story: at most 2047 MiB are read";
    assert_eq!(read_error(folder.path(), "large.json"), format!("\"large.json\" {expect}"));
    let endless = read_limited(io::repeat(b' '), "standard input", 1000).unwrap_err();
    assert_eq!(endless.message, format!("standard input {expect}"));
    assert_eq!(read_limited(&b"1234"[..], "it", 4).unwrap(), b"1234");
}

#[test]
fn writes_new_files_and_replaces_old_ones() {
    let folder = folder();
    let path = folder.path().join("a.png");
    for bytes in [&b"first"[..], b"", b"second and longer"] {
        write_whole(&path, bytes).unwrap();
        assert_eq!(fs::read(&path).unwrap(), bytes);
        assert_eq!(names(folder.path()), ["a.png"]);
    }
}

#[test]
fn writing_errors_say_why_and_leave_nothing() {
    let folder = folder();
    fs::write(folder.path().join("file"), "old").unwrap();
    fs::create_dir(folder.path().join("pictures")).unwrap();
    let check = |name, expect| assert_eq!(write_error(folder.path(), name), expect);
    check("pictures", r#""pictures" is a folder; name a file in it"#);
    check("missing/a.png", r#"there is no folder "missing""#);
    check("file/a.png", r#"there is no folder "file""#);
    check("missing/", r#"there is no folder "missing/""#);
    check("pictures/..", r#""pictures/.." does not name a file"#);
    assert_eq!(write_whole(Path::new(""), b"").unwrap_err().to_string(), r#""" does not name a file"#);
    assert_eq!(names(folder.path()), ["file", "pictures"]);
    assert_eq!(fs::read(folder.path().join("file")).unwrap(), b"old");
}

#[test]
fn a_write_protected_file_stays() {
    let folder = folder();
    let path = folder.path().join("kept.png");
    fs::write(&path, "old").unwrap();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    assert_eq!(write_error(folder.path(), "kept.png"), r#""kept.png" is write-protected"#);
    assert_eq!(fs::read(&path).unwrap(), b"old");
}

#[test]
fn a_failure_while_filling_leaves_no_half_file() {
    let folder = folder();
    let file = temporary_in(folder.path()).unwrap();
    assert_eq!(names(folder.path()).len(), 1);
    drop(file);
    assert_eq!(names(folder.path()), Vec::<String>::new());
}

#[test]
fn only_old_temporary_files_of_ours_are_swept() {
    let folder = folder();
    let yesterday = SystemTime::now() - Duration::from_hours(25);
    let stay = [".plotlanes-young1.tmp", ".plotlanes-toolong.tmp", ".plotlanes-abc-12.tmp", "plotlanes-abcd12.tmp"];
    for name in stay.iter().chain(&[".plotlanes-abcd12.tmp"]) {
        let file = File::create(folder.path().join(name)).unwrap();
        if !name.contains("young") {
            file.set_modified(yesterday).unwrap();
        }
    }
    write_whole(&folder.path().join("a.png"), b"x").unwrap();
    let mut expect: Vec<_> = stay.into_iter().chain(["a.png"]).collect();
    expect.sort_unstable();
    assert_eq!(names(folder.path()), expect);
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn permissions_are_those_of_the_old_file_or_of_any_new_file() {
        let folder = folder();
        let [ours, usual] = ["ours", "usual"].map(|name| folder.path().join(name));
        File::create(&usual).unwrap();
        write_whole(&ours, b"x").unwrap();
        assert_eq!(mode(&ours), mode(&usual));
        for old in [0o600, 0o640, 0o755] {
            fs::set_permissions(&ours, fs::Permissions::from_mode(old)).unwrap();
            write_whole(&ours, b"y").unwrap();
            assert_eq!(mode(&ours), old);
        }
    }

    #[test]
    fn links_are_followed() {
        let folder = folder();
        let at = |name| folder.path().join(name);
        fs::create_dir(at("inner")).unwrap();
        symlink("inner/picture", at("link")).unwrap();
        symlink("link", at("link-to-link")).unwrap();
        for bytes in [b"dangling", b"existing"] {
            write_whole(&at("link-to-link"), bytes).unwrap();
            assert_eq!(fs::read(at("inner/picture")).unwrap(), bytes);
        }
        assert!(fs::symlink_metadata(at("link")).unwrap().is_symlink());
        symlink("loop", at("loop")).unwrap();
        assert_eq!(write_error(folder.path(), "loop"), r#""loop" could not be written: too many links"#);
        assert_eq!(names(folder.path()), ["inner", "link", "link-to-link", "loop"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn devices_are_written_to_and_read_as_they_are() {
        assert_eq!(
            write_whole(Path::new("/dev/full"), b"x").unwrap_err().to_string(),
            r#"the disk is full: "/dev/full" was not written"#
        );
        write_whole(Path::new("/dev/null"), b"x").unwrap();
        assert_eq!(read_story(Path::new("/dev/null")).unwrap(), b"");
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
        // A folder no one can write into, not even root.
        assert!(write_whole(Path::new("/proc/plotlanes.png"), b"x").is_err());
    }
}
