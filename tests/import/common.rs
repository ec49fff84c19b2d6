//! Reading a file and compiling the story that is made of it.

use plotlanes::import::{Imported, Options, format_named, import};
use plotlanes::story::compile::compile;

/// The story in a file, which must be one without problems; `name` is the format's.
pub(crate) fn read(name: &str, bytes: &[u8], options: &Options) -> Imported {
    let format = format_named(name).expect("a format");
    let imported =
        import(format, bytes, options).unwrap_or_else(|error| panic!("{error} in {}", String::from_utf8_lossy(bytes)));
    assert_compiles(&imported);
    imported
}

/// Fails if there is a problem in a story that was made.
pub(crate) fn assert_compiles(imported: &Imported) {
    let text = imported.document.text();
    let mut problems = compile(text.as_bytes()).problems;
    // Titles are as long as the file has them, and a thread that it names may have no events.
    problems.retain(|problem| !["title-too-long", "empty-thread"].contains(&problem.code));
    assert!(problems.is_empty(), "{problems:#?}\n{text}");
}

/// Fails unless each part is in the story, and each note begins as expected.
pub(crate) fn check(name: &str, text: &str, parts: &[&str], notes: &[&str]) {
    check_with(name, text, &Options { name: "File".to_owned(), ..Options::default() }, parts, notes);
}

/// The same with options.
pub(crate) fn check_with(name: &str, text: &str, options: &Options, parts: &[&str], notes: &[&str]) {
    let imported = read(name, text.as_bytes(), options);
    let story = imported.document.text();
    for part in parts {
        assert!(story.contains(part), "{part}\nis not in\n{story}");
    }
    let got: Vec<String> = imported.notes.iter().map(ToString::to_string).collect();
    let same = got.len() == notes.len() && got.iter().zip(notes).all(|(got, note)| got.starts_with(note));
    assert!(same, "{got:#?}\nare not\n{notes:#?}\nof\n{text}");
}

/// Fails if a format panics, or makes a story with problems, of the beginning of a file at each byte.
pub(crate) fn check_cuts(name: &str, bytes: &[u8]) {
    (0..bytes.len()).for_each(|end| check_any(name, &bytes[..end]));
}

/// Fails if a format panics, or makes a story with problems, of any bytes.
pub(crate) fn check_any(name: &str, bytes: &[u8]) {
    let format = format_named(name).expect("a format");
    match import(format, bytes, &Options::default()) {
        Ok(imported) => assert_compiles(&imported),
        Err(error) => assert!(!error.message.is_empty()),
    }
}
