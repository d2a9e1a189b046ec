//! `arasha networks`: networks, most organised first, each with its posts and its why.

use corpus::{NetworkDetail, NetworkQuery};
use workbench::api::shapes::NetworkLine;

use crate::{CommandError, Context, Outcome};

/// Rows asked of the corpus at a time.
const PAGE: usize = 500;
/// Contacts shown to people for one network.
const SHOWN: usize = 6;

/// Networks of posts by one organiser, most organised first.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  arasha networks\n  arasha networks --json --limit 20")]
pub struct Args {
    /// How many; all where nothing is given
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

/// Runs the command.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, CommandError> {
    let corpus = context.corpus()?;
    let most = args.limit.unwrap_or(usize::MAX);
    let mut told = 0;
    while told < most {
        let query = NetworkQuery { offset: told, limit: PAGE.min(most - told), ..NetworkQuery::default() };
        let page = corpus.networks(&query)?;
        if page.rows.is_empty() {
            break;
        }
        told += page.rows.len();
        for row in &page.rows {
            if let Some(network) = corpus.network(&row.id, None)? {
                tell(&network, context)?;
            }
        }
    }
    context.say(&format!("{told} networks"))?;
    Ok(Outcome::Done)
}

fn tell(network: &NetworkDetail, context: &Context) -> Result<(), CommandError> {
    let row = &network.row;
    if context.json {
        return context.line(&NetworkLine::of(network));
    }
    context.say(&format!("{}  {:.1}  {} posts  {}", row.id, row.score, row.posts, row.places.join(", ")))?;
    for one in network.identifiers.iter().take(SHOWN) {
        context.say(&format!("    {:?} {} in {} posts", one.kind, one.value, one.posts))?;
    }
    for reason in &row.reasons {
        context.say(&format!("    {:+.1} {}: {}", reason.weight, reason.code, reason.detail.join(", ")))?;
    }
    for one in &network.suppressed {
        context.say(&format!("    suppressed: {:?} {}", one.kind, one.value))?;
    }
    Ok(())
}
