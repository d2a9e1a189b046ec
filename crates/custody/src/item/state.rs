//! What the rules need to know of an item's past.

use std::collections::BTreeMap;

use record::{AgencyId, Circumstances, Compartment, Moment, PersonId, Reason, Region};

use super::{CopyId, Event, Failure, ItemId, Origin, Refusal};
use crate::checklist::{Answer, Answers};
use crate::{FileName, Found, KeptFile, Reading};

/// What has become of an item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// The item, once it was begun.
    pub begun: Option<Begun>,
}

/// An item that was begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// The item.
    pub id: ItemId,
    /// How it came.
    pub origin: Origin,
    /// To which matters it belongs.
    pub compartment: Compartment,
    /// Its region, where it has one.
    pub region: Option<Region>,
    /// Who began.
    pub by: PersonId,
    /// When.
    pub at: Moment,
    /// The body that holds it.
    pub holder: AgencyId,
    /// How it stands.
    pub standing: Standing,
    /// Its files, by name.
    pub files: BTreeMap<FileName, KeptFile>,
    /// What each working copy was made from.
    pub copies: BTreeMap<CopyId, FileName>,
    /// The last offer that was neither taken nor withdrawn; its time may be over.
    pub offered: Option<Handing>,
    /// The last answer to each step of a checklist.
    pub steps: Answers,
    /// How a device is packed.
    pub packed: Option<Packed>,
}

/// How an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is being acquired.
    Receiving,
    /// It is whole, and held.
    Held,
    /// It broke off.
    Failed {
        /// Why.
        why: Failure,
    },
    /// It was given back; its files are still there.
    GivenBack,
}

/// How a device is packed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    /// In what.
    pub packaging: Reason,
    /// The number of the seal.
    pub seal: Option<Reading>,
}

/// An offer to another body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Handing {
    /// The other body.
    pub to: AgencyId,
    /// Who offered it.
    pub by: PersonId,
    /// Until before when it can be taken.
    pub until: Moment,
}

impl State {
    /// The item, which must have been begun.
    pub(super) fn known(&self) -> Result<&Begun, Refusal> {
        self.begun.as_ref().ok_or(Refusal::Unknown)
    }

    /// The item, which must be in the course of being acquired.
    pub(super) fn receiving(&self) -> Result<&Begun, Refusal> {
        self.known().and_then(|item| if item.is_receiving() { Ok(item) } else { Err(Refusal::NotReceiving) })
    }

    /// The item, which must have arrived and must not have been given back. A failed one is held too, as what it is.
    pub(super) fn whole(&self) -> Result<&Begun, Refusal> {
        let item = self.known()?;
        match item.standing {
            Standing::Receiving => Err(Refusal::StillReceiving),
            Standing::GivenBack => Err(Refusal::GivenBack),
            Standing::Held | Standing::Failed { .. } => Ok(item),
        }
    }

    /// The same, which must be held by the body of whoever acts.
    pub(super) fn held_by(&self, at: &Circumstances<'_>) -> Result<&Begun, Refusal> {
        let item = self.whole()?;
        if item.holder == at.actor.agency { Ok(item) } else { Err(Refusal::NotHolder) }
    }

    /// The item, whether it has arrived or not, which the body of whoever acts must hold.
    pub(super) fn in_hand(&self, at: &Circumstances<'_>) -> Result<&Begun, Refusal> {
        let item = self.known()?;
        crate::refuse_if(item.standing == Standing::GivenBack, Refusal::GivenBack)?;
        if item.holder == at.actor.agency { Ok(item) } else { Err(Refusal::NotHolder) }
    }

    /// A file of the item, which must have arrived.
    pub(super) fn file(&self, name: &FileName) -> Result<&KeptFile, Refusal> {
        let item = self.known()?;
        if item.is_receiving() { Err(Refusal::StillReceiving) } else { item.files.get(name).ok_or(Refusal::NoSuchFile) }
    }

    /// What a working copy was made from.
    #[must_use]
    pub fn copy(&self, copy: CopyId) -> Option<&FileName> {
        self.begun.as_ref()?.copies.get(&copy)
    }

    pub(super) fn after(mut self, event: &Event) -> Self {
        match event {
            Event::Begun { item, origin, compartment, region, tool: _, holder, by, at } => {
                self.begun = Some(Begun {
                    id: *item,
                    origin: origin.clone(),
                    compartment: *compartment,
                    region: region.clone(),
                    by: *by,
                    at: *at,
                    holder: *holder,
                    standing: Standing::Receiving,
                    files: BTreeMap::new(),
                    copies: BTreeMap::new(),
                    offered: None,
                    steps: Answers::new(),
                    packed: None,
                });
            }
            Event::Kept { files } => self.change(|item| item.files.extend(files.iter().map(|file| (file.name.clone(), file.clone())))),
            Event::Completed { .. } => self.change(|item| item.standing = Standing::Held),
            Event::Failed { why } => self.change(|item| item.standing = Standing::Failed { why: *why }),
            Event::Copied { copy, file, .. } => self.change(|item| drop(item.copies.insert(*copy, file.clone()))),
            Event::Offered { to, by, until, .. } => self.change(|item| item.offered = Some(Handing { to: *to, by: *by, until: *until })),
            Event::Withdrawn { .. } => self.change(|item| item.offered = None),
            Event::Taken { holder, .. } => self.change(|item| (item.holder, item.offered) = (*holder, None)),
            Event::GivenBack { .. } => self.change(|item| item.standing = Standing::GivenBack),
            Event::Stepped { step, outcome, when, by, .. } => self.change(|item| {
                drop(item.steps.insert(step.clone(), Answer { outcome: outcome.clone(), when: *when, by: *by }));
            }),
            Event::Packed { packaging, seal } => {
                self.change(|item| item.packed = Some(Packed { packaging: packaging.clone(), seal: seal.clone() }));
            }
            Event::Arrived { .. }
            | Event::Viewed { .. }
            | Event::Revealed { .. }
            | Event::Examined { .. }
            | Event::Described { .. }
            | Event::Exported { .. } => {}
        }
        self
    }

    fn change(&mut self, change: impl FnOnce(&mut Begun)) {
        if let Some(item) = &mut self.begun {
            change(item);
        }
    }
}

impl Begun {
    /// Whether it is being acquired.
    #[must_use]
    pub fn is_receiving(&self) -> bool {
        self.standing == Standing::Receiving
    }

    /// The device or carrier that it is, where it is one.
    #[must_use]
    pub fn device(&self) -> Option<&Found> {
        match &self.origin {
            Origin::Device { found } => Some(found),
            Origin::Page { .. } | Origin::Upload {} | Origin::ServiceExport { .. } | Origin::PhotographedScreen {} => None,
        }
    }

    /// The offer that can be taken at a moment.
    #[must_use]
    pub fn offer_at(&self, now: Moment) -> Option<Handing> {
        self.offered.filter(|offer| now < offer.until)
    }
}
