//! Measures the record: `bench_store commands PLACE [SECONDS]` has 16 writers give commands, each to things of its own; `bench_store verify PLACE EVENTS` fills a new record and checks it whole; `bench_store read PLACE EVENTS` fills one and reads it in all ways. Prints `name<TAB>value<TAB>unit` lines.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a table is what this program is for")]

use std::process::ExitCode;
use std::time::{Duration, Instant};

use record::{Actor, AgencyId, Circumstances, CommandId, Decider, Moment, PersonId, Purpose, StreamName, Workflow};
use serde::{Deserialize, Serialize};
use store::{LogKey, Order, Place, Record, StoreError};

/// People who decide at the same time.
const WRITERS: u128 = 16;

/// What is written.
const LINE: &str = "A line of the length that a reason has.";

/// A notebook of short lines.
struct Notes;

#[derive(Clone, Serialize, Deserialize)]
struct Written {
    line: String,
}

impl Decider for Notes {
    type State = ();
    type Command = (String, usize);
    type Event = Written;
    type Refusal = std::convert::Infallible;

    fn decide((): &(), (line, count): (String, usize), _: &Circumstances<'_>) -> Result<Vec<Written>, Self::Refusal> {
        Ok(vec![Written { line }; count])
    }

    fn evolve((): (), _: &Written) {}
}

impl Workflow for Notes {
    const STREAM: &'static str = "notes";
    const SCHEMA: u16 = 1;
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["commands", place] => commands(place, 5).await,
        ["verify", place, events] => verify(place, events.parse().unwrap_or(1_000_000)).await,
        ["read", place, events] => read(place, events.parse().unwrap_or(300_000)).await,
        ["commands", place, seconds] => commands(place, seconds.parse().unwrap_or(5)).await,
        _ => {
            eprintln!("bench_store commands PLACE [SECONDS] | verify PLACE EVENTS | read PLACE EVENTS");
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

async fn commands(place: &str, seconds: u64) -> Result<(), StoreError> {
    let record = Record::open(&place.parse::<Place>()?).await?;
    let before = record.size().await?;
    let start = Instant::now();
    let until = start + Duration::from_secs(seconds);
    let writers: Vec<_> = (0..WRITERS).map(|writer| tokio::spawn(write(record.clone(), writer, until))).collect();
    let mut waits = Vec::new();
    for writer in writers {
        waits.extend(writer.await.map_err(|_| StoreError::Closed)??);
    }
    let taken = start.elapsed().as_secs_f64();
    waits.sort_unstable();
    let at = |share: usize| waits.get(waits.len() * share / 100).map_or(0.0, |wait| wait.as_secs_f64() * 1e3);
    println!("commands-per-second\t{:.0}\tcommands/s, {WRITERS} writers", (record.size().await? - before) as f64 / taken);
    println!("command-median\t{:.2}\tms", at(50));
    println!("command-p99\t{:.2}\tms", at(99));
    Ok(())
}

async fn write(record: Record, writer: u128, until: Instant) -> Result<Vec<Duration>, StoreError> {
    let actor = Actor { person: PersonId::from_bits(writer), agency: AgencyId::from_bits(1) };
    let now = Moment::from_unix_seconds(1_800_000_000).ok_or(StoreError::Closed)?;
    let at = Circumstances { now, actor: &actor, purpose: Purpose::Casework, edition: "2026-11" };
    let seed = u128::from(std::process::id()) << 64 | writer << 40;
    let mut waits = Vec::new();
    for number in 0.. {
        // Every tenth command is about a thing of its own; ten are about each.
        let stream = StreamName::of::<Notes>(PersonId::from_bits(seed + number / 10));
        let begun = Instant::now();
        let order = Order { stream: &stream, command: CommandId::from_bits(seed + number), seen: None, at };
        if let Err(store::ActError::Store(error)) = record.act::<Notes>(order, (LINE.to_owned(), 1)).await {
            return Err(error);
        }
        waits.push(begun.elapsed());
        if Instant::now() > until {
            break;
        }
    }
    Ok(waits)
}

async fn fill(record: &Record, events: u128) -> Result<(), StoreError> {
    let actor = Actor { person: PersonId::from_bits(1), agency: AgencyId::from_bits(1) };
    let now = Moment::from_unix_seconds(1_800_000_000).ok_or(StoreError::Closed)?;
    let at = Circumstances { now, actor: &actor, purpose: Purpose::Casework, edition: "2026-11" };
    for number in 0..events / 50 {
        // One in a hundred is of another kind, as people are among posts.
        let id = PersonId::from_bits(number);
        let stream = if number % 100 == 0 { StreamName::from_log(format!("rare/{id}")) } else { StreamName::of::<Notes>(id) };
        let order = Order { stream: &stream, command: CommandId::from_bits(number), seen: None, at };
        if let Err(store::ActError::Store(error)) = record.act::<Notes>(order, (LINE.to_owned(), 50)).await {
            return Err(error);
        }
    }
    Ok(())
}

async fn read(place: &str, events: u128) -> Result<(), StoreError> {
    let record = Record::open(&place.parse::<Place>()?).await?;
    fill(&record, events).await?;
    let mut start = Instant::now();
    let mut told = |name: &str, found: u64| {
        println!("{name}\t{:.1}\tms, {found} found", start.elapsed().as_secs_f64() * 1e3);
        start = Instant::now();
    };
    told("catch-up", record.catch_up().await?);
    let (rare, next) = record.newer(0, &["rare"]).await?;
    told("newer-all", u64::try_from(rare.len()).unwrap_or(0));
    let (none, _) = record.newer(next.saturating_sub(1_000), &["rare"]).await?;
    told("newer-last-1000", u64::try_from(none.len()).unwrap_or(0));
    let all = store::LogQuery::default();
    told("search-all", record.search(&all).await?.matches);
    let person = Some(PersonId::from_bits(1));
    told("search-person", record.search(&store::LogQuery { person, ..all.clone() }).await?.matches);
    told("search-kind", record.search(&store::LogQuery { kind: Some("rare".to_owned()), ..all.clone() }).await?.matches);
    told("search-agency-none", record.search(&store::LogQuery { agency: Some(AgencyId::from_bits(9)), ..all.clone() }).await?.matches);
    let until = Moment::from_unix_seconds(1_700_000_000);
    told("search-until-none", record.search(&store::LogQuery { until, ..all.clone() }).await?.matches);
    let mentions = Some(PersonId::from_bits(100).to_string());
    told("search-mentions", record.search(&store::LogQuery { mentions, ..all }).await?.matches);
    let rebuilt = record.rebuild().await?;
    told("rebuild", rebuilt.projections.iter().map(|projection| projection.rows).sum());
    Ok(())
}

async fn verify(place: &str, events: u128) -> Result<(), StoreError> {
    let record = Record::open(&place.parse::<Place>()?).await?;
    let key = LogKey::new("bench.example/log", &[1; 32])?;
    fill(&record, events).await?;
    record.sign_checkpoint(&key).await?;
    let start = Instant::now();
    let verified = record.verify(&key.log()?, &[], |_| ()).await?;
    println!("verify-seconds\t{:.2}\ts for {} events, {} faults", start.elapsed().as_secs_f64(), verified.entries, verified.faults.len());
    Ok(())
}
