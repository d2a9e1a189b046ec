//! `arasha package`: makes a court package of items of evidence, and checks one.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use custody::ItemId;
use custody::item::{Event, Names, Origin, Told};
use package::court::{Report, Shown, check_court};
use papers::{Facts, Kind, Person, Reader, Role};
use record::{Actor, Purpose, Reason, StreamName};
use serde_json::{Value, json};
use store::{Random, Record};
use tlog::Policy;
use vault::acquire::Evidence;
use vault::pack::{PackError, Packing, pack};
use words::{Tongue, Words};

use super::{capture, edition, record as place, seal, shown};
use crate::{CommandError, Context, Outcome, clock};

/// Make a court package of items of evidence: originals, histories, proofs, papers, and what checks them without us.
///
/// That it was made becomes an entry of each item; then the witnesses of the policy are asked, so that the package holds what they have
/// seen. `arasha package verify` checks one; so do the page `verify.html` in it and the commands of its `readme.txt`.
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "\
Examples:
  arasha package item-0n2fvr3w9s4q8x6z5y7t1k3m4p --reason 'criminal case 26-01, request 12' --out case-26-01.zip
  arasha package verify case-26-01.zip --policy policy-from-the-prosecutor.txt"
)]
pub struct Args {
    /// Check a package instead
    #[command(subcommand)]
    what: Option<What>,
    /// The items
    #[arg(required = true)]
    items: Vec<String>,
    /// For whom and why, as the record will say for ever; no names of protected people
    #[arg(long, required = true)]
    reason: Option<String>,
    /// File to make; one that is there is not overwritten
    #[arg(long, value_name = "FILE", required = true)]
    out: Option<PathBuf>,
    /// What the package is called
    #[arg(long, default_value = "Arasha")]
    title: String,
    /// Languages of the papers in it, kk or ru or en; none are printed where there is no browser
    #[arg(long, value_delimiter = ',', default_value = "kk,ru", value_name = "CODES")]
    papers: Vec<String>,
    /// Print the papers with a browser that runs without its own walls; needed where this program runs as root
    #[arg(long)]
    no_sandbox: bool,
    /// Zone of local times on the papers, by its IANA name
    #[arg(long, env = "ARASHA_ZONE", default_value = workbench::dates::DEFAULT_ZONE, value_name = "ZONE")]
    zone: String,
}

/// What else is done with a package.
#[derive(Debug, clap::Subcommand)]
enum What {
    /// Check a package: every byte, every entry, every signature
    Verify(VerifyArgs),
}

/// Check a package. Nothing of this installation is needed, and nothing is asked for over a network.
#[derive(Debug, clap::Args)]
struct VerifyArgs {
    /// The package
    file: PathBuf,
    /// Whom you believe: a policy that you have from elsewhere than from the package (C2SP tlog-policy)
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
}

/// Runs the command.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, CommandError> {
    match &args.what {
        Some(What::Verify(args)) => verify(args, context),
        None => make(args, context),
    }
}

fn make(args: &Args, context: &Context) -> Result<Outcome, CommandError> {
    let wrong = |what: String| CommandError::Input(what);
    let items = args.items.iter().map(|item| item.parse().map_err(|_| wrong(format!("{item} is not the name of an item"))));
    let items: Vec<ItemId> = items.collect::<Result<_, _>>()?;
    let reason = Reason::new(args.reason.as_deref().unwrap_or_default()).map_err(|error| wrong(error.to_string()))?;
    let out = args.out.clone().unwrap_or_default();
    let file = File::create_new(&out).map_err(|error| CommandError::File { path: out.clone(), error })?;
    let made = shown::with_spinner("packing", !context.json, || place::wait(packed(args, context, items, reason, file)));
    let packed = match made {
        Ok(packed) => packed,
        Err(error) => {
            // What was written by then is no package.
            let _ = std::fs::remove_file(&out);
            return Err(error);
        }
    };
    if context.json {
        context.line(&json!({ "package": out, "sha256": packed.sha256, "bytes": packed.bytes }))?;
    } else {
        context.say(&format!("{}  {} bytes\nSHA-256 {}", out.display(), packed.bytes, packed.sha256))?;
    }
    Ok(Outcome::Done)
}

