//! Opens files of other programs: a new story is made of one, which is in no file yet.

use std::path::Path;

use super::read::{Foreign, Read, read_bytes, unreadable};
use crate::document::Document;
use crate::import::{Format, Imported, Options, Unreadable, format_of, import};
use crate::story::compile::compile_text;
use crate::story::problem::Problem;
use crate::story::scheduler::Scheduler;

/// Reads the bytes of a file with this name: a story file, or one of another program.
///
/// # Errors
/// The scheduler's reason to stop.
pub(super) async fn read_any<S: Scheduler>(file: &str, bytes: Vec<u8>, scheduler: &S) -> Result<Read, S::Stop> {
    let Some(format) = format_of(file, &bytes) else { return read_bytes(bytes, scheduler).await };
    match made_of(file, format, &bytes) {
        Err(problem) => Ok(Read::refused(problem)),
        Ok((document, foreign)) => {
            drop(bytes);
            let compiled = compile_text(document.text(), scheduler).await?;
            Ok(Read { document: Some(document), compiled, foreign: Some(foreign) })
        }
    }
}

/// The name of the new story that is made of a file: that of the file without its ending.
pub(super) fn new_name(file: &str) -> String {
    Path::new(file).file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The story in a file of another program.
fn made_of(file: &str, format: &Format, bytes: &[u8]) -> Result<(Document, Foreign), Problem> {
    let options = Options { name: new_name(file), ..Options::default() };
    match import(format, bytes, &options) {
        Ok(Imported { document, notes }) => {
            let notes = notes.iter().map(ToString::to_string).collect();
            Ok((document, Foreign { file: file.to_owned(), format: format.title, notes }))
        }
        Err(Unreadable { message, line, column }) => {
            let message = format!("this seems to be {}, but {message}", format.title);
            Err(Problem { line, column, ..unreadable(message) })
        }
    }
}
