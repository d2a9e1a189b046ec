//! The log, as far as somebody may read it.

use std::collections::HashMap;

use custody::{Item, ItemId};
use people::{Agency, Emergency, Oversight, Person};
use record::subject::{Event, Subjects};
use record::{AgencyId, Compartment, Entry, Moment, PersonId, Purpose, Region, StreamName, SubjectId, Workflow};
use rights::{Action, Resource};
use store::{Hashed, LogQuery};

use crate::house::Question;
use crate::readings::whole_state;
use crate::{AccessError, House, Visitor};

/// A page of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogPage {
    /// Its entries, the latest first.
    pub entries: Vec<LogLine>,
    /// Where the next page begins: entries before this place.
    pub next: Option<u64>,
    /// Whether entries were left out because the visitor may not read them.
    pub withheld: bool,
}

/// An entry of the log as a visitor may read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    /// The entry.
    pub hashed: Hashed,
    /// Whether it names, by an identifier, somebody of whom the visitor may know nothing: what was done may be shown, and to whom not.
    pub veiled: bool,
}

/// Pages that are looked through at most for entries that a visitor may read.
const LOOKED: usize = 20;

/// How the rights see an entry. Where nothing closer is known, the region is the whole state.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Where {
    Office,
    Matter(Compartment, Option<Region>),
}

/// What was found out about places of the log while a page of it is read.
struct Reading<'a> {
    house: &'a House,
    visitor: &'a Visitor,
    action: Action,
    purpose: Purpose,
    now: Moment,
    may: HashMap<(Where, bool), bool>,
    subjects: HashMap<SubjectId, Where>,
    items: HashMap<ItemId, Where>,
}

impl House {
    /// Entries of the log that a visitor may read, the latest first. They hold no personal data in the clear.
    ///
    /// # Errors
    /// What the rights refuse; a record that does not answer.
    pub async fn read_log(&self, visitor: &Visitor, query: &LogQuery, action: Action, now: Moment) -> Result<LogPage, AccessError> {
        self.refresh().await?;
        let mut reading = Reading::new(self, visitor, action, now)?;
        let mut page = LogPage { entries: Vec::new(), next: query.before, withheld: false };
        let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
        for _ in 0..LOOKED {
            let found = self.record.search(&LogQuery { before: page.next, ..query.clone() }).await?;
            page.next = found.next;
            for hashed in found.entries {
                let place = reading.place_of(&hashed.entry.stream).await?;
                let allowed = reading.may(&place, false);
                if allowed && page.entries.len() < limit {
                    let veiled = reading.is_veiled(&hashed.entry).await?;
                    page.entries.push(LogLine { hashed, veiled });
                } else if allowed {
                    // The page is full: the next one begins behind what is shown.
                    page.next = page.entries.last().map(|last| last.hashed.entry.place);
                    return Ok(page);
                } else {
                    page.withheld = true;
                }
            }
            if page.next.is_none() || page.entries.len() >= limit {
                break;
            }
        }
        Ok(page)
    }

    /// One entry of the log.
    ///
    /// # Errors
    /// [`AccessError::Unknown`] where there is none or none that the visitor may read; what the rights refuse; a record that does not
    /// answer.
    pub async fn read_log_entry(&self, visitor: &Visitor, place: u64, now: Moment) -> Result<LogLine, AccessError> {
        self.refresh().await?;
        let mut reading = Reading::new(self, visitor, Action::ReadLog, now)?;
        let found = self.record.entries(place, 1).await?.into_iter().find(|hashed| hashed.entry.place == place);
        let hashed = found.ok_or(AccessError::Unknown)?;
        let lies = reading.place_of(&hashed.entry.stream).await?;
        if !reading.may(&lies, false) {
            return Err(AccessError::Unknown);
        }
        let veiled = reading.is_veiled(&hashed.entry).await?;
        Ok(LogLine { hashed, veiled })
    }

    /// For what purpose a visitor does this with the log.
    pub(crate) fn log_purpose(&self, visitor: &Visitor, action: Action, now: Moment) -> Result<Purpose, AccessError> {
        Reading::new(self, visitor, action, now).map(|reading| reading.purpose)
    }

    /// Whether a visitor may do this with any part of the log: what a page may offer.
    #[must_use]
    pub fn may_use_log(&self, visitor: &Visitor, action: Action, now: Moment) -> bool {
        self.log_purpose(visitor, action, now).is_ok()
    }

    /// Refuses whoever may not look at the course of all work: numbers without names.
    ///
    /// # Errors
    /// What the rights refuse.
    pub fn require_inspection(&self, visitor: &Visitor, now: Moment) -> Result<(), AccessError> {
        self.require(visitor, &Question::new(Action::Inspect, &Resource::office(), Purpose::Oversight), now).map(drop)
    }

    /// A person by identifier, for lists that show names; whoever may read who works here may ask.
    ///
    /// # Errors
    /// What the rights refuse.
    pub fn require_colleagues(&self, visitor: &Visitor, now: Moment) -> Result<(), AccessError> {
        let purposes =
            [Purpose::Administration, Purpose::Detection, Purpose::Response, Purpose::Casework, Purpose::Protection, Purpose::Oversight];
        let may = |purpose: &Purpose| self.may(visitor, Action::ReadPeople, &Resource::office(), *purpose, now).allowed;
        if purposes.iter().any(may) {
            return Ok(());
        }
        self.require(visitor, &Question::new(Action::ReadPeople, &Resource::office(), Purpose::Administration), now).map(drop)
    }

