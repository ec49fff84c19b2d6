//! The program: its command line is in [`plotlanes::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    plotlanes::cli::main()
}
