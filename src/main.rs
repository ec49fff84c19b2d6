//! The program: its command line is in `plotlanes::cli`, its page in `plotlanes::web`.

/// Runs the command line.
#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    plotlanes::cli::main()
}

/// Starts on the page that loaded it.
#[cfg(target_arch = "wasm32")]
fn main() {
    plotlanes::web::main();
}
