//! Who has seen whose personal data.

use record::subject::{Event, State, Subjects};
use record::{AgencyId, Compartment, Moment, PersonId, Purpose, Reason, Region, StreamName, SubjectId, Workflow};
use rights::{Action, Place, Resource};
use store::LogQuery;

use crate::house::Question;
use crate::{AccessError, House, Visitor};

/// What is known of the data of one subject, and who has read it. Nothing of the data itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The subject.
    pub subject: SubjectId,
    /// The colleague whose data it is, where it is one's.
    pub colleague: Option<PersonId>,
    /// Who answers for it.
    pub owner: Option<PersonId>,
    /// To which matters it belongs.
    pub compartment: Option<Compartment>,
    /// Whether it was erased.
    pub erased: bool,
    /// Who has read it, the latest first.
    pub readings: Vec<SeenReading>,
}

/// One reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenReading {
    /// Its place in the log.
    pub place: u64,
    /// When.
    pub at: Moment,
    /// Who.
    pub person: PersonId,
    /// For which body.
    pub agency: AgencyId,
    /// For what purpose.
    pub purpose: Purpose,
    /// What: names of fields.
    pub fields: Vec<String>,
    /// Why, in their words.
    pub reason: Reason,
}

/// Subjects that are listed at most.
const LISTED: u32 = 200;

impl House {
    /// Who has seen the data of a subject: for the subject themself where they are a colleague, and for whoever answers for it.
    ///
    /// # Errors
    /// What the rights refuse; a subject that there is not; a record that does not answer.
    pub async fn who_has_seen(&self, visitor: &Visitor, subject: SubjectId, now: Moment) -> Result<Seen, AccessError> {
        self.refresh().await?;
        let entries = self.record.stream_entries(&StreamName::of::<Subjects>(subject)).await?;
        let mut seen =
            Seen { subject, colleague: self.colleague(subject), owner: None, compartment: None, erased: false, readings: Vec::new() };
        for hashed in entries {
            let entry = &hashed.entry;
            match store::event_of::<Subjects>(entry)? {
                Event::Opened { owner, compartment } => (seen.owner, seen.compartment) = (Some(owner), Some(compartment)),
                Event::HandedOver { owner, .. } => seen.owner = Some(owner),
                Event::Read { fields, reason } => seen.readings.push(SeenReading {
                    place: entry.place,
                    at: entry.at,
                    person: entry.person,
                    agency: entry.agency,
                    purpose: entry.purpose,
                    fields,
                    reason,
                }),
                Event::Erased { .. } => seen.erased = true,
            }
        }
        seen.readings.reverse();
        // Whether there is such a subject is told to nobody who may not look.
        self.require_seen(visitor, &seen, now)?;
        if seen.owner.is_none() { Err(AccessError::Unknown) } else { Ok(seen) }
    }

    /// The subjects of which a visitor may ask who has seen them: themself, and those for whom they answer.
    ///
    /// # Errors
    /// Where the record does not answer.
    pub async fn subjects_of(&self, visitor: &Visitor) -> Result<Vec<SubjectId>, AccessError> {
        self.refresh().await?;
        let own = self.look(|directory| directory.person(visitor.person()).map(|member| member.subject));
        let query = LogQuery {
            kind: Some(Subjects::STREAM.to_owned()),
            mentions: Some(visitor.person().to_string()),
            limit: LISTED,
            ..LogQuery::default()
        };
        let mut found: Vec<SubjectId> = own.into_iter().collect();
        for hashed in self.record.search(&query).await?.entries {
            let Ok(subject) = hashed.entry.stream.id().parse() else { continue };
            if found.contains(&subject) {
                continue;
            }
            let state = self.record.history::<Subjects>(&hashed.entry.stream).await?.state();
            if matches!(state, State::Kept { owner, .. } if owner == visitor.person()) {
                found.push(subject);
            }
        }
        Ok(found)
    }

    /// The colleague whose data a subject's is.
    #[must_use]
    pub fn colleague(&self, subject: SubjectId) -> Option<PersonId> {
        self.look(|directory| directory.person_of(subject))
    }

    fn require_seen(&self, visitor: &Visitor, seen: &Seen, now: Moment) -> Result<(), AccessError> {
        let resource = self.resource_of(visitor, seen.colleague, seen.compartment, seen.owner);
        let purposes: &[Purpose] = if resource.place == Place::Office {
            &[Purpose::Administration, Purpose::Oversight]
        } else {
            &[Purpose::Protection, Purpose::Casework, Purpose::Oversight]
        };
        let mut refused = None;
        for purpose in purposes {
            match self.require(visitor, &Question::new(Action::ReadWhoHasSeen, &resource, *purpose), now) {
                Ok(_) => return Ok(()),
                Err(error) => refused = refused.or(Some(error)),
            }
        }
        Err(refused.unwrap_or(AccessError::Unknown))
    }

    /// How the rights see a subject: a colleague belongs to the installation itself, everybody else to a matter. Where nothing closer is
    /// known, the region is the whole state.
    pub(crate) fn resource_of(
        &self,
        visitor: &Visitor,
        colleague: Option<PersonId>,
        compartment: Option<Compartment>,
        owner: Option<PersonId>,
    ) -> Resource {
        match colleague {
            Some(person) => Resource { about_asker: person == visitor.person(), region: None, ..Resource::office() },
            None => {
                Resource { case_owner: owner, region: whole_state(), ..Resource::matter(compartment.unwrap_or(Compartment::Protection)) }
            }
        }
    }
}

impl House {
    /// The region of a matter that a body keeps: the body's, where it acts for one; the whole state where that says nothing closer, so
    /// that only those who act for the whole state reach it.
    pub(crate) fn region_kept_by(&self, agency: AgencyId) -> Option<Region> {
        let only = self.look(|directory| {
            let mut regions = directory.agency(agency)?.regions.iter();
            regions.next().cloned().filter(|_| regions.next().is_none())
        });
        only.or_else(whole_state)
    }
}

/// The state where no closer region is known.
pub(crate) fn whole_state() -> Option<Region> {
    Region::new("KZ").ok()
}
