//! The README is true: its example loads, its commands run, and the files it names exist.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use plotlanes::state::command::listed;
use plotlanes::story::Story;
use plotlanes::story::compile::compile;

const README: &str = include_str!("../README.md");

/// The fenced blocks in a language.
fn blocks(language: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut open: Option<(bool, String)> = None;
    for line in README.lines() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(of), None) => open = Some((of == language, String::new())),
            (Some(_), Some(_)) => blocks.extend(open.take().filter(|(wanted, _)| *wanted).map(|(_, text)| text)),
            (None, Some((_, text))) => text.extend([line, "\n"]),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block is never closed");
    blocks
}

fn example() -> String {
    blocks("json").remove(0)
}

/// The story of an example, without a mistake or a note.
fn story(example: &str) -> Story {
    let (story, notes) = compile(example.as_bytes()).faultless().unwrap_or_else(|problems| panic!("{problems:#?}"));
    assert!(notes.is_empty(), "{notes:#?}");
    story
}

#[test]
fn the_example_works_when_pasted() {
    let example = example();
    assert_eq!(example.lines().count(), 10, "{example}");
    let story = story(&example);
    let [ride, dinner, letter] = story.events.iter().collect::<Vec<_>>()[..] else { panic!("{:#?}", story.events) };
    assert!(ride.placed.start() <= dinner.placed.start() && dinner.placed.end() <= ride.placed.end());
    assert!(letter.placed.start() > ride.placed.end());
}

/// The calendars of the examples, against what is computed by hand.
#[test]
fn the_calendars_count_as_the_readme_says() {
    let [_, road, fall] = &blocks("json")[..] else { panic!("the README has three examples") };
    let (road, fall) = (story(road), story(fall));
    let moment = |story: &Story, text: &str| story.time.calendar().parse(text).expect(text).first;
    let days = |story: &Story, from: &str, to: &str| {
        let day = story.time.clock().expect("a clock").unit;
        (moment(story, to).0 - moment(story, from).0) as f64 / day as f64
    };
    let check = |story: &Story, from: &str, to: &str, expect: f64| {
        assert!((days(story, from, to) - expect).abs() < 1e-9, "{from} to {to}: {}", days(story, from, to));
    };
    // 18 days to the end of Mirtul, Kythorn, Flamerule, Midsummer, Shieldmeet in a leap year, and the first of Eleasis.
    check(&road, "12 Mirtul 1492 DR", "1 Eleasis 1492 DR", 18.0 + 30.0 + 30.0 + 1.0 + 1.0 + 1.0);
    check(&road, "12 Mirtul 1491 DR", "1 Eleasis 1491 DR", 80.0);
    check(&road, "1491 DR", "1492 DR", 365.0);
    check(&road, "1492 DR", "1493 DR", 366.0);
    // 1,491 years, of which 372 are leap years.
    check(&road, "1 DR", "1492 DR", 1491.0 * 365.0 + 372.0);
    check(&fall, "93 Dun 1 BF", "1 Aun 1 AF", 1.0);
    check(&fall, "93 Dun 500 AF", "1 Aun 1 R", 1.0);
    check(&fall, "90 Cor 500 AF", "1 Dun 500 AF", 2.0);
    check(&fall, "90 Cor 499 AF", "1 Dun 499 AF", 1.0);
    // The year before year 1 is the seventh of its cycle, so a leap year. Seven years have 7 times 364 days and 2 more.
    check(&fall, "1 BF", "1 AF", 365.0);
    check(&fall, "7 BF", "1 AF", 7.0 * 364.0 + 2.0);
    // 500 years are 71 cycles, and 3 years of which the last is a leap year.
    check(&fall, "1 AF", "1 R", 71.0 * 2550.0 + 3.0 * 364.0 + 1.0);
    check(&fall, "1 Aun 1 R", "1 Aun 1 R, 05:00", 0.25);
    let weekday =
        |story: &Story, text: &str| story.time.calendar().weekday(moment(story, text)).unwrap_or("none").to_owned();
    assert_eq!(weekday(&road, "12 Mirtul 1492 DR"), "Second");
    assert_eq!(weekday(&road, "12 Mirtul 1491 DR"), "Second");
    assert_eq!(weekday(&road, "Midsummer 1492 DR"), "none");
    assert_eq!(weekday(&fall, "1 Aun 1 R"), "Ash");
    assert_eq!(weekday(&fall, "93 Dun 500 AF"), "Fir");
    // 364 days later, which are 72 weeks and 4 days.
    assert_eq!(weekday(&fall, "1 Aun 2 R"), "Fir");
    // What lasts two weeks lasts twenty days.
    let earliest = |story: &Story, id: &str| story.events.iter().find(|event| event.id == id).expect(id).earliest;
    assert_eq!(earliest(&road, "road").end(), moment(&road, "4 Kythorn 1492 DR"));
    assert_eq!(earliest(&fall, "return").start(), moment(&fall, "501-01-01, 08:30"));
}

