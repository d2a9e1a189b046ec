//! What a reviewer should look at: read from the whole log, as sums with the newest examples.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use record::{Actor, Entry, Moment, PersonId};
use serde::Serialize;
use store::table::what;
use store::{Hashed, Record};

use super::shown::told;
use crate::commands::shown;
use crate::{CommandError, Context};

/// Entries read at a time.
const PAGE: u32 = 2_000;
/// Examples of each finding, and people who read most.
const EXAMPLES: usize = 5;
const READERS: usize = 20;

/// Events by which a person gets power, as `people` writes them.
const POWER: [&str; 3] = ["administrator_founded", "administrator_confirmed", "role_granted"];
/// Events by which they become an administrator.
const ADMINISTRATOR: [&str; 2] = ["administrator_founded", "administrator_confirmed"];
/// Events by which somebody who lost their credentials gets in again.
const RECOVERY: [&str; 3] = ["recovery_requested", "recovery_approved", "recovery_used"];

/// A finding.
#[derive(Default)]
struct Finding {
    count: u64,
    /// The newest last.
    examples: VecDeque<Entry>,
}

/// All findings.
#[derive(Default)]
pub struct Findings {
    entries: u64,
    machine: Finding,
    clock_back: Finding,
    power: Finding,
    read: Finding,
    erased: Finding,
    recoveries: Finding,
    /// Readings of personal data by person and day.
    readers: BTreeMap<(PersonId, String), u64>,
    administrators: BTreeSet<String>,
    before: Option<Moment>,
}

/// A finding as a line of JSON.
#[derive(Serialize)]
struct Line<'a> {
    finding: &'static str,
    count: u64,
    examples: Vec<Example<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    most: Vec<Reader<'a>>,
}

#[derive(Serialize)]
struct Example<'a> {
    place: u64,
    at: Moment,
    person: PersonId,
    stream: &'a str,
    event: String,
}

#[derive(Serialize)]
struct Reader<'a> {
    person: PersonId,
    day: &'a str,
    readings: u64,
}

/// Reads the log from its first entry to its last.
pub async fn of(record: &Record, since: Option<Moment>, until: Option<Moment>, context: &Context) -> Result<Findings, CommandError> {
    let size = record.size().await?;
    let bar = shown::bar(size, !context.json);
    let (mut found, mut from) = (Findings::default(), 0);
    while from < size {
        let page = record.entries(from, PAGE).await?;
        let Some(last) = page.last() else { break };
        from = last.entry.place + 1;
        for Hashed { entry, .. } in page {
            let is_asked = since.is_none_or(|since| entry.at >= since) && until.is_none_or(|until| entry.at < until);
            found.look_at(entry, is_asked);
        }
        bar.set_position(from);
    }
    bar.finish_and_clear();
    Ok(found)
}

impl Findings {
    fn look_at(&mut self, entry: Entry, is_asked: bool) {
        let is_back = self.before.replace(entry.at).is_some_and(|before| entry.at < before);
        let (event, _) = what(&entry);
        let (kind, event) = (entry.stream.kind(), event.as_str());
        if kind == "person" && ADMINISTRATOR.contains(&event) {
            // Whoever became an administrator before the time that is asked for is one all the same.
            self.administrators.insert(entry.stream.to_string());
        }
        if !is_asked {
            return;
        }
        self.entries += 1;
        let is_recovery = kind == "person" && RECOVERY.contains(&event) && self.administrators.contains(entry.stream.as_str());
        let is_read = kind == "subject" && event == "read";
        if is_read {
            *self.readers.entry((entry.person, entry.at.to_string().chars().take(10).collect())).or_default() += 1;
        }
        let judged = [
            (&mut self.machine, entry.person == Actor::local().person),
            (&mut self.clock_back, is_back),
            (&mut self.power, kind == "person" && POWER.contains(&event)),
            (&mut self.read, is_read),
            (&mut self.erased, kind == "subject" && event == "erased"),
            (&mut self.recoveries, is_recovery),
        ];
        judged.into_iter().filter(|(_, is_one)| *is_one).for_each(|(finding, _)| finding.add(&entry));
    }

    fn all(&self) -> [(&'static str, &'static str, &Finding); 6] {
        [
            ("acts_of_the_machine", "done in the name of the installation itself", &self.machine),
            ("clock_set_back", "after which the machine's clock stood earlier than before", &self.clock_back),
            ("power_given", "by which somebody got a role or became an administrator", &self.power),
            ("personal_data_read", "by which personal data was read", &self.read),
            ("erasures", "by which somebody's data was erased", &self.erased),
            ("administrators_recovered", "by which an administrator got in again without their credentials", &self.recoveries),
        ]
    }

    /// Who read most on one day, the most first.
    fn most(&self) -> Vec<Reader<'_>> {
        let mut readers: Vec<_> =
            self.readers.iter().map(|((person, day), readings)| Reader { person: *person, day, readings: *readings }).collect();
        readers.sort_by(|a, b| b.readings.cmp(&a.readings).then_with(|| b.day.cmp(a.day)));
        readers.truncate(READERS);
        readers
    }
}

impl Finding {
    fn add(&mut self, entry: &Entry) {
        self.count += 1;
        if self.examples.len() == EXAMPLES {
            self.examples.pop_front();
        }
        self.examples.push_back(entry.clone());
    }
}

/// Says what was found, to people or as a line each.
pub fn tell(found: &Findings, context: &Context) -> Result<(), CommandError> {
    for (finding, words, Finding { count, examples }) in found.all() {
        let most = if finding == "personal_data_read" { found.most() } else { Vec::new() };
        if context.json {
            let examples = examples.iter().rev().map(example).collect();
            context.line(&Line { finding, count: *count, examples, most })?;
            continue;
        }
        context.say(&format!("{count} entries {words}"))?;
        for reader in most {
            context.say(&format!("{:>9}  readings on {} by {}", reader.readings, reader.day, reader.person))?;
        }
        for entry in examples.iter().rev() {
            context.say(&told(entry))?;
        }
    }
    context.say(&format!("{} entries read; of each finding the newest {EXAMPLES} are shown", found.entries))
}

fn example(entry: &Entry) -> Example<'_> {
    Example { place: entry.place, at: entry.at, person: entry.person, stream: entry.stream.as_str(), event: what(entry).0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names of events are those that stand in logs.
    #[test]
    fn the_events_that_are_looked_for_are_those_of_people() {
        let shapes: Vec<BTreeMap<String, serde_json::Value>> =
            serde_json::from_str(include_str!("../../../../people/tests/shapes/person-1.json")).unwrap();
        let names: BTreeSet<&str> = shapes.iter().flat_map(|event| event.keys()).map(String::as_str).collect();
        for name in POWER.iter().chain(&ADMINISTRATOR).chain(&RECOVERY) {
            assert!(names.contains(name), "{name}");
        }
    }
}
