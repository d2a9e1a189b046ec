//! Repository chores: `cargo run -p xtask -- tidy`, `sample-feed`, and what `xtask/bench.sh` measures with.
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
  tidy            check what lints can't: names all faults with file and line
  sample-feed     write fixtures/sample anew
  bench-feed N    write N invented posts of about 750 bytes to standard output
  bench-texts N   write N invented texts of about 750 bytes, some of them near copies
  bench-phones N  write N invented phones with the ways in which people write them";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let Some(root) = Path::new(env!("CARGO_MANIFEST_DIR")).parent() else { return ExitCode::from(2) };
    match words.as_slice() {
        ["tidy"] => tidy(root),
        ["sample-feed"] => told(sample::write(root).map(|files| println!("{files} files in {}", sample::FOLDER))),
        [task, count] => match count.parse() {
            Ok(count) => bench(task, count),
            Err(_) => wrong_use(),
        },
        _ => wrong_use(),
    }
}

fn bench(task: &str, count: u32) -> ExitCode {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    match task {
        "bench-feed" => told(bench_feed::write(count.into(), &mut out)),
        "bench-texts" => told(bench_feed::write_texts(usize::try_from(count).unwrap_or(usize::MAX), &mut out)),
        "bench-phones" => told(bench_feed::write_phones(count.into(), &mut out)),
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
