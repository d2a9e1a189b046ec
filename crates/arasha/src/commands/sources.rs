//! `arasha sources`: sources with their mandates and counts.

use corpus::SourceRow;

use crate::{CommandError, Context, Outcome};

/// Sources with the ground on which they are read, how long their posts are kept, and how many there are.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the command.
pub fn run(_: &Args, context: &Context) -> Result<Outcome, CommandError> {
    let rows = context.corpus()?.sources(None)?;
    for row in &rows {
        if context.json {
            context.line(row)?;
        } else {
            context.say(&described(row))?;
        }
    }
    if rows.is_empty() {
        context.say("no sources yet; `arasha ingest PATH --ground TEXT --keep-days N` enters the first")?;
    }
    Ok(Outcome::Done)
}

fn described(row: &SourceRow) -> String {
    let ground = match &row.mandate {
        Some(mandate) => format!("{}; {} days", mandate.ground, mandate.keep_days),
        None => "no mandate: nothing more is taken from it".to_owned(),
    };
    let span = match (row.first, row.last) {
        (Some(first), Some(last)) => format!(", {} to {}", first.timestamp().strftime("%Y-%m-%d"), last.timestamp().strftime("%Y-%m-%d")),
        _ => String::new(),
    };
    format!(
        "{}\n  {ground}\n  kept {} of {} read, {} worth a look{span}",
        row.name,
        row.posts,
        row.read.unwrap_or_default(),
        row.worth_a_look
    )
}