#[test]
fn the_commands_run() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("story.json"), example()).expect("the example as a file");
    let edits = r#"[{"do": "set", "event": "dinner", "field": "title", "value": "Dinner"}]"#;
    fs::write(folder.path().join("edits.json"), edits).expect("edits");
    fs::create_dir_all(folder.path().join("assets/readme")).expect("a folder for the picture");
    // Any font will do.
    let inter = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/fonts/Inter-Regular.otf");
    fs::copy(inter, folder.path().join("NotoSansHebrew-Regular.ttf")).expect("a font");
    let mut run = 0;
    for line in blocks("sh").iter().flat_map(|block| block.lines()) {
        let words: Vec<&str> = line.split_whitespace().take_while(|word| *word != ">").collect();
        match &words[..] {
            // CI runs these.
            ["cargo", "run", "--release"]
            | ["cargo", "test"]
            | ["rustup", "target", "add", "wasm32-unknown-unknown"] => {}
            ["cargo", "web", "serve" | "build"] => {
                assert!(include_str!("../.cargo/config.toml").contains("\nweb = "), "{line}");
            }
            ["plotlanes", story] => assert!(folder.path().join(story).exists(), "{line}"),
            ["plotlanes", arguments @ ..] => {
                let program =
                    Command::new(env!("CARGO_BIN_EXE_plotlanes")).args(arguments).current_dir(&folder).output();
                let output = program.expect("the program starts");
                assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
                if let Some(at) = words.iter().position(|word| *word == "-o") {
                    assert!(folder.path().join(words[at + 1]).exists(), "{line} wrote nothing");
                }
                run += 1;
            }
            _ => panic!("nobody checks this command: {line}"),
        }
    }
    assert!(run >= 5, "only {run} commands");
    let picture = "assets/readme/first-view.png";
    let made = fs::read(folder.path().join(picture)).expect("the README's command makes its picture");
    let kept = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(picture)).expect("the picture");
    assert!(made == kept, "the README's picture is out of date: run its command and look at the picture");
}

#[test]
fn every_command_is_named() {
    let program = Command::new(env!("CARGO_BIN_EXE_plotlanes")).arg("--help").output();
    let help = String::from_utf8(program.expect("the program starts").stdout).expect("words");
    let commands =
        help.split("Commands:").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("a list of commands");
    let commands = commands.lines().filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    let named: Vec<&str> = commands.collect();
    assert!(named.len() >= 5, "{named:?}");
    for command in named {
        let row = README.lines().any(|line| line.starts_with(&format!("| `{command}` |")));
        assert!(row, "the README has no row for {command}");
    }
}

/// The names in the README for the keys of the command list.
const SIGNS: [(&str, &str); 13] = [
    ("ArrowLeft", "←"),
    ("ArrowRight", "→"),
    ("ArrowUp", "↑"),
    ("ArrowDown", "↓"),
    ("Plus", "+"),
    ("Minus", "-"),
    ("Slash", "/"),
    ("Questionmark", "?"),
    ("Escape", "Esc"),
    ("OpenBracket", "["),
    ("CloseBracket", "]"),
    ("Comma", ","),
    ("Period", "."),
];

#[test]
fn every_key_in_the_table_does_something() {
    let keys: BTreeSet<String> = listed()
        .iter()
        .flat_map(|row| row.keys.split(' '))
        .map(|keys| SIGNS.iter().fold(keys.to_owned(), |keys, (name, sign)| keys.replace(name, sign)))
        .collect();
    let table = README.lines().skip_while(|line| !line.starts_with("| gesture or key")).skip(2);
    let cells = table.take_while(|line| line.starts_with('|')).filter_map(|line| line.split('|').nth(1));
    let words = cells.flat_map(|cell| cell.split([' ', ',', '`']).filter(|word| !word.is_empty()));
    let is_key = |word: &&str| {
        let last = word.rsplit('+').next().unwrap_or_default();
        let single = last.chars().count() == 1 && last != "a";
        *word == "+" || single || ["Esc", "F5"].contains(&last)
    };
    let named: Vec<&str> = words.filter(is_key).collect();
    assert!(named.len() > 20, "{named:?}");
    for key in named {
        assert!(keys.contains(key), "the README names the key {key}, which does nothing");
    }
}

#[test]
fn everything_it_points_at_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let linked = README.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let local: Vec<&str> = linked.filter(|link| !link.starts_with("https://")).collect();
    let (headings, local): (Vec<&str>, Vec<&str>) = local.into_iter().partition(|link| link.starts_with('#'));
    for link in headings {
        let is_it = |line: &str| line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-") == link[1..];
        assert!(README.lines().filter(|line| line.starts_with('#')).any(is_it), "there is no heading {link}");
    }
    assert!(local.iter().any(|link| link.starts_with("assets/readme/")), "no picture");
    let quoted = README.split('`').skip(1).step_by(2).filter(|word| {
        let folder = word.split('/').next().unwrap_or_default();
        word.contains('/') && ["src", "data", "tests", "assets", ".ci"].contains(&folder)
    });
    for path in local.into_iter().chain(quoted) {
        assert!(root.join(path).exists(), "{path} is not there");
    }
}
