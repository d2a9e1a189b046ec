//! Measures the vault: `bench_vault seal FOLDER FILE…` seals files one after the other in a new home; `bench_vault check FOLDER MEGABYTES` seals so many and checks them; `bench_vault hash FILE…` only hashes. Prints `name<TAB>value<TAB>unit` lines.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a table is what this program is for")]

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use store::{FileKey, Random};
use vault::{Depth, Hashing, Means, Originals, Sha256, VaultError};

/// Bytes that are read at once.
const PIECE: usize = 256 << 10;
/// Bytes of an original of the check.
const ORIGINAL: u64 = 50 << 20;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["seal", folder, files @ ..] => seal(Path::new(folder), files),
        ["check", folder, megabytes] => check(Path::new(folder), megabytes.parse().unwrap_or(2_000)),
        ["hash", files @ ..] => hash(files),
        _ => {
            eprintln!("bench_vault seal FOLDER FILE… | check FOLDER MEGABYTES | hash FILE…");
            return ExitCode::from(2);
        }
    };
    done.map_or_else(
        |error| {
            eprintln!("{error}");
            ExitCode::FAILURE
        },
        |()| ExitCode::SUCCESS,
    )
}

fn originals(home: &Path) -> Result<Originals, VaultError> {
    let means = Means { master: Arc::new(FileKey::new([7; 32])), random: Random::system(), largest: u64::MAX };
    Originals::at(home, means)
}

/// Copies in pieces of the size that reading from a network or a disk has.
fn copy(from: &mut impl io::Read, to: &mut impl io::Write) -> io::Result<u64> {
    let (mut piece, mut total) = (vec![0; PIECE], 0);
    loop {
        match from.read(&mut piece)? {
            0 => return Ok(total),
            count => {
                to.write_all(piece.get(..count).unwrap_or_default())?;
                total += u64::try_from(count).unwrap_or(0);
            }
        }
    }
}

fn told(name: &str, bytes: u64, seconds: f64, more: &str) {
    println!("{name}\t{:.0}\tMB/s, {seconds:.2} s{more}", bytes as f64 / 1e6 / seconds);
}

fn seal(home: &Path, files: &[&str]) -> Result<(), VaultError> {
    let originals = originals(home)?;
    for file in files {
        let start = Instant::now();
        let mut incoming = originals.begin()?;
        copy(&mut File::open(file)?, &mut incoming)?;
        let kept = incoming.finish()?;
        let name = PathBuf::from(file).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let more = format!(", stored {:.1} % {:?}", kept.stored_bytes as f64 * 100.0 / kept.bytes as f64, kept.arrival);
        told(&format!("seal-{name}"), kept.bytes, start.elapsed().as_secs_f64(), &more);
    }
    Ok(())
}

fn hash(files: &[&str]) -> Result<(), VaultError> {
    for file in files {
        let (start, mut hashing) = (Instant::now(), Hashing::new());
        let bytes = copy(&mut File::open(file)?, &mut hashing)?;
        let hashes = hashing.finish();
        told("hash", bytes, start.elapsed().as_secs_f64(), "");
        println!("{hashes}");
    }
    Ok(())
}

/// Bytes that can't be compressed, different for each number; xorshift64* (Vigna 2016).
fn noise(number: u64, to: &mut impl io::Write) -> io::Result<()> {
    let (mut state, mut left, mut piece) = (number.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1, ORIGINAL, Vec::new());
    while left > 0 {
        piece.clear();
        while piece.len() < PIECE {
            state ^= state >> 12;
            state ^= state << 25;
            state ^= state >> 27;
            piece.extend_from_slice(&state.wrapping_mul(0x2545_F491_4F6C_DD1D).to_le_bytes());
        }
        to.write_all(&piece)?;
        left = left.saturating_sub(u64::try_from(piece.len()).unwrap_or(u64::MAX));
    }
    Ok(())
}

fn check(home: &Path, megabytes: u64) -> Result<(), VaultError> {
    let originals = originals(home)?;
    let mut kept: Vec<Sha256> = Vec::new();
    let start = Instant::now();
    for number in 0..megabytes.saturating_mul(1_000_000).div_ceil(ORIGINAL) {
        let mut incoming = originals.begin()?;
        noise(number, &mut incoming)?;
        kept.push(incoming.finish()?.hashes.sha256);
    }
    let bytes = ORIGINAL * u64::try_from(kept.len()).unwrap_or(0);
    told("seal-many", bytes, start.elapsed().as_secs_f64(), ", making the bytes too");
    for (name, depth) in [("check-quick", Depth::Quick), ("check-deep", Depth::Deep)] {
        let start = Instant::now();
        let checked = originals.check(depth, &|_| ())?;
        told(name, bytes, start.elapsed().as_secs_f64(), &format!(", {} findings", checked.findings.len()));
    }
    // What the goal compares with: reading as many bytes and hashing them twice, by the same library and on as many cores; and reading one.
    let start = Instant::now();
    plain_reading(&home.join("vault/originals"))?;
    told("read-md5-sha256", bytes, start.elapsed().as_secs_f64(), ", the stored files, on all cores");
    if let Some(one) = kept.first() {
        let start = Instant::now();
        let bytes = copy(&mut originals.open(*one)?, &mut io::sink())?;
        told("read-one", bytes, start.elapsed().as_secs_f64(), ", one original, checked");
    }
    io::stdout().flush()?;
    Ok(())
}

/// Reads files and hashes each with MD5 and SHA-256 in one reading, on all cores.
fn plain_reading(folder: &Path) -> io::Result<()> {
    let mut files = Vec::new();
    for start in std::fs::read_dir(folder)? {
        for file in std::fs::read_dir(start?.path())? {
            files.push(file?.path());
        }
    }
    let next = std::sync::atomic::AtomicUsize::new(0);
    let work = || -> io::Result<()> {
        while let Some(path) = files.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) {
            let (mut file, mut piece) = (File::open(path)?, vec![0; PIECE]);
            let (mut md5, mut sha256) = (<md5::Md5 as md5::Digest>::new(), <sha2::Sha256 as sha2::Digest>::new());
            loop {
                let count = file.read(&mut piece)?;
                if count == 0 {
                    break;
                }
                for small in piece.get(..count).unwrap_or_default().chunks(16 << 10) {
                    md5::Digest::update(&mut md5, small);
                    sha2::Digest::update(&mut sha256, small);
                }
            }
            std::hint::black_box((md5::Digest::finalize(md5), sha2::Digest::finalize(sha256)));
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let beside: Vec<_> =
            (1..std::thread::available_parallelism().map_or(1, std::num::NonZero::get)).map(|_| scope.spawn(work)).collect();
        let here = work();
        beside.into_iter().filter_map(|thread| thread.join().ok()).fold(here, io::Result::and)
    })
}
