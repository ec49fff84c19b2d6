//! Letters of every script: fonts that are named, fonts of the system, and letters that no font has.
//!
//! Most of it needs no font but the bundled one and a [tiny] one made on the spot. What needs the fonts of Debian's
//! packages `fonts-noto-core`, `fonts-noto-cjk` and `fonts-noto-color-emoji` is ignored elsewhere: where they are
//! installed, as in CI, `cargo test --test scripts -- --include-ignored` runs it.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

mod installed;
mod metrics;
mod named;
mod tiny;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use plotlanes::files::fonts::FontFiles;
use plotlanes::story::Story;
use plotlanes::story::compile::compile;
use plotlanes::story::letters::{Letters, Texts};
use plotlanes::theme::Choice;

/// A story with an event of each title.
fn story_text(titles: &[&str]) -> String {
    let events: Vec<serde_json::Value> = titles
        .iter()
        .enumerate()
        .map(|(at, title)| serde_json::json!({ "id": format!("e{at}"), "title": title, "thread": "t" }))
        .collect();
    let threads = serde_json::json!([{ "id": "t", "title": "Thread" }]);
    serde_json::json!({ "plotlanes": 1, "title": "Letters", "threads": threads, "events": events }).to_string()
}

fn story(titles: &[&str]) -> Story {
    compile(story_text(titles).as_bytes()).faultless().unwrap().0
}

fn choose(files: &FontFiles, titles: &[&str]) -> Choice {
    files.choose(&Letters::of(&story(titles), Texts::Labels))
}

/// A folder with a story of these titles, and fonts.
struct Folder(tempfile::TempDir);

impl Folder {
    fn with(titles: &[&str]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        folder.write("story.json", story_text(titles).as_bytes());
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        std::fs::write(self.path(name), bytes).unwrap();
        self.path(name)
    }

    /// Runs the program in it. Returns the exit code, standard output and standard error.
    fn run(&self, args: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_plotlanes"));
        let output = command.args(args).current_dir(self.0.path()).stdin(Stdio::null()).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let (out, err) = (text(output.stdout), text(output.stderr));
        assert!(!err.contains("panicked"), "{err}");
        (output.status.code().unwrap(), out, err)
    }

    /// The picture of the story with these arguments, and what was said of it.
    #[track_caller]
    fn picture(&self, args: &[&str]) -> (Vec<u8>, String) {
        let base = ["export", "story.json", "-o", "out.png", "--width", "700", "--height", "300"];
        let (code, _, err) = self.run(&[&base, args].concat());
        assert_eq!(code, 0, "{err}");
        (std::fs::read(self.path("out.png")).unwrap(), err)
    }
}

/// The pixels of a picture, and its text of this keyword.
fn read_png(bytes: &[u8], keyword: &str) -> (Vec<u8>, Option<String>) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    let info = reader.info();
    let plain = info.uncompressed_latin1_text.iter().map(|text| (text.keyword.clone(), text.text.clone()));
    let other = info.utf8_text.iter().map(|text| (text.keyword.clone(), text.get_text().unwrap()));
    let text = plain.chain(other).find(|(known, _)| known == keyword).map(|(_, text)| text);
    (pixels, text)
}

fn file_name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}
