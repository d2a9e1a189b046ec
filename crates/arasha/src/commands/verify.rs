//! `arasha verify`: checks the whole record against itself and against what others have seen of it, and the vault against both.

use std::path::PathBuf;

use store::{Fault, Record, Verified};
use tlog::{Log, SignedCheckpoint, VerifierKey};
use vault::{Depth, Finding};

use super::{capture, record, shown};
use crate::{CommandError, Context, Outcome};

/// Checks the record: every entry, the chain, the hash tree, and every checkpoint that was signed. Checks the vault, where there is one:
/// every original, and whether all that the record names is there.
///
/// What a database's administrator could do unseen by the database alone shows against a checkpoint that somebody else keeps: give
/// those of witnesses, inspectors or printed protocols with `--seen`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: arasha verify --seen witness/checkpoint.txt")]
pub struct Args {
    /// Checkpoint that somebody else has of this record (may be repeated)
    #[arg(long, value_name = "FILE")]
    seen: Vec<PathBuf>,
    /// Public key of the log, as `arasha checkpoint --key` prints it, where this machine does not hold its signing key
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// Decrypt each original and work out its four hashes anew, instead of looking at the stored bytes only
    #[arg(long)]
    deep: bool,
}

/// Runs the command.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, CommandError> {
    let seen = args.seen.iter().map(checkpoint).collect::<Result<Vec<_>, _>>()?;
    let (verified, kept) = record::wait(async {
        let record = record::open(context).await?;
        let log = match &args.key {
            Some(path) => known_by(&read(path)?)?,
            None => record::known_log_key(context)?.log()?,
        };
        let total = record.size().await?;
        let bar = shown::bar(total, !context.json);
        let verified = record.verify(&log, &seen, |done| bar.set_position(done)).await?;
        bar.finish_and_clear();
        Ok((verified, vault(&record, args, context).await?))
    })?;
    tell(&verified, &kept, context)?;
    let is_kept = !matches!(&kept, Looked::At(kept) if !kept.findings.is_empty());
    let is_sound = verified.is_sound() && is_kept;
    Ok(if is_sound { Outcome::Done } else { Outcome::Wanting })
}

/// What became of looking at the vault.
enum Looked {
    /// There is none.
    NoVault,
    /// Another program, a server for instance, has it open.
    InUse,
    /// It was looked at.
    At(Kept),
}

/// What is kept, and what is wrong with it.
struct Kept {
    originals: usize,
    bytes: u64,
    findings: Vec<Finding>,
}

/// Checks the vault of this installation, where there is one.
async fn vault(record: &Record, args: &Args, context: &Context) -> Result<Looked, CommandError> {
    if !context.home.join("vault").exists() {
        return Ok(Looked::NoVault);
    }
    let Some(originals) = capture::originals_if_free(context)? else { return Ok(Looked::InUse) };
    let compared = originals.compare(record).await.map_err(|error| CommandError::Input(error.to_string()))?;
    let bar = shown::bytes_bar(!context.json);
    let depth = if args.deep { Depth::Deep } else { Depth::Quick };
    let checked = originals.check(depth, &|progress| {
        bar.set_length(progress.of_bytes);
        bar.set_position(progress.bytes);
    })?;
    bar.finish_and_clear();
    let findings = checked.findings.into_iter().chain(compared.findings).collect();
    Ok(Looked::At(Kept { originals: checked.originals, bytes: checked.bytes, findings }))
}

fn tell_kept(kept: &Kept, context: &Context) -> Result<(), CommandError> {
    for finding in &kept.findings {
        let of = finding.original.map(|original| format!("original {original}")).or_else(|| finding.file.clone()).unwrap_or_default();
        context.say(&format!("{of}: {}", finding.damage))?;
    }
    let verdict = if kept.findings.is_empty() { "sound" } else { "NOT SOUND" };
    context.say(&format!("vault: {verdict}; {} originals, {} bytes stored", kept.originals, kept.bytes))
}

fn tell(verified: &Verified, kept: &Looked, context: &Context) -> Result<(), CommandError> {
    if context.json {
        let finding = |finding: &Finding| serde_json::json!({ "original": finding.original, "file": finding.file, "damage": finding.damage.to_string() });
        let kept = match kept {
            Looked::NoVault => None,
            Looked::InUse => Some(serde_json::json!({ "in_use": true })),
            Looked::At(kept) => {
                let findings: Vec<_> = kept.findings.iter().map(finding).collect();
                Some(serde_json::json!({ "originals": kept.originals, "bytes": kept.bytes, "findings": findings }))
            }
        };
        return context.line(&Line { record: verified, vault: kept });
    }
    match kept {
        Looked::NoVault => {}
        Looked::InUse => context.say("vault: NOT LOOKED AT, because another program has it open; stop that first")?,
        Looked::At(kept) => tell_kept(kept, context)?,
    }
    for fault in &verified.faults {
        context.say(&words(fault))?;
    }
    if verified.more > 0 {
        context.say(&format!("… and {} more", verified.more))?;
    }
    if verified.clock_back > 0 {
        context.say(&format!(
            "(the machine's clock was set back {} times; the order of entries is sound all the same)",
            verified.clock_back
        ))?;
    }
    let verdict = if verified.is_sound() { "sound" } else { "NOT SOUND" };
    context.say(&format!("record: {verdict}; {} entries, {} checkpoints compared", verified.entries, verified.checkpoints))
}

/// The line of `--json`: the record's, and what is kept.
#[derive(serde::Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    record: &'a Verified,
    #[serde(skip_serializing_if = "Option::is_none")]
    vault: Option<serde_json::Value>,
}

fn words(fault: &Fault) -> String {
    match fault {
        Fault::Missing { from, to } if *to == from + 1 => format!("entry {from} is missing"),
        Fault::Missing { from, to } => format!("entries {from} to {} are missing", to - 1),
        Fault::Unreadable { place, what } => format!("entry {place} can't be read: {what}"),
        Fault::Altered { place } => format!("entry {place} was altered: it is not what was hashed"),
        Fault::Unchained { place } => format!("entry {place} does not follow the one before it"),
        Fault::Version { place } => format!("entry {place} has the wrong number in its history"),
        Fault::Head => "the head of the log does not fit its entries".to_owned(),
        Fault::Node { level, place } => format!("node {place} of level {level} of the hash tree does not fit the entries"),
        Fault::Checkpoint { what } => format!("a checkpoint can't be read: {what}"),
        Fault::Stranger { size } => format!("the checkpoint of size {size} is not signed by this log's key"),
        Fault::Shortened { size, now } => format!("the log had {size} entries when it was signed and has {now} now: it was rolled back"),
        Fault::Rewritten { size } => format!("the first {size} entries are not those that were signed: the log was rewritten"),
    }
}

fn read(path: &PathBuf) -> Result<String, CommandError> {
    std::fs::read_to_string(path).map_err(|error| CommandError::File { path: path.clone(), error })
}

fn checkpoint(path: &PathBuf) -> Result<SignedCheckpoint, CommandError> {
    SignedCheckpoint::parse(read(path)?.as_bytes()).map_err(|error| CommandError::Input(format!("{}: {error}", path.display())))
}

/// The log that is known by a public key; the key's name is the log's.
fn known_by(text: &str) -> Result<Log, CommandError> {
    let key: VerifierKey = text.trim().parse().map_err(|error| CommandError::Input(format!("not the public key of a log: {error}")))?;
    Log::new(key.name().as_str(), vec![key.clone()]).map_err(|error| CommandError::Input(error.to_string()))
}
