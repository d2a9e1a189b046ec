//! `arasha check`: signals of posts or plain lines, in the order of the input; stores nothing.

use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::PathBuf;

use rayon::prelude::*;
use record::Post;
use serde::Serialize;
use signals::identifiers::{Identifier, Kind};
use signals::score::{Band, Reason};
use signals::{Reader, Signals, Span};

use crate::{CommandError, Context, Outcome};

/// Lines read together by all cores.
const BATCH: usize = 4_096;

/// Signals of posts or plain lines.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  arasha check posts.jsonl --json\n  echo 'Нужны девушки, паспорт сдаёте админу' | arasha check -")]
pub struct Args {
    /// File of posts (JSON Lines) or plain lines; `-` or nothing reads stdin
    path: Option<PathBuf>,
}

/// One line of the `--json` contract.
#[derive(Serialize)]
struct Line<'a> {
    key: &'a str,
    language: &'static str,
    band: Band,
    score: f32,
    category: Option<&'a str>,
    stage: Option<knowledge::Stage>,
    reasons: &'a [Reason],
    identifiers: Vec<IdentifierLine<'a>>,
}

#[derive(Serialize)]
struct IdentifierLine<'a> {
    kind: Kind,
    value: &'a str,
    as_written: &'a str,
    span: Span,
}

impl<'a> From<&'a Identifier> for IdentifierLine<'a> {
    fn from(one: &'a Identifier) -> Self {
        Self { kind: one.kind, value: &one.value, as_written: &one.as_written, span: one.span }
    }
}

/// Runs the command.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, CommandError> {
    let reader = context.reader()?;
    let mut input = open(args.path.as_ref())?;
    let mut out = BufWriter::with_capacity(1 << 20, std::io::stdout().lock());
    let mut number = 0_u64;
    loop {
        let lines = next_batch(&mut input)?;
        if lines.is_empty() {
            break;
        }
        let answers: Vec<Vec<u8>> =
            lines.par_iter().enumerate().map(|(index, line)| answer(&reader, line, number + 1 + index as u64, context.json)).collect();
        number += lines.len() as u64;
        for answer in answers {
            out.write_all(&answer)?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn open(path: Option<&PathBuf>) -> Result<Box<dyn BufRead>, CommandError> {
    let input: Box<dyn Read> = match path {
        Some(path) if path.as_os_str() != "-" => {
            Box::new(std::fs::File::open(path).map_err(|error| CommandError::File { path: path.clone(), error })?)
        }
        _ => Box::new(std::io::stdin()),
    };
    Ok(Box::new(BufReader::with_capacity(1 << 20, input)))
}

/// Up to [`BATCH`] lines that are not blank; bytes that are no UTF-8 are replaced, never fatal.
fn next_batch(input: &mut dyn BufRead) -> Result<Vec<String>, CommandError> {
    let mut lines = Vec::new();
    let mut bytes = Vec::new();
    while lines.len() < BATCH {
        bytes.clear();
        if input.read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        let line = String::from_utf8_lossy(&bytes);
        let line = line.trim_end_matches(['\n', '\r']);
        if !line.trim().is_empty() {
            lines.push(line.to_owned());
        }
    }
    Ok(lines)
}

/// What is written for one line of input.
fn answer(reader: &Reader, line: &str, number: u64, json: bool) -> Vec<u8> {
    let post = line.trim_start().starts_with('{').then(|| serde_json::from_str::<Post>(line).ok()).flatten();
    let (key, text) = match &post {
        Some(post) => (post.key().to_string(), post.text.as_str()),
        None => (format!("line/{number}"), line),
    };
    let signals = reader.read(text);
    if json { as_json(&key, &signals) } else { as_words(reader, &key, &signals) }
}

fn as_json(key: &str, signals: &Signals) -> Vec<u8> {
    let line = Line {
        key,
        language: signals.language.code(),
        band: signals.band,
        score: signals.score,
        category: signals.category.as_deref(),
        stage: signals.stage,
        reasons: &signals.reasons,
        identifiers: signals.identifiers.iter().map(IdentifierLine::from).collect(),
    };
    let mut bytes = serde_json::to_vec(&line).unwrap_or_default();
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
