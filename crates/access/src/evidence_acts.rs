//! What people do with evidence: have a page kept, take a working copy, hand over and take, give back.

use custody::item::{Command, Copy, CopyId, GiveBack, Offer, Origin, Take, Withdraw};
use custody::{FileName, ItemId, KeptFile};
use record::{Actor, AgencyId, Compartment, Moment, Reason};
use rights::Action;
use vault::acquire::{Acquisition, Wanted};
use vault::capture::capture_into;

use crate::error::Said;
use crate::evidence::resource;
use crate::{AccessError, House, Visitor};

/// The longest address that is captured; longer ones are no links of people.
const LONGEST_ADDRESS: usize = 4_000;

/// A working copy that a page gives has so many bytes at most: it is held in memory while it is sent.
const LARGEST_COPY: u64 = 256 << 20;

/// What is done with an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemAct {
    /// It is offered to another body.
    Offer {
        /// The other body.
        to: AgencyId,
        /// Why.
        reason: Reason,
    },
    /// Nothing comes of the offer.
    Withdraw {
        /// Why.
        reason: Reason,
    },
    /// Somebody of the other body takes it.
    Take,
    /// It goes back to whom it was taken from.
    GiveBack {
        /// The receipt.
        receipt: Reason,
    },
}

/// A working copy of a file: its bytes, checked as they were read.
pub struct WorkingCopy {
    /// Its name in the log.
    pub copy: CopyId,
    /// Of which file.
    pub file: KeptFile,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl House {
    /// Has a page kept as evidence. Says which item it becomes as soon as that is begun; the page itself comes in its own time, and what
    /// became of it stands in the item's history.
    ///
    /// # Errors
    /// What the rights refuse; an address that is none of a page; a record that does not answer.
    pub async fn capture_page(&self, visitor: &Visitor, address: &str, now: Moment) -> Result<ItemId, AccessError> {
        let purpose = self.require_capture(visitor, now)?;
        let cabinet = self.cabinet()?;
        let address = address.trim();
        let is_page = (address.starts_with("http://") || address.starts_with("https://")) && !address.chars().any(char::is_control);
        if !is_page || address.len() > LONGEST_ADDRESS {
            return Err(AccessError::field("address", "evidence-no-address"));
        }
        let wanted = Wanted {
            origin: Origin::Page { address: address.to_owned() },
            compartment: Compartment::Operational,
            region: self.region_of(visitor),
            tool: cabinet.tool.clone(),
        };
        let (house, actor, address) = (self.clone(), visitor.actor(), address.to_owned());
        let (tell, told) = tokio::sync::oneshot::channel();
        tokio::spawn(async move {
            let Ok(cabinet) = house.cabinet() else { return };
            let acquisition = match Acquisition::begin(house.evidence(cabinet, actor, purpose), wanted).await {
                Ok(acquisition) => acquisition,
                Err(error) => return drop(tell.send(Err(error))),
            };
            let item = acquisition.item();
            drop(tell.send(Ok(item)));
            // Where the program ends meanwhile, the item is closed when it starts again.
            let Ok(_turn) = cabinet.turns.acquire().await else { return };
            if let Err(error) = capture_into(acquisition, &address, &cabinet.loading).await {
                tracing::warn!(%item, %error, "a capture broke off");
            }
        });
        told.await.map_err(|_| AccessError::Unknown)?.map_err(AccessError::from)
    }

    /// Makes a working copy of a file: the copy is an event of the item before anybody has its bytes.
    ///
    /// # Errors
    /// What the rights or rules refuse; bytes that are not what was kept; a record that does not answer.
    pub async fn copy_of_file(
        &self,
        visitor: &Visitor,
        id: ItemId,
        file: &FileName,
        reason: Reason,
        now: Moment,
    ) -> Result<WorkingCopy, AccessError> {
        let item = self.seen_item(visitor, id, now).await?;
        let cabinet = self.cabinet()?;
        let purpose = self.purpose_for(visitor, Action::ReadEvidence, &resource(&item), None, now)?;
        let kept = item.files.get(file).cloned().ok_or(AccessError::Unknown)?;
        if kept.bytes > LARGEST_COPY {
            return Err(AccessError::Refused(Said::plain("evidence-large-copy")));
        }
        let (originals, original) = (cabinet.originals.clone(), kept.hashes.sha256);
        let read = tokio::task::spawn_blocking(move || {
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut originals.open(original)?, &mut bytes)?;
            Ok::<_, vault::VaultError>(bytes)
        });
        let bytes = read.await.map_err(|_| AccessError::Unknown)??;
        let copy = CopyId::from_bytes(self.random.bytes()?);
        let command = Copy { copy, file: file.clone(), hashes: kept.hashes, reason, tool: cabinet.tool.clone() };
        self.act_on(visitor, id, purpose, Command::Copy(command), now).await?;
        Ok(WorkingCopy { copy, file: kept, bytes })
    }

    /// Does something with an item.
    ///
    /// # Errors
    /// What the rights or rules refuse; an item that there is not; a record that does not answer.
    pub async fn act_on_item(&self, visitor: &Visitor, id: ItemId, act: ItemAct, now: Moment) -> Result<(), AccessError> {
        let item = self.seen_item(visitor, id, now).await?;
        let other = match &act {
            // Who takes it will be known when they do; that there must be somebody is no hindrance to offering.
            ItemAct::Offer { .. } | ItemAct::Withdraw { .. } | ItemAct::GiveBack { .. } => Some(Actor::local().person),
            ItemAct::Take => item.offered.map(|offer| offer.by),
        };
        let purpose = self.purpose_for(visitor, Action::HandOverEvidence, &resource(&item), other, now)?;
        let command = match act {
            ItemAct::Offer { to, reason } => Command::Offer(Offer { to, reason }),
            ItemAct::Withdraw { reason } => Command::Withdraw(Withdraw { reason }),
            ItemAct::Take => Command::Take(Take {}),
            ItemAct::GiveBack { receipt } => Command::GiveBack(GiveBack { receipt }),
        };
        self.act_on(visitor, id, purpose, command, now).await
    }
}
