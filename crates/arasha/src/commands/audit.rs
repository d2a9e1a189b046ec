//! `arasha audit`: who did what when, for the one who answers for the installation.
//!
//! The log has identifiers and reasons and no personal data in the clear; nothing is decrypted or looked up here.

mod findings;
mod shown;

use ::record::{AgencyId, CommandId, Moment, MomentError, PersonId, Purpose, StreamName};
use store::{Hashed, LogPage, LogQuery, Record};

use super::record;
use crate::{CommandError, Context, Outcome};

/// Who did what when, the newest first: what the log says, without names.
///
/// `--findings` reads the whole log and lists what a reviewer should look at.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  arasha audit --since 2026-11-01 --until 2026-11-30 --purpose protection
  arasha audit --mentions person-0000000000000000000000000g --limit 1000
  arasha audit --kind subject --csv > readings.csv
  arasha audit --findings --since 2026-11-01

A date is a whole day in UTC. With --json each line is the very line that is hashed, so that others can check it.")]
pub struct Args {
    /// Who acted
    #[arg(long, value_name = "ID")]
    person: Option<PersonId>,
    /// For which agency
    #[arg(long, value_name = "ID")]
    agency: Option<AgencyId>,
    /// To which kind of thing it was done: person, agency, subject …
    #[arg(long, value_name = "WORD")]
    kind: Option<String>,
    /// To which thing it was done, as in person/person-…
    #[arg(long, value_name = "KIND/ID", value_parser = stream)]
    stream: Option<StreamName>,
    /// For what purpose
    #[arg(long, value_name = "PURPOSE", value_parser = purpose)]
    purpose: Option<Purpose>,
    /// By which command
    #[arg(long, value_name = "ID")]
    command: Option<CommandId>,
    /// From this moment or day on
    #[arg(long, value_name = "WHEN", value_parser = since)]
    since: Option<Moment>,
    /// Before this moment, or up to the end of this day
    #[arg(long, value_name = "WHEN", value_parser = until)]
    until: Option<Moment>,
    /// What speaks of this: an identifier anywhere in the event, or that of the thing
    #[arg(long, value_name = "ID")]
    mentions: Option<String>,
    /// How many entries
    #[arg(long, default_value_t = 50, value_name = "N")]
    limit: u64,
    /// A table for a spreadsheet
    #[arg(long, conflicts_with = "findings")]
    csv: bool,
    /// What a reviewer should look at, of the whole log
    #[arg(long, conflicts_with_all = ["person", "agency", "kind", "stream", "purpose", "command", "mentions"])]
    findings: bool,
}

/// Runs the command.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, CommandError> {
    if args.csv && context.json {
        // Said before the command, --json is out of sight of the command's own arguments.
        clap::Error::raw(clap::error::ErrorKind::ArgumentConflict, "--csv and --json are two forms; choose one\n").exit();
    }
    record::wait(async {
        let record = record::open(context).await?;
        if args.findings {
            let found = findings::of(&record, args.since, args.until, context).await?;
            return findings::tell(&found, context);
        }
        list(&record, args, context).await
    })?;
    Ok(Outcome::Done)
}

async fn list(record: &Record, args: &Args, context: &Context) -> Result<(), CommandError> {
    let mut table = shown::Table::new(args.csv)?;
    let (mut query, mut left) = (args.query(), args.limit);
    let mut first: Option<LogPage> = None;
    loop {
        query.limit = u32::try_from(left.min(200)).unwrap_or(200);
        let page = record.search(&query).await?;
        for Hashed { entry, .. } in &page.entries {
            table.show(entry, context)?;
        }
        left = left.saturating_sub(u64::from(query.limit));
        query.before = page.next;
        first.get_or_insert(page);
        if left == 0 || query.before.is_none() {
            break;
        }
    }
    let shown = table.end()?;
    let Some(page) = first.filter(|_| !args.csv) else { return Ok(()) };
    let more = if page.more_matches { "more than " } else { "" };
    context.say(&format!("{more}{} entries, {shown} shown", page.matches))
}

impl Args {
    fn query(&self) -> LogQuery {
        LogQuery {
            person: self.person,
            agency: self.agency,
            kind: self.kind.clone(),
            stream: self.stream.clone(),
            purpose: self.purpose,
            command: self.command,
            from: self.since,
            until: self.until,
            mentions: self.mentions.clone(),
            ..LogQuery::default()
        }
    }
}

fn stream(text: &str) -> Result<StreamName, String> {
    let is_stream = text.split_once('/').is_some_and(|(kind, id)| !kind.is_empty() && !id.is_empty());
    if is_stream { Ok(StreamName::from_log(text.to_owned())) } else { Err("not KIND/ID, as in person/person-…".to_owned()) }
}

fn purpose(text: &str) -> Result<Purpose, String> {
    let all = || Purpose::ALL.map(Purpose::code).join(", ");
    Purpose::from_code(text).ok_or_else(|| format!("not one of {}", all()))
}

fn since(text: &str) -> Result<Moment, MomentError> {
    day(text).map_or_else(|| Moment::parse(text), Ok)
}

fn until(text: &str) -> Result<Moment, MomentError> {
    day(text).map_or_else(|| Moment::parse(text), |day| Ok(day.plus_days(1)))
}

/// The beginning of a day in UTC.
fn day(text: &str) -> Option<Moment> {
    Moment::parse(&format!("{text}T00:00:00Z")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_the_whole_day() {
        assert_eq!(since("2026-11-22").unwrap().to_string(), "2026-11-22T00:00:00Z");
        assert_eq!(until("2026-11-22").unwrap().to_string(), "2026-11-23T00:00:00Z");
        assert_eq!(until("2026-11-22T10:00:00+05:00").unwrap().to_string(), "2026-11-22T05:00:00Z");
        assert!(since("yesterday").is_err() && until("2026-13-01").is_err());
    }
}
