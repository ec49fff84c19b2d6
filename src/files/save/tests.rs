use std::time::{Duration, SystemTime};

use super::*;
use crate::files::read_story_with_fingerprint;

/// A folder with the file `novel.json`, and the state in which it was read.
fn read() -> (tempfile::TempDir, PathBuf, Fingerprint) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("novel.json");
    fs::write(&path, "old").unwrap();
    let print = print(&path);
    (folder, path, print)
}

fn print(path: &Path) -> Fingerprint {
    read_story_with_fingerprint(path).unwrap().1.unwrap()
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The error's words without the folder's path.
fn words(folder: &Path, error: &SaveError) -> String {
    error.to_string().replace(&format!("{}/", folder.display()), "").replace(&folder.display().to_string(), "FOLDER")
}

#[test]
fn one_save_follows_another() {
    let (folder, path, mut known) = read();
    for text in ["new", "", "longer than before", "same length as now", "another as long. !"] {
        known = save(&path, text.as_bytes(), Some(&known)).unwrap();
        assert_eq!(self::text(&path), text);
        assert_eq!(known.stamp, print(&path).stamp);
    }
    assert_eq!(names(folder.path()), ["novel.json"]);
}

#[test]
fn a_file_that_changed_is_not_overwritten() {
    type Change<'a> = (&'a str, &'a dyn Fn(&Path));
    let changes: [Change<'_>; 4] = [
        ("longer", &|path| fs::write(path, "theirs").unwrap()),
        ("as long", &|path| fs::write(path, "odd").unwrap()),
        ("replaced", &|path| {
            fs::write(path.with_extension("new"), "theirs").unwrap();
            fs::rename(path.with_extension("new"), path).unwrap();
        }),
        ("long ago", &|path| {
            fs::write(path, "odd").unwrap();
            let hour = SystemTime::now() - Duration::from_hours(1);
            File::options().write(true).open(path).unwrap().set_modified(hour).unwrap();
        }),
    ];
    for (what, change) in changes {
        let (folder, path, known) = read();
        change(&path);
        let theirs = text(&path);
        let error = save(&path, b"mine", Some(&known)).unwrap_err();
        let expect = "\"novel.json\" was changed by another program meanwhile and was not overwritten; \
                      read it again, or save under another name";
        assert_eq!(words(folder.path(), &error), expect, "{what}");
        assert_eq!((text(&path), names(folder.path())), (theirs, vec!["novel.json".to_owned()]), "{what}");
        save(&path, b"mine", None).unwrap();
        assert_eq!(text(&path), "mine", "{what}: without a known state it is meant");
    }
}

#[test]
fn a_file_of_long_ago_is_known_by_its_stamp() {
    let (_folder, path, _) = read();
    let hour = SystemTime::now() - Duration::from_hours(1);
    File::options().write(true).open(&path).unwrap().set_modified(hour).unwrap();
    let known = print(&path);
    assert_eq!(known.contents, None);
    fs::write(&path, "odd").unwrap();
    assert!(matches!(save(&path, b"mine", Some(&known)), Err(SaveError::ChangedOutside(_))));
    let known = print(&path);
    save(&path, b"mine", Some(&known)).unwrap();
}

#[test]
fn a_file_with_the_same_contents_has_not_changed() {
    let (_folder, path, known) = read();
    fs::write(&path, "old").unwrap();
    save(&path, b"mine", Some(&known)).unwrap();
    assert_eq!(text(&path), "mine");
}

#[test]
fn a_file_that_is_gone_is_written_anew() {
    let (folder, path, known) = read();
    fs::remove_file(&path).unwrap();
    save(&path, b"mine", Some(&known)).unwrap();
    assert_eq!((text(&path), names(folder.path())), ("mine".to_owned(), vec!["novel.json".to_owned()]));
}

#[test]
fn errors_say_what_where_and_what_to_do() {
    let (folder, path, known) = read();
    let check = |path: &Path, expect: &str| {
        assert_eq!(words(folder.path(), &save(path, b"mine", Some(&known)).unwrap_err()), expect);
    };
    let gone = |name| format!("there is no folder \"{name}\"; save under another name, or bring the folder back");
    check(&folder.path().join("gone/novel.json"), &gone("gone"));
    check(&folder.path().join("novel.json/novel.json"), &gone("novel.json"));
    check(&folder.path().join("gone/"), &gone("gone/"));
    check(folder.path(), "\"FOLDER\" could not be saved: it is a folder; save under another name");
    check(Path::new(""), "\"\" could not be saved: this names no file; save under another name");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    check(&path, "\"novel.json\" is write-protected; save under another name, or allow writing to it");
    assert_eq!((text(&path), names(folder.path())), ("old".to_owned(), vec!["novel.json".to_owned()]));
}

#[test]
fn a_file_is_written_in_place_where_its_folder_takes_no_other() {
    let (folder, path, mut known) = read();
    for text in ["longer than before", "short"] {
        known = in_place(&path, text.as_bytes(), Some(&known)).unwrap();
        assert_eq!(self::text(&path), text);
        assert_eq!(known.stamp, print(&path).stamp);
    }
    fs::write(&path, "theirs").unwrap();
    assert!(matches!(in_place(&path, b"mine", Some(&known)), Err(SaveError::ChangedOutside(_))));
    assert_eq!((text(&path), names(folder.path())), ("theirs".to_owned(), vec!["novel.json".to_owned()]));
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    use super::*;

    #[test]
    fn permissions_and_links_stay() {
        let (folder, path, _) = read();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let link = folder.path().join("link.json");
        symlink("novel.json", &link).unwrap();
        let known = print(&link);
        let known = save(&link, b"mine", Some(&known)).unwrap();
        assert_eq!(text(&path), "mine");
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o640);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        fs::remove_file(&path).unwrap();
        save(&link, b"again", Some(&known)).unwrap();
        assert_eq!(text(&path), "again", "the link was dangling");
    }

    /// Not for root, who may write into any folder.
    #[test]
    fn a_folder_that_takes_no_new_file_keeps_no_story_from_being_saved() {
        let (folder, path, known) = read();
        let set = |mode| fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).unwrap();
        set(0o555);
        if File::create(folder.path().join("probe")).is_ok() {
            return;
        }
        let inode = fs::metadata(&path).unwrap().ino();
        save(&path, b"mine", Some(&known)).unwrap();
        assert_eq!((text(&path), fs::metadata(&path).unwrap().ino()), ("mine".to_owned(), inode));
        let error = save(&folder.path().join("new.json"), b"mine", None).unwrap_err();
        let expect = "\"FOLDER\" is write-protected; save under another name, or allow writing to it";
        assert_eq!(words(folder.path(), &error), expect);
        set(0o755);
        assert_eq!(names(folder.path()), ["novel.json"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_told() {
        let expect = "the disk is full and \"/dev/full\" was not saved; make some room, or save to another disk";
        assert_eq!(save(Path::new("/dev/full"), b"mine", None).unwrap_err().to_string(), expect);
        save(Path::new("/dev/null"), b"mine", None).unwrap();
    }
}
