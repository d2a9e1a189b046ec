//! `arasha rebuild`: makes what can be derived anew: findings of an older edition, the search index, networks.

use corpus::{Corpus, Progress, Reading};
use serde::Serialize;

use super::shown;
use crate::{CommandError, Context, Outcome};

/// Makes findings of an older edition of the knowledge anew, brings the search index level and links networks again.
#[derive(Debug, clap::Args)]
pub struct Args {}

#[derive(Serialize)]
struct Line {
    #[serde(flatten)]
    rebuilt: corpus::Rebuilt,
    #[serde(flatten)]
    relinked: corpus::Relinked,
}

/// Runs the command.
pub fn run(_: &Args, context: &Context) -> Result<Outcome, CommandError> {
    let corpus = Corpus::open(&context.home)?;
    let reader = context.reader()?;
    let edition = super::edition::of(context)?;
    let read = |text: &str| reader.read(text);
    let progress = Progress::default();
    let reading = Reading { edition: &edition, read: &read };
    let rebuilt = shown::with_bar(&progress, !context.json, || corpus.rebuild(reading, &progress))?;
    let relinked = shown::with_spinner("linking", !context.json, || corpus.relink())?;
    if context.json {
        context.line(&Line { rebuilt, relinked })?;
    }
    context.say(&format!(
        "{} posts, {} read again ({} of them bear on nothing any more); {} networks of {} posts",
        rebuilt.posts, rebuilt.read_again, rebuilt.no_longer, relinked.networks, relinked.linked
    ))?;
    Ok(Outcome::Done)
}
