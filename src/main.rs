//! The program: its command line is in [`plotlanes::cli`].

/// Runs the command line.
#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    plotlanes::cli::main()
}

/// The browser starts the library.
#[cfg(target_arch = "wasm32")]
fn main() {}
