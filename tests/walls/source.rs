//! Source files as words and names, so that a test can say what they import. Knows nothing of rooms.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// A file of the program, split into words.
pub(crate) struct Source {
    pub(crate) path: String,
    /// Its module path: `["layout", "rows"]`; empty for the crate's roots.
    pub(crate) module: Vec<String>,
    pub(crate) tokens: Vec<Token>,
}

/// A word or sign of the code.
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) line: usize,
    /// Whether it is compiled only for tests.
    pub(crate) test: bool,
    /// Its module.
    pub(crate) module: Rc<[String]>,
}

/// A name with a path, such as `crate::time::Span`.
pub(crate) struct Name<'a> {
    pub(crate) segments: Vec<&'a str>,
    pub(crate) at: &'a Token,
}

/// The full name from the crate's root, if it is a name of this crate.
pub(crate) fn within_crate<'a>(name: &'a Name<'_>) -> Option<Vec<&'a str>> {
    let mut path: Vec<&str> = match *name.segments.first()? {
        "crate" => Vec::new(),
        "self" | "super" => name.at.module.iter().map(String::as_str).collect(),
        _ => return None,
    };
    for &segment in &name.segments {
        match segment {
            "crate" | "self" => {}
            "super" => drop(path.pop()),
            segment => path.push(segment),
        }
    }
    Some(path)
}

/// Every name of several parts, and every imported name of one part; the branches of `a::{b, c}` one by one.
pub(crate) fn names(tokens: &[Token]) -> Vec<Name<'_>> {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
    let mut names = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let goes_on = at > 1 && text(at - 1) == "::" && ends_name(text(at - 2));
        let imported = at > 0 && text(at - 1) == "use";
        if is_word(text(at))
            && ends_name(text(at))
            && !goes_on
            && (text(at + 1) == "::" || imported && text(at) != "crate")
        {
            at = branch(tokens, at, &[], &mut names);
        } else {
            if imported && text(at) == "crate" {
                names.push(Name { segments: vec!["crate"], at: &tokens[at] });
            }
            at += 1;
        }
    }
    names
}

/// Reads the rest of a name from `at`; returns the position after it.
fn branch<'a>(tokens: &'a [Token], mut at: usize, prefix: &[&'a str], names: &mut Vec<Name<'a>>) -> usize {
    let start = at;
    let mut segments = prefix.to_vec();
    while let Some(token) = tokens.get(at) {
        match token.text.as_str() {
            "{" => {
                at += 1;
                while tokens.get(at).is_some_and(|token| token.text != "}") {
                    let word = is_word(&tokens[at].text) || tokens[at].text == "*";
                    let renamed = at > 0 && tokens[at - 1].text == "as";
                    at = if word && !renamed && tokens[at].text != "as" {
                        branch(tokens, at, &segments, names)
                    } else {
                        at + 1
                    };
                }
                return at + 1;
            }
            word if is_word(word) || word == "*" => segments.push(word),
            _ => break,
        }
        at += 1;
        if tokens.get(at).is_none_or(|token| token.text != "::") {
            break;
        }
        at += 1;
    }
    names.push(Name { segments, at: &tokens[start] });
    at
}

