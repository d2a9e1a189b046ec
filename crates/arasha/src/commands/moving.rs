//! `arasha export-record` and `arasha import-record`: move an installation from SQLite to PostgreSQL and back.

use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::PathBuf;

use store::{Moved, Record};

use super::{record, shown};
use crate::{CommandError, Context, Outcome};

/// Writes the whole record as lines of text: entries, checkpoints, wrapped keys.
///
/// The lines hold no personal data in the clear. The master key and the signing key are files of their own and go separately.
/// Passwords, codes and sessions stay behind: on the new machine people get in again by recovery.
#[derive(Debug, clap::Args)]
pub struct ExportArgs {
    /// File to write; it must not exist
    file: PathBuf,
}

/// Takes in a record that `export-record` wrote, all of it or nothing; the record that takes it in must be empty.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: arasha --record postgres://arasha@db.example/arasha import-record record.jsonl")]
pub struct ImportArgs {
    /// File to read
    file: PathBuf,
}

/// Runs `export-record`.
pub fn export(args: &ExportArgs, context: &Context) -> Result<Outcome, CommandError> {
    let unwritable = |error| CommandError::File { path: args.file.clone(), error };
    let moved = record::wait(async {
        let record = record::open(context).await?;
        let file = File::create_new(&args.file).map_err(unwritable)?;
        let bar = shown::bar(record.size().await?, !context.json);
        let mut out = BufWriter::new(file);
        let moved = record.export(&mut out, |done| bar.set_position(done)).await?;
        out.into_inner().map_err(|error| unwritable(error.into_error()))?.sync_all().map_err(unwritable)?;
        bar.finish_and_clear();
        Ok(moved)
    })?;
    tell("written", moved, context)
}

/// Runs `import-record`.
pub fn import(args: &ImportArgs, context: &Context) -> Result<Outcome, CommandError> {
    let file = File::open(&args.file).map_err(|error| CommandError::File { path: args.file.clone(), error })?;
    let moved = record::wait(async {
        let record = Record::open(&record::place(context)?).await?;
        let bar = shown::bar(0, !context.json);
        let moved = record.import(BufReader::new(file), |done| bar.set_position(done)).await?;
        bar.finish_and_clear();
        Ok(moved)
    })?;
    tell("taken in", moved, context)
}

fn tell(done: &str, moved: Moved, context: &Context) -> Result<Outcome, CommandError> {
    if context.json {
        context.line(&moved)?;
    }
    context.say(&format!("{done}: {} entries, {} checkpoints, {} keys of subjects", moved.entries, moved.checkpoints, moved.keys))?;
    Ok(Outcome::Done)
}
