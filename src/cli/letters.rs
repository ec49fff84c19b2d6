//! The letters that no font has: found for a story, and told on standard error with what helps.

use serde::Serialize;
use unicode_script::{Script, UnicodeScript};

use super::args::FontArgs;
use super::outcome::{Failure, counted, to_stderr};
use crate::files::fonts::FontFiles;
use crate::story::Story;
use crate::story::letters::{Letters, Texts, count_texts};
use crate::story::problem::quoted;
use crate::theme::{Choice, Fonts};

/// The fonts for a story, and the letters that none of them has.
pub(super) struct Lettered {
    pub(super) fonts: Fonts,
    pub(super) lacking: Vec<Lacking>,
    /// Whether fonts of the system were left out.
    is_bundled_only: bool,
}

/// The letters of a script that no font has. A part of the output of `check --format json`.
#[derive(Debug, Serialize)]
pub(super) struct Lacking {
    /// The name of the script; `Symbols` for signs of no script.
    script: &'static str,
    /// Code points and ranges of them: `U+0E01`, `U+0E14–U+0E19`.
    letters: Vec<String>,
    /// The number of texts with any of them.
    texts: usize,
    /// The title or name of the first thing with any of them.
    example: String,
    /// What to do.
    help: String,
}

/// Finds fonts for these texts of a story. Reads no font of the system if the bundled font has all letters.
pub(super) fn fonts_for(story: &Story, texts: Texts, args: &FontArgs) -> Result<Lettered, Failure> {
    let files = FontFiles::named(&args.named, !args.bundled_fonts_only);
    let files = files.map_err(|error| Failure::Refused(format!("--font: {error}")))?;
    let letters = Letters::of(story, texts);
    let Choice { fonts, lacking } = files.choose(&letters);
    let lacking = by_script(&lacking).into_iter().map(|(script, lacking)| {
        let example =
            letters.iter().find(|(letter, _)| lacking.contains(letter)).map(|(_, usage)| usage.example.clone());
        Lacking {
            script: name(script),
            letters: ranges(&lacking),
            texts: count_texts(story, texts, |letter| lacking.binary_search(&letter).is_ok()),
            example: example.unwrap_or_default(),
            help: help(script, args.bundled_fonts_only),
        }
    });
    Ok(Lettered { fonts, lacking: lacking.collect(), is_bundled_only: args.bundled_fonts_only })
}

impl Lettered {
    /// Tells on standard error which letters have no font.
    pub(super) fn tell(&self) {
        for Lacking { script, letters, texts, example, help } in &self.lacking {
            let which = if self.is_bundled_only { "no bundled or named font has" } else { "no font has" };
            let (letters, texts) = (listed(letters), counted(*texts, "text"));
            to_stderr(&format!(
                "plotlanes: {which} letters of {script} ({letters}), in {texts} such as {}; boxes stand for them: {help}",
                quoted(example)
            ));
        }
    }
}

/// The letters of each script, in the order of Unicode.
fn by_script(letters: &[char]) -> Vec<(Script, Vec<char>)> {
    let mut scripts: Vec<(Script, Vec<char>)> = Vec::new();
    for &letter in letters {
        let script = match letter.script() {
            Script::Inherited | Script::Unknown => Script::Common,
            script => script,
        };
        match scripts.iter_mut().find(|(known, _)| *known == script) {
            Some((_, known)) => known.push(letter),
            None => scripts.push((script, vec![letter])),
        }
    }
    scripts
}

fn name(script: Script) -> &'static str {
    match script {
        Script::Common => "Symbols",
        Script::Han => "Chinese",
        script => script.full_name(),
    }
}

/// Letters as code points, with consecutive ones as a range.
fn ranges(letters: &[char]) -> Vec<String> {
    let follows = |a: &char, b: &char| u32::from(*a) + 1 == u32::from(*b);
    let code = |letter: char| format!("U+{:04X}", u32::from(letter));
    let range = |run: &[char]| match run {
        [first, .., last] => format!("{}–{}", code(*first), code(*last)),
        run => run.iter().copied().map(code).collect(),
    };
    letters.chunk_by(follows).map(range).collect()
}

/// The first few, and how many more there are.
fn listed(ranges: &[String]) -> String {
    const SHOWN: usize = 8;
    let (shown, more) = ranges.split_at(ranges.len().min(SHOWN));
    let more = if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
    format!("{}{more}", shown.join(", "))
}

fn help(script: Script, is_bundled_only: bool) -> String {
    if is_bundled_only {
        return "name a font with them by --font FILE, or leave --bundled-fonts-only out".to_owned();
    }
    let [debian, fedora, arch] = match script {
        Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul | Script::Bopomofo => {
            ["fonts-noto-cjk", "google-noto-sans-cjk-vf-fonts", "noto-fonts-cjk"].map(str::to_owned)
        }
        Script::Common => [
            "fonts-noto-core and fonts-noto-color-emoji",
            "google-noto-sans-symbols-2-fonts and google-noto-color-emoji-fonts",
            "noto-fonts and noto-fonts-emoji",
        ]
        .map(str::to_owned),
        script => {
            let fedora =
                format!("google-noto-sans-{}-fonts", script.full_name().to_lowercase().replace([' ', '_'], "-"));
            ["fonts-noto-core".to_owned(), fedora, "noto-fonts".to_owned()]
        }
    };
    format!(
        "install a font with them, such as {debian} (Debian, Ubuntu), {fedora} (Fedora) or {arch} (Arch), or name one by \
         --font FILE"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_told_in_ranges_by_script() {
        let check = |letters: &str, expect: &[(&str, &[&str])]| {
            let letters: Vec<char> = letters.chars().collect();
            let told: Vec<_> =
                by_script(&letters).into_iter().map(|(script, of)| (name(script), ranges(&of))).collect();
            let expect: Vec<_> = expect
                .iter()
                .map(|&(script, of)| (script, of.iter().map(|&it| it.to_owned()).collect::<Vec<_>>()))
                .collect();
            assert_eq!(told, expect);
        };
        check("", &[]);
        check("ก", &[("Thai", &["U+0E01"])]);
        check("กขฃฅ", &[("Thai", &["U+0E01–U+0E03", "U+0E05"])]);
        check(
            "אก線😀",
            &[("Hebrew", &["U+05D0"]), ("Thai", &["U+0E01"]), ("Chinese", &["U+7DDA"]), ("Symbols", &["U+1F600"])],
        );
    }

    #[test]
    fn a_long_list_is_cut() {
        let ranges: Vec<String> = (0..20).map(|n| n.to_string()).collect();
        assert_eq!(listed(&ranges), "0, 1, 2, 3, 4, 5, 6, 7 and 12 more");
        assert_eq!(listed(&ranges[..3]), "0, 1, 2");
    }
}
