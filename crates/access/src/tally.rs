//! Sums over the whole log: what was done how often, without who did it or to whom.
//!
//! It is a projection kept in memory: each look reads on from where the one before ended, so that a large log is read once and not at each
//! look.

use std::collections::{BTreeMap, BTreeSet};

use people::{CredentialKind, Oversight, Person, person};
use record::subject::{self, Subjects};
use record::{Actor, AgencyId, Entry, Moment, PersonId, Purpose, Workflow};
use store::StoreError;

use crate::House;

/// Entries read at a time.
const PAGE: u32 = 2_000;
const DAY: i64 = 86_400;

/// Sums over a log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many entries were looked at: the size of the log.
    pub entries: u64,
    /// Sign-ins by day (days of UTC since 1970) and way.
    pub sign_ins: BTreeMap<(i64, CredentialKind), u64>,
    /// Readings of personal data.
    pub readings: BTreeMap<Reading, u64>,
    /// Erasures of personal data.
    pub erasures: Erasures,
    /// How often somebody became an administrator.
    pub administrators: u64,
    /// Recoveries of access that were used.
    pub recoveries: u64,
    /// Of these, by those who had ever been made administrators.
    pub administrators_recovered: u64,
    /// Entries made in the name of the installation itself.
    pub by_machine: u64,
    /// Places at which the machine's clock stood earlier than at the entry before.
    pub clock_back: u64,
    /// Parts of the log that were taken out of the program.
    pub exports: u64,
    before: Option<Moment>,
    were_administrators: BTreeSet<PersonId>,
}

/// Readings that are summed together, the latest week first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reading {
    /// The first day of the week, a Monday, in days of UTC since 1970.
    pub week: i64,
    /// For which body it was read.
    pub agency: AgencyId,
    /// For what purpose.
    pub purpose: Purpose,
    /// Whether it was the data of colleagues, not of those for whom the work is done.
    pub of_colleagues: bool,
}

/// Erasures of personal data.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Erasures {
    /// Of colleagues.
    pub colleagues: u64,
    /// Of all others.
    pub others: u64,
}

impl Tally {
    /// Reads on to the end of the log.
    ///
    /// # Errors
    /// Where the record does not answer, or an event is not known to this program.
    pub(crate) async fn read_on(&mut self, house: &House) -> Result<(), StoreError> {
        loop {
            let page = house.record.entries(self.entries, PAGE).await?;
            if page.is_empty() {
                return Ok(());
            }
            for hashed in &page {
                let subject = hashed.entry.stream.id().parse().ok();
                self.take(&hashed.entry, subject.is_some_and(|subject| house.colleague(subject).is_some()))?;
            }
        }
    }

    fn take(&mut self, entry: &Entry, of_colleague: bool) -> Result<(), StoreError> {
        match entry.stream.kind() {
            Person::STREAM => self.person(entry)?,
            Subjects::STREAM => match store::event_of::<Subjects>(entry)? {
                subject::Event::Read { .. } => self.reading(entry, of_colleague),
                subject::Event::Erased { .. } if of_colleague => self.erasures.colleagues += 1,
                subject::Event::Erased { .. } => self.erasures.others += 1,
                subject::Event::Opened { .. } | subject::Event::HandedOver { .. } => {}
            },
            Oversight::STREAM => self.exports += 1,
            _ => {}
        }
        self.by_machine += u64::from(entry.person == Actor::local().person);
        self.clock_back += u64::from(self.before.replace(entry.at).is_some_and(|before| entry.at < before));
        // Last, so that an entry which can't be read is not passed over at the next look.
        self.entries = entry.place + 1;
        Ok(())
    }

    fn person(&mut self, entry: &Entry) -> Result<(), StoreError> {
        use person::Event;
        let who = entry.stream.id().parse::<PersonId>().ok();
        match store::event_of::<Person>(entry)? {
            Event::SignedIn { by, .. } => *self.sign_ins.entry((entry.at.unix_seconds().div_euclid(DAY), by)).or_default() += 1,
            Event::AdministratorFounded(_) | Event::AdministratorConfirmed(_) => {
                self.administrators += 1;
                self.were_administrators.extend(who);
            }
            Event::RecoveryUsed {} => {
                self.recoveries += 1;
                self.administrators_recovered += u64::from(who.is_some_and(|who| self.were_administrators.contains(&who)));
            }
            _ => {}
        }
        Ok(())
    }

    fn reading(&mut self, entry: &Entry, of_colleagues: bool) {
        let week = monday(entry.at.unix_seconds().div_euclid(DAY));
        let reading = Reading { week, agency: entry.agency, purpose: entry.purpose, of_colleagues };
        *self.readings.entry(reading).or_default() += 1;
    }

    /// Sign-ins by way in so many days, today among them.
    #[must_use]
    pub fn sign_ins_of(&self, days: i64, now: Moment) -> BTreeMap<CredentialKind, u64> {
        let today = now.unix_seconds().div_euclid(DAY);
        let mut ways = BTreeMap::new();
        for ((_, way), count) in self.sign_ins.iter().filter(|((day, _), _)| (today - days + 1..=today).contains(day)) {
            *ways.entry(*way).or_default() += count;
        }
        ways
    }
}

/// The Monday of a day's week. 1 January 1970 was a Thursday.
fn monday(day: i64) -> i64 {
    day - (day + 3).rem_euclid(7)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_on_monday() {
        let day = |text: &str| Moment::parse(text).unwrap().unix_seconds().div_euclid(DAY);
        for text in ["2026-11-16T00:00:00Z", "2026-11-19T12:00:00Z", "2026-11-22T23:59:59Z"] {
            assert_eq!(monday(day(text)), day("2026-11-16T00:00:00Z"), "{text}");
        }
        assert_eq!(monday(0), -3);
    }

    #[test]
    fn sign_ins_are_those_of_the_last_days() {
        let now = Moment::parse("2026-11-22T10:00:00Z").unwrap();
        let today = now.unix_seconds().div_euclid(DAY);
        let way = CredentialKind::Passkey;
        let sign_ins = [(today - 30, 8), (today - 29, 4), (today, 2), (today + 1, 1)].map(|(day, count)| ((day, way), count));
        let tally = Tally { sign_ins: sign_ins.into(), ..Tally::default() };
        assert_eq!(tally.sign_ins_of(30, now), [(way, 6)].into());
    }
}
