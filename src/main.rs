//! The command line: parse, run, exit code.

mod cli;

use std::process::ExitCode;

/// Many short strings and lists come and go, on several threads: the system's allocator takes twice as long over them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::main()
}
