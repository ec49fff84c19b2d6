//! `plotlanes export`.

use std::fs;

use super::{BROKEN, DAY, Folder, run, run_unread, run_with_input};

/// The width and height in the header of a PNG.
#[track_caller]
pub(super) fn size(png: &[u8]) -> [u32; 2] {
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"), "{:?}", png.get(..8));
    [16, 20].map(|at| u32::from_be_bytes(png[at..at + 4].try_into().unwrap()))
}

/// The PNG of [`DAY`] with these further arguments.
#[track_caller]
fn picture(args: &[&str]) -> Vec<u8> {
    let ran = run_with_input(&[&["export", "-", "-o", "-"], args].concat(), DAY);
    made(ran, args)
}

/// The PNG that was made; at most what it leaves out is said.
#[track_caller]
fn made(ran: super::Ran, args: &[&str]) -> Vec<u8> {
    let is_quiet = ran.err.is_empty() || ran.err.starts_with("plotlanes: the picture has only ");
    assert!(ran.code == Some(0) && is_quiet, "{args:?}: {}", ran.err);
    ran.out
}

/// Checks that these further arguments are refused for [`DAY`] with this message.
#[track_caller]
fn refused(args: &[&str], words: &str) {
    run_with_input(&[&["export", "-", "-o", "-"], args].concat(), DAY).said(2, &format!("plotlanes: {words}\n"));
}

#[test]
fn twice_gives_the_same_bytes() {
    let folder = Folder::with("day.json", DAY);
    let (first, second) = (folder.arg("first.png"), folder.arg("second.png"));
    for output in [&first, &second] {
        run(&["export", "-o", output]).said(0, &format!("wrote {output}, 1,280 × 800 pixels\n"));
    }
    let bytes = fs::read(first).unwrap();
    assert_eq!(size(&bytes), [1280, 800]);
    assert_eq!(bytes, fs::read(second).unwrap());
    assert_eq!(folder.names(), ["day.json", "first.png", "second.png"]);
}

#[test]
fn sizes_are_as_asked_for() {
    assert_eq!(size(&picture(&[])), [1280, 800]);
    assert_eq!(size(&picture(&["--width", "300", "--height", "200", "--scale", "1.5"])), [450, 300]);
    assert_eq!(size(&picture(&["--width", "1", "--height", "1"])), [1, 1]);
    assert_eq!(size(&picture(&["--width", "7", "--height", "3", "--scale", "0.25"])), [2, 1]);
}

#[test]
fn sizes_past_the_limits_are_refused() {
    let limits = "at most 16,384 pixels a side";
    let mend = "ask for a smaller --width, --height or --scale";
    let large = format!("a picture of 400,000 × 6,400 pixels is too large: {limits}; {mend}");
    refused(&["--width", "50000", "--scale", "8"], &large);
    refused(&["--width", "0"], "a picture must be at least 1 point wide and 1 point high");
    refused(&["--scale", "9"], "the scale must be between 0.25 and 8, not 9");
    refused(&["--scale", "NaN"], "the scale must be between 0.25 and 8, not NaN");
    for (flag, value) in [("--width", "wide"), ("--height", "1.5"), ("--scale", "big"), ("--width", "99999999999")] {
        let ran = run(&["export", "-o", "-", flag, value]);
        assert_eq!((ran.code, ran.text()), (Some(2), ""));
        assert!(ran.err.starts_with(&format!("plotlanes: invalid value '{value}' for '{flag}")), "{}", ran.err);
    }
}

