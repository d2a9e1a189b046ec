//! `arasha mirrors`: families of mirror sites among domains.

use std::io::{Read, Write};
use std::path::PathBuf;

use corpus::{Corpus, Query};
use network::mirrors::{Expectation, Family, FamilyReason, GenericWords, Lack, List, OddLine, ReasonKind, Site, families};

use crate::{CommandError, Context, Outcome};

/// Lines of a list that are named where not all of them was understood.
const ODD_LINES_SHOWN: usize = 10;

/// Families of mirror sites among domains.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Each line: a domain or link, and perhaps a date (2026-01-03, 2026-01-03T10:00:00Z, 03.01.2026) parted by a space, tab, comma or semicolon.\nLines of which not all is understood are told on stderr; the rest goes through.\nExample:\n  printf 'kyzdar2.net 2026-01-03\\nkyzdar4.net\\n' | arasha mirrors"
)]
pub struct Args {
    /// File with one domain a line; `-` or nothing reads stdin
    path: Option<PathBuf>,
    /// Take the domains that kept posts name too, with the contacts and wordings beside them: complete renames are found by these
    #[arg(long)]
    posts: bool,
}

/// Runs the command.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, CommandError> {
    let mut sites: Vec<Site> = Vec::new();
    if args.path.is_some() || !args.posts {
        let list = List::read(&read(args.path.as_ref())?);
        tell_odd(&list.odd);
        sites.extend(list.sites);
    }
    if args.posts {
        sites.extend(named_by_posts(&context.corpus()?)?);
    }
    let words = generic_words(context)?;
    let found = families(&sites, &words);
    for family in &found {
        if context.json {
            context.line(family)?;
        } else {
            tell(family)?;
        }
    }
    context.say(&format!("{} families among {} domains", found.len(), sites.len()))?;
    Ok(Outcome::Done)
}

/// The sites that kept posts name.
fn named_by_posts(corpus: &Corpus) -> Result<Vec<Site>, CommandError> {
    let mut sites = Vec::new();
    let mut query = Query { limit: 1_000, ..Query::default() };
    loop {
        let found = corpus.find(&query)?;
        sites.extend(found.hits.iter().flat_map(|hit| Site::named_by(&hit.entry.post, &hit.entry.signals)));
        query.offset += found.hits.len();
        if found.hits.len() < query.limit {
            return Ok(sites);
        }
    }
}

fn generic_words(context: &Context) -> Result<GenericWords, CommandError> {
    let files = context.files()?;
    let bytes = files.bytes("domains/generic.toml").unwrap_or_default();
    GenericWords::read(&String::from_utf8_lossy(bytes)).map_err(|error| CommandError::Knowledge(format!("domains/generic.toml: {error}")))
}

fn read(path: Option<&PathBuf>) -> Result<String, CommandError> {
    let mut bytes = Vec::new();
    match path {
        Some(path) if path.as_os_str() != "-" => {
            bytes = std::fs::read(path).map_err(|error| CommandError::File { path: path.clone(), error })?;
        }
        _ => {
            std::io::stdin().read_to_end(&mut bytes)?;
        }
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn tell(family: &Family) -> Result<(), CommandError> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}  {} members", family.name, family.members.len())?;
    writeln!(out, "    {}", family.members.join(" "))?;
    for reason in &family.reasons {
        writeln!(out, "    why: {}", why(reason))?;
    }
    for next in &family.expected_next {
        writeln!(out, "    watch: {} ({})", next.domain, because(&next.reason))?;
    }
    Ok(())
}

fn why(reason: &FamilyReason) -> String {
    let what = match reason.code {
        ReasonKind::Numbers => "one name with changing numbers",
        ReasonKind::Endings => "one name under several endings",
        ReasonKind::Affixes => "one name with changing affixes",
        ReasonKind::Spelling => "one name spelled differently",
        ReasonKind::Content => "the same content",
        ReasonKind::Wording => "named by posts of one wording",
    };
    format!("{what}: {} ({} members)", reason.common, reason.members)
}

fn because(reason: &Expectation) -> String {
    match reason {
        Expectation::NextNumber { after, step } => format!("next number after {after}, usual step {step}"),
        Expectation::Gap { between, and } => format!("number left out between {between} and {and}"),
        Expectation::OtherEnding { used } => format!("its ending is used by {used} members"),
    }
}

/// Tells on stderr what was not understood: how many lines, and the first of them.
fn tell_odd(odd: &[OddLine]) {
    for (lack, what) in [(Lack::Domain, "no domain"), (Lack::Date, "no date that can be read")] {
        let lines: Vec<&OddLine> = odd.iter().filter(|odd| odd.lacks == lack).collect();
        for line in lines.iter().take(ODD_LINES_SHOWN) {
            tracing::warn!(line = line.line, text = line.text, "{what}");
        }
        if lines.len() > ODD_LINES_SHOWN {
            tracing::warn!(lines = lines.len(), "{what} in so many lines in all");
        }
    }
}
