//! `arasha expire`: removes posts whose mandate does not let them be kept any longer.

use serde::Serialize;

use crate::{CommandError, Context, Outcome, clock};

/// Removes posts that are past their date, from store, index and findings.
#[derive(Debug, clap::Args)]
pub struct Args {}

#[derive(Serialize)]
struct Line {
    expired: u64,
}

/// Runs the command.
pub fn run(_: &Args, context: &Context) -> Result<Outcome, CommandError> {
    let corpus = context.corpus()?;
    let expired = corpus.expire(clock::now())?;
    if expired > 0 {
        corpus.relink()?;
    }
    if context.json {
        context.line(&Line { expired })?;
    }
    context.say(&format!("removed {expired} posts that were past their date"))?;
    Ok(Outcome::Done)
}