#[test]
fn a_poster_is_as_large_as_its_titles_need() {
    let [width, height] = size(&picture(&["--poster", "--scale", "1"]));
    assert!(width >= 1280 && height > 0);
    assert_eq!(size(&picture(&["--poster"])), [2 * width, 2 * height], "twice the resolution by default");
    assert_eq!(size(&picture(&["--poster", "--width", "900"]))[0], 1800);
    assert_eq!(size(&picture(&["--poster", "--height", "600"])), [2 * width, 1200]);
    assert_eq!(size(&picture(&["--poster", "--scale", "3"])), [3 * width, 3 * height]);
    assert_ne!(picture(&["--poster", "--width", "1280", "--height", "800", "--scale", "1"]), picture(&[]));
    let ran = run(&["export", "-o", "-", "--poster", "--from", "morning"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("'--poster' cannot be used with '--from <EVENT>'"), "{}", ran.err);
}

#[test]
fn every_option_changes_the_picture() {
    let small = ["--width", "400", "--height", "200"];
    let with = |args: &[&str]| picture(&[&small, args].concat());
    let plain = with(&[]);
    assert_eq!(with(&["--theme", "dark", "--order", "happening", "--scale", "1"]), plain);
    let mut pictures = vec![plain];
    for args in [
        &["--theme", "light"][..],
        &["--select", "tide"],
        &["--from", "tide"],
        &["--to", "tide"],
        &["--from", "dawn", "--to", "dawn"],
    ] {
        pictures.push(with(args));
    }
    for (index, picture) in pictures.iter().enumerate() {
        assert!(!pictures[..index].contains(picture), "picture {index} is like one before it");
    }
}

#[test]
fn events_that_are_not_there_are_refused() {
    let unknown = "the story has no event \"dsuk\"; did you mean \"dusk\"?";
    for flag in ["--from", "--to", "--select"] {
        refused(&[flag, "dsuk"], &format!("{flag}: {unknown}"));
    }
    refused(&["--select", "zenith"], "--select: the story has no event \"zenith\"; `plotlanes inspect` lists them");
    let wrong = "--to \"dawn\" ends before --from \"dusk\" starts; exchange the two";
    refused(&["--from", "dusk", "--to", "dawn"], wrong);
    let ran = run(&["export", "-o", "-", "--order", "wishing"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("[possible values: happening, telling]"), "{}", ran.err);
}

#[test]
fn a_link_gives_the_picture_of_its_view() {
    let same = |link: &str, args: &[&str]| assert!(picture(&["--view", link]) == picture(args), "{link} as {args:?}");
    same("", &[]);
    same("event=tide", &["--select", "tide"]);
    same("#event=tide&theme=light", &["--select", "tide", "--theme", "light"]);
    same("https://example.org/plotlanes/?a=1#event=tide&order=happening", &["--select", "tide"]);
    // In ticks, a millionth of an hour each, with a fiftieth of the stretch as margin on both sides.
    same("window=6880000..13120000", &["--from", "tide", "--to", "tide"]);
    same("event=dusk&window=6880000..13120000", &["--from", "tide", "--to", "tide", "--select", "dusk"]);
    let with = |args: &[&str]| {
        picture(&[&["--view", "event=tide&window=0..9e6&folded=sky&search=dawn&theme=light"], args].concat())
    };
    assert!(with(&["--theme", "dark"]) != with(&[]), "the flag goes before the link");
    assert!(
        with(&["--poster"]) == picture(&["--poster", "--view", "event=tide&folded=sky&theme=light"]),
        "a poster shows the whole story, arranged as in the link and without its search"
    );
    assert!(with(&["--poster"]) != picture(&["--poster", "--select", "tide", "--theme", "light"]), "folded");
    let plain = picture(&[]);
    for link in ["thread=sea", "folded=sky", "search=dawn", "window=0..9e6", "theme=light"] {
        assert!(picture(&["--view", link]) != plain, "{link} changes nothing");
    }
}

#[test]
fn links_with_unreadable_parts_are_refused() {
    let check = |link: &str, words: &str| refused(&["--view", link], &format!("--view: {words}"));
    check("event=dsuk", "the story has no event \"dsuk\"; did you mean \"dusk\"?");
    check("thread=x", "the story has no thread \"x\"; `plotlanes inspect` lists them");
    check("place=x", "the story has no place \"x\"; use the id of one in its places");
    check("window=3", "\"window\": not two numbers such as 3..12");
    check("https://example.org/#evnt=dusk", "\"evnt\": no part of a view; did you mean \"event\"?");
    let two =
        "\"theme\": none of dark, light\nplotlanes: --view: the story has no thread \"ska\"; did you mean \"sky\"?";
    check("theme=plaid&folded=sea,ska", two);
    for flag in ["--from", "--to", "--select"] {
        let ran = run(&["export", "-o", "-", "--view", "event=city", flag, "city"]);
        assert_eq!(ran.code, Some(2));
        assert!(ran.err.contains("'--view <LINK>' cannot be used with"), "{}", ran.err);
    }
}

#[test]
fn broken_stories_give_a_picture_of_the_rest() {
    let folder = Folder::with("broken.json", BROKEN);
    let (story, output) = (folder.arg("broken.json"), folder.arg("out.png"));
    let ran = run(&["export", &story, "-o", &output]);
    assert_eq!((ran.code, ran.text()), (Some(1), ""));
    assert!(ran.err.starts_with(&format!("{story}:4:46 events[0].thread: unknown thread")), "{}", ran.err);
    let last = format!("\n{story}: 2 errors\nwrote {output}, 1,280 × 800 pixels\n");
    assert!(ran.err.ends_with(&last), "{}", ran.err);
    assert_eq!(size(&fs::read(&output).unwrap()), [1280, 800]);
    fs::remove_file(&output).unwrap();
    let ran = run_with_input(&["export", "-", "-o", &output], "{");
    assert_eq!((ran.code, ran.text()), (Some(2), ""));
    assert!(ran.err.ends_with("\nstandard input: 1 error\n"), "{}", ran.err);
    assert_eq!(folder.names(), ["broken.json"]);
    run(&["export", "nowhere/at/all", "-o", &output]).said(2, "plotlanes: there is no file \"nowhere/at/all\"\n");
}

#[test]
fn empty_stories_give_empty_pictures() {
    let thread = r#"{ "id": "t", "title": "Alone" }"#;
    for threads in ["", thread] {
        for kind in ["order", "number", "date"] {
            let story = format!(
                r#"{{ "plotlanes": 1, "title": "Nothing yet", "time": {{ "kind": "{kind}" }}, "threads": [{threads}],
                "characters": [{{ "id": "kira", "name": "Kira" }}], "events": [] }}"#
            );
            for further in [
                &[][..],
                &["--poster"],
                &["--order", "telling"],
                &["--lanes", "character"],
                &["--lanes", "place"],
                &["--lanes", "tag"],
                &["--charts", "pacing"],
                &["--charts", "stage"],
                &["--charts", "curve"],
                &["--charts", "presence"],
                &["--paths", "kira"],
            ] {
                let ran = run_with_input(&[&["export", "-", "-o", "-", "--scale", "0.25"], further].concat(), &story);
                assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{kind} {threads} {further:?}");
                size(&ran.out);
            }
        }
    }
}