/// Whether a `::` after this continues the name, rather than starting one such as `::egui::Ui`.
fn ends_name(text: &str) -> bool {
    text == ">" || is_word(text) && !["as", "dyn", "for", "impl", "in", "mut", "return", "use"].contains(&text)
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Every file of the program, with its path from `root` and its text.
pub(crate) fn sources(root: &Path) -> Vec<(String, String)> {
    let mut folders = vec![root.join("src")];
    let mut paths: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of src") {
            let path = entry.expect("an entry of src").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    let read = |path: PathBuf| {
        let parts: Vec<_> =
            path.strip_prefix(root).expect("below the root").iter().map(|part| part.to_string_lossy()).collect();
        (parts.join("/"), fs::read_to_string(&path).expect("a readable file"))
    };
    paths.into_iter().map(read).collect()
}

/// The files split into words. Modules that a parent declares only for tests are marked.
pub(crate) fn read(files: &[(String, String)]) -> Vec<Source> {
    let mut sources: Vec<Source> = files
        .iter()
        .map(|(path, code)| {
            let module = module_of(path);
            let tokens = placed(&words(code), &module);
            Source { path: path.clone(), module, tokens }
        })
        .collect();
    let in_tests: HashSet<Vec<String>> = sources
        .iter()
        .flat_map(|source| source.tokens.windows(3))
        .filter(|three| three[0].test && three[0].text == "mod" && three[2].text == ";")
        .map(|three| three[0].module.iter().chain([&three[1].text]).cloned().collect())
        .collect();
    for source in &mut sources {
        if (1..=source.module.len()).any(|parts| in_tests.contains(&source.module[..parts])) {
            source.tokens.iter_mut().for_each(|token| token.test = true);
        }
    }
    sources
}

fn module_of(path: &str) -> Vec<String> {
    let path = path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    if matches!(path, "lib" | "main") { Vec::new() } else { path.split('/').map(str::to_owned).collect() }
}

/// Every word with its module, and whether that is only for tests.
fn placed(words: &[(String, usize)], file: &[String]) -> Vec<Token> {
    const FOR_TESTS: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut module: Rc<[String]> = Rc::from(file);
    // The module and mark to return to at each closing brace.
    let mut outer: Vec<(Rc<[String]>, Option<usize>)> = Vec::new();
    // The number of open braces at the start of an item for tests only, which ends with its first `;` or `}`.
    let mut tests_from: Option<usize> = None;
    let mut tokens: Vec<Token> = Vec::with_capacity(words.len());
    for at in 0..words.len() {
        let (text, line) = words[at].clone();
        if words[at..].iter().map(|(text, _)| text).take(FOR_TESTS.len()).eq(FOR_TESTS) {
            tests_from = tests_from.or(Some(outer.len()));
        }
        let test = tests_from.is_some();
        match text.as_str() {
            "{" => {
                outer.push((Rc::clone(&module), tests_from));
                if let [.., word, name] = &tokens[..]
                    && word.text == "mod"
                {
                    module = module.iter().chain([&name.text]).cloned().collect();
                }
            }
            "}" => {
                if let Some((back, tests)) = outer.pop() {
                    (module, tests_from) = (back, tests.filter(|&from| from < outer.len()));
                }
            }
            ";" => tests_from = tests_from.filter(|&from| from < outer.len()),
            _ => {}
        }
        tokens.push(Token { text, line, test, module: Rc::clone(&module) });
    }
    tokens
}

/// Words and signs with their lines; `::` is one sign. Comments are left out, and texts become `""`.
fn words(code: &str) -> Vec<(String, usize)> {
    let (mut rest, mut line) = (code, 1);
    let mut words = Vec::new();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => comment(rest),
            '"' => quoted(rest),
            '\'' => character(rest),
            c if c.is_alphanumeric() || c == '_' => {
                let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
                // A text may begin with a letter or two: b"", r"", br#""#.
                let hashes = rest[word..].len() - rest[word..].trim_start_matches('#').len();
                let text =
                    rest[word + hashes..].starts_with('"') && ["b", "c", "r", "br", "cr"].contains(&&rest[..word]);
                if text && rest[..word].contains('r') {
                    let end = format!("\"{}", "#".repeat(hashes));
                    let start = word + hashes + 1;
                    rest[start..].find(&end).map_or(rest.len(), |at| start + at + end.len())
                } else {
                    word
                }
            }
            ':' if rest.starts_with("::") => 2,
            c => c.len_utf8(),
        };
        let (word, after) = rest.split_at(length);
        if word.starts_with(['"', '\'']) || word.ends_with(['"', '#']) && word.len() > 1 {
            words.push(("\"\"".to_owned(), line));
        } else if !first.is_whitespace() && !word.starts_with("//") && !word.starts_with("/*") {
            words.push((word.to_owned(), line));
        }
        line += word.matches('\n').count();
        rest = after;
    }
    words
}

/// The length of the comment that `code` begins with; comments may contain comments.
fn comment(code: &str) -> usize {
    let mut open = 0;
    for (at, _) in code.char_indices() {
        if code[at..].starts_with("/*") {
            open += 1;
        } else if code[..at].ends_with("*/") {
            open -= 1;
            if open == 0 {
                return at;
            }
        }
    }
    code.len()
}

/// The length of the text that `code` begins with.
fn quoted(code: &str) -> usize {
    let mut escaped = false;
    for (at, c) in code.char_indices().skip(1) {
        match c {
            '"' if !escaped => return at + 1,
            c => escaped = c == '\\' && !escaped,
        }
    }
    code.len()
}

/// The length of the character literal or lifetime sign that `code` begins with.
fn character(code: &str) -> usize {
    let mut after = code.char_indices().skip(1);
    match (after.next(), after.next()) {
        // An escape: `'\''`, `'\u{2028}'`.
        (Some((_, '\\')), Some((at, c))) => {
            let start = at + c.len_utf8();
            code[start..].find('\'').map_or(code.len(), |at| start + at + 1)
        }
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 1,
    }
}
