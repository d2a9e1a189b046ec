//! `arasha seal`: shows that a capture stands in the log as others have seen it, so that an order may be made.

use std::path::PathBuf;

use custody::{ItemId, SealedCapture};
use serde_json::{Value, json};
use store::{LogKey, Record};
use tlog::Policy;
use vault::seal::SealError;
use witness::Gathered;

use super::record as place;
use crate::{CommandError, Context, Outcome};

/// Have the witnesses of the policy cosign the record, and show that a capture is in what they have seen.
///
/// The policy says whom to believe and how many of them must have seen the log (C2SP tlog-policy); it is `record/policy` in the home
/// folder. Without one, the installation's own signature is enough, and nobody else has seen anything: that is said.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: arasha seal item-0n2fvr3w9s4q8x6z5y7t1k3m4p")]
pub struct Args {
    /// The item
    item: String,
}

/// How an attempt to seal came out.
#[derive(Debug)]
pub struct Sealing {
    outcome: Result<SealedCapture, String>,
    gathered: Gathered,
}

/// Runs the command.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, CommandError> {
    let item: ItemId = args.item.parse().map_err(|_| CommandError::Input(format!("{} is not the name of an item", args.item)))?;
    let sealing = place::wait(async { attempt(&place::open(context).await?, item, context).await })?;
    if context.json {
        context.line(&sealing.line())?;
    } else {
        sealing.words().iter().try_for_each(|line| context.say(line))?;
    }
    Ok(if sealing.outcome.is_ok() { Outcome::Done } else { Outcome::Wanting })
}

/// Asks the witnesses of the policy, and looks whether the item is sealed by what they gave.
///
/// # Errors
/// Where the policy can't be read, or the record does not answer. That it is not sealed is no error.
pub async fn attempt(record: &Record, item: ItemId, context: &Context) -> Result<Sealing, CommandError> {
    let key = place::log_key(context)?;
    let (_, policy) = policy_text(context, &key)?;
    let gathered = witness::gather(record, &key, &policy).await?;
    let outcome = match vault::seal::seal(record, item, &gathered.checkpoint, &policy).await {
        Ok(sealed) => Ok(sealed),
        Err(SealError::NotSealed(why)) => Err(why.to_string()),
        Err(SealError::Record(error)) => return Err(error.into()),
    };
    Ok(Sealing { outcome, gathered })
}

/// The policy of this installation, as text and read; where it has none, one that believes its own signature and asks nobody else.
///
/// # Errors
/// Where its file can't be read, or is none.
pub fn policy_text(context: &Context, key: &LogKey) -> Result<(Vec<u8>, Policy), CommandError> {
    let path: PathBuf = context.home.join("record").join("policy");
    let text = match std::fs::read(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => format!("log {}\nquorum none\n", key.verifier()).into_bytes(),
        Err(error) => return Err(CommandError::File { path, error }),
        Ok(text) => text,
    };
    let policy = Policy::parse(&text).map_err(|error| CommandError::Input(format!("{}: {error}", path.display())))?;
    Ok((text, policy))
}

impl Sealing {
    /// For other programs.
    #[must_use]
    pub fn line(&self) -> Value {
        let without: Vec<Value> =
            self.gathered.without.iter().map(|(name, error)| json!({ "witness": name, "why": error.to_string() })).collect();
        match &self.outcome {
            Ok(sealed) => {
                let witnesses: Vec<&str> = sealed.witnessed().iter().map(|one| one.witness.as_str()).collect();
                json!({ "sealed": sealed.item().to_string(), "address": sealed.address(), "manifest": sealed.manifest(),
                        "entries": sealed.head().size, "witnesses": witnesses, "without": without })
            }
            Err(why) => json!({ "sealed": null, "why": why, "without": without }),
        }
    }

    /// For people.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        let verdict = match &self.outcome {
            Ok(sealed) if sealed.witnessed().is_empty() => {
                "sealed by this installation alone: no policy asks for witnesses, so nobody else has seen the log".to_owned()
            }
            Ok(sealed) => {
                let witnesses: Vec<&str> = sealed.witnessed().iter().map(|one| one.witness.as_str()).collect();
                format!("sealed at {} entries of the log, seen by {}", sealed.head().size, witnesses.join(", "))
            }
            Err(why) => format!("not sealed: {why}; try `arasha seal` again later"),
        };
        let without = self.gathered.without.iter().map(|(name, error)| format!("without {name}: {error}"));
        std::iter::once(verdict).chain(without).collect()
    }
}