#[test]
fn a_failed_write_keeps_the_old_file() {
    let folder = Folder::with("old.png", "old");
    let old = folder.arg("old.png");
    let protect = |readonly| {
        let mut permissions = fs::metadata(&old).unwrap().permissions();
        permissions.set_readonly(readonly);
        fs::set_permissions(&old, permissions).unwrap();
    };
    protect(true);
    run(&["export", "-o", &old]).said(2, &format!("plotlanes: \"{old}\" is write-protected\n"));
    assert_eq!((fs::read(&old).unwrap(), folder.names()), (b"old".to_vec(), vec!["old.png".to_owned()]));
    // Windows does not delete protected files.
    protect(false);

    let nowhere = folder.path("nowhere");
    let in_nowhere = nowhere.join("out.png");
    let reason = format!("plotlanes: there is no folder \"{}\"\n", nowhere.display());
    run(&["export", "-o", in_nowhere.to_str().unwrap()]).said(2, &reason);
    let a_folder = folder.arg(".");
    run(&["export", "-o", &a_folder]).said(2, &format!("plotlanes: \"{a_folder}\" is a folder; name a file in it\n"));
    run(&["export", "-o", &old, "--select", "nobody"]);
    assert_eq!(fs::read(&old).unwrap(), b"old");

    run(&["export", "-o", &old]).said(0, &format!("wrote {old}, 1,280 × 800 pixels\n"));
    assert_eq!(size(&fs::read(&old).unwrap()), [1280, 800]);
}

#[test]
fn a_story_is_never_replaced_by_its_picture() {
    let folder = Folder::with("story", DAY);
    let story = folder.arg("story");
    let reason = format!("plotlanes: \"{story}\" is the story; give the picture another name\n");
    run(&["export", &story, "-o", &story]).said(2, &reason);
    let (json, png) = (folder.arg("story.json"), folder.arg("story.png"));
    let reason =
        format!("plotlanes: pictures are written as PNG only; name the file \"{png}\" instead of \"{json}\"\n");
    run(&["export", &story, "-o", &json]).said(2, &reason);
    assert_eq!(fs::read_to_string(story).unwrap(), DAY);
    assert_eq!(folder.names(), ["story"]);
}

