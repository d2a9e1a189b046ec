//! Measures on files what a peer measures too: `bench_signals join FILE` (a text a line) and `bench_signals phones FILE` (E.164, a tab, the
//! phone as somebody wrote it). Prints `name<TAB>value<TAB>unit` lines; `xtask/bench.sh` runs it beside datasketch and phonenumbers.
//! `bench_signals read FILE` (posts as JSON Lines) says how long each step of reading a post takes.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a table is what this program is for")]

use std::process::ExitCode;
use std::time::Instant;

use knowledge::Book;
use rayon::prelude::*;
use signals::Reader;
use signals::fingerprint::{Shingles, Threshold, near_copies};
use signals::identifiers::{Finder, Kind};
use signals::tokens::Tokens;
use signals::unfold::Unfolded;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [task, path] = arguments.as_slice() else { return wrong("bench_signals join|phones|read FILE") };
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => return wrong(&format!("{path}: {error}")),
    };
    match task.as_str() {
        "join" => join(&text),
        "phones" => return phones(&text),
        "read" => return read(&text),
        _ => return wrong("bench_signals join|phones|read FILE"),
    }
    ExitCode::SUCCESS
}

fn wrong(what: &str) -> ExitCode {
    eprintln!("{what}");
    ExitCode::from(2)
}

fn join(text: &str) {
    let texts: Vec<&str> = text.lines().collect();
    let start = Instant::now();
    let shingles: Vec<Shingles> = texts.par_iter().map(|text| Shingles::of(text)).collect();
    let pairs = near_copies(&shingles, Threshold::NEAR_COPY);
    println!("join-seconds\t{:.3}\ts", start.elapsed().as_secs_f64());
    println!("join-pairs\t{}\tpairs", pairs.len());
}

fn phones(text: &str) -> ExitCode {
    let Ok(book) = Book::shipped() else { return wrong("the shipped knowledge can't be read") };
    let finder = Finder::new(&book);
    let pairs: Vec<(&str, &str)> = text.lines().filter_map(|line| line.split_once('\t')).collect();
    let start = Instant::now();
    let right = pairs.iter().filter(|(phone, written)| found(&finder, written).as_deref() == Some(phone)).count();
    let seconds = start.elapsed().as_secs_f64();
    println!("phones-per-second\t{:.0}\tphones/s, one core", pairs.len() as f64 / seconds);
    println!("phones-right\t{:.2}\t%", 100.0 * right as f64 / pairs.len() as f64);
    ExitCode::SUCCESS
}

fn read(text: &str) -> ExitCode {
    let Ok(book) = Book::shipped() else { return wrong("the shipped knowledge can't be read") };
    let Ok(reader) = Reader::new(&book) else { return wrong("the shipped terms can't be read") };
    let finder = Finder::new(&book);
    let posts: Vec<String> = text
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter_map(|post| post.get("text").and_then(|text| text.as_str()).map(str::to_owned))
        .collect();
    let step = |name: &str, work: &dyn Fn(&str) -> usize| {
        if std::env::var("STEP").is_ok_and(|only| only != name) {
            return;
        }
        let start = Instant::now();
        let seen: usize = posts.iter().map(|post| work(post)).sum();
        println!("{name}\t{:.2}\tmicroseconds a post ({seen})", start.elapsed().as_secs_f64() * 1e6 / posts.len() as f64);
    };
    step("unfold", &|post| Unfolded::of(post).text().len());
    step("unfold, tokens", &|post| Tokens::of(&Unfolded::of(post)).as_slice().len());
    step("unfold, identifiers", &|post| finder.find(post, &Unfolded::of(post)).len());
    step("look", &|post| reader.look(post).shown.len());
    step("all", &|post| reader.read(post).reasons.len());
    ExitCode::SUCCESS
}

fn found(finder: &Finder, written: &str) -> Option<String> {
    let all = finder.find(written, &Unfolded::of(written));
    all.into_iter().find(|identifier| identifier.kind == Kind::Phone).map(|identifier| identifier.value)
}
