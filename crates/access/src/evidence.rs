//! Evidence as people may see it: which items there are, how they came and what was done with them.
//!
//! Looking at the list and at an item's history is a right (`policies/operational.cedar`, `casework.cedar`); looking into a file is an
//! event of the item besides, with its reason ([`crate::ItemAct`]).

use std::sync::Arc;

use custody::item::{Begun, Command, Event, Standing};
use custody::{Item, ItemId, Tool};
use record::{Actor, AgencyId, Compartment, Entry, Moment, PersonId, Purpose, Region, StreamName, Workflow};
use rights::{Action, Resource};
use tokio::sync::Semaphore;
use vault::Originals;
use vault::acquire::{Evidence, close_left_open};
use vault::capture::Loading;

use crate::house::{Asked, Question};
use crate::readings::whole_state;
use crate::{AccessError, House, Visitor};

/// Captures at once: each is a browser.
const AT_ONCE: usize = 2;
/// Items that are looked through at most for those that a visitor may see.
const LOOKED: u32 = 1_000;
/// For what evidence is looked at and captured, in the order in which the rights are asked.
const PURPOSES: [Purpose; 3] = [Purpose::Response, Purpose::Casework, Purpose::Detection];

/// Where evidence is kept, and how more of it comes.
pub struct Cabinet {
    pub(crate) originals: Originals,
    pub(crate) loading: Loading,
    pub(crate) tool: Tool,
    pub(crate) clock: Arc<dyn Fn() -> Moment + Send + Sync>,
    pub(crate) turns: Semaphore,
}

impl std::fmt::Debug for Cabinet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Cabinet")
    }
}

/// One item in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemLine {
    /// The item.
    pub item: Begun,
    /// Where its history begins in the log: lists go on from there.
    pub place: u64,
}

/// A page of items, the latest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemPage {
    /// Those that the visitor may see.
    pub items: Vec<ItemLine>,
    /// Where the next page begins: items before this place.
    pub next: Option<u64>,
}

/// An item with all that happened to it.
#[derive(Debug, Clone)]
pub struct KnownItem {
    /// The item.
    pub item: Begun,
    /// Its history: the entries of the log with what they say.
    pub history: Vec<(Entry, Event)>,
    /// Whether the visitor may give it to others or take it.
    pub hands_over: bool,
}

impl Cabinet {
    /// A cabinet of these originals; pages are loaded in this way, with a tool of this name.
    #[must_use]
    pub fn new(originals: Originals, loading: Loading, tool: Tool, clock: Arc<dyn Fn() -> Moment + Send + Sync>) -> Self {
        Self { originals, loading, tool, clock, turns: Semaphore::new(AT_ONCE) }
    }
}

impl House {
    /// Has the house keep evidence in this cabinet; the first one stays. Items that a stop left half-way are closed first.
    ///
    /// # Errors
    /// Where the record or the vault does not answer.
    pub async fn keep_evidence_in(&self, cabinet: Cabinet) -> Result<(), AccessError> {
        let closed = close_left_open(self.evidence(&cabinet, Actor::local(), Purpose::Casework)).await?;
        if closed > 0 {
            tracing::warn!(closed, "items of evidence that a stop left half-way");
        }
        if self.cabinet.set(cabinet).is_err() {
            tracing::warn!("this house has a cabinet for evidence already");
        }
        Ok(())
    }

    /// What evidence is acquired with, in somebody's name.
    pub(crate) fn evidence<'a>(&'a self, cabinet: &'a Cabinet, actor: Actor, purpose: Purpose) -> Evidence<'a> {
        let (record, random, edition) = (&self.record, &self.random, self.edition.as_str());
        Evidence { record, originals: &cabinet.originals, random, clock: &*cabinet.clock, edition, actor, purpose }
    }

    /// Where evidence is kept.
    pub(crate) fn cabinet(&self) -> Result<&Cabinet, AccessError> {
        self.cabinet.get().ok_or(AccessError::Unknown)
    }

    /// Whether a visitor could have a page kept: whether a page offers it.
    #[must_use]
    pub fn may_capture(&self, visitor: &Visitor, now: Moment) -> bool {
        self.cabinet.get().is_some() && self.require_capture(visitor, now).is_ok()
    }

    /// Whether a visitor has to do with evidence at all.
    #[must_use]
    pub fn concerns_evidence(&self, visitor: &Visitor, now: Moment) -> bool {
        let own = Resource { case_owner: Some(visitor.person()), ..lies(visitor.authority.agency, self.region_of(visitor)) };
        self.purpose_for(visitor, Action::ReadEvidence, &own, None, now).is_ok() || self.may_capture(visitor, now)
    }

    /// Refuses whoever has nothing to do with evidence.
    ///
    /// # Errors
    /// What the rights refuse.
    pub fn require_evidence(&self, visitor: &Visitor, now: Moment) -> Result<(), AccessError> {
        if self.concerns_evidence(visitor, now) {
            return Ok(());
        }
        let resource = lies(visitor.authority.agency, self.region_of(visitor));
        self.purpose_for(visitor, Action::ReadEvidence, &resource, None, now).map(drop)
    }

