//! `arasha checkpoint`: signs the record as it is now, for others to keep.

use super::record;
use crate::{CommandError, Context, Outcome};

/// Signs the record as it is now and prints that: a few lines for others to keep, so that nothing before them can be changed unseen.
///
/// Hand it to another agency, an inspector, a notary; print it in a protocol. `arasha verify --seen FILE` compares the record with it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print the public key of the log instead, by which others know its signature
    #[arg(long)]
    key: bool,
}

/// Runs the command.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, CommandError> {
    let text = record::wait(async {
        let record = record::open(context).await?;
        let key = record::log_key(context)?;
        if args.key {
            return Ok(format!("{}\n", key.verifier()));
        }
        Ok(record.sign_checkpoint(&key).await?.note().to_string())
    })?;
    if context.json {
        context.line(&serde_json::json!({ if args.key { "key" } else { "checkpoint" }: text }))?;
    } else {
        context.say(text.trim_end_matches('\n'))?;
    }
    Ok(Outcome::Done)
}
