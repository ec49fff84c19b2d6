//! Tells a mistyped command from the name of a story.

use std::ffi::OsStr;
use std::path::Path;

use clap::CommandFactory;

use super::args::Cli;
use crate::story::problem::quoted;
use crate::text::nearest::Budget;

/// The message if the first argument is not a file but nearly a command.
pub(super) fn mistyped_command(first: &OsStr) -> Option<String> {
    let word = first.to_str()?;
    let cli = Cli::command();
    let names = || cli.get_subcommands().map(clap::Command::get_name);
    if word.starts_with('-') || word == "help" || names().any(|name| name == word) || Path::new(word).exists() {
        return None;
    }
    let meant = Budget::new(1).nearest(word, names())?;
    Some(format!("there is no file {}; did you mean the command `plotlanes {meant}`?", quoted(word)))
}

#[cfg(test)]
mod tests {
    use super::mistyped_command;

    #[test]
    fn typos_in_commands_are_recognised() {
        let check = |word: &str, expect: Option<&str>| {
            let expect = expect.map(|name| format!("`plotlanes {name}`?"));
            let said = mistyped_command(word.as_ref());
            let said = said.and_then(|said| Some(said.split_once("command ")?.1.to_owned()));
            assert_eq!(said, expect, "{word}");
        };
        check("exprot", Some("export"));
        check("chekc", Some("check"));
        check("Inspect", Some("inspect"));
        check("completion", Some("completions"));
        for word in ["export", "help", "--help", "-", "story.json", "src", ""] {
            check(word, None);
        }
    }
}
