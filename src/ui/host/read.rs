//! Reading a story from bytes, the same on every host: its text for edits, and the story compiled from it.

use std::convert::Infallible;

use super::source::Source;
use crate::document::Document;
use crate::story::Story;
use crate::story::compile::{Compiled, compile_edited, compile_text, compile_with};
use crate::story::problem::{Problem, Severity};
use crate::story::scheduler::{Scheduler, Stage, block_on};

/// The longest text that is kept beside its story, in bytes. That of a million events would add 240 MB to the 670 MB that
/// a window with them takes.
const MOST_KEPT: usize = 64 << 20;

/// A story as it was read.
pub(in crate::ui) struct Read {
    /// The text, for edits; `None` where it is no text or too long to keep.
    pub document: Option<Document>,
    pub compiled: Compiled,
    /// What is to be told where the text was made from a file of another program.
    pub foreign: Option<Foreign>,
}

/// A file of another program, from which a new story was made.
#[derive(Clone, Debug)]
pub(in crate::ui) struct Foreign {
    /// The name of the file.
    pub file: String,
    /// The format of the file, for people.
    pub format: &'static str,
    /// What the story does not say of the file.
    pub notes: Vec<String>,
}

impl Read {
    /// Nothing, for one reason.
    pub(in crate::ui) fn refused(problem: Problem) -> Self {
        Self { document: None, compiled: Compiled::refused(problem), foreign: None }
    }
}

/// A story that has been read, and where it comes from.
pub(in crate::ui) struct Done {
    pub source: Source,
    pub read: Read,
}

/// Reads the bytes of a story. They are dropped as soon as they are not needed any more.
///
/// # Errors
/// The scheduler's reason to stop.
pub(in crate::ui) async fn read_bytes<S: Scheduler>(bytes: impl AsRef<[u8]>, scheduler: &S) -> Result<Read, S::Stop> {
    if bytes.as_ref().len() > MOST_KEPT {
        let compiled = compile_with(bytes, scheduler).await?;
        return Ok(Read { document: None, compiled, foreign: None });
    }
    let document = match Document::from_bytes(bytes.as_ref().to_vec()) {
        Ok(document) => document,
        Err(not_text) => return Ok(Read { document: None, compiled: Compiled::not_text(not_text), foreign: None }),
    };
    drop(bytes);
    let compiled = compile_text(document.text(), scheduler).await?;
    Ok(Read { document: Some(document), compiled, foreign: None })
}

/// The story in a text, which `before` became by an edit, compiled at once: for a small one, of which no frame is aware.
pub(in crate::ui) fn compile_now(document: &Document, before: Option<&Story>) -> Compiled {
    /// Runs on, on the thread of the frames alone: others take longer to start.
    struct Alone;

    impl Scheduler for Alone {
        type Stop = Infallible;

        async fn yield_at(&self, _: Stage, _: f32) -> Result<(), Infallible> {
            Ok(())
        }

        fn workers(&self) -> usize {
            1
        }
    }

    match block_on(compile_edited(document.text(), before, &Alone)) {
        Ok(compiled) => compiled,
        Err(never) => match never {},
    }
}

/// The problem of a story that cannot be read.
pub(in crate::ui) fn unreadable(message: String) -> Problem {
    problem("unreadable", message)
}

/// The problem of a story whose reading ended without an answer: a fault of the program's, not of the file's.
pub(in crate::ui) fn broken_off() -> Problem {
    let message = "reading it broke off because of a mistake in this program; please report it with the file";
    problem("broken-off", message.to_owned())
}

fn problem(code: &'static str, message: String) -> Problem {
    Problem { severity: Severity::Error, code, message, path: String::new(), line: None, column: None }
}
