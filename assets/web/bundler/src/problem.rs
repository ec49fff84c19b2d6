//! The errors and their messages: what is wrong, where, and how to mend it.

use std::io;
use std::path::PathBuf;

/// An error that ends the build or the server.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Problem {
    #[error("{what}; see `cargo web --help`")]
    Usage { what: String },
    #[error(
        "Rust cannot build for the browser here: the target wasm32-unknown-unknown is not installed\n\
         run `rustup target add wasm32-unknown-unknown`"
    )]
    NoTarget,
    #[error("{command} could not be run: {source}\nRust from https://rustup.rs brings it")]
    Run { command: String, source: io::Error },
    #[error("the program does not compile for the browser; see cargo's errors above")]
    Compile,
    #[error("cargo built no plotlanes.wasm; the root Cargo.toml must have a [[bin]] named plotlanes")]
    NoProgram,
    #[error(
        "wasm-bindgen refuses the program: {reason}\n\
         if it speaks of versions: `wasm-bindgen` in Cargo.lock and `wasm-bindgen-cli-support` in \
         assets/web/bundler/Cargo.toml must be the same"
    )]
    Bindgen { reason: String },
    #[error(
        "a crate brings JavaScript files of its own ({names}), which the bundler does not place\n\
         remove that crate, or teach assets/web/bundler/src/compile.rs to place them"
    )]
    Snippets { names: String },
    #[error("{}: cannot be read: {source}", path.display())]
    Read { path: PathBuf, source: io::Error },
    #[error("{}: cannot be written: {source}", path.display())]
    Write { path: PathBuf, source: io::Error },
    #[error(
        "{}: holds something other than an earlier build, which would be lost\n\
         name an empty or a new folder with --out",
        path.display()
    )]
    Occupied { path: PathBuf },
    #[error("assets/web/{file}: {fault}")]
    Placeholder { file: String, fault: String },
    #[error(
        "a visit would download {bytes} bytes compressed, {over} over the budget of {budget}\n\
         the table shows which file has grown; `opt-level` in [profile.web] trades speed for size",
        over = bytes - budget
    )]
    OverBudget { bytes: usize, budget: usize },
    #[error("port {port} on 127.0.0.1 cannot be used: {reason}\nname another with --port")]
    Port { port: u16, reason: String },
}