    /// For what purpose a visitor may have a page kept.
    pub(crate) fn require_capture(&self, visitor: &Visitor, now: Moment) -> Result<Purpose, AccessError> {
        let region = self.region_of(visitor);
        let page = Resource { region: region.clone(), ..Resource::matter(Compartment::OpenSource) };
        self.purpose_for(visitor, Action::CapturePage, &page, None, now)
            .or_else(|_| self.purpose_for(visitor, Action::CapturePage, &lies(visitor.authority.agency, region), None, now))
    }

    /// The first purpose for which the rights give this.
    pub(crate) fn purpose_for(
        &self,
        visitor: &Visitor,
        action: Action,
        resource: &Resource,
        other_person: Option<PersonId>,
        now: Moment,
    ) -> Result<Purpose, AccessError> {
        let mut refused = None;
        for purpose in PURPOSES {
            match self.require(visitor, &Question { other_person, ..Question::new(action, resource, purpose) }, now) {
                Ok(_) => return Ok(purpose),
                Err(error) => refused = refused.or(Some(error)),
            }
        }
        Err(refused.unwrap_or(AccessError::Unknown))
    }

    /// In which region what somebody has kept lies: their own where they have one, that of their body where not.
    pub(crate) fn region_of(&self, visitor: &Visitor) -> Option<Region> {
        let mut regions: Vec<&Region> = visitor.authority.roles.values().flat_map(record::Regions::iter).collect();
        regions.sort();
        regions.dedup();
        match regions.as_slice() {
            [one] => Some((*one).clone()),
            _ => self.region_kept_by(visitor.authority.agency).or_else(whole_state),
        }
    }

    /// The items that a visitor may see, the latest first, from before a place of the log on.
    ///
    /// # Errors
    /// What the rights refuse; a record that does not answer.
    pub async fn items(&self, visitor: &Visitor, before: Option<u64>, most: usize, now: Moment) -> Result<ItemPage, AccessError> {
        self.require_evidence(visitor, now)?;
        let (mut items, mut next, mut looked) = (Vec::new(), before, 0);
        loop {
            let found = self.record.begun(Item::STREAM, next, 50).await?;
            next = found.last().map(|last| last.entry.place).filter(|_| found.len() == 50);
            looked += u32::try_from(found.len()).unwrap_or(u32::MAX);
            for hashed in found {
                let Some(item) = self.item_of(&hashed.entry.stream).await? else { continue };
                if !self.sees(visitor, &item, now) {
                    continue;
                }
                if items.len() == most {
                    let next = items.last().map(|line: &ItemLine| line.place);
                    return Ok(ItemPage { items, next });
                }
                items.push(ItemLine { item, place: hashed.entry.place });
            }
            if next.is_none() || looked >= LOOKED {
                return Ok(ItemPage { items, next });
            }
        }
    }

    /// An item with its history.
    ///
    /// # Errors
    /// [`AccessError::Unknown`] where there is none or none that the visitor may see; a record that does not answer.
    pub async fn item(&self, visitor: &Visitor, id: ItemId, now: Moment) -> Result<KnownItem, AccessError> {
        let item = self.seen_item(visitor, id, now).await?;
        let entries = self.record.stream_entries(&StreamName::of::<Item>(id)).await?;
        let history = entries.into_iter().map(|hashed| {
            let event = store::event_of::<Item>(&hashed.entry)?;
            Ok::<_, AccessError>((hashed.entry, event))
        });
        let hands_over = self.purpose_for(visitor, Action::HandOverEvidence, &resource(&item), Some(Actor::local().person), now).is_ok();
        Ok(KnownItem { history: history.collect::<Result<_, _>>()?, item, hands_over })
    }

    /// An item that a visitor may see.
    pub(crate) async fn seen_item(&self, visitor: &Visitor, id: ItemId, now: Moment) -> Result<Begun, AccessError> {
        self.refresh().await?;
        let item = self.item_of(&StreamName::of::<Item>(id)).await?.ok_or(AccessError::Unknown)?;
        if self.sees(visitor, &item, now) { Ok(item) } else { Err(AccessError::Unknown) }
    }

    async fn item_of(&self, stream: &StreamName) -> Result<Option<Begun>, AccessError> {
        Ok(self.record.history::<Item>(stream).await?.state().begun)
    }

    fn sees(&self, visitor: &Visitor, item: &Begun, now: Moment) -> bool {
        self.purpose_for(visitor, Action::ReadEvidence, &resource(item), None, now).is_ok()
    }

    /// Carries out a command on an item in the name of a visitor.
    pub(crate) async fn act_on(
        &self,
        visitor: &Visitor,
        item: ItemId,
        purpose: Purpose,
        command: Command,
        now: Moment,
    ) -> Result<(), AccessError> {
        let actor = visitor.actor();
        let asked = Asked { actor: &actor, purpose, command: self.fresh_command()?, seen: None, now };
        let _ = self.act::<Item>(item, &asked, command).await?;
        Ok(())
    }
}

/// What is kept in a region by a body.
fn lies(agency: AgencyId, region: Option<Region>) -> Resource {
    Resource { region, agency: Some(agency), ..Resource::matter(Compartment::Operational) }
}

/// How the rights see an item.
pub(crate) fn resource(item: &Begun) -> Resource {
    let shared_with = item.offered.filter(|_| item.standing != Standing::Receiving).map(|offer| offer.to).into_iter().collect();
    Resource {
        region: item.region.clone(),
        agency: Some(item.holder),
        case_owner: Some(item.by),
        shared_with,
        ..Resource::matter(item.compartment)
    }
}
