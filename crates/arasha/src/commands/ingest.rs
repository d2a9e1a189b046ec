//! `arasha ingest`: reads files, folders and archives and keeps what bears on trafficking.

use std::path::PathBuf;

use corpus::input::{Columns, InputOptions};
use corpus::{Corpus, IngestOptions, Mandates, Progress, Reading, Summary};
use record::Mandate;

use super::shown;
use crate::{CommandError, Context, Outcome, clock};

/// Reads files, folders and archives and keeps what bears on trafficking.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  arasha ingest export.zip --ground 'Order 12 of 15 January 2026' --keep-days 180
  arasha ingest ~/exports --sources sources.toml
  arasha ingest board.csv --columns 'text=Текст,id=№'")]
pub struct Args {
    /// Files, folders, archives: JSON Lines, Telegram result.json, RSS, Atom, CSV, TSV, HTML, WARC; also in .zip, .gz, .zst. Pictures that
    /// posts name are looked for beside the file
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    mandate: MandateArgs,
    #[command(flatten)]
    reading: ReadingArgs,
}

/// On what ground sources are read.
#[derive(Debug, clap::Args)]
pub struct MandateArgs {
    /// Legal ground, in your own words, entered for sources that have no mandate yet
    #[arg(long, value_name = "TEXT", requires = "keep_days")]
    ground: Option<String>,
    /// Days that posts of these sources may be kept
    #[arg(long, value_name = "N", requires = "ground")]
    keep_days: Option<u32>,
    /// What may be collected, in your own words
    #[arg(long, value_name = "TEXT", requires = "ground")]
    scope: Option<String>,
    /// A list of mandates (TOML, [[source]] name, ground, scope, keep_days) to take over
    #[arg(long, value_name = "FILE")]
    sources: Option<PathBuf>,
}

/// How input is read.
#[derive(Debug, clap::Args)]
pub struct ReadingArgs {
    /// Columns of tables, as MEANING=HEADER: text, id, source, published, author, url, title, phone
    #[arg(long, value_name = "MAP")]
    columns: Option<String>,
    /// Leave the networks as they are; the next run without this brings them level
    #[arg(long)]
    no_link: bool,
}

/// Runs the command.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, CommandError> {
    let corpus = context.corpus()?;
    args.mandate.enter(&corpus)?;
    let job = Job::new(&corpus, &args.mandate, &args.reading, context)?;
    let (files, unlisted) = corpus::input::list(&args.paths);
    let summary = job.ingest(&files, unlisted)?;
    tell(&summary, context)?;
    Ok(if summary.refused > 0 { Outcome::Wanting } else { Outcome::Done })
}

impl MandateArgs {
    /// Takes over the list that was given.
    pub fn enter(&self, corpus: &Corpus) -> Result<(), CommandError> {
        let Some(path) = &self.sources else { return Ok(()) };
        if !path.exists() {
            return Err(CommandError::Input(format!("{}: there is no such file", path.display())));
        }
        let list = Mandates::read(path).map_err(corpus::CorpusError::from)?;
        Ok(corpus.enter_mandates(&list)?)
    }

    fn grant(&self) -> Result<Option<Mandate>, CommandError> {
        let (Some(ground), Some(days)) = (&self.ground, self.keep_days) else { return Ok(None) };
        let mandate = Mandate::new(ground, self.scope.clone(), days);
        mandate.map(Some).map_err(|error| CommandError::Input(format!("--ground, --keep-days: {error}")))
    }
}

/// What ingesting needs besides files; `watch` uses it again and again.
pub struct Job<'a> {
    corpus: &'a Corpus,
    reader: signals::Reader,
    edition: String,
    grant: Option<Mandate>,
    input: InputOptions,
    links: bool,
    is_shown: bool,
}

impl<'a> Job<'a> {
    /// A job with these options.
    pub fn new(corpus: &'a Corpus, mandate: &MandateArgs, reading: &ReadingArgs, context: &Context) -> Result<Self, CommandError> {
        let columns = Columns::parse(reading.columns.as_deref().unwrap_or_default())
            .map_err(|part| CommandError::Input(format!("--columns: {part:?} is not MEANING=HEADER with a known meaning")))?;
        Ok(Self {
            corpus,
            reader: context.reader()?,
            edition: super::edition::of(context)?,
            grant: mandate.grant()?,
            input: InputOptions { columns, ..InputOptions::default() },
            links: !reading.no_link,
            is_shown: !context.json,
        })
    }

    /// Ingests listed files, with a bar where a person looks on.
    pub fn ingest(&self, files: &[corpus::input::InputFile], unlisted: Vec<corpus::input::Reject>) -> Result<Summary, CommandError> {
        let progress = Progress::default();
        let options = IngestOptions { input: self.input.clone(), grant: self.grant.clone(), now: clock::now() };
        let read = |text: &str| self.reader.read(text);
        let reading = Reading { edition: &self.edition, read: &read };
        let summary =
            shown::with_bar(&progress, self.is_shown, || self.corpus.ingest_files(files, unlisted, &options, reading, &progress))?;
        if self.links && summary.kept + summary.edited > 0 {
            shown::with_spinner("linking", self.is_shown, || self.corpus.relink())?;
        }
        Ok(summary)
    }
}

/// Tells what a run did.
pub fn tell(summary: &Summary, context: &Context) -> Result<(), CommandError> {
    if context.json {
        return context.line(summary);
    }
    let Summary { read, kept, edited, dropped, duplicate, pictures, refused, rejected, seconds, .. } = summary;
    context.say(&format!(
        "read {read} posts in {seconds:.1} s: kept {kept}, changed {edited}, there already {duplicate}, forgotten {dropped}"
    ))?;
    if *pictures > 0 {
        context.say(&format!("{pictures} new pictures are known by their fingerprints; the pictures themselves were not kept"))?;
    }
    if let Some(file) = &summary.rejects_file {
        context.say(&format!("{rejected} pieces were not understood; they lie in {} with the reasons", file.display()))?;
    }
    if !summary.granted_sources.is_empty() {
        context.say(&format!("the mandate was entered for: {}", summary.granted_sources.join(", ")))?;
    }
    if *refused > 0 {
        context.say(&without_mandate(summary))?;
    }
    Ok(())
}

fn without_mandate(summary: &Summary) -> String {
    let rows: Vec<String> = summary.refused_sources.iter().map(|(source, posts)| format!("  {source}: {posts} posts")).collect();
    let example = summary.refused_sources.keys().next().map_or("telegram:*", String::as_str);
    format!(
        "{} posts were refused, because nobody has said on what ground their sources are read:\n{}\n\
         Give the mandate with --ground 'TEXT' --keep-days N, or write into sources.toml of the home folder:\n\
         [[source]]\nname = {}\nground = \"…\"\nkeep_days = 180",
        summary.refused,
        rows.join("\n"),
        serde_json::Value::from(example),
    )
}
