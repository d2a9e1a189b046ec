//! `arasha cosign`: has a witness of another agency cosign the record as it is now.

use std::path::{Path, PathBuf};

use serde_json::json;
use tlog::VerifierKey;
use witness::{Cosigned, Remote, SubmitError};

use super::record;
use crate::{CommandError, Context, Outcome};

/// Signs the record as it is now and has a witness of another agency cosign that; the record keeps the cosignature.
///
/// The witness gets the size of the log and hashes, no entries. Run it often, with each witness: what a witness has cosigned can't be
/// changed or taken back unseen. Where the witness refuses, that is said and the exit code is 1.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: arasha cosign --witness https://witness.ombudsman.example --witness-key ombudsman.key")]
pub struct Args {
    /// Address of the witness
    #[arg(long, value_name = "URL")]
    witness: String,
    /// File with the public key of the witness, as `arasha witness` prints it
    #[arg(long, value_name = "FILE")]
    witness_key: PathBuf,
}

/// Runs the command.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, CommandError> {
    let remote = Remote::new(&args.witness, known(&args.witness_key)?).map_err(failed)?;
    let submitted = record::wait(async {
        let record = record::open(context).await?;
        Ok(witness::submit(&record, &record::log_key(context)?, &remote).await)
    })?;
    match submitted {
        Ok(cosigned) => tell(&cosigned, &args.witness, context),
        Err(refusal) if refusal.is_refusal() => {
            if context.json {
                context.line(&json!({ "witness": args.witness, "refused": refusal.to_string() }))?;
            }
            context.say(&refusal.to_string())?;
            Ok(Outcome::Wanting)
        }
        Err(error) => Err(failed(error)),
    }
}

fn tell(cosigned: &Cosigned, witness: &str, context: &Context) -> Result<Outcome, CommandError> {
    let note = cosigned.checkpoint.note().to_string();
    let size = cosigned.checkpoint.checkpoint().head().size;
    let time = i64::try_from(cosigned.time).ok().and_then(::record::Moment::from_unix_seconds).map(|time| time.to_string());
    if context.json {
        context.line(&json!({ "witness": witness, "size": size, "time": time, "checkpoint": note }))?;
    }
    let time = time.unwrap_or_else(|| "a moment that can't be".to_owned());
    context.say(&format!("cosigned: {size} entries, by {witness} at {time}\n\n{}", note.trim_end_matches('\n')))?;
    Ok(Outcome::Done)
}

fn known(path: &Path) -> Result<VerifierKey, CommandError> {
    let text = std::fs::read_to_string(path).map_err(|error| CommandError::File { path: path.to_owned(), error })?;
    text.trim().parse().map_err(|error| CommandError::Input(format!("{}: not the public key of a witness: {error}", path.display())))
}

fn failed(error: SubmitError) -> CommandError {
    match error {
        SubmitError::Record(error) => CommandError::Record(error),
        other => CommandError::Input(other.to_string()),
    }
}