#[test]
fn a_closed_pipe_is_quiet() {
    run_unread(&["export", "-o", "-"]).said(0, "");
}

/// The PNG of the embedded episode, small.
#[track_caller]
fn episode(args: &[&str]) -> Vec<u8> {
    made(run(&[&["export", "-o", "-", "--width", "700", "--height", "400"], args].concat()), args)
}

#[test]
fn an_arrangement_is_in_the_picture_and_a_link_gives_the_same() {
    let mut pictures = vec![episode(&[])];
    for (args, link) in [
        (&["--order", "telling"][..], "order=telling"),
        (&["--lanes", "place"], "lanes=place"),
        (&["--lanes", "character"], "lanes=character"),
        (&["--lanes", "group"], "lanes=group"),
        (&["--lanes", "tag"], "lanes=tag"),
        (&["--paths", "kira"], "paths=kira"),
        (&["--paths", "Kira Nerys,odo"], "paths=kira,odo"),
        (&["--filter", "cast:garak"], "filter=cast%3Agarak"),
        (&["--filter", "cast:garak", "--hide"], "filter=cast%3Agarak&filtered=hidden"),
        (&["--charts"], "chart=pacing"),
        (&["--charts", "stage"], "chart=stage"),
        (&["--charts", "curve"], "chart=curve"),
        (&["--charts", "presence"], "chart=presence"),
    ] {
        let made = episode(args);
        assert!(made == episode(&["--view", link]), "{args:?} is {link}");
        assert!(!pictures.contains(&made), "{args:?} changes nothing");
        pictures.push(made);
    }
    // An option takes precedence over the link.
    assert!(episode(&["--view", "order=telling", "--order", "happening"]) == pictures[0]);
}

#[test]
fn a_poster_shows_every_character_in_its_presence_chart() {
    let height = |chart: &str| size(&run(&["export", "-o", "-", "--poster", "--charts", chart]).out)[1];
    let [pacing, presence] = ["pacing", "presence"].map(height);
    assert!(presence > pacing + 500, "35 characters: {presence} and {pacing}");
}

#[test]
fn impossible_arrangements_are_refused() {
    let check = |args: &[&str], words: &str| {
        let ran = run(&[&["export", "-o", "-"], args].concat());
        assert_eq!((ran.code, ran.err), (Some(2), format!("plotlanes: {words}\n")), "{args:?}");
    };
    check(&["--paths", "kirra"], "--paths: the story has no character \"kirra\"; did you mean \"kira\"?");
    check(&["--filter", "tribble"], "--filter: nothing in the story matches \"tribble\"; ask for less");
}

/// A process that writes the largest possible picture of the episode into a folder.
#[cfg(unix)]
fn writing(folder: &Folder) -> std::process::Child {
    let args = ["export", "--width", "2048", "--height", "2048", "--scale", "8", "-o", &folder.arg("large.png")];
    super::command(&args).stderr(std::process::Stdio::piped()).spawn().unwrap()
}

#[cfg(unix)]
#[test]
fn an_interrupted_export_keeps_the_old_file() {
    let folder = Folder::with("large.png", "old");
    let child = writing(&folder);
    while folder.names().len() < 2 {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let kill = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(kill.unwrap().success());
    let output = child.wait_with_output().unwrap();
    let words = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), words.as_str()), (Some(130), "plotlanes: interrupted; nothing was written\n"));
    assert_eq!(folder.names(), ["large.png"]);
    assert_eq!(fs::read(folder.path("large.png")).unwrap(), b"old");
}

/// The peak memory of a process so far, in MiB.
#[cfg(target_os = "linux")]
fn peak(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<u64>().ok()? / 1024)
}

#[cfg(target_os = "linux")]
#[test]
fn the_memory_of_the_largest_picture_is_that_of_a_few_bands() {
    let folder = Folder::with("old", "");
    let mut child = writing(&folder);
    let mut most = 0;
    // Some of the 128 bands are enough: the others reuse their memory.
    let since = std::time::Instant::now();
    while child.try_wait().unwrap().is_none() && since.elapsed() < std::time::Duration::from_secs(4) {
        most = peak(child.id()).unwrap_or_default().max(most);
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let _ = child.kill();
    child.wait().unwrap();
    assert!((20..300).contains(&most), "{most} MiB; its pixels alone are 1024");
}
