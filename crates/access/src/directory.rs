//! The directory: all bodies and people as the log has left them, kept in memory and brought up to date from the log.
//!
//! It is a projection: it may be forgotten at any moment, and is made again from the log alone.

use std::collections::{BTreeMap, BTreeSet};

use people::{Agency, AgencyFacts, Authority, Emergency, EmergencyId, Person, agency, emergency, person};
use record::{AgencyId, Entry, Moment, PersonId, SubjectId, Workflow};
use store::{Hashed, Record, StoreError};

/// Kinds of streams that the directory follows.
const KINDS: [&str; 3] = [Agency::STREAM, Person::STREAM, Emergency::STREAM];

/// Entries of the log that concern the directory, up to a place.
#[derive(Debug)]
pub struct News {
    entries: Vec<Hashed>,
    next: u64,
}

/// All bodies and people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Directory {
    agencies: BTreeMap<AgencyId, agency::State>,
    people: BTreeMap<PersonId, person::State>,
    emergencies: BTreeMap<EmergencyId, emergency::State>,
    /// Whose data a subject's is, of all people here: people and their subjects never change.
    subjects: BTreeMap<SubjectId, PersonId>,
    /// Emergencies that wait to be confirmed (some for nothing any more: their time passed) or to be reviewed.
    unsettled: BTreeSet<EmergencyId>,
    /// The first place of the log that was not looked at.
    next: u64,
}

impl Directory {
    /// The directory as the whole log makes it.
    ///
    /// # Errors
    /// Where the record does not answer, or an event is not known to this program.
    pub async fn read(record: &Record) -> Result<Self, StoreError> {
        let mut directory = Self::default();
        directory.learn(&Self::news(record, 0).await?)?;
        Ok(directory)
    }

    /// What the log has from a place on that concerns the directory.
    ///
    /// # Errors
    /// Where the record does not answer.
    pub async fn news(record: &Record, from: u64) -> Result<News, StoreError> {
        let (entries, next) = record.newer(from, &KINDS).await?;
        Ok(News { entries, next })
    }

    /// Takes in what was written; what it knows already is passed over.
    ///
    /// # Errors
    /// Where an event is not known to this program.
    pub fn learn(&mut self, news: &News) -> Result<(), StoreError> {
        let unknown = self.next;
        for hashed in news.entries.iter().filter(|hashed| hashed.entry.place >= unknown) {
            self.take(&hashed.entry)?;
            // One by one, so that nothing is taken in twice where a later entry is not known.
            self.next = hashed.entry.place + 1;
        }
        self.next = self.next.max(news.next);
        Ok(())
    }

    /// The first place of the log that was not looked at.
    #[must_use]
    pub fn next(&self) -> u64 {
        self.next
    }

    fn take(&mut self, entry: &Entry) -> Result<(), StoreError> {
        match entry.stream.kind() {
            Agency::STREAM => drop(fold::<Agency, _>(&mut self.agencies, entry)?),
            Person::STREAM => {
                let (id, state) = fold::<Person, _>(&mut self.people, entry)?;
                if let Some(member) = &state.member {
                    self.subjects.insert(member.subject, id);
                }
            }
            Emergency::STREAM => {
                let (id, state) = fold::<Emergency, _>(&mut self.emergencies, entry)?;
                let waits = state.asked.as_ref().is_some_and(|asked| matches!(asked.standing, emergency::Standing::Waiting { .. }));
                if waits || state.waits_for_review() {
                    self.unsettled.insert(id);
                } else {
                    self.unsettled.remove(&id);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// A body; one that was never founded is empty.
    #[must_use]
    pub fn agency(&self, id: AgencyId) -> Option<&agency::Body> {
        self.agencies.get(&id).and_then(|state| state.body.as_ref())
    }

    /// What commands about people carry of their body.
    #[must_use]
    pub fn agency_facts(&self, id: AgencyId) -> Option<AgencyFacts> {
        self.agencies.get(&id).and_then(agency::State::facts)
    }

    /// A person.
    #[must_use]
    pub fn person(&self, id: PersonId) -> Option<&person::Member> {
        self.people.get(&id).and_then(|state| state.member.as_ref())
    }

    /// All bodies, by identifier.
    pub fn agencies(&self) -> impl Iterator<Item = &agency::Body> {
        self.agencies.values().filter_map(|state| state.body.as_ref())
    }

    /// All people, by identifier.
    pub fn people(&self) -> impl Iterator<Item = &person::Member> {
        self.people.values().filter_map(|state| state.member.as_ref())
    }

    /// All emergencies, by identifier.
    pub fn emergencies(&self) -> impl Iterator<Item = (EmergencyId, &emergency::State)> {
        self.emergencies.iter().map(|(id, state)| (*id, state))
    }

    /// Emergencies that wait, or waited in vain, to be confirmed, and those that wait to be reviewed: the few that a look at every page
    /// can afford.
    pub fn unsettled(&self) -> impl Iterator<Item = &emergency::State> {
        self.unsettled.iter().filter_map(|id| self.emergencies.get(id))
    }

    /// The person here whose data a subject's is.
    #[must_use]
    pub fn person_of(&self, subject: SubjectId) -> Option<PersonId> {
        self.subjects.get(&subject).copied()
    }

    /// An emergency.
    #[must_use]
    pub fn emergency(&self, id: EmergencyId) -> Option<&emergency::State> {
        self.emergencies.get(&id)
    }

    /// What a person may act as at a moment.
    #[must_use]
    pub fn authority(&self, id: PersonId, now: Moment) -> Option<Authority> {
        let person = self.people.get(&id)?;
        let agency = self.agencies.get(&person.member.as_ref()?.agency)?;
        Authority::at(person, agency, now)
    }

    /// Whether the installation has an administrator, at work or still invited.
    #[must_use]
    pub fn has_administrator(&self, now: Moment) -> bool {
        self.people.values().any(|state| state.is_administrator_at(now))
    }

    /// How many people other than this one are at work as administrators.
    #[must_use]
    pub fn other_administrators(&self, than: PersonId, now: Moment) -> u32 {
        let others = self.people.keys().filter(|id| **id != than);
        let at_work = others.filter(|id| self.authority(**id, now).is_some_and(|authority| authority.holds(record::Role::Administrator)));
        u32::try_from(at_work.count()).unwrap_or(u32::MAX)
    }
}

/// Takes an event into the state of the one thing that it is about; gives that thing as it is now.
fn fold<'a, W: Workflow, I: Ord + Copy + std::str::FromStr>(
    states: &'a mut BTreeMap<I, W::State>,
    entry: &Entry,
) -> Result<(I, &'a W::State), StoreError> {
    let broken = |what: &str| StoreError::Entry { place: entry.place, what: what.to_owned() };
    let id = entry.stream.id().parse().map_err(|_| broken("the name of its stream is none"))?;
    let event = store::event_of::<W>(entry)?;
    let state = states.entry(id).or_default();
    *state = W::evolve(std::mem::take(state), &event);
    Ok((id, state))
}
