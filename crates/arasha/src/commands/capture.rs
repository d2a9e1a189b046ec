//! `arasha capture`: a page becomes an item of evidence.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use access::Cabinet;
use capture::CaptureError;
use capture::browser::Launch;
use capture::guard::{Bounds, by_system};
use capture::page::Limits;
use custody::item::{MissingWhy, Origin};
use custody::{KeptFile, Tool};
use record::{Actor, Compartment, Purpose};
use store::{Random, Record};
use vault::acquire::{AcquireError, Evidence, Wanted, close_left_open};
use vault::capture::{Acquired, Loading, capture_page};
use vault::stamping::Stamping;
use vault::{Means, Originals, VaultError};

use super::seal::{self, Sealing};
use super::{edition, record as place, shown, stamps};
use crate::{CommandError, Context, Outcome, clock};

/// An original has so many bytes at most. The number is ours.
const LARGEST: u64 = 16 << 30;

/// Seconds that a capture may take, where nothing else is said.
const SECONDS: u64 = 60;
/// Megabytes that may come in, where nothing else is said.
const MEGABYTES: u64 = 200;

/// Capture a page as evidence: every exchange with its server, the page as sent and as seen, a picture, a print; each file hashed, sealed
/// and entered in the record at once.
///
/// The browser reaches the public network and nothing else. What could not be got is named. An attempt that brings nothing is in the
/// record too.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: arasha capture https://example.org/job-offer")]
pub struct Args {
    /// Address of the page, with http:// or https://
    address: String,
    /// Seconds that the capture may take
    #[arg(long, default_value_t = SECONDS, value_name = "N")]
    seconds: u64,
    /// Megabytes that may come in
    #[arg(long, default_value_t = MEGABYTES, value_name = "N")]
    megabytes: u64,
    /// Run the browser without its own walls; needed where this program runs as root, and noted in the manifest
    #[arg(long)]
    no_sandbox: bool,
    /// Place that is reached although it is not in the public network (may be repeated)
    #[arg(long, hide = true, value_name = "ADDRESS:PORT")]
    reach: Vec<SocketAddr>,
}

/// Runs the command.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, CommandError> {
    let edition = edition::of(context)?;
    let random = Random::system();
    let (originals, stamps) = (originals(context)?, stamps::of(context)?);
    let is_stamped = !stamps.is_empty();
    let (acquired, sealing) = shown::with_spinner("capturing", !context.json, || {
        place::wait(async {
            let record = Record::open(&place::place(context)?).await?;
            let (actor, purpose) = (Actor::local(), Purpose::Casework);
            let evidence =
                Evidence { record: &record, originals: &originals, random: &random, clock: &clock::now, edition: &edition, actor, purpose };
            close_left_open(evidence).await?;
            let acquired = capture_page(evidence, wanted(args)?, &args.address, &loading(&Bounded::of(args), stamps)).await?;
            let sealing = match &acquired {
                Acquired::Held { item, .. } => Some(seal::attempt(&record, *item, context).await?),
                Acquired::Failed { .. } => None,
            };
            Ok((acquired, sealing))
        })
    })?;
    tell(&acquired, sealing.as_ref(), args, context)?;
    if !is_stamped && !context.json {
        context.say("  no stamp of time by others: record/stamps.toml names no authority")?;
    }
    Ok(if matches!(acquired, Acquired::Held { .. }) { Outcome::Done } else { Outcome::Wanting })
}

/// The originals of this installation.
///
/// # Errors
/// Where another program has them open, or a file can't be read or written.
pub fn originals(context: &Context) -> Result<Originals, CommandError> {
    Ok(opened(context)??)
}

/// The originals of this installation; none where another program has them open.
///
/// # Errors
/// Where a file can't be read or written.
pub fn originals_if_free(context: &Context) -> Result<Option<Originals>, CommandError> {
    match opened(context)? {
        Err(VaultError::InUse(_)) => Ok(None),
        other => Ok(Some(other?)),
    }
}

fn opened(context: &Context) -> Result<Result<Originals, VaultError>, CommandError> {
    let master = Arc::new(place::master_key(context)?);
    Ok(Originals::at(&context.home, Means { master, random: Random::system(), largest: LARGEST }))
}

