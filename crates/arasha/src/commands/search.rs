//! `arasha search`: posts by words, phone in any spelling, handle.

use corpus::{Corpus, Found, Hit, Query, Sort};
use signals::identifiers::Kind;
use workbench::api::shapes::FoundPost;

use crate::{CommandError, Context, Outcome};

/// Posts by words, phone in any spelling or its last digits, handle, link.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  arasha search 'девушки \"без опыта\" -такси'\n  arasha search '8 705 001-02-03'\n  arasha search @name --newest"
)]
pub struct Args {
    /// Words (all must occur), "exact words", -without, a phone, @handle
    #[arg(required = true, value_name = "QUERY", allow_hyphen_values = true)]
    words: Vec<String>,
    /// Latest first instead of best match first
    #[arg(long)]
    newest: bool,
    /// How many
    #[arg(long, default_value_t = 50, value_name = "N")]
    limit: usize,
}

/// Runs the command.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, CommandError> {
    let corpus = context.corpus()?;
    let words = args.words.join(" ");
    let sort = if args.newest { Sort::Newest } else { Sort::Relevance };
    let query = Query { words, sort, limit: args.limit, ..Query::default() };
    let mut found = corpus.find(&query)?;
    if found.total == 0 {
        found = disguised(&corpus, &query, context)?;
    }
    tell(&found, context)?;
    Ok(Outcome::Done)
}

/// A phone may be asked for as disguised as posts write it: then the signals tell which one it is.
fn disguised(corpus: &Corpus, query: &Query, context: &Context) -> Result<Found, CommandError> {
    let signals = context.reader()?.read(&query.words);
    let phone = signals.identifiers.into_iter().find(|found| found.kind == Kind::Phone);
    let query = phone.map_or_else(|| query.clone(), |phone| Query { words: phone.value, ..query.clone() });
    Ok(corpus.find(&query)?)
}

fn tell(found: &Found, context: &Context) -> Result<(), CommandError> {
    for hit in &found.hits {
        if context.json {
            context.line(&FoundPost::of(&hit.entry))?;
        } else {
            context.say(&described(hit))?;
        }
    }
    context.say(&format!("{} posts, {} shown", found.total, found.hits.len()))
}

fn described(hit: &Hit) -> String {
    let post = &hit.entry.post;
    let day = post.published.map(|moment| moment.timestamp().strftime("%Y-%m-%d").to_string()).unwrap_or_default();
    let text: String = post.text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(160).collect();
    format!("{:>6.1}  {}  {day}\n        {text}", hit.entry.signals.score, post.key())
}
