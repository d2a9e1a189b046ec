//! `arasha watch`: takes what appears in a folder until it is told to end.

use std::path::PathBuf;
use std::time::Duration;

use corpus::Watch;

use super::ingest::{Job, MandateArgs, ReadingArgs, tell};
use super::shown;
use crate::{CommandError, Context, Outcome};

/// Takes what appears in a folder until Ctrl-C; moves and changes nothing there.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  arasha watch ~/exports --ground 'Order 12 of 15 January 2026' --keep-days 180")]
pub struct Args {
    /// The folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[command(flatten)]
    mandate: MandateArgs,
    #[command(flatten)]
    reading: ReadingArgs,
    /// Take what is there and end
    #[arg(long)]
    once: bool,
}

/// Runs the command.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, CommandError> {
    let corpus = context.corpus()?;
    args.mandate.enter(&corpus)?;
    let job = Job::new(&corpus, &args.mandate, &args.reading, context)?;
    let mut watch = Watch::open(&context.home, &args.folder)?;
    shown::listen();
    let mut refused = 0;
    let mut looks = 0_u32;
    while !shown::was_interrupted() && (!args.once || looks <= 1) {
        let (files, rejects) = watch.look();
        if !files.is_empty() {
            let summary = job.ingest(&files, rejects)?;
            refused += summary.refused;
            // What was refused for want of a mandate is looked at again once there is one.
            if summary.refused == 0 && !shown::was_interrupted() {
                watch.take(&files)?;
            } else {
                watch.skip(&files);
            }
            tell(&summary, context)?;
        }
        looks += 1;
        std::thread::sleep(Duration::from_secs(1));
    }
    Ok(if refused > 0 { Outcome::Wanting } else { Outcome::Done })
}
