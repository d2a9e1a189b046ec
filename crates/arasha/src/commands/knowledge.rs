//! `arasha knowledge check`: reads all knowledge files and tries every example.

use serde::Serialize;

use crate::{CommandError, Context, Outcome};
use knowledge::Book;
use signals::Reader;

/// Knowledge files.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Read all files and try every example
    Check,
}

/// One example that does not hold.
#[derive(Debug, Serialize)]
struct Wrong<'a> {
    indicator: &'a str,
    language: &'a str,
    expected: &'static str,
    text: &'a str,
}

/// Runs the command.
pub fn run(args: &Args, context: &Context) -> Result<Outcome, CommandError> {
    match args.action {
        Action::Check => check(context),
    }
}

fn check(context: &Context) -> Result<Outcome, CommandError> {
    let book = match Book::read(&context.files()?) {
        Ok(book) => book,
        Err(faults) => {
            for fault in &faults {
                context.say(&fault.to_string())?;
                if context.json {
                    context.line(&serde_json::json!({ "file": fault.file, "fault": fault.what }))?;
                }
            }
            return Ok(Outcome::Wanting);
        }
    };
    let reader = Reader::new(&book)?;
    let (mut tried, mut wrong) = (0_usize, 0_usize);
    for indicator in &book.indicators {
        for (language, terms) in &indicator.terms {
            let matching = terms.examples.matching.iter().map(|text| (text, true));
            let others = terms.examples.no_match.iter().map(|text| (text, false));
            for (text, expected) in matching.chain(others) {
                tried += 1;
                if reader.shows(text, &indicator.code) != expected {
                    wrong += 1;
                    let expected = if expected { "match" } else { "no match" };
                    report(context, &Wrong { indicator: &indicator.code, language, expected, text })?;
                }
            }
        }
    }
    context.say(&format!("{} indicators, {tried} examples tried, {wrong} wrong", book.indicators.len()))?;
    Ok(if wrong == 0 { Outcome::Done } else { Outcome::Wanting })
}

fn report(context: &Context, wrong: &Wrong<'_>) -> Result<(), CommandError> {
    if context.json {
        return context.line(wrong);
    }
    context.say(&format!("{} ({}): expected {} in {:?}", wrong.indicator, wrong.language, wrong.expected, wrong.text))
}
