//! `arasha check`: signals of posts or plain lines, in the order of the input; stores nothing.

use std::io::{BufWriter, Read, Write};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use rayon::prelude::*;
use record::Post;
use signals::{Reader, Signals};
use workbench::api::shapes::Checked;

use crate::{CommandError, Context, Outcome};

/// Bytes read and worked on together by all cores.
const BATCH: u64 = 1 << 20;
/// Batches that wait between two stages.
const WAITING: usize = 2;
/// Lines that one core takes at a time.
const AT_ONCE: usize = 16;

/// Signals of posts or plain lines.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  arasha check posts.jsonl --json\n  echo 'Нужны девушки, паспорт сдаёте админу' | arasha check -")]
pub struct Args {
    /// File of posts (JSON Lines) or plain lines; `-` or nothing reads stdin
    path: Option<PathBuf>,
}

/// Runs the command.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, CommandError> {
    let reader = context.reader()?;
    let input = open(args.path.as_ref())?;
    let (to_cores, batches) = sync_channel(WAITING);
    let (to_writer, answers) = sync_channel(WAITING);
    // Reading, working and writing go on at the same time. Where a later stage ends early, the earlier ones find nobody to hand on to.
    let (read, written) = std::thread::scope(|scope| {
        let read = scope.spawn(move || read_batches(input, &to_cores));
        scope.spawn(move || work(&reader, batches, &to_writer, context.json));
        let written = write_answers(answers);
        (read.join(), written)
    });
    written?;
    read.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
    Ok(Outcome::Done)
}

fn open(path: Option<&PathBuf>) -> Result<Box<dyn Read + Send>, CommandError> {
    Ok(match path {
        Some(path) if path.as_os_str() != "-" => {
            Box::new(std::fs::File::open(path).map_err(|error| CommandError::File { path: path.clone(), error })?)
        }
        _ => Box::new(std::io::stdin()),
    })
}

/// Hands on whole lines, many at a time.
fn read_batches(mut input: impl Read, to_cores: &SyncSender<Vec<u8>>) -> std::io::Result<()> {
    let mut batch = Vec::new();
    loop {
        let read = input.by_ref().take(BATCH).read_to_end(&mut batch)?;
        let lines = if read == 0 { batch.len() } else { batch.iter().rposition(|byte| *byte == b'\n').map_or(0, |last| last + 1) };
        let rest = batch.split_off(lines);
        let full = std::mem::replace(&mut batch, rest);
        if (!full.is_empty() && to_cores.send(full).is_err()) || read == 0 {
            return Ok(());
        }
    }
}

/// Answers the lines of each batch on all cores.
fn work(reader: &Reader, batches: Receiver<Vec<u8>>, to_writer: &SyncSender<Vec<Vec<u8>>>, json: bool) {
    let mut number = 1;
    for batch in batches {
        let lines: Vec<&[u8]> = batch.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty()).collect();
        let each = lines.par_iter().enumerate().with_min_len(AT_ONCE);
        let answers = each.map(|(index, line)| answer(reader, line, number + index as u64, json)).collect();
        number += lines.len() as u64;
        if to_writer.send(answers).is_err() {
            return;
        }
    }
}

fn write_answers(answers: Receiver<Vec<Vec<u8>>>) -> std::io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 20, std::io::stdout().lock());
    for answer in answers.into_iter().flatten() {
        out.write_all(&answer)?;
    }
    out.flush()
}

/// What is written for one line of input; bytes that are no UTF-8 are replaced, never fatal.
fn answer(reader: &Reader, line: &[u8], number: u64, json: bool) -> Vec<u8> {
    let (key, text) = match post(line) {
        Some(post) => (post.key().to_string(), post.text),
        None => (format!("line/{number}"), String::from_utf8_lossy(line).trim_end_matches('\r').to_owned()),
    };
    let signals = reader.read(&text);
    if json { as_json(&key, &signals) } else { as_words(reader, &key, &signals) }
}

/// The post of a line that is one.
fn post(line: &[u8]) -> Option<Post> {
    if !line.trim_ascii_start().starts_with(b"{") {
        return None;
    }
    serde_json::from_slice(line).or_else(|_| serde_json::from_str(&String::from_utf8_lossy(line))).ok()
}

fn as_json(key: &str, signals: &Signals) -> Vec<u8> {
    let mut bytes = serde_json::to_vec(&Checked::of(key, signals)).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn as_words(reader: &Reader, key: &str, signals: &Signals) -> Vec<u8> {
    let mut out = format!("{key}  {:?}  {:+.1}  {}\n", signals.band, signals.score, signals.category.as_deref().unwrap_or("-"));
    for reason in &signals.reasons {
        let label = reader.book().indicator(&reason.indicator).map_or(reason.indicator.as_str(), |indicator| indicator.labels.en.as_str());
        let quote = if reason.quote.is_empty() { String::new() } else { format!(": \u{ab}{}\u{bb}", reason.quote) };
        out.push_str(&format!("    {:+.1}  {label}{quote}\n", reason.weight));
    }
    for one in &signals.identifiers {
        out.push_str(&format!("    {:?} {}\n", one.kind, one.value));
    }
    out.into_bytes()
}