/// Where the workbench keeps evidence, and how it captures.
///
/// # Errors
/// Where another program has the vault open, or a file can't be read or written.
pub fn cabinet(no_sandbox: bool, reach: &[SocketAddr], context: &Context) -> Result<Cabinet, CommandError> {
    let loading = loading(&Bounded { seconds: SECONDS, megabytes: MEGABYTES, no_sandbox, reach }, stamps::of(context)?);
    Ok(Cabinet::new(originals(context)?, loading, tool()?, Arc::new(clock::now)))
}

/// How a page may be loaded.
struct Bounded<'a> {
    seconds: u64,
    megabytes: u64,
    no_sandbox: bool,
    reach: &'a [SocketAddr],
}

impl<'a> Bounded<'a> {
    fn of(args: &'a Args) -> Self {
        Self { seconds: args.seconds, megabytes: args.megabytes, no_sandbox: args.no_sandbox, reach: &args.reach }
    }
}

/// This program, as histories name it.
///
/// # Errors
/// Never: its name and version are lines.
pub fn tool() -> Result<Tool, CommandError> {
    Tool::new("Arasha", env!("CARGO_PKG_VERSION")).map_err(|error| CommandError::Input(error.to_string()))
}

/// The browser that captures and prints.
#[must_use]
pub fn launch(no_sandbox: bool) -> Launch {
    Launch { sandbox: !no_sandbox, ..Launch::chromium() }
}

fn software() -> String {
    format!("Arasha {}", env!("CARGO_PKG_VERSION"))
}

fn wanted(args: &Args) -> Result<Wanted, CommandError> {
    let origin = Origin::Page { address: args.address.clone() };
    Ok(Wanted { origin, compartment: Compartment::Operational, region: None, tool: tool()? })
}

fn loading(args: &Bounded<'_>, stamps: Vec<Stamping>) -> Loading {
    let bounds =
        Bounds { most_bytes: args.megabytes.saturating_mul(1_000_000), dial_time: Duration::from_secs(10), also: args.reach.to_vec() };
    Loading {
        launch: launch(args.no_sandbox),
        bounds,
        resolve: by_system(),
        limits: Limits { time: Duration::from_secs(args.seconds), ..Limits::default() },
        software: software(),
        stamps,
    }
}

fn tell(acquired: &Acquired, sealing: Option<&Sealing>, args: &Args, context: &Context) -> Result<(), CommandError> {
    match acquired {
        Acquired::Held { item, files, missing, short } => {
            if context.json {
                let seal = sealing.map(Sealing::line);
                let line =
                    serde_json::json!({ "item": item.to_string(), "files": files, "missing": missing, "short": short, "seal": seal });
                return context.line(&line);
            }
            context.say(&item.to_string())?;
            files.iter().try_for_each(|file| context.say(&words(file)))?;
            for one in missing {
                context.say(&format!("  not got: {} ({})", one.what, reason(one.why)))?;
            }
            if !short.is_empty() {
                context.say(&format!("  the capture came short of the page: {short:?}"))?;
            }
            sealing.map_or(Ok(()), |sealing| sealing.words().iter().try_for_each(|line| context.say(&format!("  {line}"))))
        }
        Acquired::Failed { item, why } => {
            if context.json {
                return context.line(&serde_json::json!({ "item": item.to_string(), "failed": why.to_string() }));
            }
            context.say(&format!("{item}\n  nothing was captured: {}", advice(why, args)))
        }
    }
}

/// Why nothing came, and what to do.
fn advice(why: &CaptureError, args: &Args) -> String {
    match why {
        CaptureError::Ended if !args.no_sandbox => format!("{why}; where this program runs as root, it starts with --no-sandbox only"),
        _ => why.to_string(),
    }
}

fn reason(why: MissingWhy) -> &'static str {
    match why {
        MissingWhy::Refused => "not loaded: inside a network, or no page",
        MissingWhy::TimedOut => "took too long",
        MissingWhy::TooLarge => "too large",
        MissingWhy::Broken => "no answer, or it broke off",
        MissingWhy::Abandoned => "the page went on without it",
    }
}

fn words(file: &KeptFile) -> String {
    format!("  {:<18} {:>12} bytes  SHA-256 {}", file.name.as_str(), file.bytes, file.hashes.sha256)
}

impl From<VaultError> for CommandError {
    fn from(error: VaultError) -> Self {
        Self::Input(error.to_string())
    }
}

impl From<AcquireError> for CommandError {
    fn from(error: AcquireError) -> Self {
        match error {
            AcquireError::Record(error) => Self::Record(error),
            other => Self::Input(other.to_string()),
        }
    }
}
