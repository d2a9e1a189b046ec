//! Writes a sample of a court package, for verifiers and validators that are not ours: `court_package FILE [--verifier HTML] [--mutants DIR]
//! [--small FILE]`.
//!
//! The policy that a verifier is to believe is written beside it, as `FILE.policy.txt`. With `--mutants` a folder is filled with packages
//! that are wrong, each named `CODE--WHAT.zip` by the code that a verifier must find; those that are only found by a verifier that is given
//! the policy end with `.trusted.zip`. `--small` writes a package of a few kilobytes too. All in them is invented.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, reason = "the input of an example is its own")]

mod mutants;
mod raw;
mod sample;

use std::fs;
use std::path::Path;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("name a file")?;
    let (mut verifier, mut folder) = (b"<!doctype html><title>verify</title>\n".to_vec(), None);
    while let Some(option) = arguments.next() {
        let value = arguments.next().ok_or("an option has a value")?;
        match option.as_str() {
            "--verifier" => verifier = fs::read(value)?,
            "--small" => fs::write(value, sample::small())?,
            "--mutants" => folder = Some(value),
            other => return Err(format!("{other} is no option").into()),
        }
    }
    let (package, world) = sample::sample(&verifier);
    fs::write(&file, &package)?;
    fs::write(format!("{file}.policy.txt"), sample::policy(1))?;
    let Some(folder) = folder else { return Ok(()) };
    fs::create_dir_all(&folder)?;
    for mutant in mutants::all(&package, &world) {
        fs::write(Path::new(&folder).join(mutant.name()), mutant.bytes)?;
    }
    Ok(())
}
