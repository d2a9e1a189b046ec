//! `arasha rebuild`: makes what can be derived anew: findings of an older edition, the search index, networks, and
//! what follows from the record.

use corpus::{Progress, Reading};
use serde::Serialize;

use super::{record, shown};
use crate::{CommandError, Context, Outcome};

/// Makes findings of an older edition of the knowledge anew, brings the search index level and links networks again;
/// makes anew what follows from the record, where there is one, and says what differed.
#[derive(Debug, clap::Args)]
pub struct Args {}

#[derive(Serialize)]
struct Line {
    #[serde(flatten)]
    rebuilt: corpus::Rebuilt,
    #[serde(flatten)]
    relinked: corpus::Relinked,
    #[serde(flatten)]
    record: Option<store::Rebuilt>,
}

/// Runs the command.
pub fn run(_: &Args, context: &Context) -> Result<Outcome, CommandError> {
    let corpus = context.corpus()?;
    let reader = context.reader()?;
    let edition = super::edition::of(context)?;
    let read = |text: &str| reader.read(text);
    let progress = Progress::default();
    let reading = Reading { edition: &edition, read: &read };
    let rebuilt = shown::with_bar(&progress, !context.json, || corpus.rebuild(reading, &progress))?;
    let relinked = shown::with_spinner("linking", !context.json, || corpus.relink())?;
    let record = shown::with_spinner("record", !context.json, || record::wait(rebuild_record(context)))?;
    let is_same = record.as_ref().is_none_or(store::Rebuilt::is_same);
    context.say(&format!(
        "{} posts, {} read again ({} of them bear on nothing any more); {} networks of {} posts",
        rebuilt.posts, rebuilt.read_again, rebuilt.no_longer, relinked.networks, relinked.linked
    ))?;
    for projection in record.iter().flat_map(|record| &record.projections) {
        context.say(&format!("record: {} {}, {} rows differed and were mended", projection.rows, projection.name, projection.differed))?;
    }
    if context.json {
        context.line(&Line { rebuilt, relinked, record })?;
    }
    Ok(if is_same { Outcome::Done } else { Outcome::Wanting })
}

async fn rebuild_record(context: &Context) -> Result<Option<store::Rebuilt>, CommandError> {
    let Some(record) = record::open_if_there(context).await? else { return Ok(None) };
    Ok(Some(record.rebuild().await?))
}
