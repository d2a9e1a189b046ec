//! How long questions take with and without a bound by regions: `cargo run --release -p corpus --example regions`.
//!
//! Twenty thousand invented posts; a third names Almaty, a third Astana, a third no place. Each question is asked with words of its own, so
//! that no count is remembered.

use std::io::Write;
use std::time::{Duration, Instant};

use corpus::{Corpus, IngestOptions, NetworkQuery, Query, Reading};
use knowledge::{Files, PlaceRegions};
use record::{Mandate, Moment, Post, Region, Regions};
use signals::facts::Fact;
use signals::identifiers::{Identifier, Kind};
use signals::language::Language;
use signals::score::Band;
use signals::{Signals, Span};

const POSTS: usize = 20_000;
const ASKED: usize = 200;

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Fallible<()> {
    let home = tempfile::tempdir()?;
    let places = PlaceRegions::read(&Files::shipped()).map_err(|faults| format!("{faults:?}"))?;
    let mut corpus = Corpus::open(home.path(), places.clone())?;
    let mut options = IngestOptions::at(Moment::parse("2026-01-01T00:00:00Z")?);
    options.grant = Some(Mandate::new("sample", None, 30)?);
    corpus.add((0..POSTS).map(|number| post(number).into()).collect(), &options, Reading { edition: "1", read: &read })?;
    corpus.relink()?;
    drop(corpus);
    corpus = Corpus::open(home.path(), places)?;
    let part: Regions = [Region::new("KZ-75")?].into_iter().collect();
    let many: Regions = Region::KNOWN.iter().filter(|code| code.contains('-')).filter_map(|code| Region::new(code).ok()).collect();
    let mut out = std::io::stdout();
    for (name, within) in [("all", None), ("one region", Some(part)), ("each region", Some(many)), ("all again", None)] {
        let queue = Query { within: within.clone(), ..Query::default() };
        let networks = NetworkQuery { within, ..NetworkQuery::default() };
        let first = time(1, |_| Ok(corpus.networks(&networks).map(drop)?))?;
        let rows = time(ASKED, |_| Ok(corpus.networks(&networks).map(drop)?))?;
        let fresh = |number: usize| Query { words: format!("word{number}"), ..queue.clone() };
        let list = time(ASKED, |_| Ok(corpus.find(&queue).map(drop)?))?;
        let search = time(ASKED, |number| Ok(corpus.find(&fresh(number)).map(drop)?))?;
        let counts = time(ASKED, |number| Ok(corpus.find(&counted(&queue, number)).map(drop)?))?;
        writeln!(
            out,
            "{name:<12} queue {list:9.1?}, counts {counts:9.1?}, search {search:9.1?}, networks {rows:9.1?} (first {first:9.1?})"
        )?;
    }
    Ok(())
}

/// The counts of nearly all posts, asked for the first time.
fn counted(query: &Query, number: usize) -> Query {
    Query { words: format!("-word{number}"), limit: 0, ..query.clone() }
}

/// The mean.
fn time(times: usize, mut ask: impl FnMut(usize) -> Fallible<()>) -> Fallible<Duration> {
    let started = Instant::now();
    (0..times).try_for_each(&mut ask)?;
    Ok(started.elapsed() / u32::try_from(times)?)
}

fn post(number: usize) -> Post {
    let place = ["kz.almaty", "kz.astana", "nowhere"].get(number % 3).copied().unwrap_or_default();
    let phone = 77_050_000_000_u64 + (number / 4) as u64;
    let text = format!("girls wanted for a club word{} number{number} +{phone} {place}", number % 400);
    let published = Moment::from_unix_seconds(1_760_000_000 + i64::try_from(number).unwrap_or_default());
    Post { source: format!("source{}", number % 50), id: number.to_string(), published, author: None, text, url: None, media: Vec::new() }
}

fn read(text: &str) -> Signals {
    let span = Span::new(0, 1);
    let words = || text.split(' ');
    let place = words().find(|word| word.starts_with("kz."));
    let phone = words().filter(|word| word.starts_with('+'));
    Signals {
        language: Language::En,
        band: Band::High,
        score: text.len() as f32,
        category: Some("recruitment.escort".into()),
        stage: None,
        reasons: Vec::new(),
        identifiers: phone.map(|phone| Identifier { kind: Kind::Phone, value: phone.into(), as_written: phone.into(), span }).collect(),
        facts: place.map(|code| Fact::Place { code: code.into(), country: "KZ".into(), span }).into_iter().collect(),
        disguises: Vec::new(),
    }
}
