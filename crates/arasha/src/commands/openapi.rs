//! `arasha openapi`: the document of the API, for those who write programs.

use crate::{CommandError, Context, Outcome};

/// The document of the API: OpenAPI 3.1, as JSON.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  arasha openapi > openapi.json\n\nWith --json it stands on one line. How to get a token: docs/api.md")]
pub struct Args {}

/// Runs the command.
pub fn run(_: &Args, context: &Context) -> Result<Outcome, CommandError> {
    let document = workbench::api::document::document();
    if context.json {
        context.line(&document)?;
    } else {
        context.say(&document.to_pretty_json().map_err(std::io::Error::from)?)?;
    }
    Ok(Outcome::Done)
}
