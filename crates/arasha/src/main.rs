//! The command line of Arasha.
//!
//! `--json` gives JSON Lines on stdout and nothing else there; people's output goes to the terminal, logs to stderr.
//! Exit codes: 0 done, 1 refused or found wanting, 2 wrong use.

mod clock;
mod commands;
mod context;
mod error;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use context::Context;
use error::CommandError;

/// Reading a post asks for some two hundred small pieces of memory; this allocator takes a third of the time of the system's for it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Finds the posts that recruit or sell people, and those who organise it, so that the victims are protected.
#[derive(Debug, Parser)]
#[command(name = "arasha", version, about, max_term_width = 100)]
struct Cli {
    /// Folder that holds this installation's stores
    #[arg(long, global = true, env = "ARASHA_HOME", value_name = "DIR")]
    home: Option<PathBuf>,
    /// JSON Lines on stdout and nothing else there
    #[arg(long, global = true)]
    json: bool,
    /// Knowledge files of this folder in the place of the shipped ones
    #[arg(long, global = true, value_name = "DIR")]
    knowledge: Option<PathBuf>,
    /// File or postgres://… that holds the record [default: record/record.sqlite in the home]
    #[arg(long, global = true, env = "ARASHA_RECORD", hide_env_values = true, value_name = "PLACE")]
    record: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read files, folders and archives; keep what bears on trafficking
    Ingest(commands::ingest::Args),
    /// Take what appears in a folder until Ctrl-C
    Watch(commands::watch::Args),
    /// Posts by words, phone in any spelling, handle
    Search(commands::search::Args),
    /// Sources with their mandates and counts
    Sources(commands::sources::Args),
    /// Remove posts that are past their date
    Expire(commands::expire::Args),
    /// Make findings, index, networks and what follows from the record anew
    Rebuild(commands::rebuild::Args),
    /// Signals of posts or plain lines; stores nothing
    Check(commands::check::Args),
    /// Networks of posts by one organiser, most organised first
    Networks(commands::networks::Args),
    /// Families of mirror sites among domains
    Mirrors(commands::mirrors::Args),
    /// Knowledge files: check them with all their examples
    Knowledge(commands::knowledge::Args),
    /// The workbench in a browser, on this machine only
    Serve(commands::serve::Args),
    /// The document of the API, OpenAPI 3.1
    Openapi(commands::openapi::Args),
    /// Make the wording model from labelled posts
    Train(commands::train::Args),
    /// Who did what when, and what a reviewer should look at
    Audit(commands::audit::Args),
    /// Who works here; stand in for a second administrator where there is none
    People(commands::people::Args),
    /// Capture a page as evidence, sealed file by file
    Capture(commands::capture::Args),
    /// Make a court package of evidence, or check one
    Package(commands::package::Args),
    /// Show that a capture can't be changed unseen any more
    Seal(commands::seal::Args),
    /// Check the record and the vault against themselves and against what others have seen of it
    Verify(commands::verify::Args),
    /// Sign the record as it is now, for others to keep
    Checkpoint(commands::checkpoint::Args),
    /// Have a witness of another agency cosign the record as it is now
    Cosign(commands::cosign::Args),
    /// Cosign the records of other agencies, each only as long as it only grows
    Witness(commands::witness::Args),
    /// Write the whole record as lines of text
    ExportRecord(commands::moving::ExportArgs),
    /// Take in a record that was written so
    ImportRecord(commands::moving::ImportArgs),
}

/// How a command ended when nothing went wrong with the command itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Done.
    Done,
    /// Refused, or something was found wanting.
    Wanting,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::try_from_env("ARASHA_LOG").unwrap_or_else(|_| "warn".into()))
        .with_writer(std::io::stderr)
        .init();
    let home = cli.home.unwrap_or_else(|| std::env::home_dir().unwrap_or_default().join(".arasha"));
    let context = Context { home, json: cli.json, knowledge: cli.knowledge, record: cli.record };
    match run(&cli.command, &context) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Wanting) => ExitCode::from(1),
        Err(CommandError::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            tell(&error);
            ExitCode::from(1)
        }
    }
}

#[expect(clippy::print_stderr, reason = "the last word to the person at the terminal")]
fn tell(error: &CommandError) {
    eprintln!("arasha: {error}");
}

fn run(command: &Command, context: &Context) -> Result<Outcome, CommandError> {
    match command {
        Command::Ingest(args) => commands::ingest::run(args, context),
        Command::Watch(args) => commands::watch::run(args, context),
        Command::Search(args) => commands::search::run(args, context),
        Command::Sources(args) => commands::sources::run(args, context),
        Command::Expire(args) => commands::expire::run(args, context),
        Command::Rebuild(args) => commands::rebuild::run(args, context),
        Command::Check(args) => commands::check::run(args, context),
        Command::Networks(args) => commands::networks::run(args, context),
        Command::Mirrors(args) => commands::mirrors::run(args, context),
        Command::Knowledge(args) => commands::knowledge::run(args, context),
        Command::Serve(args) => commands::serve::run(args, context),
        Command::Openapi(args) => commands::openapi::run(args, context),
        Command::Train(args) => commands::train::run(args, context),
        Command::Audit(args) => commands::audit::run(args, context),
        Command::People(args) => commands::people::run(args, context),
        Command::Capture(args) => commands::capture::run(args, context),
        Command::Package(args) => commands::package::run(args, context),
        Command::Seal(args) => commands::seal::run(args, context),
        Command::Verify(args) => commands::verify::run(args, context),
        Command::Checkpoint(args) => commands::checkpoint::run(args, context),
        Command::Cosign(args) => commands::cosign::run(args, context),
        Command::Witness(args) => commands::witness::run(args, context),
        Command::ExportRecord(args) => commands::moving::export(args, context),
        Command::ImportRecord(args) => commands::moving::import(args, context),
    }
}