async fn packed(
    args: &Args,
    context: &Context,
    items: Vec<ItemId>,
    reason: Reason,
    file: File,
) -> Result<package::court::Packed, CommandError> {
    let (originals, random, edition) = (capture::originals(context)?, Random::system(), edition::of(context)?);
    let record = place::open(context).await?;
    let key = place::log_key(context)?;
    let (text, policy) = seal::policy_text(context, &key)?;
    let (actor, purpose, clock) = (Actor::local(), Purpose::Casework, &clock::now);
    let evidence = Evidence { record: &record, originals: &originals, random: &random, clock, edition: &edition, actor, purpose };
    let papers = printed(args, context, &record, &items).await?;
    let title = args.title.clone();
    let packing = Packing { evidence, items, title, reason, tool: capture::tool()?, policy: text, names: Names::default(), papers };
    let mut out = BufWriter::new(file);
    let cosign = async || {
        let gathered = witness::gather(&record, &key, &policy).await?;
        for (name, error) in &gathered.without {
            tracing::warn!(witness = name, %error, "did not cosign");
        }
        Ok(gathered.checkpoint)
    };
    let packed = pack(packing, cosign, &mut out).await?;
    out.flush()?;
    out.get_ref().sync_all()?;
    Ok(packed)
}

/// Protocol of inspection and custody sheet of each item in the languages asked for.
async fn printed(args: &Args, context: &Context, record: &Record, items: &[ItemId]) -> Result<Vec<(String, Vec<u8>)>, CommandError> {
    let launch = capture::launch(args.no_sandbox);
    if !Path::new(&launch.program).exists() {
        tracing::warn!("no papers: {} is not there", launch.program.display());
        return Ok(Vec::new());
    }
    let book = context.book()?;
    let zone = workbench::dates::zone(&args.zone).ok_or_else(|| CommandError::Input(format!("{:?} is no zone", args.zone)))?;
    let mut papers = Vec::new();
    for (item, number) in items.iter().zip(1..) {
        let mut facts = facts(record, *item, number).await?;
        for code in &args.papers {
            let tongue =
                Tongue::from_code(code).ok_or_else(|| CommandError::Input(format!("{code} is no language of ours: kk, ru, en")))?;
            let reader = Reader { words: Words(tongue), zone: zone.clone() };
            let machine = reader.words.say("told-machine");
            facts.names.people.insert(Actor::local().person, machine.clone());
            facts.names.bodies.insert(Actor::local().agency, machine);
            for kind in kinds(&facts) {
                let html = papers::write(kind, &facts, &book.papers, &reader);
                let html = html.map_err(|error| CommandError::Input(error.to_string()))?;
                let pdf = ::capture::print::print(&launch, &html, ::capture::print::Limits::default()).await;
                let pdf = pdf.map_err(|error| CommandError::Input(format!("a paper was not printed: {error}")))?;
                papers.push((format!("{item}-{}-{code}.pdf", kind.code().replace('_', "-")), pdf));
            }
        }
    }
    Ok(papers)
}

/// Which papers there are of an item: what is no page can't be inspected as one.
fn kinds(facts: &Facts) -> Vec<Kind> {
    let is_page = facts.history.iter().any(|told| matches!(told.event, Event::Begun { origin: Origin::Page { .. }, .. }));
    if is_page { vec![Kind::Inspection, Kind::Custody] } else { vec![Kind::Custody] }
}

