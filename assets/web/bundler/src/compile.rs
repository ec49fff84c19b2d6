//! Builds the program as WebAssembly, and the JavaScript that loads it: cargo, then wasm-bindgen. Knows nothing of pages.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use wasm_bindgen_cli_support::Bindgen;

use crate::problem::Problem;

const TARGET: &str = "wasm32-unknown-unknown";

/// A profile of the root Cargo.toml.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Quick to build.
    Dev,
    /// Small and fast.
    Web,
}

/// The two files that the browser runs.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    /// The WebAssembly.
    pub(crate) wasm: Vec<u8>,
    /// The module that starts it.
    pub(crate) glue: String,
}

/// Compiles the program in the repository at `root`; cargo's output goes to the terminal.
pub(crate) fn program(root: &Path, profile: Profile) -> Result<Program, Problem> {
    if !target_is_installed(root)? {
        return Err(Problem::NoTarget);
    }
    let path = cargo(root, profile)?;
    let wasm = fs::read(&path).map_err(|source| Problem::Read { path, source })?;
    bindgen(wasm, profile)
}

fn target_is_installed(root: &Path) -> Result<bool, Problem> {
    let mut rustc = Command::new("rustc");
    rustc.current_dir(root).args(["--print", "target-libdir", "--target", TARGET]);
    let output = rustc.output().map_err(|source| Problem::Run { command: "rustc".to_owned(), source })?;
    Ok(Path::new(String::from_utf8_lossy(&output.stdout).trim()).is_dir())
}

/// Runs cargo and returns where the WebAssembly is.
fn cargo(root: &Path, profile: Profile) -> Result<PathBuf, Problem> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root).args(["build", "--locked", "--target", TARGET, "--bin", "plotlanes"]);
    cargo.args(["--message-format", "json-render-diagnostics", "--profile"]);
    cargo.arg(match profile {
        Profile::Dev => "dev",
        Profile::Web => "web",
    });
    let output = cargo.stderr(Stdio::inherit()).output();
    let output = output.map_err(|source| Problem::Run { command: "cargo".to_owned(), source })?;
    if !output.status.success() {
        return Err(Problem::Compile);
    }
    artifact(&String::from_utf8_lossy(&output.stdout)).ok_or(Problem::NoProgram)
}

/// The program's file among cargo's messages, one JSON object a line.
fn artifact(messages: &str) -> Option<PathBuf> {
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let files = messages.filter(|message| {
        message["reason"] == "compiler-artifact"
            && message["target"]["name"] == "plotlanes"
            && message["target"]["kind"][0] == "bin"
    });
    files
        .filter_map(|message| message["filenames"].as_array().cloned())
        .flatten()
        .filter_map(|name| name.as_str().map(PathBuf::from))
        .find(|path| path.extension().is_some_and(|extension| extension == "wasm"))
}

fn bindgen(wasm: Vec<u8>, profile: Profile) -> Result<Program, Problem> {
    let mut bindgen = Bindgen::new();
    bindgen.input_bytes("plotlanes", wasm).typescript(false).omit_default_module_path(true);
    // The name section is only for stack traces, and a third of the file.
    bindgen.debug(profile == Profile::Dev).remove_name_section(profile == Profile::Web).remove_producers_section(true);
    bindgen.web(true).map_err(|error| Problem::Bindgen { reason: format!("{error:#}") })?;
    let mut output = bindgen.generate_output().map_err(|error| Problem::Bindgen { reason: format!("{error:#}") })?;
    let inline = output.snippets().iter().filter(|(_, texts)| !texts.is_empty()).map(|(name, _)| name);
    let foreign: Vec<&str> = inline.chain(output.local_modules().keys()).map(String::as_str).collect();
    if !foreign.is_empty() {
        return Err(Problem::Snippets { names: foreign.join(", ") });
    }
    Ok(Program { glue: output.js().to_owned(), wasm: output.wasm_mut().emit_wasm() })
}

#[cfg(test)]
mod tests {
    use super::artifact;

    #[test]
    fn the_program_is_found_among_what_cargo_says() {
        let line = |kind: &str, name: &str, file: &str| {
            format!(
                r#"{{"reason":"compiler-artifact","target":{{"name":"{name}","kind":["{kind}"]}},"filenames":["{file}"]}}"#
            )
        };
        let messages = [
            line("lib", "plotlanes", "/t/libplotlanes.rlib"),
            line("bin", "other", "/t/other.wasm"),
            "no json".to_owned(),
            line("bin", "plotlanes", "/t/plotlanes.wasm"),
        ];
        assert_eq!(artifact(&messages.join("\n")), Some("/t/plotlanes.wasm".into()));
        assert_eq!(artifact(&messages[..3].join("\n")), None);
    }
}
