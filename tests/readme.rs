//! The README keeps its word: its example loads, its commands run, and what it points at is there.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use plotlanes::state::command::listed;

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
    let mut blocks = blocks("json");
    assert_eq!(blocks.len(), 1, "the README has one example");
    blocks.remove(0)
}

#[test]
fn the_example_works_when_pasted() {
    let example = example();
    assert_eq!(example.lines().count(), 10, "{example}");
    let (story, notes) = plotlanes::story::compile::compile(example.as_bytes()).faultless().expect("the example loads");
    assert!(notes.is_empty(), "{notes:#?}");
    let [ride, dinner, letter] = story.events.iter().collect::<Vec<_>>()[..] else { panic!("{:#?}", story.events) };
    assert!(ride.placed.start() <= dinner.placed.start() && dinner.placed.end() <= ride.placed.end());
    assert!(letter.placed.start() > ride.placed.end());
}

#[test]
fn the_commands_run() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("story.json"), example()).expect("the example as a file");
    fs::create_dir_all(folder.path().join("assets/readme")).expect("a folder for the picture");
    let mut run = 0;
    for line in blocks("sh").iter().flat_map(|block| block.lines()) {
        let words: Vec<&str> = line.split_whitespace().take_while(|word| *word != ">").collect();
        match &words[..] {
            // CI does these.
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
fn every_command_and_flag_is_told() {
    let help = |arguments: &[&str]| {
        let program = Command::new(env!("CARGO_BIN_EXE_plotlanes")).args(arguments).arg("--help").output();
        String::from_utf8(program.expect("the program starts").stdout).expect("words")
    };
    let first_word = |line: &str| line.split_whitespace().next().map(str::to_owned);
    let top = help(&[]);
    let commands =
        top.split("Commands:").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("a list of commands");
    for command in commands.lines().filter_map(first_word).filter(|command| command != "help") {
        let row = README.lines().find(|line| line.starts_with(&format!("| `{command}` |")));
        let row = row.unwrap_or_else(|| panic!("the README has no row for {command}"));
        let text = help(&[&command]);
        let flags: BTreeSet<&str> = text
            .lines()
            .filter(|line| line.trim_start().starts_with('-'))
            .filter_map(|line| line.split([' ', ',']).find(|word| word.starts_with("--")))
            .filter(|flag| !["--help", "--version", "--output"].contains(flag))
            .collect();
        for flag in flags {
            assert!(row.contains(flag), "the README's row for {command} does not tell of {flag}");
        }
        let told = row.split(['`', ' ']).filter(|word| word.starts_with("--"));
        for flag in told {
            assert!(text.contains(flag), "{command} has no {flag}");
        }
    }
}

#[test]
fn every_key_is_told() {
    let table: String = README.lines().filter(|line| line.starts_with("| ")).collect();
    for row in listed().iter().filter(|row| !row.keys.is_empty()) {
        let told = row.keys.split(' ').any(|keys| {
            let printed = [
                ("ArrowLeft", "`←`"),
                ("ArrowRight", "`→`"),
                ("ArrowUp", "`↑`"),
                ("ArrowDown", "`↓`"),
                ("Plus", "`+`"),
                ("Minus", "`-`"),
                ("Slash", "`/`"),
                ("Questionmark", "`?`"),
                ("Escape", "Esc"),
                ("OpenBracket", "`[`"),
                ("CloseBracket", "`]`"),
                ("Comma", "`,`"),
                ("Period", "`.`"),
            ];
            let printed = printed.into_iter().fold(keys.to_owned(), |keys, (name, sign)| keys.replace(name, sign));
            let printed = if printed.chars().count() == 1 { format!("`{printed}`") } else { printed };
            table.contains(&printed)
        });
        assert!(told, "the README does not tell of {} ({})", row.keys, row.title);
    }
}

#[test]
fn everything_it_points_at_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let linked = README.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let local: Vec<&str> = linked.filter(|link| !link.starts_with("https://")).collect();
    assert!(local.iter().any(|link| link.starts_with("assets/readme/")), "no picture");
    let quoted = README.split('`').skip(1).step_by(2).filter(|word| {
        let folder = word.split('/').next().unwrap_or_default();
        word.contains('/') && ["src", "data", "tests", "assets", ".ci"].contains(&folder)
    });
    for path in local.into_iter().chain(quoted) {
        assert!(root.join(path).exists(), "{path} is not there");
    }
}