async fn facts(record: &Record, item: ItemId, number: usize) -> Result<Facts, CommandError> {
    let entries = record.stream_entries(&StreamName::of::<custody::Item>(item)).await?;
    let history = entries.iter().map(|hashed| Ok(Told::of(&hashed.entry, store::event_of::<custody::Item>(&hashed.entry)?)));
    let person = |role| Person { role, name: String::new() };
    Ok(Facts {
        number: number.to_string(),
        case: String::new(),
        body: String::new(),
        place: String::new(),
        made: clock::now(),
        history: history.collect::<Result<_, store::StoreError>>()?,
        names: Names::default(),
        people: vec![person(Role::Acts), person(Role::Witness)],
        notes: String::new(),
        things: Vec::new(),
        searches: Vec::new(),
        log: None,
    })
}

fn verify(args: &VerifyArgs, context: &Context) -> Result<Outcome, CommandError> {
    let at = |path: &Path| {
        let path = path.to_owned();
        move |error| CommandError::File { path, error }
    };
    let trust = match &args.policy {
        Some(path) => {
            let text = std::fs::read(path).map_err(at(path))?;
            Some(Policy::parse(&text).map_err(|error| CommandError::Input(format!("{}: {error}", path.display())))?)
        }
        None => None,
    };
    let package = BufReader::new(File::open(&args.file).map_err(at(&args.file))?);
    let report = shown::with_spinner("checking", !context.json, || check_court(package, trust.as_ref())).map_err(at(&args.file))?;
    if context.json {
        context.line(&line(&report))?;
    } else {
        words_of(&report).iter().try_for_each(|line| context.say(line))?;
    }
    Ok(if report.is_whole() { Outcome::Done } else { Outcome::Wanting })
}

/// For other programs.
fn line(report: &Report) -> Value {
    let findings: Vec<Value> = report
        .findings
        .iter()
        .map(|one| json!({ "code": one.flaw.code().word(), "path": one.path, "entry": one.entry, "what": one.flaw.to_string() }))
        .collect();
    let log = report.log.as_ref().map(|log| {
        let witnesses: Vec<&str> = log.witnessed.iter().map(|one| one.witness.as_str()).collect();
        json!({ "key": log.key.to_string(), "entries": log.head.size, "witnesses": witnesses })
    });
    let items: Vec<Value> = report
        .items
        .iter()
        .map(|item| json!({ "item": item.item, "entries": item.entries, "proven": item.proven, "files": item.files.len() }))
        .collect();
    json!({ "whole": report.is_whole(), "by_given_policy": report.is_policy_given, "findings": findings, "more": report.more, "log": log, "items": items })
}

/// For people.
fn words_of(report: &Report) -> Vec<String> {
    let findings = report.findings.iter().map(|one| {
        let place = one.path.iter().cloned().chain(one.entry.map(|entry| format!("entry {entry}"))).collect::<Vec<_>>().join(", ");
        format!("{}: {place}: {}", one.flaw.code().word(), one.flaw)
    });
    let more = (report.more > 0).then(|| format!("… and {} more", report.more));
    let log = report.log.iter().map(|log| {
        let seen: Vec<&str> = log.witnessed.iter().map(|one| one.witness.as_str()).collect();
        let seen = if seen.is_empty() { "nobody else".to_owned() } else { seen.join(", ") };
        format!("log: {} entries, seen by {seen}\nkey: {}", log.head.size, log.key)
    });
    let items = report.items.iter().map(told);
    let verdict = match (report.is_whole(), report.is_policy_given) {
        (true, true) => "whole",
        (true, false) => "whole, by the package's own policy: compare the key with what the body publishes, or give --policy",
        (false, _) => "NOT WHOLE",
    };
    findings.chain(more).chain(log).chain(items).chain([format!("package: {verdict}")]).collect()
}

fn told(shown: &Shown) -> String {
    format!("{}: {} files, {} of {} entries proven", shown.item, shown.files.len(), shown.proven, shown.entries)
}

impl From<PackError> for CommandError {
    fn from(error: PackError) -> Self {
        match error {
            PackError::Record(error) => Self::Record(error),
            other => Self::Input(other.to_string()),
        }
    }
}
