//! The program: its command line is in [`plotlanes::cli`].

/// Runs the command line.
#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    plotlanes::cli::main()
}

/// There is no command line in a browser.
#[cfg(target_arch = "wasm32")]
fn main() {}
