//! The program: one binary that serves, imports, verifies.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A page is a few thousand small pieces of text, made and dropped on several threads: a third of its time went into
/// the allocator of the C library.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    sojourn::command::run()
}
