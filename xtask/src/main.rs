//! Repository chores: `cargo run -p xtask -- tidy`, `sample-feed`, `bench-feed N`.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line speaks to people")]

mod bench_feed;
mod disguise;
mod rng;
mod sample;
mod tidy;

use std::path::Path;
use std::process::ExitCode;

const USE: &str = "\
cargo run -p xtask -- COMMAND
  tidy          check what lints can't: names all faults with file and line
  sample-feed   write fixtures/sample anew
  bench-feed N  write N invented posts of about 750 bytes to standard output";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let Some(root) = Path::new(env!("CARGO_MANIFEST_DIR")).parent() else { return ExitCode::from(2) };
    match words.as_slice() {
        ["tidy"] => tidy(root),
        ["sample-feed"] => told(sample::write(root).map(|files| println!("{files} files in {}", sample::FOLDER))),
        ["bench-feed", posts] => match posts.parse() {
            Ok(posts) => told(bench_feed::write(posts, &mut std::io::BufWriter::new(std::io::stdout().lock()))),
            Err(_) => wrong_use(),
        },
        _ => wrong_use(),
    }
}

fn wrong_use() -> ExitCode {
    eprintln!("{USE}");
    ExitCode::from(2)
}

fn told(done: std::io::Result<()>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn tidy(root: &Path) -> ExitCode {
    let faults = tidy::all(root);
    for fault in &faults {
        println!("{fault}");
    }
    if faults.is_empty() {
        return ExitCode::SUCCESS;
    }
    println!("{} faults", faults.len());
    ExitCode::FAILURE
}