    /// The names of these people as colleagues are shown them; those that are gone are left out.
    ///
    /// # Errors
    /// Where the record does not answer.
    pub async fn names_of(
        &self,
        people: impl IntoIterator<Item = PersonId>,
        now: Moment,
    ) -> Result<HashMap<PersonId, String>, AccessError> {
        let mut names = HashMap::new();
        for person in people {
            if let std::collections::hash_map::Entry::Vacant(free) = names.entry(person)
                && let Some(name) = self.name_of(person, now).await?
            {
                free.insert(name.to_string());
            }
        }
        Ok(names)
    }
}

impl<'a> Reading<'a> {
    /// For the purpose for which the visitor may read anything at all.
    fn new(house: &'a House, visitor: &'a Visitor, action: Action, now: Moment) -> Result<Self, AccessError> {
        let mut reading = Self {
            house,
            visitor,
            action,
            purpose: Purpose::Oversight,
            now,
            may: HashMap::new(),
            subjects: HashMap::new(),
            items: HashMap::new(),
        };
        // A role for a region reads what lies there; one for the whole state reads all.
        let regions = visitor.authority.roles.values().flat_map(record::Regions::iter).cloned().map(Some);
        let regions: Vec<Option<Region>> = regions.chain([whole_state()]).collect();
        let matter = |compartment| regions.iter().map(move |region| Where::Matter(compartment, region.clone()));
        let places: Vec<Where> = [Where::Office]
            .into_iter()
            .chain(matter(Compartment::OpenSource))
            .chain(matter(Compartment::Operational))
            .chain(matter(Compartment::Casework))
            .collect();
        for purpose in [Purpose::Oversight, Purpose::Administration] {
            reading.purpose = purpose;
            if places.iter().any(|place| reading.may(place, false)) {
                return Ok(reading);
            }
            reading.may.clear();
        }
        reading.purpose = Purpose::Oversight;
        house.require(visitor, &Question::new(action, &Resource::office(), Purpose::Oversight), now).map(|_| reading)
    }

    /// Whether the rights give what lies there; `personal` where it says about whom it is.
    fn may(&mut self, place: &Where, personal: bool) -> bool {
        let key = (place.clone(), personal);
        if let Some(known) = self.may.get(&key) {
            return *known;
        }
        let resource = match place {
            Where::Office => Resource { personal, ..Resource::office() },
            Where::Matter(compartment, region) => Resource { region: region.clone(), personal, ..Resource::matter(*compartment) },
        };
        let allowed = self.house.may(self.visitor, self.action, &resource, self.purpose, self.now).allowed;
        self.may.insert(key, allowed);
        allowed
    }

    /// Whether an entry names somebody of whom the visitor may know nothing: everybody but colleagues, of whom the log has no more than
    /// who they are here.
    async fn is_veiled(&mut self, entry: &Entry) -> Result<bool, AccessError> {
        let named = [entry.stream.as_str(), &entry.event].map(store::identifiers_in).into_iter().flatten();
        for subject in named.filter_map(|id| id.parse::<SubjectId>().ok()) {
            if self.house.colleague(subject).is_some() {
                continue;
            }
            let place = self.place_of_subject(subject).await?;
            if !self.may(&place, true) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Where an entry lies. What is not known is held for the most protected.
    async fn place_of(&mut self, stream: &StreamName) -> Result<Where, AccessError> {
        let protected = || Where::Matter(Compartment::Protection, whole_state());
        Ok(match stream.kind() {
            Person::STREAM | Agency::STREAM | Oversight::STREAM => Where::Office,
            Subjects::STREAM => match stream.id().parse() {
                Ok(subject) => self.place_of_subject(subject).await?,
                Err(_) => protected(),
            },
            Emergency::STREAM => {
                let id = stream.id().parse().ok();
                let asked = id.and_then(|id| self.house.look(|directory| directory.emergency(id)?.asked.clone()));
                asked.map_or_else(protected, |asked| Where::Matter(asked.compartment, asked.region))
            }
            Item::STREAM => match stream.id().parse() {
                Ok(item) => self.place_of_item(item).await?,
                Err(_) => protected(),
            },
            _ => protected(),
        })
    }

    /// Where an item of evidence lies: its first entry says so for ever.
    async fn place_of_item(&mut self, item: ItemId) -> Result<Where, AccessError> {
        if let Some(known) = self.items.get(&item) {
            return Ok(known.clone());
        }
        let begun = self.house.record.history::<Item>(&StreamName::of::<Item>(item)).await?.state().begun;
        let place = begun
            .map_or_else(|| Where::Matter(Compartment::Protection, whole_state()), |begun| Where::Matter(begun.compartment, begun.region));
        self.items.insert(item, place.clone());
        Ok(place)
    }

    /// Where what is kept of a subject lies. That it was erased changes nothing of who may know what was done with it.
    async fn place_of_subject(&mut self, subject: SubjectId) -> Result<Where, AccessError> {
        if self.house.colleague(subject).is_some() {
            return Ok(Where::Office);
        }
        if let Some(known) = self.subjects.get(&subject) {
            return Ok(known.clone());
        }
        let events = self.house.record.history::<Subjects>(&StreamName::of::<Subjects>(subject)).await?.events;
        let (mut owner, mut lies) = (None, Compartment::Protection);
        for event in events {
            match event {
                Event::Opened { owner: first, compartment } => (owner, lies) = (Some(first), compartment),
                Event::HandedOver { owner: next, .. } => owner = Some(next),
                Event::Read { .. } | Event::Erased { .. } => {}
            }
        }
        let keeper: Option<AgencyId> = owner.and_then(|owner| self.house.look(|directory| Some(directory.person(owner)?.agency)));
        let region = keeper.map_or_else(whole_state, |keeper| self.house.region_kept_by(keeper));
        let place = Where::Matter(lies, region);
        self.subjects.insert(subject, place.clone());
        Ok(place)
    }
}
